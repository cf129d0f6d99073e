"""Figures: a table of the data → a ``Figure`` in a language, drawn at the size it is printed.

Each says what question it answers in its title, draws nothing from fewer than ``MINIMUM`` values, and is set in
the project's own fonts. One colour a park throughout; form, not colour, tells results, estimates and targets.
"""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd

from . import labels, schema
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    data,
    figure,
    name_rows,
    style,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label


def publication(documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """When each document was published, against the year that it speaks of."""
    rows = documents.dropna(subset=["subject_year"]).sort_values(["subject_year", "doc"], kind="stable")
    if len(rows) < MINIMUM:
        return Absent("publication", lang, label("figures.publication.absent", lang))
    if crowded := too_tall("publication", lang, len(rows), 5.2, 16):
        return crowded
    with style():
        drawing, axes = canvas(len(rows) * 5.2 + 16)
        names = []
        shown = []
        for y, row in enumerate(schema.rows(rows)):
            spoken, published = row.subject_year + 0.5, _decimal_year(row.date)
            place = labels.place(row.entity, lang) if row.entity else _short(row.title or "")
            shown.append((row.doc, place, row.subject_year, row.date))
            names.append(labels.apart(row.doc, place, lang=lang))
            if published is not None:
                axes.plot([spoken, published], [y, y], color=GREY, lw=1, zorder=1)
                axes.plot(published, y, "o", ms=5, color=INK, zorder=3)
            axes.plot(spoken, y, "o", ms=5, mfc="white", mec=INK, mew=1, zorder=2)
        name_rows(axes, names)
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        axes.grid(axis="x", color=FAINT, lw=0.5)
    n, dated = len(rows), int(rows.date.notna().sum())
    values = {
        "n": n,
        "first": int(rows.subject_year.min()),
        "last": int(rows.subject_year.max()),
        "dated": dated,
    }
    heads = [label(f"heads.{name}", lang) for name in ("doc", "title", "subject_year", "date")]
    return figure("publication", lang, drawing, values, data(lang, heads, shown, 2))


def _decimal_year(date: str | None) -> float | None:
    """Return an ISO date as a decimal year; the middle of what is not known."""
    if date is None:
        return None
    year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    if not month:
        return year + 0.5
    return year + (month - 1 + (day - 0.5) / 31 if day else month - 0.5) / 12


def _short(title: str) -> str:
    return title[:12] + ("…" if len(title) > 12 else "")
