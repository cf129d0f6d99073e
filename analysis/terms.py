"""Tokens → how often words and themes stand in parks, documents, sections and genres.

Rates are of a thousand words (grammatical words and names among them, numbers and marks not) and of ten thousand
characters. Two rates compare only as far as their documents are of one kind.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import intervals
from .term_schema import FREQUENCIES, THEMES, TOKEN_KINDS

COUNTED = ("word", "function", "name", "unlisted")  # what the base of a rate counts
SHOWN = ("word", "name", "unlisted")


def frequencies(
    tokens: pd.DataFrame, documents: pd.DataFrame, *, by: str = "park", min_length: int = 1
) -> pd.DataFrame:
    """Return how often each group uses each word (contract ``FREQUENCIES``).

    ``by`` is a grouping of ``term_schema.GROUPINGS``. ``words``, the base of the rate, counts all words but numbers and
    marks; grammatical words are in the base and not in the table, nor are words under ``min_length`` characters
    and those that are part of the park's own name (东江 in the documents of 东江高新区).
    """
    every = grouped(tokens, documents, by, kinds=TOKEN_KINDS)
    bases, rows = _bases(every), every[every.kind.isin(COUNTED)]
    own = [word in name for word, name in zip(rows.word, rows.entity.fillna(""), strict=True)]
    is_shown = rows.kind.isin(SHOWN) & (rows.word.str.len() >= min_length) & ~pd.Series(own, index=rows.index)
    shown = rows[is_shown]
    if shown.empty:
        return FREQUENCIES.frame([])
    table = (
        shown.groupby(["group", "word"], sort=True)
        .agg(theme=("theme", "first"), count=("word", "size"), documents=("doc", "nunique"))
        .reset_index()
        .join(bases, on="group")
    )
    table["grouping"] = by
    table["groups"] = table.groupby("word").group.transform("nunique")
    table["per_mille"] = table["count"] / table.words * 1000
    table["per_10k"] = table["count"] / table.characters * 10_000
    table["tf_idf"] = _tf_idf(table, len(bases))
    return FREQUENCIES.conform(table)


def themes(tokens: pd.DataFrame, documents: pd.DataFrame, *, by: str = "park") -> pd.DataFrame:
    """Return how often each group names each theme of the lexicon (contract ``THEMES``), with an exact interval.

    A term counts for one theme. ``per_mille_without`` leaves out the term that is commonest in the whole corpus:
    where it is much lower, a single word makes the theme. A theme that a group never names is a row of 0: the whole
    of the text was searched.
    """
    every = grouped(tokens, documents, by, kinds=TOKEN_KINDS)
    bases, rows = _bases(every), every[every.kind.isin(COUNTED)]
    hits = rows[rows.theme.notna()]
    if hits.empty:
        return THEMES.frame([])
    commonest = {
        str(theme): str(sorted(words.value_counts().items(), key=lambda item: (-item[1], item[0]))[0][0])
        for theme, words in hits.groupby("theme").word
    }
    made = []
    for group, base in bases.iterrows():
        of_group = hits[hits.group == group]
        for theme, term in commonest.items():
            words = of_group.word[of_group.theme == theme]
            count, total = len(words), int(base.words)
            low, high = intervals.of_count(count)
            made.append(
                {
                    "grouping": by,
                    "group": group,
                    "theme": theme,
                    "count": count,
                    "words": total,
                    "per_mille": count / total * 1000,
                    "low": float(low) / total * 1000,
                    "high": float(high) / total * 1000,
                    "terms": words.nunique(),
                    "commonest": term,
                    "per_mille_without": int((words != term).sum()) / total * 1000,
                }
            )
    return THEMES.frame(made)


def grouped(
    tokens: pd.DataFrame, documents: pd.DataFrame, by: str, *, kinds: Sequence[str] = COUNTED
) -> pd.DataFrame:
    """Return the ``tokens`` of some kinds, by default the words, with their park (``entity``) and the ``group``
    that ``by`` puts them in.

    Tokens without a group (a document of no park, of no genre) are left out.
    """
    facts = documents.set_index("doc")
    rows = tokens[tokens.kind.isin(kinds)]
    rows = rows.assign(entity=rows.doc.map(facts.entity))
    groups = {
        "park": rows.entity,
        "document": rows.doc,
        "section": rows.doc + "/" + rows.section,
        "genre": rows.doc.map(facts.genre),
    }
    rows = rows.assign(group=groups[by])
    return rows[rows.group.notna()]


def top(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the ``n`` commonest words of each group, commonest first; words of equal count by code point."""
    order = table.sort_values(["group", "count", "word"], ascending=[True, False, True], kind="stable")
    return order.groupby("group", sort=False).head(n).reset_index(drop=True)


def by_year(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return themes by the year that documents speak of: columns year, theme, count, words, per_mille, documents."""
    years = documents.set_index("doc").subject_year
    rows = tokens[tokens.kind.isin(COUNTED)]
    rows = rows.assign(year=rows.doc.map(years)).dropna(subset=["year"])
    columns = ["year", "theme", "count", "words", "per_mille", "documents"]
    if rows.theme.isna().all():
        return pd.DataFrame(columns=columns)
    words = rows.groupby("year").size()
    docs = rows.groupby("year").doc.nunique()
    wide = rows.groupby(["theme", "year"]).size().unstack(fill_value=0)
    counts = wide.melt(ignore_index=False, value_name="count").reset_index()
    counts["words"] = counts.year.map(words)
    counts["documents"] = counts.year.map(docs)
    counts["per_mille"] = counts["count"] / counts.words * 1000
    return counts[columns]


def _bases(rows: pd.DataFrame) -> pd.DataFrame:
    """Return words and characters (numbers and marks too) of each group that has a word."""
    words = rows[rows.kind.isin(COUNTED)].groupby("group").size()
    characters = rows.word.str.len().groupby(rows.group).sum()
    return pd.DataFrame({"words": words, "characters": characters.reindex(words.index)})


def _tf_idf(table: pd.DataFrame, groups: int) -> npt.NDArray[np.float64]:
    """Return count times smoothed inverse frequency, each group's vector of length 1 (scikit-learn's formula)."""
    weights = table["count"] * (np.log((1 + groups) / (1 + table.groups)) + 1)
    length = np.sqrt((weights**2).groupby(table.group).transform("sum"))
    return np.asarray(weights / length, dtype=float)


def themes_in(table: pd.DataFrame) -> list[str]:
    """Return the themes of ``table`` (contract ``THEMES``), those of the highest mean rate first."""
    means = table.groupby("theme").per_mille.mean()
    return sorted(means.index, key=lambda theme: (-means[theme], theme))
