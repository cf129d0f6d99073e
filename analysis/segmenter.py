"""Text → words: the tokens of jieba's exact mode, cut by rjieba, the same dictionary and model in Rust.

jieba (0.42.1) is the reference. rjieba cuts as it does but for runs of letters, digits and ``+#&._%-``, which jieba
cuts further, and for rare characters that jieba takes singly; both are mended here, and the tests hold the two
equal on texts and on random strings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import rjieba

# Ideographs that jieba takes one by one, though rjieba looks them up.
_RARE = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# How jieba cuts a run of Latin letters, digits and the marks that may stand among them.
_LATIN = re.compile(r"[a-zA-Z0-9+#&._%\-]+")
_PIECE = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_NO_PIECE = re.compile(rf"(?!{_PIECE.pattern}\Z){_LATIN.pattern}")
_LONG, _COMPOUND = 4, 1000  # characters of a compound, and the frequency that it has at least
_COMMA = "，"  # any mark that no word holds


class Segmenter:
    """jieba's dictionary, and ``words`` that it does not keep whole, which stay whole where the longest match is.

    They need no frequency: one below that of the built-in word would lower it. jieba's own rule (``suggest_freq``)
    gives each the least one that keeps it whole; words enter from short to long, so that a longer one is whole too. A
    compound has one of middling size at least: of its least one, 省级/重点实验室 would lose to 省级重点/实验室.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._engine = rjieba.Jieba()
        self._latin = {word for word in dictionary() if _LATIN.fullmatch(word)}
        self.added: dict[str, int] = {}
        for word in sorted(set(words), key=lambda word: (len(word), word)):
            if self._engine.cut(word, False) != [word]:
                self._add(word)

    def _add(self, word: str) -> None:
        total = sum(self.added.values(), _total())
        share = math.prod(
            (self.added.get(piece) or _frequency(piece)) / total for piece in self._engine.cut(word, False)
        )
        least = _COMPOUND if len(word) >= _LONG else 0
        self.added[word] = max(int(share * total) + 1, _frequency(word), least)
        self._engine.add_word(word, self.added[word], None)
        if _LATIN.fullmatch(word):
            self._latin.add(word)

    def cut(self, text: str) -> list[str]:
        """Return the tokens of ``text`` in order; joined they are the text."""
        plain = _RARE.sub(_COMMA, text)
        words: list[str] = self._engine.cut(plain)
        if plain != text:
            words = list(_sliced(text, words))
        return self._mended(words)

    def tokenize(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each token with its start and end in ``text``, as jieba's ``tokenize`` does."""
        at = 0
        for word in self.cut(text):
            yield word, at, at + len(word)
            at += len(word)

    def _mended(self, words: list[str]) -> list[str]:
        """Return ``words`` with each run of Latin letters, digits and their marks cut as jieba cuts it."""
        mended: list[str] = []
        done = 0
        cut_further = _NO_PIECE.fullmatch
        for at in [n for n, word in enumerate(words) if word.isascii() and cut_further(word)]:
            if at < done or len(words[at]) < 2 or words[at] in self._latin:
                continue
            start = end = at
            while start > done and self._is_latin(words[start - 1]):
                start -= 1
            while end < len(words) and self._is_latin(words[end]):
                end += 1
            mended += words[done:start]
            mended += filter(None, _PIECE.split("".join(words[start:end])))
            done = end
        return [*mended, *words[done:]] if done else words

    def _is_latin(self, word: str) -> bool:
        return word.isascii() and _LATIN.fullmatch(word) is not None and word not in self._latin


@dataclass(frozen=True)
class Listed:
    """What jieba's dictionary says of a word: how often it was met, and its part of speech."""

    frequency: int
    tag: str


@cache
def dictionary() -> dict[str, Listed]:
    """Return the words of jieba's dictionary."""
    lines = Path(str(distribution("jieba").locate_file("jieba/dict.txt"))).read_text(encoding="utf-8")
    rows = (line.split(" ") for line in lines.splitlines())
    return {word: Listed(int(frequency), tag) for word, frequency, tag in rows}


@cache
def _total() -> int:
    return sum(word.frequency for word in dictionary().values())


def _frequency(word: str) -> int:
    return dictionary()[word].frequency if word in dictionary() else 1


def _sliced(text: str, words: Iterable[str]) -> Iterator[str]:
    at = 0
    for word in words:
        yield text[at : at + len(word)]
        at += len(word)
