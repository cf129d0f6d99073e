"""What a number rests on: its rule counts what it says, and the page of numbers tells readers."""

from __future__ import annotations

import json

import nbformat
import pytest

from analysis import codebook, exhibits, inputs
from analysis.comparison_schema import AMBITIONS, COMPARISON_TABLES
from analysis.errors import ClaimError, CodebookError
from analysis.exhibits import Claim, Evidence
from analysis.inputs import Inputs
from analysis.report import numbers

from .frames import documents, observations

DOCS = documents({"entity": "甲高新区"}, {"entity": "乙高新区"}, {"entity": "甲高新区", "chars": 40})
READ = observations(
    {}, {"status": "target", "period": "2021"}, {"doc": "001", "status": "target", "period": "2021"}
)


@pytest.mark.parametrize(
    ("measure", "where", "n"),
    [
        ("rows", "", 3),
        ("rows", 'entity == "甲高新区"', 2),
        ("rows", "subject_year.isna()", 3),
        ("distinct entity", "", 2),
        ("sum chars", "", 240),
        ("sum chars", "chars < 50", 40),
        ("rows", "chars > 1000", 0),
    ],
)
def test_a_rule_counts_what_it_says(measure, where, n):
    assert Inputs({"zh": "…"}, ("documents",), measure=measure, where=where).count(DOCS) == n


def test_a_rule_without_a_measure_counts_nothing():
    with pytest.raises(CodebookError, match="counts nothing"):
        Inputs({"zh": "只有文字"}).count(DOCS)


def test_a_claim_counted_by_its_rule_opens_the_rows_that_it_counts():
    places = exhibits.places(READ, DOCS)
    claim = Claim.counted("target_observations", READ, places)
    assert claim.text == {"zh": "2", "en": "2"}
    assert [(place.doc, place.start) for place in claim.evidence] == [("000", 10), ("001", 20)]
    assert claim.inputs is not None
    assert claim.inputs.tables == ("observations",)
    with pytest.raises(ClaimError, match="no rule counts"):
        Claim.counted("nobody_made_this", READ)


def test_what_rests_on_more_places_than_can_be_read_opens_its_table_alone():
    many = observations(*({} for _ in range(exhibits.MOST_EVIDENCE + 1)))
    places = exhibits.places(many, DOCS)
    assert Claim.counted("observations", many, places).evidence == ()
    assert len(Claim.counted("observations", many.iloc[1:], places).evidence) == exhibits.MOST_EVIDENCE


def test_a_pair_opens_both_its_figures_each_place_once():
    rows = AMBITIONS.frame(
        [
            {
                "park": "z1",
                "entity": "甲高新区",
                "indicator": "gdp",
                "price_basis": "current",
                "result_period": "2020",
                "result_pct": 5.0,
                "result_bound": "=",
                "result_status": "actual",
                "target_period": "2021",
                "target_pct": 8.0,
                "target_bound": "=",
                "ambition_pp": 3.0,
                "result_doc": "000",
                "result_start": 0,
                "doc": "000",
                "target_start": 10,
            }
        ]
    )
    found = exhibits.evidence_in(rows, exhibits.places(READ, DOCS))
    assert [place.start for place in found] == [0, 10]
    assert exhibits.evidence_in(rows, {}) == ()


def test_a_name_is_found_before_a_pattern_that_fits_it_too():
    assert inputs.of_exhibit("confusions") != inputs.of_exhibit("confusions_instrument")
    assert inputs.of_exhibit("confusions_instrument").tables == ("clause_codes",)
    assert inputs.of_claim("time_standing") == inputs.of_claim("actor_standing")
    assert inputs.of_claim("nobody_made_this") is None


@pytest.mark.parametrize("file", ["report/claims.csv", "report/exhibits.csv"])
def test_each_row_says_its_rule_in_both_languages_and_is_the_only_one(file):
    rows = codebook.read_csv(file)
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["zh"], row["name"]
        assert row["en"], row["name"]
        assert row.get("of", "") in ("", "zones")
        assert not row.get("measure") or row["tables"], row["name"]  # what is counted is in a table
    named = {name for row in rows for name in row["tables"].split(";") if name}
    assert {table.name for table in COMPARISON_TABLES} & named  # by the names of the data


PLACE = Evidence("000", 4, 7, "1亿元", "生产总值1亿元。", 0, "文本0")
COUNT = Inputs({"zh": "目标", "en": "targets"}, ("observations",), "zones", "rows", 'status == "target"')


def record(*claims: Claim) -> dict[str, dict[str, object]]:
    return {claim["name"]: claim for claim in exhibits.claims_bundle(claims)[exhibits.CLAIMS_TYPE]["claims"]}


def chapter(name: str, *uses: tuple[str, str]) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    about = {"id": name, "uses": [{"claim": claim, "section": section} for claim, section in uses]}
    made.metadata.gaoxin = nbformat.from_dict(about)
    return made


def test_the_page_of_numbers_says_rule_sentences_and_places_of_use():
    both = dict.fromkeys(("zh", "en"), "12")
    made = record(
        Claim("n", both, inputs=COUNT), Claim("gdp", both, (PLACE,)), Claim("unused", both, (PLACE,))
    )
    chapters = [chapter("02_x", ("gdp", "2.1"), ("n", "2.1"), ("gdp", "2.1")), chapter("03_y", ("n", "3"))]
    used = numbers.uses(chapters, ["n"], "zh")
    first, second = numbers.collect(made, used, "zh")
    assert [use.href for use in first.uses] == ["index.html", "02_x.html#s2-1", "03_y.html#s3"]
    assert (first.name, first.rule, first.tables) == ("n", "目标", ("observations",))
    assert first.formula.startswith("rows · ")
    assert first.formula.endswith(' · status == "target"')
    (quote,) = second.quotes
    assert (quote.before, quote.quote, quote.after) == ("生产总值", "1亿元", "。")
    assert quote.href == "sources/000.html#c4-7"
    assert [use.text for use in second.uses] == ["第 2.1 节"]  # a place is named once


def test_the_file_of_claims_is_sorted_and_says_which_chapters_use_each():
    made = record(
        Claim("b", {"zh": "12", "en": "12"}, inputs=COUNT), Claim("a", {"zh": "甲", "en": "甲"}, (PLACE,))
    )
    used = numbers.uses([chapter("02_x", ("b", "2.1"), ("b", "2.2"))], ["b"], "zh")
    text = numbers.record(made, used)
    table = json.loads(text)["claims"]
    assert list(table) == ["a", "b"]
    assert table["b"]["used_in"] == ["index", "02_x"]
    assert table["a"]["used_in"] == []
    assert table["a"]["evidence"][0]["quote"] == "1亿元"
    assert table["b"]["inputs"]["where"] == 'status == "target"'
    assert text == numbers.record(dict(reversed(made.items())), used)
