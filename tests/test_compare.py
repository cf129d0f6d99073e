"""Comparison: like with like, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import compare, schema

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"}, {"entity": "乙高新区"})


def test_own_is_the_place_itself_as_a_whole():
    read = observations({}, {"entity": "丙公司"}, {"scope": "省级"}, {"doc": "001", "entity": "乙高新区"})
    assert list(compare.own(read, DOCS).index) == [0, 3]


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


def test_disclosure_counts_scopes_and_measures_alike():
    read = observations(
        {"scope": "省级"},
        {"status": "target", "measure": "growth"},
        {"indicator": "exports", "status": "target"},
    )
    found = compare.disclosure(read, DOCS)
    assert [(r.indicator, r.has_result, r.has_target) for r in found.itertuples()] == [
        ("exports", False, True),
        ("gdp", True, True),
    ]


@pytest.mark.parametrize("make", [compare.growth, compare.targets, compare.levels, compare.disclosure])
def test_no_observations_give_an_empty_table(make):
    assert make(observations(), DOCS).empty
