"""The lines of printed pages, with where they stand → paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

__all__ = ["Line", "paragraphs"]

_INDENT = "\u3000\u3000"
_EM_COLUMN = 5  # lines that begin within so many characters of each other stand in one column
_MIN_CENTRED = 2.6  # a paragraph's first line stands in by two
_MAX_FURNITURE = 30  # characters; lines of running text are longer
_MAX_LINES = 1000  # a page with more is no page of print, and its lines stay as they are
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*"
)
_CONTENTS = re.compile(r"[.…·]{3,}\s*\d{1,4}$")
_WIDE_MARKS = "，。、；：？！）》】」』”’"
_MARKS = f"{_WIDE_MARKS},.;:?!)]…—"
_LATIN = re.compile(r"[!-~]")


class Line(NamedTuple):
    """A printed line: its box and the size of its type in points (up is positive).

    ``first`` is the width of what could not be parted from its beginning: a character with the marks after
    it, or a number.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    first: float


class _Frame(NamedTuple):
    """Where the column of a line begins and ends."""

    left: float
    right: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of pages; one that is indented begins with two wide blanks.

    A line goes on in the next if what begins the next had no room in it, and the next is not indented, set in
    another size or further away. That holds across columns and pages. Running heads and page numbers, which
    would part sentences, are left out: lines at the top or bottom, not larger than the text, that stand on
    half of the pages at the same height, digits aside, and bare numbers there.
    """
    found: list[str] = []
    before: tuple[int, Line, _Frame] | None = None
    for number, page in enumerate(_without_furniture(pages)):
        frames, pitch = _frames(page), _pitch(page)
        for line, frame in zip(page, frames, strict=True):
            goes_on = before is not None and _goes_on(before, (number, line, frame), pitch)
            if goes_on:
                found[-1] = _join(found[-1], line.text)
            else:
                is_indented = line.size < line.left - frame.left and frame.right < inf
                found.append((_INDENT if is_indented else "") + line.text)
            before = number, line, frame
    return found


def _without_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    places = Counter(key for page in pages for key in {_place(line) for line in page})
    often = max(2, (len(pages) + 1) // 2)
    for page in pages:
        size = median([line.size for line in page] or [0])

        def is_furniture(line: Line, size: float = size) -> bool:
            if len(line.text) > _MAX_FURNITURE or line.size > size:
                return False
            return places[_place(line)] >= often or _PAGE_NUMBER.fullmatch(line.text) is not None

        start, end = 0, len(page)
        while start < end and is_furniture(page[start]):
            start += 1
        while end > start and is_furniture(page[end - 1]):
            end -= 1
        yield page[start:end]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


def _frames(page: Sequence[Line]) -> list[_Frame]:
    """Return the column of each line: the leftmost beginning and the rightmost end that lines of it share.

    A line that is centred on the page ends nowhere.
    """
    if not page or len(page) > _MAX_LINES:
        return [_Frame(line.left, inf) for line in page]
    whole = _frame(page)
    frames = []
    for line in page:
        if _is_centred(line, whole):
            frames.append(_Frame(whole.left, inf))
        else:
            reach = _EM_COLUMN * line.size
            frames.append(_frame([other for other in page if abs(other.left - line.left) <= reach]))
    return frames


def _frame(column: Sequence[Line]) -> _Frame:
    left = min(_shared([round(line.left) for line in column]))
    right = max(_shared([round(line.right - _overhang(line)) for line in column]))
    return _Frame(left, right)


def _overhang(line: Line) -> float:
    """Return how far the empty half of a last mark may stand out of the column."""
    return line.size / 2 if line.text[-1] in _WIDE_MARKS else 0


def _shared(places: Sequence[int]) -> Sequence[int]:
    """Return the places, give or take a point, that more than one line in twenty has; all if none is."""
    counts = Counter(places)
    often = max(1, len(places) // 20)
    return [at for at in counts if counts[at - 1] + counts[at] + counts[at + 1] > often] or places


def _pitch(page: Sequence[Line]) -> float:
    """Return the usual distance from a line to the next."""
    down = [a.top - b.top for a, b in pairwise(page) if a.top - b.top > 1]
    return median(down) if down else 0


def _goes_on(before: tuple[int, Line, _Frame], after: tuple[int, Line, _Frame], pitch: float) -> bool:
    (page, line, frame), (next_page, following, next_frame) = before, after
    down = line.top - following.top
    if abs(line.size - following.size) > 0.1 * line.size or _CONTENTS.search(line.text):
        return False
    if following.left - next_frame.left > 0.9 * following.size:
        return False
    if page == next_page and (down > 1.35 * pitch or -0.5 * line.size < down < 0.5 * line.size):
        return False
    slack = 0.6 if line.text[-1] in _MARKS else 0.2
    return frame.right - line.right < following.first + slack * line.size


def _is_centred(line: Line, frame: _Frame) -> bool:
    before, after = line.left - frame.left, frame.right - line.right
    return before > _MIN_CENTRED * line.size and abs(before - after) < line.size


def _join(text: str, more: str) -> str:
    """Return the two with a blank between them where both are of Latin letters; a hyphen there stays."""
    is_apart = (
        _LATIN.match(text[-1]) and _LATIN.match(more[0]) and not (text[-1].isdigit() and more[0].isdigit())
    )
    return f"{text} {more}" if is_apart and text[-1] != "-" else text + more
