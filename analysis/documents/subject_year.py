"""A document's text, title and date → the year that it mainly speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .. import codebook
from .dates import YEAR, iso_date, small_number
from .facts import Finding
from .sections import Section

__all__ = ["find_subject_year", "is_given_within"]

_YEAR = re.compile(rf"(?<!\d)({YEAR})(?=\s?年(?!来|代|以前|前(?!.季)))")
# A title that is a file's name: 2026_某省_政府工作报告.
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=_)")
_RANGE = re.compile(rf"{YEAR}\s*[-—–~至到]+\s*{YEAR}\s?年?")
_AS_OF = re.compile(rf"截[至止]到?\s*({YEAR})\s?年(?!以?前)")
# Years of the Republic of China, in a text that has no others.
_REPUBLIC_YEAR = re.compile(r"(?<![\d.])([89]\d|1[01]\d)(?=\s?年(?!来|代|以前|前))")
_LAST_MONTH_OF_REPORTS = 3  # by then assemblies have heard what was done the year before
_LONGEST_DELAY = 5  # years after its figures that a text may still be dated
_PLAN = re.compile("“?([一二三四五六七八九十]{1,2})五”?(?:时期|期间|计划)")


def find_subject_year(
    genre: str, title: str, date: str, body: str, sections: Sequence[Section]
) -> Finding | None:
    """Return the year that the document mainly speaks of, or None where nothing tells it.

    Of a work report the year in the heading of its review; then the title's (that of a work report reviews
    the year before, unless the title names a part of the year or the text speaks mostly of what comes);
    then the date's, unless the text gives figures for the year before far more often; then that of
    the first sentence, if no figure is of a later one (before both, the last year up to which figures run:
    截至2009年); then the year for which the text gives figures most often, of equals the last; then the last
    year of the five-year plan that it looks back on. Spans of years (2021-2025年), titles in 《》, years that
    figures are compared with, that are to come, or in which something was only founded do not count.
    """
    reviewed = [(year, s.heading) for s in sections if s.kind == "review" for year in _years(s.heading)]
    if reviewed and genre == "work_report":
        year, heading = reviewed[0]
        return Finding(str(year), "cue", heading)
    published = int(date[:4]) if date else None
    named = _years(codebook.pattern(_cues()["ahead"]).sub("", _RANGE.sub("", _FILE_YEAR.sub(r"\1年", title))))
    if named:
        own = (_cues()[name] for name in ("own_year", "part_of_year"))
        is_own = genre != "work_report" or any(codebook.pattern(cue).search(title) for cue in own)
        year = named[0] if is_own else _year_of_report(named[0], body)
        return Finding(str(year), "title" if year == named[0] else "rule", title)
    if published is not None and genre in _cues()["dated"]:
        return Finding(str(published), "rule")
    is_early = published is not None and int(date[5:7] or 1) <= _LAST_MONTH_OF_REPORTS
    if (
        published is not None
        and is_early
        and genre == "work_report"
        and any(s.kind == "review" for s in sections)
    ):
        return Finding(str(_year_of_report(published, body)), "rule")
    clauses = list(_clauses(body))
    told = [clause for clause in clauses if clause.has_figures] or clauses
    if published is not None and not _is_copied_later(published, clauses):
        return Finding(str(_weigh(published, int(date[5:7] or 12), told)), "counted")
    most = _last_as_of(told) or _most_told(told, clauses) or _most_told(clauses, clauses)
    if most is None and (plan := _end_of_plan(body)):
        return plan
    most = most or max((year for clause in clauses for year in clause.years), default=None)
    return Finding(str(most), "counted") if most else None


class _Clause(NamedTuple):
    text: str
    years: list[int]
    sentence: int
    has_figures: bool  # its sentence has


def _clauses(body: str) -> Iterator[_Clause]:
    """Yield the clauses of a text with the years that they tell of.

    A clause that only says when belongs to the next. One without figures that tells of a founding or a rank
    given (1992年经批准成立) is left out, and so are years that figures are compared with and the paper's own day.
    """
    cues = _cues()
    aside = codebook.pattern(rf"《[^《》\n]{{0,60}}》|{cues['dated_line']}", re.M)
    plain = _RANGE.sub("", aside.sub("", body))
    republic = not _YEAR.search(plain) and len(_REPUBLIC_YEAR.findall(plain)) > 1
    years_of = _republic_years if republic else _years
    for number, sentence in enumerate(re.split("[。;]", plain)):
        has_figures = codebook.pattern(cues["figure"]).search(sentence) is not None
        for text in re.split("[,:]", codebook.pattern(cues["only_when"]).sub(r"\1", sentence)):
            if codebook.pattern(cues["figure"]).search(text) or not codebook.pattern(cues["founded"]).search(
                text
            ):
                rest = codebook.pattern(f"{cues['compared']}|{cues['of_paper']}").sub("", text)
                yield _Clause(rest, years_of(rest), number, has_figures)


def _is_copied_later(published: int, clauses: Sequence[_Clause]) -> bool:
    """Return whether a date is only that of a page which copies an older text: all its years are long past.

    Such a text names years, more than once, but none of the five before ``published``, and speaks of no 今年, 去年 or
    近日.
    """
    years = [year for clause in clauses for year in clause.years]
    words = "\n".join(clause.text for clause in clauses)
    is_near = codebook.pattern(f"{_cues()['this_year']}|{_cues()['last_year']}|今年").search(words)
    return len(years) > 1 and max(years) < published - _LONGEST_DELAY and not is_near


def _last_as_of(told: Sequence[_Clause]) -> int | None:
    """Return the last year up to which figures are given (截至2009年), which no later year of past figures follows."""
    as_of = [int(iso_date(match[1])) for clause in told for match in _AS_OF.finditer(clause.text)]
    past = [clause for clause in told if not codebook.pattern(_cues()["to_come"]).search(clause.text)]
    later = max((year for clause in past for year in clause.years), default=0)
    return max(as_of) if as_of and max(as_of) >= later else None


def _most_told(clauses: Sequence[_Clause], everything: Sequence[_Clause]) -> int | None:
    """Return the year that past clauses name most, of equals the last; that of the first sentence if none is later."""
    past = [clause for clause in clauses if not codebook.pattern(_cues()["to_come"]).search(clause.text)]
    counts = Counter(year for clause in past for year in clause.years)
    opening = [year for clause in everything if clause.sentence == 0 for year in clause.years]
    if opening and opening[0] >= max(counts, default=0):
        return _weigh(opening[0], 12, everything)
    return max(counts, key=lambda year: (counts[year], year)) if counts else None


def _year_of_report(year: int, body: str) -> int:
    """Return the year before ``year``, which a work report of ``year`` reviews, or ``year`` if it only plans.

    It only plans (an excerpt) if its wording does so half as often again as it reports, and never looks
    back on a year.
    """
    if is_given_within(year, body):
        return year
    counts = {
        cue: len(codebook.pattern(_cues()[cue]).findall(body))
        for cue in ("planned", "reviewed", "looks_back")
    }
    return year if counts["planned"] > 1.5 * counts["reviewed"] and not counts["looks_back"] else year - 1


def is_given_within(year: int, body: str) -> bool:
    """Return whether a report named after ``year`` was given before that year ended: its months are told as gone."""
    return len(codebook.pattern(_cues()["amid_year"]).findall(body)) > 1 or _is_told_ahead_of_its_end(
        year, body
    )


def _is_told_ahead_of_its_end(year: int, body: str) -> bool:
    """Return whether a text says twice what is expected of ``year`` by its end (2024年预计)."""
    expected = codebook.pattern(rf"({YEAR})\s?年(?!度?计划)[^,。;]{{0,12}}预计")
    return sum(int(iso_date(match[1])) == year for match in expected.finditer(body)) > 1


def _weigh(year: int, month: int, told: Sequence[_Clause]) -> int:
    """Return the year of publication, or the year before where the text gives figures mostly for it.

    In the first quarter that is said of more mentions than the year itself has, later of more than twice as
    many, with words such as 近日 on the side of the year itself.
    """
    counts = Counter(year for clause in told for year in clause.years)
    words = "\n".join(clause.text for clause in told)
    now = counts[year] + words.count("今年")
    before = counts[year - 1] + len(codebook.pattern(_cues()["last_year"]).findall(words))
    recent = len(codebook.pattern(_cues()["this_year"]).findall(words))
    is_before = before > now if month <= 3 else before > 2 * (now + recent)
    return year - 1 if is_before else year


def _end_of_plan(body: str) -> Finding | None:
    """Return the last year of the five-year plan that the last figures of a text without years are of."""
    found = None
    for sentence in re.split("[。;]", body):
        match = _PLAN.search(sentence)
        if (
            match
            and codebook.pattern(_cues()["figure"]).search(sentence)
            and not codebook.pattern(_cues()["to_come"]).search(sentence)
        ):
            # From the third plan (1966 to 1970) on, each follows the one before.
            ordinal = small_number(match[1])
            found = Finding(str(1970 + 5 * (ordinal - 3)), "cue", match[0]) if ordinal > 2 else found
    return found


def _years(text: str) -> list[int]:
    return [int(iso_date(match[1])) for match in _YEAR.finditer(text)]


def _republic_years(text: str) -> list[int]:
    return [int(match[1]) + 1911 for match in _REPUBLIC_YEAR.finditer(text)]


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["facts"]
    return cues
