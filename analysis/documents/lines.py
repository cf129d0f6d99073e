"""Text → lines and spans, in code points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..errors import SchemaError

__all__ = ["BLANKS", "Span", "count_chars", "find_lines", "join_spans", "merge", "spans", "strip"]

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_SPAN = re.compile(r"(\d+)-(\d+)")
# Blanks of Unicode and those of no width that editors leave behind.
BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"
_BLANK = frozenset(BLANKS)


class Span(NamedTuple):
    """A passage: offset of its first character and offset after its last, in code points."""

    start: int
    end: int


def find_lines(text: str, start: int, end: int) -> list[Span]:
    """Return the lines from ``start`` to ``end`` without their breaks; a blank line is an empty or blank span."""
    found = _LINE.finditer(text, start, end)
    return [Span(*match.span(1)) for match in found if match.end() > match.start()]


def strip(text: str, span: Span) -> Span:
    """Return ``span`` without the blanks at both ends; of a blank span an empty one."""
    if span.start < span.end and text[span.start] not in _BLANK and text[span.end - 1] not in _BLANK:
        return span
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip(BLANKS))
    return Span(start, max(start, span.start + len(inner.rstrip(BLANKS))))


def spans(text: str) -> list[Span]:
    """Return the passages of a ``start-end;start-end`` cell; of a blank cell none.

    Raises SchemaError if the cell has another form.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _SPAN.fullmatch(part)
        if match is None or int(match[1]) > int(match[2]):
            raise SchemaError(
                f"no passage: {part!r}", where="a cell of spans", remedy="Write start-end;start-end."
            )
        found.append(Span(int(match[1]), int(match[2])))
    return found


def join_spans(passages: Iterable[Span]) -> str:
    """Return ``passages`` as the cell that ``spans`` reads."""
    return ";".join(f"{start}-{end}" for start, end in passages)


def merge(text: str, passages: Iterable[Span]) -> list[Span]:
    """Return ``passages`` sorted, without overlap; those with only blanks between them become one."""
    merged: list[Span] = []
    for span in sorted(passages):
        if merged and (span.start <= merged[-1].end or not text[merged[-1].end : span.start].strip(BLANKS)):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def count_chars(text: str, span: Span, without: Iterable[Span]) -> int:
    """Return the characters of ``span`` that are no blanks and stand in no passage of ``without``."""
    left, at = 0, span.start
    for passage in sorted(without):
        left += _count(text, at, min(passage.start, span.end))
        at = max(at, passage.end)
    return left + _count(text, at, span.end)


def _count(text: str, start: int, end: int) -> int:
    passage = text[start : max(start, end)]
    return len(passage) - sum(map(passage.count, BLANKS))
