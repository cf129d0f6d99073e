"""A document as the linking stages see it: what its row says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from ..documents import is_given_within, simplified
from ..quantities import numerals
from . import time_words
from .cues import cue
from .period import Clock, Period

_HEAD = 600
_LONGEST_HEADLINE = 48
_EARLIEST = 1900
_LEAST = 3
_NEAR = 16


@dataclass(frozen=True)
class Document:
    """A document as the linking stages see it: its simplified, half-width text and what its row says."""

    doc: str
    start: int
    end: int
    entity: str
    place_kind: str
    genre: str
    subject_year: int | None
    date: str
    title: str
    part: Period | None = None
    only_plans: bool = (
        False  # an undated excerpt of a report that tells the plans of the year it is named after
    )
    currency: str = "CNY"  # what 元 means in it
    latest_year: int | None = None  # the last year whose figures it states as done, or its subject year

    @property
    def date_year(self) -> int | None:
        """The year of the document's date."""
        return int(self.date[:4]) if self.date else None

    @property
    def date_month(self) -> int | None:
        """The month of the document's date, where it has one."""
        return int(self.date[5:7]) if len(self.date) >= 7 else None


def read_document(row: Any, text: str) -> Document:
    """Return the linking stages' view of a row of ``documents``, whose clean view is ``text``."""
    title, subject = row.title or "", row.subject_year
    year = subject or int((row.date or "0")[:4])
    part = next((found for line in _headlines(title, text) if (found := _part_named(line, year))), None)
    if part is None and (row.genre or "") in ("news", "communique"):
        part = _part_of_most(text, int((row.date or "0")[:4]) or year)
    if part is not None:
        subject = part.first_year  # a half-year's report speaks of its own year
    return Document(
        doc=row.doc,
        start=0,
        end=len(text),
        entity=row.entity or "",
        place_kind=row.place_kind or "",
        genre=row.genre or "",
        subject_year=subject,
        date=row.date or "",
        title=title,
        part=part,
        only_plans=_only_plans(row, text),
        currency=_currency(row, text),
        latest_year=_latest_year(text, subject) if row.genre == "news" and not row.date else subject,
    )


def _only_plans(row: Any, text: str) -> bool:
    """Return whether an undated work report speaks of the year in its title: it is an excerpt of the plan for it."""
    year = row.subject_year
    if row.genre != "work_report" or row.date or not year or "工作报告" not in (row.title or ""):
        return False
    is_own = re.search(rf"(?<!\d){int(year)}(?=年|_)", row.title) is not None
    return is_own and not is_given_within(int(year), text)


def _currency(row: Any, text: str) -> str:
    """Return the currency that 元 means: in a text in traditional script about Hong Kong or Taiwan theirs."""
    if row.script != "hant" or "人民币" in text:
        return "CNY"
    named = {currency: len(cue("currencies", currency).findall(text)) for currency in ("HKD", "TWD")}
    most = max(named, key=lambda currency: named[currency])
    return most if named[most] > len(cue("currencies", "mainland").findall(text)) else "CNY"


def _headlines(title: str, text: str) -> list[str]:
    """Return the title and the short lines in front of the first sentence, which may hold a second headline."""
    lines = []
    for line in text[:_HEAD].splitlines():
        words = line.strip()
        if len(words) > _LONGEST_HEADLINE or words.endswith(("。", ";", "；")):
            break
        lines.append(words)
    return [numerals.plain(simplified(title)), *lines]


def _part_named(line: str, year: int) -> Period | None:
    """Return the part of a year that a headline names, with its year (2013年上半年) or without (上半年), or None."""
    if cue("frames", "no_headline").search(line):
        return None
    times = time_words.find(line, 0, len(line), Clock(year))
    parts = [time for time in times if time.kind == "months" and time.first_year > _EARLIEST]
    return replace(parts[0], is_compared=False) if parts and not parts[0].is_compared else None


def _latest_year(text: str, subject: int | None) -> int | None:
    """Return the last year that news without a date names outside of plans, at least its subject year.

    What is stated of it is no goal, even if the subject year was found too early.
    """
    if subject is None:
        return None
    times = time_words.find(text, 0, len(text), Clock(subject))
    done = [
        time.last_year
        for time in times
        if time.kind in ("year", "month", "months")
        and not (time.is_as_of or time.is_relative)
        and not cue("frames", "planned").search(text, max(0, time.start - _NEAR), time.start)
        and not cue("frames", "planned").search(text, time.end, min(len(text), time.end + _NEAR // 2))
    ]
    return max([subject, *done])


def _part_of_most(text: str, year: int) -> Period | None:
    """Return the part of a year that figures are of: named more than twice, and as often as any other time."""
    times = time_words.find(text, 0, len(text), Clock(year)) if year else []
    named = Counter((time.kind, time.first, time.last) for time in times if time.holds_on)
    parts = [(count, first, last) for (kind, first, last), count in named.items() if kind == "months"]
    count, first, last = max(parts, default=(0, "", ""))
    if count < max(_LEAST, *named.values(), 0) or int(last[:4]) < year - 1:
        return None
    return Period(first, last, "months")
