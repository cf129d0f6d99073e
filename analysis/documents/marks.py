"""A document's text → the passages that count for nothing: repeats and boilerplate."""

from __future__ import annotations

import re
from functools import cache

from .. import codebook
from .lines import BLANKS, Span, find_lines, merge, strip
from .sentences import sentences

__all__ = ["find_boilerplate", "find_duplicates"]

_MIN_REPEAT = 40
_BLANK = re.compile(f"[{re.escape(BLANKS)}]+")


def find_duplicates(text: str, parts: list[Span]) -> list[Span]:
    """Return the passages of a file that stand word for word earlier in it.

    Sentences are compared without blanks, so that another line break makes no difference. A passage is a
    run of repeated sentences of 40 characters or more together; a heading or a formula that comes again by
    itself is none. No passage crosses the border of a part.
    """
    seen: set[str] = set()
    found: list[Span] = []
    for part in parts:
        run: list[Span] = []
        for span in [*sentences(text, part.start, part.end), Span(part.end, part.end)]:
            key = _BLANK.sub("", text[span.start : span.end])
            if key and key in seen:
                run.append(span)
            else:
                found += _keep_long(text, run)
                run = []
                seen.add(key)
    return found


def _keep_long(text: str, run: list[Span]) -> list[Span]:
    if sum(len(_BLANK.sub("", text[span.start : span.end])) for span in run) < _MIN_REPEAT:
        return []
    return merge(text, run)


def find_boilerplate(plain: str, span: Span) -> list[Span]:
    """Return what stands around a document but is none of its text: navigation, notices, counters, by-lines of photos.

    ``boilerplate.csv`` gives the cues: a ``line`` goes as a whole, of a ``tail`` the short lines after it
    go too, and an ``inline`` cue takes only itself. ``plain`` is the folded text of the file.
    """
    found: list[Span] = []
    in_tail = False
    for line in find_lines(plain, span.start, span.end):
        inner = strip(plain, line)
        content = plain[inner.start : inner.end]
        is_tail = len(content) <= 400 and _cue("tail").search(content) is not None
        in_tail = is_tail or (in_tail and len(content) <= 60 and not content.endswith("。"))
        if content and (in_tail or (len(content) <= 400 and _cue("line").search(content))):
            found.append(inner)
        elif content:
            found += [Span(*match.span()) for match in _cue("inline").finditer(plain, inner.start, inner.end)]
    return merge(plain, found)


@cache
def _cue(scope: str) -> re.Pattern[str]:
    rows = codebook.read_csv("boilerplate.csv")
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["scope"] == scope))
