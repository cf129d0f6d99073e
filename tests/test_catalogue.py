"""Facts that a researcher states: what a row does, and which rows are refused."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis import documents, open_study, sources
from analysis.cli import app
from analysis.codebook import read_csv
from analysis.errors import CatalogueError
from analysis.schema import BASES, CONFIDENCES, FACTS

NEWS = """常州高新区召开工作会议
日期：2014-01-05
来源：某某晚报
2013年，常州高新区完成产值12亿元。2013年新增企业30家，2013年引进项目8个，各项工作进展顺利。
"""
BODY = "全区完成产值12亿元，同比增长8%。"


def corpus(tmp_path: Path, *rows: str, head: str = "doc,fact,value,reason,expected") -> documents.Described:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "catalog.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return documents.read(sources.read([tmp_path]).files, documents.catalogue.read([tmp_path]))


def fact(read: documents.Described, name: str) -> dict[str, object]:
    rows = read.facts[read.facts.fact == name].to_dict("records")
    return {str(key): value for row in rows for key, value in row.items() if not pd.isna(value)}


# What was read


@pytest.mark.parametrize(
    ("name", "value", "quote", "basis", "confidence"),
    [
        ("title", "常州高新区召开工作会议", "常州高新区召开工作会议", "line", "stated"),
        ("date", "2014-01-05", "2014-01-05", "field", "stated"),
        ("source", "某某晚报", "某某晚报", "field", "stated"),
        ("entity", "常州高新区", "常州高新区", "title", "stated"),
        ("place_code", "320400", None, "register", "derived"),
        ("subject_year", "2013", None, "counted", "weighed"),
        ("genre", "news", None, "rule", "derived"),
        ("completeness", "complete", None, "default", "weighed"),
        ("script", "hans", None, "characters", "derived"),
        ("rights", "press", None, "rule", "derived"),
    ],
)
def test_each_fact_has_its_passage_and_its_basis(
    tmp_path: Path, name: str, value: str, quote: str | None, basis: str, confidence: str
) -> None:
    found = fact(corpus(tmp_path), name)
    assert (found["value"], found["basis"], found["confidence"]) == (value, basis, confidence)
    span = (found["start"], found["end"]) if "start" in found else None
    assert (NEWS[slice(*span)] if span else None) == quote


def test_what_is_not_known_has_no_row(tmp_path: Path) -> None:
    read = corpus(tmp_path)
    assert not {"issuer", "author", "doc_no", "zone_level"} & set(read.facts.fact)
    assert read.documents[["issuer", "author", "doc_no", "zone_level"]].isna().all(axis=None)


def test_facts_and_documents_agree(tmp_path: Path) -> None:
    read = corpus(tmp_path)
    (row,) = read.documents.to_dict("records")
    assert {str(r["fact"]): str(r["value"]) for r in read.facts.to_dict("records")} == {
        name: str(row[name]) for name in read.facts.fact
    }
    FACTS.check(read.facts)


def test_each_basis_has_a_confidence_and_a_reason() -> None:
    rows = read_csv("bases.csv")
    assert tuple(sorted(row["basis"] for row in rows)) == tuple(sorted(BASES))
    assert {row["confidence"] for row in rows} == set(CONFIDENCES)
    assert all(row["reason"] for row in rows)


# What is stated


def test_a_stated_fact_stands_with_the_machine_s_beside_it(tmp_path: Path) -> None:
    read = corpus(tmp_path, "a,issuer,常州高新区管委会,封面,", "a,genre,work_report,内部汇报,news")
    assert read.documents.loc[0, ["issuer", "genre"]].tolist() == ["常州高新区管委会", "work_report"]
    assert fact(read, "genre") == {
        "doc": "a",
        "fact": "genre",
        "value": "work_report",
        "basis": "catalogue",
        "confidence": "stated",
        "read_value": "news",
        "reason": "内部汇报",
    }


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("a,date,2016-05-01,档案,", "subject_year", "2016"),
        ("a,entity,潍坊高新区,封面,", "place_code", "370700"),
        ("a,entity,潍坊市,封面,", "place_kind", "city"),
        ("a,issuer,常州市人民政府,封面,", "rights", "official"),
    ],
)
def test_what_follows_from_a_stated_fact_follows(tmp_path: Path, row: str, name: str, value: str) -> None:
    assert str(corpus(tmp_path, row).documents.loc[0, name]) == value


def test_a_fact_may_be_called_unknown(tmp_path: Path) -> None:
    read = corpus(tmp_path, "a,source,-,转载页，来源存疑,某某晚报".replace("，", "；"))
    assert pd.isna(read.documents.loc[0, "source"])
    assert (fact(read, "source")["basis"], fact(read, "source")["read_value"]) == ("catalogue", "某某晚报")


def test_a_catalogue_of_excel_and_one_without_rows(tmp_path: Path) -> None:
    plain = corpus(tmp_path)
    (tmp_path / "catalog.csv").write_bytes(
        "doc,fact,value,reason\r\na,author,张三,报纸原件\r\n\r\n".encode("gb18030")
    )
    stated = documents.read(sources.read([tmp_path]).files, documents.catalogue.read([tmp_path]))
    assert pd.isna(plain.documents.loc[0, "author"])
    assert stated.documents.loc[0, "author"] == "张三"


# What is refused


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("b,title,甲,乙,", "no document 'b'"),
        (",title,甲,乙,", "no document"),
        ("a,start,3,乙,", "no fact 'start'"),
        ("a,sha256,3,乙,", "no fact 'sha256'"),
        ("a,title,甲,,", "no reason"),
        ("a,title,,乙,", "no value for title"),
        ("a,genre,诗,乙,", "'诗' is no genre"),
        ("a,script,-,乙,", "script cannot be unknown"),
        ("a,date,2015-02-30,乙,", "'2015-02-30' is no date"),
        ("a,date,2015年,乙,", "'2015年' is no date"),
        ("a,entity,濰坊高新区,乙,", "'濰坊高新区' is no entity"),
        ("a,subject_year,15,乙,", "'15' is no subject_year"),
        ("a,place_code,999999,乙,", "'999999' is no place_code"),
        ("a,title,甲,乙,,丙", "more or fewer cells than the header has"),
        ("a,title,甲,乙,丙", "expects '丙' as title of a, but '常州高新区召开工作会议' is read"),
        ("a,author,甲,乙,丙", "expects '丙' as author of a, but '-' is read"),
    ],
)
def test_a_row_that_cannot_be_used(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        corpus(tmp_path, row)
    assert (caught.value.what, caught.value.where) == (what, f"{tmp_path.name}/catalog.csv, line 2")
    assert caught.value.remedy


def test_a_fact_stated_twice_and_other_faults_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        corpus(tmp_path, "a,title,甲,丙,", "a,date,2015,丙,", "a,title,乙,丙,", "a,genre,诗,丙,")
    assert [(error.what, error.where[-6:]) for error in caught.value.gathered] == [
        (f"title of a is stated twice, first in {tmp_path.name}/catalog.csv, line 2", "line 4"),
        ("'诗' is no genre", "line 5"),
    ]


@pytest.mark.parametrize(
    "head", ["doc,fact,value", "doc,fact,value,reason,note", "doc,fact,value,reason,doc"]
)
def test_a_header_that_is_not_a_catalogue_s(tmp_path: Path, head: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        corpus(tmp_path, head=head)
    assert caught.value.where == f"{tmp_path.name}/catalog.csv, line 1"


# Where it is used


@pytest.mark.parametrize("command", ["documents", "extract"])
def test_the_commands_use_the_catalogue_of_a_folder(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(f"工作简报\n{BODY}\n", encoding="utf-8")
    (tmp_path / "catalog.csv").write_text(
        "doc,fact,value,reason\na,entity,潍坊高新区,封面\n", encoding="utf-8"
    )
    output = tmp_path / "out" / "o.csv"
    result = CliRunner().invoke(app, [command, str(tmp_path), "-o", str(output)])
    assert result.exit_code == 0, result.output
    table = pd.read_csv(output, encoding="utf-8-sig")
    assert "潍坊高新区" in set(table.entity)
    (tmp_path / "catalog.csv").write_text("doc,fact,value,reason\nb,title,甲,乙\n", encoding="utf-8")
    result = CliRunner().invoke(app, [command, str(tmp_path), "-o", str(output)])
    assert result.exit_code == 1
    assert "CatalogueError: no document 'b'" in result.output


def test_a_study_uses_its_catalogue(make_study: Callable[..., Path]) -> None:
    root = make_study({"a.txt": NEWS})
    (root / "seeds" / "catalog.csv").write_text(
        "doc,fact,value,reason\na,genre,notice,甲\n", encoding="utf-8"
    )
    assert open_study(root).documents.genre.tolist() == ["notice"]
    assert "catalogue" in set(open_study(root).facts.basis)
