"""What parks disclose → matrices: the items of the ministry's framework by park, and what no framework asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from . import codebook, frameworks, labels
from .drawing import FAINT, GREY, INK, MINIMUM, TALLEST_MM, canvas, data, figure, group_rows, name_rows, style
from .exhibits import Absent, Figure, Table
from .labels import text as label

MOST_PARKS = 18  # columns that a page holds
MIN_PARKS = 2  # that state what the framework does not ask for, for it to be drawn
_ROW_MM, _REST_MM = 4.4, 30
_PARK = ["entity", "subject_year"]


class _Line(NamedTuple):
    """A line of the matrix: its group and name, and the rows of ``DISCLOSURE`` that it shows."""

    group: str
    name: str
    rows: pd.DataFrame


def disclosure(table: pd.DataFrame, *, lang: str) -> list[Figure | Absent]:
    """What each park states, held against the framework of its year: a matrix a framework.

    The parks that none applies to stand in the first, apart; where none applies at all, indicators stand by theme.
    """
    if len(table) < MINIMUM:
        return [Absent("disclosure", lang, label("figures.disclosure.absent", lang))]
    parks = table.drop_duplicates(_PARK).yardstick.value_counts()
    ranked = sorted((-int(n), str(name)) for name, n in parks.items())
    measures: list[str | None] = [name for _, name in ranked] or [None]
    first, *more = measures
    made = [
        _matrix(first, table[(table.yardstick == first).fillna(False)], table[table.yardstick.isna()], lang)
    ]
    for measure in more:
        one = _matrix(measure, table[(table.yardstick == measure).fillna(False)], table.head(0), lang)
        made.append(replace(one, name=f"disclosure_{measure}"))
    return made


def _matrix(measure: str | None, held: pd.DataFrame, apart: pd.DataFrame, lang: str) -> Figure | Absent:
    """Return the matrix of the parks that are held against a framework, with those that are not at the right."""
    both, columns = pd.concat([held, apart]), pd.concat([_columns(held), _columns(apart)], ignore_index=True)
    if len(columns) > MOST_PARKS:
        return _shares(measure, both if measure is None else held, lang)
    asked = _asked(measure, both, lang)
    room = int((TALLEST_MM - _REST_MM) / _ROW_MM) - len(asked)
    lines = [*asked, *_unasked(measure, both, max(room, 0), lang)]
    if not lines:
        return Absent("disclosure", lang, label("figures.disclosure.absent", lang))
    with style():
        drawing, axes = canvas(len(lines) * _ROW_MM + _REST_MM)
        for y, line in enumerate(lines):
            axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
            _marks(axes, y, line.rows, columns)
        name_rows(axes, [line.name for line in lines])
        _heads(axes, columns, len(_columns(held)), lang)
        group_rows(axes, [line.group for line in lines], len(columns) - 0.3)
    shown = sum(len(line.rows) > 0 for line in lines)
    values = {
        "parks": len(columns),
        "held": len(_columns(held)),
        "framework": label(f"framework.{measure or 'none'}", lang),
        "asked": len(frameworks.items(measure)) if measure else 0,
        "drawn": len(asked),
        "more": both.indicator.nunique() - pd.concat([line.rows for line in lines]).indicator.nunique(),
        "lines": shown,
    }
    return figure("disclosure", lang, drawing, values, _stated(lines, columns, lang))


def _shares(measure: str | None, rows: pd.DataFrame, lang: str) -> Figure | Absent:
    """Return how many of the parks with whole documents state each item, where there are too many for a matrix."""
    whole = rows[rows.is_whole]
    parks = len(whole.drop_duplicates(_PARK))
    if parks < MINIMUM:
        return Absent("disclosure", lang, label("figures.disclosure.absent", lang))
    asked = _asked(measure, whole, lang)
    room = int((TALLEST_MM - _REST_MM) / _ROW_MM) - len(asked)
    lines = [*asked, *_unasked(measure, whole, max(room, 0), lang)]
    shares, body = [], []
    with style():
        drawing, axes = canvas(len(lines) * _ROW_MM + _REST_MM)
        for y, line in enumerate(lines):
            flags = line.rows.groupby(_PARK, dropna=False)[["has_result", "has_target"]].any()
            results, all_ = int(flags.has_result.sum()), len(flags)
            shares.append(100 * all_ / parks)
            body.append((line.group, line.name, results, all_, labels.number(shares[-1], 0)))
            axes.barh(y, 100 * results / parks, height=0.6, color=INK, zorder=2)
            only = {"left": 100 * results / parks, "height": 0.6, "fc": "white", "ec": INK, "lw": 0.9}
            axes.barh(y, 100 * (all_ - results) / parks, zorder=2, **only)  # type: ignore[arg-type]
            place = {"textcoords": "offset points", "va": "center", "fontsize": 7.5, "color": INK}
            axes.annotate(labels.number(shares[-1], 0), (shares[-1], y), (3, 0), **place)  # type: ignore[arg-type]
        name_rows(axes, [line.name for line in lines])
        axes.set_xlim(0, 108)
        group_rows(axes, [line.group for line in lines], 107.7)
    values = {
        "parks": parks,
        "framework": label(f"framework.{measure or 'none'}", lang),
        "asked": len(frameworks.items(measure)) if measure else 0,
        "drawn": len(asked),
        "lines": len(lines),
        "high": labels.number(max(shares, default=0), 0),
    }
    names = ("theme", "items", "result", "parks", "share")
    drawn = data(lang, [label(f"heads.{name}", lang) for name in names], body, 2)
    return replace(figure("disclosure_shares", lang, drawing, values, drawn), name="disclosure")


def _columns(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the park-years of ``rows``, those that state most first: entity, subject_year, is_whole."""
    counts = rows.groupby([*_PARK, "is_whole"], dropna=False).indicator.nunique().reset_index()
    return counts.sort_values(["indicator", *_PARK], ascending=[False, True, True], ignore_index=True)


def _asked(measure: str | None, rows: pd.DataFrame, lang: str) -> list[_Line]:
    """Return a line for each item of a framework that some indicator answers, in the framework's order."""
    if measure is None:
        return []
    answers: dict[str, list[str]] = {}
    for indicator, found in frameworks.answers(measure).items():
        for row in found:
            answers.setdefault(row["zh"], []).append(indicator)
    return [
        _Line(row[f"theme_{lang}"], row[lang], rows[rows.indicator.isin(answers[item])])
        for item, row in frameworks.items(measure).items()
        if item in answers
    ]


def _unasked(measure: str | None, rows: pd.DataFrame, room: int, lang: str) -> list[_Line]:
    """Return a line for each further indicator that enough parks state, as many as have room, those of most parks.

    What other editions ask for stands before what none does; without a framework all stand by theme.
    """
    answered = frameworks.answers(measure) if measure else {}
    parks = rows[~rows.indicator.isin(list(answered))].groupby("indicator").entity.nunique()
    themes = {row["id"]: row["theme"] for row in codebook.read_csv("indicators.csv")}
    order = list(themes)
    most = sorted(parks.index[parks >= MIN_PARKS], key=lambda name: (-parks[name], order.index(name)))[:room]
    if measure is None:
        by_theme = sorted(most, key=order.index)
        groups = {name: label(f"theme.{themes[name]}", lang) for name in by_theme}
    else:
        elsewhere = frameworks.asked_anywhere()
        by_theme = sorted(most, key=lambda name: name not in elsewhere)
        words = {known: label(f"figures.disclosure.{known}", lang) for known in ("elsewhere", "nowhere")}
        groups = {name: words["elsewhere" if name in elsewhere else "nowhere"] for name in by_theme}
    return [
        _Line(groups[name], labels.indicator(name, lang), rows[rows.indicator == name]) for name in by_theme
    ]


def _marks(axes: Axes, y: int, rows: pd.DataFrame, columns: pd.DataFrame) -> None:
    """Mark a line: filled for results, hollow for targets, hatched where a blank of a cut text says nothing."""
    keys = list(zip(columns.entity, columns.subject_year.fillna(0), strict=True))
    flags = (
        rows.assign(subject_year=rows.subject_year.fillna(0))
        .groupby(_PARK)[["has_result", "has_target"]]
        .any()
    )
    for x, (key, is_whole) in enumerate(zip(keys, columns.is_whole, strict=True)):
        has_result, has_target = flags.loc[key] if key in flags.index else (False, False)
        if has_target:
            axes.plot(x, y, "o", ms=6, mfc="white", mec=INK, mew=0.9, zorder=2)
        if has_result:
            axes.plot(x, y, "o", ms=3 if has_target else 6, color=INK, zorder=3)
        if not (has_result or has_target or is_whole):
            cell = Rectangle((x - 0.42, y - 0.4), 0.84, 0.8, fill=False, ec=FAINT, lw=0, hatch="//////")
            axes.add_patch(cell)


def _stated(lines: Sequence[_Line], columns: pd.DataFrame, lang: str) -> Table:
    """Return the matrix in words: of each line and park whether a result, a target or both are stated."""
    keys = list(zip(columns.entity, columns.subject_year.fillna(0), strict=True))
    body = []
    for line in lines:
        filled = line.rows.assign(subject_year=line.rows.subject_year.fillna(0))
        flags = filled.groupby(_PARK)[["has_result", "has_target"]].any()
        cells = []
        for key in keys:
            has_result, has_target = flags.loc[key] if key in flags.index else (False, False)
            said = [("actual", has_result), ("target", has_target)]
            cells.append("＋".join(label(f"status.{name}", lang) for name, is_said in said if is_said))
        body.append((line.group, line.name, *cells))
    heads = [label("heads.theme", lang), label("heads.items", lang), *_named(columns, lang)]
    return data(lang, heads, body, len(heads))


def _named(columns: pd.DataFrame, lang: str) -> list[str]:
    return [
        _short(park, lang) if pd.isna(year) else f"{_short(park, lang)} {year}"
        for park, year in zip(columns.entity, columns.subject_year, strict=True)
    ]


def _heads(axes: Axes, columns: pd.DataFrame, held: int, lang: str) -> None:
    """Name the columns above, and rule off those that no framework applies to."""
    names = _named(columns, lang)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_xticks(range(len(columns)), names)
    axes.xaxis.tick_top()
    axes.tick_params("x", labelrotation=30 if lang == "zh" else 90)  # letters need more room than characters
    if lang == "zh":
        for tick in axes.get_xticklabels():
            tick.set_horizontalalignment("left")
    axes.spines["bottom"].set_visible(False)
    if 0 < held < len(columns):
        axes.axvline(held - 0.5, color=GREY, lw=0.8, zorder=1)


def _short(park: str, lang: str) -> str:
    return labels.place(park, lang).removesuffix(" Zone")
