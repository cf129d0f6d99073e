"""The page of numbers: what each claim of the prose rests on, and where it is used; the same as ``claims.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from ..labels import text as label
from .links import source_href


@dataclass(frozen=True)
class Use:
    """A place of the prose that a claim stands in: the page, its anchor, and what the place is called."""

    page: str  # id of the chapter, or ``index`` for the first page
    href: str
    text: str


@dataclass(frozen=True)
class Quote:
    """A sentence that a number rests on, with the number in it apart: before, number, after."""

    href: str
    title: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Number:
    """A claim for readers: its words, the rule and tables it was made by, its sentences and where it is used."""

    name: str
    words: str
    rule: str
    formula: str
    tables: tuple[str, ...]
    quotes: tuple[Quote, ...]
    uses: tuple[Use, ...]


def uses(chapters: Sequence[NotebookNode], front: Iterable[str], lang: str) -> dict[str, tuple[Use, ...]]:
    """Return where each claim stands, by its name: ``front`` are the claims of the first page, each place once."""
    found: dict[str, dict[Use, None]] = {}
    for name in front:
        found.setdefault(name, {})[Use("index", "index.html", label("report.front", lang))] = None
    for nb in chapters:
        about = nb.metadata.gaoxin
        for use in about.uses:
            section = use["section"]
            href = f"{about.id}.html#s{section.replace('.', '-')}"
            words = label("report.section", lang, number=section)
            found.setdefault(use["claim"], {})[Use(about.id, href, words)] = None
    return {name: tuple(places) for name, places in found.items()}


def collect(
    claims: Mapping[str, Mapping[str, Any]], used: Mapping[str, Sequence[Use]], lang: str
) -> list[Number]:
    """Return the numbers of a page, in the order of their use: claims of the prose that rest on something."""
    return [
        _number(claims[name], tuple(places), lang)
        for name, places in used.items()
        if name in claims
        and claims[name]["text"][lang].strip()
        and (claims[name]["evidence"] or claims[name]["inputs"])
    ]


def record(claims: Mapping[str, Mapping[str, Any]], used: Mapping[str, Sequence[Use]]) -> str:
    """Return ``claims.json``: each claim's words by language, what it rests on and the chapters that use it."""
    table = {
        name: {
            "text": claim["text"],
            "evidence": claim["evidence"],
            "inputs": claim["inputs"],
            "used_in": list(dict.fromkeys(use.page for use in used.get(name, ()))),
        }
        for name, claim in claims.items()
    }
    return json.dumps({"claims": table}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _number(claim: Mapping[str, Any], places: tuple[Use, ...], lang: str) -> Number:
    rests = claim["inputs"] or {"rule": {lang: ""}, "tables": [], "of": "", "measure": "", "where": ""}
    return Number(
        name=claim["name"],
        words=" ".join(claim["text"][lang].split()),
        rule=rests["rule"][lang],
        formula=_formula(rests, lang),
        tables=tuple(rests["tables"]),
        quotes=tuple(_quotes(claim["evidence"])),
        uses=places,
    )


def _formula(rests: Mapping[str, Any], lang: str) -> str:
    """Return the rule as it can be applied to the first table: rows · status == "target"; blank without one."""
    zones = label("report.of_zones", lang) if rests["of"] == "zones" else ""
    return " · ".join(part for part in (rests["measure"], zones, rests["where"]) if part)


def _quotes(evidence: Iterable[Mapping[str, Any]]) -> Iterator[Quote]:
    for item in evidence:
        start = item["start"] - item["sentence_start"]
        end = item["end"] - item["sentence_start"]
        before, quote, after = (
            " ".join(part.split())
            for part in (item["sentence"][:start], item["sentence"][start:end], item["sentence"][end:])
        )
        yield Quote(source_href(item["doc"], item["start"], item["end"]), item["title"], before, quote, after)
