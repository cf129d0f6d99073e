"""One test per way a document can lie. The texts are made up; their parks and figures do not exist."""

import csv
import time
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import documents, sources
from analysis.documents import Span
from analysis.documents.dates import iso_date
from analysis.documents.paragraphs import find_paragraphs
from analysis.errors import SchemaError
from analysis.schema import DOCUMENTS

ROOT = Path(__file__).parents[1]
BODY = "全区完成工业总产值12亿元，比上年增长8%，新增企业30家，创新能力不断提高，各项工作进展顺利。"


def source(text: str, name: str = "000.txt") -> sources.Source:
    return sources.Source(name, name.removesuffix(".txt"), text, "0" * 64)


def build(text: str, name: str = "000.txt") -> pd.DataFrame:
    return documents.build([source(text, name)])


def build_one(text: str) -> dict[str, object]:
    (row,) = build(text).to_dict("records")
    return {str(key): None if pd.isna(value) else value for key, value in row.items()}


def cut(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


# Characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("營口國家高新區", "营口国家高新区"),
        ("凈利潤", "净利润"),
        ("淨利潤", "净利润"),
        ("裡後發著", "里后发着"),
        ("全区完成12亿元", "全区完成12亿元"),
        ("", ""),
    ],
)
def test_simplified(text: str, expected: str) -> None:
    assert documents.simplified(text) == expected.replace("着", documents.simplified("著"))


@given(st.text())
def test_simplified_keeps_the_length(text: str) -> None:
    assert len(documents.simplified(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("園區完成總產值12億元，經濟運行平穩。", "hant"),
        ("园区完成总产值12亿元，经济运行平稳。", "hans"),
        ("园区引进台灣企业，经济运行平稳，创新能力不断提高，各项工作进展顺利，群众满意。", "hans"),
        ("12%", "hans"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert build_one(text)["script"] == script


# Sentences and clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一增长。二下降！三如何？", ["一增长。", "二下降！", "三如何？"]),
        ("增长5%;下降2%;", ["增长5%;", "下降2%;"]),
        ("他说：“要发展。”会议结束。", ["他说：“要发展。”", "会议结束。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("  总产值12亿元\n\u3000\u3000增长5%。\n", ["总产值12亿元", "增长5%。"]),
        ("一\r\n二\r三", ["一", "二", "三"]),
        ("见 http://a.cn/?id=3;n=4 网页", ["见 http://a.cn/?id=3;n=4 网页"]),
        ("园区面积\n，其中一期", ["园区面积\n，其中一期"]),
        ("一期建成，\n二期开工", ["一期建成，\n二期开工"]),
        ("工作如下：\n二期开工", ["工作如下：", "二期开工"]),
        ("", []),
        (" \n\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text, documents.sentences(text, 0, len(text))) == expected


WRAPPED = (
    "    某某高新区日前召开会议，通报了今年一至八月份主要经济指标的完成情况，全区实\n"
    "现工业总产值四百二十亿元，同比增长百分之十八点五，完成固定资产投资二百一十亿\n"
    "元，同比增长百分之二十，增速在全市各个开发区中位居前列，为全年打下了良好基础\n"
    "。会议要求再接再厉\n"
    "    下一步将加快建设。\n"
)


def test_a_line_break_at_a_regular_width_is_no_end() -> None:
    found = cut(WRAPPED, documents.sentences(WRAPPED, 0, len(WRAPPED)))
    assert [sentence.replace("\n", "")[-6:] for sentence in found] == [
        "了良好基础。",
        "要求再接再厉",
        "将加快建设。",
    ]


INDENTED = "".join(
    f"  第{n}个园区完成工业总产值四十二亿元，同比增长百分之八点五，增速在全市位居前列，为全年打下基础。\n"
    for n in "一二三四"
)
TORN = (
    "  第五个园区完成工业总产值四十二亿元，同比增长百分之八点五，增速在全市位居前列，全年财政\n收入三亿元。\n"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (INDENTED + TORN, 1),
        (INDENTED + TORN.replace("\n收入", "\n  收入"), 2),  # an indent begins a paragraph
        (INDENTED + TORN.replace("财政\n收入", "财政\n1、收入"), 2),  # so does an item
        (INDENTED.replace("  ", "") + TORN, 2),  # a text without indents does not show where one begins
    ],
)
def test_a_line_that_is_torn_in_an_indented_text_goes_on(text: str, count: int) -> None:
    assert len(documents.sentences(text, 0, len(text))) == count + 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一期建成；\n二期开工。", 1),
        ("一期建成。\n二期开工。", 2),
        ("1、一期建成；\n二期开工。", 2),  # an item ends with its line
        ("一期建成；\n2、二期开工。", 2),
    ],
)
def test_a_line_that_ends_with_a_semicolon_goes_on(text: str, count: int) -> None:
    assert len(find_paragraphs(text, 0, len(text))) == count


def test_headings_of_about_one_width_are_not_one_sentence() -> None:
    headings = [f"{number}、坚持创新驱动发展，努力实现实力提升新目标" for number in "一二三四"]
    text = "\n".join(f"{heading}\n{BODY}" for heading in headings)
    assert cut(text, documents.sentences(text, 0, len(text)))[::2] == headings


def test_sentences_of_a_passage_stay_in_it() -> None:
    text = "一增长。二下降。三持平。"
    assert documents.sentences(text, 4, 8) == [Span(4, 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值12亿元,增长5%,其中:出口1亿。", ["产值12亿元,", "增长5%,", "其中:", "出口1亿。"]),
        ("总额1,200万元，占比3:52:45；时间9:00", ["总额1,200万元，", "占比3:52:45；", "时间9:00"]),
        ("孵化器、加速器共5家", ["孵化器、加速器共5家"]),
        ("一是发展：\n二是创新", ["一是发展：", "二是创新"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert cut(text, documents.clauses(text, 0, len(text))) == expected


@given(st.text(alphabet="一二，。；：、\n\r 　ab3.,:;?”）\u200b"), st.integers(0, 20), st.integers(0, 40))
def test_every_character_stands_in_one_sentence_and_one_clause(text: str, start: int, more: int) -> None:
    end = min(len(text), start + more)
    start = min(start, end)
    for find in (documents.sentences, documents.clauses):
        found = find(text, start, end)
        assert all(start <= span.start < span.end <= end for span in found)
        assert all(one.end <= two.start for one, two in pairwise(found))
        inside = {at for span in found for at in range(span.start, span.end)}
        assert all(text[at] in " \n\r\u3000\u200b" for at in range(start, end) if at not in inside)


# Sections


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、2021年工作总结\n完成。\n二、2022年工作打算\n力争。", ["review", "plan"]),
        ("開頭。\n一、主要工作完成情況\n完成。\n二、明年任務安排\n力爭。", ["other", "review", "plan"]),
        ("一、目标任务完成情况\n完成。", ["review"]),
        ("一、2021年工作回顾和2022年工作要求\n完成。\n二、抓工业\n力争。", ["review", "plan"]),
        (
            "一、2021年工作回顾和2022年工作要求\n完成。\n今年主要预期目标是：增长5%。\n二、抓工业\n力争。",
            ["review", "plan", "plan"],
        ),
        ("一、2021年的回顾\n完成。\n二、抓紧时机，加快发展\n力争。", ["review", "plan"]),
        ("一、2021年的回顾\n完成。\n二、存在的困难\n不少。", ["review", "review"]),
        (
            "一、去年总结\n好。\n二、今年计划\n1、力争。\n一、抓项目\n二、抓招商",
            ["review", "plan", "plan", "plan"],
        ),
        ("一、2021年\n完成。\n二、2022年\n力争。", ["review", "plan"]),
        ("一、工业\n增长。\n二、农业\n增长。", ["other", "other"]),
        ("一、2021年工作回顾2021年是开局之年，全区产值12亿元。", ["review"]),
        ("标题\n2021年工作总结\n完成。\n2022年工作计划\n力争。", ["other", "review", "plan"]),
        ("园区产值12亿元。\n园区企业30家。", ["other"]),
        # A plan joined to a review comes behind it, where this year's goals are set
        (
            "一、2021年工作回顾和2022年总体要求\n完成。\n二、扩大投资\n今年的增长预期为7%。",
            ["review", "plan"],
        ),
        ("一、2021年工作回顾\n完成。\n二、工业投资\n今年的预期目标全面完成。", ["review", "review"]),
        ("一年来，完成。\n今年主要预期目标是：增长5%。\n（一）抓项目。\n好。", ["review", "plan"]),
        ("近日开会。\n一年来，完成产值。\n会议强调。", ["other", "review", "other"]),
        # What a plan builds on is its review; what is to be built up is not
        ("一、发展基础\n完成。\n二、主要目标\n力争。", ["review", "plan"]),
        ("一、规划背景\n完成。\n二、主要目标\n力争。", ["review", "plan"]),
        ("一、基础设施\n完成。\n二、主要目标\n力争。", ["other", "plan"]),
        ("", ["other"]),
    ],
)
def test_sections(text: str, expected: list[str]) -> None:
    found = documents.sections(text, 0, len(text))
    assert [section.kind for section in found] == expected


def test_sections_name_their_headings_and_cover_the_range() -> None:
    text = "前言。\n一、2021年工作总结\n完成。\n二、2022年工作打算\n力争。"
    found = documents.sections(text, 0, len(text))
    assert [section.heading for section in found] == ["", "一、2021年工作总结", "二、2022年工作打算"]
    assert [found[0].start, *(section.end for section in found)] == [
        0,
        found[1].start,
        found[2].start,
        len(text),
    ]


@given(st.text(alphabet="一二、（）年来工作总结计划目标20123。：\n "), st.integers(0, 30))
def test_sections_cover_any_range(text: str, start: int) -> None:
    start = min(start, len(text))
    found = documents.sections(text, start, len(text))
    assert found[0].start == start
    assert [section.end for section in found] == [*(section.start for section in found[1:]), len(text)]


# Spans


def test_spans() -> None:
    assert documents.spans("3-7;12-40") == [Span(3, 7), Span(12, 40)]
    assert documents.spans("") == []


@pytest.mark.parametrize("cell", ["3", "7-3", "a-b", "3-7,9-12"])
def test_a_cell_that_is_no_spans(cell: str) -> None:
    with pytest.raises(SchemaError) as caught:
        documents.spans(cell)
    assert (caught.value.what, caught.value.where) == (f"no passage: {cell!r}", "a cell of spans")


# Several documents in a file


def test_one_document() -> None:
    text = f"某某高新区召开会议\n{BODY}\n{BODY[:-1]}！"
    assert build(text)[["doc", "start", "end"]].to_numpy().tolist() == [["000", 0, len(text)]]


def starts(text: str) -> list[int]:
    return [int(start) for start in build(text)["start"]]


def test_a_title_that_the_text_repeats_begins_a_document() -> None:
    first = f"关于加快园区发展的若干意见\n\n关于加快园区发展的若干意见各单位:{BODY}\n"
    second = f"关于做好统计工作的通知\n\n关于做好统计工作的通知各单位:{BODY}\n"
    assert starts(first + second) == [0, len(first)]
    assert build(first + second)["doc"].tolist() == ["000.01", "000.02"]


def test_titles_with_dates_under_them_begin_documents() -> None:
    first = f"甲高新区召开工作会议\n日期：2014-01-05\n{BODY}\n"
    second = f"乙高新区签约十个项目\n日期：2014-02-06\n{BODY}\n"
    assert starts(first + second) == [0, len(first)]


def test_running_numbers_begin_documents() -> None:
    first = f"第1篇：甲区工作总结\n{BODY}\n"
    second = f"第2篇：乙区工作总结\n{BODY}\n"
    assert starts(first + second) == [0, len(first)]


def test_text_after_the_notice_of_an_exchange_is_another_document_with_the_heading_of_the_page() -> None:
    heading = "甲高新区扎实推进创新发展\n"
    first = f"关于做好统计工作的通知\n关于做好统计工作的通知各单位:{BODY}\n- 1、下载文档前请自行甄别内容。\n"
    second = f"3月2日，甲高新区召开会议。{BODY * 6}\n"
    rows = build(heading + first + second)
    assert rows["start"].tolist() == [len(heading), len(heading + first)]
    assert rows["title"].tolist() == ["关于做好统计工作的通知", "甲高新区扎实推进创新发展"]


def test_a_plan_that_its_notice_hands_down_is_no_second_document() -> None:
    text = (
        "关于印发某某区发展规划的通知\n关于印发某某区发展规划的通知各单位:《某某区发展规划》印发给你们。\n"
        f"{BODY * 5}\n某某区发展规划\n{BODY * 5}\n"
    )
    assert starts(text) == [0]


def test_headings_whose_words_begin_the_text_are_no_documents() -> None:
    headings = ["加快建设科技创新平台体系", "加快推进重点项目开工建设"]
    text = "甲区工作汇报\n" + "".join(f"{heading}\n{heading}，{BODY * 5}\n" for heading in headings)
    assert starts(text) == [0]


def test_a_title_that_stands_twice_after_navigation_is_one_document() -> None:
    text = f"首页 > 正文\n关于做好统计工作的通知\n关于做好统计工作的通知各单位:{BODY}\n"
    assert starts(text) == [0]
    assert build_one(text)["title"] == "关于做好统计工作的通知"


def test_the_year_s_headings_are_no_documents() -> None:
    text = f"某某区工作汇报\n{BODY * 5}\n2021年工作总结\n{BODY * 5}\n2022年工作计划\n{BODY * 5}"
    assert starts(text) == [0]


# Repeats and boilerplate


def test_a_page_scraped_twice_is_marked_whatever_its_line_breaks() -> None:
    page = f"一、工作总结\n{BODY}\n二、工作打算\n力争明年产值达到15亿元，增长20%以上，新增企业40家。\n"
    again = page.replace("元，比", "元，\n比")
    row = build_one(f"某某区\n{page}今年以来，全区取得新成绩。\n{again}")
    text = f"某某区\n{page}今年以来，全区取得新成绩。\n{again}"
    (repeat,) = documents.spans(str(row["duplicate_spans"]))
    assert text[repeat.start : repeat.end] == again.strip()
    assert row["chars"] == len("".join(text[: repeat.start].split()))


def test_a_copy_in_a_later_file_is_a_repeat_and_names_the_first() -> None:
    story = "".join(
        f"全区第{n}个重点项目本月投产，年产值可达{n}亿元，新增就业{n}百人。" for n in range(1, 11)
    )
    files = [source(f"甲区\n{story}\n", "a.txt"), source(f"乙区\n本报讯。\n{story}\n", "b.txt")]
    table = documents.build(files)
    first, second = table.duplicate_spans
    assert pd.isna(first)
    ((start, end),) = documents.spans(second)
    assert files[1].text[start:end] == story
    marked = documents.passages(table, {file.file: file.text for file in files})
    assert marked[["doc", "kind", "of_doc", "of_start", "chars"]].to_numpy().tolist() == [
        ["b", "repeat", "a", 3, len(story)]
    ]


def test_repeats_that_end_one_document_and_begin_the_next_stay_apart() -> None:
    text = f"第1篇：\n{BODY}{BODY}\n第1篇：\n{BODY}"
    table = build(text)
    spans = [documents.spans(str(cell)) for cell in table["duplicate_spans"]]
    assert [cut(text, found) for found in spans] == [[BODY], [f"第1篇：\n{BODY}"]]


def test_a_quotation_in_two_files_is_no_repeat() -> None:
    said = "坚持把科技创新摆在全区发展的首要位置，全面提高企业的自主创新能力，努力建设国内一流的高新技术产业园区。"
    files = [source(f"甲区\n{said}\n", "a.txt"), source(f"乙区\n{said}\n", "b.txt")]
    assert documents.build(files).duplicate_spans.isna().all()


def test_passages_say_what_they_are() -> None:
    text = f"某某区\n首页 > 新闻 > 正文\n{BODY}\n责任编辑：某某\n第 3 页\n"
    table = build(text)
    marked = documents.passages(table, {"000.txt": text})
    assert list(zip(marked.kind, marked.quote, strict=True)) == [
        ("navigation", "首页 > 新闻 > 正文"),
        ("editors", "责任编辑：某某\n第 3 页"),
    ]


def test_a_heading_that_comes_again_is_no_repeat() -> None:
    text = f"某某区\n一、工业\n{BODY}\n责任部门：经济局\n一、工业\n全区农业保持平稳发展。\n责任部门：经济局\n"
    assert build_one(text)["duplicate_spans"] is None


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 新闻中心 > 正文",
        "您现在的位置：首页 - 园区动态",
        "扫一扫在手机打开当前页",
        "【打印】【关闭】",
        "点击：123次",
        "版权所有：某某网 京ICP备12345678号",
        "责任编辑：张三",
        "上一篇：甲区签约",
        "（记者 李四 摄）",
        "第 3 页 共 12 页",
        "轉載請註明來源",
        "相关链接：\n甲区签约十个项目\n乙区召开会议",
    ],
)
def test_boilerplate(line: str) -> None:
    text = f"某某高新区召开会议\n{BODY}\n{line}"
    assert cut(text, documents.spans(str(build_one(text)["boilerplate_spans"]))) == [line]


def test_boilerplate_inside_a_line_leaves_the_rest() -> None:
    text = f"某某高新区召开会议\n来源：某报 点击：次\n{BODY}"
    row = build_one(text)
    assert cut(text, documents.spans(str(row["boilerplate_spans"]))) == ["点击：次"]
    assert row["source"] == "某报"


@pytest.mark.parametrize("line", ["园区版式设计企业30家。", "园区打印设备产量12万台。", BODY])
def test_text_is_no_boilerplate(line: str) -> None:
    assert build_one(f"某某高新区召开会议\n{line}")["boilerplate_spans"] is None


# Titles


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("甲高新区召开会议\n", "甲高新区召开会议"),
        ("\n\n首页 > 正文\n甲高新区召开会议\n", "甲高新区召开会议"),
        ("# 甲高新区召开会议\n", "甲高新区召开会议"),
        ("标题：甲高新区召开会议\n", "甲高新区召开会议"),
        ("乐园\n\n为创新添薪\n\n——甲高新区发展综述\n", "为创新添薪——甲高新区发展综述"),
        ("政府工作报告\n——2008年2月20日在会议上\n", "政府工作报告"),
        ("甲市人民政府\n关于加快高新区\n发展的实施意见\n", "甲市人民政府关于加快高新区发展的实施意见"),
        ("名　　称：关于印发规划的通知\n某某规划\n", "关于印发规划的通知"),
        ("信息产业发展规划\n", "信息产业发展规划"),
        ("一、工业和建筑业\n", None),
        ("甲日报网\n甲高新区召开会议\n", "甲高新区召开会议"),
        ("2015-03-20 某某日报\n甲高新区召开会议\n", "甲高新区召开会议"),
        ("甲政发〔2019〕5号\n关于科技的意见\n", "关于科技的意见"),
        ("来源：某报\n甲高新区召开会议\n", "甲高新区召开会议"),
        ("3月2日，甲高新区召开会议，总结工作。\n", None),
        # What stands before a title: a serial with its number, a body with its column, a page's lines
        (
            "工业快报\n（第3期）\n甲市经济和信息化局    2021年4月2日\n————\n一季度工业平稳开局\n",
            "一季度工业平稳开局",
        ),
        ("工业快报创刊\n甲市经济平稳开局\n", "工业快报创刊"),
        ("甲市统计局  数据之窗\n    全市消费回暖向好\n", "全市消费回暖向好"),
        ("甲市统计局全市消费回暖向好\n", "甲市统计局全市消费回暖向好"),
        ("财经\n\n多地重大项目密集开工见闻\n", "多地重大项目密集开工见闻"),
        ("甲报网> 新闻频道>本地要闻\n甲园区产值突破十亿元\n", "甲园区产值突破十亿元"),
        ("1984年5月3日甲市日报 第2版\n第2版()\n专栏:\n关于1984年计划的报告\n", "关于1984年计划的报告"),
        ("甲区情况汇报\n", "甲区情况汇报"),
        ("】 【打 印】\n【 第1页 第2页 】\n甲高新区十年观察\n", "甲高新区十年观察"),
        ("词条 | 甲高新技术产业开发区 |\n", "甲高新技术产业开发区"),
        ("甲省科学技术厅\n全省高新区发展情况\n", "全省高新区发展情况"),
        ("甲省科学技术厅\n关于高新区的通知\n", "甲省科学技术厅关于高新区的通知"),
        ("甲省统计局 甲省科技厅\n全省科技经费投入统计公报\n", "全省科技经费投入统计公报"),
        ("甲市人民政府公报 2008年第3期\n甲市经济社会发展计划\n", "甲市经济社会发展计划"),
        ("甲市第三期工程开工见闻\n", "甲市第三期工程开工见闻"),
        ("**甲高新区概览**\n", "甲高新区概览"),
        ("甲高新区2**9概览\n", "甲高新区2**9概览"),
        ("关于甲区情况的汇报\n甲区管委会\n", "关于甲区情况的汇报"),
        # Two sentences in a headline, but not a sentence of the text
        ("好戏连台!甲新区二十个项目开工\n", "好戏连台!甲新区二十个项目开工"),
        ("甲新区真好!二十个项目开工。\n", None),
        # A report printed without lines
        (
            "2004年甲省政府工作报告——2004年1月9日在甲省人民代表大会第二次会议上各位代表:现在报告工作。",
            "2004年甲省政府工作报告",
        ),
        ("各位代表听取了工作报告,现在开始讨论。会议由甲市人大常委会主任主持,各代表团团长出席会议。", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert build_one(f"{head}{BODY}\n")["title"] == title


def test_the_first_line_of_wrapped_text_is_no_title() -> None:
    assert build_one(WRAPPED.lstrip())["title"] is None


# Dates


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2015年01月10日", "2015-01-10"),
        ("2016-1-4", "2016-01-04"),
        ("2024.01.12", "2024-01-12"),
        ("二〇〇八年三月七日", "2008-03-07"),
        ("二○一○年十二月三十一日", "2010-12-31"),
        ("二◯◯二年三月五日", "2002-03-05"),
        ("一九九九年十月", "1999-10"),
        ("2020年12月", "2020-12"),
        ("2002", "2002"),
        ("2002年13月", "2002"),
        ("2002年2月40日", "2002-02"),
        ("去年", ""),
        ("5 Jan 2022", "2022-01-05"),
        ("25 September 2019", "2019-09-25"),
        ("108.04.10", "2019-04-10"),
        ("中华民国96年12月1日", "2007-12-01"),
        ("1.08.10", ""),
        ("20230801", "2023-08-01"),
        ("2023/0801", "2023-08-01"),
        ("2023-08-01", "2023-08-01"),
    ],
)
def test_iso_date(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"甲区开会\n日期:\n2015年01月10日 16:21\n{BODY}", "2015-01-10"),
        (f"甲区开会\n作者：某某    时间：2014-03-03\n{BODY}", "2014-03-03"),
        (f"甲区開會\n發布時間：２０１３年７月２０日\n{BODY}", "2013-07-20"),
        (f"甲区办法\n【公布日期】2024.01.12•【施行日期】2024.02.01\n{BODY}", "2024-01-12"),
        (f"甲区办法\n【施行日期】2024.02.01\n{BODY}", None),
        (f"甲区通知\n{BODY}\n甲区管委会\n二〇一〇年三月一日\n", "2010-03-01"),
        (f"甲区通知各单位:{BODY}甲区管委会2010年3月1日附件:名单", "2010-03-01"),
        (f"甲区开会\n2012-04-18 09:12:33  来源：某报\n{BODY}", "2012-04-18"),
        (f"甲区开会\n（2009年8月）\n日期：2009-08\n{BODY}", "2009-08"),
        (f"在甲区会议上的报告（二○○二年三月五日）\n{BODY}", "2002-03-05"),
        (f"甲区暂行办法（2002年3月5日通过）\n{BODY}", None),
        (f"甲区开会\n2015年3月1日，甲区开会。{BODY}", None),
        (f"甲区开会\n3月29日，甲区开会。{BODY}", None),
        (f"甲区开会\n{BODY}科技部2010年3月1日批准甲区升级。", None),
        (f"甲区开会\n{BODY}到2020年底，产值达到30亿元。", None),
        (f"甲区开会\ndate: Wed, 5 Jan 2022 08:00:00 GMT\n{BODY}", "2022-01-05"),
        (f"甲区开会\nWed, 5 Jan 2022 08:00:00 GMT 是开会的日子\n{BODY}", None),
        (f"甲区开会\n甲网财经 Tue, 26 Apr 2022 05:13:25 GMT\n{BODY}", "2022-04-26"),
        (f" date 2025-10-17 甲區開會。{BODY}", "2025-10-17"),
        (f"甲区开会\n软件update 2025-10-17版发布。{BODY}", None),
        (f"甲区开会\nhttp://www.example.org   2012-03-07 14:36:31\n{BODY}", "2012-03-07"),
        (f"甲区总结\n（甲区管委会办公室  1998年2月3日）\n{BODY}", "1998-02-03"),
        (f"甲区总结\n（甲区管委会办公室）\n{BODY}1998年2月3日，甲区成立。", None),
        (f"工业快报\n（第3期）\n甲市统计局      2021年4月2日\n工业开局平稳\n{BODY}", "2021-04-02"),
        (f"新闻播报 2023-05-06\n{BODY}", "2023-05-06"),
        (f"1984年5月3日甲市日报 第2版\n关于计划的报告\n{BODY}", "1984-05-03"),
        (f"乙市概況\n108.04.10\n{BODY}", "2019-04-10"),
        (f"乙市概況\n指數108.04\n{BODY}", None),
        (f"甲区开会\n2018年11月05日08:12  来源：甲网\n{BODY}", "2018-11-05"),
        (f"甲区产值增长\n（甲乙新闻网2019年9月17日讯）{BODY}", "2019-09-17"),
        (f"甲区产值增长\n甲乙新闻网2019年9月17日成立。{BODY}", None),
        (f"甲市统计局 中華民國110年5月10日\n甲市工業概況\n{BODY}", "2021-05-10"),
        # The day under the title is the paper's, a later one above it the page's; a later line is an event's
        (
            f"文献\n时间：2006-11-17 15:28\n甲市统计局关于1988年的统计公报\n1989年2月20日\n{BODY}",
            "1989-02-20",
        ),
        (f"甲区开会\n时间：2014-03-03\n2014年3月9日\n{BODY}", "2014-03-03"),
        (
            "2004年甲省政府工作报告——2004年1月9日在甲省人民代表大会第二次会议上各位代表:现在报告工作。",
            "2004-01-09",
        ),
        ("2004年甲省政府工作报告——2004年1月9日起草,各位代表:现在报告工作。", None),
        # The day in a page's address, unless a line says another; numbers that are no day
        (f"甲区开会\nhttp://www.example.org/news/20230801/a12.html\n{BODY}", "2023-08-01"),
        (f"甲区开会\nhttp://www.example.org/2023-08/01/content_12.html\n{BODY}", "2023-08-01"),
        (f"甲区开会\nhttp://www.example.org/news/20231801/a12.html\n{BODY}", None),
        (f"甲区开会\nhttp://www.example.org/news/120230801/a12.html\n{BODY}", None),
        (f"甲区开会\n时间：2023-08-03\nhttp://www.example.org/news/20230801/a12.html\n{BODY}", "2023-08-03"),
    ],
)
def test_date(text: str, date: str | None) -> None:
    assert build_one(text)["date"] == date


# Issuer and number


@pytest.mark.parametrize(
    ("text", "issuer", "number"),
    [
        (f"甲市人民政府关于科技的意见\n甲政发〔2019〕5号\n{BODY}", "甲市人民政府", "甲政发〔2019〕5号"),
        (
            "甲市人民政府关于科技的意见\n【制定机关】乙省甲市人民政府•【字号】甲政发〔2019〕5号\n",
            "乙省甲市人民政府",
            "甲政发〔2019〕5号",
        ),
        (f"甲区开会\n来源：科技部\n{BODY}", None, None),
        (f"甲市统计公报\n甲市统计局\n2016年3月2日\n{BODY}", "甲市统计局", None),
        (f"全市开局平稳\n甲市统计局      2021年4月2日\n{BODY}", "甲市统计局", None),
        (f"甲市统计局  数据之窗\n全市消费回暖向好\n{BODY}", "甲市统计局", None),
        (f"全市消费回暖向好\n据甲市统计局  2021年4月2日数据，{BODY}", None, None),
        (f"甲区的汇报\n{BODY}根据甲委发[2015]4号文件，继续努力。", None, None),
    ],
)
def test_issuer_and_number(text: str, issuer: str | None, number: str | None) -> None:
    row = build_one(text)
    assert (row["issuer"], row["doc_no"]) == (issuer, number)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"甲区开会\n来源：科技部\n{BODY}", "科技部"),
        (f"甲区开会\n来源：未知 日期：2016-01-14\n{BODY}", None),
        (f"甲区开会\n{BODY}\n来源：某某导报\n", "某某导报"),
        (f"甲区开会\n文章来源：某某导报\n{BODY}", "某某导报"),
        (f"甲区开会\n资金来源：财政拨款\n{BODY}", None),
        (f"甲区开会\n{BODY}收入的主要来源：税收。", None),
        (f"甲区开会\n{BODY}据《某某导报》报道，产值12亿元。", None),
    ],
)
def test_source(text: str, source: str | None) -> None:
    assert build_one(text)["source"] == source


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"甲区开会\n作者：佚名\n{BODY}", None),
        (f"甲区开会\n责任编辑：张三\n{BODY}", None),
        (f"甲区开会\n记者从甲区了解到\n{BODY}", None),
        (f"甲区开会\n（记者 李四 摄）\n{BODY}", None),
        (f"甲区开会\n作者：甲市科技局课题组\n{BODY}", "甲市科技局课题组"),
        (f"甲区开会\n{BODY}（本报记者 张三 特约记者 李四）", "张三、李四"),
    ],
)
def test_author(text: str, author: str | None) -> None:
    assert build_one(text)["author"] == author


def test_the_head_of_a_printed_page() -> None:
    text = f"数字经济助力乙高新区腾飞\n76 某某中国 2020年12月Support支撑平台数字经济助力乙高新区腾飞{BODY}"
    row = build_one(text)
    assert (row["source"], row["date"]) == ("某某中国", "2020-12")
    assert cut(text, documents.spans(str(row["boilerplate_spans"]))) == ["76 ", "Support支撑平台"]


# Places


@pytest.mark.parametrize(
    ("text", "entity", "kind"),
    [
        ("常州高新区召开会议\n全区产值12亿元。", "常州高新区", "zone"),
        ("常州國家高新區工作彙報\n常州高新區產值12億元。", "常州高新区", "zone"),
        ("常州高新技术产业开发区规划\n常州高新区产值12亿元。", "常州高新区", "zone"),
        ("常州高新技术产业开发区规划\n全区产值12亿元。", "常州高新技术产业开发区", "zone"),
        ("武汉东湖高新区召开会议\n东湖高新区管委会表示，东湖高新区产值12亿元。", "武汉东湖高新区", "zone"),
        ("工作会议召开\n东湖高新区管委会表示，东湖高新区产值12亿元。", "东湖高新区", "zone"),
        ("奋进新征程\n武汉东湖高新区奋进。东湖高新区产值12亿元，东湖高新区增长。", "武汉东湖高新区", "zone"),
        ("蚌埠打造新产业\n蚌埠高新区坚持创新。蚌埠高新区增长。蚌埠高新区新增。", "蚌埠高新区", "zone"),
        ("蚌埠：高新区签约\n全区产值12亿元。", "蚌埠高新区", "zone"),
        ("高新区增长20%\n潍坊高新区努力，高新区引进，高新区新增。", "潍坊高新区", "zone"),
        ("中关村收入增长\n中关村管委会表示，企业收入4万亿元。", "中关村", "zone"),
        ("XX高新区召开会议\n全区产值12亿元。", "XX高新区", "zone"),
        ("工作汇报\n高新区努力。高新区奋斗。我区推进。全区产值12亿元。常州市满意。", "常州高新区", "zone"),
        ("工作汇报\n高新区努力。高新区奋斗。我区推进。全区产值12亿元。", "高新区", "zone"),
        ("昆山经济技术开发区招商\n昆山经济技术开发区产值12亿元。", "昆山经济技术开发区", "zone"),
        ("常州市人民政府关于科技的意见\n支持常州高新区。", "常州市", "city"),
        ("南京在外签约\n南京市政府获悉，南京收获订单。", "南京", "city"),
        ("南京在外签约\n南京市累计批准企业30家。", "南京市", "city"),
        ("青海产值再上台阶\n根据《青海省规划》，青海产值12亿元。", "青海", "province"),
        ("2019年青海省政府工作报告\n全省产值12亿元。", "青海省", "province"),
        ("江苏省昆山市统计公报\n全市产值12亿元。", "昆山市", "city"),
        ("安吉县科技创新\n我县产值12亿元。", "安吉县", "district"),
        (
            "光伏产业领跑\n江苏企业30家。常州企业5家。无锡企业3家。我省产值12亿元，全省增长。",
            "江苏",
            "province",
        ),
        ("国务院关于科技的决定\n坚持创新。", "全国", "nation"),
        ("创新能力评价\n我国研发投入增长。全国企业30家。", "全国", "nation"),
        ("搭建新平台\n创新平台30个，大同小异。", None, None),
        (
            "晚间新闻\n我国研发投入增长。青岛口岸通关加快，青岛企业30家。\n"
            "工业生产加快，服务业投资增长，消费市场平稳，就业形势稳定，物价温和上涨，外贸结构优化，节能降耗见效，"
            "粮食再获丰收，居民收入增加。",
            "全国",
            "nation",
        ),
        ("企业抱团过冬\n本报青岛3月2日电 我国企业30家，增长8%。", "全国", "nation"),
        # Places that no list has: a listed name may stand in theirs
        ("清和县2013年统计公报\n清和县统计局\n全县产值12亿元。", "清和县", "district"),
        ("安徽和县2013年统计公报\n和县统计局\n全县产值12亿元。", "和县", "district"),
        (
            "工业平稳开局\n东坪市统计局      2021年4月2日\n全市产值12亿元，市高新区企业30家，园区就业2万人。",
            "东坪市",
            "city",
        ),
        ("东坪市场回暖\n全市产值12亿元。", None, None),
        ("书记市长拜年\n全市产值12亿元。书记市长慰问。", None, None),
        ("加快城市建设\n城市更新。全市产值12亿元。城市品质提升。", None, None),
        ("2012年大庆市统计公报\n全市产值12亿元。", "大庆市", "city"),
        ("关于高望市产业的分析\n全市产值12亿元。", "高望市", "city"),
        ("中共海安县委关于表彰的决定\n全县产值12亿元。", "海安县", "district"),
        ("概况\n望川镇地处山区。望川镇企业30家，全镇产值12亿元。", "望川镇", "district"),
        ("概况\n城镇居民收入增长。城镇就业2万人，全市产值12亿元。", None, None),
        # Autonomous places by their short names with their class
        ("概况\n湘西州地处山区。湘西生态良好。全州产值12亿元，湖南省关注。", "湘西州", "city"),
        ("概况\n锡林郭勒盟地处草原。全盟产值12亿元。", "锡林郭勒盟", "city"),
        ("长阳县统计公报\n全县产值12亿元。", "长阳县", "district"),
        # The form that running text has most: the full one once among many is no name of it
        (
            "光伏产业领跑\n常州收入增长。常州出口增长。常州企业30家。常州人才8万人。常州制造业强。常州投资快。"
            "常州外贸好。常州消费旺。常州科技强。常州环境美。常州市统计局发布，常州市货物出口快。",
            "常州",
            "city",
        ),
        ("光伏产业领跑\n常州市统计局发布，全市产值12亿元。", "常州市", "city"),
        # A zone that a digest names in passing, or that stands for one of many places
        (
            "多地项目开工\n全国各地项目开工。\n在河北雄安新区，70个项目开工。雄安新区加快建设。\n"
            "四川省项目2956个，投资11318亿元。\n浙江省项目150个，投资3520亿元。",
            "全国",
            "nation",
        ),
        (
            "多个项目开工\n全国关注。\n在河北雄安新区，70个项目开工。雄安新区加快建设。\n"
            "雄安新区项目2956个，投资11318亿元。\n浙江省项目150个，投资3520亿元。",
            "河北雄安新区",
            "zone",
        ),
        # A national new area inside a sentence, in a city named as often
        (
            "开门红\n这是金普新区交出的成绩，为大连添彩。今年金普新区努力，助大连前进，大连振兴。",
            "金普新区",
            "zone",
        ),
        # All zones of the nation
        (
            "规划目标\n国家高新区收入增长。国家高新区企业30家。国家高新区专利8万件。蚌埠高新区产值12亿元。全国关注。",
            "国家高新区",
            "zone",
        ),
        (
            "规划目标\n蚌埠是国家高新区。蚌埠高新区收入增长。蚌埠高新区企业30家。蚌埠高新区专利8万件。",
            "蚌埠高新区",
            "zone",
        ),
        # A zone that was made into a district
        (
            "蚌埠经济技术开发区1992年成立。2003年，蚌埠经济技术开发区经批准设立蚌埠市禹会区。禹会区是中心城区。"
            "禹会区奋进，全区产值12亿元。",
            "禹会区",
            "district",
        ),
        (
            "蚌埠经济技术开发区1992年成立，位于禹会区。禹会区支持建设，蚌埠经济技术开发区奋进，全区产值12亿元。",
            "蚌埠经济技术开发区",
            "zone",
        ),
        # 全市 says that a text is about the city, though it names one of its zones as often
        ("扬中市：2012年，全市产值350亿元。扬中市工业园区产值200亿元。", "扬中市", "city"),
        ("扬中市：2012年，园区产值350亿元，园区增长。扬中市工业园区产值200亿元。", "扬中市工业园区", "zone"),
        # 全区 is the district's that is named as often as a zone in it, and first
        ("2015年，金坛区完成产值500亿元。金坛区汾湖高新区占20%。全区新增企业30家。", "金坛区", "district"),
        # A city in its mayor's title is not called so
        ("太仓再上台阶\n太仓累计引进企业300家。太仓市长表示，太仓继续推进。", "太仓", "city"),
        # A district whose name ends like one of a list
        ("鲤城区江南高新技术产业园区\n企业150家。", "鲤城区江南高新技术产业园区", "zone"),
        # A county without its class, in a text that calls its place 全县; a word that is a county's name
        ("缙云概况\n缙云地处山区。全县产值12亿元，缙云企业30家。", "缙云", "district"),
        ("概况\n缙云地处山区。产值12亿元，缙云企业30家，缙云环境美。", None, None),
        ("大方待客\n大方待客。全县产值12亿元。", None, None),
        # A zone in a county, with the province in front or without
        ("概况\n安徽霍邱工业园区企业30家。霍邱工业园区产值12亿元。", "霍邱工业园区", "zone"),
        ("概况\n安徽霍邱工业园区企业30家。", "安徽霍邱工业园区", "zone"),
        # Of the places in a title the one that the text names most
        ("江西周暨宜春推介会在厦门举行\n宜春企业30家，宜春产值12亿元。厦门参会。", "宜春", "city"),
        ("江西周暨宜春推介会在厦门举行\n江西企业30家，江西产值12亿元。宜春参会。", "江西", "province"),
        # A place in a title that figures are only compared with
        (
            "这里产值占广州的1/4\n番禺区产值12亿元。番禺区企业30家。番禺区努力。广州关注。",
            "番禺区",
            "district",
        ),
        ("广州产值再增长\n番禺区产值12亿元。番禺区企业30家。番禺区努力。广州关注。", "广州", "city"),
        # The assembly that a report is given to
        (
            "政府工作报告\n——2019年3月4日在赣州市章贡区第五届人民代表大会上\n赣州机场扩建。赣州产值12亿元。",
            "章贡区",
            "district",
        ),
        (
            "政府工作报告\n——2019年3月4日在赣州市第五届人民代表大会上\n章贡区扩建机场。章贡区产值12亿元，章贡区增长。",
            "赣州市",
            "city",
        ),
        # A text that says what the nation's zones are; one that only begins with them
        ("国家高新技术产业开发区是指经批准的区域，全国企业30家。", "国家高新技术产业开发区", "zone"),
        ("国家高新技术产业开发区开会，全国企业30家。", "全国", "nation"),
        # A branch of the nation's economy in a title; a firm with the nation in its name
        ("十年来中国芯片产业壮大\n上海展会开幕，上海企业30家。我国关注。", "全国", "nation"),
        ("十年来中国芯片产业公司壮大\n上海展会开幕，上海企业30家。", "上海", "province"),
        # 开发区 as a clause's subject is the zone; 一流开发区 is none's name
        (
            "概况\n浙江缙云经济开发区奋进，是浙江省一流开发区。开发区企业30家，开发区产值12亿元，开发区壮大。浙江省关注，浙江支持。",
            "浙江缙云经济开发区",
            "zone",
        ),
        (
            "概况\n浙江缙云经济开发区奋进，是浙江省一流开发区。企业30家，产值12亿元。浙江省关注，浙江支持。",
            "浙江省",
            "province",
        ),
        # A city in the names of its bodies is not called so
        (
            "推介会举行\n宜昌市县领导参会，宜昌市驻外办协办，宜昌市招商服务中心承办。宜昌产值12亿元，宜昌企业30家。",
            "宜昌",
            "city",
        ),
        # A report's assembly vouches for a county that no register knows; a meeting of a firm does not
        (
            "工作报告\n在碧溪县第五届人民代表大会上\n全县产值12亿元。常州产值8亿元，常州满意。",
            "碧溪县",
            "district",
        ),
        ("工作报告\n在碧溪县第五届经销商大会上\n全县产值12亿元。常州产值8亿元，常州满意。", "常州", "city"),
        # 园区 alone is no high-tech zone's name
        ("工作汇报\n园区努力。园区奋斗。园区推进。园区产值12亿元。常州市满意。", "常州市", "city"),
    ],
)
def test_entity(text: str, entity: str | None, kind: str | None) -> None:
    row = build_one(text)
    assert (row["entity"], row["place_kind"]) == (entity, kind)


# Genre and subject year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("缙云概况\n缙云地处山区。全县产值12亿元，缙云企业30家。", "331122"),
        ("清和县2013年统计公报\n全县产值12亿元。", None),
    ],
)
def test_code_of_a_county(text: str, code: str | None) -> None:
    assert build_one(text)["place_code"] == code


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("2015年甲市国民经济和社会发展统计公报\n增长。", "communique"),
        ("2015年甲市国民经济和社会发展统计公报[1]\n增长。", "communique"),
        ("甲区2018年重点建设项目名单\n1.项目。", "project_list"),
        ("甲区2018年工作总结及2019年工作计划\n增长。", "work_report"),
        ("甲区\n一、2014年工作总结\n增长。", "work_report"),
        ("关于印发甲区发展规划（2021—2025年）的通知\n增长。", "plan"),
        ("关于印发甲区若干措施的通知\n增长。", "policy"),
        ("甲市人民政府关于科技创新的意见\n增长。", "policy"),
        ("关于召开会议的通知\n各单位：", "notice"),
        ("甲区出台加快发展的意见\n本报讯 记者从甲区获悉，出台意见。", "news"),
        ("甲区签约十个项目\n3月2日，甲区签约。", "news"),
        ("2020年1-10月份全区经济运行分析\n增长。", "work_report"),
        ("甲区产业分析师大会召开\n增长。", "news"),
    ],
)
def test_genre(text: str, genre: str) -> None:
    assert build_one(text)["genre"] == genre


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "甲区工作汇报\n日期：2022-01-10\n一、2021年工作总结\n完成。\n二、2022年工作打算\n2022年力争。2022年确保。",
            2021,
        ),
        ("2024年政府工作报告\n过去一年，产值增长5%，投资增长6%，企业增长了7%。", 2023),
        ("2024年政府工作报告\n今年主要预期目标是增长5%左右。力争投资增长6%以上。", 2024),
        ("2013年上半年甲区工作情况汇报\n上半年，产值增长5%，投资增长6%，企业增长了7%。", 2013),
        ("甲区2013年前三季度工作报告\n前三季度，产值增长5%，投资增长6%，企业增长了7%。", 2013),
        ("关于甲区2013年1—6月工作的报告\n产值增长5%，投资增长6%，企业增长了7%。", 2013),
        ("2012年甲市统计公报\n日期：2013-03-20\n全年增长。", 2012),
        ("甲区2008年经济和社会发展情况\n2008年产值增长5%，投资增长6%，企业增长了7%。", 2008),
        ("关于印发发展规划（2021-2025年）的通知\n日期：2020-12-21\n到2025年，到2025年，到2025年增长。", 2020),
        ("甲区开会\n时间：2014-03-03\n2013年完成。2014年将完成。今年确保。近日开会。", 2014),
        ("甲区回顾\n时间：2014-01-03\n2013年完成。2013年增长。2013年新增。2013年引进。", 2013),
        ("甲区综述\n2019年完成。2019年增长。2020年将完成。", 2019),
        ("甲区综述\n2002年底，比2001年提高。", 2002),
        ("甲区综述\n一九九八年完成。", 1998),
        ("甲区综述\n《2030年规划》印发，产值增长。", None),
        ("关于2009年计划执行情况与2010年计划草案的报告\n2009年增长。2010年预期增长12%。", 2009),
        ("关于2009年计划执行情况的报告\n2008年，产值增长了5%，实现突破，企业新增了7家。", 2008),
        # The day of a speech or at a paper's foot is none of its figures'
        ("工作汇报\n时间：2006-02-20\n2006年2月20日在会上，2005年产值500亿元。", 2005),
        ("甲区概况\n甲区统计局\n2014年2月20日\n2013年产值500亿元。2013年企业30家。", 2013),
        # The year of what was founded, and years to compare with, are not the figures'
        (
            "甲区简介\n甲区于1992年7月经批准成立，2003年升级为国家级。2010年，产值12亿元，是1999年的3倍。",
            2010,
        ),
        ("甲区简介\n1992年批准企业30家，产值12亿元。", 1992),
        ("甲区简介\n2017年产值141亿元，2018年1至9月产值95亿元，增长10%。", 2018),
        ("甲区简介\n2017年产值141亿元。2018年将实现产值160亿元，力争增长10%。", 2017),
        ("甲区简介\n“十一五”期间，累计投资182亿元。“十二五”期间，将投资300亿元。", 2010),
        ("甲区简介\n“十二五”期间，将投资300亿元。", None),
        # What the first sentence reports, and a firm's year after it
        ("好戏连台!甲区开工\n8月16日，甲区举行2019年项目开工仪式。乙公司2018年收入400亿元。", 2019),
        ("甲区简介\n2001年，甲区起步。2015年产值30亿元，2015年企业40家。", 2015),
        (
            "甲区成绩\n时间：2021-06-09\n6月8日，甲区开会。目前企业6万家，2020年产值30亿元。2020年专利40件，2020年企业50家。",
            2020,
        ),
        ("力争到2028年产值突破30亿元\n时间：2024-03-31\n今年产值12亿元。", 2024),
        ("甲区解读\n2020年4月1日，甲区印发政策，给予100万元。到2025年，产值达到30亿元。", 2020),
        ("甲区解读\n到2025年，产值达到30亿元。", 2025),
        ("甲区成就\n时间：2002-08-12\n2001年，产值10亿元，是1997年的3倍。", 2001),
        ("甲区成就\n时间：2002-08-12\n上半年产值10亿元，2001年产值15亿元。", 2002),
        # A report given early in a year, which its title does not name
        (
            "政府工作报告\n----2013年2月28日在甲县第四届人民代表大会上\n一、过去一年工作回顾\n全年产值增长了5%。",
            2012,
        ),
        ("政府工作报告\n----2013年2月28日在甲县第四届人民代表大会上\n今年确保产值增长5%。", 2013),
        ("政府工作报告\n----2013年9月28日在甲县第四届人民代表大会上\n一、工作回顾\n产值增长了5%。", 2013),
        # A page's day, long after the years of the text that it copies
        ("甲区简介\n时间：2024-10-16\n2007年，产值12亿元。2008年1至6月，产值8亿元。", 2008),
        ("甲区简介\n时间：2024-10-16\n2007年，产值12亿元。2008年，产值8亿元。目前企业30家。", 2024),
        ("甲区简介\n时间：2010-10-16\n2007年，产值12亿元。2008年1至6月，产值8亿元。", 2010),
        # The year in a paper's name
        ("甲区成绩\n时间：2022-01-14\n2022年政府工作报告显示，2021年产值12亿元。", 2021),
        ("甲区成绩\n时间：2022-01-14\n2022年预算显示，2021年产值12亿元。", 2022),
        # Figures run up to a year; one that is to come does not count, a later one of the past does
        ("甲区简介\n2007年产值9亿元。2007年企业30家。2007年专利5件。截至2009年，企业50家。", 2009),
        ("甲区简介\n2007年产值9亿元。2007年企业30家。2007年专利5件。2009年，企业50家。", 2007),
        ("甲区简介\n截至2009年，企业50家。2010年产值9亿元。2010年专利5件。", 2010),
        ("甲区简介\n截至2009年，企业50家。2012年将实现产值9亿元。", 2009),
        ("甲区简介\n2007年产值9亿元。2007年企业30家。\n截至2009年6月30日\n企业50家，专利5件。", 2009),
        ("2024_甲省_政府工作报告\n过去一年，产值增长5%，投资增长6%，企业增长了7%。", 2023),
        # A report that is given within the year that it names
        ("2024年政府工作报告\n今年1至9月，产值增长5%。今年前三季度，投资增长6%，企业增长了7%。", 2024),
        ("2024年政府工作报告\n2024年预计产值增长5%。2024年投资预计增长6%，企业增长了7%。", 2024),
        ("2024年政府工作报告\n过去一年，产值预计增长5%，投资增长6%，企业增长了7%。", 2023),
        # Years of the other calendar, in a text that has no others
        ("乙市概況\n107 年產值12億元，較106年增加6%。107 年企業30家。", 2018),
        ("乙市概况\n107年产值12亿元，107年企业30家，2002年增长。", 2002),
    ],
)
def test_subject_year(text: str, year: int | None) -> None:
    assert build_one(text)["subject_year"] == year


# Completeness


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        (f"甲区开会\n{BODY}", "complete"),
        (f"甲区开会\n{BODY}\n二〇一〇年三月一日", "complete"),
        (f"甲区开会\n{BODY}\n责任编辑：张三", "complete"),
        (f"甲区开会\n{BODY}新引进项目120个，其中投资超过一亿元的项目有30个，投资超过十亿元的有", "truncated"),
        (f"甲区开会\n{BODY}……", "truncated"),
        (f"甲区公报\n三、工业\n{BODY}\n四、农业\n{BODY}", "excerpt"),
        (f"甲区公报（节选）\n{BODY}", "excerpt"),
        (f"甲区开会\n{BODY}\n- 2、“仅部分预览”的文档，可反馈申请退款。", "excerpt"),
        (f"甲区开会\n{BODY}\n试读已结束，还剩12页，下载后查看全部", "excerpt"),
        (f"甲区开会\n{BODY}\n全文请登录网站下载", "excerpt"),
        (f"甲区开会\n企业下载全文数据30万次，还剩余3个园区未建。\n{BODY}", "complete"),
    ],
)
def test_completeness(text: str, completeness: str) -> None:
    assert build_one(text)["completeness"] == completeness


def test_documents_cut_at_one_length_are_truncated() -> None:
    piece = "关于做好第{0}项统计工作的通知\n\n关于做好第{0}项统计工作的通知各单位:" + BODY * 3 + "\n"
    rows = build("".join(piece.format(number) for number in "一二三四") + piece.format("五") + BODY * 9)
    assert rows["completeness"].tolist() == ["truncated"] * 4 + ["complete"]


# The table


def test_two_documents_of_one_id_are_refused() -> None:
    twice = [sources.Source(name, "000", BODY, "0" * 64) for name in ("a.txt", "b.txt")]
    with pytest.raises(SchemaError) as caught:
        documents.build(twice)
    assert caught.value.where == "table documents"


def test_the_table_keeps_its_contract_and_order() -> None:
    table = documents.build(
        [sources.Source("b.txt", "b", BODY, "1" * 64), sources.Source("a.txt", "a", BODY, "2" * 64)]
    )
    assert table["doc"].tolist() == ["a", "b"]
    DOCUMENTS.check(table)
    DOCUMENTS.check(documents.build([]))


@settings(max_examples=60, deadline=None)
@given(
    st.text()
    | st.text(alphabet="甲乙区市高新年月日一二、。，：（）〔〕号20189\r\n 　-—《》来源日期工作总结的通知")
    | st.lists(
        st.sampled_from([BODY, "日期：2014-01-05", "关于甲区的通知", "第1篇：", "|", "一、总结", ""])
    ).map("\n".join)
)
def test_any_text_gives_documents_with_valid_offsets(text: str) -> None:
    table = build(text)
    DOCUMENTS.check(table)
    assert (table["start"] <= table["end"]).all()
    assert table["end"].max() <= len(text)
    assert table["start"].tolist()[1:] == table["end"].tolist()[:-1]
    for row in table.to_dict("records"):
        for name in ("duplicate_spans", "boilerplate_spans"):
            spans = documents.spans("" if pd.isna(row[name]) else str(row[name]))
            assert all(row["start"] <= span.start < span.end <= row["end"] for span in spans)
        assert 0 <= row["chars"] <= row["end"] - row["start"]
    facts = documents.read([sources.Source("000.txt", "000", text, "0" * 64)]).facts.dropna(subset=["start"])
    assert ((facts["start"] >= 0) & (facts["start"] < facts["end"]) & (facts["end"] <= len(text))).all()


def test_documents_that_the_format_tells_apart_stay_apart() -> None:
    text = f"{BODY}\n甲区开会\n日期：2014-01-05\n{BODY}\n"
    cut = len(BODY) + 1
    source = sources.Source("a.csv", "a", text, "0" * 64, ((0, cut), (cut, len(text))))
    table = documents.build([source])
    assert table[["doc", "start", "end"]].to_numpy().tolist() == [["a.01", 0, cut], ["a.02", cut, len(text)]]
    assert table["date"].tolist()[1] == "2014-01-05"


def test_the_seeds_agree_with_the_gold_coding() -> None:
    with (ROOT / "tests/data/gold_documents.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    found = documents.build(sources.read([ROOT / "seeds"]).files).set_index("doc")
    assert set(found.index) == {row["doc"] for row in gold}
    # The coding has one column for issuer and source.
    found["issuer"] = found["issuer"].fillna(found["source"])
    right = [
        _is_right(name, row[name], found.at[row["doc"], name]) for row in gold for name in _compared(row)
    ]
    assert sum(right) / len(right) >= 0.99


def _compared(row: dict[str, str]) -> list[str]:
    always = [
        "start",
        "end",
        "title",
        "date",
        "issuer",
        "doc_no",
        "entity",
        "subject_year",
        "genre",
        "script",
    ]
    return [*always, *(name for name in ("duplicate_spans", "boilerplate_spans") if row[name])]


def _is_right(name: str, gold: str, value: object) -> bool:
    cell = "" if pd.isna(value) else str(value)
    if name in ("start", "end"):
        return abs(int(cell) - int(gold)) <= 5
    if name.endswith("_spans"):
        want, got = ({at for span in documents.spans(text) for at in range(*span)} for text in (gold, cell))
        return len(want & got) >= 0.95 * len(want) and len(got - want) <= max(5, 0.1 * len(want))
    return cell == gold


def test_one_title_with_two_lines_of_attributes_is_one_document() -> None:
    text = f"甲高新区2021年工作报告\n日期:2022-01-20\n来源:甲日报\n{BODY}\n"
    assert starts(text) == [0]


def test_a_zone_whose_place_is_not_known_is_named_where_its_name_recurs() -> None:
    text = f"西岭高新区交出成绩单\n2020年，西岭高新区完成投资。{BODY}"
    row = build(text).iloc[0]
    assert (row.entity, row.place_kind) == ("西岭高新区", "zone")


@pytest.mark.parametrize("words", ["推进高新区", "国家高新区", "我省高新区"])
def test_words_that_recur_before_a_class_are_no_name(words: str) -> None:
    row = build(f"工作会议召开\n{words}建设。{words}发展。{BODY}").iloc[0]
    assert not (isinstance(row.entity, str) and row.entity.startswith(words[:2]))


@pytest.mark.parametrize(
    "piece", ["1", "亿", "（", "园区企业增长", pytest.param("高新区", marks=pytest.mark.slow)]
)
def test_a_megabyte_of_one_piece_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    began = time.perf_counter()
    assert len(build(text)) == 1
    assert time.perf_counter() - began < 20
