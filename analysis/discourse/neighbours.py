"""What a clause is among its neighbours: one of parallel phrases or headings, one of a paragraph of imperatives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .coding import Unit

_PHRASE = re.compile(r"\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*[\u4e00-\u9fff]\W*")
_NUMBER = re.compile(r"^[\W\d一二三四五六七八九十]+(?:是|要)?")
_LEAST_CLAUSES = 5  # of a paragraph whose mood is told
_MOSTLY = 0.6
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


def mark_moods(units: Sequence[Unit]) -> None:
    """Set ``mood`` in the context of clauses: ``imperative`` in a paragraph that is mostly acts without a subject.

    So plans are written (落实…，提升…，优化…), while what was done is told with results and their subjects.
    """
    paragraphs: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        paragraphs[unit.paragraph].append(unit)
    for clauses in paragraphs.values():
        bare = sum(one.context["predicate"] == "act" and one.context["subject"] == "empty" for one in clauses)
        is_bare = len(clauses) >= _LEAST_CLAUSES and bare >= _MOSTLY * len(clauses)
        for one in clauses:
            one.context["mood"] = "imperative" if is_bare else ""


def _is_phrase(unit: Unit) -> bool:
    return unit.context["kind"] == "sentence" and bool(_PHRASE.fullmatch(unit.text))


def _are_parallel(one: str, other: str) -> bool:
    """Return whether two headings are equally long, within a character or two, and share their first or last words."""
    if min(len(one), len(other)) <= 2 * _SHARED or abs(len(one) - len(other)) > _SHARED:
        return False
    return one[:_SHARED] == other[:_SHARED] or one[-_SHARED:] == other[-_SHARED:]
