"""Plans beside results: what a goal is, whose rate it is, how far a firm or a time reaches. All names are made up."""

from __future__ import annotations

import pytest

from .test_observations import cells, column


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "税收3亿元，完成年计划62.5%；出口2亿元。",
            [("level", "actual"), ("completion", "actual"), ("level", "actual")],
        ),
        ("税收3亿元，占市下达全年计划的62.5%。", [("level", "actual"), ("completion", "actual")]),
        ("税收实现全年指标任务的一半以上。", [("completion", "actual")]),
        ("税收占全市的62.5%。", [("share", "actual")]),
        ("一季度运行符合预期，税收3亿元。", [("level", "actual")]),
        ("预期税收3亿元。", [("level", "target")]),
        ("实施科学技术开发计划（星光计划），共有企业5家。", [("level", "actual")]),
        ("计划引进企业5家。", [("level", "target")]),
        ("审批事项精简三分之一。", [("growth", "actual")]),
        ("贷款农户以每年10%的量递增。", [("growth", "actual")]),
    ],
)
def test_what_is_measured_against_a_plan_is_no_goal(text: str, rows: list[tuple[str, str]]) -> None:
    assert cells(text, "measure", "status", genre="news") == rows


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("全区将完善设施，建成广场5个；打造品牌，举办演出60场。", ["target", "target"]),
        ("全区将完善设施，建成广场5个；去年举办演出60场。", ["target", "actual"]),
        ("全区完善设施，建成广场5个；打造品牌，举办演出60场。", ["actual", "actual"]),
    ],
)
def test_will_governs_bare_verbs_behind_a_semicolon(text: str, statuses: list[str]) -> None:
    assert column(text, "status", genre="news") == statuses


def test_the_base_of_a_change_in_a_plan_is_a_result_of_the_year_before() -> None:
    text = "一、2015年工作回顾\n税收3亿元。\n二、2016年工作安排\n专项资金从2亿元增加到5亿元。去年全区出口6亿元。税收达到4亿元。"
    assert cells(text, "value", "period", "status") == [
        (3e8, "2015", "actual"),
        (2e8, "2015", "actual"),
        (5e8, "2016", "target"),
        (6e8, "2015", "actual"),
        (4e8, "2016", "target"),
    ]


def test_a_report_without_a_date_has_its_plans_year_as_the_present() -> None:
    text = "三、2016年主要任务\n今年税收增长8%。"
    assert cells(text, "period", "status", date=None, subject_year=2016) == [("2016", "target")]


def test_goals_in_news_of_a_half_year_are_of_the_year() -> None:
    text = "今年上半年，青山高新区税收3亿元，增长5%，形势很好，令人鼓舞。\n全区将新建广场5个。"
    assert column(text, "period", genre="news", date="2016-08-03", subject_year=2016) == [
        "2016-01/2016-06",
        "2016-01/2016-06",
        "2016",
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2012年，园区工业总产值80亿元，工业增加值为20亿元。", ["2012", "2012"]),
        ("税收五年年均增长9%；出口2亿元。", ["2011/2015", "2015"]),
        ("2012年5月，获批设立面积9平方公里的新区，园区税收3亿元。", ["2012-05", "2015"]),
    ],
)
def test_how_far_a_time_reaches(text: str, periods: list[str]) -> None:
    assert column(text, "period") == periods


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("工业总产值80亿元，增加值20亿元。", ["industrial_output", "industrial_value_added"]),
        ("社会消费品零售总额80亿元，增加值20亿元。", ["retail_sales", "value_added"]),
        ("税收增长9%，比规上工业增加值增速高3个百分点。", ["tax_revenue"] * 2),
        (
            "税收增长9%，规上工业增加值增速提高3个百分点。",
            ["tax_revenue", "industrial_value_added_above_scale"],
        ),
        ("累计新增高新技术企业45家，现有106家。", ["high_tech_enterprises_new", "high_tech_enterprises"]),
        ("高技术制造业实现产值3亿元。", ["high_tech_output"]),
        ("全年6万下岗职工实现了再就业。", ["new_jobs"]),
        ("全年有6万职工参加活动。", ["employees"]),
    ],
)
def test_names_beside_other_names(text: str, indicators: list[str]) -> None:
    assert column(text, "indicator", genre="news") == indicators


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("绿水机场年旅客9万人次。规上企业36家。", ["绿水机场", "青山高新区"]),
        ("绿水机场年旅客9万人次，航线4条。", ["绿水机场"] * 2),
        ("恒达公司是龙头企业。该公司实现产值2亿元。", ["恒达公司"]),
        ("2015年中国集成电路市场规模达30亿元。", ["全国"]),
        ("2015年中国驰名商标达30个。", ["青山高新区"]),
        ("2015年全球液晶电视出货量3亿台。", ["全球"]),
        ("1—8月份红岩新区税收3亿元。", ["红岩新区"]),
        ("占红岩新区税收的3%。", ["青山高新区"]),
    ],
)
def test_whose_figure_it_is(text: str, entities: list[str]) -> None:
    assert column(text, "entity") == entities


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("中心主任李三元17日表示，税收3亿元。", ["3亿元"]),
        ("每人缴费三元。", ["三元"]),
        ("大江50万吨洗煤、5万千瓦风电、绿水啤酒迁建等项目进展顺利。", []),
        ("全年发电装机5万千瓦。", ["5万千瓦"]),
        ("园区有四个居委会。", ["四个"]),
    ],
)
def test_names_that_hold_numbers(text: str, quotes: list[str]) -> None:
    assert column(text, "quote") == quotes


def test_news_of_an_event_dates_what_was_signed_there_and_its_sum() -> None:
    text = "6月6日，红岩推介会在青山举行，来宾众多，气氛热烈，场面宏大，令人难忘，大家纷纷表示很有收获，不虚此行，期待来年再聚，共话发展，共谋合作。\n全市签约33个项目，签约金额达9亿元。累计签约项目80个。税收3亿元。"
    facts = {"genre": "news", "date": "2016-06-07", "subject_year": 2016}
    assert column(text, "period", **facts) == ["2016-06", "2016-06", "2016", "2016"]


def test_a_misread_number_keeps_its_column_in_a_table() -> None:
    text = """项目 |
2012 |
2013 |
2014 |
工业总产值(亿元) |
10.1 |
11-3 |
12.5 |
税收收入(亿元) |
2.1 |
2.2 |
2.3 |"""
    assert cells(text, "value", "period") == [
        (10.1e8, "2012"),
        (12.5e8, "2014"),
        (2.1e8, "2012"),
        (2.2e8, "2013"),
        (2.3e8, "2014"),
    ]
