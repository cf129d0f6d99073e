"""The audit → tables for readers: how many pairs of each class, and the pairs with their arithmetic in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from . import audit, exhibits, labels, schema
from .audit_schema import AUDIT_CLASSES
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label

# Of pairs that agree only so many are printed; all are in the data. Inequalities that hold say little and are left out.
MOST_AGREEING = 40
_INEQUALITIES = ("part", "threshold", "stage", "members", "repeat", "repeat_growth", "list_within")


def counts(table: pd.DataFrame, *, lang: str) -> Table | Absent:
    """How many pairs of each relation are of each class, with the totals below."""
    if table.empty:
        return Absent("audit_counts", lang, label("tables.audit.none", lang), "table")
    crossed = pd.crosstab(table.kind.map(_RELATION_OF), table["class"])
    crossed = crossed.reindex(index=[name for name in _RELATIONS if name in crossed.index])
    crossed = crossed.reindex(columns=list(AUDIT_CLASSES), fill_value=0)
    columns = (
        Head(label("heads.relation", lang), width=3),
        *(Head(label(f"audit.class.{name}", lang), align="r") for name in crossed.columns),
    )
    rows = [
        (Cell(label(f"audit.relation.{name}", lang)), *(Cell(str(n) if n else "") for n in counted))
        for name, counted in zip(crossed.index, crossed.to_numpy().tolist(), strict=True)
    ]
    total = (Cell(label("tables.audit_counts.total", lang)), *(Cell(str(int(n))) for n in crossed.sum()))
    title, note = label("tables.audit_counts.title", lang), label("tables.audit_counts.note", lang)
    return Table("audit_counts", lang, title, columns, (*rows, total), note)


def pairs(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """The pairs that do not agree, by class, then the first of those that do; each figure opens its sentence."""
    if table.empty:
        return Absent("audit", lang, label("tables.audit.none", lang), "table")
    ranked = by_class(table)
    apart = ranked[ranked["class"] != "agrees"]
    agreeing = ranked[(ranked["class"] == "agrees") & ~ranked.kind.isin(_INEQUALITIES)]
    shown = pd.concat([apart, agreeing.head(MOST_AGREEING)])
    titles = exhibits.titles_of(documents)
    read = {(row.doc, row.start): row for row in schema.rows(observations)}
    places = {at: exhibits.evidence_of(read[at], titles) for at in _places(shown)}
    columns = (
        Head(label("heads.class", lang), width=1.5, nowrap=True),
        Head(label("heads.park", lang), width=2.2),
        Head(label("heads.figures", lang), width=3.2),
        Head(label("heads.arithmetic", lang), width=8),
    )
    rows = tuple(cells(row, places, lang) for row in schema.rows(shown))
    title = label("tables.audit.title", lang, n=len(apart))
    note = label("tables.audit.note", lang, shown=len(shown) - len(apart), agree=len(ranked) - len(apart))
    return Table("audit", lang, title, columns, rows, note, kind="quotes")


def by_class(table: pd.DataFrame) -> pd.DataFrame:
    """Return an audit by class, the gravest first, then by place and figure."""
    order = {name: n for n, name in enumerate(AUDIT_CLASSES)}
    ranked = table.assign(_order=table["class"].map(order))
    return ranked.sort_values(["_order", "entity", "doc", "start", "kind"], kind="stable")


def cells(row: Any, places: Mapping[tuple[str, int], Evidence], lang: str) -> tuple[Cell, Cell, Cell, Cell]:
    """Return class, place, figures and arithmetic of a row of ``AUDIT``; each figure opens its sentence."""
    evidence = tuple(places[at] for at in audit.places(row))
    figures = label("tables.audit.between", lang).join(row.quotes.split(";"))
    return (
        Cell(label(f"audit.class.{getattr(row, 'class')}", lang)),
        Cell(labels.place(row.entity or "", lang)),
        Cell(figures, evidence),
        Cell(audit.words(vars(row), lang)),
    )


def _places(table: pd.DataFrame) -> set[tuple[str, int]]:
    return {at for row in schema.rows(table) for at in audit.places(row)}


_RELATIONS = {
    "growth": ("growth", "average_growth"),
    "part": ("part", "list", "list_within", "rest_growth", "rest_before"),
    "share": ("share", "share_total", "stock_total", "shares_sum", "completion"),
    "threshold": ("threshold", "members", "stage"),
    "repeat": ("repeat", "repeat_growth"),
    "name": ("renamed_level", "renamed_growth"),
    "currency": ("two_currencies", "currency_unsure"),
    "limit": ("limit",),
}
_RELATION_OF = {kind: relation for relation, kinds in _RELATIONS.items() for kind in kinds}
