"""A study and the report's outlines → what the documents' pages and search show of them: marks, readings in words,
citing places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from .. import labels, schema
from ..indicator_tables import in_words
from ..labels import text as label
from .frame import Link, Nav, Outline, Page, word
from .links import NUMBERS_PAGE
from .passages import Mark
from .publication import Publication
from .search import Observation
from .source_pages import Reading, part_starts, source_pages
from .words import Words

_SECTION = re.compile(r"\d+(?:\.\d+)*|[A-Z](?:\.\d+)*")

Citations = dict[str, dict[tuple[int, int], list[Link]]]


def front_page(nav: Nav) -> Page:
    """Return the first page as the pages that it leads to name it."""
    return Page("index", nav.index, "", word("glance", "page", nav.lang))


def numbers_page(nav: Nav) -> Page:
    """Return the page of numbers as the pages that it leads to name it."""
    return Page("numbers", NUMBERS_PAGE, "", word("title", "numbers", nav.lang))


def sources(
    publication: Publication,
    marks: Mapping[str, Sequence[Mark]],
    citations: Citations,
    nav: Nav,
) -> dict[str, str]:
    """Return the pages of each document, with every observation and every cited place marked."""
    read = readings(publication, nav.lang)
    titles = {
        page.href: " ".join(filter(None, (page.number, page.title)))
        for page in (*nav.pages, front_page(nav), numbers_page(nav))
    }
    pages: dict[str, str] = {}
    for row in schema.rows(publication.documents):
        text = publication.texts[row.file][int(row.start) : int(row.end)]
        document = vars(row)
        for group in ("genre", "completeness", "zone_level", "rights"):
            if document[group]:
                document[group] = label(f"{group}.{document[group]}", nav.lang)
        places = citations.get(row.doc, {})
        hrefs = {link.href.partition("#")[0] for links in places.values() for link in links}
        pages |= source_pages(
            document,
            text,
            marks.get(row.doc, ()),
            nav=nav,
            readings=read.get(row.doc, ()),
            citations=places,
            cited=[Link(href, title) for href, title in titles.items() if href in hrefs],
        )
    return pages


def readings(publication: Publication, lang: str) -> dict[str, list[Reading]]:
    """Return what each observation was read as in words, by document; one mended by hand says why."""
    reasons = {(row.doc, row.start, row.end): row.reason for row in schema.rows(publication.corrections)}
    made: dict[str, list[Reading]] = {}
    for row in schema.rows(publication.observations):
        words = in_words(row, lang)
        status = words.status
        if reason := reasons.get((row.doc, row.start, row.end)):
            status = label("marks.corrected_because", lang, text=status, reason=reason)
        made.setdefault(row.doc, []).append(
            Reading(
                int(row.start),
                int(row.end),
                row.quote,
                words.indicator,
                words.printed,
                words.period,
                words.value,
                status,
            )
        )
    return made


def searched(publication: Publication, lang: str) -> list[Observation]:
    """Return the observations as a reader searches for them, those of zones first."""
    zones = set(publication.zones().doc)
    made = []
    for row in sorted(
        schema.rows(publication.observations), key=lambda row: (row.doc not in zones, row.doc, row.start)
    ):
        words = in_words(row, lang)
        place = (row.doc, int(row.start), int(row.end))
        made.append(
            Observation(
                *place,
                words.indicator,
                words.printed,
                labels.place(row.entity or "", lang),
                words.period,
                words.value,
                words.status,
                row.quote,
            )
        )
    return made


def marks(
    publication: Publication,
    chapters: Sequence[NotebookNode],
    claims: Mapping[str, Any],
    found: Words,
    lang: str,
) -> dict[str, list[Mark]]:
    """Return by document every observation, its sentence, every place that some page opens, and words' places."""
    opened = [item for nb in chapters for item in [*nb.metadata.gaoxin.evidence, *nb.metadata.gaoxin.drawn]]
    opened += [item for claim in claims.values() for item in claim["evidence"]]
    marks = {
        (item["doc"], item["start"], item["end"]): Mark(item["start"], item["end"], "sentence")
        for item in opened
    }
    for row in schema.rows(publication.observations):
        sentence = (row.doc, int(row.sentence_start), int(row.sentence_end))
        marks.setdefault(sentence, Mark(*sentence[1:], "sentence"))
    for doc, found_in in readings(publication, lang).items():
        for each in found_in:
            marks[doc, each.start, each.end] = Mark(each.start, each.end, "observation", each.label)
    by_doc: dict[str, list[Mark]] = {}
    for doc, start, end in sorted(marks):
        by_doc.setdefault(doc, []).append(marks[doc, start, end])
    for doc, places in found.marks.items():
        by_doc.setdefault(doc, []).extend(places)
    return by_doc


def parts(publication: Publication, marks: Mapping[str, Sequence[Mark]]) -> dict[str, tuple[int, ...]]:
    """Return the offsets at which the pages of each document begin."""
    return {
        row.doc: part_starts(
            publication.texts[row.file][int(row.start) : int(row.end)], int(row.start), marks.get(row.doc, ())
        )
        for row in schema.rows(publication.documents)
    }


def citations(outlines: Iterable[tuple[Page, Outline]], lang: str) -> Citations:
    """Return the places of the report that open a span, by document and span: one for each heading or exhibit."""
    places: dict[str, dict[tuple[int, int], dict[str, Link]]] = {}
    for page, outline in outlines:
        for each in outline.citations:
            where = each.where or page.title
            if _SECTION.fullmatch(where):
                where = label("report.section", lang, number=where)
            here = places.setdefault(each.doc, {}).setdefault((each.start, each.end), {})
            here.setdefault(f"{page.href} {where}", Link(f"{page.href}#{each.anchor}", where))
    return {
        doc: {span: list(links.values()) for span, links in spans.items()} for doc, spans in places.items()
    }
