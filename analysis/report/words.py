"""The words that are searched: those counted in chapter 4, each with its counts by park and its first places.

What is kept is limited, the whole tables are in the report's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from .. import concordance, exhibits, schema, terms
from .passages import Mark

MIN_LENGTH = 2  # characters of a word
MIN_COUNT = 2  # times that a word of no theme must stand
MOST_WORDS = 4_000
MOST_PLACES = 20  # of one word
ALL_PLACES = 12_000


@dataclass(frozen=True)
class Place:
    """One place of a word as printed, with what stands on either side; offsets count code points of the file."""

    doc: str
    start: int
    end: int
    left: str
    match: str
    right: str


@dataclass(frozen=True)
class Word:
    """A word, its theme (an id of the lexicon, or empty), its count in each park and its first places."""

    word: str
    theme: str
    counts: tuple[int, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Words:
    """The parks' names, the documents' titles, and the words, the commonest first."""

    parks: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Word, ...] = ()

    @property
    def marks(self) -> dict[str, tuple[Mark, ...]]:
        """The marks of all places, by document."""
        made: dict[str, list[Mark]] = {}
        for word in self.rows:
            for place in word.places:
                made.setdefault(place.doc, []).append(Mark(place.start, place.end, "term"))
        return {doc: tuple(marks) for doc, marks in made.items()}


def collect(
    tokens: pd.DataFrame,
    docs: pd.DataFrame,
    texts: Mapping[str, str],
    publish: Callable[[pd.DataFrame], pd.DataFrame] = lambda places: places,
) -> Words:
    """Return the commonest words of ``docs`` with their places: terms of the lexicon, and what stands more than
    once. ``publish`` leaves out of the places what may not be published.
    """
    table = terms.frequencies(tokens, docs, by="park", min_length=MIN_LENGTH)
    if table.empty:
        return Words()
    counts = table.pivot_table(index="word", columns="group", values="count", aggfunc="sum", fill_value=0)
    themes = table.groupby("word").theme.first()
    total = counts.sum(axis=1)
    kept = total[(total >= MIN_COUNT) | themes.reindex(total.index).notna()]
    words = sorted(kept.index, key=lambda word: (-kept[word], word))[:MOST_WORDS]
    places = concordance.build(tokens, docs, texts, set(words))
    places = publish(places[places.groupby("word").cumcount() < MOST_PLACES])
    shown = dict(list(places.groupby("word", sort=False))) if len(places) else {}
    rows = []
    left = ALL_PLACES
    for word in words:
        lines = list(schema.rows(shown[word]))[: max(0, left)] if word in shown else []
        left -= len(lines)
        theme = themes.get(word)
        rows.append(
            Word(
                word,
                "" if pd.isna(theme) else str(theme),
                tuple(int(n) for n in counts.loc[word]),
                tuple(
                    Place(
                        line.doc, line.start, line.end, line.left or "", line.match or word, line.right or ""
                    )
                    for line in lines
                ),
            )
        )
    return Words(tuple(str(park) for park in counts.columns), exhibits.titles_of(docs), tuple(rows))
