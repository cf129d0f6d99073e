"""A reference coding and a reading → which row of the one is which of the other.

Rows pair where the file is equal (``doc`` before its dot; offsets are file-wide) and their spans overlap, the
largest overlap first, one to one. A row that the reference gives the indicator ``other`` is right in that field
whatever was read.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import EvaluationError
from ..schema import OBSERVATIONS

FIELDS = ("indicator", "measure", "value", "unit", "period", "status", "bound", "entity")
CORE = FIELDS[:6]
_NEEDED = ("doc", "start", "end", "value_high", *FIELDS)

Row = dict[str, Any]


@dataclass(frozen=True)
class Pairing:
    """The rows of a reference and of a reading, and the places in both of those that pair."""

    gold: list[Row]
    found: list[Row]
    pairs: list[tuple[int, int]]

    def rows(self) -> list[tuple[Row, Row]]:
        """Return the pairs as rows, the reference's first."""
        return [(self.gold[one], self.found[other]) for one, other in self.pairs]

    @property
    def documents(self) -> list[str]:
        """The documents that either has rows of, sorted."""
        return sorted({row["doc"] for row in (*self.gold, *self.found)})


def read_reference(path: Path) -> pd.DataFrame:
    """Return a reference coding (CSV) with the columns of ``OBSERVATIONS`` that it has, typed.

    Raises EvaluationError for a file that is none.
    """
    try:
        types: Any = {column.name: column.dtype for column in OBSERVATIONS.columns}
        return pd.read_csv(path, encoding="utf-8-sig", dtype=types)
    except (ValueError, OSError) as fault:
        raise EvaluationError(
            f"not a reference coding: {fault}",
            where=path.name,
            remedy="Give a CSV in UTF-8 with the columns that gaoxin extract writes.",
        ) from None


def of_documents(table: pd.DataFrame, prefixes: Sequence[str]) -> pd.DataFrame:
    """Return the rows of documents whose id starts with one of ``prefixes``; all rows without any."""
    return table[table.doc.str.startswith(tuple(prefixes))] if prefixes else table


def pair(gold: pd.DataFrame, found: pd.DataFrame) -> Pairing:
    """Return the pairs of a reference coding ``gold`` and a reading ``found``.

    Both have the columns of ``OBSERVATIONS`` that are compared; EvaluationError if one is missing.
    """
    wanted, given = _rows(gold, "the reference"), _rows(found, "the reading")
    by_file: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(given):
        by_file[file_of(row)].append(place)
    candidates = [
        (overlap, sum(is_same(name, one, given[other]) for name in FIELDS), place, other)
        for place, one in enumerate(wanted)
        for other in by_file[file_of(one)]
        if (overlap := min(one["end"], given[other]["end"]) - max(one["start"], given[other]["start"])) > 0
    ]
    pairs, used_gold, used_found = [], set(), set()
    for _, _, place, other in sorted(candidates, key=lambda candidate: candidate[:2], reverse=True):
        if place not in used_gold and other not in used_found:
            used_gold.add(place)
            used_found.add(other)
            pairs.append((place, other))
    return Pairing(wanted, given, pairs)


def file_of(row: Row) -> str:
    """Return the id of the file that a row's document stands in."""
    return str(row["doc"]).split(".")[0]


def is_same(name: str, gold: Row, found: Row) -> bool:
    """Return whether a field of two rows is the same; of ``value`` both ends, within a millionth."""
    if name == "value":
        return all(_is_close(gold[column], found[column]) for column in ("value", "value_high"))
    if name == "indicator" and gold["indicator"] == "other":
        return True
    return str(gold[name] or "").strip() == str(found[name] or "").strip()


def _rows(table: pd.DataFrame, name: str) -> list[Row]:
    missing = [column for column in _NEEDED if column not in table.columns]
    if missing:
        raise EvaluationError(
            f"columns missing: {', '.join(missing)}",
            where=name,
            remedy="Give the columns that gaoxin extract writes.",
        )
    kept = [*_NEEDED, *(column for column in ("quote", "sentence") if column in table.columns)]
    rows = table[kept].astype(object).to_dict("records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]


def _is_close(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(float(str(one)), float(str(other)), rel_tol=1e-6, abs_tol=1e-9)
