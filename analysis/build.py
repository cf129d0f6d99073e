"""The build: which step needs which files, what is up to date, and running what is not.

doit keeps the record of what was built from which contents (sha256, never times). Nothing heavy is imported before
the record has been read, so that "nothing changed" is said at once.

Steps: ``tables`` reads the documents and checks what must hold before a kernel starts; ``chapter:*`` run the
notebooks, as many at a time as there are jobs; ``pages`` and ``pdf`` write the report into the study's work folder;
``publish`` moves it into ``report/`` and ``figures/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from doit.cmd_base import TaskLoader2
from doit.doit_cmd import DoitMain
from doit.exceptions import TaskFailed
from doit.task import dict_to_task

from . import STUDY_VARIABLE, WORK, chapters
from .chapters import Chapter
from .errors import AnalysisError, StudyError
from .labels import LANGUAGES
from .params import Params
from .versions import versions

PACKAGE = Path(__file__).parent


class Progress(Protocol):
    """What the build tells of itself; ``cli`` shows it."""

    def started(self, step: str) -> None:
        """A step starts."""

    def cell(self, step: str, cell: int, cells: int) -> None:
        """A notebook's cell starts."""

    def finished(self, step: str) -> None:
        """A step has ended well."""

    def skipped(self, step: str) -> None:
        """A step is up to date."""


@dataclass(frozen=True)
class Plan:
    """One build: the study's folder, checked parameters, the chapters to run (None: all), and how."""

    root: Path
    params: Params
    only: tuple[str, ...] | None = None
    jobs: int = 2
    force: bool = False
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def work(self) -> Path:
        """The folder of the record and of half-finished work."""
        return self.root / WORK

    def staged(self, part: str) -> Path:
        """The folder in which a part of the report (``pages``, ``pdf``) is made whole before it is published."""
        return self.work / "stage" / part

    def executed(self, chapter: Chapter) -> Path:
        """Where a chapter's executed notebook is kept until it is published."""
        return self.work / "notebooks" / f"{chapter.id}.ipynb"


def plan(
    root: Path, params: Params, *, only: Sequence[str] = (), jobs: int | None = None, force: bool = False
) -> Plan:
    """Return the build of the study at ``root``; StudyError if it is none or has no chapter named in ``only``."""
    if not (root / "seeds").is_dir():
        raise StudyError.no_seeds(root)
    found = chapters.of_study(root)
    names = [chapter.id for chapter in found]
    unknown = [name for name in only if name not in names]
    if unknown:
        raise StudyError(
            f"there is no chapter {', '.join(unknown)}",
            where=str(root),
            remedy=f"Chapters: {', '.join(names)}.",
        )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Plan(root.resolve(), params, tuple(only) or None, jobs or min(cores, len(found)), force, found)


def build(plan: Plan, progress: Progress) -> None:
    """Bring the study's report up to date. Raises the first error of a step; what was published before stays."""
    plan.work.mkdir(exist_ok=True)
    os.environ.update(_kernel_environment(plan))
    errors: list[AnalysisError] = []
    loader = _Loader(plan, progress, errors)
    wanted = ["publish"] if plan.only is None else [f"chapter:{name}" for name in plan.only]
    options = ["--always-execute"] if plan.force else []
    if plan.jobs > 1:
        options += ["--process", str(plan.jobs), "--parallel-type", "thread"]
    status = DoitMain(loader, config_filenames=()).run(["run", *options, *wanted])
    if errors:
        raise errors[0]
    if status:
        raise loader.reporter.failure or StudyError("the build did not end", where=str(plan.root))
    if plan.only is not None:
        from .report import site

        site.publish_chapters(
            plan.root, [plan.executed(c) for c in plan.chapters if c.id in plan.only], plan.params
        )


def left_out(plan: Plan) -> list[str]:
    """Return what the last build said of each file that it could not read; the report lists them too."""
    try:
        said: list[str] = json.loads((plan.work / "left_out.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return said


def steps(plan: Plan, progress: Progress) -> Iterator[dict[str, Any]]:
    """Yield the steps of a build as doit's task dictionaries."""
    seeds = _files(plan.root / "seeds")
    package = _files(PACKAGE)
    code = [path for path in package if not _is_writer(path)]
    citation = sorted(plan.root.glob("CITATION*.cff"))
    executed = [plan.executed(chapter) for chapter in plan.chapters]
    pages = plan.staged("pages") / "pages.json"
    pdfs = [plan.staged("pdf") / "report" / lang / "gaoxin-report.pdf" for lang in LANGUAGES]
    names = dict.fromkeys(["publish_all", *(n for c in plan.chapters for n in c.parameters)])
    printed = {"params": plan.params.only(names)}
    running = [f"chapter:{chapter.id}" for chapter in plan.chapters]
    yield _step(
        "tables",
        partial(_tables, plan),
        _Inputs(
            plan, [*seeds, *code, *(chapter.path for chapter in plan.chapters)], {"parks": plan.params.parks}
        ),
        makes=[plan.work / "data" / "observations.parquet", plan.work / "left_out.json"],
    )
    for chapter, step in zip(plan.chapters, running, strict=True):
        values = plan.params.only(chapter.parameters)
        yield _step(
            step,
            partial(_run, plan, chapter, values, partial(progress.cell, step)),
            _Inputs(plan, [*seeds, *code, chapter.path], values),
            makes=[plan.executed(chapter)],
            after=["tables"],
        )
    inputs = [*seeds, *package, *executed, *citation]
    yield _step(
        "pages",
        partial(_pages, plan),
        _Inputs(plan, inputs, printed),
        makes=[pages],
        after=running,
    )
    yield _step("pdf", partial(_pdf, plan), _Inputs(plan, inputs, printed), makes=pdfs, after=running)
    yield _step(
        "publish",
        partial(_publish, plan),
        partial(_is_published, plan, [pages, *pdfs]),
        after=["pages", "pdf"],
    )


def _is_published(plan: Plan, staged: Sequence[Path], task: Any, values: Mapping[str, Any]) -> bool:
    """Whether what is staged was published, and every file of it still stands there with the same content."""
    inputs = _Inputs(plan, staged, {})(task, values)
    published = _published(plan)
    return (
        inputs and bool(published) and all(digest(plan.root / name) == now for name, now in published.items())
    )


def _published(plan: Plan) -> dict[str, str]:
    """Return the files that the last build published, with their hashes; none if it was never built."""
    try:
        published: dict[str, str] = json.loads((plan.work / "published.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return published


@cache
def digest(path: Path) -> str:
    """Return the sha256 of a file, empty for one that is not there; read once in a process."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _tables(plan: Plan) -> None:
    from .report import checks
    from .study import Study

    checks.own_text(chapter.path for chapter in plan.chapters)
    study = Study(plan.root)
    study.zones(plan.params.parks)
    shutil.rmtree(plan.work / "data", ignore_errors=True)
    study.write_tables(plan.work / "data")
    said = json.dumps([str(error) for error in study.files.errors], ensure_ascii=False, indent=1)
    (plan.work / "left_out.json").write_text(said, encoding="utf-8")


def _run(
    plan: Plan, chapter: Chapter, values: Mapping[str, Any], on_cell: Callable[[int, int], None]
) -> None:
    chapters.run(chapter, values, plan.executed(chapter), cwd=plan.root, on_cell=on_cell)


def _pages(plan: Plan) -> None:
    from .report import site

    executed = [plan.executed(chapter) for chapter in plan.chapters]
    site.write_pages(plan.root, executed, plan.params, plan.staged("pages"))


def _pdf(plan: Plan) -> None:
    from .report import site

    executed = [plan.executed(chapter) for chapter in plan.chapters]
    site.write_pdf(plan.root, executed, plan.params, plan.staged("pdf"))


def _publish(plan: Plan) -> None:
    from .report import site

    published = site.publish([plan.staged("pages"), plan.staged("pdf")], plan.root, _published(plan))
    digest.cache_clear()
    record = {path.relative_to(plan.root).as_posix(): digest(path) for path in published}
    (plan.work / "published.json").write_text(
        json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8"
    )


class _Inputs:
    """What a step depends on: the contents of files, values, and the versions of libraries.

    Called by doit when all steps before it are done: True if nothing differs from the step's last good run. Files go by
    their place in the study or the package, so that a study or a checkout may move.
    """

    def __init__(self, plan: Plan, files: Sequence[Path], values: Mapping[str, object]) -> None:
        self.plan, self.files, self.values = plan, files, values

    def __call__(self, task: Any, values: Mapping[str, Any]) -> bool:
        now = {self._name(path): digest(path) for path in self.files}
        now |= {f"value {name}": json.dumps(value, ensure_ascii=False) for name, value in self.values.items()}
        now |= {f"version of {name}": number for name, number in versions().items()}
        task.value_savers.append(lambda: {"inputs": now})
        return values.get("inputs") == now

    def _name(self, path: Path) -> str:
        if path.is_relative_to(PACKAGE):
            return f"package {path.relative_to(PACKAGE).as_posix()}"
        if any(path == chapter.path for chapter in self.plan.chapters):
            return f"chapter {path.name}"  # the package's or the study's own
        return path.relative_to(self.plan.root).as_posix()


def _step(
    name: str,
    action: Callable[[], None],
    is_current: Callable[[Any, Mapping[str, Any]], bool],
    *,
    makes: Sequence[Path] = (),
    after: Sequence[str] = (),
) -> dict[str, Any]:
    return {
        "name": name,
        "actions": [action],
        "targets": [str(path) for path in makes],
        "uptodate": [is_current],
        "task_dep": list(after),
        "io": {"capture": False},
        "verbosity": 2,
    }


def _files(folder: Path) -> list[Path]:
    """Return the files below ``folder`` in order, without hidden ones and caches."""
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        found += [Path(path) / name for name in names if not name.startswith(".")]
    return sorted(found)


def _is_writer(path: Path) -> bool:
    """Whether a file of the package has no part in executing a notebook."""
    inside = path.relative_to(PACKAGE).as_posix()
    return (
        inside.startswith(("report/", "templates/"))
        or inside in ("build.py", "cli.py")
        or path.suffix == ".ipynb"
    )


def _kernel_environment(plan: Plan) -> dict[str, str]:
    """Kernels find the study, and neither read nor write the caller's own Jupyter, IPython or matplotlib settings."""
    own = plan.work / "home"
    for name in ("ipython", "jupyter", "runtime", "matplotlib"):
        (own / name).mkdir(parents=True, exist_ok=True)
    return {
        STUDY_VARIABLE: str(plan.root),
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "MPLCONFIGDIR": str(own / "matplotlib"),
        "MPLBACKEND": "agg",
    }


class _Reporter:
    """doit's reporter: passes on what happens, and keeps a failure that no step of ours raised."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.failure: AnalysisError | None = None

    def initialize(self, tasks: object, selected_tasks: object) -> None: ...
    def get_status(self, task: object) -> None: ...
    def teardown_task(self, task: object) -> None: ...
    def skip_ignore(self, task: object) -> None: ...
    def complete_run(self) -> None: ...

    def execute_task(self, task: Any) -> None:
        self.progress.started(task.name)

    def add_success(self, task: Any) -> None:
        digest.cache_clear()  # the step has written files
        self.progress.finished(task.name)

    def skip_uptodate(self, task: Any) -> None:
        self.progress.skipped(task.name)

    def add_failure(self, task: Any, fail: Any) -> None:
        # Not one of the project's own errors, which never come this way: a defect, shown with all that is known.
        self.failure = self.failure or AnalysisError(
            "a defect of the program", where=f"step {task.name}", remedy=str(fail.get_msg()).strip()
        )

    def cleanup_error(self, exception: Any) -> None:
        self.runtime_error(exception.get_msg())

    def runtime_error(self, msg: str) -> None:
        self.failure = self.failure or StudyError(" ".join(msg.split()), where="the build's record")


class _Loader(TaskLoader2):  # type: ignore[misc]
    """Hands doit the steps of one plan."""

    def __init__(self, plan: Plan, progress: Progress, errors: list[AnalysisError]) -> None:
        super().__init__()
        self.plan, self.errors = plan, errors
        self.reporter = _Reporter(progress)

    def load_doit_config(self) -> dict[str, Any]:
        return {
            "dep_file": str(self.plan.work / "record.json"),
            "backend": "json",
            "reporter": self.reporter,
            "verbosity": 2,
        }

    def load_tasks(self, cmd: object, pos_args: object) -> list[Any]:
        loaded = []
        for step in steps(self.plan, self.reporter.progress):
            step["actions"] = [self._kept(action) for action in step["actions"]]
            loaded.append(dict_to_task(step))
        return loaded

    def _kept(self, action: Callable[[], None]) -> Callable[[], object]:
        """Return an action that fails quietly, its error kept whole for the caller."""

        def run() -> object:
            try:
                action()
            except AnalysisError as error:
                self.errors.append(error)
                return TaskFailed(str(error), report=False)
            return True

        return run
