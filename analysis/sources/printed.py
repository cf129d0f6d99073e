"""The lines of printed pages, with where they stand → paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Line", "paragraphs"]

INDENT = "\u3000\u3000"
_EM_COLUMN = 5  # lines that begin within so many characters of each other stand in one column
_FURNITURE_LINES = 3
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*"
)
_CONTENTS = re.compile(r"[.…·]{3,}\s*\d{1,4}$")
_MARKS = "，。、；：？！）》】」』”’,.;:?!)]…—"
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
    would part sentences, are left out: lines at the top or bottom that stand on half of the pages at the same
    height, digits aside, and bare numbers there.
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
                found.append((INDENT if line.size < line.left - frame.left else "") + line.text)
            before = number, line, frame
    return found


def _without_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    edges = [{*page[:_FURNITURE_LINES], *page[-_FURNITURE_LINES:]} for page in pages]
    places = Counter(key for edge in edges for key in {_place(line) for line in edge})
    often = max(3, (len(pages) + 1) // 2)
    for page, edge in zip(pages, edges, strict=True):
        ends = {*page[:1], *page[-1:]} if len(page) > 1 else set()
        running = {line for line in edge if places[_place(line)] >= often}
        numbers = {line for line in ends if _PAGE_NUMBER.fullmatch(line.text)}
        yield [line for line in page if line not in running | numbers]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


def _frames(page: Sequence[Line]) -> list[_Frame]:
    """Return the column of each line: the leftmost beginning and the rightmost end that lines of it share."""
    frames = []
    for line in page:
        reach = _EM_COLUMN * line.size
        column = [other for other in page if abs(other.left - line.left) <= reach]
        left = min(_shared([round(other.left) for other in column]))
        right = max(_shared([round(other.right) for other in column]))
        frames.append(_Frame(left, right))
    return frames


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
    if following.left - next_frame.left > 0.9 * following.size or _is_centred(line, frame):
        return False
    if page == next_page and (down > 1.35 * pitch or -0.5 * line.size < down < 0.5 * line.size):
        return False
    slack = 0.6 if line.text[-1] in _MARKS else 0.2
    return frame.right - line.right < following.first + slack * line.size


def _is_centred(line: Line, frame: _Frame) -> bool:
    before, after = line.left - frame.left, frame.right - line.right
    return before > 1.5 * line.size and abs(before - after) < line.size


def _join(text: str, more: str) -> str:
    """Return the two with a blank between them where both are of Latin letters; a hyphen there stays."""
    is_apart = (
        _LATIN.match(text[-1]) and _LATIN.match(more[0]) and not (text[-1].isdigit() and more[0].isdigit())
    )
    return f"{text} {more}" if is_apart and text[-1] != "-" else text + more
