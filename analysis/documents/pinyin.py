"""Text → the pinyin in it that a scraper left beside the characters it spells."""

from __future__ import annotations

import re
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


def find_pinyin(text: str) -> list[tuple[int, int]]:
    """Return the spans of pinyin in a folded text: toned syllables, and toneless ones that plainly spell characters.

    Toneless syllables count in brackets, two or more and no more than there are characters before them, and
    woven into three or more characters (高gao新xin区qu). A line of nothing but toned syllables goes with its
    break. Words of other languages (GDP, café) stay.
    """
    if not _GLANCE.search(text):
        return []
    plain, forms = text.lower().translate(_TONES), _forms()
    if len(plain) != len(text):
        return []
    lines = [m.span() for m in forms["line"].finditer(plain) if _TONED.search(text.lower(), *m.span())]
    toned = [m.span() for m in forms["run"].finditer(plain) if _TONED.search(text.lower(), *m.span())]
    spelt = [
        m.span("said")
        for m in forms["bracketed"].finditer(plain)
        if len(forms["syllable"].findall(m["said"])) <= len(m["spelt"])
    ]
    woven = [
        (m.start() + letters.start(), m.start() + letters.end())
        for m in forms["woven"].finditer(plain)
        for letters in re.finditer("[a-z]+", m[0])
    ]
    return sorted({*lines, *toned, *spelt, *woven})


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    rows = codebook.read_csv("pinyin.csv")
    each = [f"{row['initial']}{final}" for row in rows for final in row["finals"].split()]
    one = "(?:" + "|".join(sorted(each, key=len, reverse=True)) + ")"
    run = rf"(?<![a-z]){one}(?:[ '’]?{one})*+(?![a-z])"
    return {
        "syllable": re.compile(one),
        "run": re.compile(rf"[(\[]{run}[)\]]|{run}"),
        "line": re.compile(rf"(?m)^[ ]*{run}(?:[ ]+{run})*[ ]*(?:\r?\n|\Z)"),
        "bracketed": re.compile(rf"(?P<spelt>[{_HAN}]{{2,12}})(?P<said>[(]{one}(?:[ '’]?{one})+[)])"),
        "woven": re.compile(rf"(?:[{_HAN}]{one}(?![a-z])){{3,}}"),
    }
