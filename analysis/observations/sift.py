"""Which quantities are observations, and why the others are not: thresholds of a class, names, slogans,
durations, specifications.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..quantities import Quantity
from .cues import cue

_NEVER = {
    "date",
    "ordinal",
    "code",
    "duration",
    "class",
    "temperature",
    "sound",
    "voltage",
    "frequency",
    "data",
}
_OPENERS = dict(zip('“‘「『《"', '”’」』》"', strict=True))
_ADMINISTRATIVE = ("镇", "乡", "街道")
_IMPLICIT = re.compile(r"[百千万亿]")
_CLAUSE_END = re.compile(r"[，。；：！？!?]|(?<!\d)[,:;]|[,:;](?!\d)")
_TRIPLE = re.compile(r"[ ]?[:∶：][ ]?")


@cache
def _names() -> dict[str, re.Pattern[str]]:
    return {
        "class_noun": re.compile(cue("sift", "class_noun").pattern),
        "thing": re.compile(f"(?:[^,，。;；、:：]{{0,14}}?)(?:{cue('sift', 'things').pattern})"),
        "abstract": re.compile(f"(?:{cue('sift', 'abstract').pattern})$"),
    }


class Sifted(NamedTuple):
    """A quantity with its clause and why it is no observation: a reason of ``numeral_reasons.csv``, or None."""

    quantity: Quantity
    clause_start: int
    clause_end: int
    reason: str | None


def sift(text: str, start: int, end: int, inside: Sequence[Quantity]) -> list[Sifted]:
    """Return the quantities ``inside`` the sentence from ``start`` to ``end``, each with why it is no observation."""
    ends = [start, *(found.end() for found in _CLAUSE_END.finditer(text, start, end)), end]
    sifted: list[Sifted] = []
    last: Sifted | None = None  # the last observation
    for index, quantity in enumerate(inside):
        low = ends[bisect_right(ends, quantity.start) - 1]
        behind = bisect_left(ends, quantity.end)
        high = ends[behind] if behind < len(ends) else end
        reason = None
        if ratio_terms(text, inside, index) is None:
            left, right = _words(text, low, quantity.start), _words(text, quantity.end, high)
            counted = last.quantity if last is not None and last.clause_start == low else None
            reason = exclusion(text, quantity, left, right, counted)
        sifted.append(Sifted(quantity, low, high, reason))
        last = sifted[-1] if reason is None else last
    return sifted


def _words(text: str, start: int, end: int) -> str:
    """Return the text between two places without blanks and line ends."""
    return "".join(text[start:end].split())


def exclusion(text: str, quantity: Quantity, left: str, right: str, counted: Quantity | None) -> str | None:
    """Return why ``quantity`` does not measure or count anything, or None if it does.

    ``left`` and ``right`` are its clause around it without blanks; ``counted`` is the number observed before it
    in that clause.
    """
    dimension = quantity.dimension
    if dimension in _NEVER:
        return dimension
    if dimension == "rank":
        if (
            counted is not None
            and counted.dimension == "count"
            and not cue("sift", "ranked_among").search(left)
        ):
            return "counted_class"
        return None if _is_rank(text, quantity, left, right) else "first_of_a_kind"
    if dimension in ("money", "number") and quantity.bound == "=" and _is_implicit(text, quantity):
        return "implicit_sum"  # 万元GDP能耗, 亿元楼宇
    if dimension == "money" and _is_persons_name(text, quantity, left):
        return "named_number"
    if _is_quoted(text, quantity):
        return "quotation"
    if _is_threshold(text, quantity, right):
        return "threshold"
    if _bounds_counted(text, quantity, counted):
        return "threshold"
    if dimension == "number":
        return _bare_number(text, quantity, left, right)
    if dimension == "count":
        return _uncounted(text, quantity, left, right)
    if dimension == "time":
        return None if _is_time_limit(text, quantity, left, right) else "span_of_time"
    if dimension == "age":
        return None if cue("sift", "age").search(left) else "age"
    goes_on = counted is not None and counted.dimension == "multiple" and _is_joint(text, counted, quantity)
    if dimension == "multiple" and not goes_on and not cue("sift", "multiple").search(left[-12:]):
        return "multiple"
    if dimension == "multiple" and _is_compared(left):
        return "multiple"
    if dimension == "length" and quantity.unit == "m":
        return None if cue("sift", "length").search(left[-12:]) else "specification"
    if dimension in ("percent", "fraction") and cue("sift", "share_of_other").search(left[-14:]):
        return "multiple"
    if dimension in ("percent", "fraction") and cue("sift", "specification").search(left[-10:]):
        return "specification"
    if _is_project_name(text, quantity, left, right):
        return "project_name"
    if _is_specification(text, quantity, left, right):
        return "specification"
    if dimension == "fraction" and cue("sift", "no_ratio").search(left[-12:]):
        return "multiple"
    if dimension == "score" and not cue("sift", "score").search(left[-12:]):
        return "score"
    return None


def _is_persons_name(text: str, quantity: Quantity, left: str) -> bool:
    """Return whether a lone Chinese digit with 元 ends a name (李三元): only prices a piece are so small."""
    quote = text[quantity.start : quantity.end]
    return re.fullmatch("[一二三四五六七八九]元", quote) is not None and not cue("sift", "price").search(left)


def _is_joint(text: str, one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers stand in one series: 86倍、92倍和110倍."""
    return text[one.end : other.start].strip() in ("、", "和", "与", "及")


def _is_time_limit(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a time is the limit of a service; 24小时 is none."""
    is_service = cue("sift", "duration_indicator").search(left + right) is not None
    return is_service and text[quantity.start : quantity.start + 2] != "24"


def _is_compared(left: str) -> bool:
    """Return whether a multiple compares with another body, not with the same body's earlier year."""
    return cue("sift", "compared").search(left) is not None and not cue("sift", "compared_year").search(left)


def ratio_terms(text: str, quantities: Sequence[Quantity], index: int) -> int | None:
    """Return the place of a bare number in a ratio by colons, of three or of two that make a hundred, or None."""
    if quantities[index].dimension != "number":
        return None
    first = index
    while first > 0 and _joined(text, quantities, first - 1):
        first -= 1
    last = index
    while last + 1 < len(quantities) and _joined(text, quantities, last):
        last += 1
    lead = text[max(0, quantities[first].start - 60) : quantities[first].start]
    terms = quantities[first : last + 1]
    is_pair = len(terms) == 2 and 99 <= terms[0].value + terms[1].value <= 101
    if not (len(terms) == 3 or is_pair) or not cue("sift", "structure").search(lead):
        return None
    return index - first


def _joined(text: str, quantities: Sequence[Quantity], index: int) -> bool:
    one, other = quantities[index], quantities[index + 1]
    return (
        one.dimension == other.dimension == "number"
        and _TRIPLE.fullmatch(text[one.end : other.start]) is not None
    )


def _is_rank(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether 第一, 第7位, 前十强 ranks the place: not the class counted (世界500强企业) nor a first of
    a kind.
    """
    quote = text[quantity.start : quantity.end]
    if "强" in quote and (right[:1] in "企公" or cue("sift", "league").search(left) or quantity.value > 100):
        return False
    if cue("sift", "no_rank").match(right) or _is_quoted(text, quantity):
        return False
    is_ranked = cue("sift", "ranked").search(left[-14:] + quote) is not None
    return is_ranked and not cue("sift", "rank_of_other").search(left)


def _is_quoted(text: str, quantity: Quantity) -> bool:
    """Return whether a short quotation holds the number: the name of a plan, a project, a slogan."""
    for reach in range(1, 13):
        at = quantity.start - reach
        if at < 0 or text[at] in "。；;\n" or (text[at] in _OPENERS.values() and text[at] != '"'):
            return False
        if text[at] in _OPENERS:
            closer = _OPENERS[text[at]]
            end = text.find(closer, quantity.end, quantity.end + 14)
            return end >= 0 and not re.search("[,，。;；]", text[at:end])
    return False


def _is_threshold(text: str, quantity: Quantity, right: str) -> bool:
    """Return whether a sum only bounds the class that is counted: 亿元以上项目, 产值超百亿元企业."""
    if quantity.dimension not in ("money", "number", "area", "weight", "power"):
        return False
    quote = _words(text, quantity.start, quantity.end)
    if right.startswith("级"):
        return True
    if _is_implicit(text, quantity) and cue("sift", "implicit_class").match(right):
        return not (quantity.bound == ">" and cue("sift", "passed").match(right))
    if quote.endswith(("以上", "以下")):
        return _names()["class_noun"].match(right) is not None
    if quantity.bound == ">" and cue("sift", "bounded_class").match(right):
        return True
    return cue("sift", "sum_class").match(right) is not None


def _bounds_counted(text: str, quantity: Quantity, counted: Quantity | None) -> bool:
    """Return whether a sum right behind a count bounds the class that was counted: 有7个总投资超过20亿元."""
    if (
        counted is None
        or counted.dimension != "count"
        or quantity.dimension not in ("money", "percent", "number")
    ):
        return False
    quote = text[quantity.start : quantity.end]
    is_bound = quantity.bound in (">", ">=") or quote.endswith(("以上", "以下"))
    between = _words(text, counted.end, quantity.start).rstrip("约近")
    names = ("counted_by", "members_over")
    return is_bound and any(cue("sift", name).fullmatch(between) is not None for name in names)


def _is_implicit(text: str, quantity: Quantity) -> bool:
    """Return whether the number is a bare multiplier: 亿元, 百亿."""
    return _IMPLICIT.match(text[quantity.start : quantity.end].lstrip("约近超过")) is not None


def _bare_number(text: str, quantity: Quantity, left: str, right: str) -> str | None:
    """Return why a number without a unit does not count; 625万农村贫困人口 and 产值610亿 do, bare digits do not."""
    if cue("sift", "furniture").search(left[-12:]):
        return "page_field"
    if not re.search("[万亿]", text[quantity.start : quantity.end]):
        return "bare_number"
    return "named_number" if cue("sift", "counted_name").match(right) else None


def _uncounted(text: str, quantity: Quantity, left: str, right: str) -> str | None:
    """Return why a count counts no things; small Chinese counts do only of physical or legal things (rule 15)."""
    quote = text[quantity.start : quantity.end]
    if quote.endswith(_ADMINISTRATIVE):
        return None if cue("sift", "administers").search(left) else "structural_count"
    is_abstract = _names()["abstract"].search(_phrase(right)) is not None
    if cue("sift", "count_stop").match(right) and not (
        quote[0].isdigit() and cue("sift", "quoted_class").match(right)
    ):
        return "structural_count"
    if _IMPLICIT.match(quote) and quantity.bound == "=":
        return "implicit_count"
    if _is_project_name(text, quantity, left, right):
        return "project_name"
    if quote[0].isdigit() or quantity.value > 10 or (quantity.bound != "=" and quantity.value > 2):
        is_structure = quantity.value <= 12 and quote[-1] in "个项条种" and is_abstract
        return "structural_count" if is_structure else None
    if quantity.value == 1:
        return "indefinite"
    if quote[-1] in "家户":
        return None
    is_thing = quote[-1] in "个座所条栋" and _names()["thing"].match(right) is not None
    return None if is_thing and not is_abstract else "structural_count"


def _phrase(right: str) -> str:
    """Return the noun phrase behind a count."""
    stop = cue("link", "phrase_end").search(right)
    return right[: stop.start()] if stop else right


def is_bracketed(text: str, quantity: Quantity) -> bool:
    """Return whether ``quantity`` stands in brackets, as a remark that leaves the topic as it was."""
    before = text[max(0, quantity.start - 20) : quantity.start]
    opened = max(before.rfind("("), before.rfind("（"))
    if opened < 0 or max(before.rfind(")"), before.rfind("）")) > opened:
        return False
    return re.search("[)）]", text[quantity.end : quantity.end + 20]) is not None


def _is_project_name(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a capacity belongs to the name of a project (年产200吨…项目)."""
    quote = text[quantity.start : quantity.end]
    is_size = quantity.dimension in ("weight", "volume", "power", "energy") or (
        quantity.dimension == "count" and quote[-1] in "台套辆件只头条线"
    )
    if not is_size or not cue("sift", "capacity_name").match(right):
        return False
    if quantity.dimension == "count" and not cue("sift", "yearly").search(left[-8:]) and "万" not in quote:
        return False
    return re.search(f"(?:{cue('sift', 'capacity_not').pattern})[一-龥]{{0,2}}$", left[-10:]) is None


def _is_specification(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a size describes a machine: 首台1000吨履带起重机, 72米臂架."""
    if quantity.dimension not in ("weight", "length", "power", "volume") or quantity.bound != "=":
        return False
    quote = text[quantity.start : quantity.end]
    is_bare = not re.search("[万亿]", quote) and quantity.unit != "km"
    return (
        is_bare
        and re.match("[一-龥](?<![的以左及和上下])", right) is not None
        and cue("sift", "machine").search(left[-8:]) is not None
    )
