"""Currencies: sums in yuan of what is published in dollars, by their order of magnitude."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from .. import codebook
from .finding import Finding
from .intervals import Interval
from .stated import Figures, Stated


def check(figures: Figures) -> Iterator[Finding]:
    """Yield sums in yuan of what is published in dollars, beside dollars in the document.

    A yuan-dollar pair must stand in the ratio that a yearly mean rate has had; a sum in yuan alone only raises the
    question.
    """
    dollars: dict[tuple[str, ...], Stated] = {}
    for row in figures.rows:
        if row.unit == "USD" and row.measure == "level" and row.indicator in _in_dollars():
            dollars.setdefault((row.entity, row.period, row.status), row)
    for row in figures.rows:
        if (
            row.unit != "CNY"
            or row.measure != "level"
            or row.indicator not in _in_dollars()
            or row.value <= 0
        ):
            continue
        pair = figures.level(row, unit="USD", status=row.status)
        if pair is not None and pair.value > 0:
            yield _rate(pair, row)
        elif other := dollars.get((row.entity, row.period, row.status)):
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
def _in_dollars() -> frozenset[str]:
    rows = codebook.read_csv("audit_indicators.csv")
    return frozenset(row["indicator"] for row in rows if row["dollars"] == "yes")
