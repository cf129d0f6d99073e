"""Tables and figures for readers: what they say, what they rest on, and when they are not made."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis import (
    citations,
    claims,
    collocations,
    compare,
    comparison_figures,
    concordance,
    disclosure_figures,
    diversity,
    drawing,
    exhibits,
    figures,
    frameworks,
    indicator_tables,
    keyness,
    labels,
    lexicon,
    new_terms,
    reuse,
    schema,
    tables,
    term_claims,
    term_figures,
    term_maps,
    term_tables,
    terms,
    tokens,
    topics,
    wording_tables,
)
from analysis.errors import SourceError
from analysis.exhibits import Absent, Cell, Figure, Head, Table

from .frames import documents, facts, observations

DOCS = documents({"entity": "甲高新区", "subject_year": 2020, "date": "2021-01-20"}, {"entity": "乙高新区"})


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_corpus_leaves_blank_what_is_not_known_and_cuts_long_titles():
    docs = documents({"title": "很长的题名" * 9, "entity": "甲高新区"}, {"title": None})
    table = tables.corpus(docs, observations({}, {}), 10, lang="zh")
    first, second = texts(table)
    assert first[1] == "很长的题名很长的题名…"
    assert first[-2:] == ["100", "2"]
    assert second[1] == second[2] == second[5] == ""
    assert second[-1] == "0"


def test_a_place_is_shown_with_its_code_and_a_zone_with_its_level():
    zone = {"entity": "甲高新区", "place_code": "320400", "zone_level": "provincial"}
    docs = documents(zone, {"entity": "全国", "place_kind": "nation"})
    table = tables.corpus(docs, observations(), 10, lang="zh")
    assert [row[2] for row in texts(table)] == ["甲高新区 320400 省级", "全国"]


def test_issuer_and_source_stand_apart():
    docs = documents(
        {"issuer": "甲管委会", "source": "乙晚报", "doc_no": "甲发〔2020〕1号", "rights": "official"}
    )
    (row,) = texts(tables.provenance(docs, lang="zh"))
    assert row == ["000", "甲管委会", "乙晚报", "", "甲发〔2020〕1号", "公文"]


WHOLE = {
    "date": "2021-01-20",
    "entity": "甲高新区",
    "place_code": "320400",
    "zone_level": "national",
    "subject_year": 2020,
    "issuer": "甲管委会",
    "rights": "official",
}


def test_what_is_missing_or_only_weighed_is_listed_a_document_a_row():
    nation = {"entity": "全国", "place_kind": "nation", "place_code": None, "zone_level": None}
    docs = documents(WHOLE, WHOLE | {"date": None, "issuer": None, "zone_level": None}, WHOLE | nation, WHOLE)
    read = facts(
        {
            "doc": "000",
            "fact": "completeness",
            "value": "complete",
            "basis": "default",
            "confidence": "weighed",
        },
        {"doc": "001", "fact": "subject_year", "value": "2020", "basis": "counted", "confidence": "weighed"},
        {"doc": "003", "fact": "genre", "value": "news", "basis": "default", "confidence": "weighed"},
        {"doc": "003", "fact": "title", "value": "甲", "basis": "line", "confidence": "stated"},
    )
    assert texts(tables.unknown_facts(docs, read, lang="zh")) == [
        ["001", "发布日期、园区级别、发布机构或来源", "所述年份：2020（提及最多）"],
        ["003", "", "体裁：新闻报道（无相反迹象）"],
    ]


def test_nothing_unknown_is_said_in_a_sentence():
    assert isinstance(tables.unknown_facts(documents(WHOLE), facts(), lang="zh"), Absent)


def test_what_the_catalogue_states_stands_beside_what_was_read():
    read = facts(
        {
            "doc": "000",
            "fact": "genre",
            "value": "notice",
            "basis": "catalogue",
            "read_value": "news",
            "reason": "甲",
        },
        {"doc": "000", "fact": "source", "basis": "catalogue", "read_value": "乙晚报", "reason": "丙"},
        {"doc": "000", "fact": "title", "value": "丁", "basis": "line"},
    )
    (table,) = tables.stated_facts(read, lang="zh")
    assert texts(table) == [
        ["000", "体裁", "通知公告", "新闻报道", "甲"],
        ["000", "来源", "", "乙晚报", "丙"],
    ]
    assert tables.stated_facts(facts(), lang="zh") == []


def test_each_fact_and_basis_has_words():
    for lang in labels.LANGUAGES:
        names = [f"facts.{fact}" for fact in schema.FACT_NAMES]
        names += [f"bases.{basis}" for basis in schema.BASES]
        names += [f"confidence.{word}" for word in schema.CONFIDENCES]
        assert all(labels.text(name, lang) for name in names)


def test_selection_adds_up():
    docs = documents({"entity": "甲高新区"}, {"entity": "乙市", "place_kind": "city"}, {"place_kind": None})
    steps = {row[0]: row[1] for row in texts(tables.selection(2, 1, docs, observations({}), lang="zh"))}
    assert list(steps.values()) == ["2", "1", "3", "1", "1", "1", "1"]


def test_files_left_out_are_listed_with_their_remedy():
    error = SourceError("a scan", where="x.pdf", remedy="Convert it.")
    (table,) = tables.left_out([error], lang="zh")
    assert texts(table) == [["x.pdf", "a scan", "Convert it."]]
    assert tables.left_out([], lang="zh") == []


def test_missing_glyphs_are_counted_by_document():
    missing = pd.DataFrame({"doc": ["000", "000"], "start": [7, 3], "char": "𰻝", "code_point": "U+30EDD"})
    assert texts(tables.missing_glyphs(missing, lang="zh")) == [["000", "𰻝", "U+30EDD", "2", "3"]]
    assert isinstance(tables.missing_glyphs(missing.head(0), lang="zh"), Absent)


def test_a_growth_rate_stands_beside_its_level_and_each_opens_its_own_sentence():
    read = observations(
        {"value": 21_500_000_000.0, "quote": "215亿元"},
        {"measure": "growth", "value": 10.1, "bound": ">="},
        {"measure": "growth", "value": 4.0, "period": "2021", "status": "target"},
        {
            "indicator": "other",
            "label": "专业\n市场",
            "unit": "count",
            "value": 15.0,
            "quote": "15家",
            "entity": "丙省",
        },
    )
    (table,) = indicator_tables.indicators(read, DOCS, lang="zh")
    assert texts(table) == [
        ["地区生产总值", "生产总值", "", "215", "亿元", "≥10.1", "2020", "实绩"],
        ["地区生产总值", "生产总值", "", "", "", "4", "2021", "目标"],
        ["其他", "专业 市场", "丙省", "15", "家", "", "2020", "实绩"],
    ]
    level, rate = table.rows[0][3].evidence[0], table.rows[0][5].evidence[0]
    assert (level.start, rate.start) == (0, 10)
    assert level.title == "文本0"
    assert table.title.startswith("甲高新区")


@pytest.mark.parametrize(
    ("quote", "unit"),
    [
        ("60余家", "家"),
        ("1.5万人", "万人"),
        ("近43户", "户"),
        ("两家", "家"),
        ("20 个", "个"),
        ("3—5项", "项"),
        ("50家以上", "家"),
        ("8家左右", "家"),
    ],
)
def test_a_count_takes_its_printed_classifier(quote, unit):
    (table,) = indicator_tables.indicators(observations({"unit": "count", "quote": quote}), DOCS, lang="zh")
    assert texts(table)[0][4] == unit


def test_an_implied_growth_stands_beside_its_inputs_and_what_the_text_states():
    read = observations({"value": 1e10}, {"value": 1.1e10, "period": "2021", "status": "target"})
    table = indicator_tables.targets(compare.targets(read, DOCS), read, DOCS, lang="zh")
    assert texts(table) == [["甲高新区", "地区生产总值", "100", "110", "亿元", "2020→2021", "10", ""]]
    assert [cell.evidence[0].start for cell in table.rows[0][2:4]] == [0, 10]


def test_levels_print_the_year():
    read = observations(
        {"value": 1e10}, {"doc": "001", "entity": "乙高新区", "value": 2e10, "period": "2018"}
    )
    table = indicator_tables.levels(compare.stated_by(compare.levels(read, DOCS), 2), DOCS, 2, lang="zh")
    assert [(row[1], row[3], row[5]) for row in texts(table)] == [
        ("乙高新区", "200", "2018"),
        ("甲高新区", "100", "2020"),
    ]
    assert isinstance(
        indicator_tables.levels(compare.levels(observations(), DOCS), DOCS, 2, lang="zh"), Absent
    )


RATES = observations(
    *({"measure": "growth", "value": v, "period": str(2018 + n)} for n, v in enumerate((5.0, -2.0, 7.5))),
    *(
        {"measure": "growth", "value": v, "doc": "001", "entity": "乙高新区", "indicator": i}
        for v, i in ((3.0, "gdp"), (4.0, "exports"))
    ),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_growth_says_what_it_shows_in_each_language(lang):
    made = comparison_figures.growth(compare.growth(RATES, DOCS), RATES, DOCS, 1, lang=lang)
    assert isinstance(made, Figure)
    assert "5" in made.subtitle  # rates
    assert "2018" in made.subtitle
    assert "−2" in made.alt
    assert made.caption != made.alt
    data = exhibits.bundle(made)
    assert data["image/svg+xml"].startswith("<?xml")
    assert data[exhibits.FIGURE_TYPE]["lang"] == lang


def test_nothing_is_drawn_from_fewer_than_three_values():
    few = compare.growth(RATES.head(2), DOCS)
    for made in (
        comparison_figures.growth(few, RATES, DOCS, 1, lang="zh"),
        comparison_figures.targets(compare.targets(RATES, DOCS), RATES, DOCS, lang="zh"),
        *disclosure_figures.disclosure(frameworks.disclosure(RATES.head(1), DOCS), lang="zh"),
        figures.publication(DOCS, lang="zh"),
    ):
        assert isinstance(made, Absent)
        assert re.search(r"不作图|不足", made.reason)


def test_too_many_rows_for_a_page_are_said():
    names = [f"{chr(0x4E00 + n)}高新区" for n in range(60)]
    docs = documents(*({"entity": name} for name in names))
    rates = ({"measure": "growth", "doc": f"{n:03}", "entity": name} for n, name in enumerate(names))
    read = observations(*rates)
    made = comparison_figures.growth(compare.growth(read, docs), read, docs, 1, lang="zh")
    assert isinstance(made, Absent)
    assert "61" in made.reason  # sixty parks and a head


def test_no_figure_is_taller_than_a_page():
    text = "创新发展企业项目" * 200
    names = [f"{chr(0x4E00 + n)}高新区" for n in range(12)]
    docs = documents(
        *({"entity": name, "end": len(text), "subject_year": 2000 + n} for n, name in enumerate(names))
    )
    cut = tokens.build(docs, {"a.txt": text})
    counted = terms.frequencies(cut, docs, min_length=2)
    made = [
        term_figures.strips(cut, docs, lang="zh"),
        term_figures.clouds(counted, docs, 20, 1, lang="zh"),
        term_figures.themes(terms.themes(cut, docs), docs, lang="zh"),
        term_maps.plane(terms.themes(cut, docs), docs, lang="zh"),
        figures.publication(docs, lang="zh"),
    ]
    made = [figure for figure in made if not isinstance(figure, Absent)]
    for figure in made:
        assert isinstance(figure, Figure)
        assert figure.drawing.get_figheight() * 25.4 <= drawing.TALLEST_MM
    assert f"{term_figures.MOST_PARKS} 个园区" in made[0].subtitle


def test_a_corpus_without_zones_has_its_say_everywhere():
    docs = documents({"entity": "甲市", "place_kind": "city"}).head(0)
    read = observations()
    cut = tokens.build(docs, {})
    counted, themes, near = terms.frequencies(cut, docs), terms.themes(cut, docs), collocations.build(cut)
    wordings, cited = citations.formulations(docs, {}), citations.citations(docs, {})
    keys, alike, shared = keyness.build(cut, docs), reuse.similarity(cut, docs, {}), reuse.passages(docs, {})
    candidates = new_terms.build(docs, {})
    rates, aims = compare.growth(read, docs), compare.targets(read, docs)
    for made in (
        indicator_tables.growth(rates, read, docs, lang="zh"),
        indicator_tables.levels(compare.levels(read, docs), docs, 2, lang="zh"),
        indicator_tables.targets(aims, read, docs, lang="zh"),
        term_tables.base(counted, diversity.build(cut, docs), docs, lang="zh"),
        term_tables.themes(themes, None, lexicon.own(), lang="zh"),
        term_tables.key_words(keys, concordance.build(cut, docs, {}), docs, lang="zh"),
        term_tables.names(keys, lang="zh"),
        term_tables.company(near, cut, lang="zh"),
        term_tables.topic_words(topics.build(cut), lang="zh"),
        wording_tables.formulations(wordings, docs, lang="zh"),
        wording_tables.citations(cited, docs, lang="zh"),
        wording_tables.reuse(shared, docs, lang="zh"),
        wording_tables.new_terms(candidates, docs, lang="zh"),
        term_figures.themes(themes, docs, lang="zh"),
        term_figures.key_words(keys, docs, 5, lang="zh"),
        term_figures.strips(cut, docs, lang="zh"),
        term_figures.clouds(counted, docs, 5, 1, lang="zh"),
        term_figures.trend(terms.by_year(cut, docs), lang="zh"),
        term_maps.network(cut, near, lang="zh"),
        term_maps.plane(themes, docs, lang="zh"),
        term_maps.similarity(alike, docs, lang="zh"),
        term_maps.lags(wordings, docs, lang="zh"),
    ):
        assert isinstance(made, Absent)
        assert made.reason
    assert indicator_tables.indicators(read, docs, lang="zh") == []
    made_claims = [
        *claims.indicators(read, docs, frameworks.disclosure(read, docs)),
        *claims.comparison(rates, aims, read, docs, 2),
        *term_claims.words(cut, counted, lexicon.own(), 2),
        *term_claims.themes(themes, None, 20),
        *term_claims.key_words(keys),
        *term_claims.wording(wordings, cited, docs),
        *term_claims.company(near, alike, shared),
        *term_claims.new_terms(candidates),
    ]
    assert len({claim.name for claim in made_claims}) == len(made_claims)


def test_words_are_drawn_only_of_parks_with_enough_of_them():
    text = "创新发展企业项目" * 200
    docs = documents({"entity": "甲高新区", "end": len(text)}, {"entity": "乙高新区", "end": 8})
    counted = terms.frequencies(tokens.build(docs, {"a.txt": text}), docs, min_length=2)
    cloud = term_figures.clouds(counted, docs, 20, 1, lang="zh")
    assert isinstance(cloud, Figure)
    assert cloud.alt.startswith("词云小多图：1 个园区")
    assert exhibits.bundle(term_figures.clouds(counted, docs, 20, 1, lang="zh")) == exhibits.bundle(cloud)
    small = counted[counted.group == "乙高新区"]
    assert isinstance(term_figures.clouds(small, docs, 20, 1, lang="zh"), Absent)


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        ("2020", "2020"),
        ("2020-08", "2020-08"),
        ("2020-01/2020-08", "2020-01—08"),
        ("2001/2005", "2001—2005"),
        ("2019-07/2020-06", "2019-07—2020-06"),
        (None, ""),
    ],
)
def test_period(period, printed):
    assert indicator_tables._period(period, "zh") == printed


def test_a_park_keeps_its_colour_in_every_figure():
    colours = drawing.park_colours(DOCS)
    assert colours == drawing.park_colours(DOCS.iloc[::-1])
    assert len(set(colours.values())) == 2


@pytest.mark.parametrize(
    ("date", "year"), [("2020", 2020.5), ("2020-01-01", 2020.0), ("2020-12", 2020.96), ("2020-07-01", 2020.5)]
)
def test_decimal_year(date, year):
    assert figures._decimal_year(date) == pytest.approx(year, abs=0.01)
    assert figures._decimal_year(None) is None


@pytest.mark.parametrize(("lang", "head"), [("zh", "completeness"), ("en", "Completeness")])
def test_heads_are_capitals_in_english_and_widths_stay(lang, head):
    heads = (Head("completeness", width=1), Head("note", width=9))
    table = Table("a", lang, "b", heads, ((Cell("c"), Cell("甲乙丙丁")),))
    columns = exhibits.bundle(table)[exhibits.TABLE_TYPE]["columns"]
    assert (columns[0]["head"], [column["width"] for column in columns]) == (head, [1, 9])
