"""What there is to read in a document → its clauses, each with its paragraph, sentence and section.

A clause is the text between 。！？；： line ends and those commas that have a predicate of their own on both sides; a
heading is a clause. A comma inside brackets or quotation marks cuts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .. import codebook, documents

_LONGEST_ASIDE = 40  # characters in brackets that are read as one
_ASIDE = re.compile(
    rf"[（(][^（()）]{{0,{_LONGEST_ASIDE}}}[)）]|“[^“”]{{0,{_LONGEST_ASIDE}}}”|《[^《》]{{0,80}}》|\"[^\"]{{0,{_LONGEST_ASIDE}}}\""
)
_SENTENCE = re.compile(r"(?:[。！？…]|[!?](?![0-9A-Za-z=&]))+[”’」』）)】》\"]*")
_PIECE = re.compile(r"(?:[；;]|[，：]|(?<!\d)[,:]|[,:](?!\d))+[”’」』）)】》]*")
_TAIL = re.compile(r"[。！？!?…；;：:，,\s]*(?:[(（]即)?[。！？!?…；;：:，,\s]*$")
_LINE = re.compile(r"[^\r\n]+")
_HARD = "；;：:"


class Piece(NamedTuple):
    """A clause of a clean view: offsets, its paragraph's and sentence's start, section, and whether it is a heading."""

    start: int
    end: int
    paragraph: int
    sentence: int
    section: str
    is_heading: bool


def pieces(text: str, has_predicate: Callable[[str], bool]) -> Iterator[Piece]:
    """Yield the clauses of a clean view's text; ``has_predicate`` tells whether words can stand for themselves."""
    for section in documents.sections(text, 0, len(text)):
        for line in _LINE.finditer(text, section.start, section.end):
            if not _is_read(line[0]):
                continue
            for paragraph, start, end, is_heading in _runs(line[0], line.start()):
                for first, last in _joined(text, _cut(text, start, end), has_predicate):
                    yield Piece(first, last, paragraph, start, section.kind, is_heading)


def _is_read(line: str) -> bool:
    """Return whether a line belongs to what a document says: no by-line, no block of attributes, not only marks."""
    words = line.strip()
    attributes = codebook.read_toml("tokens.toml")["attribute_block"]
    return bool(
        re.search(r"[\u4e00-\u9fff]{2}", words) and not _grammar("imprint").search(words)
    ) and not re.search(attributes, words)


def _runs(line: str, offset: int) -> Iterator[tuple[int, int, int, bool]]:
    """Yield paragraph, start and end of each sentence and heading of a line, and whether it is a heading."""
    cuts = [0, *(mark.start() for mark in _grammar("inline_mark").finditer(line)), len(line)]
    for at, until in pairwise(cuts):
        for start, end in _ends(line, at, until, _SENTENCE):
            words = line[start:end].strip()
            if words:
                yield offset, offset + start, offset + end, _is_heading(words)


def _is_heading(words: str) -> bool:
    """Return whether words are a heading: without a closing mark, short or numbered; or a short numbered sentence."""
    grammar = codebook.read_toml("discourse/clauses.toml")
    is_numbered = bool(_grammar("heading_mark").match(words))
    if not _SENTENCE.search(words[-2:]) and words[-1] not in "；;，,：:":
        return is_numbered or len(words) <= grammar["longest_heading"]
    is_short = len(words) <= grammar["longest_run_in_heading"] and not re.search("[，,；;]", words)
    return is_numbered and is_short and words[-1] == "。"


def _ends(text: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for match in mark.finditer(text, start, end):
        yield at, match.end()
        at = match.end()
    if text[at:end].strip():
        yield at, end


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    asides = [aside.span() for aside in _ASIDE.finditer(text, start, end)]
    found, at = [], start
    for mark in _PIECE.finditer(text, start, end):
        if any(low < mark.start() < high - 1 for low, high in asides):
            continue
        found.append((at, mark.end()))
        at = mark.end()
    if text[at:end].strip():
        found.append((at, end))
    return found


def _joined(
    text: str, cut: list[tuple[int, int]], has_predicate: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the pieces, those joined to the next that have no predicate of their own, the last to the one before."""
    out: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in cut:
        words = text[start:end].strip()
        first = start if waiting is None else waiting
        if words[-1:] not in _HARD and not has_predicate(words):
            waiting = first
            continue
        out.append((first, end))
        waiting = None
    if waiting is not None:
        is_hard = bool(out) and text[: out[-1][1]].rstrip()[-1:] in _HARD
        if out and not is_hard:
            out[-1] = (out[-1][0], cut[-1][1])
        else:
            out.append((waiting, cut[-1][1]))
    for start, end in out:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = first + len(_TAIL.sub("", words.strip()))
        if last > first:
            yield first, last


@cache
def _grammar(name: str) -> re.Pattern[str]:
    form: Any = codebook.read_toml("discourse/clauses.toml")[name]
    return re.compile(form)
