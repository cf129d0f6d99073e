"""The steps of a build: what each depends on, what it makes, and where that is kept until it is published.

``tables`` reads the documents and checks what must hold before a kernel starts; ``chapter:*`` run the notebooks;
``pages`` and ``pdf`` write the report. Each makes one folder or file in the study's work folder, whole; ``publish``
puts the report in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import WORK, chapters, dependencies, files, publishing
from .chapters import Chapter
from .params import Params

if TYPE_CHECKING:
    from .study import Study

# What the hash of the reading code is made of: where it is printed, these count with their comments.
_READING = (
    "schema.py",
    "sources",
    "documents",
    "quantities",
    "observations",
    "evaluate/pairs.py",
    "codebook",
)
_PRINTING = {"module accuracy.py", "module report/method.py"}
_SHOWN = 5  # documents read, by name


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

    def executed(self, chapter: Chapter) -> Path:
        """Where a chapter's executed notebook is kept until it is published."""
        return self.work / "notebooks" / f"{chapter.id}.ipynb"

    @property
    def stages(self) -> list[Path]:
        """The folders in which the parts of the report are kept until they are published."""
        return [self.work / "stage" / part for part in ("pages", "pdf")]


@dataclass(frozen=True)
class Step:
    """One step: its own inputs, the steps before it (``reads``: those whose products it reads), what it makes.

    ``make`` returns what is to be kept of the run. With ``place`` it is called in a process of its own, with the folder
    to write to, which then becomes ``place``; without, it is called here and puts things in place itself. ``seal``
    returns one hash of what was made, ``fault`` in words what is wrong with it since.
    """

    name: str
    inputs: Mapping[str, str]
    make: Callable[..., dict[str, Any] | None]
    seal: Callable[[], str]
    fault: Callable[[], str]
    place: Path | None = None
    after: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


def spoken(name: str) -> str:
    """Return the name of a step as people say it."""
    return name.removeprefix("chapter:")


def of(plan: Plan, on_cell: Callable[[str, int, int], None]) -> list[Step]:
    """Return the steps of a build in order; ``on_cell`` is told of each cell that starts."""
    code = dependencies.Code(plan.work / dependencies.MEMO)
    common = dependencies.libraries() | code.alone("steps")
    seeds = common | dependencies.study(plan.root, "seeds")
    notebooks = {f"chapter {chapter.path.name}": files.digest(chapter.path) for chapter in plan.chapters}
    running = tuple(f"chapter:{chapter.id}" for chapter in plan.chapters)
    reading = (
        seeds
        | notebooks
        | code.of("study", "report.checks")
        | dependencies.values(plan.params.only(["parks"]))
    )
    data = plan.work / "data"
    tables = _kept("tables", reading, partial(_tables, plan), data, place=data)
    executing = []
    for chapter in plan.chapters:
        used = code.of("chapters") | code.of_notebook(chapter.path)
        executing.append(_chapter_step(plan, chapter, seeds | used | _sealed(used), on_cell))
    named = (name for chapter in plan.chapters for name in chapter.parameters)
    taken = plan.params.only(dict.fromkeys(["publish_all", *named]))
    citations = dependencies.study(plan.root, *(path.name for path in plan.root.glob("CITATION*.cff")))
    used = code.of("report.site")
    written = seeds | citations | used | _sealed(used) | dependencies.values(taken)
    pages, pdf = plan.stages
    read = ("tables", *running)
    publish = Step(
        "publish",
        {},
        partial(publishing.publish, plan.stages, plan.root, plan.work),
        seal=partial(publishing.published, plan.root),
        fault=lambda: "" if publishing.is_whole(plan.root) else "what it put in place was changed since",
        after=("pages", "pdf"),
        reads=("pages", "pdf"),
    )
    code.remember()
    return [
        tables,
        *executing,
        _kept("pages", written, partial(_pages, plan), pages, place=pages, after=running, reads=read),
        _kept("pdf", written, partial(_pdf, plan), pdf, place=pdf, after=running, reads=read),
        publish,
    ]


def _sealed(used: Mapping[str, str]) -> dict[str, str]:
    """Return the reading code as it stands, for a step whose modules print its hash."""
    return dependencies.package(*_READING) if _PRINTING & used.keys() else {}


def _kept(
    name: str, depends: Mapping[str, str], make: Callable[..., dict[str, Any] | None], at: Path, **more: Any
) -> Step:
    """Return a step that keeps what it makes ``at`` a place in the work folder."""

    def fault() -> str:
        return "" if at.exists() else "what it made is gone"

    return Step(name, depends, make, partial(files.digest_of_folder, at), fault, **more)


def _chapter_step(
    plan: Plan, chapter: Chapter, depends: Mapping[str, str], on_cell: Callable[[str, int, int], None]
) -> Step:
    name, values = f"chapter:{chapter.id}", plan.params.only(chapter.parameters)
    own = {f"chapter {chapter.path.name}": files.digest(chapter.path)} | dependencies.values(values)
    run = partial(
        chapters.run, chapter, values, plan.executed(chapter), cwd=plan.root, on_cell=partial(on_cell, name)
    )
    return _kept(name, {**depends, **own}, run, plan.executed(chapter), after=("tables",))


def _tables(plan: Plan, out: Path) -> dict[str, Any]:
    from .report import checks
    from .study import Study

    checks.own_text(chapter.path for chapter in plan.chapters)
    checks.prose_without_figures(chapter.path for chapter in plan.chapters)
    study = Study(plan.root)
    study.zones(plan.params.parks)
    study.write_tables(out)
    study.kept.prune()
    return {"left_out": [str(error) for error in study.files.errors], "note": _note(study)}


def _note(study: Study) -> str:
    """Return how many documents were read, and of how many clauses were coded for the names of others."""
    kinds = dict(study.kept.read)
    coded = set(kinds.pop("discourse"))
    read = sorted({doc for docs in kinds.values() for doc in docs})
    names = ", ".join([*read[:_SHOWN], *(["…"] if len(read) > _SHOWN else [])])
    more = len(coded - set(read))
    return (
        f"{len(read)} of {len(study.documents)} documents read"
        + (f": {names}" if read else "")
        + (f" (a new name: clauses of {more} more coded again)" if more else "")
    )


def _pages(plan: Plan, out: Path) -> None:
    from .report import site

    site.write_pages(plan.root, _executed(plan), plan.params, out)


def _pdf(plan: Plan, out: Path) -> None:
    from .report import site

    site.write_pdf(plan.root, _executed(plan), plan.params, out)


def _executed(plan: Plan) -> Sequence[Path]:
    return [plan.executed(chapter) for chapter in plan.chapters]
