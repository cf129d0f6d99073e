"""What readers see of the comparison: each number opens its sentence, and nothing is drawn from too little."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import (
    audit,
    claims,
    codebook,
    compare,
    comparison_figures,
    comparison_tables,
    context,
    harmonise,
    profile_tables,
    ratios,
    targets,
)
from analysis.comparison_schema import CONTEXT
from analysis.exhibits import Absent, Figure, Table
from analysis.schema import CORRECTIONS

from .frames import documents, observations

PARKS = [f"{sign}江高新区" for sign in "甲乙丙丁戊"]
DOCS = documents(*({"entity": park, "date": f"202{n}-01"} for n, park in enumerate(PARKS)))


def read(*rows: dict[str, object]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations and the indicators made of them."""
    made = observations(*rows)
    return made, harmonise.build(made, DOCS)


def texts(table: Table | Absent) -> list[list[str]]:
    """Return the words of a table's cells."""
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in table.rows]


def places(table: Table | Absent) -> list[list[tuple[str, int]]]:
    """Return for each row the places that its cells open."""
    assert isinstance(table, Table)
    return [[(e.doc, e.start) for cell in row for e in cell.evidence] for row in table.rows]


def park(n: int, **more: object) -> dict[str, object]:
    """Return a row about the park of that number."""
    return {"doc": f"{n:03}", "entity": PARKS[n]} | more


def test_definitions_name_the_neighbours_that_the_documents_state():
    _, indicators = read(
        park(0, indicator="profit"),
        park(1, indicator="profit"),
        park(0, indicator="net_profit"),
        park(0),
        park(0, indicator="recruitment_events", unit="count"),  # the codebook has no definition of it
    )
    assert [
        [row[0], row[1], *row[3:]] for row in texts(comparison_tables.definitions(indicators, lang="zh"))
    ] == [
        ["地区生产总值", "1", "水平现价，增长可比价", "全国", ""],
        ["利润总额", "2", "现价", "全国", "净利润"],
        ["净利润", "1", "现价", "全国", "利润总额"],
    ]


def test_at_most_thirty_definitions_those_of_most_parks():
    ids = [row["indicator"] for row in codebook.read_csv("definitions.csv")]
    _, indicators = read(*(park(0, indicator=i) for i in ids), park(1, indicator=ids[-1]))
    rows = texts(comparison_tables.definitions(indicators, lang="zh"))
    assert len(rows) == 30
    assert rows[-1][1] == "2"


def test_what_compares_and_what_sets_the_others_apart():
    made, indicators = read(park(0), park(1), park(2, period="2019"))
    table = comparison_tables.comparability(
        compare.comparability(indicators), indicators, made, DOCS, lang="zh"
    )
    assert texts(table) == [["地区生产总值", "水平", "3", "3", "1", "", "2", "", "时期"]]
    assert [sorted(row) for row in places(table)] == [[("000", 0), ("001", 10), ("002", 20)]]


def test_a_ranking_is_shown_only_from_five_comparable_parks_up():
    made, indicators = read(*(park(n, value=(n + 1) * 1e8) for n in range(5)))
    (table,) = comparison_tables.rankings(indicators, made, DOCS, lang="zh")
    assert texts(table) == [[str(5 - n), PARKS[n], str(n + 1), "亿元"] for n in (4, 3, 2, 1, 0)]
    assert places(table)[0] == [("004", 40)]
    made, indicators = read(*(park(n, period=f"201{n}") for n in range(5)))
    assert comparison_tables.rankings(indicators, made, DOCS, lang="zh") == []


def test_a_ratio_opens_both_its_figures():
    made, indicators = read(
        park(0, indicator="profit", value=1e8, status="estimate"),
        park(0, indicator="main_business_revenue", value=8e8, status="estimate"),
    )
    table = comparison_tables.ratios(ratios.build(indicators), made, DOCS, lang="zh")
    ((name, *row),) = texts(table)
    assert name.startswith("主营业务利润率：")
    assert row == [PARKS[0], "", "2020", "1 亿元", "8 亿元", "12.5（预计）"]
    assert places(table) == [[("000", 0), ("000", 10)] * 2]  # each figure its own, what is derived both


AIMS = [
    {"measure": "growth", "value": 5.2, "status": "estimate"},
    {
        "measure": "growth",
        "value": 8.0,
        "period": "2021",
        "status": "target",
        "bound": ">=",
        "sentence": "确保增长8%以上。",
        "start": 104,
        "end": 106,
        "sentence_start": 100,
        "sentence_end": 110,
    },
]


def test_an_ambition_says_year_bound_and_wording():
    made = observations(*AIMS)
    read_docs = documents({"entity": "甲高新区"})
    indicators = harmonise.build(made, read_docs)
    table = comparison_tables.ambitions(targets.ambitions(indicators, made), made, read_docs, lang="zh")
    assert texts(table) == [
        ["甲高新区", "地区生产总值", "2020→2021", "5.2（预计）", "≥8", "≥+2.8", "硬约束（确保）"]
    ]
    assert places(table) == [[("000", 0), ("000", 104)] * 2]


def test_a_deviation_stands_beside_target_and_result():
    docs = documents({"entity": "甲高新区"}, {"entity": "甲高新区"})
    made = observations(
        {"value": 200e8, "period": "2021", "status": "target"},
        {"doc": "001", "value": 190e8, "period": "2021"},
    )
    table = targets.deviations(harmonise.build(made, docs), made)
    shown = comparison_tables.deviations(table, made, docs, lang="zh")
    assert texts(shown) == [["甲高新区", "地区生产总值", "2021", "200 亿元", "190 亿元", "−5 %"]]
    assert places(shown) == [[("000", 0), ("001", 10)] * 2]


def test_context_stands_beside_and_only_where_there_is_some():
    made, indicators = read(park(0, measure="growth", value=8.0))
    areas = CONTEXT.frame(
        [{"area": "全国", "indicator": "gdp", "year": 2020, "value": 2.2, "source": "公报"}]
    )
    (table,) = comparison_tables.context(context.beside(indicators, areas), made, DOCS, lang="zh")
    assert texts(table) == [[PARKS[0], "地区生产总值", "2020", "8", "全国", "2.2", "+5.8", "公报"]]
    none = context.beside(indicators, CONTEXT.frame([]))
    assert comparison_tables.context(none, made, DOCS, lang="zh") == []


@pytest.mark.parametrize("name", ["comparability", "ratios", "ambitions", "deviations"])
def test_an_empty_table_says_why(name: str):
    made, indicators = read()
    empty = {
        "comparability": compare.comparability(indicators),
        "ratios": ratios.build(indicators),
        "ambitions": targets.ambitions(indicators, made),
        "deviations": targets.deviations(indicators, made),
    }[name]
    more = (indicators,) if name == "comparability" else ()
    shown = getattr(comparison_tables, name)(empty, *more, made, DOCS, lang="zh")
    assert isinstance(shown, Absent)
    assert shown.reason


def margins(*years: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a profit margin a park, of these years, and the observations it is made of."""
    rows = []
    for n, year in enumerate(years):
        rows.append(park(n, indicator="profit", value=1e8, period=year))
        rows.append(park(n, indicator="main_business_revenue", value=8e8 + n, period=year))
    made, indicators = read(*rows)
    return ratios.build(indicators), made


@pytest.mark.parametrize(
    ("years", "title"),
    [
        (("2020", "2020", "2020"), "同一文本内的比率"),
        (("2018", "2019", "2020"), "同一文本内的比率（年份不一）"),
    ],
)
def test_a_figure_that_mixes_years_says_so(years: tuple[str, ...], title: str):
    figure = comparison_figures.ratios(*margins(*years), DOCS, lang="zh")
    assert isinstance(figure, Figure)
    assert figure.title == title
    assert "3 个比率，3 个园区" in figure.subtitle
    assert [row[3:] for row in texts(figure.data)] == [["1 亿元", "8 亿元", "12.5"]] * 3
    assert places(figure.data)[1] == [("001", 20), ("001", 30)] * 2


def test_two_ratios_are_not_drawn():
    assert isinstance(comparison_figures.ratios(*margins("2020", "2020"), DOCS, lang="zh"), Absent)


def test_ambitions_are_drawn_from_three_up():
    def drawn(parks: int) -> Figure | Absent:
        rows = [
            park(n, **aim | {"value": aim["value"] + n, "start": n, "sentence_start": 0}) | {"end": n + 2}
            for n in range(parks)
            for aim in AIMS
        ]
        rows = [
            row | {"start": row["start"] + 50 * (i % 2), "end": row["end"] + 50 * (i % 2)}
            for i, row in enumerate(rows)
        ]
        made, indicators = read(*rows)
        return comparison_figures.ambitions(targets.ambitions(indicators, made), made, DOCS, lang="zh")

    assert isinstance(drawn(2), Absent)
    figure = drawn(3)
    assert isinstance(figure, Figure)
    assert (
        figure.alt
        == "哑铃图：3 对增长率，其中 3 个目标高于上年，0 个低于上年；差距从 +2.8 到 +2.8 个百分点。"
    )


def test_claims_of_an_empty_comparison():
    made, indicators = read()
    said = [
        *claims.comparability(
            compare.comparability(indicators), indicators, context.beside(indicators, CONTEXT.frame([]))
        ),
        *claims.ratios(ratios.build(indicators), made, DOCS),
        *claims.ambitions(
            targets.ambitions(indicators, made), targets.deviations(indicators, made), made, DOCS
        ),
    ]
    words = {claim.name: claim.text["zh"] for claim in said}
    assert words["compared_pairs"] == words["ratios"] == words["ambition_pairs"] == "0"
    assert words["ranking_note"].startswith("没有一项指标有 5 个可比的园区")
    assert words["met_note"].startswith("没有一个目标")


def test_claims_count_what_the_tables_hold():
    _, indicators = read(park(0), park(1), park(2, period="2019"), park(3, indicator="exports", unit="USD"))
    said = claims.comparability(
        compare.comparability(indicators), indicators, context.beside(indicators, CONTEXT.frame([]))
    )
    words = {claim.name: claim.text["zh"] for claim in said}
    assert [words[n] for n in ("indicator_parks", "compared_groups", "compared_parks", "compared_pairs")] == [
        "4",
        "1",
        "3",
        "3",
    ]
    assert [words[f"{grade}_pairs"] for grade in compare.GRADES] == ["1", "0", "2", "0"]
    assert words["converted_figures"] == "1"


def test_levels_are_drawn_only_of_one_definition():
    fiscal = {"indicator": "fiscal_revenue_unspecified"}
    made, indicators = read(
        *(park(n, period=f"201{n}") for n in range(3)),
        park(3, scope="规模以上"),
        *(park(n, **fiscal) for n in range(4)),  # of whichever definition
    )
    rows = compare.levels_of_one_definition(indicators, 2)
    assert sorted(rows.entity) == sorted(PARKS[:3])
    figure = comparison_figures.levels(rows, made, DOCS, 2, lang="zh")
    assert isinstance(figure, Figure)
    assert figure.title == "口径相同的水平（年份不一）"
    assert "1 项指标，3 个园区，3 个数值，2010—2012" in figure.subtitle
    assert compare.levels_of_one_definition(indicators, 4).empty
    assert isinstance(comparison_figures.levels(rows.iloc[:2], made, DOCS, 2, lang="zh"), Absent)


def test_a_profile_has_what_a_park_states_then_what_follows_from_it():
    made, indicators = read(
        park(0, indicator="profit", value=2.0e8),
        park(0, indicator="main_business_revenue", value=4.0e9),
        park(0, value=1.2e10, period="2019", quote="120亿元"),
        park(0, value=1.5e10, quote="150亿元"),
        park(0, measure="growth", value=30.0, price_basis="current", quote="30%"),
        park(1, indicator="exports"),
    )
    tables = profile_tables.profiles(
        made, DOCS, CORRECTIONS.frame([]), ratios.build(indicators), audit.build(made), lang="zh"
    )
    assert [table.name for table in tables] == ["indicators_001", "indicators_000", "derived_000"]
    ratio, finding = texts(tables[2])
    assert ratio == ["比率", "主营业务利润率", "2 亿元 ÷ 40 亿元", "5%（2020）"]
    assert finding[:2] == ["矛盾", "地区生产总值"]
    assert "25%" in finding[3]  # 150 over 120, against the 30 that are stated
    assert places(tables[2]) == [[("000", 0), ("000", 10)] * 2, [("000", 20), ("000", 30), ("000", 40)]]


def test_the_forms_of_marks_tell_results_estimates_and_targets_apart():
    rates = [("actual", "2018"), ("estimate", "2019"), ("target", "2020")]
    growth = [
        {"measure": "growth", "value": float(n), "period": year, "status": status, "bound": bound}
        for n, ((status, year), bound) in enumerate(zip(rates, ("=", "=", ">="), strict=True))
    ]
    made = observations(*(park(0, **row) for row in growth))
    drawn = comparison_figures.growth(compare.growth(made, DOCS), made, DOCS, 1, lang="zh")
    assert isinstance(drawn, Figure)
    axes = drawn.drawing.axes[0]
    marks = {line.get_xdata()[0]: line for line in axes.lines if line.get_marker() in ("o", "s")}
    forms = [(marks[x].get_marker(), marks[x].get_markerfacecolor() == "none") for x in (0.0, 1.0, 2.0)]
    assert forms == [("o", False), ("s", False), ("o", True)]
    arrows = [text.xy[0] for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert arrows == [2.0]  # only the floor is open
