"""A sample → the workbook that two readers fill in, each alone → the table of their verdicts (``CHECKED``).

The same sample gives the same bytes. What the program needs to read it back stands in hidden columns.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from .. import labels
from ..errors import EvaluationError, SchemaError
from ..evaluate.contracts import CHECKED
from ..labels import text as label
from .check import FIELDS, READERS
from .sample import Item, Sample

_LANG = labels.LANGUAGES[0]  # the documents' own
_NO_DATE = datetime.datetime(2000, 1, 1)
_VERDICTS = ("right", "wrong", "none", "unsure")
_KEYS = ("doc", "start", "end", "stratum", "weight", "code")  # hidden
_MOST_MISSED = 50


def write(sample: Sample, titles: Mapping[str, str], code: str) -> bytes:
    """Return the workbook: a guide, and for each reader a sheet of rows and one of passages.

    The second reader gets both in another order, so that weariness falls on other rows. ``titles`` is by document.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    # Text of documents is text: neither a formula nor a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, plain) as book:
        book.set_properties({"created": _NO_DATE})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        guide = book.add_worksheet(label("check.guide.name", _LANG))
        guide.set_column(0, 0, 100, wrap)
        guide.write_column(0, 0, label("check.guide.text", _LANG).strip().splitlines())
        for reader in READERS:
            for sheet, items in (("rows", sample.rows), ("passages", sample.passages)):
                shuffled = list(items)
                if reader != READERS[0]:
                    Random(sample.seed).shuffle(shuffled)  # noqa: S311  an order, not a secret
                page = book.add_worksheet(_name(sheet, reader))
                _fill(page, _COLUMNS[sheet], [_CELLS[sheet](i, titles, code) for i in shuffled], head, wrap)
    return buffer.getvalue()


def read(path: Path) -> pd.DataFrame:
    """Return what the readers have filled in (contract ``CHECKED``), from the workbook or a CSV of this table.

    Raises EvaluationError for another file, and for every row that cannot be meant so, all in one.
    """
    if path.suffix.lower() == ".csv":
        return _read_csv(path)
    rows: list[Item] = []
    faults: list[EvaluationError] = []
    for reader in READERS:
        for sheet in ("rows", "passages"):
            name = _name(sheet, reader)
            for number, cells in _sheet(path, name, _COLUMNS[sheet]):
                row = {"reader": reader} | _READ[sheet](cells)
                fault = _fault(row, cells)
                if fault:
                    faults.append(
                        EvaluationError(fault[0], where=f"{path.name}, {name} {number}", remedy=fault[1])
                    )
                rows.append(row)
    if faults:
        raise EvaluationError.gather(faults)
    return CHECKED.frame(rows)


_COLUMNS = {
    "rows": (
        "id",
        "title",
        "sentence",
        "quote",
        *FIELDS,
        "verdict",
        *(f"wrong_{name}" for name in FIELDS),
        "note",
        *_KEYS,
    ),
    "passages": ("id", "title", "sentence", "quotes", "missed", "note", *_KEYS),
}
_WIDTHS = {"title": 18, "sentence": 60, "indicator": 22, "entity": 16, "scope": 16, "note": 24, "quotes": 24}


def _name(sheet: str, reader: str) -> str:
    return label(f"check.sheets.{sheet}", _LANG, reader=label(f"check.readers.{reader}", _LANG))


def _row_cells(item: Item, titles: Mapping[str, str], code: str) -> Item:
    amount, unit = labels.amount(item["value"], item["unit"], _LANG)
    if item["value_high"] is not None:
        amount += f"–{labels.amount(item['value_high'], item['unit'], _LANG)[0]}"
    said = {
        "indicator": f"{labels.indicator(item['indicator'], _LANG)}（{item['label'] or ''}）",
        "measure": label(f"measure.{item['measure']}", _LANG),
        "value": f"{amount} {unit}",
        "status": label(f"status.{item['status']}", _LANG),
    }
    return _item_cells(item, titles, code) | said


def _passage_cells(item: Item, titles: Mapping[str, str], code: str) -> Item:
    return _item_cells(item, titles, code) | {"quotes": "；".join(item["quotes"])}


def _item_cells(item: Item, titles: Mapping[str, str], code: str) -> Item:
    sentence = " ".join(item["sentence"].split())
    return item | {"title": titles.get(item["doc"], item["doc"]), "sentence": sentence, "code": code}


_CELLS: dict[str, Callable[[Item, Mapping[str, str], str], Item]] = {
    "rows": _row_cells,
    "passages": _passage_cells,
}


def _fill(page: Any, columns: Sequence[str], rows: Sequence[Item], head: Any, wrap: Any) -> None:
    page.freeze_panes(1, 4)
    for at, column in enumerate(columns):
        page.set_column(at, at, _WIDTHS.get(column, 10), wrap, {"hidden": column in _KEYS})
        page.write_string(0, at, _head(column), head)
        choice = _choice(column)
        if choice and rows:
            page.data_validation(1, at, len(rows), at, choice)
    for number, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            cell = row.get(column)
            if isinstance(cell, str):
                page.write_string(number, at, cell)
            elif cell is not None:
                page.write_number(number, at, cell)


def _head(column: str) -> str:
    if column in _KEYS:
        return column
    if column.startswith("wrong_"):
        return label("check.heads.wrong", _LANG, field=_head(column.removeprefix("wrong_")))
    return label(f"fields.{column}" if column in FIELDS else f"check.heads.{column}", _LANG)


def _choice(column: str) -> Item | None:
    """Return what may be filled into a column; None for one that is not to be filled in, or with anything."""
    if column == "verdict":
        return {"validate": "list", "source": [label(f"check.verdicts.{name}", _LANG) for name in _VERDICTS]}
    if column.startswith("wrong_"):
        return {"validate": "list", "source": [label("check.wrong", _LANG)]}
    if column == "missed":
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST_MISSED}
    return None


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        types: Any = {column.name: column.dtype for column in CHECKED.columns}
        return CHECKED.check(pd.read_csv(path, encoding="utf-8-sig", dtype=types))
    except (ValueError, OSError, SchemaError) as fault:
        raise _no_check(path, str(fault)) from None


def _no_check(path: Path, what: str) -> EvaluationError:
    remedy = (
        "Give the workbook that gaoxin sample wrote, filled in, or the CSV that gaoxin evaluate made of it."
    )
    return EvaluationError(f"not a readers' check: {what}", where=path.name, remedy=remedy)


def _sheet(path: Path, name: str, columns: Sequence[str]) -> Iterator[tuple[int, Item]]:
    """Yield the rows of a sheet by column, each with its number in the spreadsheet."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
        rows = list(book[name].iter_rows(values_only=True))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise _no_check(path, str(fault)) from None
    heads = [_head(column) for column in columns]
    if not rows or [str(cell or "") for cell in rows[0][: len(heads)]] != heads:
        raise _no_check(path, f"the heads of sheet {name} are not those that were written")
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(columns, row, strict=False))
        if cells["id"]:
            yield (
                number,
                {key: cell.strip() if isinstance(cell, str) else cell for key, cell in cells.items()},
            )


def _read_row(cells: Item) -> Item:
    verdicts = {label(f"check.verdicts.{name}", _LANG): name for name in _VERDICTS}
    wrong = [name for name in FIELDS if cells[f"wrong_{name}"]]
    kept = {key: cells[key] for key in ("id", "quote", "note", *_KEYS)}
    verdict = verdicts.get(cells["verdict"] or "")
    return kept | {"item": "row", "verdict": verdict, "wrong": ";".join(wrong)}


def _read_passage(cells: Item) -> Item:
    missed = cells["missed"]
    if isinstance(missed, float) and missed.is_integer():
        missed = int(missed)  # as some spreadsheets save it
    return {key: cells[key] for key in ("id", "note", *_KEYS)} | {"item": "passage", "missed": missed}


_READ: dict[str, Callable[[Item], Item]] = {"rows": _read_row, "passages": _read_passage}


def _fault(row: Item, cells: Item) -> tuple[str, str] | None:
    """Return what is wrong with a row as filled in, and what to do about it."""
    if row["item"] == "passage":
        missed = row["missed"]
        if missed is not None and not (isinstance(missed, int) and 0 <= missed <= _MOST_MISSED):
            return f"{missed!r} is not a number of observations", f"Write 0 to {_MOST_MISSED}."
        return None
    if cells["verdict"] and row["verdict"] is None:
        said = "、".join(label(f"check.verdicts.{name}", _LANG) for name in _VERDICTS)
        return f"{cells['verdict']!r} is no verdict", f"Choose one of {said}."
    if row["verdict"] == "wrong" and not row["wrong"]:
        return "wrong, but in no field", "Mark each field that is wrong."
    if row["wrong"] and row["verdict"] != "wrong":
        return "fields are marked as wrong under another verdict", "Change the verdict, or unmark them."
    return None
