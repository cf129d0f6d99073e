"""Works cited: ``[@key]`` in prose → numbers by GB/T 7714-2015, and the two lists that they lead to.

The works are CSL-JSON (``codebook/references.json``). Pandoc's citeproc sets them by the style in ``vendor/csl``, once
for HTML and PDF, so that both print the same letters. Both editions number and write references the same way: GB/T 7714
gives a work in its own language, and one number a work is what a reader of both can quote. A work in English is
set with English words ("et al.", "2nd ed."), one in Chinese with Chinese ones, which one pass cannot do.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pandas as pd
import pypandoc
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from .. import codebook, schema
from ..errors import CitationError, RenderError
from ..labels import text as label

BOOK = "references.json"
PAGE = "references"  # the id of the page that holds the lists
STYLE = Path(__file__).parent.parent / "vendor" / "csl" / "china-national-standard-gb-t-7714-2015-numeric.csl"
_LOCALES = {"zh": "zh-CN", "en": "en-US"}
_KEY = r"@[A-Za-z][A-Za-z0-9_-]*"
# A number above the line stands at the word; the blank that English prose has before the brackets goes.
_CITATION = re.compile(rf" ?(?<!\\)\[({_KEY}(?:;\s*{_KEY})*)\]")
_NUMBERED_HEAD = re.compile(r"^#{1,3} +([0-9A-Z][0-9.]*) ", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S*[^\s.]")


@dataclass(frozen=True)
class Reference:
    """A work cited: its key, its number in the order of citing, and how the list gives it."""

    key: str
    number: int
    text: str


@dataclass(frozen=True)
class References:
    """The works that prose cites, and for each group of citations its words, each with the key that they lead to."""

    works: tuple[Reference, ...] = ()
    marks: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]] | None = None


class Place(NamedTuple):
    """Where a work is cited: page and anchor, and the number of the section for readers."""

    key: str
    href: str
    section: str


def collect(sources: Iterable[str], where: str = "") -> References:
    """Return what the prose in ``sources`` (Markdown, in order) cites; a work that nobody cites is left out.

    Raises CitationError with every key that ``references.json`` does not have.
    """
    groups = list(dict.fromkeys(_keys(match[1]) for text in sources for match in _CITATION.finditer(text)))
    if not groups:
        return References()
    book = {item["id"]: item for item in codebook.read_json(BOOK)}
    unknown = sorted({key for group in groups for key in group if key not in book})
    if unknown:
        raise CitationError.gather(
            [
                CitationError(
                    f"prose cites [@{key}], which the codebook does not have",
                    where=where or f"codebook/{BOOK}",
                    remedy=f"Add the work to analysis/codebook/{BOOK} (CSL-JSON), or mend the key.",
                )
                for key in unknown
            ]
        )
    items = [book[key] for key in dict.fromkeys(key for group in groups for key in group)]
    prose = "\n\n".join(f"[{'; '.join(f'@{key}' for key in group)}]" for group in groups)
    soups = {lang: _set(prose, items, lang) for lang in _LOCALES}
    texts = {lang: _texts(soup) for lang, soup in soups.items()}
    works = tuple(
        Reference(item["id"], number, texts[_language(item)][item["id"]])
        for number, item in enumerate(items, 1)
    )
    spans = soups["zh"].select("span.citation")
    return References(works, {group: _mark(span) for group, span in zip(groups, spans, strict=True)})


def cite(
    source: str, references: References, page: str, section: str = "", seen: Counter[str] | None = None
) -> tuple[str, list[Place]]:
    """Return ``source`` with each citation as links to the list, and the places of those links.

    A link's title is the anchor at which it stands: ``cite-<key>-<n>`` for the n-th on the page (``seen`` counts on
    over a page's cells). ``section`` is the number of the section that the text starts in.
    """
    seen = Counter() if seen is None else seen
    places: list[Place] = []
    marks = references.marks or {}

    def links(match: re.Match[str]) -> str:
        heads = _NUMBERED_HEAD.findall(source, 0, match.start())
        group = _keys(match[1])
        anchors: dict[str, str] = {}
        out = []
        for words, key in marks[group]:
            seen[key] += 1
            anchors[key] = f"cite-{key}-{seen[key]}"
            words = words.replace("[", "\\[").replace("]", "\\]")
            out.append(f'[{words}]({PAGE}.html#ref-{key} "{anchors[key]}")')
        for key in group:  # one inside a range has no link of its own, and is found at that of the range
            anchor = anchors.get(key) or next(iter(anchors.values()))
            places.append(Place(key, f"{page}.html#{anchor}", heads[-1] if heads else section))
        return "".join(out)

    return _CITATION.sub(links, source), places


def corpus(documents: pd.DataFrame, lang: str) -> list[Reference]:
    """Return the documents of the corpus as references, in their order: issuer or author, title, date, address.

    They were taken from the web, so each is [EB/OL]; of an address that the corpus does not give, it says so.
    """
    items = [_item(row, lang) for row in schema.rows(documents)]
    if not items:
        return []
    texts = _texts(_set("", items, "zh"))
    return [Reference(item["id"], number, texts[item["id"]]) for number, item in enumerate(items, 1)]


def page(
    references: References, documents: Sequence[Reference], places: Sequence[Place], lang: str
) -> NotebookNode:
    """Return the page of the lists as a resolved notebook: works cited, each with where, and documents."""
    cells = [nbformat.v4.new_markdown_cell(f"# {label('references.title', lang)}", id="title")]
    cited: dict[str, list[Place]] = {}
    for place in places:
        cited.setdefault(place.key, []).append(place)
    if references.works:
        cells += _list(
            label("references.works", lang),
            "works",
            [_work(work, cited.get(work.key, ()), lang) for work in references.works],
        )
    if documents:
        cells += _list(label("references.corpus", lang), "corpus", [_document(item) for item in documents])
    made: NotebookNode = nbformat.v4.new_notebook(cells=cells)
    made.metadata.gaoxin = nbformat.from_dict(
        {
            "resolved": 1,
            "lang": lang,
            "id": PAGE,
            "chapter": "",
            "title": label("references.title", lang),
            **{name: [] for name in ("evidence", "drawn", "uses", "citations")},
        }
    )
    return made


def _keys(group: str) -> tuple[str, ...]:
    return tuple(key.strip().removeprefix("@") for key in group.split(";"))


def _language(item: Mapping[str, Any]) -> str:
    return "zh" if str(item.get("language", "")).startswith("zh") else "en"


# Setting ---------------------------------------------------------------------------------------------------


def _set(prose: str, items: Sequence[Mapping[str, Any]], lang: str) -> BeautifulSoup:
    """Return prose and list as citeproc sets them with the words of ``lang``; without prose, the list alone."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / BOOK
        book.write_text(json.dumps(list(items), ensure_ascii=False), encoding="utf-8")
        options = ["--citeproc", f"--csl={STYLE}", f"--bibliography={book}", "--wrap=none", "--quiet"]
        options += ["-M", f"lang={_LOCALES[lang]}", "-M", "link-citations=true"]
        if not prose:
            prose = "---\nnocite: '" + ", ".join(f"@{{{item['id']}}}" for item in items) + "'\n---\n"
        try:
            made = pypandoc.convert_text(prose, "html", format="markdown", extra_args=options, sandbox=True)
        except (RuntimeError, OSError) as error:
            raise RenderError(
                f"pandoc could not set the references: {str(error).strip()}",
                where=f"codebook/{BOOK}",
                remedy="Write each work as CSL-JSON has it.",
            ) from error
    return BeautifulSoup(made, "html.parser")


def _texts(soup: BeautifulSoup) -> dict[str, str]:
    """Return the plain text of each entry by key."""
    entries = soup.select("div.csl-entry")
    return {
        str(entry["id"]).removeprefix("ref-"): " ".join(
            (entry.select_one(".csl-right-inline") or entry).get_text().split()
        )
        for entry in entries
    }


def _mark(span: Tag) -> tuple[tuple[str, str], ...]:
    """Return a citation's words in pieces, each with the key that it leads to: ``[1`` and ``–3]`` for [1–3]."""
    pieces: list[tuple[str, str]] = []
    before = ""
    for part in (span.find("sup") or span).children:
        if isinstance(part, Tag) and part.name == "a":
            pieces.append((before + part.get_text(), str(part["href"]).removeprefix("#ref-")))
            before = ""
        else:
            before += part.get_text()
    words, key = pieces.pop()
    return (*pieces, (words + before, key))


def _item(row: Any, lang: str) -> dict[str, Any]:
    """Return a row of ``documents`` as CSL-JSON."""
    item: dict[str, Any] = {
        "id": row.doc,
        "type": "webpage",
        "language": "zh-CN",
        "title": row.title or row.doc,
    }
    by = row.issuer or row.author
    if by:
        item["author"] = [{"literal": name} for name in re.split("[、，,；]", by) if name]
    if row.date:
        item["issued"] = {"date-parts": [[int(part) for part in row.date.split("-")]]}
    item["URL"] = label("references.no_address", lang)
    return item


# The page --------------------------------------------------------------------------------------------------


def _list(title: str, name: str, entries: Sequence[str]) -> list[NotebookNode]:
    html = (
        f'<section class="references" id="{PAGE}-{name}">\n<div role="list">\n'
        + "\n".join(entries)
        + "\n</div>\n</section>"
    )
    output = nbformat.v4.new_output(
        "display_data", data={"text/html": html}, metadata={"gaoxin": {"name": name}}
    )
    return [
        nbformat.v4.new_markdown_cell(f"## {title}", id=f"{name}-title"),
        nbformat.v4.new_code_cell("", outputs=[output], id=name),
    ]


def _work(work: Reference, places: Sequence[Place], lang: str) -> str:
    text = _ADDRESS.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', escape(work.text, quote=False))
    links = label("references.mark", lang).join(
        f'<a href="{place.href}">{place.section}</a>' for place in places
    )
    cited = f' <span class="cited">{label("references.cited", lang, places=links)}</span>' if places else ""
    return _entry(f"ref-{work.key}", f"[{work.number}]", text + cited)


def _document(item: Reference) -> str:
    number = f'<a href="sources/{escape(item.key)}.html">[{escape(item.key)}]</a>'
    return _entry(f"doc-{escape(item.key)}", number, escape(item.text, quote=False))


def _entry(anchor: str, number: str, text: str) -> str:
    return (
        f'<div role="listitem" class="reference" id="{anchor}"><span class="number">{number}</span> '
        f'<span class="entry">{text}</span></div>'
    )
