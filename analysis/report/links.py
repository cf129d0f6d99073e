"""Where a number of the report leads: the sentence that it was read in, or its entry on the page of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NUMBERS_PAGE = "numbers.html"

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$&@])")
_NUMERAL = re.compile(r"(?<![A-Za-z\d.])\d+(?:,\d{3})*(?:\.\d+)?[%％]?")
_LONGEST_LINK = 40  # characters; of longer words only the numerals are links


def source_href(doc: str, start: int, end: int) -> str:
    """Return the address of a span of a document, from a page of the same language; offsets count code points."""
    return f"sources/{doc}.html#c{start}-{end}"


def number_href(claim: str) -> str:
    """Return the address of what a claim rests on, from a page of the report."""
    return f"{NUMBERS_PAGE}#n-{claim}"


def claim_markdown(claim: Mapping[str, Any], lang: str) -> str:
    """Return a claim's words as Markdown: one place opens its sentence, anything else the claim's entry.

    Of words of some length the numerals alone are links; words that rest on nothing (a name) have none.
    """
    words, evidence = " ".join(claim["text"][lang].split()), claim["evidence"]
    if not words or not (evidence or claim["inputs"]):
        return escaped(words)
    if len(evidence) == 1:
        href = source_href(evidence[0]["doc"], evidence[0]["start"], evidence[0]["end"])
    else:
        href = number_href(claim["name"])
    if len(words) <= _LONGEST_LINK:
        return f"[{escaped(words)}]({href})"
    out, at = [], 0
    for match in _NUMERAL.finditer(words):
        out += [escaped(words[at : match.start()]), f"[{escaped(match[0])}]({href})"]
        at = match.end()
    return "".join([*out, escaped(words[at:])])


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is; blanks at its ends stay."""
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))


def cited(claims: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the places that claims (their only one) and tables open, each once, by document and offsets."""
    found = [claim["evidence"][0] for claim in claims if len(claim["evidence"]) == 1]
    return each_once([*found, *(item for record in records for item in places_of(record))])


def places_of(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the places that the cells of a table, or of a figure's data, open."""
    for row in record.get("rows", []):
        for cell in row:
            yield from cell["evidence"]


def each_once(places: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return places without repeats, by document and offsets."""
    by_place = {(item["doc"], item["start"], item["end"]): item for item in places}
    return [dict(by_place[place]) for place in sorted(by_place)]
