"""What a number is of its indicator: level, growth, increment, share, completion or rank, and its sign."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..quantities import Quantity
from . import lexicon
from .cues import cue

_RELATIVE = ("percent", "fraction", "multiple", "doubling")


class Reading(NamedTuple):
    """A measure and its sign."""

    measure: str
    sign: int = 1
    settles: bool = True  # whether the indicator may still make a level of an increment


def read(quantity: Quantity, left: str, right: str, clause_left: str, before: Reading | None) -> Reading:
    """Return the measure of ``quantity``.

    ``left`` is its clause in front of it, back to the number before it; ``clause_left`` the whole of it;
    ``before`` the reading of the number that it continues in a series (15%和20%), or None.
    """
    if quantity.dimension == "rank":
        return Reading("rank")
    last = _last_verb(left)
    sign = -1 if last is not None and cue("measure", "falling").search(last[0]) else 1
    if quantity.dimension == "point":
        falls = cue("measure", "falling").search(left[-14:]) is not None
        if cue("measure", "narrows").search(left):  # a fall that narrows is a rise
            falls = cue("measure", "of_rise").search(left) is not None
        elif cue("measure", "deeper_fall").search(left):
            falls = True
        return Reading("increment", -1 if falls else 1, settles=False)
    if quantity.dimension in _RELATIVE:
        return _relative(quantity, left, right, clause_left, before, last, sign)
    return _absolute(left, clause_left)


def settle(indicator: str, reading: Reading, left: str) -> Reading:
    """Return ``reading`` settled by its indicator: 新增N of a flow, or of an id that says new, is a level."""
    if reading.measure == "increment" and reading.sign > 0 and not left.endswith("点") and reading.settles:
        if indicator.endswith("_new"):
            return Reading("level")
        is_flow = not (lexicon.is_stock(indicator) or indicator == "other")
        if is_flow and not cue("measure", "more_than").search(left[-16:]):
            return Reading("level")
    return reading


def _last_verb(left: str) -> re.Match[str] | None:
    return max(cue("measure", "growth_verb").finditer(left), key=lambda match: match.end(), default=None)


def _relative(
    quantity: Quantity,
    left: str,
    right: str,
    clause_left: str,
    before: Reading | None,
    last: re.Match[str] | None,
    sign: int,
) -> Reading:
    if quantity.dimension == "percent" and cue("measure", "index").search(left):
        return Reading("level")
    if cue("measure", "completion").search(clause_left[-40:]) and not re.search("增长|增速", left[-6:]):
        return Reading("completion")
    if before is not None and not left.strip("、和与及以 "):
        return before
    tail = left[last.end() :] if last is not None else ""
    if cue("measure", "rate_name").match(tail):
        return Reading("share")
    is_verb_near = last is not None and len(tail) <= 10
    if last is not None and is_verb_near and re.match("到|至|为|成", tail) and last[0] not in _NOUNS:
        return Reading(
            "growth" if quantity.dimension in ("multiple", "doubling") and "为" not in tail else "share"
        )
    if last is not None and is_verb_near and not re.search("占|比重|率", tail):
        return Reading("growth", sign)
    if cue("measure", "growth_behind").match(right):
        return Reading("growth")
    if quantity.dimension in ("multiple", "doubling"):
        return Reading("growth", sign)
    return Reading("share")


_NOUNS = frozenset(("增长率", "增速", "增幅", "涨幅", "降幅", "增长速度"))


def _absolute(left: str, clause_left: str) -> Reading:
    if re.match("[、和及]", left) and not re.search("达|为|有|突破|总", left):
        left = clause_left  # one verb for a list: 新增A企业5家、B企业6家
    verbs = list(cue("measure", "increment_verb").finditer(left))
    if not verbs:
        return Reading("level")
    tail = left[verbs[-1].end() :]
    if re.match("到|至|为|值", tail):
        return Reading("level")
    verb = verbs[-1][0]
    return Reading(
        "increment",
        -1 if verb in ("减少", "少了", "少增", "减收", "减产") else 1,
        settles=verb in ("新增", "净增", "新增了", "新增加"),
    )
