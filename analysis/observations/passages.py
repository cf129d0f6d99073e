"""A clean view → its sentences with what becomes of their numbers, for an account of every numeral."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ..quantities import Quantity
from . import layout
from .sift import Sifted, sift


class Passage(NamedTuple):
    """A sentence, whether it stands again word for word, and its quantities as they were sifted."""

    start: int
    end: int
    is_repeat: bool
    sifted: Sequence[Sifted]


def passages(text: str, found: Sequence[Quantity]) -> list[Passage]:
    """Return the sentences of a clean view as ``build`` reads them; ``found`` are its quantities."""
    seen: set[str] = set()
    read = []
    for paragraph in layout.paragraphs(text, 0, len(text)):
        for start, end in layout.sentences(text, paragraph):
            words = "".join(text[start:end].split())
            low, high = (
                bisect_left(found, place, key=lambda quantity: quantity.start) for place in (start, end)
            )
            read.append(Passage(start, end, words in seen, sift(text, start, end, found[low:high])))
            seen.add(words)
    return read
