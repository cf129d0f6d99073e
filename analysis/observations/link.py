"""Which indicator a number measures, and how the text calls it."""

from __future__ import annotations

import re

from . import lexicon, part
from .cues import cue
from .item import COUNTED, NO_NOUN, Item, Link, Topics, best
from .lexicon import Hit

# What a bare size measures where nothing is named.
_BY_DIMENSION = {"area": "land_area", "time": "service_time", "length": "network_length"}
_SECTORS = ("value_added_primary", "value_added_secondary", "value_added_tertiary")


def find(text: str, hits: list[Hit], item: Item, measure: str, topics: Topics) -> Link:
    """Return the link of ``item``: by the noun it counts, the nearest name in front, or the topic it continues."""
    before, level, topic, topic_start, whole, _ = topics
    if measure == "increment" and (drawn := _drawn_by(text, hits, item, topics)) is not None:
        return drawn
    hit = _head(text, hits, item, measure)
    goes_on = measure == "rank" and _leads_to_rank(_own_words(text, item))
    of_figure = any(one is not None and lexicon.is_figure(one.indicator) for one in (level, before))
    if goes_on and of_figure and hit is not None and hit.indicator == "evaluation_rank":
        hit = None  # 全国排名第9位: of what stands before
    for parent in (level, topic, whole):
        if measure == "growth" and (grown := part.grown(text, hit, item, parent)) is not None:
            return grown
    if hit is None and (taken := _taken_over(text, hits, item, measure, topics)) is not None:
        return taken
    if hit is None and measure in ("level", "increment") and not _counts_its_own(text, item):
        hit = _earlier(text, hits, item, topic_start)
        if hit is not None and hit.end <= item.left_start and _names_its_own(text, item, hit):
            hit = None
    is_far = len("".join(text[item.left_start : item.quantity.start].split())) > 8
    if hit is None and (item.dimension == "rank" or (measure == "rank" and is_far)):
        return Link("evaluation_rank", item.quantity.start, item.quantity.start)
    if hit is None and measure in ("growth", "share", "completion", "rank"):
        hit = _earlier(text, hits, item, topic_start)
    if hit is None and topic is not None and _continues(text, item, topic):
        return topic
    is_rate = measure == "growth" and cue("measure", "growth_behind").match(
        text, item.quantity.end, item.right_end
    )
    if hit is None and topic is not None and is_rate:
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
    own = _own_words(text, item)
    if measure == "rank" and _leads_to_rank(own):
        is_of_topic = cue("link", "rank_of_growth").search(own) is not None
        open_ = (level, before, topic if is_of_topic else None)
        ranked = next((one for one in open_ if one is not None and lexicon.is_figure(one.indicator)), None)
        if ranked is not None:
            return ranked
        if (named := _earlier(text, hits, item, topics.start)) is not None:
            return _named(text, item, named, measure, topics)
    if measure == "rank" and is_of_body and len("".join(left.split())) > 8:
        return Link("evaluation_rank", item.quantity.start, item.quantity.start)
    if measure in ("growth", "increment", "completion", "share", "rank"):
        follows = _follows(text, hits, item, before or level)
        if follows is not None and measure == "rank" and follows.indicator == "other":
            is_composite = cue("link", "composite").search(text, follows.start, follows.end) is not None
            return follows._replace(indicator="evaluation_rank") if is_composite else follows
        if follows is not None:
            return follows
    if measure == "share" and before is not None and re.match(r"[、,，]?\s*占", left):
        return before
    if measure == "growth" and (topic or topics.whole) is not None and _is_bare(text, item):
        return topic or topics.whole
    return _event_count(text, item, measure, before)


def _named(text: str, item: Item, hit: Hit, measure: str, topics: Topics) -> Link:
    """Return the link of a name, its indicator made finer by what stands around it."""
    before, topic_start = topics.before, topics.start
    indicator = lexicon.refine(hit.indicator, contexts(text, item, hit, measure, topic_start, before))
    if measure in ("growth", "share", "rank") and indicator.startswith("project_investment"):
        is_of_sum = "总投资" in text[item.left_start : item.quantity.start]
        is_macro = (
            text[hit.start : hit.end] in ("投资", "投资增速") and not is_of_sum
        )  # no project's sum grows
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
    if item.dimension in COUNTED and measure in ("level", "increment") and not _is_sum(text, hits, item):
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
            if whole.start() < 2:
                return None  # 、占GDP的35%: of what stands before
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
    if item.dimension == "point" and (
        other := cue("link", "measured_against").match(text, item.left_start, item.quantity.start)
    ):
        named = [hit for hit in named if not other.start() <= hit.start < other.end()]
    if measure == "rank":
        named = [hit for hit in named if hit.indicator != "honours"]
        of_figures = [
            hit for hit in named if hit.indicator != "evaluation_rank" and lexicon.is_figure(hit.indicator)
        ]
        is_plain = text[item.quantity.start - 2 : item.quantity.start] in ("排名", "位次", "名次")
        named = of_figures if of_figures and is_plain else named
    left = best(text, named, item)
    if left is not None:
        return left
    if measure in ("level", "increment"):
        right = lexicon.between(hits, item.quantity.end, min(item.right_end, item.quantity.end + 24))
        fitting = [hit for hit in right if item.fits(hit.indicator, text)]
        if fitting and item.left_start == item.clause_start:
            return fitting[0] if item.dimension not in COUNTED else None
        if fitting and not NO_NOUN.match(text, item.quantity.end) and item.dimension not in COUNTED:
            return fitting[0]
    behind = cue("measure", "growth_behind").match(text, item.quantity.end, item.right_end)
    if measure == "growth" and behind is not None:
        return best(text, lexicon.between(hits, item.quantity.end, behind.end()), item)
    return None


def _own_words(text: str, item: Item) -> str:
    """Return the words of a number's own clause in front of it, without blanks."""
    return "".join(text[max(item.left_start, item.clause_start) : item.quantity.start].split())


def _leads_to_rank(words: str) -> bool:
    """Return whether nothing but verbs, degrees and those ranked among leads to a rank."""
    return cue("link", "to_rank").fullmatch(words) is not None


def _is_sum(text: str, hits: list[Hit], item: Item) -> bool:
    """Return whether a bare number of 万 or 亿 is the sum that stands right in front of it (总投资达6亿的某公司)."""
    if item.dimension != "number" or text[item.quantity.end : item.quantity.end + 1] != "的":
        return False
    named = lexicon.between(hits, item.left_start, item.quantity.start)
    last = max(named, key=lambda hit: (hit.end, -hit.start), default=None)
    if last is None or not lexicon.is_money(last.indicator):
        return False
    return (
        re.fullmatch("[约近达到超过为共计]{0,4}", "".join(text[last.end : item.quantity.start].split()))
        is not None
    )


def _is_unknown_rate(text: str, item: Item) -> bool:
    words = "".join(text[item.left_start : item.quantity.start].split())
    return cue("link", "unknown_rate").fullmatch(words) is not None


def _continues(text: str, item: Item, topic: Link) -> bool:
    """Return whether a sum without a name of its own goes on with the money of ``topic``: only verbs lead to it."""
    if item.dimension != "money" or not lexicon.is_money(topic.indicator):
        return False
    words = "".join(text[item.left_start : item.quantity.start].split())
    return cue("link", "own_noun").search(words) is None


def _drawn_by(text: str, hits: list[Hit], item: Item, topics: Topics) -> Link | None:
    """Return what draws a whole on (第二产业拉动经济增长2个百分点): the name in front, else the number before."""
    verb = text.rfind("拉动", item.left_start, item.quantity.start)
    if verb < 0 or item.dimension != "point":
        return None
    hit = best(text, lexicon.between(hits, item.left_start, verb), item)
    if hit is not None:
        return part.of_parent(text, item, _named(text, item, hit, "increment", topics), topics)
    sector = lexicon.refine("value_added", {"phrase": "".join(text[item.sentence_start : verb].split())})
    if sector != "value_added" and (topics.before is None or topics.before.indicator == "other"):
        return Link(sector, item.left_start, item.left_start)
    return topics.before or topics.topic


def ratio_term(text: str, hits: list[Hit], item: Item, place: int, count: int, topics: Topics) -> Link:
    """Return the link of a term of a ratio: one of the three sectors, else the whole that is parted."""
    hit = best(text, lexicon.between(hits, item.sentence_start, item.quantity.start), item)
    named = _named(text, item, hit, "share", topics) if hit is not None else None
    is_invested = named is not None and named.indicator in part.INVESTED
    if named is not None and is_invested:
        return named
    if count == len(_SECTORS):
        return Link(_SECTORS[place], item.left_start, item.left_start)
    return topics.whole or topics.topic or Link("other", item.left_start, item.left_start)


def _is_bare(text: str, item: Item) -> bool:
    """Return whether a growth names nothing of its own: 其中,二季度增长7.9%."""
    left = "".join(text[item.sentence_start : item.quantity.start].split())
    return (
        re.fullmatch(
            r"(?:(?:其中|同期)[,，]?|分[^,，]{1,8}看[,，])?(?:[^,，]{0,4}|[0-9、]{0,10})(?:季度|上半年|下半年|月份?|当月|比上年|环比|同比)*(?:实际)?(?:增长|下降|(?:增速|增幅)(?:分别)?(?:为|达到?|是)?)",
            left,
        )
        is not None
    )


def _counted_noun(text: str, hits: list[Hit], item: Item) -> Hit | None:
    """Return the noun phrase behind a count (3个国家级重点实验室), if one stands there."""
    end = item.quantity.end
    if NO_NOUN.match(text, end):
        return None
    quoted = cue("sift", "quoted_class").match(text, end, item.right_end)
    stop = cue("link", "phrase_end").search(text, quoted.end() if quoted else end, item.right_end)
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
    if item.dimension not in COUNTED:
        return False
    words = "".join(text[max(item.left_start, item.clause_start) : item.quantity.start].split())
    return cue("link", "own_count").search(words) is not None


def _event_count(text: str, item: Item, measure: str, before: Link | None) -> Link | None:
    """Return the projects before, of which a bare count says what became (45个项目,已开工40个)."""
    is_bare = item.dimension in COUNTED and measure == "level" and NO_NOUN.match(text, item.quantity.end)
    if not is_bare or before is None or not before.indicator.startswith("project_"):
        return None
    words = "".join(text[max(item.left_start, item.clause_start) : item.quantity.start].split())
    if cue("link", "became").fullmatch(words) is None:
        return None
    return before._replace(indicator=lexicon.refine("project_count", {"verb": words}))


def _counts_its_own(text: str, item: Item) -> bool:
    """Return whether a count names behind it what it counts (3个街道), a noun that the lexicon does not know."""
    if item.dimension not in COUNTED or NO_NOUN.match(text, item.quantity.end):
        return False
    stop = cue("link", "phrase_end").search(text, item.quantity.end, item.right_end)
    noun = "".join(text[item.quantity.end : stop.start() if stop else item.right_end].split())
    return cue("link", "unknown_noun").fullmatch(noun) is not None


def _earlier(text: str, hits: list[Hit], item: Item, topic_start: int) -> Hit | None:
    """Return the topic: the nearest fitting name earlier in the sentence, back to the full stop."""
    start = item.sentence_start if item.dimension in COUNTED else topic_start
    return best(text, lexicon.between(hits, start, item.quantity.start), item)


def _follows(text: str, hits: list[Hit], item: Item, before: Link | None) -> Link | None:
    """Return the link that a growth, share or rank takes over from the number before it, if nothing new is named."""
    if before is None or not item.fits(before.indicator, text):
        return None
    between = lexicon.between(hits, item.left_start, item.quantity.start)
    if item.dimension == "point" and cue("link", "measured_against").match(
        text, item.left_start, item.quantity.start
    ):
        return before
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
    return {name: "".join(words.split()) for name, words in found.items()}


def _subject(text: str, item: Item, topic_start: int, end: int) -> str:
    """Return the words that may carry the class of a name up to ``end``.

    They are its clause's where that has a branch of its own (电子产业实现产值), else all back to the full stop,
    without what is only compared with (占规上工业的3%).
    """
    own = "".join(text[max(item.clause_start, item.left_start) : end].split())
    if cue("link", "own_branch").match(own):
        return own
    return cue("link", "compared_whole").sub("", "".join(text[topic_start:end].split()))
