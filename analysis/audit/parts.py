"""Parts and wholes: what 其中 opens, what definitions contain one another, lists that make up a whole, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, reduce
from typing import NamedTuple

from .. import codebook
from . import intervals
from .finding import CONTRADICTION, Finding
from .growth import growth_basis
from .intervals import Interval
from .stated import Figures, Stated, folded

_OF_THESE = "其中"
_SEGMENT = re.compile(r"[;；。!！?？]|其中")
_CLAUSE = re.compile(r"[,，;；。]")
_OPENING, _CLOSING = re.compile(r"[(（]$"), re.compile(r"[)）]")


class _Relation(NamedTuple):
    """Two indicators of which one holds the other, and what it is called where the part is the larger."""

    whole: str
    verdict: str
    has_rest: bool


def check(figures: Figures) -> Iterator[Finding]:
    """Yield parts beside their wholes, lists beside their sums, and the growth that is left to the rest."""
    for sentence in figures.sentences:
        if _OF_THESE in sentence[0].sentence:
            for whole, parts in opened(sentence):
                yield from _within(whole, parts)
                yield from _listed(whole, parts)
    for row in figures.rows:
        if row.measure == "level":
            yield from _contained(figures, row)
            yield from _sum(figures, row)


def _contained(figures: Figures, part: Stated) -> Iterator[Finding]:
    """Yield a part that exceeds what holds it by definition, and the growth of the rest of what does.

    A part that fits says little, and no text ties the two: it makes no row.
    """
    for relation in _relations().get(part.indicator, ()):
        if part.unit == "count" and relation.verdict == "population":
            continue  # counts of unlike lists are compared only where the text ties them
        whole = figures.level(part, indicator=relation.whole, status=part.status)
        if whole is None:
            continue
        if part.value > whole.value:
            yield _smaller(whole, part, relation.verdict)
        elif relation.has_rest:
            yield from _rest(figures, whole, part, relation)


def opened(sentence: Sequence[Stated]) -> Iterator[tuple[Stated, list[Stated]]]:
    """Yield the wholes of a sentence with the levels that 其中 opens behind them, in order.

    The parts run to the end of the clause group (； or 。), to the next 其中, or to the closing bracket that 其中
    stands in. Whole and parts share unit, period and status; the whole is the nearest of those in front whose
    indicator is the first part's or holds it, else, or where the part does not fit in, the nearest.
    """
    text, begin = folded(sentence[0].sentence), sentence[0].sentence_start
    levels = [row for row in sentence if row.measure == "level"]
    for mark in re.finditer(_OF_THESE, text):
        in_brackets = _OPENING.search(text, 0, mark.start()) is not None
        end = (_CLOSING if in_brackets else _SEGMENT).search(text, mark.end())
        stop = end.start() if end else len(text)
        inside = [row for row in levels if mark.end() <= row.start - begin < stop]
        if not inside:
            continue
        first = inside[0]
        front = [row for row in levels if row.end - begin <= mark.start() and _alike(row, first)]
        if not front:
            continue
        whole = next((row for row in reversed(front) if _holds(row, first)), front[-1])
        if first.interval.low > whole.interval.high:
            whole = front[
                -1
            ]  # 高新技术企业80家,市场主体9000户,其中企业3000户: the nearest, whatever it is called
        parts = [row for row in inside if _alike(row, whole) and (row is first or _holds(whole, row))]
        yield whole, parts


def _alike(row: Stated, other: Stated) -> bool:
    return (row.unit, row.period, row.status) == (other.unit, other.period, other.status)


def _holds(whole: Stated, part: Stated) -> bool:
    held = _relations().get(part.indicator, ())
    return whole.indicator == part.indicator or any(one.whole == whole.indicator for one in held)


def _within(whole: Stated, parts: Sequence[Stated]) -> Iterator[Finding]:
    """Yield each part beside its whole; one of another kind than the whole may have been counted elsewhere."""
    for part in parts:
        is_sure = whole.indicator != "other" and _holds(whole, part)
        yield _smaller(whole, part, CONTRADICTION if is_sure else "population")


def _smaller(whole: Stated, part: Stated, verdict: str) -> Finding:
    upto = whole.interval._replace(low=min(Decimal(0), part.interval.low), low_open=False)
    return Finding("part", (whole, part), part.unit, whole.exact, upto, part.exact, part.interval, verdict)


def _listed(whole: Stated, parts: Sequence[Stated]) -> Iterator[Finding]:
    """Yield a list whose members exclude each other (``audit_lists.csv``) beside its whole.

    It must not exceed the whole; where it covers it, by its words or because the name of the whole joins them
    (新建、续建项目25个), it must reach it.
    """
    texts = {part.place: _name_text(whole, parts, part) for part in parts}
    for members in _lists().values():
        chosen: dict[str, Stated] = {}
        for part in parts:
            word = next((one["word"] for one in members if one["word"] in texts[part.place]), None)
            if word is not None:
                chosen.setdefault(word, part)
        if len(chosen) < 2:
            continue
        total = reduce(Interval.plus, (part.interval for part in chosen.values()))
        value = sum((part.exact for part in chosen.values()), Decimal(0))
        named = _CLAUSE.split(whole.before())[-1]
        joined = all(word in named for word in chosen)
        covers = joined or (members[0]["whole"] == "yes" and len(chosen) == len(members))
        expected = total if covers else total.floor()
        inputs = (*chosen.values(), whole)
        yield Finding(
            "list" if covers else "list_within",
            inputs,
            whole.unit,
            value,
            expected,
            whole.exact,
            whole.interval,
            members[0]["class"],
        )


def _name_text(whole: Stated, parts: Sequence[Stated], part: Stated) -> str:
    """Return the words between a part and the figure in front of it, with its own name."""
    ends = [one.end for one in (whole, *parts) if one.end <= part.start]
    return part.before(max(ends)) if ends else part.before()


def _sum(figures: Figures, whole: Stated) -> Iterator[Finding]:
    """Yield an indicator that others make up by definition, where a document states them all."""
    for names in _sums().get(whole.indicator, ()):
        found = [figures.level(whole, indicator=name, status=whole.status) for name in names]
        parts = [one for one in found if one is not None]
        if len(parts) == len(names):
            total = reduce(Interval.plus, (part.interval for part in parts))
            value = sum((part.exact for part in parts), Decimal(0))
            yield Finding("list", (*parts, whole), whole.unit, value, total, whole.exact, whole.interval)


def _rest(figures: Figures, whole: Stated, part: Stated, relation: _Relation) -> Iterator[Finding]:
    """Yield the growth that whole and part leave to the rest; one from less than nothing cannot be.

    rest = whole - part, now and a year before, each taken back by its own stated growth.
    """
    if whole.value == part.value:
        return
    rates = [figures.rate(one) for one in (whole, part)]
    if rates[0] is None or rates[1] is None:
        return
    was = [
        (one.exact / (1 + rate.exact / 100), one.interval.over(intervals.factor(rate.interval)))
        for one, rate in zip((whole, part), rates, strict=True)
        if rate is not None
    ]
    before, left = was[0][0] - was[1][0], was[0][1].minus(was[1][1])
    inputs = (whole, rates[0], part, rates[1])
    if before <= 0:
        upto = was[0][1]._replace(low=Decimal(0), low_open=False)
        verdict = "perimeter" if growth_basis().get(part.indicator) == "moving" else relation.verdict
        yield Finding("rest_before", inputs, part.unit, was[0][0], upto, was[1][0], was[1][1], verdict)
        return
    now = whole.interval.minus(part.interval)
    value = ((whole.exact - part.exact) / before - 1) * 100
    yield Finding("rest_growth", inputs, "%", value, intervals.growth(now, left), None, None, "agrees")


@cache
def _relations() -> dict[str, list[_Relation]]:
    found: dict[str, list[_Relation]] = {}
    for row in codebook.read_csv("audit_parts.csv"):
        relation = _Relation(row["whole"], row["class"], row["rest"] == "yes")
        found.setdefault(row["part"], []).append(relation)
    return found


@cache
def _lists() -> dict[str, list[dict[str, str]]]:
    """Return the members of each list, longest words first, with whether they cover the whole."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in codebook.read_csv("audit_lists.csv"):
        for word in sorted(row["words"].split("|"), key=len, reverse=True):
            found.setdefault(f"{row['list']} {row['words']}", []).append(row | {"word": word})
    return found


@cache
def _sums() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for row in codebook.read_csv("audit_sums.csv"):
        found.setdefault(row["whole"], []).append(row["parts"].split("|"))
    return found
