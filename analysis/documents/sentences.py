"""Text → paragraphs, sentences and clauses, with hard line breaks inside a sentence mended."""

from __future__ import annotations

import re

from .lines import Span, strip
from .paragraphs import find_paragraphs

__all__ = ["clauses", "sentence_at", "sentences"]

_CLOSERS = "”’」』）)】》]"
# A ? or ; before a letter or digit belongs to an address, not to a sentence.
_SENTENCE = re.compile(rf"(?:[。！？；]|[!?;](?![0-9A-Za-z=&]))+[{re.escape(_CLOSERS)}]*")
# Between digits a comma groups thousands and a colon stands in a ratio or a time of day.
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|[，：]|(?<!\d)[,:]|[,:](?!\d)")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences from ``start`` to ``end``, without the blanks around them.

    A sentence ends at 。！？； and at the end of a paragraph, with the closing marks that follow. Every
    character that is no blank stands in exactly one sentence.
    """
    return [
        span for paragraph in find_paragraphs(text, start, end) for span in _cut(text, paragraph, _SENTENCE)
    ]


def sentence_at(text: str, start: int, end: int, at: int) -> Span:
    """Return the sentence between ``start`` and ``end`` that the character at ``at`` stands in.

    Of a blank between two sentences it is the one before, of blanks before all the first; an empty span where
    there is no sentence.
    """
    found = sentences(text, start, end)
    before = [span for span in found if span.start <= at]
    return (before[-1:] or found[:1] or [Span(at, at)])[0]


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses from ``start`` to ``end``: sentences cut at commas and colons too.

    The mark that ends a clause belongs to it. Every character that is no blank stands in exactly one
    clause.
    """
    return [
        span for paragraph in find_paragraphs(text, start, end) for span in _cut(text, paragraph, _CLAUSE)
    ]


def _cut(text: str, span: Span, mark: re.Pattern[str]) -> list[Span]:
    pieces, at = [], span.start
    for match in mark.finditer(text, span.start, span.end):
        pieces.append(Span(at, match.end()))
        at = match.end()
    pieces.append(Span(at, span.end))
    return [piece for piece in (strip(text, piece) for piece in pieces) if piece.start < piece.end]
