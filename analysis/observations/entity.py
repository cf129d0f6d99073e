"""The place or body that a number is about."""

from __future__ import annotations

import re
from functools import cache

from ..codebook import read_csv
from .context import Document
from .cues import cue
from .link import Item

def read(document: Document, text: str, item: Item, current: str, right: str) -> str:
    """Return the entity that holds at a number: the firm of the project behind it, the last that opened a clause of its
    sentence, else ``current``.
    """
    if project := _project(right):
        return project
    entity = current
    for at in _clause_starts(text, item.sentence_start, item.quantity.start):
        entity = _opened(document, text, at, item.quantity.start) or entity
    return entity


def is_of_project(right: str) -> bool:
    """Return whether the number belongs to a named project behind it, whose firm does not stay open."""
    return bool(_project(right))


def _project(right: str) -> str:
    """Return the firm in front of a project's name (总投资5亿元的某某纸业技改项目: 某某纸业), or ``""``."""
    found = cue("entity", "project").match(right)
    return found["name"] if found else ""


def _clause_starts(text: str, start: int, end: int) -> list[int]:
    return [start] + [m.end() for m in re.compile(r"[,，:：;；。]|(?<=[)）。])\d{1,2}[.、．]").finditer(text, start, end)]


def _opened(document: Document, text: str, start: int, end: int) -> str:
    """Return the entity that the clause at ``start`` opens with, behind an adverb or a time, or ``""``."""
    lead = cue("entity", "lead").match(text, start, end)
    at = lead.end() if lead else start
    if cue("entity", "nation").match(text, at, end):
        return "全国"
    if cue("entity", "whole").match(text, at, end):
        return document.entity if document.place_kind != "nation" else ""
    if cue("entity", "province").match(text, at, end):
        return document.entity if document.place_kind == "province" else province_of(document.entity)
    if cue("entity", "city").match(text, at, end):
        return document.entity if document.place_kind in ("city", "district") else ""
    for kind in ("firm", "zone"):
        found = cue("entity", kind).match(text, at, end)
        name = (found["name"] or found.groupdict().get("other") or "") if found else ""
        if name and not cue("entity", "not_in_name").search(name):
            return document.entity if name in document.entity or document.entity in name else name
    place = _place_at(text, at)
    if not place or cue("entity", "not_after_place").match(text, at + len(place)):
        return ""
    return document.entity if place in document.entity else place


def province_of(entity: str) -> str:
    """Return the province that ``entity`` lies in by the codes of places.csv, or ``""``."""
    codes = _codes()
    best = max((name for name in codes if name in entity), key=len, default="")
    return _provinces().get(codes[best][:2], "") if best else ""


def _place_at(text: str, at: int) -> str:
    return next((name for name in _by_first_two().get(text[at : at + 2], ()) if text.startswith(name, at)), "")


@cache
def _codes() -> dict[str, str]:
    rows = read_csv("places.csv")
    return {row["short"]: row["gb2260"] for row in rows if row["short"]} | {row["name"]: row["gb2260"] for row in rows}


@cache
def _provinces() -> dict[str, str]:
    return {row["gb2260"][:2]: row["name"] for row in read_csv("places.csv") if row["kind"] == "province"}


@cache
def _by_first_two() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(_codes(), key=len, reverse=True):
        if len(name) > 1:
            found.setdefault(name[:2], []).append(name)
    return found
