"""Documents and texts → the table of observations: sentence by sentence, and the flattened tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from .. import quantities, schema
from ..documents import view_of
from ..quantities import Quantity
from . import context, entity, frame, lexicon, period, sentence, status, tables, time_words
from .context import Paragraph
from .cues import cue
from .document import Document, read_document
from .period import Period
from .sentence import Reading, State, Text

# They go through what a place did: a firm or station in them is an example, for its sentence alone.
_OF_A_PLACE = ("work_report", "communique")
_STOP = "。！？!?"
_CLOSING_QUOTES = '”’」』"）)'


def build(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the observations of ``documents`` (contract ``OBSERVATIONS``); ``texts`` holds each file's text by
    ``file``.

    Passages that repeat others, boilerplate and sentences that stand again word for word yield no rows.
    ``confidence`` is missing: it has not been calibrated. Raises KeyError for a document whose file has no
    text.
    """
    rows: list[dict[str, object]] = []
    for row in schema.rows(documents):
        raw = texts[row.file]
        view = view_of(raw, row)
        text = Text(raw, view, view.text, quantities.find(view.text), lexicon.find_hits(view.text))
        rows.extend(_document_rows(text, read_document(row, view.text)))
    return schema.OBSERVATIONS.frame(rows)


def _document_rows(text: Text, document: Document) -> Iterator[dict[str, object]]:
    in_tables = list(_table_rows(text, document))
    yield from in_tables
    taken = {row["start"] for row in in_tables}
    seen: set[str] = set()
    at = 0
    state = State("", 0)
    for paragraph in context.paragraphs(document, text.plain):
        state = _at_paragraph(text, paragraph, state)
        for start, end in paragraph.sentences:
            inside, at = _inside(text.quantities, at, start, end)
            words = text.words(start, end)
            readings: list[Reading] = []
            if inside and words not in seen:
                readings, state = sentence.read(text, document, paragraph, state, (start, end), inside)
            elif not inside:
                opened = entity.introduced(document, text.plain, start, end)
                state = state._replace(entity=opened or state.entity)
            rows = (_row(text, document, reading, (start, end)) for reading in readings)
            yield from (row for row in rows if row["start"] not in taken)
            seen.add(words)
            state = _after_sentence(text, paragraph, state, start, end)
            is_named_again = cue("entity", "firm_again").match(text.words(end, end + 20)) is not None
            if document.genre in _OF_A_PLACE and entity.is_firm(state.entity) and not is_named_again:
                state = state._replace(entity=paragraph.entity)


def _at_paragraph(text: Text, paragraph: Paragraph, before: State) -> State:
    """Return what is open where a paragraph begins: ``before`` is what the one above it left open.

    One that goes through the parts of a whole (分产业看, 其中) goes on with its topic and part of a year.
    """
    state = State(
        paragraph.entity,
        paragraph.start,
        time=paragraph.frame.time,
        stretch=before.stretch,
        counted=before.counted,
    )
    if cue("frames", "parts").match(text.words(paragraph.start, paragraph.start + 20)) is None:
        return state
    is_part_year = before.time is not None and before.time.kind == "months"
    return state._replace(
        topic=before.main,
        main=before.main,
        whole=before.whole,
        is_split=True,
        time=state.time or (before.time if is_part_year else None),
    )


def _table_rows(text: Text, document: Document) -> Iterator[dict[str, object]]:
    """Yield the rows of the document's flattened tables; a table without years speaks of the document's."""
    whole = frame.of_document(document)
    for entry in tables.find(text.plain, document.start, document.end, whole.clock):
        quantity, when_read = entry.quantity, entry.time or whole.time or period.year(whole.anchor)
        yield {
            "doc": document.doc,
            **_places(text, (quantity.start, quantity.end), entry.row),
            "entity": entity.of_row(text.plain, *entry.row) or document.entity,
            "indicator": entry.indicator,
            "label": text.printed(*entry.label),
            "measure": entry.measure,
            "value": float(quantity.value),
            "unit": quantity.unit,
            "period": when_read.iso if when_read.first_year > 0 else None,
            "status": "target" if entry.is_target or whole.is_target else "actual",
            "bound": quantity.bound,
            "growth_base": "year_on_year" if entry.measure == "growth" else None,
            "indicator_from": "stated",
            "period_from": "stated" if entry.time is not None else "document",
            "status_from": "document",
            "entity_from": "document",
        }


def _places(text: Text, quote: tuple[int, int], sentence: tuple[int, int]) -> dict[str, object]:
    """Return where a number and its sentence stand in the file, both as printed."""
    start, end = text.view.span(*quote)
    first, last = text.view.span(*sentence)
    return {
        "start": start,
        "end": end,
        "quote": text.raw[start:end],
        "sentence": text.raw[first:last],
        "sentence_start": first,
        "sentence_end": last,
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
    """Return what stays open behind a sentence: all behind ；, behind a full stop only topic, entity and
    leading time.
    """
    printed = text.plain[start:end].rstrip()
    named = time_words.find(text.plain, start, end, paragraph.frame.clock)
    origins = [time for time in named if time.is_origin and time.kind == "year"]
    times = [time for time in named if time.holds_on]
    if state.time is not None and state.time.last_year > paragraph.frame.clock.this_year:
        times = [time for time in times if time.last_year >= state.time.last_year or time.kind != "review"]
    ended = printed.rstrip(_CLOSING_QUOTES)[-1:] in _STOP
    governed = status.governs_on(text.words(start, end)) or state.status
    if not ended:
        if governed is None and status.goes_on(text.words(start, end), text.words(end, end + 20)):
            governed = "target"
        is_ahead = paragraph.frame.is_target or state.firmness == "target"
        done = state.period if state.firmness == "actual" else None  # what was told as done is past
        past = [
            time
            for time in times
            if is_ahead
            or time.last_year <= paragraph.frame.anchor
            or (done is not None and time.iso == done.iso)
        ]
        if state.firmness == "target" and any(time.last_year > paragraph.frame.anchor for time in past):
            governed = governed or "target"  # 到2020年达到80亿元;利税9亿元
        leads = [time for time in past if time.start - start <= 14 or time.opens_clause]
        lead = leads[-1] if leads else past[-1] if past else state.time
        origin = origins[-1] if origins else None if named else state.origin
        against = [
            time for time in named if time.is_compared and time.kind == "year" and not time.is_relative
        ]
        compared = against[-1] if against else None if named else state.compared
        return state._replace(time=lead, status=governed, origin=origin, compared=compared)
    is_aside = text.words(start, end).startswith("其中")  # its own time is no topic
    held = state.time if is_aside else _held_time(times, start, paragraph) or state.time
    return State(
        entity=state.lead_entity or state.entity,
        lead_entity="",
        topic_start=end,
        topic=state.level or state.before or state.topic,
        status=governed if paragraph.frame.holds_goals else None,
        time=held,
        main=state.main,
        whole=state.whole,
        counted=state.counted,
        earlier=state.levels,
        is_split=state.is_split or cue("frames", "parts").match(text.words(end, end + 20)) is not None,
        stretch=state.stretch,
        subject=state.subject if state.subject is not None and state.subject.is_counted else None,
    )


def _held_time(times: Sequence[Period], start: int, paragraph: Paragraph) -> Period | None:
    """Return the time that a sentence leaves open: a part of a year, or a near year at its beginning."""
    lead = [time for time in times if time.start - start <= 14 or time.opens_clause]
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


def _row(text: Text, document: Document, reading: Reading, span: tuple[int, int]) -> dict[str, object]:
    quantity, found = reading.item.quantity, reading.link
    value, high, unit = _value(reading, text.plain[quantity.start : quantity.end])
    unit = (
        document.currency
        if unit == "CNY" and "人民" not in text.plain[quantity.start : quantity.end]
        else unit
    )
    return {
        "doc": document.doc,
        **_places(text, (quantity.start, quantity.end), span),
        "entity": reading.entity,
        "indicator": found.indicator,
        "label": "".join(text.printed(found.start, found.end).split()),
        "scope": "".join(text.printed(found.scope_start, found.scope_end).split()),
        "measure": reading.measure.measure,
        "value": value,
        "value_high": high,
        "unit": unit,
        "period": reading.period.iso if reading.period else None,
        "status": reading.status,
        "bound": quantity.bound,
        "price_basis": _price_basis(text, reading),
        "growth_base": _growth_base(reading),
        **{f"{slot}_from": level for slot, level in reading.levels._asdict().items()},
    }


def _value(reading: Reading, quote: str) -> tuple[float, float | None, str]:
    """Return value, upper end and unit: a fall is negative, a ratio to an earlier year a growth, a bare 亿 a sum."""
    quantity = reading.item.quantity
    value, high, unit = quantity.value, quantity.value_high, quantity.unit
    if quantity.dimension == "multiple" and cue("measure", "of_earlier").search(reading.stated.left):
        value -= 100
    if quantity.dimension == "number":
        is_share, is_money = reading.measure.measure == "share", lexicon.is_money(reading.link.indicator)
        if reading.link.indicator == "other" and "亿" in quote:
            is_money = cue("link", "of_money").search(reading.stated.left) is not None
        unit = "%" if is_share else "CNY" if is_money else "count"
    if reading.measure.sign < 0 < value:
        value = -value
    return float(value), float(high) if high is not None else None, unit or "count"


def _price_basis(text: Text, reading: Reading) -> str | None:
    around = text.plain[reading.item.clause_start : reading.item.clause_end + 12]
    if cue("measure", "constant_prices").search(around):
        return "constant"
    if "现价" in around:
        return "current"
    is_volume = reading.link.indicator == "gdp" or "value_added" in reading.link.indicator
    return "constant" if reading.measure.measure == "growth" and is_volume else None


def _growth_base(reading: Reading) -> str | None:
    if reading.measure.measure not in ("growth", "increment"):
        return None
    left, when_read = reading.stated.left, reading.period
    if cue("measure", "average").search(left):
        return "average_annual"
    if cue("measure", "since_year_end").search(left):
        return "since_year_end"
    if cue("measure", "year_on_year").search(left):
        return "year_on_year"
    if when_read is not None and when_read.first != when_read.last and when_read.kind != "months":
        return "named_year" if re.search(r"比[^,，]{0,4}\d{4}", left) else "cumulative"
    return "year_on_year" if reading.measure.measure == "growth" else None
