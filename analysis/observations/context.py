"""Pass 1: a document's frame and its sections' and paragraphs' frames, before any number is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..documents import Span, sections, simplified
from ..quantities import numerals
from . import layout, lists, period, time_words
from .cues import cue
from .document import Document
from .frame import Frame, of_section
from .period import Clock, Period

_NOW = ("目前", "当前", "迄今", "至今", "如今", "现在", "近日", "日前")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its frame and its sentences."""

    start: int
    end: int
    frame: Frame
    sentences: tuple[tuple[int, int], ...]
    entity: str = ""


def paragraphs(document: Document, text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``document`` in order, each with the frame of its section refined by its opening."""
    parts = sections(text, document.start, document.end)
    spans_found = layout.paragraphs(text, document.start, document.end)
    broadcast = sum(text.startswith("**", span.start) for span in spans_found) >= 3
    default = "全国" if broadcast else _headline_subject(document, text) or document.entity
    event = None if broadcast else _event(document, text, spans_found)
    looks_ahead = _looks_ahead(document, text, spans_found)
    figures_year = _figures_year(document, text)
    founded, is_written_later = _founded(document, text), _is_written_later(document, text)
    items = lists.items(text, spans_found)
    cards = lists.cards(document, text, spans_found)
    is_next = _is_next_year_now(document, text)
    at = 0
    before: Frame | None = None
    for number, span in enumerate(spans_found):
        while at + 1 < len(parts) and parts[at].end <= span.start:
            at += 1
            before = None
        section = of_section(document, parts[at].kind, parts[at].heading)
        clock = _clock(document, section, event, founded, is_written_later=is_written_later, is_next=is_next)
        section = replace(section, looks_ahead=looks_ahead, clock=clock)
        if figures_year is not None:
            section = replace(section, anchor=figures_year)
        inside = layout.sentences(text, span)
        frame = _paragraph_frame(document, section, text, span, inside[0].end if inside else span.end, before)
        frame = lists.under_governor(frame, text, span, before, is_item=number in items)
        following = spans_found[number + 1] if number + 1 < len(spans_found) else None
        if frame.time is None and event is not None and event.kind == "months" and frame.review is None:
            frame = replace(frame, time=replace(event, start=-1, end=-1))
        frame = _with_borrowed_time(frame, section, text, span, following, event if number == 0 else None)
        before = frame
        default = cards.get(number, default)
        yield Paragraph(span.start, span.end, frame, tuple((s.start, s.end) for s in inside), default)


def _headline_subject(document: Document, text: str) -> str:
    """Return the firm or body that a piece of news is about: the subject of its headline, if the text goes on
    naming it.
    """
    if document.genre != "news":
        return ""
    title = numerals.plain(simplified(document.title))
    verb = cue("entity", "headline_verb").search(title)
    name = title[: verb.start()] if verb else ""
    if (
        not 2 <= len(name) <= 8
        or name in document.entity
        or cue("entity", "no_headline_subject").search(name)
    ):
        return ""
    if not re.fullmatch("[一-龥A-Za-z]+", name) or text.count(name, document.start, document.end) < 4:
        return ""
    return name


def _looks_ahead(document: Document, text: str, found: list[Span]) -> bool:
    """Return whether a piece of news announces: its headline or first sentence says 将 (rule 39)."""
    head = text[found[0].start : found[0].end] if found else ""
    return (
        document.genre == "news"
        and re.search("将(?!军|近|来)[^,，。]{0,6}(?:开|建|投|动工)", document.title + head) is not None
    )


def _founded(document: Document, text: str) -> int | None:
    """Return the year in which the document's place was founded, or None."""
    named = cue("period", "foundation").search(text, document.start, document.end)
    if named is not None:
        return int(named["after"] or named["before"])
    birthday = cue("period", "anniversary").search(text, document.start, document.end)
    now = document.date_year or document.subject_year
    years = period.count_of(birthday["years"]) if birthday is not None else 0
    return now - years if now and years else None


def _is_written_later(document: Document, text: str) -> bool:
    """Return whether a text without a date was written the year after its subject year: it names that year, too."""
    if document.date or not document.subject_year:
        return False
    following = re.compile(rf"{document.subject_year + 1}\s*年")
    looks_back = re.compile("去年|过去一年").search(text, document.start, document.end) is not None
    return looks_back and following.search(text, document.start, document.end) is not None


def _is_next_year_now(document: Document, text: str) -> bool:
    """Return whether a piece of news without a date that gives figures for a year calls the one after it 今年: it
    tells of a part of 今年 that is gone.
    """
    if document.date or document.genre != "news" or not document.subject_year or document.part is not None:
        return False
    own = re.compile(rf"{document.subject_year} ?年(?:全年)?[,，]?(?![0-9一二三四上下前第])[^。]{{0,24}}?\d")
    return (
        own.search(text, document.start, document.end) is not None
        and cue("frames", "part_of_this_year").search(text, document.start, document.end) is not None
    )


def _clock(
    document: Document,
    section: Frame,
    event: Period | None,
    founded: int | None,
    *,
    is_written_later: bool,
    is_next: bool,
) -> Clock:
    """Return the section's clock with what 去年, 此次 and N年来 point to."""
    clock = section.clock
    if is_next and section.kind == "other":
        clock = replace(clock, this_year=clock.this_year + 1, last_year=document.subject_year)
    if is_written_later and section.kind == "other":
        clock = replace(clock, last_year=document.subject_year)
    month = event.first if event is not None and event.kind == "month" else ""
    review_end = section.anchor if section.kind != "plan" else None
    reported = document.part.last if document.part is not None else ""
    return replace(clock, founded=founded, review_end=review_end, event=month, reported=reported)


def _event(document: Document, text: str, found: list[Span]) -> Period | None:
    """Return the month or part of a year that the body of a piece of news opens with: what it reports happened
    then.
    """
    if document.part is not None:
        return document.part
    if document.genre != "news":
        return None
    clock = Clock(document.date_year or document.subject_year or 0, document.date_month)
    body = next(
        (span for span in found[:6] if span.end - span.start > 60 or text[span.end - 1] in "。！"), None
    )
    if body is None:
        return None
    times = [
        p
        for p in time_words.find(text, body.start, min(body.end, body.start + 40), clock)
        if not p.is_compared
    ]
    lead = next((p for p in times if p.start - body.start <= 16 and p.kind in ("month", "months")), None)
    return lead if lead is not None and lead.first_year >= (document.date_year or 0) else None


def _with_borrowed_time(
    frame: Frame, section: Frame, text: str, span: Span, following: Span | None, event: Period | None
) -> Frame:
    """Return a headline's frame with the time that the text below it opens with (a headline names none of its
    own).
    """
    words = text[span.start : span.end].strip()
    is_headline = len(words) < 60 and not words.rstrip("*").endswith(("。", ";", "；", ":", "："))
    if not is_headline or frame.time is not None:
        return frame
    if [p for p in time_words.find(text, span.start, span.end, section.clock) if p.kind != "year"]:
        return frame
    if event is not None:
        return replace(frame, time=event)
    if following is None:
        return frame
    times = [
        p
        for p in time_words.find(
            text, following.start, min(following.end, following.start + 60), section.clock
        )
        if not p.is_compared
    ]
    lead = next((p for p in times if p.kind in ("months", "review")), None)
    return replace(frame, time=replace(lead, start=-1, end=-1)) if lead is not None else frame


def _figures_year(document: Document, text: str) -> int | None:
    """Return the year before the subject year if only its figures are named, none of the subject year's (rule 29)."""
    subject = document.subject_year
    if document.genre != "news" or subject is None or subject != document.date_year:
        return None
    times = time_words.find(text, document.start, document.end, Clock(subject, document.date_month))
    own = [
        p
        for p in times
        if not p.is_compared
        and p.kind in ("year", "month", "months")
        and text[p.start : p.start + 2] not in _NOW
    ]
    years = [p.last_year for p in own if p.last_year in (subject, subject - 1)]
    least = 1 if document.genre == "news" and not cue("frames", "told_now").search(text) else 2
    return subject - 1 if years.count(subject - 1) >= least and subject not in years[1:] else None


def _paragraph_frame(
    document: Document, section: Frame, text: str, span: Span, end: int, before: Frame | None
) -> Frame:
    """Return ``section`` narrowed by a paragraph's first sentence: 五年来, 上半年, 今年主要预期目标是."""
    start = span.start
    opening = text[start:end]
    frame = section
    if (
        before is not None
        and before.review is not None
        and document.genre not in ("news", "notice")
        and section.review is None
        and not cue("frames", "one_year").search(opening[:20])
    ):
        frame = replace(frame, review=before.review, is_target=before.is_target)
    times = [p for p in time_words.find(text, start, end, section.clock) if p.holds_on]
    lead = next((p for p in times if p.start - start <= 12), None)
    if lead is not None and lead.kind in ("review", "ahead"):
        is_again = lead.is_relative and frame.review is not None and _is_as_long(lead, frame.review)
        shifted = frame.review if is_again else _shift(lead, section)  # 五年合计 in a passage on a plan
        frame = replace(frame, review=shifted, is_target=frame.is_target or lead.kind == "ahead")
    elif lead is not None and cue("frames", "no_headline").search(text, start, min(start + 12, span.end)):
        pass  # 来源：…2015年1-6月合订本
    elif lead is not None and lead.kind in ("months", "years"):
        frame = replace(frame, time=lead)
    elif lead is not None and lead.kind == "year" and lead.start - start <= 4:
        frame = replace(frame, time=lead, review=None)
    elif section.kind == "review" or section.clock.this_year == section.anchor:
        whole = [
            p
            for p in time_words.find(text, start, span.end, section.clock)
            if p.kind == "review"
            and not p.is_compared
            and (p.start == start or text[p.start - 1] in ",，。;；\n ")
        ]
        if whole and whole[-1].last_year == section.anchor and frame.review is None:
            frame = replace(frame, review=whole[-1])
    if lead is None and frame.time is None:
        frame = replace(frame, time=time_words.summary(text, start, span.end, section.clock))
    is_headed = re.match("[(（]?[一二三四五六七八九十]+[、)）]", opening) is not None
    if lead is None and frame.time is None and before is not None and not is_headed:
        frame = replace(frame, time=_until(before, section, text, start, is_news=document.genre == "news"))
    if cue("frames", "goals").search(opening[:40]):
        frame = replace(frame, is_target=True, holds_goals=True, anchor=_goal_year(frame))
    elif cue("frames", "results").search(opening[:16]):
        frame = replace(frame, is_target=False)
    return frame


def _until(before: Frame, section: Frame, text: str, start: int, *, is_news: bool) -> Period | None:
    """Return what a paragraph's opening says for those below: a year to come (到2025年), in news a part of a year."""
    if text[start] in "*#【■●◆":
        return None  # the next item of a broadcast or bulletin
    time = before.time
    is_goal = time is not None and time.is_as_of and time.last_year > section.clock.this_year
    if time is None or not (is_goal or (is_news and time.kind == "months")):
        return None
    return replace(time, start=-1, end=-1)  # it stands in no sentence below


def _is_as_long(one: Period, other: Period) -> bool:
    return one.last_year - one.first_year == other.last_year - other.first_year


def _shift(lead: Period, section: Frame) -> Period:
    """Return 未来五年 as the plan's five years, which in a plan's year begin with it."""
    if lead.kind == "ahead" and lead.last_year - lead.first_year == 4:
        first = section.clock.next_year
        return replace(lead, first=str(first), last=str(first + 4))
    if lead.kind == "review" and section.kind != "plan" and lead.last_year == section.clock.this_year:
        length = lead.last_year - lead.first_year
        return replace(lead, first=str(section.anchor - length), last=str(section.anchor))
    return lead


def _goal_year(frame: Frame) -> int:
    return frame.review.last_year if frame.review else max(frame.anchor, frame.clock.this_year)
