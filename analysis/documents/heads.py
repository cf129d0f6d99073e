"""A document's text → what its head and foot say of it: title, date, issuer, document number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .. import codebook
from .dates import DATE, DAY, find_date, iso_date
from .lines import Span
from .paragraphs import find_paragraphs
from .splitting import is_title

__all__ = ["Head", "find_head"]

_HEAD_CHARS = 1500
_FOOT_CHARS = 500
_HEAD_ROWS = 8
_NUMBER = r"[一-鿿]{2,12}[\[〔【(]\s*(?:19|20)\d\d\s*[\]〕】)]\s*第?\s*\d{1,4}\s*号"


class Head(NamedTuple):
    """What a document says of itself. ``title_span`` is empty where it has no title; the texts are as printed."""

    title: str
    title_span: Span
    date: str
    issuer: str
    doc_no: str
    page_head: tuple[Span, ...]


def find_head(text: str, plain: str, part: Span, boilerplate: Sequence[Span]) -> Head:
    """Return title, date, issuer and number of the document ``part``; what it does not say is ``""``.

    ``plain`` is the folded text of the file, of the same length. Lines in ``boilerplate`` are passed over.
    The date is the one of a named field (发布日期), then a line of its own, then the one in brackets that ends
    the title, then the date under the signature, then the one of the page's head. The issuer is the body
    that the title names before 关于, then a named field, then the source (来源).
    """
    rows = list(_rows(plain, part, boilerplate))
    printed, title_span = _find_title(text, plain, part, rows[:_HEAD_ROWS])
    running = _running_head(plain, rows, title_span)
    title = re.sub(r"\s+", "", plain[title_span.start : title_span.end])
    return Head(
        title=printed,
        title_span=title_span,
        date=_find_date(plain, part, rows, title) or (iso_date(running["date"]) if running else ""),
        issuer=_find_issuer(text, plain, part, rows, title) or _printed(text, running, "medium"),
        doc_no=_find_number(text, plain, part, rows, title_span),
        page_head=tuple(Span(*running.span(name)) for name in ("page", "column") if running[name])
        if running
        else (),
    )


def _rows(plain: str, part: Span, boilerplate: Sequence[Span]) -> Iterator[Span]:
    """Yield the document's paragraphs that are not boilerplate; a line that goes on in the next is no title."""
    waiting = sorted(boilerplate, reverse=True)
    for row in find_paragraphs(plain, part.start, part.end):
        while waiting and waiting[-1].end <= row.start:
            waiting.pop()
        if not (waiting and waiting[-1].start <= row.start):
            yield row


def _find_title(text: str, plain: str, part: Span, rows: Sequence[Span]) -> tuple[str, Span]:
    cues = _cues()
    field = re.compile(cues["title_field"], re.M).search(
        plain, part.start, min(part.end, part.start + _HEAD_CHARS)
    )
    if field:
        return text[slice(*field.span(1))], Span(*field.span(1))
    rows = [Span(row.start + _mark_length(plain, row), row.end) for row in rows]
    lines = [plain[row.start : row.end] for row in rows]
    first = next((n for n, line in enumerate(lines) if not _is_before_title(line)), len(lines))
    if first == len(lines) or not is_title(lines[first]):
        return "", Span(part.start, part.start)
    first, last = _title_rows(lines, first)
    span = Span(rows[first].start, rows[last].end)
    repeated = _repeated_title(lines[first], lines[last + 1]) if last + 1 < len(lines) else 0
    if repeated:
        span = Span(rows[last + 1].start, rows[last + 1].start + repeated)
        return text[span.start : span.end], span
    return re.sub(r"\s*[\r\n]\s*", "", text[span.start : span.end]), span


def _is_before_title(line: str) -> bool:
    cues = _cues()
    forms = (cues["before_title"], cues["field"], rf"[(]?{_NUMBER}[)]?$")
    return any(re.match(form, line) for form in forms)


def _title_rows(lines: Sequence[str], first: int) -> tuple[int, int]:
    """Return the first and last row of a title that may be broken over rows or have a subtitle after a dash."""
    cues = _cues()
    for n in range(first + 1, min(first + 4, len(lines))):
        is_subtitle = re.match(cues["subtitle"], lines[n]) and not re.match(rf"[—–-]+{DATE}", lines[n])
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
    if not is_title(following) or re.match(cues["field"], following) or re.fullmatch(DATE, following):
        return False
    if re.search(_NUMBER, following):
        return False
    is_unfinished = "关于" in title and not re.search(cues["title_done"], title)
    return bool(
        is_unfinished or re.search(cues["title_open"], title) or re.match(cues["title_goes_on"], following)
    )


def _repeated_title(title: str, following: str) -> int:
    """Return the length of the title's fuller form at the start of the next line, or 0."""
    if re.search(_cues()["official_end"] + "$", title):
        return 0
    match = re.match(rf".{{8,80}}?{_cues()['official_end']}", following)
    return len(match[0]) if match and match[0][:12] == title[:12] else 0


def _mark_length(plain: str, row: Span) -> int:
    match = re.compile(_cues()["title_mark"]).match(plain, row.start, row.end)
    return len(match[0]) if match else 0


def _running_head(plain: str, rows: Sequence[Span], title: Span) -> re.Match[str] | None:
    """Return the head of a printed page (page, medium, date, column) that stands before the title's repetition."""
    after = next((row for row in rows if row.start >= title.end), None)
    if after is None or title.start == title.end:
        return None
    at = plain.find(plain[title.start : title.end], after.start, min(after.end, after.start + 240))
    if at <= after.start:
        return None
    form = rf"(?P<page>\d{{1,4}}\s+)?(?P<medium>\S{{2,12}})\s+(?P<date>{DATE})(?P<column>.*)"
    return re.compile(form).fullmatch(plain, after.start, at)


def _find_date(plain: str, part: Span, rows: Sequence[Span], title: str) -> str:
    head = (part.start, min(part.end, part.start + _HEAD_CHARS))
    foot = (max(part.start, part.end - _FOOT_CHARS), part.end)
    for start, end in (head, foot):
        for label in _cues()["date_fields"]:
            if found := find_date(rf"{label}[\s】\]:]{{0,12}}", plain, start, end):
                return found
    for number, row in enumerate(rows):
        line = plain[row.start : row.end]
        if len(line) > 80:
            continue
        match = re.fullmatch(rf"[(]?(?P<date>{DAY})[)]?", line)
        if match is None and number < _HEAD_ROWS:
            match = re.match(rf"[(—-]{{0,2}}(?P<date>{DAY})(?=\s|在|\||来源|[)])", line)
            match = match or re.match(rf"(?:来源|稿源)[^。]{{1,24}}?[\s:](?P<date>{DAY})", line)
        if match:
            return iso_date(match["date"])
    if match := re.search(rf"[(](?P<date>{DAY})[)]$", title):
        return iso_date(match["date"])
    return find_date(
        _cues()["signature"], plain, part.start, part.end, form=DAY, after=_cues()["after_signature"]
    )


def _find_issuer(text: str, plain: str, part: Span, rows: Sequence[Span], title: str) -> str:
    """Return the body or medium as printed; of a named field the longer form of the title's body goes before it."""
    cues = _cues()
    field = _search(text, plain, cues["issuer_field"], part.start, part.start + _HEAD_CHARS, part)
    named = re.match(rf"(.{{2,40}}?{cues['body_end']})关于", title)
    if named:
        return field if field.endswith(named[1]) else _as_printed(text, plain, part, named[1])
    if field:
        return field
    signed = _find_signature(text, plain, rows, title)
    if signed:
        return signed
    for start in (part.start, max(part.start, part.end - _FOOT_CHARS)):
        source = _search(text, plain, cues["source_field"], start, start + _HEAD_CHARS, part)
        if source and not re.fullmatch(cues["no_source"], source):
            return source
    return ""


def _find_signature(text: str, plain: str, rows: Sequence[Span], title: str) -> str:
    """Return the body that stands alone on a line above a date: under the text, or under the title of a communique."""
    for row, after in pairwise(rows):
        line = re.sub(r"\s+", "", plain[row.start : row.end])
        is_body = len(line) <= 30 and re.fullmatch(rf"[一-鿿]+{_cues()['body_end']}", line)
        if is_body and line != title and re.match(rf"[(]?{DATE}", plain[after.start : after.end]):
            return text[row.start : row.end]
    return ""


def _find_number(text: str, plain: str, part: Span, rows: Sequence[Span], title: Span) -> str:
    field = _search(
        text, plain, rf"{_cues()['number_field']}\s*({_NUMBER})", part.start, part.start + _HEAD_CHARS, part
    )
    if field:
        return field
    for row in rows[:_HEAD_ROWS]:
        if match := re.compile(rf"[(]?({_NUMBER})[)]?").fullmatch(plain, row.start, row.end):
            return text[slice(*match.span(1))]
    name = plain[title.start : title.end]
    again = plain.find(name, title.end, part.end) if name else -1
    match = re.compile(rf"\s*[(]?({_NUMBER})").match(plain, again + len(name)) if again >= 0 else None
    return text[slice(*match.span(1))] if match else ""


def _search(text: str, plain: str, form: str, start: int, end: int, part: Span) -> str:
    match = re.compile(form).search(plain, start, min(end, part.end))
    return text[slice(*match.span(1))].strip() if match else ""


def _as_printed(text: str, plain: str, part: Span, name: str) -> str:
    at = plain.find(name, part.start, part.end)
    return text[at : at + len(name)] if at >= 0 else name


def _printed(text: str, match: re.Match[str] | None, group: str) -> str:
    return text[slice(*match.span(group))] if match else ""


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["heads"]
    return cues
