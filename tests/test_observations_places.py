"""Tables by years and by places, and texts that go from place to place. All names of parks are made up."""

from __future__ import annotations

import pytest

from .test_observations import cells, column

BY_YEAR = """历年指标（单位：万元）
年份
税收收入
比上年增幅（%）
2012年
300
2.5
2013年
320
6.7
2014年
350
9.4
"""


def test_a_table_whose_rows_are_years_gives_each_number_its_year() -> None:
    assert cells(BY_YEAR, "quote", "indicator", "measure", "value", "period") == [
        ("300", "tax_revenue", "level", 3e6, "2012"),
        ("2.5", "tax_revenue", "growth", 2.5, "2012"),
        ("320", "tax_revenue", "level", 3.2e6, "2013"),
        ("6.7", "tax_revenue", "growth", 6.7, "2013"),
        ("350", "tax_revenue", "level", 3.5e6, "2014"),
        ("9.4", "tax_revenue", "growth", 9.4, "2014"),
    ]


def test_a_table_whose_columns_are_years_gives_each_number_its_columns() -> None:
    text = "项目\n2012年\n2013年\n税收收入（万元）\n300\n320\n出口额（万美元）\n40\n50\n"
    assert cells(text, "value", "unit", "period") == [
        (3e6, "CNY", "2012"),
        (3.2e6, "CNY", "2013"),
        (4e5, "USD", "2012"),
        (5e5, "USD", "2013"),
    ]


def test_heads_on_one_line_part_at_single_blanks() -> None:
    text = "税收表（单位：万元）\n年份 税收收入 土地收入\n2012年 300 40\n2013年 320 50\n2014年 350 60\n"
    assert cells(text, "quote", "indicator", "period")[::2] == [
        ("300", "tax_revenue", "2012"),
        ("320", "tax_revenue", "2013"),
        ("350", "tax_revenue", "2014"),
    ]
    assert column(text, "period")[1::2] == ["2012", "2013", "2014"]


SCORES = """考核得分
序号
单位
得分
序号
单位
得分
1
{0}
91.5
4
{1}
80.5
2
丙厂
90.2
5
丁厂
79.5
"""


@pytest.mark.parametrize(
    ("labels", "entities"),
    [
        (("无锡", "常州"), ["无锡", "常州"]),
        (("红岩高新区", "绿水开发区"), ["红岩高新区", "绿水开发区"]),
        (("甲厂", "乙厂"), ["青山高新区", "青山高新区"]),
    ],
)
def test_panels_side_by_side_give_no_running_numbers_and_a_places_row_is_the_places(
    labels: tuple[str, str], entities: list[str]
) -> None:
    rows = cells(SCORES.format(*labels), "quote", "entity", "unit")
    assert rows[:2] == [("91.5", entities[0], "point"), ("80.5", entities[1], "point")]
    assert [row[0] for row in rows] == ["91.5", "80.5", "90.2", "79.5"]


def test_only_scores_are_points() -> None:
    assert column(SCORES.replace("得分", "户数").format("甲厂", "乙厂"), "unit") == ["count"] * 4


def test_a_table_by_places_has_what_it_measures_in_its_heads() -> None:
    text = "单位：亿元\n地区\n税收收入\n土地收入\n红岩高新区\n91.5\n3\n绿水高新区\n90.2\n4\n"
    assert cells(text, "entity", "indicator", "value")[::2] == [
        ("红岩高新区", "tax_revenue", 91.5e8),
        ("绿水高新区", "tax_revenue", 90.2e8),
    ]


@pytest.mark.parametrize(
    ("head", "row"), [("税收收入（亿）", (91.5e8, "CNY")), ("渔船（万）", (91.5e4, "count"))]
)
def test_a_bare_multiplier_in_a_head_is_of_money_where_the_name_is(head: str, row: tuple[float, str]) -> None:
    text = f"项目\n2014年\n2015年\n{head}\n91.5\n92\n税收总额（万元）\n3\n4\n"
    assert cells(text, "value", "unit")[0] == row


def test_two_tables_in_one_block_have_heads_of_their_own() -> None:
    one = "指标\n2012年\n2013年\n税收收入（万元）\n300\n320\n土地收入（万元）\n30\n32\n"
    other = "指标\n2014年\n2015年\n出口额（万美元）\n40\n50\n进口额（万美元）\n4\n5\n"
    assert column(one + other, "period") == ["2012", "2013"] * 2 + ["2014", "2015"] * 2
    assert column(one + other.removeprefix("指标\n2014年\n2015年\n"), "period") == ["2012", "2013"] * 4


@pytest.mark.parametrize(
    ("first", "second", "entities"),
    [
        ("红岩高新区", "绿水高新区", ["红岩高新区", "绿水高新区", "绿水高新区"]),
        ("无锡：稳中有进", "常州：进中有新", ["无锡", "常州", "常州"]),
        # One name heads no text that goes from place to place, nor does a line that only holds one
        ("红岩高新区", "形势向好", ["青山高新区"] * 3),
        ("来到红岩高新区的人", "来到绿水高新区的人", ["青山高新区"] * 3),
        ("红岩高新区。", "绿水高新区。", ["青山高新区"] * 3),
    ],
)
def test_a_text_that_goes_from_place_to_place(first: str, second: str, entities: list[str]) -> None:
    text = f"各地见闻\n{first}\n税收3亿元。\n{second}\n税收2亿元。\n出口1亿元。\n"
    assert column(text, "entity", genre="news") == entities


def test_a_zone_that_heads_a_passage_is_called_as_the_text_calls_it() -> None:
    text = "各地见闻\n红岩高新技术产业开发区\n税收3亿元。\n绿水高新技术产业开发区\n税收2亿元，红岩高新区税收1亿元。\n"
    assert column(text, "entity", genre="news")[0] == "红岩高新区"
    named_once = text.replace("红岩高新区税收", "出口")
    assert column(named_once, "entity", genre="news") == [
        "红岩高新技术产业开发区",
        *["绿水高新技术产业开发区"] * 2,
    ]
