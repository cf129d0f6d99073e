"""The precision of the lexicon's themes: random hits for a reader to judge, and what readers judged.

A reader fills in the columns ``right`` (yes, no) and ``by`` (who judged) of the sample that ``gaoxin terms`` writes,
and puts it beside the documents as ``checked_terms.csv``; the report then prints each theme's precision.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from . import sources
from .errors import LexiconError
from .term_schema import HITS

FILE = "checked_terms.csv"
SAMPLE = 20
_SEED = 7
_ANSWERS = ("", "yes", "no")


def draw(concordance: pd.DataFrame, n: int = SAMPLE, seed: int = _SEED) -> pd.DataFrame:
    """Return ``n`` random hits of each theme (contract ``HITS``), all of a theme that has fewer; none is judged."""
    drawn = []
    for theme, hits in (
        concordance.dropna(subset=["theme"]).sort_values(["doc", "start"]).groupby("theme", sort=True)
    ):
        # Each theme has numbers of its own, so that a change of one leaves the samples of the others.
        generator = np.random.RandomState([seed, *str(theme).encode("utf-8")])
        drawn.append(hits.iloc[np.sort(generator.permutation(len(hits))[:n])])
    if not drawn:
        return HITS.frame([])
    rows = pd.concat(drawn)
    marked = rows.left.fillna("") + "【" + rows.match + "】" + rows.right.fillna("")
    return HITS.conform(
        pd.DataFrame(
            {
                "theme": rows.theme,
                "term": rows.word,
                "doc": rows.doc,
                "start": rows.start,
                "context": marked.str.strip(),
                "right": pd.Series([None] * len(rows), index=rows.index, dtype="str"),
                "by": pd.Series([None] * len(rows), index=rows.index, dtype="str"),
            }
        ).reset_index(drop=True)
    )


def judged(paths: Sequence[Path]) -> pd.DataFrame | None:
    """Return what readers judged in every ``checked_terms.csv`` among ``paths``, None where there is none.

    Raises LexiconError for a file without the columns of ``HITS``, or a verdict that is neither yes nor no nor blank.
    """
    found = sources.tables(paths, FILE)
    if not found:
        return None
    rows: dict[tuple[str, int], dict[str, object]] = {}
    faults = []
    for path, name in found:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        if list(reader.fieldnames or []) != HITS.names:
            raise LexiconError(
                "not a sample of hits", where=name, remedy=f"Its columns are {','.join(HITS.names)}."
            )
        for number, row in enumerate(reader, 2):
            if row["right"] not in _ANSWERS or not row["start"].isdigit():
                what = f"{row['right']!r} in column right, or no offset"
                faults.append(
                    LexiconError(
                        what, where=f"{name}, row {number}", remedy="Write yes, no, or leave it blank."
                    )
                )
                continue
            rows[row["doc"], int(row["start"])] = row | {"start": int(row["start"])}
    if faults:
        raise LexiconError.gather(faults)
    return HITS.frame(list(rows.values()))
