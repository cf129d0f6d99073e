"""What a step depends on: a package of a few files written here, changed one way at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis import dependencies, files
from analysis.dependencies import Code

PACKAGE = {
    "__init__.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .study import open_study\n"
    "def __getattr__(name):\n    from . import study\n    return study\n",
    "study.py": "from . import reading\n",
    "reading/__init__.py": "from .words import cut\n",
    "reading/words.py": "from ..tables import rows\ncut = rows('words.csv')\n",
    "tables.py": "def rows(name):\n    'Return the rows.'\n    return name\n",
    "figures.py": "import json\nfrom .tables import rows\n_FOLDER = 'templates'\n",
    "apart.py": "import pandas\n",
    "codebook/words.csv": "word\n园区\n",
    "codebook/labels.toml": "a = 1\n",
    "templates/page.html": "<p>\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "analysis"
    for name, text in PACKAGE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(dependencies, "PACKAGE", folder)
    return folder


def code(folder: Path) -> Code:
    files.digest.cache_clear()
    return Code(folder.parent / "modules.json")


def notebook(folder: Path, *cells: str) -> Path:
    path = folder.parent / "01.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [cell]} for cell in cells]}))
    return path


@pytest.mark.parametrize(
    ("cell", "modules"),
    [
        ("from analysis import figures", "__init__ figures tables"),
        ("from analysis.figures import rows", "__init__ figures tables"),
        ("import analysis.tables", "__init__ tables"),
        ("from analysis import open_study", "__init__ reading/__init__ reading/words study tables"),
        ("from analysis.reading import words", "__init__ reading/__init__ reading/words tables"),
        ("import pandas\nfrom json import loads", ""),
    ],
)
def test_a_notebook_depends_on_what_its_imports_reach(package, cell, modules):
    found = code(package).of_notebook(notebook(package, "x = 1", cell))
    names = [name.removeprefix("module ") for name in found if name.startswith("module ")]
    assert sorted(names) == sorted(f"{name}.py" for name in modules.split())


@pytest.mark.parametrize(
    ("root", "data"),
    [
        ("study", ["codebook/words.csv"]),
        ("figures", ["templates/page.html"]),
        ("apart", []),
    ],
)
def test_data_files_count_that_a_module_names(package, root, data):
    found = code(package).of(root)
    assert [name for name in found if name.startswith("package ")] == [f"package {name}" for name in data]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("tables.py", "# a reason\ndef rows(name):\n    'Return other words.'\n\n    return name\n", ""),
        ("tables.py", '"""A module."""\ndef rows(name): return name', ""),
        ("tables.py", "def rows(name):\n    return [name]\n", "module tables.py has changed"),
        ("codebook/words.csv", "word\n园区\n高新区\n", "package codebook/words.csv has changed"),
        ("codebook/labels.toml", "a = 2\n", ""),
        ("figures.py", "rows = None\n", ""),
        (
            "reading/words.py",
            "cut = 'words.csv'\n",
            "module reading/words.py has changed; module tables.py is gone",
        ),
    ],
)
def test_what_a_change_means_to_a_step(package, file, text, said):
    before = code(package).of("study")
    (package / file).write_text(text, encoding="utf-8")
    assert dependencies.differences(before, code(package).of("study")) == said


def test_a_module_is_parsed_once_for_each_content(package, monkeypatch):
    first = code(package)
    wanted = first.of("study")
    first.remember()
    monkeypatch.setattr(dependencies.ast, "parse", None)
    assert code(package).of("study") == wanted


def test_differences_name_values_and_count_what_is_more():
    before = {
        "parameter n": "1",
        "version of pandas": "3.0",
        "seeds/a.txt": "x",
        "seeds/b.txt": "x",
        "seeds/c.txt": "x",
    }
    now = {
        "parameter n": "2",
        "version of pandas": "3.1",
        "seeds/b.txt": "y",
        "seeds/d.txt": "x",
        "seeds/c.txt": "x",
    }
    assert dependencies.differences(before, now) == (
        "parameter n was 1, is 2; seeds/a.txt is gone; seeds/b.txt has changed; 2 more"
    )
    assert dependencies.differences(now, now) == ""
