"""Pairs → the list of what was read as what, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from .. import documents as documents_
from .. import schema
from .contracts import CONFUSIONS
from .pairs import CORE, FIELDS, Pairing, Row, file_of, is_same


def confusions(pairing: Pairing, documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return a row for each cell that differs, and for each row that one of the two tables lacks.

    Contract ``CONFUSIONS``; offsets and document are the reference's where it has the row.
    """
    sentences = _Sentences(documents, texts)
    return CONFUSIONS.frame([row | sentences.of(row) for row in _rows(pairing)])


def _rows(pairing: Pairing) -> Iterator[Row]:
    for gold, found in pairing.rows():
        for name in FIELDS:
            if not is_same(name, gold, found):
                yield _place(gold) | {
                    "kind": "differs",
                    "column": name,
                    "reference": _cell(gold, name),
                    "read": _cell(found, name),
                }
    paired = {one for one, _ in pairing.pairs}, {other for _, other in pairing.pairs}
    for place, row in enumerate(pairing.gold):
        if place not in paired[0]:
            yield _place(row) | {"kind": "missed", "column": "row", "reference": _whole(row)}
    for place, row in enumerate(pairing.found):
        if place not in paired[1]:
            yield _place(row) | {"kind": "extra", "column": "row", "read": _whole(row)}


def _place(row: Row) -> Row:
    return {name: row.get(name) for name in ("doc", "start", "end", "quote")}


def _whole(row: Row) -> str:
    return " ".join(cell for name in CORE if (cell := _cell(row, name)))


def _cell(row: Row, name: str) -> str:
    if name != "value":
        return str(row[name] or "")
    return "–".join(f"{row[end]:.15g}" for end in ("value", "value_high") if row[end] is not None)


class _Sentences:
    """The sentence at a place, in whichever document of the file the place lies."""

    def __init__(self, documents: pd.DataFrame, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.by_file: dict[str, list[Row]] = {}
        for row in schema.rows(documents):
            self.by_file.setdefault(file_of(vars(row)), []).append(vars(row))

    def of(self, place: Row) -> Row:
        """Return sentence and start of the one that the row's first character stands in; nothing where no document
        holds it.
        """
        for row in self.by_file.get(file_of(place), []):
            if row["start"] <= place["start"] < row["end"]:
                text = self.texts[row["file"]]
                span = documents_.sentence_at(text, int(row["start"]), int(row["end"]), int(place["start"]))
                return {"sentence": text[span.start : span.end], "sentence_start": span.start}
        return {}
