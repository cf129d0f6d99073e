"""The readers' check: what is drawn, what comes back from the workbook, and what follows from it."""

from __future__ import annotations

import math
from collections import Counter

import openpyxl
import pandas as pd
import pytest

from analysis import open_study, readers
from analysis.errors import EvaluationError
from analysis.evaluate.contracts import CHECKED
from analysis.readers.check import agreement

from .frames import documents, observations
from .test_build import gaoxin

TEXT = "甲高新区简报。实现产值5亿元。进口3亿元，出口4亿元。一、工作回顾。服务不断改善。名单见附件2。\n"
DOCS = documents({"file": "a.txt", "end": len(TEXT), "entity": "甲高新区"})


def at(quote: str, **cells: object) -> dict[str, object]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote} | cells


READ = observations(
    at("5亿元"), at("3亿元", indicator="imports_exports"), at("4亿元", indicator="exports", scope="外贸")
)


def many(**counts: int) -> pd.DataFrame:
    names = [name for name, n in counts.items() for _ in range(n)]
    return observations(*({"indicator": name} for name in names))


# The sample


def test_rows_are_drawn_in_proportion_and_stand_for_the_whole() -> None:
    # 60 + 30 + 10 rows; 20 drawn are 12 + 6 + 2, and each stands for five.
    drawn = readers.draw(many(gdp=60, exports=30, patents=10), DOCS, {"a.txt": TEXT}, 20, seed=3)
    assert Counter(row["indicator"] for row in drawn.rows) == {"gdp": 12, "exports": 6, "patents": 2}
    assert {row["weight"] for row in drawn.rows} == {5.0}


def test_indicators_too_rare_for_a_row_of_their_own_are_drawn_together() -> None:
    # Ten of 100 are drawn: less than one of each that has fewer than ten rows. These six are one stratum.
    drawn = readers.draw(many(gdp=94, exports=2, patents=4), DOCS, {"a.txt": TEXT}, 10, seed=3)
    assert Counter(row["stratum"] for row in drawn.rows) == {"gdp": 9, "pooled": 1}
    assert sum(row["weight"] for row in drawn.rows) == pytest.approx(100)


def test_bands_of_confidence_are_strata() -> None:
    read = many(gdp=40).assign(confidence=pd.array([0.85] * 20 + [0.72] * 20, dtype="Float64"))
    drawn = readers.draw(read, DOCS, {"a.txt": TEXT}, 10, seed=3)
    assert Counter(row["stratum"] for row in drawn.rows) == {"gdp ≥0.8": 5, "gdp ≥0.7": 5}


def test_passages_are_sentences_of_two_kinds_with_what_was_read_in_them() -> None:
    drawn = readers.draw(READ, DOCS, {"a.txt": TEXT}, 10, seed=1)
    found = {item["sentence"]: (item["stratum"], item["quotes"]) for item in drawn.passages}
    assert found["进口3亿元，出口4亿元。"] == ("other sentence", ["3亿元", "4亿元"])
    assert found["服务不断改善。"] == ("other sentence", [])
    assert found["名单见附件2。"] == ("numeral without a row", [])


def test_repeats_are_no_passages() -> None:
    docs = DOCS.assign(boilerplate_spans=pd.array([f"0-{len('甲高新区简报。')}"], dtype="str"))
    drawn = readers.draw(READ, docs, {"a.txt": TEXT}, 10, seed=1)
    assert "甲高新区简报。" not in [item["sentence"] for item in drawn.passages]


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    read = many(gdp=100)
    first, again, other = (readers.draw(read, DOCS, {"a.txt": TEXT}, 10, seed) for seed in (1, 1, 2))
    assert first == again
    assert [row["start"] for row in first.rows] != [row["start"] for row in other.rows]


def test_nothing_read_is_nothing_to_draw() -> None:
    with pytest.raises(EvaluationError) as caught:
        readers.draw(observations(), DOCS, {"a.txt": TEXT}, 10, seed=1)
    assert "no observation" in caught.value.what
    assert caught.value.remedy


# The workbook


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "checked.xlsx"
    drawn = readers.draw(READ, DOCS, {"a.txt": TEXT}, 10, seed=1)
    path.write_bytes(readers.write(drawn, {"000": "简报"}, "abc"))
    return path


def fill(path, sheet: str, marks: dict[str, dict[str, object]]) -> None:
    """Fill cells by the row's id and the column's head."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        for head, value in marks.get(page.cell(row, 1).value, {}).items():
            page.cell(row, heads[head], value)
    book.save(path)


def test_the_same_sample_gives_the_same_bytes_and_says_nothing_of_today(book) -> None:
    drawn = readers.draw(READ, DOCS, {"a.txt": TEXT}, 10, seed=1)
    assert readers.write(drawn, {"000": "简报"}, "abc") == book.read_bytes()
    assert openpyxl.load_workbook(book).properties.created.year == 2000


def test_each_reader_has_sheets_of_the_same_rows_in_another_order(tmp_path) -> None:
    drawn = readers.draw(many(gdp=30), DOCS, {"a.txt": TEXT}, 30, seed=1)
    (tmp_path / "c.xlsx").write_bytes(readers.write(drawn, {}, "abc"))
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["说明", "甲 观测", "甲 段落", "乙 观测", "乙 段落"]
    first, second = ([row[0] for row in book[name].values][1:] for name in ("甲 观测", "乙 观测"))
    assert sorted(first) == sorted(second)
    assert first != second


def test_a_row_shows_the_reading_in_words_and_offers_verdicts(book) -> None:
    page = openpyxl.load_workbook(book)["甲 观测"]
    heads, first, *_ = page.values
    shown = dict(zip(heads, first, strict=True))
    assert (shown["原文数字"], shown["指标"], shown["数值"], shown["性质"]) == (
        "5亿元",
        "地区生产总值（生产总值）",
        "1 元",
        "实绩",
    )
    assert shown["原句"] == "1亿元。"  # as the table of observations has it
    offers = [rule.formula1 for rule in page.data_validations.dataValidation]
    assert '"全对,有错,不是观测,无法判断"' in offers


def test_what_is_filled_in_comes_back(book) -> None:
    fill(
        book,
        "甲 观测",
        {"R001": {"判断": "全对"}, "R002": {"判断": "有错", "时期错": "错", "备注（应为）": "2019"}},
    )
    fill(book, "乙 段落", {"P001": {"漏读个数": 2}})
    checked = readers.read(book)
    assert CHECKED.check(checked) is checked
    rows = {(row.reader, row.id): row for row in checked.itertuples()}
    assert rows["A", "R001"].verdict == "right"
    assert (rows["A", "R002"].verdict, rows["A", "R002"].wrong, rows["A", "R002"].note) == (
        "wrong",
        "period",
        "2019",
    )
    assert pd.isna(rows["B", "R001"].verdict)
    assert rows["B", "P001"].missed == 2
    assert TEXT[rows["B", "R001"].start : rows["B", "R001"].end] == rows["B", "R001"].quote
    assert set(checked.code) == {"abc"}


def test_a_csv_of_the_verdicts_is_the_same_check(book, tmp_path) -> None:
    fill(book, "甲 观测", {"R001": {"判断": "全对"}})
    done = gaoxin("evaluate", book, "-o", tmp_path / "checked.csv")
    assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(readers.read(tmp_path / "checked.csv"), readers.read(book))


@pytest.mark.parametrize(
    ("sheet", "marks", "what", "remedy"),
    [
        ("甲 观测", {"判断": "对"}, "'对' is no verdict", "全对"),
        ("甲 观测", {"判断": "有错"}, "in no field", "Mark each field"),
        ("乙 观测", {"判断": "全对", "主体错": "错"}, "under another verdict", "unmark"),
        ("甲 段落", {"漏读个数": "两个"}, "'两个' is not a number", "0 to 50"),
    ],
)
def test_what_cannot_be_meant_so_is_named_with_its_row(book, sheet, marks, what, remedy) -> None:
    fill(book, sheet, dict.fromkeys(("R001", "P001"), marks))
    with pytest.raises(EvaluationError) as caught:
        readers.read(book)
    assert what in caught.value.what
    assert caught.value.where.startswith(f"checked.xlsx, {sheet} ")
    assert remedy in caught.value.remedy


def test_faults_are_gathered(book) -> None:
    fill(book, "甲 观测", {"R001": {"判断": "对"}, "R003": {"判断": "有错"}})
    with pytest.raises(EvaluationError) as caught:
        readers.read(book)
    assert [fault.where for fault in caught.value.gathered] == [
        "checked.xlsx, 甲 观测 2",
        "checked.xlsx, 甲 观测 4",
    ]


@pytest.mark.parametrize("name", ["checked.xlsx", "checked.csv"])
def test_a_file_that_is_no_check(tmp_path, name) -> None:
    path = tmp_path / name
    path.write_text("doc,start\n1,2\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        readers.read(path)
    assert "not a readers' check" in caught.value.what
    assert caught.value.where == name
    assert "gaoxin sample" in caught.value.remedy


def test_changed_heads_are_refused(book) -> None:
    opened = openpyxl.load_workbook(book)
    opened["甲 观测"].delete_cols(3)
    opened.save(book)
    with pytest.raises(EvaluationError, match="甲 观测"):
        readers.read(book)


# The result


def verdicts(*rows: tuple[str, str, str, str], weight: float = 2.0) -> list[dict[str, object]]:
    """Return rows of CHECKED from reader, id, verdict and wrong fields."""
    plain = {
        "item": "row",
        "doc": "000",
        "start": 0,
        "end": 1,
        "stratum": "gdp",
        "weight": weight,
        "code": "abc",
    }
    return [plain | dict(zip(("reader", "id", "verdict", "wrong"), row, strict=True)) for row in rows]


def missed(*counts: tuple[str, str, int | None], weight: float = 3.0) -> list[dict[str, object]]:
    plain = {"item": "passage", "doc": "000", "start": 0, "end": 1, "stratum": "other", "weight": weight}
    return [plain | {"reader": r, "id": i, "missed": n, "code": "abc"} for r, i, n in counts]


def test_shares_of_one_reader() -> None:
    # Ten rows: seven right, two with a wrong period, one no observation; one more is left undecided.
    rows = [("A", f"R{n:03}", "right", "") for n in range(7)]
    rows += [("A", "R007", "wrong", "period"), ("A", "R008", "wrong", "period;entity")]
    rows += [("A", "R009", "none", ""), ("A", "R010", "unsure", "")]
    found = readers.check(CHECKED.frame(verdicts(*rows)))
    assert (found.readers, found.rows, found.unsure, found.code) == (1, 11, 1, "abc")
    assert (found.observation.n, found.observation.share) == (10, 0.9)
    assert found.whole.share == 0.7
    assert (found.fields["period"].n, found.fields["period"].share) == (9, pytest.approx(7 / 9))
    assert found.fields["entity"].share == pytest.approx(8 / 9)
    assert found.fields["value"].share == 1
    assert found.agreement is None


def test_the_interval_is_wilsons() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857, table I: 81 of 263 by the score method gives 0.2553 to 0.3662.
    rows = [("A", f"R{n:03}", "right" if n < 81 else "none", "") for n in range(263)]
    share = readers.check(CHECKED.frame(verdicts(*rows))).observation
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)


def test_rows_count_by_what_they_stand_for() -> None:
    # One right row stands for 30, three wrong ones for 10 each: half of the corpus is right, not a quarter. Kish's
    # n is 60^2 / (30^2 + 3 x 10^2) = 3, so that the interval is that of 1.5 in 3.
    heavy = verdicts(("A", "R000", "right", ""), weight=30.0)
    light = verdicts(*(("A", f"R{n}", "none", "") for n in range(3)), weight=10.0)
    share = readers.check(CHECKED.frame([*heavy, *light])).observation
    assert share.share == 0.5
    z2 = 1.959963984540054**2
    half = math.sqrt(z2) * math.sqrt(0.25 / 3 + z2 / 36) / (1 + z2 / 3)
    assert (share.low, share.high) == pytest.approx((0.5 - half, 0.5 + half))


def test_a_row_is_right_only_if_both_readers_say_so() -> None:
    rows = [
        ("A", "R1", "right", ""),
        ("B", "R1", "wrong", "period"),
        ("A", "R2", "right", ""),
        ("B", "R2", "right", ""),
    ]
    found = readers.check(CHECKED.frame(verdicts(*rows)))
    assert found.whole.share == 0.5
    assert found.fields["period"].share == 0.5
    assert found.disagreements.to_dict("records") == [
        {
            "id": "R1",
            "doc": "000",
            "quote": found.disagreements.quote[0],
            "reader_A": "right",
            "reader_B": "wrong period",
        }
    ]


def test_recall_from_what_the_passages_miss() -> None:
    # Four rows stand for eight observations, all right; four passages stand for twelve, one of them misses one, so that
    # three are missed in all: 8 of 11 were read. Two readers who count 1 and 0 count a half each.
    rows = verdicts(*(("A", f"R{n}", "right", "") for n in range(4)))
    counts = [("A", "P1", 1), ("A", "P2", 0), ("A", "P3", 0), ("A", "P4", 0)]
    recall = readers.check(CHECKED.frame([*rows, *missed(*counts)])).recall
    assert (recall.n, recall.share) == (4, pytest.approx(8 / 11))
    # No draw misses less than none or more than four of four.
    assert 8 / (8 + 12) <= recall.low < recall.share < recall.high <= 1
    recall = readers.check(CHECKED.frame([*rows, *missed(*counts, ("B", "P1", 0))])).recall
    assert recall.share == pytest.approx(8 / 9.5)


def test_none_missed_is_not_certain() -> None:
    # 0 counted has the upper end -ln 0.025 = 3.689 (exact Poisson), for passages that each stand for three: 11.07.
    rows = verdicts(*(("A", f"R{n}", "right", "") for n in range(4)))
    recall = readers.check(
        CHECKED.frame([*rows, *missed(("A", "P1", 0), ("A", "P2", 0), ("A", "P3", None))])
    ).recall
    # One of three passages is not judged: the other two stand for nine.
    assert (recall.n, recall.share, recall.high) == (2, 1, 1)
    assert recall.low == pytest.approx(8 / (8 + 4.5 * 3.688879))


def test_nobody_has_judged() -> None:
    assert readers.check(CHECKED.frame(verdicts(("A", "R1", "", "")))) is None


@pytest.mark.parametrize(
    ("one", "other", "kappa"),
    [
        ("SSEDDSEEDS", "SSEDESEEDD", 0.701493),  # sklearn.metrics.cohen_kappa_score
        ("SSSS", "SSSS", math.nan),  # one verdict only: chance explains all
        ("SE", "ES", -1.0),
    ],
)
def test_kappa(one, other, kappa) -> None:
    assert agreement(list(zip(one, other, strict=True))).kappa == pytest.approx(kappa, abs=5e-7, nan_ok=True)


def test_kappa_and_ac1_of_a_published_table() -> None:
    # Gwet (2002), "Kappa statistic is not satisfactory for assessing the extent of agreement between raters": 118 of 125
    # agree on +, 5 and 2 differ, none on -. By hand: p = 118/125 = 0.944. Kappa's chance 0.984 x 0.96 + 0.016 x 0.04
    # = 0.94528 gives -0.0234; AC1's 2 x 0.972 x 0.028 = 0.054432 gives 0.9408.
    found = agreement([("+", "+")] * 118 + [("+", "-")] * 5 + [("-", "+")] * 2)
    assert (found.n, found.equal) == (125, 0.944)
    assert found.kappa == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1 == pytest.approx(0.9408, abs=5e-5)


# The commands


def test_from_the_sample_to_the_study(make_study, tmp_path) -> None:
    root, path = make_study(), tmp_path / "s.xlsx"
    done = gaoxin("sample", root / "seeds", "-n", "5", "-o", path)
    assert done.returncode == 0, done.stderr
    assert "5 rows" in done.stdout
    assert "no row has been judged" in gaoxin("evaluate", path).stdout
    fill(path, "甲 观测", {"R001": {"判断": "全对"}, "R002": {"判断": "不是观测"}})
    fill(path, "乙 观测", {"R001": {"判断": "全对"}, "R002": {"判断": "全对"}})
    said = gaoxin("evaluate", path).stdout
    assert "2 rows judged by 2 of 2 readers" in said
    assert "judged differently: A / B" in said
    assert open_study(root).check is None
    path.rename(root / "seeds" / "checked.xlsx")
    study = open_study(root)
    assert len(study.documents) == 2  # a table of the study is no document
    assert (study.check.whole.n, len(study.check.disagreements)) == (2, 1)


def test_a_sample_is_a_workbook(make_study, tmp_path) -> None:
    done = gaoxin("sample", make_study() / "seeds", "-o", tmp_path / "s.csv")
    assert done.returncode == 1
    assert ".xlsx" in done.stderr
    assert "Traceback" not in done.stderr
