"""Coded clauses → tables for readers: tools, wordings, quoted clauses, a study's own schemes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import exhibits, labels, schema
from .discourse import Scheme
from .discourse_statistics import chosen_quotes, wordings
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label

_CUE_END = 4  # characters shown of each end of a long cue


def instruments(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Table | Absent:
    """Groups of tools used and promised, over all parks and by park: clauses, shares, exact and bootstrap intervals."""
    rows = shares[(shares.scheme == scheme.id) & shares.is_group & shares.part.isin(["review", "plan"])]
    rows = rows[rows.dimension.isin(["all", "entity"])]
    if rows.empty:
        return Absent("instruments", lang, label("tables.none", lang), "table")
    columns = (
        Head(label("heads.park", lang), width=2.6, nowrap=True),
        Head(label("heads.part", lang), width=1.2, nowrap=True),
        Head(label("heads.tool_clauses", lang), align="r", width=1.5),
        *(
            head
            for group in scheme.groups
            for head in (
                Head(label(f"group.{scheme.id}.{group}", lang), "%", align="r", width=1.2),
                Head(label("heads.interval", lang), align="r", width=1.9),
            )
        ),
    )
    body = []
    order = rows.assign(first=rows.dimension != "all").sort_values(
        ["first", "clauses"], ascending=[True, False], kind="stable"
    )
    for value in dict.fromkeys(order.value):
        for part in ("review", "plan"):
            cells = {row.code: row for row in schema.rows(rows[(rows.value == value) & (rows.part == part)])}
            if not cells:
                continue
            n = next(iter(cells.values())).clauses
            line: list[object] = [
                label("all_parks", lang) if value == "all" else labels.place(value, lang),
                label(f"part.{part}", lang),
                n,
            ]
            for group in scheme.groups:
                row = cells[group]
                line += [labels.number(row.share * 100, 0), ends(row.low * 100, row.high * 100, 0)]
            body.append(plain(*line))
    title = label("tables.instruments.title", lang)
    return Table("instruments", lang, title, columns, tuple(body), label("tables.instruments.note", lang))


def instrument_themes(table: pd.DataFrame, scheme: Scheme, least: int, *, lang: str) -> Table | Absent:
    """Tools by theme: of the clauses with a tool that hold a term of the theme, those of each group, used and promised.

    Themes in fewer than ``least`` such clauses are left to the data.
    """
    whole = table[(table.part == "all") & table.is_group & (table.clauses >= least)]
    if whole.empty:
        return Absent("instrument_themes", lang, label("tables.none", lang), "table")
    columns = (
        Head(label("heads.theme", lang), width=2.4, nowrap=True),
        Head(label("heads.tool_clauses", lang), align="r", width=1.6),
        *(
            Head(
                f"{label(f'group.{scheme.id}.{group}', lang)} {label(f'part.{part}', lang)}",
                align="r",
                width=1.5,
            )
            for group in scheme.groups
            for part in ("review", "plan")
        ),
    )
    order = whole.groupby("theme").clauses.first().sort_index().sort_values(ascending=False, kind="stable")
    counts = {(row.part, row.theme, row.code): row.count for row in schema.rows(table[table.is_group])}
    body = []
    for theme, n in order.items():
        cells = [
            counts.get((part, theme, group), 0) for group in scheme.groups for part in ("review", "plan")
        ]
        body.append(plain(labels.term_theme(str(theme), lang), int(n), *cells))
    title = label("tables.instrument_themes.title", lang)
    note = label("tables.instrument_themes.note", lang, least=least)
    return Table("instrument_themes", lang, title, columns, tuple(body), note)


def cuts(shares: pd.DataFrame, *, lang: str) -> Table | Absent:
    """How clauses differ by genre and by section: plans, tools, elided subjects, campaign language, with intervals."""
    rows = shares[shares.dimension.isin(["genre", "section"]) & (shares.part == "all") & ~shares.is_group]
    if rows.empty:
        return Absent("cuts", lang, label("tables.none", lang), "table")
    found = {(row.dimension, row.value, row.scheme, row.code): row for row in schema.rows(rows)}
    columns = (
        Head(label("heads.kind_of_clause", lang), width=2.2, nowrap=True),
        Head(label("heads.clauses", lang), align="r", width=1.1),
        Head(label("heads.planned", lang), "%", align="r", width=1.4),
        Head(label("heads.interval", lang), align="r", width=1.6),
        Head(label("heads.with_tool", lang), align="r", width=1.3),
        Head(label("heads.elided", lang), "%", align="r", width=1.6),
        Head(label("heads.interval", lang), align="r", width=1.6),
        Head(label("heads.campaign_rate", lang), align="r", width=2),
        Head(label("heads.interval", lang), align="r", width=1.8),
    )
    body = []
    for dimension, value in dict.fromkeys((key[0], key[1]) for key in found):
        plan = found[dimension, value, "time", "plan"]
        tool = found.get((dimension, value, "instrument", "supply.talent"))  # any code has the base
        elided, fought = (
            found.get((dimension, value, *code)) for code in (("actor", "elided"), ("campaign", "yes"))
        )
        body.append(
            plain(
                label(f"{dimension}.{value}", lang),
                plan.clauses,
                labels.number(plan.share * 100, 0),
                ends(plan.low * 100, plan.high * 100, 0),
                tool.clauses if tool else 0,
                labels.number(elided.share * 100, 0) if elided else "",
                ends(elided.low * 100, elided.high * 100, 0) if elided else "",
                labels.number(fought.per_10k, 1) if fought else "",
                ends(fought.rate_low, fought.rate_high, 1) if fought else "",
            )
        )
    title, note = label("tables.cuts.title", lang), label("tables.cuts.note", lang)
    return Table("cuts", lang, title, columns, tuple(body), note)


def constraint(codes_: pd.DataFrame, documents: pd.DataFrame, scheme: Scheme, *, lang: str) -> Table | Absent:
    """The words that bind targets, and the share of hard ones with 力争 counted as hard and as soft."""
    table = wordings(codes_, documents)
    if table.empty:
        return Absent("constraint", lang, label("tables.constraint.none", lang), "table")
    columns = (
        Head(label("heads.park", lang), width=2.6),
        *(Head(scheme.code(code).names[lang], align="r", width=1.4) for code in ("hard", "strive", "soft")),
        Head(label("heads.strive_hard", lang), "%", align="r", width=2.4),
        Head(label("heads.strive_soft", lang), "%", align="r", width=2.4),
    )
    rows = []
    for row in schema.rows(table):
        n = row.hard + row.strive + row.soft
        shares = (labels.number((row.hard + row.strive) / n * 100, 0), labels.number(row.hard / n * 100, 0))
        rows.append(plain(labels.place(row.entity, lang), row.hard, row.strive, row.soft, *shares))
    title, note = label("tables.constraint.title", lang), label("tables.constraint.note", lang)
    return Table("constraint", lang, title, columns, tuple(rows), note)


def quotes(
    codes_: pd.DataFrame, documents: pd.DataFrame, scheme: Scheme, n: int, *, lang: str
) -> Table | Absent:
    """Up to ``n`` clauses of each code that a cue of their own decided, with the cue."""
    places = documents.set_index("doc").entity
    titles = exhibits.titles_of(documents)
    rows = []
    for code in scheme.codes:
        for place, row in enumerate(chosen_quotes(codes_, scheme.id, code.code, n)):
            rows.append(
                (
                    Cell(code.names[lang] if place == 0 else ""),
                    Cell(labels.place(places.get(row.doc) or "", lang)),
                    Cell(" ".join(row.quote.split()), (evidence(row, titles),)),
                    Cell(_short(" ".join(row.cue.split()))),
                )
            )
    if not rows:
        reason = label("tables.quotes.none", lang, scheme=scheme.names[lang])
        return Absent(f"quotes_{scheme.id}", lang, reason, "table")
    columns = (
        Head(label("heads.code", lang), width=2.2, nowrap=True),
        Head(label("heads.park", lang), width=2.4, nowrap=True),
        Head(label("heads.clause", lang), width=8),
        Head(label("heads.cue", lang), width=2.4, nowrap=True),
    )
    title = label("tables.quotes.title", lang, scheme=scheme.names[lang])
    return Table(
        f"quotes_{scheme.id}",
        lang,
        title,
        columns,
        tuple(rows),
        label("tables.quotes.note", lang),
        kind="quotes",
    )


def added(
    shares: pd.DataFrame,
    codes_: pd.DataFrame,
    documents: pd.DataFrame,
    schemes: Sequence[Scheme],
    n: int,
    *,
    lang: str,
) -> list[Table | Absent]:
    """A table of shares and one of quoted clauses for each scheme that the study has added; why there is none else."""
    if not schemes:
        return [Absent("added_schemes", lang, label("tables.added.none", lang), "table")]
    made: list[Table | Absent] = []
    for scheme in schemes:
        made += [_shares_of(shares, scheme, lang), quotes(codes_, documents, scheme, n, lang=lang)]
    return made


def _shares_of(shares: pd.DataFrame, scheme: Scheme, lang: str) -> Table | Absent:
    rows = shares[(shares.scheme == scheme.id) & (shares.part == "all") & ~shares.is_group]
    rows = rows[rows.dimension.isin(["all", "entity"])]
    name = f"scheme_{scheme.id}"
    if rows.empty:
        return Absent(name, lang, label("tables.quotes.none", lang, scheme=scheme.names[lang]), "table")
    columns = (
        Head(label("heads.park", lang), width=2.6),
        Head(label("heads.code", lang), width=2.6),
        Head(label("heads.clauses", lang), align="r", width=1.2),
        Head(label("heads.base", lang), align="r", width=1.2),
        Head(label("heads.share", lang), "%", align="r", width=1.2),
        Head(label("heads.interval", lang), align="r", width=2),
        Head(label("heads.per_10k", lang), align="r", width=1.8),
        Head(label("heads.interval", lang), align="r", width=2.2),
    )
    body = []
    for row in schema.rows(
        rows.assign(first=rows.dimension != "all").sort_values(["first", "value"], kind="stable")
    ):
        body.append(
            plain(
                label("all_parks", lang) if row.value == "all" else labels.place(row.value, lang),
                scheme.code(row.code).names[lang],
                row.count,
                row.clauses,
                labels.number(row.share * 100, 1),
                ends(row.low * 100, row.high * 100, 1),
                labels.number(row.per_10k, 1),
                ends(row.rate_low, row.rate_high, 1),
            )
        )
    title = label("tables.added.title", lang, scheme=scheme.names[lang])
    note = label("tables.added.note", lang, definition=scheme.definition)
    return Table(name, lang, title, columns, tuple(body), note)


def evidence(row: Any, titles: Mapping[str, str]) -> Evidence:
    """Return where a clause stands; ``titles`` is by document."""
    return Evidence(row.doc, row.start, row.end, row.quote, row.quote, row.start, titles[row.doc])


def _short(cue: str) -> str:
    """Return a cue as a column holds it: a long one by its ends (建设…厂房)."""
    return cue if len(cue) <= 2 * _CUE_END + 1 else f"{cue[:_CUE_END]}…{cue[-_CUE_END:]}"


def ends(low: float | None, high: float | None, decimals: int) -> str:
    """Return an interval as it is printed; blank where there is none."""
    if low is None or high is None:
        return ""
    if decimals == 2:
        return f"{low:.2f}–{high:.2f}".replace("-", "\N{MINUS SIGN}")
    return f"{labels.number(low, decimals)}–{labels.number(high, decimals)}"


def plain(*values: object) -> tuple[Cell, ...]:
    """Return cells without evidence; what is missing is blank."""
    return tuple(Cell("" if value is None else str(value)) for value in values)
