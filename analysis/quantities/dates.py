"""Find calendar dates, years and clock times, so that no part of one is read as an amount."""

from __future__ import annotations

import re

_YEAR = (
    r"(?:(?:19|20)\d\d|[12] [90] \d \d|[12][90] ?\d ?\d"
    r"|一九[〇零一二三四五六七八九]{2}|二[〇零][〇零一二三四五六七八九]{2})"
)
_DAY = r"(?:[1-3]?\d|[1-3] \d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_JOIN = r"(?: ?[-—–~至到] ?| ?和 ?| ?、 ?)"
_DATE = re.compile(
    r"(?=[\d一二三四五六七八九十])(?:"  # asked first: the alternatives are dear at every character
    rf"(?<!\d)(?:{_YEAR} ?年{_JOIN})?{_YEAR} ?年(?: ?{_DAY} ?月(?: ?{_DAY} ?[日号])?)?"
    rf"|(?<![\d.])(?:19|20)\d\d[-./][01]?\d[-./][0-3]?\d(?![\d.])"
    rf"|(?<![\d.])(?:19|20)\d\d ?[-—–~至到]{{1,2}} ?(?:19|20)\d\d(?: ?年(?!间|来|内)|(?![\d.]))"
    rf"|(?<![\d.])(?:{_DAY}{_JOIN})?{_DAY} ?月(?: ?{_DAY} ?[日号])?(?!亮|球)"
    rf"|(?<![\d.]){_DAY}{_JOIN}{_DAY} ?日(?!均|产|元)"
    rf"|(?<![\d.]){_DAY} ?日(?!均|产|元|内)"
    r"|(?<![\d.:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d|:|\.\d)"
    r"|(?<!\d)[1-9]0 ?年代|[一二三四五六七八九]十年代)"
)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where dates stand in a plain text, in order and disjoint."""
    return [found.span() for found in _DATE.finditer(text) if not _is_ratio(found[0])]


def _is_ratio(words: str) -> bool:
    """Return whether three numbers with colons are the parts of a hundred (3:52:45), not a time of day."""
    parts = words.split(":")
    return len(parts) == 3 and abs(sum(map(int, parts)) - 100) <= 1
