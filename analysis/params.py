"""The parameters of a report: names, types, defaults, ranges, and how a value is read from text.

Defaults live here; the ``parameters`` cell of each notebook repeats those that the chapter uses, and a test
holds the two equal. A value is checked before any kernel starts.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ParameterError

Value = str | int | bool


def _text(default: str, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"meaning": meaning})


def _switch(default: bool, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"meaning": meaning})


def _count(default: int, low: int, high: int, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"meaning": meaning, "low": low, "high": high})


@dataclass(frozen=True)
class Params:
    """One checked set of parameters; each field's ``metadata`` holds its meaning and its range."""

    title_length: int = _count(40, 10, 200, "characters of a title in the table of chapter 1")
    parks: str = _text("", "parks shown in chapters 2 to 5, by name, joined by commas; empty for all")
    min_parks: int = _count(
        2, 1, 100, "parks that must state an indicator for a row in the charts of chapter 3"
    )
    min_word_length: int = _count(2, 1, 6, "characters that a word must have to be counted in chapter 4")
    top_terms: int = _count(15, 5, 60, "key words shown for each park in chapter 4")
    cloud_words: int = _count(60, 10, 300, "words in each word cloud of chapter 4")
    cloud_seed: int = _count(7, 0, 2**31 - 1, "start of the random layout of the word clouds")
    examples: int = _count(3, 1, 20, "clauses quoted for each code in chapter 5")
    publish_all: bool = _switch(
        False, "true: a private copy, with press texts whole and telephone numbers as printed"
    )

    def __post_init__(self) -> None:
        errors = [
            error for field in dataclasses.fields(self) if (error := _fault(field, getattr(self, field.name)))
        ]
        if errors:
            raise ParameterError.gather(errors)

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Params:
        """Return the parameters with ``values`` (typed, of known names) in place of the defaults."""
        return cls(**values)  # type: ignore[arg-type]

    def only(self, names: Iterable[str]) -> dict[str, Value]:
        """Return the values of ``names`` as a notebook takes them."""
        return {name: getattr(self, name) for name in names}


_KINDS = {int: "a whole number", str: "text", bool: "true or false"}
FIELDS: Mapping[str, dataclasses.Field[Any]] = {field.name: field for field in dataclasses.fields(Params)}


def park_names(parks: str) -> tuple[str, ...]:
    """Return the names in a ``parks`` value, without blanks; commas of both widths and 、 part them."""
    for comma in "，、":
        parks = parks.replace(comma, ",")
    return tuple(name for part in parks.split(",") if (name := part.strip()))


def from_values(values: Mapping[str, object], *, where: str) -> dict[str, Value]:
    """Return ``values`` typed as the fields are; text is read as the field's type.

    Raises ParameterError for every unknown name and every value of the wrong type, gathered.
    """
    typed: dict[str, Value] = {}
    errors = []
    for name, value in values.items():
        if name not in FIELDS:
            errors.append(_unknown(name, where))
            continue
        want = type(FIELDS[name].default)
        try:
            typed[name] = _read(value, want)
        except ValueError:
            kind = _KINDS[want]
            errors.append(
                ParameterError(f"{name}={value!r} is not {kind}", where=where, remedy=describe(name))
            )
    if errors:
        raise ParameterError.gather(errors)
    return typed


def from_assignments(assignments: Iterable[str]) -> dict[str, Value]:
    """Return the typed values of ``NAME=VALUE`` texts, as the command line gives them."""
    values: dict[str, object] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise ParameterError(
                f"{assignment!r} is not NAME=VALUE",
                where="command line",
                remedy=f"Names: {', '.join(FIELDS)}",
            )
        values[name.strip()] = value.strip()
    return from_values(values, where="command line")


def from_toml(path: Path) -> dict[str, Value]:
    """Return the typed values of a TOML file of plain ``name = value`` lines."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParameterError(
            "no such file of parameters", where=str(path), remedy="Check the name."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParameterError(
            f"not TOML: {error}", where=str(path), remedy="Write lines such as: top_terms = 40"
        ) from None
    return from_values(values, where=str(path))


def describe(name: str) -> str:
    """Return one line on a parameter: meaning, range and default."""
    field = FIELDS[name]
    span = f", {field.metadata['low']} to {field.metadata['high']}" if "low" in field.metadata else ""
    return f"{name}: {field.metadata['meaning']}{span} (default {field.default!r})."


def _read(value: object, want: type) -> Value:
    if want is str and isinstance(value, str):
        return value
    if want is str and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    if want is int and not isinstance(value, bool) and isinstance(value, int | str):
        return int(value)
    if want is bool and str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise ValueError(value)


def _unknown(name: str, where: str) -> ParameterError:
    close = difflib.get_close_matches(name, FIELDS, n=1)
    hint = f"Did you mean {close[0]}? " if close else ""
    return ParameterError(
        f"there is no parameter {name!r}",
        where=where,
        remedy=f"{hint}The parameters are {', '.join(FIELDS)}.",
    )


def _fault(field: dataclasses.Field[Any], value: object) -> ParameterError | None:
    if type(value) is not type(field.default):
        return ParameterError(f"{field.name}={value!r} is of the wrong type", remedy=describe(field.name))
    if "low" in field.metadata and not field.metadata["low"] <= value <= field.metadata["high"]:
        return ParameterError(f"{field.name}={value} is out of range", remedy=describe(field.name))
    return None
