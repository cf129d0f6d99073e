"""A text as printed → a clean view of it, whose every character stands for one character of the print.

A view leaves characters out and writes others in a plain form (simplified, half-width); it never adds one. So any
span of a view is an exact span of the text, and no pattern downstream has to know of line ends inside a sentence,
blanks inside a number, private characters or pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .lines import Span, find_lines
from .paragraphs import find_paragraphs
from .pinyin import find_pinyin
from .script import fold

__all__ = ["View", "clean", "joined", "read_through", "unspaced", "visible"]

Offsets = npt.NDArray[np.int64]

# Control characters but tab and line ends, soft hyphen, characters of no width, marks of direction, private use.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff"
    "\U000f0000-\U0010ffff]+"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
# A comma or stop between digits is part of a number and ends no clause.
_RUNNING = re.compile(r"[，。；：、！？]|(?<!\d)[,;:]|[,;:](?!\d)")
_COLUMNS = re.compile(r"[\t|]")
# Scanned text with a blank after each digit.
_SPACED_DIGITS = re.compile(r"(?<![\d.,])\d(?: \d(?!\d)){2,}")
# A circle among Chinese digits is a nought (一九八○年).
_CIRCLE = re.compile("(?<=[一二三四五六七八九〇])[○◯]|[○◯](?=[一二三四五六七八九〇])")


@dataclass(frozen=True)
class View:
    """A clean ``text``; ``origins`` has for each of its characters the offset of the one it stands for.

    ``origins`` is strictly increasing, as long as ``text``; offsets are code points.
    """

    text: str
    origins: Offsets

    def span(self, start: int, end: int) -> Span:
        """Return the passage of the print that ``start`` to ``end`` of the view stands for.

        It begins with the first of their characters and ends with the last; what the view leaves out between them
        is inside, what it leaves out around them is not. An empty span is an empty one. Raises IndexError for a
        span that is not in the view.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}-{end} is no span of a view of {len(self.text)} characters")
        if start == end:
            at = int(self.origins[start]) if start < len(self.text) else self._end()
            return Span(at, at)
        return Span(int(self.origins[start]), int(self.origins[end - 1]) + 1)

    def locate(self, offset: int) -> int:
        """Return the place in the view of the first character at or behind ``offset`` of the print."""
        return int(np.searchsorted(self.origins, offset))

    def without(self, passages: Iterable[tuple[int, int]]) -> View:
        """Return the view without ``passages``, spans of its own text that may overlap."""
        passages = list(passages)
        if not passages:
            return self
        keep = np.ones(len(self.text), dtype=bool)
        for start, end in passages:
            keep[start:end] = False
        pieces, at = [], 0
        for start, end in sorted(passages):
            pieces.append(self.text[at : max(at, start)])
            at = max(at, end)
        return View("".join([*pieces, self.text[at:]]), self.origins[keep])

    def written(self, text: str) -> View:
        """Return the view with its characters written as those of ``text``, which is as long.

        Raises ValueError if it is not.
        """
        if len(text) != len(self.text):
            raise ValueError(f"a view of {len(self.text)} characters cannot be written in {len(text)}")
        return View(text, self.origins)

    def _end(self) -> int:
        return int(self.origins[-1]) + 1 if len(self.origins) else 0


def read_through(text: str, start: int, end: int) -> View:
    """Return the view of ``text`` from ``start`` to ``end`` that leaves out nothing."""
    return View(text[start:end], np.arange(start, max(start, end), dtype=np.int64))


def clean(text: str, start: int, end: int, hidden: Iterable[Span] = ()) -> View:
    """Return what there is to read in ``text`` from ``start`` to ``end``, a paragraph a line.

    In simplified, half-width characters, without ``hidden`` (spans of ``text``: repeats, boilerplate), without
    characters that print nothing and scraped pinyin, lines joined that a hard break cuts inside a sentence, and
    blanks left out that no reader would write. The rows of tables stay as they are.
    """
    view = read_through(text, start, end)
    view = view.without(_whole_lines(text, start, end, hidden))
    steps: tuple[Callable[[View], View], ...] = (_folded, visible, joined, unspaced)
    for step in steps:
        view = step(view)
    return view


def _folded(view: View) -> View:
    plain = fold(view.text)
    return view.written(_CIRCLE.sub("〇", plain) if "○" in plain or "◯" in plain else plain)


def _whole_lines(text: str, start: int, end: int, passages: Iterable[Span]) -> list[tuple[int, int]]:
    """Return ``passages`` as spans behind ``start``; of whole lines with one break, so that the text goes on."""
    found = []
    for passage in passages:
        low, high = max(passage.start, start), min(passage.end, end)
        if low >= high:
            continue
        is_line = (low == start or text[low - 1] in "\r\n") and text[high : high + 1] in ("\r", "\n")
        if is_line:
            high += 2 if text.startswith("\r\n", high) else 1
        found.append((low - start, min(high, end) - start))
    return found


def visible(view: View) -> View:
    """Return the view without characters that print nothing, and without pinyin beside the characters it spells."""
    view = view.without(match.span() for match in _INVISIBLE.finditer(view.text))
    return view.without(find_pinyin(view.text))


def joined(view: View) -> View:
    """Return the view with each paragraph on one line: hard breaks inside a sentence are left out.

    Between two Latin words a blank stands for the break.
    """
    text = view.text
    out: list[tuple[int, int]] = []
    blanks: list[int] = []
    for paragraph in find_paragraphs(text, 0, len(text)):
        lines = find_lines(text, *paragraph)
        for line, after in pairwise(lines):
            start = line.start + len(text[line.start : line.end].rstrip())
            end = (
                after.start + len(text[after.start : after.end]) - len(text[after.start : after.end].lstrip())
            )
            if _parts_words(text[start - 1 : start], text[end : end + 1]):
                blanks.append(start)
                start += 1
            out.append((start, end))
    if blanks:
        characters = list(text)
        for at in blanks:
            characters[at] = " "
        view = view.written("".join(characters))
    return view.without(out)


def _parts_words(before: str, after: str) -> bool:
    """Return whether a blank between two characters parts words: a Latin letter beside a letter or digit."""
    pair = before + after
    return len(pair) == 2 and pair.isascii() and pair.isalnum() and not pair.isdigit()


def unspaced(view: View) -> View:
    """Return the view without the blanks that running Chinese text does not have.

    In lines with a mark of a clause, outside of tables: between Chinese characters, digits and marks, but not
    between Latin words nor two numbers; and between the digits of a number that is printed with a blank after
    each.
    """
    text = view.text
    out: list[tuple[int, int]] = []
    for line in find_lines(text, 0, len(text)):
        row = text[line.start : line.end]
        if not _BLANKS.search(row) or not _RUNNING.search(row) or _COLUMNS.search(row):
            continue
        for blank in _BLANKS.finditer(row):
            before, after = row[blank.start() - 1 : blank.start()], row[blank.end() : blank.end() + 1]
            if blank.start() and not _parts_words(before, after) and not (before + after).isdigit():
                out.append((line.start + blank.start(), line.start + blank.end()))
        for digits in _SPACED_DIGITS.finditer(row):
            at = line.start + digits.start()
            out += [(at + n, at + n + 1) for n, char in enumerate(digits[0]) if char == " "]
    return view.without(out)
