"""The tables without a notebook: any files, any folder, four formats."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.audit_schema import AUDIT
from analysis.ledger_schema import LEDGER
from analysis.schema import DOCUMENTS, OBSERVATIONS

from .conftest import REPORT
from .test_build import gaoxin

GUIDELINE = [
    "doc",
    "start",
    "end",
    "quote",
    "entity",
    "indicator",
    "label",
    "scope",
    "measure",
    "value",
    "value_high",
    "unit",
    "period",
    "status",
    "bound",
]


def test_extract_writes_the_guidelines_columns_first(make_study, tmp_path):
    root = make_study()
    done = gaoxin("extract", root / "seeds", "-o", tmp_path / "o.csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert list(rows[0]) == OBSERVATIONS.names
    assert OBSERVATIONS.names[: len(GUIDELINE)] == GUIDELINE
    gdp = next(row for row in rows if row["quote"] == "120亿元")
    assert (gdp["indicator"], gdp["value"], gdp["unit"], gdp["period"]) == (
        "gdp",
        "12000000000",
        "CNY",
        "2021",
    )
    assert REPORT[int(gdp["start"]) : int(gdp["end"])] == "120亿元"
    assert "120亿元" in gdp["sentence"]


def test_audit_recomputes_what_the_texts_relate(make_study, tmp_path):
    text = "东江高新区2021年工作总结\n2021年,东江高新区专利申请120件,其中发明专利150件。\n"
    seeds = make_study({"000.txt": text}) / "seeds"
    done = gaoxin("audit", seeds, "-o", tmp_path / "audit.csv")
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader((tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines())
    assert list(row) == AUDIT.names
    assert (row["class"], row["quotes"], row["gap"]) == ("contradiction", "120件;150件", "30")


def test_ledger_accounts_for_every_number_of_the_extraction(make_study, tmp_path):
    seeds = make_study() / "seeds"
    for command in ("extract", "ledger"):
        done = gaoxin(command, seeds, "-o", tmp_path / f"{command}.csv")
        assert done.returncode == 0, done.stderr
    stated, numerals = (
        list(csv.DictReader((tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()))
        for name in ("extract", "ledger")
    )
    assert list(numerals[0]) == LEDGER.names
    observed = [row for row in numerals if row["class"] == "observation"]
    holds = [
        [row["quote"] for row in observed if row["doc"] == one["doc"] and _is_inside(row, one)]
        for one in stated
    ]
    assert all(holds)
    assert sum(map(len, holds)) == len(observed)
    title = [(row["quote"], row["class"]) for row in numerals if row["doc"] == "000"][:4]
    assert title == [("2021", "date"), ("2022", "date"), ("01", "date"), ("20", "date")]


def _is_inside(numeral: dict[str, str], observation: dict[str, str]) -> bool:
    return int(observation["start"]) <= int(numeral["start"]) < int(observation["end"])


def test_documents_takes_single_files(make_study, tmp_path):
    root = make_study()
    done = gaoxin(
        "documents",
        root / "seeds" / "000_report.txt",
        root / "seeds" / "001_news.txt",
        "-o",
        tmp_path / "d.jsonl",
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(rows[0]) == DOCUMENTS.names
    assert [(row["doc"], row["entity"], row["date"]) for row in rows] == [
        ("000", "东江高新区", "2022-01-20"),
        ("001", "西岭高新区", "2021-02-03"),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx", ".jsonl"])
def test_every_format(make_study, tmp_path, suffix):
    done = gaoxin("extract", make_study() / "seeds", "-o", tmp_path / f"o{suffix}")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"o{suffix}").stat().st_size
    if suffix == ".parquet":
        assert list(pd.read_parquet(tmp_path / "o.parquet").columns) == OBSERVATIONS.names


def test_an_unknown_format_is_said_before_anything_is_read(make_study, tmp_path):
    done = gaoxin("extract", make_study() / "seeds", "-o", tmp_path / "o.doc")
    assert done.returncode == 1
    assert ".parquet" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_file_is_named_the_rest_goes_on_and_the_status_says_so(make_study, tmp_path):
    root = make_study()
    (root / "seeds" / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    done = gaoxin("documents", root / "seeds", "-o", tmp_path / "d.csv")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert len((tmp_path / "d.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--help"],
        ["build", "--help"],
        ["documents", "--help"],
        ["extract", "--help"],
        ["ledger", "--help"],
    ],
)
def test_help_is_worth_reading(words):
    done = gaoxin(*words, COLUMNS="120")
    assert len(done.stdout) > 300
    if words[:1] == ["build"]:
        assert "top_terms" in done.stdout


def test_help_and_nothing_to_do_import_nothing_heavy():
    code = "import analysis.build, analysis.cli, sys; print([m for m in ('pandas', 'matplotlib', 'jieba', 'papermill') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_stands_beside_its_python():
    assert Path(sys.executable).with_name("gaoxin").is_file()
