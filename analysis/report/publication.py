"""A study and its executed notebooks → what of them leaves it: the door through which pages, PDF and data go.

What a document's rights allow is decided in ``rights``; here it is asked of everything that the report is written
from. Whoever writes a part of the report takes texts, tables and notebooks from a ``Publication``, never from the
study.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

from .. import data_package, schema
from ..labels import LANGUAGES
from ..labels import text as label
from ..params import Params
from ..rights import Release, cited_places
from ..study import Study
from .edition import Edition

_ABOUT_DATA = Path(__file__).parent.parent / "templates" / "data.md"


class Publication:
    """What a study publishes: ``notebooks`` as executed, and below the texts and tables beside them."""

    def __init__(self, study: Study, executed: Sequence[Path], params: Params) -> None:
        notebooks = [nbformat.read(path, as_version=4) for path in executed]
        shown = [output.get("data", {}) for nb in notebooks for output in _outputs(nb)]
        read = {(row.doc, int(row.start), int(row.end)) for row in schema.rows(study.observations)}
        cited = frozenset(read.union(*(cited_places(data) for data in shown)))
        self.study, self.data = study, study.work / "data"
        self.release = Release(study.documents, study.texts, cited, params.publish_all)
        self.notebooks = [self._published(nb) for nb in notebooks]
        self.files = {path.name: nb for path, nb in zip(executed, self.notebooks, strict=True)}
        self.table = cache(self._table)

    def data_files(self, edition: Edition, claims: bytes) -> dict[str, bytes]:
        """Return the files of the data package by name; ``claims`` is its ``claims.json``."""
        about = data_package.About(
            title=edition.title,
            description="\n\n".join(label("report.data_description", lang) for lang in LANGUAGES),
            version=edition.version,
            date=edition.date,
            timestamp=edition.timestamp,
            contributors=edition.authors,
            license=edition.license,
            keywords=edition.keywords,
            inputs={source.file: source.sha256 for source in self.study.files.files},
        )
        beside = {"README.md": _ABOUT_DATA.read_bytes(), "claims.json": claims}
        return data_package.files(self.tables, about, beside)

    @property
    def documents(self) -> pd.DataFrame:
        """The documents (contract ``DOCUMENTS``)."""
        return self.table(schema.DOCUMENTS.name)

    @property
    def observations(self) -> pd.DataFrame:
        """The observations (contract ``OBSERVATIONS``)."""
        return self.table(schema.OBSERVATIONS.name)

    @property
    def corrections(self) -> pd.DataFrame:
        """What was corrected by hand (contract ``CORRECTIONS``)."""
        return self.table(schema.CORRECTIONS.name)

    def zones(self) -> pd.DataFrame:
        """Return the documents about zones."""
        return self.documents[(self.documents.place_kind == "zone").fillna(False)]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file, as long as the file's own (``rights``)."""
        return self.release.published_texts

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that the build's first step has put into the study's work folder, by name."""
        return {path.stem: self.table(path.stem) for path in sorted(self.data.glob("*.parquet"))}

    def _table(self, name: str) -> pd.DataFrame:
        return self.release.publish_table(pd.read_parquet(self.data / f"{name}.parquet"))

    def _published(self, nb: NotebookNode) -> NotebookNode:
        for output in _outputs(nb):
            for part in ("data", "text"):
                if part in output:
                    output[part] = nbformat.from_dict(self.release.publish_output(output[part]))
        return nb


def _outputs(nb: NotebookNode) -> list[NotebookNode]:
    return [output for cell in nb.cells for output in cell.get("outputs", [])]
