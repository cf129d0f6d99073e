"""What a build runs again: a small study built once, then changed one way at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import analysis

from . import small
from .conftest import NEWS
from .test_build import GAOXIN, gaoxin, hashes, ran

WRITTEN = {"pages", "pdf", "publish"}
MORE = NEWS.replace("2020", "2021").replace("2021-02", "2022-02").replace("80亿元", "84亿元")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.write(tmp_path_factory.mktemp("small") / "study")
    done = gaoxin("build", "-C", root)
    assert done.returncode == 0, done.stderr
    assert "2 of 2 documents read: 000, 001" in done.stderr
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    root = tmp_path / "另一处 2"
    shutil.copytree(built, root)
    return root


def explained(root: Path, *words: str) -> dict[str, str]:
    done = gaoxin("build", "-C", root, "--explain", *words)
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


def test_nothing_changed_nothing_runs_in_another_place(copy):
    assert set(explained(copy).values()) == {"is up to date"}
    done = gaoxin("build", "-C", copy)
    assert (ran(done), done.returncode) == (set(), 0)


@pytest.mark.slow
def test_a_parameter_of_one_chapter_runs_that_chapter_alone(copy):
    said = explained(copy, "-p", "examples=5")
    assert said["02_second"] == said["pages"].partition(";")[0] == "runs: parameter examples was 3, is 5"
    assert said["tables"] == said["01_first"] == "is up to date"
    assert said["publish"] == "runs: if pages, pdf should give something else than before"
    done = gaoxin("build", "-C", copy, "-p", "examples=5")
    assert ran(done) == {"02_second", *WRITTEN}
    assert "to go" in done.stderr


@pytest.mark.slow
def test_one_added_document_is_the_one_that_is_read(copy):
    (copy / "seeds" / "002_more.txt").write_text(MORE, encoding="utf-8")
    assert explained(copy)["tables"] == "runs: seeds/002_more.txt is new"
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 0, done.stderr
    assert ran(done) == {"tables", "01_first", "02_second", *WRITTEN}
    assert "1 of 3 documents read: 002" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "add", "steps"),
    [
        ("discourse/coding.py", "\n# A comment.\n", set()),
        ("documents/dates.py", "\n# A comment in what the printed hash is made of.\n", {"pages", "pdf"}),
        ("report/html.py", "\nMORE = 1\n", {"pages", "pdf"}),
        ("exhibits.py", "\nMORE = 1\n", {"01_first", "02_second", "pages", "pdf"}),
        ("term_maps.py", "\nMORE = 1\n", set()),
    ],
)
def test_code_counts_by_its_meaning_and_for_those_who_use_it(copy, tmp_path, file, add, steps):
    package = tmp_path / "code" / "analysis"
    shutil.copytree(Path(analysis.__file__).parent, package, copy_function=os.link)
    text = (package / file).read_text(encoding="utf-8")
    (package / file).unlink()
    (package / file).write_text(text + add, encoding="utf-8")
    run = "from analysis.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", run, "build", "-C", copy, "--explain"],
        cwd=package.parent,  # which Python looks into first
        capture_output=True,
        text=True,
        check=True,
    )
    why = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert {step for step, said in why.items() if f"{file} has changed" in said} == steps


@pytest.mark.slow
def test_a_build_that_is_stopped_says_so_and_the_next_goes_on(copy):
    (copy / "seeds" / "002_more.txt").write_text(MORE, encoding="utf-8")
    before = hashes(copy)
    build = subprocess.Popen([GAOXIN, "build", "-C", copy], stderr=subprocess.PIPE, text=True)
    assert build.stderr is not None
    assert build.stderr.readline().startswith("tables: done")
    other = gaoxin("build", "-C", copy)
    assert other.returncode == 1
    assert f"another build is under way, process {build.pid}" in other.stderr
    build.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    said = build.communicate()[1]
    assert build.returncode == 130
    assert time.monotonic() - asked < 30
    assert "Interrupted" in said
    assert "Traceback" not in said
    assert hashes(copy) == before
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 0, done.stderr
    assert "tables" not in ran(done)
    assert ran(done) > WRITTEN


@pytest.mark.slow
def test_after_a_chapter_that_fails_the_others_are_not_run_again(copy):
    broken = copy / "notebooks" / "02_second.ipynb"
    right = broken.read_text(encoding="utf-8")
    small.chapter(copy, "02_second", "examples = 3", "1 / 0")
    small.chapter(copy, "01_first", "title_length = 40", "print('slower')\nimport time\ntime.sleep(3)")
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "01_first: done" in done.stderr  # it was under way: it is finished and kept
    broken.write_text(right, encoding="utf-8")
    assert explained(copy)["01_first"] == "is up to date"
    assert explained(copy)["02_second"] == "runs: it has not ended well yet"
