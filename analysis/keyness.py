"""Words that a group of documents uses more than the rest: tests, effect sizes, dispersion, interval, and what all say.

Counts are arrays of any shape: ``a`` and ``b`` how often a word stands in group and rest, ``n`` and ``m`` their
words. A word is key only if every test says so (``codebook/keyness.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse, stats
from scipy.special import erfc

from . import codebook, dispersion, terms
from .term_schema import KEYNESS

Numbers = npt.NDArray[Any]
Values = Numbers | float
_TAIL = 0.025  # what a 95 % interval leaves out at either end
_ZERO = 0.5  # what a count of none is taken for in a ratio (Hardie 2014)


def g2(a: Values, b: Values, n: Values, m: Values) -> Numbers:
    """Return the log-likelihood ratio of the four cells word or not, group or rest (Dunning 1993)."""
    cells = _xlogx(a) + _xlogx(b) + _xlogx(n - a) + _xlogx(m - b)
    margins = _xlogx(n) + _xlogx(m) + _xlogx(a + b) + _xlogx(n + m - a - b)
    return np.asarray(np.maximum(0, 2 * (cells - margins + _xlogx(n + m))))


def g2_of_two_cells(a: Values, b: Values, n: Values, m: Values) -> Numbers:
    """Return the log-likelihood ratio of the word's own two cells (Rayson and Garside 2000), which other tools print.

    It leaves out the words that are not the word, and is a little below ``g2``, which this report uses.
    """
    share = (a + b) / (n + m)
    cells = _xlogx(a) + _xlogx(b) - a * np.log(n * share) - b * np.log(m * share)
    return np.asarray(np.maximum(0, 2 * cells))


def _xlogx(counts: Values) -> Numbers:
    """Return counts times their logarithm, 0 of none."""
    return np.asarray(counts * np.log(np.maximum(counts, 1)))


def log_ratio(a: Values, b: Values, n: Values, m: Values, *, smoothed: bool = False) -> Numbers:
    """Return the binary logarithm of the ratio of rates (Hardie 2014): 1 is twice as often, -1 half as often.

    A count of none is half a count; ``smoothed`` adds half a count to all four numbers instead, as some tools do.
    """
    if smoothed:
        a, b, n, m = a + _ZERO, b + _ZERO, n + _ZERO, m + _ZERO
    return np.asarray(np.log2(np.where(a == 0, _ZERO, a) / n) - np.log2(np.where(b == 0, _ZERO, b) / m))


def difference_pct(a: Values, b: Values, n: Values, m: Values) -> Numbers:
    """Return %DIFF, the rate less the rest's in per cent of the rest's (Gabrielatos 2018); NaN where the rest has
    none.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(b == 0, np.nan, (np.divide(a / n, b / m) - 1) * 100))


def bic(statistic: Values, words: Values) -> Numbers:
    """Return G2 less the logarithm of all words (Wilson 2013): above 2 evidence, above 10 very strong."""
    return np.asarray(statistic - np.log(words))


def ell(statistic: Values, a: Values, b: Values, n: Values, m: Values) -> Numbers:
    """Return the effect size of G2 (Johnston, Berry and Mielke 2006), 0 to 1; NaN where it is not defined.

    It divides by the words of both and the logarithm of the smallest expected count.
    """
    expected = (a + b) * np.minimum(n, m) / (n + m)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 1, statistic / ((n + m) * np.log(expected)), np.nan))


def log_odds(
    a: Values, b: Values, n: Values, m: Values, prior: Values, prior_words: float
) -> tuple[Numbers, Numbers]:
    """Return the log odds ratio with a Dirichlet prior, and its z (Monroe, Colaresi and Quinn 2008).

    ``prior`` has the pseudo-counts of the words, ``prior_words`` their sum over all words.
    """
    delta = np.log((a + prior) / (n + prior_words - a - prior)) - np.log(
        (b + prior) / (m + prior_words - b - prior)
    )
    return np.asarray(delta), np.asarray(delta / np.sqrt(1 / (a + prior) + 1 / (b + prior)))


def statistics(counts: Numbers, words: Numbers) -> dict[str, Numbers]:
    """Return g2, p, q and log_ratio of each word in each group against all the others.

    ``counts`` has a row a word and a column a group, ``words`` the words of each group; q is p after Benjamini and
    Hochberg, group by group. A group at a time, so that the work stays in the processor's cache.
    """
    total, all_words = counts.sum(axis=1), words.sum()
    made = {name: np.empty(counts.shape) for name in ("g2", "p", "q", "log_ratio")}
    for column, n in enumerate(words):
        a = np.ascontiguousarray(counts[:, column])
        made["g2"][:, column] = statistic = g2(a, total - a, n, all_words - n)
        made["p"][:, column] = p = p_of(statistic)
        made["q"][:, column] = stats.false_discovery_control(p)
        made["log_ratio"][:, column] = log_ratio(a, total - a, n, all_words - n)
    return made


def p_of(statistic: Numbers) -> Numbers:
    """Return the p of G2 by chi-squared of one degree of freedom."""
    return np.asarray(erfc(np.sqrt(statistic / 2)))


def build(
    tokens: pd.DataFrame, documents: pd.DataFrame, *, by: str = "park", min_length: int = 1
) -> pd.DataFrame:
    """Return each word of each group compared with the rest (contract ``KEYNESS``), words of ``min_count`` on.

    A park is compared with the other parks' documents of its own genres where there are any, else with all others;
    ``reference`` says which. Names, and words that no dictionary has, are tested with the others and are never key.
    """
    rows = terms.grouped(tokens, documents, by)
    rows = rows.assign(genre=rows.doc.map(documents.set_index("doc").genre))
    tables = []
    for group in sorted(set(rows.group)):
        inside, rest, reference = _sides(rows, str(group), by)
        if len(rest):
            tables.append(_compared(inside, rest, min_length).assign(group=group, reference=reference))
    if not tables or not sum(map(len, tables)):
        return KEYNESS.frame([])
    table = pd.concat(tables, ignore_index=True).assign(grouping=by)
    table["is_key"] = is_key(table)
    return KEYNESS.conform(table)


def is_key(table: pd.DataFrame) -> pd.Series:
    """Return whether each word is key: q, effect, interval and dispersion say so together, and it is no name."""
    limits = rule()
    key: pd.Series = (
        (table["count"] >= limits["min_count"])
        & (table.q <= limits["max_q"])
        & (table.log_ratio >= limits["min_log_ratio"])
        & (table.low > 0).fillna(False)
        & (table.dp <= limits["max_dp"])
        & ~table.is_name
    )
    return key


def _sides(rows: pd.DataFrame, group: str, by: str) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the words of ``group``, those it is compared with, and the name of the reference."""
    inside, rest = rows[rows.group == group], rows[rows.group != group]
    genres = set(inside.genre.dropna()) & set(rest.genre.dropna()) if by != "genre" else set()
    alike = rest[rest.genre.isin(genres)]
    same = inside[inside.genre.isin(genres)]
    if len(same) == len(inside) and len(alike):
        return inside, alike, ";".join(sorted(genres))
    return inside, rest, "all"


def _compared(inside: pd.DataFrame, rest: pd.DataFrame, min_length: int) -> pd.DataFrame:
    """Return the statistics of the words of one group, in order of the words."""
    limits = rule()
    shown = inside[inside.kind.isin(terms.SHOWN) & (inside.word.str.len() >= min_length)]
    counts = shown.groupby("word").agg(
        count=("word", "size"), kind=("kind", "first"), theme=("theme", "first")
    )
    # All words of the group are tested together: those too rare to be key count in the correction too.
    a = counts["count"].to_numpy(dtype=float)
    b = rest.groupby("word").size().reindex(counts.index, fill_value=0).to_numpy(dtype=float)
    n, m = float(len(inside)), float(len(rest))
    statistic = g2(a, b, n, m)
    p = p_of(statistic)
    prior = limits["prior_words"] * (a + b) / (n + m)
    table: pd.DataFrame = pd.DataFrame(
        {"word": counts.index, "theme": counts.theme.to_numpy(), "count": a, "rest_count": b}
    )
    table = table.assign(
        words=n,
        rest_words=m,
        is_name=counts.kind.isin(["name", "unlisted"]).to_numpy(),
        g2=statistic,
        p=p,
        q=stats.false_discovery_control(p) if len(p) else p,
        log_ratio=log_ratio(a, b, n, m),
        difference_pct=difference_pct(a, b, n, m),
        bic=bic(statistic, n + m),
        ell=ell(statistic, a, b, n, m),
        log_odds_z=log_odds(a, b, n, m, prior, limits["prior_words"])[1],
    )
    table = table[table["count"] >= limits["min_count"]].reset_index(drop=True)
    table["fisher_p"] = [_fisher(row, n, m) for row in table.itertuples()]
    table["low"], table["high"], table["unit"] = _bootstrap(inside, rest, list(table.word))
    table["dp"] = _dp(inside, list(table.word))
    return table


def _fisher(row: Any, n: float, m: float) -> float:
    cells = [[row.count, row.rest_count], [n - row.count, m - row.rest_count]]
    return float(stats.fisher_exact(np.array(cells, dtype=int)).pvalue)


def _dp(inside: pd.DataFrame, words: list[str]) -> Numbers:
    """Return each word's DP over the group's documents, or over equal parts of its text where they are few."""
    limits = rule()
    if inside.doc.nunique() >= limits["min_documents"]:
        parts = pd.factorize(inside.doc)[0]
    else:
        parts = np.arange(len(inside)) * limits["parts"] // max(len(inside), 1)
    counts = _by_unit(inside, parts, words)
    return dispersion.dp(np.asarray(counts.T.toarray(), dtype=float), np.bincount(parts).astype(float))


def _bootstrap(inside: pd.DataFrame, rest: pd.DataFrame, words: list[str]) -> tuple[Numbers, Numbers, str]:
    """Return both ends of the percentile interval of the log ratio of each word, and what was resampled.

    Documents, where either side has enough of them, else paragraphs: then the interval describes these texts only.
    """
    limits = rule()
    few = min(inside.doc.nunique(), rest.doc.nunique()) < limits["min_documents"]
    # The older generator: numpy promises its stream for good (NEP 19).
    generator = np.random.RandomState(limits["seed"])
    draws = [_resampled(side, words, few, generator) for side in (inside, rest)]
    ratios = log_ratio(draws[0][0], draws[1][0], draws[0][1], draws[1][1])
    low, high = np.quantile(ratios, [_TAIL, 1 - _TAIL], axis=0) if words else (np.array([]), np.array([]))
    return low, high, "paragraph" if few else "document"


def _resampled(
    side: pd.DataFrame, words: list[str], few: bool, generator: np.random.RandomState
) -> tuple[Numbers, Numbers]:
    """Return counts of ``words`` (a row a sample) and words in all (a column) of samples of the side's units."""
    keys = [side.doc, side.paragraph] if few else [side.doc]
    units = side.groupby(keys, sort=False).ngroup().to_numpy()
    sizes = np.bincount(units).astype(float)
    weights = generator.multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=rule()["samples"])
    counts = np.asarray(_by_unit(side, units, words).T.dot(weights.T).T, dtype=np.float64)
    return counts, np.maximum((weights @ sizes)[:, None], 1.0)


def _by_unit(side: pd.DataFrame, units: npt.NDArray[Any], words: list[str]) -> Any:
    """Return counts of ``words`` (columns) by unit (rows), sparse."""
    column = pd.Index(words).get_indexer(pd.Index(side.word))
    known = column >= 0
    shape = (int(units.max()) + 1 if len(units) else 0, len(words))
    return sparse.csr_matrix((np.ones(int(known.sum())), (units[known], column[known])), shape=shape)


def keywords(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each group with its key words, those of the largest effect first."""
    for group, rows in table[table.is_key].groupby("group", sort=True):
        yield str(group), rows.sort_values(["log_ratio", "g2", "word"], ascending=[False, False, True])


def rule() -> dict[str, Any]:
    """Return what a word must be to be called key (``codebook/keyness.toml``)."""
    return codebook.read_toml("keyness.toml")
