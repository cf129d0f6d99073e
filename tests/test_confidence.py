"""Confidence: what is seen of a row, and how often rows with such features proved right."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis import codebook, confidence
from scripts import calibrate

from .frames import documents, observations

DOCS = documents({"genre": "news", "date": "2020-05-01"}, {"genre": "plan"}, {"genre": None})
SLOTS = {"indicator_from": "stated", "period_from": "stated", "status_from": "document"}


def test_what_is_seen_of_a_row() -> None:
    read = observations(
        SLOTS,
        SLOTS | {"doc": "001", "indicator": "other", "period_from": "carried", "status_from": "stated"},
        SLOTS | {"doc": "002", "indicator_from": "carried", "period_from": "document", "measure": "rank"},
    )
    assert confidence.features(read, DOCS) == [
        ("genre=news", "dated=yes", "indicator=stated", "period=stated", "status=around", "measure=level"),
        ("genre=other", "dated=no", "indicator=other", "period=near", "status=stated", "measure=level"),
        ("genre=news", "dated=no", "indicator=carried", "period=document", "status=around", "measure=other"),
    ]


def test_a_row_added_by_hand_says_nothing_of_its_slots() -> None:
    assert confidence.features(observations({}), DOCS)[0][2:4] == ("indicator=stated", "period=stated")


def test_confidence_is_the_logistic_of_the_weights_that_hold() -> None:
    weights = {"all": 0.5, "a": 0.25, "b": -2.0}
    assert confidence.foretell(("a",), weights) == round(1 / (1 + math.exp(-0.75)), 3)
    assert confidence.foretell(("b", "unheard of"), weights) == round(1 / (1 + math.exp(1.5)), 3)


def test_each_row_takes_its_confidence_and_keeps_its_columns() -> None:
    read = observations(SLOTS, SLOTS | {"doc": "001", "indicator": "other", "period_from": "document"})
    got = confidence.assign(read, DOCS)
    assert list(got.columns) == list(read.columns)
    assert got.confidence.between(0, 1).all()
    assert got.confidence[0] > got.confidence[1]  # a dated text, a named indicator, a stated year


def test_the_table_holds_every_feature_with_what_it_rests_on() -> None:
    rows = {row["feature"]: row for row in codebook.read_csv("confidence.csv")}
    for name in (
        "all",
        "genre=news",
        "dated=no",
        "indicator=other",
        "period=document",
        "status=stated",
        "measure=growth",
    ):
        assert 0 < int(rows[name]["right"]) < int(rows[name]["rows"])
        assert abs(float(rows[name]["weight"])) < 5


def coded(doc: str, name: str, right: int, wrong: int) -> list[calibrate.Row]:
    return [calibrate.Row(doc, (name,), n < right) for n in range(right + wrong)]


def test_without_a_ridge_the_fit_gives_back_the_shares(monkeypatch) -> None:
    # 10 of 20 right with a, 18 of 20 with b: the maximum of the likelihood is the shares themselves.
    monkeypatch.setattr(calibrate, "RIDGE", 1e-9)
    weights = calibrate.fit([*coded("x", "a", 10, 10), *coded("y", "b", 18, 2)])
    assert weights["all"] + weights["a"] == pytest.approx(0.0, abs=1e-6)
    assert weights["all"] + weights["b"] == pytest.approx(math.log(9), abs=1e-6)


def test_the_ridge_draws_weights_to_nothing_and_leaves_the_common_share() -> None:
    weights = calibrate.fit([*coded("x", "a", 10, 10), *coded("y", "b", 18, 2)])
    assert abs(weights["a"]) < math.log(9) / 2
    assert weights["a"] == pytest.approx(
        -weights["b"], abs=1e-3
    )  # at the optimum the ridged weights sum to nothing


def test_a_document_is_foretold_from_the_others_alone() -> None:
    rows = [*coded("x", "a", 0, 10), *coded("y", "b", 10, 0), *coded("z", "a", 5, 0)]
    turned = [row if row.doc != "z" else row._replace(is_right=False) for row in rows]
    of_z = [[found[1:] for found in calibrate.foretold(one) if found[0].doc == "z"] for one in (rows, turned)]
    assert of_z[0] == of_z[1]
    assert all(value < 0.3 and overall == 0.5 for value, overall in of_z[0])


def test_the_table_says_how_many_it_rests_on() -> None:
    lines = calibrate.table([*coded("x", "a", 10, 10), *coded("y", "b", 18, 2)]).splitlines()
    assert lines[0] == "feature,rows,right,weight"
    assert [line.rsplit(",", 1)[0] for line in lines[1:]] == ["all,40,28", "a,20,10", "b,20,18"]
    assert np.isfinite([float(line.rsplit(",", 1)[1]) for line in lines[1:]]).all()
