"""What a number is limited to (rule 12): the words that narrow its name, or the class or project it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ..codebook import read_toml
from . import lexicon
from .cues import cue
from .item import Item, Link
from .lexicon import Hit

_MARKS = re.compile(r"[,，:：;；。!！?？()（）]")
_LONGEST = 24
_WHOLE = ("talent", "financial_institutions")  # the name is the kind
_NONE = (0, 0)


class Subject(NamedTuple):
    """What later numbers of a sentence are said of: a class of firms, a branch, a project (``start`` to ``end``).

    ``is_counted`` marks a class whose members a number before counts (52个区级重点项目,总投资103亿元).
    """

    start: int
    end: int
    is_counted: bool = False


def read(
    text: str,
    hits: list[Hit],
    item: Item,
    link: Link,
    entity: str,
    before: Link | None,
    subject: Subject | None,
) -> tuple[int, int]:
    """Return where the scope of ``item`` stands; both ends are equal where it has none.

    The project behind a sum comes first, then the words in front of the name, a kind that the name itself says
    (博士 of talent), the scope of the number before it under the same name, then ``subject``.
    """
    project = _project(text, item, link)
    if project != _NONE:
        return project
    own = _own(text, hits, item, link, entity)
    if link.indicator in _WHOLE and link.start < link.end:
        return (own[0] if own != _NONE and own[0] < link.start else link.start), link.end
    if own != _NONE:
        return own
    within = _in_name(text, link)
    if within != _NONE:
        return within
    if link.scope_start < link.scope_end:
        return link.scope_start, link.scope_end
    if before is not None and before[:3] == link[:3] and link.start < link.end <= item.left_start:
        return before.scope_start, before.scope_end
    if subject is not None and _takes(text, link, subject):
        return _checked(text, (subject.start, subject.end), link, entity)
    return _NONE


def subject(text: str, hits: list[Hit], item: Item, link: Link, entity: str) -> Subject | None:
    """Return the class or project that ``item`` leaves open for the numbers behind it in its sentence, or None."""
    if item.dimension in ("count", "number") and cue("scope", "counted").search(link.indicator):
        behind = link.start >= item.quantity.end
        start, end = _phrase(text, item, link, hits, behind=behind)
        return Subject(start, end, is_counted=True) if end - start > 2 else None
    start, end = _project(text, item, link)
    if start == end:
        start, end = _said_of(text, item)
    if start == end:
        start, end = _introduced(text, item)
    checked = _checked(text, (start, end), link, entity, covered=False)
    return Subject(*checked) if checked != _NONE else None


def name_of(text: str, item: Item) -> tuple[int, int]:
    """Return the noun phrase that a number without a known name measures: behind a count, else in front of it."""
    if item.dimension in ("count", "number"):
        stop = cue("link", "phrase_end").search(text, item.quantity.end, item.right_end)
        end = stop.start() if stop else item.right_end
        start = item.quantity.end
        if 1 < end - start <= _LONGEST:
            return _stripped(text, start, end)
    low = max(item.left_start, item.clause_start)
    leading = cue("scope", "leading").search(text, low, item.quantity.start)
    end = leading.start() if leading else item.quantity.start
    start = _after(text, low, end, ("verb", "time", "whole"))
    return _stripped(text, start, end) if end - start <= _LONGEST else (end, end)


def _own(text: str, hits: list[Hit], item: Item, link: Link, entity: str) -> tuple[int, int]:
    """Return the words that narrow the name in the number's own reach."""
    behind = link.start >= item.quantity.end
    if link.start == link.end or link.indicator == "other":
        return _NONE
    if not behind and link.start < item.left_start:
        span = _carried_part(text, item)
    else:
        span = _phrase(text, item, link, hits, behind=behind)
        span = span[0], min(span[1], link.start)
        if span[0] >= span[1] and not behind and lexicon.is_money(link.indicator):
            span = _said_of(text, item)
    return _checked(text, span, link, entity)


def _phrase(text: str, item: Item, link: Link, hits: list[Hit], *, behind: bool) -> tuple[int, int]:
    """Return the noun phrase that ends with the name: its modifiers and itself."""
    low = item.quantity.end if behind else max(item.left_start, item.clause_start)
    marks = [m.end() for m in _MARKS.finditer(text, low, link.start)]
    low = marks[-1] if marks else low
    for at in range(bisect_left(hits, low, key=lambda hit: hit.end), len(hits)):
        hit = hits[at]
        if hit.end >= link.start:
            break
        if hit.start >= low and text[hit.end : hit.end + 1] in ("、", "和", "与", "及"):
            low = hit.end + 1  # the member of a list before this one
    start = _after(text, low, link.start, ("titled",) if behind else ("verb", "time", "whole"))
    return start, link.end


def _carried_part(text: str, item: Item) -> tuple[int, int]:
    """Return the part that a clause without a name of its own speaks of: 城镇实现747亿元."""
    low = max(item.left_start, item.clause_start)
    if low > item.clause_start and text[low : low + 1] not in "、,，;；和与":
        return _NONE  # the words belong to the number before: 11亿元的…项目
    end = _before_verb(text, low, item.quantity.start)
    start = _after(text, low, end, ("part", "time", "whole"))
    words = "".join(text[start:end].split())
    is_part = 2 <= len(words) <= 12 and cue("scope", "no_part").search(words) is None
    return (start, end) if is_part else _NONE


def _said_of(text: str, item: Item) -> tuple[int, int]:
    """Return the class, branch or project that stands as subject of the number's clause (规模以上工业企业完成)."""
    start = max(item.clause_start, item.quantity.start - 60)
    found = cue("scope", "class").search(text, start, item.quantity.start)
    if found is None:
        return _NONE
    return _after(text, start, found.end(), ("verb", "time", "whole")), found.end()


def _introduced(text: str, item: Item) -> tuple[int, int]:
    """Return the project that an earlier clause of the sentence names, its size behind it (…项目,总投资)."""
    named = list(cue("scope", "introduced").finditer(text, item.sentence_start, item.quantity.start))
    if not named:
        return _NONE
    found = named[-1]
    return _after(text, found.start("name"), found.end("name"), ("maker",)), found.end("name")


def _project(text: str, item: Item, link: Link) -> tuple[int, int]:
    """Return the project that a sum in front of it is spent on (总投资20亿元的…技改项目)."""
    if not cue("scope", "of_project").search(link.indicator):
        return _NONE
    found = cue("scope", "project_behind").match(text, item.quantity.end, item.quantity.end + 30)
    return found.span("name") if found else _NONE


def _takes(text: str, link: Link, subject: Subject) -> bool:
    """Return whether a number of ``link`` is said of ``subject``: sums of counted projects, money of classes."""
    if subject.is_counted:
        return cue("scope", "of_counted").search(link.indicator) is not None
    if cue("scope", "is_project").search(text, subject.start, subject.end):
        return cue("scope", "of_place").search(link.indicator) is None
    return cue("scope", "of_class").search(link.indicator) is not None


def _in_name(text: str, link: Link) -> tuple[int, int]:
    """Return the kind that the name itself says where its indicator joins kinds (博士 of talent, 农村 of income)."""
    pattern = _kinds().get(link.indicator)
    found = pattern.search(text, link.start, link.end) if pattern is not None else None
    if found is None and lexicon.dimension_of(link.indicator) != "money":
        found = cue("scope", "level").match(text, link.start, link.end)
    return found.span() if found is not None and found.group() else _NONE


def _checked(
    text: str, span: tuple[int, int], link: Link, entity: str, *, covered: bool = True
) -> tuple[int, int]:
    """Return ``span`` without what is no limit, or none: the entity, a word of the whole, what the id says."""
    start, end = _stripped(text, *span)
    words = "".join(text[start:end].split())
    if not 1 < len(words) <= _LONGEST or words in entity or (entity and entity in words):
        return _NONE
    if "、" in words and entity and words.startswith(entity[:2]):
        return _NONE  # the places of a list
    if cue("scope", "none").fullmatch(words) or any(
        words.count(a) != words.count(b) for a, b in ("“”", "「」", "()", "（）")
    ):
        return _NONE
    if lexicon.is_money(link.indicator) and words in ("国家", "中央"):
        return _NONE
    if covered and (said := _said_by_id().get(link.indicator)) and said.search(words):
        return _NONE
    return start, end


def _after(text: str, start: int, end: int, names: tuple[str, ...]) -> int:
    """Return where the words begin behind the last verb, time or word of the whole between two places."""
    for name in names:
        for found in cue("scope", name).finditer(text, start, end):
            start = max(start, found.end())
    return start


def _before_verb(text: str, start: int, end: int) -> int:
    """Return where the words end in front of the verb that leads to the number (实现, 同比增长, 达到)."""
    found = cue("scope", "predicate").search(text, start, end)
    return found.start() if found else end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks and particles at its ends."""
    start += len(cue("scope", "lead").match(text, start, end)[0])  # type: ignore[index]
    words = text[start:end]
    end -= len(words) - len(words.rstrip(" \n\r\u3000的、,，"))
    return (start, end) if start < end else _NONE


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(p) for name, p in read_toml("observations.toml")["kinds"].items()}


@cache
def _said_by_id() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(p) for name, p in read_toml("observations.toml")["said_by_id"].items()}
