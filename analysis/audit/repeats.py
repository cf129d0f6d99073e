"""One fact stated twice: two values for it, in one document or in two, and in two currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from .. import codebook
from .finding import CONTRADICTION, Finding
from .intervals import Interval
from .stated import Figures, Stated, folded

_DOLLARS = {"CNY": "USD", "USD": "CNY"}


def check(figures: Figures) -> Iterator[Finding]:
    """Yield each later statement of a fact beside the first one, and sums that may be in another currency."""
    yield from _restated(figures)
    yield from _currencies(figures)


def _restated(figures: Figures) -> Iterator[Finding]:
    """Yield the same indicator, place, scope, period and status with the value it has where it stands first.

    Only what a zone has one of: a sum, or a count that both sentences give for the whole. Of a count by branch or
    batch texts say 规上企业162户 and 75户 in one breath.
    """
    first: dict[tuple[str, ...], Stated] = {}
    parts = _parts(figures)
    for row in figures.rows:
        kind = _repeats().get(row.indicator)
        if kind is None or row.measure not in ("level", "growth", "share") or not row.period:
            continue
        if row.place in parts or (kind == "total" and (row.measure != "level" or not _is_total(row))):
            continue
        key = (row.entity, row.indicator, row.scope, row.measure, row.unit, row.period, row.status)
        key += (row.growth_base or "year_on_year",) if row.measure == "growth" else ()
        before = first.setdefault(key, row)
        if before is not row and row.measure != "share":
            yield _twice(before, row)


def _twice(before: Stated, row: Stated) -> Finding:
    bases = {before.price_basis, row.price_basis}
    verdict = "price_basis" if bases == {"constant", "current"} else CONTRADICTION
    condition = "not_revised" if before.doc != row.doc else ""
    return Finding(
        "repeat_growth" if row.measure == "growth" else "repeat",
        (before, row),
        row.unit,
        before.exact,
        before.interval,
        row.exact,
        row.interval,
        verdict,
        condition,
    )


def _parts(figures: Figures) -> frozenset[tuple[str, int]]:
    """Return the places of figures that a text gives as parts: behind 其中, or with a share of the same thing."""
    found: set[tuple[str, int]] = set()
    for sentence in figures.sentences():
        shares = {row.indicator for row in sentence if row.measure == "share"}
        at = folded(sentence[0].sentence).find("其中") if len(sentence) > 1 else -1
        for row in sentence:
            if row.indicator in shares or 0 <= at < row.start - row.sentence_start:
                found.add(row.place)
    return frozenset(found)


def _is_total(row: Stated) -> bool:
    """Whether the words in front of a count say that all are counted, and none that it is of a part."""
    rules, front = codebook.read_toml("audit.toml"), row.before()
    return (
        not row.scope
        and re.search(rules["total"], front) is not None
        and re.search(rules["part"], front) is None
    )


def _currencies(figures: Figures) -> Iterator[Finding]:
    """Yield sums in yuan of what is published in dollars: beside the dollars, or where the document uses dollars else.

    A yuan-dollar pair must stand in the ratio that a yearly mean rate has had; a sum in yuan alone only raises the
    question.
    """
    dollars: dict[tuple[str, ...], Stated] = {}
    for row in figures.rows:
        if row.unit == "USD" and row.measure == "level" and row.indicator in _in_dollars():
            dollars.setdefault((row.doc, row.entity, row.period, row.status), row)
    for row in figures.rows:
        if row.unit != "CNY" or row.measure != "level" or row.indicator not in _in_dollars() or row.value <= 0:
            continue
        pair = figures.level(row, unit="USD")
        if pair is not None and pair.status == row.status and pair.value > 0:
            yield _rate(pair, row)
        elif other := dollars.get((row.doc, row.entity, row.period, row.status)):
            low, high = (Decimal(rate) for rate in codebook.read_toml("audit.toml")["yuan_a_dollar"])
            yuan = Interval(row.interval.low * low, row.interval.high * high)
            value = row.exact * (low + high) / 2
            yield Finding("currency_unsure", (other, row), "CNY", value, yuan, None, None, "currency")


def _rate(dollar: Stated, yuan: Stated) -> Finding:
    low, high = (Decimal(rate) for rate in codebook.read_toml("audit.toml")["yuan_a_dollar"])
    expected = dollar.interval * Interval(low, high)
    value = dollar.exact * (low + high) / 2
    return Finding(
        "two_currencies", (dollar, yuan), "CNY", value, expected, yuan.exact, yuan.interval, "currency"
    )


@cache
def _repeats() -> dict[str, str]:
    return {row["indicator"]: row["repeats"] for row in codebook.read_csv("audit_indicators.csv")}


@cache
def _in_dollars() -> frozenset[str]:
    rows = codebook.read_csv("audit_indicators.csv")
    return frozenset(row["indicator"] for row in rows if row["dollars"] == "yes")
