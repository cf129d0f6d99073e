"""Whose words: central formulations that a document adopts, and the documents that it cites."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from . import codebook, documents, schema
from .term_schema import CITATIONS, FORMULATIONS

_DAYS_A_YEAR = 365.25


def formulations(docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return which central wordings each document uses (contract ``FORMULATIONS``), and how long after their first
    text.

    A wording counts as written, the longest where one holds another. The lag runs to the document's date, else to
    the end of the year that it speaks of; it is missing where neither is known, and negative where a document has
    the wording before the text that first made it binding.
    """
    rows = codebook.read_csv("formulations.csv")
    wordings = {wording: row for row in rows for wording in row["wordings"].split(";")}
    pattern = re.compile("|".join(map(re.escape, sorted(wordings, key=lambda word: (-len(word), word)))))
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for doc in schema.rows(docs):
        view = documents.view_of(texts[doc.file], doc)
        date = doc.date or (str(doc.subject_year) if doc.subject_year else None)
        for found in pattern.finditer(view.text):
            row = wordings[found[0]]
            start, end = view.span(*found.span())
            entry = made.setdefault(
                (row["formulation"], doc.doc),
                {
                    "formulation": row["formulation"],
                    "doc": doc.doc,
                    "start": start,
                    "end": end,
                    "count": 0,
                    "first_date": row["first_date"],
                    "level": row["level"],
                    "date": date,
                    "lag_years": _lag(row["first_date"], date),
                },
            )
            entry["count"] += 1
    return FORMULATIONS.frame(list(made.values()))


def _lag(first: str, date: str | None) -> float | None:
    if date is None:
        return None
    return (_day(date) - _day(first)).days / _DAYS_A_YEAR


def _day(date: str) -> datetime.date:
    """Return the day of an ISO date; the middle of the month, or the end of the year, where only that is known."""
    year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    return datetime.date(year, month or 12, day or (15 if month else 31))


def citations(docs: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the documents that each document cites (contract ``CITATIONS``): every 《…》, with its number behind it.

    Newspapers, journals and books are no documents (``citations.toml``). The level is that of the organ in the number,
    else of the words before or in the title; what neither tells is unknown.
    """
    rule = codebook.read_toml("citations.toml")
    cited = re.compile(f"《(?P<title>[^《》\n]{{2,80}})》(?:{rule['between']}(?P<number>{rule['number']}))?")
    table = CITATIONS.frame(
        [row for doc in schema.rows(docs) for row in _cited(doc, texts[doc.file], cited, rule)]
    )
    # A title whose organ is told in one place is of that level wherever it is cited.
    known = table[table.level != "unknown"].groupby("title")["level"].first()
    levels = table.level.where(table.level != "unknown", table.title.map(known)).fillna("unknown")
    return CITATIONS.check(table.assign(level=levels.astype("str")))


def _cited(doc: Any, text: str, cited: re.Pattern[str], rule: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    view = documents.view_of(text, doc)
    for found in cited.finditer(view.text):
        if any(re.search(kind, found["title"]) for kind in rule["not_documents"]):
            continue
        start, end = view.span(*found.span())
        number = found["number"]
        before = re.split("[。;；]", view.text[max(0, found.start() - rule["before"]) : found.start()])[-1]
        behind = re.split("[。,，;；]", view.text[found.end() : found.end() + rule["before"]])[0]
        year = re.search(r"\d{4}", number or "")
        yield {
            "doc": doc.doc,
            "start": start,
            "end": end,
            "title": found["title"],
            "number": number,
            "level": _level(number, before, found["title"], rule["levels"]),
            "year": int(year[0]) if year else None,
            "is_planned": any(word in before or word in behind for word in rule["planned"]),
        }


def _level(number: str | None, before: str, title: str, levels: Mapping[str, Mapping[str, str]]) -> str:
    """Return the level that the number tells, else the first organ of the title, else the nearest one before it."""
    if number:
        return next(level for level, forms in levels.items() if re.search(forms["number"], number))
    for text, choose in ((title, min), (before, max)):
        found = [
            (m.start(), level) for level, forms in levels.items() for m in re.finditer(forms["words"], text)
        ]
        if found:
            return choose(found)[1]
    return "unknown"
