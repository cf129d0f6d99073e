"""What leaves a study: telephone numbers masked, press texts cut to their evidence, offsets kept."""

from __future__ import annotations

import pandas as pd
import pytest
from markupsafe import Markup

from analysis import codebook, documents, rights
from analysis.ledger_schema import LEDGER
from analysis.report.passages import Mark, marked
from analysis.rights import LEFT_OUT, Release, cited_places, mask, published, readable
from analysis.schema import DOCUMENTS


@pytest.mark.parametrize(
    ("printed", "masked"),
    [
        ("联系人:王某,13912345678。", "联系人:王某,×××××××××××。"),
        ("手机：139-1234-5678", "手机：×××-××××-××××"),
        ("手机139 1234 5678联系", "手机××× ×××× ××××联系"),
        ("１３９１２３４５６７８", "×××××××××××"),
        ("+86 13912345678", "+×× ×××××××××××"),
        ("0571-88880001", "××××-××××××××"),
        ("（0571）88880001", "（××××）××××××××"),
        ("（０５７１）８８８８０００１", "（××××）××××××××"),
        ("0571—88880001转8012", "××××—××××××××转××××"),
        ("010－88880001-802", "×××－××××××××-×××"),
        ("021 8888 0001", "××× ×××× ××××"),
        ("+86-571-88880001", "+××-×××-××××××××"),
        ("0571-88880001/88880002", "××××-××××××××/××××××××"),
        ("0731-5888001、5888002", "××××-×××××××、×××××××"),
        ("05718888001", "×××××××××××"),
        ("400-820-1234", "×××-×××-××××"),
        ("400 8201 234", "××× ×××× ×××"),
        ("4008201234", "××××××××××"),
        ("800-8201-234", "×××-××××-×××"),
        ("联系电话:67980000。", "联系电话:××××××××。"),
        ("电　话：６７９８０００１", "电　话：××××××××"),
        ("Tel: 67980001", "Tel: ××××××××"),
        ("传真：67980001、67980002", "传真：××××××××、××××××××"),
        ("手机号码：13900000000", "手机号码：×××××××××××"),
    ],
)
def test_telephone_numbers_are_masked(printed, masked):
    assert mask(printed) == masked


@pytest.mark.parametrize(
    "printed",
    [
        "完成投资13912345678元",
        "完成投资13,912,345,678元",
        "总产值18000000000",
        "13912345678.50",
        "营收139.12345678亿",
        "身份110101199003071234号",
        "项目编号2013912345678",
        "电话用户67980001户",
        "固定电话 8888000 部",
        "电话普及率95.6%",
        "热线12345、110、120",
        "邮编：330000",
        "2015-01-10",
        "2019-2020",
        "2021-12-31/2022-12-31",
        "国科发火〔2021〕106号",
        "皖政办〔2010〕13号",
        "10-12月",
        "北纬30-31",
        "4008201234元",
        "4000000000",
        "400-500亩",
        "800 2000人",
        "0.571-88880001",
        "占地1200-15000亩",
        "(2021)12345678",
        "e3b0c13912345678a9",
    ],
)
def test_other_numerals_stay(printed):
    assert mask(printed) == printed


def test_every_pattern_has_a_reason_and_an_example_that_only_it_needs():
    rows = codebook.read_toml("phones.toml")["phones"]
    for row in rows:
        assert row["reason"]
        assert rights.MASK in mask(row["example"])
        assert not any(char.isdigit() for char in mask(row["example"]))


OFFICIAL = "云岭高新区管委会通知。联系电话:67980001。区内企业120家。"
PRESS = (
    "云岭高新区纪事\n记者走进园区。去年产值80亿元，电话0571-88880001。\n夜色很美，灯火通明。\n展望来年。\n"
)


def release(**options) -> Release:
    rows = [
        {"doc": "001", "file": "a.txt", "rights": "official", "end": len(OFFICIAL)},
        {"doc": "002", "file": "b.txt", "rights": "press", "end": len(PRESS)},
        {"doc": "003", "file": "c.txt", "end": len(PRESS)},
    ]
    common = {"start": 0, "script": "hans", "chars": 1, "completeness": "complete", "sha256": "0"}
    place = PRESS.index("80亿元")
    return Release(
        DOCUMENTS.frame([common | row for row in rows]),
        {"a.txt": OFFICIAL, "b.txt": PRESS, "c.txt": PRESS},
        frozenset({("002", place, place + 4)}),
        **options,
    )


def test_official_texts_are_whole_and_press_texts_their_evidence():
    texts = release().published_texts
    assert texts["a.txt"] == "云岭高新区管委会通知。联系电话:××××××××。区内企业120家。"
    assert [len(text) for text in texts.values()] == [len(OFFICIAL), len(PRESS), len(PRESS)]
    assert readable(texts["b.txt"]) == "…去年产值80亿元，电话××××-××××××××。\n…\n"
    assert readable(texts["c.txt"]) == "", "rights unknown: as the press's"


def test_the_private_copy_is_whole():
    kept = release(publish_all=True)
    assert kept.published_texts == {"a.txt": OFFICIAL, "b.txt": PRESS, "c.txt": PRESS}
    assert kept.publish_output("13912345678") == "13912345678"


def ledger_row(doc: str, text: str, quote: str, sentence: str) -> dict[str, object]:
    return {
        "doc": doc,
        "start": text.index(quote),
        "end": text.index(quote) + len(quote),
        "quote": quote,
        "class": "phone",
        "reason": "telephone",
        "sentence": sentence,
        "sentence_start": text.index(sentence),
    }


def test_a_table_takes_its_passages_from_what_is_published():
    table = LEDGER.frame(
        [
            ledger_row("001", OFFICIAL, "67980001", "联系电话:67980001。"),
            ledger_row("001", OFFICIAL, "120", "区内企业120家。"),
            ledger_row("002", PRESS, "80", "去年产值80亿元，电话0571-88880001。"),
            ledger_row("003", PRESS, "80", "去年产值80亿元，电话0571-88880001。"),
        ]
    )
    made = published(LEDGER).check(release().publish_table(table))
    assert made[["quote", "sentence"]].astype(object).where(made.quote.notna(), None).values.tolist() == [
        ["××××××××", "联系电话:××××××××。"],
        ["120", "区内企业120家。"],
        ["80", "去年产值80亿元，电话××××-××××××××。"],
        [None, None],
    ]
    assert made.drop(columns=["quote", "sentence"]).equals(table.drop(columns=["quote", "sentence"]))


def test_a_concordance_shows_what_is_published_around_a_word():
    start = PRESS.index("产值")
    row = {"word": "产值", "start": start, "end": start + 2, "left": "走进园区。去年", "match": "产值"}
    table = pd.DataFrame(
        [{**row, "doc": doc, "right": "80亿元，电话0571-8888"} for doc in ("002", "003")]
    ).astype({"left": "str", "match": "str", "right": "str"})
    made = release().publish_table(table)
    assert made.left[0] == "…去年"
    assert made.right[0] == "80亿元，电话××××-××××××××。 …"
    assert made.loc[1, ["left", "match", "right"]].isna().all()
    assert made.word[1] == "产值"


def test_a_notebooks_evidence_is_the_whole_sentence_and_masked():
    start = PRESS.index("80亿元")
    evidence = {
        "doc": "002",
        "start": start,
        "end": start + 4,
        "quote": "80亿元",
        "sentence": "进园区。去年产值80亿元，电话0571-888",  # a window around the word
        "sentence_start": PRESS.index("进园区"),
        "title": "纪事",
    }
    shown = {"rows": [{"text": "电话0571-88880001", "evidence": [evidence]}]}
    assert list(cited_places(shown)) == [("002", start, start + 4)]
    (made,) = release().publish_output(shown)["rows"]
    assert made["text"] == "电话××××-××××××××"
    assert made["evidence"] == [
        evidence
        | {
            "sentence": "去年产值80亿元，电话××××-××××××××。",
            "sentence_start": PRESS.index("去年"),
        }
    ]


def test_no_text_has_the_mark_of_what_is_left_out():
    assert LEFT_OUT not in OFFICIAL + PRESS
    assert not LEFT_OUT.isprintable()
    assert documents.simplified(LEFT_OUT) == LEFT_OUT


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://www.example.org/a.html", "https://www.example.org/a.html"),
        ("某报（http://example.org/1）", "http://example.org/1）"[:-1]),
        ("某报", None),
        (None, None),
    ],
)
def test_address(source, address):
    assert rights.address(source) == address


def test_a_page_tells_what_is_left_out_once_and_keeps_the_anchors_in_it():
    text = f"甲乙。{LEFT_OUT * 3}\n{LEFT_OUT * 4}\n\n丙丁。\n{LEFT_OUT * 2}戊"
    inside = Mark(108, 110, "term")
    html = marked(text, 100, [inside], {inside}, lambda count: Markup("<i>{}</i>").format(count))
    assert html.split("\n") == [
        "<p>甲乙。<i>7</i></p>",
        '<span id="c108-110" class="term"></span>',
        '<p class="gap">丙丁。</p>',
        "<p><i>2</i>戊</p>",
    ]
