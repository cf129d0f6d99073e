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
from . import context, entity, lexicon, link, measure, period, sift, status
from .context import Document, Frame, Paragraph
from .cues import cue
from .lexicon import Hit
from .link import Item, Link
from .period import Period

_CLAUSE_END = re.compile(r"[，。；：！？!?]|(?<!\d)[,:;]|[,:;](?!\d)")
_STOP = "。！？!?"
_PAIR_FIRST = re.compile(r"(?:由|从)[^,，。;；]{0,24}$")
_PAIR_SECOND = re.compile(r"(?:增加|提高|上升|下降|增长|扩大|提升|调整|发展|升|降|减少|增)[一-龥]{0,2}?(?:到|至|为)")
_SERIES = re.compile(r"[ ]?(?:、|和|与|及|以及)[ ]?(?:约|近|超过|超)?")
_VALUE_ADDED = ("value_added_primary", "value_added_secondary", "value_added_tertiary")


@dataclass
class State:
    """What a sentence has opened so far: links, time, status; and what a paragraph has."""

    before: Link | None = None
    level: Link | None = None
    levels: tuple[tuple[Link, str, str], ...] = ()
    last_measure: str | None = None
    status: str | None = None
    entity: str = ""
    time: Period | None = None


@dataclass(frozen=True)
class Text:
    """A file's text as printed and as read (simplified, half-width), with its quantities and the names in it."""

    raw: str
    plain: str
    quantities: Sequence[Quantity]
    hits: list[Hit]


def build(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the observations of ``documents`` (contract ``OBSERVATIONS``); ``texts`` holds each file's text by ``file``.

    Passages that repeat others, boilerplate and sentences that stand again word for word yield no rows. ``confidence`` is
    missing: it has not been calibrated. Raises KeyError for a document whose file has no text.
    """
    rows: list[dict[str, object]] = []
    for file, group in documents.groupby("file", sort=True):
        plain = numerals.plain(simplified(texts[str(file)]))
        text = Text(texts[str(file)], plain, quantities.find(texts[str(file)]), lexicon.find_hits(plain, 0, len(plain)))
        for row in group.to_dict("records"):
            rows.extend(_document_rows(text, {str(key): value for key, value in row.items()}))
    return OBSERVATIONS.frame(rows)


def _document_rows(text: Text, row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    document = context.read_document(row)
    closed = context.closed_spans(row)
    seen: set[str] = set()
    at = 0
    for paragraph in context.paragraphs(document, text.plain):
        state = State(entity=document.entity, time=paragraph.frame.time)
        for start, end in paragraph.sentences:
            while at < len(text.quantities) and text.quantities[at].start < start:
                at += 1
            inside = []
            for quantity in text.quantities[at:]:
                if quantity.start >= end:
                    break
                inside.append(quantity)
            words = re.sub(r"\s", "", text.plain[start:end])
            is_open = not any(low < end and start < high for low, high in closed)
            if inside and is_open and (words not in seen or len(words) < 8):
                yield from _sentence_rows(text, document, paragraph, state, start, end, inside)
            seen.add(words)
            state = _after_sentence(text, state, start, end)


def _after_sentence(text: Text, state: State, start: int, end: int) -> State:
    """Return what stays open behind a sentence: the paragraph's entity and time, a governor up to the full stop."""
    sentence = text.plain[start:end]
    ended = sentence.rstrip("”’」』\"）)")[-1:] in _STOP
    governed = status.governs_on(sentence) or state.status
    topic = None if ended else state.level
    return State(entity=state.entity, time=state.time, status=None if ended else governed, level=topic, before=topic)


def _items(text: Text, start: int, end: int, inside: list[Quantity]) -> list[Item]:
    """Return the quantities that observe, each with its clause."""
    ends = [start, *(m.end() for m in _CLAUSE_END.finditer(text.plain, start, end)), end]
    kept: list[Quantity] = []
    for index, quantity in enumerate(inside):
        low = max(e for e in ends if e <= quantity.start)
        high = min((e for e in ends if e >= quantity.end), default=end)
        left = text.plain[low : quantity.start]
        if sift.is_ratio_term(text.plain, inside, index) or sift.is_observed(text.plain, quantity, left, text.plain[quantity.end : high]):
            kept.append(quantity)
    items = []
    for index, quantity in enumerate(kept):
        low = max(e for e in ends if e <= quantity.start)
        high = min((e for e in ends if e >= quantity.end), default=end)
        before = kept[index - 1].end if index and kept[index - 1].end > low else low
        after = kept[index + 1].start if index + 1 < len(kept) and kept[index + 1].start < high else high
        items.append(Item(quantity, start, low, high, before, after))
    return items


def _sentence_rows(
    text: Text, document: Document, paragraph: Paragraph, state: State, start: int, end: int, inside: list[Quantity]
) -> Iterator[dict[str, object]]:
    items = _items(text, start, end, inside)
    times = period.find_times(text.plain, start, end, paragraph.frame.clock)
    named = _handed_out(text, items)
    for index, item in enumerate(items):
        left = text.plain[item.left_start : item.quantity.start]
        right = text.plain[item.quantity.end : item.right_end]
        joined = index > 0 and _SERIES.fullmatch(text.plain[items[index - 1].quantity.end : item.quantity.start]) is not None
        reading = measure.read(item.quantity, left, right, state.last_measure if joined else None)
        term = sift.ratio_terms(text.plain, inside, inside.index(item.quantity))
        if term is not None:
            reading, found = measure.Reading("share"), Link(_VALUE_ADDED[term], item.left_start, item.left_start)
        elif index in named:
            found = named[index]
        else:
            found = link.find(text.plain, text.hits, item, reading.measure, state.before, state.level)
        reading = measure.to_growth(found.indicator, reading, left, right)
        state.before = found
        if reading.measure == "level":
            state.level = found
        state.last_measure = reading.measure
        state.entity = entity.read(document, text.plain, start, item.quantity.start, state.entity)
        row = _row(text, document, paragraph, state, times, items, index, found, reading, term is not None)
        yield row


def _handed_out(text: Text, items: list[Item]) -> dict[int, Link]:
    """Return the links of numbers that 分别 hands out, by their place among ``items``."""
    links: dict[int, Link] = {}
    index = 0
    while index < len(items):
        item = items[index]
        group = [item]
        while index + len(group) < len(items) and _SERIES.fullmatch(
            text.plain[group[-1].quantity.end : items[index + len(group)].quantity.start]
        ):
            group.append(items[index + len(group)])
        left = text.plain[item.left_start : item.quantity.start]
        if len(group) > 1 and "分别" in left:
            names = link.hand_out(text.plain, text.hits, group, item.left_start)
            earlier = [links.get(i) for i in range(max(0, index - len(group)), index)]
            for offset, name in enumerate(names):
                if name is None:
                    continue
                contexts = link._contexts(text.plain, group[offset], name, "growth")
                links[index + offset] = Link(lexicon.refine(name.indicator, contexts), name.start, name.end)
            if all(name is None for name in names) and len(earlier) == len(group):
                pass
        index += len(group)
    return links


def _row(
    text: Text,
    document: Document,
    paragraph: Paragraph,
    state: State,
    times: list[Period],
    items: list[Item],
    index: int,
    found: Link,
    reading: measure.Reading,
    is_ratio: bool,
) -> dict[str, object]:
    item, frame = items[index], paragraph.frame
    quantity = item.quantity
    left = text.plain[item.clause_start : quantity.start]
    state_now = status.read(
        frame, text.plain[item.sentence_start : item.clause_start], left, text.plain[quantity.end : item.right_end], state.status
    )
    when = _period(text, frame, state, times, items, index, found, reading, state_now)
    if when is not None and state_now == "actual" and document.date_year and when.last_year > document.date_year:
        state_now = "target"
    value, high, unit = _value(text, item, found, reading)
    sentence_end = max(item.clause_end, item.right_end)
    return {
        "doc": document.doc,
        "start": quantity.start,
        "end": quantity.end,
        "quote": text.raw[quantity.start : quantity.end],
        "entity": state.entity,
        "indicator": found.indicator,
        "label": re.sub(r"\s", "", text.raw[found.start : found.end]),
        "scope": found.scope,
        "measure": reading.measure,
        "value": value,
        "value_high": high,
        "unit": unit,
        "period": when.iso if when else None,
        "status": state_now,
        "bound": quantity.bound,
        "price_basis": _price_basis(text, item, found, reading),
        "growth_base": _growth_base(text, item, reading, when),
        "sentence": text.raw[item.sentence_start : sentence_end],
        "sentence_start": item.sentence_start,
        "sentence_end": sentence_end,
    }


def _period(
    text: Text,
    frame: Frame,
    state: State,
    times: list[Period],
    items: list[Item],
    index: int,
    found: Link,
    reading: measure.Reading,
    state_now: str,
) -> Period | None:
    """Return the period: stated in the sentence in front of the number, then the paragraph's, the section's, the anchor."""
    item = items[index]
    quantity = item.quantity
    left = text.plain[item.left_start : quantity.start]
    stated = [time for time in times if not time.is_compared and time.end <= quantity.start]
    time = stated[-1] if stated else None
    if time is None and not any(t.end <= quantity.start for t in times):
        later = [t for t in times if item.quantity.end <= t.start < item.right_end and not t.is_compared and t.kind in ("year", "month")]
        time = later[0] if later and frame.kind != "plan" else None
    if time is not None and time.kind == "month" and time.end - time.start > 3 and False:
        time = None
    if time is not None and time.kind == "months" and time.start >= item.sentence_start:
        state.time = time
    compared = [t for t in times if t.is_compared and item.left_start <= t.start < quantity.start and t.kind == "year"]
    if time is None:
        time = state.time
    review = time if time is not None and time.kind in ("review", "ahead") else frame.review if time is None else None
    is_average = cue("measure", "average").search(left) is not None
    if time is None and review is None and is_average:
        review = period.five_year_plan(frame.anchor)
    pair = _pair(text, items, index)
    if review is not None:
        return _in_review(text, item, review, reading, found, pair, is_average)
    base = time or period.year(frame.anchor)
    if pair == "first" and time is not None and time.kind == "years":
        return period.year(time.first_year)
    if pair == "second" and time is not None and time.kind == "years" and reading.measure != "growth":
        return period.year(time.last_year)
    if is_average and base.kind in ("year", "plan_end"):
        return period.five_year_plan(base.last_year)
    if compared and reading.measure in ("growth", "increment") and compared[-1].last_year < base.last_year - 1:
        return replace(base, first=compared[-1].first[:4], last=base.last[:4], kind="years")
    if base.kind == "plan_end":
        return base if reading.measure != "growth" else period.five_year_plan(base.last_year)
    if base.kind == "months" and base.is_as_of and lexicon.is_stock(found.indicator) and reading.measure == "level":
        return replace(base, first=base.last)
    if base.kind == "month" and base.is_as_of and not lexicon.is_stock(found.indicator) and found.indicator != "other":
        return replace(base, first=f"{base.first_year}-01")
    return base


def _in_review(
    text: Text, item: Item, review: Period, reading: measure.Reading, found: Link, pair: str, is_average: bool
) -> Period:
    """Return the period inside a stretch of years: levels take its end, growth and flows the whole of it."""
    left = text.plain[item.clause_start : item.quantity.start]
    if pair == "first":
        return period.year(review.first_year - 1)
    if reading.measure in ("growth", "increment", "completion") or is_average:
        return review
    if pair == "second" or reading.measure in ("share", "rank"):
        return period.year(review.last_year)
    if cue("measure", "flow_verb").search(left) and not re.search("达|突破|超过|总量|余额", left[-6:]):
        return review
    return period.year(review.last_year)


def _pair(text: Text, items: list[Item], index: int) -> str:
    """Return ``first`` or ``second`` for the ends of 由31%提高到38%, else ``""``."""
    item = items[index]
    left = text.plain[item.left_start : item.quantity.start]
    if index + 1 < len(items) and _PAIR_FIRST.search(left):
        following = text.plain[item.quantity.end : items[index + 1].quantity.start]
        if _PAIR_SECOND.search(following) and len(following) < 30:
            return "first"
    if index > 0 and _PAIR_SECOND.search(left):
        before = items[index - 1]
        if _PAIR_FIRST.search(text.plain[before.left_start : before.quantity.start]):
            return "second"
    return ""


def _value(text: Text, item: Item, found: Link, reading: measure.Reading) -> tuple[float, float | None, str]:
    """Return value, upper end and unit: a fall is negative, a ratio to an earlier year a growth, a bare 亿 a sum."""
    quantity = item.quantity
    value, high, unit = quantity.value, quantity.value_high, quantity.unit
    left = text.plain[item.left_start : quantity.start]
    if quantity.dimension == "multiple" and re.search(r"(?:是|为|相当于)[^,，]{0,16}年[^,，]{0,6}的$", left):
        value -= 100
    if quantity.dimension == "number":
        unit = "%" if reading.measure == "share" else "CNY" if lexicon.is_money(found.indicator) else "count"
    if reading.sign < 0 and value > 0:
        value = -value
    return float(value), float(high) if high is not None else None, unit or "count"


def _price_basis(text: Text, item: Item, found: Link, reading: measure.Reading) -> str | None:
    around = text.plain[item.clause_start : min(item.clause_end + 12, len(text.plain))]
    if re.search("可比价|不变价|可比口径", around):
        return "constant"
    if "现价" in around:
        return "current"
    is_volume = found.indicator == "gdp" or "value_added" in found.indicator
    return "constant" if reading.measure == "growth" and is_volume else None


def _growth_base(text: Text, item: Item, reading: measure.Reading, when: Period | None) -> str | None:
    if reading.measure not in ("growth", "increment"):
        return None
    left = text.plain[item.left_start : item.quantity.start]
    if cue("measure", "average").search(left):
        return "average_annual"
    if "年初" in left or "上年末" in left:
        return "since_year_end"
    if cue("measure", "year_on_year").search(left):
        return "year_on_year"
    if when is not None and when.first != when.last and when.kind != "months":
        return "named_year" if re.search(r"比[^,，]{0,4}\d{4}", left) else "cumulative"
    return "year_on_year" if reading.measure == "growth" else None
