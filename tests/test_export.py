"""Tables as files: each format read back by an independent reader, twice the same bytes, nothing half written."""

from __future__ import annotations

import csv
import json
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import export
from analysis.errors import AnalysisError, StudyError


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "doc": pd.array(["001", "002"], dtype="str"),
            "quote": pd.array(["215亿元", '=HYPERLINK("http://x"), "甲"'], dtype="str"),
            "value": pd.array([21500000000, 0.1], dtype="Float64"),
            "year": pd.array([2014, pd.NA], dtype="Int64"),
        }
    )


def test_csv_has_a_mark_lf_and_plain_decimals(tmp_path):
    export.write(table(), tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert rows == [
        {"doc": "001", "quote": "215亿元", "value": "21500000000", "year": "2014"},
        {"doc": "002", "quote": '=HYPERLINK("http://x"), "甲"', "value": "0.1", "year": ""},
    ]


def test_jsonl_keeps_missing_as_null(tmp_path):
    export.write(table(), tmp_path / "t.jsonl")
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"doc": "001", "quote": "215亿元", "value": 21500000000, "year": 2014},
        {"doc": "002", "quote": '=HYPERLINK("http://x"), "甲"', "value": 0.1, "year": None},
    ]


def test_parquet_reads_back_equal(tmp_path):
    export.write(table(), tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(pq.read_table(tmp_path / "t.parquet").to_pandas(), table())


def test_xlsx_writes_text_as_text(tmp_path):
    export.write(table(), tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=HYPERLINK(" in strings
    assert "<v>21500000000</v>" in sheet


@pytest.mark.parametrize("suffix", export.FORMATS)
def test_same_table_same_bytes(tmp_path, suffix):
    for name in ("a", "b"):
        export.write(table(), tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", export.FORMATS)
def test_no_rows_is_a_table_too(tmp_path, suffix):
    export.write(table().head(0), tmp_path / f"t{suffix}")
    assert (tmp_path / f"t{suffix}").is_file()


@pytest.mark.parametrize("name", ["t", "t.txt", "t.csv.gz"])
def test_unknown_ending_names_the_choices(tmp_path, name):
    with pytest.raises(AnalysisError, match="cannot write") as caught:
        export.write(table(), tmp_path / name)
    assert all(suffix in caught.value.remedy for suffix in export.FORMATS)
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StudyError, match="cannot write") as caught:
        export.write(table(), tmp_path / "file" / "t.csv")
    assert caught.value.where.endswith("t.csv")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.15e10, "21500000000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (-2.0, "-2"),
        (0.0, "0"),
        (1e22, "1" + "0" * 22),
    ],
)
def test_decimal(value, text):
    assert export.decimal(value) == text
