"""Every place of a word, with what stands around it as the document prints it (KWIC)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from . import documents, schema
from .term_schema import CONCORDANCE

AROUND = 24  # characters to either side


def build(
    tokens: pd.DataFrame, docs: pd.DataFrame, texts: Mapping[str, str], words: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the places of ``words`` (by default the terms of the lexicon) in ``docs`` (contract ``CONCORDANCE``).

    Left and right are of the original wording, line ends as blanks, cut at ``AROUND`` characters and at the document's
    ends; nothing is left out of them. The sentence is that of the text as printed.
    """
    wanted = tokens[tokens.theme.notna() if words is None else tokens.word.isin(list(words))]
    made: list[dict[str, Any]] = []
    for doc in schema.rows(docs):
        text, start, end = texts[doc.file], int(doc.start), int(doc.end)
        rows = wanted[wanted.doc == doc.doc]
        sentences = documents.sentences(text, start, end) if len(rows) else []
        at = 0
        for row in schema.rows(rows):
            while at + 1 < len(sentences) and sentences[at + 1].start <= row.start:
                at += 1
            made.append(
                {
                    "word": row.word,
                    "theme": row.theme,
                    "doc": doc.doc,
                    "start": row.start,
                    "end": row.end,
                    "left": one_line(text[max(start, row.start - AROUND) : row.start]),
                    "match": one_line(text[row.start : row.end]),
                    "right": one_line(text[row.end : min(end, row.end + AROUND)]),
                    "sentence_start": min(sentences[at].start, row.start),
                    "sentence_end": max(sentences[at].end, row.end),
                }
            )
    return CONCORDANCE.frame(made)


def one_line(passage: str) -> str:
    """Return a passage with each run of blanks and line ends as one blank."""
    words = " ".join(passage.split())
    before, after = passage[:1].isspace(), passage[-1:].isspace()
    return f"{' ' if before and words else ''}{words}{' ' if after and words else ''}"
