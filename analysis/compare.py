"""Comparison across parks: growth as stated, targets beside results, and who states what.

Nothing is ranked here: the documents are of different years and definitions. A level is printed with its year,
and stands beside another only where both have the same indicator, that is, the same definition by name.
"""

from __future__ import annotations

import pandas as pd

from . import codebook, schema


def own(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the observations about the place that their document is about, as a whole (no scope).

    A figure for a province in a park's report, or for one batch of projects, says nothing about the park.
    """
    place = observations.doc.map(documents.set_index("doc").entity)
    return observations[(observations.entity == place).fillna(False) & observations.scope.isna()]


def growth(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the growth rates stated for each park (contract ``GROWTH``), one an indicator, period and status.

    A rate that a document states twice is kept where it stands first. Rates of a named indicator only.
    """
    rows = own(observations, documents)
    rows = rows[
        (rows.measure == "growth") & (rows.unit == "%") & (rows.indicator != "other") & rows.value_high.isna()
    ]
    rows = rows.drop_duplicates(["doc", "indicator", "period", "status"])
    return schema.GROWTH.frame(
        [
            {
                "entity": row.entity,
                "indicator": row.indicator,
                "period": row.period,
                "status": row.status,
                "bound": row.bound,
                "growth_pct": row.value,
                "doc": row.doc,
                "start": row.start,
            }
            for row in schema.rows(rows)
        ]
    )


def stated_by(table: pd.DataFrame, parks: int) -> pd.DataFrame:
    """Return the rows of ``table`` whose indicator at least ``parks`` parks state."""
    count = table.groupby("indicator").entity.nunique()
    return table[table.indicator.isin(count.index[count >= parks])]


def targets(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return each target beside the last result of the same document, park and indicator (``TARGETS``).

    Only levels in the same unit, the result of an earlier year than the target, and only flows: of a stock (firms,
    areas, the sum of all projects) a text often gives a part without saying so. The implied growth compares the
    levels as printed: it is not the growth at constant prices that a document may state for the same pair.
    """
    levels = own(observations, documents)
    levels = levels[(levels.measure == "level") & (levels.indicator != "other") & levels.period.notna()]
    levels = levels[levels.period.fillna("").str.fullmatch(r"\d{4}") & levels.value_high.isna()]
    flows = {row["id"] for row in codebook.read_csv("indicators.csv") if row["nature"] == "flow"}
    levels = levels[levels.indicator.isin(flows)]
    results = levels[levels.status != "target"]
    rows = []
    for target in schema.rows(levels[levels.status == "target"]):
        same = (
            (results.doc == target.doc)
            & (results.indicator == target.indicator)
            & (results.unit == target.unit)
        )
        earlier = results[same & (results.period < target.period) & (results.value > 0)]
        if earlier.empty:
            continue
        result = next(schema.rows(earlier[earlier.period == earlier.period.max()]))
        rows.append(
            {
                "entity": target.entity,
                "indicator": target.indicator,
                "unit": target.unit,
                "result": result.value,
                "result_period": result.period,
                "result_status": result.status,
                "target": target.value,
                "target_period": target.period,
                "target_bound": target.bound,
                "implied_growth_pct": (target.value / result.value - 1) * 100,
                "doc": target.doc,
                "result_start": result.start,
                "target_start": target.start,
            }
        )
    return schema.TARGETS.frame(rows)


def levels(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the last result of each park and indicator: rows of ``observations``, one an entity and indicator.

    Parks' years differ; a table of these prints the year beside each value and ranks nothing.
    """
    rows = own(observations, documents)
    rows = rows[(rows.measure == "level") & (rows.status != "target") & (rows.indicator != "other")]
    rows = rows[rows.period.notna()].sort_values(
        ["entity", "indicator", "period", "doc", "start"], kind="stable"
    )
    last = rows.groupby(["entity", "indicator"]).period.transform("max")
    return rows[rows.period == last].drop_duplicates(["entity", "indicator"])


def disclosure(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return what each park states of each indicator: columns entity, indicator, has_result, has_target.

    Any measure and any scope counts: the table says who speaks of what, not how much.
    """
    place = observations.doc.map(documents.set_index("doc").entity)
    rows = observations[(observations.entity == place).fillna(False) & (observations.indicator != "other")]
    found = rows.assign(has_result=rows.status != "target", has_target=rows.status == "target")
    flags = found.groupby(["entity", "indicator"], as_index=False)[["has_result", "has_target"]].any()
    return flags.sort_values(["entity", "indicator"], ignore_index=True)
