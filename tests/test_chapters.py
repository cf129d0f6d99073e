"""The chapters' notebooks: thin, stripped, their parameters those of ``params``, and runnable alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from analysis import chapters
from analysis.errors import NotebookError, StudyError
from analysis.params import FIELDS
from scripts import notebooks

ROOT = Path(__file__).parent.parent
CHAPTERS = chapters.of_study(ROOT)


def write(path: Path, *cells: nbformat.NotebookNode) -> Path:
    nb = nbformat.v4.new_notebook(cells=list(cells), metadata={"gaoxin": {"chapter": 1, "id": path.stem}})
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    return path


def code(source: str, *tags: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def prose(lang: str, source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": [f"lang-{lang}"]})


def test_the_report_has_its_five_chapters_in_order():
    names = ["01_corpus", "02_indicators", "03_comparison", "04_terms", "05_discourse"]
    assert [chapter.id for chapter in CHAPTERS] == names


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_cells_repeat_the_defaults_of_params(chapter):
    defaults = chapters.defaults(chapter.path)
    assert defaults
    assert defaults == {name: FIELDS[name].default for name in defaults}


def test_every_parameter_is_taken_by_a_chapter():
    of_the_report = {"publish_all"}  # what leaves the study, whatever the chapters show
    assert {name for chapter in CHAPTERS for name in chapter.parameters} == set(FIELDS) - of_the_report


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_chapters_are_stripped_thin_and_named(chapter):
    text = chapter.path.read_text(encoding="utf-8")
    nb = nbformat.reads(text, as_version=4)
    assert nb.metadata.gaoxin.id == chapter.id
    assert chapter.id.startswith(f"0{nb.metadata.gaoxin.chapter}_")
    assert notebooks.faults(nb) == []
    assert nbformat.writes(notebooks.strip(nb)) + "\n" == text


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (code("def f(): pass"), "defines something"),
        (code("import re"), "imports re"),
        (code("\n".join(["x = 1"] * 13)), "over 12 lines"),
        (nbformat.v4.new_markdown_cell("共有 15 篇"), "'15' is typed"),
        (nbformat.v4.new_markdown_cell("增长三成"), "'三成' is typed"),
        (nbformat.v4.new_markdown_cell("共有几篇"), "tag prose"),
        (prose("zh", "共有几篇"), "no translation"),
        (prose("en", "Some documents"), "must follow its Chinese"),
    ],
)
def test_what_a_chapter_must_not_hold(cell, fault):
    nb = nbformat.v4.new_notebook(cells=[code("x = 1", "parameters"), cell])
    assert any(fault in found and found.startswith("cell 2") for found in notebooks.faults(nb))


@pytest.mark.parametrize(
    ("chinese", "english", "faults"),
    [
        ("# 一\n\n共 {{ n }} 篇。", "# One\n\n{{ n document|documents }}.", []),
        (
            "共 {{ n }} 篇（{{ tab:a }}）。",
            "{{ n }} documents.",
            ["cell 3: {{ tab:a }} is named in Chinese only"],
        ),
        ("共 {{ n }} 篇。", "{{ n }} and {{ m }}.", ["cell 3: {{ m }} is named in English only"]),
        ("## 一", "One", ["cell 3: its headings are not those of the Chinese"]),
    ],
)
def test_a_translation_names_what_the_chinese_names(chinese, english, faults):
    nb = nbformat.v4.new_notebook(
        cells=[code("x = 1", "parameters"), prose("zh", chinese), prose("en", english)]
    )
    assert notebooks.faults(nb) == faults


def test_prose_of_templates_stands_in_both_languages_with_the_same_claims():
    folder = Path(chapters.__file__).parent / "templates"
    for name in ("glance", "method"):
        texts = {lang: (folder / f"{name}.{lang}.md").read_text(encoding="utf-8") for lang in ("zh", "en")}
        claims = {lang: set(re.findall(r"\{\{\s*(\w+)", text)) for lang, text in texts.items()}
        assert claims["zh"] == claims["en"]
        tables = {lang: re.findall(r"<!-- table: (\w+) -->", text) for lang, text in texts.items()}
        assert tables["zh"] == tables["en"]


def test_figures_inside_claims_and_code_names_are_no_fault():
    source = "{{ fig:x1 }} `a1`"
    cells = [prose("zh", f"共 {source}，两者皆非，第一"), prose("en", f"See {source}.")]
    assert notebooks.faults(nbformat.v4.new_notebook(cells=[code("x = 1", "parameters"), *cells])) == []


def test_a_study_may_bring_its_own_chapters(tmp_path):
    write(tmp_path / "notebooks" / "01_own.ipynb", code("top_terms = 15", "parameters"))
    assert [(c.id, c.parameters) for c in chapters.of_study(tmp_path)] == [("01_own", ("top_terms",))]
    (tmp_path / "notebooks" / "01_own.ipynb").unlink()
    assert [c.id for c in chapters.of_study(tmp_path)] == [c.id for c in CHAPTERS]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], "0 cells tagged parameters"),
        ([code("a = 1", "parameters"), code("b = 1", "parameters")], "2 cells tagged"),
        ([code("top_terms = len('x')", "parameters")], "parameters cell"),
        ([code("top_terms =", "parameters")], "parameters cell"),
        ([code("nonsense = 1", "parameters")], "nonsense not known"),
    ],
)
def test_a_bad_parameters_cell(tmp_path, cells, words):
    path = write(tmp_path / "01_x.ipynb", *cells)
    with pytest.raises(NotebookError, match=words) as caught:
        chapters.defaults(path)
    assert caught.value.where == str(path)


def test_not_a_notebook(tmp_path):
    (tmp_path / "01_x.ipynb").write_text("{}")
    with pytest.raises(NotebookError, match="not a notebook"):
        chapters.defaults(tmp_path / "01_x.ipynb")


def test_no_chapters_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(chapters, "_SHIPPED", tmp_path / "none")
    monkeypatch.setattr(chapters, "_CHECKOUT", tmp_path / "none")
    with pytest.raises(StudyError, match="no chapters"):
        chapters.of_study(tmp_path)


def test_run_injects_values_counts_cells_and_leaves_no_trace_of_time_or_place(tmp_path):
    path = write(tmp_path / "01_x.ipynb", code("top_terms = 15", "parameters"), code("print(top_terms)"))
    seen = []
    chapter = chapters.Chapter("01_x", path, ("top_terms",))
    chapters.run(
        chapter, {"top_terms": 40}, tmp_path / "out.ipynb", cwd=tmp_path, on_cell=lambda *n: seen.append(n)
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]
    text = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert json.loads(text)["cells"][-1]["outputs"][0]["text"] in ("40\n", ["40\n"])
    assert str(tmp_path) not in text
    assert "duration" not in text
    chapters.run(chapter, {"top_terms": 40}, tmp_path / "again.ipynb", cwd=tmp_path)
    assert (tmp_path / "again.ipynb").read_text(encoding="utf-8") == text


def test_a_failing_cell_is_named_with_its_own_words_and_the_partial_notebook_is_kept(tmp_path):
    path = write(
        tmp_path / "01_x.ipynb",
        code("x = 1", "parameters"),
        code("print('so far')"),
        code("1 / 0"),
        code("x"),
    )
    with pytest.raises(NotebookError, match="ZeroDivisionError: division by zero") as caught:
        chapters.run(chapters.Chapter("01_x", path, ()), {}, tmp_path / "out.ipynb", cwd=tmp_path)
    assert caught.value.where == "notebook 01_x, cell 3"
    partial = tmp_path / "out.failed.ipynb"
    assert str(partial) in caught.value.remedy
    assert "so far" in partial.read_text(encoding="utf-8")
    assert not (tmp_path / "out.ipynb").exists()
