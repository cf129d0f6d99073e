"""What a notebook shows: figures, tables and claims, with the evidence behind each number.

A notebook calls ``show``; the outputs that it makes are the only thing that the report is written from.
JupyterLab shows the ordinary part of each bundle (a picture, an HTML table), the report reads the part in the
project's own media types (docs/ARCHITECTURE.md).
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Self

from . import inputs, labels, schema
from .errors import ClaimError, FigureError
from .inputs import Inputs
from .labels import LANGUAGES
from .labels import text as label

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Drawing

FIGURE_TYPE = "application/vnd.gaoxin.figure+json"
TABLE_TYPE = "application/vnd.gaoxin.table+json"
CLAIMS_TYPE = "application/vnd.gaoxin.claims+json"

FULL_WIDTH_MM = 160
HALF_WIDTH_MM = 78
PNG_DPI = 200
MOST_EVIDENCE = 60  # places of one claim; what rests on more opens its table
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Evidence:
    """The place in a document that a number was read from; offsets count code points of the file's text."""

    doc: str
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    title: str


@dataclass(frozen=True)
class Cell:
    """Text of a table's cell and the places that it rests on."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Head:
    """A column's head: name, unit (printed after a slash), alignment, relative width (None: as needed).

    ``nowrap`` keeps cells of a few characters (a date, a unit) on one line.
    """

    head: str
    unit: str = ""
    align: Literal["l", "r", "c"] = "l"
    width: float | None = None
    nowrap: bool = False


@dataclass(frozen=True)
class Table:
    """A table for readers. ``kind`` is ``quotes`` where cells hold sentences rather than figures."""

    name: str
    lang: str
    title: str
    columns: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    kind: Literal["data", "quotes"] = "data"


@dataclass(frozen=True)
class Figure:
    """A drawing with what a reader needs: title (what it shows), subtitle (measure, unit, n, year),
    caption (how to read it), alt (what there is to see), and the numbers that it draws.
    """

    name: str
    lang: str
    title: str
    subtitle: str
    caption: str
    alt: str
    drawing: Drawing = field(repr=False)
    data: Table
    width_mm: int = FULL_WIDTH_MM


@dataclass(frozen=True)
class Absent:
    """A figure or table that is not made, and the sentence that says why."""

    name: str
    lang: str
    reason: str
    kind: Literal["figure", "table"] = "figure"


@dataclass(frozen=True)
class Claim:
    """A named value for prose: its words in each language, and the places or the tables that it rests on.

    Raises ClaimError for a number that rests on neither.
    """

    name: str
    text: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()
    inputs: Inputs | None = None

    def __post_init__(self) -> None:
        """Refuse a number that nobody could check."""
        has_number = any(_DIGIT.search(words) for words in self.text.values())
        if has_number and not self.evidence and self.inputs is None:
            raise ClaimError(
                f"the claim {self.name} has a number and nothing that it rests on",
                where="codebook/report/claims.csv",
                remedy="Add a row that names its tables and its rule, or give the claim its evidence.",
            )

    @classmethod
    def said(cls, name: str, text: Mapping[str, str] | str, evidence: Sequence[Evidence] = ()) -> Self:
        """Return a claim with what ``claims.csv`` says that it rests on; a plain text is that of every language."""
        words = dict.fromkeys(LANGUAGES, text) if isinstance(text, str) else text
        return cls(name, words, _few(evidence), inputs.of_claim(name))

    @classmethod
    def of(cls, name: str, n: int, evidence: Sequence[Evidence] = ()) -> Self:
        """Return a claim that is a whole number."""
        return cls.said(name, {lang: labels.grouped(str(n), lang) for lang in LANGUAGES}, evidence)

    @classmethod
    def counted(cls, name: str, table: pd.DataFrame, places: Places | None = None) -> Self:
        """Return what the claim's own rule makes of ``table``; with ``places`` it opens the rows that it counts.

        Raises ClaimError for a claim without a rule.
        """
        rule = inputs.of_claim(name)
        if rule is None:
            raise ClaimError(
                f"no rule counts {name}",
                where="codebook/report/claims.csv",
                remedy="Add a row with a measure.",
            )
        return cls.of(name, rule.count(table), evidence_in(rule.rows(table), places or {}))

    @classmethod
    def note(cls, name: str, n: int, evidence: Sequence[Evidence] = ()) -> Self:
        """Return a half sentence that says ``n``, or nothing where there is nothing to say."""
        text = {lang: label(f"claims.{name}", lang, n=n) if n else "" for lang in LANGUAGES}
        return cls.said(name, text, evidence)


Exhibit = Figure | Table | Absent
Places = Mapping[tuple[str, int], Evidence]

# Columns that say where a row, or one of the two figures that it compares, was read, and those of their documents.
_STARTS = {
    "start": ("doc",),
    "result_start": ("result_doc", "doc"),
    "target_start": ("target_doc", "doc"),
    "numerator_start": ("doc",),
    "denominator_start": ("doc",),
}


def evidence_in(rows: pd.DataFrame, places: Places) -> tuple[Evidence, ...]:
    """Return where the figures of ``rows`` were read, in their order, each place once; as far as ``places`` knows."""
    found = {}
    for row in schema.rows(rows):
        for column, docs in _STARTS.items():
            doc = next((getattr(row, name) for name in docs if hasattr(row, name)), None)
            at = (doc, getattr(row, column, None))
            if at in places:
                found[at] = places[at]  # type: ignore[index]
    return tuple(found.values())


def opened(places: Places, doc: str, start: int) -> tuple[Evidence, ...]:
    """Return where a figure was read as the evidence of a cell; nothing where ``places`` does not know it."""
    return (places[doc, start],) if (doc, start) in places else ()


def _few(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the places of a claim, none where they are too many to be read one after the other."""
    return tuple(evidence) if len(evidence) <= MOST_EVIDENCE else ()


def evidence_of(observation: Any, titles: Mapping[str, str]) -> Evidence:
    """Return where an observation (of ``schema.rows``) was read; ``titles`` is by document."""
    return Evidence(
        doc=observation.doc,
        start=int(observation.start),
        end=int(observation.end),
        quote=observation.quote,
        sentence=observation.sentence,
        sentence_start=int(observation.sentence_start),
        title=titles.get(observation.doc, observation.doc),
    )


def show(make: Callable[..., Exhibit | Sequence[Exhibit]], *args: Any, **options: Any) -> None:
    """Display what ``make(*args, lang=…, **options)`` gives in each language of the report."""
    for lang in LANGUAGES:
        made = make(*args, lang=lang, **options)
        for exhibit in [made] if isinstance(made, Figure | Table | Absent) else made:
            _display(bundle(exhibit), lang)


def show_claims(claims: Iterable[Claim]) -> None:
    """Display claims: a small table by hand, the named values of the prose in the report."""
    _display(claims_bundle(list(claims)), None)


def claims_bundle(claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the output bundle of claims, media type to data."""
    first = LANGUAGES[0]
    lines = "".join(
        f"<tr><td>{html.escape(c.name)}</td><td>{html.escape(c.text[first])}</td></tr>" for c in claims
    )
    record = {"claims": [asdict(claim) for claim in claims]}
    return {CLAIMS_TYPE: record, "text/html": f"<table>{lines}</table>", "text/plain": "claims"}


def bundle(exhibit: Exhibit) -> dict[str, Any]:
    """Return the output bundle of an exhibit, media type to data."""
    if isinstance(exhibit, Table):
        return _table_bundle(exhibit)
    if isinstance(exhibit, Absent):
        media = FIGURE_TYPE if exhibit.kind == "figure" else TABLE_TYPE
        return {media: _record(exhibit, absent=exhibit.reason), "text/plain": exhibit.reason}
    return _figure_bundle(exhibit)


def _record(exhibit: Exhibit, **more: object) -> dict[str, Any]:
    return {"name": exhibit.name, "lang": exhibit.lang, **more}


def _inputs(exhibit: Figure | Table) -> dict[str, Any] | None:
    """Return what an exhibit rests on, in its language; None for one that ``exhibits.csv`` does not name."""
    found = inputs.of_exhibit(exhibit.name)
    return {"rule": found.rule[exhibit.lang], "tables": list(found.tables)} if found else None


def _figure_bundle(figure: Figure) -> dict[str, Any]:
    import matplotlib as mpl

    _demand(figure, ("title", "subtitle", "caption", "alt"))
    if not figure.data.rows:
        raise FigureError(
            "no data", where=f"figure {figure.name}", remedy="Give it the numbers that it draws."
        )
    svg, png = io.StringIO(), io.BytesIO()
    # No date and a fixed salt: the same figure gives the same bytes.
    with mpl.rc_context({"svg.hashsalt": "gaoxin", "svg.fonttype": "path"}):
        figure.drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.drawing.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None})
    figure.drawing.clear()
    words = {name: getattr(figure, name) for name in ("title", "subtitle", "caption", "alt", "width_mm")}
    return {
        FIGURE_TYPE: _record(figure, **words, inputs=_inputs(figure), data=_cells(figure.data)),
        "image/svg+xml": svg.getvalue(),
        "image/png": base64.b64encode(png.getvalue()).decode("ascii"),
        "text/plain": figure.title,
    }


def _table_bundle(table: Table) -> dict[str, Any]:
    _demand(table, ("title",))
    words = {"title": table.title, "note": table.note, "kind": table.kind}
    record = _record(table, **words, inputs=_inputs(table), **_cells(table))
    heads = "".join(f"<th>{html.escape(head_text(head.head, head.unit))}</th>" for head in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(c.text)}</td>" for c in row) + "</tr>" for row in table.rows
    )
    head = f"<caption>{html.escape(table.title)}</caption><thead><tr>{heads}</tr></thead>"
    plain = f"<table>{head}<tbody>{body}</tbody></table>"
    return {TABLE_TYPE: record, "text/html": plain, "text/plain": table.title}


def _cells(table: Table) -> dict[str, Any]:
    """Return columns and rows of a table; FigureError if a row has not one cell a column."""
    for number, row in enumerate(table.rows, 1):
        if len(row) != len(table.columns):
            raise FigureError(
                f"{len(row)} cells under {len(table.columns)} heads",
                where=f"table {table.name}, row {number}",
                remedy="Give each row one cell a column.",
            )
    return {
        "columns": [asdict(head) for head in _heads(table)],
        "rows": [[asdict(cell) for cell in row] for row in table.rows],
    }


def _heads(table: Table) -> list[Head]:
    """Return a table's heads as its language prints them."""
    return [replace(head, head=labels.capital(head.head, table.lang)) for head in table.columns]


def head_text(head: str, unit: str) -> str:
    """Return a column's head as it is printed: 产值/亿元."""
    return f"{head}/{unit}" if unit else head


def _demand(exhibit: Figure | Table, names: Sequence[str]) -> None:
    empty = [name for name in names if not getattr(exhibit, name)]
    if empty:
        raise FigureError(
            f"no {', '.join(empty)}",
            where=f"{type(exhibit).__name__.lower()} {exhibit.name}",
            remedy="A reader needs it.",
        )


def _display(data: dict[str, Any], lang: str | None) -> None:
    from IPython.display import display

    display(data, raw=True, metadata={"gaoxin": {"lang": lang}})


def titles_of(documents: pd.DataFrame) -> dict[str, str]:
    """Return the title of each document by id, for evidence; the id where there is none."""
    return {row.doc: row.title or row.doc for row in schema.rows(documents)}


def places(observations: pd.DataFrame, documents: pd.DataFrame) -> Places:
    """Return where each observation was read, by document and offset."""
    titles = titles_of(documents)
    return {(row.doc, row.start): evidence_of(row, titles) for row in schema.rows(observations)}
