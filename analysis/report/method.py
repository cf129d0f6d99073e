"""The appendix on method and reproduction: parameters, inputs with their hashes, versions, how to rebuild.

It is made as a notebook like the chapters, so that the same two writers print it.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .. import evaluate, exhibits, params, schema
from ..exhibits import Cell, Claim, Head, Table
from ..labels import LANGUAGES
from ..labels import text as label
from ..params import Params
from ..study import Study
from ..versions import versions
from .edition import Edition

_TEMPLATES = Path(__file__).parent.parent / "templates"
_TABLE = re.compile(r"^<!-- table: (\w+) -->$", re.MULTILINE)


def notebook(study: Study, values: Params, edition: Edition, lang: str) -> NotebookNode:
    """Return the appendix as an executed notebook: the prose of ``method.<lang>.md`` with its tables."""
    tables = {
        "parameters": _parameters(values, lang),
        "inputs": _inputs(study, lang),
        "versions": _versions(lang),
    }
    source = (_TEMPLATES / f"method.{lang}.md").read_text(encoding="utf-8")
    cells = [_output_cell(_claims(study, edition), None, "claims")]
    for number, part in enumerate(_TABLE.split(source)):
        if number % 2:
            cells.append(_output_cell(exhibits.bundle(tables[part]), lang, part))
        else:
            cells.append(nbformat.v4.new_markdown_cell(part.strip(), id=f"prose-{number}"))
    made: NotebookNode = nbformat.v4.new_notebook(cells=cells)
    made.metadata.gaoxin = nbformat.from_dict({"chapter": "A", "id": "method"})
    return made


def _output_cell(data: dict[str, object], lang: str | None, name: str) -> NotebookNode:
    output = nbformat.v4.new_output("display_data", data=data, metadata={"gaoxin": {"lang": lang}})
    cell: NotebookNode = nbformat.v4.new_code_cell("", outputs=[output], id=name)
    return cell


def _claims(study: Study, edition: Edition) -> dict[str, object]:
    claims = [
        Claim.said("edition", {lang: edition.version or label("claims.unknown", lang) for lang in LANGUAGES}),
        Claim.said("reading_code", dict.fromkeys(LANGUAGES, evaluate.code())),
        Claim.said("input_files", {lang: str(len(study.files.files)) for lang in LANGUAGES}),
        Claim.said("document_columns", {lang: str(len(schema.DOCUMENTS.columns)) for lang in LANGUAGES}),
        Claim.said(
            "observation_columns", {lang: str(len(schema.OBSERVATIONS.columns)) for lang in LANGUAGES}
        ),
    ]
    return exhibits.claims_bundle(claims)


def _parameters(values: Params, lang: str) -> Table:
    heads = (
        Head(label("heads.parameter", lang), width=2),
        Head(label("heads.value", lang), width=2),
        Head(label("heads.meaning", lang), width=5),
    )
    rows = tuple(
        (
            Cell(name),
            Cell(_value(getattr(values, name)) or label("params.empty", lang)),
            Cell(label(f"params.{name}", lang)),
        )
        for name in params.FIELDS
    )
    return Table("parameters", lang, label("tables.parameters.title", lang), heads, rows)


def _value(value: params.Value) -> str:
    """Return a parameter's value as a file of parameters has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _inputs(study: Study, lang: str) -> Table:
    heads = (Head(label("heads.file", lang), width=3), Head("SHA-256", width=7))
    rows = tuple((Cell(source.file), Cell(source.sha256)) for source in study.files.files)
    return Table("inputs", lang, label("tables.inputs.title", lang), heads, rows)


def _versions(lang: str) -> Table:
    heads = (Head(label("heads.software", lang), width=3), Head(label("heads.version", lang), width=3))
    rows = tuple((Cell(name), Cell(number)) for name, number in versions().items())
    return Table("versions", lang, label("tables.versions.title", lang), heads, rows)
