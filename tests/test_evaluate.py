"""Scores against cases that are worked out by hand in the comments."""

from __future__ import annotations

import csv
import itertools
import math
import shutil

import pandas as pd
import pytest

from analysis import codebook, evaluate, open_study
from analysis.errors import EvaluationError
from analysis.evaluate import bootstrap, record

from .conftest import NEWS, REPORT
from .frames import documents
from .test_build import gaoxin

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
    "quote": "215亿元",
}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=list(ROW))


def score(gold: pd.DataFrame, found: pd.DataFrame) -> evaluate.Scores:
    return evaluate.score(evaluate.pair(gold, found))


def test_precision_recall_and_f1() -> None:
    # Two of three reference rows are found, with one row too many; one of the pairs has a wrong entity, so core
    # agrees in 2 of 3 and 3, full in 1 of 3 and 3.
    gold = table({}, {"start": 20, "end": 25}, {"start": 30, "end": 35})
    found = table({}, {"start": 21, "end": 26, "entity": "他处"}, {"start": 50, "end": 55})
    scores = score(gold, found)
    assert scores.detection == evaluate.Agreement(3, 3, 2)
    assert scores.detection.f1 == pytest.approx(2 / 3)
    assert scores.core.f1 == pytest.approx(2 / 3)
    assert scores.full.precision == scores.full.recall == pytest.approx(1 / 3)
    assert scores.fields["entity"].f1 == 0.5
    assert scores.fields["value"].f1 == 1.0


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
    assert score(table({}), table(change)).core.f1 == float(is_right)


def test_other_in_the_reference_forgives_the_indicator_only_there() -> None:
    assert score(table({"indicator": "other"}), table({})).core.f1 == 1
    assert score(table({}), table({"indicator": "other"})).core.f1 == 0


def test_the_larger_overlap_pairs_and_parts_of_a_file_are_one_file() -> None:
    gold = table({"doc": "004.01"})
    found = table(
        {"doc": "004.02", "start": 14, "end": 30, "unit": "USD"}, {"doc": "004", "start": 9, "end": 15}
    )
    scores = score(gold, found)
    assert (scores.detection.right, scores.fields["unit"].f1) == (1, 1.0)


def test_nothing_found_is_zero_and_what_has_no_rows_is_missing() -> None:
    scores = score(table({}), table())
    assert (scores.detection.f1, scores.detection.recall) == (0, 0)
    assert math.isnan(scores.detection.precision)
    assert math.isnan(scores.fields["unit"].f1)


def test_a_missing_column_is_an_error_that_names_it() -> None:
    with pytest.raises(EvaluationError) as caught:
        score(table({}).drop(columns="unit"), table({}))
    assert "unit" in caught.value.what
    assert caught.value.where == "the reference"
    assert caught.value.remedy


def test_a_file_that_is_no_reference_coding(tmp_path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("doc,start\n000,zehn\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        evaluate.read_reference(path)
    assert "not a reference coding" in caught.value.what
    assert caught.value.where == "gold.csv"
    assert "gaoxin extract" in caught.value.remedy


def test_by_indicator_a_row_is_right_if_both_give_it_and_its_core_is_right() -> None:
    # gdp: two in the reference, two read, one of them with the wrong year; the third was read as exports.
    gold = table({}, {"start": 20, "end": 25}, {"start": 30, "end": 35, "indicator": "imports_exports"})
    found = table(
        {}, {"start": 20, "end": 25, "period": "2013"}, {"start": 30, "end": 35, "indicator": "exports"}
    )
    assert evaluate.by_indicator(evaluate.pair(gold, found)) == {
        "exports": evaluate.Agreement(0, 1, 0),
        "gdp": evaluate.Agreement(2, 2, 1),
        "imports_exports": evaluate.Agreement(1, 0, 0),
    }


def test_by_document_a_pair_belongs_to_the_references() -> None:
    gold = table({"doc": "004.01"}, {"doc": "005"})
    found = table({"doc": "004.02", "period": "2013"}, {"doc": "004.02", "start": 50, "end": 55})
    by = evaluate.by_document(evaluate.pair(gold, found))
    assert {doc: of["detection"] for doc, of in by.items()} == {
        "004.01": evaluate.Agreement(1, 1, 1),
        "004.02": evaluate.Agreement(0, 1, 0),
        "005": evaluate.Agreement(1, 0, 0),
    }
    assert by["004.01"]["core"].right == 0


def test_only_the_documents_named() -> None:
    rows = table({"doc": "a1"}, {"doc": "a2"}, {"doc": "b1"}, {"doc": "c1"})
    assert list(evaluate.of_documents(rows, ["a", "c1"]).doc) == ["a1", "a2", "c1"]
    assert len(evaluate.of_documents(rows, [])) == 4


def test_the_bootstrap_interval_is_near_the_exact_one() -> None:
    # Five documents of one row, three of them right: each resample is a draw with replacement, so that all 5^5 = 3125
    # are known. The exact percentiles of the mean are found by writing them all out.
    right = [1, 1, 1, 0, 0]
    means = sorted(sum(draw) / 5 for draw in itertools.product(right, repeat=5))
    exact = means[int(0.025 * len(means))], means[int(0.975 * len(means))]
    assert exact == (0.2, 1.0)  # by the binomial: P(0) = 0.4^5 = 0.010 < 0.025, P(5) = 0.6^5 = 0.078 > 0.025
    assert bootstrap.interval(right, [1] * 5) == exact


def test_the_interval_is_over_documents_not_rows() -> None:
    # Six documents alike: whichever are drawn, the ratio is the same, however many rows there are.
    assert bootstrap.interval([30] * 6, [40] * 6) == (0.75, 0.75)
    # All errors in one document of equal length: it may be missing from a draw, or come several times.
    low, high = bootstrap.interval([40, 40, 40, 40, 40, 0], [40] * 6)
    assert (low, high) == (0.5, 1.0)


def test_no_interval_below_five_documents_or_without_an_error() -> None:
    assert bootstrap.interval([1, 1, 1, 0], [1, 1, 1, 1]) is None
    assert bootstrap.interval([0] * 5, [0] * 5) is None
    # An error that was never seen is in no resample: certainty would be claimed from five documents.
    assert bootstrap.interval([4] * 5, [4] * 5) is None
    assert bootstrap.interval([0] * 5, [4] * 5) is None
    assert score(table({}), table({})).core.interval is None


def test_scores_carry_the_interval_of_f1() -> None:
    docs = [{"doc": name} for name in "abcdef"]
    scores = score(table(*docs), table(*docs[:5], {"doc": "f", "value": 1.0}))
    assert scores.documents == 6
    assert scores.detection.interval is None
    assert scores.core.interval == (0.5, 1.0)  # as above: all that is wrong is in one of six
    assert scores.fields["value"].interval == (0.5, 1.0)


def test_confusions_name_what_was_read_as_what_with_its_sentence() -> None:
    text = "青山高新区简报。全区完成产值5亿元。进出口3亿元。投资7亿元。"
    docs = documents({"file": "000.txt", "end": len(text)})

    def at(quote: str, **cells: object) -> dict[str, object]:
        start = text.index(quote)
        return {"start": start, "end": start + len(quote), "quote": quote} | cells

    gold = table(at("5亿元", value=5e8), at("3亿元", value=3e8, indicator="imports_exports"))
    found = table(at("5亿元", value=5e8, period=None, bound=">"), at("7亿元", value=7e8))
    listed = evaluate.confusions(evaluate.pair(gold, found), docs, {"000.txt": text})
    listed = listed.astype(object).where(listed.notna(), None)
    assert [
        tuple(row) for row in listed[["quote", "kind", "column", "reference", "read", "sentence"]].to_numpy()
    ] == [
        ("5亿元", "differs", "bound", "=", ">", "全区完成产值5亿元。"),
        ("5亿元", "differs", "period", "2014", None, "全区完成产值5亿元。"),
        ("3亿元", "missed", "row", "imports_exports level 300000000 CNY 2014 actual", None, "进出口3亿元。"),
        ("7亿元", "extra", "row", None, "gdp level 700000000 CNY 2014 actual", "投资7亿元。"),
    ]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A copy of the codebook to record in."""
    folder = tmp_path / "codebook"
    shutil.copytree(codebook.path_of("x").parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "evaluations.csv").write_text(
        ",".join(evaluate.record.EVALUATIONS.names) + "\n", encoding="utf-8"
    )
    monkeypatch.setattr(codebook, "_FOLDER", folder)
    codebook.read_csv.cache_clear()
    yield folder / "evaluations.csv"
    codebook.read_csv.cache_clear()


def test_a_score_is_recorded_once_with_the_hash_of_the_code(kept) -> None:
    scores = score(table({}, {"doc": "001"}), table({}))
    assert record.append("seeds", scores, "2020-05-17") is True
    codebook.read_csv.cache_clear()
    assert record.append("seeds", scores, "2020-05-18") is False
    (row,) = evaluate.recorded().to_dict("records")
    assert (row["set"], row["date"], row["code"]) == ("seeds", "2020-05-17", evaluate.code())
    assert (row["documents"], row["reference"], row["read"], row["paired"]) == (2, 2, 1, 1)
    assert (row["core_precision"], row["core_recall"], row["core_f1"]) == (1.0, 0.5, 0.6667)
    assert pd.isna(row["core_low"])
    assert row["period"] == 1.0


def test_other_scores_by_the_same_code_are_refused(kept) -> None:
    record.append("seeds", score(table({}), table({})), "2020-05-17")
    codebook.read_csv.cache_clear()
    with pytest.raises(EvaluationError) as caught:
        record.append("seeds", score(table({}, {"doc": "001"}), table({})), "2020-05-18")
    assert "other scores of seeds" in caught.value.what
    assert caught.value.where == "codebook/evaluations.csv"
    assert "another name" in caught.value.remedy


def test_a_set_needs_a_name_for_readers(kept) -> None:
    with pytest.raises(EvaluationError) as caught:
        record.append("mine", score(table({}), table({})), "2020-05-17")
    assert caught.value.where == "codebook/evaluation_sets.csv"
    assert "seeds" in caught.value.remedy


def test_what_is_recorded_and_printed_has_names_and_a_role() -> None:
    names = record.set_names()
    assert set(evaluate.recorded()["set"]) <= set(names)
    assert {row["role"] for row in names.values()} <= {"built", "held_out"}
    assert all(row["zh"] and row["en"] and row["reason"] for row in names.values())


def test_the_command_scores_the_machines_reading_whatever_was_corrected(make_study, tmp_path) -> None:
    change = "000,120亿元,完成生产总值,,change,period,2021,2020,前文所述为上一年,王"
    header = "doc,quote,before,after,action,column,expected,value,reason,by"
    root = make_study({"000.txt": REPORT, "001.txt": NEWS, "corrections.csv": f"{header}\n{change}\n"})
    study = open_study(root)
    gold = tmp_path / "gold.csv"
    study.machine_observations.to_csv(gold, index=False)
    done = gaoxin("evaluate", gold, root / "seeds", "-o", tmp_path / "differs.csv")
    assert done.returncode == 0, done.stderr
    assert [line.split()[:4] for line in done.stdout.splitlines() if line.startswith("core  ")] == [
        ["core", "1.0000", "1.0000", "1.0000"]
    ]
    assert "No intervals" in done.stdout
    assert "2 documents" in done.stdout
    with (tmp_path / "differs.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.DictReader(file)) == []
    study.observations.to_csv(gold, index=False)  # as corrected: the machine's reading differs in one period
    done = gaoxin("evaluate", gold, root / "seeds", "--docs", "000")
    assert "1 documents" in done.stdout
    assert "2020 → 2021 (1)" in done.stdout
