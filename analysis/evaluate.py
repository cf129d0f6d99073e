"""Observations against a reference coding → how many were found, and how many are right.

Rows pair where the file is equal (``doc`` before its dot; offsets are file-wide) and their spans overlap, the
largest overlap first, one to one. A row that the reference gives the indicator ``other`` is scored in every
field but the indicator.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .errors import SchemaError

__all__ = ["FIELDS", "Agreement", "Scores", "score"]

FIELDS = ("indicator", "measure", "value", "unit", "period", "status", "bound", "entity")
_CORE = FIELDS[:6]
_NEEDED = ("doc", "start", "end", "value_high", *FIELDS)


@dataclass(frozen=True)
class Agreement:
    """Precision, recall and their harmonic mean F1, each from 0 to 1; all 0 where nothing agrees."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Scores:
    """How a table of observations agrees with a reference coding.

    ``detection`` is about finding a row at all, ``core`` about rows whose indicator, measure, value, unit,
    period and status are all right, ``full`` adds bound and entity. ``fields`` is the share of paired rows that
    are right in each field, missing (NaN) without a pair.
    """

    gold: int
    found: int
    paired: int
    detection: Agreement
    core: Agreement
    full: Agreement
    fields: dict[str, float]


def score(gold: pd.DataFrame, found: pd.DataFrame) -> Scores:
    """Return how the observations ``found`` agree with the reference ``gold``.

    Both have the columns of ``OBSERVATIONS`` that are compared. A measure of agreement with one coding, not of
    truth; on the documents that rules were built on it flatters them. Raises SchemaError for a missing column.
    """
    wanted, given = _rows(gold, "gold"), _rows(found, "found")
    pairs = _pair(wanted, given)
    right = {name: [_same(name, one, other) for one, other in pairs] for name in FIELDS}

    def agreement(names: tuple[str, ...]) -> Agreement:
        hits = sum(all(right[name][i] for name in names) for i in range(len(pairs)))
        return _agreement(hits, len(wanted), len(given))

    return Scores(
        gold=len(wanted),
        found=len(given),
        paired=len(pairs),
        detection=agreement(()),
        core=agreement(_CORE),
        full=agreement(FIELDS),
        fields={name: sum(flags) / len(flags) if flags else math.nan for name, flags in right.items()},
    )


def _rows(table: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    missing = [column for column in _NEEDED if column not in table.columns]
    if missing:
        raise SchemaError(
            f"columns missing: {missing}",
            where=f"evaluate.score, {name}",
            remedy="Give the columns of OBSERVATIONS.",
        )
    rows = table[list(_NEEDED)].astype(object).to_dict("records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]


def _pair(
    gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    by_file: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(found):
        by_file[_file_of(row)].append(place)
    candidates = [
        (overlap, sum(_same(name, one, found[other]) for name in FIELDS), place, other)
        for place, one in enumerate(gold)
        for other in by_file[_file_of(one)]
        if (overlap := min(one["end"], found[other]["end"]) - max(one["start"], found[other]["start"])) > 0
    ]
    pairs, used_gold, used_found = [], set(), set()
    for _, _, place, other in sorted(candidates, key=lambda candidate: candidate[:2], reverse=True):
        if place not in used_gold and other not in used_found:
            used_gold.add(place)
            used_found.add(other)
            pairs.append((gold[place], found[other]))
    return pairs


def _file_of(row: dict[str, Any]) -> str:
    return str(row["doc"]).split(".")[0]


def _same(name: str, gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if name == "value":
        return all(_close(gold[column], found[column]) for column in ("value", "value_high"))
    if name == "indicator" and gold["indicator"] == "other":
        return True
    return str(gold[name] or "").strip() == str(found[name] or "").strip()


def _close(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(float(str(one)), float(str(other)), rel_tol=1e-6, abs_tol=1e-9)


def _agreement(right: int, gold: int, found: int) -> Agreement:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / both if both else 0.0)
