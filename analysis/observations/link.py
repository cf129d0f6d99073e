"""Which indicator a number measures, and how the text calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ..quantities import Quantity
from . import lexicon
from .cues import cue
from .lexicon import Hit

_COUNTED = ("count", "number")
# What a bare size measures where nothing is named.
_BY_DIMENSION = {"area": "land_area", "time": "service_time", "length": "network_length"}
_FAMILY = ("project_signed", "project_started", "project_completed", "market_entities_new", "new_jobs")
# What a bare 增加值 or 投资 may be a part of.
_INVESTED = ("fixed_asset_investment", "industrial_investment")
_PARENTS = {
    "value_added": ("industrial_value_added", "industrial_value_added_above_scale", "gdp"),
    "industrial_value_added": ("industrial_value_added_above_scale",),
    "project_investment_total": _INVESTED,
    "project_investment_year": _INVESTED,
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
_SECTORS = ("value_added_primary", "value_added_secondary", "value_added_tertiary")
# Classes of firms, whose parts are of the same class (规上企业238家,其中产值超10亿元企业9家).
_CLASSES_OF_FIRMS = ("enterprises_above_scale", "high_tech_enterprises", "tech_smes", "listed_companies")
# Names of classes, which count firms only where a number of them stands.
_CLASSES = ("enterprises", "enterprises_above_scale", "market_entities", "high_tech_enterprises", "value_added")
_NO_NOUN = re.compile(r"[ ]?(?:[,，。;；、:：()（）!！?？\s”]|$|和|与|及|以及|占|比|的(?=任务|目标))")
_BOUND_END = re.compile(r"(?:以上|以下|以内|左右|上下|[余多内])+$")


class Link(NamedTuple):
    """An indicator, where its name stands (``start`` = ``end`` where none does), and its scope."""

    indicator: str
    start: int
    end: int
    scope_start: int = 0
    scope_end: int = 0


@dataclass(frozen=True)
class Item:
    """A number in its clause: ``left`` begins at the clause or behind the number before it, ``right`` ends
    likewise.
    """

    quantity: Quantity
    sentence_start: int
    clause_start: int
    clause_end: int
    left_start: int
    right_end: int

    @property
    def dimension(self) -> str:
        """The quantity's dimension."""
        return self.quantity.dimension

    def fits(self, indicator: str, text: str) -> bool:
        """Return whether the quantity can measure ``indicator``."""
        quote = _BOUND_END.sub("", text[self.quantity.start : self.quantity.end])
        return lexicon.fits(indicator, self.dimension, quote[-1:])


class Topics(NamedTuple):
    """What a number may continue: the link of the number before it in the sentence, of the last level there, of
    the sentence before, where the sentence up to the full stop begins, and the last whole that has parts.
    """

    before: Link | None
    level: Link | None
    topic: Link | None
    start: int
    whole: Link | None = None
    is_split: bool = False  # whether the paragraph goes through the parts of a whole (分产业看)


def find(text: str, hits: list[Hit], item: Item, measure: str, topics: Topics) -> Link:
    """Return the link of ``item``: by the noun it counts, the nearest name in front, or the topic it continues."""
    level, topic, topic_start, whole = topics.level, topics.topic, topics.start, topics.whole
    if measure == "increment" and (drawn := _drawn_by(text, hits, item, topics)) is not None:
        return drawn
    hit = _head(text, hits, item, measure)
    for parent in (level, topic, whole):
        if measure == "growth" and (grown := _grown_part(text, hit, item, parent)) is not None:
            return grown
    if hit is None and (taken := _taken_over(text, hits, item, measure, topics)) is not None:
        return taken
    if hit is None and measure in ("level", "increment") and not _counts_its_own(text, item):
        hit = _earlier(text, hits, item, topic_start)
        if hit is not None and hit.end <= item.left_start and _names_its_own(text, item, hit):
            hit = None
    is_far = len(re.sub(r"\s", "", text[item.left_start : item.quantity.start])) > 8
    if hit is None and (item.dimension == "rank" or (measure == "rank" and is_far)):
        return Link("evaluation_rank", item.quantity.start, item.quantity.start)
    if hit is None and measure in ("growth", "share", "completion", "rank"):
        hit = _earlier(text, hits, item, topic_start)
    if hit is None and topic is not None and _continues(text, item, topic):
        return topic
    if hit is None:
        return Link(_BY_DIMENSION.get(item.dimension, "other"), item.left_start, item.left_start)
    return _named(text, item, hit, measure, topics)


def _taken_over(text: str, hits: list[Hit], item: Item, measure: str, topics: Topics) -> Link | None:
    """Return the link of a number without a name of its own by what stands before it, or None."""
    before, level, topic, *_ = topics
    left = text[item.left_start : item.quantity.start]
    if measure == "share" and _is_unknown_rate(text, item):
        return Link("other", item.left_start, item.left_start)
    is_of_body = before is None or cue("link", "rank_of_growth").search(left) is None
    if measure == "rank" and is_of_body and len(re.sub(r"\s", "", left)) > 8:
        return Link("evaluation_rank", item.quantity.start, item.quantity.start)
    if measure in ("growth", "increment", "completion", "share", "rank"):
        follows = _follows(text, hits, item, before or level)
        if follows is not None and measure == "rank" and follows.indicator == "other":
            is_composite = cue("link", "composite").search(text, follows.start, follows.end) is not None
            return follows._replace(indicator="evaluation_rank") if is_composite else follows
        if follows is not None:
            return follows
    if measure == "share" and before is not None and re.match(r"\s*占", left):
        return before
    if measure == "growth" and (topic or topics.whole) is not None and _is_bare(text, item):
        return topic or topics.whole
    return _event_count(text, item, measure, before)


def _named(text: str, item: Item, hit: Hit, measure: str, topics: Topics) -> Link:
    """Return the link of a name, its indicator made finer by what stands around it."""
    before, topic_start = topics.before, topics.start
    indicator = lexicon.refine(hit.indicator, contexts(text, item, hit, measure, topic_start, before))
    if measure in ("growth", "share") and indicator.startswith("project_investment"):
        is_of_sum = "总投资" in text[item.left_start : item.quantity.start]
        is_macro = text[hit.start : hit.end] in ("投资", "投资增速") and not is_of_sum  # no project's sum grows
        indicator = "fixed_asset_investment" if is_macro else indicator
    if indicator == "evaluation_rank" and measure != "rank":
        indicator = "other"  # an index or a score is no rank
    if not item.fits(indicator, text):
        indicator = hit.indicator
    is_again = hit.end <= item.left_start and indicator.endswith("_new")
    if is_again and cue("link", "stock_again").search(text[item.left_start : item.quantity.start]):
        indicator = indicator.removesuffix("_new")  # 新增规上企业10家,总数达290家
    return Link(indicator, hit.start, hit.end)


def _head(text: str, hits: list[Hit], item: Item, measure: str) -> Hit | None:
    if item.dimension in _COUNTED and measure in ("level", "increment"):
        noun = _counted_noun(text, hits, item)
        if noun is not None:
            return noun
    if measure == "share" and text[item.quantity.end : item.quantity.end + 1] == "的":
        whole_behind = best(
            text, lexicon.between(hits, item.quantity.end, min(item.right_end, item.quantity.end + 12)), item
        )
        if whole_behind is not None:
            return whole_behind
    if measure == "share":
        whole = re.search(r"占", text[item.left_start : item.quantity.start])
        if whole:
            part = best(text, lexicon.between(hits, item.left_start, item.left_start + whole.start()), item)
            ratio = [
                hit
                for hit in lexicon.between(hits, item.left_start, item.quantity.start)
                if hit.start < item.left_start + whole.start() < hit.end
            ]
            if ratio:
                return ratio[-1]
            whole_hits = lexicon.between(hits, item.left_start + whole.start(), item.quantity.start)
            is_of_gdp = any(hit.indicator == "gdp" for hit in whole_hits) and whole.start() > 1
            return part or (
                Hit(item.left_start, item.left_start + whole.start(), "value_added") if is_of_gdp else None
            )
    if item.dimension == "area":
        adjacent = [
            h
            for h in lexicon.between(hits, item.quantity.end, item.right_end)
            if h.start == item.quantity.end and item.fits(h.indicator, text)
        ]
        if adjacent:
            return adjacent[-1]
    named = lexicon.between(hits, item.left_start, item.quantity.start)
    if measure == "rank":
        named = [hit for hit in named if hit.indicator != "honours"]
    left = best(text, named, item)
    if left is not None:
        return left
    if measure in ("level", "increment"):
        right = lexicon.between(hits, item.quantity.end, min(item.right_end, item.quantity.end + 24))
        fitting = [hit for hit in right if item.fits(hit.indicator, text)]
        if fitting and item.left_start == item.clause_start:
            return fitting[0] if item.dimension not in _COUNTED else None
        if fitting and not _NO_NOUN.match(text, item.quantity.end) and item.dimension not in _COUNTED:
            return fitting[0]
    if measure == "growth" and re.match(
        "的?(?:年均|平均)?(?:速度|增速)", text[item.quantity.end : item.quantity.end + 6]
    ):
        return None
    return None


def _grown_part(text: str, hit: Hit | None, item: Item, whole: Link | None) -> Link | None:
    """Return the topic of which a branch grows that names nothing else (其中,汽车制造业增长16%, 私营企业增长9%)."""
    if whole is None or (hit is not None and hit.indicator not in ("other", *_CLASSES)):
        return None
    words = re.sub(r"\s", "", text[max(item.left_start, item.sentence_start) : item.quantity.start])
    is_part = cue("link", "part_grows").fullmatch(words) is not None
    return whole if is_part and whole.indicator in _WHOLES else None


def _is_unknown_rate(text: str, item: Item) -> bool:
    words = re.sub(r"\s", "", text[item.left_start : item.quantity.start])
    return cue("link", "unknown_rate").fullmatch(words) is not None


def _continues(text: str, item: Item, topic: Link) -> bool:
    """Return whether a sum without a name of its own goes on with the money of ``topic``: only verbs lead to it."""
    if item.dimension != "money" or not lexicon.is_money(topic.indicator):
        return False
    words = re.sub(r"\s", "", text[item.left_start : item.quantity.start])
    return cue("link", "own_noun").search(words) is None


def _drawn_by(text: str, hits: list[Hit], item: Item, topics: Topics) -> Link | None:
    """Return what draws a whole on (第二产业…拉动经济增长2个百分点): the name in front of 拉动, else the number before."""
    verb = text.rfind("拉动", item.left_start, item.quantity.start)
    if verb < 0 or item.dimension != "point":
        return None
    hit = best(text, lexicon.between(hits, item.left_start, verb), item)
    if hit is not None:
        return of_parent(text, item, _named(text, item, hit, "increment", topics), topics)
    sector = lexicon.refine("value_added", {"phrase": re.sub(r"\s", "", text[item.sentence_start : verb])})
    if sector != "value_added" and (topics.before is None or topics.before.indicator == "other"):
        return Link(sector, item.left_start, item.left_start)
    return topics.before or topics.topic


def ratio_term(text: str, hits: list[Hit], item: Item, place: int, count: int, topics: Topics) -> Link:
    """Return the link of a term of a ratio: one of the three sectors, else the whole that is parted (投资比重为3:97)."""
    hit = best(text, lexicon.between(hits, item.sentence_start, item.quantity.start), item)
    named = _named(text, item, hit, "share", topics) if hit is not None else None
    is_invested = named is not None and named.indicator in _INVESTED
    if named is not None and is_invested:
        return named
    if count == len(_SECTORS):
        return Link(_SECTORS[place], item.left_start, item.left_start)
    return topics.whole or topics.topic or Link("other", item.left_start, item.left_start)


def of_parent(text: str, item: Item, found: Link, topics: Topics) -> Link:
    """Return ``found`` with the id of the whole if it names a part and only says 增加值 or 投资 (rule 26)."""
    family = _PARENTS.get(found.indicator, ())
    if not family or not _BARE_NAME.fullmatch(text, found.start, found.end):
        return found
    subject = text[max(item.clause_start, item.sentence_start) : found.start]
    if found.indicator.startswith("project_") and re.search("项目|工程", subject):
        return found
    before = [parent.indicator for parent in (topics.level, topics.topic, topics.whole) if parent is not None]
    known = [one for one in before if one in family and (one != "gdp" or topics.is_split)]
    return found._replace(indicator=known[0]) if known else found


def is_whole(link: Link) -> bool:
    """Return whether numbers behind may be of parts of what ``link`` names: a total without a scope."""
    return link.indicator in (*_WHOLES, *_INVESTED) and link.scope_start == link.scope_end


def _is_bare(text: str, item: Item) -> bool:
    """Return whether a growth names nothing of its own: 其中,二季度增长7.9%."""
    left = re.sub(r"\s", "", text[item.sentence_start : item.quantity.start])
    return (
        re.fullmatch(
            r"(?:(?:其中|同期)[,，]?|分[^,，]{1,8}看[,，])?[^,，]{0,4}(?:季度|上半年|下半年|月份?|当月|比上年|环比|同比)*(?:实际)?(?:增长|下降|(?:增速|增幅)(?:分别)?(?:为|达到?|是)?)",
            left,
        )
        is not None
    )


def _counted_noun(text: str, hits: list[Hit], item: Item) -> Hit | None:
    """Return the noun phrase behind a count (3个国家级重点实验室), if one stands there."""
    end = item.quantity.end
    if _NO_NOUN.match(text, end):
        return None
    stop = cue("link", "phrase_end").search(text, end, item.right_end)
    until = stop.start() if stop else item.right_end
    inside = [hit for hit in lexicon.between(hits, end, until) if item.fits(hit.indicator, text)]
    if not inside:
        titled = stop is not None and re.match("获批|获评|被评|认定|入选|被认定|成为", stop[0])
        return best(text, lexicon.between(hits, end, item.right_end), item) if titled else None
    if stop is not None and re.match("获批|获评|被评为|被认定|入选|通过", stop[0]):
        titled_hit = best(text, lexicon.between(hits, stop.end(), item.right_end), item)
        if titled_hit is not None:
            return titled_hit
    return best(text, inside, item)


def _names_its_own(text: str, item: Item, hit: Hit) -> bool:
    """Return whether a number has a noun of its own in front of it that the lexicon does not know.

    Parts (其中国家级2家) have none. A bare size or time that would only be ``other`` is known by its dimension.
    """
    if hit.indicator == "other":
        return item.dimension in _BY_DIMENSION
    if item.dimension not in _COUNTED:
        return False
    words = re.sub(r"\s", "", text[max(item.left_start, item.clause_start) : item.quantity.start])
    return cue("link", "own_count").search(words) is not None


def _event_count(text: str, item: Item, measure: str, before: Link | None) -> Link | None:
    """Return the projects before, of which a bare count says what became (45个项目,已开工40个)."""
    is_bare = item.dimension in _COUNTED and measure == "level" and _NO_NOUN.match(text, item.quantity.end)
    if not is_bare or before is None or not before.indicator.startswith("project_"):
        return None
    words = re.sub(r"\s", "", text[max(item.left_start, item.clause_start) : item.quantity.start])
    if cue("link", "became").fullmatch(words) is None:
        return None
    return before._replace(indicator=lexicon.refine("project_count", {"verb": words}))


def _counts_its_own(text: str, item: Item) -> bool:
    """Return whether a count names behind it what it counts (3个街道), a noun that the lexicon does not know."""
    if item.dimension not in _COUNTED or _NO_NOUN.match(text, item.quantity.end):
        return False
    stop = cue("link", "phrase_end").search(text, item.quantity.end, item.right_end)
    noun = re.sub(r"\s", "", text[item.quantity.end : stop.start() if stop else item.right_end])
    return cue("link", "unknown_noun").fullmatch(noun) is not None


def best(text: str, hits: list[Hit], item: Item) -> Hit | None:
    """Return the hit that ends last, of those the longest, that the quantity can measure."""
    fitting = [hit for hit in hits if item.fits(hit.indicator, text)]
    return max(fitting, key=lambda hit: (hit.end, -hit.start), default=None)


def _earlier(text: str, hits: list[Hit], item: Item, topic_start: int) -> Hit | None:
    """Return the topic: the nearest fitting name earlier in the sentence, back to the full stop."""
    start = item.sentence_start if item.dimension in _COUNTED else topic_start
    return best(text, lexicon.between(hits, start, item.quantity.start), item)


def _follows(text: str, hits: list[Hit], item: Item, before: Link | None) -> Link | None:
    """Return the link that a growth, share or rank takes over from the number before it, if nothing new is named."""
    if before is None or not item.fits(before.indicator, text):
        return None
    between = lexicon.between(hits, item.left_start, item.quantity.start)
    newer = [
        hit
        for hit in between
        if hit.start >= max(item.left_start, item.clause_start) and hit.indicator != before.indicator
    ]
    return None if newer else before


def contexts(
    text: str, item: Item, hit: Hit, measure: str, topic_start: int, before: Link | None
) -> dict[str, str]:
    """Return the texts that a row of ``refinements.csv`` may ask."""
    is_behind = hit.start >= item.quantity.end
    lead_start = item.left_start
    if re.match("[ ]?[、和及与]", text[item.left_start : item.quantity.start]):
        lead_start = item.clause_start  # one verb for a list
    phrase_start = max(item.left_start, hit.start - 16) if not is_behind else item.quantity.end
    after_end = min(item.right_end, item.clause_end)
    before_number = text[lead_start : item.quantity.start]
    found = {
        "phrase": text[phrase_start : hit.end],
        "verb": before_number if is_behind else text[lead_start : hit.end],
        "after": text[max(hit.end, item.quantity.end) : after_end],
        "around": text[item.sentence_start : item.clause_end],
        "clause": text[item.clause_start : item.clause_end],
        "subject": _subject(text, item, topic_start, item.quantity.start if is_behind else hit.end),
        "after_name": "" if is_behind else text[hit.end : item.quantity.start],
        "share": text[item.left_start : item.quantity.start] if measure == "share" else "",
        "before": before.indicator if before else "",
    }
    return {name: re.sub(r"\s", "", words) for name, words in found.items()}


def as_new(text: str, item: Item, found: Link) -> Link:
    """Return ``found`` as the id of what is new, where a bare count only says so of the stock before (其中新认定21家)."""
    if item.dimension not in _COUNTED or found.end > item.left_start or not lexicon.has(f"{found.indicator}_new"):
        return found
    words = re.sub(r"\s", "", text[item.left_start : item.quantity.start])
    is_new = _NO_NOUN.match(text, item.quantity.end) and cue("link", "newly").search(words)
    return found._replace(indicator=f"{found.indicator}_new") if is_new else found


def _subject(text: str, item: Item, topic_start: int, end: int) -> str:
    """Return the words that may carry the class of a name up to ``end``: of its clause where that has a branch of its own
    (电子产业实现产值), else back to the full stop, without what is only compared with (占规上工业的3%).
    """
    own = re.sub(r"\s", "", text[max(item.clause_start, item.left_start) : end])
    if cue("link", "own_branch").match(own):
        return own
    return cue("link", "compared_whole").sub("", re.sub(r"\s", "", text[topic_start:end]))


def as_part(text: str, item: Item, found: Link, levels: tuple[Link, ...]) -> Link:
    """Return ``found`` as a part of the event before 其中: of projects started, the parts are started too."""
    parting = text.rfind("其中", item.sentence_start, item.quantity.start)
    if parting < 0:
        marks = list(re.compile(r"项目中[,，]").finditer(text, item.sentence_start, item.quantity.start))
        parting = marks[-1].start() + 2 if marks else -1
    before = [level.indicator for level in levels if level.start < parting]
    parent = next((indicator for indicator in reversed(before) if indicator in _FAMILY), "")
    firms = next((one for one in reversed(before) if one in _CLASSES_OF_FIRMS), "")
    if parting >= 0 and found.indicator == "enterprises" and firms:
        return found._replace(indicator=firms)
    if parent.startswith("project_") and found.indicator == "project_count":
        return found._replace(indicator=parent)
    if parent == "new_jobs" and found.indicator in ("talent", "employees"):
        return found._replace(indicator=parent)
    if parent == "market_entities_new" and found.indicator in ("enterprises", "market_entities"):
        return found._replace(indicator=parent)
    return found
