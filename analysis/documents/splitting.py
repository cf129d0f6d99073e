"""One file's text → the documents that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .. import codebook
from .lines import BLANKS, Span, find_lines, strip

__all__ = ["find_parts", "is_title"]

# Blanks and marks that differ between two printings of a title.
_LOOSE = re.compile(r"[\W_]+")
_FINISHED = "。!?”)"
# A notice names what it hands down a page or two before it.
_NAMED_WITHIN = 5000


def find_parts(plain: str) -> list[Span]:
    """Return the documents of a file, in order; a file without the signs of several is one document.

    A document begins at a title that the text after it repeats, at a title with a block of attributes or
    dates under it (if there are several such), at a running number (第2篇), and after the notice that
    closes a shared document. In a file that these signs have cut, a title of an official kind that follows
    a finished sentence begins one too, unless the text before has named it. What stands before the first is
    a document of its own only if it is running text. ``plain`` is the folded text of the file.
    """
    rows = [
        row
        for row in (strip(plain, line) for line in find_lines(plain, 0, len(plain)))
        if row.start < row.end
    ]
    starts = sorted(_find_starts(plain, rows))
    if starts and len(plain[: starts[0]].strip(BLANKS)) >= _cues()["own_document"]:
        starts.insert(0, 0)
    if len(starts) < 2:
        return [Span(0, len(plain))]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(plain)], strict=True)]


def is_title(line: str) -> bool:
    """Return whether a line (folded) may be a title: short, not a sentence, not an item of a list."""
    cues = _cues()
    return 2 <= len(line) <= cues["max_title"] and not codebook.pattern(cues["no_title"]).search(line)


def _find_starts(plain: str, rows: Sequence[Span]) -> set[int]:
    titles = list(_titles(plain, rows))
    repeated = {row.start for row, after in titles if _is_repeated(plain, row, after)}
    strong = repeated if len(repeated) > 1 or min(repeated, default=0) < _cues()["own_document"] else set()
    strong |= _several({row.start for row, after in titles if _has_attributes(plain, after)})
    strong |= _several(
        {
            row.start
            for row in rows
            if codebook.pattern(_cues()["running_number"]).match(plain[row.start : row.end])
        }
    )
    strong |= set(_after_notices(plain, rows))
    if not strong:
        return strong
    return strong | set(_official_titles(plain, rows, sorted(strong)))


def _titles(plain: str, rows: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield each line that may be a title and the line after it; a line of attributes (日期:) is none."""
    for row, after in pairwise(rows):
        if row.end - row.start > _cues()["max_title"] or _has_attributes(plain, row):
            continue
        if is_title(plain[row.start : row.end]):
            yield row, after


def _is_repeated(plain: str, row: Span, after: Span) -> bool:
    """Return whether the next line begins with the title, or has all of it after a page's head.

    A heading whose words begin the sentence under it is not repeated: a comma follows.
    """
    if plain.startswith(tuple(plain[row.start : row.end] + mark for mark in ",。、;"), after.start):
        return False
    title = _LOOSE.sub("", plain[row.start : row.end])
    following = _LOOSE.sub("", plain[after.start : min(after.end, after.start + 300)])
    if len(title) < _cues()["min_repeated"] or len(following) <= len(title):
        return False
    shared = next((n for n, (a, b) in enumerate(zip(title, following, strict=False)) if a != b), len(title))
    is_long = shared >= max(_cues()["min_repeated"], 0.8 * len(title))
    return is_long or title in following[: 2 * len(title) + 60]


def _has_attributes(plain: str, row: Span) -> bool:
    return codebook.pattern(_cues()["attributes"]).match(plain[row.start : row.end]) is not None


def _several(starts: set[int]) -> set[int]:
    return starts if len(starts) > 1 else set()


def _after_notices(plain: str, rows: Sequence[Span]) -> Iterator[int]:
    """Yield where text goes on after the notice that closes a shared document."""
    for row, after in pairwise(rows):
        is_notice = codebook.pattern(_cues()["closing_notice"]).search(plain[row.start : row.end])
        goes_on = not codebook.pattern(_cues()["closing_notice"]).search(plain[after.start : after.end])
        if is_notice and goes_on and len(plain) - after.start >= _cues()["own_document"]:
            yield after.start


def _official_titles(plain: str, rows: Sequence[Span], starts: Sequence[int]) -> Iterator[int]:
    """Yield the titles of an official kind after a finished sentence that the document before has not named."""
    for before, row in pairwise(rows):
        title = plain[row.start : row.end]
        is_official = is_title(title) and codebook.pattern(_cues()["official_title"]).search(title)
        if not is_official or len(title) < _cues()["min_repeated"] or plain[before.end - 1] not in _FINISHED:
            continue
        part = plain[starts[max(bisect_right(starts, row.start) - 1, 0)] : row.start]
        is_named = _LOOSE.sub("", title) in _LOOSE.sub("", part[-_NAMED_WITHIN:])
        if len(part) >= _cues()["own_document"] and not is_named:
            yield row.start


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["splitting"]
    return cues
