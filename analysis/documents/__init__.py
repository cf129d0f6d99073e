"""Sources → the table of documents, and the passages of a text: sentences, clauses, sections.

The files of this folder stand in the order of the flow: ``script`` (characters), ``lines``, ``paragraphs``,
``sentences``, ``pinyin``, ``views`` (what there is to read, with a map back to the print), ``sections``, ``splitting``
(one file, several documents), ``marks`` (repeats, boilerplate) and ``passages`` (their table), ``dates``,
``gazetteer`` (names of places), ``readings`` (a fact and what it was read from), ``heads`` (title, number),
``imprint`` (date, issuer, source, author), ``unlisted`` (places that no list has), ``mentions`` (where a text
names places), ``places`` (entity), ``registers`` (code, level), ``facts`` (genre, completeness, rights),
``subject_year``, ``catalogue`` (what a researcher states), ``describing`` (all facts of one document). All
offsets count code points of ``Source.text``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from .. import codebook
from ..schema import DOCUMENTS, FACT_NAMES, FACTS
from ..sources import Source
from . import catalogue
from .catalogue import Statement
from .describing import Document, describe
from .facts import find_uniform
from .heads import find_head
from .lines import BLANKS, Span, count_chars, join_spans, merge, spans, strip
from .marks import find_boilerplate, find_duplicates, find_sentences
from .passages import passages
from .readings import Reading
from .script import fold, simplified
from .sections import Section, sections
from .sentences import clauses, sentence_at, sentences
from .splitting import find_parts, is_title
from .subject_year import is_given_within
from .views import View, clean

__all__ = [
    "Described",
    "Section",
    "Span",
    "Statement",
    "View",
    "build",
    "catalogue",
    "clauses",
    "is_given_within",
    "kept_out",
    "passages",
    "read",
    "sections",
    "sentence_at",
    "sentences",
    "simplified",
    "spans",
    "view_of",
]


class Described(NamedTuple):
    """The documents of some files (contract ``DOCUMENTS``) and where each fact of them comes from (``FACTS``)."""

    documents: pd.DataFrame
    facts: pd.DataFrame


def build(files: Sequence[Source], statements: Sequence[Statement] = ()) -> pd.DataFrame:
    """Return the documents that stand in ``files`` (contract ``DOCUMENTS``), a row each; see ``read``."""
    return read(files, statements).documents


def read(files: Sequence[Source], statements: Sequence[Statement] = ()) -> Described:
    """Return the documents that stand in ``files``, and their facts, with what a catalogue states of them.

    A file of several documents gives rows ``.01``, ``.02``, …; where its format tells them apart (the rows of
    a table), that stands. A heading of the whole file that no document
    repeats is the title of the last document without one. What a text does not say is missing. No text
    is refused. Raises SchemaError if two documents would have one id, CatalogueError for a statement about a
    document that is not there, or that expects another reading.
    """
    rows: list[dict[str, object]] = []
    facts: list[dict[str, object]] = []
    found: dict[str, Mapping[str, Reading]] = {}
    stated = catalogue.by_doc(statements)
    seen: set[int] = set()
    for source in files:
        plain = fold(source.text)
        parts = [Span(*part) for part in source.parts] or find_parts(plain)
        said = find_sentences(source.text, parts)
        repeats = find_duplicates(source.text, said, seen)
        seen.update(sentence.key for part in said for sentence in part)
        for document in _documents(source, plain, parts, repeats):
            own = stated.get(document.doc, {})
            read_, settled = describe(document, own)
            found[document.doc] = read_
            rows.append(_row(source, document, settled))
            facts += _fact_rows(document.doc, read_, settled, own)
    catalogue.check(statements, found)
    return Described(DOCUMENTS.frame(rows), FACTS.frame(facts))


def view_of(text: str, row: Any) -> View:
    """Return what there is to read in a document (``views.clean``), without its repeats and boilerplate.

    ``text`` is its file's, ``row`` its row of ``documents`` (as ``schema.rows`` gives it).
    """
    return clean(text, int(row.start), int(row.end), kept_out(row))


def kept_out(row: Any) -> list[Span]:
    """Return the passages of a document that count for nothing, repeats and boilerplate, in order."""
    cells = (row.duplicate_spans, row.boilerplate_spans)
    return sorted(span for cell in cells if cell for span in spans(cell))


def _documents(source: Source, plain: str, parts: Sequence[Span], repeats: Sequence[Span]) -> list[Document]:
    text = source.text
    uniform = find_uniform([part.end - part.start for part in parts])
    width = max(2, len(str(len(parts))))
    documents = []
    for number, (part, is_cut) in enumerate(zip(parts, uniform, strict=True), 1):
        boilerplate = find_boilerplate(plain, part)
        head = find_head(text, plain, part, boilerplate)
        documents.append(
            Document(
                doc=source.doc if len(parts) == 1 else f"{source.doc}.{number:0{width}}",
                text=text,
                plain=plain,
                part=part,
                head=head,
                repeats=list(_within(text, repeats, part)),
                boilerplate=merge(text, [*boilerplate, *head.page_head]),
                is_cut=is_cut,
            )
        )
    return _with_file_heading(documents)


def _within(text: str, passages: Sequence[Span], part: Span) -> Iterator[Span]:
    """Yield what of ``passages`` stands in ``part``: those of two documents that touch are merged."""
    for passage in passages:
        inside = Span(max(passage.start, part.start), min(passage.end, part.end))
        if inside.start < inside.end and text[slice(*inside)].strip(BLANKS):
            yield strip(text, inside)


def _with_file_heading(documents: list[Document]) -> list[Document]:
    """Return ``documents``, the last one without a title with the heading that stands before the first one."""
    first = documents[0]
    heading = Span(0, first.part.start)
    title = first.plain[slice(*heading)].strip(BLANKS)
    bare = [number for number, document in enumerate(documents) if not document.head.title.value]
    if not bare or not title or not is_title(title):
        return documents
    span = strip(first.text, heading)
    printed = Reading(first.text[slice(*span)], "line", span)
    last = documents[bare[-1]]
    documents[bare[-1]] = last._replace(head=last.head._replace(title=printed))
    return documents


def _row(source: Source, document: Document, settled: Mapping[str, Reading]) -> dict[str, object]:
    aside = [*document.repeats, *document.boilerplate]
    return {
        **{fact: reading.value for fact, reading in settled.items()},
        "subject_year": int(settled["subject_year"].value) if settled["subject_year"].value else None,
        "doc": document.doc,
        "file": source.file,
        "sha256": source.sha256,
        "start": document.part.start,
        "end": document.part.end,
        "duplicate_spans": join_spans(document.repeats),
        "boilerplate_spans": join_spans(document.boilerplate),
        "chars": count_chars(document.text, document.part, aside),
    }


def _fact_rows(
    doc: str, found: Mapping[str, Reading], settled: Mapping[str, Reading], stated: Mapping[str, Statement]
) -> list[dict[str, object]]:
    confidences = {row["basis"]: row["confidence"] for row in codebook.read_csv("bases.csv")}
    rows: list[dict[str, object]] = []
    for fact in FACT_NAMES:
        reading = settled[fact]
        if not reading.basis:
            continue
        start, end = reading.span or (None, None)
        rows.append(
            {
                "doc": doc,
                "fact": fact,
                "value": reading.value,
                "start": start,
                "end": end,
                "basis": reading.basis,
                "confidence": confidences[reading.basis],
                "read_value": found[fact].value if fact in stated else None,
                "reason": stated[fact].reason if fact in stated else None,
            }
        )
    return rows
