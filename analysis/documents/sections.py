"""Text → sections: what was done, what is planned, and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, cast

from .. import codebook
from .lines import Span
from .paragraphs import find_paragraphs
from .script import fold
from .sentences import sentences

__all__ = ["Kind", "Section", "sections"]

Kind = Literal["review", "plan", "other"]
_MAX_HEADING = 40
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


class Section(NamedTuple):
    """A passage under one heading: offsets, ``review``, ``plan`` or ``other``, and the heading as printed."""

    start: int
    end: int
    kind: Kind
    heading: str


class _Heading(NamedTuple):
    start: int
    text: str  # simplified
    level: int
    kind: Kind | None


def sections(text: str, start: int, end: int) -> list[Section]:
    """Return the passages under the headings of the highest level; together they cover ``start`` to ``end``.

    A heading's last cue says whether its passage reviews or plans (目标任务完成情况 reviews); one without a cue
    plans if its first sentence sets this year's goals, else goes on as the one before. One that joins both
    (1998年工作回顾和1999年工作要求) reviews until a paragraph opens the plan, at the latest until the next heading. If
    no heading of the first level has a cue, the openings of paragraphs are asked (一年来, 今年的 预期目标), then those
    of the second. A text without any is one section
    ``other`` with no heading. Offsets in code points.
    """
    plain = fold(text[start:end])
    headings = _choose(plain, _find_headings(plain))
    marks: list[tuple[int, Kind, str]] = []
    ahead: Kind | None = None
    is_unplanned = not any(heading.kind == "plan" for heading in headings)
    for heading in headings:
        if is_unplanned and marks and heading.kind is None and _turns_ahead(marks[-1], heading):
            ahead = "plan"
        kind = heading.kind or _told_behind(plain, heading) or ahead or (marks[-1][1] if marks else "other")
        ahead = None
        printed = text[start + heading.start :][: len(heading.text)]
        if (turn := _turn(heading)) is None:
            marks.append((start + heading.start, kind, printed))
            continue
        marks.append((start + heading.start, "review", printed[:turn]))
        ahead = "plan"
        until = min((other.start for other in headings if other.start > heading.start), default=len(plain))
        if (opening := _plan_opening(plain, heading.start, until)) is not None:
            marks.append((start + opening, "plan", printed[turn:]))
    if not marks or plain[: marks[0][0] - start].strip():
        marks.insert(0, (start, "other", ""))
    else:
        marks[0] = (start, *marks[0][1:])
    ends = [mark[0] for mark in marks[1:]] + [end]
    return [Section(at, until, kind, heading) for (at, kind, heading), until in zip(marks, ends, strict=True)]


def _turn(heading: _Heading) -> int | None:
    """Return where a heading of the first level that joins a review and a plan turns to the plan, or None."""
    joint = "|".join(_cues()["review"])
    found = (
        codebook.pattern(rf"(?:{joint})(?:和|及|与|以及)(?=.)").search(heading.text)
        if heading.kind == "plan"
        else None
    )
    return found.end() if found and heading.level == 1 else None


def _turns_ahead(before: tuple[int, Kind, str], heading: _Heading) -> bool:
    """Return whether a heading without a cue bids to do something behind a passage that looks back (回顾)."""
    return (
        before[1] == "review"
        and "回" in before[2]
        and codebook.pattern(_cues()["bidding"]).search(heading.text) is not None
    )


def _plan_opening(plain: str, start: int, end: int) -> int | None:
    """Return where the first paragraph between ``start`` and ``end`` stands that opens a plan, or None."""
    form = codebook.pattern("|".join(_cues()["openings"]["plan"]))
    opened = (
        span.start for span in find_paragraphs(plain, start, end) if form.match(plain, span.start, span.end)
    )
    return next(opened, None)


def _find_headings(plain: str) -> list[_Heading]:
    """Return the headings of all levels: numbered ones, also where text goes on in their line, and bare lines."""
    cues = _cues()
    found = []
    for number, span in enumerate(sentences(plain, 0, len(plain))):
        sentence = plain[span.start : span.end]
        level = next(
            (level for level, form in enumerate(cues["levels"], 1) if codebook.pattern(form).match(sentence)),
            0,
        )
        if level:
            head = _heading_of(sentence)
            found.append(_Heading(span.start, head, level, _kind_of(head, level)))
        elif number and codebook.pattern(cues["bare_line"]).fullmatch(sentence) and _is_own_line(plain, span):
            kind = _kind_of(sentence, 2)
            if kind:
                found.append(_Heading(span.start, sentence, 1, kind))
    return _with_years(found)


def _heading_of(sentence: str) -> str:
    """Return a heading without the text that follows it in its sentence: up to its first cue if it is long."""
    if len(sentence) <= _MAX_HEADING:
        return sentence
    head = re.split(r"[,:。;]", sentence, maxsplit=1)[0][:_MAX_HEADING]
    cue = codebook.pattern("|".join((*_cues()["review"], *_cues()["plan"]))).search(head)
    return head[: cue.end()] if cue else head


def _kind_of(heading: str, level: int) -> Kind | None:
    """Return the kind that the heading's last cue says, or None; below the first level it must end with the cue."""
    if level > 1 and not codebook.pattern(_cues()["bare"]).search(heading):
        return None
    last = {
        kind: max((m.end() for m in codebook.pattern("|".join(_cues()[kind])).finditer(heading)), default=-1)
        for kind in ("review", "plan")
    }
    if max(last.values()) < 0:
        return None
    return "review" if last["review"] >= last["plan"] else "plan"


def _told_behind(plain: str, heading: _Heading) -> Kind | None:
    """Return ``plan`` if the first sentence behind a heading says what is planned for the year, else None."""
    start = heading.start + len(heading.text)
    first = re.split("[。;]", plain[start:].lstrip(), maxsplit=1)[0]
    return "plan" if codebook.pattern(_cues()["sets_goals"]).search(first) else None


def _with_years(headings: Sequence[_Heading]) -> list[_Heading]:
    """Return ``headings`` with a kind for those with only years: the earliest is reviewed, later ones planned."""
    years = {heading.start: _YEAR.findall(heading.text) for heading in headings}
    first = min((year for found in years.values() for year in found), default="")
    if len({year for found in years.values() for year in found}) < 2:
        return list(headings)
    dated: list[_Heading] = []
    for heading in headings:
        kind = heading.kind
        if kind is None and years[heading.start]:
            kind = "review" if first in years[heading.start] else "plan"
        dated.append(heading._replace(kind=kind))
    return dated


def _choose(plain: str, headings: Sequence[_Heading]) -> list[_Heading]:
    """Return the headings of the highest level that has a cue, with openings between the first and the second."""
    by_level = {level: [h for h in headings if h.level == level] for level in (1, 2)}
    openings = _find_openings(plain, has_headings=bool(headings))
    for chosen in (by_level[1], openings, by_level[2]):
        if any(heading.kind for heading in chosen):
            return chosen
    return by_level[1] or by_level[2]


def _find_openings(plain: str, *, has_headings: bool) -> list[_Heading]:
    """Return the openings of paragraphs that review or plan.

    In a text with headings an opening holds until the next one; in one without (news) for its paragraph
    alone.
    """
    forms = {
        cast(Kind, kind): codebook.pattern("|".join(forms)) for kind, forms in _cues()["openings"].items()
    }
    found: list[_Heading] = []
    for span in find_paragraphs(plain, 0, len(plain)):
        matches = {kind: form.match(plain, span.start, span.end) for kind, form in forms.items()}
        kind = next((kind for kind, match in matches.items() if match), None)
        if kind:
            head = matches[kind] or re.match("", "")
            found.append(_Heading(span.start, head[0] if head else "", 1, kind))
        elif found and found[-1].kind != "other" and not has_headings:
            found.append(_Heading(span.start, "", 1, "other"))
    return found


def _starts_line(plain: str, span: Span) -> bool:
    before = plain[max(0, span.start - 8) : span.start].rstrip(" \t")
    return not before or before.endswith(("\n", "\r"))


def _is_own_line(plain: str, span: Span) -> bool:
    after = plain[span.end : span.end + 8].lstrip(" \t")
    return _starts_line(plain, span) and (not after or after.startswith(("\n", "\r")))


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["sections"]
    return cues
