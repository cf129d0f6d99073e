"""The page on which words are searched: a table of the words counted in chapter 4, each opening its places.

The only page with a script. Data and script are classic scripts beside it, so that the page works from a folder;
what it shows is limited, the whole tables are in the report's data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import concordance, exhibits, labels, schema, terms
from .passages import Mark

MIN_LENGTH = 2  # characters of a word
MIN_COUNT = 2  # times that a word of no theme must stand
MOST_WORDS = 4_000
MOST_PLACES = 20  # of one word
ALL_PLACES = 12_000


@dataclass(frozen=True)
class Words:
    """The parks' names, the documents' titles, and for each word its theme, counts by park and first places."""

    parks: tuple[str, ...]
    titles: Mapping[str, str]
    rows: tuple[dict[str, Any], ...]
    marks: Mapping[str, tuple[Mark, ...]]

    def script(self, lang: str) -> str:
        """Return the data as a classic script that sets ``gaoxinWords``, themes by their names in ``lang``."""
        names = {
            theme: labels.term_theme(theme, lang) for theme in {row["theme"] for row in self.rows} - {""}
        }
        rows = [row | {"theme": names.get(row["theme"], "")} for row in self.rows]
        data = json.dumps(
            {"parks": self.parks, "titles": self.titles, "words": rows},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        # No text of a document may end a script's element, wherever the data may come to stand.
        safe = data.replace("</", "<\\u002f")
        return f"window.gaoxinWords={safe};\n"


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
        return Words((), {}, (), {})
    counts = table.pivot_table(index="word", columns="group", values="count", aggfunc="sum", fill_value=0)
    themes = table.groupby("word").theme.first()
    total = counts.sum(axis=1)
    kept = total[(total >= MIN_COUNT) | themes.reindex(total.index).notna()]
    words = sorted(kept.index, key=lambda word: (-kept[word], word))[:MOST_WORDS]
    places = concordance.build(tokens, docs, texts, set(words))
    places = publish(places[places.groupby("word").cumcount() < MOST_PLACES])
    shown = dict(list(places.groupby("word", sort=False))) if len(places) else {}
    rows: list[dict[str, Any]] = []
    marks: dict[str, list[Mark]] = {}
    left = ALL_PLACES
    for word in words:
        lines = list(schema.rows(shown[word]))[: max(0, left)] if word in shown else []
        left -= len(lines)
        for line in lines:
            marks.setdefault(line.doc, []).append(Mark(line.start, line.end, "term"))
        theme = themes.get(word)
        rows.append(
            {
                "word": word,
                "theme": "" if pd.isna(theme) else str(theme),
                "counts": [int(n) for n in counts.loc[word]],
                "places": [
                    [row.doc, row.start, row.end, row.left or "", row.match or word, row.right or ""]
                    for row in lines
                ],
            }
        )
    return Words(
        tuple(str(park) for park in counts.columns),
        exhibits.titles_of(docs),
        tuple(rows),
        {doc: tuple(found) for doc, found in marks.items()},
    )
