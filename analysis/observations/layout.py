"""A clean view → its paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Span
from ..documents.lines import find_lines, strip

_SENTENCE = re.compile(r"(?:[。！？；]|(?<=[一-龥%”)）])[;!?]|[!?;](?![0-9A-Za-z=&]))[”’」』）)】》\]]*")

_LONGEST = 1500


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the paragraphs between ``start`` and ``end`` of a clean view: its lines that are not blank."""
    lines = (strip(text, line) for line in find_lines(text, start, end))
    return [line for line in lines if line.start < line.end]


def sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of one paragraph."""
    pieces, at = [], span.start
    for match in _SENTENCE.finditer(text, span.start, span.end):
        pieces.append((at, match.end()))
        at = match.end()
    pieces.append((at, span.end))
    pieces = [short for piece in pieces for short in _shortened(text, *piece)]
    stripped = [(start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in pieces]
    return [Span(start, end) for start, end in stripped if start < end]


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, cut behind a comma where it is longer than any sentence: what looks back stays near."""
    while end - start > _LONGEST:
        comma = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in ",，;、")
        cut = comma + 1 if comma > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
