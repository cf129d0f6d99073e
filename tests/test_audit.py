"""The audit: printed numbers as intervals, and each rule with figures worked by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis import audit, audit_figures, audit_tables, claims, codebook, schema
from analysis.audit import counts
from analysis.audit.intervals import Interval, growth
from analysis.audit.stated import earlier, printed_interval
from analysis.audit_schema import AUDIT_CLASSES, AUDIT_KINDS
from analysis.exhibits import Absent
from analysis.study import Corpus

from .frames import documents, observations

ENDLESS = Decimal("Infinity")


def interval(low: str, high: str, open_: str = "") -> Interval:
    """An interval whose ends are open where ``open_`` names them: "(" the lower, ")" the upper."""
    return Interval(Decimal(low), Decimal(high), "(" in open_, ")" in open_)


@pytest.mark.parametrize(
    ("quote", "value", "unit", "bound", "expected"),
    [
        ("10.1%", "10.1", "%", "=", interval("10.05", "10.15", ")")),
        ("10%", "10", "%", "=", interval("9.5", "10.5", ")")),
        ("2%", "-2", "%", "=", interval("-2.5", "-1.5", "(")),
        ("215亿元", "21500000000", "CNY", "=", interval("21450000000", "21550000000", ")")),
        ("215.0亿元", "21500000000", "CNY", "=", interval("21495000000", "21505000000", ")")),
        ("1,234.5万元", "12345000", "CNY", "=", interval("12344500", "12345500", ")")),
        ("３.１亿美元", "310000000", "USD", "=", interval("305000000", "315000000", ")")),
        ("1.5万人", "15000", "count", "=", interval("14500", "15500", ")")),
        ("52个", "52", "count", "=", interval("52", "52")),
        ("两家", "2", "count", "=", interval("2", "2")),
        ("五成", "50", "%", "=", interval("45", "55", ")")),
        ("2.3倍", "230", "%", "=", interval("225", "235", ")")),
        ("10%以上", "10", "%", ">=", interval("10", "Infinity")),
        ("235亿元", "23500000000", "CNY", ">", interval("23500000000", "Infinity")),
        ("5%以内", "5", "%", "<=", interval("-Infinity", "5")),
        ("8%以上", "-8", "%", ">=", interval("-Infinity", "-8")),
        ("约200人", "200", "count", "~", interval("180", "220")),
        ("近90家", "90", "count", "~", interval("81", "90")),
        ("近43%", "43", "%", "~", interval("38.7", "43.5")),
    ],
)
def test_printed_numbers_are_intervals(quote, value, unit, bound, expected):
    assert printed_interval(quote, Decimal(value), None, unit, bound) == expected


def test_a_range_runs_from_end_to_end():
    found = printed_interval("8-10%", Decimal(8), Decimal(10), "%", "=")
    assert found == interval("7.5", "10.5", ")")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (interval("1", "2").plus(interval("3", "5", ")")), interval("4", "7", ")")),
        (interval("1", "2").minus(interval("3", "5", ")")), interval("-4", "-1", "(")),
        (interval("2", "3").times(interval("4", "5")), interval("8", "15")),
        (interval("2", "3", ")").over(interval("4", "5")), interval("0.4", "0.75", ")")),
        (interval("2", "3").over(interval("4", "5", ")")), interval("0.4", "0.75", "(")),
        (interval("2", "Infinity").over(interval("4", "5")), interval("0.4", "Infinity")),
        (interval("2", "3").over(interval("4", "Infinity")), interval("0", "0.75")),
        (interval("-1", "3").times(interval("0", "Infinity")), interval("0", "Infinity")),
        (growth(interval("110", "120"), interval("100", "100")), interval("10", "20")),
        # 1.21 over two years is 1.1 a year
        (growth(interval("121", "121"), interval("100", "100"), 2), interval("10", "10")),
    ],
)
def test_interval_arithmetic(made, expected):
    assert made.low == pytest.approx(expected.low)
    assert made.high == expected.high or made.high == pytest.approx(expected.high)
    assert made[2:] == expected[2:]


@pytest.mark.parametrize(
    ("one", "other", "is_apart", "gap"),
    [
        (interval("1", "2"), interval("2", "3"), False, 0),
        (interval("1", "2", ")"), interval("2", "3"), True, 0),
        (interval("1", "2"), interval("4", "9"), True, 2),
        (interval("4", "9"), interval("1", "2"), True, 2),
        (interval("1", "Infinity"), interval("8", "9"), False, 0),
    ],
)
def test_apart(one, other, is_apart, gap):
    assert (one.is_apart(other), one.gap(other)) == (is_apart, gap)


@pytest.mark.parametrize(
    ("period", "before"),
    [("2014", "2013"), ("2019-08", "2018-08"), ("2020-01/2020-08", "2019-01/2019-08"), ("", "")],
)
def test_a_year_earlier(period, before):
    assert earlier(period) == before


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("总投资20亿元以上", (Decimal(2000000000), "CNY", "")),
        ("亿元以上", (Decimal(100000000), "CNY", "")),
        ("年产值超百亿元", (Decimal(10000000000), "CNY", "年产值")),
        ("5000万元以下", None),
        ("省级", None),
        ("", None),
    ],
)
def test_thresholds(scope, expected):
    assert counts.threshold(scope) == expected


def money(yi: float, **more: object) -> dict[str, object]:
    """A level of ``yi`` 亿元, printed without decimals that are 0."""
    return {"quote": f"{yi:g}亿元", "value": yi * 1e8} | more


def rate(percent: float, **more: object) -> dict[str, object]:
    """A growth rate in per cent."""
    return {"measure": "growth", "quote": f"{abs(percent):g}%", "value": percent, "period": "2021"} | more


def number(n: int, **more: object) -> dict[str, object]:
    """A count."""
    return {"quote": f"{n}个", "value": float(n), "unit": "count"} | more


def said(sentence: str, *rows: dict[str, object]) -> pd.DataFrame:
    """Observations of one sentence, each where its quote stands in it, in order."""
    at, placed = 0, []
    for row in rows:
        at = sentence.index(str(row["quote"]), at)
        ends = {"start": at, "end": at + len(str(row["quote"]))}
        whole = {"sentence": sentence, "sentence_start": 0, "sentence_end": len(sentence)}
        placed.append(row | ends | whole)
        at += 1
    return observations(*placed)


def classes(read: pd.DataFrame) -> list[tuple[str, str]]:
    """Kind and class of each finding."""
    return [(row.kind, getattr(row, "class")) for row in schema.rows(audit.build(read))]


AIM = {"period": "2021", "status": "target"}
OUTPUT = {"indicator": "industrial_output", "label": "工业总产值"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # 110 / 100 is 10 % [8.96, 11.05]
        ([money(100), money(110, period="2021"), rate(10)], "agrees"),
        ([money(100), money(110, period="2021"), rate(11)], "agrees"),
        ([money(100), money(110, period="2021"), rate(15)], "contradiction"),
        ([money(100), money(90, period="2021"), rate(-10)], "agrees"),
        ([money(100), money(90, period="2021"), rate(10)], "contradiction"),
        # a floor of 110 leaves growth open above
        ([money(100), money(110, period="2021", bound=">"), rate(15)], "agrees"),
        ([money(100), money(110, period="2021"), rate(5, bound=">=")], "agrees"),
        ([money(100), money(110, period="2021"), rate(15, bound=">=")], "contradiction"),
        ([money(100), money(110, period="2021"), rate(15, price_basis="constant")], "price_basis"),
        (
            [
                money(100, scope="规模以上工业"),
                money(110, period="2021", scope="规上"),
                rate(15, scope="规上工业"),
            ],
            "perimeter",
        ),
        (
            [money(100), {"quote": "1亿美元", "value": 1e8, "unit": "USD", "period": "2021"}, rate(15)],
            "currency",
        ),
    ],
)
def test_growth_against_levels(rows, expected):
    read = observations(*({**OUTPUT, **row} for row in rows))
    assert classes(read) == [("growth", expected)]


@pytest.mark.parametrize(
    "rows",
    [
        [money(100), money(110, period="2021")],
        [money(100, period="2019"), money(110, period="2021"), rate(50)],
        [money(100, doc="001"), money(110, period="2021"), rate(50)],
        [money(100, entity="乙高新区"), money(110, period="2021"), rate(50)],
        [money(100, scope="省级"), money(110, period="2021"), rate(50)],
        [money(100, status="target"), money(110, period="2021"), rate(50)],
        [money(100), money(110, **AIM), rate(50)],
        [money(0), money(110, period="2021"), rate(50)],
        [money(100), money(110, period="2021"), rate(50, period="")],
        [{"entity": None} | row for row in (money(100), money(110, period="2021"), rate(50))],
        [money(100), money(110, period="2021"), rate(50, growth_base="since_year_end")],
    ],
)
def test_what_growth_is_not_against(rows):
    assert classes(observations(*({**OUTPUT, **row} for row in rows))) == []


def test_growth_of_value_added_names_the_deflator():
    """The levels grow by 1.2658 %, the stated rate is 4 %: prices changed by 1.012658/1.04 - 1 = -2.63 %."""
    made = {"indicator": "value_added", "label": "增加值"}
    read = observations(*(made | row for row in (money(158), money(160, period="2021"), rate(4))))
    (row,) = schema.rows(audit.build(read))
    assert (row.kind, getattr(row, "class")) == ("growth", "price_basis")
    assert row.expected == pytest.approx(1.265823, abs=1e-6)
    # 159.5 / 158.5 and 160.5 / 157.5
    assert (row.expected_low, row.expected_high) == pytest.approx((0.630915, 1.904762), abs=1e-6)
    assert (row.stated_low, row.stated_high, row.unit) == (3.5, 4.5, "%")
    assert row.gap == pytest.approx(3.5 - 1.904762, abs=1e-6)
    assert row.deflator_pct == pytest.approx(-2.629, abs=1e-3)
    assert "−2.6%" in row.arithmetic
    assert "1.27%（0.63%至1.9%）" in row.arithmetic


def test_the_rate_that_a_document_calls_one_of_current_prices_can_contradict():
    made = {"indicator": "gdp"}
    rows = (money(158), money(160, period="2021"), rate(4, price_basis="current"))
    assert classes(observations(*(made | row for row in rows))) == [("growth", "contradiction")]


def test_a_target_that_more_would_meet_contradicts_only_if_it_is_exact():
    rows = (money(720.1), money(1000, **AIM), rate(40, bound=">=", **AIM))
    (row,) = schema.rows(audit.build(observations(*(OUTPUT | row for row in rows))))
    assert (getattr(row, "class"), row.condition) == ("contradiction", "target_exact")
    assert row.expected == pytest.approx(38.869601, abs=1e-6)  # 1000 / 720.1
    assert "仅当目标恰为1000亿元" in row.arithmetic


def test_a_target_too_high_for_its_rate_contradicts_anyhow():
    rows = (money(100), money(150, **AIM), rate(10, **AIM))
    (row,) = schema.rows(audit.build(observations(*(OUTPUT | row for row in rows))))
    assert (getattr(row, "class"), row.condition) == ("contradiction", None)


@pytest.mark.parametrize(("stated", "expected"), [(10, "agrees"), (12, "contradiction")])
def test_an_average_rate_compounds_over_its_plan(stated, expected):
    """From 100 in 2015 to 161 in 2020 is 1.61 ** (1/5) - 1 = 9.99 % a year."""
    plan = {"period": "2016/2020", "growth_base": "average_annual"}
    rows = (money(100, period="2015"), money(161, period="2020"), rate(stated) | plan)
    assert classes(observations(*(OUTPUT | row for row in rows))) == [("average_growth", expected)]


FISCAL = {"indicator": "fiscal_revenue_unspecified", "label": "财政收入"}
TOTAL = {"indicator": "fiscal_revenue", "label": "财政总收入"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (TOTAL | money(17), FISCAL | money(18) | AIM, [("renamed_level", "wording")]),
        (FISCAL | money(17), FISCAL | money(18) | AIM, []),
        (TOTAL | money(17), TOTAL | {"label": "全口径财政收入"} | money(18) | AIM, []),
        (
            FISCAL | rate(18, period="2020"),
            FISCAL | {"label": "财税收入"} | rate(35) | AIM,
            [("renamed_growth", "wording")],
        ),
        (TOTAL | money(17, period="2019"), FISCAL | money(18) | AIM, []),
        (TOTAL | money(17), FISCAL | money(18, period="2021"), []),
    ],
)
def test_targets_under_another_name(before, after, expected):
    assert classes(observations(before, after)) == expected


def test_a_growth_over_two_names_is_no_contradiction():
    rows = (TOTAL | money(17), FISCAL | money(18, **AIM), FISCAL | rate(20, **AIM))
    assert ("growth", "wording") in classes(observations(*rows))


PATENTS = number(281, indicator="patent_applications", label="专利申请")


@pytest.mark.parametrize(("part", "expected"), [(76, "agrees"), (281, "agrees"), (282, "contradiction")])
def test_a_part_is_no_larger_than_its_whole(part, expected):
    row = number(part, indicator="invention_patent_applications", label="发明专利")
    text = f"专利申请281个,其中发明专利{part}个,授权300个"
    assert classes(said(text, PATENTS, row)) == [("part", expected)]


@pytest.mark.parametrize("text", ["专利申请281个(其中国际专利300个)。", "專利申請281个,其中國際專利300个"])
def test_a_part_of_another_kind_may_be_counted_elsewhere(text):
    row = number(300, indicator="other", label="国际专利")
    assert classes(said(text, PATENTS, row)) == [("part", "population")]


@pytest.mark.parametrize(
    "text",
    [
        "专利申请281个,其他300个",
        "专利申请281个,其中多数有效;发明专利300个",
        "专利申请281个(其中多数有效),发明专利300个",
    ],
)
def test_what_no_word_opens_is_no_part(text):
    assert classes(said(text, PATENTS, number(300, indicator="other"))) == []


def test_plan_and_result_are_not_whole_and_part():
    text = "计划投资100亿元,其中完成120亿元"
    rows = (OUTPUT | money(100, status="target"), OUTPUT | money(120))
    assert classes(said(text, *rows)) == []


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [(10, 15, "agrees"), (10, 14, "contradiction"), (10, 16, "contradiction")],
)
def test_a_list_that_covers_its_whole(new, old, expected):
    text = f"共有新建、续建项目25个,其中新建项目{new}个,续建项目{old}个"
    rows = [number(n, indicator="project_count", label="项目") for n in (25, new, old)]
    assert ("list", expected) in classes(said(text, *rows))


@pytest.mark.parametrize(
    ("firms", "shops", "expected"), [(10, 14, "agrees"), (9, 14, "agrees"), (12, 14, "contradiction")]
)
def test_a_list_that_need_not_cover_its_whole(firms, shops, expected):
    text = f"新登记24个,其中企业{firms}个,个体{shops}个"
    rows = [number(n, indicator="market_entities_new", label="新登记") for n in (24, firms, shops)]
    assert ("list_within", expected) in classes(said(text, *rows))


@pytest.mark.parametrize(("imports", "expected"), [(15, "agrees"), (16, "agrees"), (18, "contradiction")])
def test_what_makes_up_a_sum_by_definition(imports, expected):
    """31 and 15 are 46 [45, 47), against 46 [45.5, 46.5); 31 and 18 are [48, 50)."""
    rows = [
        money(yi, indicator=name, label=name)
        for yi, name in ((46, "imports_exports"), (31, "exports"), (imports, "imports"))
    ]
    found = [one for one in classes(observations(*rows)) if one[0] == "list"]
    assert found == [("list", expected)]


ABOVE = {"indicator": "industrial_output_above_scale", "label": "规模以上工业总产值"}


def test_whole_and_part_leave_a_growth_to_the_rest():
    """Worked by hand: 552/1.306 - 438.5/1.191 = 422.665 - 368.178 = 54.487; 113.5/54.487 - 1 = 108.3 %."""
    rows = (
        OUTPUT | money(552, period="2021"),
        OUTPUT | rate(30.6),
        ABOVE | money(438.5, period="2021"),
        ABOVE | rate(19.1),
    )
    made = audit.build(observations(*rows))
    (row,) = schema.rows(made[made.kind == "rest_growth"])
    assert row.expected == pytest.approx(108.31, abs=0.01)
    assert (row.stated, row.gap, getattr(row, "class")) == (None, 0, "agrees")


def test_a_rest_from_less_than_nothing():
    """552/2 = 276 the year before, the part alone 438.5/1.1 = 398.6."""
    rows = (
        OUTPUT | money(552, period="2021"),
        OUTPUT | rate(100),
        ABOVE | money(438.5, period="2021"),
        ABOVE | rate(10),
    )
    assert ("rest_before", "perimeter") in classes(observations(*rows))


SHARE = {"measure": "share", "unit": "%", "indicator": "high_tech_output", "label": "高新技术产业产值"}


@pytest.mark.parametrize(("share", "expected"), [(65, "agrees"), (64, "contradiction")])
def test_a_share_of_a_named_whole(share, expected):
    """553 / 850 is 65.06 %."""
    text = f"工业总产值850亿元,高新技术产业产值553亿元,占工业总产值的{share}%。"
    rows = (
        OUTPUT | money(850),
        SHARE | money(553) | {"measure": "level", "unit": "CNY"},
        SHARE | {"quote": f"{share}%", "value": float(share)},
    )
    assert ("share", expected) in classes(said(text, *rows))


def test_a_share_of_another_body_is_not_checked():
    text = "工业总产值850亿元,高新技术产业产值553亿元,占全省工业总产值的2%。"
    rows = (OUTPUT | money(850), SHARE | money(553) | {"measure": "level", "unit": "CNY"})
    rows = (*rows, SHARE | {"quote": "2%", "value": 2.0})
    assert "share" not in dict(classes(said(text, *rows)))


@pytest.mark.parametrize(("second", "expected"), [("27%", "agrees"), ("20%", "population")])
def test_two_shares_of_one_whole_imply_one_total(second, expected):
    """162 / 58 % is 276.9 to 281.7, 75 / 27 % is 272.7 to 283.0, 75 / 20 % is 365.9 to 384.6."""
    text = f"甲行业有企业162个,在规模以上企业中占比58%,乙行业有企业75个,在规模以上企业中占比{second}。"
    firms = {"indicator": "enterprises_above_scale", "label": "企业"}
    share = firms | {"measure": "share", "unit": "%"}
    one, two = text[: text.index("乙")], text[text.index("乙") :]
    first = said(one, number(162) | firms, share | {"quote": "58%", "value": 58.0})
    other = said(two, number(75) | firms, share | {"quote": second, "value": float(second[:-1])})
    for column in ("start", "end", "sentence_start", "sentence_end"):
        other[column] += len(one)
    assert classes(schema.OBSERVATIONS.check(pd.concat([first, other], ignore_index=True))) == [
        ("share_total", expected)
    ]


@pytest.mark.parametrize(("third", "expected"), [("45", "agrees"), ("55", "contradiction")])
def test_the_three_sectors_are_all(third, expected):
    text = f"三次产业结构3:52:{third}"
    names = ("value_added_primary", "value_added_secondary", "value_added_tertiary")
    rows = [
        {"measure": "share", "indicator": name, "quote": quote, "value": float(quote)}
        for name, quote in zip(names, ("3", "52", third), strict=True)
    ]
    assert classes(said(text, *rows)) == [("shares_sum", expected)]


@pytest.mark.parametrize(("stated", "expected"), [(91, "agrees"), (95, "contradiction")])
def test_completion(stated, expected):
    """27.32 / 30.14 is 90.6 %."""
    rate_ = {"measure": "completion", "unit": "%", "quote": f"{stated}%", "value": float(stated)}
    rows = (OUTPUT | money(30.14, status="target"), OUTPUT | money(27.32), OUTPUT | rate_)
    assert classes(observations(*rows)) == [("completion", expected)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (SHARE | {"quote": "120%", "value": 120.0}, [("limit", "contradiction")]),
        (SHARE | {"quote": "100%", "value": 100.0}, []),
        (OUTPUT | rate(120), []),
        (OUTPUT | rate(-120), [("limit", "contradiction")]),
        ({"indicator": "profit"} | rate(-120), []),
        (OUTPUT | {"measure": "completion", "unit": "%", "quote": "170%", "value": 170.0}, []),
    ],
)
def test_rates_that_cannot_be(row, expected):
    assert classes(observations(row)) == expected


@pytest.mark.parametrize(
    ("five", "ten", "twenty", "expected"),
    [
        (3, 2, 1, {"agrees"}),
        (3, 3, 3, {"agrees"}),
        (3, 1, 2, {"agrees", "contradiction"}),
    ],
)
def test_classes_by_threshold_hold_one_another(five, ten, twenty, expected):
    sizes = {20: twenty, 10: ten, 5: five}
    text = ",".join(f"总投资{size}亿元以上项目{n}个" for size, n in sizes.items())
    rows = [
        number(n, indicator="project_count", label="项目", scope=f"总投资{size}亿元以上")
        for size, n in sizes.items()
    ]
    made = audit.build(said(text, *rows))
    assert set(made["class"]) == expected
    assert set(made.kind) == {"threshold"}
    assert set(made.condition.dropna()) == ({"classes_nested"} if len(expected) > 1 else set())


def test_thresholds_of_other_things_are_not_compared():
    text = "签约亿元以上项目5个,开工10亿元以上项目8个"
    rows = (
        number(5, indicator="project_signed", label="项目", scope="亿元以上"),
        number(8, indicator="project_started", label="项目", scope="10亿元以上"),
    )
    assert "threshold" not in dict(classes(said(text, *rows)))


def test_more_members_named_than_counted():
    named = [
        {"indicator": "project_investment_total", "entity": f"{who}公司", "label": "总投资"} | money(20)
        for who in "甲乙丙"
    ]
    count = number(2, indicator="project_count", label="项目", scope="总投资20亿元以上")
    assert classes(observations(*named, count)) == [("members", "population")]
    assert classes(observations(*named[:2], count)) == []


@pytest.mark.parametrize(
    ("planned", "done", "expected"), [(52, 121, [("stage", "population")]), (121, 52, [])]
)
def test_a_later_stage_counts_no_more_than_an_earlier_one(planned, done, expected):
    text = f"安排项目{planned}个,已有{done}个投产"
    rows = (number(planned, indicator="project_count"), number(done, indicator="project_completed"))
    assert classes(said(text, *rows)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (OUTPUT | money(38), OUTPUT | money(39), [("repeat", "contradiction")]),
        (OUTPUT | money(38), OUTPUT | money(38.4), [("repeat", "agrees")]),
        (OUTPUT | money(38), OUTPUT | money(38, bound=">"), [("repeat", "agrees")]),
        (OUTPUT | rate(10), OUTPUT | rate(12), [("repeat_growth", "contradiction")]),
        (OUTPUT | money(38), OUTPUT | money(39, status="estimate"), []),
        (OUTPUT | money(38), OUTPUT | money(39, scope="汽车产业"), []),
        (OUTPUT | money(38), OUTPUT | money(39, entity="丙公司"), []),
        (OUTPUT | money(38), OUTPUT | money(39, label="产值"), []),
        (OUTPUT | money(38), OUTPUT | money(39, sentence="1亿元的企业实现39亿元。", sentence_start=3), []),
        (OUTPUT | money(38), OUTPUT | money(39, sentence_start=0), []),
        (
            {"indicator": "gdp"} | rate(10, price_basis="constant"),
            {"indicator": "gdp"} | rate(12, price_basis="current"),
            [("repeat_growth", "price_basis")],
        ),
    ],
)
def test_a_fact_stated_twice(before, after, expected):
    assert classes(observations(before, after)) == expected


def test_a_fact_of_two_documents_may_have_been_revised():
    read = observations(OUTPUT | money(38), OUTPUT | money(39, doc="001"))
    (row,) = schema.rows(audit.build(read))
    assert (row.docs, getattr(row, "class"), row.condition) == ("000;001", "contradiction", "not_revised")


@pytest.mark.parametrize(("where", "expected"), [("全区共有", 1), ("共有该行业", 0), ("某地", 0)])
def test_counts_are_repeated_only_as_totals(where, expected):
    firms = {"indicator": "high_tech_enterprises", "label": "企业"}
    first = said("全区共有企业80个。", number(80) | firms)
    text = f"{where}企业90个。"
    again = said(text, number(90) | firms)
    for column in ("start", "end", "sentence_start", "sentence_end"):
        again[column] += 100
    assert len(audit.build(pd.concat([first, again], ignore_index=True))) == expected


def dollars(yi: float, **more: object) -> dict[str, object]:
    return {"quote": f"{yi:g}亿美元", "value": yi * 1e8, "unit": "USD"} | more


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([dollars(1, indicator="exports"), money(7, indicator="exports")], [("two_currencies", "agrees")]),
        (
            [dollars(10, indicator="exports"), money(10, indicator="exports")],
            [("two_currencies", "currency")],
        ),
        (
            [dollars(3, indicator="exports"), money(1, indicator="fdi_used")],
            [("currency_unsure", "currency")],
        ),
        ([money(3, indicator="exports"), money(1, indicator="fdi_used")], []),
        ([dollars(3, indicator="exports"), money(1, indicator="domestic_capital")], []),
    ],
)
def test_currencies(rows, expected):
    assert classes(observations(*rows)) == expected


CLEAN = """澜城高新区2022年工作总结和2023年工作打算
日期:2023年01月12日
来源:澜城高新区管委会
一、2022年工作总结
2022年,澜城高新区以高质量发展为主线,各项工作取得新成效。
一是经济运行稳中有进。2022年,澜城高新区完成生产总值320.5亿元,同比增长6.2%,其中第一产业增加值2.5亿元,第二产业增加值193亿元,第三产业增加值125亿元,三次产业结构为0.8:60.2:39。完成工业总产值850亿元,同比增长9.5%,其中规模以上工业总产值790亿元,同比增长10.1%;完成规模以上工业增加值182亿元,同比增长7.1%;实现主营业务收入812亿元,同比增长8.8%;实现利税98亿元,其中利润61.2亿元。高新技术产业产值553亿元,占工业总产值的65%。
二是财政金融平稳。一般公共预算收入由2021年的20.4亿元增加到2022年的21.4亿元,同比增长4.9%;财政总收入38亿元。
三是开放水平提升。完成进出口总额46亿元,其中出口总额31亿元,进口总额15亿元。
四是投资拉动有力。完成固定资产投资204亿元,同比增长11%,其中工业投资126亿元。全年共实施重点项目60个,其中新建项目24个,续建项目36个。全年签约亿元以上项目40个,其中10亿元以上项目8个,50亿元以上项目1个。
五是创新动能增强。专利申请1520件,其中发明专利610件;专利授权980件,其中授权发明专利240件。全区高新技术企业总数达到156家,全区市场主体总量达到18600户,其中企业6200户。新登记市场主体2400户,其中企业900户,个体1500户。
六是民生持续改善。新增就业5200人,其中高校毕业生1800人。建成安置房1200套。
二、2023年工作打算
2023年,力争生产总值增长6.5%以上;工业总产值达到930亿元,同比增长9.4%;一般公共预算收入达到22.5亿元,增长5%以上;主营业务收入突破880亿元,同比增长8%以上;固定资产投资达到225亿元,同比增长10%以上。
全年计划签约项目50个,其中亿元以上项目45个。力争全区高新技术企业总数达到180家。
"""


def audited(text: str, folder: Path) -> pd.DataFrame:
    (folder / "700.txt").write_text(text, encoding="utf-8")
    return Corpus([folder]).audit


def test_a_clean_text_has_no_contradiction(tmp_path):
    made = audited(CLEAN, tmp_path)
    assert set(made["class"]) == {"agrees"}
    # 850 to 930, 20.4 to 21.4, 21.4 to 22.5, 812 to more than 880, 204 to 225
    assert list(made[made.kind == "growth"].expected.round(2)) == [4.9, 9.41, 5.14, 8.37, 10.29]


@pytest.mark.parametrize(
    ("words", "planted", "kind", "quotes"),
    [
        ("达到930亿元", "达到990亿元", "growth", "850亿元;990亿元;9.4%"),
        ("的20.4亿元", "的19.4亿元", "growth", "19.4亿元;21.4亿元;4.9%"),
        ("突破880亿元", "达到850亿元", "growth", "812亿元;850亿元;8%以上"),
        ("发明专利610件", "发明专利1610件", "part", "1520件;1610件"),
        ("利润61.2亿元", "利润161.2亿元", "part", "98亿元;161.2亿元"),
        ("工业总产值790亿元", "工业总产值870亿元", "part", "850亿元;870亿元"),
        ("出口总额31亿元", "出口总额36亿元", "list", "36亿元;15亿元;46亿元"),
        ("新建项目24个", "新建项目34个", "list", "34个;36个;60个"),
        ("企业900户", "企业1900户", "list_within", "1900户;1500户;2400户"),
        ("50亿元以上项目1个", "50亿元以上项目9个", "threshold", "8个;9个"),
        ("产值的65%", "产值的75%", "share", "553亿元;850亿元;75%"),
        ("0.8:60.2:39", "0.8:60.2:49", "shares_sum", "0.8;60.2;49"),
        ("产值的65%", "产值的165%", "limit", "165%"),
        ("安置房1200套。", "安置房1200套。全区实现财政总收入39亿元。", "repeat", "38亿元;39亿元"),
        ("安置房1200套。", "安置房1200套。生产总值同比增长7.2%。", "repeat_growth", "6.2%;7.2%"),
    ],
)
def test_a_planted_contradiction_is_found(words, planted, kind, quotes, tmp_path):
    assert CLEAN.count(words) == 1
    made = audited(CLEAN.replace(words, planted), tmp_path)
    found = made[made["class"] == "contradiction"]
    assert (kind, quotes) in set(zip(found.kind, found.quotes, strict=True))


def test_each_figure_can_be_found_in_its_text(tmp_path):
    for row in schema.rows(audited(CLEAN, tmp_path)):
        for (doc, start), quote in zip(audit.places(row), row.quotes.split(";"), strict=True):
            assert doc == "700"
            assert CLEAN.startswith(quote, start)


def test_corrections_apply(tmp_path):
    at = CLEAN.index("930亿元")
    before = CLEAN[at - 20 : at]
    head = "doc,quote,before,after,action,column,expected,value,reason,by\n"
    line = f'700,930亿元,"{before}",,change,value,93000000000,99000000000,a test,me\n'
    (tmp_path / "corrections.csv").write_text(head + line, encoding="utf-8")
    made = audited(CLEAN, tmp_path)
    assert list(made[made["class"] == "contradiction"].kind) == ["growth"]


def test_nothing_gives_an_empty_audit():
    assert audit.build(observations()).empty


def test_the_order_of_rows_does_not_matter():
    rows = (OUTPUT | money(100), OUTPUT | money(110, period="2021"), OUTPUT | rate(15))
    read = observations(*rows)
    pd.testing.assert_frame_equal(audit.build(read), audit.build(read.iloc[::-1]))


def test_the_tables_of_the_audit_name_indicators_that_there_are():
    known = {row["id"] for row in codebook.read_csv("indicators.csv")}
    used = {row["indicator"] for row in codebook.read_csv("audit_indicators.csv")}
    used |= {row[end] for row in codebook.read_csv("audit_parts.csv") for end in ("part", "whole")}
    used |= {row[end] for row in codebook.read_csv("audit_flows.csv") for end in ("stock", "flow")}
    for row in codebook.read_csv("audit_sums.csv"):
        used |= {row["whole"], *row["parts"].split("|")}
    for row in codebook.read_csv("audit_names.csv"):
        used |= set(row["indicators"].split("|"))
    assert used <= known


DOCS = documents({"entity": "甲高新区"})
APART = observations(
    *(
        OUTPUT | row
        for row in (
            money(100),
            money(110, period="2021"),
            rate(15),
            money(121, period="2022"),
            rate(10, period="2022"),
        )
    )
)


def test_a_reader_sees_class_figures_and_arithmetic():
    table = audit_tables.pairs(audit.build(APART), APART, DOCS, lang="zh")
    first, second = table.rows
    assert [cell.text for cell in first[:3]] == ["矛盾", "甲高新区", "100亿元；110亿元；15%"]
    assert [place.start for place in first[2].evidence] == [0, 10, 20]
    assert "变动10%" in first[3].text
    assert second[0].text == "相符"


def test_counts_by_relation_and_class():
    table = audit_tables.counts(audit.build(APART), lang="zh")
    heads = [head.head for head in table.columns]
    cells = [cell.text for cell in table.rows[0]]
    assert cells[0] == "水平与增长"
    assert (cells[heads.index("矛盾")], cells[heads.index("相符")]) == ("1", "1")
    assert [cell.text for cell in table.rows[-1]].count("1") == 2


def test_claims_count_the_classes():
    claimed = {claim.name: claim for claim in claims.audit(audit.build(APART), APART, DOCS)}
    made = {name: claim.text["zh"] for name, claim in claimed.items()}
    assert (made["audit_pairs"], made["audit_contradiction"], made["audit_agrees"]) == ("2", "1", "1")
    assert made["audit_conditional"] == ""
    assert [place.start for place in claimed["audit_contradiction"].evidence] == [0, 10, 20]


def test_every_kind_and_class_has_words():
    told = codebook.read_toml("labels.toml")["audit"]
    assert set(told["words"]) == set(AUDIT_KINDS)
    assert set(told["class"]) == set(AUDIT_CLASSES) < set(told["because"])


def test_fewer_than_three_pairs_are_not_drawn():
    made = audit.build(APART)
    assert isinstance(audit_figures.implied_growth(made, APART, DOCS, lang="zh"), Absent)
    three = pd.concat([made, made.head(1)], ignore_index=True)
    drawn = audit_figures.implied_growth(three, APART, DOCS, lang="zh")
    assert not isinstance(drawn, Absent)
    expected, stated = drawn.data.rows[0][-2:]
    assert (expected.text, stated.text) == ("10", "15")
    assert [place.start for place in expected.evidence] == [0, 10]
    assert [place.start for place in stated.evidence] == [20]


def test_no_audit_is_said():
    empty = audit.build(observations())
    assert isinstance(audit_tables.counts(empty, lang="zh"), Absent)
    assert isinstance(audit_tables.pairs(empty, APART, DOCS, lang="zh"), Absent)
