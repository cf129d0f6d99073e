"""The build: which steps are up to date, and running those that are not, as many at a time as there are jobs.

The record (``.gaoxin/record.json``) holds for each step that ended well the contents that it depended on, the hash of
what it made, and how long it took. It is written after each step, so that a build that was stopped goes on where it
was; an entry is taken out before its step runs again, so that no entry ever speaks of something else than what
stands there. Nothing heavy is imported before the record has been read.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from graphlib import TopologicalSorter
from multiprocessing import connection
from pathlib import Path
from typing import Any, Protocol

from . import STUDY_VARIABLE, chapters, dependencies, files, steps
from .errors import AnalysisError, StudyError
from .params import Params
from .steps import Plan, Step

__all__ = ["Plan", "Progress", "build", "explain", "left_out", "plan"]


class Progress(Protocol):
    """What the build tells of itself; ``cli`` shows it."""

    def started(self, step: str) -> None:
        """A step starts."""

    def cell(self, step: str, cell: int, cells: int) -> None:
        """A notebook's cell starts."""

    def finished(self, step: str, note: str, left: float | None) -> None:
        """A step has ended well, with ``note`` to tell; the rest takes about ``left`` seconds, if that is known."""


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
    """Bring the study's report up to date. Raises the first error of a step; what was published before stays.

    With ``only``, the notebooks of these chapters and their figures alone; ``report/`` stays as it is. StudyError if
    another build of the study is under way.
    """
    plan.work.mkdir(exist_ok=True)
    with files.lock(plan.work / "lock"):
        files.digest.cache_clear()
        os.environ.update(_kernel_environment(plan))
        shutil.rmtree(plan.work / "parts", ignore_errors=True)  # of a build that was killed
        _Run(plan, progress).run()
        if plan.only is not None:
            from .report import site

            chosen = [plan.executed(c) for c in plan.chapters if c.id in plan.only]
            site.write_figures(plan.root, chosen, plan.params)


def explain(plan: Plan) -> dict[str, str]:
    """Return for each step in words why a build would run it, empty if it would not. Nothing is run or changed."""
    record = _Record.read(plan)
    said: dict[str, str] = {}
    for step in _wanted(plan, lambda *_: None):
        behind = [before for before in step.reads if said[before]]
        why = "--force" if plan.force else _reason(step, record)
        if not why and behind:
            names = ", ".join(steps.spoken(name) for name in behind)
            why = f"if {names} should give something else than before"
        said[step.name] = why
    return said


def left_out(plan: Plan) -> list[str]:
    """Return what the last build said of each file that it could not read; the report lists them too."""
    said: list[str] = _Record.read(plan).entries.get("tables", {}).get("said", {}).get("left_out", [])
    return said


class _Record:
    """What is known of the steps that ended well, by name; kept on disk, replaced whole."""

    def __init__(self, path: Path, entries: dict[str, dict[str, Any]]) -> None:
        self.path, self.entries = path, entries

    @classmethod
    def read(cls, plan: Plan) -> _Record:
        path = plan.work / "record.json"
        try:
            return cls(path, json.loads(path.read_text(encoding="utf-8"))["steps"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path, {})

    def made(self, step: str) -> str:
        """Return the hash of what a step made, empty if it has not ended well."""
        return str(self.entries.get(step, {}).get("made", ""))

    def seconds(self, step: str) -> float | None:
        """Return how long a step took when it last ran."""
        found = self.entries.get(step, {}).get("seconds")
        return None if found is None else float(found)

    def forget(self, step: str) -> None:
        """Take out what a step made, and keep how long it took."""
        self._keep(step, {"seconds": self.seconds(step)})

    def add(self, step: str, depends: Mapping[str, str], made: str, seconds: float, said: object) -> None:
        """Keep what a step depended on and made."""
        entry = {"inputs": dict(depends), "made": made, "seconds": round(seconds, 2), "said": said or {}}
        self._keep(step, entry)

    def _keep(self, step: str, entry: dict[str, Any]) -> None:
        self.entries[step] = entry
        files.replace(
            self.path, json.dumps({"steps": self.entries}, ensure_ascii=False, indent=1).encode("utf-8")
        )


class _Run:
    """One run over the steps of a plan."""

    def __init__(self, plan: Plan, progress: Progress) -> None:
        self.plan, self.progress = plan, progress
        self.record = _Record.read(plan)
        self.steps = {step.name: step for step in _wanted(plan, progress.cell)}
        self.done: set[str] = set()
        self.began: dict[str, float] = {}

    def run(self) -> None:
        """Run what is not up to date. After an error, what runs already is finished and kept, nothing else starts."""
        order = TopologicalSorter({step.name: step.after for step in self.steps.values()})
        order.prepare()
        under_way: dict[Future[Any], str] = {}
        errors: list[tuple[str, BaseException]] = []
        threads, self.processes = _pools(self.plan.jobs)
        try:
            while order.is_active() and (under_way or not errors):
                for name in [] if errors else self._longest_first(order.get_ready()):
                    if self.plan.force or _reason(self.steps[name], self.record):
                        self.record.forget(name)
                        under_way[threads.submit(self._make, self.steps[name])] = name
                    else:
                        self._done(name, order)
                for future in wait(under_way, return_when=FIRST_COMPLETED).done if under_way else ():
                    name = under_way.pop(future)
                    if fault := future.exception():
                        errors.append((name, fault))
                        under_way = {one: step for one, step in under_way.items() if not one.cancel()}
                    else:
                        seconds, said = future.result()
                        self._keep(name, seconds, said)
                        self._done(name, order)
                        self.progress.finished(name, (said or {}).get("note", ""), self._seconds_left())
        except BaseException:  # an interruption
            threads.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.kill()
            while wait(under_way, timeout=0.2).not_done:
                chapters.stop()
            raise
        finally:
            threads.shutdown()
            self.processes.shutdown()
        if errors:
            raise _error(*errors[0])

    def _make(self, step: Step) -> tuple[float, dict[str, Any] | None]:
        """Run a step; return its seconds and what it said."""
        self.began[step.name] = time.monotonic()
        self.progress.started(step.name)
        if step.place is None:
            said = step.make()
        else:
            part = self.plan.work / "parts" / step.name
            part.parent.mkdir(exist_ok=True)
            said = self.processes.submit(step.make, part).result()
            shutil.rmtree(step.place, ignore_errors=True)
            step.place.parent.mkdir(parents=True, exist_ok=True)
            part.rename(step.place)
        return time.monotonic() - self.began[step.name], said

    def _keep(self, name: str, seconds: float, said: object) -> None:
        files.digest.cache_clear()  # the step has written files
        step = self.steps[name]
        self.record.add(name, _depends(step, self.record), step.seal(), seconds, said)

    def _done(self, name: str, order: TopologicalSorter[str]) -> None:
        self.done.add(name)
        order.done(name)

    def _longest_first(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: -(self.record.seconds(name) or 0))

    def _seconds_left(self) -> float | None:
        """Return how long the steps that are not done take, had each to run as long as last time; None if unknown."""
        now = time.monotonic()
        free, ends = [0.0] * self.plan.jobs, dict.fromkeys(self.done, 0.0)
        for name in (name for name in self.steps if name not in self.done):
            seconds = self.record.seconds(name)
            if seconds is None:
                return None
            gone = now - self.began[name] if name in self.began else 0.0
            start = max([min(free), *(ends.get(before, 0.0) for before in self.steps[name].after)])
            ends[name] = start + max(seconds - gone, 0.0)
            free[free.index(min(free))] = ends[name]
        return max(ends.values(), default=0.0)


def _wanted(plan: Plan, on_cell: Callable[[str, int, int], None]) -> list[Step]:
    found = steps.of(plan, on_cell)
    if plan.only is None:
        return found
    names = {"tables", *(f"chapter:{name}" for name in plan.only)}
    return [step for step in found if step.name in names]


def _depends(step: Step, record: _Record) -> dict[str, str]:
    made = {f"what {steps.spoken(name)} made": record.made(name) for name in step.reads}
    return {**step.inputs, **made}


def _reason(step: Step, record: _Record) -> str:
    """Return in words why a step has to run, empty if it has not."""
    before = record.entries.get(step.name, {}).get("inputs")
    if before is None:
        return "it has not ended well yet"
    return dependencies.differences(before, _depends(step, record)) or step.fault()


def _pools(jobs: int) -> tuple[ThreadPoolExecutor, ProcessPoolExecutor]:
    """Return the threads that look after steps, and the processes that those run in which are no notebooks."""
    spawn = multiprocessing.get_context("spawn")
    return ThreadPoolExecutor(jobs), ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end at once if the build is killed: it must not write beside the next one."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        connection.wait([parent.sentinel] if parent else [])
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build ends its processes itself
    threading.Thread(target=watch, daemon=True).start()


def _error(step: str, fault: BaseException) -> BaseException:
    if isinstance(fault, AnalysisError):
        return fault
    if isinstance(fault, BrokenProcessPool):
        return StudyError(
            "the process that ran a step was killed", where=f"step {step}", remedy="Is there memory enough?"
        )
    said = "".join(traceback.format_exception(fault)).strip()
    return AnalysisError("a defect of the program", where=f"step {step}", remedy=said)


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
