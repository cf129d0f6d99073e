"""Dates as Chinese documents print them → ISO 8601, as precise as printed."""

from __future__ import annotations

import re

from .. import codebook

__all__ = [
    "DATE",
    "DAY",
    "ENGLISH_DAY",
    "MONTH",
    "REPUBLIC_DAY",
    "URL_DAY",
    "YEAR",
    "iso_date",
    "search_date",
    "small_number",
]

_DIGITS = {
    sign: str(value) for value, signs in enumerate(("〇○◯零Oo", *"一二三四五六七八九")) for sign in signs
}
_HAN_YEAR = r"[一二][〇○◯零Oo0一二三四五六七八九]{3}"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR = rf"(?:(?:19|20)\d\d|{_HAN_YEAR})"
DAY = rf"{YEAR}\s*[-./年]\s*{_SMALL}\s*[-./月]\s*{_SMALL}\s*(?:日|(?![\d.日]))"
# A day in the address of a page: /2023-08/01/, /20230801/, /2023/0801/.
URL_DAY = r"(?:19|20)\d\d[-/]?(?:0\d|1[0-2])[-/]?(?:[0-2]\d|3[01])"
MONTH = rf"{YEAR}\s*[-./年]\s*{_SMALL}\s*(?:月|(?!\d))"
DATE = rf"(?:{DAY}|{YEAR}\s*[-./年]\s*{_SMALL}(?:\s*月|(?!\d))|{YEAR}年?(?!\d))"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENGLISH_DAY = rf"\d{{1,2}} (?:{'|'.join(_MONTHS)})[a-z]* (?:19|20)\d\d"
# The calendar of the Republic of China counts from 1912: 中华民国107年4月10日, 107.04.10.
_REPUBLIC_LONG = r"(?:中华)?民国\s*\d{1,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
REPUBLIC_DAY = rf"(?:{_REPUBLIC_LONG}|(?<![\d.])1[01]\d[./]\d{{2}}[./]\d{{2}}(?![\d.]))"
_REPUBLIC = re.compile(r"(?:(?:中华)?民国)?(\d{1,3})\D(\d{1,2})\D(\d{1,2})")
_URL_PARTS = re.compile(r"((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)")
_PARTS = re.compile(rf"({YEAR})(?:\D({_SMALL})(?:\D({_SMALL}))?)?")


def iso_date(printed: str) -> str:
    """Return a date such as 2008年3月7日, 二〇〇八年三月七日 or 2020.12 as 2008-03-07, 2008-03-07, 2020-12.

    A month or day that no calendar has is left off; what is no date gives ``""``. Expects half-width
    digits. Days in English (5 Jan 2022) and of the calendar of the Republic of China (107.04.10) are such dates too.
    """
    if codebook.pattern(ENGLISH_DAY).fullmatch(printed):
        in_english = printed.split()
        return iso_date(f"{in_english[2]}-{_MONTHS.index(in_english[1][:3]) + 1}-{in_english[0]}")
    if codebook.pattern(REPUBLIC_DAY).fullmatch(printed) and (
        match := _REPUBLIC.match(re.sub(r"\s+", "", printed))
    ):
        return iso_date(f"{int(match[1]) + 1911}-{match[2]}-{match[3]}")
    if (address := _URL_PARTS.fullmatch(printed)) and not codebook.pattern(DAY).fullmatch(printed):
        return iso_date("-".join(address.groups()))
    match = _PARTS.match(re.sub(r"\s+", "", printed))
    if match is None:
        return ""
    year = "".join(_DIGITS.get(sign, sign) for sign in match[1])
    month, day = (small_number(part) if part else 0 for part in (match[2], match[3]))
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def search_date(
    before: str, plain: str, start: int, end: int, *, form: str = DATE, after: str = ""
) -> re.Match[str] | None:
    """Return the first match of a date (group ``date``) of ``form`` between the patterns ``before`` and ``after``."""
    return codebook.pattern(rf"{before}(?P<date>{form}){after}").search(plain, start, end)


def small_number(printed: str) -> int:
    """Return a number below a hundred in digits or Chinese numerals."""
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))
