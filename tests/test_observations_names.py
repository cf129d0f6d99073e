"""What a number measures and whether it does: ranks, bounds of classes, rates, parts. All names are made up."""

from __future__ import annotations

import pytest

from .test_observations import cells, column

NEWS = {"genre": "news"}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # A rank goes on from the figure before it; one of an evaluation does not
        ("税收3亿元，位居全市第3位。", ["tax_revenue", "tax_revenue"]),
        ("税收3亿元，增长5%，增速位居全市第3位。", ["tax_revenue"] * 3),
        ("税收3亿元，区域竞争力位居全市第3位。", ["tax_revenue", "evaluation_rank"]),
        ("税收总额全国排名第9位。", ["tax_revenue"]),
        ("综合评价全国排名第9位。", ["evaluation_rank"]),
        # Those among whom it ranks are no topic
        ("税收3亿元，位居全省12个高新区第3位。", ["tax_revenue", "other", "tax_revenue"]),
    ],
)
def test_what_a_rank_is_of(text: str, indicators: list[str]) -> None:
    assert column(text, "indicator", **NEWS) == indicators


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        # A sum behind what is counted bounds the class, one that is told of it does not
        ("8个乡镇税收超过1亿元。", ["8个"]),
        ("8个乡镇税收达1.2亿元。", ["8个", "1.2亿元"]),
        ("8个乡镇建成广场，税收超过1亿元。", ["8个", "1亿元"]),
        ("项目有7个总投资超过20亿元。", ["7个"]),
        ("项目有7个，总投资超过20亿元。", ["7个", "20亿元"]),
        # A threshold that is passed is no class
        ("税收突破千亿元大关。", ["千亿元"]),
        ("税收突破十亿元。", ["十亿元"]),
        ("打造千亿元园区。", []),
        ("迎接千亿元大关。", []),
        # A share of another place only compares
        ("税收仅为邻县的37%。", []),
        ("税收仅为总收入的37%。", ["37%"]),
        ("产值等于2010年的1.8倍。", ["1.8倍"]),
        ("产值等于邻县的1.8倍。", []),
        # Towns without a classifier count below 辖
        ("全县辖4镇10乡。", ["4镇", "10乡"]),
        ("领导走访4镇10乡。", []),
        # A class with a name in quotation marks
        ("认定32家“双星”试点企业。", ["32家"]),
        ("推进32个“双星”。", []),
        ("推进三个“双星”试点企业。", []),
        ("百度建成数据中心，一度停产。", []),
        # 第一 counts off, or ranks
        ("全区各项工作名列第一：税收3亿元。", ["3亿元"]),
        ("全区各项工作名列第一。", ["第一"]),
        ("全年用电三百度。", ["三百度"]),
    ],
)
def test_what_bounds_compares_or_names_is_no_row(text: str, quotes: list[str]) -> None:
    assert column(text, "quote", **NEWS) == quotes


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # A rate in front of its name
        ("园区以8.3%的税收增速领跑。", [("tax_revenue", "growth")]),
        ("园区以8.3%的同比增速领跑。", [("other", "growth")]),
        ("税收3亿元，以8.3%的同比增速领跑。", [("tax_revenue", "level"), ("tax_revenue", "growth")]),
        ("税收3亿元，占8.3%的份额。", [("tax_revenue", "level"), ("tax_revenue", "share")]),
        # What a part gives to the growth of a whole is a share
        ("出口对税收增长的贡献达30%。", [("tax_revenue", "share")]),
        ("出口贡献突出，税收增长30%。", [("tax_revenue", "growth")]),
        # A sum with its project behind it
        ("园区引进总投资达6亿的甲乙公司。", [("project_investment_total", "level")]),
        ("园区总投资高，引进6万的职工。", [("employees", "level")]),
        ("地方经济年均增长8%。", [("gdp", "growth")]),
        ("地方数字经济年均增长8%。", [("digital_economy", "growth")]),
        # Points measured against another rate are of their own
        (
            "税收增长9%，增幅比规上工业增加值高3个百分点。",
            [("tax_revenue", "growth"), ("tax_revenue", "increment")],
        ),
        (
            "税收增长9%，规上工业增加值增幅提高3个百分点。",
            [("tax_revenue", "growth"), ("industrial_value_added_above_scale", "increment")],
        ),
    ],
)
def test_rates_and_sums_beside_their_names(text: str, rows: list[tuple[str, str]]) -> None:
    assert cells(text, "indicator", "measure", **NEWS) == rows


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("高新技术产业增加值增长9%，增加值占比40%。", ["high_tech_value_added"] * 2),
        (
            "高新技术产业增加值增长9%，第一产业增加值增长4%。",
            ["high_tech_value_added", "value_added_primary"],
        ),
        ("税收增长9%，增加值占比40%。", ["tax_revenue", "value_added"]),
        ("高新技术产业产值9亿元，产值占比40%。", ["high_tech_output"] * 2),
        ("金融业增加值3亿元。", ["value_added_tertiary"]),
        ("建筑业增加值3亿元。", ["value_added_secondary"]),
        ("加工业增加值3亿元。", ["value_added"]),
        ("第二产业平稳，实现增加值3亿元。", ["value_added_secondary"]),
        ("外贸平稳，实现增加值3亿元。", ["value_added"]),
    ],
)
def test_whose_value_is_added(text: str, indicators: list[str]) -> None:
    assert column(text, "indicator", **NEWS) == indicators


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("税收3亿元，全国排名第9位。", ["青山高新区"] * 2),
        ("税收3亿元，全国税收90亿元。", ["青山高新区", "全国"]),
    ],
)
def test_among_whom_a_rank_is_is_not_whose_it_is(text: str, entities: list[str]) -> None:
    assert column(text, "entity", **NEWS) == entities


@pytest.mark.parametrize(
    ("text", "facts", "units"),
    [
        ("科學園區設於香港。香港出口3億元，香港投資2億元。", {"script": "hant"}, ["HKD"] * 2),
        ("竹科營業額3億元，台灣出口2億元。", {"script": "hant"}, ["TWD"] * 2),
        ("我國大陸與香港往來。全省出口3億元。", {"script": "hant"}, ["CNY"]),
        ("科学园区设于香港。香港出口3亿元，香港投资2亿元。", {"script": "hans"}, ["CNY"] * 2),
        ("香港出口3億元，香港投資人民幣2億元。", {"script": "hant"}, ["CNY", "CNY"]),
    ],
)
def test_what_a_yuan_is(text: str, facts: dict[str, object], units: list[str]) -> None:
    assert column(text, "unit", **NEWS, **facts) == units


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("产值等于2010年的1.8倍。", [("growth", 80.0)]),
        ("产值增长1.8倍。", [("growth", 180.0)]),
        # A count of ranks is one of its figure
        ("税收排名第五的城市。", [("rank", 5.0)]),
        ("税收由第五升至第三。", [("rank", 5.0), ("rank", 3.0)]),
        ("税收第五届评选。", []),
    ],
)
def test_multiples_and_ordinals(text: str, rows: list[tuple[str, float]]) -> None:
    assert cells(text, "measure", "value", **NEWS) == rows


def test_the_two_ends_of_a_change_have_their_years() -> None:
    for verb in ("扩充", "扩容", "提高"):
        text = f"水库库容由2012年的40万立方米{verb}到2015年的60万立方米。"
        assert column(text, "period", **NEWS) == ["2012", "2015"]


def test_what_passes_a_threshold_ends_the_noun_before_it() -> None:
    assert column("20家规上企业突破税收瓶颈。", "indicator", **NEWS) == ["enterprises_above_scale"]
    assert column("20家规上企业。", "indicator", **NEWS) == ["enterprises_above_scale"]
