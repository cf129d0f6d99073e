"""Counts by document → an interval of a ratio of their sums.

Documents, not rows, are drawn: the rows of one document share its style, and are right or wrong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

# Below so many documents the draws are too few to say anything.
LEAST_DOCUMENTS = 5
RESAMPLES = 2000
_SEED = 20141231


class Interval(NamedTuple):
    """The middle 95 % of the resampled values."""

    low: float
    high: float


def interval(above: Sequence[float], below: Sequence[float]) -> Interval | None:
    """Return the percentile bootstrap interval (Efron 1979) of sum(above) / sum(below), a number each a document.

    None below five documents, and where all is right or nothing is: draws cannot show an error that was never
    seen, and would claim certainty. Too narrow for few documents: read it as the least uncertainty there is. The
    draws are the same each time.
    """
    if len(below) < LEAST_DOCUMENTS or sum(above) in (0, sum(below)):
        return None
    draws = _draws(len(below))
    sums = draws @ np.asarray(below, dtype=float)
    values = (draws @ np.asarray(above, dtype=float))[sums > 0] / sums[sums > 0]
    low, high = np.quantile(values, [0.025, 0.975])
    return Interval(float(low), float(high))


@cache
def _draws(n: int) -> Any:
    """Return how often each of ``n`` documents is drawn in each resample, of shape (RESAMPLES, n)."""
    # The older generator: numpy promises its stream for good (NEP 19).
    return np.random.RandomState(_SEED).multinomial(n, [1 / n] * n, size=RESAMPLES)
