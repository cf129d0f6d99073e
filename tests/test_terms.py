"""Words and clauses: counted once, by hand."""

from __future__ import annotations

import pytest

from analysis import terms as terms_
from analysis import tokens

from .frames import documents

TEXT = "东江高新区坚持创新发展。创新企业280家，增长10.5%。"


def docs(text: str, **facts: object):
    return documents({"entity": "东江高新区", "end": len(text)} | facts)


def words(text: str, **facts: object) -> list[tuple[str, str]]:
    table = tokens.build(docs(text, **facts), {"a.txt": text})
    return list(zip(table.word, table.kind, strict=True))


def test_names_stay_whole_and_numbers_are_a_class():
    assert words(TEXT) == [
        ("东江高新区", "word"),
        ("坚持", "word"),
        ("创新", "word"),
        ("发展", "word"),
        ("。", "mark"),
        ("创新", "word"),
        ("企业", "word"),
        ("280", "number"),
        ("家", "word"),
        (",", "mark"),
        ("增长", "word"),
        ("10.5%", "number"),
        ("。", "mark"),
    ]


def test_offsets_point_into_the_file():
    text = "　　東江高新區（gāo xīn qū）堅持創新，\n發展２８０家企業。"
    table = tokens.build(docs(text), {"a.txt": text})
    places = {row.word: row.start for row in table.itertuples()}
    assert {word: text[places[word]] for word in ("东江高新区", "坚持", "创新", "280")} == {
        "东江高新区": "東",
        "坚持": "堅",
        "创新": "創",
        "280": "２",
    }


def test_traditional_script_counts_as_simplified():
    text = "東江高新區堅持創新發展。"
    assert [word for word, _ in words(text, script="hant")][:4] == ["东江高新区", "坚持", "创新", "发展"]


@pytest.mark.parametrize("facts", [{"duplicate_spans": "12-27"}, {"boilerplate_spans": "12-27"}])
def test_repeats_and_boilerplate_do_not_count(facts):
    assert [word for word, kind in words(TEXT, **facts) if kind == "word"] == [
        "东江高新区",
        "坚持",
        "创新",
        "发展",
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("2024", "number"),
        ("3.5%", "number"),
        ("五", "number"),
        ("三年", "number"),
        ("亿元", "number"),
        ("的", "function"),
        ("、", "mark"),
        ("……", "mark"),
        ("LED", "word"),
        ("创新", "word"),
        ("统一", "word"),
    ],
)
def test_kinds(word, kind):
    assert tokens.kind(word) == kind


def test_rates_rest_on_all_words_and_leave_out_the_parks_own_name():
    both = documents(
        {"entity": "东江高新区", "end": len(TEXT)}, {"entity": "西岭高新区", "file": "b.txt", "end": 5}
    )
    cut = tokens.build(both, {"a.txt": TEXT, "b.txt": "创新的企业"})
    table = terms_.frequencies(cut, both, min_length=2).set_index(["entity", "word"])
    # 东江: 东江高新区 坚持 创新 发展 创新 企业 家 增长 = 8 words, 创新 twice
    row = table.loc["东江高新区", "创新"]
    assert (row["count"], row.words, row.per_mille, row.parks) == (2, 8, pytest.approx(250.0), 2)
    # 西岭: 创新 的 企业; the grammatical word counts in the base only
    assert table.loc["西岭高新区", "企业"].words == 3
    assert ("西岭高新区", "的") not in table.index
    assert ("东江高新区", "东江高新区") not in table.index
    assert ("东江高新区", "家") not in table.index  # under two characters


def test_top_is_by_count_then_by_code_point():
    cut = tokens.build(docs(TEXT), {"a.txt": TEXT})
    top = terms_.top(terms_.frequencies(cut, docs(TEXT), min_length=2), 3)
    assert list(top.word) == ["创新", "企业", "发展"]
