"""Targets: wording, ambition and deviation, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import codebook, harmonise, schema, targets
from analysis.comparison_schema import CONSTRAINTS

from .frames import documents, observations

DOCS = documents(
    {"entity": "甲高新区", "genre": "work_report", "date": "2020-01"},
    {"entity": "甲高新区", "genre": "work_report", "date": "2022-01"},
)
RATE = {"measure": "growth", "period": "2020", "value": 10.1}
AIM = {"measure": "growth", "period": "2021", "value": 10.0, "status": "target", "bound": ">="}


@pytest.mark.parametrize(
    ("sentence", "number", "kind", "word"),
    [
        ("确保生产总值增长8%。", "8%", "hard", "确保"),
        ("必须完成投资30亿元。", "30亿元", "hard", "必须"),
        ("力争生产总值突破235亿元，增长10%以上。", "10%", "strive", "力争"),  # the verb governs both
        ("力爭生產總值達到8億元。", "8億元", "strive", "力争"),
        ("预期目标是增长7%。", "7%", "soft", "预期"),
        ("力争增长10%，确保增长8%。", "8%", "hard", "确保"),
        ("力争增长10%，确保增长8%。", "10%", "strive", "力争"),
        ("生产总值增长8%以上。", "8%", "hard", "以上"),
        ("生产总值增长8%左右。", "8%", "soft", "左右"),
        ("产值增长9%以上，投资增长5%左右。", "5%", "soft", "左右"),
        ("生产总值增长8%。", "8%", None, None),
        ("能耗下降2%，规模以上工业产值增长6%。", "6%", None, None),  # 以上 of 规模以上 bounds nothing
        ("节约用地30亩。", "30亩", None, None),
        ("上下联动，投资增长6%。", "6%", None, None),
        ("争取资金3亿元。", "3亿元", None, None),
        ("生产总值增长8%，力争实现开门红。", "8%", None, None),  # behind the number
    ],
)
def test_the_wording_of_a_target(sentence: str, number: str, kind: str | None, word: str | None):
    start = sentence.index(number)
    assert targets.constraint(sentence, start, start + len(number)) == (kind, word)


def ambitions(*rows: dict[str, object]) -> pd.DataFrame:
    """Return the ambitions of these observations."""
    read = observations(*rows)
    return targets.ambitions(harmonise.build(read, DOCS), read)


def test_ambition_is_the_target_less_the_last_result():
    sentence = {
        "sentence": "确保增长10%以上。",
        "start": 114,
        "end": 117,
        "sentence_start": 110,
        "sentence_end": 120,
    }
    (row,) = schema.rows(ambitions(RATE, AIM | sentence))
    assert row.ambition_pp == pytest.approx(-0.1)  # 10 - 10.1
    assert (row.result_pct, row.target_pct, row.target_bound) == (10.1, 10.0, ">=")
    assert (row.result_period, row.target_period, row.price_basis) == ("2020", "2021", "constant")
    assert (row.constraint, row.constraint_word) == ("hard", "确保")
    assert (row.result_doc, row.result_start, row.doc, row.target_start) == ("000", 0, "000", 114)


def test_of_a_range_the_lower_end_counts():
    (row,) = schema.rows(ambitions(RATE, AIM | {"value": 11.0, "value_high": 13.0}))
    assert row.ambition_pp == pytest.approx(0.9)


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2019"},
        {"period": "2016/2020", "growth_base": "average_annual"},
        {"indicator": "gnp"},
        {"scope": "规模以上"},
        {"price_basis": "current"},
        {"status": "target"},
        {"period": "2020-01/2020-06"},
    ],
)
def test_what_is_no_last_result(other: dict[str, object]):
    assert ambitions(RATE | other, AIM).empty


def test_an_undefined_indicator_under_two_names_has_no_ambition():
    fiscal = {"indicator": "fiscal_revenue_unspecified"}
    was, aim = RATE | fiscal | {"label": "财政收入"}, AIM | fiscal
    assert ambitions(was, aim | {"label": "财税收入"}).empty
    assert len(ambitions(was, aim | {"label": "財政收入"})) == 1


def deviations(*rows: dict[str, object]) -> list[tuple[object, ...]]:
    """Return measure, target, result and deviation of these observations."""
    read = observations(*rows)
    found = targets.deviations(harmonise.build(read, DOCS), read)
    return [(row.measure, row.target, row.result, round(row.deviation, 6)) for row in schema.rows(found)]


def test_a_target_stands_beside_the_result_of_a_later_document():
    level = {"value": 235e8, "period": "2021", "status": "target", "bound": ">"}
    later = {"doc": "001", "period": "2021"}
    assert deviations(
        level, AIM, later | {"value": 230e8}, later | RATE | {"period": "2021", "value": 8.4}
    ) == [
        ("growth", 10.0, 8.4, -1.6),
        ("level", 235e8, 230e8, -2.12766),  # -5 / 235
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"doc": "000"},  # its own document
        {"status": "estimate"},
        {"period": "2020"},
        {"unit": "USD", "period": "2021", "indicator": "exports"},
        {"scope": "规模以上"},
    ],
)
def test_what_is_no_result_of_a_target(other: dict[str, object]):
    level = {"value": 235e8, "period": "2021", "status": "target"}
    assert deviations(level, {"doc": "001", "period": "2021", "value": 230e8} | other) == []


def test_words_have_a_class_and_a_reason():
    rows = codebook.read_csv("constraint_words.csv")
    assert {row["class"] for row in rows} == set(CONSTRAINTS)
    assert {row["governs"] for row in rows} == {"what follows", "its number"}
    assert all(row["reason"] for row in rows)
