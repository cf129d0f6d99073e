"""A study of two documents and two chapters of a cell each: a whole build of it takes seconds."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

import analysis
from analysis.labels import LANGUAGES, template

from .conftest import NEWS, REPORT

_FRONT = sorted((Path(analysis.__file__).parent / "templates").glob("glance.*.md"))


def write(root: Path) -> Path:
    """Write the study to ``root``, and return that; every claim of the first page is made by chapter 1."""
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "000_report.txt").write_text(REPORT, encoding="utf-8")
    (root / "seeds" / "001_news.txt").write_text(NEWS, encoding="utf-8")
    (root / "notebooks").mkdir()
    chapter(root, "01_first", "title_length = 40", _claims())
    chapter(root, "02_second", "examples = 3", "from analysis import exhibits\nprint(exhibits.MOST_EVIDENCE)")
    return root


def chapter(root: Path, name: str, parameters: str, code: str) -> None:
    """Write a chapter with a parameters cell and one cell of code."""
    cells = [
        *(
            nbformat.v4.new_markdown_cell(f"# {name[3:].title()}", metadata={"tags": [f"lang-{lang}"]})
            for lang in LANGUAGES
        ),
        nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(code),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"{name}-{number}"
    about = {"gaoxin": {"chapter": int(name[:2]), "id": name}}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=about), root / "notebooks" / f"{name}.ipynb"
    )


def _claims() -> str:
    texts = [path.read_text(encoding="utf-8") for path in _FRONT]
    names = {name for text in texts for name in re.findall(r"\{\{ ?(\w+)", text)}
    for lang in LANGUAGES:
        names |= set(re.findall(r"\{(\w+)", template("report.subtitle", lang)))
    return (
        "from analysis.exhibits import Claim, show_claims\n"
        f"show_claims([Claim(name, dict.fromkeys({LANGUAGES!r}, 'one')) for name in {sorted(names)!r}])"
    )
