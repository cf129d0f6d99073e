"""Collocations, diversity, correspondence analysis, topics: worked numbers and independent implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import collocations, correspondence, diversity, term_maps, terms, topics
from analysis.exhibits import Absent, Figure
from analysis.term_schema import TOKENS

from .frames import documents

WORDS = [
    "创新",
    "企业",
    "发展",
    "创新",
    "项目",
    "建设",
    "发展",
    "园区",
    "企业",
    "服务",
    "创新",
    "平台",
    "人才",
    "发展",
    "项目",
    "投资",
    "园区",
    "企业",
    "产业",
    "集群",
] * 3
N, F1, F2, SIZE = 12.0, 30.0, 40.0, 3000.0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (collocations.pmi(N, F1, F2, SIZE), 4.906891),
        (collocations.pmi2(N, F1, F2, SIZE), 8.491853),
        (collocations.t_score(N, F1, F2, SIZE), 3.348632),
        (collocations.log_likelihood(N, F1, F2, SIZE), 67.557124),
        (collocations.log_dice(N, F1, F2), 12.455679),
        (collocations.npmi(N, F1, F2, SIZE), 0.615996),
    ],
)
def test_association(value, expected):
    assert value == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(("n", "f1", "f2", "size"), [(12, 30, 40, 3000), (5, 5, 9, 400), (3, 100, 80, 5000)])
def test_association_agrees_with_nltk(n, f1, f2, size):
    measures = pytest.importorskip("nltk.metrics").BigramAssocMeasures
    margins = (n, (f1, f2), size)
    assert collocations.pmi(float(n), float(f1), float(f2), size) == pytest.approx(measures.pmi(*margins))
    assert collocations.t_score(float(n), float(f1), float(f2), size) == pytest.approx(
        measures.student_t(*margins)
    )
    expected = measures.likelihood_ratio(*margins)
    # NLTK adds a tiny number to each cell.
    assert collocations.log_likelihood(float(n), float(f1), float(f2), size) == pytest.approx(
        expected, rel=1e-6
    )
    dice = measures.dice(*margins)
    assert collocations.log_dice(float(n), float(f1), float(f2)) == pytest.approx(14 + np.log2(dice))


def test_diversity():
    assert diversity.ttr(WORDS) == pytest.approx(0.2)
    assert diversity.mattr(WORDS, 10) == pytest.approx(0.850980, abs=5e-7)
    assert diversity.hdd(WORDS) == pytest.approx(0.281722, abs=5e-7)
    assert diversity.mtld(WORDS) == pytest.approx(13.5)


def test_diversity_agrees_with_lexicalrichness():
    text = " ".join(WORDS + list("abcdefghijklm") + WORDS[:17])
    other = pytest.importorskip("lexicalrichness").LexicalRichness(
        text, preprocessor=None, tokenizer=str.split
    )
    words = text.split()
    assert diversity.mattr(words, 25) == pytest.approx(other.mattr(window_size=25))
    assert diversity.hdd(words) == pytest.approx(other.hdd(draws=42))
    assert diversity.mtld(words) == pytest.approx(other.mtld(threshold=0.72))


@pytest.mark.parametrize("measure", [diversity.mattr, diversity.hdd, diversity.mtld])
def test_a_text_too_short_for_a_measure_has_none(measure):
    assert measure(["创新"]) is None


TOY = pd.DataFrame([[12, 3, 5, 0], [4, 10, 2, 6], [1, 2, 9, 8]], index=list("abc"), columns=list("wxyz"))
SMOKE = pd.DataFrame(
    [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
    index=["SM", "JM", "SE", "JE", "SC"],
    columns=["none", "light", "medium", "heavy"],
)


def test_inertia():
    assert correspondence.analyse(TOY).inertia == pytest.approx([0.324611, 0.179073], abs=5e-7)
    assert correspondence.analyse(SMOKE).inertia == pytest.approx([0.0747591, 0.0100172, 0.0004136], abs=5e-8)


def test_coordinates_agree_with_prince():
    other = pytest.importorskip("prince").CA(n_components=2).fit(SMOKE)
    made = correspondence.analyse(SMOKE)
    for mine, theirs in (
        (made.rows, other.row_coordinates(SMOKE)),
        (made.columns, other.column_coordinates(SMOKE)),
    ):
        assert np.abs(mine.to_numpy()) == pytest.approx(np.abs(theirs.to_numpy()), abs=1e-9)


def test_an_axis_points_where_its_largest_coordinate_is():
    columns = correspondence.analyse(TOY).columns
    assert all(columns[axis].loc[columns[axis].abs().idxmax()] > 0 for axis in columns)


def sentence(doc: str, words: str, sentence: int, at: int) -> list[dict[str, object]]:
    return [
        {"doc": doc, "start": at + n, "end": at + n + 1, "word": word, "kind": "word", "section": "other"}
        | {"paragraph": sentence, "sentence": sentence}
        for n, word in enumerate(words.split())
    ]


def test_company_ends_with_the_sentence_and_the_window():
    rows = [
        row
        for n in range(10)
        for row in [
            *sentence("000", "科技 创新 推动 企业", n, n * 20),
            *sentence("001", "平台 服务 人才", n, n * 20),
        ]
    ]
    table = collocations.build(TOKENS.frame(rows), window=1).set_index(["node", "collocate"])
    assert table.loc["科技", "创新"]["count"] == 10
    assert ("科技", "推动") not in table.index
    assert ("企业", "平台") not in table.index
    assert table.loc["科技", "创新"].log_dice == pytest.approx(14)
    assert set(table.window) == {1}


def test_a_word_that_stands_twice_beside_another_counts_once():
    rows = [row for n in range(12) for row in sentence("000", "创新 平台 平台", n, n * 20)]
    table = collocations.build(TOKENS.frame(rows)).set_index(["node", "collocate"])
    assert table.loc["创新", "平台"]["count"] == 12
    assert table.log_dice.max() <= 14


def test_network_keeps_the_strongest_pairs_only():
    rows = [row for n in range(12) for row in sentence("000", "创新 平台 人才", n, n * 20)]
    graph = collocations.network(collocations.build(TOKENS.frame(rows)))
    assert sorted(graph) == sorted(["创新", "平台", "人才"])
    assert graph.number_of_edges() == 3


def test_topics_need_a_hundred_documents_and_tell_two_kinds_apart():
    kinds = ["创新 科技 研发 专利 成果", "项目 开工 投产 投资 厂房"]
    rows = [row for n in range(120) for row in sentence(f"{n:03}", " ".join([kinds[n % 2]] * 3), 0, 0)]
    tokens = TOKENS.frame(rows)
    assert topics.build(tokens[tokens.doc < "099"]) is None
    made = topics.build(tokens)
    assert made is not None
    heads = [set(words.split("、")[:5]) for words in made.table.words]
    assert set(kinds[0].split()) in heads
    assert set(kinds[1].split()) in heads
    assert made.paragraphs == 120


def test_coherence_of_words_that_always_and_never_meet():
    counts = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1]])
    from scipy import sparse

    matrix = sparse.csr_matrix(counts)
    assert topics.coherence(["a", "b"], matrix, ["a", "b", "c"]) == pytest.approx(1)
    assert topics.coherence(["a", "c"], matrix, ["a", "b", "c"]) == pytest.approx(-1)


def test_tf_idf_agrees_with_scikit_learn():
    from sklearn.feature_extraction.text import TfidfTransformer

    rows = [*sentence("000", "创新 创新 企业 项目", 0, 0), *sentence("001", "企业 平台 平台 平台", 0, 0)]
    docs = documents({"entity": "甲高新区"}, {"entity": "乙高新区"})
    table = terms.frequencies(TOKENS.frame(rows), docs, by="document")
    counts = table.pivot(index="group", columns="word", values="count").fillna(0)
    mine = table.pivot(index="group", columns="word", values="tf_idf").fillna(0)
    assert mine.to_numpy() == pytest.approx(TfidfTransformer().fit_transform(counts.to_numpy()).toarray())


def test_words_of_a_network_stand_apart_and_are_laid_out_the_same():
    pairs = ["创新 平台 人才", "项目 开工", "专利 商标 版权", "营商环境 审批"]
    rows = [
        row for n in range(208) for row in sentence("000", pairs[n % 4], n, n * 20)
    ]  # fmt: skip
    tokens = TOKENS.frame(rows)
    table = collocations.build(tokens)
    made = [term_maps.network(tokens, table, lang="zh") for _ in range(2)]
    assert all(isinstance(figure, Figure) for figure in made)
    places = [
        {text.get_text(): text.get_position() for text in figure.drawing.axes[0].texts} for figure in made
    ]
    assert places[0] == places[1]
    assert len(places[0]) == 10
    spots = np.array(list(places[0].values()))
    apart = np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1)) + np.eye(len(spots)) * 9
    assert apart.min() > 0.5


def test_no_network_of_few_paragraphs():
    tokens = TOKENS.frame([row for n in range(20) for row in sentence("000", "创新 平台", n, n * 20)])
    made = term_maps.network(tokens, collocations.build(tokens), lang="zh")
    assert isinstance(made, Absent)
    assert "20 个段落" in made.reason


def test_a_plane_of_rows_that_are_all_alike_has_no_inertia_and_no_shares():
    alike = pd.DataFrame([[1.0, 2.0, 3.0]] * 8, [f"{n}高新区" for n in range(8)], ["a", "b", "c"])
    plane = correspondence.analyse(alike)
    assert not plane.inertia.any()
    assert not plane.shares.any()
