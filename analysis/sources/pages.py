"""A web page → its text as a browser shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .. import codebook
from .encodings import decode
from .lines import Lines

__all__ = ["read_html"]

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD_BYTES = 4096
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
    parser = _Parser()
    parser.feed(decode(data, where=where, declared=declared[1].decode("ascii") if declared else ""))
    parser.close()
    return parser.text()


class _Parser(HTMLParser):
    """Follows the tags as a browser does where ends are left out: a cell ends the cell before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._kinds: dict[str, list[str]] = codebook.read_toml("sources.toml")["html"]
        self._lines = Lines()
        self._tables: list[str] = []  # what is open: table, tr, td
        self._unseen = ("", 0)  # the element that is passed over, and how often its tag is open
        self._pre = 0

    def text(self) -> str:
        while self._tables:
            self._close(self._tables[-1])
        return self._lines.text()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, depth = self._unseen
        if depth:
            self._unseen = (name, depth + (tag == name))
        elif tag in self._kinds["unseen"] or self._is_hidden(tag, dict(attrs)):
            self._unseen = (tag, 1)
        elif tag == "br":
            self._lines.write("\n")
        elif tag in ("table", "tr", "td", "th"):
            self._open("td" if tag == "th" else tag)
        elif tag in self._kinds["blocks"]:
            self._lines.end()
            self._pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._kinds["void"] or tag in self._kinds["blocks"]:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        name, depth = self._unseen
        if depth:
            self._unseen = (name, depth - (tag == name))
        elif tag in ("table", "tr", "td", "th"):
            self._close("td" if tag == "th" else tag)
        elif tag in self._kinds["blocks"]:
            self._lines.end()
            self._pre = max(0, self._pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._unseen[1]:
            return
        if self._pre:
            self._lines.write(data)
            return
        text = _SPACES.sub(" ", _BREAK_IN_HAN.sub("", data))
        if not self._lines.has_line or self._lines.last in (" ", "\n"):
            text = text.lstrip(" ")
        if text:
            self._lines.write(text)

    def unknown_decl(self, data: str) -> None:
        """Pass over ``<![CDATA[…]]>`` and Word's ``<![if …]>``."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Take a declaration that no standard knows for a comment; the library raises AssertionError."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def _open(self, tag: str) -> None:
        """Begin a table, row or cell after ending those that it cannot stand in."""
        if tag == "table":
            self._lines.end()
            self._tables.append(tag)
            return
        if "table" not in self._tables:  # a cell without a table is a paragraph
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

    def _is_hidden(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Return whether an element is hidden; of one that may lack its end tag nobody can tell where it ends."""
        if tag in self._kinds["open_ended"] or tag in self._kinds["void"]:
            return False
        return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None
