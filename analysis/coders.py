"""Clauses → a workbook in which two coders, each alone, choose codes from lists → their codings.

The sample is drawn by seed and stratum (document and section); the same arguments give the same bytes. A coder sees
the clause and its sentence's neighbourhood, never what the machine or the other coder has chosen.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from . import labels, schema
from .discourse import Scheme
from .discourse_schema import CLAUSE_REFERENCE
from .errors import EvaluationError
from .labels import text as label

CODERS = ("A", "B")
MOST_CODES = 3  # columns of a scheme in which a clause may have several
_LANG = labels.LANGUAGES[0]  # the documents' own
_NO_DATE = datetime.datetime(2000, 1, 1)
_KEYS = ("doc", "start", "end")  # hidden
_CONTEXT = 40  # characters shown before and after the clause
_LISTS = "lists"

Item = dict[str, Any]


def draw(
    clauses: pd.DataFrame, texts: Mapping[str, str], files: Mapping[str, str], n: int, seed: int
) -> list[Item]:
    """Return ``n`` clauses, of each document and section its proportional share but at least one while they last.

    ``texts`` is by file, ``files`` the file of each document. Raises EvaluationError where there is no clause.
    """
    if clauses.empty:
        raise EvaluationError("no clause to draw from", where="the documents", remedy="Give other documents.")
    strata: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in schema.rows(clauses):
        strata[row.doc, row.section].append(row)
    random = Random(seed)  # noqa: S311  a sample, not a secret
    for name in sorted(strata):
        random.shuffle(strata[name])
    wanted = min(n, len(clauses))
    # One stratum after the other gives its next clause, those with most left first.
    drawn: list[Any] = []
    taken = dict.fromkeys(strata, 0)
    while len(drawn) < wanted:
        name = max(strata, key=lambda key: (1 - taken[key] / len(strata[key]), len(strata[key]), key))
        drawn.append(strata[name][taken[name]])
        taken[name] += 1
    drawn.sort(key=lambda row: (row.doc, row.start))
    return [_item(number, row, texts[files[row.doc]]) for number, row in enumerate(drawn, 1)]


def _item(number: int, row: Any, text: str) -> Item:
    before, after = text[max(0, row.start - _CONTEXT) : row.start], text[row.end : row.end + _CONTEXT]
    shown = {"before": before, "clause": row.quote, "after": after}
    plain = {name: " ".join(words.split()) for name, words in shown.items()}
    return {"id": f"C{number:03}", "doc": row.doc, "start": row.start, "end": row.end} | plain


def write(items: Sequence[Item], schemes: Sequence[Scheme], titles: Mapping[str, str], seed: int) -> bytes:
    """Return the workbook: a guide with the codes and their definitions, and a sheet a coder, B's in another order."""
    import xlsxwriter

    buffer = io.BytesIO()
    # Text of documents is text: neither a formula nor a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, plain) as book:
        book.set_properties({"created": _NO_DATE})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        guide = book.add_worksheet(label("coders.guide.name", _LANG))
        guide.set_column(0, 2, 24, wrap)
        guide.set_column(3, 3, 80, wrap)
        lines = label("coders.guide.text", _LANG).strip().splitlines()
        for at, line in enumerate(lines):
            guide.write_string(at, 0, line)
        at = len(lines) + 1
        for scheme in schemes:
            for code in scheme.codes:
                for column, words in enumerate(
                    (scheme.names[_LANG], code.code, code.names[_LANG], code.definition)
                ):
                    guide.write_string(at, column, words)
                at += 1
        lists = book.add_worksheet(_LISTS)
        lists.hide()
        for column, scheme in enumerate(schemes):
            lists.write_column(0, column, [code.names[_LANG] for code in scheme.codes])
        for coder in CODERS:
            ordered = list(items)
            if coder != CODERS[0]:
                Random(seed).shuffle(ordered)  # noqa: S311  an order, not a secret
            _fill(book.add_worksheet(_sheet(coder)), ordered, schemes, titles, head, wrap)
    return buffer.getvalue()


def _fill(
    page: Any,
    items: Sequence[Item],
    schemes: Sequence[Scheme],
    titles: Mapping[str, str],
    head: Any,
    wrap: Any,
) -> None:
    columns = _columns(schemes)
    widths = {"title": 18, "before": 30, "clause": 44, "after": 30, "note": 24}
    page.freeze_panes(1, 5)
    for at, column in enumerate(columns):
        page.set_column(at, at, widths.get(column, 12), wrap, {"hidden": column in _KEYS})
        page.write_string(0, at, _head(column, schemes))
        name = column.partition(" ")[0]
        place = next((number for number, scheme in enumerate(schemes) if scheme.id == name), None)
        if place is not None and items:
            letter, last = chr(ord("A") + place), len(schemes[place].codes)
            source = f"={_LISTS}!${letter}$1:${letter}${last}"
            page.data_validation(1, at, len(items), at, {"validate": "list", "source": source})
    for at, column in enumerate(columns):
        page.write_string(0, at, _head(column, schemes), head)
    for number, item in enumerate(items, 1):
        row = item | {"title": titles.get(item["doc"], item["doc"])}
        for at, column in enumerate(columns):
            cell = row.get(column)
            if isinstance(cell, str):
                page.write_string(number, at, cell)
            elif cell is not None:
                page.write_number(number, at, cell)


def read(path: Path, schemes: Sequence[Scheme]) -> dict[str, pd.DataFrame]:
    """Return what each coder has chosen (contract ``CLAUSE_REFERENCE``, a table a coder), clauses left blank left out.

    Raises EvaluationError for another file, and for every cell that is no code, all in one.
    """
    faults: list[EvaluationError] = []
    codings = {}
    for coder in CODERS:
        rows: list[Item] = []
        for number, cells in _cells(path, _sheet(coder), schemes):
            for scheme in schemes:
                chosen = _chosen(cells, scheme)
                unknown = [name for name, code in chosen if code is None]
                for name in unknown:
                    where = f"{path.name}, {_sheet(coder)} {number}"
                    remedy = f"Choose one of {'、'.join(code.names[_LANG] for code in scheme.codes)}."
                    faults.append(
                        EvaluationError(f"{name!r} is no code of {scheme.id}", where=where, remedy=remedy)
                    )
                kept = sorted({code for _, code in chosen if code and code != scheme.rest})
                if chosen and not unknown:
                    key = {
                        "doc": cells["doc"],
                        "start": cells["start"],
                        "end": cells["end"],
                        "quote": cells["clause"],
                    }
                    rows += [key | {"scheme": scheme.id, "code": code} for code in kept or [scheme.rest]]
        codings[coder] = CLAUSE_REFERENCE.frame(rows)
    if faults:
        raise EvaluationError.gather(faults)
    return codings


def _chosen(cells: Item, scheme: Scheme) -> list[tuple[str, str | None]]:
    """Return what is filled in for a scheme with the code of each; None for what is no code."""
    names = {code.names[_LANG]: code.code for code in scheme.codes}
    filled = (str(cells[column]).strip() for column in _columns_of(scheme) if cells.get(column))
    return [(name, names.get(name)) for name in filled if name]


def _cells(path: Path, name: str, schemes: Sequence[Scheme]) -> Iterator[tuple[int, Item]]:
    """Yield the rows of a sheet by column, each with its number in the spreadsheet."""
    import openpyxl

    remedy = "Give the workbook that gaoxin discourse --sample wrote, filled in."
    columns = _columns(schemes)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        rows = list(book[name].iter_rows(values_only=True))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise EvaluationError(f"not a coding workbook: {fault}", where=path.name, remedy=remedy) from None
    heads = [_head(column, schemes) for column in columns]
    if not rows or [str(cell or "") for cell in rows[0][: len(heads)]] != heads:
        what = f"the heads of sheet {name} are not those that were written"
        raise EvaluationError(what, where=path.name, remedy=remedy)
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(columns, row, strict=False))
        if cells["id"]:
            yield number, cells


def _columns(schemes: Sequence[Scheme]) -> list[str]:
    own = [column for scheme in schemes for column in _columns_of(scheme)]
    return ["id", "title", "before", "clause", "after", *own, "note", *_KEYS]


def _columns_of(scheme: Scheme) -> list[str]:
    if scheme.choose == "first" or len(scheme.codes) <= 2:
        return [scheme.id]
    return [f"{scheme.id} {number}" for number in range(1, MOST_CODES + 1)]


def _head(column: str, schemes: Sequence[Scheme]) -> str:
    if column in _KEYS:
        return column
    name, _, number = column.partition(" ")
    names = {scheme.id: scheme.names[_LANG] for scheme in schemes}
    return f"{names[name]} {number}".strip() if name in names else label(f"coders.heads.{name}", _LANG)


def _sheet(coder: str) -> str:
    return label("coders.sheet", _LANG, coder=coder)
