"""Corrections by hand: what they do, what they survive, and how each of them can fail."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from analysis import corrections, open_study
from analysis.errors import CorrectionError
from analysis.study import Corpus

from .conftest import NEWS, REPORT
from .test_build import gaoxin

HEADER = "doc,quote,before,after,action,column,expected,value,reason,by"
WHY = {"reason": "看错了年份", "by": "王编辑"}
GDP = {"doc": "000", "quote": "120亿元", "before": "完成生产总值", "after": "，同比"} | WHY
YEAR = GDP | {"action": "change", "column": "period", "expected": "2021", "value": "2020"}


def sheet(*rows: dict[str, str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADER.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@pytest.fixture
def corpus(make_study):
    """Return a function that writes a study with corrections and returns it as a corpus."""

    def make(*rows: dict[str, str], report: str = REPORT) -> Corpus:
        root = make_study({"000_report.txt": report, "001_news.txt": NEWS, "corrections.csv": sheet(*rows)})
        return open_study(root)

    return make


def row_of(table: pd.DataFrame, quote: str) -> pd.Series:
    (row,) = [row for _, row in table[table.quote == quote].iterrows()]
    return row


def fault(corpus: Corpus) -> CorrectionError:
    with pytest.raises(CorrectionError) as caught:
        corpus.observations  # noqa: B018
    return caught.value


def test_a_change_changes_one_cell_and_is_logged(corpus):
    study = corpus(YEAR)
    before, after = study.machine_observations, study.observations
    assert row_of(before, "120亿元").period == "2021"
    assert row_of(after, "120亿元").period == "2020"
    assert pd.isna(row_of(after, "120亿元").confidence)  # it was the machine's
    others = after.quote != "120亿元"
    pd.testing.assert_frame_equal(after[others], before[others])
    (entry,) = study.corrections.to_dict("records")
    assert REPORT[entry["start"] : entry["end"]] == entry["quote"] == "120亿元"
    assert (entry["column"], entry["was"], entry["now"]) == ("period", "2021", "2020")
    assert (entry["reason"], entry["by"]) == ("看错了年份", "王编辑")
    assert "完成生产总值120亿元" in entry["sentence"]


def test_a_catalogue_is_no_part_of_the_machines_reading(make_study):
    place = "doc,fact,value,reason\n001,entity,南湖高新区,报社写错了园区\n"
    study = open_study(
        make_study({"001_news.txt": NEWS.replace("西岭高新区实现", "全区实现"), "catalog.csv": place})
    )
    (stated, read) = (set(table.entity) for table in (study.observations, study.machine_observations))
    assert "南湖高新区" in stated
    assert "南湖高新区" not in read


def test_a_removal_takes_the_row_out(corpus):
    study = corpus(GDP | {"action": "remove", "column": "indicator", "expected": "gdp"})
    assert len(study.observations) == len(study.machine_observations) - 1
    assert "120亿元" not in set(study.observations.quote)


def test_an_addition_gives_its_cells_row_by_row(corpus):
    cells = {"indicator": "other", "measure": "level", "value": "1", "unit": "count", "status": "actual"}
    place = {"doc": "001", "quote": "一份", "before": "西岭高新区交出"} | WHY
    text = NEWS.replace("交出年度", "交出一份年度")
    rows = [place | {"action": "add", "column": c, "value": v} for c, v in (cells | {"bound": "="}).items()]
    study = corpus(*rows)
    (study.root / "seeds" / "001_news.txt").write_text(text, encoding="utf-8")
    (row,) = [row for _, row in study.observations.iterrows() if row.quote == "一份"]
    assert text[row.start : row.end] == "一份"
    assert (row.value, row.unit, row.indicator, row.status, row.bound) == (
        1.0,
        "count",
        "other",
        "actual",
        "=",
    )
    assert pd.isna(row.period)
    assert text[row.sentence_start : row.sentence_end] == row.sentence
    assert row.sentence.startswith("西岭高新区交出一份年度成绩单")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("东江高新区2021年工作报告\n", "东江高新区2021年工作报告\n（摘要，后附全文）\n"),  # offsets move
        ("完成生产总值120亿元", "完成生产总值120\n亿元"),  # lines are broken anew
    ],
)
def test_a_correction_survives_an_edit_elsewhere(corpus, old, new):
    study = corpus(YEAR, report=REPORT.replace(old, new))
    (row,) = [row for _, row in study.observations.iterrows() if row.value == 12e9]
    assert row.period == "2020"


@pytest.mark.parametrize(
    ("row", "what", "remedy"),
    [
        (YEAR | {"before": "实现生产总值"}, "not found", "Copy quote, before and after"),
        (YEAR | {"quote": ""}, "no quote", "as printed"),
        (YEAR | {"doc": "0"}, "no such document", "Is it 000? A spreadsheet"),
        (YEAR | {"doc": "009"}, "no such document", "Documents: 000, 001"),
        (YEAR | {"expected": "2019"}, "period is 2021, not 2019", "still needed"),
        (YEAR | {"expected": ""}, "period is 2021, not blank", "still needed"),
        (YEAR | {"reason": ""}, "without reason or name", "Fill in reason"),
        (YEAR | {"by": ""}, "without reason or name", "under by"),
        (YEAR | {"action": "mend"}, "no action 'mend'", "change, remove, add"),
        (YEAR | {"column": "sentence"}, "no column 'sentence'", "entity, indicator"),
        (YEAR | {"value": "去年"}, "'去年' is no period", "2020-01/2020-08"),
        (YEAR | {"value": "2021"}, "changes nothing", "Take the row out"),
        (
            YEAR | {"column": "indicator", "expected": "gdp", "value": "gpd"},
            "indicator cannot be 'gpd'",
            "gdp",
        ),
        (YEAR | {"column": "status", "expected": "actual", "value": "real"}, "status cannot be", "estimate"),
        (YEAR | {"column": "unit", "expected": "CNY", "value": "亿元"}, "unit cannot be '亿元'", "CNY"),
        (
            YEAR | {"column": "value", "expected": "12000000000", "value": "12亿"},
            "not a number",
            "digits alone",
        ),
        (YEAR | {"column": "status", "expected": "actual", "value": ""}, "left blank", "under value"),
        (YEAR | {"quote": "120亿", "after": "元"}, "no observation is read there", "120亿元: quote it so"),
        (YEAR | {"quote": "生产总值", "before": "", "after": "120"}, "no observation", "Write add"),
        (
            GDP | {"action": "remove", "column": "unit", "expected": "CNY", "value": "USD"},
            "removal with a new",
            "blank",
        ),
        (GDP | {"action": "add", "column": "unit", "value": "CNY"}, "read there already", "remove 120亿元"),
    ],
)
def test_one_that_does_not_apply_says_what_where_and_what_next(corpus, row, what, remedy):
    caught = fault(corpus(row))
    assert what in caught.what
    assert caught.where == "corrections.csv, row 2"
    assert remedy in caught.remedy
    assert caught.gathered == ()


def test_found_twice_is_settled_by_the_words_around(corpus):
    twice = REPORT.replace("服务水平不断提升。", "服务水平不断提升。另有企业12家。")
    loose = {"doc": "000", "quote": "12家", "action": "change", "column": "status"} | WHY
    loose |= {"expected": "actual", "value": "estimate"}
    caught = fault(corpus(loose, report=twice))
    assert "found 2 times" in caught.what
    assert "before and after" in caught.remedy


def test_the_words_around_settle_it(corpus):
    twice = REPORT.replace("服务水平不断提升。", "服务水平不断提升。另有企业12家。")
    loose = {"doc": "000", "quote": "12家", "before": "成功引进企业", "action": "change", "column": "status"}
    study = corpus(loose | {"expected": "actual", "value": "estimate"} | WHY, report=twice)
    changed = study.observations[study.observations.status != study.machine_observations.status]
    assert [twice[row.start - 4 : row.end] for row in changed.itertuples()] == ["引进企业12家"]


def test_a_passage_that_repeats_another_is_not_searched(corpus):
    paragraph = REPORT.splitlines()[4]
    study = corpus(YEAR, report=f"{REPORT}{paragraph}\n{paragraph}\n")
    assert len(study.documents.duplicate_spans.dropna()) == 1
    assert row_of(study.observations, "120亿元").period == "2020"


def test_all_faulty_rows_are_raised_together(corpus):
    rows = [YEAR | {"doc": "009"}, YEAR, YEAR | {"value": "2019"}]
    caught = fault(corpus(*rows))
    assert [error.where for error in caught.gathered] == ["corrections.csv, row 2", "corrections.csv, row 4"]
    assert "a second time (corrections.csv, row 3 is the first)" in caught.gathered[1].what
    assert all(error.remedy for error in caught.gathered)


def test_an_addition_that_is_not_whole_names_the_cells_it_lacks(corpus):
    place = {"doc": "000", "quote": "一、", "after": "2021年工作总结", "action": "add"} | WHY
    caught = fault(corpus(place | {"column": "unit", "value": "count"}))
    assert "not whole" in caught.what
    assert "indicator, measure, value, status, bound" in caught.remedy


def test_no_rows_no_change(corpus):
    study = corpus()
    pd.testing.assert_frame_equal(study.observations, study.machine_observations)
    assert study.corrections.empty


def test_excel_saves_it_in_chinese_and_readers_leave_rows_blank(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes(f"{sheet(YEAR)},,,,,,,,,\n".encode("gb18030"))
    (made,) = corrections.read(path)
    assert (made.reason, made.where) == ("看错了年份", "corrections.csv, row 2")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("doc,quote,value\n", "its header is doc,quote,value"),
        (f"{HEADER}\n000,1,000元,前,后,change,value,1,2,理由,王\n", "11 cells"),
        ("", "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_of_corrections(tmp_path, text, what):
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        corrections.read(path)
    assert what in caught.value.what
    assert caught.value.where.startswith("corrections.csv")
    assert caught.value.remedy


def test_extract_applies_them_or_not(corpus, tmp_path):
    study, out = corpus(YEAR), tmp_path / "o.csv"
    periods = []
    for flags in ([], ["--no-corrections"]):
        done = gaoxin("extract", study.root / "seeds", *flags, "-o", out)
        assert done.returncode == 0, done.stderr
        periods.append(row_of(pd.read_csv(out, dtype="str", encoding="utf-8-sig"), "120亿元").period)
    assert periods == ["2020", "2021"]


def test_one_that_does_not_apply_stops_the_commands(corpus, tmp_path):
    study = corpus(YEAR | {"expected": "2019"})
    for words in (["extract", study.root / "seeds", "-o", tmp_path / "o.csv"], ["build", "-C", study.root]):
        done = gaoxin(*words)
        assert done.returncode == 1
        assert "CorrectionError: period is 2021, not 2019" in done.stderr
        assert "corrections.csv, row 2" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "o.csv").exists()
    assert not (study.root / "report").exists()
