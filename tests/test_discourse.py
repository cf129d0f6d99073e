"""Clauses, cues and schemes: what is cut, what is found, what is carried."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import discourse
from analysis.errors import CodebookError

from .frames import documents

SCHEMES = discourse.own()
EXAMPLES = [
    pytest.param(scheme, code.code, example, wanted, id=f"{scheme.id}-{code.code}-{wanted}-{example.text}")
    for scheme in SCHEMES
    for code in scheme.codes
    for wanted, examples in ((True, code.positive), (False, code.negative))
    for example in examples
]


def coded(text, **document):
    row = {"entity": "东江高新区", "end": len(text), "genre": "work_report"} | document
    return discourse.build(documents(row), {"a.txt": text})


def of(text, scheme, **document):
    """Return clause and codes of a scheme, in the order of the text."""
    codes = coded(text, **document).codes
    own = codes[codes.scheme == scheme]
    return [(quote, set(group.code)) for quote, group in own.groupby("quote", sort=False)]


@pytest.mark.parametrize(("scheme", "code", "example", "wanted"), EXAMPLES)
def test_examples_of_the_schemes(scheme, code, example, wanted):
    assert (code in discourse.code_example(scheme, example, SCHEMES)) is wanted


def test_every_code_but_a_rest_has_examples_on_both_sides():
    for scheme in SCHEMES:
        for code in scheme.codes:
            if code.cues and code.code != "parallel":
                assert code.positive, (scheme.id, code.code)
                assert code.negative, (scheme.id, code.code)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("我区完成投资3亿元，增长8%。", ["我区完成投资3亿元", "增长8%"]),
        ("按照市委的部署，加强招商。", ["按照市委的部署，加强招商"]),
        ("以创新为动力，建设新城；改造道路。", ["以创新为动力，建设新城", "改造道路"]),
        ("落实“引进来，走出去”战略。", ["落实“引进来，走出去”战略"]),
        ("2021年，我区新建厂房。", ["2021年，我区新建厂房"]),
        ("一、主要工作\n我区新建厂房。", ["一、主要工作", "我区新建厂房"]),
        ("机制还不够灵活，环境有待改善。", ["机制还不够灵活", "环境有待改善"]),
        ("产值1,200万元。", ["产值1,200万元"]),
        ("日期:2021-01-20\n我区新建厂房。", ["我区新建厂房"]),
    ],
)
def test_clauses(text, clauses):
    assert [quote.strip("，。；") for quote in coded(text).clauses.quote] == clauses


def test_offsets_point_into_the_print():
    text = "東江高新區工作報告\n我區將建設廠房，引進企業。\n"
    found = coded(text, script="hant")
    for row in found.clauses.itertuples():
        assert text[row.start : row.end] == row.quote
    for row in found.codes.dropna(subset=["cue"]).itertuples():
        assert text[row.cue_start : row.cue_end] == row.cue
        assert row.start <= row.cue_start < row.cue_end <= row.end
    assert ("我區將建設廠房", {"plan"}) in of(text, "time", script="hant")


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        ("计划总投资约30亿元。", "constraint", "soft"),
        ("企业必须完成整改。", "modality", "must"),
        ("全区要加强协调。", "modality", "should"),
        ("我区将新建厂房。", "time", "plan"),
        ("我区可以减免租金。", "modality", "may"),
        ("打赢攻坚战。", "campaign", "yes"),
    ],
)
def test_a_cue_that_stands_alone(text, scheme, code):
    assert code in of(f"二、工作打算\n{text}", scheme)[-1][1]


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        ("推进节约用地。", "constraint", "soft"),  # 约 in 节约
        ("推进集约发展。", "constraint", "soft"),
        ("签订合约。", "constraint", "soft"),
        ("学习近平易懂的材料。", "constraint", "soft"),  # 近 in 近平
        ("企业不必须到场。", "modality", "must"),  # denied
        ("并非必须重新申报。", "modality", "must"),
        ("建设应急中心。", "modality", "should"),  # 应 in 应急
        ("主要产品远销海外。", "modality", "should"),  # 要 in 主要
        ("推动可持续发展。", "modality", "may"),  # 可 in 可持续
        ("引进研究院。", "modality", "explore"),  # 研究 in 研究院
        ("已有将近百家企业。", "time", "plan"),  # 将 in 将近
        ("二、工作打算\n为了方便企业，设立窗口。", "time", "review"),  # 了 in 为了
    ],
)
def test_no_cue_inside_a_longer_word_or_denied(text, scheme, code):
    assert all(code not in codes for _, codes in of(text, scheme))


def test_the_longer_cue_counts():
    text = "二、工作打算\n建设技术服务平台。"  # 服务平台 and 平台 stand inside 技术服务平台
    assert of(text, "instrument")[-1][1] == {"supply.information"}


def test_several_tools_in_one_clause():
    text = "二、工作打算\n引进高层次人才并设立产业投资基金。"
    assert of(text, "instrument")[-1][1] == {"supply.talent", "environment.finance"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("已有重点实验室3个。", {"none"}),  # a stock is no act
        ("获批重点实验室3个。", {"none"}),  # nor is what others grant
        ("新建重点实验室3个。", {"supply.infrastructure"}),
        ("以招商引资为抓手，改造道路。", {"supply.infrastructure"}),  # a frame names no tool
        ("构建“孵化器+基金”的转化体系。", {"supply.information"}),  # a formula codes by its head
    ],
)
def test_only_the_own_words_of_an_act_name_a_tool(text, codes):
    assert of(f"一、工作总结\n{text}", "instrument")[-1][1] == codes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("一、2020年工作总结\n完成投资。", ["review", "review"]),
        ("二、2021年工作打算\n完成投资。", ["plan", "plan"]),
        (
            "二、2021年工作打算\n去年修建了道路，改造厂房。",
            ["plan", "review", "review"],
        ),  # the sentence's mark
        ("我区改造厂房。将新建道路。", ["plan", "plan"]),  # the paragraph's
        ("我区改造厂房。\n将新建道路。", ["review", "plan"]),  # not another's
        ("目前，厂房已建成。改造道路。", ["present", "review"]),
    ],
)
def test_time_comes_from_the_nearest_mark(text, times):
    assert [next(iter(codes)) for _, codes in of(text, "time", genre="news")] == times


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("要完善机制，压实责任；改造道路。", ["should", "should", "strive"]),  # up to the semicolon
        ("力争引进企业30家，新增人才20名。", ["strive", "strive"]),
        ("坚持创新，改造道路。", ["should", "strive"]),  # 坚持 holds for its own clause
    ],
)
def test_a_modal_holds_for_its_list(text, codes):
    found = of(f"二、工作打算\n{text}", "modality")[1:]
    assert [next(iter(codes)) for _, codes in found] == codes


def test_a_title_names_no_act():
    title, heading = "关于印发创新发展规划的通知", "推进创新发展"
    assert list(coded(f"{title}\n").clauses.predicate) == ["none"]
    assert list(coded(f"{heading}\n").clauses.predicate) == ["act"]


def test_a_paragraph_of_imperatives_is_a_plan_where_no_section_tells():
    plan = "提升服务水平。实施质量工程。增加配套资金。新建道路三条。优化流通体系。\n"
    told = "服务水平提升。质量工程投资2亿元。配套资金增加。新建道路三条。体系优化。\n"
    assert {next(iter(codes)) for _, codes in of(plan, "time")} == {"plan"}
    assert {next(iter(codes)) for _, codes in of(told, "time")} == {"review"}


@pytest.mark.parametrize(
    ("date", "time"),
    [("2022-01-20", "plan"), ("2021-12-20", "plan"), ("2022-10-20", "review"), ("2023-01-20", "review")],
)
def test_a_year_ahead_of_the_document_is_a_plan(date, time):
    assert of("2022年，我区改造道路。", "time", date=date)[-1][1] == {time}


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("我区完善体制。", "act"),
        ("体制继续完善。", "state"),
        ("思想还不够解放。", "state"),
        ("全省贷款余额13亿元。", "state"),
        ("发放贷款13亿元。", "act"),
        ("荣获示范园区称号。", "gain"),
        ("着力创新氛围营造。", "act"),
        ("利润48亿元。", "none"),
    ],
)
def test_predicates(text, predicate):
    assert list(coded(text).clauses.predicate) == [predicate]


def test_a_mark_counts_in_a_review_but_a_bare_verb_asserts():
    found = of("一、工作总结\n全力改造道路。新建厂房。", "modality")[1:]
    assert found == [("全力改造道路", {"strive"}), ("新建厂房", {"assert"})]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("我区新建厂房，改造道路。", ["government", "government"]),  # the subject goes on
        ("我区新建厂房。改造道路。", ["government", "elided"]),  # to the sentence's end
        ("园区企业完成产值3亿元，增长8%。", ["firm", "none"]),
        ("二期工程顺利竣工。", ["none"]),  # a thing acted on
        ("一是改造道路。", ["elided"]),  # a run-in mark is no heading
        ("一、改造道路", ["none"]),
        ("对企业开展培训。", ["elided"]),  # what a preposition governs is no subject
        ("云岭市政府出台了办法。", ["government"]),
        ("合作银行发放贷款。", ["intermediary"]),
        ("管委会主任李明表示。", ["government"]),
    ],
)
def test_who_acts(text, actors):
    assert [next(iter(codes)) for _, codes in of(text, "actor")] == actors


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("找准差距，补齐短板。", "four"),
        ("推进“一区多园”建设。", "numeric"),
        ("开展“三个一批”行动。", "numeric"),
    ],
)
def test_slogans_by_form(text, code):
    assert code in of(text, "slogan")[0][1]


def test_headings_of_one_form_are_parallel():
    text = "一、坚持创新驱动\n新建厂房。\n二、坚持开放合作\n改造道路。\n三、生活配套\n新建学校。\n"
    found = dict(of(text, "slogan"))
    assert found["一、坚持创新驱动"] == found["二、坚持开放合作"] == {"parallel"}
    assert found["三、生活配套"] == {"none"}


OWN = """
id = "digital"
zh = "数字化"
en = "digital"
definition = "data"
[[codes]]
code = "data"
zh = "数据"
en = "data"
definition = "data as such"
cues = ["大数据", { any = ["数据<thing>"], time = "plan" }]
[[codes]]
code = "network"
zh = "网络"
en = "network"
definition = "networks"
cues = ["5G网络"]
[words]
thing = "要素 资产"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "digital.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scheme_of_ones_own_is_coded_like_the_others(tmp_path):
    schemes = discourse.read_all([write(tmp_path, OWN)])
    text = "二、工作打算\n建设大数据中心。\n盘活数据资产。\n建设5G网络。\n改造道路。\n"
    found = discourse.build(documents({"end": len(text)}), {"a.txt": text}, schemes).codes
    own = found[found.scheme == "digital"]
    assert list(own.code) == ["none", "data", "data", "network", "none"]
    assert list(own.cue.dropna()) == ["大数据", "数据资产", "5G网络"]


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ('id = "digital"', 'id = "time"', "there is a scheme time already"),
        ('id = "digital"', "", "no id"),
        ('code = "network"', 'code = "data"', "the code data stands twice"),
        ("数据<thing>", "数据<stuff>", "'数据<stuff>' names a list that is not there"),
        ('time = "plan"', 'time = "later"', "time = 'later'"),
        ('time = "plan"', 'tense = "plan"', "tense is not known here"),
        ('cues = ["5G网络"]', 'cues = [{ any = ["网"], reach = "page" }]', "reach = 'page'"),
        ('cues = ["5G网络"]', 'cues = [{ form = "(" }]', "'(' is no regular expression"),
        ('cues = ["5G网络"]', 'cues = [""]', "'' is no cue"),
        ("[words]", "[words", "cannot be read"),
    ],
)
def test_a_scheme_that_cannot_be_used_says_what_is_wrong(tmp_path, was, now, what):
    assert was in OWN
    with pytest.raises(CodebookError) as caught:
        discourse.read_all([write(tmp_path, OWN.replace(was, now))])
    assert caught.value.what.startswith(what)
    assert caught.value.where.startswith("scheme digital.toml")


def test_no_documents_have_no_clauses():
    found = discourse.build(documents({}).head(0), {})
    assert found.clauses.empty
    assert found.codes.empty
