"""Counts: classes by threshold that hold one another, members that are named, and stages that follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from .. import codebook, quantities
from .finding import CONTRADICTION, Finding
from .intervals import Interval
from .stated import Figures, Stated, folded

_ENDLESS = Decimal("Infinity")
# In the order of a project's life; a later stage counts some of those of an earlier one.
_STAGES = {"project_count": 0, "project_started": 1, "project_completed": 2}


def check(figures: Figures) -> Iterator[Finding]:
    """Yield threshold classes that grow with their threshold, members beyond their number, stages out of order."""
    yield from _thresholds(figures)
    yield from _members(figures)
    yield from _stages(figures)


def _thresholds(figures: Figures) -> Iterator[Finding]:
    """Yield each class 以上 a threshold beside the next higher one of its sentence, which it holds."""
    for sentence in figures.sentences:
        groups: dict[tuple[str, ...], list[tuple[Decimal, Stated]]] = {}
        variable = ""
        for row in sentence:
            if row.measure != "level" or row.unit != "count" or (limit := threshold(row.scope)) is None:
                continue
            # The variable is named once: 年产值超百亿元企业7家,超亿元企业300多家.
            variable = limit[2] or variable
            key = (row.entity, row.indicator, row.period, row.status, limit[1], variable)
            groups.setdefault(key, []).append((limit[0], row))
        for classes in groups.values():
            ordered = sorted(classes, key=lambda one: (one[0], one[1].start))
            for (low, wide), (high, narrow) in pairwise(ordered):
                if low < high:
                    yield _nested(wide, narrow)


def _nested(wide: Stated, narrow: Stated) -> Finding:
    upto = wide.interval._replace(low=Decimal(0))
    return Finding(
        "threshold",
        (wide, narrow),
        "count",
        wide.exact,
        upto,
        narrow.exact,
        narrow.interval,
        CONTRADICTION,
        "classes_nested",
    )


@cache
def threshold(scope: str) -> tuple[Decimal, str, str] | None:
    """Return the sum from which a scope counts, its unit and the variable it is a sum of; None if it has no floor.

    总投资20亿元以上 → 2000000000, CNY, blank (a project's sum is its investment);
    年产值超百亿元 → 10000000000, CNY, 年产值.
    """
    if not scope:
        return None
    text = folded(scope)
    for found in quantities.find(text):
        if found.dimension == "money" and found.bound in (">=", ">"):
            front = re.sub(codebook.read_toml("audit.toml")["threshold_words"], "", text[: found.start])
            return found.value, found.unit, re.sub(r"(?:超过|超|逾|突破|过)$", "", front)
    return None


def _members(figures: Figures) -> Iterator[Finding]:
    """Yield a count of projects above a threshold beside those that the document names with sums above it.

    Only where more are named than counted: a text need not name them all, and those named may be of another list.
    """
    counts: dict[str, list[tuple[Decimal, Stated]]] = {}
    for row in figures.rows:
        if row.unit == "count" and row.indicator in _STAGES and row.measure == "level":
            limit = threshold(row.scope)
            if limit is not None and limit[1] == "CNY" and not limit[2]:
                counts.setdefault(row.doc, []).append((limit[0], row))
    if not counts:
        return
    named: dict[tuple[str, str], list[Stated]] = {}
    owners = {(count.doc, count.entity) for found in counts.values() for _, count in found}
    for row in figures.rows:
        is_one = row.indicator == "project_investment_total" and row.measure == "level" and row.unit == "CNY"
        if is_one and row.doc in counts and (row.doc, row.entity) not in owners:
            named.setdefault((row.doc, row.period), []).append(row)
    for found in counts.values():
        for limit_value, count in found:
            members = [row for row in named.get((count.doc, count.period), []) if row.exact >= limit_value]
            if len({row.entity for row in members}) > count.exact:
                n = Decimal(len({row.entity for row in members}))
                least = Interval(n, _ENDLESS)
                inputs = (*members, count)
                yield Finding("members", inputs, "count", n, least, count.exact, count.interval, "population")


def _stages(figures: Figures) -> Iterator[Finding]:
    """Yield a count of projects at a later stage that exceeds the last count of an earlier one just before it.

    In the same sentence or one that follows it without a break. Two lists may be counted: 区级重点项目52个 need not
    hold the 121 that went into production.
    """
    before: Stated | None = None
    for row in figures.rows:
        stage = _STAGES.get(row.indicator)
        is_count = row.measure == "level" and row.unit == "count" and row.status != "target"
        if stage is None or not is_count or row.is_behind("其中"):
            continue
        if before is not None and _follows(before, row) and _STAGES[before.indicator] < stage:
            if row.interval.low > before.interval.high:
                upto = before.interval._replace(low=Decimal(0))
                yield Finding(
                    "stage", (before, row), "count", before.exact, upto, row.exact, row.interval, "population"
                )
            continue  # the earlier stage stays the measure of later ones
        before = row


def _follows(before: Stated, row: Stated) -> bool:
    """Whether ``row`` stands in the sentence of ``before`` or in the next, of the same place and time."""
    near = before.sentence_start == row.sentence_start or before.sentence_end == row.sentence_start
    return near and (before.doc, before.entity, before.period) == (row.doc, row.entity, row.period)
