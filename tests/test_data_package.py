"""The data package: described by its contracts, read back by independent readers, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import frictionless
import openpyxl
import pandas as pd
import pytest

from analysis import bibliography, data_package, dictionary, export
from analysis.comparison_schema import GROWTH
from analysis.schema import DOCUMENTS, OBSERVATIONS

ABOUT = data_package.About(
    title="云岭高新区",
    description="三篇文本",
    version="1.2.0",
    date="2026-01-02",
    timestamp=datetime(2026, 1, 2, tzinfo=UTC),
    contributors=("某组",),
    license="MIT",
    keywords=("高新区",),
    inputs={"a.txt": "0" * 64},
)
LONG = "很长的句子" * 500  # more bytes than a fixed string of Stata holds


def documents() -> pd.DataFrame:
    common = {"start": 0, "end": 9, "script": "hans", "chars": 9, "completeness": "complete", "sha256": "0"}
    return DOCUMENTS.frame(
        [
            common
            | {"doc": "001", "file": "a.txt", "title": "关于 R&D 的通知", "issuer": "云岭高新区管委会"}
            | {"date": "2015-01-10", "doc_no": "云高发〔2015〕3号", "rights": "official"},
            common
            | {"doc": "002", "file": "b.txt", "title": "云岭纪事", "author": "甲某、乙某", "rights": "press"}
            | {"date": "2020-12", "source": "https://example.org/1.html"},
            common | {"doc": "003", "file": "c.txt", "script": "hant", "source": "云岭日报"},
        ]
    )


def observations() -> pd.DataFrame:
    row = {
        "doc": "001", "indicator": "gdp", "measure": "level", "unit": "CNY", "status": "actual", "bound": "=",
        "sentence_start": 0,
    }  # fmt: skip
    return OBSERVATIONS.frame(
        [
            row
            | {"start": 5, "end": 9, "quote": "=1+1", "value": 2.15e10, "sentence": LONG, "sentence_end": 2500},
            row
            | {"start": 15, "end": 18, "quote": "3亿元", "value": 3e8, "sentence": "\"甲\"\r\n乙,丙"}
            | {"sentence_end": 9, "period": "2014"},
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    tables = {
        "documents": documents(),
        "observations": observations(),
        "growth": GROWTH.frame([]),
        "panel_wide": pd.DataFrame(
            {"park": pd.array(["甲"], dtype="str"), "gdp.level": pd.array([1.5], dtype="Float64")}
        ),
    }
    return data_package.files(tables, ABOUT, {"claims.json": b"[]\n"})


def descriptor(package: dict[str, bytes]) -> dict[str, dict[str, object]]:
    return {each["path"]: each for each in json.loads(package["datapackage.json"])["resources"]}


def test_frictionless_finds_no_fault(package, tmp_path):
    for name, content in package.items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_frictionless_finds_a_code_that_is_none(package, tmp_path):
    """The twin: the check can fail."""
    for name, content in package.items():
        (tmp_path / name).write_bytes(
            content.replace(b",actual,", b",actuel,") if name == "observations.csv" else content
        )
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert {kind for (kind,) in found} >= {"hash-count", "constraint-error"}


def test_the_schema_of_a_table_is_its_contract(package):
    described = descriptor(package)
    for name, contract in (("documents", DOCUMENTS), ("observations", OBSERVATIONS)):
        fields = described[f"{name}.csv"]["schema"]["fields"]
        assert [field["name"] for field in fields] == contract.names
        assert described[f"{name}.csv"]["schema"]["primaryKey"] == list(contract.key)
        for field, column in zip(fields, contract.columns, strict=True):
            assert (
                field["type"]
                == {"str": "string", "Int64": "integer", "Float64": "number", "bool": "boolean"}[column.dtype]
            )
            assert field.get("constraints", {}).get("enum", []) == list(column.values)
            assert field.get("unit", "") == column.unit


def test_the_codebook_has_every_column_of_every_contract_with_a_name_in_both_languages():
    columns = dictionary.columns()
    for contract in dictionary.CONTRACTS.values():
        assert list(columns[columns.table == contract.name].column) == contract.names
    own = columns[~columns.table.isin(["codebook", "codebook_codes"])]
    assert not [row for row in own.itertuples() if not re.search(r"[\u4e00-\u9fff]|[A-Z]", row.label_zh)]


def test_csv_is_rfc_4180_with_text_as_it_is(package):
    raw = package["observations.csv"]
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    first, second = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))
    assert (first["quote"], first["value"], first["period"]) == ("=1+1", "21500000000", "")
    assert second["sentence"] == '"甲"\r\n乙,丙'


def test_parquet_is_the_table(package):
    read = pd.read_parquet(io.BytesIO(package["observations.parquet"]))
    pd.testing.assert_frame_equal(read, observations())


def test_stata_reads_labels_and_long_text(package):
    with pd.io.stata.StataReader(io.BytesIO(package["observations.dta"])) as reader:
        table, labels, values = reader.read(), reader.variable_labels(), reader.value_labels()
    assert table.sentence[0] == LONG
    assert table.value.tolist() == [2.15e10, 3e8]
    assert table.period.tolist() == ["", "2014"]
    assert (labels["period"], labels["end_"]) == ("时期", "结束位置 (code points)")
    assert values["status"] == {0: "actual", 1: "estimate", 2: "target"}
    assert table.status.tolist() == ["actual", "actual"]


def test_the_workbook_has_the_codebook_first_and_no_formula(package):
    book = openpyxl.load_workbook(io.BytesIO(package["gaoxin-data.xlsx"]))
    assert book.sheetnames[:2] == ["codebook", "codebook_codes"]
    sheet = book["observations"]
    head = [cell.value for cell in sheet[1]]
    assert (
        sheet.cell(2, head.index("quote") + 1).value,
        sheet.cell(2, head.index("quote") + 1).data_type,
    ) == ("=1+1", "s")
    assert sheet.cell(2, head.index("period") + 1).value is None


def test_the_descriptor_counts_and_hashes_what_the_archive_holds(package):
    described = descriptor(package)
    with zipfile.ZipFile(io.BytesIO(package["gaoxin-data.zip"])) as archive:
        held = {name.removeprefix("gaoxin-data/"): archive.read(name) for name in archive.namelist()}
    assert set(held) == set(package) - {"gaoxin-data.zip"} == {*described, "datapackage.json"}
    assert all(described[name]["bytes"] == len(held[name]) for name in described)


def test_the_same_tables_give_the_same_bytes(package):
    again = data_package.files(
        {"documents": documents(), "observations": observations(), "growth": GROWTH.frame([])}, ABOUT
    )
    for name in ("observations.csv", "observations.dta", "observations.parquet", "growth.dta", "corpus.ris"):
        assert again[name] == package[name]
    assert data_package.archive(package) == data_package.archive(package)
    assert export.content(documents(), ".xlsx") == export.content(documents(), ".xlsx")


def test_ris():
    assert bibliography.ris(documents()).split("\r\n") == [
        "TY  - RPRT", "ID  - doc-001", "TI  - 关于 R&D 的通知", "AU  - 云岭高新区管委会", "PY  - 2015", "DA  - 2015/01/10/",
        "PB  - 云岭高新区管委会", "M1  - 云高发〔2015〕3号", "LA  - zh-Hans", "ER  - ",
        "TY  - NEWS", "ID  - doc-002", "TI  - 云岭纪事", "AU  - 甲某", "AU  - 乙某", "PY  - 2020", "DA  - 2020/12//",
        "UR  - https://example.org/1.html", "LA  - zh-Hans", "ER  - ",
        "TY  - RPRT", "ID  - doc-003", "TI  - 003", "T2  - 云岭日报", "LA  - zh-Hant", "ER  - ", "",
    ]  # fmt: skip


def test_bibtex_escapes_what_tex_reads():
    first, second, _, _ = bibliography.bibtex(documents()).split("\n\n")
    assert "title = {{关于 R\\&D 的通知}}" in first
    assert "author = {{甲某} and {乙某}}" in second
    assert "url = {https://example.org/1.html}" in second
    assert "month = {12}" in second


def test_csl_json_has_no_address_that_the_catalogue_has_not():
    first, second, third = json.loads(bibliography.csl_json(documents()))
    assert first["issued"] == {"date-parts": [[2015, 1, 10]]}
    assert second["URL"] == "https://example.org/1.html"
    assert "container-title" not in second
    assert third == {
        "id": "doc-003",
        "type": "report",
        "title": "003",
        "container-title": "云岭日报",
        "language": "zh-Hant",
    }
