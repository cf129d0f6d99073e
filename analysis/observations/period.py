"""The times that a text names, and the period that each gives to a number (ISO 8601)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ..codebook import read_toml
from .cues import cue

_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "两": "2"}
_YEAR = (
    r"(?:(?:19|20)\d\d|[12] [90] \d \d|[12][90] ?\d ?\d"
    r"|一九[〇零一二三四五六七八九]{2}|二[〇零][〇零一二三四五六七八九]{2})"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|两)"
_JOIN = r"[ ]?(?:[-—–~]{1,2}|至|到|、|和)[ ]?"
_SUB = (
    rf"(?P<half>上半年|下半年)|(?P<first_quarters>前[三3]季度|[一1]至[三3]季度|[一1]-[三3]季度)|第?(?P<quarter>[一二三四1-4])季度"
    rf"|前(?P<first_months>{_N})个?月|(?P<m1>{_N})月?份?(?:、{_N}){{0,10}}{_JOIN}(?P<m2>{_N})月份?"
    rf"|(?P<month>{_N}) ?月份?(?: ?{_N} ?[日号](?:{_JOIN}(?P<month2>{_N}) ?月 ?{_N} ?[日号])?)?"
)
_PLAN_NUMBERS = "一二三四五六七八九十"
_TIME = re.compile(
    rf"(?P<from_year>{_YEAR}) ?年?{_JOIN}(?P<to_year>{_YEAR}) ?年?(?:期间|间)?"
    rf"|[“\"'‘「](?P<plan>十?[{_PLAN_NUMBERS}])五[”“\"'’」](?P<plan_part>规划|计划|期间|时期|期|末|初期?|以来)?|(?P<plan2>十?[{_PLAN_NUMBERS}])五(?P<plan_part2>期间|时期|末|规划期)"
    rf"|第(?P<plan3>十?[{_PLAN_NUMBERS}])个五年(?:计划|规划)(?P<plan_part3>期间|时期|末)"
    rf"|(?P<named_year>{_YEAR}) ?年(?:的|度)?(?:{_SUB})?"
    r"|(?P<so_far>年初以来|今年以来|年初至今|今年年初以来)(?!的[一-龥])"
    r"|(?P<relative>(?:今年|本年度?|去年|上年|前年|明年)(?:全年)?|当年|全年|年内)"
    rf"|(?:过去|近|最近|前|这)?的?(?P<years_past>{_N})多?年(?:来|间|以来|中|里|的工作|累计|(?=增长|实现|翻|年均|共|合计|总计|全社会|新增))"
    rf"|(?:过去|最近|近|前)的?(?P<years_gone>{_N})年(?!前|内|级)"
    rf"|(?:未来|今后|接下来)的?(?P<years_ahead>{_N})(?:[-—至到]{_N})?年"
    rf"|这(?P<years_these>{_N})年(?:内|间|里|中|来|计划)?"
    r"|(?P<epoch>改革开放|党的十[一二三四五六七八九]大|党的二十大|新中国成立|建国|加入世贸组织|入世|西部大开发战略实施)(?:以来|后)"
    r"|(?P<founded>建区|建园|建厂|建院|建县|建市|开区|成立|创办|创建|组建)(?:以来|至今)"
    rf"|(?P<years_ago>{_N})年前的?(?!景|提|列|往|沿|夕)"
    rf"|(?P<years_deadline>{_N})年内"
    rf"|(?:{_SUB.replace('(?P<', '(?P<s_')})"
    r"|(?P<this_month>当月|本月)(?![初底末内起旬])"
    r"|(?P<now>目前|当前|迄今|至今|如今|现在|近日|日前|本月初?|本次|此次|这次|这批|本批|此批|这(?=[0-9一二三四五六七八九十]+[个家项])|同日|当日|今日|昨日|今天|截至上周|截至本月)"
    r"|(?<![月\d者至—-])(?P<day>[1-3]?\d) ?日(?=[,，]|上午|下午|晚|举行|召开)"
    r"|(?P<year_end>年底|年末)"
)
# What a time may begin with: asked first, since the pattern of all times is dear at every character.
_FIRST = re.compile(
    "[0-9〇零一二三四五六七八九十“\"'‘「上下前第年今本去当全明过近最这的未接改党新建加入西成开创组目迄至如现日次此同昨截]"
)
_COMPARED_BEFORE = re.compile(
    r"(?:(?:比|较|与|同|跟|和|对比|相当于|高于|低于|超过|多于|按|为|是|以)[“\"]?"
    r"|(?:比|较|超过)[^,，。;；\d]{0,10}(?:水平|纪录|记录|年份)的)$"
)
_COMPARED_AFTER = re.compile(
    r"同期|相比|[一-龥]{0,6}(?:任务|目标|计划|预算)[一-龥]{0,3}的[0-9一两三]|[一-龥]{0,4}价格|[一-龥]{0,8}不变价|[^,，。;；]{0,12}的[0-9.]+倍|年初预算|[^,，。]{0,16}基础上"
)
_FOUNDED = re.compile(r"(?:成立于|始建于|创建于|创办于|批准于|始于|建于|组建于|注册于)$")
_SINCE = re.compile(
    r"^(?:年?\d{0,2}月?)?(?:建[区园厂院县市]|开区|成立|创办|创建|组建|挂牌|运营|启动)?(?:以来|以后|至今|起)"
)
_BRACKETS = re.compile(r"[(（][^()（）\n]{4,160}[)）]")
_SECOND_HALF = 7
_LONG = 5  # up to five years are those of a plan or a term
_OF_CLAUSE = ("年内", "当年")  # they say when of their clause alone
_UP_TO = re.compile("截[至止]到?$")
_AS_OF = re.compile(r"(?:截至|截止|截止到|到|至)$")


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


@lru_cache(maxsize=16)  # a sentence is asked when it is read and again when it is left
def find_times(text: str, start: int, end: int, clock: Clock) -> tuple[Period, ...]:
    """Return the times named between ``start`` and ``end``, in order, relative ones counted from ``clock``.

    A time that another is compared with (比上年, 较1995年) is marked; those in brackets and after 成立于 are
    left out.
    """
    found: list[Period] = []
    brackets = [span.span() for span in _BRACKETS.finditer(text, start, end)]
    for match in _matches(text, start, end):
        period = _period(match, clock, found)
        if period is None:
            continue
        before, after = (
            text[max(start, match.start() - 16) : match.start()],
            text[match.end() : min(end, match.end() + 24)],
        )
        in_brackets = before.endswith(("(", "（")) and after[:1] in (")", "）") and period.kind != "months"
        is_of_report = period.kind != "months" and cue("period", "report").match(text, match.end(), end)
        is_of_name = period.kind == "year" and cue("period", "event_name").match(text, match.end(), end)
        if (
            cue("period", "price_basis").match(after)
            or is_of_name
            or _FOUNDED.search(before)
            or in_brackets
            or is_of_report
            or re.match("以来的", after)
        ):
            continue
        compared = bool(_COMPARED_BEFORE.search(before)) and not re.search(
            r"(?:认为|作为|成为|因为|分为|以来)$", before
        )
        compared = compared or _COMPARED_AFTER.match(after) is not None
        compared = compared or (
            match["so_far"] is not None and cue("period", "goes_on").search(before) is not None
        )
        event = cue("period", "event").match("".join(after.split()))
        is_once = event is not None and period.kind in ("year", "month") and not _AS_OF.search(before)
        period = replace(
            period,
            start=match.start(),
            end=match.end(),
            is_compared=compared,
            is_as_of=bool(_AS_OF.search(before)) or period.is_as_of,
            is_year_to_date=period.kind == "month" and _UP_TO.search(before) is not None,
            is_origin=before.endswith(("由", "从")) and period.kind not in ("years", "review"),
            is_bound=period.kind == "year"
            and before.endswith(("到", "至"))
            and (match[0].endswith("的") or after.startswith("的")),
            is_event=match[0] in _OF_CLAUSE
            or (period.kind == "review" and period.is_relative and after.startswith("年均"))
            or is_once,
            event_end=match.end() + event.end() if event is not None and is_once else -1,
            is_list="、" in match[0],
            opens_clause=before.endswith((",", "，", ":", "：")) and after.startswith((",", "，")),
            until=end if after.startswith("当月") else _bracket_end(text, match, brackets),
        )
        period = _merged(found, period, match.start())
        if since := _SINCE.match(after):
            period = _since(period, clock, since[0])
        found.append(period)
    return tuple(found)


def _merged(found: list[Period], period: Period, at: int) -> Period:
    """Return a part of a year with the year named right in front of it (去年1-11月), which is no time of its own."""
    if not found or found[-1].end != at or found[-1].kind != "year" or period.kind not in ("month", "months"):
        return period
    named = found.pop()
    return replace(
        period,
        start=named.start,
        is_compared=named.is_compared or period.is_compared,
        is_origin=named.is_origin or period.is_origin,
    )


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what ``_TIME.finditer`` does."""
    at = start
    while (first := _FIRST.search(text, at, end)) is not None:
        match = _TIME.match(text, first.start(), end)
        if match is None:
            at = first.start() + 1
        else:
            yield match
            at = match.end()


def summary(text: str, start: int, end: int, clock: Clock) -> Period | None:
    """Return the time of all figures in front of it that name none (……——这是今年一季度的成绩单), or None."""
    found = cue("period", "summed_up").search(text, start, end)
    if found is None or find_times(text, start, found.start(), clock):
        return None
    behind = find_times(text, found.end(), min(end, found.end() + 12), clock)
    return replace(behind[-1], start=start, end=start) if behind else None


def _bracket_end(text: str, match: re.Match[str], brackets: list[tuple[int, int]]) -> int:
    """Return where the bracket ends in which a time stands with figures of its own, else the end of all text."""
    for first, last in brackets:
        if first < match.start() and match.end() < last:
            has_figures = re.search(r"\d", text[first : match.start()] + text[match.end() : last])
            return last if has_figures else sys.maxsize
    return sys.maxsize


def _since(period: Period, clock: Clock, word: str) -> Period:
    """Return X年以来 as an interval up to the present; 今年以来 runs to the month of the document's date (rule
    39).
    """
    if period.kind in ("year", "month", "review") and period.first_year < clock.this_year:
        return replace(
            period, first=period.first[:4], last=f"{clock.this_year:04}", kind="review", is_as_of=False
        )
    return period


def _period(match: re.Match[str], clock: Clock, earlier: list[Period]) -> Period | None:
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
    return Period(month, month, "month", is_event=True) if month else None


def _so_far(clock: Clock) -> Period:
    """Return 今年以来: January to the month of the document's date (rule 39), the year where it has no month."""
    if clock.month is None or clock.month in (1, 12):
        return year(clock.this_year)
    return Period(f"{clock.this_year:04}-01", f"{clock.this_year:04}-{clock.month:02}", "months")


def _relative(word: str, clock: Clock, earlier: list[Period]) -> Period:
    if word.startswith("去年") and clock.last_year:
        return replace(year(clock.last_year), is_relative=True)
    named = [time for time in earlier if time.kind == "year" and not (time.is_relative or time.is_compared)]
    if word.startswith("上年") and named:  # 2021年…由上年的40%提高到41%
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
