"""Heads of documents of all kinds and years, made up, with what a reader would take from them.

A fact that a head's list does not give is not known, and must be missing.
"""

import pandas as pd
import pytest

from analysis import documents, sources
from analysis.documents import Span, registers

SHOWN = (
    "title",
    "date",
    "issuer",
    "source",
    "author",
    "doc_no",
    "genre",
    "entity",
    "place_code",
    "zone_level",
    "rights",
)
BODY = "全区完成工业总产值12亿元，比上年增长8%，新增企业30家，创新能力不断提高，各项工作进展顺利。"
PLAIN = "完成工业总产值12亿元，比上年增长8%，新增企业30家，创新能力不断提高，各项工作进展顺利。"


def facts_of(text: str) -> dict[str, object]:
    (row,) = documents.build([sources.Source("a.txt", "a", text, "0" * 64)]).to_dict("records")
    return {name: row[name] for name in SHOWN if not pd.isna(row[name])}


HEADS = [
    # News, as newspapers and their sites print it
    (
        f"常州高新区上半年签约三十个项目\n2016-07-12 09:30   来源：常州晚报   作者：周一鸣\n近日，{BODY}",
        {
            "title": "常州高新区上半年签约三十个项目",
            "date": "2016-07-12",
            "source": "常州晚报",
            "author": "周一鸣",
            "genre": "news",
            "entity": "常州高新区",
            "place_code": "320400",
            "rights": "press",
        },
    ),
    (
        f"潍坊高新区外贸出口逆势上扬\n本报讯（记者 孙小田 通讯员 李大可）今年以来，{BODY}",
        {
            "title": "潍坊高新区外贸出口逆势上扬",
            "author": "孙小田、李大可",
            "genre": "news",
            "entity": "潍坊高新区",
            "place_code": "370700",
            "rights": "press",
        },
    ),
    (
        f"国家高新区十年迈上新台阶\n新华社北京1月5日电（记者张一、李二三）我国高新区{PLAIN}我国企业30家。",
        {
            "title": "国家高新区十年迈上新台阶",
            "source": "新华社",
            "author": "张一、李二三",
            "genre": "news",
            "entity": "全国",
            "rights": "press",
        },
    ),
    (
        f"蚌埠高新区:老厂房里的新故事\n□ 本报记者  王 强  赵小军\n{BODY}",
        {
            "title": "蚌埠高新区:老厂房里的新故事",
            "author": "王强、赵小军",
            "genre": "news",
            "entity": "蚌埠高新区",
            "place_code": "340300",
            "rights": "press",
        },
    ),
    (
        f"# 宝鸡高新区：钛谷崛起\n\n作者：陈默 | 来源：西部时报 | 发布时间：2019/11/08 10:21\n\n{BODY}\n\n责任编辑：小刘",
        {
            "title": "宝鸡高新区：钛谷崛起",
            "date": "2019-11-08",
            "source": "西部时报",
            "author": "陈默",
            "genre": "news",
            "entity": "宝鸡高新区",
            "place_code": "610300",
            "rights": "press",
        },
    ),
    (
        f"柳州高新区汽车产业提速\n文/林木 图/柳州高新区宣传部\n{BODY}\n（原载《广西工人报》2013年5月9日）",
        {
            "title": "柳州高新区汽车产业提速",
            "source": "广西工人报",
            "author": "林木",
            "genre": "news",
            "entity": "柳州高新区",
            "place_code": "450200",
            "rights": "press",
        },
    ),
    (
        f"2009年04月17日 科技日报\n襄樊高新区企业抱团过冬\n{BODY}（记者 何平）",
        {
            "title": "襄樊高新区企业抱团过冬",
            "date": "2009-04-17",
            "source": "科技日报",
            "author": "何平",
            "genre": "news",
            "entity": "襄樊高新区",
            "place_code": "420600",
            "rights": "press",
        },
    ),
    (
        f"昆山高新區產值破千億\n發佈日期：2012-03-04  來源：臺商週報  記者：林志明\n{BODY.replace('产值', '產值').replace('进展顺利', '進展順利').replace('创', '創').replace('项', '項').replace('断', '斷').replace('业', '業')}",
        {
            "title": "昆山高新區產值破千億",
            "date": "2012-03-04",
            "source": "臺商週報",
            "author": "林志明",
            "genre": "news",
            "entity": "昆山高新区",
            "place_code": "320583",
            "rights": "press",
        },
    ),
    (
        f"中新网南通3月8日电 (记者 丁一)南通高新区8日通报，{BODY}",
        {
            "source": "中新网",
            "author": "丁一",
            "genre": "news",
            "entity": "南通高新区",
            "place_code": "320600",
            "rights": "press",
        },
    ),
    (
        f"桂林高新区出台二十条措施\n桂林高新区出台《关于促进创新的若干措施》\n来源：未知　作者：admin　时间：2018-06-01\n{BODY}",
        {
            "title": "桂林高新区出台二十条措施",
            "date": "2018-06-01",
            "genre": "news",
            "entity": "桂林高新区",
            "place_code": "450300",
        },
    ),
    (
        f"大同市发布关于促进高新区高质量发展的意见\n本报讯 记者从大同市政府获悉，日前，大同市{PLAIN}",
        {
            "title": "大同市发布关于促进高新区高质量发展的意见",
            "genre": "news",
            "entity": "大同高新区",
            "place_code": "140200",
        },
    ),
    # Pages of government sites
    (
        "索 引 号：\t000014349/2020-00012\t主题分类：\t科技、教育\\科技\n"
        "发文机关：\t遵义市人民政府\t成文日期：\t2020年07月13日\n"
        "标　　题：\t遵义市人民政府关于促进高新区高质量发展的若干意见\n"
        "发文字号：\t遵府发〔2020〕7号\t发布日期：\t2020年07月17日\n"
        f"遵义市人民政府关于促进\n高新区高质量发展的若干意见\n遵府发〔2020〕7号\n各县（市、区）人民政府：\n{PLAIN}\n"
        "遵义市人民政府\n2020年7月13日\n",
        {
            "title": "遵义市人民政府关于促进高新区高质量发展的若干意见",
            "date": "2020-07-17",
            "issuer": "遵义市人民政府",
            "doc_no": "遵府发〔2020〕7号",
            "genre": "policy",
            "entity": "遵义高新区",
            "place_code": "520300",
            "rights": "official",
        },
    ),
    (
        "信息名称：关于印发《宿迁市高新技术产业发展规划（2016-2020年）》的通知\n"
        "发布机构：宿迁市科技局\n生成日期：2016-09-01\n公开日期：2016-09-05\n文　　号：宿科发〔2016〕33号\n"
        f"关于印发《宿迁市高新技术产业发展规划（2016-2020年）》的通知\n各县、区科技局：\n{PLAIN}",
        {
            "title": "关于印发《宿迁市高新技术产业发展规划（2016-2020年）》的通知",
            "date": "2016-09-05",
            "issuer": "宿迁市科技局",
            "doc_no": "宿科发〔2016〕33号",
            "genre": "plan",
            "entity": "宿迁市",
            "place_code": "321300",
            "rights": "official",
        },
    ),
    (
        "发文机关 | 咸阳市人民政府办公室 | 发文字号 | 咸政办发〔2021〕18号 |\n发布时间 | 2021-04-30 |\n"
        f"咸阳市人民政府办公室关于印发2021年重点建设项目名单的通知\n各县市区人民政府：\n{PLAIN}",
        {
            "title": "咸阳市人民政府办公室关于印发2021年重点建设项目名单的通知",
            "date": "2021-04-30",
            "issuer": "咸阳市人民政府办公室",
            "doc_no": "咸政办发〔2021〕18号",
            "genre": "project_list",
            "entity": "咸阳市",
            "place_code": "610400",
            "rights": "official",
        },
    ),
    (
        "首页 > 政务公开 > 正文\n大庆市人民政府关于下达2005年国民经济和社会发展计划的通知\n"
        f"庆政发[2005]3号\n各县区人民政府：\n{PLAIN}\n大庆市人民政府\n二○○五年三月一日",
        {
            "title": "大庆市人民政府关于下达2005年国民经济和社会发展计划的通知",
            "date": "2005-03-01",
            "issuer": "大庆市人民政府",
            "doc_no": "庆政发[2005]3号",
            "genre": "plan",
            "entity": "大庆市",
            "place_code": "230600",
            "rights": "official",
        },
    ),
    (
        f"无锡高新区管委会关于2017年度工作情况的报告\n市政府：\n{BODY}\n\n　　　　　　　　无锡高新区管委会\n　　　　　　　　2018年1月8日",
        {
            "title": "无锡高新区管委会关于2017年度工作情况的报告",
            "date": "2018-01-08",
            "issuer": "无锡高新区管委会",
            "genre": "work_report",
            "entity": "无锡高新区",
            "place_code": "320200",
            "rights": "official",
        },
    ),
    (
        f"包头稀土高新区2020年工作总结及2021年工作计划\n{BODY}特此报告。\n包头稀土高新区管委会2020年12月28日",
        {
            "title": "包头稀土高新区2020年工作总结及2021年工作计划",
            "date": "2020-12-28",
            "issuer": "包头稀土高新区管委会",
            "genre": "work_report",
            "entity": "包头稀土高新区",
            "place_code": "150200",
            "rights": "official",
        },
    ),
    (
        f"政府工作报告\n——2012年1月10日在鞍山市第十四届人民代表大会第五次会议上\n鞍山市市长　王某某\n各位代表：\n现在，我代表市人民政府，向大会报告工作。鞍山市{PLAIN}",
        {
            "title": "政府工作报告",
            "date": "2012-01-10",
            "author": "王某某",
            "genre": "work_report",
            "entity": "鞍山市",
            "place_code": "210300",
            "rights": "official",
        },
    ),
    (
        f"2021年安徽省政府工作报告\n日期:2021-02-01\n过去一年，全省{PLAIN}",
        {
            "title": "2021年安徽省政府工作报告",
            "date": "2021-02-01",
            "issuer": "安徽省政府",
            "genre": "work_report",
            "entity": "安徽省",
            "place_code": "340000",
            "rights": "official",
        },
    ),
    (
        f"安吉县2019年国民经济和社会发展统计公报\n安吉县统计局\n（2020年3月12日）\n全县{PLAIN}",
        {
            "title": "安吉县2019年国民经济和社会发展统计公报",
            "date": "2020-03-12",
            "issuer": "安吉县统计局",
            "genre": "communique",
            "entity": "安吉县",
            "place_code": "330523",
            "rights": "official",
        },
    ),
    (
        f"国务院关于同意芜湖高新技术产业园区升级为国家高新技术产业开发区的批复\n国函〔2010〕102号\n安徽省人民政府：\n同意芜湖高新技术产业园区升级为国家高新技术产业开发区。{PLAIN}",
        {
            "title": "国务院关于同意芜湖高新技术产业园区升级为国家高新技术产业开发区的批复",
            "issuer": "国务院",
            "doc_no": "国函〔2010〕102号",
            "genre": "notice",
            "entity": "芜湖高新技术产业园区",
            "place_code": "340200",
            "zone_level": "national",
            "rights": "official",
        },
    ),
    (
        f"科技部关于印发国家高新技术产业开发区“十三五”发展规划的通知\n国科发高〔2017〕90号\n各省、自治区、直辖市科技厅：\n我国{PLAIN}",
        {
            "title": "科技部关于印发国家高新技术产业开发区“十三五”发展规划的通知",
            "issuer": "科技部",
            "doc_no": "国科发高〔2017〕90号",
            "genre": "plan",
            "entity": "全国",
            "rights": "official",
        },
    ),
    (
        f"国家科委文件\n国科发火字〔1996〕018号\n关于印发《国家高新技术产业开发区管理暂行办法》的通知\n各省科委：\n我国{PLAIN}\n国家科学技术委员会\n一九九六年一月十六日",
        {
            "title": "关于印发《国家高新技术产业开发区管理暂行办法》的通知",
            "date": "1996-01-16",
            "issuer": "国家科学技术委员会",
            "doc_no": "国科发火字〔1996〕018号",
            "genre": "policy",
            "entity": "全国",
            "rights": "official",
        },
    ),
    (
        f"中共淄博市委 淄博市人民政府\n关于加快高新技术产业开发区发展的决定\n（1998年6月3日）\n{PLAIN}",
        {
            "title": "中共淄博市委 淄博市人民政府关于加快高新技术产业开发区发展的决定",
            "date": "1998-06-03",
            "issuer": "中共淄博市委 淄博市人民政府",
            "genre": "policy",
            "entity": "淄博市",
            "place_code": "370300",
            "rights": "official",
        },
    ),
    (
        f"齐齐哈尔高新技术产业开发区管理委员会文件\n齐高管发〔2014〕6号\n关于表彰2013年度先进企业的通报\n各企业：\n{BODY}\n齐齐哈尔高新技术产业开发区管理委员会\n2014年2月10日",
        {
            "title": "关于表彰2013年度先进企业的通报",
            "date": "2014-02-10",
            "issuer": "齐齐哈尔高新技术产业开发区管理委员会",
            "doc_no": "齐高管发〔2014〕6号",
            "genre": "notice",
            "entity": "齐齐哈尔高新技术产业开发区",
            "place_code": "230200",
            "rights": "official",
        },
    ),
    (
        f"安顺市高新技术企业认定奖励办法\n第一条　为鼓励创新，制定本办法。安顺市{PLAIN}",
        {
            "title": "安顺市高新技术企业认定奖励办法",
            "genre": "policy",
            "entity": "安顺市",
            "place_code": "520400",
            "rights": "official",
        },
    ),
    (
        f"桂林市高新技术产业开发区条例\n（2003年5月20日桂林市第二届人大常委会通过）\n第一条　制定本条例。桂林市{PLAIN}",
        {
            "title": "桂林市高新技术产业开发区条例",
            "genre": "policy",
            "entity": "桂林市高新技术产业开发区",
            "place_code": "450300",
            "rights": "official",
        },
    ),
    (
        f"衡阳高新区2022年重点项目清单\n序号\t项目名称\t总投资（亿元）\n1\t甲项目\t12\n2\t乙项目\t30\n{BODY}",
        {
            "title": "衡阳高新区2022年重点项目清单",
            "genre": "project_list",
            "entity": "衡阳高新区",
            "place_code": "430400",
            "rights": "official",
        },
    ),
    (
        f"关于召开高新区经济运行分析会的通知\n各科室：\n定于3月5日召开会议。{BODY}\n常德高新区党政办公室\n2015年3月2日",
        {
            "title": "关于召开高新区经济运行分析会的通知",
            "date": "2015-03-02",
            "issuer": "常德高新区党政办公室",
            "genre": "notice",
            "entity": "常德高新区",
            "place_code": "430700",
            "rights": "official",
        },
    ),
    (
        f"泰州市“十四五”科技创新规划\n二〇二一年九月\n泰州市{PLAIN}",
        {
            "title": "泰州市“十四五”科技创新规划",
            "date": "2021-09",
            "genre": "plan",
            "entity": "泰州市",
            "place_code": "321200",
            "rights": "official",
        },
    ),
    (
        f"焦作高新区2011年工作要点\n{BODY}",
        {
            "title": "焦作高新区2011年工作要点",
            "genre": "plan",
            "entity": "焦作高新区",
            "place_code": "410800",
            "rights": "official",
        },
    ),
    (
        f"唐山高新区管委会副主任谈产业转型\n时间：2013-10-11　　稿源：唐山科技导报　　编辑：老吴\n唐山高新区是国家级高新技术产业开发区。{BODY}",
        {
            "title": "唐山高新区管委会副主任谈产业转型",
            "date": "2013-10-11",
            "source": "唐山科技导报",
            "genre": "news",
            "entity": "唐山高新区",
            "place_code": "130200",
            "zone_level": "national",
            "rights": "press",
        },
    ),
    (
        f"咸宁高新区发展情况汇报\n咸宁高新区2009年经省政府批准设立，正在争创国家高新区。{BODY}",
        {
            "title": "咸宁高新区发展情况汇报",
            "genre": "work_report",
            "entity": "咸宁高新区",
            "place_code": "421200",
            "zone_level": "provincial",
        },
    ),
    # Zones without a place in their name, in other zones, with a district's name
    (
        f"东湖高新区光电子产业调查\n来源：湖北日报\n东湖高新区{PLAIN}",
        {
            "title": "东湖高新区光电子产业调查",
            "source": "湖北日报",
            "genre": "news",
            "entity": "东湖高新区",
            "place_code": "420100",
            "rights": "press",
        },
    ),
    (
        f"西岭高新区交出成绩单\n2020年，西岭高新区{PLAIN}西岭高新区再出发。",
        {"title": "西岭高新区交出成绩单", "genre": "news", "entity": "西岭高新区"},
    ),
    (
        f"成都市武侯工业园区招商\n成都市武侯工业园区{PLAIN}",
        {
            "title": "成都市武侯工业园区招商",
            "genre": "news",
            "entity": "成都市武侯工业园区",
            "place_code": "510100",
        },
    ),
    # Districts of one name
    (
        f"鼓楼区创新驱动显成效\n南京市鼓楼区{PLAIN}",
        {
            "title": "鼓楼区创新驱动显成效",
            "genre": "news",
            "entity": "鼓楼区",
            "place_code": "320106",
        },
    ),
    (
        f"鼓楼区创新驱动显成效\n福州市鼓楼区{PLAIN}",
        {
            "title": "鼓楼区创新驱动显成效",
            "genre": "news",
            "entity": "鼓楼区",
            "place_code": "350102",
        },
    ),
    (
        f"鼓楼区创新驱动显成效\n鼓楼区{PLAIN}",
        {"title": "鼓楼区创新驱动显成效", "genre": "news", "entity": "鼓楼区"},
    ),
    (
        f"长春朝阳经济开发区扩园\n长春朝阳经济开发区{PLAIN}",
        {
            "title": "长春朝阳经济开发区扩园",
            "genre": "news",
            "entity": "长春朝阳经济开发区",
            "place_code": "220100",
        },
    ),
    (
        f"资阳市人民政府令第12号\n资阳市科技资金管理办法\n第一条　资金来源：财政拨款。\n数据来源：甲统计局\n资阳市{PLAIN}",
        {
            "title": "资阳市科技资金管理办法",
            "issuer": "资阳市人民政府",
            "doc_no": "资阳市人民政府令第12号",
            "genre": "policy",
            "entity": "资阳市",
            "place_code": "512000",
            "rights": "official",
        },
    ),
    # A second round, of manners that the first one lacked
    (
        f"关于《昆山市创新型城市建设规划》的说明\n昆山市科技局局长  李 某\n（2010年3月）\n各位代表：\n昆山市{PLAIN}",
        {
            "title": "关于《昆山市创新型城市建设规划》的说明",
            "date": "2010-03",
            "author": "李某",
            "genre": "notice",
            "entity": "昆山市",
            "place_code": "320583",
            "rights": "official",
        },
    ),
    (
        f"1992年全国高新技术产业开发区工作会议纪要\n一九九二年十一月六日\n我国开发区{PLAIN}",
        {
            "title": "1992年全国高新技术产业开发区工作会议纪要",
            "date": "1992-11-06",
            "genre": "notice",
            "entity": "全国",
            "rights": "official",
        },
    ),
    (
        f"烟台高新区:蓝色引擎  作者:刘洋  来源:大众日报  2015-6-3\n{BODY}",
        {
            "title": "烟台高新区:蓝色引擎",
            "date": "2015-06-03",
            "source": "大众日报",
            "author": "刘洋",
            "genre": "news",
            "entity": "烟台高新区",
            "place_code": "370600",
            "rights": "press",
        },
    ),
    (
        f"大连高新区软件产业简报\n（第12期）\n大连高新区管委会办公室编    2011年7月15日\n{BODY}",
        {
            "title": "大连高新区软件产业简报",
            "date": "2011-07-15",
            "issuer": "大连高新区管委会办公室",
            "genre": "news",
            "entity": "大连高新区",
            "place_code": "210200",
            "rights": "official",
        },
    ),
    (
        f"珠海高新区：科教名镇\n2014-11-02 珠海特区报\n珠海高新区{PLAIN}",
        {
            "title": "珠海高新区：科教名镇",
            "date": "2014-11-02",
            "source": "珠海特区报",
            "genre": "news",
            "entity": "珠海高新区",
            "place_code": "440400",
            "rights": "press",
        },
    ),
    (
        f"太原市人民政府公报 2009年第3期\n太原市人民政府关于公布高新技术企业名单的公告\n并政发〔2009〕11号\n太原市{PLAIN}",
        {
            "title": "太原市人民政府关于公布高新技术企业名单的公告",
            "issuer": "太原市人民政府",
            "doc_no": "并政发〔2009〕11号",
            "genre": "notice",
            "entity": "太原市",
            "place_code": "140100",
            "rights": "official",
        },
    ),
    (
        f"關於深圳高新區發展的幾點思考\n作者：陳大文（深圳大學） 來源：《特區經濟》2003年第5期\n深圳高新區{PLAIN}",
        {
            "title": "關於深圳高新區發展的幾點思考",
            "source": "特區經濟",
            "author": "陳大文",
            "genre": "news",
            "entity": "深圳高新区",
            "place_code": "440300",
            "rights": "press",
        },
    ),
    (
        f"国家统计局关于2003年全国高新区主要经济指标的公报\n国家统计局\n2004年3月1日\n全国高新区{PLAIN}",
        {
            "title": "国家统计局关于2003年全国高新区主要经济指标的公报",
            "date": "2004-03-01",
            "issuer": "国家统计局",
            "genre": "communique",
            "entity": "全国",
            "rights": "official",
        },
    ),
    (
        "标题\t泉州高新区2019年度部门决算公开\n发布机构\t泉州高新区管委会\n发布日期\t2020-09-30\n"
        f"索引号\tQZ00123-2020-00031\n\n{BODY}",
        {
            "title": "泉州高新区2019年度部门决算公开",
            "date": "2020-09-30",
            "issuer": "泉州高新区管委会",
            "genre": "notice",
            "entity": "泉州高新区",
            "place_code": "350500",
            "rights": "official",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADS, ids=[str(n) for n in range(len(HEADS))])
def test_what_a_reader_takes_from_a_head(text: str, expected: dict[str, str]) -> None:
    assert facts_of(text) == expected


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("甲里高新区2015年经国务院批准升级为国家高新区。", "national"),
        ("甲里高新区是国家级高新技术产业开发区。", "national"),
        ("甲里国家高新区位于城东。", "national"),
        ("国务院同意甲里高新区升级，命名为国家高新区。", "national"),
        ("甲里高新区是省级高新区，2016年晋升为国家级高新区。", "national"),
        ("甲里高新区是省级高新区，正争创国家级高新区。", "provincial"),
        ("甲里高新区被认定为省级高新技术产业园区。", "provincial"),
        ("甲里高新区力争升级为国家级高新区。", None),
        ("甲里高新区将升级为国家级高新区。", None),
        ("甲里高新区现有国家级高新技术企业30家。", None),
        ("乙外高新区是国家级高新区。", None),
        ("甲里高新区有国家级孵化器3家。", None),
    ],
)
def test_a_zone_s_level_is_what_the_text_says_of_it(said: str, level: str | None) -> None:
    text = f"甲里高新区工作会议召开\n甲里高新区{PLAIN}\n{said}\n甲里高新区再出发。"
    assert facts_of(text).get("zone_level") == level


@pytest.mark.parametrize(
    ("level", "as_of", "year", "basis"),
    [
        ("national", "2018", "2020", "register"),
        ("national", "2018", "2018", "register"),
        ("national", "2018", "2014", "later_register"),
        ("provincial", "2018", "2014", "register"),
        ("provincial", "2018", "2020", "later_register"),
        ("provincial", "2018", "", "later_register"),
    ],
)
def test_a_register_s_level_holds_on_its_side_of_time(
    monkeypatch: pytest.MonkeyPatch, level: str, as_of: str, year: str, basis: str
) -> None:
    row = {"name": "甲里高新区", "gb2260": "320400", "level": level, "as_of": as_of}
    monkeypatch.setattr(registers, "_parks", lambda: {"甲里高新区": row})
    found = registers.find_level("甲里高新区", year, PLAIN, Span(0, len(PLAIN)))
    assert (found.value, found.basis, found.span) == (level, basis, None)
