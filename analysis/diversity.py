"""How varied the words of a text are, by measures that depend little on its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from . import terms
from .term_schema import DIVERSITY

WINDOW = 100  # words of a window of MATTR
SAMPLE = 42  # words of a sample of HD-D, as McCarthy and Jarvis have it
FACTOR = 0.72  # the TTR at which a factor of MTLD ends, as they have it
MIN_WORDS = 100  # below it MTLD is not to be trusted


def ttr(words: Sequence[str]) -> float:
    """Return types over tokens; it falls as a text grows, and so compares nothing."""
    return len(set(words)) / len(words)


def mattr(words: Sequence[str], window: int = WINDOW) -> float | None:
    """Return the mean TTR of all windows of so many words (Covington and McFall 2010); None for a shorter text."""
    if len(words) < window:
        return None
    counts = Counter(words[:window])
    types = [len(counts)]
    for out, new in zip(words, words[window:], strict=False):
        counts[out] -= 1
        if not counts[out]:
            del counts[out]
        counts[new] += 1
        types.append(len(counts))
    return float(np.mean(types)) / window


def hdd(words: Sequence[str], sample: int = SAMPLE) -> float | None:
    """Return HD-D (McCarthy and Jarvis 2007), the TTR expected in a random sample; None for a shorter text."""
    if len(words) < sample:
        return None
    counts = np.array(sorted(Counter(words).values()))
    missed = stats.hypergeom.pmf(0, len(words), counts, sample)
    return float((1 - missed).sum() / sample)


def mtld(words: Sequence[str], factor: float = FACTOR) -> float | None:
    """Return MTLD (McCarthy and Jarvis 2010), words until the TTR falls to ``factor``, mean of both directions.

    None for a text in which no word comes twice: it never falls.
    """
    lengths = [_factor_length(order, factor) for order in (words, list(reversed(words)))]
    known = [length for length in lengths if length is not None]
    return float(np.mean(known)) if len(known) == len(lengths) else None


def _factor_length(words: Sequence[str], factor: float) -> float | None:
    factors, seen, n = 0.0, set[str](), 0
    for word in words:
        seen.add(word)
        n += 1
        if len(seen) / n <= factor:
            factors, seen, n = factors + 1, set(), 0
    if n:
        factors += (1 - len(seen) / n) / (1 - factor)
    return len(words) / factors if factors else None


def build(tokens: pd.DataFrame, documents: pd.DataFrame, *, by: str = "park") -> pd.DataFrame:
    """Return the diversity of each group's words (contract ``DIVERSITY``); a measure that needs more words is
    missing.
    """
    made = []
    for group, rows in terms.grouped(tokens, documents, by).groupby("group", sort=True):
        words = list(rows.word)
        made.append(
            {
                "grouping": by,
                "group": group,
                "words": len(words),
                "types": len(set(words)),
                "ttr": ttr(words),
                "mattr": mattr(words),
                "window": WINDOW,
                "hdd": hdd(words),
                "mtld": mtld(words) if len(words) >= MIN_WORDS else None,
            }
        )
    return DIVERSITY.frame(made)
