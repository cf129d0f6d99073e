"""Figures typed into prose are found in both languages; names, articles and claims are not."""

from __future__ import annotations

import json
import re

import pytest

from analysis import codebook, prose
from analysis.errors import ClaimError
from analysis.report import checks

TYPED = [
    ("zh", "共有 15 篇文本。", ["15"]),
    ("zh", "增长8.5%，下降３％。", ["8.5%", "３％"]),
    ("zh", "面积达1,200亩", ["1,200"]),
    ("zh", "增长三成，翻了两倍，占百分之五。", ["三成", "两倍", "百分之五"]),
    ("zh", "有十二个园区提到，三十余家企业", ["十二个", "三十余家"]),
    ("zh", "超过一半的园区", ["一半"]),
    ("zh", "约一点五倍，二分之一", ["一点五倍", "二分之"]),
    ("zh", "一百二十篇、两类", ["一百二十篇", "两类"]),
    ("en", "There are 15 documents, 8.5% more.", ["15", "8.5%"]),
    ("en", "Twelve zones grew, half of them twice.", ["Twelve", "half", "twice"]),
    ("en", "thirty per cent of two hundred", ["thirty", "per cent", "two", "hundred"]),
    ("en", "fourteen, a quarter, a dozen", ["fourteen", "quarter", "dozen"]),
]


@pytest.mark.parametrize(("lang", "source", "found"), TYPED)
def test_a_typed_figure_is_found(lang, source, found):
    assert prose.literals(source, lang) == found


@pytest.mark.parametrize(
    ("lang", "source"),
    [
        ("zh", "一条观测是一个数值，一篇文本可以含几条；另一方面，第一类"),
        ("zh", "完成、成绩、成为、构成；三者皆非，两者不可混"),
        ("zh", "共 {{ documents }} 篇，占 {{ share }}，见 {{ tab:x1 }}。"),
        ("zh", "参数 `top_terms = 15` 与[链接](02_x.html#s2-1)"),
        ("zh", "见第 5 章与第 3.2 节，对数似然比 G²，κ 与 q"),
        ("zh", "按 GB/T 15835 与 GB/T 7714-2015 排印（Dunning 1993；Monroe 等 2008），见 [@rayson2000]。"),
        ("en", "One observation is a number; a document may hold several, see chapter 3.2."),
        ("en", "{{ zones zone|zones }} of the corpus, weighted (often), tenable, Benjamini (1995)"),
        ("en", "F of the coding, someone, none, everyone, secondly"),
    ],
)
def test_names_articles_and_claims_are_no_figures(lang, source):
    assert prose.literals(source, lang) == []


def test_each_language_has_its_own_number_words():
    assert prose.literals("three", "zh") == prose.literals("三成", "en") == []
    assert [fault.what for fault in prose.faults("three 三成", "x")] == [
        "'三成' is typed into prose",
        "'three' is typed into prose",
    ]


def test_each_allowed_pattern_is_one_and_has_a_reason():
    for row in codebook.read_csv("report/prose_allowed.csv"):
        assert row["lang"] in ("zh", "en", "")
        assert row["reason"]
        assert not re.search(row["pattern"], "")  # one that fits nothing would let everything through


def notebook(path, *cells):
    made = [{"cell_type": kind, "metadata": {"tags": tags}, "source": text} for kind, tags, text in cells]
    path.write_text(json.dumps({"cells": made}), encoding="utf-8")
    return path


def test_the_build_names_every_figure_before_anything_runs(tmp_path):
    good = notebook(
        tmp_path / "01_a.ipynb",
        ("markdown", ["lang-zh"], "# 题\n\n共 {{ n }} 篇"),
        ("markdown", ["lang-en"], "# Title\n\n{{ n }} documents"),
        ("code", ["parameters"], "top_terms = 15"),
    )
    checks.prose_without_figures([good])  # and the project's own front and method
    bad = notebook(
        tmp_path / "02_b.ipynb",
        ("code", ["parameters"], "top_terms = 15"),
        ("markdown", ["lang-zh"], "共 12 篇"),
        ("markdown", ["lang-en"], ["Twelve ", "documents"]),
    )
    with pytest.raises(ClaimError) as caught:
        checks.prose_without_figures([good, bad])
    assert [(one.what, one.where) for one in caught.value.gathered] == [
        ("'12' is typed into prose", "02_b.ipynb, cell 2"),
        ("'Twelve' is typed into prose", "02_b.ipynb, cell 3"),
    ]
