"""Resolved notebooks → the pages of the web report.

The pages are static: one style sheet, no address outside the folder, and of scripts only the folder's own. A
chapter goes through nbconvert with the project's own template (``templates/html/gaoxin``); the first page, search and
the landing page are written from templates beside it in the same environment, which escapes whatever does not
say that it is HTML. A page links ``assets/fonts.css`` (the fonts' own) and ``assets/report.css`` (in ``ASSETS``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

import jinja2
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from ..errors import RenderError
from .frame import ASSETS, SEARCH_PAGE, TEMPLATES, Frame, Link, Nav, Outline, Page, html_lang, word
from .links import NUMBERS_PAGE
from .markup import Anchors, Entry, entries, exhibit, markdown
from .numbers import Number
from .search import Found

__all__ = [
    "ASSETS",
    "SEARCH_PAGE",
    "Chapter",
    "Front",
    "Link",
    "Nav",
    "Outline",
    "Page",
    "ReportExporter",
    "word",
]

# Of one page, before its Chinese runs are marked in another language: a page of 3 MB is too long. What makes it longer
# is cut, and the page says so.
MOST_BYTES = 2_000_000
_MOST_ROWS = (None, 1000, 300, 100, 30, 10)  # of one table, or sentences of one number, tried in turn


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
        return [str(TEMPLATES)]

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.undefined = jinja2.StrictUndefined
        environment.filters["exhibit"] = exhibit
        environment.filters["prose"] = markdown
        environment.globals |= {"html_lang": html_lang, "word": word}
        return environment

    @jinja2.pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> Markup:
        """Return prose as HTML; raw HTML in it is shown, not obeyed."""
        return markdown(source, context["resources"]["anchors"])

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources, of which ``anchors`` are the page's own.

        ``resources["nav"]`` names the pages beside it; of a table of more than ``resources["most_rows"]`` only so
        many rows are kept.
        """
        chapter = outline(nb)
        resources = dict(resources or {})
        about = nb.metadata["gaoxin"]
        nav = resources.pop("nav", None) or Nav(chapter.title, "", "", about["lang"])
        title = " ".join(filter(None, [chapter.number, chapter.title]))
        title = title if title == nav.title else f"{title} · {nav.title}"
        resources.setdefault("most_rows", None)
        resources |= {
            "frame": Frame(nav, "chapter", title, f"{chapter.id}.html", chapter),
            "anchors": Anchors(parts=nav.parts),
        }
        page, resources = super().from_notebook_node(nb, resources, **options)
        return page, resources


@dataclass(frozen=True)
class Chapter:
    """The page of a chapter and what it holds, the links to documents as they stand on it."""

    text: str
    outline: Outline


def chapter(nb: NotebookNode, *, nav: Nav) -> Chapter:
    """Return the page of a resolved chapter with its outline; the pages beside it come from ``nav``.

    Of a page that would be longer than ``MOST_BYTES`` tables are cut, all at the same number of rows, and each says
    so. Raises RenderError for a notebook that was not resolved.
    """
    for most_rows in _MOST_ROWS:
        text, made = exporter().from_notebook_node(nb, {"nav": nav, "most_rows": most_rows})
        if len(text.encode("utf-8")) <= MOST_BYTES:
            break
    return Chapter(str(text), replace(outline(nb), citations=tuple(made["anchors"].citations)))


def page(nb: NotebookNode, *, nav: Nav) -> str:
    """Return the page of a resolved chapter (``chapter`` says more)."""
    return chapter(nb, nav=nav).text


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
    anchors = Anchors()
    exhibits: dict[str, list[Entry]] = {"figure": [], "table": []}
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            markdown(cell.source, anchors)
        for output in cell.get("outputs", []):
            for kind, entry in entries(_html_of(output, about["id"])):
                exhibits[kind].append(entry)
    return Outline(
        id=about["id"],
        number=next((entry.number for level, entry in anchors.headings if level == 1), ""),
        title=about["title"],
        sections=tuple(entry for level, entry in anchors.headings if level == 2),
        figures=tuple(exhibits["figure"]),
        tables=tuple(exhibits["table"]),
    )


@dataclass(frozen=True)
class Downloads:
    """What the first page offers: the report as one file, tables, notebooks; hrefs from the page."""

    report: tuple[Link, ...] = ()
    data: tuple[Link, ...] = ()
    notebooks: tuple[Link, ...] = ()


def index_page(
    front: Front, nav: Nav, outlines: Sequence[Outline], downloads: Downloads, citation: str = ""
) -> Chapter:
    """Return the report's first page: title, abstract, at a glance, contents, lists, downloads, how to cite."""
    by_id = {each.id: each for each in outlines}
    shown = {each.id: by_id.get(each.id) for each in nav.pages}
    known = [(each, by_id[each.id]) for each in nav.pages if each.id in by_id]
    frame = Frame(nav, "front", front.title, nav.index)
    anchors = Anchors(where=frame.word("glance"), parts=nav.parts)
    text = render(
        "front",
        frame=frame,
        front=front,
        anchors=anchors,
        outlines=shown,
        lists={
            "figures": [(each, item) for each, chapter in known for item in chapter.figures],
            "tables": [(each, item) for each, chapter in known for item in chapter.tables],
        },
        downloads=downloads,
        citation=citation,
    )
    about = Outline("index", "", frame.word("glance"), (), (), (), tuple(anchors.citations))
    return Chapter(text, about)


def landing_page(title: str, languages: Sequence[str] = ("zh", "en")) -> str:
    """Return ``report/index.html``, which leads to the first language at once, and by links to each."""
    nav = Nav(title, "", "", languages[0])
    hrefs = {lang: f"{lang}/{nav.index}" for lang in languages}
    return render("landing", frame=Frame(nav, "landing", title, ""), hrefs=hrefs)


def search_page(found: Found, *, nav: Nav) -> str:
    """Return the page on which words, observations and parts of the report are searched, its data in ``assets/``."""
    frame = Frame(nav, "search", "", SEARCH_PAGE)
    frame = replace(frame, title=f"{frame.word('title', 'search')} · {nav.title}")
    return render("search", frame=frame, found=found)


def numbers_page(numbers: Sequence[Number], *, nav: Nav) -> Chapter:
    """Return the page that says of each number of the prose what it rests on and where it is used.

    Of a page that would be too long each number keeps its first sentences only, and says so.
    """
    frame = Frame(nav, "numbers", "", NUMBERS_PAGE)
    title = frame.word("title", "numbers")
    frame = replace(frame, title=f"{title} · {nav.title}")
    for most_quotes in _MOST_ROWS:
        anchors = Anchors(where=title, parts=nav.parts)
        text = render("numbers", frame=frame, numbers=numbers, anchors=anchors, most_quotes=most_quotes)
        if len(text.encode("utf-8")) <= MOST_BYTES:
            break
    return Chapter(text, Outline("numbers", "", title, (), (), (), tuple(anchors.citations)))


# ---- pages ---------------------------------------------------------------------------------------


@cache
def exporter() -> ReportExporter:
    """Return the exporter that every page is made with."""
    return ReportExporter()  # type: ignore[no-untyped-call]


def render(template: str, **values: Any) -> str:
    """Return a page from one of the templates that are no notebook's."""
    return str(exporter().environment.get_template(f"{template}.html.j2").render(**values)).strip() + "\n"


def _html_of(output: NotebookNode, where: str) -> str:
    markup = output.get("data", {}).get("text/html")
    if markup is None:
        raise RenderError(
            f"an output of type {output.output_type} without HTML",
            where=where,
            remedy="Pass the notebook through analysis.report.resolve first.",
        )
    return str(markup)
