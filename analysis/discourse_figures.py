"""Coded clauses → figures: tools used and promised, commitment, constraint, campaign language, who does what.

Shares are drawn only of groups with ``LEAST_CLAUSES`` clauses, smaller ones keep their row and their n. Lightness tells
apart what is side by side, so that each figure reads in grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from . import labels, schema
from .discourse import Scheme
from .discourse_statistics import actor_verbs
from .discourse_tables import ends
from .drawing import (
    FAINT,
    GREY,
    INK,
    MINIMUM,
    canvas,
    data,
    figure,
    group_rows,
    head_columns,
    heat,
    ink_on,
    name_rows,
    panels,
    style,
    too_tall,
)
from .exhibits import Absent, Figure
from .labels import text as label

LEAST_CLAUSES = 10  # below which a share is not drawn
MOST_VERBS = 14
_GROUPS = {"supply": "#0b4f6c", "environment": "#a9c9dc", "demand": "#c8553d"}
_FIRM = {"strive": "#8fb8d0", "should": "#3d7ea6", "must": "#0b3c52"}
_SOFT = {"encourage": "#f0c9a0", "explore": "#d08c50", "may": "#8a4f22"}
_CONSTRAINTS = {"hard": "#0b4f6c", "strive": "#8fb8d0", "soft": "#f0dcc4"}
_USED = ("review", "plan")


def instruments(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Figure | Absent:
    """Which groups of tools each park's documents use (review) and promise (plan), as shares of all uses."""
    rows = _entities(shares, "instrument", is_group=True)
    rows = rows[rows.part.isin(_USED)]
    parks = _by_size(rows, LEAST_CLAUSES)
    lines = [(park, part) for park in parks for part in _USED]
    if _drawn(rows) < MINIMUM:
        return Absent("instruments", lang, label("figures.instruments.absent", lang, least=LEAST_CLAUSES))
    if crowded := too_tall("instruments", lang, len(lines), 5.2, 20):
        return crowded
    with style():
        drawing, axes = canvas(len(lines) * 5.2 + 20)
        names = []
        for y, (park, part) in enumerate(lines):
            of_line = rows[(rows.entity == park) & (rows.part == part)]
            _stack(axes, y, of_line, _GROUPS, lang)
            names.append(
                labels.apart(
                    labels.place(park, lang) if part == "review" else "",
                    label(f"part.{part}", lang),
                    lang=lang,
                )
            )
        _finish_shares(axes, names, {code: _group_name(scheme, code, lang) for code in _GROUPS}, _GROUPS)
        for y in range(2, len(lines), 2):
            axes.axhline(y - 0.5, color=FAINT, lw=0.6)
    whole = {row.code: row for row in schema.rows(_all(shares, "instrument", "all", is_group=True))}
    leader = max(whole.values(), key=lambda row: (row.count, row.code))
    values = {
        "leader": _group_name(scheme, leader.code, lang),
        "share": labels.number(leader.share * 100, 0),
        "n": leader.clauses,
        "parks": len(parks),
        "least": LEAST_CLAUSES,
    }
    body = []
    for park, part in lines:
        of_line = rows[(rows.entity == park) & (rows.part == part)]
        n = int(of_line.clauses.max()) if len(of_line) else 0
        body.append((park, label(f"part.{part}", lang), n, *_counted(of_line, _GROUPS)))
    heads = _heads(lang, "park", "part", "tool_clauses")
    heads += [_group_name(scheme, code, lang) for code in _GROUPS]
    return figure("instruments", lang, drawing, values, data(lang, heads, body, 2))


def kinds(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Figure | Absent:
    """Clauses with each kind of tool, by park: a heat map with the counts written in it."""
    rows = _entities(shares, "instrument", is_group=False)
    rows = rows[rows.part == "all"]
    parks = _by_size(rows, LEAST_CLAUSES)[:_MOST_COLUMNS]
    rows = rows[rows.entity.isin(parks)]
    if len(parks) < MINIMUM:
        return Absent(
            "instrument_kinds", lang, label("figures.instrument_kinds.absent", lang, least=LEAST_CLAUSES)
        )
    order = [code for code in scheme.codes if code.code != scheme.rest]
    with style():
        drawing, axes = canvas(len(order) * 4.6 + 24)
        cells = {(row.code, row.entity): row for row in schema.rows(rows)}
        heat(
            axes,
            [[cells[code.code, park].share for park in parks] for code in order],
            [[cells[code.code, park].count for park in parks] for code in order],
        )
        name_rows(axes, [code.names[lang] for code in order])
        head_columns(axes, [f"{labels.stacked_place(park, lang)}\nn={_n(rows, park)}" for park in parks])
        group_rows(axes, [_group_name(scheme, code.group, lang) for code in order], len(parks) - 0.4)
    top = max(schema.rows(rows), key=lambda row: (row.share, row.code, row.entity))
    values = {
        "parks": len(parks),
        "kinds": len(order),
        "n": int(rows.drop_duplicates("entity").clauses.sum()),
        "park": labels.place(top.entity, lang),
        "kind": scheme.code(top.code).names[lang],
        "share": labels.number(top.share * 100, 0),
    }
    body = [
        (
            _group_name(scheme, code.group, lang),
            code.names[lang],
            *(cells[code.code, park].count for park in parks),
        )
        for code in order
    ]
    shown = data(lang, [*_heads(lang, "class", "code"), *parks], body, 2)
    return figure("instrument_kinds", lang, drawing, values, shown)


def ladder(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Figure | Absent:
    """How firmly plans commit: firm marks to the right of the middle, soft ones to the left, as shares of the plan's
    clauses with a mark.
    """
    rows = _entities(shares, "modality", is_group=False)
    rows = rows[(rows.part == "plan") & (rows.code != scheme.rest)]
    bases = rows.groupby("entity")["count"].sum()
    parks = [str(p) for p in bases[bases >= LEAST_CLAUSES].sort_values(ascending=False, kind="stable").index]
    if len(parks) < MINIMUM:
        return Absent("ladder", lang, label("figures.ladder.absent", lang, least=LEAST_CLAUSES))
    if crowded := too_tall("ladder", lang, len(parks), 7, 22):
        return crowded
    counts = {(row.entity, row.code): row.count for row in schema.rows(rows)}
    firm = {p: sum(counts.get((p, code), 0) for code in ("should", "must")) / bases[p] for p in parks}
    parks.sort(key=lambda p: (-firm[p], p))
    with style():
        drawing, axes = canvas(len(parks) * 7 + 22)
        for y, park in enumerate(parks):
            for side, colours in ((1, _FIRM), (-1, _SOFT)):
                left = 0.0
                for code, colour in colours.items():
                    width = counts.get((park, code), 0) / bases[park] * 100
                    axes.barh(y, side * width, left=left, height=0.62, color=colour)
                    if width >= _ROOM:
                        _inside(axes, left + side * width / 2, y, width, colour)
                    left += side * width
        name_rows(
            axes, [labels.apart(labels.place(park, lang), f"n={bases[park]}", lang=lang) for park in parks]
        )
        axes.axvline(0, color=INK, lw=0.8)
        axes.set_xlim(-50, 105)
        axes.set_xticks([-50, -25, 0, 25, 50, 75, 100], ["50", "25", "0", "25", "50", "75", "100"])
        _legend(axes, {c: scheme.code(c).names[lang] for c in (*reversed(_SOFT), *_FIRM)}, _SOFT | _FIRM)
    values = {
        "n": int(sum(bases[park] for park in parks)),
        "parks": len(parks),
        "least": LEAST_CLAUSES,
        "first": labels.place(parks[0], lang),
        "high": labels.number(firm[parks[0]] * 100, 0),
        "last": labels.place(parks[-1], lang),
        "low": labels.number(firm[parks[-1]] * 100, 0),
    }
    marks = (*reversed(_SOFT), *_FIRM)
    body = [(park, bases[park], *(counts.get((park, code), 0) for code in marks)) for park in parks]
    heads = [*_heads(lang, "park", "clauses"), *(scheme.code(code).names[lang] for code in marks)]
    return figure("ladder", lang, drawing, values, data(lang, heads, body, 1))


def constraint(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Figure | Absent:
    """How the targets of plans are worded: hard, 力争, soft; clauses by park."""
    rows = _entities(shares, "constraint", is_group=False)
    rows = rows[rows.part == "plan"]
    totals = rows.groupby("entity")["count"].sum().sort_values(ascending=False, kind="stable")
    parks = [str(park) for park in totals[totals > 0].index]
    if len(parks) < MINIMUM:
        return Absent("constraint", lang, label("figures.constraint.absent", lang))
    if crowded := too_tall("constraint", lang, len(parks), 6, 22):
        return crowded
    with style():
        drawing, axes = canvas(len(parks) * 6 + 22)
        for y, park in enumerate(parks):
            left = 0
            for code, colour in _CONSTRAINTS.items():
                of_code = rows[(rows.entity == park) & (rows.code == code)]
                n = int(of_code["count"].sum())
                axes.barh(y, n, left=left, height=0.6, color=colour)
                if n:
                    axes.text(
                        left + n / 2, y, str(n), ha="center", va="center", fontsize=7.5, color=ink_on(colour)
                    )
                left += n
        name_rows(axes, [labels.place(park, lang) for park in parks])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(0, float(totals.max()) * 1.05)
        _legend(axes, {code: scheme.code(code).names[lang] for code in _CONSTRAINTS}, _CONSTRAINTS)
    by_code = rows.groupby("code")["count"].sum()
    values = {
        "n": int(totals.sum()),
        "parks": len(parks),
        **{code: int(by_code.get(code, 0)) for code in _CONSTRAINTS},
    }
    body = [(park, *_counted(rows[rows.entity == park], _CONSTRAINTS)) for park in parks]
    heads = [*_heads(lang, "park"), *(scheme.code(code).names[lang] for code in _CONSTRAINTS)]
    return figure("constraint", lang, drawing, values, data(lang, heads, body, 1))


def campaign(shares: pd.DataFrame, schemes: Sequence[Scheme], *, lang: str) -> Figure | Absent:
    """Campaign language and slogans by form, per 10,000 characters, with exact and bootstrap intervals."""
    shown = (("campaign", "yes"), ("slogan", "four"), ("slogan", "numeric"))
    rows = shares[(shares.dimension == "entity") & (shares.part == "all") & ~shares.is_group]
    rows = rows.rename(columns={"value": "entity"})
    rows = rows[[pair in shown for pair in zip(rows.scheme, rows.code, strict=True)]]
    of_campaign = rows[rows.scheme == "campaign"].sort_values(["per_10k", "entity"], ascending=[False, True])
    parks = [str(park) for park in of_campaign.entity]
    if len(parks) < MINIMUM:
        return Absent("campaign", lang, label("figures.campaign.absent", lang))
    if crowded := too_tall("campaign", lang, len(parks), 6, 20):
        return crowded
    named = {scheme.id: scheme for scheme in schemes}
    with style():
        drawing, grid = panels(1, len(shown), len(parks) * 6 + 20)
        for axes, (scheme, code) in zip(grid, shown, strict=True):
            cells = {
                row.entity: row for row in schema.rows(rows[(rows.scheme == scheme) & (rows.code == code)])
            }
            for y, park in enumerate(parks):
                axes.axhline(y, color=FAINT, lw=0.4, zorder=0)
                if row := cells.get(park):
                    _rate(axes, row, y)
            name_rows(axes, [labels.place(park, lang) if axes is grid[0] else "" for park in parks])
            axes.set_xlim(left=-0.03 * axes.get_xlim()[1])
            title = (
                named[scheme].names[lang] if scheme == "campaign" else named[scheme].code(code).names[lang]
            )
            axes.set_title(title, loc="left")
    first = next(schema.rows(of_campaign))
    values = {
        "parks": len(parks),
        "n": int(of_campaign["count"].sum()),
        "park": labels.place(first.entity, lang),
        "rate": labels.number(first.per_10k, 1),
        "low": labels.number(first.rate_low, 1),
        "high": labels.number(first.rate_high, 1),
    }
    body = [
        (
            row.entity,
            named[row.scheme].names[lang]
            if row.scheme == "campaign"
            else named[row.scheme].code(row.code).names[lang],
            row.count,
            labels.number(row.per_10k, 1),
            ends(row.rate_low, row.rate_high, 1),
            ends(row.rate_draws_low, row.rate_draws_high, 1),
        )
        for row in schema.rows(rows.sort_values(["scheme", "code", "entity"]))
    ]
    heads = _heads(lang, "park", "code", "clauses", "per_10k", "exact_interval", "draws_interval")
    return figure("campaign", lang, drawing, values, data(lang, heads, body, 2))


def actors(clauses: pd.DataFrame, codes: pd.DataFrame, scheme: Scheme, *, lang: str) -> Figure | Absent:
    """Who does what: clauses by actor and verb, the commonest verbs of acts."""
    table = actor_verbs(clauses, codes, MOST_VERBS)
    if len(table) < MINIMUM:
        return Absent("actors", lang, label("figures.actors.absent", lang))
    of_verb = table.groupby("verb")["count"].sum()
    verbs = sorted(of_verb.index, key=lambda verb: (-of_verb[verb], verb))
    of_actor = table.groupby("actor")["count"].sum()
    columns = [code.code for code in scheme.codes if code.code in of_actor.index]
    counts = {(row.verb, row.actor): row.count for row in schema.rows(table)}
    highest = int(table["count"].max())
    with style():
        drawing, axes = canvas(len(verbs) * 4.8 + 22)
        grid = [[counts.get((verb, actor), 0) for actor in columns] for verb in verbs]
        heat(axes, [[n / highest for n in row] for row in grid], grid)
        name_rows(axes, [labels.apart(str(verb), str(of_verb[verb]), lang=lang) for verb in verbs])
        head_columns(axes, [f"{scheme.code(actor).names[lang]}\n{of_actor[actor]}" for actor in columns])
    total = int(of_actor.sum())
    elided = int(of_actor.get("elided", 0))
    values = {
        "n": total,
        "verbs": len(verbs),
        "elided": labels.number(elided / total * 100, 0),
        "verb": verbs[0],
        "times": int(of_verb[verbs[0]]),
    }
    body = [
        (verb, int(of_verb[verb]), *(counts.get((verb, actor), 0) for actor in columns)) for verb in verbs
    ]
    heads = [*_heads(lang, "verb", "clauses"), *(scheme.code(actor).names[lang] for actor in columns)]
    return figure("actors", lang, drawing, values, data(lang, heads, body, 1))


def _heads(lang: str, *names: str) -> list[str]:
    return [label(f"heads.{name}", lang) for name in names]


def _counted(rows: pd.DataFrame, codes: Iterable[str]) -> list[int]:
    """Return the clauses of each code in ``rows``."""
    return [int(rows[rows.code == code]["count"].sum()) for code in codes]


_MOST_COLUMNS = 12
_ROOM = 8  # per cent that a segment needs for its number


def _entities(shares: pd.DataFrame, scheme: str, *, is_group: bool) -> pd.DataFrame:
    chosen = (shares.dimension == "entity") & (shares.scheme == scheme) & (shares.is_group == is_group)
    return shares[chosen].rename(columns={"value": "entity"})


def _all(shares: pd.DataFrame, scheme: str, part: str, *, is_group: bool) -> pd.DataFrame:
    chosen = (shares.dimension == "all") & (shares.scheme == scheme) & (shares.part == part)
    return shares[chosen & (shares.is_group == is_group)]


def _by_size(rows: pd.DataFrame, least: int) -> list[str]:
    """Return the parks with ``least`` clauses in some part, those with most first."""
    most = rows.groupby("entity").clauses.max()
    return [str(park) for park in most[most >= least].sort_values(ascending=False, kind="stable").index]


def _drawn(rows: pd.DataFrame) -> int:
    return len(rows[rows.clauses >= LEAST_CLAUSES].drop_duplicates(["entity", "part"]))


def _n(rows: pd.DataFrame, park: str) -> int:
    return int(rows[rows.entity == park].clauses.iloc[0])


def _group_name(scheme: Scheme, group: str, lang: str) -> str:
    return label(f"group.{scheme.id}.{group}", lang)


def _stack(axes: Axes, y: int, rows: pd.DataFrame, colours: Mapping[str, str], lang: str) -> None:
    """Draw one bar of shares that a clause may count in more than once: scaled to the uses, n written behind."""
    n = int(rows.clauses.max()) if len(rows) else 0
    uses = int(rows["count"].sum())
    if n >= LEAST_CLAUSES:
        left = 0.0
        for code, colour in colours.items():
            width = int(rows[rows.code == code]["count"].sum()) / uses * 100
            axes.barh(y, width, left=left, height=0.66, color=colour)
            if width >= _ROOM:
                _inside(axes, left + width / 2, y, width, colour)
            left += width
    words = f"n={n}" if n >= LEAST_CLAUSES else label("figures.too_few", lang, n=n)
    place = (100, 4) if n >= LEAST_CLAUSES else (0, 2)
    axes.annotate(
        words, (place[0], y), (place[1], 0), textcoords="offset points", va="center", fontsize=7.5, color=GREY
    )


def _inside(axes: Axes, x: float, y: int, width: float, colour: str) -> None:
    words = labels.number(width, 0)
    axes.text(x, y, words, ha="center", va="center", color=ink_on(colour), fontsize=7.5)


def _finish_shares(
    axes: Axes, names: Sequence[str], words: Mapping[str, str], colours: Mapping[str, str]
) -> None:
    name_rows(axes, names)
    axes.set_xlim(0, 100)
    _legend(axes, words, colours)


def _legend(axes: Axes, words: Mapping[str, str], colours: Mapping[str, str]) -> None:
    for code, name in words.items():
        axes.barh(0, 0, color=colours[code], label=name)
    axes.legend(
        ncols=len(words),
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        frameon=False,
        handlelength=1,
        handleheight=1,
        columnspacing=1.2,
        borderaxespad=0.2,
    )


def _rate(axes: Axes, row: Any, y: int) -> None:
    """Mark a rate: a dot, the exact interval as a thin line, the bootstrap's as a thick pale one."""
    if row.rate_draws_low is not None:
        axes.plot(
            [row.rate_draws_low, row.rate_draws_high],
            [y, y],
            color="#a9c9dc",
            lw=4,
            zorder=1,
            solid_capstyle="butt",
        )
    axes.plot([row.rate_low, row.rate_high], [y, y], color=INK, lw=0.8, zorder=2)
    axes.plot(row.per_10k, y, "o", ms=5, color=INK, zorder=3)
