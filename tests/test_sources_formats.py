"""One test per way a file of another format than text can lie."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from analysis import documents, observations, sources
from analysis.documents.paragraphs import find_paragraphs
from analysis.errors import SourceError
from analysis.sources import archives, formats
from analysis.sources.lines import Lines
from analysis.sources.printed import Line, paragraphs
from tests import files

ROOT = Path(__file__).parents[1]
BODY = (
    "全区完成工业总产值12亿元，同比增长8%，新增企业30家，创新能力不断提高，各项工作进展顺利，群众比较满意。"
)


def read(data: bytes, name: str) -> str:
    return formats.extract(data, name)[0]


def error_of(data: bytes, name: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        formats.extract(data, name)
    assert caught.value.where == name
    assert caught.value.remedy
    return caught.value


# Web pages


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n二\n"),
        ("<p>一<p>二<div>三<b>四</b></div>五", "一\n二\n三四\n五\n"),
        ("<p>一<br>二<br/></p><p>三</p>", "一\n二\n三\n"),
        ("<p>一</p><p>&nbsp;</p><p></p><p>二</p>", "一\n\n二\n"),
        ("一<br><br><br>二", "一\n\n二\n"),
        ("<p>　　一&nbsp;二　</p>", "　　一\xa0二\n"),
        ("<p>产值\n   12\n亿元，\n  增长</p>", "产值 12 亿元，增长\n"),
        ("<pre>一\n二</pre>三", "一\n二\n三\n"),
        ("<ul><li>一<li>二</ul>三", "一\n二\n三\n"),
        ("<p>一&lt;二&#20108;&amp;</p>", "一<二二&\n"),
        ("<head><title>网</title><style>p{}</style></head><script>'<p>'</script><!-- 注 -->一", "一\n"),
        ("<div style='DISPLAY : none'>暗<div>暗</div>暗</div><span hidden>暗</span>明", "明\n"),
        ("<p hidden>一<p>二", "一\n二\n"),
        ("<div class='a hidden' data-hidden=1 title='display:none'>明</div>", "明\n"),
        ("<iframe/>一<img alt='>二'/>三<p title=\"四>五", "一三\n五\n"),
        ("增长<5%、>3%，a<b", "增长<5%、>3%，a<b\n"),
        ("一<script>if (a<!--b) '<p>'</script>二<!-->三<!--四", "一二三\n"),
        ("<textarea>暗</textarea>&nbsp&lt", "\xa0<\n"),
        ("<![if !supportLists]>一<![endif]><![xyz[二]]>三", "一三\n"),
        (
            "<table><tr><td>一</td><td>二</td></tr><tr><td></td><td>三</td></tr></table>四",
            "一\t二\n\t三\n四\n",
        ),
        ("<table><tr><th>一<td>二<tr><td>三<td>四</table>五", "一\t二\n三\t四\n五\n"),
        ("<table><tr><td><p>一</p><p>二</p></td><td>三</td></tr></table>", "一 二\t三\n"),
        ("<table><td>一<table><tr><td>二<td>三</table></table>四", "一 二 三\n四\n"),
        ("<td>一</td><td>二</td></table></tr>三", "一\n二\n三\n"),
        (f"<table><tr><td>导航<td><p>{BODY * 4}<p>{BODY}</table>", f"导航\n{BODY * 4}\n{BODY}\n"),
    ],
)
def test_a_page_gives_what_a_browser_shows(page: str, text: str) -> None:
    assert read(page.encode(), "a.html") == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("utf-8", "gb18030"), ("gb2312", "utf-8")],
)
def test_the_bytes_of_a_page_outdo_what_it_declares(declared: str, encoding: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>全市完成工作，主要是工業</p>'
    assert read(page.encode(encoding), "a.htm") == "全市完成工作，主要是工業\n"


def test_a_short_page_is_what_it_declares() -> None:
    page = "<meta charset=big5><p>澧縣</p>".encode("big5")
    assert read(page, "a.html") == "澧縣\n"


PIECES = [
    "<p>",
    "</p>",
    "<td>",
    "</td>",
    "<tr>",
    "</tr>",
    "<table>",
    "</table>",
    "<br>",
    "<div>",
    "</div>",
    "<pre>",
    "<![x[",
]


@given(st.lists(st.sampled_from(PIECES)) | st.text())
def test_any_page_gives_a_text(pieces: list[str] | str) -> None:
    with contextlib.suppress(SourceError):
        assert read(("一" + "".join(pieces)).encode("utf-8", "ignore"), "a.html").endswith("\n")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a ",
        "<a b='",
        '<a b="c',
        "<td>",
        "<table><tr><td>",
        "&",
        "<![x[",
        "</",
        "<script>",
        "<!",
        "=",
    ],
)
def test_time_is_linear_in_a_page_of_one_piece(piece: str) -> None:
    begin = time.perf_counter()
    with contextlib.suppress(SourceError):
        read(("一" + piece * 50_000).encode(), "a.html")
    assert time.perf_counter() - begin < 5


# Word


def test_word_text_in_and_out_of_runs() -> None:
    body = (
        "<w:p><w:r><w:t>于</w:t></w:r><w:smartTag><w:r><w:t>2008年3月7日</w:t></w:r></w:smartTag>"
        "<w:ins><w:r><w:t>插入</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        '<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:fldSimple w:instr="X"><w:r><w:t>域</w:t></w:r></w:fldSimple>'
        "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>后</w:t><w:br/><w:t>行</w:t></w:r></w:p>"
        "<w:p/><w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>控件</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
    )
    assert read(files.docx(body), "a.docx") == "于2008年3月7日插入域\t后\n行\n\n控件\n"


def test_a_word_table_is_a_line_a_row() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(map(files.paragraph, texts))}</w:tc>"

    body = (
        f"<w:tbl><w:tr>{cell('指标')}{cell('值', '亿元')}</w:tr><w:tr>{cell('')}{cell('12')}</w:tr></w:tbl>"
    )
    assert read(files.docx(body), "a.docx") == "指标\t值 亿元\n\t12\n"


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{files.paragraph('框')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
    )
    assert read(files.docx(body), "a.docx") == "前后\n框\n"


def test_numbers_that_word_makes_up_are_written_out() -> None:
    def level(at: int, form: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'

    levels = [
        ("chineseCounting", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("bullet", "·"),
    ]
    numbering = f'<w:abstractNum w:abstractNumId="1">{"".join(level(n, *x) for n, x in enumerate(levels))}</w:abstractNum>'
    numbering += '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/>'
    numbering += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>'
    style = '<w:style w:styleId="T1"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'

    def item(text: str, at: int, number: int = 5) -> str:
        found = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
        return files.paragraph(text, f"<w:pPr>{found}</w:pPr>")

    body = (
        files.paragraph("回顾", '<w:pPr><w:pStyle w:val="T1"/></w:pPr>')
        + item("甲", 1)
        + item("乙", 1)
        + item("丙", 2)
    )
    body += item("点", 3) + item("打算", 0) + item("丁", 1) + item("戊", 0, 6) + item("己", 0, 0)
    text = read(files.docx(body, numbering=numbering, styles=style), "a.docx")
    assert text.split() == [
        "一、回顾",
        "（一）甲",
        "（二）乙",
        "1.",
        "丙",
        "点",
        "二、打算",
        "（一）丁",
        "十一、戊",
        "己",
    ]


def test_notes_stand_at_the_end() -> None:
    note = f'<w:footnote w:id="1">{files.paragraph("注一")}</w:footnote>'
    assert read(files.docx(files.paragraph("文"), footnotes=note), "a.docx") == "文\n注一\n"


# Tables of texts


def test_a_row_is_a_document_with_its_title_and_date() -> None:
    rows: list[list[object]] = [
        ["编号", "标题", "发布日期", "来源", "正文"],
        [1, "甲区开会", datetime.date(2014, 3, 1), "甲报", BODY],
        [2, "乙区开会", "2015年4月", None, f"{BODY}\r\n{BODY}"],
        [3, "丙区没有正文", None, None, None],
    ]
    text, parts = formats.extract(files.xlsx(rows), "a.xlsx")
    first = f"甲区开会\n发布日期：2014-03-01\n来源：甲报\n{BODY}\n"
    assert text == f"{first}乙区开会\n发布日期：2015年4月\n{BODY}\n{BODY}\n"
    assert parts == ((0, len(first)), (len(first), len(text)))
    found = documents.build([sources.Source("a.xlsx", "a", text, "0" * 64, parts)])
    assert found[["doc", "title", "date"]].to_numpy().tolist() == [
        ["a.01", "甲区开会", "2014-03-01"],
        ["a.02", "乙区开会", "2015-04"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_in_every_dress(encoding: str, delimiter: str) -> None:
    text = f'id{delimiter}Content\r\n1{delimiter}"{BODY}\n第二段{delimiter}尾"\r\n2{delimiter}{BODY}\r\n'
    found, parts = formats.extract(text.encode(encoding), "a.csv")
    assert found == f"{BODY}\n第二段{delimiter}尾\n{BODY}\n"
    assert len(parts) == 2


@pytest.mark.parametrize("head", ["", "编号,网站说明\n"])
def test_without_a_name_the_longest_column_has_the_texts(head: str) -> None:
    assert read(f"{head}1,{BODY}\n2,{BODY}\n".encode(), "a.csv") == f"{BODY}\n{BODY}\n"


def test_a_text_longer_than_the_library_allows(tmp_path: Path) -> None:
    assert len(read(f"text\n{BODY * 5000}\n".encode(), "a.csv")) == 5000 * len(BODY) + 1


def test_every_sheet_is_read_and_a_sheet_without_texts_passed_over() -> None:
    data = files.xlsx([["正文"], [BODY]], [["年", "产值"], [2014, 12.0]], [["内容"], ["短"]])
    assert read(data, "a.xlsx") == f"{BODY}\n短\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("年,产值\n2014,12\n".encode(), "a.csv"),
        ("正文,年\n,2014\n".encode(), "a.csv"),
        (files.xlsx([[2014, 12.5]]), "a.xlsx"),
        (files.xlsx([]), "a.xlsx"),
    ],
)
def test_a_table_without_texts(data: bytes, name: str) -> None:
    error = error_of(data, name)
    assert (error.what, "正文" in error.remedy) == ("a table without a column of texts", True)


# PDF


def test_lines_of_a_pdf_become_paragraphs_across_pages() -> None:
    text = "".join(f"{number}月，{BODY * (1 + number % 4)}{'。' * number}\n" for number in range(1, 31))
    setting = '#set page(header: [高新区文件汇编], numbering: "— 1 —")\n#set par(first-line-indent: (amount: 2em, all: true))'
    data = files.pdf_of(text, setting)
    found = read(data, "a.pdf")
    assert found.split("\n") == [f"　　{line}" for line in text.splitlines()] + [""]
    assert read(data, "a.pdf") == found


def test_paragraphs_of_a_pdf_that_are_set_apart_instead_of_indented() -> None:
    text = f"一、2021年工作总结\n{BODY * 3}\n{BODY}\n二、2022年工作打算\n{BODY * 2}\n"
    assert read(files.pdf_of(text, "#set par(justify: true)"), "a.pdf") == text


def test_a_pdf_in_two_columns() -> None:
    text = "".join(f"{number}月，{BODY * 3}\n" for number in range(1, 21))
    setting = "#set page(columns: 2)\n#set par(justify: true)\n#set text(size: 9pt)"
    assert read(files.pdf_of(text, setting), "a.pdf") == text


def test_a_table_of_a_pdf_keeps_its_rows() -> None:
    table = "#table(columns: (5cm, 5cm), stroke: none, [指标], [数值], [生产总值], [12亿元])"
    assert read(files.pdf(f"{BODY}\n\n{table}"), "a.pdf").splitlines()[-2:] == [
        "指标\t数值",
        "生产总值\t12亿元",
    ]


@pytest.mark.parametrize(
    ("encoding", "codes", "ordering", "text"),
    [
        ("GBK-EUC-H", "全区完成总产值".encode("gbk"), "GB1", "全区完成总产值"),
        ("GBKp-EUC-H", "全区完成总产值".encode("gbk"), "GB1", "全区完成总产值"),
        ("UniGB-UCS2-H", "全区完成总产值".encode("utf-16-be"), "GB1", "全区完成总产值"),
        ("B5pc-H", "全區完成總產值".encode("big5"), "CNS1", "全區完成總產值"),
        ("Identity-H", struct.pack(">4H", 3503, 4511, 2400, 1300), "GB1", "撕政坑筹"),
        ("UniGB-UCS2-H", "⼀⻅民ﬁ豈".encode("utf-16-be"), "GB1", "一见民fi豈"),
    ],
)
def test_a_font_that_says_nothing_of_its_characters(
    encoding: str, codes: bytes, ordering: str, text: str
) -> None:
    assert read(files.cid_pdf(encoding, codes, ordering), "a.pdf") == f"{text}\n"


def test_every_radical_has_a_character() -> None:
    from analysis.sources.pdf import _ordinary

    assert {point for point in range(0x2F00, 0x2FD6) if "⺀" <= _ordinary()[point] <= "⿟"} == set()
    assert all(len(radical) == 1 and len(char) == 1 for radical, char in formats._rules()["radicals"].items())


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("#rect(width: 5cm)", "a PDF of pictures without text (a scan)"),
        ("扫描全能王\n#pagebreak()\n扫描全能王", "a PDF of pictures without text (a scan)"),
        ("\\u{e001}\\u{e002}" * 20, "a PDF whose fonts do not say which characters they draw"),
    ],
)
def test_a_pdf_without_readable_text(source: str, what: str) -> None:
    if "\\u" in source:
        codes = "\ue001\ue002全".encode("utf-16-be") * 5
        data = files.cid_pdf("UniGB-UCS2-H", codes)
    else:
        data = files.pdf(source)
    error = error_of(data, "a.pdf")
    assert (error.what, "OCR" in error.remedy) == (what, True)


def test_a_locked_pdf(tmp_path: Path) -> None:
    (tmp_path / "open.pdf").write_bytes(files.pdf("全区"))
    writer = PdfWriter(PdfReader(tmp_path / "open.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    writer.close()
    assert error_of((tmp_path / "a.pdf").read_bytes(), "a.pdf").what == "a PDF locked with a password"


def lines(*rows: tuple[str, float, float, float]) -> list[Line]:
    return [Line(text, left, right, top, 10, 10) for text, left, right, top in rows]


def test_a_line_ends_a_paragraph_if_the_next_character_had_room() -> None:
    wide = [("甲" * 40, 50, 450, 700 - 15 * n) for n in range(3)]
    page = lines(*wide, ("乙", 50, 430, 655), ("丙", 50, 100, 640))
    assert paragraphs([page]) == ["甲" * 120 + "乙", "丙"]


def test_words_of_latin_letters_stay_apart() -> None:
    page = lines(("use of", 50, 450, 700), ("the park", 50, 450, 685), ("园区", 50, 450, 670))
    assert paragraphs([page]) == ["use of the park园区"]


def test_a_heading_set_larger_or_centred_is_a_line_of_its_own() -> None:
    head = Line("题", 50, 450, 720, 18, 18)
    page = [
        head,
        *lines(("甲", 50, 450, 700), ("乙", 50, 450, 685), ("中", 200, 300, 670), ("丙", 50, 450, 655)),
    ]
    assert paragraphs([page]) == ["题", "甲乙", "中", "丙"]


# Archives


def test_members_of_an_archive_are_files(tmp_path: Path) -> None:
    members = {
        "甲/001_x.txt": "全区",
        "b.docx": files.docx_of("二"),
        "__MACOSX/._b.docx": "x",
        ".DS_Store": "x",
    }
    members |= {"gold_x.csv": "x", "甲/": "", "c.doc": "x"}
    (tmp_path / "z.zip").write_bytes(files.zipped(members))
    found = sources.read([tmp_path])
    assert [(s.file, s.doc, s.text) for s in found.files] == [
        ("z.zip/b.docx", "b", "二\n"),
        ("z.zip/甲/001_x.txt", "001", "全区"),
    ]
    assert found.files[1].sha256 == hashlib.sha256("全区".encode()).hexdigest()
    assert [(error.what, error.where) for error in found.errors] == [("an older Word file", "z.zip/c.doc")]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_without_the_flag_for_unicode(tmp_path: Path, encoding: str) -> None:
    name = "工業/報告一.txt" if encoding == "big5" else "高新区\\工作总结.txt"
    data = files.zipped({name.encode(encoding).decode("cp437"): "全区"})
    # zipfile sets the flag for such a name and writes it in UTF-8; old programs write the bytes and no flag
    written = name.encode(encoding).decode("cp437").encode()
    raw = name.encode(encoding)
    plain = files.zipped({"x" * len(raw): "全区"}).replace(b"x" * len(raw), raw)
    assert written in data
    (tmp_path / "a.zip").write_bytes(plain)
    assert [source.file for source in sources.read([tmp_path]).files] == ["a.zip/" + name.replace("\\", "/")]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../out.txt", "a path that leads out of its archive"),
        ("a/../../out.txt", "a path that leads out of its archive"),
        ("/etc/out.txt", "a path that leads out of its archive"),
        ("C:\\out.txt", "a path that leads out of its archive"),
        ("inner.ZIP", "an archive inside an archive"),
        ("big.txt", "unpacks to more than 250 times its size"),
    ],
)
def test_a_member_that_is_kept_out(tmp_path: Path, name: str, what: str) -> None:
    content = "零" * 2_000_000 if name == "big.txt" else "x"
    (tmp_path / "a.zip").write_bytes(files.zipped({name: content, "good.txt": "全区"}))
    found = sources.read([tmp_path])
    assert [source.doc for source in found.files] == ["good"]
    assert [(error.what, error.where) for error in found.errors] == [
        (what, "a.zip/" + name.replace("\\", "/"))
    ]
    assert found.errors[0].remedy


def test_limits_of_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.zipped({"a.txt": "一" * 10, "b.txt": "二" * 10})
    monkeypatch.setattr(archives, "_MAX_TOTAL", 30)
    first, second = archives.members(data, "z.zip")
    assert isinstance(second, SourceError) and not isinstance(first, SourceError)
    assert (second.what, second.where) == ("more than 0 MB in one archive", "z.zip/b.txt")
    monkeypatch.setattr(archives, "_MAX_MEMBER", 20)
    assert all(isinstance(member, SourceError) for member in archives.members(data, "z.zip"))
    monkeypatch.setattr(archives, "_MAX_MEMBERS", 1)
    with pytest.raises(SourceError, match="more than 1 files"):
        list(archives.members(data, "z.zip"))


def test_a_locked_or_damaged_member_is_kept_out(tmp_path: Path) -> None:
    data = files.zipped({"a.txt": "全区完成", "b.txt": "全区"}, zipfile.ZIP_STORED)
    (tmp_path / "damaged.zip").write_bytes(data.replace("全区完成".encode(), "全区完戎".encode()))
    locked = bytearray(files.zipped({"c.txt": "全区"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    found = sources.read([tmp_path])
    assert [source.file for source in found.files] == ["damaged.zip/b.txt"]
    assert [(error.what, error.where) for error in found.errors] == [
        ("a damaged member of its archive", "damaged.zip/a.txt"),
        ("locked with a password", "locked.zip/c.txt"),
    ]


# Damaged files


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.html", "a.csv", "a.txt"])
@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file(data: bytes, name: str) -> None:
    assert error_of(data, name).what == "an empty file"


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (
            b"PK\x03\x04 cut",
            "a.docx",
            "a damaged file, or one of another format: its ZIP directory cannot be read",
        ),
        (b"%PDF-1.7 cut", "a.pdf", "a damaged file, which cannot be read as .pdf"),
        (b"<html>" + b"\xff\xff\x80", "a.html", "its encoding is none of UTF-8, UTF-16, GB18030 and Big5"),
        (b"<p></p><br>", "a.html", "no text in it"),
        (files.docx("<w:p/>"), "a.docx", "no text in it"),
        (files.docx("<w:p>&x;</w:p>"), "a.docx", "a damaged file, which cannot be read as .docx"),
        (files.zipped({"x.xml": "x"}), "a.docx", "not a Word document: it has no text part"),
        (files.zipped({"x.xml": "x"}), "a.xlsx", "a damaged file, which cannot be read as .xlsx"),
        (
            files.zipped({"word/document.xml": "一" * 2_000_000}),
            "a.docx",
            "unpacks to more than 250 times its size",
        ),
        (b"\xd0\xcf\x11\xe0 old", "a.docx", "an older Office file under a newer name"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "an Office file locked with a password",
        ),
    ],
)
def test_a_file_that_is_not_what_it_says(data: bytes, name: str, what: str) -> None:
    assert error_of(data, name).what == what


def test_entities_in_word_files_are_refused() -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    data = files.zipped({"word/document.xml": bomb})
    assert error_of(data, "a.docx").what == "a damaged file, which cannot be read as .docx"


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.html", "a.csv", "a.zip"])
def test_cut_and_flipped_files_give_a_text_or_an_error(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = {
        "a.docx": files.docx_of(BODY * 9),
        "a.xlsx": files.xlsx([["正文"], [BODY * 9]]),
        "a.pdf": files.pdf_of(BODY * 9),
        "a.html": files.html_of(BODY * 9),
        "a.csv": f'正文\n"{BODY}"\n'.encode("gb18030"),
        "a.zip": files.zipped({"甲.txt": BODY, "b.html": BODY}),
    }[name]
    chance = random.Random(name)  # noqa: S311
    (tmp_path / name).write_bytes(whole)
    assert not sources.read([tmp_path]).errors
    begin = time.perf_counter()
    for _ in range(120):
        data = bytearray(whole)
        if chance.random() < 0.4:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.choice([0, 1, 8, 64]) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / name).write_bytes(data)
        found = sources.read([tmp_path])
        assert found.files or found.errors or name == "a.zip"
        assert (tmp_path / name).read_bytes() == data
    assert time.perf_counter() - begin < 20
    assert capfd.readouterr() == ("", "")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["p", "r(", ")r", "c(", ")c", "b(", ")b", "text", "\n"])))
def test_lines_of_any_order(steps: list[str]) -> None:
    """Only well-nested calls are made; each text written comes out once."""
    lines = Lines()
    opened: list[str] = []
    written = 0
    for step in steps:
        top = opened[-1] if opened else ""
        if step in ("text", "\n") and top != "r":
            lines.write(step)
            written += step == "text"
        elif step == "p" and top != "r":
            lines.end(is_paragraph=True)
        elif step == "r(" and top != "r":
            lines.begin_row()
            opened.append("r")
        elif step == "c(" and top == "r":
            lines.begin_cell()
            opened.append("c")
        elif step == "b(" and top != "r":
            lines.begin_box()
            opened.append("b")
        elif step[0] == ")" and step[1] == top:
            {"r": lines.end_row, "c": lines.end_cell, "b": lines.end_box}[top]()
            opened.pop()
    for top in reversed(opened):
        {"r": lines.end_row, "c": lines.end_cell, "b": lines.end_box}[top]()
    assert lines.text().count("text") == written


# The seeds in every dress


@cache
def seeds() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("0*.txt"))}


def observed(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the observations of a folder's files without their offsets, in order, a list a seed."""
    read = sources.read([folder])
    assert read.errors == ()
    texts = {source.file: source.text for source in read.files}
    table = observations.build(documents.build(read.files), texts)
    columns = ["doc", "entity", "indicator", "measure", "value", "unit", "period", "status", "bound"]
    rows = table[columns].astype(object).where(table[columns].notna(), None)
    found = [tuple(row) for row in rows.itertuples(index=False)]
    return {name[:3]: [row for row in found if row[0].startswith(name[:3])] for name in seeds()}


DRESSES: dict[str, tuple[str, Callable[[str, str], bytes]]] = {
    "GB18030": (".txt", lambda name, text: text.encode("gb18030")),
    "Big5 (003)": (
        ".txt",
        lambda name, text: text.encode("big5hkscs" if name.startswith("003") else "utf-8"),
    ),
    "UTF-16": (".txt", lambda name, text: text.encode("utf-16")),
    "HTML": (".html", lambda name, text: files.html_of(text)),
    "DOCX": (".docx", lambda name, text: files.docx_of(text)),
}


def dress(folder: Path, ending: str, make: Callable[[str, str], bytes]) -> Path:
    folder.mkdir()
    for name, text in seeds().items():
        (folder / f"{name}{ending}").write_bytes(make(name, text))
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    folder = tmp_path_factory.mktemp("plain") / "seeds"
    return observed(dress(folder, ".txt", lambda name, text: text.encode()))


@pytest.mark.parametrize("kind", DRESSES)
def test_the_seeds_give_the_same_observations(
    tmp_path: Path, plain: dict[str, list[tuple[Any, ...]]], kind: str
) -> None:
    assert all(len(rows) > 10 for rows in plain.values())
    assert observed(dress(tmp_path / "seeds", *DRESSES[kind])) == plain


def paragraphs_of(text: str) -> str:
    """Return ``text`` with the hard line breaks in its paragraphs taken out, as someone who sets it anew would."""
    table = documents.build([sources.Source("a.txt", "a", text, "0" * 64)])
    passages = [(0, int(table["start"].min())), *zip(table["start"], table["end"], strict=True)]
    spans = [span for start, end in passages for span in find_paragraphs(text, start, end)]
    return "\n".join(re.sub(r"\s*\n\s*", "", text[span.start : span.end]) for span in spans)


SETTINGS = {
    "indented": "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
    "set apart": "#set par(justify: false)",
    "columns": '#set page(columns: 2, numbering: "1")\n#set text(size: 9pt)',
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_seeds_as_pdf_give_the_same_observations(
    tmp_path: Path, plain: dict[str, list[tuple[Any, ...]]], setting: str
) -> None:
    """The seeds have hard line breaks in sentences; whoever sets them anew takes these out."""
    found = observed(
        dress(
            tmp_path / "pdf", ".pdf", lambda name, text: files.pdf_of(paragraphs_of(text), SETTINGS[setting])
        )
    )
    assert found == plain


def test_the_seeds_as_pdf_with_every_hard_line_a_paragraph(
    tmp_path: Path, plain: dict[str, list[tuple[Any, ...]]]
) -> None:
    printed = dress(tmp_path / "pdf", ".pdf", lambda name, text: files.pdf_of(text))
    assert agreeing(observed(printed), plain) >= 0.95 * sum(map(len, plain.values()))


def agreeing(found: dict[str, list[tuple[Any, ...]]], plain: dict[str, list[tuple[Any, ...]]]) -> int:
    """Return how many rows stand in both in the same order."""
    return sum(
        block.size
        for name, rows in plain.items()
        for block in SequenceMatcher(None, rows, found[name], autojunk=False).get_matching_blocks()
    )
