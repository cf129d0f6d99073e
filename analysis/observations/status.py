"""Whether a number is a result, an estimate or a target."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ..codebook import read_csv
from .cues import cue
from .frame import Frame
from .item import Level


class Words(NamedTuple):
    """The words around a number: its sentence in front of its clause, its clause in front of it, and behind it."""

    sentence_left: str
    clause_left: str
    clause_right: str


def read(frame: Frame, words: Words, carried: str | None, indicator: str, measure: str, genre: str) -> str:
    """Return ``actual``, ``estimate`` or ``target``.

    A cue in the clause in front of the number decides, then one earlier in its sentence, then what governs the
    sentences before it up to the full stop (``carried``), then the frame.
    """
    sentence_left, clause_left, clause_right = words
    if measure == "completion":
        return "target" if frame.is_target else "actual"
    if cue("status", "is_task").match(clause_right) or cue("status", "goal_is").search(clause_left):
        return "target"
    if (
        indicator == "project_investment_year"
        and not cue("status", "is_done").search(clause_left)
        and "计划" in clause_left
    ):
        return "target"
    if genre == "project_list" and indicator in (
        "project_investment_total",
        "project_investment_year",
        "production_capacity",
    ):
        return "target"
    if is_once_running(words):
        return "target" if "计划" in clause_left else "estimate"
    if (
        frame.is_target
        and cue("status", "listed").search(clause_left)
        and not cue("status", "creating").search(clause_left)
    ):
        return "actual"
    here = _nearest(clause_left)
    if here == "actual" and frame.is_target and not cue("status", "is_past").search(clause_left):
        here = None  # 累计 in a plan counts up to the goal
    if (
        here == "actual"
        and cue("status", "adds_up").search(clause_left)
        and _nearest(sentence_left) == "target"
    ):
        here = None  # 计划建设6条,累计长29公里
    if here is None and cue("status", "ahead").search(clause_right):
        return "target"
    if here is None and frame.looks_ahead and cue("status", "this_year").search(sentence_left + clause_left):
        return "target"
    if here == "target" and _is_expected(sentence_left, clause_left):
        return "estimate"
    if here is not None:
        return here
    if not indicator.startswith("project_investment"):
        sentence_left = cue("status", "planned_sum").sub("", sentence_left)
    earlier = _nearest(sentence_left)
    if earlier == "estimate" and frame.is_target:
        earlier = None  # 预计 reaches no further than its clause where goals are listed
    if earlier is not None and not (earlier == "actual" and frame.is_target):
        return earlier
    if carried is not None and not (carried == "estimate" and frame.is_target):
        return carried
    return "target" if frame.is_target else "estimate" if frame.is_estimate else "actual"


def level(frame: Frame, words: Words, carried: str | None) -> Level:
    """Return where a number's status comes from."""
    if _nearest(words.clause_left) is not None or is_once_running(words):
        return "stated"
    if _nearest(words.sentence_left) is not None or carried is not None:
        return "carried"
    if frame.holds_goals or frame.governs:
        return "paragraph"
    return "document" if frame.kind == "other" else "section"


@lru_cache(maxsize=64)  # asked for the status, its level and the period of each number
def is_once_running(words: Words) -> bool:
    """Return whether the number holds once a project runs (达产后, 年产值3亿元的基地): an estimate without a year."""
    if cue("status", "estimate_blank").search(words.clause_left) or cue("status", "once_built").search(
        words.sentence_left
    ):
        return True
    return (
        words.clause_right.startswith("的")
        and cue("status", "estimate_output").search(words.clause_left) is not None
    )


@lru_cache(maxsize=256)  # a number asks for its clause and its sentence several times over
def _nearest(left: str) -> str | None:
    """Return the status that the cues say: an estimate's before a target's before a result's, by what stands last."""
    left = cue("status", "compared_goal").sub("", left)
    ends = {name: _last_end(cue("status", name), left) for name in ("target", "will", "estimate", "actual")}
    if ends["estimate"] < 0:
        ends["target"] = max(ends["target"], ends["will"])  # 将 makes no goal of what is expected
    if max(ends.values()) < 0:
        return None
    if ends["estimate"] >= 0 and ends["estimate"] >= ends["target"] - 4:
        return "estimate"
    return "target" if ends["target"] > ends["actual"] else "actual"


def _last_end(form: re.Pattern[str], text: str) -> int:
    """Return where the last match of ``form`` ends, -1 where there is none."""
    end = -1
    for found in form.finditer(text):
        end = found.end()
    return end


def _is_expected(sentence_left: str, clause_left: str) -> bool:
    """Return whether a clause only says 将 under an 预计 in front of it (业内预计,2022年销量将达到)."""
    is_will_only = cue("status", "target").search(clause_left) is None
    return is_will_only and cue("status", "estimate").search(sentence_left) is not None


def goes_on(sentence: str, following: str) -> bool:
    """Return whether a sentence that says 将 governs the one behind ; that begins with a bare verb (将完善…;打造…)."""
    return _nearest(sentence) == "target" and _bare_verb().match(following) is not None


@cache
def _bare_verb() -> re.Pattern[str]:
    """Return the verbs that report in a review and promise in a plan."""
    verbs = (row["cue"] for row in read_csv("clause_cues.csv") if row["code"] == "either")
    return re.compile("|".join(map(re.escape, verbs)))


def governs_on(sentence: str) -> str | None:
    """Return the status that a sentence hands on to those after it up to the full stop: 目标是:…;…;…, 预计…;…"""
    if cue("status", "governs_estimate").match(sentence):
        return "estimate"
    return "target" if cue("status", "governs_target").search(sentence) else None
