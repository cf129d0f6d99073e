"""The project's own words in figures, tables and pages, by language.

They stand in ``codebook/labels.toml``, those of discourse in ``codebook/discourse/labels.toml``, so that a translator
needs no Python and the font check sees them all.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from numbers import Integral
from typing import Any

from . import codebook
from .errors import CodebookError

LANGUAGES = ("zh", "en")  # the first is the documents' own
_FILES = ("labels.toml", "discourse/labels.toml")
_FULL_WIDTH = str.maketrans("(),;:", "（），；：")


def text(key: str, lang: str, **values: object) -> str:
    """Return the words of ``key`` (``figures.growth.title``) in ``lang``, with ``values`` put in by name.

    ``{n:zone|zones}`` is the number with the words that agree with it: 1 zone, 0 zones. Raises CodebookError if the
    key, the language or a value is not there.
    """
    try:
        counts = {name: _count(value, lang) for name, value in values.items()}
        return _Agreeing().vformat(template(key, lang), (), counts)
    except KeyError as missing:
        raise CodebookError(
            f"label {key} needs a value for {missing}",
            where="codebook/labels.toml",
            remedy="Pass it by name.",
        ) from None


def _count(value: object, lang: str) -> object:
    """Return a whole number as the language prints it; years, of four digits, have no groups in any."""
    return grouped(str(value), lang) if isinstance(value, Integral) and int(value) >= 10_000 else value


class _Agreeing(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        return f"{value} {one if str(value) == '1' else many}" if bar else super().format_field(value, one)


@cache
def template(key: str, lang: str) -> str:
    """Return the words of ``key`` in ``lang`` with the names of their values in braces.

    Raises CodebookError if the key or the language is not there.
    """
    found = (_entry(codebook.read_toml(name), key) for name in _FILES)
    entry = next((one for one in found if one is not None), None)
    if not isinstance(entry, dict) or lang not in entry:
        raise CodebookError(
            f"no label {key} in language {lang}",
            where="codebook/labels.toml",
            remedy="Add it in every language.",
        )
    return str(entry[lang])


def _entry(entry: Any, key: str) -> Any:
    for part in key.split("."):
        entry = entry.get(part) if isinstance(entry, dict) else None
    return entry


def indicator(indicator_id: str, lang: str) -> str:
    """Return the name of an indicator in ``lang``."""
    for row in codebook.read_csv("indicators.csv"):
        if row["id"] == indicator_id:
            return full_width(row[lang], lang)
    raise CodebookError(
        f"no indicator {indicator_id!r}", where="codebook/indicators.csv", remedy="Add a row for it."
    )


def term_theme(theme: str, lang: str) -> str:
    """Return the name of a theme of the lexicon in ``lang``; one that a study's own lexicon adds is its own name."""
    return next((row[lang] for row in codebook.read_csv("term_themes.csv") if row["id"] == theme), theme)


def full_width(words: str, lang: str) -> str:
    """Return words of the codebook, which is typed in half width, with the marks of Chinese print."""
    return words.translate(_FULL_WIDTH) if lang == "zh" else words


def coded(fact: str, value: str, lang: str) -> str:
    """Return the words for the value of a document's fact: those of its code, or the value itself if it has none."""
    codes: Any = codebook.read_toml("labels.toml").get(fact, {})
    return text(f"{fact}.{value}", lang) if value in codes else value


def number(value: float, decimals: int = 2) -> str:
    """Return a number for readers: at most ``decimals`` decimals, none that are 0, a true minus sign.

    Rounds half to even on the decimal digits of the float's shortest form, so that 2.675 gives 2.68.
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals))
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "\N{MINUS SIGN}")


def fixed(value: float, decimals: int) -> str:
    """Return a number of a column of like ones: always so many decimals, a true minus sign."""
    return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def signed(value: float, decimals: int = 2) -> str:
    """Return a difference for readers, with its sign: +5.9, −0.1, 0."""
    words = number(value, decimals)
    return words if words == "0" or value < 0 else f"+{words}"


def amount(value: float, unit: str, lang: str) -> tuple[str, str]:
    """Return a value in a canonical unit as a reader's number and unit: 21500000000, CNY → 215, 亿元."""
    (words,), name = amounts([value], unit, lang)
    return words, name


def amounts(values: Sequence[float], unit: str, lang: str) -> tuple[list[str], str]:
    """Return values in a canonical unit as numbers of one reader's unit, that of the largest, and that unit.

    Each language counts in its own units (亿元, billion yuan), to the same place: 1236000000 is 12.36 or 1.236.
    """
    largest = max(abs(value) for value in values)
    for row in codebook.read_csv("reader_units.csv"):
        if (row["unit"], row["lang"]) == (unit, lang) and largest >= float(row["from"]):
            scale, decimals = float(row["divisor"]), int(row["decimals"])
            return [grouped(number(value / scale, decimals), lang) for value in values], row["name"]
    return [grouped(number(value), lang) for value in values], unit


def quantity(value: float, unit: str, lang: str) -> str:
    """Return a value with its unit in one word: 215亿元, 21.5 billion yuan, 8.5%."""
    words, name = amount(value, unit, lang)
    return f"{words}{name}" if lang == "zh" or name == "%" else f"{words} {name}"


def grouped(words: str, lang: str) -> str:
    """Return a number with its digits in groups as the language prints it: 21867 is 21,867 in English."""
    number = re.fullmatch(r"(\D?)(\d+)(\.\d+)?", words)
    if lang != "en" or number is None:
        return words
    return f"{number[1]}{int(number[2]):,}{number[3] or ''}"


def capital(words: str, lang: str) -> str:
    """Return words that begin a line, in English with a capital; a symbol of one letter (q, κ) stays."""
    return words[:1].upper() + words[1:] if lang == "en" and re.match("[a-z]{2}", words) else words


def brackets(words: str, lang: str) -> str:
    """Return words in brackets behind others: （规模以上）, or a blank and (above designated size)."""
    return f"（{words}）" if lang == "zh" else f" ({words})"


def listed(words: Iterable[str], lang: str) -> str:
    """Return words as a list: 甲、乙, or A, B."""
    return text("claims.comma", lang).join(words)


def apart(*words: str, lang: str) -> str:
    """Return the parts of a row's name with a gap between them, those that are empty left out."""
    return ("　" if lang == "zh" else "  ").join(part for part in words if part)


def span(first: object, last: object, lang: str) -> str:
    """Return a span of years or numbers: 2013—2020, in English 2013–2020."""
    return f"{first}—{last}" if lang == "zh" else f"{first}–{last}"


def place(name: str, lang: str) -> str:
    """Return what a zone is called in ``lang``; a place that ``zone_names.csv`` does not have stays as printed."""
    return name if lang == "zh" else _zone_names().get(name, {"short": name})["short"]


def stacked_place(name: str, lang: str) -> str:
    """Return a zone's name for the head of a narrow column: 厦门火炬 / 高新区, Xiamen / Torch."""
    words = place(name, lang)
    if words.endswith("高新区") and len(words) > 4:
        return words.replace("高新区", "\n高新区")
    return words.removesuffix(" Zone").replace(" ", "\n")


def full_place(name: str, lang: str) -> str:
    """Return a zone's full name in ``lang`` with the name as printed, for where it is introduced."""
    row = _zone_names().get(name)
    return name if lang == "zh" or row is None else f"{row[lang]} ({name})"


@cache
def _zone_names() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in codebook.read_csv("zone_names.csv")}


def bounded(text_of_number: str, bound: str, lang: str) -> str:
    """Return a number with the mark of its bound: ≥10, 约 5."""
    return f"{text(f'bounds.{bound}', lang)}{text_of_number}" if bound != "=" else text_of_number
