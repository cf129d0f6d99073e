"""Indicators → ratios of two figures of one document, which compare between parks where levels do not.

A ratio is made only of figures of one document, park, perimeter, period, unit and status; both stay named. A part over
the whole (above-scale output over all output) is the one case of two perimeters: its indicators carry them.
"""

from __future__ import annotations

import pandas as pd

from . import codebook
from .comparison_schema import RATIOS

_SAME = ["doc", "park", "scope_key", "period", "unit"]
# What is left of a quotient's bound: one side exact, the other's bound as it is or turned round.
_TURNED = {"=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">=", "~": "~"}


def build(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios of ``ratios.csv`` that the documents allow, in % (contract ``RATIOS``).

    Levels only, single values, of a period that is known; a denominator of 0 gives none, and neither does a figure
    of which its document states two values. A result and an estimate do not mix; a plan's completion takes the
    result over the target of the same period.
    """
    asked = {
        ratio[side] for ratio in codebook.read_csv("ratios.csv") for side in ("numerator", "denominator")
    }
    rows = indicators[
        indicators.indicator.isin(asked)
        & (indicators.measure == "level")
        & indicators.period.notna()
        & indicators.value_high.isna()
    ]
    thing = ["doc", "park", "indicator", "perimeter", "period", "unit", "status"]
    rows = rows[rows.groupby(thing, dropna=False).value.transform("nunique") == 1].drop_duplicates(thing)
    made = [_ratio(rows, ratio) for ratio in codebook.read_csv("ratios.csv")]
    return RATIOS.conform(pd.concat(made, ignore_index=True))


def _ratio(rows: pd.DataFrame, ratio: dict[str, str]) -> pd.DataFrame:
    """Return one ratio wherever both its figures stand."""
    above = _side(rows, ratio["numerator"], ratio["numerator_status"], ratio)
    below = _side(rows, ratio["denominator"], ratio["denominator_status"], ratio)
    keys = _SAME if ratio["numerator_status"] != ratio["denominator_status"] else [*_SAME, "status"]
    both = above.merge(below, on=keys, suffixes=("", "_below"))
    both = both[both.value_below != 0]
    return pd.DataFrame(
        {
            "park": both.park,
            "entity": both.entity,
            "ratio": pd.Series(ratio["id"], index=both.index, dtype="str"),
            "perimeter": both.perimeter,
            "period": both.period,
            "status": both.status,
            "bound": _bounds(both.bound, both.bound_below),
            "value_pct": both.value / both.value_below * 100,
            "numerator": both.value,
            "denominator": both.value_below,
            "unit": both.unit,
            "doc": both.doc,
            "numerator_start": both.start,
            "denominator_start": both.start_below,
        }
    )[both.is_whole | (ratio["numerator"] == ratio["denominator"])]


def _side(rows: pd.DataFrame, indicator: str, status: str, ratio: dict[str, str]) -> pd.DataFrame:
    """Return the figures of one side of a ratio; the perimeter counts unless the ratio is of a part to its whole."""
    is_target = rows.status == "target"
    side = rows[(rows.indicator == indicator) & (is_target == (status == "target"))]
    of_part = ratio["perimeter"] == "part"
    return side.assign(scope_key="" if of_part else side.perimeter.fillna(""))


def _bounds(above: pd.Series, below: pd.Series) -> pd.Series:
    """Return the bound of each quotient of positive numbers: ``~`` where the two sides pull apart."""
    turned = below.map(_TURNED).astype("str")
    strict = above.where(above.str.len() < turned.str.len(), turned)
    two = strict.where(above.str[0] == turned.str[0], "~")
    return turned.where(above == "=", above.where(below == "=", two)).astype("str")
