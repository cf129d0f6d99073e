"""Strip the chapters' notebooks, or check that they are stripped and thin.

Usage: python scripts/notebooks.py [--check]

A chapter in git has no outputs, counts or editor's metadata. It holds a question, one ``parameters`` cell, calls and
prose: no ``def``, ``class``, regular expression or file path, no code cell over 12 lines, and no figure typed into
prose (a result is a ``{{ claim }}``). Prose stands in both languages: after each cell tagged ``lang-zh`` comes its
translation, tagged ``lang-en``, with the same headings and the same claims and exhibits.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis import prose
from analysis.report import checks

FOLDER = Path(__file__).parent.parent / "notebooks"
LONGEST_CELL = 12
_KEPT = ("gaoxin", "kernelspec")
_NAME = re.compile(r"\{\{\s*([A-Za-z0-9_:.]+)")
_MARKS = re.compile(r"^#+(?= )", re.MULTILINE)


def strip(nb: NotebookNode) -> NotebookNode:
    """Return the notebook without outputs, counts and whatever an editor added."""
    nb.metadata = {key: nb.metadata[key] for key in _KEPT if key in nb.metadata} | {
        "language_info": {"name": "python"}
    }
    for cell in nb.cells:
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return nb


def faults(nb: NotebookNode) -> list[str]:
    """Return what a chapter must not hold, one line a fault, cells counted from 1."""
    found = []
    if sum("parameters" in cell.metadata.get("tags", []) for cell in nb.cells) != 1:
        found.append("it needs one cell tagged parameters")
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type == "code":
            found += [f"cell {number}: {fault}" for fault in _code_faults(cell.source)]
        elif cell.cell_type == "markdown":
            typed = prose.faults(cell.source, "", prose.language(cell.metadata.get("tags", [])))
            found += [f"cell {number}: {fault.what}; {fault.remedy}" for fault in typed]
    return found + translation_faults(nb)


def translation_faults(nb: NotebookNode) -> list[str]:
    """Return what keeps the prose from standing in both languages, one line a fault, cells counted from 1."""
    found = []
    before = None
    for number, cell in enumerate(nb.cells, 1):
        language = _language(cell)
        if cell.cell_type == "markdown" and language is None:
            found.append(f"cell {number}: tag prose lang-zh or lang-en")
        if language == "en" and _language(before) != "zh":
            found.append(f"cell {number}: prose in English must follow its Chinese")
        if before is not None and language == "en" and _language(before) == "zh":
            found += [f"cell {number}: {fault}" for fault in _differences(before.source, cell.source)]
        if _language(before) == "zh" and language != "en":
            found.append(f"cell {number - 1}: no translation; put a cell tagged lang-en after it")
        before = cell
    if _language(before) == "zh":
        found.append(f"cell {len(nb.cells)}: no translation; put a cell tagged lang-en after it")
    return found


def _language(cell: NotebookNode | None) -> str | None:
    tags = cell.metadata.get("tags", []) if cell and cell.cell_type == "markdown" else []
    return next((tag.removeprefix("lang-") for tag in tags if tag in ("lang-zh", "lang-en")), None)


def _differences(chinese: str, english: str) -> list[str]:
    found = []
    if _MARKS.findall(chinese) != _MARKS.findall(english):
        found.append("its headings are not those of the Chinese")
    names = [set(_NAME.findall(source)) for source in (chinese, english)]
    for name in sorted(names[0] ^ names[1]):
        found.append(f"{{{{ {name} }}}} is named in {'Chinese' if name in names[0] else 'English'} only")
    return found


def _code_faults(source: str) -> list[str]:
    found = []
    if len(source.splitlines()) > LONGEST_CELL:
        found.append(f"over {LONGEST_CELL} lines; move the work into analysis/")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [*found, f"not Python: {error.msg}"]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            found.append("defines something; define it in analysis/")
        if isinstance(node, ast.Import) and any(name.name in ("re", "pathlib", "os") for name in node.names):
            found.append("imports re, os or pathlib; that belongs in analysis/")
    return found


def main() -> int:
    """Strip, or check with --check; returns the exit status."""
    check = "--check" in sys.argv[1:]
    bad = 0
    for path in sorted(FOLDER.glob("*.ipynb")):
        before = path.read_text(encoding="utf-8")
        nb = nbformat.reads(before, as_version=4)
        after = nbformat.writes(strip(nb)) + "\n"
        problems = faults(nb)
        if check and after != before:
            problems.append("not stripped; run: python scripts/notebooks.py")
        elif not check and after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            print(f"stripped {path.name}")
        for problem in problems:
            print(f"{path.name}: {problem}", file=sys.stderr)
        bad += len(problems)
    for fault in checks.figures_of_templates():  # the front's prose and the method's are the report's too
        print(fault, file=sys.stderr)
        bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
