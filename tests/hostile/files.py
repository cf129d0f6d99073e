"""Files that are broken, blown up or carry what runs in their own format."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ..files import docx, paragraph, pdf, xlsx, zipped
from .attacks import RUN, Attack, report

_TEXT = report("如常")


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>网页</title></head><body>{body}</body></html>".encode()


def _lines(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines())


def _bomb() -> bytes:
    return zipped({"bomb.txt": b"0" * 300_000_000})


def _claims_little() -> bytes:
    """Return an archive whose member says that it has 10 bytes and has 60 million."""
    data = bytearray(zipped({"small.txt": b"1" * 60_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(signature)
        data[place + at : place + at + 4] = struct.pack("<I", 10)
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = _TEXT.encode()
    name = "report.txt"
    for level in range(depth):
        data, name = zipped({name: data}), f"level{level}.zip"
    return data


def _overlapping() -> bytes:
    """Return an archive whose every entry of the list is the same member (a bomb without layers)."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", b"2" * 20_000_000)
    data = inner.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, count = data[start:end], 500
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail


_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {n} "{f"&{m};" * 10}">' for m, n in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_PDF_SCRIPT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
_PDF_LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def _pdf_bomb() -> bytes:
    """Return a PDF whose page's content unpacks to 50 MB."""
    packed = zlib.compress(zlib.compress(b"0 " * 25_000_000, 9), 9)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        + f"4 0 obj<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode()
    )
    return head + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


FORMATS: dict[str, Attack] = {
    "page_with_scripts.html": Attack(
        _page(
            f"<script>{RUN}</script>{_lines(_TEXT)}<img src=x onerror={RUN}><a href=javascript:{RUN}>点此</a>"
        ),
        "如常",
    ),
    "page_of_entities.html": Attack(
        _page(_lines(_TEXT) + "<p>&lt;script&gt;window.x=1&lt;/script&gt;</p>"), "<script>"
    ),
    "page_a_hundred_thousand_deep.html": Attack(_page("<div>" * 100_000 + _lines(_TEXT)), "如常"),
    "page_of_nested_tables.html": Attack(_page("<table><tr><td>" * 20_000 + _lines(_TEXT)), "如常"),
    "page_with_one_long_attribute.html": Attack(
        _page(f'<p title="{"长" * 500_000}">{_lines(_TEXT)}'), "如常"
    ),
    "page_never_closed.html": Attack(_page("<!-- " + _TEXT), left_out="no text"),
    "notebook.ipynb": Attack(
        b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', left_out="not read"
    ),
    "pickle.pkl": Attack(b"cos\nsystem\n(S'touch owned'\ntR.", left_out="not read"),
    "bomb.zip": Attack(_bomb(), left_out="more than 200 MB"),
    "claims_little.zip": Attack(_claims_little(), left_out="damaged"),
    "nested.zip": Attack(_nested(40), left_out="archive"),
    "overlapping.zip": Attack(_overlapping(), left_out="times its size"),
    "climbs_out.zip": Attack(
        zipped({"../../escaped.txt": _TEXT.encode(), "/etc/escaped.txt": b"x"}), left_out="leads out"
    ),
    "laughs.docx": Attack(
        zipped({"word/document.xml": f'<?xml version="1.0"?>{_LAUGHS}<w>&h;</w>'}), left_out="damaged"
    ),
    "reads_a_file.docx": Attack(
        zipped({"word/document.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'}),
        left_out="damaged",
    ),
    "markup.docx": Attack(
        docx(
            paragraph("<script>window.gaoxinAttacked=1</script>") + paragraph("东江高新区2021年产值12亿元。")
        ),
        "<script>",
    ),
    "formulas.xlsx": Attack(
        xlsx(
            [
                ["标题", "正文"],
                ["=1+1", "东江高新区2021年产值12亿元。"],
                ["二", '=HYPERLINK("http://x.invalid","点此")'],
            ]
        ),
        "东江",
    ),
    "formulas.csv": Attack(
        "标题,正文\n=1+1,\"=cmd|' /C calc'!A0 东江高新区2021年产值12亿元。\"\n".encode(), "东江"
    ),
    "runs.pdf": Attack(_PDF_SCRIPT, left_out="a scan"),
    "loops.pdf": Attack(_PDF_LOOP, left_out="damaged"),
    "unpacks_twice.pdf": Attack(_pdf_bomb(), left_out="scan"),
    "cut.pdf": Attack(pdf("东江高新区")[:2000], left_out="damaged"),
    "markup.pdf": Attack(
        pdf('#text("<script>window.gaoxinAttacked=1</script>东江高新区二〇二一年产值12亿元。")'), "<script>"
    ),
}
