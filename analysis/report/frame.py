"""What every page of the web report has around its own: navigation, the pages' words, the security policy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .markup import Citation, Entry

TEMPLATES = Path(__file__).parent.parent / "templates" / "html"
ASSETS = TEMPLATES / "assets"  # copied to report/assets/
SEARCH_PAGE = "search.html"

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_HTML_LANG = {"zh": "zh-Hans", "en": "en"}


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
    ``parts`` are the offsets at which the pages of a long document begin, by document.
    """

    title: str
    edition: str
    date: str
    lang: str
    pages: tuple[Page, ...] = ()
    pdf: str = ""
    index: str = "index.html"
    others: tuple[str, ...] = ()
    search: str = ""
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

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


@dataclass(frozen=True)
class Outline:
    """What a chapter holds: its title, sections, figures, tables, and the links to documents that stand in it."""

    id: str
    number: str
    title: str
    sections: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    tables: tuple[Entry, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What the layout shows around a page: ``path`` from the folder of its language, ``base`` back to that folder."""

    nav: Nav
    kind: str
    title: str
    path: str
    page: Outline | None = None

    @property
    def base(self) -> str:
        """The way from the page to the folder of its language."""
        return "../" * self.path.count("/")

    @property
    def policy(self) -> str:
        """The page's Content-Security-Policy: files of the report's folder and nothing else, no script in the page."""
        return POLICY

    @property
    def html_lang(self) -> str:
        """The page's language as HTML names it."""
        return html_lang(self.nav.lang)

    def word(self, key: str, group: str = "page", **values: object) -> str:
        """Return one of the pages' own words, with ``values`` put in by name."""
        return word(key, group, self.nav.lang, **values)

    def template(self, key: str, group: str = "page") -> str:
        """Return one of the pages' own words with the names of its values in braces, for a script to fill."""
        return str(_words()[group][key][self.nav.lang])


def word(key: str, group: str, lang: str, **values: object) -> str:
    """Return the pages' own word of ``group`` (``templates/html/labels.toml``)."""
    return str(_words()[group][key][lang].format(**values))


def html_lang(lang: str) -> str:
    """Return a language of the report as HTML's ``lang`` names it."""
    return _HTML_LANG[lang]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "labels.toml").read_text(encoding="utf-8"))
