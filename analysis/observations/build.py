"""Pass 2: the numbers of each sentence from left to right, each slot filled from the nearest level that states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from .. import quantities
from ..documents import simplified
from ..quantities import Quantity, numerals
from ..schema import OBSERVATIONS
from . import context, entity, lexicon, link, measure, period, sift, status, tables, when
from .context import Document, Paragraph
from .cues import cue
from .lexicon import Hit
from .link import Item, Link
from .period import Period

_CLAUSE_END = re.compile(r"[，。；：！？!?]|(?<!\d)[,:;]|[,:;](?!\d)")
_STOP = "。！？!?"
_JOINT = re.compile(r"(?:、|和|与|及|以及)(?:约|近|超过|超)?")
_VALUE_ADDED = ("value_added_primary", "value_added_secondary", "value_added_tertiary")
_CLOSING_QUOTES = '”’」』"）)'


@dataclass(frozen=True)
class State:
    """What is open while a paragraph is read: topic, governor, entity, time.

    ``levels`` are the links of the sentence's levels in order; ``parent`` is the last of them before 其中; ``topic_start`` is
    where the sentence up to the full stop begins.
    """

    entity: str
    topic_start: int
    lead_entity: str = ""  # what the sentence opened with: what stands later in it closes with it
    before: Link | None = None
    level: Link | None = None
    topic: Link | None = None
    levels: tuple[Link, ...] = ()
    measure: str | None = None
    status: str | None = None
    time: Period | None = None
    listed: tuple[str, ...] = ()  # the places that 分别 hands the sentence's numbers out to


@dataclass(frozen=True)
class Text:
    """A file's text as printed and as read (simplified, half-width), with its quantities and the names in it."""

    raw: str
    plain: str
    quantities: Sequence[Quantity]
    hits: list[Hit]

    def words(self, start: int, end: int) -> str:
        """Return the plain text between two places without blanks and line ends."""
        return re.sub(r"\s", "", self.plain[start:end])


def build(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the observations of ``documents`` (contract ``OBSERVATIONS``); ``texts`` holds each file's text by ``file``.

    Passages that repeat others, boilerplate and sentences that stand again word for word yield no rows. ``confidence`` is
    missing: it has not been calibrated. Raises KeyError for a document whose file has no text.
    """
    rows: list[dict[str, object]] = []
    for file, group in documents.groupby("file", sort=True):
        raw = texts[str(file)]
        plain = numerals.plain(simplified(raw))
        text = Text(raw, plain, quantities.find(raw), lexicon.find_hits(plain))
        for row in group.to_dict("records"):
            rows.extend(_document_rows(text, {str(key): value for key, value in row.items()}))
    return OBSERVATIONS.frame(rows)


def _document_rows(text: Text, row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    document = context.read_document(row)
    closed = context.closed_spans(row)
    in_tables = list(_table_rows(text, document, closed))
    yield from in_tables
    taken = {int(str(row["start"])) for row in in_tables}
    seen: set[str] = set()
    at = 0
    for paragraph in context.paragraphs(document, text.plain):
        state = State(paragraph.entity, paragraph.start, time=paragraph.frame.time)
        for start, end in paragraph.sentences:
            inside, at = _inside(text.quantities, at, start, end)
            words = text.words(start, end)
            is_open = not any(low < end and start < high for low, high in closed)
            rows: list[dict[str, object]] = []
            if inside and is_open and words not in seen:
                rows, state = _read_sentence(text, document, paragraph, state, (start, end), inside)
            yield from (row for row in rows if row["start"] not in taken)
            seen.add(words)
            state = _after_sentence(text, paragraph, state, start, end)


def _table_rows(text: Text, document: Document, closed: list[tuple[int, int]]) -> Iterator[dict[str, object]]:
    """Yield the rows of the document's flattened tables; a table without years speaks of the document's."""
    frame = context.whole_frame(document)
    for entry in tables.find(text.plain, document.start, document.end, frame.clock):
        quantity, when_read = entry.quantity, entry.time or frame.time or period.year(frame.anchor)
        if any(low < quantity.end and quantity.start < high for low, high in closed):
            continue
        yield {
            "doc": document.doc,
            "start": quantity.start,
            "end": quantity.end,
            "quote": text.raw[quantity.start : quantity.end],
            "entity": document.entity,
            "indicator": entry.indicator,
            "label": text.raw[slice(*entry.label)],
            "measure": entry.measure,
            "value": float(quantity.value),
            "unit": quantity.unit,
            "period": when_read.iso,
            "status": "target" if entry.is_target or frame.is_target else "actual",
            "bound": quantity.bound,
            "growth_base": "year_on_year" if entry.measure == "growth" else None,
            "sentence": text.raw[slice(*entry.row)],
            "sentence_start": entry.row[0],
            "sentence_end": entry.row[1],
        }


def _inside(found: Sequence[Quantity], at: int, start: int, end: int) -> tuple[list[Quantity], int]:
    """Return the quantities of a sentence, and the place of the next one behind it."""
    while at < len(found) and found[at].start < start:
        at += 1
    until = at
    while until < len(found) and found[until].start < end:
        until += 1
    return list(found[at:until]), until


def _after_sentence(text: Text, paragraph: Paragraph, state: State, start: int, end: int) -> State:
    """Return what stays open behind a sentence: all behind ；, behind a full stop only topic, entity and leading time."""
    sentence = text.plain[start:end].rstrip()
    times = [
        time
        for time in period.find_times(text.plain, start, end, paragraph.frame.clock)
        if not time.is_compared
    ]
    ended = sentence.rstrip(_CLOSING_QUOTES)[-1:] in _STOP
    governed = status.governs_on(text.words(start, end)) or state.status
    if not ended:
        past = [
            time for time in times if paragraph.frame.is_target or time.last_year <= paragraph.frame.anchor
        ]
        lead = next((time for time in past if time.start - start <= 14), past[-1] if past else state.time)
        return replace(state, time=lead, status=governed)
    held = _held_time(times, start, paragraph) or state.time
    return State(
        entity=state.lead_entity or state.entity,
        lead_entity="",
        topic_start=end,
        topic=state.level or state.topic,
        status=governed if paragraph.frame.holds_goals else None,
        time=held,
    )


def _held_time(times: Sequence[Period], start: int, paragraph: Paragraph) -> Period | None:
    """Return the time that a sentence leaves open: a part of a year, or a near year at its beginning."""
    lead = [time for time in times if time.start - start <= 14]
    parts = [time for time in times if time.kind == "months"]
    if parts:
        return parts[-1]
    if lead and _stays_open(lead[-1], paragraph.frame.anchor):
        return lead[-1]
    return None


def _stays_open(time: Period, anchor: int) -> bool:
    """Return whether a time at a sentence's beginning holds for the next: near years do, past events do not."""
    if time.kind == "year":
        return time.last_year >= anchor - 1
    return time.kind == "review" or (time.kind == "month" and time.last_year >= anchor)


def _items(text: Text, start: int, end: int, inside: list[Quantity]) -> list[Item]:
    """Return the quantities that observe, each with its clause."""
    ends = [start, *(m.end() for m in _CLAUSE_END.finditer(text.plain, start, end)), end]
    kept: list[tuple[Quantity, int, int]] = []
    for index, quantity in enumerate(inside):
        low = max(place for place in ends if place <= quantity.start)
        high = min((place for place in ends if place >= quantity.end), default=end)
        left, right = text.words(low, quantity.start), text.words(quantity.end, high)
        counted = kept[-1][0] if kept and kept[-1][1] == low else None
        if sift.ratio_terms(text.plain, inside, index) is not None or sift.is_observed(
            text.plain, quantity, left, right, counted
        ):
            kept.append((quantity, low, high))
    items = []
    for index, (quantity, low, high) in enumerate(kept):
        before = max(low, kept[index - 1][0].end) if index else low
        after = min(high, kept[index + 1][0].start) if index + 1 < len(kept) else high
        items.append(Item(quantity, start, low, high, before, after))
    return items


def _read_sentence(
    text: Text,
    document: Document,
    paragraph: Paragraph,
    state: State,
    span: tuple[int, int],
    inside: list[Quantity],
) -> tuple[list[dict[str, object]], State]:
    items = _items(text, *span, inside)
    times = period.find_times(text.plain, *span, paragraph.frame.clock)
    rows = []
    groups = _groups(text, items)
    for first, last in groups:
        terms = [
            sift.ratio_terms(text.plain, inside, inside.index(item.quantity))
            for item in items[first : last + 1]
        ]
        handed = (
            link.hand_out(text.plain, text.hits, items[first : last + 1], state.levels)
            if last > first
            else {}
        )
        holders = entity.hand_out(text.plain, items[first].clause_start, items[first].quantity.start, last - first + 1)
        if last > first and holders:
            state = replace(state, listed=tuple(holders))
        for index in range(first, last + 1):
            item, term = items[index], terms[index - first]
            left = text.words(
                items[first].left_start if index > first else item.left_start, item.quantity.start
            )
            own_left = text.words(item.left_start, item.quantity.start)
            right = text.words(item.quantity.end, item.right_end)
            reading = measure.read(
                item.quantity,
                own_left,
                right,
                text.words(item.clause_start, item.quantity.start),
                state.measure if index > first else None,
            )
            if term is not None:
                reading, found = (
                    measure.Reading("share"),
                    Link(_VALUE_ADDED[term], item.left_start, item.left_start),
                )
            elif index - first in handed:
                found = handed[index - first]
            else:
                found = link.find(
                    text.plain,
                    text.hits,
                    item,
                    reading.measure,
                    state.before,
                    state.level,
                    state.topic,
                    state.topic_start,
                )
                found = link.as_part(text.plain, item, found, state.levels)
            reading = measure.settle(found.indicator, reading, own_left)
            ends = (first, last) if term is not None else (index, index)
            stated = when.Stated(
                paragraph.frame,
                times,
                state.time,
                paragraph.event,
                left,
                text.words(item.clause_start, item.quantity.start),
                right,
                when.pair_of(text.plain, items, *ends),
                reading.measure,
                found,
            )
            holder, lead = entity.read(document, text.plain, item, state.entity, right)
            state = replace(state, lead_entity=state.lead_entity or lead)
            if len(state.listed) == last - first + 1 > 1:
                holder = state.listed[index - first]
            rows.append(_row(text, document, stated, item, found, reading, holder, state, span))
            state = _after_number(
                text,
                state,
                item,
                found,
                reading,
                state.entity if state.listed or entity.is_passing(text.plain, item, right) else holder,
            )
    return rows, state


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


def _after_number(
    text: Text, state: State, item: Item, found: Link, reading: measure.Reading, holder: str
) -> State:
    """Return the state behind a number; one in brackets leaves the topic as it was."""
    if sift.is_bracketed(text.plain, item.quantity):
        return replace(state, measure=reading.measure)
    is_level = reading.measure in ("level", "increment")
    return replace(
        state,
        before=found,
        level=found if is_level else state.level,
        levels=(*state.levels, found) if is_level else state.levels,
        measure=reading.measure,
        entity=holder,
    )


def _row(
    text: Text,
    document: Document,
    stated: when.Stated,
    item: Item,
    found: Link,
    reading: measure.Reading,
    holder: str,
    state: State,
    span: tuple[int, int],
) -> dict[str, object]:
    quantity = item.quantity
    firmness = status.read(
        stated.frame,
        text.words(item.sentence_start, item.clause_start),
        stated.clause_left,
        text.words(quantity.end, item.right_end),
        state.status,
        found.indicator,
        reading.measure,
        document.genre,
    )
    period_read = when.choose(item, stated)
    now = document.date_year or document.subject_year
    if period_read is not None and firmness == "actual" and now and period_read.last_year > now:
        firmness = "target"
    value, high, unit = _value(item, stated.left, found, reading)
    return {
        "doc": document.doc,
        "start": quantity.start,
        "end": quantity.end,
        "quote": text.raw[quantity.start : quantity.end],
        "entity": holder,
        "indicator": found.indicator,
        "label": re.sub(r"\s", "", text.raw[found.start : found.end]),
        "scope": re.sub(r"\s", "", text.raw[found.scope_start : found.scope_end]),
        "measure": reading.measure,
        "value": value,
        "value_high": high,
        "unit": unit,
        "period": period_read.iso if period_read else None,
        "status": firmness,
        "bound": quantity.bound,
        "price_basis": _price_basis(text, item, found, reading),
        "growth_base": _growth_base(stated, reading, period_read),
        "sentence": text.raw[span[0] : span[1]],
        "sentence_start": span[0],
        "sentence_end": span[1],
    }


def _value(item: Item, left: str, found: Link, reading: measure.Reading) -> tuple[float, float | None, str]:
    """Return value, upper end and unit: a fall is negative, a ratio to an earlier year a growth, a bare 亿 a sum."""
    quantity = item.quantity
    value, high, unit = quantity.value, quantity.value_high, quantity.unit
    if quantity.dimension == "multiple" and re.search(r"(?:是|为|相当于)[^,，]{0,16}年[^,，]{0,6}的$", left):
        value -= 100
    if quantity.dimension == "number":
        unit = "%" if reading.measure == "share" else "CNY" if lexicon.is_money(found.indicator) else "count"
    if reading.sign < 0 < value:
        value = -value
    return float(value), float(high) if high is not None else None, unit or "count"


def _price_basis(text: Text, item: Item, found: Link, reading: measure.Reading) -> str | None:
    around = text.plain[item.clause_start : item.clause_end + 12]
    if re.search("可比价|不变价|可比口径", around):
        return "constant"
    if "现价" in around:
        return "current"
    is_volume = found.indicator == "gdp" or "value_added" in found.indicator
    return "constant" if reading.measure == "growth" and is_volume else None


def _growth_base(stated: when.Stated, reading: measure.Reading, when_read: Period | None) -> str | None:
    if reading.measure not in ("growth", "increment"):
        return None
    if cue("measure", "average").search(stated.left):
        return "average_annual"
    if re.search("年初|上年末|去年底", stated.left):
        return "since_year_end"
    if cue("measure", "year_on_year").search(stated.left):
        return "year_on_year"
    if when_read is not None and when_read.first != when_read.last and when_read.kind != "months":
        return "named_year" if re.search(r"比[^,，]{0,4}\d{4}", stated.left) else "cumulative"
    return "year_on_year" if reading.measure == "growth" else None
