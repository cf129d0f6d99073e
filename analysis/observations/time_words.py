"""The times that a text names, where they stand, and what they hold for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from .cues import cue
from .period import Clock, Period
from .period import read as read_period

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
# The two characters that a time may begin with: asked first, since the pattern of all times is dear at every one.
_FIRST = re.compile(
    "[12](?=[09 ])|[0-9](?=[0-9]?[-—–~ 年多月日季份、和至到])|[一二三四五六七八九十两]"
    "|[“\"'‘「第](?=[1-4一二三四五六七八九十])|[前近这的](?=[0-9一二三四五六七八九十两的])"
    "|[今本去上前明当全](?=年)|[上下](?=半)|年(?=[初内底末])|今(?=[后日天])|本(?=[月次批])|当(?=[前月日])|[这此](?=[次批])"
    "|[近同昨](?=日)|[目日](?=前)|[迄至如](?=今)|过(?=去)|最(?=近)|未(?=来)|接(?=下)|现(?=在)|截(?=至)"
    "|改(?=革)|党(?=的)|新(?=中)|加(?=入)|入(?=世)|西(?=部)|建(?=[国区园厂院县市])|成(?=立)|开(?=区)|创(?=[办建])|组(?=建)"
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
_OF_CLAUSE = ("年内", "当年", "当月", "本月")  # they say when of their clause alone
_FIGURE = re.compile("[^,，。;；:：]*?[0-9]")
_UP_TO = re.compile("截[至止]到?$")
_AS_OF = re.compile(r"(?:截至|截止|截止到|到|至)$")


@lru_cache(maxsize=16)  # a sentence is asked when it is read and again when it is left
def find(text: str, start: int, end: int, clock: Clock) -> tuple[Period, ...]:
    """Return the times named between ``start`` and ``end``, in order, relative ones counted from ``clock``.

    A time that another is compared with (比上年, 较1995年) is marked; those in brackets and after 成立于 are
    left out.
    """
    found: list[Period] = []
    brackets = [span.span() for span in _BRACKETS.finditer(text, start, end)]
    for match in _matches(text, start, end):
        period = read_period(match, clock, found)
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
        is_of_clause = match[0] in _OF_CLAUSE and (
            match["this_month"] is None or before.endswith("月") or _has_figure(text, match.end(), end)
        )
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
            is_event=is_of_clause
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


def _has_figure(text: str, start: int, end: int) -> bool:
    """Return whether a number stands in the rest of the clause (当月 in one without governs those behind)."""
    return _FIGURE.match(text, start, end) is not None


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
    if found is None or find(text, start, found.start(), clock):
        return None
    behind = find(text, found.end(), min(end, found.end() + 12), clock)
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
