"""Coded clauses → shares and rates with intervals, figures, tables, PMC; a scheme of a study's own in the chapter."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis import (
    discourse,
    discourse_claims,
    discourse_figures,
    discourse_statistics,
    discourse_tables,
    drawing,
    intervals,
    open_study,
    pmc,
    pmc_exhibits,
    reliability_tables,
)
from analysis.cli import app
from analysis.exhibits import Absent, Figure, Table

from .conftest import REPORT
from .frames import documents
from .test_discourse import OWN

SCHEMES = {scheme.id: scheme for scheme in discourse.own()}
POLICY = (
    "东江高新区关于支持科技创新的若干意见\n为贯彻落实市政府部署，提出如下意见。\n一、主要目标\n到2025年，建成创新平台10个。\n"
    "二、重点任务\n支持企业引进人才，给予补贴20万元。\n落实税收优惠政策。\n三、组织领导\n成立领导小组，加强考核。\n"
)


def test_an_exact_interval_of_a_rate():
    # 18 in 5,100 characters, per 10,000: 35.29 [20.92, 55.78] (Garwood, as scipy gives it).
    low, high = intervals.of_count(18)
    assert (18 / 5100 * 1e4, low / 5100 * 1e4, high / 5100 * 1e4) == pytest.approx(
        (35.29, 20.92, 55.78), abs=0.006
    )
    assert float(intervals.of_count(0).low) == 0
    assert float(intervals.of_count(0).high) == pytest.approx(-math.log(0.025))


def test_an_exact_interval_of_a_share():
    # 4 of 10: 0.1216 to 0.7376 (Clopper & Pearson 1934).
    assert [float(end) for end in intervals.of_share(4, 10)] == pytest.approx([0.1216, 0.7376], abs=5e-5)
    assert [float(end) for end in intervals.of_share(0, 10)] == pytest.approx([0, 1 - 0.025**0.1])
    assert np.isnan(intervals.of_share(0, 0).low)


def test_draws_keep_passages_whole():
    spread = intervals.of_ratios([[1]] * 10 + [[0]] * 10, [[2]] * 20)
    clumped = intervals.of_ratios([[2]] * 5 + [[0]] * 15, [[2]] * 20)
    assert spread.low[0] < 0.25 < spread.high[0]
    assert clumped.high[0] - clumped.low[0] > spread.high[0] - spread.low[0]
    assert np.isnan(intervals.of_ratios([[1]] * 4, [[2]] * 4).low[0])  # too few passages
    assert np.isnan(intervals.of_ratios([[0]] * 9, [[2]] * 9).low[0])  # nothing seen
    assert np.isnan(intervals.of_ratios([[2]] * 9, [[2]] * 9).low[0])  # nothing else seen


@pytest.mark.parametrize(
    ("counts", "evenness"), [([5, 5, 5, 5], 1), ([9], 0), ([1, 1], math.log(2) / math.log(4)), ([], None)]
)
def test_evenness(counts, evenness):
    found = discourse_statistics.evenness_of(counts, 4)
    assert found == (pytest.approx(evenness) if evenness is not None else None)


@pytest.fixture(scope="module")
def found():
    text = "一、工作总结\n我区新建厂房，增长8%。\n成立领导小组。\n二、工作打算\n引进人才，并设立产业基金。\n改善环境。\n"
    docs = documents({"end": len(text), "entity": "甲高新区", "genre": "work_report"})
    return docs, discourse.build(docs, {"a.txt": text})


def shares_of(found):
    docs, (clauses, codes) = found
    return discourse_statistics.shares(clauses, codes, docs, discourse.own())


def test_a_share_is_of_the_clauses_with_any_code(found):
    table = shares_of(found).set_index(["dimension", "value", "part", "scheme", "code", "is_group"])
    tools = table.loc["all", "all", "all", "instrument"]
    # 厂房 supply; 领导小组 environment; 人才 supply, 基金 environment; 8 % and 环境 none.
    assert dict(tools["count"].xs(True, level="is_group")) == {"supply": 2, "environment": 2, "demand": 0}
    assert set(tools.clauses) == {4}
    used = table.loc["all", "all", "review", "instrument", "supply", True]
    assert (used["count"], used.clauses, used.share) == (1, 2, 0.5)
    campaign = table.loc["entity", "甲高新区", "all", "campaign", "yes", False]
    assert (campaign["count"], campaign.clauses) == (0, 8)  # its base are all clauses
    assert campaign.rate_high == pytest.approx(-math.log(0.025) / campaign.chars * 1e4)


def test_clauses_are_told_apart_by_genre_and_section(found):
    table = discourse_tables.cuts(shares_of(found), lang="zh")
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    assert rows["工作报告"][1:3] == ["8", "50"]  # the heading of the plan and its three clauses
    assert rows["计划部分"][1:3] == ["4", "100"]
    assert rows["回顾部分"][4] == "2"


def test_quotes_are_of_a_cue_and_open_in_the_source(found):
    docs, (_, codes) = found
    table = discourse_tables.quotes(codes, docs, SCHEMES["instrument"], 2, lang="zh")
    cells = {row[0].text or "": row for row in table.rows}
    assert cells["人才培养"][2].text == "引进人才"
    (place,) = cells["人才培养"][2].evidence
    assert (place.doc, place.quote) == ("000", "引进人才")
    assert cells["人才培养"][3].text == "引进人才"


def test_nothing_is_drawn_from_too_little(found):
    docs, (_, codes) = found
    shares = shares_of(found)
    for made in (
        discourse_figures.instruments(shares, SCHEMES["instrument"], lang="zh"),
        discourse_figures.kinds(shares, SCHEMES["instrument"], lang="zh"),
        discourse_figures.ladder(shares, SCHEMES["modality"], lang="zh"),
        discourse_figures.constraint(shares, SCHEMES["constraint"], lang="zh"),
        discourse_figures.campaign(shares, discourse.own(), lang="zh"),
        discourse_tables.constraint(codes, docs, SCHEMES["constraint"], lang="zh"),
        reliability_tables.schemes_table(None, discourse.own(), lang="zh"),
        reliability_tables.coders(None, codes, discourse.own(), lang="zh"),
    ):
        assert isinstance(made, Absent)
        assert made.reason


def test_no_zone_has_its_say_everywhere():
    docs = documents({}).head(0)
    clauses, codes = discourse.build(docs, {})
    shares = discourse_statistics.shares(clauses, codes, docs, discourse.own())
    evenness = discourse_statistics.evenness(shares, SCHEMES["instrument"])
    made = [
        *discourse_claims.coding(clauses, discourse.own(), (), 3),
        *discourse_claims.agreement(None, discourse.own()),
        *discourse_claims.instruments(shares, SCHEMES["instrument"], evenness, codes, docs),
        *discourse_claims.commitment(shares, SCHEMES["modality"], codes, docs),
        *discourse_claims.constraint(shares, SCHEMES["constraint"], codes, docs),
        *discourse_claims.campaign(shares, codes, docs),
        *discourse_claims.actors(shares, SCHEMES["actor"]),
    ]
    assert len({claim.name for claim in made}) == len(made)
    assert isinstance(reliability_tables.codes(shares, discourse.own(), None, lang="zh"), Absent)
    assert isinstance(discourse_figures.actors(clauses, codes, SCHEMES["actor"], lang="zh"), Absent)
    (absent,) = pmc_exhibits.cells(pmc.build(docs, {}), docs, lang="zh")
    assert "没有高新区的文本" in absent.reason


def test_figures_of_many_parks_fit_the_page():
    text = (
        "一、工作总结\n"
        + "我区新建厂房。\n" * 12
        + "二、工作打算\n"
        + "我区要引进人才，确保增长8%以上。\n打赢攻坚战。\n" * 12
    )
    docs = documents(*({"entity": f"{name}高新区", "end": len(text)} for name in "甲乙丙丁"))
    clauses, codes = discourse.build(docs, {"a.txt": text})
    shares = discourse_statistics.shares(clauses, codes, docs, discourse.own())
    for made in (
        discourse_figures.instruments(shares, SCHEMES["instrument"], lang="zh"),
        discourse_figures.kinds(shares, SCHEMES["instrument"], lang="zh"),
        discourse_figures.ladder(shares, SCHEMES["modality"], lang="zh"),
        discourse_figures.constraint(shares, SCHEMES["constraint"], lang="zh"),
        discourse_figures.campaign(shares, discourse.own(), lang="zh"),
        discourse_figures.actors(clauses, codes, SCHEMES["actor"], lang="zh"),
    ):
        assert isinstance(made, Figure)
        assert made.drawing.get_figheight() * 25.4 <= drawing.TALLEST_MM


# The PMC index


def test_a_complete_policy_has_an_index():
    docs = documents({"end": len(POLICY), "genre": "policy", "title": "若干意见"})
    cells = pmc.build(docs, {"a.txt": POLICY})
    values = dict(zip(cells.part, cells.value, strict=True))
    assert values["X1.support"] == values["X8.tax"] == values["X9.assessment"] == values["X10.public"] == 1
    assert values["X3.zone"] == 1
    assert values["X3.city"] == values["X7.institutes"] == 0
    variables = pmc.variables(cells).loc["000"]
    assert list(variables.index) == [f"X{n}" for n in range(1, 11)]
    assert variables["X3"] == pytest.approx(1 / 5)
    assert pmc.index(cells)["000"] == pytest.approx(variables.sum())
    row = cells[cells.part == "X8.tax"].iloc[0]
    assert POLICY[row.start : row.end] == row.quote == "落实税收优惠政策"
    (table,) = pmc_exhibits.cells(cells, docs, lang="zh")
    assert isinstance(table, Table)
    (heat,) = pmc_exhibits.heat(cells, docs, lang="zh")
    assert isinstance(heat, Figure)


@pytest.mark.parametrize(
    ("value", "grade"), [(9.0, "完美"), (8.99, "优秀"), (7.0, "优秀"), (5.0, "可接受"), (4.99, "不良")]
)
def test_grades_are_declared(value, grade):
    assert pmc.grade(value, "zh") == grade


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"genre": "news"}, "没有一篇是政策文件"),
        ({"genre": "policy", "completeness": "truncated"}, "都不完整"),
    ],
)
def test_other_documents_have_no_index_and_the_reason_is_said(document, reason):
    docs = documents({"end": len(POLICY)} | document)
    cells = pmc.build(docs, {"a.txt": POLICY})
    assert cells.empty
    assert pmc_exhibits.heat(cells, docs, lang="zh") == []
    (absent,) = pmc_exhibits.cells(cells, docs, lang="zh")
    assert isinstance(absent, Absent)
    assert reason in absent.reason


# A study's own scheme, and the command


@pytest.fixture
def study(make_study):
    root = make_study({"000.txt": REPORT + "我们将建设大数据中心，盘活数据资产，建设5G网络。\n"})
    (root / "seeds" / "schemes").mkdir()
    (root / "seeds" / "schemes" / "digital.toml").write_text(OWN, encoding="utf-8")
    return root


def test_a_scheme_added_as_a_file_stands_in_the_tables(study):
    made = open_study(study).tables()
    counts = made["code_shares"].query("scheme == 'digital' and dimension == 'entity' and part == 'all'")
    assert dict(zip(counts.code, counts["count"], strict=True)) == {"data": 2, "network": 1}


def test_the_command_writes_codes_a_sample_and_an_agreement(study, tmp_path):
    codes, book, gold = tmp_path / "codes.csv", tmp_path / "sample.xlsx", tmp_path / "gold.csv"
    command = ["discourse", str(study / "seeds")]
    done = CliRunner().invoke(app, [*command, "-o", str(codes), "--sample", str(book), "-n", "4"])
    assert done.exit_code == 0, done.output
    table = pd.read_csv(codes, dtype={"doc": "str"})
    assert list(table.columns)[:6] == ["doc", "start", "end", "quote", "scheme", "code"]
    assert {"time", "instrument", "digital"} <= set(table.scheme)
    assert book.stat().st_size
    table[["doc", "start", "end", "quote", "scheme", "code"]].to_csv(gold, index=False)
    done = CliRunner().invoke(app, [*command, "--against", str(gold)])
    assert "time" in done.output
    assert "kappa 1.000" in done.output
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    assert "Give -o, --sample or --against." in done.output


def test_tools_by_theme_count_a_clause_once_for_each_theme_it_holds():
    instruments = SCHEMES["instrument"]
    first, second = [code for code in instruments.codes if code.code != instruments.rest][:2]
    codes = pd.DataFrame(
        [
            ("a", 0, 20, "instrument", first.code),
            ("a", 0, 20, "instrument", second.code),
            ("a", 0, 20, "time", "plan"),
            ("a", 30, 50, "instrument", first.code),
            ("a", 30, 50, "time", "review"),
            ("a", 60, 80, "instrument", instruments.rest),
        ],
        columns=["doc", "start", "end", "scheme", "code"],
    )
    tokens = pd.DataFrame(
        [
            ("a", 2, 4, "talent"),
            ("a", 6, 8, "talent"),
            ("a", 10, 12, "finance"),
            ("a", 32, 34, None),
            ("a", 62, 64, "talent"),
        ],
        columns=["doc", "start", "end", "theme"],
    )
    made = discourse_statistics.by_theme(codes, tokens, instruments)
    found = {
        (row.part, row.theme, row.code, row.is_group): (row.count, row.clauses) for row in made.itertuples()
    }
    # The first clause holds two terms of one theme and one of another; the second holds none, the third no tool.
    assert found["plan", "talent", first.code, False] == (1, 1)
    assert found["all", "finance", second.code, False] == (1, 1)
    assert {part for part, *_ in found} == {"all", "plan"}
    assert not any(code == instruments.rest for _, _, code, _ in found)
    table = discourse_tables.instrument_themes(made, instruments, 1, lang="zh")
    assert isinstance(table, Table)
    assert isinstance(discourse_tables.instrument_themes(made, instruments, 2, lang="zh"), Absent)
