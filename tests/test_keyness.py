"""Keyness: the worked numbers of the methods page, independent implementations, and what is called key."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import dispersion, intervals, keyness
from analysis.term_schema import KEYNESS, TOKENS

from .frames import documents

A, B, N, M = 30.0, 20.0, 1000.0, 2000.0  # a word 30 times in 1,000 words, 20 times in 2,000


def test_log_likelihood_of_four_cells():
    assert keyness.g2(A, B, N, M) == pytest.approx(15.105981, abs=5e-7)
    assert keyness.p_of(keyness.g2(A, B, N, M)) == pytest.approx(1.016e-4, abs=5e-8)
    assert keyness.g2(3.0, 0.0, N, M) == pytest.approx(6.597682, abs=5e-7)


def test_the_other_tests_of_the_same_table():
    table = [[30, 20], [970, 1980]]
    assert stats.chi2_contingency(table, correction=False).statistic == pytest.approx(16.271186, abs=5e-7)
    assert stats.chi2_contingency(table).statistic == pytest.approx(15.073729, abs=5e-7)
    assert stats.fisher_exact(table).pvalue == pytest.approx(1.1142e-4, abs=5e-9)
    assert stats.fisher_exact([[3, 0], [997, 2000]]).pvalue == pytest.approx(0.036963, abs=5e-7)


@pytest.mark.parametrize(
    ("a", "b", "n", "m"), [(30, 20, 1000, 2000), (3, 0, 1000, 2000), (7, 7, 50, 50), (1, 90, 100, 999)]
)
def test_log_likelihood_agrees_with_scipy(a, b, n, m):
    expected = stats.chi2_contingency([[a, b], [n - a, m - b]], correction=False, lambda_="log-likelihood")
    assert keyness.g2(float(a), float(b), float(n), float(m)) == pytest.approx(expected.statistic, abs=1e-9)
    assert keyness.p_of(keyness.g2(float(a), float(b), float(n), float(m))) == pytest.approx(
        expected.pvalue, abs=1e-6
    )


def test_effect_sizes():
    statistic = keyness.g2(A, B, N, M)
    assert keyness.log_ratio(A, B, N, M) == pytest.approx(1.584963, abs=5e-7)
    assert keyness.difference_pct(A, B, N, M) == pytest.approx(200)
    assert keyness.bic(statistic, N + M) == pytest.approx(7.099613, abs=5e-7)
    assert keyness.ell(statistic, A, B, N, M) == pytest.approx(1.789759e-3, abs=5e-10)


def test_a_count_of_none_is_half_a_count_in_a_ratio_and_no_difference_in_per_cent():
    assert keyness.log_ratio(3.0, 0.0, N, M) == pytest.approx(3.584963, abs=5e-7)
    assert np.isnan(keyness.difference_pct(3.0, 0.0, N, M))


def test_the_forms_of_other_tools():
    statistic = keyness.g2_of_two_cells(A, B, N, M)
    assert statistic == pytest.approx(14.834175, abs=5e-7)
    assert keyness.bic(statistic, N + M) == pytest.approx(6.827807, abs=5e-7)
    assert keyness.ell(statistic, A, B, N, M) == pytest.approx(1.758e-3, abs=5e-7)
    assert keyness.log_ratio(3.0, 0.0, N, M, smoothed=True) == pytest.approx(3.806994, abs=5e-7)
    assert keyness.g2_of_two_cells(10.0, 20.0, N, M) == pytest.approx(0, abs=1e-9)  # equal rates


def test_log_odds_with_a_prior():
    delta, z = keyness.log_odds(A, B, N, M, 500 * 50 / 3000, 500)
    assert (float(delta), float(z)) == (pytest.approx(0.827596, abs=5e-7), pytest.approx(3.340421, abs=5e-7))


def test_benjamini_hochberg():
    q = stats.false_discovery_control([0.0001, 0.004, 0.012, 0.03, 0.2])
    assert q == pytest.approx([0.0005, 0.01, 0.02, 0.0375, 0.2])


def test_all_groups_at_once_as_one_by_one():
    counts = np.array([[30.0, 20.0, 5.0], [0.0, 7.0, 9.0], [970.0, 1973.0, 486.0]])
    words = counts.sum(axis=0)
    made = keyness.statistics(counts, words)
    a, n = counts[1, 2], words[2]
    b, m = counts[1].sum() - a, words.sum() - n
    assert made["g2"][1, 2] == pytest.approx(keyness.g2(a, b, n, m))
    assert made["log_ratio"][1, 2] == pytest.approx(keyness.log_ratio(a, b, n, m))
    assert made["q"][:, 2] == pytest.approx(stats.false_discovery_control(made["p"][:, 2]))


def test_dispersion():
    counts, sizes = np.array([1.0, 2, 3, 4, 5]), np.array([9.0, 10, 10, 10, 11])
    assert dispersion.dp(counts, sizes) == pytest.approx(0.18)
    assert dispersion.dp_norm(counts, sizes) == pytest.approx(0.219512, abs=5e-7)
    assert dispersion.juilland_d(counts, sizes) == pytest.approx(0.785150, abs=5e-7)
    assert dispersion.juilland_d(np.array([0.0, 4, 3, 2, 1]), np.ones(5)) == pytest.approx(0.6464, abs=5e-5)
    assert dispersion.carroll_d2(np.array([0.0, 4, 3, 2, 1]), np.ones(5)) == pytest.approx(0.795218, abs=5e-7)


def test_dispersion_of_several_words_is_that_of_each():
    counts, sizes = np.array([[1.0, 2, 3], [6.0, 0, 0]]), np.array([10.0, 10, 20])
    for measure in (dispersion.dp, dispersion.dp_norm, dispersion.juilland_d, dispersion.carroll_d2):
        assert measure(counts, sizes) == pytest.approx([float(measure(row, sizes)) for row in counts])


@pytest.mark.parametrize(("count", "low", "high"), [(18, 20.92, 55.78), (0, 0.0, 7.23)])
def test_exact_interval_of_a_rate(count, low, high):
    scale = 10_000 / 5_100
    ends = [float(end) * scale for end in intervals.of_count(count)]
    assert ends == [pytest.approx(low, abs=5e-3), pytest.approx(high, abs=5e-3)]


def corpus(*texts: str, words: str = "甲乙丙丁戊己庚辛") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return tokens and documents of parks whose words are single letters, one paragraph every ten words."""
    rows = [
        {"doc": f"{n:03}", "start": at, "end": at + 1, "word": word * 2, "kind": "word", "section": "other"}
        | {"paragraph": at // 10, "sentence": at // 10}
        for n, text in enumerate(texts)
        for at, word in enumerate(text)
    ]
    docs = documents(*({"entity": f"{words[n]}高新区", "end": len(text)} for n, text in enumerate(texts)))
    return TOKENS.frame(rows), docs


EVEN = "abcdefghij" * 12


def test_a_word_is_key_when_all_tests_say_so():
    tokens, docs = corpus("xbcdefghij" * 12, EVEN, EVEN)
    table = keyness.build(tokens, docs).set_index(["group", "word"])
    row = table.loc["甲高新区", "xx"]
    assert row.is_key
    assert (row["count"], row.rest_count, row.words, row.rest_words) == (12, 0, 120, 240)
    assert row.low > 1
    # twelve places in ten parts: eight parts have one, two have two
    assert row.dp == pytest.approx((8 * (1 / 10 - 1 / 12) + 2 * (2 / 12 - 1 / 10)) / 2)
    assert row.unit == "paragraph"
    assert not table.loc["甲高新区", "bb"].is_key
    assert not table.is_key["乙高新区"].any()


def test_a_word_of_one_place_alone_is_not_key():
    tokens, docs = corpus("x" * 8 + EVEN[8:], EVEN, EVEN)
    row = keyness.build(tokens, docs).set_index(["group", "word"]).loc["甲高新区", "xx"]
    assert row.q < 0.05
    assert row.log_ratio > 1
    assert row.dp > 0.75
    assert not row.is_key


def test_a_name_is_never_key():
    tokens, docs = corpus("xbcdefghij" * 12, EVEN, EVEN)
    tokens.loc[tokens.word == "xx", "kind"] = "name"
    row = keyness.build(tokens, docs).set_index(["group", "word"]).loc["甲高新区", "xx"]
    assert row.is_name
    assert not row.is_key


def test_like_is_compared_with_like():
    tokens, docs = corpus(EVEN, EVEN, EVEN)
    docs["genre"] = pd.array(["news", "news", "policy"], dtype="str")
    table = keyness.build(tokens, docs).groupby("group")
    assert dict(table.reference.first()) == {"甲高新区": "news", "乙高新区": "news", "丙高新区": "all"}
    assert dict(table.rest_words.first()) == {"甲高新区": 120, "乙高新区": 120, "丙高新区": 240}


def test_documents_are_resampled_where_there_are_enough():
    tokens, docs = corpus(*["xbcdefghij" * 3] * 5, *[EVEN] * 5, words="甲甲甲甲甲乙乙乙乙乙")
    row = keyness.build(tokens, docs).set_index(["group", "word"]).loc["甲高新区", "xx"]
    assert row.unit == "document"
    assert row.is_key


def test_the_same_corpus_gives_the_same_table():
    tokens, docs = corpus("xbcdefghij" * 12, EVEN)
    pd.testing.assert_frame_equal(keyness.build(tokens, docs), keyness.build(tokens.copy(), docs))


def test_one_park_alone_has_nothing_to_be_compared_with():
    tokens, docs = corpus(EVEN)
    assert KEYNESS.check(keyness.build(tokens, docs)).empty
