"""Sources → the table of documents, and the passages of a text: sentences, clauses, sections.

The files of this folder stand in the order of the flow: ``script`` (characters), ``lines``, ``sentences``,
``sections``, ``splitting`` (one file, several documents), ``marks`` (repeats, boilerplate), ``dates``,
``heads`` (title, date, issuer), ``places`` (entity), ``facts`` (genre, subject year, completeness). All
offsets count code points of ``Source.text``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..schema import DOCUMENTS
from ..sources import Source
from .facts import find_completeness, find_genre, find_subject_year, find_uniform
from .heads import Head, find_head
from .lines import BLANKS, Span, count_chars, join_spans, merge, spans
from .marks import find_boilerplate, find_duplicates, find_sentences
from .passages import passages
from .places import find_place
from .script import fold, script_of, simplified
from .sections import Section, sections
from .sentences import clauses, sentence_at, sentences
from .splitting import find_parts, is_title
from .views import View, clean

__all__ = [
    "Section",
    "Span",
    "View",
    "build",
    "clauses",
    "kept_out",
    "passages",
    "sections",
    "sentence_at",
    "sentences",
    "simplified",
    "spans",
    "view_of",
]


def build(files: Sequence[Source]) -> pd.DataFrame:
    """Return the documents that stand in ``files`` (contract ``DOCUMENTS``), a row each.

    A file of several documents gives rows ``.01``, ``.02``, …; where its format tells them apart (the rows of
    a table), that stands. A heading of the whole file that no document
    repeats is the title of the last document without one. What a text does not say is missing. No text
    is refused. Raises SchemaError if two documents would have one id.
    """
    rows: list[dict[str, object]] = []
    seen: set[int] = set()
    for source in files:
        parts = [Span(*part) for part in source.parts] or find_parts(fold(source.text))
        said = find_sentences(source.text, parts)
        rows += _rows(source, parts, find_duplicates(source.text, said, seen))
        seen.update(sentence.key for part in said for sentence in part)
    return DOCUMENTS.frame(rows)


def view_of(text: str, row: Any) -> View:
    """Return what there is to read in a document (``views.clean``), without its repeats and boilerplate.

    ``text`` is its file's, ``row`` its row of ``documents`` (as ``schema.rows`` gives it).
    """
    return clean(text, int(row.start), int(row.end), kept_out(row))


def kept_out(row: Any) -> list[Span]:
    """Return the passages of a document that count for nothing, repeats and boilerplate, in order."""
    cells = (row.duplicate_spans, row.boilerplate_spans)
    return sorted(span for cell in cells if cell for span in spans(cell))


def _rows(source: Source, parts: Sequence[Span], repeats: Sequence[Span]) -> list[dict[str, object]]:
    text, plain = source.text, fold(source.text)
    boilerplate = [find_boilerplate(plain, part) for part in parts]
    heads = [find_head(text, plain, part, marks) for part, marks in zip(parts, boilerplate, strict=True)]
    heads = _with_file_heading(text, plain, parts, heads)
    uniform = find_uniform([part.end - part.start for part in parts])
    rows = []
    width = max(2, len(str(len(parts))))
    for number, (part, head, marks, is_cut) in enumerate(
        zip(parts, heads, boilerplate, uniform, strict=True), 1
    ):
        doc = source.doc if len(parts) == 1 else f"{source.doc}.{number:0{width}}"
        inside = [span for span in repeats if part.start <= span.start < part.end]
        facts = _facts(text, plain, part, head, inside, merge(text, [*marks, *head.page_head]), is_cut=is_cut)
        rows.append({"doc": doc, "file": source.file, "sha256": source.sha256, **facts})
    return rows


def _facts(
    text: str,
    plain: str,
    part: Span,
    head: Head,
    repeats: list[Span],
    boilerplate: list[Span],
    *,
    is_cut: bool,
) -> dict[str, object]:
    """Return one document's cells of the table, all but its id, file and hash."""
    title = re.sub(r"\s+", "", fold(head.title))
    body = _without(plain, part, [*repeats, *boilerplate])
    genre = find_genre(title, body)
    place = find_place(plain, part, title, fold(head.issuer))
    return {
        "start": part.start,
        "end": part.end,
        "title": head.title,
        "date": head.date,
        "issuer": head.issuer,
        "doc_no": head.doc_no,
        "entity": place.name if place else "",
        "place_kind": place.kind if place else "",
        "subject_year": find_subject_year(genre, title, head.date, body, sections(body, 0, len(body))),
        "genre": genre,
        "script": script_of(text[part.start : part.end]),
        "duplicate_spans": join_spans(repeats),
        "boilerplate_spans": join_spans(boilerplate),
        "chars": count_chars(text, part, [*repeats, *boilerplate]),
        "completeness": find_completeness(body, is_cut=is_cut),
    }


def _without(plain: str, part: Span, passages: Sequence[Span]) -> str:
    """Return the folded text of a document without ``passages``."""
    pieces, at = [], part.start
    for passage in sorted(passages):
        pieces.append(plain[at : max(at, passage.start)])
        at = max(at, passage.end)
    return "".join([*pieces, plain[at : part.end]])


def _with_file_heading(text: str, plain: str, parts: Sequence[Span], heads: Sequence[Head]) -> list[Head]:
    """Return ``heads``, the last one without a title with the heading that stands before the first document."""
    heading = Span(0, parts[0].start)
    title = plain[heading.start : heading.end].strip(BLANKS)
    bare = [number for number, head in enumerate(heads) if not head.title]
    if not bare or not title or not is_title(title):
        return list(heads)
    printed = text[heading.start : heading.end].strip(BLANKS)
    return [head._replace(title=printed) if number == bare[-1] else head for number, head in enumerate(heads)]
