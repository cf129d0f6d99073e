"""The ledger: every numeral of a text stands in it once, with what it is. Places and figures are made up."""

from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import codebook, documents, ledger, ledger_tables, observations
from analysis.claims import ledger as ledger_claims
from analysis.exhibits import Absent, Table
from analysis.ledger_schema import LEDGER, NUMERAL_CLASSES
from analysis.quantities import numerals
from analysis.schema import DOCUMENTS, OBSERVATIONS
from analysis.sources import Source

DIGIT = re.compile("[0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億壹贰貳叁肆伍陆柒捌玖拾佰仟兆]")


def tables_of(text: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations and ledger of the documents of a text."""
    docs = documents.build([Source("a.txt", "a", text, "0" * 64)])
    found = observations.build(docs, {"a.txt": text})
    return found, ledger.build(docs, {"a.txt": text}, found)


def classes(text: str) -> list[tuple[str, str]]:
    """Return quote and class of each numeral of ``text``."""
    _, table = tables_of(text)
    return list(zip(table["quote"], table["class"], strict=True))


def pairs(words: str) -> list[tuple[str, str]]:
    """Return what ``classes`` gives, written shortly: ``2014 date, 9亿 observation``; 9亿 is two numerals of a class."""
    written = (pair.split() for pair in words.split(", ") if pair)
    return [(run, group) for quote, group in written for run in re.findall(r"[\d.]+|[^\d.]+", quote)]


# What a numeral is


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长12.5%", ["12.5"]),
        ("１２．５％", ["12.5"]),
        ("1,234,567元", ["1,234,567"]),
        ("一,二", ["一", "二"]),
        ("产值1,2", ["1", "2"]),
        ("17.5万亿元", ["17.5", "万亿"]),
        ("三千六百", ["三千六百"]),
        ("十三点四", ["十三", "四"]),
        ("贰拾万元", ["贰拾万"]),
        ("2020一季度", ["2020", "一"]),
        ("3千瓦，三千瓦", ["3", "千", "三千"]),
        ("百分之五", ["百", "五"]),
        ("2 0 1 5年", ["2", "0", "1", "5"]),
        ("1.2.3节", ["1.2.3"]),
        ("1,2345", ["1", "2345"]),
        ("15\n20", ["15", "20"]),
        ("3-5年", ["3", "5"]),
        ("①几多", []),
    ],
)
def test_a_numeral_is_a_run_of_digits_or_of_chinese_numerals(text: str, expected: list[str]) -> None:
    plain = numerals.plain(text)
    assert [plain[a:b] for a, b in numerals.spans(plain)] == expected


def test_a_numeral_is_cut_where_a_reading_begins() -> None:
    assert classes("一、工作回顾\n3.2012年底，税收9亿元。") == pairs(
        "一 list_mark, 3 list_mark, 2012 date, 9亿 observation"
    )


def test_a_hard_line_end_inside_a_number_makes_two_numerals_of_one_observation() -> None:
    lines = "全区上下围绕高质量发展的目标要求持续用力久久为功各\n" * 4
    text = lines + "全区上下围绕高质量发展的目标要求实现财政总收入３\n６亿元，全区上下为之振奋。\n"
    assert classes(text) == pairs("３ observation, ６亿 observation")
    assert classes("全区实现财政总收入３\n６亿元。") == pairs("３ unexplained, ６亿 observation")


# What it is classed as, with what looks like it and is not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # observation: whatever stands in the quote of one
        ("引进企业12家，税收增长百分之五。", "12 observation, 百 observation, 五 observation"),
        ("一家企业停产。", "一 word"),
        # date
        ("2014年3月5日开工，2-3年内建成。", "2014 date, 3 date, 5 date, 2 date, 3 date"),
        ("二〇一六年，三年来，第三季度，上世纪90年代。", "二〇一六 date, 三 date, 三 date, 90 date"),
        ("报告（2013）", "2013 date"),
        ("上午9时30分，周三下午开会。", "9 date, 30 date, 三 date"),
        ("成立70周年，寿命5年。", "70 date, 5 date"),
        ("引进2013家企业。", "2013 observation"),
        # list marks
        ("（一）加快创新。", "一 list_mark"),
        ("1.2 发展目标", "1.2 list_mark"),
        ("工作有序。一是引才，二是建台。", "一 list_mark, 二 list_mark"),
        ("第十二条 本办法自发布起施行。", "十二 list_mark"),
        ("见附件2。", "2 list_mark"),
        ("1.2亿元到位。", "1.2亿 observation"),
        ("统一是前提。", "一 word"),
        # numbers of documents
        ("见青政发〔2022〕18号。", "2022 doc_number, 18 doc_number"),
        ("国务院令第588号公布。", "588 doc_number"),
        ("通过GB/T 19001-2016认证。", "19001 doc_number, 2016 doc_number"),
        ("见青山路18号。", "18 name"),
        # telephones
        ("联系电话：0571-88880000，邮编：310000。", "0571 phone, 88880000 phone, 310000 phone"),
        ("拨打12345热线。", "12345 phone"),
        ("受理12345件。", "12345 observation"),
        # names
        ("“十四五”期间实施863计划。", "十四五 name, 863 name"),
        ("党的二十大和二十届三中全会。", "二十 name, 二十 name, 三 name"),
        ("市九届人大四次会议审议通过。", "九 name, 四 name"),
        ("四川、九江、三亚签约。", "四 name, 九 name, 三 name"),
        ("B11地块建5G基站，4A级景区迎客。", "11 name, 5 name, 4 name"),
        ("印发《2020年行动方案》。", "2020 name"),
        ("获一等奖，第三届论坛在3号馆召开。", "一 name, 三 name, 3 name"),
        ("一期工程开工，世界500强企业落户。", "一 name, 500 name"),
        ("年产20万吨铸件项目开工，220千伏线路投运。", "20万 name, 220 name, 千 name"),
        ("一二三产业融合。", "一二三 name"),
        ("铸件产量20万吨。", "20万 observation"),
        ("在六星街开业，开通三条街。", "六 name, 三 slogan"),
        ("出席“2011年采购大会”。", "2011 name"),
        ("中部六省签约。", "六 name"),
        # slogans and counts of points
        ("一年打基础、两年上台阶、三年大变样。", "一 slogan, 两 slogan, 三 slogan"),
        ("打好三大攻坚战，做好四项工作。", "三 slogan, 四 slogan"),
        ("建设千亿园区，落实“一城两区六园”。", "千亿 slogan, 一 slogan, 两 slogan, 六 slogan"),
        ("坚持五位一体，打造1+3+N体系。", "五 slogan, 一 slogan, 1 slogan, 3 slogan"),
        ("建成三个园区。", "三 observation"),
        # thresholds
        ("亿元以上项目12个，百亿级产业2个。", "亿 threshold, 12 observation, 百亿 threshold, 2 observation"),
        ("60周岁以上老人可以申请。", "60 threshold"),
        ("税收在3亿元以上。", "3亿 observation"),
        ("投资2000万元以上的项目有30个。", "2000万 threshold, 30 observation"),
        ("跨过万亿元大关。", "万亿 observation"),  # a threshold that is passed says how much there is
        ("迎接万亿元大关。", "万亿 threshold"),
        # ratios
        ("产值是全省平均的1.8倍。", "1.8 ratio"),
        ("产值增长1.8倍。", "1.8 observation"),
        # words
        ("进一步统一思想，百姓十分满意。", "一 word, 一 word, 百 word, 十 word"),
        ("一批、一系列、一些、之一。", "一 word, 一 word, 一 word, 一 word"),
        ("千方百计扩大零售，队伍壮大，陆续开工。", "千 word, 百 word, 零 word, 伍 word, 陆 word"),
        ("每万人发明专利拥有量，单位：万元。", "万 word, 万 word"),
        ("十家企业，万人参会。", "十 observation, 万 slogan"),
        # furniture
        ("税收增长。\n浏览次数：120次\n第3页\n", "120 furniture, 3 furniture"),
        ("见www.example.com/2020/1.html。", "2020 furniture, 1 furniture"),
        ("时间：10:30。", "10 furniture, 30 furniture"),
        ("三次产业结构为3:52:45。", "三 name, 3 observation, 52 observation, 45 observation"),
        # nothing that a rule knows
        ("李四报告。", "四 unexplained"),
        ("编为77。", "77 unexplained"),
    ],
)
def test_each_numeral_has_the_class_that_it_is(text: str, expected: str) -> None:
    assert classes(text) == pairs(expected)


def test_traditional_and_full_width_text_is_read_as_simplified() -> None:
    assert classes("進一步引進億元以上項目１２個。") == pairs("一 word, 億 threshold, １２ observation")


def test_what_stands_again_is_a_repeat() -> None:
    assert classes("税收3亿元。出口2亿元。税收3亿元。") == pairs(
        "3亿 observation, 2亿 observation, 3亿 repeat"
    )
    passage = "高新区全年完成工业总产值300亿元，同比增长12%，引进企业45家，建成标准厂房6万平方米，创新环境明显改善。\n"
    found = classes(passage + "以上各项都好于预期。\n" + passage)
    assert [group for _, group in found] == ["observation"] * 6 + ["repeat"] * 6


def test_a_quote_added_by_hand_counts_wherever_it_stands() -> None:
    passage = "高新区全年完成工业总产值300亿元，同比增长12%，引进企业45家，建成标准厂房6万平方米，创新环境明显改善。\n"
    text = passage + "以上各项都好于预期。\n" + passage
    docs = documents.build([Source("a.txt", "a", text, "0" * 64)])
    found = observations.build(docs, {"a.txt": text})
    again = text.rindex("45家")
    by_hand = pd.concat([found, found[found["quote"] == "45家"].assign(start=again, end=again + 3)])
    table = ledger.build(docs, {"a.txt": text}, by_hand)
    assert list(table["class"]) == ["observation"] * 6 + ["repeat"] * 3 + ["observation", "repeat", "repeat"]


def test_the_sentence_is_the_one_that_holds_the_numeral() -> None:
    _, table = tables_of("引进企业3家。打好三大攻坚战。\n\n浏览次数：120次\n")
    assert list(table["sentence"]) == ["引进企业3家。", "打好三大攻坚战。", "浏览次数：120次"]
    assert list(table["reason"]) == ["stated", "structural_count", "boilerplate"]


# What must hold for any text

ALPHABET = (
    "今年全区完成税收出口比增长占第前、，。；：:\n\t .,-0123456789０９%亿万元家个项大届期企业“”《》（）()〔〕号年月日点之"
    "○一二三四五六七八九十百千两兩萬零陆廿来级步体gāo"
)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from(ALPHABET) | st.characters(exclude_categories=["Cs"]), max_size=120))
def test_every_numeral_stands_once_and_every_observation_holds_one(text: str) -> None:
    found, table = tables_of(text)
    assert LEDGER.check(table) is table
    places = [range(a, b) for a, b in zip(table["start"], table["end"], strict=True)]
    assert [text[p.start : p.stop] for p in places] == table["quote"].tolist()
    taken = [at for place in places for at in place]
    assert len(taken) == len(set(taken))
    inside = {at for start, end in documents_of(text) for at in range(start, end)}
    assert {m.start() for m in DIGIT.finditer(text)} & inside <= set(taken)
    quotes = [range(a, b) for a, b in zip(found["start"], found["end"], strict=True)]
    observed = [p for p, group in zip(places, table["class"], strict=True) if group == "observation"]
    for place in observed:
        assert any(q.start <= place.start and place.stop <= q.stop for q in quotes)
    for quote in quotes:
        assert any(quote.start <= place.start and place.stop <= quote.stop for place in observed)


def documents_of(text: str) -> list[tuple[int, int]]:
    docs = documents.build([Source("a.txt", "a", text, "0" * 64)])
    return list(zip(docs["start"], docs["end"], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1", "亿", "一", "（", "“", "1,111"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    row = {"doc": "a", "file": "a.txt", "start": 0, "end": len(text), "script": "hans", "chars": 1}
    row |= {"completeness": "complete", "sha256": "0" * 64}
    docs = DOCUMENTS.frame([row])
    begin = time.perf_counter()
    ledger.build(docs, {"a.txt": text}, OBSERVATIONS.frame([]))
    assert time.perf_counter() - begin < 20


# The data that it rests on


def reasons() -> set[str]:
    return {row["reason"] for row in codebook.read_csv("numeral_reasons.csv")}


def test_every_reason_has_one_class_of_the_contract() -> None:
    rows = codebook.read_csv("numeral_reasons.csv")
    assert len(reasons()) == len(rows)
    assert {row["class"] for row in rows} == set(NUMERAL_CLASSES)


PATTERNS = [
    (turn, row["reason"], row["pattern"], row["example"])
    for turn, rows in codebook.read_toml("numeral_patterns.toml").items()
    for row in rows
]


@pytest.mark.parametrize(("turn", "reason", "pattern", "example"), PATTERNS)
def test_a_pattern_finds_its_example(turn: str, reason: str, pattern: str, example: str) -> None:
    assert turn in ("first", "second", "last")
    assert reason in reasons()
    found = re.search(pattern, example, re.MULTILINE)
    assert found is not None
    assert DIGIT.search(found[0]) is not None


def test_words_and_tags_have_a_class_and_a_reason() -> None:
    for row in codebook.read_csv("numeral_words.csv"):
        assert row["class"] in NUMERAL_CLASSES
        assert DIGIT.search(row["word"])
        assert row["reason"]
    assert {row["reason"] for row in codebook.read_csv("dictionary_tags.csv")} <= reasons()


# For readers

ROWS = [
    {"doc": "000", "start": 0, "end": 1, "quote": "3", "class": "observation", "reason": "stated"},
    {"doc": "000", "start": 5, "end": 6, "quote": "4", "class": "phone", "reason": "telephone"},
    {"doc": "000", "start": 7, "end": 8, "quote": "4", "class": "doc_number", "reason": "document_number"},
    {"doc": "001", "start": 2, "end": 3, "quote": "5", "class": "unexplained", "reason": "unread"},
]
MADE = LEDGER.frame([row | {"sentence": "第 一\n句5。", "sentence_start": 0} for row in ROWS])
NONE = LEDGER.frame([])


def test_the_balance_adds_up_by_document_and_in_all() -> None:
    table = ledger_tables.balance(MADE, lang="zh")
    assert isinstance(table, Table)
    heads = [head.head for head in table.columns]
    by_head = [dict(zip(heads, (cell.text for cell in row), strict=True)) for row in table.rows]
    assert [row["编号"] for row in by_head] == ["000", "001", "合计"]
    assert [row["合计"] for row in by_head] == ["3", "1", "4"]
    assert [row["文号电话"] for row in by_head] == ["2", "0", "2"]
    assert [row["未归类"] for row in by_head] == ["0", "1", "1"]


def test_every_class_has_one_column() -> None:
    grouped = [name for names in ledger_tables.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(NUMERAL_CLASSES)


def test_what_is_unexplained_opens_its_place() -> None:
    docs = pd.DataFrame({"doc": ["001"], "title": ["某文"]})
    table = ledger_tables.unexplained(MADE, docs, lang="zh")
    assert isinstance(table, Table)
    ((doc, quote, sentence),) = table.rows
    assert (doc.text, quote.text, sentence.text) == ("001", "5", "第 一 句5。")
    (place,) = quote.evidence
    assert (place.doc, place.start, place.end, place.title) == ("001", 2, 3, "某文")


def test_an_empty_ledger_is_said_to_be_empty() -> None:
    docs = pd.DataFrame({"doc": [], "title": []})
    assert isinstance(ledger_tables.balance(NONE, lang="zh"), Absent)
    assert isinstance(ledger_tables.unexplained(MADE[:2], docs, lang="zh"), Absent)


def test_claims_count_and_take_shares() -> None:
    said = {claim.name: claim.text["zh"] for claim in ledger_claims(MADE)}
    assert said == {
        "numerals": "4",
        "observed_numerals": "1",
        "unexplained_numerals": "1",
        "unexplained_share": "25%",
    }
    assert {claim.name: claim.text["zh"] for claim in ledger_claims(NONE)}[
        "unexplained_share"
    ] == "（文本未载）"
