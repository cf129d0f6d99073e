"""A web page → its text as a browser shows it."""

from __future__ import annotations

import re
from html import unescape

from .. import codebook
from .encodings import decode
from .lines import Lines

__all__ = ["read_html"]

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD_BYTES = 4096
_MAX_DEPTH = 200  # tables, rows and cells inside each other; a page laid out with tables has some 30
# Comments, scripts, style sheets, declarations.
_NO_TEXT = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[!?][^>]*(?:>|\Z)", re.S | re.I
)
# A tag ends at the first > outside quotation marks. No group is tried a second time.
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)>""")
_TAG_BEGINS = re.compile("</?[a-zA-Z]")
_VALUES = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"']+)""")
_STYLE = re.compile(r"""(?<![\w-])style\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+)""", re.I)
_HIDDEN_FLAG = re.compile(r"(?<![\w-])hidden(?![\w-])", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Between two characters of Chinese a line break of the markup is no blank.
_BREAK_IN_HAN = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])"
)


def read_html(data: bytes, where: str) -> str:
    """Return the text of a page: a paragraph a line, a table row a line with tabs between its cells.

    Scripts, the head and what is hidden are left out, navigation stays (``documents`` marks it). The
    encoding is what the bytes prove, else what the page declares, else what they look like.
    """
    declared = _DECLARED.search(data, 0, _HEAD_BYTES)
    page = decode(data, where=where, declared=declared[1].decode("ascii") if declared else "")
    return _Page().read(_NO_TEXT.sub("", page))


class _Page:
    """Follows the tags as a browser does where ends are left out: a cell ends the cell before it."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[str]] = codebook.read_toml("sources.toml")["html"]
        self._lines = Lines()
        self._tables: list[str] = []  # what is open: table, tr, td
        self._unseen = ("", 0)  # the element that is passed over, and how often its tag is open
        self._pre = 0

    def read(self, page: str) -> str:
        """Return the text of a page, in time that grows with its length only, whatever stands in it."""
        at = start = 0
        while (start := page.find("<", start)) >= 0:
            tag = _TAG.match(page, start)
            if tag is None and not _TAG_BEGINS.match(page, start):
                start += 1  # a mere sign
                continue
            end = tag.end() if tag else page.find(">", start) + 1
            if not end:
                break  # nothing that could end a tag comes any more
            self._write(page[at:start])
            if tag and tag[1]:
                self._end(tag[2].lower())
            elif tag:
                self._begin(tag[2].lower(), tag[3])
            at = start = end
        self._write(page[at:])
        while self._tables:
            self._close(self._tables[-1])
        return self._lines.text()

    def _begin(self, tag: str, attributes: str) -> None:
        name, depth = self._unseen
        is_block = tag in self._kinds["blocks"]
        if attributes.endswith("/") and not is_block and tag not in self._kinds["void"]:
            return
        if depth:
            self._unseen = (name, depth + (tag == name))
        elif tag in self._kinds["unseen"] or self._is_hidden(tag, attributes):
            self._unseen = (tag, 1)
        elif tag == "br":
            self._lines.write("\n")
        elif tag in ("table", "tr", "td", "th"):
            self._open("td" if tag == "th" else tag)
        elif is_block:
            self._lines.end()
            self._pre += tag == "pre"

    def _end(self, tag: str) -> None:
        name, depth = self._unseen
        if depth:
            self._unseen = (name, depth - (tag == name))
        elif tag in ("table", "tr", "td", "th"):
            self._close("td" if tag == "th" else tag)
        elif tag in self._kinds["blocks"]:
            self._lines.end()
            self._pre = max(0, self._pre - (tag == "pre"))

    def _write(self, markup: str) -> None:
        if self._unseen[1] or not markup:
            return
        if self._pre:
            self._lines.write(unescape(markup))
            return
        text = unescape(_SPACES.sub(" ", _BREAK_IN_HAN.sub("", markup)))
        if not self._lines.has_line or self._lines.last in (" ", "\n"):
            text = text.lstrip(" ")
        if text:
            self._lines.write(text)

    def _open(self, tag: str) -> None:
        """Begin a table, row or cell after ending those that it cannot stand in."""
        if tag == "table" and len(self._tables) < _MAX_DEPTH:
            self._lines.end()
            self._tables.append(tag)
            return
        if tag == "table" or not self._tables:  # a cell without a table is a paragraph
            self._lines.end()
            return
        while self._tables[-1] == "td" or (tag == "tr" and self._tables[-1] == "tr"):
            self._close(self._tables[-1])
        if tag == "td" and self._tables[-1] == "table":
            self._open("tr")
        self._tables.append(tag)
        (self._lines.begin_row if tag == "tr" else self._lines.begin_cell)()

    def _close(self, tag: str) -> None:
        """End the innermost ``tag`` of the innermost table with all that is open in it."""
        inner = self._tables[::-1]
        reach = inner.index("table") + 1 if "table" in inner else 0
        if tag not in inner[:reach]:
            self._lines.end()
            return
        for closed in inner[: inner.index(tag) + 1]:
            self._tables.pop()
            if closed == "table":
                self._lines.end()
            else:
                (self._lines.end_row if closed == "tr" else self._lines.end_cell)()

    def _is_hidden(self, tag: str, attributes: str) -> bool:
        """Return whether an element is hidden; of one that may lack its end tag nobody can tell where it ends."""
        if tag in self._kinds["open_ended"] or tag in self._kinds["void"]:
            return False
        style = _STYLE.search(attributes)
        is_styled_away = style is not None and _HIDDEN.search(style[0]) is not None
        return is_styled_away or _HIDDEN_FLAG.search(_VALUES.sub("=", attributes)) is not None
