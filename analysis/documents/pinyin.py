"""Text → the pinyin in it that a scraper left beside the characters it spells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import codebook

__all__ = ["find_pinyin"]

_TONES = {
    ord(toned): plain
    for plain, marked in zip("aeiouv", ("āáǎà", "ēéěè", "īíǐì", "ōóǒò", "ūúǔù", "ǖǘǚǜü"), strict=True)
    for toned in marked
}
_TONED = re.compile(f"[{''.join(map(chr, _TONES))}]")
_HAN = "\u3400-\u9fff"
# What any pinyin looks like at a glance: a tone, or small letters in brackets behind or between characters.
_GLANCE = re.compile(f"{_TONED.pattern}|[{_HAN}][(][a-z]|[{_HAN}][a-z]{{1,6}}[{_HAN}]")
_WORD = re.compile("[a-z]+")
_GAP = re.compile("[ ]{1,4}|['’]")
_BRACKETED = re.compile(rf"(?P<spelt>[{_HAN}]{{2,12}})(?P<said>[(][a-z '’]{{2,60}}[)])")
_LONGEST, _LONGEST_SYLLABLE = 40, 6


def find_pinyin(text: str) -> list[tuple[int, int]]:
    """Return the spans of pinyin in a folded text: toned syllables, and toneless ones that plainly spell characters.

    Toneless syllables count in brackets, two or more and no more than there are characters before them, and
    woven into three or more characters (高gao新xin区qu). A line of nothing but toned syllables goes with its
    break. Words of other languages (GDP, café) stay. Linear in the length of the text.
    """
    if not _GLANCE.search(text):
        return []
    lowered = text.lower()
    plain = lowered.translate(_TONES)
    if len(plain) != len(text):
        return []
    toned = [_with_brackets(plain, *run) for run in _runs(plain) if _TONED.search(lowered, *run)]
    spelt = [match.span("said") for match in _BRACKETED.finditer(plain) if _is_spelling(match)]
    woven = [
        (match.start() + letters.start(), match.start() + letters.end())
        for match in _woven().finditer(plain)
        for letters in _WORD.finditer(match[0])
    ]
    return sorted({*(_with_line(plain, *span) for span in toned), *spelt, *woven})


def _runs(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that are pinyin, with blanks and apostrophes between them."""
    run: tuple[int, int] | None = None
    for word in _WORD.finditer(plain):
        if not _is_pinyin(word[0]):
            continue
        if run is not None and _GAP.fullmatch(plain, run[1], word.start()):
            run = (run[0], word.end())
            continue
        if run is not None:
            yield run
        run = word.span()
    if run is not None:
        yield run


def _is_pinyin(word: str) -> bool:
    """Return whether a word is one or more syllables and nothing else."""
    ends = [0]
    for end in range(1, len(word) + 1 if len(word) <= _LONGEST else 1):
        if any(end - start <= _LONGEST_SYLLABLE and word[start:end] in _syllables() for start in ends[-7:]):
            ends.append(end)
    return ends[-1] == len(word)


def _with_brackets(plain: str, start: int, end: int) -> tuple[int, int]:
    closed = plain[start - 1 : start] in ("(", "[") and plain[end : end + 1] in (")", "]")
    return (start - 1, end + 1) if closed else (start, end)


def _with_line(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole line with its break where there is nothing else on it, else the span itself."""
    first = plain.rfind("\n", 0, start) + 1
    last = plain.find("\n", end)
    last = len(plain) if last < 0 else last
    is_alone = not plain[first:start].strip() and not plain[end:last].strip()
    return (first, min(last + 1, len(plain))) if is_alone else (start, end)


def _is_spelling(match: re.Match[str]) -> bool:
    """Return whether brackets hold as many words of one syllable as there are characters before them, or fewer."""
    words = _WORD.findall(match["said"])
    return 2 <= len(words) <= len(match["spelt"]) and all(word in _syllables() for word in words)


@cache
def _syllables() -> frozenset[str]:
    rows = codebook.read_csv("pinyin.csv")
    return frozenset(f"{row['initial']}{final}" for row in rows for final in row["finals"].split())


@cache
def _woven() -> re.Pattern[str]:
    one = "|".join(sorted(_syllables(), key=lambda syllable: (-len(syllable), syllable)))
    return re.compile(rf"(?:[{_HAN}](?:{one})(?![a-z])){{3,}}")
