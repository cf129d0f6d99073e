"""One document → all its facts, each with its basis and passage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .catalogue import Statement
from .facts import Finding, find_completeness, find_genre, find_rights
from .heads import Head
from .imprint import find_imprint
from .lines import Span
from .places import Place, find_place
from .readings import NOTHING, Reading
from .registers import find_code, find_kind, find_level
from .script import fold, script_of
from .sections import sections
from .subject_year import find_subject_year

__all__ = ["Document", "describe"]


class Document(NamedTuple):
    """A document in its file: the text as it is and folded, its part of it, its head, and what counts for nothing."""

    doc: str
    text: str
    plain: str
    part: Span
    head: Head
    repeats: Sequence[Span]
    boilerplate: Sequence[Span]
    is_cut: bool


def describe(
    document: Document, stated: Mapping[str, Statement]
) -> tuple[dict[str, Reading], dict[str, Reading]]:
    """Return a document's facts (``FACT_NAMES``) as they were read, and as they stand with what is ``stated``.

    Facts that follow from others follow from what is stated of those.
    """
    found: dict[str, Reading] = {}
    settled: dict[str, Reading] = {}

    def settle(fact: str, reading: Reading) -> str:
        found[fact] = settled[fact] = reading
        if fact in stated:
            settled[fact] = Reading(stated[fact].value, "catalogue")
        return settled[fact].value

    text, plain, part = document.text, document.plain, document.part
    body = _without(plain, part, [*document.repeats, *document.boilerplate])
    title = _bare(settle("title", document.head.title))
    imprint = find_imprint(text, plain, part, document.head)
    date = settle("date", imprint.date)
    head = [_bare(settle(fact, getattr(imprint, fact))) for fact in ("issuer", "source", "author")]
    doc_no = settle("doc_no", document.head.doc_no)

    genre = settle("genre", _located(find_genre(title, body, has_by_line=any(head[1:])), document))
    place = find_place(plain, part, title, head[0] or head[1])
    entity = settle("entity", _place_reading(place, document, imprint.issuer))
    is_read = place is not None and place.name == entity
    kind = settle(
        "place_kind", found["entity"]._replace(value=place.kind) if place and is_read else _kind(entity)
    )
    settle("place_code", find_code(entity, kind, body) if entity else NOTHING)
    year = find_subject_year(genre, title, date, body, sections(body, 0, len(body)))
    subject_year = settle("subject_year", _located(year, document))
    settle("zone_level", find_level(entity, subject_year, plain, part) if kind == "zone" else NOTHING)

    around = "\n".join(plain[slice(*span)] for span in document.boilerplate)
    settle("completeness", _located(find_completeness(body, around, is_cut=document.is_cut), document))
    settle("script", Reading(script_of(text[slice(*part)]), "characters"))
    settle("rights", _located(find_rights(genre, title, head, doc_no), document))
    return found, settled


def _bare(printed: str) -> str:
    """Return what was printed folded and without blanks, for comparing."""
    return re.sub(r"\s+", "", fold(printed))


def _located(finding: Finding | None, document: Document) -> Reading:
    """Return a finding as a reading, with the first passage of the document that has its words."""
    if finding is None:
        return NOTHING
    title = document.head.title.span
    if title and finding.words and finding.words in re.sub(r"\s+", "", document.plain[slice(*title)]):
        return Reading(finding.value, finding.basis, _within(document.plain, finding.words, title))
    at = document.plain.find(finding.words, *document.part) if finding.words else -1
    span = Span(at, at + len(finding.words)) if at >= 0 else None
    return Reading(finding.value, finding.basis, span)


def _within(plain: str, words: str, span: Span) -> Span:
    """Return where ``words`` stand in ``span``, all of it where blanks or line breaks stand between them."""
    at = plain.find(words, *span)
    return Span(at, at + len(words)) if at >= 0 else span


def _place_reading(place: Place | None, document: Document, issuer: Reading) -> Reading:
    """Return the entity with its passage: the name in the title or issuer, else the first mention of one counted."""
    if place is None:
        return NOTHING
    title = document.head.title.span
    if place.basis == "title" and title and place.name in _bare(document.text[slice(*title)]):
        return Reading(place.name, "title", _within(document.plain, place.name, title))
    at = document.plain.find(place.name, *document.part)
    first = Span(at, at + len(place.name)) if at >= 0 else None
    if place.basis == "counted":
        return Reading(place.name, "counted", first)
    return Reading(place.name, "rule", issuer.span if place.basis == "issuer" else first)


def _kind(entity: str) -> Reading:
    kind = find_kind(entity)
    return Reading(kind, "register") if kind else NOTHING


def _without(plain: str, part: Span, passages: Sequence[Span]) -> str:
    """Return the folded text of a document without ``passages``."""
    pieces, at = [], part.start
    for passage in sorted(passages):
        pieces.append(plain[at : max(at, passage.start)])
        at = max(at, passage.end)
    return "".join([*pieces, plain[at : part.end]])
