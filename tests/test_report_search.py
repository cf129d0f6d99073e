"""What the search page finds, that its data are safe and small, and that words keep their places."""

from __future__ import annotations

import json

import pytest

from analysis import tokens
from analysis.report import search, words
from analysis.report.frame import Nav, Outline, Page
from analysis.report.html import search_page
from analysis.report.markup import Entry

from .frames import documents

TEXT = "堅持科技創新，科技創新成果</script>豐碩。企業發展，企業發展。園區獲專利。"
NAV = Nav("高新区报告", "1", "", "zh", (Page("04_terms", "04_terms.html", "4", "用词"),))
CHAPTER = Outline(
    "04_terms", "4", "用词", (Entry("s4-1", "4.1", "主题"),), (), (Entry("tab-a", "表 4-1", "</script>"),)
)
OBSERVATION = search.Observation(
    "000", 6, 11, "地区生产总值", "生产总值", "东江高新区", "2014", "215亿元", "实绩", "215亿元"
)


def data(script: str, start: str) -> object:
    assert script.startswith(start) and script.endswith(";\n") and "<" not in script
    return json.loads(script.removeprefix(start).rstrip(";\n)"))


@pytest.fixture
def found() -> words.Words:
    docs = documents({"entity": "东江高新区", "end": len(TEXT), "title": "东江</script>报告"})
    return words.collect(tokens.build(docs, {"a.txt": TEXT}), docs, {"a.txt": TEXT})


def test_words_of_the_lexicon_and_those_that_stand_twice(found: words.Words) -> None:
    rows = {row.word: row for row in found.rows}
    assert rows["科技创新"].theme == "innovation"
    assert rows["专利"].counts == (1,)
    assert rows["企业"].counts == (2,)
    assert "丰硕" not in rows
    place = rows["科技创新"].places[0]
    assert (place.doc, TEXT[place.start : place.end], place.left, place.match) == (
        "000",
        "科技創新",
        "堅持",
        "科技創新",
    )
    assert place.right.startswith("，科技創新成果")
    assert (place.start, place.end) in {(mark.start, mark.end) for mark in found.marks["000"]}


def test_the_data_have_words_observations_and_parts_of_the_report(found: words.Words) -> None:
    index = search.collect(found, [OBSERVATION], [(NAV.pages[0], CHAPTER)], NAV)
    made = data(index.script(NAV), "window.gaoxinSearch=")
    assert isinstance(made, dict)
    assert made["parts"] == [
        ["04_terms.html#s4-1", "4.1", "主题"],
        ["04_terms.html#tab-a", "表 4-1", "</script>"],
    ]
    assert made["observations"] == [
        [
            "sources/000.html#c6-11",
            "地区生产总值",
            "生产总值",
            "东江高新区",
            "2014",
            "215亿元",
            "实绩",
            "215亿元",
        ]
    ]
    assert made["titles"] == {"000": "东江</script>报告"}
    rows = {word[0]: word for word in made["words"]}
    assert made["themes"][rows["科技创新"][1]] == "科技创新"
    assert rows["企业"][2:] == [2, 1, 0]  # twice, in one park, its places in script 0


def test_the_places_of_a_word_stand_in_the_script_that_its_row_names(found: words.Words) -> None:
    scripts = search.places_scripts(found, {"000": (0, 10)})
    assert list(scripts) == ["places-0.js"]
    places = data(scripts["places-0.js"], "window.gaoxinPlaces(0,")
    assert isinstance(places, dict)
    counts, (first, second) = places["企业"]
    assert counts == [2] and (first[0], first[3]) == ("000", "企業")
    starts = [TEXT.index("企業"), TEXT.rindex("企業")]
    assert [first[1], second[1]] == [f"sources/000.p2.html#c{start}-{start + 2}" for start in starts]
    assert places["科技创新"][1][0][1] == "sources/000.html#c2-6"


def test_many_words_go_into_several_scripts_and_each_row_names_its_own() -> None:
    place = words.Place("000", 0, 2, "", "词", "")
    many = words.Words(("甲",), {}, tuple(words.Word(f"词{n}", "", (20,), (place,) * 20) for n in range(100)))
    scripts = search.places_scripts(many, {})
    assert len(scripts) > 1
    index = data(search.collect(many, [], [], NAV).script(NAV), "window.gaoxinSearch=")
    assert isinstance(index, dict)
    for word, *_, shard in index["words"]:
        assert f'"{word}":' in scripts[f"places-{shard}.js"]


def test_observations_that_are_too_many_are_left_out_and_the_page_says_so() -> None:
    index = search.collect(words.Words(), [OBSERVATION] * 20_000, [], NAV)
    assert len(index.script(NAV).encode()) <= search.MOST_BYTES
    assert 0 < len(index.observations) < 20_000
    assert f"数值记录 20000 条中的 {len(index.observations)} 条" in search_page(index, nav=NAV)


def test_the_page_loads_only_scripts_of_its_folder_and_says_what_to_do_without(found: words.Words) -> None:
    page = search_page(search.collect(found, [OBSERVATION], [], NAV), nav=NAV)
    assert "script-src &#39;self&#39;" in page and "unsafe" not in page
    assert page.count("<script") == page.count('<script src="../assets/') == 3
    assert "<noscript>" in page


def test_no_words_no_rows() -> None:
    docs = documents({"entity": "东江高新区", "end": 0})
    assert words.collect(tokens.build(docs, {"a.txt": ""}), docs, {"a.txt": ""}).rows == ()
