"""Term frequencies by park."""

from __future__ import annotations

import pandas as pd

from . import schema


def frequencies(tokens: pd.DataFrame, documents: pd.DataFrame, *, min_length: int = 1) -> pd.DataFrame:
    """Return how often each park's documents use each word (contract ``FREQUENCIES``).

    ``words``, the base of the rate, counts all words but numbers and marks; grammatical words are in the base
    and not in the table, nor are words under ``min_length`` characters and those that are part of the park's own name
    (东江 in the documents of 东江高新区). The rates of
    two parks compare only as far as their documents are of one kind.
    """
    of_park = documents.dropna(subset=["entity"]).set_index("doc").entity
    rows = tokens[tokens.kind.isin(["word", "function"]) & tokens.doc.isin(of_park.index)]
    rows = rows.assign(entity=rows.doc.map(of_park))
    words = rows.groupby("entity").size()
    own = [word in place for word, place in zip(rows.word, rows.entity, strict=True)]
    counted = rows[
        (rows.kind == "word") & (rows.word.str.len() >= min_length) & ~pd.Series(own, index=rows.index)
    ]
    if counted.empty:
        return schema.FREQUENCIES.frame([])
    table = counted.groupby(["entity", "word"], as_index=False).size().rename(columns={"size": "count"})
    table["words"] = table.entity.map(words)
    table["per_mille"] = table["count"] / table.words * 1000
    table["parks"] = table.groupby("word").entity.transform("nunique")
    return schema.FREQUENCIES.frame([vars(row) for row in schema.rows(table)])


def top(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the ``n`` commonest words of each park, commonest first; words of equal count by code point."""
    order = table.sort_values(["entity", "count", "word"], ascending=[True, False, True], kind="stable")
    return order.groupby("entity", sort=False).head(n).reset_index(drop=True)
