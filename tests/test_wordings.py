"""Concordance, new terms, formulations, citations, shared text: each place by hand."""

from __future__ import annotations

import pytest

from analysis import citations, concordance, new_terms, reuse, tokens

from .frames import documents


def docs(*texts: str, **facts: object):
    rows = [
        {"entity": f"{name}高新区", "file": f"{n}.txt", "end": len(text)} | facts
        for n, (name, text) in enumerate(zip("甲乙丙", texts, strict=False))
    ]
    return documents(*rows), {f"{n}.txt": text for n, text in enumerate(texts)}


def test_concordance_shows_the_original_wording():
    text = "堅持科技 創新，２０２１年獲專利３件。"
    table, texts = docs(text)
    rows = concordance.build(tokens.build(table, texts), table, texts).set_index("word")
    row = rows.loc["科技创新"]
    assert (row.left, row["match"], row.right) == ("堅持", "科技 創新", "，２０２１年獲專利３件。")
    assert text[row.start : row.end] == "科技 創新"
    assert text[row.sentence_start : row.sentence_end] == text
    assert rows.loc["专利"].right == "３件。"


def test_concordance_of_a_word_that_does_not_occur_is_empty():
    table, texts = docs("堅持科技創新。")
    assert concordance.build(tokens.build(table, texts), table, texts, {"揭榜挂帅"}).empty


@pytest.mark.parametrize(
    ("text", "title", "number", "level", "year"),
    [
        (
            "根据《国务院关于促进园区发展的意见》（国发〔2016〕12号）",
            "国务院关于促进园区发展的意见",
            "国发〔2016〕12号",
            "central",
            2016,
        ),
        (
            "按照《关于理顺体制的实施意见》(甲委发[2015]4号文件)要求",
            "关于理顺体制的实施意见",
            "甲委发[2015]4号",
            "local",
            2015,
        ),
        ("落实省委《关于科技强省的决定》", "关于科技强省的决定", None, "provincial", None),
        ("市政府印发《产业规划》", "产业规划", None, "local", None),
        ("出台《人才十条》", "人才十条", None, "unknown", None),
    ],
)
def test_citations(text, title, number, level, year):
    table, texts = docs(text + "。")
    (row,) = (
        citations.citations(table, texts).astype(object).where(lambda cells: cells.notna(), None).itertuples()
    )
    assert (row.title, row.number, row.level, row.year) == (title, number, level, year)
    assert text[row.start] == "《"
    assert not row.is_planned


def test_a_title_has_the_level_that_is_told_of_it_elsewhere():
    table, texts = docs("国务院印发《园区意见》。要落实《园区意见》。出台《人才十条》。")
    assert list(citations.citations(table, texts).level) == ["central", "central", "unknown"]


def test_newspapers_are_no_documents_and_plans_in_the_making_are_said_to_be():
    table, texts = docs("《甲地日报》报道，正在编制《产业规划》。")
    (row,) = citations.citations(table, texts).itertuples()
    assert (row.title, row.is_planned) == ("产业规划", True)


def test_formulations_have_a_lag():
    table, texts = docs("坚持高质量发展，高质量发展是主题。", "推动高質量發展。", "依法治区。")
    table["date"] = ["2018-10-18", None, "2001-09-12"]
    table["subject_year"] = [2018, 2019, 2001]
    table = table.astype({"date": "str", "subject_year": "Int64"})
    rows = citations.formulations(table, texts).set_index(["formulation", "doc"])
    assert rows.loc["高质量发展", "000"]["count"] == 2
    assert rows.loc["高质量发展", "000"].lag_years == pytest.approx(1.0, abs=0.01)
    assert rows.loc["高质量发展", "001"].lag_years == pytest.approx(2.2, abs=0.01)  # to the end of 2019
    assert rows.loc["依法治国", "002"].lag_years == pytest.approx(4.0, abs=0.01)


def test_a_formulation_of_a_document_without_a_date_has_no_lag():
    table, texts = docs("坚持高质量发展。")
    assert citations.formulations(table, texts).lag_years.isna().all()


SHARED = "我们将坚定不移地推进园区体制改革，全面提升公共服务能力和水平，完成投资{n}亿元"


def test_a_shared_passage_is_found_through_its_changed_figures():
    table, texts = docs(
        f"甲地园区工作。{SHARED.format(n=12)}，成绩显著。", f"今年以来，{SHARED.format(n='９')}。"
    )
    table["date"] = ["2020-01-01", "2019-01-01"]
    table = table.astype({"date": "str"})
    (row,) = reuse.passages(table, texts).itertuples()
    assert (row.doc_a, row.doc_b) == ("001", "000")  # the earlier one first
    assert row.quote_b == SHARED.format(n=12)
    assert row.quote_a == SHARED.format(n="９")
    assert row.characters == sum(char.isalpha() for char in SHARED.format(n=""))
    assert not row.is_formula


def test_short_or_other_texts_share_nothing():
    table, texts = docs("我们将坚定不移地推进园区改革。", "我们将坚定不移地推进招商引资。")
    assert reuse.passages(table, texts).empty


def test_likeness():
    table, texts = docs(
        "园区坚持科技创新驱动发展。" * 2, "园区坚持科技创新驱动发展。" * 2, "旅游景区举办民俗文化节庆活动。"
    )
    rows = reuse.similarity(tokens.build(table, texts), table, texts).set_index(["doc_a", "doc_b"])
    assert rows.loc["000", "001"].cosine == pytest.approx(1)
    assert rows.loc["000", "001"].jaccard == 1
    assert rows.loc["000", "002"].containment == 0
    assert (
        reuse.jaccard({"a", "b", "c"}, {"b", "c", "d"}),
        reuse.containment({"a", "b"}, {"b", "c", "d"}),
    ) == (0.5, 0.5)


def test_new_terms_hold_together_in_changing_company():
    told = "推广科惠贷产品，支持科惠贷业务，扩大科惠贷规模，办理科惠贷手续；宣传科惠贷政策，"
    other = "今日天气晴朗，群众心情舒畅，道路交通顺畅，城市面貌焕然一新，处处鸟语花香。"
    table, texts = docs(told + other * 6)
    words = {row.word: row for row in new_terms.build(table, texts).itertuples()}
    assert "科惠贷" in words
    assert words["科惠贷"].count == 5 and texts["0.txt"][words["科惠贷"].start :][:3] == "科惠贷"
    assert not {"惠贷", "科惠", "天气"} & set(words)
