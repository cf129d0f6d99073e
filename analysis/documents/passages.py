"""Documents → the passages that were marked in them and count for nothing, each with what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from .. import schema
from .lines import Span, count_chars, spans
from .marks import find_sentences, kind_of
from .script import fold

__all__ = ["passages"]


def passages(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the repeats and the boilerplate of ``documents`` (contract ``PASSAGES``), a row each.

    A repeat names the document and the place where its first sentence stands first. ``texts`` holds each file's
    text by ``file``.
    """
    docs = list(schema.rows(documents))
    repeated = {doc.doc: spans(doc.duplicate_spans) if doc.duplicate_spans else [] for doc in docs}
    first = _first_places(docs, texts) if any(repeated.values()) else {}
    rows: list[dict[str, object]] = []
    for doc in docs:
        text = texts[doc.file]
        for span in repeated[doc.doc]:
            key = find_sentences(text, [span])[0][0].key
            of_doc, of_start = first.get(key, (None, None))
            rows.append(_row(doc, text, span) | {"kind": "repeat", "of_doc": of_doc, "of_start": of_start})
        for span in spans(doc.boilerplate_spans) if doc.boilerplate_spans else []:
            kind = kind_of(fold(text[slice(*span)])) or "page_head"
            rows.append(_row(doc, text, span) | {"kind": kind})
    return schema.PASSAGES.frame(rows)


def _row(doc: Any, text: str, span: Span) -> dict[str, object]:
    return {
        "doc": doc.doc,
        "start": span.start,
        "end": span.end,
        "quote": text[slice(*span)],
        "chars": count_chars(text, span, []),
    }


def _first_places(docs: list[Any], texts: Mapping[str, str]) -> dict[int, tuple[str, int]]:
    """Return for each sentence the document and the offset where it stands first."""
    found: dict[int, tuple[str, int]] = {}
    for doc, key, start in _sentences(docs, texts):
        found.setdefault(key, (doc, start))
    return found


def _sentences(docs: list[Any], texts: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    for doc in docs:
        for sentence in find_sentences(texts[doc.file], [Span(doc.start, doc.end)])[0]:
            yield doc.doc, sentence.key, sentence.span.start
