"""A document as the linking stages see it: what its row says, and which passages of it count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..documents import simplified, spans
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


def read_document(row: Mapping[str, Any]) -> Document:
    """Return the linking stages' view of a row of ``documents``."""
    text = {
        key: "" if pd.isna(row[key]) else str(row[key])
        for key in ("doc", "entity", "place_kind", "genre", "date", "title")
    }
    subject = None if pd.isna(row["subject_year"]) else int(row["subject_year"])
    part = _part_in_title(numerals.plain(simplified(text["title"])))
    if part is not None:
        subject = part.first_year  # a half-year's report speaks of its own year
    return Document(
        doc=text["doc"],
        start=int(row["start"]),
        end=int(row["end"]),
        entity=text["entity"],
        place_kind=text["place_kind"],
        genre=text["genre"],
        subject_year=subject,
        date=text["date"],
        title=text["title"],
        part=part,
    )


def _part_in_title(title: str) -> Period | None:
    """Return the part of a year that a title names together with its year (2013年上半年), or None."""
    times = period.find_times(title, 0, len(title), Clock(0))
    return next((time for time in times if time.kind == "months" and time.first_year > 1900), None)


def closed_spans(row: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return the passages that yield no rows: repeats and boilerplate."""
    cells = [row["duplicate_spans"], row["boilerplate_spans"]]
    return sorted((span.start, span.end) for cell in cells if not pd.isna(cell) for span in spans(str(cell)))
