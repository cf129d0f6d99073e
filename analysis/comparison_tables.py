"""The comparison → tables for readers: definitions, what compares with what, ratios, targets, context.

Each holds at most ``MOST_ROWS`` rows, those of most parks first; the whole tables are in the report's data.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from . import codebook, compare, exhibits, harmonise, labels, schema
from .exhibits import Absent, Cell, Head, Places, Table
from .labels import text as label

MOST_ROWS = 30
MOST_RANKINGS = 6


def definitions(indicators: pd.DataFrame, *, lang: str) -> Table | Absent:
    """What each indicator of the documents is, its prices, who defines it, and what it must not be compared with.

    Of the indicators stated as a park's own, those of most parks; of a neighbour's definitions those stated here.
    """
    rows = indicators[indicators.is_whole & indicators.measure.isin(["level", "growth"])]
    known = {row["indicator"]: row for row in codebook.read_csv("definitions.csv")}
    parks = rows[rows.indicator.isin(list(known))].groupby("indicator").park.nunique()
    if parks.empty:
        return Absent("definitions", lang, label("tables.definitions.none", lang), "table")
    order = list(known)
    stated = sorted(parks.index, key=order.index)
    most = sorted(parks.index, key=lambda name: (-parks[name], order.index(name)))[:MOST_ROWS]
    columns = (
        Head(label("heads.indicator", lang), width=2.6),
        Head(label("heads.parks", lang), align="r", width=1.2, nowrap=True),
        Head(label("heads.definition", lang), width=5.2),
        Head(label("heads.prices", lang), width=1.9),
        Head(label("heads.defined_by", lang), width=1.5, nowrap=True),
        Head(label("heads.not_with", lang), width=4.2),
    )
    body = []
    for name in sorted(most, key=order.index):
        row = known[name]
        others = [i for i in stated if i != name and known[i]["group"] == row["group"]]
        body.append(
            _plain(
                labels.indicator(name, lang),
                parks[name],
                labels.full_width(row[lang], lang),
                _prices(row, lang),
                label(f"defined_by.{row['defined_by']}", lang),
                label("claims.comma", lang).join(_bare(labels.indicator(i, lang)) for i in others),
            )
        )
    title, note = label("tables.definitions.title", lang, n=len(body)), label("tables.definitions.note", lang)
    return Table("definitions", lang, title, columns, tuple(body), note)


def comparability(
    table: pd.DataFrame,
    indicators: pd.DataFrame,
    observations: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    lang: str,
) -> Table | Absent:
    """How many pairs of the parks' last results compare, by group of definitions, and what sets the others apart."""
    if table.empty:
        return Absent("comparability", lang, label("tables.comparability.none", lang), "table")
    places = exhibits.places(observations, documents)
    results = compare.last_results(indicators)
    columns = (
        Head(label("heads.indicators", lang), width=4.6),
        Head(label("heads.measure", lang), width=1.1, nowrap=True),
        Head(label("heads.parks", lang), width=2.4),
        Head(label("heads.pairs", lang), align="r", width=1),
        *(
            Head(label(f"grades.{grade}", lang), align="r", width=1.5, nowrap=True)
            for grade in compare.GRADES
        ),
        Head(label("heads.differs", lang), width=3.4),
    )
    comma = label("claims.comma", lang)
    rows = []
    for row in schema.rows(
        table.sort_values(["parks", "pairs"], ascending=False, kind="stable").head(MOST_ROWS)
    ):
        of_group = results[(results.group == row.group) & (results.measure == row.measure)]
        evidence = tuple(
            places[one.doc, one.start] for one in schema.rows(of_group) if (one.doc, one.start) in places
        )
        rows.append(
            (
                Cell(comma.join(_bare(labels.indicator(i, lang)) for i in row.indicators.split(";"))),
                Cell(label(f"measure.{row.measure}", lang)),
                Cell(str(row.parks), evidence),
                Cell(str(row.pairs)),
                *(Cell(str(getattr(row, grade) or "")) for grade in compare.GRADES),
                Cell(
                    comma.join(
                        label(f"facets.{name}", lang) for name in (row.differs or "").split(";") if name
                    )
                ),
            )
        )
    title = label("tables.comparability.title", lang)
    note = label("tables.comparability.note", lang, least=compare.MIN_RANKED)
    return Table("comparability", lang, title, columns, tuple(rows), note)


def rankings(
    indicators: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> list[Table]:
    """The rankings that can be made, those of most parks and latest years first; no table where there are none."""
    places = exhibits.places(observations, documents)
    made = []
    for by, measure, year in compare.rankable(indicators):
        agree = compare.comparable(indicators, by, year, measure)
        made.append((compare.rank(agree, by, year, measure), by, measure, year))
    made.sort(key=lambda one: (-len(one[0]), -one[3]))
    tables = []
    for ranking, by, measure, year in made[:MOST_RANKINGS]:
        heads = [("rank", "r", 1), ("park", "l", 4), ("value", "r", 2), ("unit", "l", 2)]
        columns = tuple(Head(label(f"heads.{n}", lang), align=a, width=w) for n, a, w in heads)  # type: ignore[arg-type]
        rows = []
        for row in schema.rows(ranking.head(MOST_ROWS)):
            number, unit = labels.amount(row.value, row.unit, lang)
            evidence = (places[row.doc, row.start],) if (row.doc, row.start) in places else ()
            rows.append(
                (
                    Cell(str(row.rank)),
                    Cell(labels.place(row.entity, lang)),
                    Cell(number, evidence),
                    Cell(unit),
                )
            )
        named = {"indicator": labels.indicator(by, lang), "measure": label(f"measure.{measure}", lang)}
        title = label("tables.ranking.title", lang, year=year, n=len(ranking), **named)
        note = label("tables.ranking.note", lang)
        tables.append(Table(f"ranking_{by}_{measure}_{year}", lang, title, columns, tuple(rows), note))
    return tables


def ratios(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """Ratios of two figures of one document, each with its definition and both figures."""
    if table.empty:
        return Absent("ratios", lang, label("tables.ratios.none", lang), "table")
    places = exhibits.places(observations, documents)
    known = {row["id"]: row for row in codebook.read_csv("ratios.csv")}
    columns = (
        Head(label("heads.ratio", lang), width=4.8),
        Head(label("heads.park", lang), width=2.2),
        Head(label("heads.perimeter", lang), width=2.1),
        Head(label("heads.period", lang), width=1.2, nowrap=True),
        Head(label("heads.numerator", lang), align="r", width=2.2),
        Head(label("heads.denominator", lang), align="r", width=2.2),
        Head(label("heads.ratio_value", lang), "%", align="r", width=2.4, nowrap=True),
    )
    rows, said = [], set()
    kept = _most_parks(table, "ratio")
    for row in schema.rows(
        kept.sort_values("ratio", key=lambda ids: ids.map(list(known).index), kind="stable")
    ):
        first = row.ratio not in said
        said.add(row.ratio)
        rows.append(
            (
                Cell(_definition(known[row.ratio], lang) if first else ""),
                Cell(labels.place(row.entity, lang)),
                Cell(labels.coded("scope", row.perimeter or "", lang)),
                Cell(row.period),
                *worked(row, places, lang),
            )
        )
    title, note = label("tables.ratios.title", lang), label("tables.ratios.note", lang)
    return Table("ratios", lang, title, columns, tuple(rows), note)


def worked(row: Any, places: Places, lang: str) -> tuple[Cell, Cell, Cell]:
    """Return numerator, denominator and value of a row of ``RATIOS``."""
    above, below = (" ".join(labels.amount(v, row.unit, lang)) for v in (row.numerator, row.denominator))
    value = labels.bounded(labels.number(row.value_pct, 1), row.bound, lang)
    estimate = label("marks.estimate", lang) if row.status == "estimate" else ""
    over = exhibits.opened(places, row.doc, row.numerator_start)
    under = exhibits.opened(places, row.doc, row.denominator_start)
    return Cell(above, over), Cell(below, under), Cell(f"{value}{estimate}", (*over, *under))


def ambitions(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """Growth aimed at beside the growth of the year before, with the wording of the target."""
    if table.empty:
        return Absent("ambitions", lang, label("tables.ambitions.none", lang), "table")
    places = exhibits.places(observations, documents)
    columns = (
        Head(label("heads.park", lang), width=2.4),
        Head(label("heads.indicator", lang), width=3.4),
        Head(label("heads.years", lang), width=2, nowrap=True),
        Head(label("heads.growth_before", lang), "%", align="r", width=2, nowrap=True),
        Head(label("heads.growth_aimed", lang), "%", align="r", width=1.9, nowrap=True),
        Head(label("heads.ambition", lang), label("heads.points", lang), align="r", width=2),
        Head(label("heads.constraint", lang), width=2.4, nowrap=True),
    )
    rows = []
    for row in schema.rows(_most_parks(table, "park")):
        rows.append(
            (
                Cell(labels.place(row.entity, lang)),
                Cell(labels.indicator(row.indicator, lang) + outside(row, lang)),
                *aimed(row, places, lang),
                Cell(constraint(row, lang)),
            )
        )
    title, note = label("tables.ambitions.title", lang), label("tables.ambitions.note", lang)
    return Table("ambitions", lang, title, columns, tuple(rows), note)


def aimed(row: Any, places: Places, lang: str) -> tuple[Cell, Cell, Cell, Cell]:
    """Return years, growth before, growth aimed at and their difference of a row of ``AMBITIONS``."""
    was = labels.bounded(labels.number(row.result_pct), row.result_bound, lang)
    aim = labels.bounded(labels.number(row.target_pct), row.target_bound, lang)
    estimate = label("marks.estimate", lang) if row.result_status == "estimate" else ""
    before = exhibits.opened(places, row.result_doc, row.result_start)
    after = exhibits.opened(places, row.doc, row.target_start)
    gap = labels.bounded(labels.signed(row.ambition_pp, 1), _floor(row), lang)
    return (
        Cell(f"{row.result_period}→{row.target_period}"),
        Cell(f"{was}{estimate}", before),
        Cell(aim, after),
        Cell(gap, (*before, *after)),
    )


def deviations(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """Targets beside the results that later documents have for them."""
    if table.empty:
        return Absent("deviations", lang, label("tables.deviations.none", lang), "table")
    places = exhibits.places(observations, documents)
    columns = (
        Head(label("heads.park", lang), width=2.4),
        Head(label("heads.indicator", lang), width=3.6),
        Head(label("heads.period", lang), width=1.3, nowrap=True),
        Head(label("heads.target", lang), align="r", width=2.2),
        Head(label("heads.reached", lang), align="r", width=2.2),
        Head(label("heads.deviation", lang), align="r", width=2.6),
    )
    rows = []
    for row in schema.rows(_most_parks(table, "park")):
        aim, result = (" ".join(labels.amount(v, row.unit, lang)) for v in (row.target, row.result))
        gap = labels.signed(row.deviation, 1)
        unit = "%" if row.measure == "level" else label("heads.points", lang)
        measure = (
            "" if row.measure == "level" else labels.brackets(label(f"measure.{row.measure}", lang), lang)
        )
        promised = exhibits.opened(places, row.target_doc, row.target_start)
        reached = exhibits.opened(places, row.result_doc, row.result_start)
        rows.append(
            (
                Cell(labels.place(row.entity, lang)),
                Cell(f"{labels.indicator(row.indicator, lang)}{measure}{outside(row, lang)}"),
                Cell(row.period),
                Cell(labels.bounded(aim, row.target_bound, lang), promised),
                Cell(labels.bounded(result, row.result_bound, lang), reached),
                Cell(f"{gap} {unit}", (*promised, *reached)),
            )
        )
    title, note = label("tables.deviations.title", lang), label("tables.deviations.note", lang)
    return Table("deviations", lang, title, columns, tuple(rows), note)


def context(
    table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> list[Table]:
    """The parks' growth beside that of the areas they lie in; no table where the study gives none."""
    if table.empty:
        return []
    places = exhibits.places(observations, documents)
    names = [("park", "l", 2.6), ("indicator", "l", 3.6), ("year", "r", 1.2), ("growth", "r", 1.6)]
    names += [("area", "l", 2), ("area_growth", "r", 1.8), ("gap", "r", 1.8), ("source", "l", 4)]
    columns = tuple(Head(label(f"heads.{n}", lang), align=a, width=w) for n, a, w in names)  # type: ignore[arg-type]
    rows = tuple(
        (
            Cell(labels.place(row.entity, lang)),
            Cell(labels.indicator(row.indicator, lang) + outside(row, lang)),
            Cell(str(row.year)),
            Cell(
                labels.bounded(labels.number(row.growth_pct), row.bound, lang),
                exhibits.opened(places, row.doc, row.start),
            ),
            Cell(row.area),
            Cell(labels.number(row.area_growth_pct)),
            Cell(labels.signed(row.gap_pp, 1), exhibits.opened(places, row.doc, row.start)),
            Cell(row.source),
        )
        for row in schema.rows(_most_parks(table, "indicator"))
    )
    title, note = label("tables.context.title", lang), label("tables.context.note", lang)
    return [Table("context", lang, title, columns, rows, note)]


def constraint(row: Any, lang: str) -> str:
    """Return the wording class of a target with its word: 硬约束（确保）; blank where no word is there."""
    if row.constraint is None:
        return ""
    kind = label(f"constraint.{row.constraint}", lang)
    if row.constraint_word == kind:
        return kind
    return label("marks.because", lang, what=kind, why=row.constraint_word)


def _definition(ratio: dict[str, str], lang: str) -> str:
    return f"{ratio['zh']}：{ratio['definition']}" if lang == "zh" else ratio[lang]


def _most_parks(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return at most ``MOST_ROWS`` rows, those of the things that most parks have; the rest stays as it was sorted."""
    parks = table.groupby(by).park.transform("nunique")
    kept = table.assign(_parks=parks).sort_values("_parks", ascending=False, kind="stable").head(MOST_ROWS)
    return kept.drop(columns="_parks").sort_index()


def _bare(name: str) -> str:
    """Return an indicator's name without what stands in brackets."""
    return re.sub(r"（[^）]*）", "", name)


def _prices(row: dict[str, str], lang: str) -> str:
    """Return the prices of levels and growth in words: 水平现价，增长不变价."""
    level, growth = row["level_prices"], row["growth_prices"]
    if not level and not growth:
        return ""
    if level == growth:
        return label(f"prices.{level}", lang)
    words = label(f"prices.{growth}", lang) if growth else label("prices.unknown", lang)
    return label("prices.both", lang, level=label(f"prices.{level}", lang), growth=words)


def outside(row: Any, lang: str) -> str:
    """Return the perimeter in brackets where the indicator's name does not say it already."""
    if row.perimeter is None or harmonise.definition(row.indicator).get("perimeter") == row.perimeter:
        return ""
    return labels.brackets(labels.coded("scope", row.perimeter, lang), lang)


def _floor(row: Any) -> str:
    """Return the bound of an ambition: that of the target where the result is exact, else about."""
    return str(row.target_bound) if row.result_bound == "=" else "~"


def _plain(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell(str(value)) for value in values)
