"""Indicators → the panel of parks and years, long and wide, and how much of it is empty.

Results for whole years of parks as a whole, one source each. Nothing is filled in: a cell that no document states is
missing, and the coverage tells what is missing from what cannot be known.
"""

from __future__ import annotations

import pandas as pd

from . import harmonise
from .comparison_schema import COVERAGE, PANEL

_FIGURE = ["indicator", "perimeter", "measure"]


def long(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the preferred results for whole years, a row a figure (contract ``PANEL``), of named indicators."""
    is_year = indicators.period.str.fullmatch(r"\d{4}").fillna(False).astype("bool")
    return PANEL.conform(
        indicators[indicators.is_preferred & indicators.is_whole & (indicators.status != "target") & is_year]
    )


def wide(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the panel with a row a park and year, a column a figure: ``net_profit[规模以上].level.CNY``.

    The perimeter stands in brackets, the unit last: a sum in dollars of a year without a rate has a column of its own.
    Of two growth rates that differ in their base only the first named stays; the long panel has both.
    """
    perimeter = panel.perimeter.map("[{}]".format, na_action="ignore").astype("str").fillna("")
    column = panel.indicator + perimeter + "." + panel.measure + "." + panel.unit
    rows = panel.assign(column=column).drop_duplicates(["park", "year", "column"])
    table = rows.pivot(index=["park", "entity", "year"], columns="column", values="value")
    return table.sort_index(axis=1).sort_index().reset_index().rename_axis(columns=None)


def coverage(panel: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return for each year and figure how many parks have it, lack it, or may have it unseen (``COVERAGE``).

    The parks are those with any document about the year: a park without one is not part of it. ``missing`` counts those
    of which a whole document is there that does not state the figure, ``unknowable`` those of which there are only
    excerpts and cut texts.
    """
    zones = documents[(documents.place_kind == "zone").fillna(False) & documents.entity.notna()]
    zones = zones[zones.subject_year.notna()]
    ids = [harmonise.park_id(name, doc) for name, doc in zip(zones.entity, zones.doc, strict=True)]
    seen = pd.DataFrame({"park": pd.array(ids, dtype="str"), "year": zones.subject_year.to_numpy()})
    seen["is_whole"] = (zones.completeness == "complete").to_numpy()
    stated = panel[["park", "year"]].drop_duplicates().assign(is_whole=False)
    parks = pd.concat([seen, stated]).groupby(["park", "year"], as_index=False).is_whole.any()
    of_year = parks.groupby("year").is_whole.agg(["size", "sum"])
    is_whole = panel[["park", "year"]].merge(parks, how="left", on=["park", "year"]).is_whole.to_numpy()
    table = panel.assign(is_whole=is_whole)
    table = table.drop_duplicates(["park", "year", *_FIGURE])
    groups = table.groupby(["year", *_FIGURE], dropna=False, as_index=False)
    found = groups.agg(n=("park", "size"), whole=("is_whole", "sum"))
    all_parks, whole_parks = found.year.map(of_year["size"]), found.year.map(of_year["sum"])
    missing = whole_parks - found.whole
    return COVERAGE.conform(found.assign(missing=missing, unknowable=all_parks - found.n - missing))
