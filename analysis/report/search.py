"""What the search page finds: words with their places, observations, sections and exhibits of the report.

The data are classic scripts beside the page, so that it works from a folder. The page loads one of them; the
places of words stand in further ones, of which it loads the one it needs when a word is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .. import labels
from .frame import Nav, Outline, Page
from .markup import source_address
from .words import Word, Words

MOST_BYTES = 500_000  # of the script that the page loads
_PLACES_IN_A_SCRIPT = 500


@dataclass(frozen=True)
class Observation:
    """An observation as a reader searches for it: its place, and what was read in words of the language."""

    doc: str
    start: int
    end: int
    indicator: str
    printed: str
    park: str
    period: str
    value: str
    status: str
    quote: str


@dataclass(frozen=True)
class Found:
    """All that the search page of a language finds. ``all_observations`` counts those that were too many as well."""

    words: Words
    observations: tuple[Observation, ...]
    parts: tuple[tuple[str, str, str], ...]
    all_observations: int

    def script(self, nav: Nav) -> str:
        """Return the data as a classic script that sets ``gaoxinSearch``."""
        themes = sorted({word.theme for word in self.words.rows})
        data = {
            "parks": self.words.parks,
            "titles": self.words.titles,
            "themes": [labels.term_theme(theme, nav.lang) if theme else "" for theme in themes],
            "words": [
                [
                    word.word,
                    themes.index(word.theme),
                    sum(word.counts),
                    sum(n > 0 for n in word.counts),
                    shard,
                ]
                for shard, words in enumerate(_shards(self.words.rows))
                for word in words
            ],
            "observations": [
                [
                    source_address(one.doc, one.start, one.end, nav.parts),
                    *(one.indicator, one.printed, one.park, one.period, one.value, one.status, one.quote),
                ]
                for one in self.observations
            ],
            "parts": self.parts,
        }
        return f"window.gaoxinSearch={_literal(data)};\n"


def collect(
    words: Words, observations: Sequence[Observation], outlines: Sequence[tuple[Page, Outline]], nav: Nav
) -> Found:
    """Return what can be found; observations from the end are left out until the script is small enough."""
    parts = tuple(
        (f"{page.href}#{entry.id}", entry.number, entry.title)
        for page, outline in outlines
        for entry in (*outline.sections, *outline.figures, *outline.tables)
    )
    found = Found(words, tuple(observations), parts, len(observations))
    while found.observations and len(found.script(nav).encode("utf-8")) > MOST_BYTES:
        found = replace(found, observations=found.observations[: len(found.observations) * 4 // 5])
    return found


def places_scripts(words: Words, parts: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Return the scripts of the words' places by name; each calls ``gaoxinPlaces`` with its number and its words."""
    scripts = {}
    for number, shard in enumerate(_shards(words.rows)):
        places = {
            word.word: [
                word.counts,
                [
                    [
                        each.doc,
                        source_address(each.doc, each.start, each.end, parts),
                        each.left,
                        each.match,
                        each.right,
                    ]
                    for each in word.places
                ],
            ]
            for word in shard
        }
        scripts[f"places-{number}.js"] = f"window.gaoxinPlaces({number},{_literal(places)});\n"
    return scripts


def _shards(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words in runs of about as many places each."""
    before = 0

    def shard(word: Word) -> int:
        nonlocal before
        before += len(word.places) + 1
        return before // _PLACES_IN_A_SCRIPT

    yield from (list(run) for _, run in groupby(words, key=shard))


def _literal(data: object) -> str:
    """Return data as a literal of a script that cannot end its element, wherever the data may come to stand."""
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return made.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
