"""Scores → rows of ``codebook/evaluations.csv``, and back.

A score is kept with the hash of what read the documents, so that the report can say whether the code has changed
since. Rows are only ever appended.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pandas as pd

from .. import codebook
from ..errors import EvaluationError
from .contracts import EVALUATIONS
from .scores import Scores

_TABLE = "evaluations.csv"
_SETS = "evaluation_sets.csv"
_PACKAGE = Path(__file__).parent.parent
# What stands between a file and its observations; how they are shown has no part in it.
_READERS = ("schema.py", "sources", "documents", "quantities", "observations", "evaluate/pairs.py")
_NOT_READING = {
    _TABLE,
    _SETS,
    "clause_cues.csv",
    "columns.csv",
    "comparison_units.csv",
    "confidence.csv",
    "constraint_words.csv",
    "definitions.csv",
    "finality_words.csv",
    "function_words.csv",
    "harmonise.toml",
    "labels.toml",
    "phones.toml",
    "rates.csv",
    "ratios.csv",
    "reader_units.csv",
    "source_order.csv",
    "tokens.toml",
    "whole_scopes.csv",
    "zone_names.csv",
}
_DECIMALS = 4


@cache
def code() -> str:
    """Return the hash (16 hexadecimal digits) of the code and the coding tables that read and score documents."""
    places = [_PACKAGE / name for name in _READERS]
    modules = [path for place in places for path in ([place] if place.suffix else place.rglob("*.py"))]
    named = {path.relative_to(_PACKAGE).as_posix(): path for path in modules}
    named |= {f"codebook/{path.name}": path for path in codebook.files() if path.name not in _NOT_READING}
    seal = hashlib.sha256()
    for name, path in sorted(named.items()):
        seal.update(name.encode() + b"\0")
        seal.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return seal.hexdigest()[:16]


def recorded() -> pd.DataFrame:
    """Return the scores recorded (contract ``EVALUATIONS``), of each set those recorded last."""
    last = {row["set"]: _typed(row) for row in codebook.read_csv(_TABLE)}
    return EVALUATIONS.frame(list(last.values()))


def set_names() -> dict[str, dict[str, str]]:
    """Return each set that scores may be recorded of: its names by language and its ``role``."""
    return {row["set"]: row for row in codebook.read_csv(_SETS)}


def append(name: str, scores: Scores, date: str) -> bool:
    """Add the scores of a set to the table on disk; whether they were not there yet.

    Raises EvaluationError for a set without a name, and where the same code has other scores of it: its documents
    or their reference have changed, so that it is another set.
    """
    if name not in set_names():
        raise EvaluationError(
            f"no set {name!r}",
            where=f"codebook/{_SETS}",
            remedy=f"Add a row for it, or take one of {', '.join(set_names())}.",
        )
    row = _row(name, scores, date)
    for other in codebook.read_csv(_TABLE):
        if (other["set"], other["code"]) == (name, row["code"]):
            if {**other, "date": ""} != {**row, "date": ""}:
                raise EvaluationError(
                    f"the same code has other scores of {name}",
                    where=f"codebook/{_TABLE}",
                    remedy="Its documents or their coding have changed: give the set another name.",
                )
            return False
    with codebook.path_of(_TABLE).open("a", encoding="utf-8", newline="") as file:
        file.write(",".join(row.values()) + "\n")
    return True


def _row(name: str, scores: Scores, date: str) -> dict[str, str]:
    """Return the cells of a row, rounded to four decimals."""
    cells: dict[str, object] = {
        "set": name,
        "documents": scores.documents,
        "reference": scores.detection.reference,
        "read": scores.detection.read,
        "paired": scores.detection.right,
        "code": code(),
        "date": date,
    }
    for what in ("detection", "core", "full"):
        agreement = getattr(scores, what)
        cells |= {f"{what}_{part}": getattr(agreement, part) for part in ("precision", "recall", "f1")}
        cells |= {f"{what}_{end}": getattr(agreement.interval, end, None) for end in ("low", "high")}
    cells |= {field: agreement.f1 for field, agreement in scores.fields.items()}
    return {column: _print(cells[column]) for column in EVALUATIONS.names}


def _print(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.{_DECIMALS}f}"
    return "" if cell is None else str(cell)


def _typed(row: dict[str, str]) -> dict[str, object]:
    types = {column.name: column.dtype for column in EVALUATIONS.columns}
    casts = {"Int64": int, "Float64": float}
    return {name: casts.get(types[name], str)(cell) if cell else None for name, cell in row.items()}
