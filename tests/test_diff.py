"""What differs between two reports, told in words: reports written by hand, as small as they can be."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import diff, diff_printed
from analysis.errors import StudyError

DOCUMENTS = ["doc", "title", "date", "place_kind", "start"]
OBSERVATIONS = ["doc", "start", "quote", "sentence", "indicator", "period", "value", "unit", "status"]
OLD_DOCUMENTS = [["001", "东江高新区工作报告", "2022-01-20", "zone", "0"], ["002", "旧闻", "", "city", "0"]]
OLD_ROWS = [
    ["001", "10", "120亿元", "完成生产总值120亿元。", "gdp", "2021", "12000000000", "yuan", "actual"],
    ["001", "30", "45家", "有企业45家。", "firms", "2021", "45", "firm", "actual"],
    ["001", "50", "5%", "增长5%。", "gdp", "2021", "5", "percent", "actual"],
    ["002", "5", "3家", "引进3家。", "firms", "2020", "3", "firm", "actual"],
]
PROSE = "<nav>目录</nav><main><h1>1 指标</h1><p>共读出 {n} 条数值。口径各有不同。</p><figure>图 {n}</figure><ul><li>第一条</li></ul></main>"


def write(
    folder: Path, documents: list[list[str]], rows: list[list[str]], said: dict[str, str], prose: str
) -> diff.Report:
    """Write a report with two tables, claims of one text each, and one page."""
    data = folder / "report" / "data"
    data.mkdir(parents=True)
    for name, columns, table in (("documents", DOCUMENTS, documents), ("observations", OBSERVATIONS, rows)):
        frame = pd.DataFrame(table, columns=columns)
        frame.to_csv(data / f"{name}.csv", index=False, encoding="utf-8-sig")
        frame.to_parquet(data / f"{name}.parquet")
    claims = {name: {"text": {"zh": text, "en": text}, "evidence": []} for name, text in said.items()}
    (data / "claims.json").write_text(json.dumps({"claims": claims}), encoding="utf-8")
    page = folder / "report" / "zh" / "01.html"
    page.parent.mkdir()
    page.write_text(f"<html><body>{prose}</body></html>", encoding="utf-8")
    return diff.Report(folder)


@pytest.fixture
def old(tmp_path: Path) -> diff.Report:
    said = {"zone_observations": "3", "edition": "1.0"}
    return write(tmp_path / "old", OLD_DOCUMENTS, OLD_ROWS, said, PROSE.format(n=3))


def test_a_report_does_not_differ_from_itself(old):
    assert diff_printed.lines(diff.compare(old, old)) == [
        "Nothing differs: the same documents, observations, claims and sentences."
    ]


def test_each_kind_of_difference_is_told_with_its_reason(old, tmp_path):
    documents = [
        ["001", "东江高新区工作报告", "2022-01-21", "zone", "0"],
        ["007", "西岭高新区工作报告", "2023-01-10", "zone", "0"],
    ]
    shifted = ["001", "11", *OLD_ROWS[0][2:]]  # the same sentence, a character further on
    rows = [
        shifted,
        [*OLD_ROWS[1][:6], "46", *OLD_ROWS[1][7:]],
        [*OLD_ROWS[2][:4], "exports", *OLD_ROWS[2][5:]],
        ["007", "9", "80亿元", "生产总值80亿元。", "gdp", "2022", "8000000000", "yuan", "actual"],
        ["007", "20", "30家", "企业30家。", "firms", "2022", "30", "firm", "actual"],
    ]
    new = write(
        tmp_path / "new",
        documents,
        rows,
        {"zone_observations": "5"},
        PROSE.format(n=5).replace("第一条", "另有一说"),
    )
    assert diff_printed.lines(diff.compare(old, new)) == [
        "Documents: 1 added, 1 gone, 1 changed",
        "  ~ 001 东江高新区工作报告 2022-01-21: date was 2022-01-20, is 2022-01-21",
        "  - 002 旧闻",
        "  + 007 西岭高新区工作报告 2023-01-10",
        "Observations: 2 added, 1 gone, 2 changed",
        "  ~ 001 45家 firms 2021 46 firm: value was 45, is 46",
        "  ~ 001 5% exports 2021 5 percent: indicator was gdp, is exports",
        "  - 002 3家 firms 2020 3 firm",
        "  + 007 80亿元 gdp 2022 8000000000 yuan",
        "  + 007 30家 firms 2022 30 firm",
        "Claims: 0 added, 1 gone, 1 changed",
        "  - edition: 1.0",
        "  ~ zone_observations: had 3, now 5, because 2 observations were added in document 007",
        "Sentences: 1 added, 1 gone, 1 changed",
        "  ~ zh/01.html: 共读出 3 条数值。 → 共读出 5 条数值。",
        "  + zh/01.html: 另有一说",
        "  - zh/01.html: 第一条",
    ]


def test_json_has_the_same_with_fields(old, tmp_path):
    new = write(tmp_path / "new", OLD_DOCUMENTS, OLD_ROWS[:3], {"edition": "1.1"}, PROSE.format(n=3))
    found = json.loads(diff_printed.as_json(diff.compare(old, new)))
    assert sorted(found) == ["claims", "documents", "observations", "parameters", "sentences"]
    assert found["observations"] == [
        {
            "kind": "gone",
            "key": {
                "doc": "002",
                "quote": "3家",
                "indicator": "firms",
                "period": "2020",
                "value": "3",
                "unit": "firm",
            },
            "fields": {},
        }
    ]
    assert [claim["name"] for claim in found["claims"]] == ["edition", "zone_observations"]
    assert found["claims"][0]["before"] == {"zh": "1.0", "en": "1.0"}


def test_the_same_words_twice_are_two_observations(old, tmp_path):
    said = {"zone_observations": "3", "edition": "1.0"}
    new = write(
        tmp_path / "new", OLD_DOCUMENTS, [*OLD_ROWS, ["001", "90", *OLD_ROWS[1][2:]]], said, PROSE.format(n=3)
    )
    found = diff.compare(old, new)
    assert [(change.kind, change.key["quote"]) for change in found.observations] == [("added", "45家")]
    assert not found.claims


def test_what_the_code_alone_changed_is_said_to_be_so(old, tmp_path):
    said = {"zone_observations": "4", "edition": "1.0"}
    new = write(tmp_path / "new", OLD_DOCUMENTS, OLD_ROWS, said, PROSE.format(n=3))
    (claim,) = diff.compare(old, new).claims
    assert claim.because == "no document and no observation differs: the code does"


def test_an_edition_without_claims_json_tells_them_by_its_notebooks(old, tmp_path):
    new = write(tmp_path / "new", OLD_DOCUMENTS, OLD_ROWS, {}, PROSE.format(n=3))
    (new.folder / "data" / "claims.json").unlink()
    shown = {"claims": [{"name": "edition", "text": {"zh": "1.0", "en": "1.0"}, "evidence": []}]}
    cells = [
        {"metadata": {"tags": ["injected-parameters"]}, "source": ["# Parameters\n", "top_terms = 7\n"]},
        {"metadata": {}, "source": "", "outputs": [{"data": {"application/vnd.gaoxin.claims+json": shown}}]},
    ]
    (new.folder / "notebooks").mkdir()
    (new.folder / "notebooks" / "01.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    found = diff.compare(old, diff.Report(new.folder))
    assert [(claim.kind, claim.name) for claim in found.claims] == [("gone", "zone_observations")]
    assert [(change.kind, change.key, change.fields) for change in found.parameters] == [
        ("added", {"name": "top_terms"}, {"value": ("", "7")})
    ]


def test_no_report_is_said_where_it_was_looked_for(tmp_path):
    with pytest.raises(StudyError) as fault:
        diff.Report(tmp_path)
    assert fault.value.where == str(tmp_path)
    assert "report/" in fault.value.remedy
