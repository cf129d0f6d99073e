"""Text → paragraphs, sentences and clauses, with hard line breaks inside a sentence mended."""

from __future__ import annotations

import re
from collections import Counter

from .. import codebook
from .lines import BLANKS, Span, find_lines, strip

__all__ = ["clauses", "find_paragraphs", "sentences"]

_ENDERS = "。！？；!?;"
_CLOSERS = "”’」』）)】》]"
# A ? or ; before a letter or digit belongs to an address, not to a sentence.
_SENTENCE = re.compile(rf"(?:[。！？；]|[!?;](?![0-9A-Za-z=&]))+[{re.escape(_CLOSERS)}]*")
# Between digits a comma groups thousands and a colon stands in a ratio or a time of day.
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|[，：]|(?<!\d)[,:]|[,:](?!\d)")
_WIDTH_SLACK = 4
_MIN_WIDTH = 40
_MIN_LINES = 3


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences from ``start`` to ``end``, without the blanks around them.

    A sentence ends at 。！？； and at the end of a paragraph, with the closing marks that follow. Every
    character that is no blank stands in exactly one sentence.
    """
    return [
        span for paragraph in find_paragraphs(text, start, end) for span in _cut(text, paragraph, _SENTENCE)
    ]


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses from ``start`` to ``end``: sentences cut at commas and colons too.

    The mark that ends a clause belongs to it. Every character that is no blank stands in exactly one
    clause.
    """
    return [
        span for paragraph in find_paragraphs(text, start, end) for span in _cut(text, paragraph, _CLAUSE)
    ]


def find_paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the lines from ``start`` to ``end`` that are not blank, those that go on in the next line as one.

    A line goes on if it ends with a comma, if the next begins with a mark that begins nothing, or if it
    ends without a mark and is as wide as the lines of the text are where they are broken at a regular
    width.
    """
    rows = find_lines(text, start, end)
    width = _wrap_width(text, rows)
    paragraphs: list[Span] = []
    before = None
    for row in rows:
        inner = strip(text, row)
        if inner.start == inner.end:
            before = None
            continue
        if before is not None and _goes_on(text, before, row, width):
            paragraphs[-1] = Span(paragraphs[-1].start, inner.end)
        else:
            paragraphs.append(inner)
        before = row
    return paragraphs


def _cut(text: str, span: Span, mark: re.Pattern[str]) -> list[Span]:
    pieces, at = [], span.start
    for match in mark.finditer(text, span.start, span.end):
        pieces.append(Span(at, match.end()))
        at = match.end()
    pieces.append(Span(at, span.end))
    return [piece for piece in (strip(text, piece) for piece in pieces) if piece.start < piece.end]


def _wrap_width(text: str, rows: list[Span]) -> int | None:
    """Return the width at which the text is broken, in half-width columns, or None if it is not.

    It is one that most of the lines have that do not end a sentence, and that few lines exceed.
    """
    inner = [strip(text, row) for row in rows]
    followed = [*(span.start < span.end for span in inner[1:]), False]
    all_widths = [_width(text, row) for row in rows]
    widths = Counter(
        width
        for width, span, more in zip(all_widths, inner, followed, strict=False)
        if more and span.start < span.end and _is_open(text, span) and not _is_item(text, span)
    )
    near = {w: sum(widths[w + d] for d in range(-_WIDTH_SLACK, _WIDTH_SLACK + 1)) for w in widths}
    best = max(near, key=lambda w: (near[w], w), default=0)
    if best < _MIN_WIDTH or near[best] < _MIN_LINES:
        return None
    wider = sum(width > best + _WIDTH_SLACK for width in all_widths)
    return best if 2 * near[best] >= widths.total() + wider else None


def _goes_on(text: str, row: Span, after: Span, width: int | None) -> bool:
    inner, following = strip(text, row), strip(text, after)
    if text[following.start] in _cues()["never_first"]:
        return True
    is_indented = text.startswith(("  ", "\u3000", "\t"), after.start)
    if is_indented or not _is_open(text, inner) or _is_item(text, following):
        return False
    if text[inner.end - 1] in "，,、":
        return True
    return width is not None and abs(_width(text, row) - width) <= _WIDTH_SLACK


def _is_open(text: str, inner: Span) -> bool:
    """Return whether a line has no mark that ends a sentence or announces a list at its end."""
    ending = text[max(inner.start, inner.end - 8) : inner.end].rstrip(_CLOSERS)
    return not ending.endswith((*_ENDERS, ":", "："))


def _is_item(text: str, inner: Span) -> bool:
    return re.compile(_cues()["item"]).match(text, inner.start, inner.end) is not None


def _width(text: str, row: Span) -> int:
    # GB18030 takes two bytes for what is printed two columns wide, and one for the rest.
    return len(text[row.start : row.end].rstrip(BLANKS).encode("gb18030", "replace"))


def _cues() -> dict[str, str]:
    cues: dict[str, str] = codebook.read_toml("documents.toml")["lines"]
    return cues
