"""Numbers in all their forms. Expected values are written by hand from the printed form."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quantities import Quantity, find
from analysis.schema import BOUNDS


def only(text: str) -> Quantity:
    (quantity,) = [found for found in find(text) if found.dimension != "date"]
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("产值48.6亿元", "4860000000", "CNY"),
        ("产值４８．６亿元", "4860000000", "CNY"),
        ("产值48．6亿元", "4860000000", "CNY"),
        ("产值1,234.5万元", "12345000", "CNY"),
        ("投资壹佰贰拾万元", "1200000", "CNY"),
        ("粮食三亿零五百三十万吨", "305300000", "t"),
        ("产值17.5万亿元", "17500000000000", "CNY"),
        ("出口2.5\n亿美元", "250000000", "USD"),
        ("出口3.5亿\n美元", "350000000", "USD"),
        ("增长6 .5 %", "6.5", "%"),
        ("达到2 9 0 0 亿元", "290000000000", "CNY"),
        ("增长百分之十三点四", "13.4", "%"),
        ("控制在5‰", "0.5", "%"),
        ("占三成五", "35", "%"),
        ("增长2.3倍", "230", "%"),
        ("翻两番", "300", "%"),
        ("占一半", "50", "%"),
        ("占三分之一", "33.33333333333333333333333333", "%"),
        ("提高2.2个百分点", "2.2", "pp"),
        ("面积44万平方米", "440000", "m2"),
        ("面积6.5平方公里", "6500000", "m2"),
        ("面积3公顷", "30000", "m2"),
        ("占地680亩", "680", "mu"),
        ("装机1.3亿千瓦", "130000000", "kW"),
        ("装机76兆瓦", "76000", "kW"),
        ("发电三千亿度", "300000000000", "kWh"),
        ("产量700亿斤", "35000000", "t"),
        ("算力160Eflops", "160", "Eflops"),
        ("周转量60万吨公里", "600000", "t·km"),
        ("企业1万6千户", "16000", "count"),
        ("企業三十戶", "30", "count"),
        ("金字招牌9块", "9", "count"),
        ("人口8000万", "80000000", ""),
        ("投资50个亿元", "5000000000", "CNY"),
        ("企业18 200家", "18200", "count"),
        ("增长15. 3%", "15.3", "%"),
        ("出口3亿元美金", "300000000", "USD"),
        ("出口3亿美金", "300000000", "USD"),
        ("面积6.5km[2]", "6500000", "m2"),
        ("投资18\n200万元", "182000000", "CNY"),
        ("辖4镇", "4", "count"),
        ("用电三百度", "300", "kWh"),
    ],
)
def test_value_is_multiplied_out_in_the_canonical_unit(text: str, value: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "quote"),
    [
        ("增长8-10%", 8, 10, "8-10%"),
        ("引进1至3个", 1, 3, "1至3个"),
        ("投资20—30亿元", 2_000_000_000, 3_000_000_000, "20—30亿元"),
        ("增长5％～6％", 5, 6, "5％～6％"),
        ("投资15亿至20亿元", 1_500_000_000, 2_000_000_000, "15亿至20亿元"),
        ("百分之八至百分之十", 8, 10, "百分之八至百分之十"),
        ("来了两三家", 2, 3, "两三家"),
    ],
)
def test_a_range_is_one_quantity(text: str, low: int, high: int, quote: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.value_high) == (low, high)
    assert text[quantity.start : quantity.end] == quote


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("结构为3.9:59.5:36.6", [("3.9", "number"), ("59.5", "number"), ("36.6", "number")]),
        ("会议9:30开始", [("9:30", "date")]),
        ("提高0.9、1.3个百分点", [("0.9", "point"), ("1.3个百分点", "point")]),
        ("1、3个百分点", [("1", "number"), ("3个百分点", "point")]),
        ("高于全国2.3个、全省1.1个百分点", [("2.3个", "point"), ("1.1个百分点", "point")]),
        ("企业3个、全省1.1个百分点", [("3个", "count"), ("1.1个百分点", "point")]),
        ("排名前十、增速第一", [("前十", "rank"), ("第一", "rank")]),
        ("目前10、", [("10", "number")]),
    ],
)
def test_numbers_that_share_what_stands_behind_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.dimension) for one in find(text)] == found


@pytest.mark.parametrize("text", ["由31%到38%", "从2亿元到3亿元", "从12家至30家"])
def test_a_change_is_no_range(text: str) -> None:
    assert [quantity.value_high for quantity in find(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "bound", "quote"),
    [
        ("企业60余家", ">", "60余家"),
        ("企业200多家", ">", "200多家"),
        ("企业3千多家", ">", "3千多家"),
        ("增长10%以上", ">=", "10%以上"),
        ("控制在3%以内", "<=", "3%以内"),
        ("占近43%", "~", "近43%"),
        ("约3亿元", "~", "约3亿元"),
        ("增长7%左右", "~", "7%左右"),
        ("突破500亿元", ">", "500亿元"),
        ("超过了500亿元", ">", "500亿元"),
        ("不低于5%", ">=", "5%"),
        ("不超过5%", "<=", "5%"),
        ("不足1%", "<", "1%"),
        ("接近2万家", "~", "2万家"),
        ("达到500亿元", "=", "500亿元"),
        ("上亿人", ">=", "亿人"),
        ("破千万元", ">", "千万元"),
        ("跨过500亿元", ">", "500亿元"),
        ("用户过千万", ">", "千万"),
        ("走过千万里", "=", "千万"),
        ("经过5公里", "=", "5公里"),
        ("迈上亿元台阶", "=", "亿元"),
        ("最近3家", "=", "3家"),
        ("全市共签约33家", "=", "33家"),
        ("全市约33家", "~", "约33家"),
        ("约占全市的38%", "~", "38%"),
        ("占全市的38%", "=", "38%"),
    ],
)
def test_bounds_that_touch_are_quoted_and_verbs_are_not(text: str, bound: str, quote: str) -> None:
    quantity = only(text)
    assert (quantity.bound, text[quantity.start : quantity.end]) == (bound, quote)


def test_a_verb_bounds_a_whole_series_and_a_suffix_only_its_number() -> None:
    assert [q.bound for q in find("分别超过10亿元、40亿元")] == [">", ">"]
    assert [q.bound for q in find("分别增长4%、7%左右")] == ["=", "~"]


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("2014年", "date"),
        ("二〇一六年", "date"),
        ("2013年1-9月", "date"),
        ("2015-01-10", "date"),
        ("第三批", "ordinal"),
        ("居第7位", "rank"),
        ("由第五升至第三", "rank"),
        ("从第五降到第七", "rank"),
        ("排名第五的城市", "rank"),
        ("位于第五的城市", "ordinal"),
        ("第五届", "ordinal"),
        ("前100名", "rank"),
        ("跻身十强", "rank"),
        ("B11项目", "code"),
        ("5G网络", "code"),
        ("010-65363056", "code"),
        ("历时8年", "duration"),
        ("234.25", "number"),
    ],
)
def test_what_is_no_amount_is_told_apart(text: str, dimension: str) -> None:
    assert {quantity.dimension for quantity in find(text)} == {dimension}


@pytest.mark.parametrize(
    "text", ["统一部署", "进一步", "万众创新", "建成立项", "三成立", "人民", "百度建成", "一度停产"]
)
def test_words_with_numerals_in_them_are_no_numbers(text: str) -> None:
    assert [q for q in find(text) if q.unit or q.dimension == "number"] == []


def test_a_number_of_thousands_that_a_line_end_cuts_is_one_only_before_a_sum() -> None:
    assert [str(one.value) for one in find("18\n200万元")] == ["182000000"]
    assert [str(one.value) for one in find("18\n200万户")] == ["18", "2000000"]


def test_a_cell_of_a_flattened_table_takes_no_unit_from_the_next_line() -> None:
    assert find("产值\n12.5\n亿元")[0].unit == ""


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            "0123456789.,-%‰年月日第前约近超亿万千百十一二三两〇点分之成倍番至到家个元美以上多余、（ \n１２．％"
        )
        | st.characters()
    )
)
def test_any_text_gives_disjoint_spans_in_order(text: str) -> None:
    found = find(text)
    ends = [0, *(quantity.end for quantity in found)]
    assert all(end <= quantity.start < quantity.end for end, quantity in zip(ends, found, strict=False))
    assert all(quantity.end <= len(text) and quantity.bound in BOUNDS for quantity in found)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "亿",
        "（",
        "园区企业增长",
        "1.",
        *(pytest.param(unit, marks=pytest.mark.slow) for unit in ("1 ", "（1）", "从一到")),
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit.encode()))
    begin = time.perf_counter()
    find(text)
    assert time.perf_counter() - begin < 10
