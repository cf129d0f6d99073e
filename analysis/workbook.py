"""Published tables → one Excel workbook: a sheet a table, the codebook first; the same tables give the same bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping

import pandas as pd
import xlsxwriter

# Text of documents is text: neither a formula, nor a link, nor a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NO_DATE = datetime.datetime(2000, 1, 1)  # a fixed time, so that the bytes stay the same
MOST_ROWS = 1_048_575  # of a sheet, its head left out
_WIDEST = 60  # characters


def content(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the workbook of ``tables``, a sheet each by its name; one of more rows than a sheet holds is left out."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"created": _NO_DATE})
        bold = book.add_format({"bold": True})
        for name, table in tables.items():
            if len(table) <= MOST_ROWS:
                _write_sheet(book.add_worksheet(name), table, bold)
    return buffer.getvalue()


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: pd.DataFrame, bold: object) -> None:
    """Write ``table`` to a sheet: a bold head that stays, filters, text as text."""
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, list(table.columns), bold)
    for column, name in enumerate(table.columns):
        cells = table[name].astype(object).where(table[name].notna(), None).tolist()
        for number, value in enumerate(cells, 1):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, float(value))
        longest = max([len(name), *(len(str(value)) for value in cells[:200] if value is not None)])
        sheet.set_column(column, column, min(longest + 2, _WIDEST))
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
