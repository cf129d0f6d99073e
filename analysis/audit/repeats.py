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

    Only what a zone has one of, said of the zone: of a firm, a branch or a group texts use the same words
    (企业实现产值5亿元; 农村和城镇居民收入分别增长5%、7%), and two values in one sentence are of two things.
    A count must be called a total.
    """
    first: dict[tuple[str, ...], Stated] = {}
    for row in figures.rows:
        kind = _repeats().get(row.indicator)
        if kind is None or row.measure not in ("level", "growth") or not (row.period and row.entity):
            continue
        base = (row.growth_base or "year_on_year") if row.measure == "growth" else ""
        key = (row.entity, row.indicator, row.scope, row.measure, base, row.unit, row.period, row.status)
        if not _is_of_all(row, kind):
            continue
        before = first.setdefault(key, row)
        if (before.doc, before.sentence_start) != (row.doc, row.sentence_start):
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


def _is_of_all(row: Stated, kind: str) -> bool:
    """Whether nothing in front of a figure says that it is of a part, and, of a count, something that it is a total."""
    rules, label = _patterns(), folded(row.label)
    if rules["vague"].search(label) or rules["part"].search(row.before().replace(label, "")):
        return False
    is_total = not row.scope and rules["total"].search(row.before()) is not None
    return kind == "once" or (row.measure == "level" and is_total)


def _currencies(figures: Figures) -> Iterator[Finding]:
    """Yield sums in yuan of what is published in dollars, beside dollars in the document.

    A yuan-dollar pair must stand in the ratio that a yearly mean rate has had; a sum in yuan alone only raises the
    question.
    """
    dollars: dict[tuple[str, ...], Stated] = {}
    for row in figures.rows:
        if row.unit == "USD" and row.measure == "level" and row.indicator in _in_dollars():
            dollars.setdefault((row.doc, row.entity, row.period, row.status), row)
    for row in figures.rows:
        if (
            row.unit != "CNY"
            or row.measure != "level"
            or row.indicator not in _in_dollars()
            or row.value <= 0
        ):
            continue
        pair = figures.level(row, unit="USD")
        if pair is not None and pair.status == row.status and pair.value > 0:
            yield _rate(pair, row)
        elif other := dollars.get((row.doc, row.entity, row.period, row.status)):
            low, high = (Decimal(rate) for rate in codebook.read_toml("audit.toml")["yuan_a_dollar"])
            yuan = row.interval.times(Interval(low, high))
            value = row.exact * (low + high) / 2
            yield Finding("currency_unsure", (other, row), "CNY", value, yuan, None, None, "currency")


def _rate(dollar: Stated, yuan: Stated) -> Finding:
    low, high = (Decimal(rate) for rate in codebook.read_toml("audit.toml")["yuan_a_dollar"])
    expected = dollar.interval.times(Interval(low, high))
    value = dollar.exact * (low + high) / 2
    return Finding(
        "two_currencies", (dollar, yuan), "CNY", value, expected, yuan.exact, yuan.interval, "currency"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = codebook.read_toml("audit.toml")
    return {name: re.compile(rules[name]) for name in ("vague", "part", "total")}


@cache
def _repeats() -> dict[str, str]:
    return {row["indicator"]: row["repeats"] for row in codebook.read_csv("audit_indicators.csv")}


@cache
def _in_dollars() -> frozenset[str]:
    rows = codebook.read_csv("audit_indicators.csv")
    return frozenset(row["indicator"] for row in rows if row["dollars"] == "yes")
