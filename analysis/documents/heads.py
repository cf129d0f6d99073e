"""A document's text → its title, its number, and the head of the printed page that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .. import codebook
from .dates import DATE, DAY, REPUBLIC_DAY
from .lines import Span
from .paragraphs import find_paragraphs
from .readings import NOTHING, Reading
from .splitting import is_title

__all__ = ["HEAD_CHARS", "HEAD_ROWS", "Head", "find_head"]

HEAD_CHARS = 1500
HEAD_ROWS = 8
_NUMBER = r"[一-鿿]{2,12}[\[〔【(]\s*(?:19|20)\d\d\s*[\]〕】)]\s*第?\s*\d{1,4}\s*号"
_ORDER = r"[一-鿿]{2,14}令\s*第\s*[\d一二三四五六七八九十百〇零]{1,6}\s*号"


class Head(NamedTuple):
    """Title and number of a document, its paragraphs, and the parts of a printed page's head."""

    title: Reading
    doc_no: Reading
    rows: tuple[Span, ...]
    running: re.Match[str] | None

    @property
    def page_head(self) -> tuple[Span, ...]:
        """The passages of a printed page's head that are none of the text: number and name of the column."""
        names = ("page", "column") if self.running else ()
        return tuple(Span(*self.running.span(name)) for name in names if self.running and self.running[name])


def find_head(text: str, plain: str, part: Span, boilerplate: Sequence[Span]) -> Head:
    """Return title and number of the document ``part``, as printed.

    ``plain`` is the folded text of the file, of the same length. Lines in ``boilerplate`` are passed over.
    """
    rows = tuple(_rows(plain, part, boilerplate))
    title = _find_title(text, plain, part, rows[: 2 * HEAD_ROWS])
    span = title.span or Span(part.start, part.start)
    return Head(title, _find_number(text, plain, part, rows, span), rows, _running_head(plain, rows, span))


def _rows(plain: str, part: Span, boilerplate: Sequence[Span]) -> Iterator[Span]:
    """Yield the document's paragraphs that are not boilerplate; a line that goes on in the next is no title."""
    waiting = sorted(boilerplate, reverse=True)
    for row in find_paragraphs(plain, part.start, part.end):
        while waiting and waiting[-1].end <= row.start:
            waiting.pop()
        if not (waiting and waiting[-1].start <= row.start):
            yield row


def _find_title(text: str, plain: str, part: Span, rows: Sequence[Span]) -> Reading:
    field = codebook.pattern(_cues()["title_field"], re.M).search(
        plain, part.start, min(part.end, part.start + HEAD_CHARS)
    )
    if field:
        return Reading(text[slice(*field.span(1))], "field", Span(*field.span(1)))
    rows = [_without_marks(plain, row) for row in rows]
    lines = [plain[row.start : row.end] for row in rows]
    first = next((n for n in range(len(lines)) if not _is_before_title(lines, n)), len(lines))
    if first == len(lines) or not _is_headline(lines[first]):
        return _title_in_its_stead(text, rows, lines, first)
    first, last = _title_rows(lines, first)
    span = Span(rows[first].start, rows[last].end)
    if match := codebook.pattern(_cues()["after_title"], re.S).search(plain, rows[last].start, span.end):
        span = Span(span.start, match.start())
    repeated = _repeated_title(lines[first], lines[last + 1]) if last + 1 < len(lines) else 0
    if repeated:
        span = Span(rows[last + 1].start, rows[last + 1].start + repeated)
    return Reading(re.sub(r"\s*[\r\n]\s*", "", text[slice(*span)]), "line", span)


def _title_in_its_stead(text: str, rows: Sequence[Span], lines: Sequence[str], first: int) -> Reading:
    """Return the title that runs on into the text of row ``first``, else the name of the serial over it."""
    if run_on := codebook.pattern(_cues()["run_on"]).match("".join(lines[first : first + 1])):
        span = Span(rows[first].start, rows[first].start + run_on.end(1))
        return Reading(text[slice(*span)], "cue", span)
    is_serial = (
        codebook.pattern(_cues()["issue"]).match(after) is not None for after in lines[1 : first + 1]
    )
    serial = next((row for row, is_name in zip(rows, is_serial, strict=False) if is_name), None)
    return Reading(text[slice(*serial)], "line", serial) if serial else NOTHING


def _is_before_title(lines: Sequence[str], at: int) -> bool:
    """Return whether a line is a page's, a serial's or a column's name, or a field, and no title."""
    cues, line = _cues(), lines[at]
    if _is_furniture(line) or codebook.pattern(cues["issue"]).match("".join(lines[at + 1 : at + 2])):
        return True
    following = next((later for later in lines[at + 1 : at + 5] if not _is_furniture(later)), "")
    is_over = codebook.pattern(cues["body_alone"]).match(line) and not codebook.pattern(
        cues["title_goes_on"]
    ).match(following)
    is_column = len(line) <= cues["max_column"] or codebook.pattern(cues["column"]).match(line) or is_over
    return bool(is_column and len(following) > cues["max_column"] + 2 and _is_headline(following))


def _is_furniture(line: str) -> bool:
    """Return whether a line is by itself known to be no title."""
    cues = _cues()
    forms = (
        cues["field"],
        rf"[(]?{_NUMBER}[)]?$",
        cues["signed"].replace("DAY", rf"(?:{DAY}|{REPUBLIC_DAY})"),
    )
    return codebook.pattern(cues["before_title"]).search(line) is not None or any(
        codebook.pattern(form).match(line) for form in forms
    )


def _is_headline(line: str) -> bool:
    """Return whether a line may be a title; a headline may have two sentences (好事连连!甲区签约)."""
    return is_title(line) or (not line.endswith("。") and is_title(re.sub(r"[!?](?=.)", " ", line)))


def _title_rows(lines: Sequence[str], first: int) -> tuple[int, int]:
    """Return the first and last row of a title that may be broken over rows or have a subtitle after a dash."""
    cues = _cues()
    for n in range(first + 1, min(first + 4, len(lines))):
        is_subtitle = codebook.pattern(cues["subtitle"]).match(lines[n]) and not codebook.pattern(
            rf"[—–-]+{DATE}"
        ).match(lines[n])
        if is_subtitle and is_title(lines[n]) and is_title(lines[n - 1]):
            return n - 1, n
    last = first
    while (
        last + 1 < len(lines)
        and last < first + 3
        and _is_title_broken("".join(lines[first : last + 1]), lines[last + 1])
    ):
        last += 1
    return first, last


def _is_title_broken(title: str, following: str) -> bool:
    cues = _cues()
    if (
        not is_title(following)
        or codebook.pattern(cues["field"]).match(following)
        or codebook.pattern(rf"[(]?{DATE}[)]?").fullmatch(following)
    ):
        return False
    if codebook.pattern(_NUMBER).search(following):
        return False
    is_unfinished = "关于" in title and not codebook.pattern(cues["title_done"]).search(title)
    return bool(
        is_unfinished
        or codebook.pattern(cues["title_open"]).search(title)
        or codebook.pattern(cues["title_goes_on"]).match(following)
    )


def _repeated_title(title: str, following: str) -> int:
    """Return the length of the title's fuller form at the start of the next line, or 0."""
    if codebook.pattern(_cues()["official_end"] + "$").search(title):
        return 0
    match = codebook.pattern(rf".{{8,80}}?{_cues()['official_end']}").match(following)
    return len(match[0]) if match and match[0][:12] == title[:12] else 0


def _without_marks(plain: str, row: Span) -> Span:
    """Return a line without the marks of a heading (# …, **…**)."""
    match = codebook.pattern(_cues()["title_mark"]).match(plain, *row)
    if match is None:
        return row
    line = plain[match.end() : row.end]
    return Span(match.end(), match.end() + len(line.rstrip("*") if match[0].startswith("*") else line))


def _running_head(plain: str, rows: Sequence[Span], title: Span) -> re.Match[str] | None:
    """Return the head of a printed page (page, medium, date, column) that stands before the title's repetition."""
    after = next((row for row in rows if row.start >= title.end), None)
    if after is None or title.start == title.end:
        return None
    at = plain.find(plain[title.start : title.end], after.start, min(after.end, after.start + 240))
    if at <= after.start:
        return None
    form = rf"(?P<page>\d{{1,4}}\s+)?(?P<medium>\S{{2,12}})\s+(?P<date>{DATE})(?P<column>.*)"
    return codebook.pattern(form).fullmatch(plain, after.start, at)


def _find_number(text: str, plain: str, part: Span, rows: Sequence[Span], title: Span) -> Reading:
    end = min(part.end, part.start + HEAD_CHARS)
    if match := codebook.pattern(rf"{_cues()['number_field']}\s*({_NUMBER})").search(plain, part.start, end):
        return _printed(text, match, "field")
    for row in rows[:HEAD_ROWS]:
        if match := codebook.pattern(rf"[(]?({_NUMBER}|{_ORDER})[)]?").fullmatch(plain, *row):
            return _printed(text, match, "line")
    name = plain[title.start : title.end]
    again = plain.find(name, title.end, part.end) if name else -1
    for at in (title.end, again + len(name)) if again >= 0 else (title.end,):
        if match := codebook.pattern(rf"\s*[(]?({_NUMBER})").match(plain, at, part.end):
            return _printed(text, match, "line")
    return NOTHING


def _printed(text: str, match: re.Match[str], basis: str) -> Reading:
    return Reading(text[slice(*match.span(1))], basis, Span(*match.span(1)))


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["heads"]
    return cues
