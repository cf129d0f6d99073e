"""Words → figures: themes, key words, where terms stand, word clouds, years. Each draws only what its minimum
allows.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from scipy.cluster import hierarchy

from . import fonts, keyness, labels, schema, terms
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    data,
    figure,
    name_rows,
    panels,
    park_colours,
    style,
    too_many,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label

MIN_WORDS = 300  # words below which a park's rates are not drawn
MIN_YEARS = 4  # years below which no trend is drawn
MIN_DOCUMENTS = 2  # documents of a year that is drawn: one alone is no year
MOST_PARKS = 9  # panels in small multiples
MOST_COLUMNS = 12  # parks in a matrix
STRIP_TERMS = 8
_SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#9ecae1", "#0b4f6c"])


def themes(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Themes by park, per mille, as a heat map: themes by their mean rate, parks so that like ones stand side by
    side.
    """
    rows = table[table.words >= MIN_WORDS]
    parks = _ordered(rows)
    if len(parks) < 2:
        return Absent("themes", lang, label("figures.themes.absent", lang, least=MIN_WORDS))
    if len(parks) > MOST_COLUMNS:
        return too_many("themes", lang, len(parks), MOST_COLUMNS)
    names = terms.themes_in(rows)
    if crowded := too_tall("themes", lang, len(names), 4.6, 26):
        return crowded
    rates = rows.pivot(index="theme", columns="group", values="per_mille").loc[names, parks].astype(float)
    words = rows.groupby("group").words.first()
    cut = set(documents[documents.completeness != "complete"].entity.dropna())
    with style():
        drawing, axes = canvas(len(names) * 4.6 + 26)
        cells = rates.to_numpy()
        axes.imshow(np.sqrt(cells), cmap=_SHADES, aspect="auto", vmin=0, vmax=np.sqrt(cells.max()))
        for y, x in np.ndindex(cells.shape):
            _cell(axes, x, y, float(cells[y, x]), float(cells.max()))
        for y, mean in enumerate(cells.mean(axis=1)):
            _margin(axes, len(parks) + 0.1, y, mean)
        for x, total in enumerate(cells.sum(axis=0)):
            _margin(axes, x, len(names) + 0.1, total)
        name_rows(axes, [labels.term_theme(theme, lang) for theme in names])
        axes.set_ylim(len(names) + 0.7, -0.5)
        axes.set_xlim(-0.5, len(parks) + 0.6)
        ends = [label("figures.themes.mean", lang)]
        names_of = {park: f"{labels.stacked_place(park, lang)}{'*' if park in cut else ''}" for park in parks}
        heads = [label("figures.themes.head", lang, park=names_of[park], words=words[park]) for park in parks]
        axes.set_xticks(range(len(parks) + 1), [*heads, *ends], fontsize=7)
        axes.text(
            -0.6, len(names) + 0.1, label("figures.themes.sum", lang), ha="right", va="center", fontsize=7.5
        )
        axes.xaxis.tick_top()
        axes.spines["bottom"].set_visible(False)
    top, park = np.unravel_index(int(cells.argmax()), cells.shape)
    values = {
        "parks": len(parks),
        "themes": len(names),
        "words": int(words[parks].sum()),
        "least": MIN_WORDS,
        "first": labels.listed((labels.term_theme(theme, lang) for theme in names[:3]), lang),
        "park": labels.place(parks[int(park)], lang),
        "theme": labels.term_theme(names[int(top)], lang),
        "rate": labels.number(cells.max(), 1),
    }
    body = [
        (labels.term_theme(theme, lang), *(labels.fixed(rate, 1) for rate in (*line, line.mean())))
        for theme, line in zip(names, cells, strict=True)
    ]
    shown = data(lang, [label("heads.theme", lang), *parks, *ends], body, 1)
    return figure("themes", lang, drawing, values, shown)


def _cell(axes: Axes, x: int, y: int, rate: float, most: float) -> None:
    if rate:
        ink = "white" if rate > most * 0.35 else INK
        axes.text(x, y, f"{rate:.1f}", ha="center", va="center", color=ink, fontsize=7)


def _margin(axes: Axes, x: float, y: float, rate: float) -> None:
    axes.text(x, y, f"{rate:.1f}", ha="center", va="center", color=GREY, fontsize=7)


def _ordered(rows: pd.DataFrame) -> list[str]:
    """Return the parks, those of like profiles side by side (average linkage, leaves in the best order)."""
    rates = rows.pivot(index="group", columns="theme", values="per_mille").astype(float)
    if len(rates) < MINIMUM:
        return list(rates.index)
    links = hierarchy.linkage(np.sqrt(rates), method="average", optimal_ordering=True)
    return [str(rates.index[int(leaf)]) for leaf in hierarchy.leaves_list(links)]


def key_words(table: pd.DataFrame, documents: pd.DataFrame, n: int, *, lang: str) -> Figure | Absent:
    """The key words of each park, at most ``n``: ratio to the rest on a binary logarithm, with the bootstrap's
    interval.
    """
    groups = [(park, rows.head(n)) for park, rows in keyness.keywords(table)]
    shown = sum(len(rows) for _, rows in groups)
    if shown < MINIMUM:
        return Absent("key_words", lang, label("figures.key_words.absent", lang))
    if crowded := too_tall("key_words", lang, shown + len(groups), 3.9, 16):
        return crowded
    colours = park_colours(documents)
    with style():
        drawing, axes = canvas((shown + len(groups)) * 3.9 + 16)
        names: list[str] = []
        for park, rows in groups:
            rest = reference(rows.reference.iloc[0], lang)
            head = label("figures.key_words.head", lang, park=labels.place(park, lang), rest=rest)
            axes.text(0.1, len(names), head, va="center", fontsize=7.5, fontweight="bold")
            names.append("")
            for row in schema.rows(rows):
                _lollipop(axes, row, len(names), colours.get(park, INK))
                names.append(row.word)
        name_rows(axes, names)
        axes.tick_params("y", labelsize=7.5)
        axes.axvline(0, color=GREY, lw=0.6)
        axes.axvline(keyness.rule()["min_log_ratio"], color=FAINT, lw=0.6, ls="--")
        axes.set_xlim(
            min(0.0, table[table.is_key].low.min()) - 0.1, float(table[table.is_key].high.max()) + 1.4
        )
        axes.set_xlabel(label("figures.key_words.x", lang))
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
    key = table[table.is_key]
    first = next(schema.rows(key.sort_values(["log_ratio", "word"], ascending=[False, True])))
    values = {
        "n": shown,
        "parks": len(groups),
        "top": n,
        "unit": label(f"term_unit.{key.unit.iloc[0]}", lang),
        "park": labels.place(first.group, lang),
        "word": first.word,
    }
    body = [
        (
            labels.place(park, lang),
            row.word,
            row.count,
            row.rest_count,
            *(labels.fixed(v, 2) for v in (row.log_ratio, row.low, row.high)),
        )
        for park, rows in groups
        for row in schema.rows(rows)
    ]
    heads = ("park", "word", "times", "rest_times", "log_ratio", "low", "high")
    return figure("key_words", lang, drawing, values, data(lang, _names(lang, *heads), body, 2))


def _lollipop(axes: Axes, row: Any, y: int, colour: str) -> None:
    axes.plot([0, row.log_ratio], [y, y], color=FAINT, lw=0.8, zorder=0)
    axes.plot([row.low, row.high], [y, y], color=colour, lw=1.2, zorder=1)
    axes.plot(row.log_ratio, y, "o", ms=4, color=colour, zorder=2)
    place: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7, "color": GREY}
    axes.annotate(f"{row.count}∶{row.rest_count}", (max(row.high, row.log_ratio), y), (4, 0), **place)


def reference(name: str, lang: str) -> str:
    """Return what a group was compared with, in words: 其他园区的新闻报道."""
    if name == "all":
        return label("figures.key_words.all", lang)
    genres = label("claims.comma", lang).join(label(f"genre.{genre}", lang) for genre in name.split(";"))
    return label("figures.key_words.same", lang, genres=genres)


def strips(tokens: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Where the commonest term of each of the commonest themes stands in each park's text, from start to end."""
    rows = terms.grouped(tokens, documents, "park")
    sizes = rows.groupby("group").size()
    parks = list(sizes[sizes >= MIN_WORDS].sort_values(ascending=False, kind="stable").index[:MOST_PARKS])
    rows = rows[rows.group.isin(parks)]
    chosen = _strip_terms(rows)
    if not parks or len(chosen) < MINIMUM:
        return Absent("strips", lang, label("figures.strips.absent", lang, least=MIN_WORDS))
    colours = park_colours(documents)
    place = rows.groupby("group").cumcount() / rows.group.map(sizes)
    lines = -(-len(chosen) // 2)
    with style():
        drawing, grid = panels(lines, 2, lines * (len(parks) * 3.3 + 9) + 4)
        for at, (axes, term) in enumerate(zip(grid, chosen, strict=False)):
            for y, park in enumerate(parks):
                here = place[(rows.word == term) & (rows.group == park)]
                axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
                axes.plot(here, np.full(len(here), y), "|", ms=7, mew=1.1, color=colours[park])
            name_rows(axes, [labels.place(park, lang) if at % 2 == 0 else "" for park in parks])
            axes.set_ylim(len(parks) - 0.4, -0.6)
            axes.set_xlim(-0.01, 1.01)
            axes.set_xticks([0, 0.5, 1], ["0", "50%", "100%"] if at >= len(chosen) - 2 else ["", "", ""])
            for tick, side in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
                tick.set_horizontalalignment(side)  # type: ignore[arg-type]
            axes.tick_params("y", labelsize=7)
            n = int((rows.word == term).sum())
            axes.set_title(label("figures.strips.panel", lang, term=term, n=n), loc="left")
        for axes in grid[len(chosen) :]:
            axes.set_axis_off()
    values = {"n": len(chosen), "parks": len(parks), "terms": labels.listed(chosen, lang), "least": MIN_WORDS}
    body = []
    for term in chosen:
        for park in parks:
            here = place[(rows.word == term) & (rows.group == park)]
            body.append(
                (
                    term,
                    labels.place(park, lang),
                    len(here),
                    " ".join(labels.fixed(100 * at, 0) for at in here),
                )
            )
    shown = data(lang, _names(lang, "word", "park", "times", "places_pct"), body, 2)
    return figure("strips", lang, drawing, values, shown)


def _strip_terms(rows: pd.DataFrame) -> list[str]:
    counts = rows[rows.theme.notna()].groupby(["theme", "word"]).size().rename("n").reset_index()
    order = counts.sort_values(["n", "word"], ascending=[False, True]).drop_duplicates("theme")
    return [str(word) for word in order.word.head(STRIP_TERMS)]


def clouds(
    frequencies: pd.DataFrame, documents: pd.DataFrame, words: int, seed: int, *, lang: str
) -> Figure | Absent:
    """A word cloud a park, letters in proportion to the rate, one scale for all; an overview, not evidence."""
    rows = frequencies[frequencies.words >= MIN_WORDS]
    longest = rows.groupby("group").words.first().sort_values(ascending=False, kind="stable")
    parks = sorted(longest.index[:MOST_PARKS])
    rows = rows[rows.group.isin(parks)]
    if not parks:
        return Absent("clouds", lang, label("figures.clouds.absent", lang, least=MIN_WORDS))
    colours = park_colours(documents)
    columns = min(3, len(parks))
    lines = -(-len(parks) // columns)
    tops = {park: terms.top(rows[rows.group == park], words) for park in parks}
    with style():
        drawing, grid = panels(lines, columns, lines * 36)
        for axes, park in zip(grid, parks, strict=False):
            cloud = _cloud(tops[park], rows.per_mille.max(), colours[park], seed)
            axes.imshow(cloud, interpolation="bilinear")
            place = labels.place(park, lang)
            axes.set_title(label("figures.clouds.panel", lang, park=place, words=longest[park]), loc="left")
            axes.set_axis_off()
        for axes in grid[len(parks) :]:
            axes.set_axis_off()
    largest = labels.listed((top.word.iloc[0] for top in tops.values()), lang)
    body = [
        (labels.place(park, lang), row.word, row.count, labels.fixed(row.per_mille, 2))
        for park, top in tops.items()
        for row in schema.rows(top)
    ]
    shown = data(lang, _names(lang, "park", "word", "times", "per_mille"), body, 2)
    values = {"parks": len(parks), "words": words, "largest": largest}
    return figure("clouds", lang, drawing, values, shown)


def _names(lang: str, *names: str) -> list[str]:
    return [label(f"heads.{name}", lang) for name in names]


def _cloud(top: pd.DataFrame, highest: float, colour: str, seed: int) -> Any:
    """Return the picture of a cloud; the same words and seed give the same picture."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(fonts.face().path),
        width=400,
        height=220,
        scale=3,
        background_color="white",
        collocations=False,
        repeat=False,
        prefer_horizontal=1.0,
        relative_scaling=1.0,
        min_font_size=14,
        max_font_size=max(15, int(76 * top.per_mille.max() / highest)),
        random_state=seed,
        color_func=_one_colour(colour),
    )
    return cloud.generate_from_frequencies(dict(zip(top.word, top.per_mille, strict=True))).to_array()


def _one_colour(colour: str):  # type: ignore[no-untyped-def]
    """Return wordcloud's colour function: one colour, paler for smaller words."""

    def paint(word: str, font_size: int, *_: object, **__: object) -> str:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        pale = max(0.0, min(0.45, 0.5 - font_size / 90))
        return f"rgb({', '.join(str(round(c + (255 - c) * pale)) for c in (red, green, blue))})"

    return paint


def trend(table: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """The commonest themes by the year that documents speak of, where the years are enough (``terms.by_year``)."""
    table = table[(table.words >= MIN_WORDS) & (table.documents >= MIN_DOCUMENTS)]
    years = sorted(table.year.unique())
    if len(years) < MIN_YEARS:
        return Absent("trend", lang, label("figures.trend.absent", lang, least=MIN_YEARS, words=MIN_WORDS))
    means = table.groupby("theme").per_mille.mean().sort_values(ascending=False, kind="stable")
    chosen = list(means.index[:STRIP_TERMS])
    lines = -(-len(chosen) // 4)
    documents = table.groupby("year").documents.first()
    with style():
        drawing, grid = panels(lines, 4, lines * 38)
        for axes, theme in zip(grid, chosen, strict=False):
            rows = table[table.theme == theme].sort_values("year")
            axes.plot(rows.year, rows.per_mille, "-o", ms=3, lw=0.9, color=INK)
            axes.set_ylim(0, float(table[table.theme.isin(chosen)].per_mille.max()) * 1.1)
            axes.set_title(labels.term_theme(str(theme), lang), loc="left")
            axes.set_xticks([years[0], years[-1]], [str(years[0]), str(years[-1])])
        for axes in grid[len(chosen) :]:
            axes.set_axis_off()
    counts = labels.listed((f"{year}{labels.brackets(str(n), lang)}" for year, n in documents.items()), lang)
    values = {"n": len(chosen), "first": years[0], "last": years[-1], "documents": counts, "least": MIN_WORDS}
    rates = table.pivot(index="theme", columns="year", values="per_mille").loc[chosen, years]
    body = [
        (
            labels.term_theme(str(theme), lang),
            *(None if pd.isna(rate) else labels.fixed(rate, 1) for rate in line),
        )
        for theme, line in zip(chosen, rates.to_numpy().tolist(), strict=True)
    ]
    shown = data(lang, [label("heads.theme", lang), *(str(year) for year in years)], body, 1)
    return figure("trend", lang, drawing, values, shown)
