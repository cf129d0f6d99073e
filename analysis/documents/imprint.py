"""A document's text → who published it, and when: date, issuer, source, author.

The issuer is the body whose paper it is; the source is the medium or site that the text was taken from (来源);
the author is who wrote it (作者, 记者). None stands in for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .. import codebook
from .dates import DATE, DAY, ENGLISH_DAY, MONTH, REPUBLIC_DAY, URL_DAY, iso_date, search_date
from .heads import HEAD_CHARS, HEAD_ROWS, Head
from .lines import Span
from .readings import NOTHING, Reading

__all__ = ["Imprint", "find_imprint", "is_body"]

_FOOT_CHARS = 500
_SPEECH_CHARS = 60
# A person's name in a by-line; a field may name a body.
_MAX_NAME = 4
_MAX_BODY = 24


class Imprint(NamedTuple):
    """Date (ISO 8601, as precise as printed), issuer, source and author; the last three as printed."""

    date: Reading
    issuer: Reading
    source: Reading
    author: Reading


class _Page(NamedTuple):
    text: str
    plain: str
    part: Span
    head: Head
    title: str  # folded, without blanks
    title_span: Span

    @property
    def ends(self) -> tuple[Span, Span]:
        """The document's first and last characters, where fields stand."""
        start, end = self.part
        return Span(start, min(end, start + HEAD_CHARS)), Span(max(start, end - _FOOT_CHARS), end)

    @property
    def over_title(self) -> tuple[Span, ...]:
        """The rows in front of the title."""
        return tuple(row for row in self.head.rows if row.end <= self.title_span.start)

    @property
    def speech(self) -> Span:
        """The characters behind the title in which a speech says when and where it was held."""
        start = self.title_span.end
        return Span(start, min(self.part.end, start + _SPEECH_CHARS) if self.title else start)

    def printed(self, match: re.Match[str], basis: str, group: int | str = 1) -> Reading:
        return Reading(self.text[slice(*match.span(group))].strip(), basis, Span(*match.span(group)))

    def dated(self, match: re.Match[str], basis: str) -> Reading:
        start = match.start("date")
        return Reading(iso_date(match["date"]), basis, Span(start, start + len(match["date"].rstrip())))


def find_imprint(text: str, plain: str, part: Span, head: Head) -> Imprint:
    """Return date, issuer, source and author of the document ``part``; what it does not say is no reading.

    Each comes from the first place that has it. The date: a named field (发布日期), a line of its own, which goes
    before the field if it stands right under the title and is the earlier (the page's is that of a copy), the
    title's end, a dateline, the signature, the day of a speech, the head of a printed page. The issuer: the body in
    the title, a named field, the signature, the head of an official paper. The source: a named field (来源),
    a newspaper's line, a dateline, the head of a printed page. The author: a named field, a by-line.
    """
    span = head.title.span or Span(part.start, part.start)
    page = _Page(text, plain, part, head, re.sub(r"\s+", "", plain[slice(*span)]), span)
    return Imprint(_find_date(page), _find_issuer(page), _find_source(page), _find_author(page))


def is_body(name: str) -> bool:
    """Return whether ``name`` (folded, without blanks) ends like that of an organ of state, party or zone."""
    return codebook.pattern(_cues()["body_end"] + "$").search(name) is not None


def _find_date(page: _Page) -> Reading:
    field, line = _date_of_field(page), _date_of_line(page)
    if field and line and _stands_under_title(page, line) and line.value < field.value:
        return line
    if found := field or line:
        return found
    plain, part = page.plain, page.part
    for before, after in ((r"[(]", r"\s*[)]\s*\Z"), (r"\s", r"\s*\Z")):
        if match := search_date(before, plain, *page.title_span, form=DAY, after=after):
            return page.dated(match, "title")
    if match := search_date(_cues()["dateline"], plain, *page.ends[0], form=DAY, after="[电讯]"):
        return page.dated(match, "dateline")
    signature, after = _cues()["signature"], _cues()["after_signature"]
    if match := search_date(signature, plain, *part, form=DAY, after=after):
        return page.dated(match, "signature")
    if match := search_date("", plain, *page.speech, form=DAY, after=_cues()["occasion"]):
        return page.dated(match, "cue")
    return page.dated(page.head.running, "page_head") if page.head.running else NOTHING


def _date_of_field(page: _Page) -> Reading | None:
    for end in page.ends:
        for label in _cues()["date_fields"]:
            if match := search_date(rf"{label}[\s】\]:|]{{0,12}}", page.plain, *end):
                return page.dated(match, "field")
    form = rf"{_cues()['feed_date']}(?P<date>{ENGLISH_DAY}){_cues()['feed_time']}"
    feed = codebook.pattern(form, re.M).search(page.plain, *page.ends[0])
    return page.dated(feed, "field") if feed else None


def _date_of_line(page: _Page) -> Reading | None:
    alone = [
        rf"[(]?(?P<date>{DAY}|{REPUBLIC_DAY})[)]?\Z",
        rf"\S*https?://\S+\s+(?P<date>{DAY})(?:\s|\Z|\d\d?:)",
    ]
    in_head = [
        rf"[(—-]{{0,2}}(?P<date>{DAY})(?=\s|\d\d?:\d\d|在|\||来源|[)])",
        rf"(?:.*\s)?(?:来源|稿源)[^。]{{1,24}}?[\s:](?P<date>{DAY})",
        rf"{_cues()['newspaper']}\s*[(]?(?P<date>{DAY})",
        rf"(?P<date>{DAY})\s*{_cues()['newspaper']}",
        _signed_line() + r"\Z",
        rf"[一-鿿]{{2,30}}\s+(?P<date>{DAY})\Z",
        rf"[(]?(?P<date>{MONTH})[)]?\Z",
        rf"\S*https?://\S+?/(?P<date>{URL_DAY})(?=/|\D)\S*",
    ]
    for number, row in enumerate(page.head.rows):
        if row.end - row.start > 80:
            continue
        for form in alone + in_head * (number < HEAD_ROWS):
            if match := codebook.pattern(form).match(page.plain, *row):
                return page.dated(match, "line")
    return None


def _stands_under_title(page: _Page, date: Reading) -> bool:
    below = next((row for row in page.head.rows if row.start >= page.title_span.end), None)
    return bool(page.title and below and date.span and below.start <= date.span.start < below.end)


def _signed_line() -> str:
    form: str = _cues()["signed_line"]
    return form.replace("BODY", _cues()["body_end"]).replace("DAY", rf"(?:{DAY}|{REPUBLIC_DAY})")


def _find_issuer(page: _Page) -> Reading:
    """Return the body as printed; of a named field the longer form of the title's body goes before it."""
    field = _field(page, _cues()["issuer_field"])
    forms = (form.replace("BODY", _cues()["body_end"]) for form in _cues()["issuer_in_title"])
    named = next(filter(None, (codebook.pattern(form).match(page.title) for form in forms)), None)
    if named:
        is_longer = re.sub(r"\s+", "", field.value).endswith(named[1])
        return field if is_longer else _in_title(page, named[1])
    if field.value:
        return field
    return _sign(page) or _paper_head(page) or NOTHING


def _in_title(page: _Page, name: str) -> Reading:
    """Return a body that the title names, as it is printed there; blanks and line breaks may stand in it."""
    form = re.compile(r"\s*".join(map(re.escape, name)))
    match = form.search(page.plain, *page.title_span)
    if match is None:
        return Reading(name, "title", page.title_span)
    printed = re.sub(r"\s*[\r\n]\s*", "", page.text[slice(*match.span())])
    return Reading(printed, "title", Span(*match.span()))


def _sign(page: _Page) -> Reading | None:
    """Return the body above or before the date that closes a text, or under the title of a communique."""
    plain = page.plain
    for row, after in pairwise(page.head.rows):
        line = re.sub(r"\s+", "", plain[slice(*row)])
        stands_alone = len(line) <= 40 and codebook.pattern(rf"[一-鿿、]+{_cues()['body_end']}").fullmatch(
            line
        )
        if (
            stands_alone
            and line != page.title
            and codebook.pattern(rf"[(]?{DATE}").match(plain[slice(*after)])
        ):
            return Reading(page.text[slice(*row)], "signature", row)
    body = rf"(?![据经由从])([一-鿿、 ]{{2,40}}?{_cues()['body_end']})"
    form = rf"(?:^|[。;!)\n])\s*{body}\s*(?:[(][盖公]?[章印][)])?\s*{DAY}"
    foot = page.ends[1]
    matches = list(codebook.pattern(form + _cues()["after_signature"]).finditer(plain, *foot))
    return page.printed(matches[-1], "signature") if matches else None


def _paper_head(page: _Page) -> Reading | None:
    for row in page.head.rows[:HEAD_ROWS]:
        after = r"文件|令(?:\s*第\S{1,6}号)?"
        form = rf"([一-鿿]{{2,24}}?{_cues()['body_end']})(?:{after})"
        match = codebook.pattern(form).fullmatch(page.plain, *row)
        if match:
            return page.printed(match, "line")
    column = _cues()["body_column"].replace("BODY", _cues()["body_end"])
    for form, rows in ((_signed_line(), page.head.rows[:HEAD_ROWS]), (column, page.over_title[:1])):
        for row in rows:
            if match := codebook.pattern(form).fullmatch(page.plain, *row):
                return page.printed(match, "line", "body")
    return None


def _find_source(page: _Page) -> Reading:
    field = _field(page, _cues()["source_field"])
    if field.value:
        return field
    for row in page.head.rows[:HEAD_ROWS]:
        if match := codebook.pattern(rf"(?:{DATE}\s+)?({_cues()['newspaper']})(?:\s.*|\d.*)?\Z").match(
            page.plain, *row
        ):
            return page.printed(match, "line")
    if match := codebook.pattern(_cues()["agency"]).search(page.plain, *page.ends[0]):
        return page.printed(match, "dateline", match.lastindex or 1)
    return page.printed(page.head.running, "page_head", "medium") if page.head.running else NOTHING


def _field(page: _Page, form: str) -> Reading:
    """Return the first value of a named field in the head, else in the foot, that says something."""
    for end in page.ends:
        for match in codebook.pattern(form).finditer(page.plain, *end):
            start, stop = match.span(1)
            value = _cut(page.plain[start:stop])
            if value and not codebook.pattern(_cues()["no_value"]).fullmatch(value):
                return Reading(
                    page.text[start : start + len(value)], "field", Span(start, start + len(value))
                )
    return NOTHING


def _cut(printed: str) -> str:
    """Return the value of a field without what follows it on its line."""
    for form in (_cues()["wide_gap"], _cues()["after_value"]):
        printed = codebook.pattern(form).sub("", printed)
    return printed.rstrip()


def _find_author(page: _Page) -> Reading:
    for basis, match in _author_places(page):
        start, end = match.span(match.lastgroup or "names")
        longest = _MAX_NAME
        if basis == "field":
            end, longest = start + len(_cut(page.plain[start:end])), _MAX_BODY
        names = _find_names(page.plain, start, end, longest)
        if names:
            printed = ("".join(page.text[slice(*piece)] for piece in name) for name in names)
            return Reading("、".join(printed), basis, Span(names[0][0].start, names[-1][-1].end))
    return NOTHING


def _author_places(page: _Page) -> Iterator[tuple[str, re.Match[str]]]:
    cues, (head, foot) = _cues(), page.ends
    rows = (*page.head.rows[:HEAD_ROWS], *page.head.rows[HEAD_ROWS:][-2:])
    for end in (head, foot):
        yield from (
            ("field", match) for match in codebook.pattern(cues["author_field"]).finditer(page.plain, *end)
        )
    for row in rows:
        if match := codebook.pattern(cues["author_line"]).fullmatch(page.plain, *row):
            yield "line", match
    for basis, end in (("dateline", head), ("signature", foot)):
        if match := codebook.pattern(cues[f"author_{basis}"]).search(page.plain, *end):
            yield basis, match


def _find_names(plain: str, start: int, end: int, longest: int) -> list[list[Span]]:
    """Return the names in a by-line, without titles (记者, 通讯员); a name printed with a blank (张 三) is two spans.

    None at all if a piece is no name: longer than ``longest``, or a word such as 佚名.
    """
    line = codebook.pattern(_cues()["role"]).sub(lambda role: " " * len(role[0]), plain[start:end])
    names: list[list[Span]] = []
    for match in re.finditer(r"[^\s、,;/]+", line):
        piece = Span(start + match.start(), start + match.end())
        if names and len(match[0]) == 1 == _length(names[-1]):
            names[-1].append(piece)
        else:
            names.append([piece])
    words = ["".join(plain[slice(*piece)] for piece in name) for name in names]
    are_names = all(
        2 <= len(word) <= longest and not codebook.pattern(_cues()["no_value"]).fullmatch(word)
        for word in words
    )
    return names if are_names else []


def _length(name: list[Span]) -> int:
    return sum(end - start for start, end in name)


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["imprint"]
    return cues
