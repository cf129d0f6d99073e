"""Clauses and schemes → codes, each with the words that decided.

In each clause the cues of a scheme are found, the longest first: a shorter cue inside a longer one of the same scheme
does not count, nor one inside a phrase that its row excludes, behind a negation, or outside of its context. What a
cue's ``reach`` says is then carried to clauses without a cue of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import codebook
from .patterns import Found, Pattern
from .schemes import Cue, Scheme
from .words import Words


@dataclass
class Unit:
    """A clause as it is coded: its words, where it stands, and its codes by scheme; offsets into its own text."""

    text: str
    words: Words
    paragraph: int
    sentence: int
    context: dict[str, str]
    subject: tuple[int, int] = (0, 0)
    asides: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)  # by name: formulas, frames
    opens_part: bool = False  # behind a semicolon, where a list ends
    codes: dict[str, tuple[Coded, ...]] = field(default_factory=dict)


class Coded(NamedTuple):
    """A code of a clause, how it came by it, and the span of the cue in the clause's text (0, 0 without one)."""

    code: str
    basis: str
    start: int
    end: int


class _Hit(NamedTuple):
    found: Found
    rank: int  # of the code in the scheme's order
    code: str
    reach: str


def code_units(units: Sequence[Unit], schemes: Sequence[Scheme]) -> None:
    """Give each of ``units``, in the order of the text, its codes in every scheme."""
    for scheme in schemes:
        hits = [_hits(unit, scheme) for unit in units]
        for at, unit in enumerate(units):
            coded = _own(hits[at], scheme) if hits[at] else ()
            unit.codes[scheme.id] = coded
        _carry(units, hits, scheme)
        for unit in units:
            if not unit.codes[scheme.id]:
                unit.codes[scheme.id] = (_rest(unit, scheme),)
            unit.context[scheme.id] = unit.codes[scheme.id][0].code


def _hits(unit: Unit, scheme: Scheme) -> list[_Hit]:
    if not _holds(scheme.only, unit.context):
        return []
    hits = [
        _Hit(found, rank, code.code, cue.reach)
        for rank, code in enumerate(scheme.codes)
        for cue in code.cues
        if _holds(cue.when, unit.context)
        for found in _places(cue, unit)
        if not any(found.overlaps(Found((aside,))) for name in scheme.ignores for aside in unit.asides[name])
    ]
    return [hit for hit in hits if not any(hit.found.is_inside(other.found) for other in hits)]


def _places(cue: Cue, unit: Unit) -> Iterator[Found]:
    if not cue.form and cue.beginnings.isdisjoint(unit.words.beginnings):
        return
    places = list(_all(cue.patterns, unit))
    if cue.form:
        places += [Found((match.span(),)) for match in cue.form.finditer(unit.text)]
    if not places or (cue.with_ and not any(_all(cue.with_, unit))) or any(_all(cue.without, unit)):
        return
    closed = list(_all(cue.exclusions, unit))
    for place in places:
        if any(place.overlaps(other) for other in closed):
            continue
        if cue.is_deniable and _is_denied(unit.words, place.start):
            continue
        if not cue.at_subject or _is_head(unit, place):
            yield place


def _all(patterns: Sequence[Pattern], unit: Unit) -> Iterator[Found]:
    return (found for pattern in patterns for found in pattern.find(unit.words))


def _is_denied(words: Words, start: int) -> bool:
    grammar = codebook.read_toml("discourse/clauses.toml")
    before = [word.text for word in words.words if word.end <= start][-1 - grammar["negation_reach"] :]
    return any(word in grammar["negations"] for word in before)


def _is_head(unit: Unit, place: Found) -> bool:
    """Return whether words end the subject: what stands behind them there is a mark, or 们, 上下, 等 and the like.

    A cue that ends with a name's … ends with the subject at the latest.
    """
    first, last = unit.subject
    begins = place.spans[-1][0] if len(place.spans) > 1 else place.start
    end = min(place.end, last)
    rest = [word for word in unit.words.words if end <= word.start < last and word.text not in _tails()]
    return first <= place.start and begins <= end and (place.end <= last or len(place.spans) > 1) and not rest


def _tails() -> list[str]:
    tails: list[str] = codebook.read_toml("discourse/clauses.toml")["subject_tails"]
    return tails


def _own(hits: Sequence[_Hit], scheme: Scheme) -> tuple[Coded, ...]:
    """Return the codes that cues of the clause itself speak for, each once with its first cue."""
    first: dict[str, _Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.rank, hit.found.start, -hit.found.end)):
        first.setdefault(hit.code, hit)
    chosen = list(first.values())[:1] if scheme.choose == "first" else list(first.values())
    return tuple(Coded(hit.code, "cue", hit.found.start, hit.found.end) for hit in chosen)


def _carry(units: Sequence[Unit], hits: Sequence[Sequence[_Hit]], scheme: Scheme) -> None:
    """Carry codes to other clauses: a list's to those behind it in the sentence, where the stronger code counts; a
    sentence's, then a paragraph's, to those without a cue, the nearest in front first.
    """
    order = {name: rank for rank, name in enumerate(scheme.names_of_codes)}
    for at in range(len(units)):
        for hit in hits[at]:
            if hit.reach != "list":
                continue
            for later in _behind(units, at):
                own = later.codes[scheme.id]
                if _holds(scheme.carried_to, later.context) and (
                    not own or order[hit.code] < order[own[0].code]
                ):
                    later.codes[scheme.id] = (Coded(hit.code, "carried", 0, 0),)
    for reach, same in (("onward", "sentence"), ("sentence", "sentence"), ("paragraph", "paragraph")):
        marked = [at for at, found in enumerate(hits) if any(_reaches(hit.reach, reach) for hit in found)]
        broken = {
            at
            for at, unit in enumerate(units)
            if reach == "onward" and scheme.breaks and not hits[at] and _holds(scheme.breaks, unit.context)
        }
        for at, unit in enumerate(units):
            if unit.codes[scheme.id] or at in broken or not _holds(scheme.carried_to, unit.context):
                continue
            near = [m for m in sorted({*marked, *broken}) if getattr(units[m], same) == getattr(unit, same)]
            before, after = [m for m in near if m < at], [m for m in near if m > at and reach != "onward"]
            if before or after:
                source = before[-1] if before else after[0]
                code = scheme.rest if source in broken else units[source].codes[scheme.id][0].code
                unit.codes[scheme.id] = (Coded(code, "carried", 0, 0),)


def _reaches(reach: str, wanted: str) -> bool:
    wider = {"onward": ("onward",), "sentence": ("sentence", "paragraph"), "paragraph": ("paragraph",)}
    return reach in wider[wanted]


def _behind(units: Sequence[Unit], at: int) -> Iterator[Unit]:
    for unit in units[at + 1 :]:
        if unit.sentence != units[at].sentence or unit.opens_part:
            return
        yield unit


def _rest(unit: Unit, scheme: Scheme) -> Coded:
    """Return the code that the clause's context gives it, else the scheme's rest."""
    for code, context in scheme.otherwise:
        if _holds(context, unit.context):
            return Coded(code, "context", 0, 0)
    return Coded(scheme.rest, "rest", 0, 0)


def _holds(wanted: Mapping[str, Sequence[str]], context: Mapping[str, str]) -> bool:
    return all(context.get(name, "") in values for name, values in wanted.items())
