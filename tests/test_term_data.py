"""``gaoxin terms``: its files, their bytes, and its faults."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from scipy import io
from typer.testing import CliRunner

from analysis import cli, lexicon, open_study
from analysis.study import Corpus
from analysis.term_schema import TERM_TABLES


def terms(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("gaoxin")), "terms", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    from .conftest import NEWS, REPORT

    root = tmp_path_factory.mktemp("terms") / "study"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "000.txt").write_text(REPORT, encoding="utf-8")
    (root / "seeds" / "001.txt").write_text(NEWS, encoding="utf-8")
    return root


def test_files_of_the_command_have_the_same_bytes_twice(study, tmp_path):
    folders = [tmp_path / "a", tmp_path / "b"]
    done = terms(study / "seeds", "-o", folders[0], PYTHONHASHSEED="5", TZ="Asia/Shanghai", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    Corpus([study / "seeds"]).write_terms(folders[1])
    names = sorted(path.name for path in folders[0].iterdir())
    others = ["theme_hits.csv", "dfm_documents.csv", "dfm_words.csv", "dfm.mtx", "lexicon.yml"]
    assert names == sorted([*(f"{table.name}.csv" for table in TERM_TABLES), *others])
    assert [
        name for name in names if (folders[0] / name).read_bytes() != (folders[1] / name).read_bytes()
    ] == []


def test_the_matrix_counts_as_the_frequencies_do(study, tmp_path):
    open_study(study).write_terms(tmp_path)
    matrix = io.mmread(tmp_path / "dfm.mtx", spmatrix=False).tocsr()
    with (tmp_path / "dfm_words.csv").open(encoding="utf-8-sig") as file:
        words = [row["word"] for row in csv.DictReader(file)]
    with (tmp_path / "dfm_documents.csv").open(encoding="utf-8-sig") as file:
        docs = [row["doc"] for row in csv.DictReader(file)]
    assert matrix.shape == (len(docs), len(words)) == (2, len(words))
    assert matrix[docs.index("000"), words.index("同比")] == 3
    assert matrix[docs.index("001"), words.index("同比")] == 3
    assert matrix[docs.index("001"), words.index("营商环境")] == 0
    assert yaml.safe_load((tmp_path / "lexicon.yml").read_text(encoding="utf-8"))["services"][0] == "营商环境"


def test_a_lexicon_of_quanteda_takes_the_place_of_our_own(study, tmp_path):
    (tmp_path / "own.yml").write_text("增长:\n- 同比增长\n", encoding="utf-8")
    Corpus([study / "seeds"]).write_terms(tmp_path / "out", lexicon.read(tmp_path / "own.yml"))
    text = (tmp_path / "out" / "theme_frequencies.csv").read_text(encoding="utf-8-sig")
    assert {row["theme"] for row in csv.DictReader(text.splitlines())} == {"增长"}


@pytest.mark.parametrize("content", ["", "\n\n", "创新"])
def test_a_document_without_words_is_no_fault(tmp_path, content):
    (tmp_path / "000.txt").write_text(content, encoding="utf-8")
    (tmp_path / "001.txt").write_text("东江高新区坚持创新。", encoding="utf-8")
    Corpus([tmp_path]).write_terms(tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        assert "nan" not in path.read_text(encoding="utf-8").lower()


def test_a_faulty_lexicon_is_one_message(study, tmp_path):
    (study / "seeds" / "terms.csv").write_text("term,theme,reason\n创新,law,x\n", encoding="utf-8")
    done = CliRunner().invoke(cli.app, ["terms", str(study / "seeds"), "-o", str(tmp_path)])
    (study / "seeds" / "terms.csv").unlink()
    assert done.exit_code == 1
    assert done.stderr.startswith("LexiconError: 创新 stands twice, for innovation and for law")
