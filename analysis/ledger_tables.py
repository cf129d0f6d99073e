"""The ledger of numerals → tables for readers: its balance by document, and what no rule explains."""

from __future__ import annotations

import pandas as pd

from . import exhibits, schema
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label
from .ledger_schema import NUMERAL_CLASSES

# Classes that share a column, so that the table fits a page.
GROUPS = {
    "observation": ("observation",),
    "date": ("date",),
    "list_mark": ("list_mark",),
    "doc_number": ("doc_number", "phone"),
    "name": ("name",),
    "slogan": ("slogan",),
    "threshold": ("threshold", "ratio"),
    "word": ("word",),
    "furniture": ("furniture",),
    "repeat": ("repeat",),
    "unexplained": ("unexplained",),
}
_WIDTHS = {"unexplained": 1.6}


def balance(ledger: pd.DataFrame, *, lang: str) -> Table | Absent:
    """How many numerals of each class a document has, one document a row, with the totals below."""
    if ledger.empty:
        return Absent("numerals", lang, label("tables.numerals.none", lang), "table")
    counts = pd.crosstab(ledger.doc, ledger["class"])
    counts = counts.reindex(columns=list(NUMERAL_CLASSES), fill_value=0).sort_index()
    groups = pd.DataFrame({name: counts[list(classes)].sum(axis=1) for name, classes in GROUPS.items()})
    groups.insert(0, "all", groups.sum(axis=1))
    columns = (
        Head(label("heads.doc", lang), width=1.7),
        *(
            Head(label(f"numerals.{name}", lang), align="r", width=_WIDTHS.get(str(name), 1.3))
            for name in groups
        ),
    )
    lines = [(str(doc), row) for doc, row in groups.iterrows()]
    lines.append((label("tables.numerals.total", lang), groups.sum()))
    rows = tuple((Cell(name), *(Cell(str(int(n))) for n in row)) for name, row in lines)
    title, note = label("tables.numerals.title", lang), label("tables.numerals.note", lang)
    return Table("numerals", lang, title, columns, rows, note)


def unexplained(ledger: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """Each numeral that no rule explains, with its sentence."""
    left = ledger[ledger["class"] == "unexplained"]
    if left.empty:
        return Absent("unexplained_numerals", lang, label("tables.unexplained_numerals.none", lang), "table")
    titles = exhibits.titles_of(documents)
    columns = (
        Head(label("heads.doc", lang), width=1.5),
        Head(label("heads.numeral", lang), width=1.2),
        Head(label("heads.sentence", lang), width=10),
    )
    rows = tuple(
        (
            Cell(row.doc),
            Cell(row.quote, (_evidence(row, titles[row.doc]),)),
            Cell(" ".join(row.sentence.split())),
        )
        for row in schema.rows(left)
    )
    title = label("tables.unexplained_numerals.title", lang)
    return Table("unexplained_numerals", lang, title, columns, rows, kind="quotes")


def _evidence(row: object, title: str) -> Evidence:
    place = vars(row)
    start, end, opened = int(place["start"]), int(place["end"]), int(place["sentence_start"])
    return Evidence(place["doc"], start, end, place["quote"], place["sentence"], opened, title)
