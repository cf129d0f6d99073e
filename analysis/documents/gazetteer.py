"""Names of provinces, cities and districts → kind, short name, codes of GB/T 2260.

``places.csv`` has each name once, as the National Bureau of Statistics lists them (2023) down to counties, with a few
former ones; ``homonyms.csv`` has the other codes of a name that several places bear; ``place_aliases.csv`` has what
autonomous prefectures, counties and banners are called without the names of their peoples (湘西州, 长阳县).
"""

from __future__ import annotations

import re
from functools import cache

from .. import codebook

__all__ = [
    "beginnings",
    "codes_of",
    "county_at",
    "full_name",
    "is_alias",
    "is_county_level",
    "is_name",
    "is_nested",
    "kind_of",
    "name_at",
    "names_of_code",
    "outer_place",
    "short_name",
]

_MAX_CHARS = 12


def name_at(text: str, at: int) -> str:
    """Return the longest name of a place, full or short, that stands at ``at``, or ``""``."""
    for name in _by_first_two().get(text[at : at + 2], ()):
        if text.startswith(name, at):
            return name
    return ""


def county_at(text: str, at: int) -> str:
    """Return the full name of the county or district whose name without its class stands at ``at``, or ``""``.

    Such names (和平, 城关) are words as well: what stands around them has to vouch for the place.
    """
    for short in _counties_by_first_two().get(text[at : at + 2], ()):
        if text.startswith(short, at):
            return _counties()[short]
    return ""


def beginnings() -> re.Pattern[str]:
    """Return what finds two characters that may begin a name of a place, many times faster than looking each up."""
    return _beginnings()


def is_name(name: str) -> bool:
    """Return whether ``name`` is the full name of a place."""
    return name in _rows()


def full_name(name: str) -> str:
    """Return the full name of a place called ``name``, full or short; of places of one short name the first listed."""
    return name if name in _rows() else _aliases().get(name) or _long_of().get(name, "")


def short_name(name: str) -> str:
    """Return the short name of a place, ``name`` itself where it has none."""
    return _rows()[name]["short"] or name if name in _rows() else name


def kind_of(full: str) -> str:
    """Return the kind of the place (``PLACE_KINDS``) by its full name."""
    return _rows()[full]["kind"]


def is_county_level(full: str) -> bool:
    """Return whether the place is a county, a district or a city of that rank."""
    return not _rows()[full]["gb2260"].endswith("00")


def is_alias(name: str) -> bool:
    """Return whether ``name`` is short for an autonomous place, with its class (湘西州)."""
    return name in _aliases()


def codes_of(full: str) -> tuple[str, ...]:
    """Return the codes of all places of this full name; none for a name that is not listed."""
    if full not in _rows():
        return ()
    return (_rows()[full]["gb2260"], *_homonyms().get(full, ()))


def outer_place(name: str, before: str) -> str:
    """Return the place that ``before`` ends with and the one of the full name ``name`` lies in, or ``""``."""
    for length in range(min(len(before), _MAX_CHARS), 1, -1):
        if name and full_name(before[-length:]):
            return before[-length:] if is_nested(name, before) else ""
    return ""


def is_nested(name: str, before: str) -> bool:
    """Return whether ``before`` does not end with a place, or with one that a place called ``name`` lies in."""
    for length in range(min(len(before), _MAX_CHARS), 1, -1):
        if outer := full_name(before[-length:]):
            within = tuple(re.sub("(00){1,2}$", "", code) for code in codes_of(outer))
            return any(code.startswith(within) for code in codes_of(full_name(name)))
    return True


def names_of_code(code: str) -> frozenset[str]:
    """Return all names, full, short and former, of the place of a code."""
    return _names_of_code().get(code, frozenset())


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in codebook.read_csv("places.csv")}


@cache
def _homonyms() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for row in codebook.read_csv("homonyms.csv"):
        codes[row["name"]] = (*codes.get(row["name"], ()), row["gb2260"])
    return codes


@cache
def _names_of_code() -> dict[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for row in codebook.read_csv("places.csv"):
        both = {name for name in (row["name"], row["short"]) if name}
        names[row["gb2260"]] = names.get(row["gb2260"], frozenset()) | both
    for alias, name in _aliases().items():
        names[_rows()[name]["gb2260"]] |= {alias}
    return names


@cache
def _long_of() -> dict[str, str]:
    rows = reversed(codebook.read_csv("places.csv"))
    return {row["short"]: row["name"] for row in rows if row["short"]}


@cache
def _aliases() -> dict[str, str]:
    return {row["alias"]: row["name"] for row in codebook.read_csv("place_aliases.csv")}


@cache
def _counties() -> dict[str, str]:
    """Return the counties and districts by their names without 县 or 区 that no other place has for its own."""
    names = (name for name in _rows() if re.fullmatch("[一-鿿]{2,4}(?<!自治)[县区]", name))
    counties = {name[:-1]: name for name in sorted(names) if is_county_level(name)}
    return {
        short: name for short, name in counties.items() if not full_name(short) and short[-1] not in "市新"
    }


@cache
def _counties_by_first_two() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for short in sorted(_counties(), key=len, reverse=True):
        names.setdefault(short[:2], []).append(short)
    return names


@cache
def _beginnings() -> re.Pattern[str]:
    pairs = {*_by_first_two(), *_counties_by_first_two()}
    first, second = ("".join(sorted({pair[n] for pair in pairs})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


@cache
def _by_first_two() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in sorted({*_rows(), *_long_of(), *_aliases()}, key=len, reverse=True):
        names.setdefault(name[:2], []).append(name)
    return names
