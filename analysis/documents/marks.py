"""A document's text → the passages that count for nothing: repeats and boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from .. import codebook
from .lines import BLANKS, Span, find_lines, merge, strip
from .sentences import sentences

__all__ = ["Sentence", "find_boilerplate", "find_duplicates", "find_sentences", "kind_of"]

_MIN_REPEAT = 40
# Formulas and quotations come again in other bodies' papers; so much running text is a copy.
_MIN_COPY = 200
_BLANK = re.compile(f"[{re.escape(BLANKS)}]+")
_TAIL, _LINE = 60, 400  # a line after a tail's heading, and a line of boilerplate, are no longer


class Sentence(NamedTuple):
    """A sentence: where it stands, a hash of its words, and how many characters without blanks they are."""

    span: Span
    key: int
    chars: int


def find_sentences(text: str, parts: Sequence[Span]) -> list[list[Sentence]]:
    """Return the sentences of each part, compared without blanks, so that another line break makes no difference."""
    found = []
    for part in parts:
        words = ((span, _BLANK.sub("", text[slice(*span)])) for span in sentences(text, *part))
        found.append([Sentence(span, hash(key), len(key)) for span, key in words if key])
    return found


def find_duplicates(
    text: str, parts: Sequence[Sequence[Sentence]], elsewhere: AbstractSet[int] = frozenset()
) -> list[Span]:
    """Return the passages that stand word for word earlier in the file, or in files with the sentences ``elsewhere``.

    A passage is a run of repeated sentences, of 40 characters or more together inside a file, of 200 across files; a
    heading or a formula that comes again by itself is none. No passage crosses the border of a part.
    """
    seen: set[int] = set()
    found: list[Span] = []
    for part in parts:
        is_repeat = []
        for sentence in part:
            is_repeat.append(sentence.key in seen)
            seen.add(sentence.key)
        found += _runs(text, part, is_repeat, _MIN_REPEAT)
        if elsewhere:
            found += _runs(text, part, [sentence.key in elsewhere for sentence in part], _MIN_COPY)
    return merge(text, found)


def _runs(text: str, part: Sequence[Sentence], is_repeat: Sequence[bool], least: int) -> list[Span]:
    """Return the runs of sentences that repeat, of ``least`` characters or more."""
    found: list[Span] = []
    run: list[Sentence] = []
    for sentence, repeats in zip([*part, None], [*is_repeat, False], strict=True):
        if sentence is not None and repeats:
            run.append(sentence)
            continue
        if sum(one.chars for one in run) >= least:
            found += merge(text, [one.span for one in run])
        run = []
    return found


def find_boilerplate(plain: str, span: Span) -> list[Span]:
    """Return what stands around a document but is none of its text: navigation, notices, counters, by-lines of photos.

    ``boilerplate.csv`` gives the cues: a ``line`` goes as a whole, of a ``tail`` the short lines after it
    go too, and an ``inline`` cue takes only itself. ``plain`` is the folded text of the file.
    """
    found: list[Span] = []
    in_tail = False
    for line in find_lines(plain, *span):
        inner = strip(plain, line)
        content = plain[inner.start : inner.end]
        is_tail = len(content) <= _LINE and _cue("tail").search(content) is not None
        in_tail = is_tail or (in_tail and len(content) <= _TAIL and not content.endswith("。"))
        if content and (in_tail or (len(content) <= _LINE and _cue("line").search(content))):
            found.append(inner)
        elif content:
            found += [Span(*match.span()) for match in _cue("inline").finditer(plain, inner.start, inner.end)]
    return merge(plain, found)


def kind_of(passage: str) -> str:
    """Return what most of a passage of boilerplate is (``boilerplate.csv``), or ``""``; ``passage`` is folded.

    A line that no cue knows is of the kind of the one before it: a tail goes on.
    """
    chars: Counter[str] = Counter()
    kind = ""
    for line in passage.splitlines():
        content = line.strip(BLANKS)
        rows = codebook.read_csv("boilerplate.csv")
        kind = next((row["kind"] for row in rows if codebook.pattern(row["pattern"]).search(content)), kind)
        chars[kind] += len(content)
    return max(chars, key=lambda kind: chars[kind], default="")


@cache
def _cue(scope: str) -> re.Pattern[str]:
    rows = codebook.read_csv("boilerplate.csv")
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["scope"] == scope))
