"""Words and clauses: counted once, by hand."""

from __future__ import annotations

import pytest

from analysis import lexicon, tokens
from analysis import terms as terms_

from .frames import documents

TEXT = "东江高新区坚持创新与发展。创新企业280家，增长10.5%。"


def docs(text: str, **facts: object):
    return documents({"entity": "东江高新区", "end": len(text)} | facts)


def words(text: str, **facts: object) -> list[tuple[str, str]]:
    table = tokens.build(docs(text, **facts), {"a.txt": text})
    return list(zip(table.word, table.kind, strict=True))


def test_names_stay_whole_and_numbers_are_a_class():
    assert words(TEXT) == [
        ("东江高新区", "name"),
        ("坚持", "word"),
        ("创新", "word"),
        ("与", "function"),
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
    text = "東江高新區堅持創新與發展。"
    assert [word for word, _ in words(text, script="hant")][:5] == [
        "东江高新区",
        "坚持",
        "创新",
        "与",
        "发展",
    ]


@pytest.mark.parametrize("facts", [{"duplicate_spans": "13-28"}, {"boilerplate_spans": "13-28"}])
def test_repeats_and_boilerplate_do_not_count(facts):
    assert [word for word, kind in words(TEXT, **facts) if kind in ("word", "name")] == [
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
        ("年", "number"),
        ("的", "function"),
        ("、", "mark"),
        ("……", "mark"),
        ("LED", "word"),
        ("创新", "word"),
        ("统一", "word"),
        ("五位一体", "word"),
        ("江西", "name"),
        ("合作", "word"),
        ("获批", "word"),
        ("赣锋", "unlisted"),
    ],
)
def test_kinds(word, kind):
    assert tokens.kind(word) == kind


def test_rates_rest_on_all_words_and_leave_out_the_parks_own_name():
    both = documents(
        {"entity": "东江高新区", "end": len(TEXT)}, {"entity": "西岭高新区", "file": "b.txt", "end": 5}
    )
    cut = tokens.build(both, {"a.txt": TEXT, "b.txt": "创新的企业"})
    table = terms_.frequencies(cut, both, min_length=2).set_index(["group", "word"])
    # 东江: 东江高新区 坚持 创新 与 发展 创新 企业 增长 家 = 9 words, 创新 twice
    row = table.loc["东江高新区", "创新"]
    assert (row["count"], row.words, row.per_mille, row.groups) == (2, 9, pytest.approx(2000 / 9), 2)
    # 西岭: 创新 的 企业; the grammatical word counts in the base only
    assert table.loc["西岭高新区", "企业"].words == 3
    assert ("西岭高新区", "的") not in table.index
    assert ("东江高新区", "东江高新区") not in table.index
    assert ("东江高新区", "家") not in table.index  # under two characters


def test_top_is_by_count_then_by_code_point():
    cut = tokens.build(docs(TEXT), {"a.txt": TEXT})
    top = terms_.top(terms_.frequencies(cut, docs(TEXT), min_length=2), 3)
    assert list(top.word) == ["创新", "企业", "发展"]


def test_a_large_corpus_is_counted_as_a_small_one():
    texts = ["东江高新区2021年5G企业280家，创新创新。", "企业的创新\t12.5%"]
    counts = tokens.count(texts, tokens.segmenter(docs(""), lexicon.own().themes))
    assert counts == {"东江高新区": 1, "5G": 1, "企业": 2, "家": 1, "创新": 3, "的": 1}


def test_a_theme_without_its_commonest_term_and_with_its_interval():
    text = "创新创新科研。企业。" * 2
    both = documents(
        {"entity": "东江高新区", "end": len(text)}, {"entity": "西岭高新区", "file": "b.txt", "end": 4}
    )
    cut = tokens.build(both, {"a.txt": text, "b.txt": "专利专利"})
    table = terms_.themes(cut, both).set_index(["group", "theme"])
    row = table.loc["东江高新区", "innovation"]  # 创新 four times, 科研 twice, of 8 words
    assert (row["count"], row.words, row.per_mille, row.terms) == (6, 8, 750.0, 2)
    assert (row.commonest, row.per_mille_without) == ("创新", 250.0)
    assert row.low < 750 < row.high
    assert table.loc["西岭高新区", "innovation"]["count"] == 0
    assert table.loc["西岭高新区", "ip"].per_mille == 1000


def test_a_term_never_counts_inside_a_longer_word():
    text = "印度尼西亚的高新技术企业与重要纪要。"
    own = lexicon.Lexicon((lexicon.Entry("印度", "opening", "x"), lexicon.Entry("技术", "innovation", "x")))
    table = tokens.build(docs(text), {"a.txt": text}, own)
    assert table.theme.isna().all()


def test_sections_and_sentences_are_told_apart():
    table = tokens.build(docs(REPORT), {"a.txt": REPORT})
    of_word = {row.word: (row.section, row.paragraph) for row in table.itertuples()}
    assert of_word["佳绩"] == ("review", 2)
    assert of_word["任务"] == ("plan", 4)
    first = table[table.word == "完成"]
    assert first.sentence.nunique() == 2
    by_section = terms_.frequencies(table, docs(REPORT), by="section").set_index(["group", "word"])
    assert by_section.loc["000/plan", "任务"]["count"] == 1
    assert ("000/review", "任务") not in by_section.index


@pytest.mark.parametrize("text", ["", "。", "创新"])
def test_a_document_of_no_or_one_word(text):
    table = tokens.build(docs(text), {"a.txt": text})
    assert len(terms_.frequencies(table, docs(text))) == (1 if text == "创新" else 0)
    assert not terms_.frequencies(table, docs(text)).isna().drop(columns="theme").any().any()
    assert not terms_.themes(table, docs(text)).isna().any().any()


REPORT = "东江高新区工作报告\n一、2021年工作总结\n全区完成投资，力争再创佳绩，环境优美宜人。\n二、2022年工作安排\n完成投资任务。\n"
