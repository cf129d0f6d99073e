"""Read one numeral: Arabic, Chinese, financial or mixed, with its multipliers, at a place in a plain text.

A *plain* text is simplified and half-width, code point for code point as long as the raw one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | dict(
    zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)
)
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
MULTIPLIERS = SMALL | LARGE
LONGEST = 40  # a longer run of digits is a code or noise, and arithmetic on it costs more than linear time

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("○"): "〇",
    ord("　"): " ",
    ord("﹪"): "%",
}
# The third form is scanned text with a blank after each digit. No group repeats possessively: Python 3.11.2 misreads
# such patterns.
_ARABIC = re.compile(
    r"\d{1,3}+(?:,\d{3}(?!\d))+(?!,\d{4})(?:\.\d++)?"
    r"|(?<![\d.,])[1-9]\d{0,2}+(?:[ \u00a0]\d{3}(?!\d))+(?:\.\d++)?"  # 18 200
    r"|(?<![\d.,\n])[1-9]\d{0,2}\n\d{3}(?=[万亿](?:美)?元)"  # the same, broken at its blank
    r"|(?<![\d.])\d(?:[ \u00a0]\d(?!\d)){1,12}(?: ?\. ?\d(?:[ \u00a0]\d(?!\d)){0,6})?"
    r"|\d++\. \d++(?= ?%)"
    r"|\d++(?: ?[.·]\d++(?!\.\d)| \. \d++)?"
    r"|\d++"
)
_ANY = "".join([*DIGITS, *MULTIPLIERS])
_RUN = re.compile(rf"[{_ANY}\d.,]++")
_RUNS = re.compile(rf"\d++(?:\.\d++|,\d{{3}}(?!\d))*|[{_ANY}]++")
_SPACES = re.compile(r"[ \t\u00a0]{0,3}+(?:\r?\n[ \t\u00a0]{0,8}+)?")


class Numeral(NamedTuple):
    """A numeral: its value (``high`` for 三四百), where it ends, and how it is written."""

    value: Decimal
    high: Decimal | None
    end: int
    mantissa: Decimal  # the value without its multipliers, which a range shares
    is_chinese: bool
    is_implicit: bool  # 亿, 百亿: multipliers without a digit
    is_rounded: bool  # 3千多万: 多, 余 or 几 stands inside
    has_multiplier: bool


def plain(text: str) -> str:
    """Return ``text`` with half-width letters and digits, of the same length."""
    return text.translate(_WIDE)


def skip_blanks(text: str, start: int) -> int:
    """Return where the next character stands after a few blanks and at most one line end."""
    found = _SPACES.match(text, start)
    return found.end() if found else start


def run_end(text: str, start: int) -> int:
    """Return the end of the unbroken run of numeral characters at ``start``."""
    found = _RUN.match(text, start)
    return found.end() if found else start + 1


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the numerals of a plain text stand: each maximal run of digits or of Chinese numerals, in order.

    A decimal mark between digits belongs to its run, as does a comma before three of them. 17.5万亿 is two numerals,
    and so is 百分之五. Linear in the length of the text.
    """
    return [match.span() for match in _RUNS.finditer(text)]


def read(text: str, start: int, stops: re.Pattern[str], *, crosses_lines: bool = True) -> Numeral | None:
    """Return the numeral that begins at ``start`` of a plain text, or None.

    ``stops`` matches units whose first character is also a multiplier (千瓦, 兆瓦): they end the numeral.
    """
    if run_end(text, start) - start > LONGEST:
        return None
    parts: list[Decimal | str] = []
    at, is_rounded, is_chinese = start, False, False
    while at < len(text):
        char = text[at]
        last = parts[-1] if parts else ""
        if char.isdecimal() and char.isascii():
            found = _ARABIC.match(text, at)
            if found is None or isinstance(last, Decimal):
                break
            parts.append(Decimal(re.sub(r"[ \u00a0,\n]", "", found[0]).replace("·", ".")))
            at = found.end()
        elif char in DIGITS:
            is_chinese = is_chinese or not parts
            if isinstance(last, Decimal) and not is_chinese:
                break
            parts.append(Decimal(DIGITS[char]))
            at += 1
        elif (
            char == "点" and is_chinese and at + 1 < len(text) and text[at + 1] in DIGITS and "." not in parts
        ):
            parts.append(".")
            at += 1
        elif char in MULTIPLIERS and not stops.match(text, at):
            is_chinese = is_chinese or not parts
            parts.append(char)
            at += 1
        elif char in "多余几" and parts and at + 1 < len(text) and text[at + 1] in MULTIPLIERS:
            is_rounded = True
            at += 1
        elif (
            char == "个"
            and isinstance(last, Decimal)
            and not is_chinese
            and text[at + 1 : at + 2] in ("亿", "万")
        ):
            at += 1
        elif char in " \u00a0\t\r\n" and isinstance(last, Decimal):
            after = skip_blanks(text, at)
            if after >= len(text) or text[after] not in MULTIPLIERS or stops.match(text, after):
                break
            if not crosses_lines and "\n" in text[at:after]:
                break
            at = after
        else:
            break
    if not parts or at - start > LONGEST:
        return None
    return _numeral(parts, at, is_chinese, is_rounded)


def _numeral(parts: list[Decimal | str], end: int, is_chinese: bool, is_rounded: bool) -> Numeral | None:
    is_implicit = parts[0] in MULTIPLIERS and parts[0] not in ("十", "拾")
    has_multiplier = any(part in MULTIPLIERS for part in parts)
    mantissa = parts[0] if isinstance(parts[0], Decimal) else Decimal(1)
    pair = _neighbours(parts)
    if pair:
        low, high = ([Decimal(digit), *parts[2:]] for digit in pair)
        return Numeral(_value(low), _value(high), end, mantissa, True, False, is_rounded, has_multiplier)
    return Numeral(_value(parts), None, end, mantissa, is_chinese, is_implicit, is_rounded, has_multiplier)


def _neighbours(parts: list[Decimal | str]) -> tuple[int, int] | None:
    """Return the ends of an estimate by two neighbouring digits: 两三家, 三四百."""
    if len(parts) < 2 or not isinstance(parts[0], Decimal) or not isinstance(parts[1], Decimal):
        return None
    if len(parts) > 2 and not all(part in MULTIPLIERS for part in parts[2:]):
        return None
    low, high = int(parts[0]), int(parts[1])
    return (low, high) if 0 < low < 10 and high == low + 1 else None


def _value(parts: list[Decimal | str]) -> Decimal:
    """Return the value of digits and multipliers in their order."""
    if "." in parts:
        point = parts.index(".")
        rest = next((i for i in range(point, len(parts)) if parts[i] in MULTIPLIERS), len(parts))
        decimals = "".join(str(part) for part in parts[point + 1 : rest])
        number = _value(parts[:point]) + Decimal(f"0.{decimals}")
        parts = [number, *parts[rest:]]
    if len(parts) > 1 and all(isinstance(part, Decimal) for part in parts):
        return Decimal("".join(str(part) for part in parts))  # 二〇一六
    total = section = Decimal(0)
    current: Decimal | None = None
    biggest = 0
    for part in parts:
        if isinstance(part, Decimal):
            current = part
        elif part in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[part]
            current = None
        else:
            factor = LARGE[part]
            section += current or 0
            current = None
            if biggest and factor >= biggest:
                total = (total + section) * factor  # 17.5万亿
            else:
                total += (section or 1) * factor
            section, biggest = Decimal(0), factor
    return total + section + (current or 0)
