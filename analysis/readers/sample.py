"""Observations and documents → rows and passages drawn at random for people to check against the text."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import pandas as pd

from .. import documents as documents_
from .. import quantities, schema
from ..errors import EvaluationError

PASSAGES = 100
# A stratum of a kind that would get less than one row is drawn together with the others like it.
POOLED = "pooled"
_BANDS = (0.8, 0.7, 0.55, 0.0)
_DIGIT = re.compile(r"\d")

Item = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """Rows and passages in the order of the documents, each with its ``stratum`` and its ``weight``: how many rows,
    or passages, of the corpus it stands for.
    """

    rows: tuple[Item, ...]
    passages: tuple[Item, ...]
    seed: int


def draw(
    observations: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str], n: int, seed: int
) -> Sample:
    """Return ``n`` observations and up to a hundred passages; the same arguments give the same sample.

    Rows are drawn in proportion from each indicator, and within it each band of confidence where it is known;
    small strata are pooled. Half of the passages are sentences with a numeral in which nothing was read, the others are
    any other sentence. Passages that repeat others and boilerplate are left out. Raises EvaluationError where
    nothing was read.
    """
    if observations.empty:
        raise EvaluationError(
            "no observation to draw from", where="the reading", remedy="Give other documents."
        )
    random = Random(seed)  # noqa: S311  a sample, not a secret
    rows = _drawn(_by_stratum(observations, n), n, random)
    kinds: dict[str, list[Item]] = defaultdict(list)
    for passage in _passages(observations, documents, texts):
        kinds[passage["stratum"]].append(passage)
    passages = [
        item
        for kind in sorted(kinds)
        for item in _drawn({kind: kinds[kind]}, PASSAGES // 2 if len(kinds) > 1 else PASSAGES, random)
    ]
    return Sample(_numbered(rows, "R"), _numbered(passages, "P"), seed)


def _by_stratum(observations: pd.DataFrame, n: int) -> dict[str, list[Item]]:
    strata: dict[str, list[Item]] = defaultdict(list)
    for row in schema.rows(observations):
        strata[f"{row.indicator} {_band(row.confidence)}".strip()].append(vars(row))
    pooled: dict[str, list[Item]] = defaultdict(list)
    for name in sorted(strata):
        is_small = len(strata[name]) * n < len(observations)
        pooled[f"{POOLED} {_band(strata[name][0]['confidence'])}".strip() if is_small else name] += strata[
            name
        ]
    return dict(pooled)


def _band(confidence: float | None) -> str:
    return "" if confidence is None else f"≥{next(band for band in _BANDS if confidence >= band)}"


def _drawn(strata: Mapping[str, Sequence[Item]], n: int, random: Random) -> list[Item]:
    """Return ``n`` items, of each stratum its proportional share but at least one."""
    shares = _shares({name: len(items) for name, items in strata.items()}, n)
    return [
        item | {"stratum": name, "weight": len(strata[name]) / shares[name]}
        for name in sorted(strata)
        for item in random.sample(list(strata[name]), shares[name])
    ]


def _shares(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many to draw of each stratum: by the largest remainder, at least one, at most all."""
    total = sum(sizes.values())
    if n >= total:
        return dict(sizes)
    exact = {name: size * n / total for name, size in sizes.items()}
    shares = {name: max(1, math.floor(value)) for name, value in exact.items()}
    by_remainder = sorted(sizes, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[: max(0, n - sum(shares.values()))]:
        shares[name] += 1
    return shares


def _passages(
    observations: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str]
) -> Iterator[Item]:
    """Yield every sentence of the documents with the quotes read in it; ``stratum`` tells the two kinds."""
    read: dict[str, list[Any]] = defaultdict(list)
    for row in schema.rows(observations):
        read[row.doc].append(row)
    for row in schema.rows(documents):
        text, closed = texts[row.file], documents_.kept_out(row)
        for start, end in documents_.sentences(text, int(row.start), int(row.end)):
            if any(low < end and start < high for low, high in closed):
                continue
            quotes = [one.quote for one in read[row.doc] if start <= one.start < end]
            words = text[start:end]
            is_open = not quotes and (_DIGIT.search(words) or quantities.find(words))
            yield {
                "doc": row.doc,
                "start": start,
                "end": end,
                "sentence": words,
                "quotes": quotes,
                "stratum": "numeral without a row" if is_open else "other sentence",
            }


def _numbered(items: Sequence[Item], letter: str) -> tuple[Item, ...]:
    ordered = sorted(items, key=lambda item: (item["doc"], item["start"], item["end"]))
    return tuple(item | {"id": f"{letter}{number:03}"} for number, item in enumerate(ordered, 1))
