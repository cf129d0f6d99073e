"""A document's text and head → what it is: genre, subject year, completeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import Any

from .. import codebook
from .dates import YEAR, iso_date
from .lines import BLANKS
from .sections import Section

__all__ = ["find_completeness", "find_genre", "find_subject_year", "find_uniform"]

_HEAD_CHARS = 400
_YEAR = re.compile(rf"(?<!\d)({YEAR})(?=年(?!来|代|以前|前(?!.季)))")
_RANGE = re.compile(rf"{YEAR}\s*[-—–~至到]+\s*{YEAR}年?")


def find_genre(title: str, body: str) -> str:
    """Return the kind of document (``GENRES``) by the first row of ``genres.csv`` that fits; ``news`` if none does.

    A row looks at the title, at the head (the first 400 characters) or at the whole text. All are folded.
    """
    places = {"title": title, "head": body[:_HEAD_CHARS], "text": body}
    return next((genre for genre, where, form in _genres() if form.search(places[where])), "news")


def find_subject_year(
    genre: str, title: str, date: str, body: str, sections: Sequence[Section]
) -> int | None:
    """Return the year that the document mainly speaks of, or None where nothing tells it.

    Of a work report the year in the heading of its review; then the title's (that of a work report reviews
    the year before, unless the title names a part of the year or the text speaks mostly of what comes);
    then the date's, unless the text names the year before far more often; then the year that the text names
    most, of equals the first. Spans of years (2021-2025年) and titles in 《》 do not count.
    """
    reviewed = [year for s in sections if s.kind == "review" for year in _years(s.heading)]
    if reviewed and genre == "work_report":
        return reviewed[0]
    published = int(date[:4]) if date else None
    named = _years(_RANGE.sub("", title))
    counts = Counter(_years(_RANGE.sub("", re.sub(r"《[^《》\n]{0,60}》", "", body))))
    if named:
        own = (_cues()[name] for name in ("own_year", "part_of_year"))
        is_own = genre != "work_report" or any(re.search(cue, title) for cue in own)
        return named[0] if is_own else _year_of_report(named[0], body)
    if published is not None and genre in _cues()["dated"]:
        return published
    if published is not None:
        return _weigh(published, int(date[5:7] or 12), counts, body)
    return counts.most_common(1)[0][0] if counts else None


def _year_of_report(year: int, body: str) -> int:
    """Return the year before ``year``, which a work report of ``year`` reviews, or ``year`` if it only plans.

    It only plans (an excerpt) if its wording does so half as often again as it reports, and never looks
    back on a year.
    """
    counts = {cue: len(re.findall(_cues()[cue], body)) for cue in ("planned", "reviewed", "looks_back")}
    return year if counts["planned"] > 1.5 * counts["reviewed"] and not counts["looks_back"] else year - 1


def _weigh(year: int, month: int, counts: Counter[int], body: str) -> int:
    """Return the year of publication, or the year before where the text speaks mostly of it.

    In the first quarter that is said of more mentions than the year itself has, later of more than twice as
    many, with words such as 近日 on the side of the year itself.
    """
    now = counts[year] + body.count("今年")
    before = counts[year - 1] + len(re.findall(_cues()["last_year"], body))
    recent = len(re.findall(_cues()["this_year"], body))
    is_before = before > now if month <= 3 else before >= 3 and before > 2 * (now + recent)
    return year - 1 if is_before else year


def _years(text: str) -> list[int]:
    return [int(iso_date(match[1])) for match in _YEAR.finditer(text)]


def find_completeness(body: str, *, is_cut: bool) -> str:
    """Return ``truncated`` if the text breaks off, ``excerpt`` if it begins in the middle, else ``complete``.

    A text breaks off if it ends without a mark, a date, a signature or a short last line (a caption), or if
    its file gives all documents the same length (``is_cut``). ``body`` is folded and without boilerplate.
    """
    cues = _cues()
    body = body.strip(BLANKS)
    last = body.rpartition("\n")[2].strip(BLANKS)
    is_open = len(last) >= cues["long_line"] and not re.search(cues["closed"], last)
    if is_cut or is_open or body.endswith(("……", "...")):
        return "truncated"
    first = re.search(cues["top_item"], body, re.M)
    is_middle = first is not None and not re.search(cues["item_one"], body[: first.end()])
    return "excerpt" if is_middle or re.search(cues["excerpt"], body[:_HEAD_CHARS]) else "complete"


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
