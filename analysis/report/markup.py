"""Prose and exhibits of a resolved notebook → HTML of a page: anchors, line ends, boxes that scroll."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Citation:
    """A link to a span of a document: its anchor on the page, and the heading or exhibit (as printed) it stands in."""

    doc: str
    start: int
    end: int
    anchor: str
    where: str


_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*|[A-Z](?:\.\d+)*)\s+(?=\S)")
_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]"
# A line end between Chinese characters is no space; tags may stand between.
_LINE_END = re.compile(rf"(?<={_WIDE})((?:<[^<>]*>)*)\n((?:<[^<>]*>)*)(?={_WIDE})")
_SOURCE = re.compile(r"^sources/(.+)\.html#c(\d+)-(\d+)$")


@dataclass
class Anchors:
    """What one page leads to and where from: its headings, and an anchor for every link to a document.

    An anchor is made from the place that the link opens (``e-000-c6-11``, then ``e-000-c6-11-2``), so that it is
    the same in every language. ``parts`` are the offsets at which the pages of a long document begin.
    """

    where: str = ""
    parts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    headings: list[tuple[int, Entry]] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def cite(self, url: str) -> tuple[str, str]:
        """Return anchor and address of a link; the anchor of one that opens no document is empty."""
        match = _SOURCE.match(url)
        if not match:
            return "", url
        doc, start, end = match[1], int(match[2]), int(match[3])
        anchor = f"e-{doc}-c{start}-{end}"
        self._seen[anchor] += 1
        if self._seen[anchor] > 1:
            anchor = f"{anchor}-{self._seen[anchor]}"
        self.citations.append(Citation(doc, start, end, anchor, self.where))
        return anchor, source_address(doc, start, end, self.parts)


def source_address(doc: str, start: int, end: int, parts: Mapping[str, Sequence[int]]) -> str:
    """Return the address of a span of a document, in the part of its text where the span begins."""
    return f"sources/{part_name(doc, bisect_right(parts.get(doc, ()), start))}#c{start}-{end}"


def part_name(doc: str, number: int) -> str:
    """Return the name of a document's page; a long one goes on in ``<doc>.p2.html``."""
    return f"{doc}.html" if number < 2 else f"{doc}.p{number}.html"


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with anchors made from numbers, so that they are the same in every language."""

    def __init__(self, anchors: Anchors, prefix: str) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.anchors = anchors
        self.prefix = prefix

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        headings = self.anchors.headings
        match = _NUMBER.match(text)
        number, title = (match[1], text[match.end() :]) if match else ("", text)
        anchor = f"{self.prefix}{number.replace('.', '-') if number else f'-{len(headings)}'}"
        words = BeautifulSoup(title, "html.parser").get_text()
        headings.append((level, Entry(anchor, number, words)))
        self.anchors.where = number or words
        shown = f'<a class="number" href="#{anchor}">{number}</a> ' if number else ""
        return f'<h{level} id="{anchor}">{shown}{title}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith(f"{PAGE}.html#ref-"):  # its title is where the list leads back to
            return (
                f'<sup><a class="citation" id="{escape(title or "")}" href="{escape(url)}">{text}</a></sup>'
            )
        anchor, url = self.anchors.cite(url)
        made: str = super().link(text, url, title)
        if "#harmful-link" in made:
            return text
        return made.replace("<a ", f'<a id="{anchor}" class="evidence" ', 1) if anchor else made

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


def markdown(source: str, anchors: Anchors, prefix: str = "s") -> Markup:
    """Return Markdown as HTML, its headings and links kept in ``anchors``. No mathematics: a $ is a dollar.

    Footnotes, which are numbered already, follow the text that names them.
    """
    renderer = _Renderer(anchors, prefix)
    markdown = MarkdownWithMath(renderer, block=BlockParser(), inline=InlineParser(), plugins=[footnotes])
    return Markup(markdown.render(source))  # noqa: S704 - the renderer escapes


def entries(markup: str) -> Iterator[tuple[str, Entry]]:
    """Yield kind (figure or table) and entry of each numbered exhibit of an output."""
    for figure in BeautifulSoup(markup, "html.parser").select("figure.exhibit[id]"):
        kind = "table" if "table" in figure["class"] else "figure"
        number, title = (_text_of(figure, f"figcaption .{name}") for name in ("number", "title"))
        yield kind, Entry(str(figure["id"]), number, title)


def _text_of(parent: Tag, selector: str) -> str:
    found = parent.select_one(selector)
    return found.get_text(strip=True) if found else ""


def exhibit(
    markup: str,
    anchors: Anchors,
    *,
    enlarge: str = "",
    made: str = "",
    notebook: str = "",
    cut: str = "",
    most_rows: int | None = None,
) -> Markup:
    """Return an exhibit as it came, with what only a page needs: boxes that scroll, anchors, its provenance.

    ``enlarge`` is what the link to a drawing says. Of a table of more than ``most_rows`` rows only the first are
    kept, and ``cut`` says so (``{shown}`` of ``{all}``). ``made`` says by which cell it was made, and leads to
    ``notebook``.
    """
    soup = BeautifulSoup(markup, "html.parser")
    where = anchors.where
    for figure in soup.select("figure.exhibit"):
        anchors.where = _text_of(figure, "figcaption .number") or where
        for image in figure.select("img"):
            _set_image(soup, figure, image, enlarge)
        for table in figure.select("table"):
            _cut(soup, table, most_rows, cut)
            _set_table(soup, figure, table)
        _set_anchors(figure, anchors)
        if made:
            _set_notebook(soup, figure, made, notebook)
        _end_with_caption(figure)
    anchors.where = where
    return Markup(soup)  # noqa: S704 - made by analysis.report.resolve, which escapes


def _set_notebook(soup: BeautifulSoup, figure: Tag, made: str, notebook: str) -> None:
    """Name the notebook's cell in the line on sources, or in one of its own."""
    line = figure.select_one("p.source")
    if line is None:
        line = soup.new_tag("p")
        line["class"] = "source"
        fold = figure.find("details")
        if fold:
            fold.insert_before(line)
        else:
            figure.append(line)
    else:
        line.append(" ")
    link = soup.new_tag("a", href=notebook)
    link["class"] = "notebook"
    link.string = made
    line.append(link)


def _end_with_caption(figure: Tag) -> None:
    """Move what follows a drawing's caption into it: a caption stands first or last."""
    caption = figure.find("figcaption")
    if isinstance(caption, Tag) and caption.find_previous_sibling():
        for following in list(caption.next_siblings):
            caption.append(following.extract())


def _set_anchors(figure: Tag, anchors: Anchors) -> None:
    for link in figure.select("a[href]"):
        anchor, link["href"] = anchors.cite(str(link["href"]))
        if anchor:
            link["id"] = anchor


def _cut(soup: BeautifulSoup, table: Tag, most_rows: int | None, words: str) -> None:
    rows = table.select("tbody > tr")
    if most_rows is None or len(rows) <= most_rows:
        return
    for row in rows[most_rows:]:
        row.decompose()
    said = soup.new_tag("p")
    said["class"] = "note cut"
    said.string = words.format(shown=most_rows, all=len(rows))
    table.insert_after(said)


def _set_image(soup: BeautifulSoup, figure: Tag, image: Tag, enlarge: str) -> None:
    image["loading"] = "lazy"  # a chapter's drawings weigh more than all else on it
    if float(str(image.get("data-width-mm", "0"))) >= _FULL_WIDTH_MM:
        _add_class(image, "full")
        _set_scrolling(soup, figure, image)
    caption = figure.select_one("figcaption .subtitle") or figure.select_one("figcaption")
    if caption:
        link = soup.new_tag("a", href=str(image["src"]))
        link["class"] = "enlarge"
        link.string = enlarge
        number = _text_of(figure, ".number")
        if number:
            said = soup.new_tag("span")
            said["class"] = "unseen"
            said.string = f" {number}"
            link.append(said)
        caption.append(" ")
        caption.append(link)


def _set_table(soup: BeautifulSoup, figure: Tag, table: Tag) -> None:
    heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
    columns = table.select("colgroup > col")
    widths = [float(str(column.get("data-width", "1"))) for column in columns]
    if any(column.get("data-width") for column in columns):
        for column, width in zip(columns, widths, strict=True):
            _add_class(column, f"w{round(100 * width / math.fsum(widths) / 5) * 5}")
    is_quotes = "quotes" in figure["class"] and table.find_parent("details") is None
    if is_quotes or len(heads) >= _CARD_COLUMNS:
        _add_class(table, "cards")
        for row in table.select("tbody tr"):  # on a phone a row is a card, and each cell names its column
            for cell, head in zip(row.select("td, th"), heads, strict=False):
                cell["data-head"] = head
    if is_quotes:
        return
    if len(heads) >= _MANY_COLUMNS:
        _add_class(table, "many")
    _set_scrolling(soup, figure, table)


def _set_scrolling(soup: BeautifulSoup, figure: Tag, wide: Tag) -> None:
    """Put what may be wider than a phone into a box that scrolls, reached and named by keyboard."""
    box = wide.wrap(soup.new_tag("div", role="region", tabindex="0"))
    box["class"] = "scroll"
    title = figure.select_one("figcaption .title") or figure.find("figcaption")
    if not isinstance(title, Tag) or not figure.get("id"):
        return
    title["id"] = f"{figure['id']}-title"
    names = [title["id"]]
    if (fold := wide.find_parent("details")) and (summary := fold.find("summary")):
        summary["id"] = f"{figure['id']}-data"
        names.append(summary["id"])
    box["aria-labelledby"] = " ".join(map(str, names))


def _add_class(tag: Tag, name: str) -> None:
    tag["class"] = " ".join([*(str(each) for each in tag.get_attribute_list("class") if each), name])
