"""Pairs → precision, recall and F1: of finding a row, of whole rows, by field, by indicator, by document."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .bootstrap import Interval, interval
from .pairs import CORE, FIELDS, Pairing, Row, is_same

# reference, read, right
_Counts = list[int]


@dataclass(frozen=True)
class Agreement:
    """How many rows the reference has, how many were read, how many of these are right.

    ``interval`` is the bootstrap interval of F1 over documents, None where there are too few.
    """

    reference: int
    read: int
    right: int
    interval: Interval | None = None

    @property
    def precision(self) -> float:
        """The share of the rows read that are right, 0 to 1; missing (NaN) where nothing was read."""
        return self.right / self.read if self.read else math.nan

    @property
    def recall(self) -> float:
        """The share of the reference's rows that were read right, 0 to 1; missing (NaN) where it has none."""
        return self.right / self.reference if self.reference else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1; missing (NaN) where there is nothing to compare."""
        both = self.reference + self.read
        return 2 * self.right / both if both else math.nan


@dataclass(frozen=True)
class Scores:
    """How a reading agrees with a reference coding.

    ``detection`` is about finding a row at all, ``core`` about rows whose indicator, measure, value, unit,
    period and status are all right, ``full`` adds bound and entity. ``fields`` is about the rows that pair: the
    share of them that is right in each field. ``documents`` counts those with rows in either table.
    """

    documents: int
    detection: Agreement
    core: Agreement
    full: Agreement
    fields: dict[str, Agreement]


def score(pairing: Pairing) -> Scores:
    """Return how a reading agrees with a reference coding, with intervals over documents.

    A measure of agreement with one coding, not of truth; on the documents that rules were built on it flatters
    them.
    """
    documents = pairing.documents
    whole = {name: _agreement(_rows(pairing, names), documents) for name, names in _WHOLE.items()}
    fields = {name: _agreement(_of_pairs(pairing, name), documents) for name in FIELDS}
    return Scores(len(documents), fields=fields, **whole)


def by_document(pairing: Pairing) -> dict[str, dict[str, Agreement]]:
    """Return the agreement on ``detection``, ``core`` and ``full`` in each document; a pair belongs to the
    reference's.
    """
    counts = {name: _count(_rows(pairing, names)) for name, names in _WHOLE.items()}
    return {
        doc: {name: Agreement(*counts[name].get(doc, (0, 0, 0))) for name in _WHOLE}
        for doc in pairing.documents
    }


def by_indicator(pairing: Pairing) -> dict[str, Agreement]:
    """Return the agreement for each indicator: a row is right if both give it this one and its core is right."""
    documents = pairing.documents
    steps: dict[str, list[tuple[str, _Counts]]] = defaultdict(list)
    for gold, found in _matched(pairing):
        names = {row["indicator"] for row in (gold, found) if row}
        for name in names:
            is_gold, is_found = (bool(row) and row["indicator"] == name for row in (gold, found))
            is_right = is_gold and is_found and _is_right(gold, found, CORE)
            steps[name].append((_doc(gold, found), [int(is_gold), int(is_found), int(is_right)]))
    return {name: _agreement(steps[name], documents) for name in sorted(steps)}


_WHOLE: dict[str, tuple[str, ...]] = {"detection": (), "core": CORE, "full": FIELDS}


def _matched(pairing: Pairing) -> Iterator[tuple[Row, Row]]:
    """Yield each pair, and each row without a partner beside an empty one."""
    yield from pairing.rows()
    paired = {one for one, _ in pairing.pairs}, {other for _, other in pairing.pairs}
    yield from ((row, {}) for place, row in enumerate(pairing.gold) if place not in paired[0])
    yield from (({}, row) for place, row in enumerate(pairing.found) if place not in paired[1])


def _rows(pairing: Pairing, names: tuple[str, ...]) -> Iterator[tuple[str, _Counts]]:
    for gold, found in _matched(pairing):
        is_right = bool(gold and found) and _is_right(gold, found, names)
        yield _doc(gold, found), [int(bool(gold)), int(bool(found)), int(is_right)]


def _of_pairs(pairing: Pairing, name: str) -> Iterator[tuple[str, _Counts]]:
    yield from ((gold["doc"], [1, 1, int(is_same(name, gold, found))]) for gold, found in pairing.rows())


def _is_right(gold: Row, found: Row, names: tuple[str, ...]) -> bool:
    return all(is_same(name, gold, found) for name in names)


def _doc(gold: Row, found: Row) -> str:
    return str((gold or found)["doc"])


def _count(steps: Iterable[tuple[str, _Counts]]) -> Mapping[str, _Counts]:
    counts: dict[str, _Counts] = defaultdict(lambda: [0, 0, 0])
    for doc, step in steps:
        counts[doc] = [sum(pair) for pair in zip(counts[doc], step, strict=True)]
    return dict(counts)


def _agreement(steps: Iterable[tuple[str, _Counts]], documents: list[str]) -> Agreement:
    """Return the sums over all documents, with the interval of F1 = 2 right / (reference + read)."""
    counts = _count(steps)
    every = [counts.get(doc, [0, 0, 0]) for doc in documents]
    reference, read, right = (sum(count[part] for count in every) for part in range(3))
    return Agreement(
        reference, read, right, interval([2 * n for *_, n in every], [m + n for m, n, _ in every])
    )
