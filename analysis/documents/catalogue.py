"""``catalog.csv`` beside the documents → facts that a researcher states or corrects.

A row has ``doc``, ``fact``, ``value`` and ``reason``, and may say under ``expected`` what the program reads, so that a
row outlived by a better reading is noticed. ``-`` means that a fact is not known. A stated fact counts like one
that was read: what follows from it (the subject year from the date, the code from the place) follows.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import CatalogueError
from ..schema import DOCUMENTS, FACT_NAMES
from ..sources.encodings import decode
from . import gazetteer
from .readings import Reading
from .script import simplified

__all__ = ["NAME", "Statement", "by_doc", "check", "read"]

NAME = "catalog.csv"
UNKNOWN = "-"
_REQUIRED = ("doc", "fact", "value", "reason")
_COLUMNS = (*_REQUIRED, "expected")


class Statement(NamedTuple):
    """A row of the catalogue: what fact of which document has which value (``""``: it is not known), and why."""

    doc: str
    fact: str
    value: str
    reason: str
    expected: str | None
    where: str


def read(paths: Sequence[Path]) -> list[Statement]:
    """Return the rows of the catalogues that lie in the folders among ``paths``.

    Raises CatalogueError with every row that cannot be used: an unknown fact or code, a date that no calendar
    has, no reason, one fact stated twice.
    """
    faults: list[CatalogueError] = []
    statements: list[Statement] = []
    for path in dict.fromkeys(path / NAME for path in paths if (path / NAME).is_file()):
        for statement in _read_file(path, faults):
            if twice := next((s for s in statements if s[:2] == statement[:2]), None):
                what = f"{statement.fact} of {statement.doc} is stated twice, first in {twice.where}"
                faults.append(CatalogueError(what, where=statement.where, remedy="Keep one of the rows."))
            else:
                statements.append(statement)
    if faults:
        raise CatalogueError.gather(faults)
    return statements


def by_doc(statements: Sequence[Statement]) -> dict[str, dict[str, Statement]]:
    """Return what is stated of each document, by fact."""
    stated: dict[str, dict[str, Statement]] = {}
    for statement in statements:
        stated.setdefault(statement.doc, {})[statement.fact] = statement
    return stated


def check(statements: Sequence[Statement], readings: Mapping[str, Mapping[str, Reading]]) -> None:
    """Raise CatalogueError with every row whose document is not there, or of which another value was read.

    ``readings`` has what the program read of each document, by fact.
    """
    faults = []
    for doc, fact, _, _, expected, where in statements:
        if doc not in readings:
            remedy = f"Documents: {', '.join(list(readings)[:20])}{', …' if len(readings) > 20 else ''}."
            faults.append(CatalogueError(f"no document {doc!r}", where=where, remedy=remedy))
        elif expected is not None and (found := readings[doc][fact].value) != expected:
            what = f"expects {expected or UNKNOWN!r} as {fact} of {doc}, but {found or UNKNOWN!r} is read"
            faults.append(CatalogueError(what, where=where, remedy="Look again whether the row is needed."))
    if faults:
        raise CatalogueError.gather(faults)


def _read_file(path: Path, faults: list[CatalogueError]) -> Iterator[Statement]:
    where = path.name if path.parent.name == "" else f"{path.parent.name}/{path.name}"
    reader = csv.reader(decode(path.read_bytes(), where=where).splitlines(keepends=True))
    head = [cell.strip() for cell in next(reader, [])]
    lacking = [name for name in _REQUIRED if name not in head]
    unknown = [name for name in head if name not in _COLUMNS]
    if lacking or unknown or len(set(head)) < len(head):
        what = f"columns missing {lacking}, not known or twice {unknown}"
        faults.append(
            CatalogueError(what, where=f"{where}, line 1", remedy=f"Its columns are {', '.join(_COLUMNS)}.")
        )
        return
    for cells in reader:
        at = f"{where}, line {reader.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        if fault := _fault(row, len(cells) - len(head)):
            what, remedy = fault
            faults.append(CatalogueError(what, where=at, remedy=remedy))
            continue
        expected = row.get("expected", "")
        yield Statement(
            row["doc"],
            row["fact"],
            "" if row["value"] == UNKNOWN else row["value"],
            row["reason"],
            None if not expected else "" if expected == UNKNOWN else expected,
            at,
        )


def _fault(row: Mapping[str, str], surplus: int) -> tuple[str, str] | None:
    """Return what is wrong with a row and what to do about it, or None."""
    if surplus:
        return "more or fewer cells than the header has", "Put a cell that holds a comma in quotation marks."
    if not row["doc"]:
        return "no document", "Write its id under doc."
    fact, value = row["fact"], row["value"]
    if fact not in FACT_NAMES:
        return f"no fact {fact!r}", f"Facts: {', '.join(FACT_NAMES)}."
    if not row["reason"]:
        return "no reason", "Say under reason how you know."
    if not value:
        return f"no value for {fact}", f"Write {UNKNOWN} where it is not known."
    column = next(column for column in DOCUMENTS.columns if column.name == fact)
    if value == UNKNOWN:
        return (
            None if column.optional else (f"{fact} cannot be unknown", f"Values: {', '.join(column.values)}.")
        )
    if column.values and value not in column.values:
        return f"{value!r} is no {fact}", f"Values: {', '.join(column.values)}."
    if fact in _FORMS and not _FORMS[fact][0](value):
        return f"{value!r} is no {fact}", _FORMS[fact][1]
    return None


def _is_date(value: str) -> bool:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) is None:
        return False
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


_FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "date": (_is_date, "Write 2015-01-10, 2015-01 or 2015."),
    "subject_year": (
        lambda value: re.fullmatch(r"(19|20)\d\d", value) is not None,
        "Write a year in four digits.",
    ),
    "entity": (lambda value: simplified(value) == value, "Write the place in simplified characters."),
    "place_code": (
        lambda value: bool(gazetteer.names_of_code(value)),
        "Write a code of GB/T 2260 that places.csv has.",
    ),
}
