"""Documents, texts and observations → the ledger: every numeral of every document, with the class it was given.

A numeral takes the first class that claims it (``_claims`` has the order). ``numeral_reasons.csv`` lists the reasons
and their classes; patterns stand in ``numeral_patterns.toml``, the project's own words in ``numeral_words.csv``, and what
jieba's dictionary is asked for in ``dictionary_tags.csv``. What nothing claims is ``unexplained``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from . import documents as documents_
from . import observations as observations_
from . import quantities
from .codebook import read_csv, read_toml
from .documents import Span
from .observations import Passage
from .quantities import Quantity, numerals, units
from .schema import LEDGER

_NUMERAL_CHARACTERS = "".join([*numerals.DIGITS, *numerals.MULTIPLIERS])
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
    quote of one. Raises KeyError for a document whose file has no text.
    """
    quotes: dict[str, list[Span]] = {}
    for doc, start, end in zip(observations.doc, observations.start, observations.end, strict=True):
        quotes.setdefault(doc, []).append(Span(int(start), int(end)))
    rows: list[dict[str, object]] = []
    for file, group in documents.groupby("file", sort=True):
        raw = texts[str(file)]
        plain = numerals.plain(documents_.simplified(raw))
        found = quantities.find(raw)
        for record in group.to_dict("records"):
            row = {str(key): value for key, value in record.items()}
            rows.extend(_document_rows(raw, plain, found, row, quotes.get(row["doc"], [])))
    return LEDGER.frame(rows)


def _document_rows(
    raw: str, plain: str, found: Sequence[Quantity], row: Mapping[str, Any], quotes: Sequence[Span]
) -> Iterator[dict[str, object]]:
    start, end = int(row["start"]), int(row["end"])
    sentences = observations_.passages(row, plain, found)
    sifted = [one.quantity for sentence in sentences for one in sentence.sifted]
    read = [Span(quantity.start, quantity.end) for quantity in sifted]
    numerals_ = find_numerals(plain, start, end, [*quotes, *read])
    claimed = _settle(numerals_, _claims(plain, row, sentences, numerals_, quotes))
    starts = [sentence.start for sentence in sentences]
    for numeral, claim in zip(numerals_, claimed, strict=True):
        sentence = sentences[bisect_left(starts, numeral.start + 1) - 1]
        yield {
            "doc": row["doc"],
            "start": numeral.start,
            "end": numeral.end,
            "quote": raw[numeral.start : numeral.end],
            "class": claim.group or _classes()[claim.reason],
            "reason": claim.reason,
            "sentence": raw[sentence.start : sentence.end],
            "sentence_start": sentence.start,
        }


def find_numerals(plain: str, start: int, end: int, readings: Iterable[Span] = ()) -> list[Span]:
    """Return the numerals of a simplified, half-width text between two places (``quantities.numerals.spans``).

    One that crosses the border of a reading (an observation, a quantity) is cut there: 3.2002年 is 3 and 2002.
    """
    borders = sorted({place for reading in readings for place in reading})
    found = []
    for low, high in numerals.spans(plain[start:end], units.STARTS_LIKE_MULTIPLIER):
        low, high = low + start, high + start
        inside = borders[bisect_left(borders, low + 1) : bisect_left(borders, high)]
        for piece in zip([low, *inside], [*inside, high], strict=True):
            span = _trimmed(plain, *piece)
            if span is not None:
                found.append(span)
    return found


def _trimmed(plain: str, start: int, end: int) -> Span | None:
    """Return the span from its first digit to its last, or None if there is none in it."""
    digits = [at for at in range(start, end) if plain[at].isdecimal() or plain[at] in _NUMERAL_CHARACTERS]
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
    plain: str,
    row: Mapping[str, Any],
    sentences: Sequence[Passage],
    found: Sequence[Span],
    quotes: Iterable[Span],
) -> Iterator[_Claim]:
    """Yield the claims on a document's numerals, the strongest first."""
    start, end = int(row["start"]), int(row["end"])
    yield from (_Claim(*quote, "stated") for quote in quotes)
    yield from (_Claim(*span, "repeated_passage") for span in _spans(row["duplicate_spans"]))
    yield from (_Claim(*span, "boilerplate") for span in _spans(row["boilerplate_spans"]))
    yield from (_Claim(one.start, one.end, "repeated_sentence") for one in sentences if one.is_repeat)
    yield from _pattern_claims(plain, start, end, "first")
    words = [claim for numeral in found if (claim := _word_claim(plain, numeral)) is not None]
    yield from (claim for claim in words if claim.reason in ("word_list", "set_phrase"))
    sifted = [one for sentence in sentences for one in sentence.sifted if one.reason is not None]
    read = [_Claim(one.quantity.start, one.quantity.end, str(one.reason)) for one in sifted]
    yield from (claim for claim in read if claim.reason != "bare_number")
    yield from _pattern_claims(plain, start, end, "second")
    yield from words
    yield from _pattern_claims(plain, start, end, "last")
    yield from read


def _spans(cell: Any) -> list[Span]:
    return [] if pd.isna(cell) else documents_.spans(str(cell))


def _pattern_claims(plain: str, start: int, end: int, turn: str) -> Iterator[_Claim]:
    for reason, pattern in _patterns(turn):
        for match in pattern.finditer(plain, start, end):
            yield _Claim(*match.span(), reason)


@cache
def _patterns(turn: str) -> list[tuple[str, re.Pattern[str]]]:
    rows = read_toml("numeral_patterns.toml")[turn]
    return [(row["reason"], re.compile(row["pattern"], re.MULTILINE)) for row in rows]


@cache
def _classes() -> dict[str, str]:
    return {row["reason"]: row["class"] for row in read_csv("numeral_reasons.csv")}


def _word_claim(plain: str, numeral: Span) -> _Claim | None:
    """Return the claim of the longest word around a Chinese numeral, one of the project's before the dictionary's."""
    if numeral.end - numeral.start > _LONGEST_NUMERAL or not _is_chinese(plain[slice(*numeral)]):
        return None
    for words in (_own_words(), _dictionary_words()):
        spans = [
            Span(start, end)
            for start in range(max(0, numeral.end - _LONGEST_WORD), numeral.start + 1)
            for end in range(numeral.end, start + _LONGEST_WORD + 1)
            if plain[start:end] in words
        ]
        if spans:
            best = max(spans, key=lambda span: (span.end - span.start, -span.start))
            return _Claim(*best, *words[plain[slice(*best)]])
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
    entries = re.findall(rf"^(\S*[{_NUMERAL_CHARACTERS}]\S*) \d+ (\S+)$", lines, re.MULTILINE)
    reasons = {row["tag"]: row["reason"] for row in read_csv("dictionary_tags.csv")}
    return {
        word: (reasons[tag], "")
        for word, tag in entries
        if tag in reasons and 2 <= len(word) <= _LONGEST_WORD
    }
