"""Documents → references that other programs read: RIS, BibTeX, CSL-JSON.

A reference holds what the table of documents has (title, issuer, author, source, date, number), and an address only
where ``source`` names one; nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from . import rights, schema

_TEX = str.maketrans(
    {char: f"\\{char}" for char in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_LANGUAGE = {"hans": "zh-Hans", "hant": "zh-Hant"}


def ris(documents: pd.DataFrame) -> str:
    """Return the documents as RIS, CRLF between lines; TY is NEWS for the press's, else RPRT."""
    return "".join(f"{tag}  - {value}\r\n" for row in schema.rows(documents) for tag, value in _ris(row))


def bibtex(documents: pd.DataFrame) -> str:
    """Return the documents as BibTeX entries of type ``misc``, with TeX's own characters escaped."""
    return "".join(_bibtex(row) for row in schema.rows(documents))


def csl_json(documents: pd.DataFrame) -> str:
    """Return the documents as CSL-JSON: ``article-newspaper`` for the press's, else ``report``."""
    items = [_item(row) for row in schema.rows(documents)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(row: Any) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"doc-{row.doc}",
        "type": "article-newspaper" if row.rights == "press" else "report",
        "title": row.title or row.doc,
        "author": [{"literal": name} for name in _authors(row)],
        "publisher": row.issuer,
        "container-title": _medium(row),
        "issued": {"date-parts": [[int(part) for part in row.date.split("-")]]} if row.date else None,
        "number": row.doc_no,
        "URL": rights.address(row.source),
        "language": _LANGUAGE[row.script],
    }
    return {key: value for key, value in item.items() if value}


def _ris(row: Any) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if row.rights == "press" else "RPRT"
    yield "ID", f"doc-{row.doc}"
    yield "TI", _line(row.title or row.doc)
    yield from (("AU", _line(name)) for name in _authors(row))
    if row.date:
        year, month, day = [*row.date.split("-"), "", ""][:3]
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    for tag, value in (
        ("PB", row.issuer),
        ("T2", _medium(row)),
        ("M1", row.doc_no),
        ("UR", rights.address(row.source)),
    ):
        if value:
            yield tag, _line(value)
    yield "LA", _LANGUAGE[row.script]
    yield "ER", ""


def _bibtex(row: Any) -> str:
    year, month, _ = [*(row.date or "").split("-"), "", ""][:3]
    fields = {
        "title": f"{{{_tex(row.title or row.doc)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _authors(row)),
        "publisher": _tex(row.issuer),
        "howpublished": _tex(_medium(row)),
        "year": year,
        "month": month.lstrip("0"),
        "number": _tex(row.doc_no),
        "url": rights.address(row.source),
        "langid": "chinese",
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{doc-{row.doc},\n{lines}}}\n\n"


def _authors(row: Any) -> list[str]:
    """Return who wrote the text, else who issued it."""
    return str(row.author).split("、") if row.author else [row.issuer] if row.issuer else []


def _medium(row: Any) -> str | None:
    """Return where the text was taken from, if that is more than an address."""
    return row.source if row.source and row.source != rights.address(row.source) else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str | None) -> str:
    return re.sub(r"\s+", " ", (text or "").translate(_TEX))
