"""Figures: a table of the data → a ``Figure`` in a language, drawn at the size it is printed.

Each says what question it answers in its title, draws nothing from fewer than ``MINIMUM`` values, and is set in
the project's own fonts. One colour a park throughout; form, not colour, tells results, estimates and targets.
"""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd

from . import fonts, labels, schema
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    figure,
    name_rows,
    panels,
    park_colours,
    style,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label

MOST_PARKS = 9  # panels in small multiples; columns in a matrix are half as wide
MIN_WORDS = 300  # words below which a park's frequencies are not drawn


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


def top_terms(top: pd.DataFrame, documents: pd.DataFrame, n: int, *, lang: str) -> Figure | Absent:
    """The commonest words of each park, small multiples on one scale."""
    rows = top[top.entity.isin(_longest(top))]
    parks = list(dict.fromkeys(rows.entity))
    if not parks or len(rows) < MINIMUM:
        return Absent("terms", lang, label("figures.terms.absent", lang, least=MIN_WORDS))
    colours = park_colours(documents)
    columns = 3 if len(parks) > 2 else len(parks)
    with style():
        lines = -(-len(parks) // columns)
        drawing, grid = panels(lines, columns, lines * (n * 3.5 + 12))
        for axes, park in zip(grid, parks, strict=False):
            words = rows[rows.entity == park]
            axes.barh(range(len(words)), words.per_mille, height=0.62, color=colours[park])
            axes.set_yticks(range(len(words)), list(words.word))
            axes.set_ylim(n - 0.4, -0.6)
            axes.set_xlim(0, rows.per_mille.max() * 1.05)
            axes.set_title(
                label("figures.terms.panel", lang, park=park, words=int(words.words.iloc[0])), loc="left"
            )
        for axes in grid[len(parks) :]:
            axes.set_axis_off()
    first = next(schema.rows(rows[rows.per_mille == rows.per_mille.max()]))
    values = {
        "parks": len(parks),
        "top": n,
        "park": first.entity,
        "word": first.word,
        "rate": labels.number(first.per_mille, 1),
    }
    return figure("terms", lang, drawing, values)


def clouds(
    frequencies: pd.DataFrame, documents: pd.DataFrame, words: int, seed: int, *, lang: str
) -> Figure | Absent:
    """A word cloud a park, letters in proportion to the rate, one scale for all; an overview, not evidence."""
    from wordcloud import WordCloud

    rows = frequencies[frequencies.entity.isin(_longest(frequencies))]
    parks = sorted(set(rows.entity))
    if not parks:
        return Absent("clouds", lang, label("figures.clouds.absent", lang, least=MIN_WORDS))
    colours = park_colours(documents)
    columns = min(3, len(parks))
    highest = rows.per_mille.max()
    with style():
        lines = -(-len(parks) // columns)
        drawing, grid = panels(lines, columns, lines * 34)
        for axes, park in zip(grid, parks, strict=False):
            top = (
                rows[rows.entity == park].sort_values(["count", "word"], ascending=[False, True]).head(words)
            )
            cloud = WordCloud(
                font_path=str(fonts.face().path),
                width=400,
                height=220,
                scale=3,
                background_color="white",
                collocations=False,
                prefer_horizontal=1.0,
                relative_scaling=1.0,
                min_font_size=14,
                max_font_size=max(15, int(76 * top.per_mille.max() / highest)),
                random_state=seed,
                color_func=_one_colour(colours[park]),
            ).generate_from_frequencies(dict(zip(top.word, top.per_mille, strict=True)))
            axes.imshow(cloud.to_array(), interpolation="bilinear")
            axes.set_title(park, loc="left")
            axes.set_axis_off()
        for axes in grid[len(parks) :]:
            axes.set_axis_off()
    largest = "、".join(
        rows[rows.entity == p].sort_values(["count", "word"], ascending=[False, True]).word.iloc[0]
        for p in parks
    )
    return figure("clouds", lang, drawing, {"parks": len(parks), "words": words, "largest": largest})


def _longest(table: pd.DataFrame) -> list[str]:
    """Return the parks with words enough to be drawn, those with most words where there are too many for a page."""
    words = table.groupby("entity").words.first()
    enough = words[words >= MIN_WORDS].sort_values(ascending=False, kind="stable")
    return list(enough.index[:MOST_PARKS])


def _one_colour(colour: str):  # type: ignore[no-untyped-def]
    """Return wordcloud's colour function: one colour, paler for smaller words."""

    def paint(word: str, font_size: int, *_: object, **__: object) -> str:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        pale = max(0.0, min(0.45, 0.5 - font_size / 90))
        return f"rgb({', '.join(str(round(c + (255 - c) * pale)) for c in (red, green, blue))})"

    return paint


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
