"""Text → paragraphs: the lines of a text, those joined that a hard line break cuts inside a sentence."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .. import codebook
from .lines import BLANKS, Span, find_lines, strip

__all__ = ["find_paragraphs"]

_ENDERS = "。！？；!?;"
_INDENTS = ("  ", "\u3000", "\t")
_CLOSERS = "”’」』）)】》]"
_WIDTH_SLACK = 4
_MIN_WIDTH = 40
_MIN_LINES = 3


class _Line(NamedTuple):
    row: Span
    inner: Span  # without the blanks at both ends

    @property
    def is_blank(self) -> bool:
        return self.inner.start == self.inner.end


def find_paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the lines from ``start`` to ``end`` that are not blank, those that go on in the next line as one.

    A line goes on if it ends with a comma, if the next begins with a mark that begins nothing, or if it
    ends without a mark and is as wide as the lines of the text are where they are broken at a regular
    width. Where a third of the paragraphs were broken so, any line of half their width that ends no sentence goes on.
    """
    lines = [_Line(row, strip(text, row)) for row in find_lines(text, start, end)]
    width = _wrap_width(text, lines)
    opens_plainly = _are_set_apart(text, lines)
    paragraphs: list[Span] = []
    before = None
    for line in lines:
        if line.is_blank:
            before = None
            continue
        is_torn = opens_plainly and before is not None and _is_torn(text, before, line)
        if before is not None and (is_torn or _goes_on(text, before, line, width)):
            paragraphs[-1] = Span(paragraphs[-1].start, line.inner.end)
        else:
            paragraphs.append(line.inner)
        before = line
    return _mended(text, paragraphs)


def _mended(text: str, found: list[Span]) -> list[Span]:
    """Return paragraphs, those joined that a hard line end cuts inside a sentence in a text that is full of such."""
    wrapped = sum("\n" in text[span.start : span.end] for span in found)
    if wrapped < _MIN_LINES or 3 * wrapped < len(found):
        return found
    width = max(len(text[span.start : span.end].split("\n")[0]) for span in found)
    joined: list[Span] = []
    for span in found:
        if joined and _is_cut(text, joined[-1], span, width):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _is_cut(text: str, before: Span, after: Span, width: int) -> bool:
    gap = text[before.end : after.start]
    last = text[before.start : before.end].rsplit("\n", 1)[-1].rstrip()
    return (
        gap.count("\n") == 1
        and not gap.endswith(("  ", "\u3000"))
        and 2 * len(last) > width
        and last[-1:] not in "。！？；：:;!?”’"
    )


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """Return the width at which the text is broken, in half-width columns, or None if it is not.

    It is one that most of the lines have that do not end a sentence, and that few lines exceed.
    """
    widths = Counter(
        _width(text, line.row)
        for line, after in pairwise(lines)
        if not line.is_blank
        and not after.is_blank
        and _is_open(text, line.inner)
        and not _is_item(text, line.inner)
    )
    near = {w: sum(widths[w + d] for d in range(-_WIDTH_SLACK, _WIDTH_SLACK + 1)) for w in widths}
    best = max(near, key=lambda w: (near[w], w), default=0)
    if best < _MIN_WIDTH or near[best] < _MIN_LINES:
        return None
    wider = sum(_width(text, line.row) > best + _WIDTH_SLACK for line in lines if not line.is_blank)
    return best if 2 * near[best] >= widths.total() + wider else None


def _are_set_apart(text: str, lines: list[_Line]) -> bool:
    """Return whether the text shows where a paragraph begins: nearly all that follow a closed line are indented."""
    pairs = list(pairwise(line for line in lines if not line.is_blank))
    closed = [
        after
        for line, after in pairs
        if not _is_open(text, line.inner) and _width(text, line.row) > _MIN_WIDTH
    ]
    indented = sum(text.startswith(_INDENTS, after.row.start) for after in closed)
    return indented >= _MIN_LINES and 10 * indented >= 9 * len(closed)


def _is_torn(text: str, line: _Line, after: _Line) -> bool:
    """Return whether a line without an indent goes on with the one above, which is long and ends no sentence."""
    return (
        not text.startswith(_INDENTS, after.row.start)
        and text.startswith(_INDENTS, line.row.start)
        and _width(text, line.row) > _MIN_WIDTH
        and _is_open(text, line.inner)
        and not _is_item(text, after.inner)
    )


def _goes_on(text: str, line: _Line, after: _Line, width: int | None) -> bool:
    if text[after.inner.start] in _cues()["never_first"]:
        return True
    is_indented = text.startswith(_INDENTS, after.row.start)
    if is_indented or _is_item(text, after.inner):
        return False
    if text[line.inner.end - 1] in ";；" and not _is_item(text, line.inner):
        return True  # the sentence is not at its end
    if not _is_open(text, line.inner):
        return False
    if text[line.inner.end - 1] in "，,、":
        return True
    return width is not None and abs(_width(text, line.row) - width) <= _WIDTH_SLACK


def _is_open(text: str, inner: Span) -> bool:
    """Return whether a line has no mark that ends a sentence or announces a list at its end."""
    ending = text[max(inner.start, inner.end - 8) : inner.end].rstrip(_CLOSERS)
    return not ending.endswith((*_ENDERS, ":", "："))


def _is_item(text: str, inner: Span) -> bool:
    return codebook.pattern(_cues()["item"]).match(text, inner.start, inner.end) is not None


def _width(text: str, row: Span) -> int:
    # GB18030 takes two bytes for what is printed two columns wide, and one for the rest.
    return len(text[row.start : row.end].rstrip(BLANKS).encode("gb18030", "replace"))


def _cues() -> dict[str, str]:
    cues: dict[str, str] = codebook.read_toml("documents.toml")["lines"]
    return cues
