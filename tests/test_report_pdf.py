"""The PDF: one small book is built once, and read back with pypdf."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import pypandoc
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from analysis import fonts
from analysis.errors import RenderError
from analysis.report import evidence, pdf, references, resolve

FONTS = [face.path for face in fonts.FACES]
DATE = datetime(2025, 3, 1, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80pt" height="40pt"><circle cx="20" cy="20" r="9"/></svg>'
)
# What a document may hold, and typst, Lua, pandoc, Jinja or HTML could take for their own.
HOSTILE = [
    '#read("/etc/passwd")',
    "$x$",
    "@foo",
    "<label>",
    "*a*",
    "_b_",
    "back\\slash",
    "[square]",
    "{{ claim }}",
    "-- ...",
    "// note",
    "/* note */",
    "= head",
    "`tick`",
    "#]",
    '"; panic("x")',
    "]] --",
    "~",
    "&amp;",
    "\\u{41}",
]
FIRST = "2014年全区完成生产总值215亿元，同比增长12.5%。"
SECOND = "力争到2020年营业收入突破1000\n亿元，" + " ".join(HOSTILE) + "。"


def cited(doc: str, sentence: str, sentence_start: int, quote: str, title: str) -> dict[str, Any]:
    start = sentence_start + sentence.index(quote)
    return {
        "doc": doc,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "sentence": sentence,
        "sentence_start": sentence_start,
        "title": title,
    }


EVIDENCE = [
    cited("001", SECOND, 7, "1000\n亿元", "营口高新区规划 #title $y$"),
    cited("000", FIRST, 300, "215亿元", "新余高新区总结"),
    cited("000", FIRST, 300, "12.5%", "新余高新区总结"),
]


def href(item: Mapping[str, Any]) -> str:
    return f"sources/{item['doc']}.html#c{item['start']}-{item['end']}"


def link(item: Mapping[str, Any], words: str) -> str:
    return f'<a class="evidence" href="{href(item)}">{escape(words)}</a>'


def table(
    name: str,
    number: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[Sequence[str]],
    kind: str = "",
) -> str:
    widths = "".join(f'<col data-width="{width}">' if width else "<col>" for _, _, width in columns)
    heads = "".join(f'<th scope="col" class="{align}">{head}</th>' for head, align, _ in columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{c[1]}">{cell}</td>' for c, cell in zip(columns, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f'<figure class="exhibit table{kind}" id="tab-{name}">\n'
        f'<figcaption><span class="number">{number}</span> <span class="title">表题</span></figcaption>\n'
        f"<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table>\n"
        f'<p class="note">注：照录。</p>\n</figure>'
    )


FIGURE = (
    '<figure class="exhibit figure" id="fig-growth">\n'
    '<img src="../figures/growth.zh.svg" alt="一个圆 &quot;#x&quot;" width="640" height="320" data-width-mm="78">\n'
    '<figcaption><span class="number">图 1-1</span> <span class="title">各区增长</span>'
    ' <span class="subtitle">%，n = 3</span></figcaption>\n<p class="caption">圆为结果。</p>\n</figure>'
)


def shown(html: str, svg: str | None = None) -> NotebookNode:
    data = {"text/html": html} | ({"image/svg+xml": svg} if svg else {})
    return new_code_cell("secret_source = 1", outputs=[new_output("display_data", data)])


def markdown_escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^$&@])", r"\\\1", text)


def chapter(
    number: int | str, title: str, cells: Sequence[NotebookNode], evidence: Sequence[Mapping[str, Any]]
) -> NotebookNode:
    nb = new_notebook(cells=[new_markdown_cell(f"# {number} {title}"), *cells])
    about = {
        "resolved": 1,
        "lang": "zh",
        "id": f"{number:0>2}_x",
        "chapter": number,
        "title": title,
        "evidence": list(evidence),
    }
    nb.metadata.gaoxin = nbformat.from_dict(about)
    return nb


def chapters() -> list[NotebookNode]:
    second, first, growth = EVIDENCE
    data = [("指标", "l", ""), ("产值/亿元", "r", ""), ("增长/%", "r", "")]
    rows = [["生产总值", link(first, "215"), link(growth, "12.5")], [escape(HOSTILE[0]), "—", "—"]]
    quotes = [
        [str(n), link(second, SECOND) if n % 2 else escape(" ".join(HOSTILE)), "供给"] for n in range(1, 81)
    ]
    prose = (
        f"全区完成生产总值[215亿元]({href(first)})，见[图 1-1](#fig-growth)和[图 9-9](#fig-elsewhere)。\n"
        f"第二行*强调*与**加粗**。{markdown_escaped(' '.join(HOSTILE))}"
    )
    return [
        chapter(
            1,
            "文献：读到了什么",
            [
                new_markdown_cell(prose + "\n\n- 其一\n- 其二\n\n## 1.1 各区 $z$ #x\n\n### 1.1.1 小节"),
                shown(FIGURE, SVG),
                shown(table("data", "表 1-1", data, rows)),
                shown('<p class="absent" id="fig-none">图未绘出：少于三个。</p>'),
            ],
            EVIDENCE[1:],
        ),
        chapter(
            2,
            "话语",
            [
                shown(
                    table(
                        "q",
                        "表 2-1",
                        [("序", "r", "0.5"), ("原句", "l", "6"), ("类", "l", "1")],
                        quotes,
                        " quotes",
                    )
                )
            ],
            EVIDENCE[:1],
        ),
    ]


FRONT = pdf.Front(
    title="高新区报告 #title $x$",
    subtitle="五份文件",
    authors=("甲", "乙"),
    edition="0.1.0",
    date="2025-03-01",
    keywords=("高新区", "内容分析"),
    abstract="摘要一段。",
    glance=f"读了 5 份；完成[215亿元]({href(EVIDENCE[1])})。",
    translated=pdf.Translated(
        "en", "A report #t $y$", ("A", "B"), ("zones", "content analysis"), "One paragraph."
    ),
)
TABLE = b"doc,value\n000,215\n"
ATTACHED = (pdf.Attachment("observations.csv", TABLE, "text/csv", "观测"),)


def book(folder: Path) -> bytes:
    return pdf.book(FRONT, chapters(), folder=folder, fonts=FONTS, timestamp=DATE, attachments=ATTACHED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("book")


@pytest.fixture(scope="module")
def data(folder: Path) -> bytes:
    return book(folder)


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    return [tight(page.extract_text()) for page in reader.pages]


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def bookmarks(items: Sequence[Any]) -> list[str]:
    titles: list[str] = []
    for item in items:
        titles += bookmarks(item) if isinstance(item, list) else [tight(item.title)]
    return titles


def alone(cells: Sequence[NotebookNode], folder: Path, evidence: Sequence[Mapping[str, Any]] = ()) -> bytes:
    nb = chapter(3, "比较", cells, evidence)
    return pdf.chapter(nb, folder=folder, fonts=FONTS, timestamp=DATE)


def test_pages_come_in_the_order_of_a_book(pages: list[str]) -> None:
    starts = [
        "高新区报告#title$x$",
        "摘要",
        "Abstract",
        "目录",
        "插图与表格目录",
        "概览",
        "1文献：读到了什么",
    ]
    assert [page[: len(start)] for page, start in zip(pages, starts, strict=False)] == starts
    assert "五份文件" in pages[0] and "甲　乙".replace("　", "") in pages[0] and "0.1.0版" in pages[0]
    assert "2025年3月1日" in pages[0]
    assert "2话语" in pages[3]


def page_of(pages: Sequence[str], start: str) -> int:
    return next(number for number, page in enumerate(pages) if page.startswith(start))


def test_title_abstract_and_keywords_stand_in_both_languages(pages: list[str]) -> None:
    own, other = pages[page_of(pages, "摘要")], pages[page_of(pages, "Abstract")]
    assert own == "摘要高新区报告#title$x$甲乙摘要一段。关键词高新区；内容分析i"
    assert other == tight("Abstract A report #t $y$ A, B One paragraph. Keywords zones; content analysis ii")


def test_lists_name_every_figure_and_table_with_its_page(pages: list[str]) -> None:
    listed = re.sub(r"[.．·]{3,}", " … ", pages[page_of(pages, "插图与表格目录")])
    assert re.findall(r"[图表]\d-\d\S+? … \d", listed) == [
        "图1-1各区增长 … 1",
        "表1-1表题 … 1",
        "表2-1表题 … 2",
    ]


def test_bookmarks_name_every_head(reader: PdfReader) -> None:
    assert bookmarks(reader.outline) == [
        "摘要",
        "Abstract",
        "目录",
        "插图与表格目录",
        "概览",
        "1文献：读到了什么",
        "1.1各区$z$#x",
        "1.1.1小节",
        "2话语",
        "附录证据",
        "新余高新区总结文本000",
        "营口高新区规划#title$y$文本001",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_is_never_markup(pages: list[str], text: str) -> None:
    first = page_of(pages, "1文献")
    prose, listing, appendix = pages[first], "".join(pages[first + 1 : -1]), pages[-1]
    assert tight(text) in prose
    assert tight(text) in listing
    assert tight(text) in appendix


def test_source_of_cells_is_left_out(pages: list[str], folder: Path) -> None:
    assert "secret_source" not in "".join(pages)
    assert "secret_source" not in "".join(path.read_text("utf-8") for path in folder.glob("*.typ"))


def test_a_line_end_between_hanzi_is_no_space(folder: Path) -> None:
    assert '。第二行";' in (folder / "chapter-01.typ").read_text("utf-8")


def test_long_table_goes_on_under_its_number(pages: list[str]) -> None:
    continued = [page for page in pages if "续表2-1" in page]
    assert len(continued) >= 2
    assert all("原句" in page for page in continued)
    assert not any("续表1-1" in page for page in pages)
    assert sum("注：照录。" in page for page in pages) == 2


def test_only_the_projects_fonts_are_used_and_embedded(reader: PdfReader) -> None:
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            found[descendant["/BaseFont"]] = "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert found and all(found.values())
    assert {re.sub(r"^/[A-Z]+\+", "", name) for name in found} <= {
        f"Noto{family}SC-{weight}" for family in ("Sans", "Serif") for weight in ("Regular", "Bold")
    }


def links(reader: PdfReader, number: int) -> list[int]:
    """Return the page number that each link of a page leads to, in order."""
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}
    targets = []
    for annotation in reader.pages[number].get("/Annots", []):
        link = annotation.get_object()
        place = link.get("/Dest") or link["/A"].get("/D")
        if isinstance(place, str):
            targets.append(pages[reader.named_destinations[place].page.idnum])
        else:
            targets.append(pages[place[0].idnum])
    return targets


def test_links_lead_to_the_sentence_and_back(reader: PdfReader, pages: list[str]) -> None:
    last, glance, first = len(pages) - 1, page_of(pages, "概览"), page_of(pages, "1文献")
    assert links(reader, glance) == [last]
    # 215 in prose, the figure, 215 and 12.5 in the table; a reference to another chapter's figure is plain text.
    assert links(reader, first) == [last, first, last, last]
    assert tight(FIRST) in pages[last]
    assert "字符300–" in pages[last]
    assert set(links(reader, last)) >= {glance, first, first + 1}


def test_a_sentence_stands_once_in_the_order_of_place() -> None:
    made = evidence.listed([*EVIDENCE, EVIDENCE[1]])
    assert [(d["doc"], [e["number"] for e in d["entries"]]) for d in made["documents"]] == [
        ("000", [1]),
        ("001", [2]),
    ]
    entry = made["documents"][0]["entries"][0]
    assert entry["pieces"] == [
        ("2014年全区完成生产总值", False),
        ("215亿元", True),
        ("，同比增长", False),
        ("12.5%", True),
        ("。", False),
    ]
    assert (entry["start"], entry["end"]) == (300, 300 + len(FIRST))
    assert made["targets"] == {
        "000#c313-318": 1,
        "000#c323-328": 1,
        f"001#c{EVIDENCE[0]['start']}-{EVIDENCE[0]['end']}": 2,
    }


@pytest.mark.parametrize(
    ("sentence", "spans", "expected"),
    [
        ("甲\n乙", [(0, 3)], [("甲乙", True)]),
        ("a\r\n b", [], [("a b", False)]),
        ("0123", [(1, 3), (2, 9)], [("0", False), ("123", True)]),
        ("0123", [(-5, 1)], [("0", True), ("123", False)]),
        ("甲\u202e\x00乙", [], [("甲乙", False)]),
    ],
)
def test_pieces(sentence: str, spans: list[tuple[int, int]], expected: list[tuple[str, bool]]) -> None:
    assert evidence.pieces(sentence, spans) == expected


def test_same_input_same_bytes(data: bytes, tmp_path: Path) -> None:
    assert book(tmp_path / "again") == data


def test_data_is_attached_with_its_relation_type_and_description(reader: PdfReader) -> None:
    assert reader.attachments == {"observations.csv": [TABLE]}
    (attached,) = [item.get_object() for item in reader.trailer["/Root"]["/AF"]]
    assert attached["/AFRelationship"] == "/Data" and attached["/Desc"] == "观测"
    assert attached["/EF"]["/F"].get_object()["/Subtype"] == "/text/csv"


def test_metadata_language_and_standards(reader: PdfReader, data: bytes) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == FRONT.title
    assert reader.metadata.author == "甲, 乙"
    assert "内容分析" in str(reader.metadata["/Keywords"])
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in data and b"pdfaid:part>3<" in data


def test_every_picture_has_its_words(reader: PdfReader) -> None:
    words = [
        item.get("/Alt")
        for number in range(1, len(reader.xref[0]) + 1)
        if isinstance(item := reader.get_object(number), dict)
    ]
    assert '一个圆 "#x"' in words


def test_front_matter_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    front = pdf.Front(title="题名")
    made = PdfReader(
        io.BytesIO(pdf.book(front, chapters()[1:], folder=tmp_path, fonts=FONTS, timestamp=DATE))
    )
    assert tight(made.pages[0].extract_text()) == "题名"
    assert tight(made.pages[1].extract_text()).startswith("目录")
    assert tight(made.pages[2].extract_text()).startswith("插图与表格目录")
    assert tight(made.pages[3].extract_text()).startswith("2话语")


def test_evidence_takes_the_letter_after_the_last_appendix() -> None:
    assert pdf._appendix_letter([chapter(5, "话语", [], []), chapter("A", "方法", [], [])]) == "B"
    assert pdf._appendix_letter([chapter(5, "话语", [], [])]) is None


def test_characters_that_no_font_has_stop_nothing(tmp_path: Path) -> None:
    rare, private, override = "\U0002a6b2", "\ue000", "\u202e"
    made = alone([shown(f'<p class="absent">甲{rare}乙{private}丙{override}丁</p>')], tmp_path)
    text = tight(PdfReader(io.BytesIO(made)).pages[0].extract_text())
    assert f"甲{rare}乙U+E000丙丁" in text


def test_exporter_writes_one_chapter_with_its_evidence() -> None:
    made, resources = pdf.TypstExporter().from_notebook_node(chapters()[0])
    assert resources["output_extension"] == ".pdf"
    text = tight("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))
    assert text.startswith("1文献：读到了什么")
    assert "目录" not in text
    assert "引于第1页" in text


def test_exporter_resolves_what_is_not_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def stand_in(nb: NotebookNode, lang: str = "zh") -> NotebookNode:
        asked.append(lang)
        return chapters()[1]

    monkeypatch.setattr(resolve, "resolve", stand_in)
    made, _ = pdf.TypstExporter().from_notebook_node(new_notebook(cells=[]))
    assert asked == ["zh"] and made.startswith(b"%PDF")


def test_link_without_evidence_names_the_chapter_and_keeps_the_source(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        alone([new_markdown_cell(f"[215]({href(EVIDENCE[1])})")], tmp_path)
    assert "000#c313-318" in caught.value.what
    assert caught.value.where == "chapter 03_x"
    assert str(tmp_path / "chapter-01.typ") in caught.value.remedy
    assert (tmp_path / "chapter-01.typ").exists()


def test_figure_without_svg_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        pdf.chapter_typst(chapter(3, "比较", [shown(FIGURE)], []), tmp_path)
    assert caught.value.where == "chapter 03_x"
    assert "growth.zh.svg" in caught.value.what


def test_pandoc_that_fails_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **options: object) -> str:
        raise RuntimeError("pandoc said no")

    monkeypatch.setattr(pypandoc, "convert_text", fails)
    with pytest.raises(RenderError) as caught:
        pdf.chapter_typst(chapters()[0], tmp_path)
    assert "pandoc said no" in caught.value.what
    assert caught.value.where == "chapter 01_x"
    assert caught.value.remedy


def test_drawings_stay_in_the_folder(tmp_path: Path) -> None:
    html = FIGURE.replace("../figures/growth.zh.svg", "../../../../escape.svg")
    pdf.chapter_typst(chapter(3, "比较", [shown(html, SVG)], []), tmp_path / "build")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.svg")] == [
        "build/figures/escape.svg"
    ]


# Works cited, footnotes, English ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book in English: a citation, a footnote, a table of many long words, and the list of references."""
    prose = 'As said[\\[1\\]](references.html#ref-moe "cite-moe-1"), “counts” differ.[^1]\n\n[^1]: A note in *italics*.'
    heads = ["classification", "administration", "observations", "unexplained", "representativeness", "years"]
    rows = [[f"{head[:-2]} 2015—2020" for head in heads] for _ in range(90)]
    columns = [(head, "l", "1") for head in heads]
    first = chapter(
        1, "Counting", [new_markdown_cell(prose), shown(table("wide", "Table 1-1", columns, rows))], []
    )
    works = references.References(
        (references.Reference("moe", 1, "MOE A. On counting[M]. Oslo: North, 1999."),)
    )
    listed = references.page(
        works,
        [references.Reference("004.10", 1, "甲部. 办法[EB/OL]. URL unknown.")],
        [references.Place("moe", "01_x.html#cite-moe-1", "1")],
        "en",
    )
    front = pdf.Front(title="Counts", date="2025-03-01", lang="en", abstract="Short.")
    folder = tmp_path_factory.mktemp("english")
    return pdf.book(front, [first, listed], folder=folder, fonts=FONTS, timestamp=DATE)


@pytest.fixture(scope="module")
def english_pages(english: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(english)).pages]


def test_a_citation_leads_to_its_entry_and_the_entry_says_where(
    english: bytes, english_pages: list[str]
) -> None:
    first = next(at for at, text in enumerate(english_pages) if "As said" in text)
    last = next(at for at, text in enumerate(english_pages) if "North, 1999" in text)
    assert last in links(PdfReader(io.BytesIO(english)), first)
    assert "[1] MOE A. On counting[M]. Oslo: North, 1999. [cited in 1]" in " ".join(
        english_pages[last].split()
    )
    assert "[004.10] 甲部. 办法[EB/OL]. URL unknown." in " ".join(english_pages[last].split())


def test_a_footnote_stands_at_the_foot_of_its_page(english_pages: list[str]) -> None:
    page = next(text for text in english_pages if "As said" in text)
    assert "A note in italics." in page and page.index("A note") > page.index("2015")


def test_a_table_goes_on_in_english_and_no_word_of_it_is_divided(english_pages: list[str]) -> None:
    assert sum("Table 1-1 (continued)" in text for text in english_pages) >= 2
    text = "\n".join(english_pages)
    words = re.findall(r"\w[\w-]*\w", text)
    assert words.count("representativeness") >= 3  # the head of each page
    assert words.count("observatio") == 90 and "2015—2020" in text
    assert not re.search(r"\w-\n", text)


def test_a_table_taller_than_a_page_breaks_however_few_its_rows(tmp_path: Path) -> None:
    rows = [["甲乙丙丁戊己庚辛壬癸" * 60, mark] for mark in "子丑寅卯辰巳午未"]
    made = table("tall", "表 3-1", [("指标", "l", "1"), ("说明", "l", "1")], rows)
    book = pdf.chapter(chapter(3, "比较", [shown(made)], []), folder=tmp_path, fonts=FONTS, timestamp=DATE)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(book)).pages]
    assert sum("续表" in text for text in pages) == len(pages) - 1 >= 1
    assert ["未" in text for text in pages] == [False] * (len(pages) - 1) + [True]


@pytest.mark.parametrize(("align", "longest"), [("l n", "billion yuan"), ("l", "billion")])
def test_a_cell_that_may_not_break_is_one_word(align: str, longest: str, tmp_path: Path) -> None:
    made = table(
        "units", "Table 1-1", [("unit", align, "1"), ("note", "l", "9")], [["billion yuan", "甲乙丙丁"]]
    )
    markup = pdf.chapter_typst(chapter(1, "Units", [shown(made)], []), tmp_path)
    assert f'longest: ("{longest}", "note",)' in markup


def tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.mark.parametrize("book_of", ["data", "english"])
def test_qpdf_finds_nothing(book_of: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(request.getfixturevalue(book_of))
    checked = subprocess.run(
        [tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr


@pytest.mark.parametrize("book_of", ["data", "english"])
def test_pdftotext_finds_every_character(
    book_of: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(request.getfixturevalue(book_of))
    read = subprocess.run([tool("pdftotext"), str(path), "-"], capture_output=True, check=True)
    text = read.stdout.decode("utf-8")  # raises where a glyph has no character
    assert "\ufffd" not in text and not re.search(r"[\ue000-\uf8ff]", text)
    assert ("读到了什么" if book_of == "data" else "“counts”differ") in tight(text)
