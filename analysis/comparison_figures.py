"""The comparison → figures: ratios of one document, and targets beside the growth before.

Form tells what a mark is: a filled circle a result, a filled square an estimate, a hollow circle a target, an arrow a
floor. A figure that mixes years says so in its title.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from . import codebook, labels, schema
from .comparison_tables import constraint, outside
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    figure,
    name_rows,
    of_years,
    panels,
    park_colours,
    span,
    style,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label
from .tables import by_indicator

MOST_PANELS = 8
_SHAPES = {"actual": "o", "preliminary": "o", "estimate": "s"}
_ARROWS = {">": 1, ">=": 1, "<": -1, "<=": -1}


def ratios(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Ratios, a row each, a mark a park with its year."""
    rows = table[table.period.str.fullmatch(r"\d{4}")]
    if len(rows) < MINIMUM:
        return Absent("ratios", lang, label("figures.ratios.absent", lang))
    names = {row["id"]: row[lang] for row in codebook.read_csv("ratios.csv")}
    shown = [name for name in names if (rows.ratio == name).any()]
    lines = [(name, row) for name in shown for row in schema.rows(rows[rows.ratio == name])]
    if absent := too_tall("ratios", lang, len(lines), 5, 14):
        return absent
    colours = park_colours(documents)
    with style():
        drawing, axes = canvas(len(lines) * 5 + 14)
        for y, (_, row) in enumerate(lines):
            axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
            colour = colours.get(row.entity, GREY)
            axes.plot(row.value_pct, y, _SHAPES[row.status], ms=5, color=colour, zorder=3)
            number = labels.bounded(labels.number(row.value_pct, 1), row.bound, lang)
            _beside(axes, row.value_pct, y, f"{number}　{row.entity} {row.period}")
        firsts = [n == 0 or lines[n - 1][0] != name for n, (name, _) in enumerate(lines)]
        name_rows(
            axes, [names[name] if first else "" for first, (name, _) in zip(firsts, lines, strict=True)]
        )
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.set_xlim(min(0.0, rows.value_pct.min()), rows.value_pct.max() * 1.45)
    values = {
        "n": len(rows),
        "parks": rows.park.nunique(),
        "years": span(rows.period),
        "low": labels.number(rows.value_pct.min(), 1),
        "high": labels.number(rows.value_pct.max(), 1),
    }
    return of_years(figure("ratios", lang, drawing, values), rows.period)


def levels(rows: pd.DataFrame, documents: pd.DataFrame, min_parks: int, *, lang: str) -> Figure | Absent:
    """The parks' last levels, a panel an indicator and perimeter of one definition, the year beside each mark."""
    if len(rows) < MINIMUM:
        return Absent("levels", lang, label("figures.levels.absent", lang, least=min_parks))
    by = ["indicator", "perimeter", "unit"]
    groups = list(by_indicator(rows).groupby(by, sort=False, dropna=False))
    groups = sorted(groups, key=lambda one: -one[1].park.nunique())[:MOST_PANELS]
    shown = pd.concat([group for _, group in groups])
    colours = park_colours(documents)
    most = max(len(group) for _, group in groups)
    lines = -(-len(groups) // 2)
    if absent := too_tall("levels", lang, lines * (most + 2), 5, 10):
        return absent
    with style():
        drawing, grid = panels(lines, 2, lines * (most * 5 + 12) + 6)
        for axes, ((_, _, unit), group) in zip(grid, groups, strict=False):
            ordered = group.sort_values(["period", "entity"])  # by value it would look like a ranking
            for y, row in enumerate(schema.rows(ordered)):
                axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
                axes.plot(
                    row.value, y, _SHAPES[row.finality], ms=5, color=colours.get(row.entity, GREY), zorder=3
                )
                number, reader = labels.amount(row.value, str(unit), lang)
                reader = "" if unit == "count" else f" {reader}"
                _beside(
                    axes, row.value, y, f"{labels.bounded(number, row.bound, lang)}{reader}（{row.period}）"
                )
            name_rows(axes, list(ordered.entity))
            axes.set_ylim(most - 0.4, -0.6)
            axes.set_xlim(0, group.value.max() * 1.9)
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
            first = next(schema.rows(group))
            axes.set_title(labels.indicator(first.indicator, lang) + outside(first, lang), loc="left")
        for axes in grid[len(groups) :]:
            axes.set_axis_off()
    values = {
        "n": len(shown),
        "parks": shown.park.nunique(),
        "indicators": len(groups),
        "years": span(shown.period),
        "least": min_parks,
    }
    return of_years(figure("levels", lang, drawing, values), shown.period)


def ambitions(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Growth of the year before and growth aimed at, a row a park and indicator, with the wording of the target."""
    if len(table) < MINIMUM:
        return Absent("ambitions", lang, label("figures.ambitions.absent", lang))
    if absent := too_tall("ambitions", lang, len(table), 5.2, 14):
        return absent
    colours = park_colours(documents)
    with style():
        drawing, axes = canvas(len(table) * 5.2 + 14)
        names = []
        ends = [*table.result_pct, *table.target_pct, 0.0]
        low, high = min(ends), max(ends)
        arrow = (high - low) * 0.03
        for y, row in enumerate(schema.rows(table)):
            _dumbbell(axes, row, y, colours.get(row.entity, GREY), arrow)
            names.append(f"{row.entity}　{labels.indicator(row.indicator, lang)}")
            gap = labels.signed(row.ambition_pp, 1)
            words = "　".join(filter(None, (row.target_period, gap, constraint(row, lang))))
            axes.annotate(words, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=7.5)
        name_rows(axes, names)
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.margins(x=0.06)
    values = {
        "n": len(table),
        "parks": table.park.nunique(),
        "years": span(table.target_period),
        "up": int((table.ambition_pp > 0).sum()),
        "down": int((table.ambition_pp < 0).sum()),
        "low": labels.signed(table.ambition_pp.min(), 1),
        "high": labels.signed(table.ambition_pp.max(), 1),
    }
    return of_years(figure("ambitions", lang, drawing, values), table.target_period)


def _dumbbell(axes: Axes, row: Any, y: int, colour: str, arrow: float) -> None:
    """Draw the growth before, the growth aimed at, and an arrow where the target is only a floor or a ceiling."""
    axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
    axes.plot([row.result_pct, row.target_pct], [y, y], color=colour, lw=1.2, zorder=1)
    axes.plot(row.result_pct, y, _SHAPES[row.result_status], ms=4.5, color=colour, zorder=2)
    # A hollow mark is larger and on top, so that it shows round a filled one at the same place.
    axes.plot(row.target_pct, y, "o", ms=7.5, mfc="none", mec=colour, mew=1.2, zorder=3)
    if step := _ARROWS.get(row.target_bound):
        start, tip = (row.target_pct, y - 0.36), (row.target_pct + step * 2 * arrow, y - 0.36)
        axes.annotate("", tip, start, arrowprops={"arrowstyle": "->", "color": colour, "lw": 1, "shrinkA": 0})


def _beside(axes: Axes, x: float, y: float, words: str) -> None:
    """Write words at the right of a mark, legible on a line."""
    halo = [withStroke(linewidth=2, foreground="white")]
    place = {"textcoords": "offset points", "va": "center", "fontsize": 7.5, "color": INK}
    axes.annotate(words, (x, y), (6, 0), path_effects=halo, **place)  # type: ignore[arg-type]
