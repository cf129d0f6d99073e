"""Documents cut into words by jieba, the reference segmenter, with the parks' names kept whole.

Words stand in simplified characters, so that a text counts alike in either script; offsets point into the file.
Numbers, dates and marks are classes, not words.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from . import codebook, documents, schema

with warnings.catch_warnings():
    # jieba's patterns have escapes that Python 3.11 and later complain of whenever they compile it.
    warnings.filterwarnings("ignore", message=r"invalid escape sequence|.*is an invalid escape sequence")
    import jieba

jieba.setLogLevel(logging.WARNING)

# A run of digits with its decimal marks or unit letters, or Chinese numerals with a measure: never a word.
_NUMBER = re.compile(
    r"\d[\d.,%‰]*[A-Za-z]*|[〇零一二三四五六七八九十百千万亿两]+[个项家年月日号次类种批大条名位人]?"
)
_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]|[A-Za-z]")


def build(docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the tokens of ``docs`` (contract ``TOKENS``); repeats and boilerplate are left out.

    The names of the documents' own places enter the dictionary, without a frequency: a low one would lower the
    built-in word instead.
    """
    words = segmenter(docs)
    rows = []
    for doc in schema.rows(docs):
        view = documents.view_of(texts[doc.file], doc)
        rows += [
            {"doc": doc.doc, "start": view.span(start, end).start, "word": word, "kind": kind(word)}
            for word, start, end in words.tokenize(view.text)
            if not word.isspace()
        ]
    return schema.TOKENS.frame(rows)


def kind(word: str) -> str:
    """Return ``word``, ``function`` (a grammatical word), ``number`` or ``mark`` for a token."""
    if _NUMBER.fullmatch(word) or word in _units():
        return "number"
    if not _WORD.search(word):
        return "mark"
    return "function" if word in _function_words() else "word"


@cache
def _units() -> frozenset[str]:
    """Return units as they follow a number: 亿元, 万吨, 个百分点. A unit that is a word too (项目) is none here."""
    return frozenset(codebook.read_toml("tokens.toml")["units"])


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in codebook.read_csv("function_words.csv"))


def segmenter(docs: pd.DataFrame) -> jieba.Tokenizer:
    """Return jieba with its own dictionary and the names of the places that ``docs`` are about."""
    return _segmenter(tuple(sorted(set(docs.entity.dropna()))))


@cache
def _segmenter(names: Iterable[str]) -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    for name in names:
        made.add_word(name)
    return made
