"""What a build tells of itself, on standard error: moving lines on a terminal, a line a step in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import typer

from .steps import spoken

if TYPE_CHECKING:
    from rich.progress import TaskID


def of_terminal() -> _Plain | _Live:
    """Return what suits standard error."""
    return _Live() if sys.stderr.isatty() else _Plain()


class _Plain:
    """Progress as one line a step, for logs."""

    def __init__(self) -> None:
        self.ran = 0
        self.began: dict[str, float] = {}

    def __enter__(self) -> _Plain:
        return self

    def __exit__(self, *_: object) -> None: ...

    def started(self, step: str) -> None:
        self.began[step] = time.monotonic()

    def cell(self, step: str, cell: int, cells: int) -> None: ...

    def finished(self, step: str, note: str, left: float | None) -> None:
        self.ran += 1
        seconds = time.monotonic() - self.began[step]
        said = [f"{spoken(step)}: done in {seconds:.1f} s", note, f"about {left:.0f} s to go" if left else ""]
        typer.echo("; ".join(filter(None, said)), err=True)


class _Live:
    """Progress as one moving line for each step under way, with the cell that runs."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[cell]}"),
            TimeElapsedColumn(),
        )
        self.display = Progress(*columns, console=Console(stderr=True))
        self.all = self.display.add_task("", total=None, cell="", visible=False)
        self.tasks: dict[str, TaskID] = {}
        self.ran = 0

    def __enter__(self) -> _Live:
        self.display.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.display.stop()

    def started(self, step: str) -> None:
        self.tasks[step] = self.display.add_task(spoken(step), total=None, cell="")

    def cell(self, step: str, cell: int, cells: int) -> None:
        if step in self.tasks:
            self.display.update(
                self.tasks[step], total=cells, completed=cell - 1, cell=f"cell {cell} of {cells}"
            )

    def finished(self, step: str, note: str, left: float | None) -> None:
        self.ran += 1
        self.display.update(self.tasks[step], total=1, completed=1, cell=note or "done")
        if left is not None:
            self.display.update(self.all, description=f"about {left:.0f} s to go", visible=left > 0)
