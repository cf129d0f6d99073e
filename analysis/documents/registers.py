"""A document's place → its code of GB/T 2260 and, of a zone, its level."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from .. import codebook
from . import gazetteer
from .lines import Span
from .readings import NOTHING, Reading

__all__ = ["find_code", "find_kind", "find_level"]

_BEFORE_CHARS = 12


def find_kind(name: str) -> str:
    """Return the kind (``PLACE_KINDS``) of a place by its name alone, or ``""``."""
    if name == "全国":
        return "nation"
    if full := _full_name(name):
        return gazetteer.kind_of(full)
    is_zone = name in _named_zones() or codebook.pattern(_places()["zone"] + "$").search(name)
    return "zone" if is_zone else ""


def find_code(name: str, kind: str, body: str) -> Reading:
    """Return the code of a place, of a zone that of the smallest place it is known to lie in; none for the nation.

    Of places that bear one name it is the one whose city or province the text names, none if that leaves
    several. ``body`` is the folded text.
    """
    if kind == "zone":
        row = _parks().get(name)
        codes = {row["gb2260"]} if row else {code for zone, code in _named_zones().items() if zone in name}
        codes = codes or _codes_in(name)
    else:
        codes = set(gazetteer.codes_of(_full_name(name)))
    for digits in (4, 2):
        if len(codes) > 1:
            codes = {code for code in codes if _is_named(f"{code[:digits]:0<6}", body)} or codes
    return Reading(codes.pop(), "register") if len(codes) == 1 else NOTHING


def find_level(name: str, year: str, plain: str, part: Span) -> Reading:
    """Return the level of the zone ``name`` (``ZONE_LEVELS``): what the text says of it, else what ``parks.csv`` has.

    A zone that was national stays so, and one that was provincial was not national before: the register's
    entry holds for the years on that side of its own.
    """
    for level in ("national", "provincial"):
        for form in _statements(level, name):
            for match in form.finditer(plain, *part):
                before = plain[max(part.start, match.start() - _BEFORE_CHARS) : match.end()]
                if not codebook.pattern(_cues()["aimed"]).search(re.split("[,。;:\n]", before)[-1]):
                    return Reading(level, "cue", Span(*match.span()))
    if (row := _parks().get(name)) is None:
        return NOTHING
    is_after = year >= row["as_of"] if row["level"] == "national" else year <= row["as_of"]
    return Reading(row["level"], "register" if year and is_after else "later_register")


@lru_cache(maxsize=1024)  # documents of one zone ask again
def _statements(level: str, name: str) -> list[re.Pattern[str]]:
    """Return what says that the zone ``name`` is of ``level``, the surest first."""
    place = codebook.pattern(_places()["zone"] + "$").sub("", name)
    zone = "|".join([re.escape(name), _cues()["own"], *([rf"{re.escape(place)}CLASS"] if place else [])])
    forms = [form for form in _cues()[level] if place or "PLACE" not in form]
    filled = (form.replace("PLACE", re.escape(place)).replace("ZONE", zone) for form in forms)
    return [re.compile(form.replace("CLASS", _cues()["class"])) for form in filled]


def _codes_in(name: str) -> set[str]:
    """Return the codes of the narrowest place in the chain that a zone's name begins with (江苏省昆山…)."""
    codes: set[str] = set()
    at = 0
    while printed := gazetteer.name_at(name, at):
        within = tuple(re.sub("(00){1,2}$", "", code) for code in codes) or ("",)
        inside = {
            code for code in gazetteer.codes_of(gazetteer.full_name(printed)) if code.startswith(within)
        }
        if not inside:
            break
        codes, at = inside, at + len(printed)
    return codes


def _full_name(name: str) -> str:
    """Return the full name of a place, also of a county that is called without its class, or ``""``."""
    county = gazetteer.county_at(name, 0)
    return gazetteer.full_name(name) or (county if county[:-1] == name else "")


def _is_named(code: str, body: str) -> bool:
    return any(name in body for name in gazetteer.names_of_code(code))


@cache
def _parks() -> dict[str, dict[str, str]]:
    rows = codebook.read_csv("parks.csv")
    return {name: row for row in rows for name in (row["name"], row["full_name"])}


@cache
def _named_zones() -> dict[str, str]:
    return {row["name"]: row["gb2260"] for row in codebook.read_csv("named_zones.csv")}


def _places() -> dict[str, Any]:
    places: dict[str, Any] = codebook.read_toml("documents.toml")["places"]
    return places


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["levels"]
    return cues
