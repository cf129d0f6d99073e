"""The comparison → figures: ratios of one document, and targets beside the growth before.

Form tells what a mark is: a filled circle a result, a filled square an estimate, a hollow circle a target, an arrow a
floor. A figure that mixes years says so in its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from . import codebook, exhibits, indicator_tables, labels, schema
from .comparison_tables import aimed, constraint, outside, worked
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    data,
    figure,
    mark,
    name_rows,
    of_years,
    open_end,
    panels,
    park_colours,
    span,
    style,
    too_tall,
)
from .exhibits import Absent, Cell, Figure
from .indicator_tables import by_indicator
from .labels import text as label

MOST_PANELS = 8


def growth(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, min_parks: int, *, lang: str
) -> Figure | Absent:
    """Growth rates as stated, a line an indicator and park, the year beside each mark."""
    if len(table) < MINIMUM:
        return Absent("growth", lang, label("figures.growth.absent", lang, least=min_parks))
    colours = park_colours(documents)
    with style():
        groups = list(by_indicator(table).groupby("indicator", sort=False))
        lines = sum(len(group.fillna({"scope": ""}).groupby(["entity", "scope"])) + 1 for _, group in groups)
        if absent := too_tall("growth", lang, lines, 4.6, 14):
            return absent
        drawing, axes = canvas(lines * 4.6 + 14)
        names: list[str] = []
        for indicator, group in groups:
            names.append(labels.indicator(str(indicator), lang))
            for (park, scope), rates in group.fillna({"scope": ""}).groupby(["entity", "scope"], sort=True):
                y = len(names)
                place = labels.place(str(park), lang)
                names.append(
                    f"　{place}{labels.brackets(labels.coded('scope', str(scope), lang), lang)}"
                    if scope
                    else f"　{place}"
                )
                axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
                _rates(axes, rates, y, colours[str(park)], lang)
        name_rows(axes, names)
        for tick, name in zip(axes.get_yticklabels(), names, strict=True):
            tick.set_fontweight("normal" if name.startswith("　") else "bold")
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.margins(x=0.22)
    values = {
        "n": len(table),
        "parks": table.entity.nunique(),
        "years": span(table.period, lang),
        "least": min_parks,
        "low": labels.number(table.growth_pct.min()),
        "high": labels.number(table.growth_pct.max()),
    }
    shown = indicator_tables.growth(table, observations, documents, lang=lang)
    return of_years(figure("growth", lang, drawing, values, shown), table.period.dropna())


def ratios(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Figure | Absent:
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
            mark(axes, row.value_pct, y, row.status, colour, row.bound)
            number = labels.bounded(labels.number(row.value_pct, 1), row.bound, lang)
            _beside(
                axes,
                row.value_pct,
                y,
                labels.apart(number, f"{labels.place(row.entity, lang)} {row.period}", lang=lang),
            )
        firsts = [n == 0 or lines[n - 1][0] != name for n, (name, _) in enumerate(lines)]
        name_rows(
            axes, [names[name] if first else "" for first, (name, _) in zip(firsts, lines, strict=True)]
        )
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.set_xlim(min(0.0, rows.value_pct.min()), rows.value_pct.max() * 1.45)
    values = {
        "n": len(rows),
        "parks": rows.park.nunique(),
        "years": span(rows.period, lang),
        "low": labels.number(rows.value_pct.min(), 1),
        "high": labels.number(rows.value_pct.max(), 1),
    }
    places = exhibits.places(observations, documents)
    body = [(names[name], row.entity, row.period, *worked(row, places, lang)) for name, row in lines]
    drawn = data(lang, _heads(lang, "ratio", "park", "period", "numerator", "denominator", "share"), body, 3)
    return of_years(figure("ratios", lang, drawing, values, drawn), rows.period)


def levels(
    rows: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, min_parks: int, *, lang: str
) -> Figure | Absent:
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
                mark(axes, row.value, y, row.finality, colours.get(row.entity, GREY), row.bound)
                number, reader = labels.amount(row.value, str(unit), lang)
                reader = "" if unit == "count" else f" {reader}"
                words = f"{labels.bounded(number, row.bound, lang)}{reader}"
                _beside(axes, row.value, y, words + labels.brackets(row.period, lang))
            name_rows(axes, [labels.place(name, lang) for name in ordered.entity])
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
        "years": span(shown.period, lang),
        "least": min_parks,
    }
    places, body = exhibits.places(observations, documents), []
    for row in schema.rows(shown):
        number, reader = labels.amount(row.value, row.unit, lang)
        opened = Cell(labels.bounded(number, row.bound, lang), exhibits.opened(places, row.doc, row.start))
        name = labels.indicator(row.indicator, lang) + outside(row, lang)
        body.append((name, row.entity, row.period, opened, "" if row.unit == "count" else reader))
    drawn = data(lang, _heads(lang, "indicator", "park", "period", "value", "unit"), body, 3)
    return of_years(figure("levels", lang, drawing, values, drawn), shown.period)


def targets(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Figure | Absent:
    """How far each target lies above the last result of the same document."""
    if len(table) < MINIMUM:
        return Absent("targets", lang, label("figures.targets.absent", lang))
    if absent := too_tall("targets", lang, len(table), 5, 14):
        return absent
    colours = park_colours(documents)
    rows = by_indicator(table, first="entity")
    with style():
        drawing, axes = canvas(len(rows) * 5 + 14)
        names = []
        for y, row in enumerate(schema.rows(rows)):
            axes.barh(y, row.implied_growth_pct, height=0.55, color=colours[row.entity], zorder=2)
            open_end(axes, row.implied_growth_pct, y, colours[row.entity], row.target_bound)
            words = labels.bounded(labels.number(row.implied_growth_pct, 1), row.target_bound, lang)
            _beside(axes, row.implied_growth_pct, y, words, "left" if row.implied_growth_pct < 0 else "right")
            place, what = labels.place(row.entity, lang), labels.indicator(row.indicator, lang)
            names.append(labels.apart(place, what, f"{row.result_period}→{row.target_period}", lang=lang))
        name_rows(axes, names)
        axes.axvline(0, color=INK, lw=0.8)
        axes.margins(x=0.12)
    values = {
        "n": len(rows),
        "low": labels.number(rows.implied_growth_pct.min(), 1),
        "high": labels.number(rows.implied_growth_pct.max(), 1),
    }
    shown = indicator_tables.targets(table, observations, documents, lang=lang)
    return of_years(figure("targets", lang, drawing, values, shown), rows.target_period)


def ambitions(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Figure | Absent:
    """Growth of the year before and growth aimed at, a row a park and indicator, with the wording of the target."""
    if len(table) < MINIMUM:
        return Absent("ambitions", lang, label("figures.ambitions.absent", lang))
    if absent := too_tall("ambitions", lang, len(table), 5.2, 14):
        return absent
    colours = park_colours(documents)
    with style():
        drawing, axes = canvas(len(table) * 5.2 + 14)
        names = []
        for y, row in enumerate(schema.rows(table)):
            _dumbbell(axes, row, y, colours.get(row.entity, GREY))
            place, what = labels.place(row.entity, lang), labels.indicator(row.indicator, lang)
            names.append(labels.apart(place, what, lang=lang))
            gap = labels.signed(row.ambition_pp, 1)
            _columns(axes, y, (row.target_period, gap, constraint(row, lang)), INK)
        name_rows(axes, names)
        heads = [label(f"figures.ambitions.{name}", lang) for name in ("year", "points", "wording")]
        _columns(axes, -1, heads, GREY)
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.margins(x=0.06)
    values = {
        "n": len(table),
        "parks": table.park.nunique(),
        "years": span(table.target_period, lang),
        "up": int((table.ambition_pp > 0).sum()),
        "down": int((table.ambition_pp < 0).sum()),
        "low": labels.signed(table.ambition_pp.min(), 1),
        "high": labels.signed(table.ambition_pp.max(), 1),
    }
    places = exhibits.places(observations, documents)
    body = [
        (row.entity, labels.indicator(row.indicator, lang), *aimed(row, places, lang), constraint(row, lang))
        for row in schema.rows(table)
    ]
    heads = _heads(
        lang, "park", "indicator", "years", "growth_before", "growth_aimed", "ambition", "constraint"
    )
    return of_years(
        figure("ambitions", lang, drawing, values, data(lang, heads, body, 3)), table.target_period
    )


def _heads(lang: str, *names: str) -> list[str]:
    return [label(f"heads.{name}", lang) for name in names]


def _rates(axes: Axes, rates: pd.DataFrame, y: int, colour: str, lang: str) -> None:
    """Mark the rates of one line; the lowest has its words at the left, so that two do not cover each other."""
    ordered = rates.sort_values("growth_pct", kind="stable")
    for place, row in enumerate(schema.rows(ordered)):
        mark(axes, row.growth_pct, y, row.status, colour, row.bound)
        words = labels.bounded(labels.number(row.growth_pct), row.bound, lang)
        year = labels.brackets(row.period, lang) if row.period else ""
        left = place == 0 and len(ordered) > 1
        middle = 0 < place < len(ordered) - 1
        side = "above" if middle else "left" if left else "right"
        _beside(axes, row.growth_pct, y, f"{words}{year}", side)


def _dumbbell(axes: Axes, row: Any, y: int, colour: str) -> None:
    """Draw the growth before, the growth aimed at, and an arrow where the target is only a floor or a ceiling."""
    axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
    axes.plot([row.result_pct, row.target_pct], [y, y], color=colour, lw=1.2, zorder=1)
    mark(axes, row.result_pct, y, row.result_status, colour, row.result_bound)
    mark(axes, row.target_pct, y, "target", colour, row.target_bound)


def _columns(axes: Axes, y: float, words: Sequence[str], colour: str) -> None:
    """Write words in columns at the right of a row."""
    for word, shift in zip(words, (6, 36, 66), strict=True):
        place = {"textcoords": "offset points", "va": "center", "fontsize": 7.5, "color": colour}
        axes.annotate(word, (1, y), (shift, 0), xycoords=("axes fraction", "data"), **place)  # type: ignore[arg-type]


def _beside(axes: Axes, x: float, y: float, words: str, side: str = "right") -> None:
    """Write words at a side of a mark (right, left or above), legible on a line."""
    offset, align = {"right": ((6, 0), "left"), "left": ((-6, 0), "right"), "above": ((0, 7), "center")}[side]
    place = {"textcoords": "offset points", "va": "center", "ha": align, "fontsize": 7.5, "color": INK}
    axes.annotate(words, (x, y), offset, path_effects=[withStroke(linewidth=2, foreground="white")], **place)  # type: ignore[arg-type]
