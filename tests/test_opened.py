"""What a step opens and loads is among its inputs: each step run by itself under an audit hook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import chapters

from . import small
from .conftest import NEWS, REPORT
from .test_build import gaoxin
from .test_discourse import OWN

ROOT = Path(__file__).parent.parent
CHAPTERS = [chapter.id for chapter in chapters.of_study(ROOT)]

RUN = """
import json, os, sys
from pathlib import Path
root, name, out = sys.argv[1:]
from analysis import build, params, steps
plan = build.plan(Path(root), params.Params.of({}))
step = {step.name: step for step in steps.of(plan, lambda *_: None)}[name]
opened, loaded = set(), set()
def note(event, words):
    if event == "open" and isinstance(words[0], str) and os.path.isabs(words[0]):  # others are below an open folder
        opened.add(os.path.realpath(words[0]))
before = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "analysis"}
sys.addaudithook(note)
if name.startswith("chapter:"):
    notebook = next(chapter.path for chapter in plan.chapters if f"chapter:{chapter.id}" == name)
    space = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)
    opened.discard(os.path.realpath(notebook))
else:
    getattr(__import__("analysis.steps").steps, f"_{name}")(plan, Path(out))
loaded = [module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "analysis"]
with open(out + ".json", "w") as file:
    json.dump({"opened": sorted(opened), "loaded": loaded, "inputs": sorted(step.inputs)}, file)
"""


def found(root: Path, step: str, out: Path) -> set[str]:
    """Return what ``step`` opened or loaded of the package and the study, and no input names."""
    shutil.rmtree(root / ".gaoxin" / "cache", ignore_errors=True)
    environment = os.environ | {"GAOXIN_STUDY": str(root), "MPLBACKEND": "agg"}
    subprocess.run(
        [sys.executable, "-c", RUN, root, step, out],
        env=environment,
        check=True,
        capture_output=True,
        cwd=root,
    )
    said = json.loads(out.with_name(f"{out.name}.json").read_text())
    package = ROOT / "analysis"
    opened = [Path(path) for path in said["opened"]]
    used = {
        f"package {path.relative_to(package).as_posix()}" for path in opened if path.is_relative_to(package)
    }
    # Modules are among what was loaded; Python may write them compiled, under a passing name.
    used = {name for name in used if not name.endswith(".py") and "__pycache__" not in name}
    used |= {f"module {Path(path).relative_to(package).as_posix()}" for path in said["loaded"]}
    for path in opened:
        if path.is_relative_to(root) and path.relative_to(root).parts[0] not in (
            ".gaoxin",
            "report",
            "figures",
        ):
            used.add(path.relative_to(root).as_posix())
    assert len(used) > 20
    # The modules that run a step, and not what it makes; the package's own modules as they stand count too.
    running = {
        f"module {name}.py"
        for name in ("steps", "publishing", "chapters", "dependencies", "params", "versions")
    }
    return {name for name in used - running if name not in said["inputs"]}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("opened") / "study"
    (root / "seeds" / "schemes").mkdir(parents=True)
    (root / "seeds" / "000_report.txt").write_text(REPORT, encoding="utf-8")
    (root / "seeds" / "001_news.txt").write_text(NEWS, encoding="utf-8")
    (root / "seeds" / "schemes" / "digital.toml").write_text(OWN, encoding="utf-8")
    return root


@pytest.mark.slow
@pytest.mark.parametrize("step", ["tables", *(f"chapter:{name}" for name in CHAPTERS)])
def test_what_reads_documents_or_is_a_chapter_uses_only_its_inputs(study, tmp_path, step):
    assert found(study, step, tmp_path / "out") == set()


@pytest.mark.slow
def test_what_writes_the_report_uses_only_its_inputs(tmp_path):
    root = small.write(tmp_path / "study")
    (root / "CITATION.cff").write_text("title: 一份报告\nversion: '1'\n", encoding="utf-8")
    done = gaoxin("build", "-C", root)
    assert done.returncode == 0, done.stderr
    assert {step: found(root, step, tmp_path / step) for step in ("pages", "pdf")} == {
        "pages": set(),
        "pdf": set(),
    }
