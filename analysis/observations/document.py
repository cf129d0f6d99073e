"""A document as the linking stages see it: what its row says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..documents import simplified
from ..quantities import numerals
from . import period
from .period import Clock, Period


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


def read_document(row: Any, length: int) -> Document:
    """Return the linking stages' view of a row of ``documents``, whose clean view has ``length`` characters."""
    title, subject = row.title or "", row.subject_year
    part = _part_in_title(numerals.plain(simplified(title)))
    if part is not None:
        subject = part.first_year  # a half-year's report speaks of its own year
    return Document(
        doc=row.doc,
        start=0,
        end=length,
        entity=row.entity or "",
        place_kind=row.place_kind or "",
        genre=row.genre or "",
        subject_year=subject,
        date=row.date or "",
        title=title,
        part=part,
    )


def _part_in_title(title: str) -> Period | None:
    """Return the part of a year that a title names together with its year (2013年上半年), or None."""
    times = period.find_times(title, 0, len(title), Clock(0))
    return next((time for time in times if time.kind == "months" and time.first_year > 1900), None)
