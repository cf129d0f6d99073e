"""Pass 2, a sentence: its numbers from left to right, each slot filled from the nearest level that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ..documents import View
from ..quantities import Quantity
from . import entity, link, measure, part, scope, series, sift, status, time_words, when
from .context import Paragraph
from .cues import cue
from .document import Document
from .item import COUNTED, Item, Levels, Link, Topics
from .lexicon import Hit
from .period import Period

_LAST_COUNTED = 20
_LAST_LEVELS = 100  # a sentence that never ends has no more either
_FAR = 1500  # no governor or name stands farther in front of its number
_JOINT = re.compile(r"(?:、|和|与|及|以及)(?:约|近|超过|超)?")


class State(NamedTuple):
    """What is open while a paragraph is read: topic, governor, entity, time.

    ``levels`` are the links of the sentence's levels in order; ``topic_start`` is where the sentence up to the full
    stop begins; ``measure`` is the last number's.
    """

    entity: str
    topic_start: int
    lead_entity: str = ""  # what the sentence opened with: what stands later in it closes with it
    before: Link | None = None
    level: Link | None = None
    topic: Link | None = None
    levels: tuple[Link, ...] = ()
    measure: measure.Reading | None = None
    period: Period | None = None  # the last number's
    firmness: str = ""  # the last number's status
    earlier: tuple[Link, ...] = ()  # the levels of the sentence before
    counted: tuple[tuple[Decimal, str], ...] = ()  # how many projects were signed, started or finished
    is_split: bool = False  # whether the paragraph goes through the parts of a whole
    stretch: Period | None = None  # the years that rates were averaged over, for those that do not say
    status: str | None = None
    time: Period | None = None
    listed: tuple[str, ...] = ()  # the places that 分别 hands the sentence's numbers out to
    main: Link | None = None  # the first level of the paragraph
    whole: Link | None = None  # the last total that has parts (固定资产投资), as long as its section goes on
    compared: Period | None = None  # the year that growth is measured against, for its siblings behind ;
    origin: Period | None = None  # the year that a change set out from, for its siblings behind ;
    subject: scope.Subject | None = None  # the class or project that the sentence speaks of


class Text(NamedTuple):
    """A document as printed (its file's text) and as read (a clean view), with its quantities and the names in it."""

    raw: str
    view: View
    plain: str  # the view's text: all offsets of the linking stages count its characters
    quantities: Sequence[Quantity]
    hits: list[Hit]

    def printed(self, start: int, end: int) -> str:
        """Return a passage of the view as it is printed."""
        return self.raw[slice(*self.view.span(start, end))]

    def words(self, start: int, end: int) -> str:
        """Return the plain text between two places without blanks and line ends."""
        return "".join(self.plain[start:end].split())


class Reading(NamedTuple):
    """A number with every slot that its sentence and what is open before it fill, and where each came from."""

    item: Item
    link: Link
    measure: measure.Reading
    stated: when.Stated
    period: Period | None
    status: str
    entity: str
    levels: Levels


def read(
    text: Text,
    document: Document,
    paragraph: Paragraph,
    state: State,
    span: tuple[int, int],
    inside: list[Quantity],
) -> tuple[list[Reading], State]:
    """Return the readings of a sentence's quantities, and what is open behind it."""
    items = _items(text, *span, inside)
    times = time_words.find(text.plain, *span, paragraph.frame.clock)
    readings: list[Reading] = []
    for first, last in _groups(text, items):
        group = items[first : last + 1]
        terms = [sift.ratio_terms(text.plain, inside, inside.index(item.quantity)) for item in group]
        handed: dict[int, Link] = {}
        places = entity.hand_out(text.plain, group[0].clause_start, group[0].quantity.start, len(group))
        if last > first:
            handed = series.hand_out(text.plain, text.hits, group, state.levels, of_places=bool(places))
        state = state._replace(listed=places or state.listed)
        for index, (item, term) in enumerate(zip(group, terms, strict=True), first):
            how = _measure(text, item, state.measure if index > first else None, term)
            found = _link(text, item, how, state, handed.get(index - first), (term, len(group)))
            how = measure.settle(found.indicator, how, text.words(item.left_start, item.quantity.start))
            pair = series.pair_of(text.plain, items, *((first, last) if term is not None else (index, index)))
            lead = group[0].left_start if index > first else item.left_start
            place = (index - first, len(group))
            holder, opened = _entity(text, document, state, item, found, index - first, len(group))
            found, subject = _scoped(text, item, found, how, holder, state)
            stated = _stated(text, paragraph, state, times, item, lead, pair, place, how, found)
            state = state._replace(lead_entity=state.lead_entity or opened, subject=subject)
            readings.append(_reading(document, state, item, found, how, stated, holder))
            passes = bool(state.listed) or entity.is_passing(text.plain, item, stated.words.clause_right)
            state = _after_number(text, state, readings[-1], state.entity if passes else holder)
    return readings, state


def _items(text: Text, start: int, end: int, inside: list[Quantity]) -> list[Item]:
    """Return the quantities that observe, each with its clause."""
    sifted = sift.sift(text.plain, start, end, inside)
    kept = [(one.quantity, one.clause_start, one.clause_end) for one in sifted if one.reason is None]
    items = []
    for index, (quantity, low, high) in enumerate(kept):
        before = max(low, kept[index - 1][0].end) if index else low
        after = min(high, kept[index + 1][0].start) if index + 1 < len(kept) else high
        items.append(Item(quantity, start, low, high, before, after))
    return items


def _groups(text: Text, items: list[Item]) -> list[tuple[int, int]]:
    """Return the first and last place of each run of numbers joined by 、 or 和, or by the colons of a ratio."""
    groups: list[tuple[int, int]] = []
    for index, item in enumerate(items):
        between = text.words(items[index - 1].quantity.end, item.quantity.start) if index else ""
        is_joined = index > 0 and (_JOINT.fullmatch(between) or between in ("∶", ":", "："))
        if is_joined:
            groups[-1] = (groups[-1][0], index)
        else:
            groups.append((index, index))
    return groups


def _measure(text: Text, item: Item, before: measure.Reading | None, term: int | None) -> measure.Reading:
    if term is not None:
        return measure.Reading("share")
    left = text.words(item.left_start, item.quantity.start)
    clause_left = text.words(item.clause_start, item.quantity.start)
    return measure.read(
        item.quantity, left, text.words(item.quantity.end, item.right_end), clause_left, before
    )


def _link(
    text: Text,
    item: Item,
    how: measure.Reading,
    state: State,
    handed: Link | None,
    term: tuple[int | None, int],
) -> Link:
    topic_start = max(state.topic_start, item.quantity.start - _FAR)
    topics = Topics(state.before, state.level, state.topic, topic_start, state.whole, state.is_split)
    if term[0] is not None:
        return link.ratio_term(text.plain, text.hits, item, term[0], term[1], topics)
    found = handed or link.find(text.plain, text.hits, item, how.measure, topics)
    if handed is not None or found.start >= item.left_start:  # a name of its own
        found = part.of_parent(text.plain, item, found, topics)
    found = part.as_new(text.plain, item, found)
    if handed is not None:
        return found
    found = part.as_counted(text.plain, item, found, state.counted)
    return part.as_part(text.plain, item, found, state.levels, state.earlier)


def _scoped(
    text: Text, item: Item, found: Link, how: measure.Reading, holder: str, state: State
) -> tuple[Link, scope.Subject | None]:
    """Return the link with its scope, and what the numbers behind are said of."""
    carried = found.indicator == "other" and found.end <= item.left_start and how.measure == "level"
    if found.start == found.end or carried:
        start, end = scope.name_of(text.plain, item)
        found = found._replace(start=start, end=end) if end > start + 1 else found
    opened = scope.subject(text.plain, text.hits, item, found, holder)
    start, end = scope.read(text.plain, text.hits, item, found, holder, state.before, opened or state.subject)
    return found._replace(scope_start=start, scope_end=end), opened or state.subject


def _stated(
    text: Text,
    paragraph: Paragraph,
    state: State,
    times: Sequence[Period],
    item: Item,
    lead: int,
    pair: str,
    place: tuple[int, int],
    how: measure.Reading,
    found: Link,
) -> when.Stated:
    return when.Stated(
        frame=paragraph.frame,
        times=times,
        open_time=state.time,
        origin=state.origin,
        left=text.words(lead, item.quantity.start),
        lead=lead,
        stretch=state.stretch,
        compared=state.compared,
        words=status.Words(
            text.words(max(item.sentence_start, item.clause_start - _FAR), item.clause_start),
            text.words(item.clause_start, item.quantity.start),
            text.words(item.quantity.end, item.right_end),
        ),
        pair=pair,
        place=place[0],
        count=place[1],
        measure=how.measure,
        link=found,
        before=_before(state, item),
    )


def _before(state: State, item: Item) -> when.Before | None:
    """Return what is known of the number before in the sentence."""
    if state.before is None or state.measure is None or item.left_start == item.sentence_start:
        return None
    return when.Before(state.before, state.measure.measure, state.period)


def _entity(
    text: Text, document: Document, state: State, item: Item, found: Link, place: int, count: int
) -> tuple[str, str]:
    right = text.words(item.quantity.end, item.right_end)
    holder, opened = entity.read(document, text.plain, item, state.entity, right)
    own = entity.in_front_of(document, text.plain, item, found)
    holder = own or holder
    return (state.listed[place] if len(state.listed) == count > 1 else holder), opened


def _reading(
    document: Document,
    state: State,
    item: Item,
    found: Link,
    how: measure.Reading,
    stated: when.Stated,
    holder: str,
) -> Reading:
    firmness = status.read(
        stated.frame,
        stated.words,
        state.status,
        found.indicator,
        how.measure,
        document.genre,
    )
    if firmness == "target" and _is_no_goals(stated):
        stated = replace(stated, open_time=None)
    period_read = when.choose(item, stated)
    now = document.date_year or max(document.latest_year or 0, stated.frame.clock.this_year)
    is_planned = (
        document.genre == "plan" or stated.frame.kind == "plan"
    )  # what a plan expects is its goal (rule 2)
    is_ahead = period_read is not None and bool(now) and period_read.last_year > (now or 0)
    if is_ahead and (firmness == "actual" or is_planned):
        firmness = "target"
    if firmness == "target" and _is_past_base(item, stated, period_read, document.genre):
        firmness = "actual"
    levels = Levels(
        "stated" if found.end > item.left_start else "carried",
        when.level(item, stated),
        status.level(stated.frame, stated.words, state.status),
        "stated" if holder != state.entity else "document" if holder == document.entity else "carried",
    )
    return Reading(item, found, how, stated, period_read, firmness, holder, levels)


def _is_no_goals(stated: when.Stated) -> bool:
    """Return whether the open time holds for no goal: the part of a year reported on, in a plan a year gone by."""
    time = stated.open_time
    if time is None:
        return False
    is_reported = time.kind == "months" and time.start < 0 and time is stated.frame.time
    is_gone = stated.frame.kind == "plan" and time.last_year < stated.frame.clock.this_year
    return is_reported or (is_gone and time.kind == "year")


def _is_past_base(item: Item, stated: when.Stated, read: Period | None, genre: str) -> bool:
    """Return whether a number in a plan tells what was: the base of a change, what 去年 says of itself, or in a text
    that is no plan as a whole what is said of a year gone by.
    """
    if stated.frame.kind != "plan" or read is None or read.last_year >= stated.frame.clock.this_year:
        return False
    is_goal = status.level(stated.frame, stated.words, None) == "stated"
    is_named = any(
        time.kind in ("year", "month", "months", "years")
        and not time.is_compared
        and time.end <= item.quantity.start
        for time in stated.times
    )
    if is_named and not is_goal and genre in ("work_report", "communique", "news"):
        return True
    is_of_last_year = any(
        time.is_relative and time.kind == "year" and not time.is_compared and time.end <= item.quantity.start
        for time in stated.times
    )
    return stated.pair == "first" or (is_of_last_year and not is_goal)


def _stretch(reading: Reading) -> Period | None:
    """Return the years that a rate is averaged over, if they are more than two."""
    years = reading.period
    is_rate = reading.measure.measure == "growth" and years is not None and years.kind == "review"
    return years if is_rate and years is not None and years.last_year - years.first_year > 1 else None


def _after_number(text: Text, state: State, reading: Reading, holder: str) -> State:
    """Return the state behind a number; one in brackets leaves the topic as it was."""
    found = reading.link
    item = reading.item
    left = text.words(item.left_start, item.quantity.start)
    is_among = item.dimension in COUNTED and cue("link", "among").search(left) is not None
    if is_among or sift.is_bracketed(text.plain, item.quantity):
        return state._replace(measure=reading.measure)
    is_level = reading.measure.measure in ("level", "increment")
    return state._replace(
        before=found,
        level=found if is_level else state.level,
        levels=(*state.levels[-_LAST_LEVELS:], found) if is_level else state.levels,
        main=state.main or (found if found.indicator != "other" else None),
        whole=found if part.is_whole(found) else state.whole,
        counted=(*state.counted[-_LAST_COUNTED:], (reading.item.quantity.value, found.indicator))
        if found.indicator in part.EVENTS and is_level
        else state.counted,
        measure=reading.measure,
        period=reading.period,
        firmness=reading.status,
        stretch=_stretch(reading) or state.stretch,
        entity=holder,
    )
