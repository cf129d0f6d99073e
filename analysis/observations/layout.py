"""Paragraphs and sentences, with line ends mended that cut a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Span
from ..documents.sentences import find_paragraphs

_SENTENCE = re.compile(r"(?:[。！？；]|(?<=[一-龥%”)）])[;!?]|[!?;](?![0-9A-Za-z=&]))[”’」』）)】》\]]*")

_LONGEST = 1500


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the paragraphs between ``start`` and ``end``, whole where the text is broken at a width."""
    return _mended(text, find_paragraphs(text, start, end))


def sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of one paragraph; ``documents.sentences`` would cut a mended line end again."""
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


def _mended(text: str, found: list[Span]) -> list[Span]:
    """Return paragraphs, those joined that a hard line end cuts inside a sentence in a text that is broken at a
    width.
    """
    wrapped = sum("\n" in text[span.start : span.end] for span in found)
    if wrapped < 3 or 3 * wrapped < len(found):
        return found
    width = max(len(text[span.start : span.end].split("\n")[0]) for span in found)
    joined: list[Span] = []
    for span in found:
        if joined and _is_cut(text, joined[-1], span, width):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _is_cut(text: str, before: Span, after: Span, width: int) -> bool:
    gap = text[before.end : after.start]
    last = text[before.start : before.end].rsplit("\n", 1)[-1].rstrip()
    return (
        gap.count("\n") == 1
        and not gap.endswith(("  ", "\u3000"))
        and 2 * len(last) > width
        and last[-1:] not in "。！？；：:;!?”’"
    )
