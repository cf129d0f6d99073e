"""Strings that the dictionary lacks and that behave like words: candidates for the lexicon, for a researcher to judge.

A candidate holds together (its least PMI over all cuts is high) and stands in changing company (high entropy of the
characters on either side), as in Matrix67 (2012); jieba's dictionary and the lexicon must lack it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from . import codebook, documents, lexicon, schema, tokens
from .lexicon import Lexicon
from .segmenter import dictionary
from .term_schema import NEW_TERMS

_HAN = re.compile("[\u4e00-\u9fff]+")


def build(docs: pd.DataFrame, texts: Mapping[str, str], terms: Lexicon | None = None) -> pd.DataFrame:
    """Return the candidates of ``docs`` (contract ``NEW_TERMS``) that pass every filter of ``new_terms.toml``.

    Names, strings with a grammatical word or a number in them or a verb, an adverb or the like at an end (a
    lexicon's term aside), and parts of a longer candidate that never stand without it are no candidates.
    """
    terms, rule = terms or lexicon.own(), codebook.read_toml("new_terms.toml")
    names = " ".join(docs.entity.dropna())
    seen = _Strings(rule["min_length"], rule["max_length"])
    for doc in schema.rows(docs):
        seen.add(doc.doc, documents.view_of(texts[doc.file], doc))
    words = tokens.segmenter(docs, terms.themes)
    made = {}
    for word in (word for word in seen.places if seen.counts[word] >= rule["min_count"]):
        row = seen.measured(word)
        if _passes(row, rule) and len(seen.places[word]) >= rule["min_documents"]:
            pieces = words.cut(word)
            if _is_term(word, pieces, names, terms):
                made[word] = row | {"pieces": "/".join(pieces)}
    return NEW_TERMS.frame([row | seen.place(row["word"]) for row in _widest(made)])


class _Strings:
    """Counts of the strings of Han characters up to a length, the characters beside them, and where each first
    stands.
    """

    def __init__(self, min_length: int, max_length: int) -> None:
        self.min_length, self.max_length = min_length, max_length
        self.counts: Counter[str] = Counter()
        self.left: dict[str, Counter[str]] = defaultdict(Counter)
        self.right: dict[str, Counter[str]] = defaultdict(Counter)
        self.places: dict[str, dict[str, documents.Span]] = defaultdict(dict)
        self.characters = 0

    def add(self, doc: str, view: documents.View) -> None:
        for run in _HAN.finditer(view.text):
            self.characters += len(run[0])
            for start in range(run.start(), run.end()):
                for end in range(start + 1, min(run.end(), start + self.max_length) + 1):
                    word = view.text[start:end]
                    self.counts[word] += 1
                    if end - start >= self.min_length:
                        self.left[word][_beside(view.text, start - 1)] += 1
                        self.right[word][_beside(view.text, end)] += 1
                        if doc not in self.places[word]:
                            self.places[word][doc] = view.span(start, end)

    def measured(self, word: str) -> dict[str, Any]:
        parts = [self.counts[word[:at]] * self.counts[word[at:]] for at in range(1, len(word))]
        return {
            "word": word,
            "count": self.counts[word],
            "cohesion": float(np.log2(self.counts[word] * self.characters / max(parts))),
            "left_entropy": _entropy(self.left[word]),
            "right_entropy": _entropy(self.right[word]),
        }

    def place(self, word: str) -> dict[str, Any]:
        doc = min(self.places[word])
        start, end = self.places[word][doc]
        return {"documents": len(self.places[word]), "doc": doc, "start": start, "end": end}


def _passes(row: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    entropy = min(row["left_entropy"], row["right_entropy"])
    return bool(row["cohesion"] >= rule["min_cohesion"] and entropy >= rule["min_entropy"])


def _is_term(word: str, pieces: list[str], names: str, terms: Lexicon) -> bool:
    """Return whether a string may be a term: no word already, no name, and with the ends of a noun phrase."""
    first, last = pieces[0], pieces[-1]
    inner = set(codebook.read_toml("new_terms.toml")["no_ends"])
    listed, themes = dictionary(), terms.themes
    return (
        len(first) > 1
        and word not in listed
        and tokens.kind(word) == "unlisted"
        and word not in themes
        and word not in names
        and not any(tokens.kind(piece) in ("name", "number", "function") for piece in pieces)
        and not any(end in listed and listed[end].tag in inner and end not in themes for end in (first, last))
    )


def _widest(made: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the candidates without those that a longer one holds as often as they stand."""
    return [
        row
        for word, row in made.items()
        if not any(word in other and other != word and made[other]["count"] >= row["count"] for other in made)
    ]


def _entropy(beside: Counter[str]) -> float:
    """Return the entropy in bit of the characters beside a string; each end of a clause is one of its own."""
    ends = beside.get("", 0)
    counts = np.array([n for char, n in beside.items() if char] + [1] * ends, dtype=float)
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum() + 0.0)


def _beside(text: str, at: int) -> str:
    char = text[at] if 0 <= at < len(text) else ""
    return char if _HAN.match(char) else ""
