"""Documents → their pages: what is known of each, its text with every mark, what each mark was read as, and the
places of the report that cite it. A long document goes on over several pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd
from markupsafe import Markup

from ..documents import spans
from ..errors import RenderError
from ..rights import LEFT_OUT, address
from .frame import Frame, Link, Nav
from .html import render
from .markup import part_name
from .passages import Mark, marked

_TEXT_LANG = {"hans": "zh-Hans", "hant": "zh-Hant"}
_FACTS = (
    "title", "entity", "place_code", "zone_level", "issuer", "source", "author", "date", "doc_no", "subject_year",
    "genre", "chars", "completeness", "rights", "file", "sha256",
)  # fmt: skip

# What text and marks weigh on a page in bytes, at most: an observation has a row of its own with links. A page of
# MOST_WEIGHT stays under 3 MB with all that stands around the text.
MOST_WEIGHT = 2_000_000
_CHARACTER, _LINE = 3, 40
_MARK = {"observation": 2_000, "sentence": 600}
_OTHER_MARK = 100
_MOST_CITATIONS = 10  # shown of one mark

_Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """What a span of a document was read as, in words for readers; what a cited sentence was not read as is empty."""

    start: int
    end: int
    quote: str
    indicator: str = ""
    printed: str = ""
    period: str = ""
    value: str = ""
    status: str = ""

    @property
    def label(self) -> str:
        """What was read, on one line."""
        return " ".join(filter(None, (self.indicator, self.period, self.value, self.status)))


@dataclass(frozen=True)
class _Row:
    """A reading and the places that cite it, as the page's table shows them; ``more`` are not shown."""

    reading: Reading
    citations: tuple[Link, ...]
    more: int


def part_starts(text: str, start: int, marks: Sequence[Mark]) -> tuple[int, ...]:
    """Return the offsets at which the pages of a document begin, always at a line; one if it is not long.

    ``text`` is the document's own, from offset ``start``.
    """
    ahead = deque(sorted(marks, key=lambda mark: mark.start))
    starts, weight, at = [start], 0, start
    for line in text.splitlines(keepends=True):
        own = _CHARACTER * len(line) + _LINE
        at += len(line)
        while ahead and ahead[0].start < at:
            own += _MARK.get(ahead.popleft().kind, _OTHER_MARK)
        if weight and weight + own > MOST_WEIGHT:
            starts.append(at - len(line))
            weight = 0
        weight += own
    return tuple(starts)


def source_pages(
    document: Mapping[str, Any],
    text: str,
    marks: Sequence[Mark],
    *,
    nav: Nav,
    readings: Sequence[Reading] = (),
    citations: Mapping[_Span, Sequence[Link]] | None = None,
    cited: Sequence[Link] = (),
) -> dict[str, str]:
    """Return the pages of a document (a row of ``documents``, codes put into words) by name.

    ``text`` is the document's own part of the file, from ``start`` to ``end``. Every mark gets the anchor
    ``c<start>-<end>`` and every reading ``o<start>-<end>``. Passages that the row calls repeats or boilerplate are
    grey; what may not be published (``rights``) is told by its length. ``citations`` are the places of the
    report that open a span, ``cited`` the pages that they stand on. Raises RenderError if text or marks do not
    fit the document's offsets.
    """
    start, end, doc = int(document["start"]), int(document["end"]), str(document["doc"])
    _demand_fit(doc, text, start, end, marks)
    heading = str(document["title"]) if _is_known(document.get("title")) else doc
    lang = _TEXT_LANG.get(str(document.get("script")), "zh")
    aside = list(_set_aside(document))
    drawn = [*aside, *marks]
    rows = _rows(readings, citations or {}, marks, text, start)
    starts = nav.parts.get(doc) or (start,)
    pages = {}
    for number, (left, right) in enumerate(zip(starts, (*starts[1:], end), strict=True), 1):
        path = f"sources/{part_name(doc, number)}"
        frame = Frame(nav, "source", f"{heading} · {nav.title}", path)
        here = [mark for mark in drawn if mark.start < right and mark.end > left]
        pages[path] = render(
            "source",
            frame=frame,
            doc=doc,
            heading=heading,
            facts=list(_facts(document, frame)),
            cited=cited,
            has_set_aside=bool(aside) or any(mark.kind in ("repeat", "boilerplate") for mark in marks),
            text=marked(
                text[left - start : right - start],
                left,
                here,
                {m for m in marks if left <= m.start < right},
                partial(_left_out, frame, address(document.get("source"))),
            ),
            is_cut=LEFT_OUT in text,
            text_lang=lang,
            rows=[row for row in rows if left <= row.reading.start < right],
            part=number,
            parts=[part_name(doc, each) for each in range(1, len(starts) + 1)],
        )
    return pages


def _demand_fit(doc: str, text: str, start: int, end: int, marks: Sequence[Mark]) -> None:
    if len(text) != end - start:
        raise RenderError(
            f"a text of {len(text)} characters where the document has {end - start}",
            where=f"document {doc}",
            remedy="Pass the file's text from start to end.",
        )
    outside = [mark for mark in marks if not start <= mark.start < mark.end <= end]
    if outside:
        raise RenderError(
            f"a mark at {outside[0].start}-{outside[0].end}, outside of {start}-{end}",
            where=f"document {doc}",
            remedy="Marks count code points of the file's text.",
        )


def _rows(
    readings: Sequence[Reading],
    citations: Mapping[_Span, Sequence[Link]],
    marks: Sequence[Mark],
    text: str,
    start: int,
) -> list[_Row]:
    """Return a row for each observation, and for each other mark that the report cites, in the order of the text."""
    by_span = {(reading.start, reading.end): reading for reading in readings}
    for mark in marks:
        span = (mark.start, mark.end)
        if span not in by_span and (mark.kind == "observation" or span in citations):
            by_span[span] = Reading(
                *span, " ".join(text[span[0] - start : span[1] - start].split()), mark.label
            )
    rows = []
    for span in sorted(by_span):
        places = tuple(dict.fromkeys(citations.get(span, ())))
        rows.append(_Row(by_span[span], places[:_MOST_CITATIONS], max(0, len(places) - _MOST_CITATIONS)))
    return rows


def _is_known(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""  # type: ignore[call-overload]


def _facts(document: Mapping[str, Any], frame: Frame) -> Iterator[tuple[str, str, str]]:
    """Yield name, words and value of what is known of a document."""
    for name in _FACTS:
        if _is_known(document.get(name)):
            yield name, frame.word(name, "source"), str(document[name])


def _left_out(frame: Frame, original: str | None, count: int) -> Markup:
    """Return what stands in place of ``count`` characters that may not be published, linked to the original."""
    words = frame.word("left_out", "source", count=str(count))
    said = Markup('<span class="left-out" lang="{}">{}</span>').format(frame.html_lang, words)
    return said if original is None else Markup('<a href="{}">{}</a>').format(original, said)


def _set_aside(document: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield the passages that the analysis does not count."""
    columns: tuple[tuple[str, Literal["repeat", "boilerplate"]], ...] = (
        ("duplicate_spans", "repeat"),
        ("boilerplate_spans", "boilerplate"),
    )
    for column, kind in columns:
        if _is_known(document.get(column)):
            yield from (Mark(start, end, kind) for start, end in spans(str(document[column])))
