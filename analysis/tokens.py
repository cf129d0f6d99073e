"""Documents cut into words: jieba's tokens, with the policy lexicon's terms and the parks' names kept whole.

Words stand in simplified characters, so that a text counts alike in either script; offsets point into the file.
Numbers, dates, units and marks are classes, not words; names, and words that no dictionary has, are told apart, because
they say whom a text is about and not what it talks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from . import codebook, documents, lexicon, schema
from .lexicon import Lexicon
from .segmenter import Segmenter, dictionary
from .term_schema import TOKENS

# A run of digits with its decimal marks or unit letters, or Chinese numerals with a measure: never a word.
_NUMBER = re.compile(
    r"\d[\d.,%‰]*[A-Za-z]*|[〇零一二三四五六七八九十百千万亿两]+[个项家年月日号次类种批大条名位人]?"
)
_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]|[A-Za-z]")


def build(docs: pd.DataFrame, texts: Mapping[str, str], terms: Lexicon | None = None) -> pd.DataFrame:
    """Return the tokens of ``docs`` (contract ``TOKENS``); repeats and boilerplate are left out.

    ``terms`` is the lexicon, by default the project's own. A document without a word has no row.
    """
    terms = terms or lexicon.own()
    words = segmenter(docs, terms.themes)
    names = frozenset(docs.entity.dropna())
    columns: dict[str, list[Any]] = {column.name: [] for column in TOKENS.columns}
    for doc in schema.rows(docs):
        for name, values in _columns(documents.view_of(texts[doc.file], doc), words, terms.themes, names):
            columns[name] += values
        columns["doc"] += [doc.doc] * (len(columns["start"]) - len(columns["doc"]))
    return TOKENS.conform(pd.DataFrame(columns, columns=TOKENS.names))


def _columns(
    view: documents.View, words: Segmenter, themes: Mapping[str, str], names: frozenset[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Yield each column of a document's tokens but its id."""
    text = view.text
    cut = [(word, start, end) for word, start, end in words.tokenize(text) if not word.isspace()]
    starts = np.array([start for _, start, _ in cut], dtype=np.int64)
    lines = np.array([at for at, char in enumerate(text) if char == "\n"], dtype=np.int64)
    sections = documents.sections(text, 0, len(text))
    within = np.searchsorted([section.start for section in sections], starts, "right") - 1
    sentences = np.array([span.start for span in documents.sentences(text, 0, len(text))], dtype=np.int64)
    yield "word", [word for word, _, _ in cut]
    yield "start", view.origins[starts].tolist()
    yield "end", (view.origins[np.array([end for _, _, end in cut], dtype=np.int64) - 1] + 1).tolist()
    yield "kind", [_kind(word, themes, names) for word, _, _ in cut]
    yield "theme", [themes.get(word, pd.NA) for word, _, _ in cut]
    yield "section", [sections[n].kind for n in within]
    yield "paragraph", np.searchsorted(lines, starts).tolist()
    yield "sentence", (np.searchsorted(sentences, starts, "right") - 1).tolist()


def _kind(word: str, themes: Mapping[str, str], names: frozenset[str]) -> str:
    return "word" if word in themes else "name" if word in names else kind(word)


def count(texts: Iterable[str], words: Segmenter, terms: Lexicon | None = None) -> Counter[str]:
    """Return how often each word stands in clean ``texts``, numbers and marks left out.

    Nothing but the counts is kept, so that a corpus of any size is counted, a text at a time.
    """
    themes = (terms or lexicon.own()).themes
    counts: Counter[str] = Counter()
    for text in texts:
        # Most numbers differ: they are dropped before they are counted, what else is no word behind it.
        counts.update(word for word in words.cut(text) if not word[0].isdigit() or word in themes)
    kept = {word: n for word, n in counts.items() if word in themes or kind(word) not in ("number", "mark")}
    return Counter(kept)


@cache
def kind(word: str) -> str:
    """Return what a token is: ``word``, ``function`` (a grammatical word), ``name``, ``unlisted``, ``number`` or
    ``mark``.

    A name is a place of the codebook, or what jieba's dictionary calls a person, a place or a body; an unlisted word is
    in no dictionary: the model made it up from the characters (in these texts mostly names of firms and persons).
    """
    if _NUMBER.fullmatch(word) or word in _units():
        return "number"
    if not _WORD.search(word):
        return "mark"
    if word in _function_words():
        return "function"
    listed = dictionary().get(word)
    is_name = word in _places() or (listed is not None and listed.tag in _name_tags())
    if is_name and word not in _no_names():
        return "name"
    return "word" if listed or word in _plain_words() or len(word) == 1 or word.isascii() else "unlisted"


@cache
def _units() -> frozenset[str]:
    """Return units as they follow a number: 亿元, 万吨, 个百分点. A unit that is a word too (项目) is none here."""
    return frozenset(codebook.read_toml("tokens.toml")["units"])


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in codebook.read_csv("function_words.csv"))


@cache
def _name_tags() -> frozenset[str]:
    return frozenset(codebook.read_toml("tokens.toml")["name_tags"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(codebook.read_toml("tokens.toml")["no_names"])


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(codebook.read_toml("tokens.toml")["plain_words"])


@cache
def _places() -> frozenset[str]:
    rows = codebook.read_csv("places.csv")
    parks = [row[column] for row in codebook.read_csv("parks.csv") for column in ("name", "full_name")]
    return frozenset(filter(None, [*(row[name] for row in rows for name in ("name", "short")), *parks]))


def segmenter(docs: pd.DataFrame, terms: Iterable[str] = ()) -> Segmenter:
    """Return the segmenter that keeps whole the names of the places that ``docs`` are about, and ``terms``."""
    return _segmenter(tuple(sorted({*docs.entity.dropna(), *terms})))


@cache
def _segmenter(words: tuple[str, ...]) -> Segmenter:
    return Segmenter(words)
