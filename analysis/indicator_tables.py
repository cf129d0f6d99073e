"""What parks state → tables for readers: a table a park, growth rates, last levels, targets beside results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pandas as pd

from . import codebook, exhibits, labels, schema
from . import frameworks as frameworks_
from .exhibits import Absent, Cell, Head, Table
from .labels import text as label

# What follows the numerals of a count, before a bound: 60余家, 50家以上.
_NUMERALS = r"\d.,零〇一二三四五六七八九十百千万亿两几多余近约第"
_CLASSIFIER = re.compile(rf"[{_NUMERALS}]([^{_NUMERALS}]+?)(?:以上|以下|以内|左右|上下|内)?$")


def indicators(
    observations: pd.DataFrame,
    documents: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    *,
    lang: str,
) -> list[Table]:
    """One table a park: each indicator that its documents state, a level and its growth on one line.

    A number that ``corrections`` (contract ``CORRECTIONS``) name is marked as corrected by hand.
    """
    titles = exhibits.titles_of(documents)
    log = [] if corrections is None else schema.rows(corrections)
    mended = frozenset((row.doc, row.start) for row in log)
    tables = []
    for park, docs in documents.groupby("entity", sort=True):
        rows = observations[observations.doc.isin(docs.doc)]
        if rows.empty:
            continue
        sources = dict.fromkeys(titles[doc] for doc in docs.doc if (rows.doc == doc).any())
        source = label("claims.semicolon", lang).join(sources)
        tables.append(
            Table(
                f"indicators_{docs.doc.iloc[0].replace('.', '-')}",
                lang,
                label("tables.indicators.title", lang, park=labels.place(str(park), lang)),
                (
                    Head(label("heads.indicator", lang), width=3.2),
                    Head(label("heads.label", lang), width=3.1),
                    Head(label("heads.scope", lang), width=3),
                    Head(label("heads.value", lang), align="r", width=1.9),
                    Head(label("heads.unit", lang), width=1.9, nowrap=True),
                    Head(label("heads.growth", lang), "%", align="r", width=1.6),
                    Head(label("heads.period", lang), width=2.6, nowrap=True),
                    Head(label("heads.status", lang), width=1.3, nowrap=True),
                ),
                tuple(_indicator_rows(rows, str(park), titles, mended, lang)),
                label("tables.indicators.note", lang, source=source),
            )
        )
    return tables


def frameworks(*, lang: str) -> Table:
    """The editions of the official evaluation: when in force, their themes with weights, what is known of them."""
    columns = (
        Head(label("heads.framework", lang), width=3.6),
        Head(label("heads.in_force", lang), width=1.6, nowrap=True),
        Head(label("heads.themes", lang), "%", width=6),
        Head(label("heads.items", lang), align="r", width=1),
        Head(label("heads.items_known", lang), align="r", width=1.1),
        Head(label("heads.source", lang), width=5),
    )
    rows = []
    for name, first in frameworks_.editions().items():
        themes = [
            " ".join(filter(None, (row[f"theme_{lang}"], row["theme_weight_pct"])))
            for row in frameworks_.themes(name)
        ]
        rows.append(
            (
                Cell(label(f"framework.{name}", lang)),
                Cell(labels.span(first["from"], first["to"], lang)),
                Cell(label("claims.comma", lang).join(themes)),
                Cell(first["asked"]),
                Cell(str(len(frameworks_.items(name)) or "")),
                Cell(first["source"]),
            )
        )
    title, note = label("tables.frameworks.title", lang), label("tables.frameworks.note", lang)
    return Table("frameworks", lang, title, columns, tuple(rows), note)


def growth(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """Growth rates as stated, one a row, grouped by indicator."""
    if table.empty:
        return Absent("growth", lang, label("tables.none", lang), "table")
    places = exhibits.places(observations, documents)
    columns = (
        Head(label("heads.indicator", lang), width=4),
        Head(label("heads.park", lang), width=3),
        Head(label("heads.limit", lang), width=2),
        Head(label("heads.growth", lang), "%", align="r", width=1.5),
        Head(label("heads.period", lang), width=2.2, nowrap=True),
        Head(label("heads.status", lang), width=1.3, nowrap=True),
    )
    rows = tuple(
        (
            Cell(labels.indicator(row.indicator, lang)),
            Cell(labels.place(row.entity, lang)),
            Cell(labels.coded("scope", row.scope or "", lang)),
            Cell(
                labels.bounded(labels.number(row.growth_pct), row.bound, lang), (places[row.doc, row.start],)
            ),
            Cell(_period(row.period, lang)),
            Cell(label(f"status.{row.status}", lang)),
        )
        for row in schema.rows(by_indicator(table))
    )
    return Table(
        "growth", lang, label("tables.growth.title", lang), columns, rows, label("tables.growth.note", lang)
    )


def levels(table: pd.DataFrame, documents: pd.DataFrame, min_parks: int, *, lang: str) -> Table | Absent:
    """The last result of each indicator that enough parks state, its year beside it; not a ranking."""
    if table.empty:
        return Absent("levels", lang, label("tables.levels.none", lang, parks=min_parks), "table")
    titles = exhibits.titles_of(documents)
    columns = (
        Head(label("heads.indicator", lang), width=3.4),
        Head(label("heads.park", lang), width=2.6),
        Head(label("heads.label", lang), width=3.4),
        Head(label("heads.value", lang), align="r", width=1.7),
        Head(label("heads.unit", lang), width=1.6, nowrap=True),
        Head(label("heads.period", lang), width=1.5, nowrap=True),
        Head(label("heads.status", lang), width=1.3, nowrap=True),
    )
    rows = []
    for row in schema.rows(by_indicator(table)):
        value, unit = _value(row, lang)
        rows.append(
            (
                Cell(labels.indicator(row.indicator, lang)),
                Cell(labels.place(row.entity, lang)),
                Cell(_printed(row)),
                Cell(value, (exhibits.evidence_of(row, titles),)),
                Cell(unit),
                Cell(_period(row.period, lang)),
                Cell(label(f"status.{row.status}", lang)),
            )
        )
    title = label("tables.levels.title", lang, parks=min_parks)
    return Table("levels", lang, title, columns, tuple(rows), label("tables.levels.note", lang))


def targets(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """Each target beside the last result of the same document, and the growth implied beside the one stated."""
    if table.empty:
        return Absent("targets", lang, label("tables.targets.none", lang), "table")
    places = exhibits.places(observations, documents)
    columns = (
        Head(label("heads.park", lang), width=2.6),
        Head(label("heads.indicator", lang), width=3.6),
        Head(label("heads.result", lang), align="r", width=2.5),
        Head(label("heads.target", lang), align="r", width=1.7),
        Head(label("heads.unit", lang), width=1.4, nowrap=True),
        Head(label("heads.years", lang), width=2.2, nowrap=True),
        Head(label("heads.implied", lang), "%", align="r", width=1.7),
        Head(label("heads.stated", lang), "%", align="r", width=1.7),
    )
    rows = []
    for row in schema.rows(by_indicator(table, first="entity")):
        (was, aim), unit = labels.amounts([row.result, row.target], row.unit, lang)
        estimate = "" if row.result_status == "actual" else label("marks.estimate", lang)
        implied = labels.bounded(labels.number(row.implied_growth_pct, 1), row.target_bound, lang)
        result, target = places[row.doc, row.result_start], places[row.doc, row.target_start]
        stated = Cell("")
        if row.stated_growth_pct is not None:
            words = labels.bounded(labels.number(row.stated_growth_pct), row.stated_growth_bound, lang)
            stated = Cell(words, (places[row.doc, row.stated_growth_start],))
        rows.append(
            (
                Cell(labels.place(row.entity, lang)),
                Cell(
                    labels.indicator(row.indicator, lang)
                    + (labels.brackets(labels.coded("scope", row.scope, lang), lang) if row.scope else "")
                ),
                Cell(f"{was}{estimate}", (result,)),
                Cell(labels.bounded(aim, row.target_bound, lang), (target,)),
                Cell(unit),
                Cell(f"{row.result_period}→{row.target_period}"),
                Cell(implied, (result, target)),
                stated,
            )
        )
    title, note = label("tables.targets.title", lang), label("tables.targets.note", lang)
    return Table("targets", lang, title, columns, tuple(rows), note)


@dataclass(frozen=True)
class Words:
    """An observation in words for readers: its value with its unit, the period as printed in tables."""

    indicator: str
    printed: str
    period: str
    value: str
    status: str


def in_words(row: Any, lang: str) -> Words:
    """Return an observation (a row of ``schema.rows``) in words of ``lang``."""
    value, unit = _value(row, lang)
    named = labels.indicator(row.indicator, lang)
    if row.measure != "level":
        measure = label(f"measure.{row.measure}", lang)
        named = label("marks.measured", lang, indicator=named, measure=measure)
    tight = lang == "zh" or unit == "%"
    return Words(
        named,
        _printed(row),
        _period(row.period, lang),
        value + unit if tight else f"{value} {unit}".rstrip(),
        label(f"status.{row.status}", lang),
    )


def by_indicator(table: pd.DataFrame, first: str = "_order") -> pd.DataFrame:
    """Return ``table`` as the codebook lists its indicators, then by park and, if it has one, period.

    With ``first="entity"`` by park, then as the codebook lists its indicators.
    """
    order = {row["id"]: number for number, row in enumerate(codebook.read_csv("indicators.csv"))}
    ranked = table.assign(_order=table.indicator.map(order))
    keys = [name for name in dict.fromkeys([first, "_order", "entity", "period"]) if name in ranked]
    return ranked.sort_values(keys, kind="stable").drop(columns="_order")


def _indicator_rows(
    rows: pd.DataFrame, park: str, titles: Mapping[str, str], mended: AbstractSet[tuple[str, int]], lang: str
) -> list[tuple[Cell, ...]]:
    """Return a park's lines: a growth rate stands beside the level of the same thing, period and status."""
    ordered = list(schema.rows(by_indicator(rows.sort_values(["doc", "start"], kind="stable"))))
    rates: dict[tuple[object, ...], Any] = {}
    for row in ordered:
        if row.measure == "growth":
            rates.setdefault(_thing(row), row)
    beside = {}
    for row in ordered:
        if row.measure == "level" and (rate := rates.pop(_thing(row), None)):
            beside[row.doc, row.start] = rate
    paired = {(rate.doc, rate.start) for rate in beside.values()}
    return [
        _indicator_line(row, beside.get((row.doc, row.start)), park, titles, mended, lang)
        for row in ordered
        if (row.doc, row.start) not in paired
    ]


def _thing(row: Any) -> tuple[object, ...]:
    return row.doc, row.entity, row.indicator, row.scope, row.period, row.status


def _indicator_line(
    row: Any,
    rate: Any,
    park: str,
    titles: Mapping[str, str],
    mended: AbstractSet[tuple[str, int]],
    lang: str,
) -> tuple[Cell, ...]:
    def stated_by(one: Any) -> Cell:
        words, _ = _value(one, lang)
        if (one.doc, one.start) in mended:
            words = label("marks.corrected", lang, text=words)
        return Cell(words, (exhibits.evidence_of(one, titles),))

    unit, stated = _value(row, lang)[1], stated_by(row)
    level, growth = (Cell(""), stated) if row.measure == "growth" else (stated, Cell(""))
    if rate is not None:
        growth = stated_by(rate)
    scope = labels.coded("scope", row.scope or "", lang)
    parts = [labels.place(row.entity, lang) if row.entity != park else None, scope]
    return (
        Cell(_named(row, lang)),
        Cell(_printed(row)),
        Cell(("，" if lang == "zh" else ", ").join(part for part in parts if part)),
        level,
        Cell("" if row.measure == "growth" else unit),
        growth,
        Cell(_period(row.period, lang)),
        Cell(label(f"status.{row.status}", lang)),
    )


def _printed(row: Any) -> str:
    return " ".join((row.label or "").split())


def _named(row: Any, lang: str) -> str:
    """Return the codebook's name of an indicator, with the measure where it is not a plain level or growth."""
    name = labels.indicator(row.indicator, lang)
    if row.measure in ("level", "growth"):
        return name
    return name + labels.brackets(label(f"measure.{row.measure}", lang), lang)


def _value(row: Any, lang: str) -> tuple[str, str]:
    """Return an observation's number and unit for readers; in Chinese a count takes the classifier that is printed."""
    values = [row.value] if row.value_high is None else [row.value, row.value_high]
    numbers, unit = labels.amounts(values, row.unit, lang)
    words = "–".join(numbers)
    if row.unit == "count" and lang == "zh" and (match := _CLASSIFIER.search("".join(row.quote.split()))):
        unit = match[1]
        if "万" in row.quote and row.value_high is None:
            words, unit = labels.number(row.value / 1e4), f"万{unit}"
    return labels.bounded(words, row.bound, lang), unit


def _period(period: str | None, lang: str) -> str:
    """Return an ISO period as it is printed: 2020-01/2020-08 → 2020-01—08, in English 2020-01–08."""
    first, _, last = (period or "").partition("/")
    short = last[5:] if last[:5] == first[:5] and last[4:5] else last
    return labels.span(first, short, lang) if last else first
