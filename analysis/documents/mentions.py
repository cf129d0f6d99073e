"""A document's text → where it names zones, provinces, cities and districts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .. import codebook
from . import gazetteer, unlisted

__all__ = ["Mention", "find_regions", "find_zones", "mask", "own_names"]

_FILLER = "\ufffc"


class Mention(NamedTuple):
    """A place as a text names it: ``name`` as printed, ``key`` the same for all forms of a name, kind and offset."""

    name: str
    key: str
    kind: str
    start: int
    is_full: bool

    @property
    def end(self) -> int:
        """The offset after the name."""
        return self.start + len(self.name)

    @property
    def class_(self) -> str:
        """What the place's full name ends with: 省, 市, 县, …"""
        return self.key[-1]


def find_zones(text: str, own: Sequence[str]) -> Iterator[Mention]:
    """Yield the zones in ``text``: a place in front of 高新区, 开发区 and the like, and the names ``own``."""
    keys: list[str] = []
    taken: list[tuple[int, int]] = []
    for match in codebook.pattern(_cues()["zone"]).finditer(text):
        start, name = _name_before(text, match.start())
        printed = text[start : match.end()]
        if name and not any(gazetteer.is_name(printed[at:]) for at in range(len(printed) - 1)):
            class_ = re.sub(r"^国家级?|^省级", "", match[0])
            keys.append(name + _short_classes().get(class_, class_))
            taken.append((start, match.end()))
            yield Mention(printed, keys[-1], "zone", start, is_full=True)
    listed = _named_zones()
    for name in dict.fromkeys([*own, *keys]):
        key = next((key for key in dict.fromkeys(keys) if key.endswith(name)), name)
        before = (
            "" if name in listed or codebook.pattern(_cues()["zone"] + "$").search(name) else "(?<![一-鿿])"
        )
        for match in re.finditer(before + re.escape(name), text):
            if not any(start < match.end() <= end for start, end in taken):
                yield Mention(name, key, "zone", match.start(), is_full=True)


def own_names(body: str) -> list[str]:
    """Return the names of zones without a place in them: known ones, those that a 管委会 bears or that recur."""
    known = (name for name in sorted(_named_zones()) if name in body)
    administered = (match[1] for match in codebook.pattern(_cues()["administration"]).finditer(body))
    names = dict.fromkeys([*known, *administered, *_recurring_names(body)])
    return [name for name in names if not any(gazetteer.name_at(name, at) for at in range(len(name)))]


def _recurring_names(body: str) -> list[str]:
    """Return what stands alone in front of a class twice or more, with it: 西岭高新区, where no 西岭 is known."""
    found = Counter(
        match[0]
        for match in codebook.pattern(_cues()["recurring"]).finditer(body)
        if not codebook.pattern(_cues()["no_recurring"]).search(match[1])
    )
    return [name for name, times in found.items() if times > 1]


def _name_before(text: str, end: int) -> tuple[int, str]:
    """Return where the name in front of a zone's class begins, and the name without ranks; ``""`` if there is none."""
    run = codebook.pattern(_cues()["run"]).search(text[max(0, end - _cues()["max_name"]) : end])
    before = run[0] if run else ""
    core = codebook.pattern(_cues()["rank"]).sub("", before)
    for at in range(len(before) - 1, -1, -1):
        region = gazetteer.name_at(before, at)
        outer = "" if region else gazetteer.outer_place(gazetteer.county_at(before, at), before[:at])
        if outer:  # the place in front vouches for a county's short name, and is part of the zone's
            county = gazetteer.county_at(before, at)[:-1]
            rest = core[at + len(county) :]
            if len(rest) <= _cues()["max_own_name"] and not codebook.pattern(_cues()["no_name"]).search(rest):
                return end - len(before) + at - len(outer), county + rest
        if region and not (gazetteer.is_nested(region, before[:at]) and _is_whole(before, at)):
            continue  # 朝阳 in 长春朝阳 is not the city of that name, nor 城区 in 鲤城区 a place
        rest = core[at + len(region) :] if region else ""
        if (
            region
            and len(rest) <= _cues()["max_own_name"]
            and not codebook.pattern(_cues()["no_name"]).search(rest)
        ):
            return end - len(before) + at, gazetteer.short_name(region) + rest
    placeholder = codebook.pattern(_cues()["placeholder"]).search(core)
    if placeholder:
        return end - len(before) + placeholder.start(), placeholder[0]
    return 0, ""


def _is_whole(text: str, at: int) -> bool:
    """Return whether no longer name of a place that begins before ``at`` goes beyond it."""
    return not any(before + len(gazetteer.name_at(text, before)) > at for before in range(at))


def find_regions(text: str, body: str, zones: Sequence[Mention], names: Sequence[str]) -> list[Mention]:
    """Return the provinces, cities and districts that ``text`` names, without those in the names of ``zones``.

    The short name of a county-level city counts only if ``body`` has the full one: many are also parts of
    words. ``names`` are of places that no list has.
    """
    taken = [match.span() for match in codebook.pattern(_cues()["no_place"]).finditer(text)]
    taken += [(zone.start, zone.end) for zone in zones]
    masked = mask(text, taken)
    unlisted_ = [
        Mention(name, name, unlisted.kind_of(name), match.start(), is_full=True)
        for name in names
        for match in re.finditer(re.escape(name), masked)
    ]
    masked = mask(masked, [(mention.start, mention.end) for mention in unlisted_])
    return sorted([*unlisted_, *_listed_regions(masked, body)], key=lambda mention: mention.start)


def _listed_regions(masked: str, body: str) -> Iterator[Mention]:
    end = 0
    for match in gazetteer.beginnings().finditer(masked):
        name = gazetteer.name_at(masked, match.start()) if match.start() >= end else ""
        if not name and match.start() >= end and (key := gazetteer.county_at(masked, match.start())):
            if _is_vouched_for(key, body):
                end = match.start() + len(key) - 1
                yield Mention(key[:-1], key, gazetteer.kind_of(key), match.start(), is_full=False)
        elif name:
            end = match.start() + len(name)
            key = gazetteer.full_name(name)
            is_sure = name == key or gazetteer.is_alias(name) or not gazetteer.is_county_level(key)
            if is_sure or key in body:
                yield Mention(name, key, gazetteer.kind_of(key), match.start(), is_full=name == key)


def _is_vouched_for(key: str, body: str) -> bool:
    """Return whether a text means the county or district ``key`` by its name without its class.

    It has the full name, too; or it calls its own place a county (全县), and names this one thrice.
    """
    is_own = key.endswith("县") and codebook.pattern(_cues()["self"]["县"]).search(body) is not None
    return key in body or (is_own and body.count(key[:-1]) > 2)


def mask(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """Return ``text`` with fillers in the passages ``taken``, of the same length."""
    characters = list(text)
    for start, end in taken:
        characters[start:end] = _FILLER * (end - start)
    return "".join(characters)


@cache
def _named_zones() -> frozenset[str]:
    return frozenset(row["name"] for row in codebook.read_csv("named_zones.csv"))


@cache
def _short_classes() -> dict[str, str]:
    return {row["long"]: row["short"] for row in codebook.read_csv("zones.csv")}


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["places"]
    return cues
