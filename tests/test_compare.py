"""Comparison: like with like, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import compare, harmonise, schema
from analysis.errors import ComparabilityError

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"}, {"entity": "乙高新区"})


def test_growth_takes_rates_of_named_indicators_once():
    rate = {"measure": "growth", "value": 8.0}
    read = observations(
        rate,
        rate,  # the same again
        rate | {"value": 9.0},  # another rate for the same thing
        rate | {"period": "2021", "status": "target", "bound": ">="},
        rate | {"indicator": "other"},
        rate | {"indicator": "exports", "value": 1.0, "value_high": 3.0},
        rate | {"indicator": "exports", "scope": "民营企业"},
        rate | {"indicator": "net_profit", "scope": "规模以上"},
        {"indicator": "exports"},
    )
    found = compare.growth(read, DOCS)
    assert [
        (r.indicator, r.scope, r.period, r.status, r.bound, r.growth_pct) for r in schema.rows(found)
    ] == [
        ("gdp", None, "2020", "actual", "=", 8.0),
        ("gdp", None, "2020", "actual", "=", 9.0),
        ("gdp", None, "2021", "target", ">=", 8.0),
        ("net_profit", "规模以上", "2020", "actual", "=", 8.0),
    ]


def test_a_rate_without_a_period_is_kept_and_its_period_stays_unknown():
    (row,) = compare.growth(observations({"measure": "growth", "period": None}), DOCS).itertuples()
    assert not isinstance(row.period, str)


def test_stated_by():
    rate = {"measure": "growth"}
    read = observations(rate, rate | {"doc": "001", "entity": "乙高新区"}, rate | {"indicator": "exports"})
    rates = compare.growth(read, DOCS)
    assert set(compare.stated_by(rates, 2).indicator) == {"gdp"}
    assert set(compare.stated_by(rates, 1).indicator) == {"gdp", "exports"}
    assert compare.stated_by(rates, 3).empty


def test_a_target_stands_beside_the_last_earlier_result():
    read = observations(
        {"value": 100.0, "period": "2019"},
        {"value": 120.0, "period": "2020", "status": "estimate"},
        {"value": 150.0, "period": "2021", "status": "target", "bound": ">="},
    )
    (row,) = compare.targets(read, DOCS).itertuples()
    assert (row.result, row.result_period, row.result_status) == (120.0, "2020", "estimate")
    assert row.implied_growth_pct == pytest.approx(25.0)  # 150 / 120 - 1
    assert pd.isna(row.stated_growth_pct)
    assert (row.result_start, row.target_start) == (10, 20)


def test_the_growth_stated_for_a_target_stands_beside_the_implied_one():
    aim = {"period": "2021", "status": "target"}
    read = observations(
        {"value": 100.0}, aim | {"value": 110.0}, aim | {"measure": "growth", "value": 11.0, "bound": ">="}
    )
    (row,) = schema.rows(compare.targets(read, DOCS))
    assert (row.stated_growth_pct, row.stated_growth_bound) == (11.0, ">=")


@pytest.mark.parametrize(
    "result",
    [
        {"unit": "USD"},
        {"indicator": "exports"},
        {"period": "2021"},
        {"period": "2022"},
        {"period": "2020-01/2020-06"},
        {"doc": "001", "entity": "乙高新区"},
        {"scope": "工业"},
        {"value": 0.0},
        {"value_high": 2.0},
    ],
)
def test_what_is_no_basis_for_a_target(result):
    read = observations(result, {"value": 150.0, "period": "2021", "status": "target"})
    assert compare.targets(read, DOCS).empty


@pytest.mark.parametrize("first", ["规模以上工业企业", "規模以上", "规上"])
def test_forms_of_one_whole_are_one_scope(first):
    read = observations(
        {"scope": first, "value": 100.0},
        {"scope": "规模以上工业", "value": 110.0, "period": "2021", "status": "target"},
    )
    (row,) = schema.rows(compare.targets(read, DOCS))
    assert (row.scope, row.implied_growth_pct) == ("规模以上", pytest.approx(10.0))


def test_stocks_are_no_targets():
    stock = {"indicator": "enterprises_above_scale", "unit": "count"}
    read = observations(stock, stock | {"value": 2.0, "period": "2021", "status": "target"})
    assert compare.targets(read, DOCS).empty


def test_levels_are_the_last_of_each_park():
    read = observations(
        {"value": 1.0, "period": "2019"},
        {"value": 2.0, "period": "2020"},
        {"value": 9.0, "period": "2021", "status": "target"},
        {"value": 3.0, "period": "2020"},
        {"doc": "001", "entity": "乙高新区", "value": 5.0, "period": "2018"},
    )
    found = compare.levels(read, DOCS)
    assert {(r.entity, r.value, r.period) for r in found.itertuples()} == {
        ("甲高新区", 2.0, "2020"),
        ("乙高新区", 5.0, "2018"),
    }


@pytest.mark.parametrize("make", [compare.growth, compare.targets, compare.levels])
def test_no_observations_give_an_empty_table(make):
    assert make(observations(), DOCS).empty


# Ten parks that no text names, so that none is in parks.csv; the codes are of two provinces.
PARKS = [f"{sign}江高新区" for sign in "甲乙丙丁戊己庚辛"]
MANY = documents(
    *({"entity": park, "place_code": "370100" if n < 6 else "420100"} for n, park in enumerate(PARKS))
)


def indicators(*rows: dict[str, object], parks: int = len(PARKS)) -> pd.DataFrame:
    """Return indicators: one row a park, ``rows`` in turn changing the first ones; values fall from 100."""
    made = []
    for n in range(parks):
        plain = {"doc": f"{n:03}", "entity": PARKS[n], "value": 100.0 - n}
        made.append(plain | (rows[n] if n < len(rows) else {}))
    return harmonise.build(observations(*made), MANY)


def test_a_ranking_has_the_highest_first_and_shares_places():
    table = indicators({"value": 50.0}, {"value": 90.0}, {"value": 90.0}, parks=5)  # 50, 90, 90, 97, 96
    found = compare.rank(table, by="gdp", year=2020)
    assert [(row.rank, row.entity, row.value) for row in schema.rows(found)] == [
        (1, "丁江高新区", 97.0),
        (2, "戊江高新区", 96.0),
        (3, "丙江高新区", 90.0),
        (3, "乙江高新区", 90.0),
        (5, "甲江高新区", 50.0),
    ]
    assert set(found.parks) == {5}
    assert list(found.doc) == ["003", "004", "002", "001", "000"]


def test_four_parks_are_not_ranked():
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(indicators(parks=4), by="gdp", year=2020)
    assert (caught.value.what, caught.value.where) == ("parks that state it: 4", "level of gdp, 2020")
    assert caught.value.differs == ()


@pytest.mark.parametrize(
    ("other", "facet"),
    [
        ({"scope": "规模以上"}, "perimeter"),
        ({"unit": "USD", "period": "2020", "indicator": "gdp"}, None),  # becomes yuan
        ({"price_basis": "constant"}, "price_basis"),
        ({"period": "2020-01/2020-06"}, "period"),
        ({"bound": ">"}, "bound"),
        ({"value_high": 200.0}, "bound"),
        ({"status": "estimate"}, "finality"),
        ({"unit": "count"}, "unit"),
    ],
)
def test_one_figure_that_differs_stops_a_ranking_and_is_named(other: dict[str, object], facet: str | None):
    table = indicators(other)
    if facet is None:
        assert len(compare.rank(table, by="gdp", year=2020)) == 8
        return
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(table, by="gdp", year=2020)
    assert caught.value.differs == (facet,)
    assert facet in caught.value.what
    assert "甲江高新区" in caught.value.what
    assert "7 parks agree" in caught.value.remedy


def test_a_ranking_across_definitions_is_an_error():
    table = indicators(
        *[{"indicator": "operating_revenue"}] * 4, *[{"indicator": "main_business_revenue"}] * 4
    )
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(table, by="revenue", year=2020)
    assert caught.value.differs == ("indicator",)


def test_a_name_that_is_no_indicator_and_no_group_is_an_error():
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(indicators(), by="gdpp", year=2020)
    assert caught.value.what == "no indicator or group of definitions is called 'gdpp'"


@pytest.mark.parametrize(
    ("indicator", "parks", "differs"),
    [
        ("fiscal_revenue_unspecified", 8, ("authority",)),  # the texts do not say of which definition
        ("high_tech_output", 8, ("authority",)),  # two provinces, two lists of industries
        ("high_tech_output", 6, None),  # one province
        ("domestic_capital", 6, None),  # one city
        ("gdp", 8, None),  # the nation's
    ],
)
def test_figures_compare_where_one_authority_defines_them(
    indicator: str, parks: int, differs: tuple[str] | None
):
    table = indicators(*[{"indicator": indicator}] * parks, parks=parks)
    if differs is None:
        assert len(compare.rank(table, by=indicator, year=2020)) == parks
        return
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(table, by=indicator, year=2020)
    assert caught.value.differs == differs


def test_unknown_prices_do_not_rank():
    rate = {"indicator": "disposable_income", "measure": "growth"}
    with pytest.raises(ComparabilityError) as caught:
        compare.rank(indicators(*[rate] * 8), by="disposable_income", year=2020, measure="growth")
    assert caught.value.differs == ("price_basis",)


def test_what_agrees_can_be_ranked_by_itself():
    table = indicators({"scope": "规模以上"}, {"bound": "~"})
    agree = compare.comparable(table, by="gdp", year=2020)
    assert sorted(agree.entity) == sorted(PARKS[2:])
    assert list(compare.rank(agree, by="gdp", year=2020)["rank"]) == [1, 2, 3, 4, 5, 6]


def test_only_preferred_results_of_whole_parks_rank():
    read = [{"doc": f"{n:03}", "entity": park, "value": 100.0 - n} for n, park in enumerate(PARKS[:5])]
    more = [
        {"doc": "000", "entity": PARKS[0], "value": 900.0, "status": "target"},
        {"doc": "000", "entity": PARKS[0], "value": 900.0, "scope": "省级"},
        {"doc": "000", "entity": PARKS[0], "value": 900.0, "period": "2019"},
        {"doc": "000", "entity": PARKS[0], "value": 900.0, "measure": "increment"},
    ]
    found = compare.rank(harmonise.build(observations(*read, *more), MANY), by="gdp", year=2020)
    assert list(found.value) == [100.0, 99.0, 98.0, 97.0, 96.0]


@pytest.mark.parametrize(
    ("other", "grade", "differs"),
    [
        ({}, "same", None),
        ({"bound": "~"}, "approximate", "bound"),
        ({"value_high": 2.0}, "approximate", "bound"),
        ({"status": "estimate"}, "approximate", "finality"),
        ({"period": "2019"}, "other_period", "period"),
        ({"period": "2019", "bound": ">"}, "other_period", "period;bound"),
        ({"scope": "规模以上"}, "related", "perimeter"),
        ({"indicator": "gnp"}, "related", "indicator"),
        ({"price_basis": "constant", "period": "2019"}, "related", "price_basis;period"),
        ({"unit": "HKD"}, "related", "unit"),
    ],
)
def test_the_grade_of_a_pair(other: dict[str, object], grade: str, differs: str | None):
    table = indicators({}, other, parks=2)
    (row,) = schema.rows(compare.pairs(table))
    assert (row.grade, row.differs) == (grade, differs)
    assert {(row.doc_a, row.start_a), (row.doc_b, row.start_b)} == {("000", 0), ("001", 10)}
    # The count of pairs says the same as the pairs.
    (count,) = schema.rows(compare.comparability(table))
    assert {name: getattr(count, name) for name in compare.GRADES} == {
        name: int(name == grade) for name in compare.GRADES
    }
    assert (count.pairs, count.parks) == (1, 2)


def test_two_figures_of_unknown_prices_are_only_nearly_alike():
    rate = {"indicator": "disposable_income", "measure": "growth"}
    (row,) = schema.rows(compare.pairs(indicators(rate, rate, parks=2)))
    assert (row.grade, row.differs) == ("approximate", "price_basis")


@pytest.mark.parametrize("other", [{"indicator": "exports"}, {"measure": "share"}])
def test_figures_of_other_groups_and_measures_are_no_pair(other: dict[str, object]):
    table = indicators({}, other, parks=2)
    assert compare.pairs(table).empty
    assert compare.comparability(table).empty


def test_pairs_are_counted_as_they_are_made():
    # 规模以上: 4 parks; all: 4 parks, one of them of 2019, one a bound.
    table = indicators(*[{"scope": "规模以上"}] * 4, {"period": "2019"}, {"bound": ">"})
    (count,) = schema.rows(compare.comparability(table))
    # 8 x 7 / 2 = 28 pairs; across perimeters 4 x 4; of 2019 against 2020 3; bound against exact 2; the rest 6 + 1.
    assert (count.pairs, count.related, count.other_period, count.approximate, count.same) == (
        28,
        16,
        3,
        2,
        7,
    )
    made = compare.pairs(compare.last_results(table)).groupby("grade").size().to_dict()
    assert made == {"related": 16, "other_period": 3, "approximate": 2, "same": 7}
    assert count.differs == "perimeter;period;bound"


def test_last_results_are_of_the_last_year_and_of_the_whole_of_it():
    read = observations(
        {"value": 1.0, "period": "2019"},
        {"value": 2.0, "period": "2020"},
        {"value": 3.0, "period": "2020-01/2020-06"},
        {"value": 4.0, "period": "2021", "status": "target"},
        {"value": 5.0, "period": "2018/2022"},
    )
    found = compare.last_results(harmonise.build(read, DOCS))
    assert list(found.value) == [2.0]
