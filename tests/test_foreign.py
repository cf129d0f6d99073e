"""Chinese words on pages in another language."""

from __future__ import annotations

import pytest

from analysis.report import foreign


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>Growth of 东江高新区.</p>", '<p>Growth of <span lang="zh-Hans">东江高新区</span>.</p>'),
        ("<p>No Chinese, 12.5%.</p>", "<p>No Chinese, 12.5%.</p>"),
        # one run from its first character to its last, marks and numbers inside it
        ("<td>完成215亿元，增长8%。</td>", '<td><span lang="zh-Hans">完成215亿元，增长8%。</span></td>'),
        (
            "<p>《通知》 and 力争</p>",
            '<p><span lang="zh-Hans">《通知》</span> and <span lang="zh-Hans">力争</span></p>',
        ),
        # a letter between two runs parts them
        ("甲 x 乙", '<span lang="zh-Hans">甲</span> x <span lang="zh-Hans">乙</span>'),
        # attributes, titles and scripts hold no element
        ('<img alt="甲"><title>甲</title><p>a</p>', '<img alt="甲"><title>甲</title><p>a</p>'),
        # what says its language already
        ('<article lang="zh-Hant">甲<b>乙</b></article>', '<article lang="zh-Hant">甲<b>乙</b></article>'),
        ('<html lang="en"><p>甲</p></html>', '<html lang="en"><p><span lang="zh-Hans">甲</span></p></html>'),
        (
            '<a lang="zh-Hans">甲</a><br><i lang="en">乙</i>',
            '<a lang="zh-Hans">甲</a><br><i lang="en"><span lang="zh-Hans">乙</span></i>',
        ),
        # no entity is cut
        ("甲&lt;乙", '<span lang="zh-Hans">甲</span>&lt;<span lang="zh-Hans">乙</span>'),
    ],
)
def test_runs_get_their_language(page, marked):
    assert foreign.marked(page) == marked
