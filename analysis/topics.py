"""Topics of paragraphs by latent Dirichlet allocation, with their coherence and how far another start finds them
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import codebook

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Topics:
    """The topics' ``words``, share of the text, coherence (NPMI) and stability (0 to 1), a row a topic; and of what."""

    table: pd.DataFrame
    paragraphs: int
    stability: float

    @property
    def is_stable(self) -> bool:
        """Whether the fits agree well enough to read anything into one of them."""
        return self.stability >= float(_rule()["stable"])


def build(tokens: pd.DataFrame) -> Topics | None:
    """Return the topics of the paragraphs, None from fewer documents than ``topics.toml`` asks for.

    Latent Dirichlet allocation (Blei, Ng and Jordan 2003), as scikit-learn has it. A paragraph is the unit: whole
    documents are mixtures of everything. Topics are a way to sort, never a finding.
    """
    rule = _rule()
    if tokens.doc.nunique() < rule["min_documents"]:
        return None
    counts, words = _matrix(tokens, rule)
    fits = [_fit(counts, rule["topics"], seed) for seed in rule["seeds"]]
    tops = [_top_words(fit.components_, words, rule["words"]) for fit in fits]
    shares = fits[0].transform(counts).mean(axis=0)
    stability = [
        float(np.mean([max(_overlap(topic, other) for other in others) for others in tops[1:]]))
        for topic in tops[0]
    ]
    table = pd.DataFrame(
        {
            "topic": range(1, len(shares) + 1),
            "words": ["、".join(topic) for topic in tops[0]],
            "share": shares,
            "coherence": [coherence(topic, counts, words) for topic in tops[0]],
            "stability": stability,
        }
    )
    return Topics(table, counts.shape[0], float(np.mean(stability)))


def minimum() -> int:
    """Return how many documents topics need."""
    return int(_rule()["min_documents"])


def coherence(topic: Sequence[str], counts: Any, words: Sequence[str]) -> float:
    """Return the mean NPMI of each two of a topic's words over the paragraphs (Lau, Newman and Baldwin 2014), -1 to 1.

    ``counts`` has a row a paragraph and a column a word of ``words``; two words that never meet count -1.
    """
    at = {word: n for n, word in enumerate(words)}
    present = (counts[:, [at[word] for word in topic]] > 0).toarray().astype(float)
    joint, alone = present.T @ present / len(present), present.mean(axis=0)
    pairs = np.triu_indices(len(topic), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(joint / np.outer(alone, alone)) / -np.log(joint)
    return float(np.where(joint == 0, -1.0, np.where(joint == 1, 1.0, npmi))[pairs].mean())


def _fit(counts: Any, topics: int, seed: int) -> Any:
    from sklearn.decomposition import LatentDirichletAllocation

    return LatentDirichletAllocation(n_components=topics, random_state=seed, learning_method="batch").fit(
        counts
    )


def _matrix(tokens: pd.DataFrame, rule: dict[str, Any]) -> tuple[Any, list[str]]:
    """Return counts by paragraph and word, sparse, and the words."""
    from scipy import sparse

    rows = tokens[(tokens.kind == "word") & (tokens.word.str.len() > 1)]
    documents = rows.groupby("word").doc.nunique()
    rows = rows[rows.word.isin(documents.index[documents >= rule["min_documents_of_word"]])]
    unit = rows.groupby(["doc", "paragraph"]).ngroup().to_numpy()
    column, words = pd.factorize(rows.word, sort=True)
    counts = sparse.csr_matrix((np.ones(len(rows)), (unit, column)))
    return counts[np.asarray(counts.sum(axis=1)).ravel() >= rule["min_words"]], [str(word) for word in words]


def _top_words(components: Numbers, words: Sequence[str], n: int) -> list[list[str]]:
    return [[words[at] for at in np.argsort(-weights, kind="stable")[:n]] for weights in components]


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    return len(set(one) & set(other)) / len(one)


def _rule() -> dict[str, Any]:
    return codebook.read_toml("topics.toml")
