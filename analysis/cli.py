"""The command ``gaoxin``."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import WORK, params, progress
from .errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd

    from .build import Plan
    from .evaluate import Scores
    from .sources import Sources
    from .study import Corpus

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
StudyFolder = Annotated[
    Path,
    typer.Option("-C", metavar="DIR", help="The study: a folder with seeds/.", show_default="this folder"),
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
            help="Run this chapter only (04_terms) and draw its figures; the report is not written anew.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=64, metavar="N", help="Steps at the same time.", show_default="cores"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Run every step, changed or not.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each step why it would run or not, and run nothing.")
    ] = False,
) -> None:
    """Turn a study's seeds/ into its report: HTML, PDF, figures and data.

    Only what changed is run again. A notebook that fails stops the build, and what was published before stays. A build
    that was stopped goes on where it was. A file that cannot be read is left out and named, the report is made of the
    others, and the exit status is 1.
    """
    from .build import build as run
    from .build import explain as reasons
    from .build import left_out
    from .build import plan as planned
    from .steps import spoken

    with _errors():
        values: dict[str, params.Value] = {}
        if (study / "params.toml").is_file():
            values |= params.from_toml(study / "params.toml")
        if file:
            values |= params.from_toml(file)
        values |= params.from_assignments(assignments or [])
        plan = planned(study, params.Params.of(values), only=only or [], jobs=jobs, force=force)
        if explain:
            said_of = ((spoken(step), why) for step, why in reasons(plan).items())
            typer.echo(
                "\n".join(f"{step}: {f'runs: {why}' if why else 'is up to date'}" for step, why in said_of)
            )
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped like Ctrl-C
        began = time.monotonic()
        with progress.of_terminal() as shown:
            run(plan, shown)
        _say_built(plan, shown.ran, time.monotonic() - began)
        if said := left_out(plan):
            typer.echo(
                "\n".join([*said, f"{len(said)} files were left out of the report, which lists them."]),
                err=True,
            )
            raise SystemExit(1)


@app.command()
def publish(study: StudyFolder = Path()) -> None:
    """Put the edition into report/published, which git tracks: both PDFs, SHA256SUMS, and what it was made of.

    Only when CITATION.cff states another version than the edition that stands there; the report is brought up to date
    first.
    """
    from . import tracked_edition

    with _errors():
        typer.echo(tracked_edition.publish(_plan_of(study), _run))


@app.command()
def verify(study: StudyFolder = Path()) -> None:
    """Build the published edition again, in a folder of its own, and compare the bytes.

    Exit status 0: the same bytes. 1: the same inputs and other bytes. 3: the inputs are not the edition's; each that
    differs is named, and nothing is built.
    """
    from . import tracked_edition

    with _errors():
        status, said = tracked_edition.verify(_plan_of(study), _run)
        typer.echo("\n".join(said))
        raise SystemExit(status)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A report/, or a study or edition with one.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The report to compare with it.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for machines.")] = False,
) -> None:
    """Say what differs between two reports: documents, observations, claims with their reasons, sentences.

    The report that the last build replaced is .gaoxin/previous/report.
    """
    from . import diff as diff_
    from . import diff_printed

    with _errors():
        found = diff_.compare(diff_.Report(old), diff_.Report(new))
        typer.echo(diff_printed.as_json(found) if as_json else "\n".join(diff_printed.lines(found)))


@app.command()
def documents(paths: Inputs, output: Output) -> None:
    """Write the table of documents: title, date, issuer, source, place, year, genre and spans of each.

    A document's id is its file's name up to the first _ or the last dot; several in one file get .01, .02, …
    A catalog.csv in a folder (doc, fact, value, reason) corrects facts of its documents.
    """
    from . import export

    with _errors():
        export.check_name(output)
        corpus = _corpus(paths)
        _finish(corpus.documents, output, corpus.files)


@app.command()
def extract(
    paths: Inputs,
    output: Output,
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrections/--no-corrections",
            help="Apply a corrections.csv that stands among the files; without it, the machine's own reading.",
        ),
    ] = True,
) -> None:
    """Write the table of observations: every number read, with indicator, place, period, status and sentence.

    A corrections.csv among the files read is applied (docs/CORRECTIONS.md). One that does not apply stops the command.
    """
    from . import export

    with _errors():
        export.check_name(output)
        corpus = _corpus(paths)
        table = corpus.observations if corrected else corpus.machine_observations
        _finish(table, output, corpus.files)


@app.command()
def audit(paths: Inputs, output: Output) -> None:
    """Write the audit: figures that the texts relate, recomputed, with the arithmetic in words.

    Only what no reading reconciles is called a contradiction; the others are named for what they come from. A
    corrections.csv among the files is applied, as in gaoxin extract.
    """
    from . import export

    with _errors():
        export.check_name(output)
        corpus = _corpus(paths)
        _finish(corpus.audit, output, corpus.files)


@app.command()
def evaluate(
    reference: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.csv|CHECKED.xlsx",
            help="A reference coding, with PATHs; or a workbook of gaoxin sample, filled in.",
        ),
    ],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files, or folders of files.")
    ] = None,
    docs: Annotated[
        str,
        typer.Option(metavar="PREFIX,...", help="Only documents whose id starts with one of these."),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Also write what was read as what, with its sentence; of a workbook the readers' verdicts.",
        ),
    ] = None,
    record: Annotated[
        str, typer.Option(metavar="SET", help="Also keep the scores in codebook/evaluations.csv.")
    ] = "",
) -> None:
    """Say how right the machine's reading is: whole rows, fields, indicators, documents, with intervals.

    Measured against a reference coding of the documents in PATH..., or by what readers found in a sample. Corrections
    are never applied here.
    """
    from . import evaluate as evaluate_
    from . import export, readers
    from .evaluate import printed
    from .readers.printed import lines

    with _errors():
        if output:
            export.check_name(output)
        if not paths:
            verdicts = readers.read(reference)
            found = readers.check(verdicts)
            said = lines(found) if found else [f"{reference}: no row has been judged yet"]
            _say(said, verdicts, output)
            return
        corpus = _corpus(paths)
        prefixes = [prefix for prefix in docs.split(",") if prefix]
        tables = evaluate_.read_reference(reference), corpus.machine_observations
        pairing = evaluate_.pair(*(evaluate_.of_documents(table, prefixes) for table in tables))
        confusions = evaluate_.confusions(pairing, corpus.documents, corpus.texts)
        _say(printed.lines(pairing, confusions), confusions, output)
        if record:
            _record(record, evaluate_.score(pairing))
        _stop_if_left_out(corpus.files)


@app.command()
def sample(
    paths: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help="The workbook.")],
    n: Annotated[int, typer.Option("-n", min=1, max=5000, metavar="N", help="Rows to check.")] = 300,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Start of the random draw.")] = 1,
) -> None:
    """Draw rows and passages at random into a workbook, in which two readers check the machine's reading.

    Rows are drawn from each indicator in proportion; passages show what was missed. Filled in, it is read by
    gaoxin evaluate, and by the report as seeds/checked.xlsx.
    """
    from . import evaluate as evaluate_
    from . import exhibits, export, readers

    with _errors():
        if output.suffix.lower() != ".xlsx":
            raise AnalysisError("a sample is a workbook", where=str(output), remedy="End the name in .xlsx.")
        corpus = _corpus(paths)
        drawn = readers.draw(corpus.machine_observations, corpus.documents, corpus.texts, n, seed)
        export.replace(output, readers.write(drawn, exhibits.titles_of(corpus.documents), evaluate_.code()))
        typer.echo(f"{output}: {len(drawn.rows)} rows and {len(drawn.passages)} passages for each reader")
        _stop_if_left_out(corpus.files)


@app.command()
def terms(
    paths: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder of the tables.")],
    lexicon: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Terms in place of the project's own: .csv (term,theme,reason), or .yml as quanteda has it.",
        ),
    ] = None,
) -> None:
    """Write the tables of words: rates, themes, keyness, collocations, concordance, wordings, citations, new terms.

    Also the document-feature matrix (Matrix Market), the lexicon as quanteda reads it, and hits of each theme to judge.
    A terms.csv among the files adds to the lexicon.
    """
    from . import lexicon as lexicon_

    with _errors():
        chosen = lexicon_.read(lexicon) if lexicon else None
        corpus = _corpus(paths)
        written = corpus.write_terms(output, chosen)
        typer.echo(f"{output}: {len(written)} files, from {len(corpus.files.files)} files read")
        _stop_if_left_out(corpus.files)


@app.command()
def ledger(paths: Inputs, output: Output) -> None:
    """Write the ledger: every numeral of every document, with its class (observation, date, name, …) and why.

    Its observations are those of gaoxin extract for the same files.
    """
    from . import export

    with _errors():
        export.check_name(output)
        corpus = _corpus(paths)
        _finish(corpus.ledger, output, corpus.files)


@app.command()
def discourse(
    paths: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The codes: .csv, .parquet, .xlsx or .jsonl."),
    ] = None,
    sample: Annotated[
        Path | None,
        typer.Option(metavar="FILE.xlsx", help="A workbook of clauses for two coders, drawn at random."),
    ] = None,
    n: Annotated[
        int, typer.Option("-n", min=1, max=5000, metavar="N", help="Clauses in the workbook.")
    ] = 240,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Start of the random draw.")] = 1,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="CODING", help="Say how the coding agrees with another: a CSV, or the workbook filled in."
        ),
    ] = None,
) -> None:
    """Code every clause of the documents: policy tools, commitment, time, campaign language, actors, and own schemes.

    A row a clause, scheme and code, with the words that decided. Schemes in a folder schemes/ among the files are coded
    too (docs/SCHEMES.md).
    """
    from . import coders, exhibits, export, reliability_printed

    with _errors():
        if not (output or sample or against):
            raise AnalysisError(
                "nothing to write", where="gaoxin discourse", remedy="Give -o, --sample or --against."
            )
        if output:
            export.check_name(output)
        if sample and sample.suffix.lower() != ".xlsx":
            raise AnalysisError("a sample is a workbook", where=str(sample), remedy="End the name in .xlsx.")
        corpus = _corpus(paths)
        if against:
            typer.echo("\n".join(reliability_printed.lines(against, corpus.discourse.codes, corpus.schemes)))
        if sample:
            files = dict(zip(corpus.documents.doc, corpus.documents.file, strict=True))
            drawn = coders.draw(corpus.discourse.clauses, corpus.texts, files, n, seed)
            titles = exhibits.titles_of(corpus.documents)
            export.replace(sample, coders.write(drawn, corpus.schemes, titles, seed))
            typer.echo(f"{sample}: {len(drawn)} clauses for each coder")
        if output:
            _finish(corpus.discourse.codes, output, corpus.files)
        else:
            _stop_if_left_out(corpus.files)


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


def _plan_of(study: Path) -> Plan:
    """Return the build of a study as its own parameters have it."""
    from .build import plan

    file = study / "params.toml"
    return plan(study, params.Params.of(params.from_toml(file) if file.is_file() else {}))


def _run(plan: Plan) -> None:
    from .build import build

    with progress.of_terminal() as shown:
        build(plan, shown)


def _corpus(paths: list[Path]) -> Corpus:
    """Return what can be read of ``paths``; each file that cannot be is named."""
    from .study import Corpus

    corpus = Corpus(paths)
    for error in corpus.files.errors:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
    return corpus


def _say(said: list[str], table: pd.DataFrame, output: Path | None) -> None:
    """Print what was found, and write the table behind it if asked to."""
    from . import export

    typer.echo("\n".join(said))
    if output:
        export.write(table, output)
        typer.echo(f"\n{output}: {len(table)} rows")


def _record(name: str, scores: Scores) -> None:
    """Keep the scores of a set; the day is the only thing that the clock is asked for."""
    import datetime

    from .evaluate import code
    from .evaluate.record import append

    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    said = "recorded" if append(name, scores, today) else "recorded before"
    typer.echo(f"\n{name}: {said}, code {code()}")


def _finish(table: pd.DataFrame, output: Path, read: Sources) -> None:
    """Write the table; a file left out makes the exit status 1, with the others in the table."""
    from . import export

    export.write(table, output)
    typer.echo(f"{output}: {len(table)} rows from {len(read.files)} files")
    _stop_if_left_out(read)


def _stop_if_left_out(read: Sources) -> None:
    if read.errors:
        typer.echo(f"{len(read.errors)} files were left out (named above).", err=True)
        raise SystemExit(1)


def _say_built(plan: Plan, ran: int, seconds: float) -> None:
    root, only = plan.root, plan.only
    if not ran:
        typer.echo("Nothing to do: the report is up to date.")
    elif only is None:
        typer.echo(
            f"Built in {seconds:.0f} s: {root / 'report/index.html'}, {root / 'report/zh/gaoxin-report.pdf'} "
            f"(English: {root / 'report/en'})"
        )
    else:
        typer.echo(
            f"Ran {', '.join(only)} in {seconds:.0f} s: {root / WORK / 'notebooks'}, {root / 'figures'}. "
            "The report was not written anew: gaoxin build does that."
        )
