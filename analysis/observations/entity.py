"""The place or body that a number is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..codebook import read_csv
from .cues import cue
from .document import Document
from .item import Item, Link

_LONGEST_PLACE = 8
_REACH = 80  # no subject and what marks it is longer
_MARK = re.compile(r"[,，:：;；。(（]|(?<![\d.])(?=\d{1,2}[.、．][一-龥])")
_MEMBER = re.compile(r"(?<=[元%个家件人户名])[、和]")
_OF_A_PLACE = tuple("市县区省州盟")
_ASIDE = re.compile(r"[(（][^()（）]{0,80}[)）]")


def read(document: Document, text: str, item: Item, current: str, right: str) -> tuple[str, str]:
    """Return the entity that holds at a number, and the one that its sentence leaves open.

    The first is the firm of the project behind it, the wider body right in front of a count, or the last that
    opened a clause of its sentence, else ``current``; the second is what the sentence opens with, else
    ``current``.
    """
    starts = _clause_starts(text, item.sentence_start, item.quantity.start)
    opened = [_opened(document, text, at, min(item.quantity.start, at + _REACH)) for at in starts]
    entity = next((name for name in reversed(opened) if name), current)
    passing = _project(right) or _adjacent(document, text, item, right)
    wholes = [
        name
        for at, name in zip(starts, opened, strict=True)
        if name and _is_whole(text, at, item.quantity.start)
    ]
    lead = _behind_time(text, starts, opened)
    return passing or entity, lead or (wholes[0] if wholes else current)


def in_front_of(document: Document, text: str, item: Item, found: Link) -> str:
    """Return the place right in front of a number's name (2021年广东省GDP), which no comparison leads to, or ``""``."""
    low = max(item.left_start, item.clause_start)
    if not low < found.start < item.quantity.start:
        return ""
    for length in range(min(_LONGEST_PLACE, found.start - low), 1, -1):
        at = found.start - length
        if _place_at(text, at) == text[at : found.start]:
            is_compared = cue("entity", "compared").search(text, max(low, at - 6), at) is not None
            name = text[at : found.start]
            return "" if is_compared or name in document.entity or document.entity in name else name
    return ""


def of_row(text: str, start: int, end: int) -> str:
    """Return the place or zone that a table's row is of: its label and nothing but it, or ``""``."""
    label = re.split(r"[ \u3000\t|\n]", text[start:end], maxsplit=1)[0]
    zone = cue("entity", "zone").fullmatch(label)
    return label if label and (_place_at(label, 0) == label or zone is not None) else ""


def _short_form(name: str, text: str) -> str:
    """Return a zone's name with the short form of its class where the text uses that."""
    for row in read_csv("zones.csv"):
        short = name.removesuffix(row["long"]) + row["short"]
        if name.endswith(row["long"]) and short in text:
            return short
    return name


def of_heading(document: Document, line: str, text: str) -> str:
    """Return the place or zone that a line of ``text`` names and nothing but it, or in front of a colon, or ``""``."""
    name = re.split("[:：]", line.strip(), maxsplit=1)[0].strip()
    if not name or (name == line.strip() and line.strip().endswith((":", "："))):
        return ""
    zone = cue("entity", "zone").fullmatch(name)
    place = _place_at(name, 0)
    if zone is not None and not cue("entity", "not_in_name").search(name):
        return document.entity if name == document.entity else _short_form(name, text)
    return name if place and name in (place, place + "市", place + "省") else ""


def introduced(document: Document, text: str, start: int, end: int) -> str:
    """Return the firm that a sentence without numbers speaks of, as topic of the sentences behind it, or ``""``."""
    name = _opened(document, text, start, end) if cue("entity", "firm").match(text, start, end) else ""
    return name if name.endswith(("公司", "集团")) else ""


def is_firm(name: str) -> bool:
    """Return whether ``name`` is a firm's, a bank's or a station's."""
    return cue("entity", "firm_name").fullmatch(name) is not None


def _behind_time(text: str, starts: list[int], opened: list[str]) -> str:
    """Return what the sentence opens with, behind clauses that only say when, or ``""``."""
    for at, following, name in zip(starts, [*starts[1:], starts[-1]], opened, strict=True):
        if name or not cue("entity", "time_clause").fullmatch(text, at, following):
            return name
    return ""


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a clause opens with the whole of a body (全省, 全市, 全国), which stays the topic."""
    lead = cue("entity", "lead").match(text, start, end)
    at = lead.end() if lead else start
    return any(cue("entity", name).match(text, at, end) for name in ("nation", "whole", "province", "city"))


def hand_out(text: str, start: int, until: int, count: int) -> tuple[str, ...]:
    """Return the places or zones listed from ``start``, if there are ``count``: 分别 hands the numbers out to
    them.
    """
    found = cue("entity", "listed").match(text, start, until) if count > 1 else None
    names = [_listed_name(piece) for piece in re.split("[、和与及]", found["names"])][:count] if found else []
    if len(names) != count or not all(names):
        return ()
    shared = names[-1][len(_place_at(names[-1], 0)) :]  # 苏州、无锡高新区: both are zones
    is_shared = cue("entity", "zone_suffix").fullmatch(shared) is not None
    return tuple(name + shared if is_shared and _place_at(name, 0) == name else name for name in names)


def _listed_name(piece: str) -> str:
    """Return the zone or place that a member of a list begins with, or ``""``."""
    found = cue("entity", "zone_name").match(piece)
    return found[0] if found else _place_at(piece, 0)


def is_passing(text: str, item: Item, right: str) -> bool:
    """Return whether the entity of the number holds for it alone."""
    left = text[max(item.sentence_start, item.quantity.start - 12) : item.quantity.start]
    is_nation = any(cue("entity", name).search(left) for name in ("adjacent", "of_nation"))
    return bool(_project(right)) or is_nation or cue("entity", "zones_counted").match(right) is not None


def _adjacent(document: Document, text: str, item: Item, right: str) -> str:
    """Return the wider body whose things are counted (全省60个重点集群之一, 32个国家级开发区), or ``""``.

    What the nation hands down (国家下达80亿元) is the nation's.
    """
    left = "".join(text[max(item.sentence_start, item.quantity.start - 12) : item.quantity.start].split())
    found = cue("entity", "adjacent").search(left) if item.dimension == "count" else None
    if item.dimension == "count" and cue("entity", "zones_counted").match(right):
        return "全国" if item.quantity.value > 9 and document.place_kind == "zone" else ""
    if item.dimension in ("money", "number") and cue("entity", "of_nation").search(left):
        return "全国"
    if found is None:
        return ""
    if found["nation"]:
        return "全国"
    level = "province" if found["province"] else "city"
    if document.place_kind == level:
        return document.entity
    return province_of(document.entity) if level == "province" else ""


def _project(right: str) -> str:
    """Return the firm in front of a project's name (总投资5亿元的某某纸业技改项目: 某某纸业), or ``""``."""
    found = cue("entity", "project").match(right)
    return found["name"] if found else ""


def _clause_starts(text: str, start: int, end: int) -> list[int]:
    """Return where subjects may stand: behind a comma or a list's mark, and at a place behind 、."""
    found = [mark.end() for mark in _MARK.finditer(text, start, end)]
    for member in _MEMBER.finditer(text, start, end):
        if _place_at(text, member.end())[-1:] in _OF_A_PLACE:
            found.append(member.end())
    for low, high in [aside.span() for aside in _ASIDE.finditer(text, start, end)]:
        found = [at for at in found if not low < at < high]
    return sorted([start, *found])


@lru_cache(maxsize=8192)  # each number of a sentence asks for all clauses in front of it
def _opened(document: Document, text: str, start: int, end: int) -> str:
    """Return the entity that the clause at ``start`` opens with, behind an adverb or a time, or ``""``."""
    lead = cue("entity", "lead").match(text, start, end)
    at = lead.end() if lead else start
    if located := _located(text, at, end):
        return document.entity if located in document.entity else located
    is_counted = lead is not None and re.search(r"\d ?[个家][,，:： ]?$", lead[0]) is not None
    if cue("entity", "nation").match(text, at, end):
        return "全国"
    if cue("entity", "world").match(text, at, end):
        return "全球"
    if region := cue("entity", "region").match(text, at, end):
        return region[0]
    if document.place_kind != "zone" and cue("entity", "named_before").match(text, at, end):
        return _zone_before(document, text, at)
    if bare := cue("entity", "bare_zone").match(text, at, end):
        return _own_zone(document, bare[0])
    if cue("entity", "whole").match(text, at, end):
        return document.entity if document.place_kind != "nation" else ""
    if cue("entity", "province").match(text, at, end):
        return document.entity if document.place_kind == "province" else province_of(document.entity)
    if cue("entity", "city").match(text, at, end):
        return document.entity if document.place_kind in ("city", "district") else ""
    for kind in ("zone",) if is_counted else ("firm", "located", "zone"):
        found = cue("entity", kind).match(text, at, end)
        groups = found.groupdict() if found else {}
        name = groups.get("name") or groups.get("other") or ""
        if kind == "zone":
            name = _without_words(document, name)
        if name and not cue("entity", "not_in_name").search(name):
            if name in document.entity or (document.place_kind == "zone" and document.entity in name):
                return document.entity
            return _with_place(document, text, name) + re.sub('[”"]', "", groups.get("phase") or "")
    place = _place_at(text, at)
    if not place or cue("entity", "not_after_place").match(text, at + len(place)):
        return ""
    return document.entity if place in document.entity else place


def _without_words(document: Document, name: str) -> str:
    """Return a zone's name without the words that run into it: 占宝鸡高新区, 如湛江开发区.

    It is the document's own zone if it ends with that, else begins at the only place that it has in it.
    """
    if document.place_kind == "zone" and name.endswith(document.entity):
        return document.entity
    at = next((at for at in range(len(name)) if _place_at(name, at)), 0)
    return name[at:] if at < 3 and cue("entity", "runs_into").fullmatch(name[:at]) else name


def _located(text: str, start: int, end: int) -> str:
    """Return the place that a clause is set in (在山西大同,: the narrowest named), or ``""``."""
    if not text.startswith(("在", "位于"), start):
        return ""
    at = start + (1 if text[start] == "在" else 2)
    name = ""
    while at < end and (place := _place_at(text, at)):
        name, at = place, at + len(place)
    return name if name and text[at : at + 1] in (",", "，") else ""


def _zone_before(document: Document, text: str, at: int) -> str:
    """Return the zone named last in front of ``at``, which 该区 or 园区 means in a text on a wider place, or ``""``."""
    names = [
        m["zone"] for m in cue("entity", "zone_name_inside").finditer(text, max(document.start, at - 600), at)
    ]
    names = [name for name in names if _place_at(name, 0)]
    return names[-1] if names else ""


def _with_place(document: Document, text: str, name: str) -> str:
    """Return ``name`` with the place's name that the document puts in front of it somewhere (rule 11)."""
    if _place_at(name, 0):
        return name
    at = text.find(name, document.start, document.end)
    while at >= 0:
        for length in (4, 3, 2):
            place = text[max(document.start, at - length) : at]
            if place in _codes() and len(place) == length:
                return place + name
        at = text.find(name, at + 1, document.end)
    return name


def _own_zone(document: Document, bare: str) -> str:
    """Return the zone that a bare 高新区 means: the document's, else that of its city (rule 22)."""
    if document.place_kind in ("city", "district"):
        return document.entity.removesuffix("市").removesuffix("区") + bare.removeprefix("市")
    return document.entity if document.place_kind == "zone" else ""


def province_of(entity: str) -> str:
    """Return the province that ``entity`` lies in by the codes of places.csv, or ``""``."""
    codes = _codes()
    best = max((name for name in codes if name in entity), key=len, default="")
    return _provinces().get(codes[best][:2], "") if best else ""


def _place_at(text: str, at: int) -> str:
    for name in _by_first_two().get(text[at : at + 2], ()):
        if text.startswith(name, at):
            return name
    return ""


@cache
def _codes() -> dict[str, str]:
    rows = read_csv("places.csv")
    return {row["short"]: row["gb2260"] for row in rows if row["short"]} | {
        row["name"]: row["gb2260"] for row in rows
    }


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
