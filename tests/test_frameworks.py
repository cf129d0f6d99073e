"""What zones state of what the ministry asks for, by the framework of their year."""

from __future__ import annotations

import re

import pytest

from analysis import claims, codebook, disclosure_figures, frameworks, indicator_tables
from analysis.exhibits import Absent, Figure

from .frames import documents, observations

OWN = {"entity": "甲高新区", "zone_level": "national"}


@pytest.mark.parametrize(
    ("year", "edition", "measure"),
    [
        (2007, None, None),
        (2008, "evaluation_2008", None),
        (2013, "evaluation_2013", None),
        (2014, "evaluation_2013", "innovation_2014"),
        (2020, "evaluation_2013", "innovation_2014"),
        (2021, "evaluation_2021", "evaluation_2021"),
        (2023, "evaluation_2021", "evaluation_2021"),
        (2024, "evaluation_2024", None),
        (2030, "evaluation_2024", None),
    ],
)
def test_the_framework_of_a_year(year, edition, measure):
    assert frameworks.in_force(year) == edition
    assert frameworks.yardstick(year) == measure


def test_a_framework_says_the_same_of_itself_in_every_row():
    for name in frameworks.editions():
        rows = [row for row in codebook.read_csv("frameworks.csv") if row["framework"] == name]
        assert len({tuple(row[key] for key in ("kind", "from", "to", "asked")) for row in rows}) == 1
        assert rows[0]["kind"] in frameworks.KINDS
        assert all(row["source"] for row in rows)
        assert len(frameworks.items(name)) <= int(rows[0]["asked"] or len(rows))


def test_weights_of_themes_add_up_where_all_are_known():
    for name in frameworks.editions():
        weights = [row["theme_weight_pct"] for row in frameworks.themes(name)]
        if all(weights) and name != "evaluation_2024":  # of which one theme of six was found
            assert sum(map(int, weights)) == 100, name


def test_an_item_is_answered_by_known_indicators_or_by_none():
    known = {row["id"] for row in codebook.read_csv("indicators.csv")}
    for row in codebook.read_csv("frameworks.csv"):
        assert row["indicator"] in known | {""}
        assert bool(row["match"]) == bool(row["zh"])
        assert (row["match"] in ("exact", "near")) == bool(row["indicator"])


def test_what_is_stated_is_held_against_the_framework_of_the_year():
    docs = documents(OWN | {"subject_year": 2022})
    read = observations(
        {"indicator": "tech_smes", "unit": "count"},
        {"indicator": "gdp", "status": "target", "scope": "省级"},
        {"indicator": "gdp", "measure": "growth"},
        {"indicator": "retail_sales"},
        {"indicator": "exports", "entity": "某公司"},
    )
    found = frameworks.disclosure(read, docs)
    told = [(r.indicator, r.item, r.match, r.has_result, r.has_target) for r in found.itertuples()]
    assert told[0] == ("gdp", "园区全口径增加值占所在城市GDP比例", "near", True, True)
    assert told[2] == ("tech_smes", "当年登记入信息库的科技型中小企业数", "exact", True, False)
    assert found["item"].isna().tolist() == [False, True, False]  # nobody asks for retail sales
    assert set(found.edition) == set(found.yardstick) == {"evaluation_2021"}


@pytest.mark.parametrize(
    "facts",
    [
        {"subject_year": 2022, "zone_level": "provincial"},
        {"subject_year": 2022, "zone_level": None},
        {"subject_year": None, "zone_level": "national"},
        {"subject_year": 2005, "zone_level": "national"},
    ],
)
def test_what_is_not_evaluated_is_held_against_nothing(facts):
    found = frameworks.disclosure(observations({"indicator": "tech_smes"}), documents(OWN | facts))
    assert found[["edition", "yardstick", "item"]].isna().all(axis=None)
    assert found.indicator.tolist() == ["tech_smes"]


def test_a_park_and_year_is_whole_if_one_document_is():
    cut = OWN | {"subject_year": 2022, "completeness": "truncated"}
    read = observations({}, {"doc": "001", "indicator": "exports"})
    both = frameworks.disclosure(read, documents(cut, cut | {"completeness": "complete"}))
    assert both.is_whole.all()
    assert not frameworks.disclosure(read, documents(cut, cut)).is_whole.any()


def test_no_observations_give_an_empty_table():
    table = frameworks.disclosure(observations(), documents(OWN))
    assert table.empty
    (absent,) = disclosure_figures.disclosure(table, lang="zh")
    assert isinstance(absent, Absent)
    assert claims.disclosure(table)[1].text["zh"] == ""


def _two_parks():
    """Return what a national zone with a cut text of 2022 and a provincial one of 2019 state."""
    docs = documents(
        OWN | {"subject_year": 2022, "completeness": "truncated"},
        {"entity": "乙高新区", "zone_level": "provincial", "subject_year": 2019},
    )
    other = {"doc": "001", "entity": "乙高新区"}
    read = observations(
        {"indicator": "exports"},
        {"indicator": "tech_smes", "status": "target"},
        {"indicator": "retail_sales"},
        other | {"indicator": "retail_sales"},
        other | {"indicator": "gdp"},
    )
    return frameworks.disclosure(read, docs)


def test_a_matrix_tells_forms_apart_and_hatches_what_cannot_be_known():
    (made,) = disclosure_figures.disclosure(_two_parks(), lang="zh")
    assert isinstance(made, Figure)
    axes = made.drawing.axes[0]
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    items = list(frameworks.items("evaluation_2021"))
    assert names == [item for item in items if item in names] + ["社会消费品零售总额"]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["甲高新区 2022", "乙高新区 2019"]
    marks = {
        (int(line.get_xdata()[0]), names[int(line.get_ydata()[0])]): line.get_markerfacecolor()
        for line in axes.lines
        if line.get_marker() == "o"
    }
    hollow = {at for at, colour in marks.items() if colour == "white"}
    assert hollow == {(0, "当年登记入信息库的科技型中小企业数")}
    assert set(marks) - hollow == {
        (0, "营业收入中高新技术企业出口额占比"),
        (0, "社会消费品零售总额"),
        (1, "社会消费品零售总额"),
        (1, "园区全口径增加值占所在城市GDP比例"),
    }
    hatched = {patch.get_x() for patch in axes.patches if patch.get_hatch()}
    assert hatched == {-0.42}  # of the cut text only
    assert len([patch for patch in axes.patches if patch.get_hatch()]) == len(names) - 3


def test_the_sentence_on_what_is_reported():
    evaluated, held = (claim.text["zh"] for claim in claims.disclosure(_two_parks()))
    assert "这里有 1 个" in evaluated and "省级的 1 个" in evaluated
    assert "共 46 项" in held and re.search(r"提到了相应指标的 2 项，占全部问项的 4%", held)
    assert "文本都不完整" in held  # the one zone that is held against it has a cut text
    assert "提到的 3 项指标里，该体系问到的 2 项" in held


def test_a_monitoring_list_is_called_one():
    docs = documents(OWN | {"subject_year": 2016})
    (_, held) = claims.disclosure(frameworks.disclosure(observations({}), docs))
    assert "国家高新区评价指标体系（2013年）" in held.text["zh"] and "不是评价本身" in held.text["zh"]


def test_the_editions_are_listed_with_what_is_known():
    table = indicator_tables.frameworks(lang="zh")
    known = {row[0].text: (row[3].text, row[4].text) for row in table.rows}
    assert known["国家高新区综合评价指标体系（2021年）"] == ("46", "46")
    assert known["国家高新区评价指标体系（2013年）"] == ("", "")


def test_one_park_that_no_framework_applies_to_makes_no_matrix():
    read = observations({}, {"indicator": "exports"}, {"indicator": "profit"})
    docs = documents(OWN | {"zone_level": "provincial", "subject_year": 2019})
    (made,) = disclosure_figures.disclosure(frameworks.disclosure(read, docs), lang="zh")
    assert isinstance(made, Absent)


def test_without_a_framework_indicators_stand_by_theme():
    docs = documents({"entity": "甲高新区"}, {"entity": "乙高新区"})
    read = observations(
        *(
            {"doc": f"{n:03}", "entity": park, "indicator": what}
            for n, park in enumerate(("甲高新区", "乙高新区"))
            for what in ("exports", "gdp")
        )
    )
    (made,) = disclosure_figures.disclosure(frameworks.disclosure(read, docs), lang="zh")
    assert isinstance(made, Figure)
    axes = made.drawing.axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["地区生产总值", "出口总额"]
    assert "没有适用的评价体系" in made.subtitle


def test_two_frameworks_make_two_matrices():
    docs = documents(
        *(
            {"entity": f"{n}江高新区", "zone_level": "national", "subject_year": year}
            for n, year in (("甲", 2022), ("乙", 2022), ("丙", 2016))
        )
    )
    read = observations(*({"doc": f"{n:03}", "entity": f"{p}江高新区"} for n, p in enumerate("甲乙丙")))
    made = disclosure_figures.disclosure(frameworks.disclosure(read, docs), lang="zh")
    assert [one.name for one in made] == ["disclosure", "disclosure_innovation_2014"]
    assert ["2021" in made[0].subtitle, "2014" in made[1].subtitle] == [True, True]


def test_many_parks_are_counted_instead_of_listed():
    names = [f"{chr(0x4E00 + n)}江高新区" for n in range(20)]
    docs = documents(
        *(
            {"entity": name, "zone_level": "national", "subject_year": 2022}
            | ({"completeness": "excerpt"} if n == 0 else {})
            for n, name in enumerate(names)
        )
    )
    read = observations(
        *({"doc": f"{n:03}", "entity": name} for n, name in enumerate(names)),  # all state their GDP
        *(
            {"doc": f"{n:03}", "entity": names[n], "indicator": "exports", "status": s}
            for n, s in ((0, "actual"), (1, "actual"), (2, "target"), (3, "target"))
        ),
    )
    (made,) = disclosure_figures.disclosure(frameworks.disclosure(read, docs), lang="zh")
    assert isinstance(made, Figure)
    assert "文本完整的 19 个园区" in made.subtitle
    axes = made.drawing.axes[0]
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    exports = names.index("营业收入中高新技术企业出口额占比")
    widths = [bar.get_width() for bar in axes.patches if round(bar.get_y() + 0.3) == exports]
    assert widths == pytest.approx(
        [100 / 19, 200 / 19]
    )  # one result; two have only a target; the excerpt is left out
