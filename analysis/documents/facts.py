"""A document's text and head → what it is: genre, subject year, completeness, rights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from .. import codebook
from .dates import YEAR, iso_date
from .imprint import is_body
from .lines import BLANKS
from .sections import Section

__all__ = ["Finding", "find_completeness", "find_genre", "find_rights", "find_subject_year", "find_uniform"]

_HEAD_CHARS = 400
_LAST_CHARS = 20
_YEAR = re.compile(rf"(?<!\d)({YEAR})(?=年(?!来|代|以前|前(?!.季)))")
_RANGE = re.compile(rf"{YEAR}\s*[-—–~至到]+\s*{YEAR}年?")


class Finding(NamedTuple):
    """A value, its basis (``BASES``), and the words that told it, folded; ``""`` where no words did."""

    value: str
    basis: str
    words: str = ""


def find_genre(title: str, body: str) -> Finding:
    """Return the kind of document (``GENRES``) by the first row of ``genres.csv`` that fits; ``news`` if none does.

    A row looks at the title, at the head (the first 400 characters) or at the whole text. All are folded.
    """
    places = {"title": title, "head": body[:_HEAD_CHARS], "text": body}
    for genre, where, form in _genres():
        if match := form.search(places[where]):
            return Finding(genre, "cue", match[0].strip(BLANKS))
    return Finding("news", "default")


def find_subject_year(
    genre: str, title: str, date: str, body: str, sections: Sequence[Section]
) -> Finding | None:
    """Return the year that the document mainly speaks of, or None where nothing tells it.

    Of a work report the year in the heading of its review; then the title's (that of a work report reviews
    the year before, unless the title names a part of the year or the text speaks mostly of what comes);
    then the date's, unless the text names the year before far more often; then the year that the text names
    most, of equals the first. Spans of years (2021-2025年) and titles in 《》 do not count.
    """
    reviewed = [(year, s.heading) for s in sections if s.kind == "review" for year in _years(s.heading)]
    if reviewed and genre == "work_report":
        year, heading = reviewed[0]
        return Finding(str(year), "cue", heading)
    published = int(date[:4]) if date else None
    named = _years(re.sub(_cues()["ahead"], "", _RANGE.sub("", title)))
    counts = Counter(_years(_RANGE.sub("", re.sub(r"《[^《》\n]{0,60}》", "", body))))
    if named:
        own = (_cues()[name] for name in ("own_year", "part_of_year"))
        is_own = genre != "work_report" or any(re.search(cue, title) for cue in own)
        year = named[0] if is_own else _year_of_report(named[0], body)
        return Finding(str(year), "title" if year == named[0] else "rule", title)
    if published is not None and genre in _cues()["dated"]:
        return Finding(str(published), "rule")
    if published is not None:
        return Finding(str(_weigh(published, int(date[5:7] or 12), counts, body)), "counted")
    return Finding(str(counts.most_common(1)[0][0]), "counted") if counts else None


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
    is_open = len(last) >= cues["long_line"] and not re.search(cues["closed"], last)
    if is_open or body.endswith(("……", "...")):
        return Finding("truncated", "cue", last[-_LAST_CHARS:])
    for form, text in (
        (cues["excerpt"], body[:_HEAD_CHARS]),
        (cues["preview"], around + body[-_HEAD_CHARS:]),
    ):
        if match := re.search(form, text):
            return Finding("excerpt", "cue", match[0])
    first = re.search(cues["top_item"], body, re.M)
    if first is not None and not re.search(cues["item_one"], body[: first.end()]):
        return Finding("excerpt", "cue", first[0].strip(BLANKS))
    return Finding("complete", "default")


def find_rights(genre: str, title: str, head: Sequence[str], doc_no: str) -> Finding | None:
    """Return whether the text is ``official`` (an organ's) or the ``press``'s, or None where nothing tells.

    Official is what has a document number, an organ as issuer or source, or is of a kind that only organs
    issue; press is news with a source of another kind or an author. ``head`` is issuer, source and author;
    all are folded and without blanks.
    """
    issuer, source, author = head
    is_kind = genre in _cues()["official_genres"] or re.search(_cues()["official_title"], title)
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
