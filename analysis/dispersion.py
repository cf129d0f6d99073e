"""How evenly a word stands in the parts of a text; each measure takes counts by part and the parts' sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import entr

from . import terms
from .term_schema import DISPERSION

Numbers = npt.NDArray[Any]
MIN_PARTS = 2


def build(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how evenly each word stands in the documents (contract ``DISPERSION``); no row under ``MIN_PARTS`` of
    them.
    """
    rows = terms.grouped(tokens, documents, "document")
    sizes = rows.groupby("doc").size()
    shown = rows[rows.kind.isin(terms.SHOWN)]
    if len(sizes) < MIN_PARTS or shown.empty:
        return DISPERSION.frame([])
    counts = pd.crosstab(shown.word, shown.doc).reindex(columns=sizes.index, fill_value=0)
    made = pd.DataFrame(
        {"word": counts.index, "count": counts.sum(axis=1), "documents": (counts > 0).sum(axis=1)}
    )
    for measure in (dp, dp_norm, juilland_d, carroll_d2):
        made[measure.__name__] = measure(counts.to_numpy(dtype=float), sizes.to_numpy(dtype=float))
    return DISPERSION.conform(made.reset_index(drop=True))


def dp(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return Gries's deviation of proportions (2008): 0 as the sizes would have it, near 1 in one small part alone.

    ``counts`` has a row a word and a column a part (or is one row); NaN for a word that does not occur.
    """
    counts = np.asarray(counts, dtype=float)
    totals = counts.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        observed = counts / totals
    return np.asarray(np.abs(observed - _shares(sizes)).sum(axis=-1) / 2)


def dp_norm(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return DP over its maximum, one less the smallest part's share (Lijffijt and Gries 2012)."""
    return np.asarray(dp(counts, sizes) / (1 - _shares(sizes).min()))


def juilland_d(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return Juilland's D of the rates by part, with the population's standard deviation: 1 even, 0 in one part
    alone.
    """
    rates = _rates(counts, sizes)
    with np.errstate(invalid="ignore"):
        return np.asarray(1 - rates.std(axis=-1) / rates.mean(axis=-1) / np.sqrt(rates.shape[-1] - 1))


def carroll_d2(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return Carroll's D2 (1970), the entropy of the rates by part over its maximum: 1 even, 0 in one part alone."""
    rates = _rates(counts, sizes)
    with np.errstate(invalid="ignore"):
        shares = rates / rates.sum(axis=-1, keepdims=True)
    return np.asarray(entr(shares).sum(axis=-1) / np.log(rates.shape[-1]))


def _rates(counts: Numbers, sizes: Numbers) -> Numbers:
    return np.asarray(np.asarray(counts, dtype=float) / np.asarray(sizes, dtype=float))


def _shares(sizes: Numbers) -> Numbers:
    sizes = np.asarray(sizes, dtype=float)
    shares: Numbers = sizes / sizes.sum()
    return shares
