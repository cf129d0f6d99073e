"""Clean views: what a reader of a text sees, and that every span of it is an exact span of the print."""

import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import View, view_of
from analysis.documents.lines import Span
from analysis.documents.pinyin import find_pinyin
from analysis.documents.script import fold
from analysis.documents.views import clean, read_through
from tests.frames import documents

WRAPPED = (
    "    二〇〇二年，全区坚持以项目建设为中心，千方百计扩大投入，完成固定\n"
    "资产投资三亿二千万元，比上年增长百分之十一点五；新开工项目四十五个，\n"
    "其中投资千万元以上的项目十二个，引进的外商之中有美国企业General\n"
    "Electric等三家，投资结构明显好转。\n"
)
# Han, full-width forms, blanks and breaks of all kinds, private use, pinyin, and any character at all.
SIGNS = st.sampled_from(
    [*"高新區区产產值２３5.,，。；:　 \t\n\r\u200b\ufeff\ue5e5āǐ(（)）ab第一○", "\r\n", " 1 2 3 "]
)
TEXTS = st.lists(st.one_of(SIGNS, st.characters())).map("".join)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("工业总产值２１５．５亿元，增长１０％。", "工业总产值215.5亿元,增长10%。"),
        ("東江高新區實現生產總值，", "东江高新区实现生产总值,"),
        ("乾隆年间的乾淨街道", "乾隆年间的干净街道"),
        ("一九八○年至一九八五年", "一九八〇年至一九八五年"),
        ("○○市高新区", "○○市高新区"),
        ("全\u200b区\ue5e5完\u00ad成\ufeff投资", "全区完成投资"),
        # Blanks of running text, and those that a reader would write.
        ("同比 增长 10.1 % ，其中 出口", "同比增长10.1%,其中出口"),
        ("2 0 1 4 年，完成", "2014年,完成"),
        ("引进 Intel Capital 等，", "引进Intel Capital等,"),
        ("2013 2014 2015，", "2013 2014 2015,"),
        ("GDP 达 120 亿元，", "GDP达120亿元,"),
        # The rows of tables keep their cells apart.
        ("工业总产值  120  130", "工业总产值  120  130"),
        ("指标\t单位，亿元\t增长", "指标\t单位,亿元\t增长"),
        # Hard breaks.
        ("完成投资，\n其中工业投资", "完成投资,其中工业投资"),
        ("完成投资。\n其中工业投资", "完成投资。\n其中工业投资"),
        # Pinyin, and what looks like it.
        ("高新区（gāo xīn qū）增长", "高新区增长"),
        ("长安(chang an)区", "长安区"),
        ("高gao新xin区qu增长", "高新区增长"),
        ("gāo xīn qū shí xiàn\n高新区实现", "高新区实现"),
        ("东江（Dong Jiang River）流域", "东江(Dong Jiang River)流域"),
        ("一公里(li)以内", "一公里(li)以内"),
        ("café与GDP(an index)", "café与GDP(an index)"),
    ],
)
def test_what_a_reader_reads(printed: str, read: str) -> None:
    assert clean(printed, 0, len(printed)).text == read


def test_a_text_broken_at_a_width_is_a_line_a_paragraph() -> None:
    view = clean(WRAPPED, 0, len(WRAPPED))
    assert "固定资产投资三亿二千万元" in view.text
    assert view.text.strip().count("\n") == 0
    assert "美国企业General Electric等三家" in view.text
    at = view.text.index("固定资产投资")
    assert WRAPPED[slice(*view.span(at, at + 6))] == "固定\n资产投资"


def test_hidden_lines_go_with_their_break_and_the_sentence_goes_on() -> None:
    text = "全年完成出口，\n（记者某某摄）\n增长一成。"
    photo = text.index("（")
    row = documents({"end": len(text), "boilerplate_spans": f"{photo}-{photo + 7}"}).iloc[0]
    view = view_of(text, row.where(row.notna(), None))
    assert view.text == "全年完成出口,增长一成。"
    assert text[slice(*view.span(view.text.index("出口"), view.text.index("一成")))] == text[4:-3]


def test_a_view_of_a_part_counts_from_the_whole_text() -> None:
    text = "第一篇。\n　　第二篇，全區。"
    view = clean(text, 5, len(text))
    at = view.text.index("全区")
    assert view.span(at, at + 2) == Span(11, 13)
    assert text[11:13] == "全區"


def test_a_view_refuses_what_it_cannot_hold() -> None:
    view = read_through("全区", 0, 2)
    with pytest.raises(ValueError, match="2 characters cannot be written in 3"):
        view.written("全园区")
    with pytest.raises(IndexError, match="0-3 is no span of a view of 2 characters"):
        view.span(0, 3)


@given(TEXTS, st.data())
def test_every_span_of_a_view_is_the_span_of_the_print(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    hidden = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    view = clean(text, start, end, hidden)
    assert len(view.origins) == len(view.text)
    assert np.all(np.diff(view.origins) > 0)
    origins = view.origins.tolist()
    assert all(start <= at < end for at in origins)
    assert not any(a <= at < b for at in origins for a, b in hidden)
    for at, (origin, read) in enumerate(zip(origins, view.text, strict=True)):
        assert view.span(at, at + 1) == (origin, origin + 1)
        assert view.locate(origin) == at
        assert read in (fold(text[origin]), "〇", " ") or _is_phrase(text, origin)
    if view.text:
        a = data.draw(st.integers(0, len(view.text) - 1))
        b = data.draw(st.integers(a + 1, len(view.text)))
        low, high = view.span(a, b)
        assert (view.locate(low), view.locate(high)) == (a, b)


def _is_phrase(text: str, at: int) -> bool:
    """Return whether a character is written otherwise because of its neighbours (乾隆, 乾淨)."""
    return re.match(r"[㐀-鿿]", text[at]) is not None


@given(TEXTS)
def test_digits_and_ideographs_are_never_lost(text: str) -> None:
    def kept(line: str) -> str:
        return "".join(re.findall(r"[0-9㐀-鿿]", line))

    assert len(kept(clean(text, 0, len(text)).text)) == len(kept(fold(text)))


def test_pinyin_takes_linear_time() -> None:
    text = "高(" + "anan" * 50_000 + "x)新" + "ā" * 100_000
    began = time.perf_counter()
    find_pinyin(text)
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="aeioāáǎàngu 'xzhsqpGDP(（)）高新", max_size=60))
def test_pinyin_holds_no_ideographs(text: str) -> None:
    plain = fold(text)
    assert all(not re.search("[高新]", plain[a:b]) for a, b in find_pinyin(plain))


def test_an_empty_view_has_empty_spans() -> None:
    assert View("", np.array([], dtype=np.int64)).span(0, 0) == Span(0, 0)
    assert clean("", 0, 0).text == ""
