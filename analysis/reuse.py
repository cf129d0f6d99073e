"""How alike documents are, and the passages that they share word for word, in the order of their dates.

Repeats inside the corpus are out of the clean views already (``documents.marks``): what is found here is what no
sentence repeats whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import codebook, documents, schema, terms
from .citations import formulations as _formulations
from .concordance import one_line
from .term_schema import REUSE, SIMILARITY

_KEPT = re.compile(r"[\u3400-\u9fffA-Za-z]")


def jaccard(a: set[str], b: set[str]) -> float:
    """Return shared over all shingles of two sets (Broder 1997), 0 to 1; neither may be empty."""
    return len(a & b) / len(a | b)


def containment(a: set[str], b: set[str]) -> float:
    """Return shared shingles over those of the smaller set (Broder 1997): 1 where one text holds the other."""
    return len(a & b) / min(len(a), len(b))


def similarity(tokens: pd.DataFrame, docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return how alike each two of ``docs`` are (contract ``SIMILARITY``); documents without a shingle are left out."""
    table = terms.frequencies(tokens, docs, by="document")
    vectors = table.pivot_table(index="group", columns="word", values="tf_idf", fill_value=0.0)
    size = _rule()["shingle"]
    strings = {row.doc: _letters(documents.view_of(texts[row.file], row))[0] for row in schema.rows(docs)}
    shingles = {
        doc: {text[at : at + size] for at in range(len(text) - size + 1)} for doc, text in strings.items()
    }
    kept = sorted(doc for doc in shingles if shingles[doc] and doc in vectors.index)
    cosines = vectors.loc[kept].to_numpy() @ vectors.loc[kept].to_numpy().T
    return SIMILARITY.frame(
        [
            {
                "doc_a": kept[a],
                "doc_b": kept[b],
                "cosine": float(cosines[a, b]),
                "jaccard": jaccard(shingles[kept[a]], shingles[kept[b]]),
                "containment": containment(shingles[kept[a]], shingles[kept[b]]),
            }
            for a, b in combinations(range(len(kept)), 2)
        ]
    )


def passages(docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the passages that two of ``docs`` share (contract ``REUSE``), the longest at each place.

    Marks, blanks and numbers are looked through, so that a figure brought up to date does not hide a copied sentence.
    The document of the earlier date is the first of the two; where a date is not known, the smaller id.
    """
    rule = _rule()
    order = {row.doc: (row.date or "9999", row.doc) for row in schema.rows(docs)}
    letters = {row.doc: _letters(documents.view_of(texts[row.file], row)) for row in schema.rows(docs)}
    files = {row.doc: texts[row.file] for row in schema.rows(docs)}
    wordings = _formulations(docs, texts)
    made = []
    for one, other in sorted(_pairs(letters, rule), key=lambda pair: [order[doc] for doc in pair]):
        a, b = sorted((one, other), key=order.__getitem__)
        for start_a, start_b, length in _shared(letters[a][0], letters[b][0], rule):
            span_a, span_b = (
                (int(letters[doc][1][start]), int(letters[doc][1][start + length - 1]) + 1)
                for doc, start in ((a, start_a), (b, start_b))
            )
            inside = wordings[(wordings.doc == a) & (wordings.start < span_a[1]) & (wordings.end > span_a[0])]
            covered = int((inside.end - inside.start).sum())
            made.append(
                {
                    "doc_a": a,
                    "start_a": span_a[0],
                    "end_a": span_a[1],
                    "doc_b": b,
                    "start_b": span_b[0],
                    "end_b": span_b[1],
                    "characters": length,
                    "quote_a": one_line(files[a][slice(*span_a)]),
                    "quote_b": one_line(files[b][slice(*span_b)]),
                    "is_formula": covered * 2 >= length,
                }
            )
    return REUSE.frame(made)


def _letters(view: documents.View) -> tuple[str, npt.NDArray[np.int64]]:
    """Return the letters of a view, without marks, blanks and numbers, and where each stands in the file."""
    at = np.array([n for n, char in enumerate(view.text) if _KEPT.match(char)], dtype=np.int64)
    return "".join(view.text[n] for n in at), view.origins[at]


def _pairs(letters: Mapping[str, Any], rule: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the pairs of documents that share a shingle which is no set phrase."""
    size = rule["shingle"]
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for doc, (text, _) in letters.items():
        for at in range(len(text) - size + 1):
            places[text[at : at + size]][doc] += 1
    rare = (docs for docs in places.values() if len(docs) > 1 and sum(docs.values()) <= rule["max_places"])
    return {pair for docs in rare for pair in combinations(sorted(docs), 2)}


def _shared(a: str, b: str, rule: Mapping[str, Any]) -> Iterator[tuple[int, int, int]]:
    """Yield start in ``a``, start in ``b`` and length of each longest shared passage, from left to right in ``a``."""
    size = rule["shingle"]
    places = defaultdict(list)
    for at in range(len(b) - size + 1):
        places[b[at : at + size]].append(at)
    at = 0
    while at <= len(a) - size:
        found = [(_run(a, at, b, start), -start) for start in places.get(a[at : at + size], ())]
        length, start = max(found, default=(0, 0))
        if length >= rule["min_characters"]:
            yield at, -start, length
            at += length
        else:
            at += 1


def _run(a: str, at: int, b: str, start: int) -> int:
    length = 0
    while at + length < len(a) and start + length < len(b) and a[at + length] == b[start + length]:
        length += 1
    return length


def _rule() -> dict[str, Any]:
    return codebook.read_toml("reuse.toml")
