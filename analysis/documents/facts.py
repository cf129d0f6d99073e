"""A document's text and head → what it is: genre, completeness, rights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from .. import codebook
from .imprint import is_body
from .lines import BLANKS

__all__ = ["Finding", "find_completeness", "find_genre", "find_rights", "find_uniform"]

_HEAD_CHARS = 400
_LAST_CHARS = 20


class Finding(NamedTuple):
    """A value, its basis (``BASES``), and the words that told it, folded; ``""`` where no words did."""

    value: str
    basis: str
    words: str = ""


def find_genre(title: str, body: str, *, has_by_line: bool) -> Finding:
    """Return the kind of document (``GENRES``) by the first row of ``genres.csv`` that fits; ``news`` if none does.

    A row looks at the title, at the head (the first 400 characters) or at the whole text. All are folded. What
    fits no row but has a source or an author (``has_by_line``) is news by that, else for want of anything else.
    """
    places = {"title": title, "head": body[:_HEAD_CHARS], "text": body}
    for genre, where, form in _genres():
        if match := form.search(places[where]):
            return Finding(genre, "cue", match[0].strip(BLANKS))
    return Finding("news", "rule" if has_by_line else "default")


def find_completeness(body: str, around: str, *, is_cut: bool) -> Finding:
    """Return ``truncated`` if the text breaks off, ``excerpt`` if it is a part of a longer one, else ``complete``.

    A text breaks off if it ends without a mark, a date, a signature or a short last line (a caption), or if
    its file gives all documents the same length (``is_cut``). It is a part if it begins in the middle, says so
    (节选), or if what stands around it (``around``) is of a page that shows documents in part (部分预览).
    ``body`` is folded and without boilerplate, ``around`` is the boilerplate, folded.
    """
    cues = _cues()
    body = body.strip(BLANKS)
    last = body.rpartition("\n")[2].strip(BLANKS)
    if is_cut:
        return Finding("truncated", "rule")
    is_open = len(last) >= cues["long_line"] and not codebook.pattern(cues["closed"]).search(last)
    if is_open or body.endswith(("……", "...")):
        return Finding("truncated", "cue", last[-_LAST_CHARS:])
    around = f"{around}\n{last[:_HEAD_CHARS]}"
    for form, text in ((cues["excerpt"], body[:_HEAD_CHARS]), (cues["preview"], around)):
        if match := codebook.pattern(form).search(text):
            return Finding("excerpt", "cue", match[0])
    first = codebook.pattern(cues["top_item"], re.M).search(body)
    if first is not None and not codebook.pattern(cues["item_one"]).search(body[: first.end()]):
        return Finding("excerpt", "cue", first[0].strip(BLANKS))
    return Finding("complete", "default")


def find_rights(genre: str, title: str, head: Sequence[str], doc_no: str) -> Finding | None:
    """Return whether the text is ``official`` (an organ's) or the ``press``'s, or None where nothing tells.

    Official is what has a document number, an organ as issuer or source, or is of a kind that only organs
    issue; press is news with a source of another kind or an author. ``head`` is issuer, source and author;
    all are folded and without blanks.
    """
    issuer, source, author = head
    is_kind = genre in _cues()["official_genres"] or codebook.pattern(_cues()["official_title"]).search(title)
    if doc_no or is_kind or is_body(issuer) or is_body(source):
        return Finding("official", "rule")
    if genre == "news" and (source or author):
        return Finding("press", "rule")
    return None


def find_uniform(lengths: Sequence[int]) -> list[bool]:
    """Return for each document of a file whether it was cut at the length that most of them have.

    Of four or more documents at least three quarters must lie within 15 % of the median length.
    """
    if len(lengths) < 4:
        return [False] * len(lengths)
    middle = median(lengths)
    near = [abs(length - middle) <= 0.15 * middle for length in lengths]
    return near if 4 * sum(near) >= 3 * len(near) else [False] * len(lengths)


@cache
def _genres() -> list[tuple[str, str, re.Pattern[str]]]:
    rows = codebook.read_csv("genres.csv")
    return [(row["genre"], row["where"], re.compile(row["pattern"])) for row in rows]


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["facts"]
    return cues
