"""Shares, completion and limits: a part over its whole, wholes that two shares imply, and rates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property

from .. import codebook
from . import intervals
from .finding import CONTRADICTION, Finding
from .intervals import Interval
from .stated import Figures, Stated, earlier, folded

_OF_THESE = "其中"
_ALL = Interval.exactly(100)
_STRUCTURE = ("value_added_primary", "value_added_secondary", "value_added_tertiary")


def check(figures: Figures) -> Iterator[Finding]:
    """Yield shares beside part over whole, completion beside result over target, and what exceeds its limit."""
    wholes = _Wholes(figures)
    for sentence in figures.sentences:
        if any(row.measure == "share" for row in sentence):
            wholes.opened(sentence)
            yield from _structure(sentence)
    yield from wholes.check()
    for row in figures.rows:
        if row.measure == "completion":
            yield from _completion(figures, row)
        elif row.measure in ("share", "growth") and row.unit == "%":
            yield from _limit(row)


def _limit(row: Stated) -> Iterator[Finding]:
    """Yield a share above 100 % or a fall of more than 100 %; nothing where the limit is kept.

    Losses can fall by more than their size, so only what cannot be negative is held to it.
    """
    is_over = row.measure == "share" and row.value > 100
    is_under = row.measure == "growth" and row.value < -100 and "profit" not in row.indicator
    if is_over or is_under:
        limit = (
            Interval(Decimal(0), Decimal(100)) if is_over else Interval(Decimal(-100), Decimal("Infinity"))
        )
        value = Decimal(100 if is_over else -100)
        yield Finding("limit", (row,), "%", value, limit, row.exact, row.interval)


def _structure(sentence: list[Stated]) -> Iterator[Finding]:
    """Yield the shares of the three sectors in a sentence (3:52:45) beside 100 %."""
    shares = [row for row in sentence if row.measure == "share" and row.indicator in _STRUCTURE]
    for at in range(0, len(shares) - 2):
        three = shares[at : at + 3]
        same = len({(row.entity, row.period, row.status, row.scope) for row in three}) == 1
        if same and tuple(row.indicator for row in three) == _STRUCTURE:
            total = three[0].interval.plus(three[1].interval).plus(three[2].interval)
            value = sum((row.exact for row in three), Decimal(0))
            yield Finding("shares_sum", tuple(three), "%", value, total, Decimal(100), _ALL)


def _completion(figures: Figures, row: Stated) -> Iterator[Finding]:
    """Yield a completion rate beside result over target of the same document, thing and period."""
    for unit in ("CNY", "USD", "count"):
        done = figures.level(row, unit=unit, status="actual")
        plan = figures.level(row, unit=unit, status="target")
        if done and plan and plan.value > 0:
            value = done.exact / plan.exact * 100
            implied = intervals.percent(done.interval.over(plan.interval))
            verdict = CONTRADICTION if done.indicator in _once() else "population"
            yield Finding(
                "completion", (plan, done, row), "%", value, implied, row.exact, row.interval, verdict
            )
            return


class _Wholes:
    """Parts with their shares, and the wholes that texts name for them."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.found: list[Finding] = []
        self.implied: dict[tuple[str, ...], list[tuple[Stated, Stated]]] = {}

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], Stated]:
        """The first level of each name, by what it must share with a part."""
        found: dict[tuple[str, ...], Stated] = {}
        for row in self.figures.rows:
            if row.measure == "level":
                found.setdefault((*_time(row), row.unit, _core(folded(row.label))), row)
        return found

    def opened(self, sentence: list[Stated]) -> None:
        """Take each share of a sentence that has a level of the same thing beside it."""
        for at, share in enumerate(sentence):
            if share.measure != "share":
                continue
            same = [row for row in sentence if row.measure == "level" and _same_thing(row, share)]
            if not same:
                continue
            part = min(same, key=lambda row: (abs(row.start - share.start), row.start))
            name = _whole_name(share, sentence[at - 1].end if at else share.sentence_start)
            whole = self._whole(name, part, share, sentence)
            if whole is not None:
                self._ratio(part, whole, share)
            elif name and part.value > 0 and share.value > 0:
                self.implied.setdefault((*_time(share), share.indicator, name), []).append((part, share))

    def _whole(self, name: str, part: Stated, share: Stated, sentence: list[Stated]) -> Stated | None:
        """Return the level that a share is of: the one named, or the one in front of 其中 where none is named."""
        if name:
            named = self._by_name.get((*_time(share), part.unit, name))
            return named if named is not None and named.place != part.place else None
        text = folded(share.sentence)
        mark = text.rfind(_OF_THESE, 0, share.start - share.sentence_start)
        front = [row for row in sentence if row.end - row.sentence_start <= mark and _is_whole(row, part)]
        return front[-1] if front else None

    def _ratio(self, part: Stated, whole: Stated, share: Stated) -> None:
        if whole.value <= 0 or part.value < 0:
            return
        value, implied = part.exact / whole.exact * 100, intervals.percent(part.interval.over(whole.interval))
        verdict = CONTRADICTION if {part.indicator, whole.indicator} <= _once() else "population"
        inputs = (part, whole, share)
        self.found.append(Finding("share", inputs, "%", value, implied, share.exact, share.interval, verdict))

    def check(self) -> Iterator[Finding]:
        """Yield the ratios, then the totals that shares of one whole imply, beside each other and what is stated."""
        yield from self.found
        for pairs in self.implied.values():
            first = _total(*pairs[0])
            for pair in pairs[1:]:
                other = _total(*pair)
                inputs = (*pairs[0], *pair)
                yield Finding("share_total", inputs, pair[0].unit, first[0], first[1], *other, "population")
            yield from self._stated_total(pairs)

    def _stated_total(self, pairs: list[tuple[Stated, Stated]]) -> Iterator[Finding]:
        """Yield the total that shares imply beside the stock that follows from next year's, less what is new in it."""
        part = pairs[0][0]
        new = _flows().get(part.indicator)
        if new is None:
            return
        following = earlier(part.period, -1)
        stock = self.figures.level(part, period=following)
        added = self.figures.level(part, period=following, indicator=new)
        if stock is None or added is None or stock.sentence_start != added.sentence_start:
            return
        totals = [_total(*pair) for pair in pairs]
        common = Interval(max(one[1].low for one in totals), min(one[1].high for one in totals))
        if common.low <= common.high:
            value, before = stock.exact - added.exact, stock.interval.minus(added.interval)
            inputs = (*pairs[0], added, stock)
            yield Finding("stock_total", inputs, part.unit, totals[0][0], common, value, before, "population")


def _total(part: Stated, share: Stated) -> tuple[Decimal, Interval]:
    """Return the whole that a part and its share imply, as printed and as an interval, in the part's unit."""
    return part.exact / share.exact * 100, part.interval.over(share.interval.over(_ALL))


def _time(row: Stated) -> tuple[str, ...]:
    return row.entity, row.period, row.status


def _same_thing(row: Stated, share: Stated) -> bool:
    return (row.indicator, row.entity, row.period, row.status) == (
        share.indicator,
        share.entity,
        share.period,
        share.status,
    )


def _is_whole(row: Stated, part: Stated) -> bool:
    return row.measure == "level" and row.unit == part.unit and row.period == part.period


def _whole_name(share: Stated, begin: int) -> str:
    """Return what the text says a share is of, cut down to its core; blank where it says nothing of the kind."""
    rules = codebook.read_toml("audit.toml")
    text = re.sub(rules["whole_tail"], "", share.before(begin))
    match = re.search(rules["whole"], share.before(begin)) or re.search(rules["whole"], text)
    if match is None:
        return ""
    name = re.sub(rules["whole_tail"], "", match["whole"] or match["within"] or "")
    return "" if re.search(rules["elsewhere"], name) else _core(name)


def _core(name: str) -> str:
    """Return a name without the words that texts add at will: 全区规模以上企业总数 → 规模以上企业."""
    rules = codebook.read_toml("audit.toml")
    return re.sub(rules["whole_tail"], "", re.sub(rules["whole_head"], "", name))


@cache
def _once() -> frozenset[str]:
    """Return the indicators of which a zone and year have one."""
    rows = codebook.read_csv("audit_indicators.csv")
    return frozenset(row["indicator"] for row in rows if row["repeats"] == "once")


@cache
def _flows() -> dict[str, str]:
    """Return the flow into each stock, by the stock."""
    rows = codebook.read_csv("audit_flows.csv")
    return {row["stock"]: row["flow"] for row in rows}
