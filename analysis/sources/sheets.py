"""A table of texts (.csv, .xlsx) → one text, a row a document."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .. import codebook
from ..errors import SourceError
from .archives import open_package
from .encodings import decode

__all__ = ["Documents", "read_csv", "read_xlsx"]

Documents = tuple[str, tuple[tuple[int, int], ...]]
_DELIMITERS = ",;\t|"
_MAX_ROWS = 200_000
# Cells of texts are longer than any name or number.
_TEXT_CHARS = 40


def read_csv(data: bytes, where: str) -> Documents:
    """Return the texts of a table and the span of each; as ``read_xlsx``, from comma-separated values."""
    text = decode(data, where=where)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    before = csv.field_size_limit(len(text) + 1)  # the library's own limit is shorter than a report
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(before)
    return _join(_documents(rows), where)


def read_xlsx(data: bytes, where: str) -> Documents:
    """Return the texts of a workbook's tables and the span of each.

    A row is a document: the title, date, source and number of plainly named columns as lines in front, then
    the text. The column of texts is the one named so (``sources.toml``), else the one with the longest
    cells. Raises SourceError where no column holds texts.
    """
    import openpyxl  # a third of a second that only workbooks need

    open_package(data, where).close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of forms and styles that have no part in the text
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            tables = [_cells(sheet, where) for sheet in book.worksheets]
        finally:
            book.close()
    return _join((document for table in tables for document in _documents(table)), where)


def _cells(sheet: Any, where: str) -> list[list[str]]:
    sheet.reset_dimensions()  # programs write a wrong extent, and reading would stop there
    rows = [
        [_print(cell) for cell in row] for row in sheet.iter_rows(values_only=True, max_row=_MAX_ROWS + 1)
    ]
    if len(rows) > _MAX_ROWS:
        raise SourceError(f"a table of more than {_MAX_ROWS} rows", where=where, remedy="Split it.")
    return rows


def _print(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("_x000D_", "")  # Excel's way to write the first half of a line break


def _documents(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the text of each row that has one."""
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return
    columns = _columns()
    head = [columns.get(cell.lower()) for cell in rows[0]]
    named = head.index("text") if "text" in head else None
    body = rows[1:] if any(head) else rows
    at = named if named is not None else _longest(body)
    if at is None:
        return
    labels: dict[str, str] = codebook.read_toml("sources.toml")["table"]["labels"]
    for row in body:
        if at >= len(row) or not row[at] or (named is None and row is rows[0] and len(row[at]) < _TEXT_CHARS):
            continue
        cells = {kind: cell for kind, cell in zip(head, row, strict=False) if kind in labels and cell}
        lines = [f"{labels[kind]}{cells[kind]}" for kind in labels if kind in cells]
        yield "\n".join([*lines, row[at]])


def _columns() -> dict[str, str]:
    kinds: dict[str, list[str]] = codebook.read_toml("sources.toml")["table"]["columns"]
    return {name: kind for kind, names in kinds.items() for name in names}


def _longest(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column with the most characters, or None if its cells are too short for texts."""
    rows = rows[1:] or rows  # the first may be a head
    width = max(map(len, rows), default=0)
    sums = [sum(len(row[at]) for row in rows if at < len(row)) for at in range(width)]
    at = max(range(width), key=sums.__getitem__, default=None)
    if at is None:
        return None
    filled = sum(1 for row in rows if at < len(row) and row[at])
    return at if sums[at] >= _TEXT_CHARS * filled else None


def _join(documents: Iterable[str], where: str) -> Documents:
    texts, parts, at = [], [], 0
    for document in documents:
        text = document.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"
        texts.append(text)
        parts.append((at, at + len(text)))
        at += len(text)
    if not texts:
        raise SourceError(
            "a table without a column of texts", where=where, remedy="Name the column of texts 正文 or text."
        )
    return "".join(texts), tuple(parts)
