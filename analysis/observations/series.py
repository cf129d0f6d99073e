"""Numbers that belong together: a series under a series of names (分别), and the two ends of a change (由…到…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import lexicon
from .cues import cue
from .item import Item, Link, best
from .lexicon import Hit

_PAIR_FIRST = re.compile(r"(?:由|从)[^,，。;；]{0,24}$")
_PAIR_SECOND = re.compile(
    r"(?:增加(?!值)|提高|上升|下降|增长|扩大|扩展|扩充|扩容|拓展|跃升|攀升|压缩|缩短|提升|调整|发展|升|降|减少|增(?!加))[一-龥]{0,2}?(?:到|至|为)"
)


def hand_out(
    text: str, hits: list[Hit], items: list[Item], levels: tuple[Link, ...], *, of_places: bool
) -> dict[int, Link]:
    """Return the links that 分别 hands the numbers of ``items`` out to, by their places (rule 21).

    The names stand in front in their clause; where none does, the numbers follow the levels before them in
    order.
    """
    start, until = items[0].left_start, items[0].quantity.start
    parting = text.rfind("分别", start, until)
    words = "".join(text[start:until].split())
    if parting < 0 and lexicon.between(hits, start, until):
        return {}
    end = parting if parting >= 0 else until
    pieces = [m for m in re.finditer(r"[^、和与及,，]+", text[start:end]) if m[0].strip()]
    heads = [best(text, lexicon.between(hits, start + m.start(), start + m.end()), items[0]) for m in pieces]
    named = [head for head in heads if head is not None]
    if not named:
        again = zip(items, levels[-len(items) :], strict=False)
        same = (
            len(levels) >= len(items)
            and cue("link", "same_again").search(words)
            and all(item.fits(level.indicator, text) for item, level in again)
        )
        return dict(enumerate(_again(level, words) for level in levels[-len(items) :])) if same else {}
    chosen = (
        named
        if len(named) == len(items)
        else heads[-len(items) :]
        if len(heads) >= len(items)
        else [named[-1]] * len(items)
    )
    if of_places:
        chosen = [named[-1]] * len(items)  # the list is one of places: they share the name
    links = {}
    offset = len(pieces) - len(chosen)
    for place, head in enumerate(chosen):
        piece = pieces[offset + place] if offset >= 0 else pieces[-1]
        links[place] = _member(text, hits, items[0], piece[0], start + piece.start(), head, named[-1])
    return links


def _again(level: Link, words: str) -> Link:
    """Return the link of a level before, as its stock where the numbers are the totals (新增A2家、B3家,总数分别达…)."""
    if cue("link", "stock_again").search(words):
        return level._replace(indicator=level.indicator.removesuffix("_new"))
    return level


def _member(
    text: str, hits: list[Hit], item: Item, piece: str, at: int, head: Hit | None, shared: Hit
) -> Link:
    """Return the link of a list's member: its own name, the one whose end it shares (存、贷款余额), or the barest."""
    subject = "".join(text[item.sentence_start : shared.end].split())
    if head is not None:
        phrase = "".join(text[min(at, head.start) : head.end].split())
        return Link(
            lexicon.refine(head.indicator, {"phrase": phrase, "subject": subject}), head.start, head.end
        )
    whole = text[shared.start : shared.end]
    for cut in range(1, len(whole)):
        full = piece.strip() + whole[cut:]
        own = len(piece.strip())
        spanning = [hit for hit in lexicon.find_hits(full) if hit.start < own and hit.end == len(full)]
        completed = [hit for hit in spanning if item.fits(hit.indicator, text)]
        if completed:
            return Link(completed[0].indicator, at, at + len(piece))
    bare = _shortest(hits, shared)
    phrase = "".join((piece + text[bare.start : bare.end]).split())
    finer = lexicon.refine(bare.indicator, {"phrase": phrase, "subject": subject})
    limit = (at, at + len(piece)) if len(piece) > 1 else (0, 0)
    return Link(finer, bare.start, bare.end, *limit)


def _shortest(hits: list[Hit], head: Hit) -> Hit:
    """Return the barest name that ends where ``head`` does: it serves the other members of its list."""
    return max(
        lexicon.between(hits, head.start, head.end),
        key=lambda hit: hit.start if hit.end == head.end else -1,
        default=head,
    )


def pair_of(text: str, items: Sequence[Item], first: int, last: int) -> str:
    """Return ``first`` or ``second`` for the ends of 由31%提高到38%, else ``""``; a ratio runs from ``first``
    to ``last``.
    """
    left = _squeezed(text, items[first].left_start, items[first].quantity.start)
    if last + 1 < len(items) and _PAIR_FIRST.search(left):
        following = _squeezed(text, items[last].quantity.end, items[last + 1].quantity.start)
        if len(following) < 30 and _PAIR_SECOND.search(following):
            return "first"
    if first > 0 and _PAIR_SECOND.search(left):
        return "second"
    return ""


def _squeezed(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())
