"""Resolved notebooks and documents → the pages of the web report.

The pages are static: one style sheet, no address outside the folder, and of scripts only the folder's own. A
chapter goes through nbconvert with the project's own template (``templates/html/gaoxin``); the first page, the
documents and the landing page are written from templates beside it in the same environment, which escapes whatever
does not say that it is HTML. A page links ``assets/fonts.css`` (the fonts' own) and ``assets/report.css`` (in
``ASSETS``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, Protocol

import jinja2
import pandas as pd
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from ..documents import spans
from ..errors import RenderError
from ..rights import LEFT_OUT, address
from .links import NUMBERS_PAGE
from .markup import Entry, entries, exhibit, markdown, prose
from .numbers import Number
from .passages import Mark, marked
from .words import Words

_TEMPLATES = Path(__file__).parent.parent / "templates" / "html"
ASSETS = _TEMPLATES / "assets"  # copied to report/assets/
WORDS_PAGE = "words.html"

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_HTML_LANG = {"zh": "zh-Hans", "en": "en"}
_TEXT_LANG = {"hans": "zh-Hans", "hant": "zh-Hant"}


@dataclass(frozen=True)
class Page:
    """One page of the report, as navigation names it; ``id`` is the notebook's (``03_comparison``)."""

    id: str
    href: str
    number: str
    title: str


@dataclass(frozen=True)
class Link:
    """A link to a file beside the pages (PDF, data)."""

    href: str
    text: str


@dataclass(frozen=True)
class Nav:
    """What every page says of the whole; ``pages`` are in order, hrefs are from ``report/<lang>/``.

    ``others`` are the languages that every page leads to: each has the same pages with the same anchors.
    """

    title: str
    edition: str
    date: str
    lang: str
    pages: tuple[Page, ...] = ()
    pdf: str = ""
    index: str = "index.html"
    others: tuple[str, ...] = ()
    companions: Mapping[str, Link] = field(
        default_factory=dict
    )  # a page beside a chapter, by the chapter's id

    def around(self, page: str) -> tuple[Page | None, Page | None]:
        """Return the pages before and after ``page`` (an id); None at the ends and for a page not listed."""
        ids = [each.id for each in self.pages]
        if page not in ids:
            return None, None
        place = ids.index(page)
        return (
            self.pages[place - 1] if place else None,
            self.pages[place + 1] if place + 1 < len(ids) else None,
        )


class Front(Protocol):
    """The report's front matter; ``abstract`` and ``glance`` are resolved Markdown. Any may be empty."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def subtitle(self) -> str | None: ...  # noqa: D102
    @property
    def authors(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def edition(self) -> str | None: ...  # noqa: D102
    @property
    def date(self) -> str | None: ...  # noqa: D102
    @property
    def lang(self) -> str: ...  # noqa: D102
    @property
    def keywords(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def abstract(self) -> str | None: ...  # noqa: D102
    @property
    def glance(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True)
class Outline:
    """What a chapter holds, for contents: its title, sections, figures and tables."""

    id: str
    number: str
    title: str
    sections: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    tables: tuple[Entry, ...]


@dataclass(frozen=True)
class _Frame:
    """What the layout shows around a page: ``path`` from the folder of its language, ``base`` back to that folder."""

    nav: Nav
    kind: str
    title: str
    path: str
    page: Outline | None = None

    @property
    def base(self) -> str:
        return "../" * self.path.count("/")

    @property
    def policy(self) -> str:
        return POLICY

    @property
    def html_lang(self) -> str:
        return html_lang(self.nav.lang)

    def word(self, key: str, group: str = "page", **values: str) -> str:
        return word(key, group, self.nav.lang, **values)


def word(key: str, group: str, lang: str, **values: str) -> str:
    """Return the pages' own word of ``group`` (``templates/html/labels.toml``)."""
    return str(_words()[group][key][lang].format(**values))


def html_lang(lang: str) -> str:
    """Return a language of the report as HTML's ``lang`` names it."""
    return _HTML_LANG[lang]


class ReportExporter(HTMLExporter):
    """nbconvert's exporter ``gaoxin-html``: a resolved notebook → a page of the report.

    Raises RenderError for a notebook that was not resolved, or has an output that is no HTML.
    """

    export_from_notebook = "Report page"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "gaoxin"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(_TEMPLATES)]

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.undefined = jinja2.StrictUndefined
        environment.filters["exhibit"] = exhibit
        environment.filters["prose"] = prose
        environment.globals |= {"html_lang": html_lang, "word": word}
        return environment

    @jinja2.pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> Markup:
        """Return prose as HTML; raw HTML in it is shown, not obeyed."""
        return markdown(source, context["resources"]["headings"])

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources; ``resources["nav"]`` names the pages beside it."""
        chapter = outline(nb)
        resources = dict(resources or {})
        about = nb.metadata["gaoxin"]
        nav = resources.pop("nav", None) or Nav(chapter.title, "", "", about["lang"])
        title = " ".join(filter(None, [chapter.number, chapter.title]))
        title = title if title == nav.title else f"{title} · {nav.title}"
        resources["frame"] = _Frame(nav, "chapter", title, f"{chapter.id}.html", chapter)
        resources["headings"] = []
        page, resources = super().from_notebook_node(nb, resources, **options)
        return page, resources


def page(nb: NotebookNode, *, nav: Nav) -> str:
    """Return the page of a resolved chapter; the pages beside it come from ``nav``.

    Raises RenderError for a notebook that was not resolved.
    """
    text, _ = _exporter().from_notebook_node(nb, {"nav": nav})
    return str(text)


def outline(nb: NotebookNode) -> Outline:
    """Return what a resolved chapter holds, with the anchors that ``page`` gives it.

    Raises RenderError for a notebook that was not resolved, or has an output that is no HTML.
    """
    about = nb.metadata.get("gaoxin", {})
    if about.get("resolved") != 1:
        raise RenderError(
            "a notebook that is not resolved",
            where=str(about.get("id", "metadata.gaoxin")),
            remedy="Pass it through analysis.report.resolve first.",
        )
    headings: list[tuple[int, Entry]] = []
    exhibits: dict[str, list[Entry]] = {"figure": [], "table": []}
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            markdown(cell.source, headings)
        for output in cell.get("outputs", []):
            for kind, entry in entries(_html_of(output, about["id"])):
                exhibits[kind].append(entry)
    return Outline(
        id=about["id"],
        number=next((entry.number for level, entry in headings if level == 1), ""),
        title=about["title"],
        sections=tuple(entry for level, entry in headings if level == 2),
        figures=tuple(exhibits["figure"]),
        tables=tuple(exhibits["table"]),
    )


def index_page(front: Front, nav: Nav, outlines: Sequence[Outline], downloads: Sequence[Link] = ()) -> str:
    """Return the report's first page: title, abstract, at a glance, contents, lists of figures and tables."""
    by_id = {each.id: each for each in outlines}
    shown = {each.id: by_id.get(each.id) for each in nav.pages}
    known = [(each, by_id[each.id]) for each in nav.pages if each.id in by_id]
    return _render(
        "front",
        frame=_Frame(nav, "front", front.title, nav.index),
        front=front,
        outlines=shown,
        lists={
            "figures": [(each, item) for each, chapter in known for item in chapter.figures],
            "tables": [(each, item) for each, chapter in known for item in chapter.tables],
        },
        downloads=downloads,
    )


def landing_page(title: str, languages: Sequence[str] = ("zh", "en")) -> str:
    """Return ``report/index.html``, which leads to the first language at once, and by links to each."""
    nav = Nav(title, "", "", languages[0])
    hrefs = {lang: f"{lang}/{nav.index}" for lang in languages}
    return _render("landing", frame=_Frame(nav, "landing", title, ""), hrefs=hrefs)


def words_page(words: Words, chapter: Page, *, nav: Nav) -> str:
    """Return the page on which the words of ``chapter`` are searched, its data in ``assets/``."""
    frame = _Frame(nav, "words", "", WORDS_PAGE)
    frame = replace(frame, title=f"{frame.word('title', 'words')} · {nav.title}")
    heads = [frame.word(name, "words") for name in ("word", "theme", "count", "parks")]
    return _render("words", frame=frame, words=words, chapter=chapter, heads=[*heads, *words.parks])


def numbers_page(numbers: Sequence[Number], *, nav: Nav) -> str:
    """Return the page that says of each number of the prose what it rests on and where it is used."""
    frame = _Frame(nav, "numbers", "", NUMBERS_PAGE)
    frame = replace(frame, title=f"{frame.word('title', 'numbers')} · {nav.title}")
    return _render("numbers", frame=frame, numbers=numbers)


_FACTS = (
    "title",
    "entity",
    "place_code",
    "zone_level",
    "issuer",
    "source",
    "author",
    "date",
    "doc_no",
    "subject_year",
    "genre",
    "chars",
    "completeness",
    "rights",
    "file",
    "sha256",
)


def source_page(
    document: Mapping[str, Any],
    text: str,
    marks: Sequence[Mark],
    *,
    nav: Nav,
    cited: Sequence[Page] = (),
) -> str:
    """Return the page of a document (a row of ``documents``, codes put into words): its facts and its text.

    ``text`` is the document's own part of the file, from ``start`` to ``end``. Every mark gets the anchor
    ``c<start>-<end>``. Passages that the row calls repeats or boilerplate are grey, what may not
    be published (``rights``) is told by its length. ``cited`` are the pages
    that lead here. Raises RenderError if text or marks do not fit the document's offsets.
    """
    start, end = int(document["start"]), int(document["end"])
    doc = str(document["doc"])
    if len(text) != end - start:
        raise RenderError(
            f"a text of {len(text)} characters where the document has {end - start}",
            where=f"document {doc}",
            remedy="Pass the file's text from start to end.",
        )
    outside = [mark for mark in marks if not start <= mark.start < mark.end <= end]
    if outside:
        raise RenderError(
            f"a mark at {outside[0].start}-{outside[0].end}, outside of {start}-{end}",
            where=f"document {doc}",
            remedy="Marks count code points of the file's text.",
        )
    aside = list(_set_aside(document))
    heading = str(document["title"]) if _is_known(document.get("title")) else doc
    frame = _Frame(nav, "source", f"{heading} · {nav.title}", f"sources/{doc}.html")
    return _render(
        "source",
        frame=frame,
        doc=doc,
        heading=heading,
        facts=list(_facts(document, frame)),
        cited=cited,
        has_set_aside=bool(aside) or any(mark.kind in ("repeat", "boilerplate") for mark in marks),
        text=marked(
            text,
            start,
            [*aside, *marks],
            anchored=set(marks),
            left_out=partial(_left_out, frame, address(document.get("source"))),
        ),
        is_cut=LEFT_OUT in text,
        text_lang=_TEXT_LANG.get(str(document.get("script")), "zh"),
    )


# ---- pages ---------------------------------------------------------------------------------------


@cache
def _exporter() -> ReportExporter:
    return ReportExporter()  # type: ignore[no-untyped-call]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((_TEMPLATES / "labels.toml").read_text(encoding="utf-8"))


def _render(template: str, **values: Any) -> str:
    return str(_exporter().environment.get_template(f"{template}.html.j2").render(**values)).strip() + "\n"


def _html_of(output: NotebookNode, where: str) -> str:
    markup = output.get("data", {}).get("text/html")
    if markup is None:
        raise RenderError(
            f"an output of type {output.output_type} without HTML",
            where=where,
            remedy="Pass the notebook through analysis.report.resolve first.",
        )
    return str(markup)


# ---- documents -----------------------------------------------------------------------------------


def _is_known(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""  # type: ignore[call-overload]


def _facts(document: Mapping[str, Any], frame: _Frame) -> Iterator[tuple[str, str, str]]:
    """Yield name, words and value of what is known of a document."""
    for name in _FACTS:
        if _is_known(document.get(name)):
            yield name, frame.word(name, "source"), str(document[name])


def _left_out(frame: _Frame, original: str | None, count: int) -> Markup:
    """Return what stands in place of ``count`` characters that may not be published, linked to the original."""
    words = frame.word("left_out", "source", count=str(count))
    said = Markup('<span class="left-out" lang="{}">{}</span>').format(frame.html_lang, words)
    return said if original is None else Markup('<a href="{}">{}</a>').format(original, said)


def _set_aside(document: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield the passages that the analysis does not count."""
    columns: tuple[tuple[str, Literal["repeat", "boilerplate"]], ...] = (
        ("duplicate_spans", "repeat"),
        ("boilerplate_spans", "boilerplate"),
    )
    for column, kind in columns:
        if _is_known(document.get(column)):
            yield from (Mark(start, end, kind) for start, end in spans(str(document[column])))
