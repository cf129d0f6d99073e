"""Observations + a researcher's corrections → the observations as mended by hand, and a log of what was mended.

A correction is a row of ``corrections.csv``, a file beside the documents. It names the number by document, quote and
the words around it, never by offsets, so that it survives an edit elsewhere in the file, and each cell that it changes
by the value that it expects to find there. One that does not apply, or not any more, stops everything: all
faulty rows are gathered and raised together.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from . import codebook, documents, schema, sources
from .errors import CorrectionError, SourceError
from .schema import CORRECTIONS, OBSERVATIONS

FILE = "corrections.csv"
ACTIONS = schema.CORRECTION_ACTIONS
# The cells that a reading decides; the rest follows from where the number stands.
EDITABLE = (
    "entity",
    "indicator",
    "label",
    "scope",
    "measure",
    "value",
    "value_high",
    "unit",
    "period",
    "status",
    "bound",
    "price_basis",
    "growth_base",
)
_COLUMNS = {column.name: column for column in OBSERVATIONS.columns}
_PERIOD = re.compile(r"\d{4}(-\d\d)?(/\d{4}(-\d\d)?)?")

_Key = tuple[str, int, int]
_Cells = dict[str, Any]


@dataclass(frozen=True)
class Correction:
    """A row of the file, each cell as it was typed; ``where`` names file and row."""

    where: str
    doc: str
    quote: str
    before: str
    after: str
    action: str
    column: str
    expected: str
    value: str
    reason: str
    by: str

    def fault(self, what: str, remedy: str) -> CorrectionError:
        """Return the error that this correction cannot be made, and why."""
        return CorrectionError(f"{what}: {self.doc} {self.quote}", where=self.where, remedy=remedy)


HEADER = tuple(field.name for field in fields(Correction))[1:]


def found(paths: Sequence[Path]) -> list[Correction]:
    """Return the corrections of every ``corrections.csv`` among ``paths`` (files, or folders of files)."""
    return [correction for path, name in sources.tables(paths, FILE) for correction in read(path, name)]


def read(path: Path, name: str = "") -> list[Correction]:
    """Return the corrections of a file, in order; ``name`` stands for it in errors.

    The file is a CSV in UTF-8, or as Excel saves it in Chinese (GB18030). Blank rows are passed over. Raises
    CorrectionError where the file cannot be read or its header is another.
    """
    where = name or path.name
    try:
        text = sources.decode(path.read_bytes(), where=where)
    except (OSError, SourceError) as fault:
        raise CorrectionError("cannot be read", where=where, remedy=str(fault)) from fault
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head = tuple(cell.strip() for cell in rows[0])
    if head != HEADER:
        raise CorrectionError(
            f"its header is {','.join(head)}", where=where, remedy=f"Its columns are {','.join(HEADER)}."
        )
    made, faults = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        place = f"{where}, row {number}"
        if len(cells) > len(HEADER):
            remedy = "Put a cell that holds a comma in quotation marks."
            faults.append(CorrectionError(f"{len(cells)} cells", where=place, remedy=remedy))
        elif any(cells):
            made.append(Correction(place, *cells, *[""] * (len(HEADER) - len(cells))))
    if faults:
        raise CorrectionError.gather(faults)
    return made


def apply(
    observations: pd.DataFrame,
    corrections: Sequence[Correction],
    documents: pd.DataFrame,
    texts: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the observations as corrected (contract ``OBSERVATIONS``) and the log (contract ``CORRECTIONS``).

    ``texts`` holds each file's text by ``file``. A row that a hand has touched has no ``confidence``. Raises
    CorrectionError for every correction that does not apply, all in one.
    """
    work = _Work(observations, documents, texts)
    faults, failed = [], set()
    for correction in corrections:
        try:
            work.take(correction)
        except CorrectionError as fault:
            faults.append(fault)
            failed.add((correction.doc, _plain(correction.quote)))
    faults += work.unfinished(failed)
    if faults:
        raise CorrectionError.gather(faults)
    rows = [work.now.get(key, row) for key, row in work.read.items() if key not in work.removed]
    return OBSERVATIONS.frame([*rows, *work.added.values()]), CORRECTIONS.frame(work.log())


class _Work:
    """The rows while they are being corrected, by document, start and end."""

    def __init__(self, observations: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str]) -> None:
        self.read: dict[_Key, _Cells] = {
            (row.doc, int(row.start), int(row.end)): vars(row) for row in schema.rows(observations)
        }
        self.now: dict[_Key, _Cells] = {}
        self.added: dict[_Key, _Cells] = {}
        self.removed: set[_Key] = set()
        self.places = _Places(documents, texts)
        self.units = {row["unit"] for row in codebook.read_csv("units.csv")} | {"rank", *observations.unit}
        self.done: dict[tuple[_Key, str], Correction] = {}

    def take(self, correction: Correction) -> None:
        """Make one correction, or raise CorrectionError."""
        if correction.action not in ACTIONS:
            raise correction.fault(
                f"no action {correction.action!r}", f"Write one of {', '.join(ACTIONS)} under action."
            )
        if not correction.reason or not correction.by:
            raise correction.fault(
                "a correction without reason or name", "Fill in reason, and under by who made it."
            )
        if correction.column not in EDITABLE:
            raise correction.fault(
                f"no column {correction.column!r} that can be corrected",
                f"Write one of {', '.join(EDITABLE)} under column.",
            )
        key = self.places.find(correction)
        self._refuse_second(key, correction)
        {"change": self._change, "remove": self._remove, "add": self._add}[correction.action](key, correction)
        self.done[key, correction.column] = correction

    def unfinished(self, failed: Collection[tuple[str, str]]) -> list[CorrectionError]:
        """Return an error for each added observation that lacks a cell that no observation may lack.

        Those of ``failed`` (document and quote) are known to be faulty already.
        """
        needed = [name for name in EDITABLE if not _COLUMNS[name].optional]
        faults = []
        for key, cells in self.added.items():
            lacking = [name for name in needed if name not in cells]
            if lacking and (key[0], _plain(cells["quote"])) not in failed:
                first = next(made for (place, _), made in self.done.items() if place == key)
                remedy = f"Add a row of the same quote and words around it for each of {', '.join(lacking)}."
                faults.append(first.fault("an added observation that is not whole", remedy))
        return faults

    def log(self) -> list[_Cells]:
        """Return the rows of the log."""
        rows = []
        for (key, _), made in self.done.items():
            row = self.read.get(key) or self.added[key]
            cells = {name: row[name] for name in ("quote", "sentence", "sentence_start")}
            cells |= {"doc": key[0], "start": key[1], "end": key[2]}
            cells |= {name: getattr(made, name) for name in ("action", "column", "reason", "by")}
            rows.append(cells | {"was": made.expected, "now": made.value})
        return rows

    def _refuse_second(self, key: _Key, correction: Correction) -> None:
        before = [made for (place, _), made in self.done.items() if place == key]
        clash = next((made for made in before if made.action != correction.action), None)
        clash = clash or self.done.get((key, correction.column))
        if clash is None and correction.action == "remove" and before:
            clash = before[0]
        if clash:
            raise correction.fault(
                f"corrected a second time ({clash.where} is the first)", "Keep one of the two rows."
            )

    def _change(self, key: _Key, correction: Correction) -> None:
        row = self._expected(key, correction)
        cell = self._cell(correction)
        if _same(correction.column, row[correction.column], correction.value):
            raise correction.fault(
                "a change that changes nothing", "Take the row out, or give the new value."
            )
        mended = self.now.setdefault(key, row | {"confidence": None})
        mended[correction.column] = cell

    def _remove(self, key: _Key, correction: Correction) -> None:
        self._expected(key, correction)
        if correction.value:
            raise correction.fault("a removal with a new value", "Leave value blank, or write change.")
        self.removed.add(key)

    def _add(self, key: _Key, correction: Correction) -> None:
        over = [self.read[key]["quote"]] if key in self.read else self._overlapping(key)
        if over:
            remedy = f"Change it, or remove {over[0]} in a row above this one."
            raise correction.fault("an observation is read there already", remedy)
        if correction.expected:
            raise correction.fault("an addition that expects a value", "Leave expected blank.")
        cell = self._cell(correction)
        self.added.setdefault(key, self.places.row(key))[correction.column] = cell

    def _overlapping(self, key: _Key) -> list[str]:
        """Return the quotes of the other observations, not removed, that share a character with ``key``."""
        doc, start, end = key
        rows = {place: row for place, row in self.read.items() if place not in self.removed} | self.added
        return [
            row["quote"]
            for place, row in rows.items()
            if place != key and place[0] == doc and place[1] < end and start < place[2]
        ]

    def _expected(self, key: _Key, correction: Correction) -> _Cells:
        """Return the row read at ``key``, if it has the value that the correction expects."""
        row = self.read.get(key)
        if row is None:
            near = self._overlapping(key)
            remedy = (
                f"The number read there is {near[0]}: quote it so."
                if near
                else "Write add, if it is missing."
            )
            raise correction.fault("no observation is read there", remedy)
        value = row[correction.column]
        if not _same(correction.column, value, correction.expected):
            raise correction.fault(
                f"{correction.column} is {_print(value)}, not {correction.expected or 'blank'}",
                "See whether the correction is still needed; if so, write what is read now under expected.",
            )
        return row

    def _cell(self, correction: Correction) -> object:
        """Return the new value, typed and checked."""
        column, text = _COLUMNS[correction.column], correction.value
        if not text:
            if not column.optional or correction.action == "add":
                raise correction.fault(f"{column.name} is left blank", "Write its value under value.")
            return None
        if column.dtype == "Float64":
            number = _number(text)
            if number is None:
                raise correction.fault(f"{text!r} is not a number", "Write digits alone: 21500000000, -3.5.")
            return number
        known = self._known(column)
        if known and text not in known:
            raise correction.fault(
                f"{column.name} cannot be {text!r}", f"Its values: {', '.join(sorted(known))}."
            )
        if column.name == "period" and not _PERIOD.fullmatch(text):
            raise correction.fault(
                f"{text!r} is no period",
                "Write 2014, 2019-08 or 2020-01/2020-08; format the column as text in a spreadsheet.",
            )
        return text

    def _known(self, column: schema.Column) -> set[str]:
        if column.name == "indicator":
            return {row["id"] for row in codebook.read_csv("indicators.csv")}
        return self.units if column.name == "unit" else set(column.values)


class _Places:
    """Finds a quote by the words around it; blanks and line breaks count for nothing."""

    def __init__(self, documents: pd.DataFrame, texts: Mapping[str, str]) -> None:
        self.documents = {row.doc: row for row in schema.rows(documents)}
        self.texts = texts
        self.plain: dict[str, tuple[str, list[int]]] = {}

    def find(self, correction: Correction) -> _Key:
        """Return document, start and end of the quote, or raise CorrectionError."""
        doc, quote = correction.doc, _plain(correction.quote)
        if doc not in self.documents:
            raise correction.fault("no such document", self._likely(doc))
        if not quote:
            raise correction.fault("no quote", "Write the number with its unit, as printed, under quote.")
        words, offsets = self._document(doc)
        before = _plain(correction.before)
        pattern = f"(?={re.escape(before + quote + _plain(correction.after))})"
        starts = [match.start() + len(before) for match in re.finditer(pattern, words)]
        spans = [(offsets[at], offsets[at + len(quote) - 1] + 1) for at in starts]
        closed = documents.kept_out(self.documents[doc])
        spans = [span for span in spans if not any(low <= span[0] < high for low, high in closed)]
        if not spans:
            raise correction.fault(
                "not found in the text",
                "Copy quote, before and after from the document as it is now; "
                "passages that repeat others and boilerplate are not searched.",
            )
        if len(spans) > 1:
            raise correction.fault(
                f"found {len(spans)} times", "Give more of the words that stand before and after it."
            )
        return doc, *spans[0]

    def row(self, key: _Key) -> _Cells:
        """Return what the place alone says of an observation: document, offsets, quote and sentence."""
        doc, start, end = key
        row = self.documents[doc]
        text = self.texts[row.file]
        sentence = documents.sentence_at(text, int(row.start), int(row.end), start)
        return {
            "doc": doc,
            "start": start,
            "end": end,
            "quote": text[start:end],
            "sentence": text[sentence.start : max(sentence.end, end)],
            "sentence_start": sentence.start,
            "sentence_end": max(sentence.end, end),
        }

    def _document(self, doc: str) -> tuple[str, list[int]]:
        """Return a document's text without blanks, and the offset of each character."""
        if doc not in self.plain:
            row = self.documents[doc]
            text = self.texts[row.file]
            offsets = [at for at in range(int(row.start), int(row.end)) if not text[at].isspace()]
            self.plain[doc] = ("".join(text[at] for at in offsets), offsets)
        return self.plain[doc]

    def _likely(self, doc: str) -> str:
        short = [known for known in self.documents if known.lstrip("0") == doc.lstrip("0")]
        if short:
            return f"Is it {short[0]}? A spreadsheet drops the zeros in front: format the column as text."
        return f"Documents: {', '.join(list(self.documents)[:20])}."


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _same(column: str, value: object, text: str) -> bool:
    """Return whether a cell holds what ``text`` says; numbers within a billionth."""
    if value is None or not text:
        return value is None and not text
    if _COLUMNS[column].dtype == "Float64":
        number = _number(text)
        return number is not None and math.isclose(float(str(value)), number, rel_tol=1e-9)
    return str(value).strip() == text


def _print(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "blank" if value is None else str(value)
