"""Documents, texts and observations → the ledger: every numeral of every document, with the class it was given.

A numeral takes the first class that claims it (``_claims`` has the order). ``numeral_reasons.csv`` lists the reasons
and their classes; patterns stand in ``numeral_patterns.toml``, the project's own words in ``numeral_words.csv``, and
what jieba's dictionary is asked for in ``dictionary_tags.csv``. What nothing claims is ``unexplained``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from . import documents as documents_
from . import observations as observations_
from . import quantities, schema
from .codebook import read_csv, read_toml
from .documents import Span, View
from .ledger_schema import LEDGER
from .observations import Passage
from .quantities import numerals

_CHINESE = frozenset([*numerals.DIGITS, *numerals.MULTIPLIERS])
_LONGEST_WORD = 8
_LONGEST_NUMERAL = 4  # of a word in the dictionary


class _Claim(NamedTuple):
    """A passage whose numerals have a reason, and their class where the reason alone does not say it."""

    start: int
    end: int
    reason: str
    group: str = ""


def build(documents: pd.DataFrame, texts: Mapping[str, str], observations: pd.DataFrame) -> pd.DataFrame:
    """Return every numeral of ``documents``, each with one class (contract ``LEDGER``).

    ``observations`` are those of the same documents: a numeral is an ``observation`` if and only if it stands in the
    quote of one. What a correction removed takes the next class that claims it. Raises KeyError for a document whose
    file has no text.
    """
    quotes: dict[str, list[Span]] = {}
    for doc, start, end in zip(observations.doc, observations.start, observations.end, strict=True):
        quotes.setdefault(doc, []).append(Span(int(start), int(end)))
    rows: list[dict[str, object]] = []
    for row in schema.rows(documents):
        view = documents_.view_of(texts[row.file], row)
        stated = quotes.get(row.doc, [])
        rows.extend(_read_rows(texts[row.file], view, row, stated))
        rows.extend(_hidden_rows(texts[row.file], view, row, stated))
    return LEDGER.frame(rows)


def _read_rows(raw: str, view: View, row: Any, quotes: Sequence[Span]) -> Iterator[dict[str, object]]:
    """Yield the numerals of what is read of a document."""
    sentences = observations_.passages(view.text, quantities.find(view.text))
    stated = [Span(view.locate(start), view.locate(end)) for start, end in quotes]
    sifted = [Span(one.quantity.start, one.quantity.end) for sentence in sentences for one in sentence.sifted]
    # A numeral is a run of the print: it ends where the view leaves something out.
    gaps = [Span(at, at) for at in (np.flatnonzero(np.diff(view.origins) > 1) + 1).tolist()]
    found = find_numerals(view.text, [*stated, *sifted, *gaps])
    starts = [sentence.start for sentence in sentences]
    for numeral, claim in zip(
        found, _settle(found, _claims(view.text, sentences, found, stated)), strict=True
    ):
        sentence = sentences[bisect_right(starts, numeral.start) - 1]
        yield _row(raw, row.doc, view.span(*numeral), claim, view.span(sentence.start, sentence.end))


def _hidden_rows(raw: str, view: View, row: Any, quotes: Sequence[Span]) -> Iterator[dict[str, object]]:
    """Yield the numerals of what is left out of a document: repeats, boilerplate, and whatever else is not read.

    A quote may stand there that a correction added.
    """
    start, end = int(row.start), int(row.end)
    characters = np.array(list(numerals.plain(documents_.simplified(raw[start:end]))), dtype="U1")
    characters[view.origins - start] = "\n"
    stated = [Span(low - start, high - start) for low, high in quotes]
    found = [Span(start + low, start + high) for low, high in find_numerals("".join(characters), stated)]
    cells = ((row.duplicate_spans, "repeated_passage"), (row.boilerplate_spans, "boilerplate"))
    kept_out = [_Claim(*span, reason) for cell, reason in cells if cell for span in documents_.spans(cell)]
    sentences = sorted(one for claim in kept_out for one in documents_.sentences(raw, claim.start, claim.end))
    starts = [sentence.start for sentence in sentences]
    claims = [*(_Claim(*quote, "stated") for quote in quotes), *kept_out]
    for numeral, claim in zip(found, _settle(found, claims), strict=True):
        at = bisect_right(starts, numeral.start) - 1
        yield _row(raw, row.doc, numeral, claim, sentences[at] if at >= 0 else numeral)


def _row(raw: str, doc: str, numeral: Span, claim: _Claim, sentence: Span) -> dict[str, object]:
    return {
        "doc": doc,
        "start": numeral.start,
        "end": numeral.end,
        "quote": raw[slice(*numeral)],
        "class": claim.group or _classes()[claim.reason],
        "reason": claim.reason,
        "sentence": raw[slice(*sentence)],
        "sentence_start": sentence.start,
    }


def find_numerals(text: str, readings: Iterable[Span] = ()) -> list[Span]:
    """Return the numerals of a clean view (``quantities.numerals.spans``).

    One that crosses the border of a reading (an observation, a quantity) is cut there: 3.2002年 is 3 and 2002.
    """
    borders = sorted({place for reading in readings for place in reading})
    found = []
    for low, high in numerals.spans(text):
        inside = borders[bisect_left(borders, low + 1) : bisect_left(borders, high)]
        for piece in zip([low, *inside], [*inside, high], strict=True):
            if (span := _trimmed(text, *piece)) is not None:
                found.append(span)
    return found


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span from its first digit to its last, or None if there is none in it."""
    digits = [at for at in range(start, end) if text[at].isdecimal() or text[at] in _CHINESE]
    return Span(digits[0], digits[-1] + 1) if digits else None


def _settle(found: Sequence[Span], claims: Iterable[_Claim]) -> list[_Claim]:
    """Return the first claim that holds each numeral whole, ``unread`` where none does."""
    starts = [numeral.start for numeral in found]
    settled: dict[int, _Claim] = {}
    for claim in claims:
        for index in range(bisect_left(starts, claim.start), bisect_left(starts, claim.end)):
            if found[index].end <= claim.end:
                settled.setdefault(index, claim)
    return [settled.get(index, _Claim(*numeral, "unread")) for index, numeral in enumerate(found)]


def _claims(
    text: str, sentences: Sequence[Passage], found: Sequence[Span], stated: Iterable[Span]
) -> Iterator[_Claim]:
    """Yield the claims on the numerals of a clean view, the strongest first."""
    yield from (_Claim(*span, "stated") for span in stated)
    yield from (_Claim(one.start, one.end, "repeated_sentence") for one in sentences if one.is_repeat)
    yield from _pattern_claims(text, "first")
    words = [claim for numeral in found if (claim := _word_claim(text, numeral)) is not None]
    yield from (claim for claim in words if claim.reason in ("word_list", "set_phrase"))
    sifted = [one for sentence in sentences for one in sentence.sifted if one.reason is not None]
    read = [_Claim(one.quantity.start, one.quantity.end, str(one.reason)) for one in sifted]
    yield from (claim for claim in read if claim.reason != "bare_number")
    yield from _pattern_claims(text, "second")
    yield from words
    yield from _pattern_claims(text, "last")
    yield from read


def _pattern_claims(text: str, turn: str) -> Iterator[_Claim]:
    for reason, pattern in _patterns(turn):
        for match in pattern.finditer(text):
            yield _Claim(*match.span(), reason)


@cache
def _patterns(turn: str) -> list[tuple[str, re.Pattern[str]]]:
    rows = read_toml("numeral_patterns.toml")[turn]
    return [(row["reason"], re.compile(row["pattern"], re.MULTILINE)) for row in rows]


@cache
def _classes() -> dict[str, str]:
    return {row["reason"]: row["class"] for row in read_csv("numeral_reasons.csv")}


def _word_claim(text: str, numeral: Span) -> _Claim | None:
    """Return the claim of the longest word around a Chinese numeral, one of the project's before the dictionary's."""
    follows_digits = numeral.start > 0 and text[numeral.start - 1].isdecimal()  # the 万 of 2000万元
    is_long = numeral.end - numeral.start > _LONGEST_NUMERAL
    if is_long or follows_digits or not _is_chinese(text[slice(*numeral)]):
        return None
    for words in (_own_words(), _dictionary_words()):
        spans = [
            Span(start, end)
            for start in range(max(0, numeral.end - _LONGEST_WORD), numeral.start + 1)
            for end in range(numeral.end, start + _LONGEST_WORD + 1)
            if text[start:end] in words
        ]
        if spans:
            best = max(spans, key=lambda span: (span.end - span.start, -span.start))
            return _Claim(*best, *words[text[slice(*best)]])
    return None


def _is_chinese(words: str) -> bool:
    return not any(char.isdecimal() for char in words)


@cache
def _own_words() -> dict[str, tuple[str, str]]:
    """Return the words of ``numeral_words.csv``, each with reason and class."""
    return {row["word"]: ("word_list", row["class"]) for row in read_csv("numeral_words.csv")}


@cache
def _dictionary_words() -> dict[str, tuple[str, str]]:
    """Return the words of jieba's dictionary with a numeral in them that is no number, each with reason and class."""
    lines = Path(str(distribution("jieba").locate_file("jieba/dict.txt"))).read_text(encoding="utf-8")
    entries = re.findall(rf"^(\S*[{''.join(sorted(_CHINESE))}]\S*) \d+ (\S+)$", lines, re.MULTILINE)
    reasons = {row["tag"]: row["reason"] for row in read_csv("dictionary_tags.csv")}
    return {
        word: (reasons[tag], "")
        for word, tag in entries
        if tag in reasons and 2 <= len(word) <= _LONGEST_WORD
    }
