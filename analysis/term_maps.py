"""Words → figures of what lies near what: co-occurrence network, parks and themes in a plane, likeness, lags of
wordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from . import collocations, correspondence, exhibits, labels, schema
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    data,
    figure,
    name_rows,
    park_colours,
    style,
    too_many,
    too_tall,
)
from .exhibits import Absent, Cell, Figure
from .labels import text as label
from .wording_tables import place as place_of

MOST_DOCUMENTS = 30
_HALO = [withStroke(linewidth=2, foreground="white")]
_WAYS = [np.array(way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))]


def network(tokens: pd.DataFrame, table: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Words that keep company (contract ``COLLOCATIONS``), from so many paragraphs up, only what passes the
    threshold.
    """
    rule = collocations.rules()
    paragraphs = collocations.paragraphs(tokens)
    if paragraphs < rule["network_paragraphs"]:
        reason = label("figures.network.absent", lang, n=paragraphs, least=rule["network_paragraphs"])
        return Absent("network", lang, reason)
    graph = collocations.network(table)
    if len(graph) < MINIMUM:
        return Absent("network", lang, label("figures.network.none", lang, least=rule["network_log_dice"]))
    places = _places(graph)
    most = max(count for _, count in graph.nodes(data="count"))
    with style():
        drawing, axes = canvas(120)
        for one, other, weight in graph.edges(data="weight"):
            (x1, y1), (x2, y2) = places[one], places[other]
            width = 0.4 + 0.35 * (weight - rule["network_log_dice"])
            axes.plot([x1, x2], [y1, y2], color=FAINT, lw=width, zorder=0)
        for word, count in graph.nodes(data="count"):
            size = 6.5 + 4 * np.sqrt(count / most)
            axes.text(
                places[word][0],
                places[word][1],
                word,
                ha="center",
                va="center",
                fontsize=size,
                path_effects=_HALO,
            )
        axes.margins(0.08)
        axes.set_axis_off()
    window = int(table.window.iloc[0])
    values = {
        "n": len(graph),
        "edges": graph.number_of_edges(),
        "window": window,
        "least": labels.number(rule["network_log_dice"], 1),
        "count": rule["min_count"],
        "paragraphs": paragraphs,
        "words": labels.listed(sorted(graph, key=lambda word: (-graph.degree(word), word))[:3], lang),
    }
    edges = sorted(graph.edges(data="weight"), key=lambda edge: (-edge[2], *sorted(edge[:2])))
    body = [(*sorted(edge[:2]), labels.fixed(edge[2], 2)) for edge in edges]
    shown = data(lang, [label(f"heads.{name}", lang) for name in ("word", "collocates", "log_dice")], body, 2)
    return figure("network", lang, drawing, values, shown)


def _places(graph: Any) -> dict[str, tuple[float, float]]:
    """Return where each word of the network stands: every component in a box of its own, the largest first.

    Inside a box by the path lengths (Kamada and Kawai 1989), from the words in order, so that two runs agree.
    """
    places: dict[str, tuple[float, float]] = {}
    width = 1.7 * np.sqrt(len(graph)) + 1
    x, y, tallest = 0.0, 0.0, 0.0
    for words in sorted(nx.connected_components(graph), key=lambda words: (-len(words), min(words))):
        part = nx.Graph()
        part.add_nodes_from(sorted(words))
        part.add_edges_from(sorted(graph.subgraph(words).edges))
        inside = np.array(list(nx.kamada_kawai_layout(part).values()))
        inside -= inside.min(axis=0)
        side = np.sqrt(len(words))
        box = np.array([1.5 * side, 1.2 * side if len(words) > 2 else 0.0])
        if x and x + box[0] > width:
            x, y, tallest = 0.0, y + tallest + 1, 0.0
        for word, (across, down) in zip(
            part, inside / np.maximum(inside.max(axis=0), 1e-9) * box, strict=True
        ):
            places[word] = (x + float(across), -y - float(down))
        x, tallest = x + float(box[0]) + 1.2, max(tallest, float(box[1]))
    return places


def plane(themes: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """Parks and themes in one plane by correspondence analysis, from ``correspondence.MIN_PARKS`` up."""
    made = correspondence.of_themes(themes)
    if made is None:
        return Absent("plane", lang, label("figures.plane.absent", lang, least=correspondence.MIN_PARKS))
    colours = park_colours(documents)
    rows = [
        _Mark(x, y, labels.place(str(park), lang), colours.get(str(park), INK), True)
        for park, x, y in made.rows.itertuples()
    ]
    telling = made.telling
    rows += [
        _Mark(x, y, labels.term_theme(str(name), lang) if name in telling else "", GREY, False)
        for name, x, y in made.columns.itertuples()
    ]
    with style():
        drawing, axes = canvas(125)
        axes.axhline(0, color=FAINT, lw=0.6)
        axes.axvline(0, color=FAINT, lw=0.6)
        for mark in rows:
            shape, size = ("o", 5.0) if mark.is_park else ("^", 3.5)
            axes.plot(mark.x, mark.y, shape, ms=size, color=mark.colour, zorder=2)
        axes.set_aspect("equal", adjustable="datalim")
        axes.margins(0.12)
        shares = [labels.number(share * 100, 1) for share in made.shares[:2]]
        axes.set_xlabel(label("figures.plane.axis", lang, n=1, share=shares[0]))
        axes.set_ylabel(label("figures.plane.axis", lang, n=2, share=shares[1]))
        drawing.draw_without_rendering()
        _label(axes, rows)
    far = made.rows.pow(2).sum(axis=1).sort_values(ascending=False).index
    values = {
        "parks": len(made.rows),
        "themes": len(made.columns),
        "named": len(telling),
        "share": labels.number(made.shares[:2].sum() * 100, 1),
        "inertia": labels.number(made.inertia.sum(), 3),
        "far": labels.listed((labels.place(str(park), lang) for park in far[:2]), lang),
    }
    points = [(str(park), at) for park, *at in made.rows.itertuples()]
    points += [(labels.term_theme(str(name), lang), at) for name, *at in made.columns.itertuples()]
    heads = [label("heads.park_or_theme", lang)]
    heads += [label("figures.plane.axis", lang, n=n, share=share) for n, share in enumerate(shares, 1)]
    body = [(name, *(labels.fixed(value, 3) for value in at)) for name, at in points]
    return figure("plane", lang, drawing, values, data(lang, heads, body, 1))


class _Mark(NamedTuple):
    x: float
    y: float
    name: str
    colour: str
    is_park: bool


def _label(axes: Axes, marks: Sequence[_Mark]) -> None:
    """Write names beside marks, each at the nearest of many places where it covers nothing; parks have the first
    choice.
    """
    scale = drawing_scale(axes)
    spots = {mark: axes.transData.transform((mark.x, mark.y)) for mark in marks}
    taken = [(spot - 3 * scale, spot + 3 * scale) for spot in spots.values()]
    named = sorted((mark for mark in marks if mark.name), key=lambda mark: (not mark.is_park, mark.name))
    for mark in named:
        size = 8.0 if mark.is_park else 7.0
        half = np.array([len(mark.name) * size * scale, size * 1.25 * scale]) / 2
        centres = [spots[mark] + way * (half + step * scale) for step in (4, 10, 18, 28) for way in _WAYS]
        free = [at for at in centres if not any(_meet((at - half, at + half), other) for other in taken)]
        near = [at for at in free if _is_nearest(at, mark, spots)]
        at = (near or free or centres)[0]
        taken.append((at - half, at + half))
        axes.annotate(
            mark.name,
            (mark.x, mark.y),
            tuple((at - spots[mark]) / scale),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=size,
            color=INK if mark.is_park else mark.colour,
            fontweight="bold" if mark.is_park else "normal",
            arrowprops={"arrowstyle": "-", "color": FAINT, "lw": 0.5, "shrinkA": 0, "shrinkB": 2},
            path_effects=_HALO,
            zorder=3,
        )


def _is_nearest(at: Any, mark: _Mark, spots: dict[_Mark, Any]) -> bool:
    """Return whether a place is nearer to its own mark than to any other of the kind, so that nobody misreads it."""
    others = [spot for other, spot in spots.items() if other.is_park == mark.is_park]
    return bool(np.hypot(*(at - spots[mark])) <= min(np.hypot(*(at - spot)) for spot in others) + 1e-9)


def drawing_scale(axes: Axes) -> float:
    """Return pixels a point of the drawing that ``axes`` stand in."""
    return float(axes.get_figure(root=True).dpi) / 72  # type: ignore[union-attr]


def _meet(one: Any, other: Any) -> bool:
    return bool((one[0] < other[1]).all() and (other[0] < one[1]).all())


def similarity(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """How alike each two documents are in their words: cosine of the TF-IDF vectors, as a triangle."""
    docs = sorted({*table.doc_a, *table.doc_b})
    if len(table) < MINIMUM:
        return Absent("similarity", lang, label("figures.similarity.absent", lang))
    if len(docs) > MOST_DOCUMENTS:
        return too_many("similarity", lang, len(docs), MOST_DOCUMENTS)
    names = {
        row.doc: labels.apart(row.doc, labels.place(row.entity or "", lang), lang=lang)
        for row in schema.rows(documents)
    }
    with style():
        drawing, axes = canvas(len(docs) * 6 + 22)
        for row in schema.rows(table):
            x, y = docs.index(row.doc_a), docs.index(row.doc_b)
            shade = 1 - row.cosine / table.cosine.max() * 0.75
            axes.add_patch(mpl.patches.Rectangle((x - 0.5, y - 0.5), 1, 1, color=(shade, shade, shade)))
            ink = "white" if shade < 0.5 else INK
            axes.text(x, y, f"{row.cosine:.2f}", ha="center", va="center", fontsize=7.5, color=ink)
        name_rows(axes, [names.get(doc, doc) for doc in docs])
        axes.set_ylim(len(docs) - 0.4, 0.5)
        axes.set_xlim(-0.5, len(docs) - 1.5)
        axes.set_xticks(range(len(docs) - 1), docs[:-1])
        axes.spines["bottom"].set_visible(False)
    top = next(schema.rows(table.sort_values(["cosine", "doc_a"], ascending=[False, True])))
    values = {
        "n": len(docs),
        "pairs": len(table),
        "high": f"{table.cosine.max():.2f}",
        "low": f"{table.cosine.min():.2f}",
        "a": top.doc_a,
        "b": top.doc_b,
    }
    body = [
        (names.get(row.doc_a, row.doc_a), names.get(row.doc_b, row.doc_b), f"{row.cosine:.2f}")
        for row in schema.rows(table)
    ]
    heads = [label(f"heads.{name}", lang) for name in ("title", "title", "cosine")]
    return figure("similarity", lang, drawing, values, data(lang, heads, body, 2))


def lags(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Figure | Absent:
    """How long after its first authoritative text each park's documents use a central wording, a row a wording."""
    rows = table.dropna(subset=["lag_years"])
    rows = rows.assign(entity=rows.doc.map(documents.set_index("doc").entity))
    if len(rows) < MINIMUM:
        return Absent("lags", lang, label("figures.lags.absent", lang))
    names = list(rows.groupby("formulation").first_date.first().sort_values(kind="stable").index)
    if crowded := too_tall("lags", lang, len(names), 4.4, 18):
        return crowded
    colours = park_colours(documents)
    with style():
        drawing, axes = canvas(len(names) * 4.4 + 18)
        for y, name in enumerate(names):
            here = rows[rows.formulation == name].sort_values(["lag_years", "entity"])
            axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
            for row in schema.rows(here):
                axes.plot(row.lag_years, y, "o", ms=4, color=colours.get(row.entity, GREY), zorder=2)
            named = [labels.place(str(park), lang) for park in here.entity.dropna()]
            parks = labels.listed(
                dict.fromkeys(name.removesuffix("高新区").removesuffix(" Zone") for name in named), lang
            )
            place: dict[str, Any] = {
                "textcoords": "offset points",
                "va": "center",
                "fontsize": 7,
                "color": GREY,
            }
            axes.annotate(parks, (here.lag_years.max(), y), (5, 0), **place)
        firsts = rows.groupby("formulation").first_date.first()
        name_rows(axes, [label("figures.lags.row", lang, name=name, date=firsts[name]) for name in names])
        for tick in axes.get_yticklabels():
            tick.set_fontsize(7.5)
        axes.axvline(0, color=GREY, lw=0.6, zorder=0)
        axes.set_xlim(min(-0.5, rows.lag_years.min() - 0.5), rows.lag_years.max() * 1.25 + 1)
        axes.set_xlabel(label("figures.lags.x", lang))
    values = {
        "n": len(names),
        "uses": len(rows),
        "documents": rows.doc.nunique(),
        "low": labels.number(rows.lag_years.min(), 1),
        "high": labels.number(rows.lag_years.max(), 1),
        "before": int((rows.lag_years < 0).sum()),
    }
    titles = exhibits.titles_of(documents)
    body = [
        (
            name,
            row.entity,
            row.first_date,
            Cell(labels.signed(row.lag_years, 1), (place_of(row, row.formulation, titles),)),
        )
        for name in names
        for row in schema.rows(rows[rows.formulation == name].sort_values(["lag_years", "entity"]))
    ]
    heads = ("heads.formulation", "heads.park", "heads.first_date", "figures.lags.x")
    return figure("lags", lang, drawing, values, data(lang, [label(name, lang) for name in heads], body, 3))
