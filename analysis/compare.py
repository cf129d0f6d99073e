"""Comparison across parks: growth as stated, targets beside results, and who states what.

Nothing is ranked here: the documents are of different years and definitions. A level is printed with its year,
and stands beside another only where both have the same indicator, that is, the same definition by name.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import codebook, schema
from .documents import simplified


def own(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the observations about the place that their document is about, as a whole.

    A figure for a province in a park's report, or for one batch of projects, says nothing about the park. A scope
    that zones report as their own total stays, under its one name in ``whole_scopes.csv`` (规上工业 as 规模以上),
    and is shown wherever it stays.
    """
    place = observations.doc.map(documents.set_index("doc").entity)
    names = {row["scope"]: row["name"] for row in codebook.read_csv("whole_scopes.csv")}
    scope = [None if pd.isna(text) else names.get(simplified(text), "") for text in observations.scope]
    named = observations.assign(scope=pd.array(scope, dtype="str"))
    return named[(named.entity == place).fillna(False) & (named.scope.isna() | (named.scope != ""))]


def growth(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the growth rates stated for each park as a whole (contract ``GROWTH``), of named indicators.

    The same rate stated twice is kept where it stands first; different rates for one thing all stay.
    """
    rows = own(observations, documents)
    rows = rows[
        (rows.measure == "growth") & (rows.unit == "%") & (rows.indicator != "other") & rows.value_high.isna()
    ]
    rows = rows.drop_duplicates(["doc", "indicator", "scope", "period", "status", "value"])
    kept = ["entity", "indicator", "scope", "period", "status", "bound", "doc", "start"]
    return schema.GROWTH.frame(
        [{name: getattr(row, name) for name in kept} | {"growth_pct": row.value} for row in schema.rows(rows)]
    )


def stated_by(table: pd.DataFrame, parks: int) -> pd.DataFrame:
    """Return the rows of ``table`` whose indicator at least ``parks`` parks state."""
    count = table.groupby("indicator").entity.nunique()
    return table[table.indicator.isin(count.index[count >= parks])]


def targets(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return each target beside the last result of the same document, park, indicator and scope (``TARGETS``).

    Only levels in the same unit, the result of an earlier year than the target, and only flows: of a stock (firms,
    areas, the sum of all projects) a text often gives a part without saying so. The implied growth compares the
    levels as printed: it is not the growth at constant prices that a document may state for the same pair.
    """
    thing = ["doc", "indicator", "scope"]
    rates = growth(observations, documents)
    rates = rates[rates.status == "target"].drop_duplicates([*thing, "period"])
    stated = {(r.doc, r.indicator, r.scope, r.period): r for r in schema.rows(rates)}
    results: dict[tuple[str, ...], Any] = {}
    found = []
    for row in schema.rows(_yearly_flows(observations, documents)):
        key = (row.doc, row.indicator, row.scope, row.unit)
        if row.status == "target":
            found.append((row, key))
        elif row.value > 0 and (key not in results or row.period > results[key].period):
            results[key] = row
    rows = []
    for target, key in found:
        result = results.get(key)
        if result is None or result.period >= target.period:
            continue
        rate = stated.get((target.doc, target.indicator, target.scope, target.period))
        rows.append(
            {
                "entity": target.entity,
                "indicator": target.indicator,
                "scope": target.scope,
                "unit": target.unit,
                "result": result.value,
                "result_period": result.period,
                "result_status": result.status,
                "target": target.value,
                "target_period": target.period,
                "target_bound": target.bound,
                "implied_growth_pct": (target.value / result.value - 1) * 100,
                "stated_growth_pct": rate and rate.growth_pct,
                "stated_growth_bound": rate and rate.bound,
                "doc": target.doc,
                "result_start": result.start,
                "target_start": target.start,
            }
        )
    return schema.TARGETS.frame(rows)


def _yearly_flows(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the parks' own levels of flows for whole years, single values only."""
    flows = {row["id"] for row in codebook.read_csv("indicators.csv") if row["nature"] == "flow"}
    rows = own(observations, documents)
    rows = rows[(rows.measure == "level") & rows.indicator.isin(flows) & rows.value_high.isna()]
    return rows[rows.period.fillna("").str.fullmatch(r"\d{4}")]


def levels(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the last result of each park, flow and scope: rows of ``observations``.

    Only flows, as for ``targets``. Parks' years differ; a table of these prints the year beside each value and ranks
    nothing.
    """
    thing = ["entity", "indicator", "scope"]
    rows = _yearly_flows(observations, documents)
    rows = rows[rows.status != "target"].sort_values([*thing, "period", "doc", "start"], kind="stable")
    last = rows.groupby(thing, dropna=False).period.transform("max")
    return rows[rows.period == last].drop_duplicates(thing)


def disclosure(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return what each park states of each indicator: columns entity, indicator, has_result, has_target.

    Any measure and any scope counts: the table says who speaks of what, not how much.
    """
    place = observations.doc.map(documents.set_index("doc").entity)
    rows = observations[(observations.entity == place).fillna(False) & (observations.indicator != "other")]
    found = rows.assign(has_result=rows.status != "target", has_target=rows.status == "target")
    flags = found.groupby(["entity", "indicator"], as_index=False)[["has_result", "has_target"]].any()
    return flags.sort_values(["entity", "indicator"], ignore_index=True)
