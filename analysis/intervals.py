"""Counts → exact 95 % intervals, and a bootstrap over the passages that they stand in; many counts at a time."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

RESAMPLES = 1000
LEAST_PASSAGES = 5  # below so many, draws are too few to say anything
_SEED = 20140303
_TAIL = 0.025


class Ends(NamedTuple):
    """The lower and the upper ends of 95 % intervals, arrays of one shape; NaN where there is none."""

    low: Any
    high: Any


def of_share(count: Any, n: Any) -> Ends:
    """Return the exact intervals of shares count / n (Clopper & Pearson 1934), 0 to 1; none without a base."""
    count, n = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(invalid="ignore"):
        low = np.where(count > 0, stats.beta.ppf(_TAIL, count, n - count + 1), 0.0)
        high = np.where(count < n, stats.beta.ppf(1 - _TAIL, count + 1, n - count), 1.0)
    return Ends(np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan))


def of_count(count: Any) -> Ends:
    """Return the exact intervals of Poisson counts (Garwood 1936). Too narrow where what is counted clumps."""
    count = np.asarray(count, dtype=float)
    low = np.where(count > 0, stats.chi2.ppf(_TAIL, 2 * count) / 2, 0.0)
    return Ends(low, stats.chi2.ppf(1 - _TAIL, 2 * count + 2) / 2)


def of_ratios(above: Any, below: Any) -> Ends:
    """Return the percentile intervals of sum(above) / sum(below), a row a passage, a column a ratio.

    Passages are drawn again whole, so that what clumps in them does not pass for many observations. None below
    ``LEAST_PASSAGES``, and where all is counted or nothing: no draw can show what was never seen.
    """
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    passages, columns = above.shape
    nothing = np.full(columns, np.nan)
    if passages < LEAST_PASSAGES:
        return Ends(nothing, nothing)
    draws = _draws(passages)
    sums = draws @ below
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(sums > 0, draws @ above / sums, np.nan)
    total, whole = above.sum(axis=0), below.sum(axis=0)
    is_known = (total > 0) & (total != whole)
    low, high = nothing.copy(), nothing.copy()
    if is_known.any():
        low[is_known], high[is_known] = np.nanquantile(values[:, is_known], [_TAIL, 1 - _TAIL], axis=0)
    return Ends(low, high)


@cache
def _draws(n: int) -> Any:
    """Return how often each of ``n`` passages is drawn in each resample; the same each time."""
    # The older generator: numpy promises its stream for good (NEP 19).
    return np.random.RandomState(_SEED).multinomial(n, [1 / n] * n, size=RESAMPLES)
