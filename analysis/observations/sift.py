"""Which quantities are observations: not thresholds of a class, names, slogans, durations, specifications."""

from __future__ import annotations

import re
from functools import cache

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
_IMPLICIT = re.compile(r"[百千万亿]")
_TRIPLE = re.compile(r"[ ]?[:∶：][ ]?")


@cache
def _names() -> dict[str, re.Pattern[str]]:
    return {
        "class_noun": re.compile(cue("sift", "class_noun").pattern),
        "thing": re.compile(f"(?:[^,，。;；、:：]{{0,14}}?)(?:{cue('sift', 'things').pattern})"),
        "abstract": re.compile(f"(?:{cue('sift', 'abstract').pattern})$"),
    }


def is_observed(text: str, quantity: Quantity, left: str, right: str, counted: Quantity | None) -> bool:
    """Return whether ``quantity`` measures or counts something.

    ``left`` and ``right`` are its clause around it without blanks; ``counted`` is the number before it in that
    clause.
    """
    if quantity.dimension in _NEVER:
        return False
    if quantity.dimension == "rank":
        return _is_rank(text, quantity, left, right) and (
            counted is None or counted.dimension != "count" or "中" in left[-8:]
        )
    if quantity.dimension in ("money", "number") and quantity.bound == "=" and _is_implicit(text, quantity):
        return False  # 万元GDP能耗, 亿元楼宇
    if _is_quoted(text, quantity) or _is_threshold(text, quantity, left, right):
        return False
    if quantity.dimension == "number" and cue("sift", "furniture").search(left[-12:]):
        return False
    if quantity.dimension == "number":
        return _is_counting_number(text, quantity, left, right)
    if quantity.dimension == "count":
        return _is_count(text, quantity, left, right)
    if quantity.dimension == "time":
        return (
            cue("sift", "duration_indicator").search(left + right) is not None
            and text[quantity.start : quantity.start + 2] != "24"
        )
    if quantity.dimension == "age":
        return cue("sift", "age").search(left) is not None
    if quantity.dimension == "multiple" and not cue("sift", "multiple").search(left[-12:]):
        return False
    if (
        quantity.dimension == "multiple"
        and cue("sift", "compared").search(left)
        and not re.search(r"年[^,，]{0,6}的$", left)
    ):
        return False
    if quantity.dimension == "length" and quantity.unit == "m":
        return cue("sift", "length").search(left[-12:]) is not None
    if quantity.dimension in ("percent", "fraction") and cue("sift", "specification").search(left[-10:]):
        return False
    if _is_project_name(text, quantity, left, right) or _is_specification(text, quantity, left, right):
        return False
    if quantity.dimension == "fraction" and cue("sift", "no_ratio").search(left[-12:]):
        return False
    return quantity.dimension not in ("score",) or cue("sift", "score").search(left[-12:]) is not None


def ratio_terms(text: str, quantities: list[Quantity], index: int) -> int | None:
    """Return the place of a bare number in a ratio by colons, of three or of two that make a hundred, or None."""
    if quantities[index].dimension != "number":
        return None
    first = index
    while first > 0 and _joined(text, quantities, first - 1):
        first -= 1
    last = index
    while last + 1 < len(quantities) and _joined(text, quantities, last):
        last += 1
    terms = quantities[first : last + 1]
    is_pair = len(terms) == 2 and 99 <= terms[0].value + terms[1].value <= 101
    if not (len(terms) == 3 or is_pair) or not re.search(
        "产业|结构|比例|比重|占比", text[max(0, quantities[first].start - 30) : quantities[first].start]
    ):
        return None
    return index - first


def _joined(text: str, quantities: list[Quantity], index: int) -> bool:
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
    if re.match(
        "、[一二三]产|企业|公司|家|“|”|个|大|著名|次|台|批|轮|产业|期|季度|书记|人称|责任|资源|动力|生产力|要务|线|时间|县|方阵|梯队|城|站|课|届|章|条|款|项|产",
        right,
    ):
        return False
    if _is_quoted(text, quantity):
        return False
    return re.search(
        "居|列|排|名|位|第|升|跃|前|为|夺|获|进入|入围|跻身|保持|全国|全省|世界|全市", left[-14:] + quote
    ) is not None and not re.search("销售排名全球前$|生产力", left)


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


def _is_threshold(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a sum only bounds the class that is counted: 亿元以上项目, 产值超百亿元企业."""
    if quantity.dimension not in ("money", "number", "area", "weight", "power"):
        return False
    quote = re.sub(r"\s", "", text[quantity.start : quantity.end])
    if right.startswith("级"):
        return True
    implicit = _is_implicit(text, quantity)
    if implicit and cue("sift", "implicit_class").match(right):
        return True
    if quote.endswith(("以上", "以下")):
        return _names()["class_noun"].match(right) is not None
    if quantity.bound == ">" and re.match(
        "的(?:(?:有|达到?|共)*[0-9]+[家个户]|(?:企业|公司|项目|园区|产业|镇|村|县)|[一-龥]{0,8}?(?:企业|项目|高新区|开发区|园区|城市|乡镇|集聚区|集群|产业)(?:到|达|有|共)*[0-9])",
        right,
    ):
        return True
    return cue("sift", "sum_class").match(right) is not None


def _is_implicit(text: str, quantity: Quantity) -> bool:
    """Return whether the number is a bare multiplier: 亿元, 百亿."""
    return _IMPLICIT.match(text[quantity.start : quantity.end].lstrip("约近超过")) is not None


def _is_counting_number(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a number without a unit counts: 625万农村贫困人口, 产值610亿, but no bare digits."""
    quote = text[quantity.start : quantity.end]
    if not re.search("[万亿]", quote):
        return False
    return not cue("sift", "counted_name").match(right)


def _is_count(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """Return whether a count counts things; small Chinese counts only of physical or legal things (rule 15)."""
    quote = text[quantity.start : quantity.end]
    if cue("sift", "count_stop").match(right) or (_IMPLICIT.match(quote) and quantity.bound == "="):
        return False
    if _is_project_name(text, quantity, left, right):
        return False
    if quote[0].isdigit() or quantity.value > 10 or (quantity.bound != "=" and quantity.value > 2):
        return not (
            quantity.value <= 12 and quote[-1] in "个项条种" and _names()["abstract"].search(_phrase(right))
        )
    if quantity.value == 1:
        return False
    if quote[-1] in "家户":
        return True
    return (
        quote[-1] in "个座所条栋"
        and _names()["thing"].match(right) is not None
        and not _names()["abstract"].search(_phrase(right))
    )


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
