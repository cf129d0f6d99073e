"""Prose and exhibits of a resolved notebook → HTML of a page: anchors, line ends, boxes that scroll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup
from mistune import BlockParser, InlineParser
from mistune.plugins.footnotes import footnotes
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from .references import PAGE

_FULL_WIDTH_MM = 120  # a drawing from this width on fills the measure
_MANY_COLUMNS = 4  # from here on a table fills the measure
_CARD_COLUMNS = 6  # from here on a phone shows a card a row


@dataclass(frozen=True)
class Entry:
    """A heading, figure or table to lead to: anchor, number as printed (``3.1``, ``图 3-1``), title."""

    id: str
    number: str
    title: str


_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*|[A-Z](?:\.\d+)*)\s+(?=\S)")
_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]"
# A line end between Chinese characters is no space; tags may stand between.
_LINE_END = re.compile(rf"(?<={_WIDE})((?:<[^<>]*>)*)\n((?:<[^<>]*>)*)(?={_WIDE})")


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with anchors made from numbers, so that they are the same in every language."""

    def __init__(self, headings: list[tuple[int, Entry]], prefix: str) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.headings = headings
        self.prefix = prefix

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        match = _NUMBER.match(text)
        number, title = (match[1], text[match.end() :]) if match else ("", text)
        anchor = f"{self.prefix}{number.replace('.', '-') if number else f'-{len(self.headings)}'}"
        words = BeautifulSoup(title, "html.parser").get_text()
        self.headings.append((level, Entry(anchor, number, words)))
        shown = f'<a class="number" href="#{anchor}">{number}</a> ' if number else ""
        return f'<h{level} id="{anchor}">{shown}{title}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith(f"{PAGE}.html#ref-"):  # its title is where the list leads back to
            return (
                f'<sup><a class="citation" id="{escape(title or "")}" href="{escape(url)}">{text}</a></sup>'
            )
        made: str = super().link(text, url, title)
        return text if "#harmful-link" in made else made

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text  # pictures come as outputs; prose has none

    def footnote_ref(self, key: str, index: int) -> str:
        return f'<sup><a class="footnote" id="note-{key}-up" href="#note-{key}">{key}</a></sup>'

    def footnotes(self, text: str) -> str:
        return f'<div class="footnotes" role="list">\n{text}</div>\n'

    def footnote_item(self, text: str, key: str, index: int) -> str:
        words = text.strip().removeprefix("<p>").removesuffix("</p>")
        back = f'<a class="number" href="#note-{key}-up">{key}</a>'
        return f'<p role="listitem" id="note-{key}">{back} {words}</p>\n'

    def paragraph(self, text: str) -> str:
        return f"<p>{self.block_text(text)}</p>\n"

    def block_text(self, text: str) -> str:
        return _LINE_END.sub(r"\1\2", text)


def markdown(source: str, headings: list[tuple[int, Entry]], prefix: str = "s") -> Markup:
    """Return Markdown as HTML and add its headings to ``headings``. No mathematics: a $ is a dollar.

    Footnotes, which are numbered already, follow the text that names them.
    """
    renderer = _Renderer(headings, prefix)
    markdown = MarkdownWithMath(renderer, block=BlockParser(), inline=InlineParser(), plugins=[footnotes])
    return Markup(markdown.render(source))  # noqa: S704 - the renderer escapes


def prose(source: str, prefix: str) -> Markup:
    """Return Markdown that is no chapter's as HTML, its anchors after ``prefix``."""
    return markdown(source, [], f"{prefix}-")


def entries(markup: str) -> Iterator[tuple[str, Entry]]:
    """Yield kind (figure or table) and entry of each numbered exhibit of an output."""
    for figure in BeautifulSoup(markup, "html.parser").select("figure.exhibit[id]"):
        kind = "table" if "table" in figure["class"] else "figure"
        number, title = (_text_of(figure, f"figcaption .{name}") for name in ("number", "title"))
        yield kind, Entry(str(figure["id"]), number, title)


def _text_of(parent: Tag, selector: str) -> str:
    found = parent.select_one(selector)
    return found.get_text(strip=True) if found else ""


def exhibit(markup: str, enlarge: str) -> Markup:
    """Return an exhibit as it came, with what only a page needs: boxes that scroll, classes, links.

    ``enlarge`` is what the link to a drawing says.
    """
    soup = BeautifulSoup(markup, "html.parser")
    for figure in soup.select("figure.exhibit"):
        for image in figure.select("img"):
            _set_image(soup, figure, image, enlarge)
        for table in figure.select("table"):
            _set_table(soup, figure, table)
    return Markup(soup)  # noqa: S704 - made by analysis.report.resolve, which escapes


def _set_image(soup: BeautifulSoup, figure: Tag, image: Tag, enlarge: str) -> None:
    if float(str(image.get("data-width-mm", "0"))) >= _FULL_WIDTH_MM:
        _add_class(image, "full")
        _set_scrolling(soup, figure, image)
    caption = figure.select_one("figcaption .subtitle") or figure.select_one("figcaption")
    if caption:
        link = soup.new_tag("a", href=str(image["src"]))
        link["class"] = "enlarge"
        link.string = enlarge
        link["aria-label"] = f"{link.string} {_text_of(figure, '.number')}".strip()
        caption.append(" ")
        caption.append(link)


def _set_table(soup: BeautifulSoup, figure: Tag, table: Tag) -> None:
    heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
    columns = table.select("colgroup > col")
    widths = [float(str(column.get("data-width", "1"))) for column in columns]
    if any(column.get("data-width") for column in columns):
        for column, width in zip(columns, widths, strict=True):
            _add_class(column, f"w{round(100 * width / sum(widths) / 5) * 5}")
    if "quotes" in figure["class"] or len(heads) >= _CARD_COLUMNS:
        _add_class(figure, "cards")
        for row in table.select("tbody tr"):  # on a phone a row is a card, and each cell names its column
            for cell, head in zip(row.select("td, th"), heads, strict=False):
                cell["data-head"] = head
    if "quotes" in figure["class"]:
        return
    if len(heads) >= _MANY_COLUMNS:
        _add_class(table, "many")
    _set_scrolling(soup, figure, table)


def _set_scrolling(soup: BeautifulSoup, figure: Tag, wide: Tag) -> None:
    """Put what may be wider than a phone into a box that scrolls, reached and named by keyboard."""
    box = wide.wrap(soup.new_tag("div", role="region", tabindex="0"))
    box["class"] = "scroll"
    caption = figure.find("figcaption")
    if isinstance(caption, Tag) and figure.get("id"):
        caption["id"] = f"{figure['id']}-title"
        box["aria-labelledby"] = caption["id"]


def _add_class(tag: Tag, name: str) -> None:
    tag["class"] = " ".join([*(str(each) for each in tag.get_attribute_list("class") if each), name])
