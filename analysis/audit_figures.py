"""The audit → its figure: growth as stated against the growth that levels imply."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from . import audit, exhibits, labels, schema
from .drawing import GREY, INK, MINIMUM, canvas, data, figure, span, style
from .exhibits import Absent, Cell, Figure, Table
from .labels import text as label

MOST_LABELS = 12  # points that are named

# Marker of a class and whether it is filled.
_FORMS = {
    "agrees": ("o", True),
    "price_basis": ("^", False),
    "perimeter": ("s", False),
    "wording": ("v", False),
    "population": ("p", False),
    "currency": ("D", False),
    "contradiction": ("X", True),
}


def implied_growth(
    pairs: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Figure | Absent:
    """Growth as stated against the growth that levels imply (rows of ``AUDIT``), the class of a pair by its form."""
    rows = pairs[pairs.kind.isin(("growth", "average_growth"))]
    if len(rows) < MINIMUM:
        return Absent("implied_growth", lang, label("figures.implied_growth.absent", lang))
    with style():
        drawing, axes = canvas(112)
        low = min(0.0, rows.expected.min(), rows.stated.min())
        high = max(rows.expected.max(), rows.stated.max())
        room = max(high - low, 1) * 0.08
        axes.set_xlim(low - room, high + room * 5)
        axes.set_ylim(low - room, high + room * 1.5)
        axes.axline((0, 0), slope=1, color=GREY, lw=0.8, zorder=1)
        for name, group in rows.groupby("class", sort=False):
            marker, filled = _FORMS[str(name)]
            axes.scatter(
                group.expected.astype(float),
                group.stated.astype(float),
                s=34,
                marker=marker,
                facecolors=INK if filled else "white",
                edgecolors=INK,
                linewidths=1,
                zorder=3,
                label=label(f"audit.class.{name}", lang),
            )
        for row in schema.rows(rows):
            _ends(axes, row, room)
        _label_apart(axes, rows[rows["class"] != "agrees"], room, lang)
        axes.set_xlabel(label("figures.implied_growth.x", lang))
        axes.set_ylabel(label("figures.implied_growth.y", lang))
        axes.legend(loc="lower right", frameon=False, handletextpad=0.3)  # under the line there is room
    counts = rows["class"].value_counts()
    values = {
        "n": len(rows),
        "parks": rows.entity.nunique(),
        "years": span(rows.periods.str.split(";").str[-1], lang),
        "agree": int(counts.get("agrees", 0)),
        "apart": len(rows) - int(counts.get("agrees", 0)),
        "prices": int(counts.get("price_basis", 0)),
        "contradictions": int(counts.get("contradiction", 0)),
    }
    return figure("implied_growth", lang, drawing, values, _data(rows, observations, documents, lang))


def _data(rows: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, lang: str) -> Table:
    """Return the pairs drawn: the growth recomputed opens its levels, the growth stated its own sentence."""
    places = exhibits.places(observations, documents)
    body = []
    for row in schema.rows(rows):
        *levels, last = [places[at] for at in audit.places(row)]
        body.append(
            (
                row.entity,
                labels.indicator(row.indicator, lang),
                row.periods.rpartition(";")[2],
                label(f"audit.class.{getattr(row, 'class')}", lang),
                Cell(labels.number(row.expected, 1), tuple(levels)),
                Cell(labels.number(row.stated, 1), (last,)),
            )
        )
    names = ("heads.park", "heads.indicator", "heads.period", "heads.class")
    axes = ("figures.implied_growth.x", "figures.implied_growth.y")
    return data(lang, [label(name, lang) for name in (*names, *axes)], body, 4)


def _ends(axes: Axes, row: Any, room: float) -> None:
    """Draw what rounding leaves open as thin lines, and an open bound as an arrow."""
    spans = (
        (row.expected, row.expected_low, row.expected_high, True),
        (row.stated, row.stated_low, row.stated_high, False),
    )
    for value, low, high, is_across in spans:
        for end, step in ((low, -room * 0.7), (high, room * 0.7)):
            tip = value + step if end is None else end
            there = (tip, row.stated) if is_across else (row.expected, tip)
            style = {
                "arrowstyle": "->" if end is None else "-",
                "color": GREY,
                "lw": 0.8,
                "shrinkA": 0,
                "shrinkB": 0,
            }
            axes.annotate("", there, (row.expected, row.stated), arrowprops=style, zorder=2)


def _label_apart(axes: Axes, rows: pd.DataFrame, room: float, lang: str) -> None:
    """Name the pairs off the line at their lower right, where the plot is empty, if few enough to be read."""
    if len(rows) > MOST_LABELS:
        return
    last = float("inf")
    for row in schema.rows(rows.sort_values("stated", ascending=False, kind="stable")):
        last = min(row.stated - room * 0.6, last - room * 0.6)
        axes.annotate(
            labels.apart(labels.place(row.entity, lang), labels.indicator(row.indicator, lang), lang=lang)
            + labels.brackets(row.periods.rpartition(";")[2], lang),
            (row.expected, row.stated),
            (row.expected + room, last),
            va="center",
            fontsize=7.5,
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.5, "shrinkA": 1, "shrinkB": 4},
            zorder=4,
        )
