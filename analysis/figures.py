"""Figures: a table of the data → a ``Figure`` in a language, drawn at the size it is printed.

Each says what question it answers in its title, draws nothing from fewer than ``MINIMUM`` values, and is set in
the project's own fonts. One colour a park throughout; form, not colour, tells results, estimates and targets.
"""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from . import codebook, labels, schema, tables
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    TALLEST_MM,
    canvas,
    figure,
    name_rows,
    of_years,
    park_colours,
    span,
    style,
    too_many,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label

MOST_PARKS = 9  # panels in small multiples; columns in a matrix are half as wide

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


def disclosure(flags: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Which indicators each park's documents state: filled for results, hollow for targets."""
    count = flags.groupby("indicator").entity.nunique()
    room = int((TALLEST_MM - 26) / 4.4)
    shown = list(count[count >= 2].sort_values(ascending=False, kind="stable").index[:room])
    alone = len(count) - len(shown)
    flags = flags[flags.indicator.isin(shown)]
    if len(flags) < MINIMUM:
        return Absent("disclosure", lang, label("figures.disclosure.absent", lang))
    parks = list(flags.groupby("entity").size().sort_values(ascending=False, kind="stable").index)
    if len(parks) > 2 * MOST_PARKS:
        return too_many("disclosure", lang, len(parks), 2 * MOST_PARKS)
    themes = {row["id"]: row["theme"] for row in codebook.read_csv("indicators.csv")}
    count = flags.groupby("indicator").entity.nunique()
    order = {theme: n for n, theme in enumerate(dict.fromkeys(themes.values()))}
    indicators = sorted(count.index, key=lambda i: (order[themes[i]], -count[i], list(themes).index(i)))
    cut = set(documents[documents.completeness != "complete"].entity.dropna())
    with style():
        drawing, axes = canvas(len(indicators) * 4.4 + 26)
        for y in range(len(indicators)):
            axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
        for row in schema.rows(flags):
            x, y = parks.index(row.entity), indicators.index(row.indicator)
            if row.has_target:
                axes.plot(x, y, "o", ms=6, mfc="white", mec=INK, mew=0.9, zorder=2)
            if row.has_result:
                axes.plot(x, y, "o", ms=6 if not row.has_target else 3, color=INK, zorder=3)
        name_rows(axes, [labels.indicator(i, lang) for i in indicators])
        axes.set_xlim(-0.6, len(parks) - 0.4)
        axes.set_xticks(range(len(parks)), [f"{p}{'*' if p in cut else ''}" for p in parks])
        axes.xaxis.tick_top()
        if len(parks) > 5:
            axes.tick_params("x", labelrotation=30)
            for tick in axes.get_xticklabels():
                tick.set_horizontalalignment("left")
        _theme_marks(axes, [themes[i] for i in indicators], len(parks), lang)
    most = labels.indicator(str(count.idxmax()), lang)
    values = {
        "parks": len(parks),
        "indicators": len(indicators),
        "most": most,
        "n": int(count.max()),
        "alone": alone,
    }
    return figure("disclosure", lang, drawing, values)


def growth(table: pd.DataFrame, documents: pd.DataFrame, min_parks: int, *, lang: str) -> Figure | Absent:
    """Growth rates as stated, a line an indicator and park, the year beside each mark."""
    if len(table) < MINIMUM:
        return Absent("growth", lang, label("figures.growth.absent", lang, least=min_parks))
    colours = park_colours(documents)
    with style():
        groups = list(tables.by_indicator(table).groupby("indicator", sort=False))
        lines = sum(len(group.fillna({"scope": ""}).groupby(["entity", "scope"])) + 1 for _, group in groups)
        if crowded := too_tall("growth", lang, lines, 4.6, 14):
            return crowded
        drawing, axes = canvas(lines * 4.6 + 14)
        names: list[str] = []
        for indicator, group in groups:
            names.append(labels.indicator(str(indicator), lang))
            for (park, scope), rates in group.fillna({"scope": ""}).groupby(["entity", "scope"], sort=True):
                y = len(names)
                names.append(f"　{park}（{scope}）" if scope else f"　{park}")
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
        "years": span(table.period),
        "least": min_parks,
        "low": labels.number(table.growth_pct.min()),
        "high": labels.number(table.growth_pct.max()),
    }
    return of_years(figure("growth", lang, drawing, values), table.period.dropna())


def targets(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """How far each target lies above the last result of the same document."""
    if len(table) < MINIMUM:
        return Absent("targets", lang, label("figures.targets.absent", lang))
    if crowded := too_tall("targets", lang, len(table), 5, 14):
        return crowded
    colours = park_colours(documents)
    rows = tables.by_indicator(table, first="entity")
    with style():
        drawing, axes = canvas(len(rows) * 5 + 14)
        names = []
        for y, row in enumerate(schema.rows(rows)):
            axes.barh(y, row.implied_growth_pct, height=0.55, color=colours[row.entity], zorder=2)
            words = labels.bounded(labels.number(row.implied_growth_pct, 1), row.target_bound, lang)
            left = row.implied_growth_pct < 0
            axes.annotate(
                words,
                (row.implied_growth_pct, y),
                (-3 if left else 3, 0),
                textcoords="offset points",
                va="center",
                ha="right" if left else "left",
                fontsize=7.5,
            )
            names.append(
                f"{row.entity}　{labels.indicator(row.indicator, lang)}　{row.result_period}→{row.target_period}"
            )
        name_rows(axes, names)
        axes.axvline(0, color=INK, lw=0.8)
        axes.margins(x=0.12)
    values = {
        "n": len(rows),
        "low": labels.number(rows.implied_growth_pct.min(), 1),
        "high": labels.number(rows.implied_growth_pct.max(), 1),
    }
    return of_years(figure("targets", lang, drawing, values), rows.target_period)


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


def _rates(axes: Axes, rates: pd.DataFrame, y: int, colour: str, lang: str) -> None:
    """Mark the rates of one line; the lowest has its words at the left, so that two do not cover each other."""
    ordered = rates.sort_values("growth_pct", kind="stable")
    for place, row in enumerate(schema.rows(ordered)):
        filled = row.status != "target"
        # A hollow mark is larger and on top, so that it shows round a filled one at the same place.
        size, order = (5, 3) if filled else (7, 4)
        axes.plot(
            row.growth_pct,
            y,
            "o",
            ms=size,
            mfc=colour if filled else "none",
            mec=colour,
            mew=1.1,
            zorder=order,
        )
        words = labels.bounded(labels.number(row.growth_pct), row.bound, lang)
        year = f"（{row.period}）" if row.period else ""
        left = place == 0 and len(ordered) > 1
        middle = 0 < place < len(ordered) - 1
        axes.annotate(
            f"{words}{year}",
            (row.growth_pct, y),
            (0, 7) if middle else (-6 if left else 6, 0),
            textcoords="offset points",
            va="center",
            ha="center" if middle else "right" if left else "left",
            fontsize=7,
            color=INK,
            path_effects=[withStroke(linewidth=2, foreground="white")],
        )


def _theme_marks(axes: Axes, themes: Sequence[str], columns: int, lang: str) -> None:
    """Write each theme once at the right, a rule between the groups."""
    start = 0
    for y in range(1, len(themes) + 1):
        if y == len(themes) or themes[y] != themes[start]:
            axes.text(
                columns - 0.3,
                (start + y - 1) / 2,
                label(f"theme.{themes[start]}", lang),
                va="center",
                fontsize=7.5,
                color=GREY,
            )
            if y < len(themes):
                axes.axhline(y - 0.5, color=GREY, lw=0.6, zorder=1)
            start = y


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
