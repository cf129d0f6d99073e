"""The pages of the web report, from resolved notebooks and documents written here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pytest

from analysis.errors import RenderError
from analysis.report.html import (
    ASSETS,
    Downloads,
    Link,
    Nav,
    Page,
    index_page,
    landing_page,
    numbers_page,
    outline,
    page,
)
from analysis.report.html import chapter as html_chapter
from analysis.report.numbers import Number, Quote
from analysis.report.passages import Mark, marked
from analysis.report.source_pages import Reading, part_starts, source_pages

VOID = {"meta", "link", "img", "br", "hr", "col", "input", "wbr"}
HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}<img src=x onerror=alert(1)>"

FIGURE = """<figure class="exhibit figure" id="fig-growth">
<img src="../figures/growth.zh.svg" alt="点图：五个园区的增长率" width="640" height="360" data-width-mm="160">
<figcaption><span class="number">图 3-1</span> <span class="title">所述增长率</span>
<span class="subtitle">同比增长/%；n = 5</span></figcaption>
<p class="caption">读法：越靠右增长越快。</p>
</figure>"""

TABLE = """<figure class="exhibit table" id="tab-growth">
<figcaption><span class="number">表 3-1</span> <span class="title">增长</span></figcaption>
<table><colgroup><col><col><col><col></colgroup><thead><tr><th scope="col" class="l">指标</th>
<th scope="col" class="l">园区</th><th scope="col" class="c">年份</th>
<th scope="col" class="r">产值/亿元</th></tr></thead>
<tbody><tr><td class="l">总产值</td><td class="l">新余高新区</td><td class="c">2014</td>
<td class="r"><a class="evidence" href="sources/000.html#c6-11">215</a></td></tr></tbody></table>
<p class="note">按原文口径。</p>
</figure>"""

QUOTES = """<figure class="exhibit table quotes" id="tab-quotes">
<figcaption><span class="number">表 3-2</span> <span class="title">原句</span></figcaption>
<table><colgroup><col data-width="1"><col data-width="3"></colgroup><thead><tr><th scope="col" class="l">园区</th>
<th scope="col" class="l">原句</th></tr></thead>
<tbody><tr><td class="l">新余</td><td class="l">完成215亿元。</td></tr></tbody></table>
</figure>"""


class Reader(HTMLParser):
    """Reads a page as a careful browser does: balance, ids, links, what is loaded, the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if attrs.get("id")]

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        found = [attrs for each, attrs in self.tags if each == tag]
        return [attrs for attrs in found if name in str(attrs.get("class", "")).split()] if name else found

    @property
    def loaded(self) -> list[str]:
        names = {
            "link": "href",
            "script": "src",
            "img": "src",
            "iframe": "src",
            "source": "src",
            "object": "data",
        }
        return [str(attrs[names[tag]]) for tag, attrs in self.tags if attrs.get(names.get(tag, ""))]


def notebook(*cells: nbformat.NotebookNode, title: str = "比较", **about: object) -> nbformat.NotebookNode:
    nb = nbformat.v4.new_notebook(cells=list(cells))
    nb.metadata.gaoxin = {
        "resolved": 1, "lang": "zh", "id": "03_comparison", "chapter": 3, "title": title, "evidence": [], **about,
    }  # fmt: skip
    return nb


def prose(source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source)


def code(source: str, *outputs: str) -> nbformat.NotebookNode:
    shown = [nbformat.v4.new_output("display_data", data={"text/html": each}) for each in outputs]
    return nbformat.v4.new_code_cell(source, outputs=shown)


@pytest.fixture
def nav() -> Nav:
    pages = (
        Page("02_indicators", "02_indicators.html", "2", "指标"),
        Page("03_comparison", "03_comparison.html", "3", "比较"),
        Page("method", "method.html", "", "方法"),
    )
    return Nav("高新区报告", "0.1.0", "2026-02-01", "zh", pages, pdf="gaoxin-report.pdf")


@pytest.fixture
def chapter() -> nbformat.NotebookNode:
    return notebook(
        prose("# 3 比较\n\n共[127](sources/000.html#c6-11)个，见[图 3-1](#fig-growth)。"),
        prose("## 3.1 所述增长率\n\n一行，\n又一行。Two\nlines.\n\n- 甲\n- *乙*"),
        code("figures.growth(growth)  # 园区", FIGURE, TABLE),
        prose("### 3.1.1 细节\n\n## 3.2 原句"),
        code("", QUOTES, '<p class="absent" id="fig-slope">少于3个，未作。</p>'),
    )


def document(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "doc": "000", "file": "000_a.txt", "start": 0, "end": 11, "title": "新余高新区", "date": "2015-01-10",
        "issuer": None, "genre": "工作总结", "script": "hans", "completeness": "全文", "chars": 11,
        "sha256": "ab" * 32, "duplicate_spans": None, "boilerplate_spans": None,
    }  # fmt: skip
    return row | changes


def front(**changes: object) -> SimpleNamespace:
    made = {
        "title": "高新区报告", "subtitle": "五份文件", "authors": ("课题组",), "edition": "0.1.0", "date": "2026-02-01",
        "lang": "zh", "keywords": ("高新区", "文本"), "abstract": "摘要。", "glance": "- **读了什么？** 五份。",
    }  # fmt: skip
    return SimpleNamespace(**made | changes)


def source_page(row: dict[str, object], text: str, marks: list[Mark], **more: object) -> str:
    """Return the only page of a document that is not long."""
    (made,) = source_pages(row, text, marks, **more).values()
    return made


def check(text: str) -> Reader:
    """Return a page that holds what every page must."""
    read = Reader(text)
    assert text.startswith("<!DOCTYPE html>")
    assert read.faults == []
    assert [name for name, n in Counter(read.ids).items() if n > 1] == []
    assert not [each for each in read.loaded if re.match(r"(?i)(https?:)?//", each)]
    assert all(
        re.fullmatch(r"(\.\./)+assets/[a-z-]+\.js", str(each.get("src"))) for each in read.all("script")
    )
    assert not read.all("style")
    assert not [
        tag for tag, attrs in read.tags if any(name == "style" or name.startswith("on") for name in attrs)
    ]
    assert [attrs.get("lang") for attrs in read.all("html")] == ["zh-Hans"]
    policies = [
        m.get("content") for m in read.all("meta") if m.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1 and str(policies[0]).startswith("default-src 'none';")
    here = {str(attrs["href"])[1:] for attrs in read.all("a") if str(attrs.get("href")).startswith("#")}
    assert here - {"top"} <= set(read.ids)
    return read


# ---- chapters ------------------------------------------------------------------------------------


def test_a_chapter_has_its_parts(chapter: nbformat.NotebookNode, nav: Nav) -> None:
    read = check(page(chapter, nav=nav))
    assert {"s3", "s3-1", "s3-1-1", "s3-2", "fig-growth", "tab-growth", "tab-quotes", "fig-slope"} <= set(
        read.ids
    )
    assert len(read.all("h1")) == 1 and len(read.all("main")) == 1
    assert [image["alt"] for image in read.all("img")] == ["点图：五个园区的增长率"]
    assert "full" in str(read.all("img")[0]["class"])
    assert "3 比较 · 高新区报告" in read.text
    assert [a["href"] for a in read.all("a", "enlarge")] == ["../figures/growth.zh.svg"]
    assert [a.get("href") for a in read.all("a") if a.get("rel") == "prev"] == ["02_indicators.html"]
    assert [a.get("href") for a in read.all("a") if a.get("rel") == "next"] == ["method.html"]
    assert {a["href"] for a in read.all("a") if a.get("aria-current") == "page"} == {"03_comparison.html"}


def test_each_link_to_a_document_has_an_anchor_made_from_its_place(nav: Nav) -> None:
    table = TABLE.replace(
        '<td class="c">2014</td>', '<td><a class="evidence" href="sources/000.html#c1-5">2014</a></td>'
    )
    nb = notebook(
        prose("# 3 比较\n\n共[127](sources/000.html#c6-11)个，[再](sources/000.html#c6-11)。"),
        code("", table),
    )
    made = html_chapter(nb, nav=nav)
    links = [(a["id"], a["href"]) for a in Reader(made.text).all("a", "evidence")]
    assert links == [
        ("e-000-c6-11", "sources/000.html#c6-11"),
        ("e-000-c6-11-2", "sources/000.html#c6-11"),
        ("e-000-c1-5", "sources/000.html#c1-5"),
        ("e-000-c6-11-3", "sources/000.html#c6-11"),
    ]
    assert [(c.anchor, c.where) for c in made.outline.citations] == [
        ("e-000-c6-11", "3"), ("e-000-c6-11-2", "3"), ("e-000-c1-5", "表 3-1"), ("e-000-c6-11-3", "表 3-1"),
    ]  # fmt: skip


def test_an_exhibit_says_which_cell_of_which_notebook_made_it(nav: Nav) -> None:
    cell = code(
        "show(tables.growth)", TABLE.replace("</figure>", '<p class="source">资料来源：甲。</p></figure>')
    )
    cell.id = "03-11"
    text = page(notebook(prose("# 3 比较"), cell, code("", FIGURE)), nav=nav)
    assert "资料来源：甲。 <a" in text
    assert [a["href"] for a in Reader(text).all("a", "notebook")] == ["../notebooks/03_comparison.ipynb"]
    assert "单元" in text and "03-11" in text


def test_a_page_that_is_too_long_cuts_its_tables_and_says_so(
    nav: Nav, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = re.search(r"<tr><td.*?</tr>", TABLE, re.DOTALL)
    assert row
    nb = notebook(prose("# 3 比较"), code("", TABLE.replace(row[0], row[0] * 400)))
    whole = page(nb, nav=nav)
    assert whole.count("总产值") == 400 and "只列前" not in whole
    monkeypatch.setattr("analysis.report.html.MOST_BYTES", len(whole.encode()) - 1)
    made = html_chapter(nb, nav=nav)
    assert made.text.count("总产值") == 300
    assert "此页只列前 300 行，共 400 行" in made.text
    assert len(made.outline.citations) == 300  # no way back to a row that is not there


def test_a_page_of_numbers_that_is_too_long_keeps_first_sentences_and_says_so(
    nav: Nav, monkeypatch: pytest.MonkeyPatch
) -> None:
    quotes = tuple(Quote(f"sources/000.html#c{n}-{n + 2}", "文", "完成", "5亿", "元。") for n in range(50))
    numbers = [Number("sum", "250亿元", "相加", "", ("observations",), quotes, ())]
    whole = numbers_page(numbers, nav=nav)
    assert whole.text.count("5亿</a>") == 50 and "只列前" not in whole.text
    monkeypatch.setattr("analysis.report.html.MOST_BYTES", len(whole.text.encode()) - 1)
    made = numbers_page(numbers, nav=nav)
    assert made.text.count("5亿</a>") == len(made.outline.citations) == 30
    assert "此页只列前 30 句" in check(made.text).text


def test_a_link_opens_the_page_of_a_long_document_on_which_its_place_stands(nav: Nav) -> None:
    parts = Nav(nav.title, "", "", "zh", nav.pages, parts={"000": (0, 10, 20), "001": (5,)})
    source = "# 3 比较\n\n" + "".join(
        f"[{n}](sources/{n}) "
        for n in ("000.html#c9-11", "000.html#c10-12", "000.html#c25-26", "001.html#c7-8", "002.html#c7-8")
    )
    read = Reader(page(notebook(prose(source)), nav=parts))
    assert [a["href"] for a in read.all("a", "evidence")] == [
        "sources/000.html#c9-11", "sources/000.p2.html#c10-12", "sources/000.p3.html#c25-26",
        "sources/001.html#c7-8", "sources/002.html#c7-8",
    ]  # fmt: skip


def test_code_is_folded_and_coloured_by_classes(chapter: nbformat.NotebookNode, nav: Nav) -> None:
    text = page(chapter, nav=nav)
    folded = re.findall(r'<details class="code">.*?</details>', text, re.DOTALL)
    assert len(folded) == 1  # the other cell has no source
    assert '<span class="c1"># 园区</span>' in folded[0]
    assert "open" not in Reader(folded[0]).tags[0][1]


def test_a_line_end_between_chinese_characters_is_no_space(nav: Nav) -> None:
    text = page(notebook(prose("# 3 比较\n\n一行，\n**又**一行\n*尾*。\n\nTwo\nlines")), nav=nav)
    assert "<p>一行，<strong>又</strong>一行<em>尾</em>。</p>" in text
    assert "<p>Two\nlines</p>" in text


def test_wide_drawings_and_tables_scroll_in_a_box_that_can_be_reached_and_has_a_name(
    chapter: nbformat.NotebookNode, nav: Nav
) -> None:
    read = check(page(chapter, nav=nav))
    boxes = read.all("div", "scroll")
    assert len(boxes) == 2
    for box in boxes:
        assert (box["role"], box["tabindex"]) == ("region", "0")
        assert box["aria-labelledby"] in read.ids
    assert len(read.all("table", "many")) == 1


def test_a_table_of_quotes_names_its_columns_and_has_its_widths(
    chapter: nbformat.NotebookNode, nav: Nav
) -> None:
    read = check(page(chapter, nav=nav))
    assert [cell["data-head"] for cell in read.all("td") if "data-head" in cell] == ["园区", "原句"]
    assert [column.get("class") for column in read.all("col")][-2:] == ["w25", "w75"]


@pytest.mark.parametrize(
    "source",
    [
        HOSTILE,
        HOSTILE.replace("<", "\\<").replace("{", "\\{"),
        "[看](javascript:alert(1))",
        "[看](JaVaScRiPt&colon;alert(1))",
        "![看](javascript:alert(1))",
        "[看](data:text/html;base64,PHNjcmlwdD4=)",
        "<div onclick='alert(1)'>块</div>",
        "$<b>$",
    ],
)
def test_hostile_prose_is_shown_and_not_obeyed(source: str, nav: Nav) -> None:
    read = check(page(notebook(prose(f"# 3 比较\n\n{source}")), nav=nav))
    assert not read.all("div", "块") and not read.all("b")
    assert not read.all("img")
    addresses = [
        str(attrs.get("href") or attrs.get("src")) for tag, attrs in read.tags if tag in ("a", "img")
    ]
    assert not [each for each in addresses if re.match(r"(?i)\s*(javascript|data:text)", each)]
    if "alert(1)</script>" in source:
        assert "<script>alert(1)</script>{{ 7 * 7 }}" in read.text


def test_hostile_titles_and_code_are_shown_as_text() -> None:
    nav = Nav(HOSTILE, HOSTILE, HOSTILE, "zh", (Page("03_comparison", "03.html", "3", HOSTILE),))
    nb = notebook(prose("# 3 比较"), code(HOSTILE), title=HOSTILE)
    for text in (
        page(nb, nav=nav),
        index_page(
            front(title=HOSTILE, keywords=(HOSTILE,), glance=HOSTILE), nav, [outline(nb)], Downloads()
        ).text,
        landing_page(HOSTILE),
        source_page(document(title=HOSTILE, issuer=HOSTILE), "完成。215亿元 增长。"[:11], [], nav=nav),
    ):
        assert "<script>alert(1)</script>{{ 7 * 7 }}" in check(text).text


def test_a_backslash_and_an_ampersand_of_a_document_stay(nav: Nav) -> None:
    assert (
        "R&D &lt; &amp;"
        in check(page(notebook(prose(r"# 3 比较" "\n\n" r"R\&D \&lt; \&amp\;")), nav=nav)).text
    )


def test_dollars_are_not_mathematics(nav: Nav) -> None:
    text = page(notebook(prose("# 3 比较\n\nUS$3与US$[5](sources/000.html#c1-2)")), nav=nav)
    assert re.search(r'US\$3与US\$<a [^<>]*href="sources/000.html#c1-2"[^<>]*>5</a>', text)


def test_a_chapter_stands_alone_without_others(chapter: nbformat.NotebookNode) -> None:
    from analysis.report.html import ReportExporter

    text, resources = ReportExporter().from_notebook_node(chapter)
    read = check(text)
    assert resources["output_extension"] == ".html"
    assert "比较" in read.text and not read.all("nav", "pager")


def test_headings_without_a_number_have_anchors_of_their_own(nav: Nav) -> None:
    read = check(page(notebook(prose("# 方法\n\n## 小结\n\n### 小结\n\n## 小结"), title="方法"), nav=nav))
    assert {"s-0", "s-1", "s-2", "s-3"} <= set(read.ids)


@pytest.mark.parametrize("about", [{}, {"resolved": 0}])
def test_a_notebook_that_is_not_resolved_is_refused(about: dict[str, int], nav: Nav) -> None:
    nb = notebook(prose("# 3 {{ claim }}"))
    nb.metadata.gaoxin = {"id": "03_comparison", **about}
    with pytest.raises(RenderError) as caught:
        page(nb, nav=nav)
    assert caught.value.what == "a notebook that is not resolved"
    assert caught.value.where == "03_comparison"
    assert "resolve" in caught.value.remedy


def test_an_output_without_html_is_refused(nav: Nav) -> None:
    nb = notebook(prose("# 3 比较"), code("1"))
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="hello")]
    with pytest.raises(RenderError, match="an output of type stream without HTML"):
        page(nb, nav=nav)


def test_the_outline_has_the_anchors_of_the_page(chapter: nbformat.NotebookNode, nav: Nav) -> None:
    made = outline(chapter)
    assert (made.id, made.number, made.title) == ("03_comparison", "3", "比较")
    assert [(e.id, e.number, e.title) for e in made.sections] == [
        ("s3-1", "3.1", "所述增长率"),
        ("s3-2", "3.2", "原句"),
    ]
    assert [(e.id, e.number, e.title) for e in made.figures] == [("fig-growth", "图 3-1", "所述增长率")]
    assert [e.id for e in made.tables] == ["tab-growth", "tab-quotes"]
    ids = Reader(page(chapter, nav=nav)).ids
    assert {e.id for e in (*made.sections, *made.figures, *made.tables)} <= set(ids)


# ---- first page, landing page --------------------------------------------------------------------


def test_the_first_page_leads_everywhere(chapter: nbformat.NotebookNode, nav: Nav) -> None:
    downloads = Downloads(
        (Link("gaoxin-report.pdf", "PDF"),),
        (Link("../data/observations.csv", "数据"),),
        (Link("../notebooks/1.ipynb", "1"),),
    )
    read = check(index_page(front(), nav, [outline(chapter)], downloads, "课题组. 高新区报告").text)
    links = {str(a["href"]) for a in read.all("a")}
    assert {
        "gaoxin-report.pdf",
        "../data/observations.csv",
        "method.html",
        "03_comparison.html#s3-1",
    } <= links
    assert {"03_comparison.html#fig-growth", "03_comparison.html#tab-quotes"} <= links
    assert {"abstract", "glance", "contents", "figures", "tables"} <= set(read.ids)


def test_the_first_page_leaves_out_what_is_empty(nav: Nav) -> None:
    empty = front(subtitle=None, authors=(), edition=None, date=None, keywords=(), abstract=None, glance=None)
    read = check(index_page(empty, nav, [], Downloads()).text)
    assert "None" not in read.text
    assert {"abstract", "glance", "figures", "tables"}.isdisjoint(read.ids)


def test_the_landing_page_leads_on_without_a_script() -> None:
    read = check(landing_page("高新区报告"))
    assert [m["content"] for m in read.all("meta") if m.get("http-equiv") == "refresh"] == [
        "0; url=zh/index.html"
    ]
    assert [(a["href"], a["hreflang"]) for a in read.all("a")] == [
        ("zh/index.html", "zh-Hans"),
        ("en/index.html", "en"),
    ]


# ---- documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "marks", "expected"),
    [
        ("完成215亿元。", 0, [], "<p>完成215亿元。</p>"),
        ("完成215亿元。", 0, [Mark(2, 7)], '<p>完成<a id="c2-7" href="#o2-7" class="observation">215亿元</a>。</p>'),
        # offsets are those of the file
        ("完成215亿元。", 300, [Mark(302, 307)], '<p>完成<a id="c302-307" href="#o302-307" class="observation">215亿元</a>。</p>'),
        # adjacent
        (
            "甲乙丙", 0, [Mark(0, 1), Mark(1, 3)],
            '<p><a id="c0-1" href="#o0-1" class="observation">甲</a><a id="c1-3" href="#o1-3" class="observation">乙丙</a></p>',
        ),
        # one in another, whatever the order
        (
            "甲乙丙", 0, [Mark(1, 2), Mark(0, 3, "sentence")],
            '<p><span id="c0-3" class="sentence">甲<a id="c1-2" href="#o1-2" class="observation">乙</a>丙</span></p>',
        ),
        # same start
        (
            "甲乙丙", 0, [Mark(0, 2), Mark(0, 3, "sentence")],
            '<p><span id="c0-3" class="sentence"><a id="c0-2" href="#o0-2" class="observation">甲乙</a>丙</span></p>',
        ),
        # one across the end of another
        (
            "甲乙丙丁", 0, [Mark(0, 3), Mark(1, 4)],
            '<p><a id="c0-3" href="#o0-3" class="observation">甲<span id="c1-4" class="observation">乙丙</span></a>'
            '<span class="observation">丁</span></p>',
        ),
        # the same span twice
        (
            "甲乙", 0, [Mark(0, 2, label="产值"), Mark(0, 2, "sentence", "句")],
            '<p><a id="c0-2" href="#o0-2" class="observation sentence" title="产值 / 句" data-label="产值 / 句">甲乙</a></p>',
        ),
        # across the end of a line, and with a blank line before
        (
            "2.5\n亿美元\r\n\r\n 尾", 0, [Mark(0, 7)],
            '<p><a id="c0-7" href="#o0-7" class="observation">2.5</a></p>\n<p><span class="observation">亿美元</span></p>\n'
            '<p class="gap"> 尾</p>',
        ),
        # astral characters count one
        ("𠮷甲", 0, [Mark(1, 2)], '<p>𠮷<a id="c1-2" href="#o1-2" class="observation">甲</a></p>'),
        ("一、总\n甲", 0, [Mark(0, 4, "heading")], '<h2><span id="c0-4" class="heading">一、总</span></h2>\n<p>甲</p>'),
        ('<b>&"', 0, [Mark(1, 2, label='"<')], '<p>&lt;<a id="c1-2" href="#o1-2" class="observation"'
         ' title="&#34;&lt;" data-label="&#34;&lt;">b</a>&gt;&amp;&#34;</p>'),
    ],
)  # fmt: skip
def test_marks(text: str, start: int, marks: list[Mark], expected: str) -> None:
    assert str(marked(text, start, marks, set(marks))) == expected


def test_a_document_has_its_facts_its_text_and_its_marks(nav: Nav) -> None:
    text = "导航\n完成生产总值215亿元。"
    row = document(end=len(text), boilerplate_spans="0-2")
    marks = [Mark(9, 14, label="生产总值 · 2014"), Mark(3, 15, "sentence")]
    read = check(source_page(row, text, marks, nav=nav, cited=[Link("02_indicators.html", "2 指标")]))
    assert {"c9-14", "c3-15"} <= set(read.ids) and "c0-2" not in read.ids
    assert [mark["data-label"] for mark in read.all("a", "observation")] == ["生产总值 · 2014"]
    assert len(read.all("span", "boilerplate")) == 1
    assert "灰字" in read.text and "ab" * 32 in read.text and "工作总结" in read.text
    assert "发布机构" not in read.text  # not known
    assert "../02_indicators.html" in {a["href"] for a in read.all("a")}
    assert "导航" in read.text and "完成生产总值215亿元。" in read.text


def test_a_document_says_what_each_figure_was_read_as_and_leads_back_to_the_places_that_cite_it(
    nav: Nav,
) -> None:
    text = "完成生产总值215亿元。增势良好。"
    marks = [Mark(6, 11, label="生产总值"), Mark(0, 12, "sentence"), Mark(12, 17, "sentence")]
    made = source_page(
        document(end=len(text)),
        text,
        marks,
        nav=nav,
        readings=[Reading(6, 11, "215亿元", "地区生产总值", "生产总值", "2014", "215亿元", "实绩")],
        citations={
            (6, 11): [Link("03.html#e-000-c6-11", "表 3-1"), Link("03.html#e-000-c6-11-2", "第 3.2 节")],
            (12, 17): [Link("05.html#e-000-c12-17", "表 5-2")],
        },
    )
    read = check(made)
    assert {"o6-11", "o12-17"} <= set(read.ids) and "o0-12" not in read.ids  # cited or read, else no row
    links = [str(a["href"]) for a in read.all("a")]
    assert {
        "#c6-11",
        "#o6-11",
        "../03.html#e-000-c6-11",
        "../03.html#e-000-c6-11-2",
        "../05.html#e-000-c12-17",
    } <= set(links)
    for words in ("地区生产总值", "2014", "实绩", "表 3-1", "第 3.2 节", "增势良好。"):
        assert words in read.text


def test_a_long_document_goes_on_over_pages_and_each_of_its_marks_stands_on_one(nav: Nav) -> None:
    line = "完成生产总值215亿元。\n"
    lines = 400_000 // len(line)
    text = line * lines
    marks = [Mark(n * len(line) + 6, n * len(line) + 11) for n in range(0, lines, 40)]
    starts = part_starts(text, 0, marks)
    assert len(starts) == 2 and starts[0] == 0 and text[starts[1] - 1] == "\n"
    long = Nav(nav.title, "", "", "zh", nav.pages, parts={"000": starts})
    pages = source_pages(document(end=len(text)), text, marks, nav=long)
    assert list(pages) == ["sources/000.html", "sources/000.p2.html"]
    assert all(len(made.encode()) < 3_000_000 for made in pages.values())
    ids = [each for made in pages.values() for each in Reader(made).ids if re.match(r"c\d", each)]
    assert sorted(ids) == sorted(f"c{mark.start}-{mark.end}" for mark in marks)
    assert sum(made.count("完成生产总值") for made in pages.values()) == lines
    links = [(a["href"], a.get("aria-current")) for a in Reader(pages["sources/000.p2.html"]).all("a")]
    assert ("000.html", None) in links and ("000.p2.html", "page") in links
    assert part_starts("短。\n", 7, []) == (7,)


def test_the_text_of_a_document_is_whole(nav: Nav) -> None:
    text = "　　一，二\n\n三\t四 \n五"
    made = source_page(document(end=len(text)), text, [Mark(3, 8), Mark(1, 5, "sentence")], nav=nav)
    article = re.search(r'<article class="text".*?</article>', made, re.DOTALL)
    assert article
    assert "".join(Reader(article[0]).text.split()) == "".join(text.split())


def test_traditional_text_says_that_it_is(nav: Nav) -> None:
    read = check(source_page(document(end=2, script="hant"), "營口", [], nav=nav))
    assert [article["lang"] for article in read.all("article")] == ["zh-Hant"]


@pytest.mark.parametrize(
    ("changes", "text", "marks", "what"),
    [
        ({}, "短", [], "a text of 1 characters where the document has 11"),
        ({"start": 5, "end": 8}, "甲乙丙", [Mark(2, 3)], "a mark at 2-3, outside of 5-8"),
        ({"end": 3}, "甲乙丙", [Mark(2, 2)], "a mark at 2-2, outside of 0-3"),
    ],
)
def test_text_and_marks_must_fit(
    changes: dict[str, int], text: str, marks: list[Mark], what: str, nav: Nav
) -> None:
    with pytest.raises(RenderError) as caught:
        source_page(document(**changes), text, marks, nav=nav)
    assert (caught.value.what, caught.value.where) == (what, "document 000")


# ---- style sheet, browser ------------------------------------------------------------------------


def test_the_style_sheet_asks_for_nothing_and_has_every_width() -> None:
    css = (ASSETS / "report.css").read_text(encoding="utf-8")
    assert "url(" not in css and "@import" not in css and "http" not in css
    assert css.count("{") == css.count("}")
    assert all(f".w{n} {{ width: {n}%; }}" in css for n in range(5, 100, 5))
    for needed in (
        "light-dark(",
        "prefers-color-scheme: dark",
        "@media print",
        ":focus-visible",
        ":target",
    ):
        assert needed in css


def test_every_page_leads_to_itself_in_the_other_language(chapter: nbformat.NotebookNode, nav: Nav) -> None:
    both = replace(nav, others=("en",))
    pages = {
        "../en/index.html": index_page(front(), both, [outline(chapter)], Downloads()).text,
        "../en/03_comparison.html": page(chapter, nav=both),
        "../../en/sources/000.html": source_page(document(end=1), "甲", [], nav=both),
    }
    for href, text in pages.items():
        (link,) = check(text).all("a", "language")
        assert (link["href"], link["hreflang"], link["lang"]) == (href, "en", "en")
    assert not check(page(chapter, nav=nav)).all("a", "language")


def test_the_caption_of_a_drawing_stands_last_with_all_that_is_said_of_it(nav: Nav) -> None:
    data = '<details class="data"><summary>图中数据</summary><table><thead><tr><th>甲</th></tr></thead></table></details>'
    text = page(
        notebook(prose("# 3 比较"), code("", FIGURE.replace("</figure>", f"{data}</figure>"))), nav=nav
    )
    figure = re.search(r"<figure.*?</figure>", text, re.DOTALL)
    assert figure and re.search(r"</details>\s*</figcaption>\s*</figure>", figure[0])
    read = Reader(figure[0])
    (box,) = [each for each in read.all("div", "scroll") if "data" in str(each["aria-labelledby"])]
    assert (
        set(str(box["aria-labelledby"]).split()) == {"fig-growth-title", "fig-growth-data"} <= set(read.ids)
    )
