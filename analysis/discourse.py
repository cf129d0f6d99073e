"""Clauses told apart: what is reported as done, what is promised, and what is neither.

A clause is coded by the cues of ``codebook/clause_cues.csv`` and by the section it stands in: the same verb
(完成, 达到) reports in a review and promises in a plan. A first measure, without a reliability of its own yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from . import codebook, documents, schema, tokens

MIN_CHARACTERS = 4  # a shorter piece is a by-line or a mark, not a clause


def clauses(docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the clauses of ``docs`` with their code and cue (contract ``CLAUSES``).

    Titles, headings and blocks of attributes are left out: a sentence counts if it ends like one.
    """
    rows = []
    words = tokens.segmenter(docs)
    for doc in schema.rows(docs):
        text = texts[doc.file]
        view = documents.view_of(text, doc)
        for section, start, end in _clauses(view.text):
            if end - start >= MIN_CHARACTERS:
                cut = [(word, at) for word, at, _ in words.tokenize(view.text[start:end])]
                code, cue, at = coded(cut, section.kind)
                first, last = view.span(start, end)
                row = {"doc": doc.doc, "start": first, "end": last, "quote": text[first:last]}
                cue_start = view.span(start + at, end).start if cue else None
                rows.append(row | {"section": section.kind, "code": code, "cue": cue, "cue_start": cue_start})
    return schema.CLAUSES.frame(rows)


def _clauses(text: str) -> Iterator[tuple[documents.Section, int, int]]:
    """Yield section, start and end of each clause of the sentences of a clean view."""
    cues = codebook.read_toml("tokens.toml")
    for section in documents.sections(text, 0, len(text)):
        for sentence in documents.sentences(text, section.start, section.end):
            words = text[sentence.start : sentence.end].rstrip()
            if words.endswith(tuple(cues["sentence_ends"])) and not re.search(cues["attribute_block"], words):
                for start, end in documents.clauses(text, *sentence):
                    yield section, start, end


def coded(words: Sequence[tuple[str, int]], section: str) -> tuple[str, str, int]:
    """Return the code of a clause, the cue that decided, and the cue's offset in it.

    ``words`` are the clause's tokens in simplified characters, each with its offset: a cue counts as a word, never
    inside a longer one. A promise outranks a report (力争完成 is a target). A cue of either kind follows the
    section, and outside of a plan is a result.
    """
    found = [(word, at, _cues()[word]) for word, at in words if word in _cues()]
    for wanted in ("target", "result", "either"):
        for word, at, code in found:
            if code == wanted:
                either = "target" if section == "plan" else "result"
                return either if code == "either" else code, word, at
    return "neither", "", 0


@cache
def _cues() -> dict[str, str]:
    return {row["cue"]: row["code"] for row in codebook.read_csv("clause_cues.csv")}


def shares(table: pd.DataFrame, docs: pd.DataFrame) -> pd.DataFrame:
    """Return clauses by park: columns entity, result, target, neither (counts) and clauses (their sum)."""
    by_park = table.assign(entity=table.doc.map(docs.set_index("doc").entity))
    counts = by_park.groupby(["entity", "code"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(schema.CLAUSE_CODES), fill_value=0)
    return counts.assign(clauses=counts.sum(axis="columns")).reset_index().rename_axis(columns=None)
