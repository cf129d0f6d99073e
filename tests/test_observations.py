"""One mechanism a test, with a twin in which it must not act. Parks, firms and figures are made up."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import documents, evaluate, observations, sources
from analysis.schema import DOCUMENTS, OBSERVATIONS

ROOT = Path(__file__).parents[1]
CORE_FLOOR, FULL_FLOOR = 0.96, 0.95


def read(text: str, **facts: object) -> pd.DataFrame:
    """Return the observations of ``text`` as a piece of news about a park, or as ``facts`` say."""
    row: dict[str, object] = {
        "doc": "000",
        "file": "000.txt",
        "start": 0,
        "end": len(text),
        "title": "青山高新区",
        "date": "2016-03-02",
        "entity": "青山高新区",
        "place_kind": "zone",
        "subject_year": 2015,
        "genre": "work_report",
        "script": "hans",
        "chars": len(text),
        "completeness": "complete",
        "sha256": "0" * 64,
        **facts,
    }
    table = observations.build(DOCUMENTS.frame([row]), {"000.txt": text})
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["quote"].tolist()
    return table


def cells(text: str, *columns: str, **facts: object) -> list[tuple[object, ...]]:
    table = read(text, **facts)
    rows = table[list(columns)].astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]


def column(text: str, name: str, **facts: object) -> list[object]:
    return [row[0] for row in cells(text, name, **facts)]


# Which numbers observe


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("全区有规上企业62家。", ["62家"]),
        ("“十三五”期间推进“136”工程。", []),
        ("引进亿元以上项目12个。", ["12个"]),
        ("产值超百亿元企业3家。", ["3家"]),
        ("完成投资100亿元。", ["100亿元"]),
        ("年产30万吨精密铸件项目开工。", []),
        ("铸件产量达30万吨。", ["30万吨"]),
        ("围绕三大任务，做好四项工作。", []),
        ("建成三个园区。", ["三个"]),
        ("抓好5个方面。", []),
        ("万元产值能耗下降4%。", ["4%"]),
        ("联系电话：83215566。", []),
        ("力争用2年左右时间建成。", []),
        ("审批时限压缩至3个工作日。", ["3个工作日"]),
        ("产值是全省平均的1.8倍。", []),
        ("产值是2010年的1.8倍。", ["1.8倍"]),
        ("获评全市第三名。", ["第三名"]),
        ("坚持创新是第一动力。", []),
        ("连续三年位居全省第一。", ["第一"]),
        ("第一产业增长3%。", ["3%"]),
        ("培育十亿元企业5家。", ["5家"]),
        ("销售收入超10亿元的高新技术企业50家。", ["50家"]),
        ("成长为产值超10亿元的大型企业。", ["10亿元"]),
        ("总收入超过500亿元的高新区有10家。", ["10家"]),
        ("500万元以上固定资产投资增长3%。", ["3%"]),
        ("收入超10亿元的企业5家。", ["5家"]),
        ("资产超千亿元。", ["千亿元"]),
        ("实行24小时值班。", []),
        ("办理时间由20个工作日压缩到5个工作日。", ["20个工作日", "5个工作日"]),
        ("光电转换效率22.5%。", []),
        ("近一半企业盈利。", ["近一半"]),
    ],
)
def test_only_what_measures_is_a_row(text: str, quotes: list[str]) -> None:
    assert column(text, "quote") == quotes


def test_repeats_boilerplate_and_repeated_sentences_give_no_rows() -> None:
    text = "全区税收3亿元。\n下载本文需支付5元。\n全区税收3亿元。全区出口2亿元。"
    assert column(text, "quote", boilerplate_spans="9-20") == ["3亿元", "2亿元"]
    assert column(text, "quote", boilerplate_spans="9-20", duplicate_spans="21-38") == ["3亿元"]


# Indicator


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("完成工业总产值30亿元，同比增长8%。", ["industrial_output"] * 2),
        (
            "规模以上工业企业完成总产值30亿元；完成工业增加值9亿元。",
            ["industrial_output_above_scale", "industrial_value_added_above_scale"],
        ),
        ("加工业增加值9亿元。", ["value_added"]),
        ("拥有3个省级重点实验室、2家众创空间。", ["key_laboratories", "maker_spaces"]),
        ("新增高新技术企业20家。", ["high_tech_enterprises_new"]),
        ("拥有高新技术企业20家。", ["high_tech_enterprises"]),
        ("申报高新技术企业20家。", ["high_tech_enterprises_applied"]),
        ("专利申请80件，其中发明专利30件。", ["patent_applications", "invention_patent_applications"]),
        ("专利授权80件，其中发明专利30件。", ["patents_granted", "invention_patents_granted"]),
        ("新开工项目8个，其中工业项目5个。", ["project_started"] * 2),
        ("储备项目8个，其中工业项目5个。", ["project_count"] * 2),
        ("出口总额和税收收入分别为3亿元和2亿元。", ["exports", "tax_revenue"]),
        (
            "申报专利90件（其中PCT专利2件），增长5%。",
            ["patent_applications", "pct_applications", "patent_applications"],
        ),
        (
            "三次产业结构调整为6:54:40。",
            ["value_added_primary", "value_added_secondary", "value_added_tertiary"],
        ),
        (
            "一、二、三产业增加值分别增长3%、8%和9%。",
            ["value_added_primary", "value_added_secondary", "value_added_tertiary"],
        ),
        ("存、贷款余额分别达3亿元和2亿元。", ["deposits", "loans_balance"]),
        ("专利申请量、授权量分别达30件、20件。", ["patent_applications", "patents_granted"]),
        ("民营经济增加值占GDP的60%。", ["value_added"]),
        ("高新技术产业增加值占规上工业增加值的38%。", ["high_tech_value_added"]),
        ("项目开工30个。", ["project_started"]),
        ("为80家企业提供贷款3亿元。", ["firms_financed", "loans_issued"]),
        ("为80家企业提供辅导。", ["firms_served"]),
        ("新增规上企业10家，总数达90家。", ["enterprises_above_scale_new", "enterprises_above_scale"]),
        ("蔬菜大棚12座。", ["other"]),
        (
            "规模以上工业增加值增长6%。分门类看，采矿业增加值增长4%。",
            ["industrial_value_added_above_scale"] * 2,
        ),
        ("税收增长6%。采矿业增加值增长4%。", ["tax_revenue", "value_added"]),
        ("固定资产投资90亿元，其中农村投资20亿元。", ["fixed_asset_investment"] * 2),
        ("总投资90亿元，首期投资20亿元。", ["project_investment_total"] * 2),
        ("总人口12万人，下辖3个街道。", ["population", "other"]),
        ("税收3亿元。去年投入奖金800万元。", ["tax_revenue", "other"]),
        ("税收3亿元。去年达到8亿元。", ["tax_revenue", "tax_revenue"]),
        ("综合指数提高5个百分点。在综合考核中列第3名。", ["other", "evaluation_rank"]),
        ("为企业开展培训900人次。", ["other"]),
        ("工业增加值增长6%。其中，汽车制造业增长16%。", ["industrial_value_added"] * 2),
        (
            "工业增加值86亿元；产销率97%。\n分行业看，食品产业增加值8亿元。",
            ["industrial_value_added", "other", "industrial_value_added"],
        ),
        (
            "工业增加值86亿元；产销率97%。\n全年，商贸增加值8亿元。",
            ["industrial_value_added", "other", "value_added"],
        ),
        ("新增就业9万人，收入超千亿元的集聚区达到2个、超百亿元的达到9个。", ["new_jobs", "other", "other"]),
        ("贫困人口减少9万人，完成易地搬迁安置25万人。", ["population", "other"]),
        ("贫困人口减少9万人，总数达25万人。", ["population", "population"]),
        ("审批事项9项，注册时间缩短至3个工作日。", ["other", "service_time"]),
        ("生产总值9亿元。一产业2亿元。", ["gdp", "value_added_primary"]),
        ("新建项目40个，年内竣工30个。", ["project_started", "project_completed"]),
        ("税收增长6%。其中，汽车制造业增长16%。", ["tax_revenue", "other"]),
        ("申请专利42件，授权26件。", ["patent_applications", "patents_granted"]),
        ("引进企业42家，授权26家。", ["enterprises_introduced", "enterprises_introduced"]),
        ("GDP增长6%，增速位居全省前三位。在全省考核中获得第三名。", ["gdp", "gdp", "evaluation_rank"]),
        ("数字经济增速6%。经济增速7%。", ["digital_economy", "gdp"]),
        ("总投资9亿元，设备安装完成90%。", ["project_investment_total", "other"]),
        ("总投资9亿元，完成90%。", ["project_investment_total", "project_investment_total"]),
        ("培育企业5家、上市公司3家。", ["enterprises", "listed_companies"]),
        ("企业5家在境外上市。", ["listed_companies"]),
        ("实施项目45个，竣工4个。", ["project_count", "project_completed"]),
        ("实施项目45个，涉及工业4个。", ["project_count", "project_count"]),
        ("研发投入强度达到2%，新增国家级园区2家。", ["rd_intensity", "other"]),
        ("去年产值3亿元，园区年产值9亿元。", ["industrial_output"] * 2),
        ("GDP增长6%。分季度看，一季度增长5%，二季度增长7%。", ["gdp"] * 3),
        ("规上工业增加值9亿元。\n从行业看，化工增加值2亿元。", ["industrial_value_added_above_scale"] * 2),
        (
            "规上工业增加值9亿元。\n化工增加值2亿元。",
            ["industrial_value_added_above_scale", "industrial_value_added"],
        ),
        ("GDP为90亿元。\n从经济类型看，民营经济增加值50亿元。", ["gdp", "gdp"]),
        ("GDP为90亿元。民营经济增加值50亿元。", ["gdp", "value_added"]),
        ("固定资产投资90亿元。分产业看，农业完成投资3亿元。", ["fixed_asset_investment"] * 2),
        (
            "固定资产投资90亿元。重点项目完成投资3亿元。",
            ["fixed_asset_investment", "project_investment_year"],
        ),
        ("固定资产投资90亿元，地方投资增长3%。", ["fixed_asset_investment"] * 2),
        ("项目总投资90亿元，产业投资占总投资的60%。", ["project_investment_total"] * 2),
        ("规上工业增加值增长9%。分类型看，私营企业增长7%。", ["industrial_value_added_above_scale"] * 2),
        ("规上工业增加值增长9%。私营企业9家。", ["industrial_value_added_above_scale", "enterprises"]),
        ("第二产业增加值9亿元，拉动GDP增长2个百分点。", ["value_added_secondary"] * 2),
        ("第二产业增加值9亿元，GDP增长提高2个百分点。", ["value_added_secondary", "gdp"]),
        (
            "规上工业产值90亿元。电子产业产值9亿元，占规上工业的10%。",
            ["industrial_output_above_scale"] + ["industrial_output"] * 2,
        ),
        ("规上工业企业增加税收5亿元，完成产值90亿元。", ["tax_revenue", "industrial_output_above_scale"]),
        ("高新技术企业64家，其中新认定13家。", ["high_tech_enterprises", "high_tech_enterprises_new"]),
        ("高新技术企业64家，其中大型13家。", ["high_tech_enterprises"] * 2),
        ("规上企业64家，其中产值超10亿元企业9家。", ["enterprises_above_scale"] * 2),
        ("规上企业64家。产值超10亿元企业9家。", ["enterprises_above_scale", "enterprises"]),
        ("三次产业投资比重为5:45:50。", ["fixed_asset_investment"] * 3),
        ("三次产业比重为5:45:50。", ["value_added_primary", "value_added_secondary", "value_added_tertiary"]),
        ("固定资产投资90亿元。国有与民营比重为30:70。", ["fixed_asset_investment"] * 3),
        ("增速高于全国2.3个、全省1.1个百分点。", ["other", "other"]),
        (
            "新增规上企业68家、高新技术企业45家，总数分别达到512家和163家。",
            [
                "enterprises_above_scale_new",
                "high_tech_enterprises_new",
                "enterprises_above_scale",
                "high_tech_enterprises",
            ],
        ),
        (
            "新增规上企业68家、高新技术企业45家，分别增长12%和16%。",
            ["enterprises_above_scale_new", "high_tech_enterprises_new"] * 2,
        ),
        ("集中开工项目57个。\n在这57个项目中，产业项目有5个。", ["project_started"] * 3),
        ("集中开工项目57个。\n全区60个项目中，产业项目有5个。", ["project_started"] + ["project_count"] * 2),
        ("集中开工项目57个。其中，产业项目5个。", ["project_started"] * 2),
        ("集中开工项目57个。产业项目5个。", ["project_started", "project_count"]),
        ("社会消费品零售总额8亿元。按地区分，城镇增长9%。", ["retail_sales"] * 2),
        ("新开工项目9个，完成投资3亿元。", ["project_started", "project_investment_year"]),
        ("工业增加值9亿元。民营经济增加值占GDP的60%。", ["industrial_value_added", "value_added"]),
        ("绿色产业增加值占全市的50%、占GDP的35%。", ["value_added", "value_added"]),
    ],
)
def test_indicator(text: str, indicators: list[str]) -> None:
    assert column(text, "indicator") == indicators


def test_a_name_cut_by_a_line_end_is_read_whole_and_quoted_as_printed() -> None:
    lines = [
        "    去年以来，园区上下齐心协力，扎实推进各项重点工作，完成固定资",
        "产投资30亿元，同比增长8%，各项建设全面加快，发展的基础更加牢固，",
        "营商环境持续改善，群众的获得感不断增强，全区的社会大局保持了和谐",
        "稳定。",
    ]
    assert cells("\n".join(lines), "indicator", "label")[0] == ("fixed_asset_investment", "固定资产投资")


def test_lines_that_are_no_wrapped_text_are_not_joined() -> None:
    assert cells("重点企业名单及固定资\n产投资30亿元", "label") != [("固定资产投资",)]


def test_traditional_script_reads_alike_and_is_quoted_as_printed() -> None:
    assert cells("完成固定資產投資30億元。", "indicator", "label", "quote") == [
        ("fixed_asset_investment", "固定資產投資", "30億元")
    ]


# Measure and value


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("出口3亿元，同比下降2%。", [("level", 3e8), ("growth", -2)]),
        ("出口占全市的30%。", [("share", 30)]),
        ("绿化率提高到38%。", [("share", 38)]),
        ("绿化率提高2个百分点。", [("increment", 2)]),
        ("出口完成年度任务的70%。", [("completion", 70)]),
        ("新增上市公司2家。", [("increment", 2)]),
        ("新建上市公司2家。", [("level", 2)]),
        ("新增规上企业2家。", [("level", 2)]),
        ("新增上市公司2家、瞪羚企业5家。", [("increment", 2), ("increment", 5)]),
        ("产值为2010年的2.5倍。", [("growth", 150)]),
        ("产值增长2.5倍。", [("growth", 250)]),
        ("税收对增长的贡献率超过60%。", [("share", 60)]),
        ("税收和出口分别下降2%和3%。", [("growth", -2), ("growth", -3)]),
        ("税收3亿元，增收4000万元。", [("level", 3e8), ("increment", 4e7)]),
        ("税收下降3%，降幅收窄2.5个百分点。", [("growth", -3), ("increment", 2.5)]),
        ("绿化率列第23位，比上年前移4位。", [("rank", 23), ("increment", 4)]),
        ("引进专家4位。", [("level", 4)]),
        ("税收8亿元，比上年净增1亿元。", [("level", 8e8), ("increment", 1e8)]),
        ("粮食产量9万吨，增产1万吨。", [("level", 9e4), ("increment", 1e4)]),
        ("税收、出口分别增长2倍和3倍。", [("growth", 200), ("growth", 300)]),
        ("税收增长3%，增幅收窄2.5个百分点。", [("growth", 3), ("increment", -2.5)]),
        ("税收下降3%，降幅扩大2.5个百分点。", [("growth", -3), ("increment", -2.5)]),
        (
            "税收增长3%，高于全国0.3个、全省1.1个百分点。",
            [("growth", 3), ("increment", 0.3), ("increment", 1.1)],
        ),
        ("税收完成年度目标（8亿元）的38%。", [("level", 8e8), ("completion", 38)]),
    ],
)
def test_measure_and_value(text: str, rows: list[tuple[str, float]]) -> None:
    assert cells(text, "measure", "value") == rows


# Period


REPORT = """一、2015年工作总结
全年完成税收3亿元。1-9月，出口2亿元。
二、2016年工作打算
税收增长8%，出口达到3亿元。
"""


def test_a_work_report_reviews_one_year_and_plans_the_next() -> None:
    assert cells(REPORT, "period", "status") == [
        ("2015", "actual"),
        ("2015-01/2015-09", "actual"),
        ("2016", "target"),
        ("2016", "target"),
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2014年税收3亿元，比2010年增长80%。", ["2014", "2010/2014"]),
        ("2014年税收3亿元，比上年增长8%。", ["2014", "2014"]),
        ("2014年税收3亿元；出口2亿元。", ["2014", "2014"]),
        ("五年来，税收突破3亿元，年均增长8%，累计完成投资90亿元。", ["2015", "2011/2015", "2011/2015"]),
        ("“十二五”期间，新增上市公司5家。", ["2011/2015"]),
        ("按照“十二五”规划，新增上市公司5家。", ["2015"]),
        ("税收由2010年的2亿元增加到2015年的3亿元。", ["2010", "2015"]),
        ("五年来，税收由2亿元增加到3亿元。", ["2010", "2015"]),
        ("截至8月底，拥有规上企业62家，出口2亿元。", ["2015-08", "2015-01/2015-08"]),
        ("建成投产后年产值可达5亿元。", [None]),
        ("项目全部建成后，预计新增产值5亿元。", [None]),
        ("1-6月，出口3亿元，去年同期为2亿元。", ["2015-01/2015-06", "2014-01/2014-06"]),
        ("1-6月，出口3亿元，比去年同期增长50%。", ["2015-01/2015-06", "2015-01/2015-06"]),
        ("2013年、2014年税收分别为2亿元和3亿元。", ["2013", "2014"]),
        ("负债率由上年的12%下降到9%。", ["2014", "2015"]),
        ("负债率由上年的12%下降到9%。税收3亿元。", ["2014", "2015", "2015"]),
        ("上年，负债率为12%。税收3亿元。", ["2014", "2014"]),
        ("2010年11月升级为国家级园区，规划面积6平方公里。", ["2015"]),
        ("2014年税收3亿元，出口2亿元。", ["2014", "2014"]),
        ("项目投产后年产值9亿元，新增就业300人。", [None, None]),
        ("项目投产，年产值9亿元，新增就业300人。", ["2015", "2015"]),
        ("五年来，税收年均增长8%，低于全省2个百分点。", ["2011/2015", "2015"]),
        ("五年来，税收增长80%；今年税收同比增长8%。", ["2011/2015", "2015"]),
        ("从2005年到2015年，税收由1亿元增加到3亿元；出口由2亿元增加到4亿元。", ["2005", "2015"] * 2),
        ("税收由2005年的1亿元增加到2015年的3亿元，年均增长12%。", ["2005", "2015", "2005/2015"]),
        ("税收由2005年的1亿元增加到2亿元；出口由2亿元增加到4亿元。", ["2005", "2015"] * 2),
        ("税收由2005年的1亿元增加到2亿元。出口由2亿元增加到4亿元。", ["2005", "2015", "2015", "2015"]),
        ("2013年税收3亿元，年均增长12%。", ["2013", "2013"]),
        ("“十三五”时期，税收年均增长8%，五年新增就业20万人。", ["2016/2020", "2016/2020"]),
        ("“十二五”时期，税收年均增长8%，十年新增就业20万人。", ["2011/2015", "2006/2015"]),
        ("2013年，税收3亿元。园区全年出口2亿元。", ["2013", "2013"]),
        ("1-6月，税收完成全年任务的64%，出口2亿元。", ["2015-01/2015-06", "2015-01/2015-06"]),
        ("党的十八大以来，累计完成投资90亿元。", ["2012/2015"]),
        ("党的十八大报告提出目标，累计完成投资90亿元。", ["2015"]),
        ("园区成立于2003年。成立以来，累计完成投资90亿元。", ["2003/2015"]),
        ("成立以来，累计完成投资90亿元。", ["2015"]),
        ("5年前的企业只有3家。", ["2010"]),
        ("到2020年，税收达到9亿元，力争五年翻两番；出口3亿元。", ["2020", "2016/2020", "2020"]),
        ("五年来，税收翻两番；出口3亿元。", ["2011/2015", "2015"]),
        ("1-6月，税收2亿元。全年，出口2亿元。", ["2015-01/2015-06", "2015"]),
        (
            "1-6月，税收增长8%（一季度增长6%），出口3亿元。",
            ["2015-01/2015-06", "2015-01/2015-03", "2015-01/2015-06"],
        ),
        (
            "1-6月，税收增长8%，一季度增长6%，出口3亿元。",
            ["2015-01/2015-06", "2015-01/2015-03", "2015-01/2015-03"],
        ),
        ("1-6月，税收增长8%（同期为增长5%）。", ["2015-01/2015-06", "2014-01/2014-06"]),
        (
            "1-6月，税收增长8%，两年平均增长6%，比一季度加快2个百分点。",
            ["2015-01/2015-06", "2014/2015", "2014/2015"],
        ),
        ("1-6月，税收增长8%，平均增长6%。", ["2015-01/2015-06"] * 2),
        ("1-6月，税收增长8%，比去年全年提高2个百分点。", ["2015-01/2015-06"] * 2),
        ("2月，税收增长8%，较2013年同期增长20%。", ["2015-02", "2013-02/2015-02"]),
        ("4、5、6月税收分别增长4%、5%、6%。", ["2015-04", "2015-05", "2015-06"]),
        ("4月至6月税收、出口、进口分别增长4%、5%、6%。", ["2015-04/2015-06"] * 3),
        ("1-6月，税收3亿元，完成年度目标（8亿元）的38%。", ["2015-01/2015-06", "2015", "2015-01/2015-06"]),
        ("税收由2005年的1亿元增加到2015年的3亿元，企业由30家增加到40家。", ["2005", "2015", "2005", "2015"]),
        ("税收由2005年的1亿元增加到2014年的3亿元，出口2亿元。", ["2005", "2014", "2015"]),
        ("结构由2005年的10:50:40调整为2015年的5:45:50。", ["2005"] * 3 + ["2015"] * 3),
        ("税收3亿元，五年平均增长8%。出口年均增长5%。", ["2015", "2011/2015", "2011/2015"]),
        ("税收比历史最高水平的2012年增长9%。", ["2012/2015"]),
        ("第十二个五年计划期间，新增上市公司5家。", ["2011/2015"]),
        ("自2009年建区以来，累计完成投资90亿元。", ["2009/2015"]),
        ("自2009年建区，累计完成投资90亿元。", ["2009"]),
        ("税收增长8%；出口增长5%——这是一季度的成绩单。", ["2015-01/2015-03"] * 2),
        ("税收增长8%；出口增长5%，这是好成绩。", ["2015"] * 2),
        ("上半年，税收3亿元，年内新增企业2家，出口3亿元。", ["2015-01/2015-06", "2015", "2015-01/2015-06"]),
        ("上半年，税收3亿元，全年新增企业2家，出口3亿元。", ["2015-01/2015-06", "2015", "2015"]),
        (
            "上半年，税收增长3%。6月当月，税收增长4%。出口增长5%。",
            ["2015-01/2015-06", "2015-06", "2015-01/2015-06"],
        ),
        ("总投资3亿元的项目9月底前开工。", ["2015"]),
        ("总投资3亿元的项目2015年9月开工。", ["2015-09"]),
        ("数据显示，2014年，税收3亿元。出口2亿元。", ["2014", "2014"]),
        ("全区在2014年税收3亿元。出口2亿元。", ["2014", "2014"]),
        ("“十三五”时期，五年累计投资突破90亿元，税收突破9亿元。", ["2020", "2020"]),
        ("“十三五”时期，投资五年累计突破90亿元，税收突破9亿元。", ["2016/2020", "2020"]),
        ("今年以来，园区克难攻坚，1-6月，税收3亿元；出口2亿元。", ["2015-01/2015-06"] * 2),
        ("农业总产值（2010年不变价）9亿元，增长4%。", ["2015", "2015"]),
        ("农业总产值（比2010年多）9亿元，增长4%。", ["2015", "2010/2015"]),
        ("五年合计税收90亿元，“十二五”期间出口80亿元。", ["2011/2015", "2015"]),
    ],
)
def test_period(text: str, periods: list[str | None]) -> None:
    assert column(text, "period") == periods


def test_a_part_of_a_year_lasts_to_the_paragraphs_end_only() -> None:
    text = "上半年，税收3亿元。出口2亿元。\n招商引资到位资金5亿元。"
    assert column(text, "period") == ["2015-01/2015-06", "2015-01/2015-06", "2015"]


def test_a_part_of_a_year_goes_on_in_news_until_a_heading() -> None:
    text = "园区召开会议。\n上半年，税收3亿元。\n出口增长5%。\n三、招商\n三、到位资金5亿元。"
    facts = {"genre": "news", "date": "2015-07-02"}
    assert column(text, "period", **facts) == ["2015-01/2015-06", "2015-01/2015-06", "2015"]
    # What opens the whole text holds for all of it (rule 29)
    assert column(text.partition("\n")[2], "period", **facts) == ["2015-01/2015-06"] * 3


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        ("青山市统计局\n2015年上半年青山市经济运行情况", "2015-01/2015-06"),
        ("青山市统计局\n2015年青山市经济运行情况", "2015"),
        ("来源：青山日报 2015年1-6月合订本", "2015"),
    ],
)
def test_a_second_headline_names_the_part_of_a_year_that_the_text_is_on(lines: str, period: str) -> None:
    text = f"{lines}\n全市实现税收3亿元。"
    assert column(text, "period", genre="news", title="青山市统计局") == [period]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("《青山市发展方案》提出，工业占比达到40%，绿化率达到35%。", ["target", "target"]),
        ("《青山日报》报道，工业占比达到40%，绿化率达到35%。", ["actual", "actual"]),
        ("到2020年，税收达到9亿元；出口2亿元。", ["target", "target"]),
        ("到2014年，税收达到9亿元；出口2亿元。", ["actual", "actual"]),
        ("税收增长8%，超过计划规定增长5%的要求。", ["actual", "target"]),
        ("税收增长8%，占年度计划的57%，超序时进度7个百分点。", ["actual", "actual", "actual"]),
        ("业内预计，明年出口将达到5亿元，增长9%。", ["estimate", "estimate"]),
        ("明年出口将达到5亿元，增长9%。", ["target", "target"]),
        ("业内预计，明年出口力争达到5亿元。", ["target"]),
        ("签约项目45个，计划总投资86亿元，其中亿元以上项目32个。", ["actual", "target", "actual"]),
        ("坚持稳中求进，预计税收3亿元；出口2亿元。", ["estimate", "estimate"]),
        ("税收3亿元，坚持稳中求进，预计出口2亿元；进口1亿元。", ["actual", "estimate", "actual"]),
    ],
)
def test_goals_and_what_is_measured_by_them(text: str, statuses: list[str]) -> None:
    assert column(text, "status") == statuses


# Status


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("力争税收突破3亿元，增长10%以上。", ["target", "target"]),
        ("税收突破3亿元，增长10%以上。", ["actual", "actual"]),
        ("预计税收3亿元。", ["estimate"]),
        ("主要经济指标情况。税收3亿元。", ["actual"]),
        ("科技支撑计划项目12项。", ["actual"]),
        ("年度计划投资8亿元，已完成投资5亿元。", ["target", "actual"]),
        ("今年预期目标是：税收3亿元；出口2亿元。", ["target", "target"]),
        ("到2020年，税收达到9亿元。", ["target"]),
        ("计划总投资60亿元；1-7月，完成投资8亿元。", ["target", "actual"]),
        ("税收增长5%，超计划1.2个百分点。", ["actual", "actual"]),
        ("税收计划增长5%。", ["target"]),
        ("预计全年税收3亿元；出口2亿元。进口1亿元。", ["estimate", "estimate", "actual"]),
        ("全年税收3亿元；预计出口2亿元；进口1亿元。", ["actual", "estimate", "estimate"]),
        ("计划总投资60亿元，完成投资8亿元。", ["target", "target"]),
    ],
)
def test_status(text: str, statuses: list[str]) -> None:
    assert column(text, "status") == statuses


def test_last_year_is_the_year_under_review_in_a_report_of_the_year_after_it() -> None:
    text = "一、2015年工作总结\n去年，税收增长5%，比上年提高1个百分点。"
    assert column(text, "period", date="2016-02-10") == ["2015", "2015"]
    assert column(text, "period", date="2015-12-10", genre="news") == ["2014", "2014"]


def test_a_line_that_announces_a_list_governs_its_items() -> None:
    text = "预计全年主要指标完成：\n1、税收3亿元；\n2、出口2亿元。\n目前已有规上企业62家。"
    assert column(text, "status") == ["estimate", "estimate", "actual"]


def test_what_undated_news_states_of_its_latest_year_is_no_goal() -> None:
    facts: dict[str, object] = {"genre": "news", "date": None}
    text = "园区税收是2015年的3倍。2018年，税收达9亿元。"
    assert column(text, "status", **facts) == ["actual", "actual"]
    assert column(text.replace("2018年，", "计划2018年，"), "status", **facts) == ["actual", "target"]


# Entity


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("全区税收3亿元。", ["青山高新区"]),
        ("恒达机械有限公司实现产值2亿元，上缴税金900万元。", ["恒达机械有限公司"] * 2),
        ("成为全国60个试点园区之一。税收3亿元。", ["全国", "青山高新区"]),
        ("绿水开发区、红岩开发区税收分别为3亿元、2亿元。", ["绿水开发区", "红岩开发区"]),
        ("总投资5亿元的华灿造纸技改项目投产，税收3亿元。", ["华灿造纸", "青山高新区"]),
        ("恒达机械有限公司是龙头企业。该公司去年实现产值2亿元。", ["恒达机械有限公司"]),
        ("恒达机械有限公司是龙头企业。\n去年实现产值2亿元。", ["青山高新区"]),
        ("苏州、无锡高新区出口分别为3亿元、2亿元。", ["苏州高新区", "无锡高新区"]),
        ("苏州市、无锡市出口分别为3亿元、2亿元。", ["苏州市", "无锡市"]),
        ("西部地区税收3亿元。", ["西部地区"]),
        ("西部大开发税收3亿元。", ["青山高新区"]),
        ("这是32个国家级开发区之一。税收3亿元。", ["全国", "青山高新区"]),
        ("拥有32个国家级平台。税收3亿元。", ["青山高新区"] * 2),
        ("紧盯国家下达80亿元的机遇，税收3亿元。", ["全国", "青山高新区"]),
        ("争取资金80亿元，税收3亿元。", ["青山高新区"] * 2),
        ("恒达重工今年实现产值2亿元。", ["恒达重工"]),
        ("今年一季度，广东完成税收3亿元。其中，增值税收入1亿元。", ["广东", "广东"]),
        ("在四川绵阳，新开工项目9个。税收3亿元。", ["绵阳", "绵阳"]),
        ("在建项目9个，税收3亿元。", ["青山高新区"] * 2),
        ("规上企业36家（其中绵阳市4家），税收3亿元。", ["青山高新区", "绵阳市", "青山高新区"]),
        ("据统计，2015年四川省出口30亿元。", ["四川省"]),
        ("据统计，占四川省出口的30%。", ["青山高新区"]),
        ("协调绿水银行发放贷款3亿元。", ["青山高新区"]),
        ("绿水银行发放贷款3亿元。", ["绿水银行"]),
    ],
)
def test_entity(text: str, entities: list[str]) -> None:
    assert column(text, "entity") == entities


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("去年，占青山高新区出口总额的60%。", "青山高新区"),
        ("例如宝鸡高新区完成工业总产值12亿元。", "宝鸡高新区"),
        ("如皋高新区完成工业总产值12亿元。", "如皋高新区"),
        ("1-8月份宝鸡高新区完成工业总产值12亿元。", "宝鸡高新区"),
    ],
)
def test_words_that_run_into_a_zones_name(text: str, entity: str) -> None:
    assert column(text, "entity") == [entity]


@pytest.mark.parametrize(("genre", "following"), [("work_report", "青山高新区"), ("news", "蓝天机场")])
def test_a_report_goes_on_with_its_place_behind_a_firm(genre: str, following: str) -> None:
    text = "蓝天机场完成投资3亿元。实现利润5亿元。"
    assert column(text, "entity", genre=genre) == ["蓝天机场", following]


@pytest.mark.parametrize(
    ("text", "facts", "period"),
    [
        ("三、2009年主要任务\n今年安排投资30亿元。", {"date": None, "subject_year": 2009}, "2009"),
        ("三、2010年主要任务\n今年安排投资30亿元。", {"date": "2009-12-20", "subject_year": 2009}, "2010"),
        ("一、2015年工作回顾和2016年总体要求\n完成生产总值30亿元。", {}, "2015"),
        ("一、2016年总体要求\n完成生产总值30亿元。", {}, "2016"),
        # 去年 in the review of a report without a date is the year reviewed, 上年 the one before
        ("一、2015年工作回顾\n去年完成生产总值30亿元。", {"date": None}, "2015"),
        ("一、2015年工作回顾\n上年完成生产总值30亿元。", {"date": None}, "2014"),
    ],
)
def test_the_year_of_a_section_is_its_headings(text: str, facts: dict[str, object], period: str) -> None:
    assert column(text, "period", **facts) == [period]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("市高新区实现产值9亿元。", "红岩高新区"),
        ("全市实现产值9亿元。", "红岩市"),
        ("此次新区签约9亿元。", "红岩市"),
    ],
)
def test_a_citys_zone_takes_the_citys_name(text: str, entity: str) -> None:
    assert column(text, "entity", entity="红岩市", place_kind="city") == [entity]


# Scope


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("拥有3个省级重点实验室、国家级孵化器2家。", ["省级", "国家级"]),
        ("拥有重点实验室3个。", [None]),
        ("新增省级以上孵化器12家，其中国家级2家。", ["省级以上", "国家级"]),
        ("共有续建项目15个，总投资5亿元以上项目3个。", ["续建", "总投资5亿元以上"]),
        ("共有项目15个。", [None]),
        ("全市共有项目15个。", [None]),
        ("规模以上工业企业完成总产值62亿元，增长8%；实现利税4亿元。", [None, None, "规模以上工业企业"]),
        ("完成工业增加值9亿元，财政收入2亿元。", [None, None]),
        ("拥有博士39人。", ["博士"]),
        ("总投资5亿元的华灿造纸技改项目投产。", ["华灿造纸技改项目"]),
        ("投资5亿元兴建华灿造纸基地，占地90亩，出口3亿元。", ["华灿造纸基地"] * 2 + [None]),
        ("共安排8个区级项目，总投资90亿元。税收3亿元。", ["区级", "区级项目", None]),
        ("农村居民人均可支配收入2万元，增长6%。", ["农村居民"] * 2),
        ("青山高新区高新技术企业20家。", [None]),
        ("存款余额80亿元，比年初增加9亿元。", [None, None]),
        ("社会消费品零售总额80亿元，增长6%。其中，城镇实现50亿元，增长7%。", [None, None, "城镇", "城镇"]),
    ],
)
def test_scope_is_what_narrows_the_name_and_its_growth_shares_it(text: str, scopes: list[str | None]) -> None:
    assert column(text, "scope") == scopes


def test_what_has_no_known_name_is_labelled_by_its_noun_phrase() -> None:
    assert column("治理交通堵点12处。公交候车亭12座。", "label") == ["交通堵点", "公交候车亭"]


def test_a_citys_news_means_the_zone_named_last_by_yuanqu() -> None:
    facts = {"entity": "西安市", "place_kind": "city", "genre": "news", "title": "西安市建成新园区"}
    text = "西安航天科技园建成。园区引进企业20家。"
    assert column(text, "entity", **facts) == ["西安航天科技园"]
    assert column("园区引进企业20家。", "entity", **facts) == ["西安市"]


# Flattened tables

TABLE = """指标
单位
2015年
比上年增长（%）
地区生产总值
亿元
86.3
14.2
出口总额
万美元
2450
-3.1
"""


def test_a_flattened_table_gives_each_number_its_row_and_column() -> None:
    assert cells(TABLE, "quote", "indicator", "measure", "value", "unit", "period", genre="communique") == [
        ("86.3", "gdp", "level", 86.3e8, "CNY", "2015"),
        ("14.2", "gdp", "growth", 14.2, "%", "2015"),
        ("2450", "exports", "level", 2.45e7, "USD", "2015"),
        ("-3.1", "exports", "growth", -3.1, "%", "2015"),
    ]


def test_a_list_of_bare_numbers_is_no_table() -> None:
    assert column("附件\n1\n2\n3\n4\n以上为页码。", "quote") == []


# The contract


def test_a_dated_event_takes_its_month_and_a_reporters_day_does_not() -> None:
    facts = {"genre": "news", "date": "2015-09-10"}
    assert column("8日，园区举行开工仪式，总投资5亿元。此次开工企业3家。", "period", **facts)[0] == "2015-09"
    assert column("记者8日获悉，园区税收5亿元。", "period", **facts) == ["2015"]
    named = "9月8日，园区举行2015年重大项目开工仪式，3个项目开工。"
    assert column(named, "period", **facts) == ["2015-09"]
    told = "9月8日，记者从管委会获悉，上半年园区税收5亿元；出口2亿元。"
    assert column(told, "period", **facts) == ["2015-01/2015-06"] * 2


def test_a_document_without_a_date_or_year_has_rows_without_a_period() -> None:
    facts = {"date": None, "subject_year": None, "genre": "news", "entity": None, "place_kind": None}
    assert cells("今年1-6月，税收3亿元，比去年增长8%。", "period", "entity", **facts) == [(None, None)] * 2
    assert column("2014年税收3亿元。", "period", **facts) == ["2014"]


def test_columns_without_a_value_are_missing_and_a_sentence_is_as_printed() -> None:
    table = read("一是税收3亿元。二是出口2亿元。")
    assert OBSERVATIONS.check(table) is table
    assert table["confidence"].isna().all() and table["value_high"].isna().all()
    assert table["sentence"].tolist() == ["一是税收3亿元。", "二是出口2亿元。"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            "今年全区力争完成税收出口比增长占分别由到第位、，。；：\n0123456789%亿万元家个项其中企业“”（）2015年月十五来"
        )
        | st.characters(),
        max_size=120,
    )
)
def test_any_text_gives_a_table(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("园区企业完成产值增长和税收、" * 3000 + "3亿元。" + "（" * 20_000, 1),
        ("".join(f"税收{n}亿元，" for n in range(1, 4001)), 4000),
        ("2014年比2013年" * 6000, 0),
        ("“" * 40_000, 0),
        pytest.param(
            "".join(f"税收由{n}亿元提高到{n + 1}亿元、" for n in range(1, 6001)),
            12_000,
            marks=pytest.mark.slow,
        ),
    ],
)
def test_time_is_linear_in_one_endless_sentence(text: str, rows: int) -> None:
    begin = time.perf_counter()
    assert len(read(text)) == rows
    assert time.perf_counter() - begin < 30


def test_a_month_of_an_unknown_year_is_no_period() -> None:
    found = read("截至7月底，税收达3亿元。", date=None, subject_year=None, genre="news")
    assert found["value"].tolist() == [3e8]
    assert found["period"].isna().all()


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "亿",
        "（",
        "“",
        "园区企业增长",
        pytest.param("1.", marks=pytest.mark.slow),
        pytest.param("（1）", marks=pytest.mark.slow),
        pytest.param("2014年", marks=pytest.mark.slow),
        pytest.param("税收3亿元、", marks=pytest.mark.slow),
        pytest.param("产值增长5%，", marks=pytest.mark.slow),
    ],
)
def test_a_megabyte_of_one_piece_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit.encode()))
    begin = time.perf_counter()
    read(text)
    assert time.perf_counter() - begin < 30


# Against the reference coding


def test_the_seeds_agree_with_their_coding() -> None:
    files = sources.read(sorted((ROOT / "seeds").glob("*.txt"))).files
    found = observations.build(documents.build(files), {source.file: source.text for source in files})
    gold = pd.read_csv(ROOT / "seeds" / "gold_observations.csv", dtype={"doc": "str"})
    scores = evaluate.score(evaluate.pair(gold, found))
    assert scores.detection.reference == 282
    assert scores.detection.f1 >= 0.98
    assert scores.core.f1 >= CORE_FLOOR
    assert scores.full.f1 >= FULL_FLOOR
