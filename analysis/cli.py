"""The command ``gaoxin``."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import params
from .errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd
    from rich.progress import TaskID

    from .build import Plan
    from .sources import Sources

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="A reproducible report on China's high-tech zones, made from what their own documents say.",
)

Output = Annotated[
    Path,
    typer.Option(
        "-o", "--output", metavar="FILE", help="The table: .csv, .parquet, .xlsx or .jsonl, by its name."
    ),
]
Inputs = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.")]

_PARAMETERS = "\n\n".join(f"  {params.describe(name)}" for name in params.FIELDS)


@app.command(
    epilog=f"Parameters, also as lines of params.toml in the study's folder:\n\n{_PARAMETERS}",
)
def build(
    study: Annotated[
        Path,
        typer.Option(
            "-C", metavar="DIR", help="The study: a folder with seeds/.", show_default="this folder"
        ),
    ] = Path(),
    assignments: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", metavar="NAME=VALUE", help="A parameter; may be repeated."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--params", metavar="FILE", help="Parameters as TOML, before those of -p.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHAPTER",
            help="Run this chapter only (04_terms) and write its notebook and figures; the report is not written anew.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=64, metavar="N", help="Notebooks at the same time.", show_default="cores"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Run every step, changed or not.")] = False,
) -> None:
    """Turn a study's seeds/ into its report: HTML, PDF, figures and data.

    Only what changed is run again. A notebook that fails stops the build, and what was published before stays. A file
    that cannot be read is left out and named, the report is made of the others, and the exit status is 1.
    """
    from .build import build as run
    from .build import left_out
    from .build import plan as planned

    with _errors():
        values: dict[str, params.Value] = {}
        if (study / "params.toml").is_file():
            values |= params.from_toml(study / "params.toml")
        if file:
            values |= params.from_toml(file)
        values |= params.from_assignments(assignments or [])
        plan = planned(study, params.Params.of(values), only=only or [], jobs=jobs, force=force)
        began = time.monotonic()
        with _progress() as progress:
            run(plan, progress)
        _say_built(plan, progress.ran, time.monotonic() - began)
        if said := left_out(plan):
            typer.echo(
                "\n".join([*said, f"{len(said)} files were left out of the report, which lists them."]),
                err=True,
            )
            raise SystemExit(1)


@app.command()
def documents(paths: Inputs, output: Output) -> None:
    """Write the table of documents: title, date, issuer, source, place, year, genre and spans of each.

    A document's id is its file's name up to the first _ or the last dot; several in one file get .01, .02, …
    A catalog.csv in a folder (doc, fact, value, reason) corrects facts of its documents.
    """
    from . import documents as documents_
    from . import export

    with _errors():
        export.check_name(output)
        statements = documents_.catalogue.read(paths)
        read = _read(paths)
        _finish(documents_.build(read.files, statements), output, read)


@app.command()
def extract(paths: Inputs, output: Output) -> None:
    """Write the table of observations: every number read, with indicator, place, period, status and sentence."""
    from . import documents as documents_
    from . import export, observations

    with _errors():
        export.check_name(output)
        statements = documents_.catalogue.read(paths)
        read = _read(paths)
        texts = {source.file: source.text for source in read.files}
        found = documents_.build(read.files, statements)
        _finish(observations.build(found, texts), output, read)


@app.command()
def ledger(paths: Inputs, output: Output) -> None:
    """Write the ledger: every numeral of every document, with its class (observation, date, name, …) and why.

    Its observations are those of gaoxin extract for the same files.
    """
    from . import documents as documents_
    from . import export, observations
    from . import ledger as ledger_

    with _errors():
        export.check_name(output)
        read = _read(paths)
        texts = {source.file: source.text for source in read.files}
        docs = documents_.build(read.files)
        _finish(ledger_.build(docs, texts, observations.build(docs, texts)), output, read)


def main() -> None:
    """Run the command."""
    app()


class _errors:  # noqa: N801  used as a statement
    """Turns the project's errors into one message and exit status 1, an interruption into 130."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, AnalysisError):
            typer.echo(f"{type(error).__name__}: {error}", err=True)
            raise SystemExit(1) from None
        if isinstance(error, KeyboardInterrupt):
            typer.echo("Interrupted. What was published before stays; the same command goes on.", err=True)
            raise SystemExit(130) from None


def _read(paths: list[Path]) -> Sources:
    from . import sources

    read = sources.read(paths)
    for error in read.errors:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
    return read


def _finish(table: pd.DataFrame, output: Path, read: Sources) -> None:
    """Write the table; a file left out makes the exit status 1, with the others in the table."""
    from . import export

    export.write(table, output)
    typer.echo(f"{output}: {len(table)} rows from {len(read.files)} files")
    if read.errors:
        typer.echo(f"{len(read.errors)} files were left out (named above).", err=True)
        raise SystemExit(1)


def _say_built(plan: Plan, ran: int, seconds: float) -> None:
    root, only = plan.root, plan.only
    if not ran:
        typer.echo("Nothing to do: the report is up to date.")
    elif only is None:
        typer.echo(
            f"Built in {seconds:.0f} s: {root / 'report/index.html'}, {root / 'report/zh/gaoxin-report.pdf'}"
        )
    else:
        typer.echo(
            f"Ran {', '.join(only)} in {seconds:.0f} s. The report was not written anew: gaoxin build does that."
        )


def _progress() -> _Plain | _Live:
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

    def finished(self, step: str) -> None:
        self.ran += 1
        typer.echo(f"{_name(step)}: done in {time.monotonic() - self.began[step]:.1f} s", err=True)

    def skipped(self, step: str) -> None: ...


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
        self.tasks: dict[str, TaskID] = {}
        self.ran = 0

    def __enter__(self) -> _Live:
        self.display.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.display.stop()

    def started(self, step: str) -> None:
        self.tasks[step] = self.display.add_task(_name(step), total=None, cell="")

    def cell(self, step: str, cell: int, cells: int) -> None:
        if step in self.tasks:
            self.display.update(
                self.tasks[step], total=cells, completed=cell - 1, cell=f"cell {cell} of {cells}"
            )

    def finished(self, step: str) -> None:
        self.ran += 1
        self.display.update(self.tasks[step], total=1, completed=1, cell="done")

    def skipped(self, step: str) -> None: ...


def _name(step: str) -> str:
    return step.removeprefix("chapter:")
