"""A figure or table of an executed notebook → its HTML in a resolved notebook (docs/ARCHITECTURE.md has the form)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FigureError
from ..exhibits import FIGURE_TYPE, TABLE_TYPE, head_text
from ..labels import text as label
from .links import source_href

MOST_ROWS = 200  # of a figure's data on a page; what has more is named as a file

_SVG_SIZE = re.compile(
    r'<svg[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"|<svg[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"'
)
_POINTS_TO_PIXELS = 96 / 72


@dataclass(frozen=True)
class Number:
    """What an exhibit is called (图 3-1) and the anchor it stands at."""

    text: str
    anchor: str


def figure(data: Mapping[str, Any], numbers: Mapping[str, Number]) -> dict[str, Any]:
    """Return the output of a figure: its drawing, captions, source and the numbers that it draws."""
    record = data[FIGURE_TYPE]
    number = numbers[f"fig:{record['name']}"]
    if "absent" in record:
        return _absent(record, number)
    width, height = _pixels(data["image/svg+xml"])
    source = f"../figures/{record['name']}.{record['lang']}.svg"
    made = (
        f'<figure class="exhibit figure" id="{number.anchor}">\n'
        f'<img src="{html.escape(source)}" alt="{html.escape(record["alt"])}" width="{width}" height="{height}"'
        f' data-width-mm="{record["width_mm"]}">\n'
        f'<figcaption>{_title(number, record)} <span class="subtitle">{html.escape(record["subtitle"])}</span>'
        f"</figcaption>\n"
        f'<p class="caption">{html.escape(record["caption"])}</p>{_source(record)}{_data(record)}\n</figure>'
    )
    return {"text/html": made, "image/svg+xml": data["image/svg+xml"], "image/png": data["image/png"]}


def table(data: Mapping[str, Any], numbers: Mapping[str, Number]) -> dict[str, Any]:
    """Return the output of a table: its cells with their links, note and source."""
    record = data[TABLE_TYPE]
    number = numbers[f"tab:{record['name']}"]
    if "absent" in record:
        return _absent(record, number)
    note = f'\n<p class="note">{html.escape(record["note"])}</p>' if record["note"] else ""
    kind = "exhibit table quotes" if record["kind"] == "quotes" else "exhibit table"
    made = (
        f'<figure class="{kind}" id="{number.anchor}">\n<figcaption>{_title(number, record)}</figcaption>\n'
        f"{_rows(record)}{note}{_source(record)}\n</figure>"
    )
    return {"text/html": made}


def _absent(record: Mapping[str, Any], number: Number) -> dict[str, Any]:
    return {"text/html": f'<p class="absent" id="{number.anchor}">{html.escape(record["absent"])}</p>'}


def _pixels(svg: str) -> tuple[int, int]:
    match = _SVG_SIZE.search(svg)
    if not match:
        raise FigureError(
            "an SVG without width and height in points", remedy="Draw it with matplotlib's own writer."
        )
    width, height = (match[1], match[2]) if match[1] else (match[4], match[3])
    return round(float(width) * _POINTS_TO_PIXELS), round(float(height) * _POINTS_TO_PIXELS)


def _rows(record: Mapping[str, Any]) -> str:
    """Return the ``table`` element of a record's columns and rows."""
    classes = [column["align"] + (" n" if column["nowrap"] else "") for column in record["columns"]]
    widths = "".join(
        f'<col data-width="{c["width"]:g}">' if c["width"] else "<col>" for c in record["columns"]
    )
    heads = "".join(
        f'<th scope="col" class="{name}">{html.escape(head_text(column["head"], column["unit"]))}</th>'
        for name, column in zip(classes, record["columns"], strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(f'<td class="{a}">{_cell(c)}</td>' for a, c in zip(classes, row, strict=True))
        + "</tr>"
        for row in record["rows"]
    )
    return (
        f"<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>"
    )


def _source(record: Mapping[str, Any]) -> str:
    """Return the line that says what an exhibit rests on: the rule, and its tables as files."""
    found = record["inputs"]
    if not found:
        return ""
    lang = record["lang"]
    rule, files = html.escape(found["rule"]), _files(found["tables"], lang)
    key = "report.source_computed" if files else "report.source"
    return f'\n<p class="source">{label(key, lang, rule=rule, files=files)}</p>'


def _files(tables: list[str], lang: str) -> str:
    """Return links to tables of the report's data."""
    links = [f'<a href="../data/{name}.csv">{html.escape(name)}.csv</a>' for name in tables]
    return label("claims.comma", lang).join(links)


def _data(record: Mapping[str, Any]) -> str:
    """Return the numbers that a figure draws, folded; a long table is named as a file."""
    data, lang = record["data"], record["lang"]
    summary = f"<summary>{label('report.figure_data', lang)}</summary>"
    if len(data["rows"]) > MOST_ROWS:
        files = _files(record["inputs"]["tables"] if record["inputs"] else [], lang)
        said = label("report.data_long", lang, n=len(data["rows"]), files=files)
        return f'\n<details class="data">{summary}<p>{said}</p></details>'
    return f'\n<details class="data">{summary}{_rows(data)}</details>'


def _title(number: Number, record: Mapping[str, Any]) -> str:
    title = html.escape(record["title"])
    return f'<span class="number">{number.text}</span> <span class="title">{title}</span>'


def _cell(cell: Mapping[str, Any]) -> str:
    """Return a cell's HTML: its text opens the first place it rests on, small numbers in brackets the others."""
    words = html.escape(cell["text"])
    if not cell["evidence"]:
        return words
    links = [
        f'<a class="evidence" href="{source_href(item["doc"], item["start"], item["end"])}">'
        f"{words if number == 1 else f'[{number}]'}</a>"
        for number, item in enumerate(cell["evidence"], 1)
    ]
    return links[0] + "".join(f"<sup>{link}</sup>" for link in links[1:])
