"""Prose → the figures that somebody typed into it; a result is a claim, ``{{ name }}``, and nothing else.

Digits of any width, percentages, and number words that count (三成, 十二个, twelve zones) are found in both
languages. What may stand (a name such as G², a section's number, 一 as an article) is a row of
``codebook/report/prose_allowed.csv`` with its reason. The notebooks' check and the build use the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import codebook
from .errors import ClaimError

_NOT_PROSE = re.compile(
    r"\{\{.*?\}\}|`[^`]*`|<!--.*?-->|\]\([^)]*\)|\[@[^\]]*\]|https?://\S+|^\s*\d+\. ",
    re.DOTALL | re.MULTILINE,
)
_DIGITS = r"[0-9０-９][0-9０-９.,，．]*\s*[%％‰]?"
_HAN = "零〇一二两三四五六七八九十百千万亿半"
# 一 before a measure word is mostly an article (一条观测是…); alone it is a count only in 一成, 一倍, 一半.
_PATTERNS = {
    "zh": re.compile(
        rf"{_DIGITS}|百分之[{_HAN}]+|[{_HAN}]+(?:点[{_HAN}]+)?(?:成(?!为|了|绩|果|功|本|员|长|就|立)|倍|分之)|一半"
        rf"|(?:[二两三四五六七八九][{_HAN}]*|[一]?[十百千万亿][{_HAN}]+|十)[余多来几]?\s*"
        r"(?:个|篇|条|项|家|种|次|句|处|对|组|套|类|级|张|字|词|章|年|人|份|件|块|名|户|亿|万|段|行|列|式)"
    ),
    "en": re.compile(
        rf"{_DIGITS}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
        r"|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|half|halves|third|quarter"
        r"|twice|thrice|per ?cent|percent)\b",
        re.IGNORECASE,
    ),
}


def literals(source: str, lang: str) -> list[str]:
    """Return the figures typed into Markdown of ``lang``, in their order, each as it stands."""
    found = _allowed(_NOT_PROSE.sub(_blank, source), lang)
    return [match[0].strip() for match in _PATTERNS[lang].finditer(found)]


def faults(source: str, where: str, lang: str | None = None) -> list[ClaimError]:
    """Return an error for each figure typed into prose; of no language (``None``) it is read in each."""
    found = [figure for one in ([lang] if lang else _PATTERNS) for figure in literals(source, one)]
    return [
        ClaimError(
            f"{figure!r} is typed into prose",
            where=where,
            remedy="Make a claim of it; what is no result goes into codebook/report/prose_allowed.csv with its reason.",
        )
        for figure in dict.fromkeys(found)
    ]


def language(tags: Sequence[str]) -> str | None:
    """Return the language that a cell's tags name (``lang-zh``); None for one of every language."""
    return next((tag.removeprefix("lang-") for tag in tags if tag.startswith("lang-")), None)


def _allowed(source: str, lang: str) -> str:
    for row in codebook.read_csv("report/prose_allowed.csv"):
        if row["lang"] in (lang, ""):
            source = codebook.pattern(row["pattern"]).sub(_blank, source)
    return source


def _blank(match: re.Match[str]) -> str:
    return " · "
