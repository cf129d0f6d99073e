"""A number in its clause, the link to what it measures, and what it may continue."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..quantities import Quantity
from . import lexicon
from .lexicon import Hit

COUNTED = ("count", "number")
NO_NOUN = re.compile(r"[ ]?(?:[,，。;；、:：()（）!！?？\s”]|$|和|与|及|以及|占|比|的(?=任务|目标))")
_BOUND_END = re.compile(r"(?:以上|以下|以内|左右|上下|[余多内])+$")


Level = Literal["stated", "carried", "paragraph", "section", "document"]
"""Where a slot's value comes from: the number's sentence, what is open before it, or a frame around it."""


class Levels(NamedTuple):
    """Where the values of a number's slots come from."""

    indicator: Level
    period: Level
    status: Level
    entity: Level


class Link(NamedTuple):
    """An indicator, where its name stands (``start`` = ``end`` where none does), and its scope."""

    indicator: str
    start: int
    end: int
    scope_start: int = 0
    scope_end: int = 0


class Item(NamedTuple):
    """A number in its clause: ``left`` begins at the clause or behind the number before it, ``right`` ends
    likewise.
    """

    quantity: Quantity
    sentence_start: int
    clause_start: int
    clause_end: int
    left_start: int
    right_end: int

    @property
    def dimension(self) -> str:
        """The quantity's dimension."""
        return self.quantity.dimension

    def fits(self, indicator: str, text: str) -> bool:
        """Return whether the quantity can measure ``indicator``."""
        quote = _BOUND_END.sub("", text[self.quantity.start : self.quantity.end])
        return lexicon.fits(indicator, self.dimension, quote[-1:])


class Topics(NamedTuple):
    """What a number may continue: the link of the number before it in the sentence, of the last level there, of
    the sentence before, where the sentence up to the full stop begins, and the last whole that has parts.
    """

    before: Link | None
    level: Link | None
    topic: Link | None
    start: int
    whole: Link | None = None
    is_split: bool = False  # whether the paragraph goes through the parts of a whole (分产业看)


def best(text: str, hits: list[Hit], item: Item) -> Hit | None:
    """Return the hit that ends last, of those the longest, that the quantity can measure.

    ``hits`` stand in the order of their ends.
    """
    found: Hit | None = None
    for hit in reversed(hits):
        if found is not None and hit.end < found.end:
            break
        if item.fits(hit.indicator, text):
            found = hit
    return found
