"""Which time a figure is of, and how firm it is: months, years gone by, goals of plans. All names are made up."""

from __future__ import annotations

import pytest

from .test_observations import cells, column

JULY = {"genre": "news", "date": "2016-07-20", "subject_year": 2016}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至6月底，园区税收3亿元。", "2016-01/2016-06"),
        ("截至6月底，园区拥有规上企业30家。", "2016-06"),
        # Of a thing that no list knows the verb says whether it is a flow, and a growth always is
        ("截至6月底，园区接待旅行团40个。", "2016-01/2016-06"),
        ("截至6月底，园区在册渔船40艘。", "2016-06"),
        ("截至6月底，园区渔获增长5%。", "2016-01/2016-06"),
        ("6月，园区接待旅行团40个。", "2016-06"),
    ],
)
def test_what_is_counted_up_to_a_month_runs_from_january(text: str, period: str) -> None:
    assert column(text, "period", **JULY) == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("园区成立于2003年。建区十二年来，园区累计投资30亿元。", "2003/2015"),
        ("园区成立于2002年。建区十二年来，园区累计投资30亿元。", "2004/2015"),
        ("园区成立于2011年。建区四年来，园区累计投资30亿元。", "2012/2015"),
        ("两年中，园区累计投资30亿元。", "2014/2015"),
        ("两年期的项目累计投资30亿元。", "2015"),
    ],
)
def test_years_that_a_text_looks_back_on(text: str, period: str) -> None:
    assert column(text, "period") == [period]


@pytest.mark.parametrize(
    ("opening", "period"),
    [("今年是建区十五周年。", "2001/2016"), ("今年是建区第十五个年头。", "2002/2016")],
)
def test_an_anniversary_tells_when_a_place_was_founded(opening: str, period: str) -> None:
    assert column(f"{opening}十五年来，园区累计投资30亿元。", "period", **JULY) == [period]


@pytest.mark.parametrize(("date", "period"), [("2016-07-20", "2017/2019"), ("2016-06-20", "2016/2018")])
def test_years_to_come_begin_with_the_next_from_july_on(date: str, period: str) -> None:
    facts = {"genre": "news", "date": date, "subject_year": 2016}
    assert column("园区未来三年将新增企业30家。", "period", **facts) == [period]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # 上年 is the year before the one named
        ("2013年，园区绿化率由上年的40%提高到41%。", ["2012", "2013"]),
        ("今年，园区绿化率由上年的40%提高到41%。", ["2015", "2016"]),
        # The base of a change within a part of a year is the same part of the year before
        ("上半年，园区绿化率由40%提高到41%。", ["2015-01/2015-06", "2016-01/2016-06"]),
        ("2016年，园区绿化率由40%提高到41%。", ["2016", "2016"]),
        # 当月 is the last month named
        ("1—5月，园区税收3亿元，当月增长5%。", ["2016-01/2016-05", "2016-05"]),
        ("1—5月，园区税收3亿元，同比增长5%。", ["2016-01/2016-05"] * 2),
        # What goes on since January is no figure's time
        ("6月，园区出口9亿元，创今年以来新高，增长3%。", ["2016-06"] * 2),
        ("6月，园区出口9亿元，今年以来税收增长3%。", ["2016-06", "2016-01/2016-07"]),
        # Growth against a named year goes on behind a semicolon
        ("2015年，税收比2012年增长9%；出口增长5%。", ["2012/2015"] * 2),
        ("2015年，税收比2012年增长9%；出口比上年增长5%。", ["2012/2015", "2015"]),
        ("2015年，税收比2012年增长9%；出口3亿元。", ["2012/2015", "2015"]),
        ("2015年，税收比2014年增长9%。", ["2014/2015"]),
        ("2015年，税收比上年增长9%。", ["2015"]),
    ],
)
def test_times_that_hang_on_others(text: str, periods: list[str]) -> None:
    assert column(text, "period", **JULY) == periods


def test_the_month_of_a_report_is_its_current_month() -> None:
    text = "当月税收3亿元。"
    assert column(text, "period", **JULY, title="青山高新区2016年1—5月运行情况") == ["2016-05"]
    assert column(text, "period", **JULY, title="青山高新区运行情况") == ["2016"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("就当月而言，税收增长5%，出口增长4%。", ["2016-05", "2016-05"]),
        ("当月税收增长5%，出口增长4%。", ["2016-05", "2016-01/2016-05"]),
    ],
)
def test_a_current_month_without_a_figure_governs_those_behind(text: str, periods: list[str]) -> None:
    assert column(text, "period", **JULY, title="青山高新区2016年1—5月运行情况") == periods


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2015年，税收3亿元。\n出口2亿元。", ["2015", "2015"]),
        ("记者获悉，2015年，税收3亿元。\n出口2亿元。", ["2015", "2016"]),
        ("6月，园区举行签约会。\n此次签约项目5个。", ["2016-06"]),
        ("园区举行签约会。\n此次签约项目5个。", ["2016"]),
    ],
)
def test_what_news_tells_of_takes_its_time(text: str, periods: list[str]) -> None:
    assert column(text, "period", **JULY) == periods


# Goals

PLAN = """“{plan}五”{what}：
1．经济
税收达到30亿元。
2．企业
规上企业达到50家。
"""


@pytest.mark.parametrize(
    ("plan", "what", "rows"),
    [
        ("十二", "主要目标是", [("2015", "target")] * 2),
        ("十三", "主要目标是", [("2020", "target")] * 2),
        ("十二", "主要做法是", [("2010", "actual")] * 2),
    ],
)
def test_the_goals_of_a_plan_govern_what_stands_below_the_items_of_their_list(
    plan: str, what: str, rows: list[tuple[str, str]]
) -> None:
    text = PLAN.format(plan=plan, what=what)
    assert cells(text, "period", "status", genre="communique", date="2011-01-20", subject_year=2010) == rows


def test_goals_end_with_their_list() -> None:
    text = PLAN.format(plan="十三", what="主要目标是") + "园区拥有学校5所。\n"
    assert column(text, "status", **JULY) == ["target", "target", "actual"]


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("青山市公布“十三五”发展规划", ("2020", "target")),
        ("青山市召开“十三五”发展规划座谈会", ("2016", "actual")),
        ("青山市公布“十二五”发展规划", ("2016", "actual")),
    ],
)
def test_news_of_a_plan_tells_its_goals(title: str, row: tuple[str, str]) -> None:
    facts = {"genre": "news", "date": "2016-03-02", "subject_year": 2016, "title": title}
    assert cells("园区税收达到30亿元。", "period", "status", **facts) == [row]


@pytest.mark.parametrize(
    ("text", "facts", "statuses"),
    [
        # 累计 sums up what the sentence plans
        ("计划建设道路6条，累计长29公里。", JULY, ["target"] * 2),
        ("已建设道路6条，累计长29公里。", JULY, ["actual"] * 2),
        # What a plan expects is its goal
        ("预计2020年税收达到30亿元。", {"genre": "plan", "title": "青山高新区规划"}, ["target"]),
        ("预计2020年税收达到30亿元。", JULY, ["estimate"]),
        # A report's plan tells what was
        ("二、2016年工作安排\n2013年，园区税收3亿元。", {}, ["actual"]),
        ("二、2016年工作安排\n园区税收3亿元。", {}, ["target"]),
    ],
)
def test_how_firm_a_figure_is(text: str, facts: dict[str, object], statuses: list[str]) -> None:
    assert column(text, "status", **facts) == statuses


def test_a_time_told_as_done_goes_on_behind_a_semicolon() -> None:
    assert column("2016年1月，园区已完成税收3亿元；出口2亿元。", "period") == ["2016-01"] * 2
    assert column("2015年，园区已完成税收3亿元，2016年开局良好；出口2亿元。", "period") == ["2015"] * 2


@pytest.mark.parametrize(
    ("text", "facts", "periods"),
    [
        # It gives a year's figures and tells of a part of 今年: the year after it
        ("2015年，税收3亿元。今年一季度，出口2亿元。", {}, ["2015", "2016-01/2016-03"]),
        (
            "园区形势喜人，令人鼓舞，成效十分显著，税收3亿元。今年一季度，出口2亿元。",
            {},
            ["2015", "2015-01/2015-03"],
        ),
        ("2015年，税收3亿元。今年一季度，出口2亿元。", {"date": "2015-05-06"}, ["2015", "2015-01/2015-03"]),
    ],
)
def test_the_present_of_news_without_a_date(text: str, facts: dict[str, object], periods: list[str]) -> None:
    assert column(text, "period", **{"genre": "news", "date": None, **facts}) == periods


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("2015年青山市政府工作报告", ("2015", "target")),
        ("2016年青山市政府工作报告", ("2015", "actual")),
    ],
)
def test_an_undated_report_on_the_year_in_its_title_plans(title: str, row: tuple[str, str]) -> None:
    assert cells("税收达到30亿元。", "period", "status", date=None, title=title) == [row]
