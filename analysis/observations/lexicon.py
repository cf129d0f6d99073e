"""The names of the indicators in a text: all places where an alias stands, and the finer ids that context gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from ..codebook import read_csv, read_toml

_SOLID = re.compile(r"\S+")
# What a quantity of this dimension may be a level of.
_FITS = {
    "money": ("money",),
    "count": ("count",),
    "number": ("count", "money"),
    "area": ("area",),
    "length": ("length",),
    "time": ("time",),
    "rank": ("rank", "money", "count", "share", "area", "length"),
}
_PARTS_OF_WORDS = {
    "工业": "加",
    "企业技术": "小",
    **dict.fromkeys(("经济增", "经济同", "经济比", "经济年"), "字营洋域体有"),
    "年": "去今明全本当前0123456789",
}  # 加工业 is not 工业, 去年产值 no 年产值


class Hit(NamedTuple):
    """An alias in the text."""

    start: int
    end: int
    indicator: str


class Refinement(NamedTuple):
    """A finer id for ``base`` where ``cue`` stands in ``where``: phrase, verb, after, around, clause, subject
    or share.
    """

    where: str
    cue: re.Pattern[str]
    result: str


def find_hits(text: str) -> list[Hit]:
    """Return every place of every alias in ``text``, by their ends, the longer first; line ends inside do not
    matter.
    """
    hits = []
    starts = _by_first_two()
    places = [at for word in _SOLID.finditer(text) for at in range(*word.span())]
    solid = "".join(text.split())
    for beginning in _beginnings().finditer(solid):
        at = beginning.start()
        longest = 0  # 年产 is no name where 年产值 stands
        for phrase, indicator in starts.get(solid[at : at + 2], ()):
            if len(phrase) < longest:
                break
            if solid.startswith(phrase, at) and not _is_inside_word(solid, at, phrase):
                longest = len(phrase)
                hits.append(Hit(places[at], places[at + len(phrase) - 1] + 1, indicator))
    return sorted(hits, key=lambda hit: (hit.end, hit.start))


def between(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """Return the hits that lie wholly between ``start`` and ``end``."""
    low = bisect_left(hits, start, key=lambda hit: hit.end)
    high = bisect_left(hits, end + 1, key=lambda hit: hit.end)
    return [hit for hit in hits[low:high] if hit.start >= start]


def fits(indicator: str, dimension: str, classifier: str = "") -> bool:
    """Return whether a quantity of ``dimension`` can measure ``indicator``; percentages can measure any.

    ``classifier`` is the last character of a count: 家 counts no projects, 人 nothing but people.
    """
    never = _classifiers().get(classifier) if dimension == "count" else None
    if never is not None and never.search(indicator):
        return False
    own = dimension_of(indicator)
    if dimension in ("percent", "fraction", "multiple", "doubling", "point"):
        return True
    return own == "any" or own in _FITS.get(dimension, ("any",))


def dimension_of(indicator: str) -> str:
    """Return the indicator's dimension: money, count, area ... or any."""
    return _indicators()[indicator]["dimension"]


def has(indicator: str) -> bool:
    """Return whether ``indicator`` is an id of the codebook."""
    return indicator in _indicators()


def is_stock(indicator: str) -> bool:
    """Return whether the indicator is a stock (counted at a time), not a flow (summed over a period)."""
    return _indicators()[indicator]["nature"] == "stock"


def is_money(indicator: str) -> bool:
    """Return whether the indicator is a sum of money."""
    return dimension_of(indicator) == "money"


def is_figure(indicator: str) -> bool:
    """Return whether the indicator is a sum or a share that the statistics publish, which places are ranked by."""
    return dimension_of(indicator) in ("money", "share")


def refine(indicator: str, contexts: dict[str, str]) -> str:
    """Return the finer id that the first fitting row of ``refinements.csv`` gives, applied until none fits.

    ``contexts`` holds the text of each place a row may name.
    """
    for _ in range(3):
        finer = next(
            (
                row.result
                for row in _refinements().get(indicator, ())
                if row.cue.search(contexts.get(row.where, ""))
            ),
            None,
        )
        if finer is None:
            return indicator
        indicator = finer
    return indicator


def _is_inside_word(text: str, at: int, phrase: str) -> bool:
    return any(
        phrase.startswith(head) and text[at - 1 : at] in before
        for head, before in _PARTS_OF_WORDS.items()
        if at
    )


@cache
def _by_first_two() -> dict[str, list[tuple[str, str]]]:
    starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_csv("aliases.csv"):
        starts[row["phrase"][:2]].append((row["phrase"], row["indicator"]))
    return {first: sorted(pairs, key=lambda pair: -len(pair[0])) for first, pairs in starts.items()}


@cache
def _beginnings() -> re.Pattern[str]:
    """Return what finds two characters that may begin an alias, many times faster than looking each pair up."""
    first, second = ("".join(sorted({pair[n] for pair in _by_first_two()})) for n in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


@cache
def _classifiers() -> dict[str, re.Pattern[str]]:
    return {
        form: re.compile(pattern) for form, pattern in read_toml("observations.toml")["classifiers"].items()
    }


@cache
def _indicators() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in read_csv("indicators.csv")}


@cache
def _refinements() -> dict[str, list[Refinement]]:
    rows: dict[str, list[Refinement]] = defaultdict(list)
    for row in read_csv("refinements.csv"):
        rows[row["base"]].append(Refinement(row["where"], re.compile(row["cue"]), row["result"]))
    return dict(rows)
