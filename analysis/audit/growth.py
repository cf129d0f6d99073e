"""Growth against levels: a stated rate beside the one that two levels imply, and names that change between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .. import codebook
from . import intervals
from .finding import CONTRADICTION, Finding
from .stated import Figures, Stated, earlier, folded, is_money

_SPAN = re.compile(r"(\d{4})/(\d{4})")


class _Base(NamedTuple):
    """The periods of the two levels that a growth rate joins, and over how many years it compounds."""

    now: str
    before: str
    years: int


def check(figures: Figures) -> Iterator[Finding]:
    """Yield each growth rate beside the levels of its document, and each target beside a result of another name."""
    results = _Results(figures)
    for row in figures.rows:
        if row.measure == "growth" and row.unit == "%" and row.value > -100 and row.indicator != "other":
            yield from _rate(figures, results, row)
        if row.status == "target":
            yield from _renamed(results, row)


def _rate(figures: Figures, results: _Results, rate: Stated) -> Iterator[Finding]:
    base = _base(rate)
    if base is None:
        return
    now = None
    for unit in ("CNY", "USD", "count"):
        now = figures.level(rate, unit=unit, period=base.now, status=rate.status)
        if now is not None:
            break
    if now is None or now.value <= 0:
        return
    before = figures.level(now, period=base.before)
    if before is None and is_money(now):
        other = "USD" if now.unit == "CNY" else "CNY"
        before = figures.level(now, period=base.before, unit=other)
    verdict = None
    if before is None and (renamed := _under_another_name(results, now, base.before)):
        before, verdict = renamed
    if before is not None and before.value > 0 and before.status != "target":
        yield _compared(before, now, rate, base.years, verdict or _if_apart(before, now, rate))


def _compared(before: Stated, now: Stated, rate: Stated, years: int, verdict: str) -> Finding:
    value = now.exact / before.exact if years == 1 else (now.exact / before.exact) ** (Decimal(1) / years)
    implied = intervals.growth(now.interval, before.interval, years)
    finding = Finding(
        "growth" if years == 1 else "average_growth",
        (before, now, rate),
        "%",
        (value - 1) * 100,
        implied,
        rate.exact,
        rate.interval,
        verdict,
        deflator_pct=(value / (1 + rate.exact / 100) - 1) * 100,
    )
    if verdict == CONTRADICTION and now.status == "target" and now.bound == "=":
        # 达到 leaves it open whether more would do.
        above = intervals.growth(now.interval.floor(), before.interval, years)
        if not above.is_apart(rate.interval):
            return replace(finding, condition="target_exact")
    return finding


def _if_apart(before: Stated, now: Stated, rate: Stated) -> str:
    """Return the class of a pair whose growth and levels lie apart: by currency, prices, firms counted, else none."""
    if before.unit != now.unit:
        return "currency"
    basis = growth_basis().get(rate.indicator, "")
    if rate.price_basis == "constant" or (basis == "constant" and rate.price_basis != "current"):
        return "price_basis"
    if basis == "moving" or rate.scope in _moving_scopes():
        return "perimeter"
    return CONTRADICTION


@cache
def growth_basis() -> dict[str, str]:
    """Return the basis of the growth of each indicator that is not simply that of its levels."""
    return {row["indicator"]: row["basis"] for row in codebook.read_csv("audit_indicators.csv")}


@cache
def _moving_scopes() -> frozenset[str]:
    return frozenset(row["name"] for row in codebook.read_csv("whole_scopes.csv"))


def _base(rate: Stated) -> _Base | None:
    """Return what a rate joins; None where the text does not fix it."""
    span = _SPAN.fullmatch(rate.period)
    if span and rate.growth_base in ("average_annual", "cumulative", "named_year"):
        first, last = int(span[1]), int(span[2])
        # A plan's interval opens with its first year and its base is the year before; a named year is the base itself.
        start = first if rate.growth_base == "named_year" else first - 1
        years = last - start if rate.growth_base == "average_annual" else 1
        return _Base(span[2], str(start), years) if last > start else None
    if not rate.period or span or rate.growth_base not in ("", "year_on_year"):
        return None
    return _Base(rate.period, earlier(rate.period), 1)


class _Results:
    """Results of indicators that texts call by several names, by family and period."""

    def __init__(self, figures: Figures) -> None:
        self.found: dict[tuple[str, ...], dict[str, Stated]] = {}
        for row in figures.rows:
            if row.status != "target" and (family := _families().get(row.indicator)):
                names = self.found.setdefault(_thing(row, family, row.period), {})
                names.setdefault(name_of(row, family), row)

    def of(self, row: Stated, family: str, period: str) -> dict[str, Stated]:
        """Return the results that ``row`` could follow, by the name of their definition."""
        return self.found.get(_thing(row, family, period), {})


def _under_another_name(results: _Results, row: Stated, period: str) -> tuple[Stated, str] | None:
    """Return the result of ``period`` that a figure follows but for its name, and the class of the difference."""
    family = _families().get(row.indicator)
    if family is None:
        return None
    others = results.of(row, family, period)
    name = next((name for name in others if name != name_of(row, family)), None)
    return None if name is None else (others[name], _family_class(family))


def _renamed(results: _Results, target: Stated) -> Iterator[Finding]:
    """Yield a target whose document has last year's result under other names only."""
    family = _families().get(target.indicator)
    if family is None or target.measure not in ("level", "growth") or not target.period:
        return
    before = results.of(target, family, earlier(target.period))
    if not before or name_of(target, family) in before:
        return
    last = next(iter(before.values()))
    if target.measure == "level" and last.value > 0 and target.value > 0:
        kind, unit = "renamed_level", "%"
        value = (target.exact / last.exact - 1) * 100
        expected = intervals.growth(target.interval, last.interval)
    elif target.measure == "growth":
        kind, unit = "renamed_growth", "pp"
        value, expected = target.exact - last.exact, target.interval.minus(last.interval)
    else:
        return
    yield Finding(kind, (last, target), unit, value, expected, None, None, _family_class(family))


def _thing(row: Stated, family: str, period: str) -> tuple[str, ...]:
    return row.entity, family, row.scope, row.unit, row.measure, period


def name_of(row: Stated, family: str) -> str:
    """Return the definition that a label names: that of its longest known form, else the indicator."""
    label = folded(row.label)
    forms = [one for one in codebook.read_csv("audit_names.csv") if one["family"] == family]
    known = [one for one in forms if one["form"] and one["form"] in label]
    return max(known, key=lambda one: len(one["form"]))["name"] if known else row.indicator


@cache
def _families() -> dict[str, str]:
    rows = codebook.read_csv("audit_names.csv")
    return {indicator: row["family"] for row in rows for indicator in row["indicators"].split("|")}


@cache
def _family_class(family: str) -> str:
    return next(row["class"] for row in codebook.read_csv("audit_names.csv") if row["family"] == family)
