"""The project's coding tables: word lists, units, indicators and cues, as data.

A table is a CSV file with a header; lists that belong together stand in one TOML file. Each file is read
once and shared by all callers, who must not change what they get.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import CodebookError

_FOLDER = Path(__file__).parent


@cache
def read_csv(name: str) -> list[dict[str, str]]:
    """Return the rows of ``name`` (``"parks.csv"``), a dictionary a row; a blank cell is ``""``.

    Raises CodebookError if there is no such table, it is not UTF-8, or a row is not as wide as the header.
    """
    rows = [row for row in csv.reader(_load(name).splitlines()) if row]
    if not rows:
        raise CodebookError("a table without a header", where=_where(name))
    head, *body = rows
    for row in body:
        if len(row) != len(head):
            raise CodebookError(
                f"{len(row)} cells where the header has {len(head)}: {','.join(row)[:60]}",
                where=_where(name),
                remedy="Put a cell that holds a comma in quotation marks.",
            )
    return [dict(zip(head, row, strict=True)) for row in body]


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Return the tables of ``name`` (``"documents.toml"``).

    Raises CodebookError if there is no such file, it is not UTF-8, or not TOML.
    """
    try:
        return tomllib.loads(_load(name))
    except tomllib.TOMLDecodeError as fault:
        raise CodebookError(f"not TOML: {fault}", where=_where(name)) from fault


@cache
def read_json(name: str) -> Any:
    """Return what ``name`` (``"references.json"``) holds.

    Raises CodebookError if there is no such file, it is not UTF-8, or not JSON.
    """
    try:
        return json.loads(_load(name))
    except json.JSONDecodeError as fault:
        raise CodebookError(f"not JSON: {fault}", where=_where(name)) from fault


@cache
def pattern(form: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern of the codebook, or one made of such, compiled once.

    Not for patterns made of words of a text: each is kept. ``re`` itself keeps five hundred, fewer than there are.
    """
    return re.compile(form, flags)


def files() -> list[Path]:
    """Return the files of the codebook, sorted by name."""
    return sorted(path for path in _FOLDER.iterdir() if path.suffix in (".csv", ".toml"))


def path_of(name: str) -> Path:
    """Return where a table stands."""
    return _FOLDER / name


def _load(name: str) -> str:
    try:
        return (_FOLDER / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise CodebookError("no such table", where=_where(name)) from fault
    except UnicodeDecodeError as fault:
        raise CodebookError("not UTF-8", where=_where(name), remedy="Save the table as UTF-8.") from fault


def _where(name: str) -> str:
    return f"codebook/{name}"
