"""Which period a number has: stated in its sentence, else the open one, the paragraph's, the section's, the
anchor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from . import lexicon, part, period, status
from .cues import cue
from .frame import Frame
from .item import Item, Level, Link
from .period import Period

_EARLIEST = 1900  # what is counted from an unknown year lies before it
_REACHED = re.compile(r"(?:达到|达|突破|超过|总量|余额|总数|达)[一-龥]{0,2}$")


@dataclass(frozen=True)
class Stated:
    """What is known of a number when its period is asked: the times of its sentence and what is open before it."""

    frame: Frame
    times: Sequence[Period]
    open_time: Period | None
    origin: Period | None
    left: str  # the clause in front, back to the start of its series
    words: status.Words
    pair: str
    place: int  # in its series
    count: int
    measure: str
    link: Link
    lead: int  # where ``left`` begins
    before: Before | None = None
    stretch: Period | None = None  # the years that the rates before it were averaged over
    compared: Period | None = None  # the year that the growth before it is measured against


class Before(NamedTuple):
    """The number before in the sentence: its link, measure and period."""

    link: Link
    measure: str
    period: Period | None


def choose(item: Item, stated: Stated) -> Period | None:
    """Return the period of ``item``, or None where the text gives no way to know."""
    chosen = _choose(item, stated)
    return chosen if chosen is not None and chosen.first_year >= _EARLIEST else None


def level(item: Item, stated: Stated) -> Level:
    """Return where the period of ``item`` comes from."""
    if _time_before(item, stated) is not None or _time_behind(item, stated) is not None or stated.pair:
        return "stated"
    if stated.open_time is not None:
        return "paragraph" if stated.open_time is stated.frame.time else "carried"
    if stated.frame.review is not None:
        return "paragraph"
    return "document" if stated.frame.kind == "other" else "section"


def _choose(item: Item, stated: Stated) -> Period | None:
    if status.is_once_running(stated.words) and not _own_year(item, stated):
        return None
    time = _stated_time(item, stated)
    is_average = cue("measure", "average").search(stated.left) is not None
    review = _review(stated, time, is_average=is_average)
    if stated.pair and (both := _two_stretches(stated)):
        return both[0] if stated.pair == "first" else both[1]
    origins = [t for t in stated.times if t.is_origin and t.end <= item.quantity.start]
    if (
        stated.pair == "first"
        and origins
        and not ("同期" in stated.left and time is not None and time.kind == "months")
    ):
        return period.year(origins[-1].last_year)
    if stated.pair == "first" and time is not None and time.kind == "months" and review is None:
        return _year_before(time)  # 由40%提高到41% in a part of a year
    if review is not None and stated.measure == "growth" and stated.frame.is_target:
        since = _since_compared(item, stated, review)
        if since is not review:
            return since
    if review is not None:
        return _in_review(stated, review, is_average=is_average)
    if time is None and (month := _event_month(stated)) is not None:
        return month
    base = time or period.year(stated.frame.anchor)
    if cue("period", "same_last_year").search(stated.left) and stated.measure in ("level", "growth"):
        return _year_before(base)
    if cue("period", "last_years_own").search(stated.left):
        return _year_before(base)
    if (average := cue("period", "years_average").search(stated.left)) is not None:
        return _years_up_to(base.last_year, average["years"])
    if stated.measure == "level" and cue("period", "of_goal").search(stated.left):
        return period.year(base.last_year)
    if (same := _of_same_rate(item, stated)) is not None:
        return same
    if (end := _in_pair(item, stated, time, base)) is not None:
        return end
    if (plan := _over_years(item, stated, base, is_average=is_average)) is not None:
        return plan
    if stated.measure in ("growth", "increment"):
        base = _since_compared(item, stated, base)
    return _of_part_year(base, stated)


def _event_month(stated: Stated) -> Period | None:
    """Return the month of the event that news reports, for the projects signed or started there (rule 28), or None."""
    month = stated.frame.clock.event
    is_running = cue("period", "running_count").search(stated.words.clause_left) is not None
    if not month or is_running:
        return None
    before = stated.before
    is_their_sum = (
        stated.link.indicator == "project_investment_total"
        and before is not None
        and before.link.indicator in part.EVENTS
        and before.period is not None
        and before.period.first == before.period.last == month
    )
    if stated.link.indicator not in part.EVENTS and not is_their_sum:
        return None
    return Period(month, month, "month")


def _years_up_to(last: int, count: str) -> Period | None:
    """Return the N years up to ``last`` (两年平均增长: this year and the one before)."""
    first = last - period.count_of(count) + 1
    return Period(f"{first:04}", f"{last:04}", "review") if first < last else period.year(last)


def _of_same_rate(item: Item, stated: Stated) -> Period | None:
    """Return the period of the rate before, whose change points tell (比一季度加快0.7个百分点), or None."""
    before = stated.before
    if item.dimension != "point" or before is None or before.measure not in ("growth", "share"):
        return None
    has_time = any(
        item.left_start <= time.start < item.quantity.start and not time.is_compared for time in stated.times
    )
    return before.period if before.link[:3] == stated.link[:3] and not has_time else None


def _stated_time(item: Item, stated: Stated) -> Period | None:
    """Return the time of the clause or sentence, else the open one; 全年 is of the year spoken of."""
    time = _time_before(item, stated) or _time_behind(item, stated) or stated.open_time
    opened = stated.open_time
    is_of_open = time is not None and time.is_whole and opened is not None and opened.kind == "year"
    return opened if is_of_open else time


def _review(stated: Stated, time: Period | None, *, is_average: bool) -> Period | None:
    """Return the stretch of years that a number is of, by its time or its passage, or None."""
    own = stated.frame.review
    named = time if time is not None and time.kind in ("review", "ahead") else None
    review = own if time is None else named
    if review is not None and own is not None:
        is_past = stated.frame.is_target and review.last_year < stated.frame.anchor
        if is_past or _is_same_stretch(review, stated.frame):
            review = own  # 五年累计 in a plan counts its own years
    if review is not None and time is review:
        before = [t for t in stated.times if t.kind == "year" and t.end <= time.start]
        goal = before[-1] if before else stated.open_time
        review = _up_to(review, goal, stated.frame) if goal is not None else review
    origins = [time for time in stated.times if time.is_origin]
    if time is None and review is None and is_average and not origins:
        return stated.stretch or period.five_year_plan(stated.frame.anchor)
    return review


def _in_pair(item: Item, stated: Stated, time: Period | None, base: Period) -> Period | None:
    """Return the year of one end of a change or of one number of a series by years, or None."""
    is_series = base.kind == "years" and "分别" in stated.left
    if is_series and stated.count == base.last_year - base.first_year + 1:
        return period.year(base.first_year + stated.place)
    if base.is_list and "分别" in stated.left and stated.count > 1:
        return _month_of(base, stated.place, stated.count)
    if stated.pair == "first" and stated.origin is not None and not stated.times:
        return stated.origin
    if stated.pair == "first" and time is None and stated.frame.kind == "plan":
        return period.year(stated.frame.clock.this_year - 1)
    if stated.pair and base.kind == "years":
        if stated.measure == "growth":
            return base
        return period.year(base.first_year if stated.pair == "first" else base.last_year)
    is_end = (
        stated.pair == "second"
        and time is not None
        and item.sentence_start <= time.start
        and time.end <= item.left_start
    )
    if is_end and time is not None and time.last_year < stated.frame.anchor:
        origins = [one for one in stated.times if one.is_origin and time.end <= one.start]
        is_told = any(one.is_relative for one in origins)  # 2013年,…由上年的40%提高到41%
        return period.year(time.last_year if is_told else stated.frame.anchor)
    return None


def _month_of(base: Period, place: int, count: int) -> Period:
    """Return the month at ``place`` of a stretch that names as many as there are numbers (4、5、6月分别增长)."""
    first, last = int(base.first[5:]), int(base.last[5:])
    if count != last - first + 1:
        return base
    month = f"{base.first_year:04}-{first + place:02}"
    return Period(month, month, "month")


def _over_years(item: Item, stated: Stated, base: Period, *, is_average: bool) -> Period | None:
    """Return the years that an average rate runs over or a sum up to a far year adds up, or None."""
    if is_average and (stretch := _from_to(item, stated)) is not None:
        return stretch
    if is_average and stated.stretch is not None and stated.stretch.last_year == base.last_year:
        return stated.stretch
    if is_average and base.kind in ("year", "plan_end"):
        plan = period.five_year_plan(base.last_year)
        is_over = plan.last_year == base.last_year or base.last_year >= stated.frame.anchor
        if is_over and not stated.frame.is_target and plan.last_year > stated.frame.clock.this_year:
            return _years_up_to(base.last_year, str(base.last_year - plan.first_year + 1))
        return plan if is_over else base
    is_far = base.kind == "year" and base.last_year >= stated.frame.anchor + 3
    if is_far and cue("period", "sum_ahead").search(stated.words.clause_left):
        return period.five_year_plan(base.last_year)
    return None


def _is_same_stretch(review: Period, frame: Frame) -> bool:
    """Return whether 五年 in a passage on a five-year plan means the plan's years."""
    own = frame.review
    if own is None or not review.is_relative:
        return False
    return review.last_year - review.first_year == own.last_year - own.first_year


def _up_to(review: Period, goal: Period, frame: Frame) -> Period:
    """Return N年 under a goal's year (到2015年…,五年翻两番) as the years up to it, not as those gone by."""
    if goal.kind != "year" or goal.last_year <= max(review.last_year, frame.clock.this_year):
        return review
    first = goal.last_year - (review.last_year - review.first_year)
    return replace(review, first=f"{first:04}", last=f"{goal.last_year:04}")


def _from_to(item: Item, stated: Stated) -> Period | None:
    """Return the stretch between the year a change set out from and a later one (由1980年的…增加到1990年的…)."""
    before = [time for time in stated.times if time.kind == "year" and time.end <= item.quantity.start]
    origins = [time for time in before if time.is_origin]
    if not origins and not before and stated.origin is not None:
        origins = [stated.origin]
    if not origins:
        return None
    last = max((time.last_year for time in before), default=0)
    if not before and stated.open_time is not None:
        last = stated.open_time.last_year
    if last <= origins[-1].first_year:
        last = stated.frame.anchor
    first = origins[-1].first_year
    review = stated.frame.review
    if (
        review is not None
        and review.last_year == last
        and review.first_year - 1 <= first <= review.first_year
    ):
        return review  # of a plan's review the plan's own years (rule 24)
    return Period(f"{first:04}", f"{last:04}", "years") if last > first + 1 else None


def _year_before(base: Period) -> Period:
    """Return the same part of the year before (去年同期为3亿元)."""
    first, last = (f"{int(end[:4]) - 1:04}{end[4:]}" for end in (base.first, base.last))
    return replace(base, first=first, last=last)


def _time_before(item: Item, stated: Stated) -> Period | None:
    before = [
        time
        for time in stated.times
        if not time.is_compared
        and time.end <= item.quantity.start < time.until
        and not (time.is_event and max(time.end, time.event_end) <= item.clause_start)
        and not ((time.is_origin or time.is_bound) and time.end <= stated.lead)
    ]
    return before[-1] if before else None


def _time_behind(item: Item, stated: Stated) -> Period | None:
    """Return a year that stands behind the number in its clause (300亿元的目标2030年实现), if none stands in
    front.
    """
    if any(time.end <= item.quantity.start for time in stated.times):
        return None
    behind = [t for t in stated.times if item.quantity.end <= t.start < item.right_end]
    behind = [t for t in behind if not (t.is_compared or t.is_event)]
    return next((time for time in behind if time.kind in ("year", "month")), None)


def _two_stretches(stated: Stated) -> tuple[Period, Period] | None:
    """Return the stretch compared with and the one reviewed, where a sentence sets two side by side
    (“六五”同“五五”相比).
    """
    compared = [time for time in stated.times if time.is_compared and time.kind == "review"]
    own = [time for time in stated.times if not time.is_compared and time.kind == "review"]
    return (compared[-1], own[-1]) if compared and own else None


def _own_year(item: Item, stated: Stated) -> bool:
    return any(item.clause_start <= time.start < item.quantity.start for time in stated.times)


def _since_compared(item: Item, stated: Stated, base: Period) -> Period:
    """Return the stretch from the year that a growth is measured against (比1995年增长) to the year measured."""
    compared = [
        t
        for t in stated.times
        if t.is_compared and t.start < item.quantity.start and t.kind in ("year", "plan_end")
    ]
    named = [
        t for t in stated.times if not t.is_compared and t.kind == "year" and t.end <= item.quantity.start
    ]
    if (
        len(named) > 1
        and named[-2].last_year < base.last_year - 1
        and cue("period", "since_earlier").search(stated.left)
    ):
        return replace(base, first=named[-2].first, last=base.last[:4], kind="years")
    near = [time for time in compared if time.start >= item.clause_start or time.end > item.left_start - 30]
    if not near and not stated.times and stated.compared is not None:
        near = [stated.compared]
    is_named = (
        bool(near)
        and stated.measure == "growth"
        and not near[-1].is_relative
        and base.kind == "year"
        and not base.is_relative
    )
    if near and near[-1].last_year < base.last_year - (not is_named):
        if base.kind == "month":  # 2月…较2019年同期: the same month of the years between
            return replace(base, first=near[-1].first[:4] + base.first[4:], kind="years")
        return replace(base, first=near[-1].first[:4], last=base.last[:4], kind="years")
    return base


def _of_part_year(base: Period, stated: Stated) -> Period:
    """Return 截至8月底 as its month for a stock and as the stretch from January for a flow (rule 14)."""
    is_stock = lexicon.is_stock(stated.link.indicator) and stated.measure == "level"
    if base.kind == "plan_end":
        return period.five_year_plan(base.last_year) if stated.measure == "growth" else base
    if base.kind == "months" and base.is_as_of and is_stock:
        return replace(base, first=base.last)
    is_flow = not lexicon.is_stock(stated.link.indicator) and stated.link.indicator != "other"
    if stated.link.indicator == "other" and base.is_year_to_date:
        words = stated.words.sentence_left + stated.words.clause_left
        is_flow = stated.measure == "growth" or cue("period", "runs_up").search(words) is not None
    if base.kind == "month" and base.is_as_of and is_flow:
        return replace(base, first=f"{base.first_year:04}-01")
    return base


def _in_review(stated: Stated, review: Period, *, is_average: bool) -> Period:
    """Return the period inside a stretch of years: levels take its end, growth and flows the whole of it (rule
    24).
    """
    if stated.pair == "first":
        return period.year(review.first_year - 1)
    if stated.measure == "increment" and cue("measure", "difference").search(stated.left):
        return period.year(review.last_year)
    if stated.measure == "growth" and cue("measure", "year_on_year").search(stated.left):
        return period.year(review.last_year)
    if stated.measure in ("growth", "increment", "completion") or is_average:
        return review
    if stated.pair == "second" or stated.measure in ("share", "rank"):
        whole = cue("period", "of_whole").search(stated.words.clause_left)
        return review if whole and not stated.pair else period.year(review.last_year)
    if cue("measure", "flow_behind").search(stated.words.clause_right):
        return review
    if cue("period", "kept").search(stated.left):
        return review
    if cue("period", "adds_up").search(stated.left):
        return review
    if _REACHED.search(stated.left) and not (
        review.kind == "ahead" and cue("period", "flow_ahead").search(stated.left)
    ):
        return period.year(review.last_year)
    is_flow = (
        cue("measure", "flow_verb").search(stated.words.clause_left) or "累计" in stated.words.sentence_left
    )
    return review if is_flow else period.year(review.last_year)
