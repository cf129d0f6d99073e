"""Observations → the same with ``confidence``: the share of rows like each that proved right on coded documents.

Rows are alike in whether the document is news, where places and periods are left to the reader, and how many numbers
share the sentence. The shares are those of documents that no rule was built on (``scripts/calibrate.py`` fits the table
and says how well it foretells documents left out: there these two features tell little, so the values lie close
together). A row is right if all of indicator, measure, value, unit, period, status, bound and entity are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from . import codebook, schema

_TABLE = "confidence.csv"
_NEWS = "news"
_FEW = 2


class Stratum(NamedTuple):
    """What rows are alike in: kind of document, and numbers in the sentence."""

    genre: str
    numbers: str


def strata(observations: pd.DataFrame, documents: pd.DataFrame) -> list[Stratum]:
    """Return the stratum of each observation, in order; a document of unknown genre counts as news."""
    return list(_strata(observations, documents))


def assign(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return ``observations`` with ``confidence``, 0 to 1; missing for a stratum that no coded document had.

    Calibrated on the held-out sets of ``evaluation_sets.csv``: on documents that rules were built on it is too low.
    """
    shares = {
        Stratum(row["genre"], row["numbers"]): float(row["confidence"]) for row in codebook.read_csv(_TABLE)
    }
    values = [shares.get(stratum, pd.NA) for stratum in strata(observations, documents)]
    return observations.assign(confidence=pd.array(values, dtype="Float64"))


def _strata(observations: pd.DataFrame, documents: pd.DataFrame) -> Iterator[Stratum]:
    genres = dict(zip(documents.doc, documents.genre.fillna(_NEWS), strict=True))
    sizes = observations.groupby(["doc", "sentence_start"]).start.transform("size")
    for row, size in zip(schema.rows(observations), sizes, strict=True):
        yield Stratum(
            _NEWS if genres[row.doc] == _NEWS else "other",
            f"1 to {_FEW}" if size <= _FEW else f"{_FEW + 1} or more",
        )
