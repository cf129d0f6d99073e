"""What every figure shares: size, type, colours, rows with names, and what is said where nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure as Drawing
from matplotlib.transforms import offset_copy

from . import fonts, labels
from .errors import FigureError
from .exhibits import FULL_WIDTH_MM, Absent, Cell, Figure, Head, Table
from .labels import text as label

MINIMUM = 3  # values below which nothing is drawn
TALLEST_MM = 205  # a figure must stand on a page with its captions

INK, GREY, FAINT = "#1d2733", "#6b7683", "#d5dae0"
# Colour-blind safe, and stepping in lightness so that neighbours differ in grey.
PALETTE = ("#0b4f6c", "#c8553d", "#4f8a5b", "#8a5a9e", "#b8860b", "#3d7ea6", "#7a3b2e", "#5c6b73")
# From none to all, in one hue that reads in grey.
SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#0b4f6c"])
MM = 1 / 25.4
_WAYS = {">": 1, ">=": 1, "<": -1, "<=": -1}


def too_tall(name: str, lang: str, rows: int, row_mm: float, rest_mm: float) -> Absent | None:
    """Return what stands instead of a figure whose rows would not fit a page, None if they do."""
    most = int((TALLEST_MM - rest_mm) / row_mm)
    return too_many(name, lang, rows, most) if rows > most else None


def too_many(name: str, lang: str, n: int, most: int) -> Absent:
    """Return what stands instead of a figure of more rows or columns than a page holds."""
    return Absent(name, lang, label("figures.crowded", lang, n=n, most=most))


def park_colours(documents: pd.DataFrame) -> dict[str, str]:
    """Return a colour for each park that ``documents`` are about: the same in every figure made from them."""
    parks = sorted(set(documents.entity.dropna()))
    return {park: PALETTE[n % len(PALETTE)] for n, park in enumerate(parks)}


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Set the names of rows from the top down, without marks or frame."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params("both", length=0)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def group_rows(axes: Axes, groups: Sequence[str], x: float) -> None:
    """Write the group of rows once at ``x``, beside the middle of its rows, and a rule between the groups."""
    start = 0
    for y in range(1, len(groups) + 1):
        if y == len(groups) or groups[y] != groups[start]:
            axes.text(x, (start + y - 1) / 2, groups[start], va="center", fontsize=7.5, color=GREY)
            if y < len(groups):
                axes.axhline(y - 0.5, color=GREY, lw=0.6, zorder=1)
            start = y


def ink_on(colour: Any) -> str:
    """Return the colour of letters that are read on ``colour``: white on dark, ink on light."""
    red, green, blue = to_rgb(colour)
    return "white" if 0.3 * red + 0.59 * green + 0.11 * blue < 0.5 else INK


def heat(axes: Axes, shades: Sequence[Sequence[float]], counts: Sequence[Sequence[int]]) -> None:
    """Shade cells by a measure from 0 to 1 and write the counts in them, blank where nothing was counted."""
    axes.imshow(shades, cmap=SHADES, vmin=0, vmax=max(max(row) for row in shades) or 1, aspect="auto")
    highest = max(max(row) for row in shades) or 1
    for y, row in enumerate(counts):
        for x, n in enumerate(row):
            if n:
                ink = ink_on(SHADES(shades[y][x] / highest)[:3])
                axes.text(x, y, str(n), ha="center", va="center", fontsize=7.5, color=ink)


def head_columns(axes: Axes, names: Sequence[str]) -> None:
    """Set the names of columns above, a pale rule between them."""
    axes.set_xticks(range(len(names)), names, linespacing=1.5)
    axes.xaxis.tick_top()
    axes.tick_params("x", length=0, labelsize=7.5)
    axes.spines["bottom"].set_visible(False)
    for x in range(1, len(names)):
        axes.axvline(x - 0.5, color="white", lw=1)


def canvas(height_mm: float) -> tuple[Drawing, Axes]:
    """Return a drawing of full width and so many millimetres, and its axes."""
    drawing, grid = panels(1, 1, height_mm)
    return drawing, grid[0]


def mark(axes: Axes, x: float, y: float, status: str, colour: str, bound: str = "=") -> None:
    """Mark a value by its form: a filled circle a result, a filled square an estimate, a hollow circle a target.

    A hollow mark is larger and on top, so that it shows round a filled one at the same place.
    """
    if status == "target":
        axes.plot(x, y, "o", ms=9, mfc="none", mec=colour, mew=1.2, zorder=4)
    else:
        axes.plot(x, y, "s" if status == "estimate" else "o", ms=4.8, color=colour, zorder=3)
    open_end(axes, x, y, colour, bound)


def open_end(axes: Axes, x: float, y: float, colour: str, bound: str) -> None:
    """Draw an arrow above a value, the way that its bound (以上, 不到) leaves open; nothing for other values."""
    if way := _WAYS.get(bound):
        drawing = axes.get_figure(root=True)
        start, tip = (offset_copy(axes.transData, drawing, dx, 5.5, units="points") for dx in (0, 9 * way))
        line = {
            "arrowstyle": "->",
            "color": colour,
            "lw": 0.9,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 7,
        }
        axes.annotate("", (x, y), (x, y), xycoords=tip, textcoords=start, arrowprops=line, zorder=3)


def panels(lines: int, columns: int, height_mm: float) -> tuple[Drawing, list[Axes]]:
    """Return a drawing of full width in panels, and their axes row by row."""
    drawing = Drawing(figsize=(FULL_WIDTH_MM * MM, height_mm * MM), layout="constrained")
    axes = drawing.subplots(lines, columns, squeeze=False)
    return drawing, list(axes.flat)


def figure(
    name: str, lang: str, drawing: Drawing, values: Mapping[str, object], data: Table | Absent
) -> Figure:
    """Return the figure with its words from ``labels.toml``, ``values`` put in by name, and the numbers it draws.

    Raises FigureError without numbers.
    """
    if isinstance(data, Absent):
        raise FigureError(
            f"no data: {data.reason}", where=f"figure {name}", remedy="Give it the numbers it draws."
        )
    title, subtitle, caption, alt = (
        label(f"figures.{name}.{part}", lang, **values) for part in ("title", "subtitle", "caption", "alt")
    )
    return Figure(name, lang, title, subtitle, caption, alt, drawing, data=data)


def data(lang: str, heads: Sequence[str], rows: Iterable[Sequence[object]], numbers_from: int) -> Table:
    """Return the numbers that a figure draws as a table; columns from ``numbers_from`` on are set to the right.

    ``heads`` are words; a cell is a ``Cell``, or what is printed as it stands, blank where it is None.
    """
    columns = tuple(Head(head, align="r" if at >= numbers_from else "l") for at, head in enumerate(heads))
    cells = tuple(
        tuple(one if isinstance(one, Cell) else Cell("" if one is None else str(one)) for one in row)
        for row in rows
    )
    return Table("data", lang, label("report.figure_data", lang), columns, cells)


def of_years(made: Figure, periods: pd.Series) -> Figure:
    """Return a figure that says in its title that it mixes years, if it does."""
    if periods.nunique() < 2:
        return made
    return replace(made, title=label(f"figures.{made.name}.title_mixed", made.lang))


@contextmanager
def style() -> Iterator[None]:
    """Set the type and the colours of every figure."""
    own: dict[str, Any] = {
        "font.size": 8.5,
        "axes.titlesize": 8.5,
        "axes.edgecolor": GREY,
        "axes.linewidth": 0.6,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "axes.unicode_minus": True,
        "legend.fontsize": 8,
        "savefig.facecolor": "white",
    }
    with mpl.rc_context(fonts.use_in_matplotlib() | own):  # type: ignore[arg-type]
        yield


def span(periods: pd.Series, lang: str) -> str:
    """Return the years of ISO periods, first to last."""
    years = sorted({period[:4] for period in periods.dropna()})
    if len(years) < 2:
        return years[0] if years else ""
    return labels.span(years[0], years[-1], lang)
