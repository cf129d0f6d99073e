"""Ratios of two figures of one document, worked by hand."""

from __future__ import annotations

import pytest

from analysis import codebook, harmonise, ratios, schema

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"}, {"entity": "甲高新区"}, {"entity": "乙高新区"})
OUTPUT = {"indicator": "industrial_output_above_scale", "value": 622e8}
ADDED = {"indicator": "industrial_value_added_above_scale", "value": 140e8}


def made(*rows: dict[str, object]):
    """Return the ratios of these observations."""
    return list(schema.rows(ratios.build(harmonise.build(observations(*rows), DOCS))))


@pytest.mark.parametrize(
    ("above", "below", "ratio", "value"),
    [
        (ADDED, OUTPUT, "value_added_rate_above_scale", 22.508039),  # 140 / 622
        (
            {"indicator": "profit_and_tax", "scope": "规上工业", "value": 42e8},
            OUTPUT,
            "profit_tax_to_output",
            6.752412,  # 42 / 622: a scope of the text and one of the definition are one perimeter
        ),
        (
            {"indicator": "fixed_asset_investment", "value": 234.25e8},
            {"value": 215e8},
            "investment_to_gdp",
            108.953488,
        ),
        (
            {"indicator": "profit", "value": 48.6e8},
            {"indicator": "main_business_revenue", "value": 506.1e8},
            "profit_margin",
            9.602845,
        ),
        # 3.1 亿美元 at 6.8999 yuan over 215 亿元
        (
            {"indicator": "exports", "value": 3.1e8, "unit": "USD"},
            {"value": 215e8},
            "export_to_gdp",
            9.948693,
        ),
        (
            {"indicator": "industrial_output_above_scale", "value": 438.5e8},
            {"indicator": "industrial_output", "value": 552e8},
            "above_scale_share",
            79.438406,
        ),
        (
            {"indicator": "invention_patents_granted", "unit": "count", "value": 32.0},
            {"indicator": "patents_granted", "unit": "count", "value": 153.0},
            "invention_share_granted",
            20.915033,
        ),
    ],
)
def test_ratios(above: dict[str, object], below: dict[str, object], ratio: str, value: float):
    (row,) = made(above, below)
    assert (row.ratio, row.value_pct) == (ratio, pytest.approx(value, abs=1e-6))
    assert (row.doc, row.numerator_start, row.denominator_start) == ("000", 0, 10)


def test_completion_is_the_result_over_the_plan_of_the_same_projects():
    plan = {"indicator": "project_investment_year", "scope": "区级重点项目"}
    (row,) = made(
        plan | {"value": 27.32e8},
        plan | {"value": 30.14e8, "status": "target"},
        plan | {"value": 50e8, "status": "target", "period": "2021"},
        plan | {"value": 50e8, "status": "target", "scope": "市级重点项目"},
    )
    assert (row.ratio, row.perimeter) == ("project_plan_completion", "区级重点项目")
    assert row.value_pct == pytest.approx(90.643663)  # 27.32 / 30.14
    assert (row.numerator_start, row.denominator_start) == (0, 10)


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2019"},
        {"doc": "001"},
        {"doc": "002", "entity": "乙高新区"},
        {"status": "estimate"},
        {"status": "target"},
        {"unit": "HKD"},
        {"scope": "化工"},
        {"value_high": 700e8},
        {"measure": "increment"},
        {"value": 0.0},
        {"period": None},
        {"indicator": "industrial_output"},
    ],
)
def test_what_makes_no_ratio(other: dict[str, object]):
    assert (
        made(ADDED | {"period": other.get("period", "2020")} if "unit" in other else ADDED, OUTPUT | other)
        == []
    )


def test_a_figure_that_its_document_states_twice_differently_makes_no_ratio():
    assert made(ADDED, ADDED | {"value": 150e8}, OUTPUT) == []
    assert len(made(ADDED, ADDED, OUTPUT)) == 1


@pytest.mark.parametrize(
    ("above", "below", "bound"),
    [
        ("=", "=", "="),
        (">", "=", ">"),
        ("=", ">", "<"),
        ("=", "<=", ">="),
        (">=", "<", ">"),
        (">", "<", ">"),
        (">", ">", "~"),
        ("~", "=", "~"),
        ("=", "~", "~"),
        ("<", ">=", "<"),
    ],
)
def test_the_bound_of_a_quotient(above: str, below: str, bound: str):
    (row,) = made(ADDED | {"bound": above}, OUTPUT | {"bound": below})
    assert row.bound == bound


def test_no_observations():
    assert made() == []


def test_the_table_of_ratios_names_indicators():
    ids = {row["id"] for row in codebook.read_csv("indicators.csv")}
    rows = codebook.read_csv("ratios.csv")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert {row["numerator"], row["denominator"]} <= ids
        assert {row["numerator_status"], row["denominator_status"]} <= {"result", "target"}
        assert row["perimeter"] in ("same", "part")
        assert row["zh"] and row["en"] and row["definition"] and row["source"]
