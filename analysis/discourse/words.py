"""A text → its words, as the segmenter's dictionary, the names of places and the cues have them."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

from .. import codebook

with warnings.catch_warnings():
    # jieba's patterns have escapes that Python 3.11 and later complain of whenever they compile it.
    warnings.filterwarnings("ignore", message=r"invalid escape sequence|.*is an invalid escape sequence")
    import jieba

jieba.setLogLevel(logging.WARNING)

_COMPOUND = 4  # characters of a dictionary word that may be two words

MARK = "\x1f"  # stands between two words


class Word(NamedTuple):
    """A word and its offset."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


class Words:
    """A passage as words, and as one text with a mark around each word, in which cues are found.

    A cue that is found between two marks cannot stand inside a longer word.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self.marked = MARK + MARK.join(word.text for word in self.words) + MARK if self.words else MARK
        self._at: list[int] = []
        for word in self.words:
            self._at += [word.start, *range(word.start, word.end)]
        self._at.append(self.words[-1].end if self.words else 0)
        self.beginnings = beginnings("".join(word.text for word in self.words))

    def offset(self, at: int) -> int:
        """Return the offset in the passage of a place in the marked text."""
        return self._at[at]


def beginnings(text: str) -> frozenset[str]:
    """Return the characters of a text and its pairs of characters: how any word in it may begin."""
    return frozenset(text) | {text[at : at + 2] for at in range(len(text) - 1)}


class Segmenter:
    """Cuts simplified text into words, without guessing words that no list has."""

    def __init__(self, names: Iterable[str], parts: Iterable[str]) -> None:
        self._jieba: Any = jieba.Tokenizer()
        self._whole = {*names, *codebook.read_toml("discourse/clauses.toml")["whole_words"]}
        for word in sorted(self._whole | {part for part in parts if len(part) > 1}):
            self._jieba.add_word(word)
        self._known = {word for word, frequency in self._jieba.FREQ.items() if frequency}

    def cut(self, text: str) -> Words:
        """Return the words of ``text``, blanks left out."""
        found = self._jieba.tokenize(text, HMM=False)
        return Words(
            part
            for word, start, _ in found
            if not word.isspace()
            for part in self._in_parts(Word(word, start))
        )

    def _in_parts(self, word: Word) -> tuple[Word, ...]:
        """Return a compound of the dictionary as the two words that it is made of: 认真/落实, 人才/培养."""
        half = _COMPOUND // 2
        one, other = word.text[:half], word.text[half:]
        if len(word.text) != _COMPOUND or word.text in self._whole or not {one, other} <= self._known:
            return (word,)
        return Word(one, word.start), Word(other, word.start + half)


@cache
def segmenter(names: tuple[str, ...], parts: tuple[str, ...]) -> Segmenter:
    """Return the segmenter that keeps ``names`` whole, of places and short cues, and knows grammatical ``parts``."""
    return Segmenter(names, parts)


@cache
def dictionary_verbs() -> frozenset[str]:
    """Return the words of two characters or more that the segmenter's dictionary has as verbs."""
    path = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    return frozenset(re.findall(r"^(\S{2,}) \d+ v$", path.read_text(encoding="utf-8"), re.MULTILINE))
