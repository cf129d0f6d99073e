"""Files of other formats than text, written by hand for tests."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import typst
import xlsxwriter

FONTS = Path(__file__).parents[1] / "analysis" / "fonts"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def zipped(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of ``members``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document of the body's XML and other ``parts`` (numbering, styles, footnotes)."""
    members = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
    }
    return zipped(members | {f"word/{n}.xml": f"<w:{n} {_WORD}>{x}</w:{n}>" for n, x in parts.items()})


def docx_of(text: str) -> bytes:
    """Return a Word document with a paragraph a line of ``text``."""
    return docx("".join(paragraph(line) for line in text.splitlines()))


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of a Word document."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def html_of(text: str) -> bytes:
    """Return a page with a paragraph a line of ``text``."""
    lines = (f"<p>{html.escape(line) if line.strip() else '&nbsp;'}</p>\n" for line in text.splitlines())
    return f"<!DOCTYPE html><head><title>网页</title></head><body>{''.join(lines)}</body>".encode()


def pdf(source: str) -> bytes:
    """Return what typst makes of ``source``, in the project's own fonts."""
    head = '#set page(paper: "a4")\n#set text(font: "Noto Serif SC", size: 11pt, lang: "zh")\n'
    made = typst.compile((head + source).encode(), font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def pdf_of(
    text: str, setting: str = "#set par(first-line-indent: (amount: 2em, all: true), justify: true)"
) -> bytes:
    """Return a PDF with a paragraph a line of ``text``, its lines broken anew to the page's width."""
    quoted = (line.strip().replace("\\", "\\\\").replace('"', '\\"') for line in text.splitlines())
    return pdf("\n\n".join([setting, *(f'#text("{line}")' for line in quoted if line)]))


def cid_pdf(encoding: str, codes: bytes, ordering: str = "GB1") -> bytes:
    """Return a PDF that sets ``codes`` in a font that is not embedded and says nothing of its characters."""
    shown = f"BT /F1 12 Tf 60 780 Td <{codes.hex()}> Tj ET"
    system = f"<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        f"<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/{encoding}/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong/CIDSystemInfo{system}/FontDescriptor 7 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/FangSong/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900"
        "/Descent -200/CapHeight 700/StemV 80>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end).encode("ascii")


def xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook of ``sheets``."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return data.getvalue()
