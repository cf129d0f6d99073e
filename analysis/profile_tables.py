"""A profile of each park: what its documents state, then the ratios that follow from it and what does not agree."""

from __future__ import annotations

import pandas as pd

from . import audit_tables, codebook, comparison_tables, exhibits, indicator_tables, labels, schema
from .exhibits import Cell, Head, Places, Table
from .labels import text as label


def profiles(
    observations: pd.DataFrame,
    documents: pd.DataFrame,
    corrections: pd.DataFrame,
    ratios: pd.DataFrame,
    audit: pd.DataFrame,
    *,
    lang: str,
) -> list[Table]:
    """Return for each park the table of what it states and, where there is any, that of what follows from it.

    ``ratios`` and ``audit`` (contracts ``RATIOS``, ``AUDIT``) are those of all parks: each takes its own.
    """
    places = exhibits.places(observations, documents)
    tables = []
    for park, docs in documents.groupby("entity", sort=True):
        of_park = observations[observations.doc.isin(docs.doc)]
        tables += indicator_tables.indicators(of_park, docs, corrections, lang=lang)
        made, checked = ratios[ratios.doc.isin(docs.doc)], audit[audit.doc.isin(docs.doc)]
        tables += _derived(str(park), str(docs.doc.iloc[0]), made, checked, places, lang)
    return tables


def _derived(
    park: str,
    doc: str,
    ratios: pd.DataFrame,
    audit: pd.DataFrame,
    places: Places,
    lang: str,
) -> list[Table]:
    """Return a park's ratios, and of its audit the figures that do not agree; no table where there is neither."""
    names = {row["id"]: row[lang] for row in codebook.read_csv("ratios.csv")}
    rows = []
    for row in schema.rows(
        ratios.sort_values("ratio", key=lambda ids: ids.map(list(names).index), kind="stable")
    ):
        above, below, _ = comparison_tables.worked(row, places, lang)
        figures = Cell(f"{above.text} ÷ {below.text}", (*above.evidence, *below.evidence))
        value = labels.bounded(labels.number(row.value_pct, 1), row.bound, lang)
        said = [row.period, *([label("status.estimate", lang)] if row.status == "estimate" else [])]
        when = label("claims.comma", lang).join(said)
        result = label("tables.derived.ratio", lang, value=value, period=when)
        said_by = Cell(result, figures.evidence)
        rows.append((Cell(label("tables.derived.kind", lang)), Cell(names[row.ratio]), figures, said_by))
    for row in schema.rows(audit_tables.by_class(audit[audit["class"] != "agrees"])):
        kind, _, figures, arithmetic = audit_tables.cells(row, places, lang)
        rows.append((kind, Cell(labels.indicator(row.indicator, lang)), figures, arithmetic))
    if not rows:
        return []
    columns = (
        Head(label("heads.class", lang), width=1.4, nowrap=True),
        Head(label("heads.indicator", lang), width=2.8),
        Head(label("heads.figures", lang), width=3.4),
        Head(label("heads.result_or_arithmetic", lang), width=6.4),
    )
    title = label("tables.derived.title", lang, park=labels.place(park, lang))
    note = label("tables.derived.note", lang, agree=int((audit["class"] == "agrees").sum()))
    return [Table(f"derived_{doc.replace('.', '-')}", lang, title, columns, tuple(rows), note, kind="quotes")]
