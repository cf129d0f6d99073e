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
    figure,
    name_rows,
    style,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label

_CODES = {"result": "#0b4f6c", "target": "#d98c5f", "neither": "#dfe3e8"}


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
        for y, row in enumerate(schema.rows(rows)):
            spoken, published = row.subject_year + 0.5, _decimal_year(row.date)
            names.append(f"{row.doc}　{row.entity or _short(row.title or '')}")
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
    return figure("publication", lang, drawing, values)


def clauses(shares: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Clauses that report results and that set targets, as shares of each park's clauses."""
    if len(shares) < MINIMUM:
        return Absent("clauses", lang, label("figures.clauses.absent", lang))
    if crowded := too_tall("clauses", lang, len(shares), 7, 18):
        return crowded
    rows = shares.assign(share=shares.target / shares.clauses * 100).sort_values(
        ["share", "entity"], ascending=False
    )
    with style():
        drawing, axes = canvas(len(rows) * 7 + 18)
        for y, row in enumerate(schema.rows(rows)):
            left = 0.0
            for code, colour in _CODES.items():
                width = getattr(row, code) / row.clauses * 100
                axes.barh(
                    y,
                    width,
                    left=left,
                    height=0.62,
                    color=colour,
                    label=label(f"code.{code}", lang) if y == 0 else None,
                )
                if width >= 3:
                    ink = "white" if code == "result" else INK
                    axes.text(
                        left + width / 2,
                        y,
                        labels.number(width, 0),
                        ha="center",
                        va="center",
                        color=ink,
                        fontsize=7.5,
                    )
                left += width
            axes.annotate(
                f"n={row.clauses}",
                (100, y),
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=7.5,
                color=GREY,
            )
        name_rows(axes, list(rows.entity))
        axes.set_xlim(0, 100)
        axes.legend(
            ncols=3,
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            frameon=False,
            handlelength=1,
            borderaxespad=0.2,
        )
    values = {
        "n": int(rows.clauses.sum()),
        "parks": len(rows),
        "low": labels.number(rows.share.min(), 0),
        "high": labels.number(rows.share.max(), 0),
    }
    return figure("clauses", lang, drawing, values)


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
