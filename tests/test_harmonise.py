"""Harmonising: one unit and one park id, definitions kept apart, one source preferred; worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import codebook, harmonise, schema
from analysis.comparison_schema import FINALITIES

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"}, {"entity": "乙高新区"})


def only(*rows: dict[str, object], docs: pd.DataFrame = DOCS):
    """Return the one indicator made of these observations."""
    (row,) = schema.rows(harmonise.build(observations(*rows), docs))
    return row


def test_own_is_the_place_itself_as_a_whole():
    read = observations({}, {"entity": "丙公司"}, {"scope": "省级"}, {"doc": "001", "entity": "乙高新区"})
    assert list(harmonise.own(read, DOCS).index) == [0, 3]


def test_a_row_names_its_observation():
    row = only({"start": 40, "end": 44})
    assert (row.doc, row.start, row.end) == ("000", 40, 44)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("绵阳高新区", "mianyang"),
        ("绵阳高新技术产业开发区", "mianyang"),
        ("绵阳国家高新技术产业开发区", "mianyang"),
        ("厦门高新区", "xiamen_torch"),
        ("东江高新技术产业开发区", "东江高新区"),
        ("东江高新区", "东江高新区"),
        ("东江经济技术开发区", "东江经开区"),
        ("绵阳", "绵阳"),
    ],
)
def test_ids_of_parks(name: str, expected: str):
    assert harmonise.park_id(name, "000") == expected


@pytest.mark.parametrize("name", ["XX高新区", "高新区", "某高新区", "××高新区", "园区"])
def test_two_documents_that_name_no_place_speak_of_two_parks(name: str):
    assert harmonise.park_id(name, "000") != harmonise.park_id(name, "001")


def test_a_park_s_figure_counts_wherever_it_stands_a_city_s_and_a_firm_s_do_not():
    docs = documents(
        {"entity": "东江高新区"}, {"entity": "东江市", "place_kind": "city", "genre": "communique"}
    )
    read = observations(
        {"doc": "001", "entity": "东江高新技术产业开发区"},
        {"doc": "001", "entity": "东江市"},
        {"doc": "001", "entity": "西岭高新区"},  # no document is about it and parks.csv lacks it
        {"entity": "东江电机公司"},
    )
    assert [(r.doc, r.park) for r in schema.rows(harmonise.build(read, docs))] == [("001", "东江高新区")]


@pytest.mark.parametrize(
    ("observed", "value", "unit", "rate"),
    [
        # 3.1 亿美元 x 6.1607 = 19.09817 亿元
        ({"value": 3.1e8, "unit": "USD", "period": "2014"}, 1.909817e9, "CNY", 6.1607),
        ({"value": 1e8, "unit": "USD", "period": "2019-01/2019-06"}, 6.907e8, "CNY", 6.9070),
        ({"value": 1e8, "unit": "USD", "period": "1984"}, 1e8, "USD", None),  # no checked rate
        ({"value": 1e8, "unit": "USD", "period": "2018/2019"}, 1e8, "USD", None),  # no one year
        ({"value": 1e8, "unit": "USD", "period": None}, 1e8, "USD", None),
        ({"value": 3.1e8, "unit": "CNY", "period": "2014"}, 3.1e8, "CNY", None),
        ({"value": 15.0, "unit": "mu"}, 10000.0, "m2", None),  # 15 mu are a hectare
        ({"value": 6.0, "unit": "km"}, 6.0, "km", None),
    ],
)
def test_units_of_comparison(observed: dict[str, object], value: float, unit: str, rate: float | None):
    row = only(observed)
    assert (row.value, row.unit) == (pytest.approx(value), unit)
    assert (row.original_value, row.original_unit) == (observed["value"], observed["unit"])
    assert row.exchange_rate == rate


def test_both_ends_of_a_range_are_converted():
    row = only({"value": 1e8, "value_high": 2e8, "unit": "USD", "period": "2014"})
    assert row.value_high == pytest.approx(12.3214e8)
    assert row.original_value_high == 2e8


@pytest.mark.parametrize(
    ("observed", "perimeter", "is_whole"),
    [
        ({}, None, True),
        ({"scope": "规上工业企业"}, "规模以上", True),
        ({"scope": "規模以上"}, "规模以上", True),
        ({"scope": "省级"}, "省级", False),
        ({"indicator": "industrial_output_above_scale"}, "规模以上", True),
        ({"indicator": "industrial_output_above_scale", "scope": "化工"}, "化工", False),
        ({"indicator": "industrial_output"}, None, True),
    ],
)
def test_perimeters(observed: dict[str, object], perimeter: str | None, is_whole: bool):
    row = only(observed)
    assert (row.perimeter, row.is_whole) == (perimeter, is_whole)


def test_related_definitions_share_a_group_and_stay_apart():
    read = observations(
        {"indicator": "fiscal_revenue", "value": 20.0},
        {"indicator": "fiscal_revenue_unspecified", "value": 15.0},
        {"indicator": "general_budget_revenue", "value": 12.0},
    )
    made = harmonise.build(read, DOCS)
    assert list(made.value) == [20.0, 15.0, 12.0]
    assert made.indicator.nunique() == 3
    assert set(made.group) == {"fiscal_revenue"}
    assert made.is_preferred.all()


@pytest.mark.parametrize(
    ("observed", "basis"),
    [
        ({"indicator": "gdp"}, "current"),
        ({"indicator": "gdp", "measure": "growth"}, "constant"),
        ({"indicator": "exports", "measure": "growth"}, "current"),
        ({"indicator": "exports", "measure": "growth", "price_basis": "constant"}, "constant"),
        ({"indicator": "disposable_income", "measure": "growth"}, None),  # both are in use
        ({"indicator": "enterprises", "unit": "count"}, None),
        ({"indicator": "gdp", "measure": "share"}, None),
    ],
)
def test_prices_are_the_text_s_else_the_definition_s(observed: dict[str, object], basis: str | None):
    assert only(observed).price_basis == basis


def preferred(made: pd.DataFrame) -> list[float]:
    """Return the values of the rows that are preferred."""
    return [row.value for row in schema.rows(made) if row.is_preferred]


SOURCES = documents(
    {"entity": "甲高新区", "genre": "news", "date": "2021-03-01"},
    {"entity": "甲高新区", "genre": "work_report", "date": "2021-02-01"},
    {"entity": "甲高新区", "genre": "communique", "date": "2021-05-01"},
    {"entity": "甲高新区", "genre": "communique", "date": "2021-06-01"},
    {"entity": "甲市", "genre": "communique", "date": "2021-07-01", "place_kind": "city"},
)


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        # a communique before a report before news
        ([{"value": 1.0}, {"value": 2.0, "doc": "001"}, {"value": 3.0, "doc": "002"}], 3.0),
        ([{"value": 1.0}, {"value": 2.0, "doc": "001"}], 2.0),
        # final before preliminary before 预计, whatever the document
        (
            [
                {"value": 1.0},
                {"value": 2.0, "doc": "002", "sentence": "初步核算，1亿元。"},
                {"value": 3.0, "doc": "001", "status": "estimate"},
            ],
            1.0,
        ),
        (
            [
                {"value": 2.0, "doc": "000", "sentence": "初步核算，1亿元。"},
                {"value": 3.0, "doc": "001", "status": "estimate"},
            ],
            2.0,
        ),
        # the later of two communiques, the park's own before the city's, an exact number before a bound
        ([{"value": 1.0, "doc": "002"}, {"value": 2.0, "doc": "003"}], 2.0),
        ([{"value": 1.0, "doc": "002"}, {"value": 2.0, "doc": "004"}], 1.0),
        ([{"value": 1.0, "doc": "002"}, {"value": 0.9, "doc": "003", "bound": ">"}], 1.0),
    ],
)
def test_one_source_is_preferred_and_all_are_kept(rows: list[dict[str, object]], value: float):
    made = harmonise.build(observations(*rows), SOURCES)
    assert len(made) == len(rows)
    assert preferred(made) == [value]


def test_things_that_differ_each_have_their_own_source():
    read = observations(
        {"value": 1.0},
        {"value": 2.0, "period": "2021"},
        {"value": 3.0, "status": "target"},
        {"value": 4.0, "measure": "growth"},
        {"value": 5.0, "scope": "规模以上"},
        {"value": 6.0, "scope": "省级"},
        {"value": 7.0, "doc": "001", "entity": "乙高新区"},
    )
    assert harmonise.build(read, DOCS).is_preferred.all()


@pytest.mark.parametrize(
    ("rows", "rivals"),
    [
        ([{"value": 162.0}, {"value": 75.0}], 1),
        ([{"value": 8.0}, {"value": 30.0, "bound": ">"}], 1),
        ([{"value": 162.0}, {"value": 162.0}], 0),
        ([{"value": 60.0}, {"value": 50.0, "bound": ">"}], 0),
        ([{"value": 398.2}, {"value": 400.0, "bound": "~"}], 0),
        ([{"value": 4.0}, {"value": 3.0, "value_high": 5.0}], 0),
        ([{"value": 162.0}, {"value": 75.0, "status": "estimate"}], 0),
        ([{"value": 162.0, "doc": "001"}, {"value": 75.0}], 0),  # the report and the news differ
    ],
)
def test_values_of_one_source_that_exclude_each_other(rows: list[dict[str, object]], rivals: int):
    made = harmonise.build(observations(*rows), SOURCES)
    assert set(made.rivals) == {rivals}
    assert len(preferred(made)) == (0 if rivals else 1)


@pytest.mark.parametrize("observed", [{"period": None}, {"indicator": "other"}])
def test_what_has_no_year_or_no_name_is_never_preferred(observed: dict[str, object]):
    assert not only(observed).is_preferred


@pytest.mark.parametrize(
    ("period", "year"),
    [("2014", 2014), ("2019-06", 2019), ("2019-01/2019-06", 2019), ("2018/2019", None), (None, None)],
)
def test_the_year_of_a_period(period: str | None, year: int | None):
    assert only({"period": period}).year == year


def test_no_observations():
    assert harmonise.build(observations(), DOCS).empty


def test_every_sum_of_money_has_a_definition_and_every_definition_an_indicator():
    indicators = {row["id"]: row for row in codebook.read_csv("indicators.csv")}
    defined = [row["indicator"] for row in codebook.read_csv("definitions.csv")]
    assert len(set(defined)) == len(defined)
    assert set(defined) <= set(indicators)
    assert {i for i, row in indicators.items() if row["dimension"] == "money"} <= set(defined)


def test_definitions_are_complete():
    for row in codebook.read_csv("definitions.csv"):
        assert row["zh"] and row["en"] and row["source"] and row["group"]
        assert row["defined_by"] in ("nation", "province", "city", "none")
        assert {row["level_prices"], row["growth_prices"]} <= {"", "current", "constant"}


def test_the_order_of_sources_knows_every_genre_and_finality():
    places = {(row["facet"], row["value"]) for row in codebook.read_csv("source_order.csv")}
    assert {value for facet, value in places if facet == "genre"} == set(schema.GENRES)
    assert {value for facet, value in places if facet == "finality"} == set(FINALITIES)


def test_ids_and_names_of_parks_are_unique():
    rows = codebook.read_csv("parks.csv")
    names = [
        name for row in rows for name in (row["name"], row["full_name"], *row["aliases"].split(";")) if name
    ]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len(set(names)) == len(names)
