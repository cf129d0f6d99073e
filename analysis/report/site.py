"""Executed notebooks → the report: pages, PDF, sources, data, written to a stage and then moved into place.

Both writers take the same resolved notebooks; the front page, the page "at a glance" and the appendix on method
are made here from the claims of all chapters.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from .. import data_package, export, fonts, labels
from ..labels import text as label
from ..params import Params
from ..study import Study
from . import assets, foreign, front, html, method, numbers, pdf, references, search, traces, words
from . import edition as editions
from .edition import Edition
from .publication import Publication
from .resolve import claims_of, prose_of, resolve

_TEMPLATES = Path(__file__).parent.parent / "templates"
_PACKAGE = {
    "package": data_package.ARCHIVE,
    "workbook": data_package.WORKBOOK,
    "descriptor": data_package.DESCRIPTOR,
    "codebook": "codebook.csv",
    "ris": "corpus.ris",
    "bibtex": "corpus.bib",
    "csl": "corpus.json",
}
_DATA = (
    "observations",
    "numeral_ledger",
    "documents",
    "document_facts",
    "passages_left_out",
    "growth",
    "growth_in_context",
    "disclosure",
    "targets",
    "indicators",
    "comparability",
    "ratios",
    "ambitions",
    "deviations",
    "panel",
    "panel_wide",
    "panel_coverage",
    "audit",
    "term_frequencies",
    "theme_frequencies",
    "keyness",
    "dispersion",
    "collocations",
    "concordance",
    "lexical_diversity",
    "similarity",
    "text_reuse",
    "new_terms",
    "citations",
    "formulations",
    "clauses",
    "clause_codes",
    "code_shares",
    "instrument_evenness",
    "instrument_themes",
    "corrections",
)
# Small enough for a PDF, and what a reader asks for first.
_ATTACHED = (
    "documents",
    "observations",
    "indicators",
    "growth",
    "targets",
    "audit",
    "panel",
    "keyness",
    "formulations",
    "citations",
    "clauses",
    "clause_codes",
    "corrections",
)
PDF_NAME = "gaoxin-report.pdf"


def write_pages(root: Path, executed: Sequence[Path], params: Params, stage: Path) -> None:
    """Write everything of the report but the PDF to ``stage``, which is emptied first.

    The tables are those that the build's first step has put into the study's work folder.
    """
    shutil.rmtree(stage, ignore_errors=True)
    study = Study(root)
    report = stage / "report"
    publication = Publication(study, executed, params)
    found = words.collect(study.tokens, publication.zones(), study.texts, publication.release.publish_table)
    first = editions.of_study(root, labels.LANGUAGES[0])
    pages = {"index.html": html.landing_page(first.title, labels.LANGUAGES)}
    used: dict[str, dict[str, tuple[numbers.Use, ...]]] = {}
    for lang in labels.LANGUAGES:
        edition, claims, chapters = _chapters(publication, params, lang)
        used[lang] = numbers.uses(chapters, front.claims_named(claims, lang), lang)
        marks = traces.marks(publication, chapters, claims, found, lang)
        nav = _nav(edition, chapters, lang, traces.parts(publication, marks))
        made = {page: html.chapter(nb, nav=nav) for page, nb in zip(nav.pages, chapters, strict=True)}
        outlines = [(page, chapter.outline) for page, chapter in made.items()]
        beside = {
            traces.front_page(nav): html.index_page(
                front.of_report(root, claims, lang, is_private=params.publish_all),
                nav,
                [outline for _, outline in outlines],
                _downloads(executed, publication.tables, lang),
                _citation(edition, lang),
            ),
            traces.numbers_page(nav): html.numbers_page(numbers.collect(claims, used[lang], lang), nav=nav),
        }
        own = {page.href: each.text for page, each in (made | beside).items()}
        places = traces.citations([(page, each.outline) for page, each in (made | beside).items()], lang)
        own |= traces.sources(publication, marks, places, nav)
        index = search.collect(found, traces.searched(publication, lang), outlines, nav)
        own[html.SEARCH_PAGE] = html.search_page(index, nav=nav)
        if lang != labels.LANGUAGES[0]:
            own = {name: foreign.marked(text) for name, text in own.items()}
        pages |= {f"{lang}/{name}": text for name, text in own.items()}
        pages[f"assets/search-data.{lang}.js"] = index.script(nav)
        pages |= {f"assets/{name}": text for name, text in search.places_scripts(found, nav.parts).items()}
        _write_figures(chapters, lang, stage)
    record = numbers.record(claims, used[labels.LANGUAGES[0]]).encode("utf-8")
    for name, content in publication.data_files(first, record).items():
        export.replace(report / "data" / name, content)
    for name, text in pages.items():
        export.replace(report / name, text.encode("utf-8"))
    assets.write(pages, report / "assets")
    for name, nb in publication.files.items():
        _write_notebook(nb, report / "notebooks" / name)


def write_pdf(root: Path, executed: Sequence[Path], params: Params, stage: Path) -> None:
    """Write the PDF of each language to ``stage``; typst's source stays in the study's work folder."""
    study = Study(root)
    study.texts  # noqa: B018  so that rare characters have their boxes
    publication = Publication(study, executed, params)
    for lang in labels.LANGUAGES:
        edition, claims, chapters = _chapters(publication, params, lang)
        folder = study.work / "typst" / lang
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        book = pdf.book(
            front.of_report(root, claims, lang, is_private=params.publish_all),
            chapters,
            folder=folder,
            fonts=[face.path for face in fonts.current()],
            timestamp=edition.timestamp,
            attachments=_attachments(publication, lang),
        )
        export.replace(stage / "report" / lang / PDF_NAME, book)


def _attachments(publication: Publication, lang: str) -> list[pdf.Attachment]:
    """Return the report's main tables as files that the PDF carries."""
    return [
        pdf.Attachment(
            f"{name}.csv",
            data_package.csv(publication.table(name)),
            "text/csv",
            label(f"report.data_{name}", lang),
        )
        for name in _ATTACHED
    ]


def write_figures(root: Path, executed: Sequence[Path], params: Params) -> None:
    """Write the figures of single chapters to ``figures/``, and nothing else of the report."""
    for nb in Publication(Study(root), executed, params).notebooks:
        for lang in labels.LANGUAGES:
            _write_figures([resolve(nb, lang)], lang, root, pages=False)


def _write_notebook(nb: NotebookNode, path: Path) -> None:
    export.replace(path, f"{nbformat.writes(nb)}\n".encode())


def _chapters(
    publication: Publication, params: Params, lang: str
) -> tuple[Edition, dict[str, Any], list[NotebookNode]]:
    """Return the edition, the claims of all chapters by name, and the chapters resolved, the references last."""
    edition = editions.of_study(publication.study.root, lang)
    sources = [*publication.notebooks, method.notebook(publication.study, params, edition, lang)]
    claims = claims_of(*sources)
    works = references.collect(prose_of(sources, lang))
    chapters = [resolve(nb, lang, works) for nb in sources]
    places = [references.Place(**place) for nb in chapters for place in nb.metadata.gaoxin.citations]
    listed = references.page(works, references.corpus(publication.documents, lang), places, lang)
    return edition, claims, [*chapters, listed]


def _nav(
    edition: Edition,
    chapters: Sequence[NotebookNode],
    lang: str,
    parts: Mapping[str, tuple[int, ...]],
) -> html.Nav:
    pages = tuple(
        html.Page(
            nb.metadata.gaoxin.id,
            f"{nb.metadata.gaoxin.id}.html",
            str(nb.metadata.gaoxin.chapter),
            nb.metadata.gaoxin.title,
        )
        for nb in chapters
    )
    return html.Nav(
        edition.title,
        edition.version,
        edition.date,
        lang,
        pages,
        pdf=PDF_NAME,
        others=tuple(other for other in labels.LANGUAGES if other != lang),
        search=html.SEARCH_PAGE,
        parts=parts,
    )


def _citation(edition: Edition, lang: str) -> str:
    """Return how to cite the edition; nothing for a study without one."""
    if not (edition.version and edition.date and edition.authors):
        return ""
    authors = html.word("comma", "page", lang).join(edition.authors)
    return html.word(
        "citation",
        "page",
        lang,
        authors=authors,
        title=edition.title,
        edition=edition.version,
        date=edition.date,
    )


def _downloads(executed: Sequence[Path], data: Iterable[str], lang: str) -> html.Downloads:
    whole = [html.Link(f"../data/{name}", label(f"report.{key}", lang)) for key, name in _PACKAGE.items()]
    named = [name for name in _DATA if name in set(data)]
    tables = [html.Link(f"../data/{name}.csv", label(f"report.data_{name}", lang)) for name in named]
    return html.Downloads(
        (html.Link(PDF_NAME, "PDF"),),
        (*whole, *tables),
        tuple(html.Link(f"../notebooks/{path.name}", path.name) for path in executed),
    )


def _write_figures(chapters: Sequence[NotebookNode], lang: str, stage: Path, *, pages: bool = True) -> None:
    """Write each drawing as PNG and SVG to ``figures/``, and the SVG again beside the pages that show it."""
    for nb in chapters:
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                if "image/svg+xml" not in output.data:
                    continue
                name = f"{output.metadata.gaoxin.name}.{lang}"
                svg = output.data["image/svg+xml"].encode("utf-8")
                export.replace(stage / "figures" / f"{name}.svg", svg)
                export.replace(stage / "figures" / f"{name}.png", base64.b64decode(output.data["image/png"]))
                if pages:
                    export.replace(stage / "report" / "figures" / f"{name}.svg", svg)
