"""Scores against cases that are worked out by hand in the comments."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis import evaluate
from analysis.errors import SchemaError

ROW = {
    "doc": "000",
    "start": 10,
    "end": 15,
    "indicator": "gdp",
    "measure": "level",
    "value": 2.15e10,
    "value_high": None,
    "unit": "CNY",
    "period": "2014",
    "status": "actual",
    "bound": "=",
    "entity": "青山高新区",
}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=list(ROW))


def test_precision_recall_and_f1() -> None:
    # Two of three reference rows are found, with one row too many; one of the pairs has a wrong entity, so core
    # agrees in 2 of 3 and 3, full in 1 of 3 and 3.
    gold = table({}, {"start": 20, "end": 25}, {"start": 30, "end": 35})
    found = table({}, {"start": 21, "end": 26, "entity": "他处"}, {"start": 50, "end": 55})
    scores = evaluate.score(gold, found)
    assert (scores.gold, scores.found, scores.paired) == (3, 3, 2)
    assert scores.detection.f1 == pytest.approx(2 / 3)
    assert scores.core.f1 == pytest.approx(2 / 3)
    assert scores.full.precision == scores.full.recall == pytest.approx(1 / 3)
    assert scores.fields["entity"] == 0.5
    assert scores.fields["value"] == 1.0


@pytest.mark.parametrize(
    ("change", "is_right"),
    [
        ({}, True),
        ({"value": 2.15e10 + 1}, True),  # within a millionth
        ({"value": 2.16e10}, False),
        ({"value_high": 3e10}, False),
        ({"period": None}, False),
        ({"bound": ">"}, True),  # not of the core
    ],
)
def test_core(change: dict[str, object], is_right: bool) -> None:
    assert evaluate.score(table({}), table(change)).core.f1 == float(is_right)


def test_other_in_the_reference_forgives_the_indicator_only_there() -> None:
    assert evaluate.score(table({"indicator": "other"}), table({})).core.f1 == 1
    assert evaluate.score(table({}), table({"indicator": "other"})).core.f1 == 0


def test_the_larger_overlap_pairs_and_parts_of_a_file_are_one_file() -> None:
    gold = table({"doc": "004.01"})
    found = table(
        {"doc": "004.02", "start": 14, "end": 30, "unit": "USD"}, {"doc": "004", "start": 9, "end": 15}
    )
    scores = evaluate.score(gold, found)
    assert (scores.paired, scores.fields["unit"]) == (1, 1.0)


def test_nothing_found_is_zero_and_a_field_without_a_pair_is_missing() -> None:
    scores = evaluate.score(table({}), table())
    assert scores.detection.f1 == 0
    assert math.isnan(scores.fields["unit"])


def test_a_missing_column_is_an_error_that_names_it() -> None:
    with pytest.raises(SchemaError) as caught:
        evaluate.score(table({}).drop(columns="unit"), table({}))
    assert "unit" in caught.value.what
    assert caught.value.where == "evaluate.score, gold"
    assert caught.value.remedy
