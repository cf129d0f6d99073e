"""Parts and wholes: a number of a part takes the id of the whole that its passage speaks of (rule 26)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from . import lexicon
from .cues import cue
from .item import COUNTED, NO_NOUN, Item, Link, Topics
from .lexicon import Hit

_NEAR = 3
_OF_PROJECTS = re.compile("项目中[,，]")
# Events that a number of projects is of.
EVENTS = ("project_signed", "project_started", "project_completed")
_FAMILY = ("project_signed", "project_started", "project_completed", "market_entities_new", "new_jobs")
# What a bare 增加值 or 投资 may be a part of.
INVESTED = ("fixed_asset_investment", "industrial_investment")
_PARENTS = {
    "value_added": ("industrial_value_added", "industrial_value_added_above_scale", "gdp"),
    "industrial_value_added": ("industrial_value_added_above_scale",),
    "project_investment_total": INVESTED,
    "project_investment_year": INVESTED,
}
# What a bare 增加值 beside an output is (工业总产值80亿元,增加值20亿元).
_OF_OUTPUT = {
    "industrial_output": "industrial_value_added",
    "industrial_output_above_scale": "industrial_value_added_above_scale",
}
# What a bare name may stand for, of the ids named before it in the sentence.
_BARE_KINDS = {
    "增加值": re.compile("^(?:high_tech_value_added|high_tech_manufacturing_value_added|value_added_.*)$"),
    "产值": re.compile("^(?:high_tech_output|strategic_emerging_output)$"),
}
_BARE_NAME = re.compile("(?:实现|完成|累计)*(?:增加值|投资(?:额|完成|完成额|增速)?)")
# What grows in branches.
_WHOLES = (
    "industrial_value_added",
    "industrial_value_added_above_scale",
    "industrial_output",
    "industrial_output_above_scale",
    "fixed_asset_investment",
    "value_added",
    "exports",
    "imports_exports",
    "retail_sales",
    "profit",
    "gdp",
)
# Classes of firms, whose parts are of the same class (规上企业238家,其中产值超10亿元企业9家).
_CLASSES_OF_FIRMS = ("enterprises_above_scale", "high_tech_enterprises", "tech_smes", "listed_companies")
# Names of classes, which count firms only where a number of them stands.
_CLASSES = (
    "enterprises",
    "enterprises_above_scale",
    "market_entities",
    "high_tech_enterprises",
    "value_added",
)


def of_parent(text: str, item: Item, found: Link, topics: Topics) -> Link:
    """Return ``found`` with the id of the whole if it names a part and only says 增加值 or 投资 (rule 26)."""
    if (
        found.indicator == "value_added"
        and topics.level is not None
        and text[found.start : found.end] == "增加值"
    ):
        found = found._replace(indicator=_OF_OUTPUT.get(topics.level.indicator, found.indicator))
    if (own := _same_kind(text, item, found, topics)) is not None:
        return found._replace(indicator=own)
    family = _PARENTS.get(found.indicator, ())
    if not family or not _BARE_NAME.fullmatch(text, found.start, found.end):
        return found
    subject = text[max(item.clause_start, item.sentence_start) : found.start]
    of_project = topics.before is not None and topics.before.indicator.startswith("project_")
    if found.indicator.startswith("project_") and (of_project or re.search("项目|工程", subject)):
        return found
    if cue("link", "no_industry").search(subject):
        family = tuple(one for one in family if "industrial" not in one)
    before = [parent.indicator for parent in (topics.level, topics.topic, topics.whole) if parent is not None]
    known = [one for one in before if one in family and (one != "gdp" or topics.is_split)]
    return found._replace(indicator=known[0]) if known else found


def _same_kind(text: str, item: Item, found: Link, topics: Topics) -> str | None:
    """Return the id of the value added or output that the sentence speaks of, where a number only says 增加值 or 产值
    (高新技术产业增加值增长9%,增加值占比达40%), or None.
    """
    bare = _BARE_KINDS.get("".join(text[found.start : found.end].split()))
    subject = "".join(text[max(item.clause_start, item.left_start) : found.start].split()).lstrip(",，、;；")
    if bare is None or subject.removeprefix("其中"):
        return None
    before = [one.indicator for one in (topics.before, topics.level) if one is not None]
    return next((one for one in before if bare.search(one)), None)


def is_whole(link: Link) -> bool:
    """Return whether numbers behind may be of parts of what ``link`` names: a total without a scope."""
    return link.indicator in (*_WHOLES, *INVESTED) and link.scope_start == link.scope_end


def grown(text: str, hit: Hit | None, item: Item, whole: Link | None) -> Link | None:
    """Return the topic of which a branch grows that names nothing else (其中,汽车制造业增长16%, 私营企业增长9%)."""
    if whole is None or (hit is not None and hit.indicator not in ("other", *_CLASSES)):
        return None
    words = "".join(text[max(item.left_start, item.sentence_start) : item.quantity.start].split())
    is_part = cue("link", "part_grows").fullmatch(words) is not None
    return whole if is_part and whole.indicator in _WHOLES else None


def as_new(text: str, item: Item, found: Link) -> Link:
    """Return ``found`` as the id of what is new, where a bare count says so of the stock before (其中新认定21家)."""
    if (
        item.dimension not in COUNTED
        or found.end > item.left_start
        or not lexicon.has(f"{found.indicator}_new")
    ):
        return found
    words = "".join(text[item.left_start : item.quantity.start].split())
    is_new = NO_NOUN.match(text, item.quantity.end) and cue("link", "newly").search(words)
    return found._replace(indicator=f"{found.indicator}_new") if is_new else found


def as_counted(text: str, item: Item, found: Link, counted: Sequence[tuple[Decimal, str]]) -> Link:
    """Return ``found`` as the event whose projects were counted before (在这57个项目中)."""
    is_again = text[max(0, item.quantity.start - 2) : item.quantity.start].endswith(("这", "上述"))
    event = next((one for value, one in reversed(counted) if value == item.quantity.value), "")
    return (
        found._replace(indicator=event)
        if is_again and found.indicator == "project_count" and event
        else found
    )


def as_part(text: str, item: Item, found: Link, levels: tuple[Link, ...], earlier: tuple[Link, ...]) -> Link:
    """Return ``found`` as a part of the event before 其中: of projects started, the parts are started too."""
    parting = text.rfind("其中", item.sentence_start, item.quantity.start)
    if parting < 0:
        marks = list(_OF_PROJECTS.finditer(text, item.sentence_start, item.quantity.start))
        if not marks:
            return found
        parting = marks[-1].start() + 2
    before = [level.indicator for level in levels if level.start < parting]
    if not before and parting - item.sentence_start < _NEAR:
        before = [level.indicator for level in earlier]  # 集中开工项目150个。其中,产业项目占73%
    parent = next((indicator for indicator in reversed(before) if indicator in _FAMILY), "")
    firms = next((one for one in reversed(before) if one in _CLASSES_OF_FIRMS), "")
    if found.indicator == "enterprises" and firms:
        return found._replace(indicator=firms)
    if parent.startswith("project_") and found.indicator == "project_count":
        return found._replace(indicator=parent)
    if parent == "new_jobs" and found.indicator in ("talent", "employees"):
        return found._replace(indicator=parent)
    if parent == "market_entities_new" and found.indicator in ("enterprises", "market_entities"):
        return found._replace(indicator=parent)
    return found
