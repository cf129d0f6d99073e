"""Comparison across parks: what compares with what and why, growth as stated, targets beside results.

Two figures compare as far as they agree in indicator, perimeter, the authority that defines it, prices, unit and period
(``FACETS``). A ranking is made of figures that agree in all of them, from ``MIN_RANKED`` parks up; anything else raises
``ComparabilityError``. A level is printed with its year.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import codebook, harmonise, schema
from .comparison_schema import COMPARABILITY, GROWTH, PAIRS, RANKING, TARGETS
from .errors import ComparabilityError
from .harmonise import own

# In what two figures can differ: the first seven make different things of them, the others different readings.
FACETS = (
    "indicator",
    "perimeter",
    "authority",
    "measure",
    "growth_base",
    "price_basis",
    "unit",
    "period",
    "bound",
    "finality",
)
_THING = FACETS[:7]
GRADES = ("same", "approximate", "other_period", "related")
MIN_RANKED = 5  # parks


def facets(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the facets of each figure, a column a facet, rows as in ``indicators``; what is not known is ``"?"``.

    The authority is the place whose definition a figure follows (``defined_by`` of ``definitions.csv``): blank for the
    nation's, the province's or city's code where each has its own, and the park's id where the text or the codebook
    does not say, so that such figures agree with those of no other park.
    """
    by = indicators.indicator.map(
        {i: harmonise.definition(i)["defined_by"] for i in indicators.indicator.unique()}
    )
    code = indicators.place_code.fillna(indicators.park)
    authority = pd.Series(
        np.select(
            [by == "nation", by == "province", by == "city"],
            [pd.Series("", index=by.index), code.str[:2], code.str[:4]],
            indicators.park,
        ),
        index=indicators.index,
    )
    money = {row["id"] for row in codebook.read_csv("indicators.csv") if row["dimension"] == "money"}
    has_price = indicators.indicator.isin(money) & indicators.measure.isin(["level", "growth", "increment"])
    return pd.DataFrame(
        {
            "indicator": indicators.indicator,
            "perimeter": indicators.perimeter.fillna(""),
            "authority": authority,
            "measure": indicators.measure,
            "growth_base": indicators.growth_base.fillna(""),
            "price_basis": indicators.price_basis.fillna("?").where(has_price, ""),
            "unit": indicators.unit,
            "period": indicators.period.fillna("?"),
            "bound": indicators.bound.mask(indicators.value_high.notna(), "range"),
            "finality": indicators.finality,
        }
    )


def pairs(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of figures of two parks within a group and measure, with its grade and what differs (``PAIRS``).

    ``same``: they agree in every facet, both exact and of known prices. ``approximate``: a bound, a range, unknown
    prices or another finality. ``other_period``: one definition, two periods. ``related``: two definitions. Figures of
    different groups are no pair. For a small table: the number of pairs grows with the square of the parks.
    """
    table = pd.concat([indicators[["group", "park", "doc", "start"]], facets(indicators)], axis=1)
    both = table.merge(table, on=["group", "measure"], suffixes=("_a", "_b"))
    both = both[both.park_a < both.park_b].reset_index(drop=True)
    differ = pd.DataFrame(
        {name: both[f"{name}_a"] != both[f"{name}_b"] for name in FACETS if name != "measure"}, dtype=bool
    )
    differ["price_basis"] |= both.price_basis_a == "?"
    differ["bound"] |= both.bound_a != "="
    of_thing = [name for name in _THING if name != "measure"]
    is_other = (differ[of_thing] & ~_unknown_alike(both)).any(axis=1)
    grade = np.select(
        [is_other, differ.period, differ.any(axis=1)], ["related", "other_period", "approximate"], "same"
    )
    names = np.array(differ.columns)
    differs = [";".join(names[row]) or None for row in differ.to_numpy()]
    made = both.assign(grade=pd.array(grade, dtype="str"), differs=pd.array(differs, dtype="str"))
    return PAIRS.conform(made)


def _unknown_alike(both: pd.DataFrame) -> pd.DataFrame:
    """Whether a facet differs only in that neither text tells it: such figures are not known to be different things."""
    alike = (both.price_basis_a == "?") & (both.price_basis_b == "?")
    return pd.DataFrame({name: alike & (name == "price_basis") for name in _THING if name != "measure"})


def last_results(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the last result, level and growth, of each park, indicator and perimeter: rows of ``indicators``.

    Only preferred figures for the park as a whole; of one year the whole year goes before its part.
    """
    rows = indicators[
        indicators.is_preferred
        & indicators.is_whole
        & (indicators.status != "target")
        & indicators.measure.isin(["level", "growth"])
        & indicators.year.notna()
    ]
    is_part = rows.period.str.len() > len("2020")
    rows = rows.assign(_part=is_part).sort_values(["year", "_part"], ascending=[False, True], kind="stable")
    last = rows.drop_duplicates(["park", "indicator", "perimeter", "measure", "growth_base"])
    return last.drop(columns="_part").sort_index()


def comparability(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return how many pairs of the parks' last results compare, a row a group and measure (``COMPARABILITY``).

    Only groups that two parks state. The pairs are counted, not made, so that hundreds of parks take no longer.
    """
    rows = last_results(indicators)
    table = pd.concat([rows[["group", "park"]], facets(rows)], axis=1)
    both = ["group", "measure"]
    table = table[table.groupby(both).park.transform("nunique") >= 2]
    counts = {
        "pairs": _pairs_within(table, both),
        "thing": _pairs_within(table, [*both, *(n for n in _THING if n != "measure")]),
        "time": _pairs_within(table, [*both, *(n for n in _THING if n != "measure"), "period"]),
        "same": _pairs_within(
            table[(table.bound == "=") & (table.price_basis != "?")],
            [*both, *(n for n in FACETS if n != "measure")],
        ),
    }
    made = pd.DataFrame(counts).fillna(0).astype("int64")
    groups = table.groupby(both)
    made["indicators"] = groups.indicator.agg(lambda ids: ";".join(sorted(set(ids))))
    made["parks"] = groups.park.nunique()
    made["approximate"] = made.time - made.same
    made["other_period"] = made.thing - made.time
    made["related"] = made.pairs - made.thing
    varied = pd.DataFrame({name: groups[name].nunique() > 1 for name in FACETS if name != "measure"})
    made["differs"] = [";".join(varied.columns[row]) or None for row in varied.to_numpy()]
    return COMPARABILITY.conform(made.reset_index())


def _pairs_within(table: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return for each group and measure the pairs of rows that share ``keys`` and are of two parks."""
    sizes = table.groupby(keys, sort=False).size()
    alone = table.groupby([*keys, "park"], sort=False).size()
    within = (sizes * (sizes - 1) // 2).groupby(["group", "measure"]).sum()
    return within - (alone * (alone - 1) // 2).groupby(["group", "measure"]).sum()


def levels_of_one_definition(indicators: pd.DataFrame, parks: int) -> pd.DataFrame:
    """Return the parks' last levels of what at least ``parks`` parks state in one definition and unit.

    Rows of ``indicators``: they agree in all that makes a thing what it is, and may differ in period and firmness.
    """
    rows = last_results(indicators)
    rows = rows[(rows.measure == "level") & (rows.indicator != "other")]
    kinds = facets(rows)
    stated = rows.park.groupby([kinds[name] for name in _THING]).transform("nunique")
    return rows[stated >= parks]


def comparable(indicators: pd.DataFrame, by: str, year: int, measure: str = "level") -> pd.DataFrame:
    """Return the results of ``by`` in ``year`` that agree in every facet, of the grade that most parks share.

    ``by`` is an indicator, or a group of definitions. Equal numbers of parks are settled by the facets' order.
    """
    rows = _results(indicators, by, year, measure)
    kinds = facets(rows)
    exact = rows[(kinds.bound == "=") & (kinds.price_basis != "?")]
    if exact.empty:
        return exact
    number = kinds.loc[exact.index].groupby(list(FACETS)).ngroup()
    return exact[number == number.value_counts().sort_index().idxmax()]


def rank(indicators: pd.DataFrame, by: str, year: int, measure: str = "level") -> pd.DataFrame:
    """Return the parks ranked by their results of ``by`` in ``year``, the highest first (contract ``RANKING``).

    Raises ComparabilityError, which names what differs, if the figures do not agree in every facet or fewer than
    ``MIN_RANKED`` parks state one. What agrees can be ranked by itself: ``rank(comparable(...), ...)``.
    """
    rows = _results(indicators, by, year, measure)
    where = f"{measure} of {by}, {year}"
    if rows.park.nunique() < MIN_RANKED:
        raise ComparabilityError.of(
            f"parks that state it: {rows.park.nunique()}",
            where=where,
            remedy=f"A ranking takes {MIN_RANKED} parks. Show the figures beside each other, with their years.",
        )
    kinds = facets(rows)
    differs = [name for name in FACETS if kinds[name].nunique() > 1]
    loose = {"bound": kinds.bound != "=", "price_basis": kinds.price_basis == "?"}
    differs += [name for name, is_loose in loose.items() if name not in differs and is_loose.any()]
    if differs:
        agree = comparable(indicators, by, year, measure).park.nunique()
        raise ComparabilityError.of(
            f"the figures do not rank: {'; '.join(_spread(rows, kinds, name) for name in differs)}",
            where=where,
            remedy=f"{agree} parks agree in everything (compare.comparable); from {MIN_RANKED} up they rank.",
            differs=differs,
        )
    places = rows.value.rank(ascending=False, method="min").astype("Int64")
    return RANKING.conform(rows.assign(rank=places, parks=len(rows)))


def _results(indicators: pd.DataFrame, by: str, year: int, measure: str) -> pd.DataFrame:
    """Return the preferred results of a year for parks as a whole, of an indicator or a group."""
    known = [row["id"] for row in codebook.read_csv("indicators.csv")]
    if by not in known and by not in {harmonise.definition(i)["group"] for i in known}:
        raise ComparabilityError.of(
            f"no indicator or group of definitions is called {by!r}",
            where=f"{measure}, {year}",
            remedy="Take an id of indicators.csv or a group of definitions.csv.",
        )
    named = indicators.indicator if by in known else indicators.group
    return indicators[
        (named == by)
        & (indicators.year == year).fillna(False)
        & (indicators.measure == measure)
        & (indicators.status != "target")
        & indicators.is_preferred
        & indicators.is_whole
    ]


def _spread(rows: pd.DataFrame, kinds: pd.DataFrame, name: str) -> str:
    """Return which parks have which value of a facet: perimeter 规模以上 (甲高新区), all (乙高新区)."""
    parks = rows.entity.groupby(kinds[name]).agg(lambda names: "、".join(sorted(set(names))))
    return f"{name} " + ", ".join(f"{value or 'all'} ({names})" for value, names in parks.items())


def growth(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the growth rates stated for each park as a whole (contract ``GROWTH``), of named indicators.

    The same rate stated twice is kept where it stands first; different rates for one thing all stay.
    """
    rows = own(observations, documents)
    rows = rows[
        (rows.measure == "growth") & (rows.unit == "%") & (rows.indicator != "other") & rows.value_high.isna()
    ]
    rows = rows.drop_duplicates(["doc", "indicator", "scope", "period", "status", "value"])
    return GROWTH.conform(rows.assign(growth_pct=rows.value))


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
    rows = _yearly_flows(observations, documents)
    aims = rows[rows.status == "target"]
    results = rows[(rows.status != "target") & (rows.value > 0)]
    results = results.sort_values("period", ascending=False, kind="stable").drop_duplicates([*thing, "unit"])
    both = aims.merge(results, on=[*thing, "unit"], suffixes=("", "_result"))
    both = both[both.period_result < both.period]
    both = both.merge(rates, how="left", on=[*thing, "period"], suffixes=("", "_rate"))
    return TARGETS.conform(
        both.assign(
            result=both.value_result,
            result_period=both.period_result,
            result_status=both.status_result,
            target=both.value,
            target_period=both.period,
            target_bound=both.bound,
            implied_growth_pct=(both.value / both.value_result - 1) * 100,
            stated_growth_pct=both.growth_pct,
            stated_growth_bound=both.bound_rate,
            stated_growth_start=both.start_rate,
            result_start=both.start_result,
            target_start=both.start,
        )
    )


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


def rankable(indicators: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Return indicator, measure and year of every ranking that can be made of comparable results, in that order."""
    rows = last_results(indicators)
    kinds = facets(rows)
    exact = kinds[(kinds.bound == "=") & (kinds.price_basis != "?") & (kinds.period.str.len() == len("2020"))]
    parks = rows.park.groupby([exact[name] for name in FACETS]).nunique()
    enough = parks[parks >= MIN_RANKED].reset_index()
    return sorted({(row.indicator, row.measure, int(row.period)) for row in schema.rows(enough)})
