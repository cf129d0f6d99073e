"""A PDF → its text."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .. import codebook
from ..errors import SourceError
from .printed import Line, paragraphs

__all__ = ["read_pdf"]

_MAX_PAGES = 5000  # yearbooks have some 1,500
# PDFium is not safe to call from two threads at once, and the steps of a build are threads.
_LOCK = threading.Lock()
_ENDS = "\r\n\f\v\x85\u2028\u2029"
_HAN = 0x2E80  # Chinese characters and punctuation come from here on
# What cannot be parted from a line's beginning.
_UNIT = re.compile(
    r"[“‘（《〈【「『〔\[(]*(?:[0-9A-Za-z.,:%-]+|.(?:[,.:][0-9A-Za-z.,:%-]+)?)[，。、；：？！）》】〕」』”’%,.;:?!)\]]*"
)
# Between Chinese and Latin type a quarter of an em is usual, between columns of a table more than a character.
_AIR = 0.6
_TAB = 1.5
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# A page without text still has a stamp or a number; a printed one has some hundred characters.
_MIN_CHARS = 20
_MAX_UNKNOWN = 0.2
_OCR = "Have its text recognised (OCR), and put it in as a PDF with text or as .txt."


def read_pdf(data: bytes, where: str) -> str:
    """Return the text of a PDF, a paragraph a line where its place on the page tells them apart (``printed``).

    Radicals and compatibility forms that fonts give for ordinary characters (⼀, ﬁ) are these characters.
    Running heads and page numbers are left out. Raises SourceError for a PDF that is locked, damaged, a scan, or
    whose fonts do not tell what they draw.
    """
    with _LOCK:
        pages = _pages(data, where)
    text = "\n".join(paragraphs(pages))
    shown = sum(not c.isspace() for c in text)
    if shown < _MIN_CHARS * len(pages) and (not shown or len(pages) > 1):
        raise SourceError("a PDF of pictures without text (a scan)", where=where, remedy=_OCR)
    unknown = sum(unicodedata.category(c) in ("Co", "Cn") or c == "\ufffd" for c in text)
    if unknown > _MAX_UNKNOWN * shown:
        what = "a PDF whose fonts do not say which characters they draw"
        raise SourceError(what, where=where, remedy=_OCR)
    return text + "\n"


def _pages(data: bytes, where: str) -> list[list[Line]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            remedy = "Open it with its password and print it to a new PDF."
            raise SourceError("a PDF locked with a password", where=where, remedy=remedy) from fault
        raise
    try:
        if len(document) > _MAX_PAGES:
            raise SourceError(
                f"a PDF of more than {_MAX_PAGES} pages", where=where, remedy="Split it into its documents."
            )
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return _lines(text_page)
    finally:
        text_page.close()
        page.close()


def _lines(page: pdfium.PdfTextPage) -> list[Line]:
    """Return the lines of a page that have text."""
    count = page.count_chars()
    codes = [raw.FPDFText_GetUnicode(page, at) for at in range(count)]
    found, start = [], 0
    for at in range(count + 1):
        if at == count or chr(codes[at]) in _ENDS:
            line = _line(page, codes, start, at)
            found += [line] if line else []
            start = at + 1
    return found


def _line(page: pdfium.PdfTextPage, codes: Sequence[int], start: int, end: int) -> Line | None:
    shown = [at for at in range(start, end) if not chr(codes[at]).isspace()]
    if not shown:
        return None
    chars = "".join(
        _gap(page, codes, at) if chr(codes[at]) == " " else chr(codes[at]) for at in range(start, end)
    )
    text = chars.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CONTROLS.sub("", text).translate(_ordinary()).strip()
    if not text:
        return None
    first, last = shown[0], shown[-1]
    unit = _UNIT.match("".join(chr(codes[at]) for at in shown))
    left, _, _, top = page.get_charbox(first, loose=True)
    right = page.get_charbox(last, loose=True)[2]
    width = page.get_charbox(shown[unit.end() - 1] if unit else first, loose=True)[2] - left
    return Line(text, left, right, top, raw.FPDFText_GetFontSize(page, first), width)


def _gap(page: pdfium.PdfTextPage, codes: Sequence[int], at: int) -> str:
    """Return what a blank of the library is: one of the text, a tab, or mere air between Chinese and other type."""
    if raw.FPDFText_IsGenerated(page, at) != 1 or not 0 < at < len(codes) - 1:
        return " "
    ems = page.get_charbox(at + 1, loose=True)[0] - page.get_charbox(at - 1, loose=True)[2]
    ems /= max(raw.FPDFText_GetFontSize(page, at - 1), 1)
    if ems > _TAB:
        return "\t"
    is_between = (codes[at - 1] >= _HAN) != (codes[at + 1] >= _HAN)
    return "" if is_between and ems < _AIR else " "


@cache
def _ordinary() -> dict[int, str]:
    """Return the characters that stand for others in fonts only: radicals, compatibility ideographs, ligatures."""
    ranges = ((0x2F00, 0x2FE0), (0x2E80, 0x2F00), (0xF900, 0xFB07), (0x2F800, 0x2FA20))
    points = [point for start, end in ranges for point in range(start, end)]
    forms = {point: unicodedata.normalize("NFKC", chr(point)) for point in points}
    radicals: dict[str, str] = codebook.read_toml("sources.toml")["radicals"]
    return forms | {ord(radical): character for radical, character in radicals.items()}
