"""Stretches of time (ISO 8601), the clock that relative times are counted from, and what words of time come to."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ..codebook import read_toml
from .cues import cue

_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "两": "2"}
_SECOND_HALF = 7
_LONG = 5  # up to five years are those of a plan or a term


@dataclass(frozen=True)
class Period:
    """A stretch of time: ``first`` to ``last``, each a year or a month in ISO 8601, and how it was named.

    ``kind`` is ``year``, ``month``, ``months`` (a part of a year), ``years`` (2001-2005), ``review`` (N年来,
    十四五期间: levels take its end) or ``ahead`` (今后N年). ``is_as_of`` marks 截至; ``start`` and ``end`` are
    where it stands in the text.
    """

    first: str
    last: str
    kind: str
    start: int = -1
    end: int = -1
    is_as_of: bool = False
    is_compared: bool = False
    is_year_to_date: bool = False  # 截至6月底: of a flow from January on
    is_relative: bool = False  # 去年, 五年来: counted from the present
    is_origin: bool = False  # 由上年的: where a change set out from; it never holds for what follows
    opens_clause: bool = False  # it stands right behind a comma: 数据显示,2023年,
    is_list: bool = False  # 4、5、6月: a month for each number
    is_bound: bool = False  # 增加到2020年的: of its own number alone
    is_whole: bool = False  # 全年, 当年: of the year spoken of
    is_event: bool = False  # 2010年升级为: when something happened once; it holds for its clause
    event_end: int = -1  # where the words end that say what happened
    until: int = (
        sys.maxsize
    )  # the end of the bracket that it stands in together with figures: it holds no further

    @property
    def holds_on(self) -> bool:
        """Whether the time may hold for what follows its clause."""
        is_of_one = self.is_origin or self.is_bound or self.is_event
        return not (self.is_compared or is_of_one or self.until < sys.maxsize)

    @property
    def iso(self) -> str:
        """The whole period: ``2014`` or ``2020-01/2020-08``."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def last_year(self) -> int:
        """The calendar year in which it ends."""
        return int(self.last[:4])

    @property
    def first_year(self) -> int:
        """The calendar year in which it begins."""
        return int(self.first[:4])


@dataclass(frozen=True)
class Clock:
    """What relative times are counted from: the year that 今年 means, and the month of the document's date."""

    this_year: int
    month: int | None = None
    review_end: int | None = None  # the last year that N年来 looks back on, where it is not this year
    event: str = ""  # the month that 此次 points to
    reported: str = ""  # the last month of the part of a year that the document reports on
    founded: int | None = None  # the year of foundation that 成立以来 counts from
    last_year: int | None = None  # what 去年 means, where it is not the year before this_year

    @property
    def next_year(self) -> int:
        """The year with which 未来N年 begins: this one, from July on the next."""
        return self.this_year + (self.month is not None and self.month >= _SECOND_HALF)


@cache
def _epochs() -> dict[str, int]:
    return {name: int(first) for name, first in read_toml("observations.toml")["epochs"].items()}


@lru_cache(maxsize=256)  # each number without a time of its own asks for its frame's
def year(number: int) -> Period:
    """Return the period of one calendar year."""
    return Period(f"{number:04}", f"{number:04}", "year")


def five_year_plan(number: int) -> Period:
    """Return the five-year plan in which a year lies: 2021/2025 for 2023."""
    first = (number - 1) // 5 * 5 + 1
    return Period(f"{first:04}", f"{first + 4:04}", "review")


def plan_of_goals(words: str) -> Period | None:
    """Return the years of the five-year plan whose goals ``words`` announce (“十一五”主要目标是), or None."""
    found = cue("period", "plan_of_goals").search(words)
    return _plan(found["plan"], "期间") if found is not None else None


def read(match: re.Match[str], clock: Clock, earlier: list[Period]) -> Period | None:
    """Return the period of a match of ``time_words``, counted from ``clock`` and the times named ``earlier``."""
    group = match.groupdict()
    if group["from_year"]:
        return Period(_year(group["from_year"]), _year(group["to_year"]), "years")
    if plan := group["plan"] or group["plan2"] or group["plan3"]:
        return _plan(plan, group["plan_part"] or group["plan_part2"] or group["plan_part3"] or "")
    if group["named_year"]:
        return _within(int(_year(group["named_year"])), group, "", match[0])
    if group["so_far"]:
        return _so_far(clock)
    if word := group["relative"]:
        return _relative(word, clock, earlier)
    if group["epoch"] or group["founded"]:
        first = _epochs()[group["epoch"]] if group["epoch"] else clock.founded
        last = clock.review_end or clock.this_year
        return Period(str(first), str(last), "review") if first and first < last else None
    if group["years_ago"]:
        return year(clock.this_year - count_of(group["years_ago"])) if clock.this_year else None
    if group["years_gone"]:
        return _span(count_of(group["years_gone"]), clock.review_end or clock.this_year, -1)
    if group["years_past"]:
        if earlier and earlier[-1].kind == "years" and match.start() - earlier[-1].end < 6:
            return None  # 从1953年至1980年的二十八年间
        return _years_past(count_of(group["years_past"]), clock)
    if group["years_these"]:
        return _span(count_of(group["years_these"]), clock.review_end or clock.this_year, -1)
    if group["years_ahead"]:
        return _span(count_of(group["years_ahead"]), clock.next_year, 1)
    if group["years_deadline"]:
        count = count_of(group["years_deadline"])
        return (
            Period(f"{clock.this_year:04}", f"{clock.this_year + count - 1:04}", "ahead")
            if count > 1
            else None
        )
    if group["now"]:
        if clock.event and re.match("此次|本次|这次|这批|本批|此批|同日|当日|这$", group["now"]):
            return Period(clock.event, clock.event, "month")
        return year(clock.this_year)
    if group["this_month"]:
        return _this_month(clock, earlier)
    if group["day"]:
        return _day(clock, earlier)
    if group["year_end"]:
        base = _carried_year(earlier, clock)
        return replace(year(base), is_as_of=True)
    return _within(_carried_year(earlier, clock), group, "s_", match[0])


def _carried_year(earlier: list[Period], clock: Clock) -> int:
    """Return the year that a bare month or half-year belongs to: that of the time before it, unless compared."""
    named = (
        period
        for period in reversed(earlier)
        if not (period.is_compared or period.is_origin or period.is_bound)
        and period.until == sys.maxsize
        and period.kind in ("year", "month", "months")
    )
    last = next(named, None)
    return last.last_year if last is not None else clock.this_year


def _day(clock: Clock, earlier: list[Period]) -> Period | None:
    """Return the month of a bare day: that of the time before it, else of the document's date."""
    month_named = next((period for period in reversed(earlier) if period.kind == "month"), None)
    if month_named is not None:
        return month_named
    if clock.month is None:
        return None
    month = f"{clock.this_year:04}-{clock.month:02}"
    return Period(month, month, "month")


def _this_month(clock: Clock, earlier: list[Period]) -> Period | None:
    """Return 当月: the last month of the part of a year named before, else of the one that the document reports on."""
    if earlier and earlier[-1].is_list:
        return None  # 4、5月…当月增速分别为
    named = next((time for time in reversed(earlier) if time.kind in ("month", "months")), None)
    month = named.last if named is not None else clock.reported
    return Period(month, month, "month") if month else None


def _so_far(clock: Clock) -> Period:
    """Return 今年以来: January to the month of the document's date (rule 39), the year where it has no month."""
    if clock.month is None or clock.month in (1, 12):
        return year(clock.this_year)
    return Period(f"{clock.this_year:04}-01", f"{clock.this_year:04}-{clock.month:02}", "months")


def _relative(word: str, clock: Clock, earlier: list[Period]) -> Period:
    if word.startswith("去年") and clock.last_year:
        return replace(year(clock.last_year), is_relative=True)
    named = [time for time in earlier if time.kind == "year" and not (time.is_relative or time.is_compared)]
    if word.startswith("上年") and named:  # 2013年…由上年的40%提高到41%
        return replace(year(named[-1].last_year - 1), is_relative=True)
    shift = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}.get(word[:2], 0)
    if word in ("全年", "当年", "年内"):
        meant = clock.review_end if word == "全年" and not earlier else None
        return replace(year(meant or _carried_year(earlier, clock)), is_whole=not earlier)
    return replace(year(clock.this_year + shift), is_relative=True)


def _plan(number: str, part: str) -> Period | None:
    if part in ("", "规划", "计划"):
        return None  # the name of the plan, not its years
    count = count_of(number)
    first = 1953 + 5 * (count - 1) if count == 1 else 1958 if count == 2 else 1966 + 5 * (count - 3)
    last = first + 4
    if part == "末":
        return Period(f"{last:04}", f"{last:04}", "plan_end")
    if part.startswith("初"):
        return year(first)
    return Period(f"{first:04}", f"{last:04}", "review")


def _span(count: int, this_year: int, direction: int) -> Period | None:
    if not 1 < count <= 60:
        return None
    if direction < 0:
        return Period(str(this_year - count + 1), str(this_year), "review", is_relative=True)
    return Period(str(this_year), str(this_year + count - 1), "ahead")


def _years_past(count: int, clock: Clock) -> Period | None:
    """Return N年来: the N years up to the present, since the foundation where that is N years ago (建区十五年来)."""
    last = clock.review_end or clock.this_year
    if clock.founded is not None and count > _LONG and last - clock.founded == count:
        return Period(f"{clock.founded:04}", f"{last:04}", "review", is_relative=True)
    return _span(count, last, -1)


def _within(number: int, group: dict[str, str | None], prefix: str, printed: str) -> Period | None:
    """Return a year, or the part of it that the groups name."""
    get = {
        key: group.get(prefix + key)
        for key in ("half", "first_quarters", "quarter", "first_months", "m1", "m2", "month", "month2")
    }
    first, last = 1, 12
    if get["half"]:
        first, last = (1, 6) if get["half"] == "上半年" else (7, 12)
    elif get["first_quarters"]:
        last = 9
    elif get["quarter"]:
        last = 3 * count_of(get["quarter"])
        first = last - 2
    elif get["first_months"]:
        last = count_of(get["first_months"])
    elif get["m1"] and get["m2"]:
        first, last = count_of(get["m1"]), count_of(get["m2"])
    elif get["month"]:
        month = count_of(get["month"])
        if get["month2"] and 1 <= month < count_of(get["month2"]) <= 12:
            return Period(f"{number:04}-{month:02}", f"{number:04}-{count_of(get['month2']):02}", "months")
        return (
            Period(f"{number:04}-{month:02}", f"{number:04}-{month:02}", "month")
            if 1 <= month <= 12
            else None
        )
    else:
        return year(number)
    if not 1 <= first < last <= 12:
        return None
    return Period(f"{number:04}-{first:02}", f"{number:04}-{last:02}", "months")


def _year(printed: str) -> str:
    return "".join(_DIGIT.get(char, char) for char in printed if char != " ")


def count_of(printed: str | None) -> int:
    """Return a small printed number (2, 十二), 0 where there is none."""
    if not printed:
        return 0
    if printed.isdecimal():
        return int(printed)
    tens, has_ten, ones = printed.rpartition("十")
    high = int(_DIGIT.get(tens, "1")) if has_ten else 0
    return high * 10 + int(_DIGIT.get(ones[-1:], "0") if ones else 0)
