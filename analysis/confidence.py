"""Observations → the same with ``confidence``: how often rows like each proved right on coded documents.

A logistic regression on what can be seen of a row without knowing the answer: the kind of its document and
whether that has a date, where its indicator, period and status come from, its measure, and whether any indicator
fits it. The weights (``codebook/confidence.csv``) are fitted by ``scripts/calibrate.py`` to documents as they were
read before any rule was built on them; the script also says how well they foretell documents left out. A row is
right if indicator, measure, value, unit, period and status are; the form of a place's name is a matter of the
document, and not foretold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from . import codebook, schema

_TABLE = "confidence.csv"
_NEAR = ("carried", "paragraph")


def features(observations: pd.DataFrame, documents: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return what is seen of each observation, in order: names of features that hold (``genre=news``, ``dated=no``)."""
    return list(_features(observations, documents))


def assign(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return ``observations`` with ``confidence``, 0 to 1.

    Calibrated on documents that no rule was built on: on those that rules were built on it is too low.
    """
    values = [foretell(seen, _weights()) for seen in features(observations, documents)]
    return observations.assign(confidence=pd.array(values, dtype="Float64"))


def foretell(seen: tuple[str, ...], weights: dict[str, float]) -> float:
    """Return how likely a row with the features ``seen`` is right, 0 to 1: the logistic of their weights."""
    return round(1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in ("all", *seen)))), 3)


def _features(observations: pd.DataFrame, documents: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    of_document = {doc.doc: doc for doc in schema.rows(documents)}
    for row in schema.rows(observations):
        yield (*_of_document(of_document[row.doc]), *_of_row(row))


def _of_document(document: Any) -> Iterator[str]:
    yield f"genre={'news' if document.genre in (None, 'news') else 'other'}"
    yield f"dated={'no' if document.date is None else 'yes'}"


def _of_row(row: Any) -> Iterator[str]:
    yield f"indicator={'other' if row.indicator == 'other' else row.indicator_from or 'stated'}"
    yield f"period={'near' if row.period_from in _NEAR else row.period_from or 'stated'}"
    yield f"status={'stated' if row.status_from == 'stated' else 'around'}"
    yield f"measure={row.measure if row.measure in ('level', 'growth', 'share') else 'other'}"


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in codebook.read_csv(_TABLE)}
