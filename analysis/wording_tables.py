"""Whose words → tables for readers: central wordings, documents cited, passages shared, candidates for the lexicon."""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import codebook, exhibits, labels, schema
from .documents import Span
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label

MOST_ROWS = 30
LONGEST_QUOTE = 120


def formulations(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """Central wordings with their first text, and the parks that use them, each with its lag; every use opens its
    place.
    """
    if table.empty:
        return Absent("formulations", lang, label("tables.formulations.none", lang), "table")
    known = {row["formulation"]: row for row in codebook.read_csv("formulations.csv")}
    titles, parks = exhibits.titles_of(documents), documents.set_index("doc").entity
    columns = (
        Head(label("heads.formulation", lang), width=3.2),
        Head(label("heads.first_date", lang), width=1.6, nowrap=True),
        Head(label("heads.first_text", lang), width=4),
        Head(label("heads.documents", lang), align="r", width=1.2),
        Head(label("heads.lag", lang), width=3.6),
    )
    rows = []
    order = table.groupby("formulation").first_date.first().sort_values(kind="stable").index
    for name in order:
        here = table[table.formulation == name].sort_values(["lag_years", "doc"])
        lags = [
            _lag(row, labels.place(parks.get(row.doc) or row.doc, lang), lang) for row in schema.rows(here)
        ]
        places = tuple(place(row, row.formulation, titles) for row in schema.rows(here))
        row = known[str(name)]
        cells = (
            Cell(row["formulation"]),
            Cell(row["first_date"]),
            Cell(labels.full_width(row["source"], lang)),
        )
        rows.append((*cells, Cell(str(len(here)), places), Cell(label("claims.comma", lang).join(lags))))
    title = label("tables.formulations.title", lang, n=len(rows))
    note = label("tables.formulations.note", lang, all=len(known))
    return Table("formulations", lang, title, columns, tuple(rows[-MOST_ROWS:]), note)


def _lag(row: Any, name: str, lang: str) -> str:
    if row.lag_years is None:
        return name
    return label("tables.formulations.lag", lang, park=name, years=labels.signed(row.lag_years, 1))


def citations(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """The documents that are cited, each once a document that cites it, with number and level."""
    if table.empty:
        return Absent("citations", lang, label("tables.citations.none", lang), "table")
    titles, parks = exhibits.titles_of(documents), documents.set_index("doc").entity
    columns = (
        Head(label("heads.doc", lang), width=1, nowrap=True),
        Head(label("heads.park", lang), width=2),
        Head(label("heads.cited", lang), width=6),
        Head(label("heads.doc_number", lang), width=2.6),
        Head(label("heads.level", lang), width=1.9, nowrap=True),
        Head(label("heads.times", lang), align="r", width=0.8),
    )
    rows = []
    for (doc, cited), uses in table.groupby(["doc", "title"], sort=True):
        first = next(schema.rows(uses.sort_values(["start"])))
        number = next((row.number for row in schema.rows(uses) if row.number), "")
        levels = [row.level for row in schema.rows(uses) if row.level != "unknown"] or ["unknown"]
        words = label("tables.citations.planned", lang, title=cited) if first.is_planned else f"《{cited}》"
        level = label(f"level.{levels[0]}", lang)
        rows.append(
            (
                Cell(str(doc)),
                Cell(labels.place(parks.get(doc) or "", lang)),
                Cell(words, (place(first, f"《{cited}》", titles),)),
                *(Cell(str(cell)) for cell in (number, level, len(uses))),
            )
        )
    title = label("tables.citations.title", lang, n=len(rows))
    return Table(
        "citations", lang, title, columns, tuple(rows[:MOST_ROWS]), label("tables.citations.note", lang)
    )


def reuse(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """The passages that two documents share, the longest first; set phrases and central wordings are left out."""
    shown = table[~table.is_formula]
    if shown.empty:
        least = codebook.read_toml("reuse.toml")["min_characters"]
        return Absent(
            "reuse", lang, label("tables.reuse.none", lang, least=least, formulas=len(table)), "table"
        )
    titles = exhibits.titles_of(documents)
    columns = (
        Head(label("heads.characters", lang), align="r", width=0.8),
        Head(label("heads.earlier", lang), width=5),
        Head(label("heads.later", lang), width=5),
    )
    rows = []
    order = shown.sort_values(["characters", "doc_a", "start_a"], ascending=[False, True, True])
    for row in schema.rows(order.head(MOST_ROWS)):
        cells = [
            Cell(
                f"{doc}：{_cut(quote)}" if lang == "zh" else f"{doc}: {_cut(quote)}",
                (Evidence(doc, start, end, quote, quote, start, titles.get(doc, doc)),),
            )
            for doc, start, end, quote in (
                (row.doc_a, row.start_a, row.end_a, row.quote_a),
                (row.doc_b, row.start_b, row.end_b, row.quote_b),
            )
        ]
        rows.append((Cell(str(row.characters)), *cells))
    title = label("tables.reuse.title", lang, n=len(shown))
    return Table("reuse", lang, title, columns, tuple(rows), label("tables.reuse.note", lang), "quotes")


def new_terms(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """Candidates for the lexicon, those of most documents and places first."""
    if table.empty:
        return Absent("new_terms", lang, label("tables.new_terms.none", lang), "table")
    titles = exhibits.titles_of(documents)
    names = ["word", "pieces", "times", "documents", "cohesion", "left_entropy", "right_entropy"]
    columns = tuple(
        Head(
            label(f"heads.{name}", lang),
            align="l" if name in ("word", "pieces") else "r",
            width=3 if n < 2 else 1.3,
        )
        for n, name in enumerate(names)
    )
    rows = []
    order = table.sort_values(["documents", "count", "word"], ascending=[False, False, True])
    for row in schema.rows(order.head(MOST_ROWS)):
        numbers = [labels.fixed(value, 1) for value in (row.cohesion, row.left_entropy, row.right_entropy)]
        cells = [row.pieces, row.count, row.documents, *numbers]
        rows.append((Cell(row.word, (place(row, row.word, titles),)), *(Cell(str(cell)) for cell in cells)))
    title = label("tables.new_terms.title", lang, n=len(rows), all=len(table))
    rule = codebook.read_toml("new_terms.toml")
    return Table("new_terms", lang, title, columns, tuple(rows), label("tables.new_terms.note", lang, **rule))


def place(row: Any, quote: str, titles: dict[str, str]) -> Evidence:
    """Return where a wording, a citation or a candidate stands; ``titles`` is by document."""
    span = Span(row.start, row.end)
    return Evidence(row.doc, *span, quote, quote, span.start, titles.get(row.doc, row.doc))


def _cut(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}……"
