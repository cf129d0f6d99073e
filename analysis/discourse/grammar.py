"""A clause → its verb, what kind of predicate that is, and its subject.

A short grammar of the Chinese of policy texts: word lists (``codebook/clauses.toml``) and the order of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .. import codebook
from .words import Segmenter, Word, dictionary_verbs

_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万亿]+[个项家件名位]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASIDE = re.compile(r"“[^“”]{0,40}”|《[^《》]{0,80}》|（[^（）]{0,40}）|\([^()]{0,40}\)")
_FORMULA = re.compile(r"“[^“”]{0,60}”(?=的)")
_PIECES = re.compile(r"[，,：:；;]")
_SHORT = 6  # words of a clause in which a word that may be a noun is taken for a verb
_FOLLOWERS = ("的", "之", "所")


class Reading(NamedTuple):
    """How a clause is read: predicate (``act``, ``gain``, ``state``, ``none``), verb and its offset, and the span of
    its subject, empty where it states none.
    """

    predicate: str
    verb: str
    verb_start: int
    subject: tuple[int, int]


def read(text: str, words: Sequence[Word]) -> Reading:
    """Return the reading of a clause from its last piece with a verb, an earlier one giving the subject."""
    quoted = [match.span() for match in _ASIDE.finditer(text)]
    best: Reading | None = None
    lead = re.match(codebook.read_toml("discourse/clauses.toml")["leading"], text)
    opening = lead.end() if lead else 0
    for start, end in _parts(text):
        start = max(start, opening)
        inside = [word for word in words if start <= word.start < end and not _within(word.start, quoted)]
        everything = [word for word in words if start <= word.start < end]
        reading = _of_piece(text, inside, everything)
        if best is None or (reading.predicate != "none" and not _is_weaker(reading, best)):
            subject = (
                reading.subject
                if reading.subject[1] > reading.subject[0]
                else (best.subject if best else (0, 0))
            )
            best = reading._replace(subject=subject)
        elif reading.predicate == "none" and best.subject[0] == best.subject[1]:
            best = best._replace(subject=reading.subject)
    return best or Reading("none", "", 0, (0, 0))


def has_predicate(text: str, segmenter: Segmenter) -> bool:
    """Return whether words with a comma behind them can stand for themselves: a verb or an amount, and no frame."""
    grammar = codebook.read_toml("discourse/clauses.toml")
    words = list(segmenter.cut(text).words)
    plain = text.rstrip("，,")
    if not words:
        return False
    first = re.sub(grammar["leading"], "", plain)
    if any(re.match(form, first) for form in grammar["frame_forms"]):
        return False
    if any(first.startswith(frame) for frame in grammar["frames"]):
        return False
    if any(first.startswith(frame) for frame in grammar["open_frames"]):
        words = words[1:]
    for at, word in enumerate(words):
        kind, after = _kind(word.text), words[at + 1].text if at + 1 < len(words) else ""
        if kind in ("", "weak", "unlisted") or after in _FOLLOWERS:
            continue
        if (
            kind not in ("nominal", "short")
            or (_opens(words[:at]) and len(words) <= _SHORT)
            or (after and re.match(r"[\u4e00-\u9fff]", after) and at)
        ):
            return True
    if any(word.text in _set("modals") for word in words[1:]):
        return True
    has_degree = _has_degree(words)
    has_amount = any(_NUMBER.search(word.text) and not _YEAR.match(word.text) for word in words)
    return (has_degree or has_amount) and len(words) > 2


def is_title(text: str) -> bool:
    """Return whether a heading is the name of a paper (…的通知), in which nobody acts."""
    return re.search(codebook.read_toml("discourse/clauses.toml")["title_nouns"], text) is not None


def asides(text: str, segmenter: Segmenter) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of a clause that are not its own words: quoted formulas before 的, and frames that say after
    what, within what or to what end something is done (not by what means).
    """
    formulas = [match.span() for match in _FORMULA.finditer(text)]
    frames = []
    for start, end in _parts(text)[:-1]:
        words = text[start:end]
        is_means = words.startswith(tuple(codebook.read_toml("discourse/clauses.toml")["means"]))
        if not is_means and not has_predicate(words, segmenter):
            frames.append((start, end))
    return {"formula": formulas, "frame": frames}


def _parts(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(mark.end() for mark in _PIECES.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in spans)


def _is_weaker(reading: Reading, best: Reading) -> bool:
    """Return whether a later piece only describes what an earlier one does."""
    return best.predicate in ("act", "gain") and reading.predicate == "state"


def _of_piece(text: str, words: Sequence[Word], everything: Sequence[Word]) -> Reading:
    verb = _verb(words)
    subject = _subject(text, everything, verb)
    if verb is None:
        return Reading("state" if _has_degree(words) else "none", "", 0, subject)
    kind = {"weak": "state"}.get(_kind(verb.text), _kind(verb.text))
    kind = "act" if kind in ("nominal", "short") or (kind == "unlisted" and not _has_degree(words)) else kind
    if _is_told(verb, words, is_stated=subject[1] > subject[0]):
        kind = "state"
    return Reading("state" if kind == "unlisted" else kind, verb.text, verb.start, subject)


def _is_told(verb: Word, words: Sequence[Word], *, is_stated: bool) -> bool:
    """Return whether a verb of acts tells how a thing is or changes.

    It is denied by degree (还不够解放), its word is a noun before an amount (贷款余额13万亿元), or what changes stands
    in front and nothing behind (体制继续完善).
    """
    before = [word for word in words if word.end <= verb.start]
    after = [word for word in words if word.start >= verb.end]
    if before and before[-1].text in _set("denied_degrees"):
        return True
    if not is_stated:
        return False
    may_be_noun = _kind(verb.text) in ("nominal", "unlisted")
    is_measured = may_be_noun and any(_NUMBER.search(word.text) for word in after)
    return is_measured or (verb.text in _set("changes") and not _has_object(after))


def _has_object(after: Sequence[Word]) -> bool:
    """Return whether more than marks and particles stands behind a verb."""
    return any(re.search(r"\w", word.text) and word.text not in ("了", "着", "过") for word in after)


def _has_degree(words: Sequence[Word]) -> bool:
    return any(word.text in _set("degrees") for word in words)


def _verb(words: Sequence[Word]) -> Word | None:
    """Return the word that says what is done: the first verb that is neither an attribute nor used as a noun.

    A verb of one character, or one that is as often a noun, counts where nothing but adverbs stands in front; an
    unlisted word only where there is no other, by the dictionary's word that it is a verb.
    """
    found = [
        (at, word, kind)
        for at, word in enumerate(words)
        if (kind := _kind(word.text))
        and not (at + 1 < len(words) and words[at + 1].text in _FOLLOWERS and words[at + 1].start == word.end)
        and not (at and words[at - 1].text == "所")
    ]
    for number, (at, word, kind) in enumerate(found):
        later = {k for _, _, k in found[number + 1 :]}
        if kind in ("nominal", "short") and (not _opens(words[:at]) or "state" in later):
            continue
        if "act" in later and _is_modifier(words, at, found[-1][1]):
            continue
        if kind == "short" and not (
            at + 1 < len(words) and re.match(r"[\u4e00-\u9fff“《]", words[at + 1].text)
        ):
            continue
        if kind in ("weak", "unlisted") and later & {"act", "gain", "state"}:
            continue
        return word
    return next((word for at, word, kind in found if kind == "nominal" and at + 1 < len(words)), None)


def _is_modifier(words: Sequence[Word], at: int, last: Word) -> bool:
    """Return whether a verb that may be a noun is one before another noun: 合作银行发放贷款, 服务水平提升."""
    if at + 1 >= len(words) or _kind(words[at].text) != "nominal":
        return False
    after = words[at + 1].text
    is_noun_behind = not _kind(after) and len(after) > 1 and bool(re.match(r"[\u4e00-\u9fff]", after))
    changes = last.text in _set("changes") and not _has_object([w for w in words if w.start >= last.end])
    return is_noun_behind and (words[at].text in _set("attributes") or changes)


def _kind(word: str) -> str:
    """Return the kind of a verb, blank for another word."""
    kind = _lists().get(word, "")
    if kind == "act" and len(word) == 1:
        return "short"
    return kind or ("unlisted" if word in _unlisted() else "")


def _opens(before: Sequence[Word]) -> bool:
    """Return whether nothing but adverbs, marks and dates stands in front."""
    if not before:
        return True
    last = before[-1].text
    return last in _set("adverbs") or not re.search(r"\w", last) or bool(re.fullmatch(r"[0-9年月日]+", last))


def _subject(text: str, words: Sequence[Word], verb: Word | None) -> tuple[int, int]:
    """Return the span of what stands before the verb and is neither adverb, date nor preposition."""
    until = verb.start if verb else (words[-1].end if words else 0)
    first = words[0].start if words else 0
    lead = re.match(codebook.read_toml("discourse/clauses.toml")["leading"], text[first:until])
    start = first + (lead.end() if lead else 0)
    before = [word for word in words if start <= word.start and word.end <= until]
    if before and before[0].text in _set("adverbs") - _set("openers"):
        return until, until  # 着力创新氛围营造
    while before and (before[0].text in _set("adverbs") or not re.search(r"\w", before[0].text)):
        if before[0].text in _set("prepositions") or before[0].text in ("“", "《", '"', "（", "("):
            break
        before = before[1:]
    if before and before[-1].text in ("的", "地"):
        return until, until  # 最大限度的缩短时限
    kept: list[Word] = []
    for word in before:
        is_stop = word.text in _set("prepositions") or word.text in _set("open_frames")
        if is_stop or word.text in _set("adverbs") - {"和", "及", "以及"}:
            break
        kept.append(word)
    return (kept[0].start, kept[-1].end) if kept else (until, until)


@cache
def _lists() -> dict[str, str]:
    """Return verbs with their kind: act, nominal (an act whose word is as often a noun), gain, state."""
    grammar: dict[str, Any] = codebook.read_toml("discourse/clauses.toml")
    kinds: dict[str, str] = {}
    for name, kind in (
        ("acts", "act"),
        ("sayings", "act"),
        ("nominal_acts", "nominal"),
        ("states", "state"),
        ("weak_states", "weak"),
        ("gains", "gain"),
    ):
        kinds |= dict.fromkeys(grammar[name].split(), kind)
    return kinds


@cache
def _unlisted() -> frozenset[str]:
    return dictionary_verbs() - _set("adverbs") - _set("degrees") - _set("prepositions")


def parts() -> set[str]:
    """Return the words that the grammar goes by: verbs, adverbs, prepositions, degrees."""
    return {*_lists(), *_set("adverbs"), *_set("prepositions"), *_set("degrees")}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(codebook.read_toml("discourse/clauses.toml")[name])
