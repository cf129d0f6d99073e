"""Clauses that are parallel to their neighbours: four-character phrases in a row, headings of one form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .coding import Unit

_PHRASE = re.compile(r"\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*")
_NUMBER = re.compile(r"^[\W\d一二三四五六七八九十]+(?:是|要)?")
_SHARED = 2  # characters that parallel headings begin, or end, with


def mark_parallels(units: Sequence[Unit]) -> None:
    """Set ``parallel`` in the context of clauses: ``phrase``, ``heading``, or blank."""
    for unit in units:
        unit.context["parallel"] = ""
    for one, other in pairwise(units):
        if one.sentence == other.sentence and all(_is_phrase(unit) for unit in (one, other)):
            one.context["parallel"] = other.context["parallel"] = "phrase"
    headings = [unit for unit in units if unit.context["kind"] == "heading"]
    for one, other in pairwise(headings):
        if _are_parallel(_NUMBER.sub("", one.text), _NUMBER.sub("", other.text)):
            one.context["parallel"] = other.context["parallel"] = "heading"


def _is_phrase(unit: Unit) -> bool:
    return unit.context["kind"] == "sentence" and bool(_PHRASE.fullmatch(unit.text))


def _are_parallel(one: str, other: str) -> bool:
    """Return whether two headings are equally long, within a character or two, and share their first or last words."""
    if min(len(one), len(other)) <= 2 * _SHARED or abs(len(one) - len(other)) > _SHARED:
        return False
    return one[:_SHARED] == other[:_SHARED] or one[-_SHARED:] == other[-_SHARED:]
