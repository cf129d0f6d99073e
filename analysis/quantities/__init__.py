"""Text to numbers: every numeral with its unit, range and bound, and where it stands.

Arabic, full-width, Chinese and mixed numerals; units, classifiers and bounds are data (``units.csv``,
``bounds.csv``). What a number is about is not asked here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..documents import simplified
from . import dates, numerals, units
from .numerals import Numeral

__all__ = ["Quantity", "find"]


class Quantity(NamedTuple):
    """A number of the text in its canonical unit.

    ``value`` has its multipliers and its unit's factor worked in; ``value_high`` is the upper end of a range.
    ``unit`` is empty for a bare number. ``dimension`` is the unit's (``money``, ``count``, ``percent`` ...), or
    ``number``, ``rank``, ``ordinal``, ``date`` or ``code`` (part of a name: B11, 5G). ``bound`` is one of
    ``schema.BOUNDS``. ``start`` and ``end`` are code points: the number with its unit and the bounds that touch
    it (rule 9).
    """

    value: Decimal
    value_high: Decimal | None
    unit: str
    dimension: str
    bound: str
    start: int
    end: int


_START = re.compile("[" + "".join([*numerals.DIGITS, *numerals.MULTIPLIERS]) + r"\d]")
_RANGE = re.compile(
    r"[ \u00a0]?(?:[-—–~～〜]{1,2}|至|到)[ \u00a0]?(?=[\d〇零一二两三四五六七八九十百]|百分之)"
)
_ORIGIN = re.compile(r"[由从自](?!从)[^,，。;；、\n]{0,20}$")
_RANK = re.compile(
    r"[ ]?(?:位|名)(?!义|优|校|录)|(?=[ ]?(?:[,，。;；、:：)）!！\s]|$|和|及|[上下]?升[至到]|[跃提]升|[上下]?降[至到]))"
)
_RANKED = ("排名", "位列", "名列", "位居", "排在", "排行")
_NOTHING = re.compile("")
_FRONT = re.compile(r"[ ]?(?:位|名|强|家)|(?=[ ]?(?:[,，。;；、:：)）!！]|$))")
_MOVED = re.compile(r"(?:前移|前进|跃升|上升|提升|提高|后移|后退|下滑|下降|进|升)了?$")
_NO_FRONT = ("目", "当", "之", "以", "日", "年", "提")  # 目前, 当前, 之前: a time
_STRONG = re.compile(r"[ ]?强(?!度|化|劲|力|大|国|省|市|县|区|企|者|调|制|链|基|优|农)")
_TENTHS = re.compile(r"成(?!立|为|功|果|员|熟|效|型|本|就|长|都|品|年|交|千|群|份|套|片|批|人)")
_HALF = re.compile("一半(?!路|径|截|导)")
_OF = re.compile(r"[ ]?分之[ ]?")
_AFTER_BOUND_STOP = re.compile(r"内(?:部|外|地|销|资|容|蒙|涵|需|设|陆|的|控)|余(?:家|名|个)?(?:年|下|额)")
_ANY_BEFORE = re.compile(
    "(?:" + units.longest_first(units.BEFORE).pattern + r")(?P<link>了|过|需要|需|要|有|为|达|人民币|[ \n])*$"
)
_ABOUT_A_SHARE = re.compile(r"(?<!签)约占[^,，。;；、\d]{1,12}$")
_SHARED = ("point", "percent")
_CONNECTOR = re.compile(r"[ ]?(?:、|和|与|及|以及)[ ]?$")
_APART = re.compile(r"[,，、](?:比|较)?[一-龥]{0,6}")


def find(text: str) -> list[Quantity]:
    """Return the quantities of ``text`` in order; their spans are disjoint and count code points of ``text``.

    Linear in the length of the text. Never raises: a numeral too long to be a number is left out.
    """
    plain = numerals.plain(simplified(text))
    days = dates.spans(plain)
    found: list[Quantity] = []
    at, day = 0, 0
    while (start := _START.search(plain, at)) is not None:
        here = start.start()
        while day < len(days) and days[day][1] <= here:
            day += 1
        if day < len(days) and days[day][0] <= here:
            found.append(Quantity(Decimal(0), None, "", "date", "=", *days[day]))
            at = days[day][1]
            continue
        limit = days[day][0] if day < len(days) else len(plain)
        quantity = _read(plain, here, found[-1].end if found else 0)
        if quantity is None or quantity.end > limit:
            at = max(here + 1, _skip(plain, here))
            continue
        if found:
            found[-1] = _with_shared_unit(plain, found[-1], quantity)
        found.append(_with_series_bound(plain, found, quantity))
        at = max(quantity.end, here + 1)
    return found


def _with_shared_unit(text: str, quantity: Quantity, following: Quantity) -> Quantity:
    """Return ``quantity`` with the unit of the number behind it where the two share one.

    So 0.9、1.3个百分点 and 高于全国2.3个、全省1.1个百分点. Only fractions share one: the mark of a list (1、25家)
    never does.
    """
    if following.dimension not in _SHARED or "." not in text[quantity.start : quantity.end]:
        return quantity
    between = text[quantity.end : following.start]
    is_bare = quantity.dimension == "number" and _CONNECTOR.fullmatch(between) is not None
    is_short = (
        quantity.dimension == "count"
        and following.dimension == "point"
        and text[quantity.end - 1] == "个"
        and _APART.fullmatch(between) is not None
    )
    if not (is_bare or is_short):
        return quantity
    return quantity._replace(unit=following.unit, dimension=following.dimension)


def _skip(text: str, start: int) -> int:
    """Return where to look on: behind a run too long to be a number, else behind one character."""
    end = numerals.run_end(text, start)
    return end if end - start > numerals.LONGEST else start + 1


def _read(text: str, start: int, floor: int) -> Quantity | None:
    """Return the quantity whose numeral begins at ``start``, or None; it may reach back as far as ``floor``."""
    if text.startswith("百分之", start) or text.startswith("千分之", start):
        return _per_cent(text, start, floor)
    if _HALF.match(text, start):
        half = Quantity(Decimal(50), None, "%", "fraction", "=", start, start + 2)
        return _bounded(text, start, start + 2, floor, half)
    numeral = numerals.read(
        text, start, units.STARTS_LIKE_MULTIPLIER, crosses_lines=not _is_alone(text, start)
    )
    if numeral is None:
        return None
    before = text[start - 1] if start > floor else ""
    if before == "第":
        return _ordinal(text, start, numeral)
    is_front = before == "前" and text[max(floor, start - 2) : start - 1] not in _NO_FRONT
    if is_front and (front := _FRONT.match(text, numeral.end)):
        return Quantity(numeral.value, None, "rank", "rank", "<=", start - 1, front.end())
    if strong := _STRONG.match(text, numeral.end):
        begin = start - 1 if before == "前" else start
        return Quantity(numeral.value, None, "rank", "rank", "<=", begin, strong.end())
    if (
        text[max(floor, start - 2) : start].endswith(("翻", "翻了"))
        and text.startswith("番", numeral.end)
        and numeral.value < 20
    ):
        times = (2 ** int(numeral.value) - 1) * Decimal(100)
        return _bounded(
            text,
            start,
            numeral.end + 1,
            floor,
            Quantity(times, None, "%", "doubling", "=", start, numeral.end + 1),
        )
    if of := _OF.match(text, numeral.end):
        return _fraction(text, start, numeral, of.end(), floor)
    if text.startswith("/", numeral.end) and (slash := _slash(text, start, numeral)):
        return _bounded(text, start, slash.end, floor, slash)
    if _TENTHS.match(text, numeral.end) and numeral.value <= 10:
        return _tenths(text, start, numeral, floor)
    return _measured(text, start, numeral, floor)


def _per_cent(text: str, start: int, floor: int) -> Quantity | None:
    """Read 百分之十三点四 and 千分之五, also as a range."""
    scale = Decimal(1) if text[start] == "百" else Decimal("0.1")
    numeral = numerals.read(text, numerals.skip_blanks(text, start + 3), units.STARTS_LIKE_MULTIPLIER)
    if numeral is None:
        return None
    value, high, end = numeral.value * scale, None, numeral.end
    if joint := _RANGE.match(text, end):
        second_start = joint.end() + (3 if text.startswith(text[start : start + 3], joint.end()) else 0)
        second = numerals.read(text, second_start, units.STARTS_LIKE_MULTIPLIER)
        if second and second.value * scale > value and not _has_origin(text, start, floor):
            high, end = second.value * scale, second.end
    return _bounded(text, start, end, floor, Quantity(value, high, "%", "percent", "=", start, end))


def _fraction(text: str, start: int, numeral: Numeral, above: int, floor: int) -> Quantity | None:
    """Read 三分之一 as a percentage."""
    top = numerals.read(text, above, units.STARTS_LIKE_MULTIPLIER)
    if top is None or numeral.value == 0:
        return None
    value = top.value / numeral.value * 100
    return _bounded(text, start, top.end, floor, Quantity(value, None, "%", "fraction", "=", start, top.end))


def _slash(text: str, start: int, numeral: Numeral) -> Quantity | None:
    """Read 1/3 as a percentage; 24/7 and 3/15 are none."""
    below = re.compile(r"\d{1,2}(?![\d/.])").match(text, numeral.end + 1)
    if below is None or text[start - 1 : start] == "/" or not 0 < numeral.value < int(below[0]) <= 10:
        return None
    return Quantity(numeral.value / int(below[0]) * 100, None, "%", "fraction", "=", start, below.end())


def _tenths(text: str, start: int, numeral: Numeral, floor: int) -> Quantity:
    """Read 三成 and 三成五."""
    value, end = numeral.value * 10, numeral.end + 1
    high = numeral.high * 10 if numeral.high is not None else None
    if text[end : end + 1] in ("五", "半"):
        value, end = value + 5, end + 1
    return _bounded(text, start, end, floor, Quantity(value, high, "%", "fraction", "=", start, end))


def _ordinal(text: str, start: int, numeral: Numeral) -> Quantity:
    """Read 第三位 as a rank, and 第三批 or 第三产业 as a mere ordinal."""
    is_led = text.startswith("的", numeral.end) and text[max(0, start - 3) : start - 1].endswith(_RANKED)
    if rank := _RANK.match(text, numeral.end) or (is_led and _NOTHING.match(text, numeral.end)):
        return Quantity(numeral.value, None, "rank", "rank", "=", start - 1, rank.end())
    return Quantity(numeral.value, None, "", "ordinal", "=", start - 1, numeral.end)


def _measured(text: str, start: int, numeral: Numeral, floor: int) -> Quantity | None:
    """Read a number with its unit, as a range where one follows."""
    value, high, end = numeral.value, numeral.high, numeral.end
    if re.match(r"0\d", text[start : start + 2]):
        return Quantity(value, None, "", "code", "=", start, _code_end(text, end))
    unit_at = _unit_at(text, start, end)
    if joint := _joint(text, start, end, unit_at, floor):
        second = numerals.read(text, joint, units.STARTS_LIKE_MULTIPLIER)
        second_unit = _unit_at(text, joint, second.end) if second else None
        if second and _is_range(text, numeral, unit_at, second, second_unit):
            shared = second.value / second.mantissa if second.mantissa else Decimal(1)
            shares = not numeral.has_multiplier and unit_at is None and numeral.value < second.mantissa
            value, high = value * (shared if shares else 1), second.value
            end, unit_at = second.end, second_unit
            numeral = second
    if unit_at is None:
        return _bare(text, start, numeral, value, high, end, floor)
    unit, unit_end = unit_at
    if (
        numeral.is_chinese
        and numeral.value <= 100
        and unit.unit == "kWh"
        and text[unit_end - 1] == "度"
        and text[unit_end : unit_end + 1] != "电"
    ):
        return None  # 一度, 百度: a time or a name
    value, high = value * unit.factor, high * unit.factor if high is not None else None
    begin = start
    if (
        start > floor
        and text[start - 1] in "-−"
        and _may_be_sign(text, start, floor)
        and unit.dimension in ("percent", "multiple", "money")
    ):
        value, begin = -value, start - 1
    if text[unit_end - 1] in "位名" and _MOVED.search(text, max(floor, start - 6), start):
        unit = units.UNITS["个位次"]
    quantity = Quantity(value, high, unit.unit, unit.dimension, "=", begin, unit_end)
    return _bounded(text, begin, unit_end, floor, quantity, is_rounded=numeral.is_rounded)


def _joint(text: str, start: int, end: int, unit_at: tuple[units.Unit, int] | None, floor: int) -> int | None:
    """Return where the second number of a range begins, if a dash or 至 follows the first."""
    joint = _RANGE.match(text, unit_at[1] if unit_at else end)
    if joint is None or (joint[0].strip() in ("至", "到") and _has_origin(text, start, floor)):
        return None
    return joint.end()


def _has_origin(text: str, start: int, floor: int) -> bool:
    """Return whether 由 or 从 stands in front: then 至 leads to a second value, not to the end of a range."""
    return _ORIGIN.search(text, max(floor, start - 24), start) is not None


def _is_range(
    text: str,
    first: Numeral,
    first_unit: tuple[units.Unit, int] | None,
    second: Numeral,
    second_unit: tuple[units.Unit, int] | None,
) -> bool:
    if first_unit and (second_unit is None or first_unit[0] != second_unit[0]):
        return False
    if second_unit is None and not second.has_multiplier and not (first.value < second.value):
        return False
    if text[second.end : second.end + 1] == "-":
        return False  # 1-2-3: a code
    return first.mantissa < second.mantissa or first.value < second.value


def _bare(
    text: str, start: int, numeral: Numeral, value: Decimal, high: Decimal | None, end: int, floor: int
) -> Quantity | None:
    """Return a number without a unit; a lone Chinese digit or multiplier is a word (统一, 万众), not a number."""
    is_word = numeral.is_chinese and not numeral.has_multiplier and end - start < 2
    is_bounded = text[max(floor, start - 1) : start] in ("上", "近", "约", "超", "破", "过")
    if is_word or (numeral.is_implicit and not is_bounded):
        return None
    after = text[end : end + 1]
    before = text[start - 1 : start]
    if (after.isascii() and after.isalpha()) or (re.match("[A-Za-z+&_-]", before)):
        return Quantity(value, high, "", "code", "=", start, end)
    return _bounded(
        text,
        start,
        end,
        floor,
        Quantity(value, high, "", "number", "=", start, end),
        is_rounded=numeral.is_rounded,
    )


def _code_end(text: str, end: int) -> int:
    """Return the end of a telephone number or code whose first group ends at ``end``."""
    rest = re.compile(r"(?:-\d{1,12}+){0,4}").match(text, end)
    return rest.end() if rest else end


def _unit_at(text: str, start: int, end: int) -> tuple[units.Unit, int] | None:
    """Return the unit behind a numeral and where it ends; 余 or 多 may stand between (60余家)."""
    gap = end + 1 if text[end : end + 1] == " " else end
    at = gap + 1 if text[gap : gap + 1] in ("余", "多", "来", "几") else end
    after = numerals.skip_blanks(text, at)
    if "\n" in text[at:after] and _is_alone(text, start):
        after = at
    found = units.UNIT.match(text, after)
    if found is None:
        return None
    if found[0] == "个" and text[found.end() : found.end() + 1] in ("亿", "万"):
        return None
    return units.UNITS[found[0].replace("\n", "")], found.end()


def _is_alone(text: str, start: int) -> bool:
    """Return whether nothing stands before ``start`` on its line: a number there is a cell of a flattened table."""
    line = text.rfind("\n", max(0, start - 12), start)
    return (line >= 0 or start < 12) and not text[line + 1 : start].strip()


def _may_be_sign(text: str, start: int, floor: int) -> bool:
    before = text[start - 2 : start - 1] if start - 2 >= floor else ""
    return not before or before in "长为降速率额幅:：(（ \n\t"


def _bounded(
    text: str, start: int, end: int, floor: int, quantity: Quantity, *, is_rounded: bool = False
) -> Quantity:
    """Return ``quantity`` with the bounds around it: those that touch go into its span, the verbs in front do not."""
    bound = ">" if is_rounded or re.search(r"[余多]", text[start:end]) else "="
    at = end
    while (after := units.AFTER_FORM.match(text, _behind_blank(text, at))) and not _AFTER_BOUND_STOP.match(
        text, after.start()
    ):
        bound, at = units.AFTER[after[0].replace("\n", "")], after.end()
    before = _ANY_BEFORE.search(text, max(floor, start - 8), start)
    if before is not None:
        form = before[0][: len(before[0]) - len(before["link"] or "")].rstrip(" \n")
        form = next((f for f in sorted(units.BEFORE, key=len, reverse=True) if before[0].startswith(f)), form)
        is_word = text[max(floor, before.start() - 1) : before.start()] in units.NOT_AFTER.get(form, ())
        if is_word or (form in ("上", "过") and text[start] not in numerals.MULTIPLIERS):
            pass
        elif form in units.INSIDE and before.end() == before.start() + len(form):
            bound = units.BEFORE[form] if bound in ("=", ">") else bound
            start = before.start()
            outer = _ANY_BEFORE.search(text, max(floor, start - 8), start)
            if outer and not outer[0].startswith("上") and bound == "~":
                bound = next(b for f, b in units.BEFORE.items() if outer[0].startswith(f))
        elif bound in ("=", ">", "~"):
            bound = units.BEFORE[form]
    elif bound == "=" and quantity.unit == "%" and _ABOUT_A_SHARE.search(text, max(floor, start - 16), start):
        bound = "~"
    return quantity._replace(bound=bound, start=start, end=at)


def _behind_blank(text: str, at: int) -> int:
    """Return ``at`` behind one blank, as scanned texts put it before 以上 and 左右."""
    return (
        at + 1
        if text[at : at + 1] in (" ", "\u00a0") and text[at + 1 : at + 2] in ("以", "左", "上", "多", "余")
        else at
    )


def _with_series_bound(text: str, found: list[Quantity], quantity: Quantity) -> Quantity:
    """Carry 分别超过 over a series: 分别超过10亿元、40亿元 bounds both."""
    if (
        quantity.bound != "="
        or not found
        or found[-1].bound not in (">", "<", ">=", "<=")
        or found[-1].dimension != quantity.dimension
    ):
        return quantity
    last = found[-1]
    if not _CONNECTOR.fullmatch(text[last.end : quantity.start]) or text[last.end - 1] in "上下内":
        return quantity
    lead = text[max(0, last.start - 8) : last.start]
    return quantity._replace(bound=last.bound) if re.search(r"分别|均|双双|都", lead) else quantity
