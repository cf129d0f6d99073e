"""A document's sentences with what becomes of their numbers, for an account of every numeral."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..quantities import Quantity
from . import layout
from .document import closed_spans
from .sift import Sifted, sift


class Passage(NamedTuple):
    """A sentence, whether it stands again word for word, and its quantities as they were sifted."""

    start: int
    end: int
    is_repeat: bool
    sifted: Sequence[Sifted]


def passages(row: Mapping[str, Any], text: str, found: Sequence[Quantity]) -> list[Passage]:
    """Return the sentences of the document of ``row`` as ``build`` reads them.

    ``text`` is the file's simplified, half-width text and ``found`` its quantities.
    """
    closed = closed_spans(row)
    seen: set[str] = set()
    read = []
    for paragraph in layout.paragraphs(text, int(row["start"]), int(row["end"])):
        for start, end in layout.sentences(text, paragraph):
            words = re.sub(r"\s", "", text[start:end])
            is_open = not any(low < end and start < high for low, high in closed)
            first, last = (
                bisect_left(found, place, key=lambda quantity: quantity.start) for place in (start, end)
            )
            read.append(
                Passage(start, end, is_open and words in seen, sift(text, start, end, found[first:last]))
            )
            seen.add(words)
    return read
