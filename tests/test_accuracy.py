"""What the report says of its own accuracy: each figure by its name, and plainly where there is none."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import accuracy, claims, codebook, evaluate, indicator_tables, readers
from analysis.evaluate.contracts import CHECKED, EVALUATIONS
from analysis.exhibits import Absent, Table
from analysis.schema import CORRECTIONS

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"})
MENDED = {
    "doc": "000",
    "start": 0,
    "end": 3,
    "quote": "1亿元",
    "action": "change",
    "reason": "原文为预计数",
    "by": "王编辑",
    "sentence": "1亿元。",
    "sentence_start": 0,
}


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def words(made: list, name: str) -> str:
    return next(claim.text["zh"] for claim in made if claim.name == name)


def test_corrections_are_listed_in_the_readers_words_and_open_their_sentence() -> None:
    log = CORRECTIONS.frame(
        [
            MENDED | {"column": "status", "was": "actual", "now": "estimate"},
            MENDED | {"column": "indicator", "was": "gdp", "now": "exports"},
            MENDED | {"column": "period", "was": None, "now": "2019"},
        ]
    )
    made = accuracy.corrections(log, DOCS, lang="zh")
    assert texts(made) == [
        ["000", "1亿元", "更改", "指标", "地区生产总值", "出口总额", "原文为预计数", "王编辑"],
        ["000", "1亿元", "更改", "时期", "", "2019", "原文为预计数", "王编辑"],
        ["000", "1亿元", "更改", "性质", "实绩", "预计", "原文为预计数", "王编辑"],
    ]
    assert made.rows[0][1].evidence[0].sentence == "1亿元。"


def test_no_corrections_a_sentence_says_so() -> None:
    none = CORRECTIONS.frame([])
    assert isinstance(accuracy.corrections(none, DOCS, lang="zh"), Absent)
    assert words(claims.trust(None, none), "corrected") == ""


def test_a_corrected_number_is_marked_where_it_is_shown() -> None:
    log = CORRECTIONS.frame([MENDED | {"column": "status", "was": "actual", "now": "estimate"}])
    read = observations({}, {"measure": "growth", "value": 4.0}, {"indicator": "exports"})
    (marked,), (plain,) = (indicator_tables.indicators(read, DOCS, table, lang="zh") for table in (log, None))
    assert [row[3] for row in texts(marked)] == ["1（更正）", "1"]
    assert [row[5] for row in texts(marked)] == ["4", ""]
    assert [row[3] for row in texts(plain)] == ["1", "1"]


def scored(gold: pd.DataFrame, found: pd.DataFrame) -> evaluate.Scores:
    return evaluate.score(evaluate.pair(gold, found))


def test_agreement_by_field_without_intervals_for_few_documents() -> None:
    # Two of two are found; one period is wrong, so that one row in two is right in its core.
    made = accuracy.agreement(scored(observations({}, {}), observations({}, {"period": "2019"})), lang="zh")
    rows = {row[0].strip(): row[1:] for row in texts(made)}
    assert rows["检出"] == ["2", "2", "2", "1.000", "1.000", "1.000", ""]
    assert rows["核心字段全对"] == ["2", "2", "1", "0.500", "0.500", "0.500", ""]
    assert rows["时期"] == ["2", "2", "1", "", "", "0.500", ""]
    assert "不足 5 篇" in made.note
    assert isinstance(accuracy.agreement(None, lang="zh"), Absent)


def test_agreement_with_intervals() -> None:
    docs = [{"doc": f"{n:03}"} for n in range(6)]
    made = accuracy.agreement(
        scored(observations(*docs), observations(*docs[:5], {"doc": "005", "value": 7.0})), lang="zh"
    )
    rows = {row[0].strip(): row[1:] for row in texts(made)}
    assert rows["数值"] == ["6", "6", "5", "", "", "0.833", "0.500—1.000"]
    assert "不足" not in made.note


def test_confusions_by_column_with_an_example() -> None:
    gold = observations({}, {"indicator": "exports"}, {"indicator": "exports"}, {})
    found = observations({"status": "target"}, {}, {}, {"start": 90, "end": 93})
    listed = evaluate.confusions(evaluate.pair(gold, found), DOCS, {"a.txt": "一二三。" * 25})
    made = accuracy.confusions(listed, DOCS, lang="zh")
    assert [row[:3] for row in texts(made)] == [
        ["漏读", "1", ""],
        ["多读", "1", ""],
        ["指标", "2", "出口总额→地区生产总值（2 次）"],
        ["性质", "1", "实绩→目标（1 次）"],
    ]
    assert made.rows[2][3].evidence[0].start == 10
    assert isinstance(accuracy.confusions(None, DOCS, lang="zh"), Absent)
    assert isinstance(accuracy.confusions(listed.head(0), DOCS, lang="zh"), Absent)


@pytest.fixture
def record(monkeypatch):
    """Return a function that puts scores on record for the test."""

    def put(*rows: dict[str, object]) -> None:
        numbers = dict.fromkeys((c.name for c in EVALUATIONS.columns if c.dtype != "str"), "1")
        read = codebook.read_csv
        table = [numbers | {name: str(cell) for name, cell in row.items()} for row in rows]
        monkeypatch.setattr(
            codebook, "read_csv", lambda name: table if name == "evaluations.csv" else read(name)
        )

    return put


def test_scores_on_record_say_what_they_are_of_and_whether_the_code_has_changed(record) -> None:
    record(
        {"set": "dev_x", "code": "older", "date": "2020-05-17", "core_f1": 0.125},
        {"set": "dev_x", "code": "old", "date": "2020-05-17", "core_f1": 0.25},  # later on the same day
        {"set": "seeds", "code": evaluate.code(), "date": "2020-05-18", "core_f1": 0.75, "core_low": ""},
    )
    made = accuracy.recorded(lang="zh")
    names = evaluate.record.set_names()
    assert [(row[0], row[5], row[8]) for row in texts(made)] == [
        (names["dev_x"]["zh"], "0.250", "较早"),
        (names["seeds"]["zh"], "0.750", "本版"),
    ]
    assert [row[6] for row in texts(made)] == ["1.000—1.000", ""]
    said = words(claims.trust(None, CORRECTIONS.frame([])), "recorded")
    assert "共 2 组" in said
    assert "从 0.250 到 0.750" in said
    assert "0 组" in said  # none of the two was held out


def test_no_scores_on_record(record) -> None:
    record()
    assert isinstance(accuracy.recorded(lang="zh"), Absent)
    assert "没有得分记录" in words(claims.trust(None, CORRECTIONS.frame([])), "recorded")


def test_nobody_has_checked_is_said_plainly() -> None:
    assert "未经人工核验" in words(claims.trust(None, CORRECTIONS.frame([])), "checked")
    assert isinstance(accuracy.checked(None, lang="zh"), Absent)


def test_a_check_is_told_with_its_interval_and_of_which_code() -> None:
    row = {"reader": "A", "item": "row", "doc": "000", "start": 0, "end": 3, "stratum": "gdp", "weight": 1.0}
    rows = [row | {"id": f"R{n}", "verdict": "right" if n else "none", "code": "old"} for n in range(4)]
    check = readers.check(CHECKED.frame(rows))
    said = words(claims.trust(check, CORRECTIONS.frame([])), "checked")
    assert "1 位读者" in said
    assert "4 条" in said
    assert "占 0.750" in said
    assert "程序有过改动" in said
    made = accuracy.checked(check, lang="zh")
    shown = {line[0]: line[1:] for line in texts(made)}
    assert shown["确是观测"] == ["4", "0.750", "0.301—0.954"]  # Wilson, 3 of 4
    assert shown["时期"][:2] == ["3", "1.000"]
    assert shown["查全率（应读而读到的）"] == ["0", "", ""]
