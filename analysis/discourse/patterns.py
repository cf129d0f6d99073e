"""Cues as they are written in a scheme → where they stand in a clause.

A cue is words (``支持``), of which ``<name>`` stands for any of the scheme's list ``name``, ``…`` for up to eight words
between, ``^`` and ``$`` for the clause's start and end: ``<build>…<facility>``. It is found only where it begins and
ends with whole words of the text; of several words the longest is taken. ``*区`` is the end of a word, where the
author means any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import CodebookError
from .words import MARK, Words

NAME = 3  # words of a name that … stands for at the end of a cue
GAP = 8  # words that … stands for at most
_PARTS = re.compile(r"<(\w+)>|(…)|(\^)|(\$)|([^<>…^$]+)")


@dataclass(frozen=True)
class Found:
    """Where a cue stands: the span of each of its words or phrases, offsets in the clause."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The offset behind its last."""
        return self.spans[-1][1]

    def is_inside(self, other: Found) -> bool:
        """Return whether a word of it is but a part of a longer word of ``other``."""
        return any(
            low <= start and end <= high and high - low > end - start
            for start, end in self.spans
            for low, high in other.spans
        )

    def overlaps(self, other: Found) -> bool:
        """Return whether the two have a character in common."""
        return any(low < end and start < high for start, end in self.spans for low, high in other.spans)


@dataclass(frozen=True)
class Pattern:
    """One cue as written, compiled; ``needs`` are sets of words of which the clause must have one each, by their first
    two characters, so that most clauses are passed over at once.
    """

    written: str
    form: re.Pattern[str] = field(repr=False)
    needs: tuple[frozenset[str], ...] = field(repr=False)

    def find(self, words: Words) -> Iterable[Found]:
        """Yield every place of the cue in a clause."""
        if any(needed.isdisjoint(words.beginnings) for needed in self.needs):
            return
        for match in self.form.finditer(words.marked):
            yield Found(
                tuple(
                    (words.offset(low + (words.marked[low] == MARK)), words.offset(high - 1) + 1)
                    for low, high in map(match.span, range(1, self.form.groups + 1))
                    if low < high
                )
            )


def compile_cue(
    written: str, lists: Mapping[str, Sequence[str]], where: str, *, whole: bool = True
) -> Pattern:
    """Return the pattern of a cue, of ``whole`` words or (what excludes one) of any characters.

    Raises CodebookError for an empty cue or a list that the scheme does not have.
    """
    parts = list(_PARTS.finditer(written.strip()))
    if not parts or "".join(part[0] for part in parts) != written.strip():
        raise CodebookError(f"{written!r} is no cue", where=where, remedy="Write words, <list>, … , ^ or $.")
    form = ""
    needs: list[frozenset[str]] = []
    for part in parts:
        name, gap, start, end, literal = part.groups()
        if start:
            form += r"\A"
        elif end:
            form += r"(?=[^\w]*\Z)"
        elif gap:
            several = rf"(?:{MARK}[^{MARK}]+)"
            form += rf"({several}{{0,{NAME}}})" if part is parts[-1] else rf"{several}{{0,{GAP}}}?"
        elif name and name not in lists:
            remedy = f"Add {name} to [words]."
            raise CodebookError(f"{written!r} names a list that is not there", where=where, remedy=remedy)
        else:
            choice = tuple(lists[name]) if name else (literal,)
            needs.append(frozenset(word.lstrip("*")[:2] for word in choice))
            ordered = sorted(choice, key=lambda word: (-len(word), word))
            words = "|".join(_loose(word) for word in ordered)
            form += rf"({MARK}(?:{words}))(?={MARK})" if whole else rf"{MARK}?({words})"
    if not needs:
        raise CodebookError(f"{written!r} has no words", where=where, remedy="Write the words to be found.")
    return Pattern(written, re.compile(form), tuple(needs))


def _loose(word: str) -> str:
    """Return the form of a word that the segmenter may have cut into several; with ``*`` the end of a longer one."""
    prefix = rf"[^{MARK}]*" if word.startswith("*") else ""
    return prefix + f"{MARK}?".join(re.escape(char) for char in word.lstrip("*"))
