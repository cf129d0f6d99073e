"""Units, classifiers and bounds of the codebook, as patterns to be matched at a place in a plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from ..codebook import read_csv


class Unit(NamedTuple):
    """A unit as written: its canonical unit, what one of it is worth there, and its dimension."""

    unit: str
    factor: Decimal
    dimension: str


def longest_first(
    forms: Iterable[str], not_before: Mapping[str, str] = MappingProxyType({})
) -> re.Pattern[str]:
    """Return a pattern that matches the longest of ``forms`` at a place.

    A Latin form ends at a word's end; ``not_before`` names what must not follow a form, alternatives by ``|``.
    """
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    # A hard line end may cut a form.
    return re.compile(
        "|".join("\n?".join(map(re.escape, form)) + _end(form, not_before.get(form, "")) for form in ordered)
    )


def _end(form: str, not_before: str) -> str:
    word_end = r"(?![A-Za-z])" if form[-1].isascii() and form[-1].isalpha() else ""
    return word_end + (f"(?!{not_before})" if not_before else "")


_ROWS = read_csv("units.csv")
UNITS = {row["form"]: Unit(row["unit"], Decimal(row["factor"]), row["dimension"]) for row in _ROWS}
UNIT = longest_first(UNITS, {row["form"]: row["not_before"] for row in _ROWS})
STARTS_LIKE_MULTIPLIER = longest_first(form for form in UNITS if form[0] in "百千万亿兆十" and len(form) > 1)

_BOUNDS = read_csv("bounds.csv")
BEFORE = {row["form"]: row["bound"] for row in _BOUNDS if row["where"] == "before"}
NOT_AFTER = {row["form"]: tuple(row["not_after"].split("|")) for row in _BOUNDS if row["not_after"]}
INSIDE = {row["form"] for row in _BOUNDS if row["inside"] == "yes"}
AFTER = {row["form"]: row["bound"] for row in _BOUNDS if row["where"] == "after"}
AFTER_FORM = longest_first(AFTER)
