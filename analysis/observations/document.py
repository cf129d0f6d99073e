"""A document as the linking stages see it: what its row says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from ..documents import simplified
from ..quantities import numerals
from . import period
from .cues import cue
from .period import Clock, Period

_HEAD = 600
_LONGEST_HEADLINE = 48
_EARLIEST = 1900
_LEAST = 3


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
    )


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
    times = period.find_times(line, 0, len(line), Clock(year))
    parts = [time for time in times if time.kind == "months" and time.first_year > _EARLIEST]
    return replace(parts[0], is_compared=False) if parts and not parts[0].is_compared else None


def _part_of_most(text: str, year: int) -> Period | None:
    """Return the part of a year that figures are of: named more than twice, and as often as any other time."""
    times = period.find_times(text, 0, len(text), Clock(year)) if year else []
    named = Counter((time.kind, time.first, time.last) for time in times if time.holds_on)
    parts = [(count, first, last) for (kind, first, last), count in named.items() if kind == "months"]
    count, first, last = max(parts, default=(0, "", ""))
    if count < max(_LEAST, *named.values(), 0) or int(last[:4]) < year - 1:
        return None
    return Period(first, last, "months")
