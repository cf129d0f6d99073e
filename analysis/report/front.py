"""The report's front matter: title, abstract in both languages, the page "at a glance", filled from claims."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..labels import LANGUAGES
from ..labels import text as label
from . import edition as editions
from . import pdf
from .edition import Edition
from .forms import agreeing
from .links import cited, claim_markdown, escaped
from .resolve import REFERENCE, fill

_TEMPLATES = Path(__file__).parent.parent / "templates"


def of_report(root: Path, claims: Mapping[str, Any], lang: str, *, is_private: bool = False) -> pdf.Front:
    """Return the front matter of the study at ``root`` in ``lang``; ``claims`` are those of all chapters by name.

    A private copy, which holds what may not be published, says so below its title.
    Raises ClaimError if a template names a claim that no chapter makes.
    """
    edition = editions.of_study(root, lang)
    plain = {name: claim["text"][lang] for name, claim in claims.items()}
    used = [claims[name] for name in claims_named(claims, lang) if name in claims]
    return pdf.Front(
        title=edition.title,
        authors=edition.authors,
        subtitle=label("report.subtitle", lang, **plain)
        + (label("report.private_copy", lang) if is_private else ""),
        edition=edition.version or None,
        date=edition.date or None,
        lang=lang,
        keywords=edition.keywords,
        abstract=_abstract(edition, claims, lang),
        glance=_filled("glance", claims, lang),
        translated=_translated(root, claims, lang),
        evidence=tuple(cited(used, [])),
    )


def claims_named(claims: Mapping[str, Any], lang: str) -> list[str]:
    """Return the names of the claims that abstract and page "at a glance" tell, in order."""
    return [
        name for page in ("abstract", "glance") for name in REFERENCE.findall(_source(page, claims, lang))
    ]


def _abstract(edition: Edition, claims: Mapping[str, Any], lang: str) -> str:
    """Return what the edition says of its purpose, then what was found."""
    return "\n\n".join(filter(None, [escaped(edition.abstract), _filled("abstract", claims, lang)]))


def _translated(root: Path, claims: Mapping[str, Any], lang: str) -> pdf.Translated:
    """Return title, abstract and keywords in the report's other language, as Chinese publications print them."""
    other = next(each for each in LANGUAGES if each != lang)
    edition = editions.of_study(root, other)
    return pdf.Translated(
        other, edition.title, edition.authors, edition.keywords, _abstract(edition, claims, other)
    )


def _filled(page: str, claims: Mapping[str, Any], lang: str) -> str:
    words = {name: claim_markdown(claim, lang) for name, claim in claims.items()}
    return fill(_source(page, claims, lang), words, f"{page}.{lang}.md")


def _source(page: str, claims: Mapping[str, Any], lang: str) -> str:
    return agreeing((_TEMPLATES / f"{page}.{lang}.md").read_text(encoding="utf-8"), claims, lang)
