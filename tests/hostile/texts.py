"""Attacks written in the text of documents: on browsers, builders, compilers, spreadsheets, terminals, readers."""

from __future__ import annotations

from .attacks import RUN, Attack, report, text

_BROWSER = {
    "script": f"<script>{RUN}</script>",
    "script_in_capitals": f"<SCRIPT SRC=//x.invalid/a.js></SCRIPT><ScRiPt>{RUN}</sCrIpT>",
    "script_split": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "image_error": f'<img src=x onerror="{RUN}">',
    "svg_load": f"<svg onload={RUN}><animate onbegin={RUN}></svg>",
    "frame": f'<iframe srcdoc="<script>parent.{RUN.removeprefix("window.")}</script>"></iframe>',
    "object": "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "refresh": '<meta http-equiv="refresh" content="0;url=http://x.invalid/">',
    "base": '<base href="http://x.invalid/">',
    "form": f"<form action=http://x.invalid/><button onclick={RUN} autofocus onfocus={RUN}>提交</button></form>",
    "style": '<style>@import "http://x.invalid/a.css"; body{display:none}</style>',
    "link": '<link rel="stylesheet" href="http://x.invalid/a.css">',
    "template": f"<template shadowrootmode=open><script>{RUN}</script></template>",
    "mathml": f'<math><mtext></p><img src=x onerror="{RUN}"></mtext></math>',
    "end_of_page": f"</span></p></td></table></main></body></html><script>{RUN}</script>",
    "end_of_script": f"</script><script>{RUN}</script>",
    "comment": f"<!--><script>{RUN}</script-->",
    "cdata": f"<![CDATA[<script>{RUN}</script>]]>",
    "entities": "&lt;script&gt;&#60;img src=x onerror=alert(1)&#62;&amp;lt;",
    "double_quote": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "single_quote": f"' onmouseover='{RUN}' autofocus onfocus='{RUN}' x='",
    "back_quote": f"` onmouseover=`{RUN}` x=`",
    "json_end": '"}];window.gaoxinAttacked=1;//',
    "json_comment": "*/;window.gaoxinAttacked=1;/*",
    "prototype": "__proto__ constructor toString hasOwnProperty",
}

_MARKUP = {
    "markdown_link": "[点此](javascript:alert(1)) <javascript:alert(1)> [a]: javascript:alert(1)",
    "markdown_image": "![图](http://x.invalid/a.png) ![图](data:text/html,<script>alert(1)</script>)",
    "markdown_emphasis": "**加粗** _斜体_ ~~删除~~ `代码` <b>粗</b>",
    "markdown_footnote": "[^1] [^1]: 脚注 [@dunning1993] @key",
    "markdown_table": "|甲|乙| |---|---| |丙|丁|",
    "jinja": "{{ 7*7 }} {% include '/etc/passwd' %} {{ config }} {# 注 #}",
    "claim": "{{ files }} {{ documents }} {{ nobody_made_this }} {{ fig:growth }}",
    "format": "{0} {title} {title.__class__} %s %(name)s $HOME ${HOME}",
    "latex": r"\input{/etc/passwd} \immediate\write18{touch owned} $$\href{javascript:alert(1)}{x}$$ \(x\)",
    "typst_read": '#read("/etc/passwd") #include "/etc/passwd" #import "@preview/x:1.0.0": *',
    "typst_loop": "#while true {} #panic(1) #{ let f() = f(); f() } $x^2$ <label> @ref",
    "typst_string": r'"] #eval("1") [" \u{22}] #read("main.typ") \\" // /* */',
    "typst_raw": '```typ #read("data.json")``` `#x` ~ -- --- ... = 标题 / 术语: 解',
    "shell": "$(touch owned) `touch owned` ; touch owned | touch owned && touch owned > owned",
    "python": "__import__('os').system('touch owned') \"\"\" ''' \\x41 \\N{BULLET}",
    "sql": "'; DROP TABLE documents; -- \" OR 1=1",
}

_SPREADSHEET = {
    "formula": '=HYPERLINK("http://x.invalid","点此")',
    "formula_dde": "=cmd|' /C calc'!A0",
    "formula_plus": "+1+cmd|' /C calc'!A0",
    "formula_minus": "-2+3+cmd|' /C calc'!A0",
    "formula_at": "@SUM(1+1)*cmd|' /C calc'!A0",
}

_CHARACTERS = {
    "terminal": ("\x1b[2J\x1b[31m红\x1b]8;;http://x.invalid\x07点\x1b]8;;\x07\x1b]0;owned\x07", "红"),
    "bidi": ("\u202e‮元亿021\u202c\u2066甲\u2069\u200f", "元亿021"),
    "zero_width": ("生\u200b产\u200d总\u2060值\ufeff", "生"),
    "combining": ("值" + "\u0301" * 300, "值"),
    "controls": ("甲\x08\x0c\x1b丙", "甲"),
    "noncharacters": ("甲\ufffe\uffff\U0001ffff乙", "乙"),
    "line_separators": ("甲\u2028乙\u2029丙\x85丁\x0b戊\x1c己", "甲"),
    "private_use": ("\ue000\uf8ff\U000f0000\U0010fffd", "东江高新区"),
    "emoji": ("👨‍👩‍👧‍👦🏳️‍🌈🇨🇳①㊙️", "👨"),
    "digits_of_others": ("१२३٣٤٥𝟏𝟐𝟑①②③⅓½²", "东江高新区"),
    "rare_han": ("𠮷𡃁𪚥𬺰龘", "𠮷"),
}

_LONG = {
    "number_of_ten_thousand_digits": "9" * 10_000 + "亿元",
    "number_beyond_every_range": "增长1" + "0" * 400 + "%，达9e999999亿元，为-0.0%，∞%，NaN亿元",
    "chinese_numeral_without_end": "一百万亿" * 2_000 + "元",
    "dates_that_are_none": "9999年99月99日 0000年0月0日 2021年2月30日 13月 第0季度 0-0年 2021-1999年",
    "brackets": "（" * 5_000 + "）" * 4_000,
    "quotes_in_quotes": "《" * 3_000 + "“" * 3_000,
    "cue_without_end": "增长" * 10_000,
    "one_word_without_end": "科技创新" * 20_000,
    "commas": "，" * 50_000,
    "points": "1.2.3.4.5.6.7.8.9." * 3_000,
    "headings": "\n一、\n（一）\n1.\n第一章\n" * 2_000,
    "pairs": "占12%的34%的" * 500,
}

TEXTS: dict[str, Attack] = {
    f"{name}.txt": text(attack) for name, attack in (_BROWSER | _MARKUP | _SPREADSHEET).items()
}
TEXTS |= {f"{name}.txt": text(attack, shown) for name, (attack, shown) in _CHARACTERS.items()}
TEXTS |= {
    f"{name}.txt": Attack(
        f"东江高新区工作报告\n日期:2022-01-20\n2021年，全区完成生产总值120亿元。{attack}\n".encode(),
        "120亿元",
    )
    for name, attack in _LONG.items()
}
TEXTS |= {
    "one_line.txt": Attack(("东江高新区完成产值12亿元" * 1_500).encode(), "产值12亿元"),
    "nothing.txt": Attack(b"", left_out="empty"),
    "blanks.txt": Attack(("\u3000 \n\t" * 1000).encode(), left_out="an empty file"),
    "nul.txt": Attack(report("甲\x00乙").encode(), left_out="a binary file"),
    "marks_only.txt": Attack("，。；：！？\n".encode() * 500, shown="，。"),
    "title_of_ten_thousand.txt": Attack(report("甲", title="东江" * 5_000).encode(), "东江"),
    "lone_surrogates.txt": Attack(
        b"\xff\xfe" + report("乙").encode("utf-16-le") + b"\x00\xd8\x00\xd8", left_out="a binary file"
    ),
    "mixed_encodings.txt": Attack(
        report("丙").encode("gb18030") + report("丁").encode("utf-8"), left_out="its encoding"
    ),
}
