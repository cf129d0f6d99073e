"""The panel: what stands in it, its wide form, and what is missing from it."""

from __future__ import annotations

import pandas as pd

from analysis import claims, harmonise, panel, schema

from .frames import documents, observations

DOCS = documents(
    {"entity": "甲高新区", "subject_year": 2020},
    {"entity": "乙高新区", "subject_year": 2020},
    {"entity": "丙高新区", "subject_year": 2020, "completeness": "truncated"},
    {"entity": "丁高新区", "subject_year": 2019},
    {"entity": "甲市", "subject_year": 2020, "place_kind": "city"},
)


def long(*rows: dict[str, object]) -> pd.DataFrame:
    """Return the long panel of these observations."""
    return panel.long(harmonise.build(observations(*rows), DOCS))


def test_only_yearly_results_of_whole_parks_stand_in_it():
    found = long(
        {"value": 1.0},
        {"value": 2.0, "period": "2021", "status": "target"},
        {"value": 3.0, "period": "2020-01/2020-06"},
        {"value": 4.0, "scope": "省级"},
        {"value": 5.0, "indicator": "other"},
        {"value": 6.0, "period": None},
    )
    assert [(row.park, row.year, row.value, row.doc, row.start) for row in schema.rows(found)] == [
        ("甲高新区", 2020, 1.0, "000", 0)
    ]


def test_wide_has_a_row_a_park_and_year_and_leaves_the_rest_missing():
    found = panel.wide(
        long(
            {"value": 1.0},
            {"value": 2.0, "period": "2019"},
            {"value": 9.0, "measure": "growth"},
            {"value": 3.0, "doc": "001", "entity": "乙高新区", "indicator": "profit", "scope": "规上企业"},
        )
    )
    assert list(found.columns) == [
        "park",
        "entity",
        "year",
        "gdp.growth.%",
        "gdp.level.CNY",
        "profit[规模以上].level.CNY",
    ]
    cells = found.astype(object).where(found.notna(), None)
    assert [tuple(row) for row in cells.itertuples(index=False)] == [
        ("乙高新区", "乙高新区", 2020, None, None, 3.0),
        ("甲高新区", "甲高新区", 2019, None, 2.0, None),
        ("甲高新区", "甲高新区", 2020, 9.0, 1.0, None),
    ]


def test_coverage_tells_what_is_missing_from_what_cannot_be_known():
    # 2020: 甲 has it, 乙 has a whole document without it, 丙's document is cut off.
    (row,) = schema.rows(panel.coverage(long({"value": 1.0}), DOCS))
    assert (row.year, row.indicator, row.n, row.missing, row.unknowable) == (2020, "gdp", 1, 1, 1)


def test_coverage_of_a_year_that_only_another_year_s_document_states():
    # 甲's document of 2020 gives 2018: no whole document of that year is there, and no other park is in it.
    (row,) = schema.rows(panel.coverage(long({"period": "2018"}), DOCS))
    assert (row.year, row.n, row.missing, row.unknowable) == (2018, 1, 0, 0)


def test_coverage_of_a_cut_document_that_states_it():
    (row,) = schema.rows(panel.coverage(long({"doc": "002", "entity": "丙高新区"}), DOCS))
    assert (row.n, row.missing, row.unknowable) == (1, 2, 0)


def test_an_empty_panel():
    assert panel.coverage(long(), DOCS).empty
    assert list(panel.wide(long()).columns) == ["park", "entity", "year"]


def test_the_sentence_on_the_panel_counts_what_is_stated_missing_and_unknowable():
    figures = long({}, {"doc": "001", "entity": "乙高新区", "indicator": "profit"})
    (told,) = claims.panel(figures, panel.coverage(figures, DOCS))
    # Of 2020: two whole parks and a cut one; each of two figures is stated by one park.
    words = told.text["zh"]
    assert "2 个数值" in words and "2020年" in words
    assert "载有的 2 格" in words and "没有载的 2 格" in words and "无从得知的 2 格" in words


def test_an_empty_panel_is_called_empty():
    figures = long({"status": "target"})
    (told,) = claims.panel(figures, panel.coverage(figures, DOCS))
    assert "面板为空" in told.text["zh"]
