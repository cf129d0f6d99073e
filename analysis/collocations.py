"""Words that keep company: joint counts within a window inside sentences, measures of association, the network of them.

``n`` is how often two words stand together, ``f1`` and ``f2`` how often each stands, ``size`` the words of the
corpus; with a window of w words to either side, what is expected by chance is 2w times that of neighbours (Evert
2008).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from . import codebook, terms
from .keyness import g2
from .term_schema import COLLOCATIONS

Numbers = npt.NDArray[Any]
Values = Numbers | float


def pmi(n: Values, f1: Values, f2: Values, size: float, span: int = 1) -> Numbers:
    """Return pointwise mutual information, base 2 (Church and Hanks 1990); it favours rare words."""
    return np.asarray(np.log2(n * size / (span * f1 * f2)))


def pmi2(n: Values, f1: Values, f2: Values, size: float, span: int = 1) -> Numbers:
    """Return PMI with the joint count squared (Daille 1994), which favours rare words less."""
    return np.asarray(pmi(n, f1, f2, size, span) + np.log2(n))


def npmi(n: Values, f1: Values, f2: Values, size: float, span: int = 1) -> Numbers:
    """Return PMI over its maximum (Bouma 2009): 1 always together, 0 as by chance."""
    return np.asarray(pmi(n, f1, f2, size, span) / -np.log2(n / (span * size)))


def t_score(n: Values, f1: Values, f2: Values, size: float, span: int = 1) -> Numbers:
    """Return the t-score (Church, Gale, Hanks and Hindle 1991)."""
    return np.asarray((n - span * f1 * f2 / size) / np.sqrt(n))


def log_dice(n: Values, f1: Values, f2: Values) -> Numbers:
    """Return 14 + log2 of Dice's coefficient (Rychlý 2008): at most 14, and the same for corpora of any size."""
    return np.asarray(14 + np.log2(2 * n / (f1 + f2)))


def log_likelihood(n: Values, f1: Values, f2: Values, size: float, span: int = 1) -> Numbers:
    """Return the log-likelihood ratio of the four cells with and without each word (Dunning 1993)."""
    # The cells around the first word, span places for each time that it stands, and all others.
    near, all_places = span * f1, span * size
    return g2(n, np.maximum(span * f2 - n, 0), near, all_places - near)


def build(
    tokens: pd.DataFrame, nodes: Collection[str] | None = None, *, window: int | None = None
) -> pd.DataFrame:
    """Return the words that stand near others (contract ``COLLOCATIONS``); ``nodes`` are those looked at, else all.

    Grammatical words, names, numbers, marks and words of one character take no place in the window; a sentence ends it.
    """
    rule = rules()
    window = window or int(rule["window"])
    rows = tokens[tokens.kind.isin(["word", "unlisted"]) & (tokens.word.str.len() >= rule["min_length"])]
    counts = rows.word.value_counts()
    joint, docs = _joint(rows, window)
    pairs = [
        (a, b, n)
        for (a, b), n in joint.items()
        if n >= rule["min_count"]
        and min(counts[a], counts[b]) >= rule["min_node_count"]
        and (nodes is None or a in nodes)
    ]
    if not pairs:
        return COLLOCATIONS.frame([])
    table = pd.DataFrame(sorted(pairs), columns=["node", "collocate", "count"])
    n = table["count"].to_numpy(dtype=float)
    f1, f2 = (counts[table[name]].to_numpy(dtype=float) for name in ("node", "collocate"))
    size, span = float(len(rows)), 2 * window
    measures = {"pmi": pmi, "pmi2": pmi2, "npmi": npmi, "t": t_score, "ll": log_likelihood}
    table = table.assign(node_count=f1, collocate_count=f2, window=window, log_dice=log_dice(n, f1, f2))
    table = table.assign(**{name: measure(n, f1, f2, size, span) for name, measure in measures.items()})
    table["documents"] = [len(docs[pair]) for pair in zip(table.node, table.collocate, strict=True)]
    return COLLOCATIONS.conform(table)


def _joint(
    rows: pd.DataFrame, window: int
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], set[str]]]:
    """Return how often each ordered pair of different words stands together, and in which documents.

    Each time that one word has the other within the window counts once, however often the other stands there; of the
    two directions the smaller number, so that the two stand together no more often than either stands.
    """
    having: Counter[tuple[str, str]] = Counter()
    docs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (doc, _), words in rows.groupby(["doc", "sentence"], sort=False).word:
        cut = list(words)
        for at, word in enumerate(cut):
            for other in {*cut[max(0, at - window) : at], *cut[at + 1 : at + 1 + window]} - {word}:
                having[word, other] += 1
                docs[word, other].add(str(doc))
    return {(a, b): min(n, having[b, a]) for (a, b), n in having.items()}, docs


def network(table: pd.DataFrame) -> nx.Graph:
    """Return the network of ``table``: words as nodes (``count``), pairs as edges (``weight`` is logDice).

    Only pairs that pass the threshold, and of these the strongest until the words are as many as can be read.
    """
    rule = rules()
    strong = table[(table.log_dice >= rule["network_log_dice"]) & (table.node < table.collocate)]
    graph: Any = nx.Graph()
    for row in strong.sort_values(
        ["log_dice", "node", "collocate"], ascending=[False, True, True]
    ).itertuples():
        new = {row.node, row.collocate} - set(graph.nodes)
        if len(graph) + len(new) <= rule["network_nodes"]:
            graph.add_node(row.node, count=int(row.node_count))
            graph.add_node(row.collocate, count=int(row.collocate_count))
            graph.add_edge(row.node, row.collocate, weight=float(row.log_dice))
    return graph


def paragraphs(tokens: pd.DataFrame) -> int:
    """Return how many paragraphs have a word."""
    return len(tokens[tokens.kind.isin(terms.COUNTED)].drop_duplicates(["doc", "paragraph"]))


def rules() -> dict[str, Any]:
    """Return window, thresholds and minimum (``codebook/collocations.toml``)."""
    return codebook.read_toml("collocations.toml")
