"""Two codings of the same clauses: kappa, alpha, halves, corrected shares; and the workbook of two coders."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from analysis import coders, discourse, reliability
from analysis.discourse_schema import CLAUSE_REFERENCE
from analysis.errors import EvaluationError
from analysis.reliability import Pair

from .frames import documents

NONE = frozenset()


def sets(*pairs):
    return [(frozenset(one), frozenset(other)) for one, other in pairs]


def coding(*rows):
    """Return a coding of (start, end, scheme, code) in document 000."""
    return CLAUSE_REFERENCE.frame(
        [{"doc": "000", "start": a, "end": b, "quote": "分句", "scheme": s, "code": c} for a, b, s, c in rows]
    )


def pairs(*codes):
    return [Pair("000", n * 10, n * 10 + 9, "", *both) for n, both in enumerate(sets(*codes))]


def test_kappa_of_a_worked_example():
    # SSEDDSEEDS against SSEDESEEDD: sklearn's cohen_kappa_score gives 0.701493.
    assert reliability.kappa(sets(*zip("SSEDDSEEDS", "SSEDESEEDD", strict=True))) == pytest.approx(
        0.701493, abs=1e-6
    )


@pytest.mark.parametrize(
    ("codes", "kappa"),
    [
        (["aa", "bb"], 1.0),
        (["ab", "ba"], -1.0),
        (["aa", "ab", "ba", "bb"], 0.0),
        (["aa", "aa"], None),  # one code only: chance alone agrees
    ],
)
def test_kappa(codes, kappa):
    assert reliability.kappa(sets(*codes)) == kappa


@pytest.mark.parametrize(
    ("one", "other", "masi"),
    [
        ("a", "a", 1),
        ("", "", 1),
        ("a", "b", 0),
        ("a", "", 0),
        ("ab", "a", 1 / 2 * 2 / 3),
        ("ab", "bc", 1 / 3 * 1 / 3),
    ],
)
def test_masi(one, other, masi):
    # Passonneau 2006: Jaccard times 1, 2/3, 1/3 or 0.
    assert reliability.masi(frozenset(one), frozenset(other)) == pytest.approx(masi)


def test_alpha_by_hand():
    # Values a a b b; within a unit one of two units differs: observed 1/2. Of the 12 ordered pairs of different values
    # 8 differ: expected 2/3. 1 - (1/2)/(2/3) = 1/4.
    assert reliability.alpha(sets("aa", "ab", "bb", "ab")) == pytest.approx(1 - 0.5 / (32 / 56))
    assert reliability.alpha(sets(("a", "a"), ("ab", "a"))) == pytest.approx(0.0)
    assert reliability.alpha(sets("aa", "aa")) is None


def test_a_clause_takes_the_codes_of_all_that_share_half_of_the_shorter():
    reference = coding((0, 20, "time", "plan"), (20, 30, "time", "review"))
    found = coding((0, 8, "time", "plan"), (8, 18, "time", "review"), (26, 60, "time", "present"))
    first, second = reliability.pair(reference, found)["time"]
    assert (first.reference, first.other) == ({"plan"}, {"plan", "review"})
    assert (second.reference, second.other) == ({"review"}, NONE)  # 4 of 10 shared


def test_none_no_and_a_missing_row_are_no_code():
    reference = coding((0, 10, "campaign", "no"), (0, 10, "instrument", "none"))
    found = reliability.pair(reference, coding((0, 10, "time", "plan")))
    assert all(one.reference == one.other == NONE for both in found.values() for one in both)


def test_macro_f1_is_over_the_codes_of_the_reference():
    found = reliability.agreement(pairs("aa", "aa", "ab", ("b", "c")))
    # a: 2 right of 3 + 2; b: none right of 1 + 1.
    assert found.f1 == {"a": pytest.approx(4 / 5), "b": 0}
    assert found.macro_f1 == pytest.approx(0.4)
    assert found.exact == 0.5


def test_halves_part_the_clauses_of_each_document_once():
    clauses = [Pair(doc, n, n + 5, "", NONE, NONE) for doc in ("000", "001") for n in range(7)]
    tuned, held = (reliability.half_of(clauses, half) for half in ("tuned", "held"))
    assert {*tuned, *held} == set(clauses)
    for doc in ("000", "001"):
        assert [sum(one.doc == doc for one in half) for half in (tuned, held)] == [4, 3]
    assert reliability.half_of(clauses[::-1], "held") == held  # whatever the order


@pytest.mark.parametrize(
    ("kappa", "uses", "standing"),
    [
        (0.80, 9, "finding"),
        (0.794, 9, "tentative"),
        (0.67, 9, "tentative"),
        (0.664, 9, "appendix"),
        (0.9, 4, "untested"),
        (None, 9, "untested"),
    ],
)
def test_cut_offs(kappa, uses, standing):
    assert reliability.standing(kappa, uses) == standing


def test_a_share_is_corrected_by_the_confusion_matrix():
    # Given to 4 of 10, right in 3; of the other 6 one has it. 0.4 * 3/4 + 0.6 * 1/6 = 0.4.
    sample = pairs(*["aa"] * 3, ("", "a"), ("a", ""), *[("", "")] * 5)
    found = reliability.corrected_share(sample, "a", 0.4)
    assert found.share == pytest.approx(0.4)
    assert found.low < 0.4 < found.high
    assert reliability.corrected_share(pairs(("", ""), ("a", "")), "a", 0.4) is None


def test_confusions_are_counted():
    table = reliability.confusions(pairs("aa", "ab", "ab", ("", "b")))
    assert list(table.itertuples(index=False, name=None)) == [("a", "b", 2), ("a", "a", 1), ("none", "b", 1)]


def test_another_file_is_no_reference(tmp_path):
    (tmp_path / "x.csv").write_text("doc,start\n000,1\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        reliability.read_reference(tmp_path / "x.csv")
    assert caught.value.where == "x.csv"


# The workbook of two coders

TEXT = "东江高新区工作报告\n一、工作总结\n我区新建厂房，引进企业。\n改造道路。\n二、工作打算\n力争引进人才20名。\n"
SCHEMES = [scheme for scheme in discourse.own() if scheme.id in ("time", "instrument")]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    docs = documents({"end": len(TEXT), "genre": "work_report"})
    clauses = discourse.build(docs, {"a.txt": TEXT}).clauses
    drawn = coders.draw(clauses, {"a.txt": TEXT}, {"000": "a.txt"}, 5, seed=4)
    path = tmp_path_factory.mktemp("coders") / "coding.xlsx"
    path.write_bytes(coders.write(drawn, SCHEMES, {"000": "工作报告"}, seed=4))
    assert path.read_bytes() == coders.write(drawn, SCHEMES, {"000": "工作报告"}, seed=4)
    return path


def filled(book, tmp_path, **cells):
    """Fill in the columns named for every row of both sheets, and save."""
    found = openpyxl.load_workbook(book)
    for coder in coders.CODERS:
        sheet = found[f"编码者{coder}"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            for head, words in cells.items():
                sheet.cell(row, heads[head.replace("_", " ")], words)
    path = tmp_path / "filled.xlsx"
    found.save(path)
    return path


def test_a_sample_has_every_section(book):
    found = openpyxl.load_workbook(book)
    rows = list(found["编码者A"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 5
    assert any("力争引进人才" in str(row) for row in rows)
    lists = {
        validation.sqref: validation.formula1
        for validation in found["编码者A"].data_validations.dataValidation
    }
    assert len(lists) == 4  # time, and three of instrument
    assert all(source.startswith("lists!$") for source in lists.values())
    assert {row[0] for row in found["编码者B"].iter_rows(min_row=2, values_only=True)} == {
        row[0] for row in rows
    }


def test_what_is_filled_in_comes_back(book, tmp_path):
    path = filled(book, tmp_path, 时态="计划", 政策工具_1="人才培养", 政策工具_2="金融支持")
    codings = coders.read(path, SCHEMES)
    for table in codings.values():
        assert set(table.code) == {"plan", "supply.talent", "environment.finance"}
        assert table.start.nunique() == 5
    both = reliability.pair(*codings.values())
    assert all(one.reference == one.other for found in both.values() for one in found)


def test_what_is_left_blank_is_not_coded(book, tmp_path):
    codings = coders.read(filled(book, tmp_path, 政策工具_1="无"), SCHEMES)
    assert set(codings["A"].scheme) == {"instrument"}
    assert set(codings["A"].code) == {"none"}


def test_a_word_that_is_no_code_is_named_with_its_row(book, tmp_path):
    with pytest.raises(EvaluationError) as caught:
        coders.read(filled(book, tmp_path, 时态="将来"), SCHEMES)
    assert len(caught.value.gathered) == 10
    assert caught.value.gathered[0].where == "filled.xlsx, 编码者A 2"
    assert "计划" in caught.value.gathered[0].remedy


def test_another_workbook_is_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(EvaluationError, match="not a coding workbook"):
        coders.read(tmp_path / "other.xlsx", SCHEMES)
    with pytest.raises(EvaluationError, match="no clause"):
        coders.draw(pd.DataFrame(), {}, {}, 5, 1)
