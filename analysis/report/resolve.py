"""Executed notebook → resolved notebook of one language: everything that a reader sees is decided here.

Claims are put into the prose, headings, figures and tables are numbered, cross-references and evidence links are
set, and whatever belongs to another language is dropped. HTML and PDF are written from the result and decide
nothing themselves (docs/ARCHITECTURE.md has the form).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..errors import CitationError, ClaimError, FigureError, RenderError
from ..exhibits import CLAIMS_TYPE, FIGURE_TYPE, TABLE_TYPE
from ..labels import text as label
from . import exhibit_markup
from . import references as works
from .exhibit_markup import Number
from .forms import agreeing
from .links import cited, claim_markdown, each_once, places_of
from .references import Place, References

REFERENCE = re.compile(r"\{\{\s*([A-Za-z0-9_:.]*)\s*\}\}")
_HEADING = re.compile(r"^(#{1,3}) +(.+)$", re.MULTILINE)
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(\w+)\](:(?= ))?")
_HEADING_OR_REFERENCE = re.compile(
    rf"^#+ (?P<section>\S+) |{REFERENCE.pattern.replace('(', '(?P<name>')}", re.M
)


def resolve(nb: NotebookNode, lang: str = "zh", references: References | None = None) -> NotebookNode:
    """Return the notebook of ``lang`` that HTML and PDF are written from.

    ``references`` number the works that the whole report cites; without them the notebook's own are numbered.
    Raises ClaimError for prose that names what no cell shows, CitationError for a work or a footnote that is not
    there, FigureError for two exhibits of one name, and RenderError for a notebook without ``metadata.gaoxin`` or
    with an output that the report cannot show.
    """
    about = nb.metadata.get("gaoxin")
    if not about or "chapter" not in about:
        raise RenderError(
            "not a chapter: the notebook's metadata has no gaoxin.chapter",
            remedy="Take a notebook of the project, or add the metadata as docs/ARCHITECTURE.md says.",
        )
    where = f"notebook {about['id']}"
    claims = claims_of(nb)
    cells = [cell for cell in nb.cells if _is_kept(cell, lang)]
    numbers = _numbers(cells, about["chapter"], lang, where)
    names = {name: claim_markdown(claim, lang) for name, claim in claims.items()}
    names |= {name: f"[{number.text}](#{number.anchor})" for name, number in numbers.items()}
    if references is None:
        references = works.collect((cell.source for cell in cells if cell.cell_type == "markdown"), where)
    headings, footnotes = _Headings(about["chapter"]), _Footnotes(where)
    seen: Counter[str] = Counter()
    places: list[Place] = []
    used: list[dict[str, Any]] = []
    out: list[NotebookNode] = []
    for cell in cells:
        if cell.cell_type == "markdown":
            before = headings.section
            source = headings.number(agreeing(cell.source, claims, lang))
            used += [use for use in _uses(source, before) if use["claim"] in claims]
            source = footnotes.number(fill(source, names, where))
            source, at = works.cite(source, references, about["id"], before, seen)
            places += at
            out.append(nbformat.v4.new_markdown_cell(source, id=cell.id))
        elif cell.cell_type == "code":
            _add_code(out, _code_cell(cell, lang, numbers, where))
    tables = [record for kind, record, _ in _exhibits(cells, lang) if kind == "tab"]
    drawn = [
        record["data"] for kind, record, _ in _exhibits(cells, lang) if kind == "fig" and "data" in record
    ]
    resolved: NotebookNode = nbformat.v4.new_notebook(cells=out)
    resolved.metadata.gaoxin = nbformat.from_dict(
        {
            "resolved": 1,
            "lang": lang,
            "id": about["id"],
            "chapter": about["chapter"],
            "title": headings.title or about["id"],
            "evidence": cited([claims[use["claim"]] for use in used], tables),
            "drawn": each_once(place for record in drawn for place in places_of(record)),
            "uses": used,
            "citations": [place._asdict() for place in places],
        }
    )
    return resolved


def prose_of(notebooks: Iterable[NotebookNode], lang: str) -> Iterator[str]:
    """Yield the prose of ``lang`` in the order of reading."""
    for nb in notebooks:
        yield from (cell.source for cell in nb.cells if cell.cell_type == "markdown" and _is_kept(cell, lang))


def claims_of(*notebooks: NotebookNode) -> dict[str, Any]:
    """Return the claims that the notebooks' cells show, by name; ClaimError if one is made twice."""
    claims: dict[str, Any] = {}
    for data, _ in _outputs(cell for nb in notebooks for cell in nb.cells):
        for claim in data.get(CLAIMS_TYPE, {}).get("claims", []):
            if claim["name"] in claims:
                raise ClaimError(
                    f"the claim {claim['name']} is made twice", remedy="Give each claim a name of its own."
                )
            claims[claim["name"]] = claim
    return claims


def fill(source: str, names: Mapping[str, str], where: str) -> str:
    """Return ``source`` with each ``{{ name }}`` replaced; ClaimError names all that are not known."""
    unknown = sorted({name for name in REFERENCE.findall(source) if name not in names})
    if unknown:
        raise ClaimError.gather(
            [
                ClaimError(
                    f"prose names {{{{ {name} }}}}, which no cell shows",
                    where=where,
                    remedy="Make the claim in claims.py, or mend the name. Figures are fig:NAME, tables tab:NAME.",
                )
                for name in unknown
            ]
        )
    return REFERENCE.sub(lambda match: names[match[1]], source)


def _uses(source: str, section: str) -> Iterator[dict[str, str]]:
    """Yield each name that numbered prose refers to, with the number of its section; ``section`` is the one before."""
    for match in _HEADING_OR_REFERENCE.finditer(source):
        section = match["section"] or section
        if match["name"]:
            yield {"claim": match["name"], "section": section}


class _Headings:
    """Numbers the headings of one chapter in order: 3, 3.1, 3.1.1; an appendix has a letter."""

    def __init__(self, chapter: int | str) -> None:
        self.counts: list[int | str] = [chapter, 0, 0]
        self.title = ""

    @property
    def section(self) -> str:
        return ".".join(str(n) for n in self.counts if n)

    def number(self, source: str) -> str:
        return _HEADING.sub(self._one, source)

    def _one(self, match: re.Match[str]) -> str:
        marks, words = match[1], match[2].strip()
        depth = len(marks)
        if depth == 1:
            self.title = words
        else:
            self.counts[depth - 1] = int(self.counts[depth - 1]) + 1
            self.counts[depth:] = [0] * (3 - depth)
        return f"{marks} {'.'.join(str(n) for n in self.counts[:depth])} {words}"


class _Footnotes:
    """Numbers the footnotes of one chapter in order; a note's text (``[^a]: …``) stands in the cell that names it."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.count = 0

    def number(self, source: str) -> str:
        named = dict.fromkeys(match[1] for match in _FOOTNOTE.finditer(source) if not match[2])
        told = {match[1] for match in _FOOTNOTE.finditer(source) if match[2]}
        if odd := sorted(told ^ set(named)):
            raise CitationError(
                f"the footnote [^{odd[0]}] is {'not named' if odd[0] in told else 'without its text'}",
                where=self.where,
                remedy=f"Write [^{odd[0]}] in the text, and [^{odd[0]}]: with a blank below it, in one cell.",
            )
        numbers = {name: self.count + place for place, name in enumerate(named, 1)}
        self.count += len(numbers)
        return _FOOTNOTE.sub(lambda match: f"[^{numbers[match[1]]}]{match[2] or ''}", source)


def _is_kept(cell: NotebookNode, lang: str) -> bool:
    tags = cell.metadata.get("tags", [])
    languages = {tag.removeprefix("lang-") for tag in tags if tag.startswith("lang-")}
    return not languages or lang in languages


def _outputs(cells: Iterable[NotebookNode]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Yield the data and the language of every output that the project's ``show`` made."""
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.output_type == "display_data" and "gaoxin" in output.metadata:
                yield output.data, output.metadata["gaoxin"]["lang"]


def _exhibits(
    cells: Iterable[NotebookNode], lang: str
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield kind (fig or tab), record and output data of each figure and table of ``lang``, in order."""
    for data, language in _outputs(cells):
        if language == lang and FIGURE_TYPE in data:
            yield "fig", data[FIGURE_TYPE], data
        elif language == lang and TABLE_TYPE in data:
            yield "tab", data[TABLE_TYPE], data


def _numbers(cells: list[NotebookNode], chapter: int | str, lang: str, where: str) -> dict[str, Number]:
    """Return the number of each exhibit by ``fig:name`` or ``tab:name``; what is absent takes none."""
    counts = {"fig": 0, "tab": 0}
    numbers: dict[str, Number] = {}
    for kind, record, _ in _exhibits(cells, lang):
        key = f"{kind}:{record['name']}"
        if key in numbers:
            raise FigureError(
                f"two exhibits are called {key}", where=where, remedy="Give each a name of its own."
            )
        if "absent" in record:
            numbers[key] = Number(label("report.not_drawn", lang), f"{kind}-{record['name']}")
            continue
        counts[kind] += 1
        words = label(f"report.{kind}", lang, chapter=chapter, number=counts[kind])
        numbers[key] = Number(words, f"{kind}-{record['name']}")
    return numbers


def _add_code(cells: list[NotebookNode], cell: NotebookNode) -> None:
    """Add a code cell; one after a cell that shows nothing joins it, so that a page folds them together."""
    if cells and cells[-1].cell_type == "code" and not cells[-1].outputs:
        before = cells.pop()
        cell.source = f"{before.source}\n\n{cell.source}" if before.source else cell.source
    cells.append(cell)


def _code_cell(cell: NotebookNode, lang: str, numbers: Mapping[str, Number], where: str) -> NotebookNode:
    outputs = []
    for output in cell.outputs:
        if output.output_type == "stream":
            continue  # kept in the executed notebook
        data = output.get("data", {})
        if output.output_type != "display_data" or "gaoxin" not in output.metadata:
            raise RenderError(
                f"a cell shows what the report cannot print: {str(data.get('text/plain', output.output_type))[:60]!r}",
                where=where,
                remedy="Show it with analysis.exhibits.show, or end the cell's last line with a semicolon.",
            )
        if output.metadata["gaoxin"]["lang"] != lang or CLAIMS_TYPE in data:
            continue
        make = exhibit_markup.figure if FIGURE_TYPE in data else exhibit_markup.table
        name = data.get(FIGURE_TYPE, data.get(TABLE_TYPE))["name"]
        outputs.append(
            nbformat.v4.new_output(
                "display_data", data=make(data, numbers), metadata={"gaoxin": {"name": name}}
            )
        )
    kept: NotebookNode = nbformat.v4.new_code_cell(cell.source, outputs=outputs, id=cell.id)
    kept.metadata.tags = list(cell.metadata.get("tags", []))
    return kept
