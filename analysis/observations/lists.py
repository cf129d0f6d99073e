"""Lines that govern what stands below them: what announces a list, its items, and the places a text goes through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ..documents import Span
from . import entity, period
from .document import Document
from .frame import Frame

# How an item of a list begins.
_ITEM = re.compile(r"[ \u3000]*[(（]?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）、.．](?![0-9])")
_LONGEST_ITEM = 6  # paragraphs
_LONGEST_ITEM_HEADING = 30
_LONGEST_CARD = 36


def cards(document: Document, text: str, found: Sequence[Span]) -> dict[int, str]:
    """Return the places that a text goes through one after the other, by the number of the paragraph that heads each:
    a line that is a place's or zone's name, or begins with one and a colon. A text with one such line has none.
    """
    found_at: dict[int, str] = {}
    for number, span in enumerate(found[1:], 1):
        line = text[span.start : span.end]
        if len(line) <= _LONGEST_CARD and not line.endswith(("。", ";", "；")):
            name = entity.of_heading(document, line, text)
            if name:
                found_at[number] = name
    return found_at if len(set(found_at.values())) > 1 else {}


def items(text: str, found: Sequence[Span]) -> set[int]:
    """Return the numbers of the paragraphs that are items of a list or belong to one above them.

    Those belong to an item that stand between it and the next in order (2. … 3.), or right below the last one
    where that is only a heading.
    """
    numbers = {
        at: period.count_of(match["number"])
        for at, span in enumerate(found)
        if (match := _ITEM.match(text, span.start, span.end))
    }
    inside = set(numbers)
    for at, following in zip_longest(numbers, list(numbers)[1:]):
        is_next = following is not None and numbers[following] == numbers[at] + 1
        if is_next and following - at <= _LONGEST_ITEM:
            inside.update(range(at + 1, following))
        elif (following is None or following > at + 1) and _is_heading(text, found[at]):
            inside.add(at + 1)
    return inside


def _is_heading(text: str, span: Span) -> bool:
    words = text[span.start : span.end].strip()
    return len(words) < _LONGEST_ITEM_HEADING and not re.search("[,，;；]|。.", words)


def under_governor(frame: Frame, text: str, span: Span, before: Frame | None, *, is_item: bool) -> Frame:
    """Return the frame of a list's item under the line that announces the list: 预计主要指标完成情况:."""
    words = text[span.start : span.end].strip()
    if words.endswith((":", "：")):
        plan = period.plan_of_goals(words)
        return replace(
            frame,
            is_estimate=not frame.is_target and "预计" in words,
            governs=True,
            is_target=frame.is_target or "目标" in words,
            review=plan or frame.review,
            anchor=plan.last_year if plan else frame.anchor,
        )
    if before is not None and before.governs and is_item:
        return replace(
            frame,
            is_estimate=before.is_estimate,
            is_target=before.is_target,
            governs=True,
            review=before.review or frame.review,
            anchor=before.anchor,
        )
    return frame
