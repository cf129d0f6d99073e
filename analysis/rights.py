"""What of the documents leaves a study: official texts whole, of all others the sentences that are evidence, and
no telephone number.

``published_texts`` decides it once, as texts of the same length: what is left out is ``LEFT_OUT`` character by
character, the digits of a telephone number are ``MASK``. Offsets hold, so that tables and notebooks take their
passages from these texts (``publish_table``, ``publish_output``). A document whose rights are not known is treated as
the press's.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile
from typing import Any

import pandas as pd

from . import codebook, documents, schema
from .concordance import AROUND, one_line
from .documents import Span
from .schema import Table

LEFT_OUT = (
    "\ufdd0"  # a noncharacter: no text has it, and no font, so that one that slips through stops the build
)
MASK = "×"
ELLIPSIS = "…"
WHOLE = ("official",)  # rights of documents that are published whole

Place = tuple[str, int, int]

_HALF_WIDTH = str.maketrans("０１２３４５６７８９（）－—–―‐−＋／：　．", "0123456789()------+/: .")
LEFT_OUT_RUN = re.compile(f"{LEFT_OUT}(?:[{LEFT_OUT}\\s]*{LEFT_OUT})?")
_ADDRESS = re.compile(r"https?://[!-~]+")

# Columns that print a passage, by the columns of its document and its first character.
_PASSAGES = {
    "quote": ("doc", "start"),
    "match": ("doc", "start"),
    "sentence": ("doc", "sentence_start"),
    "cue": ("doc", "cue_start"),
    "quote_a": ("doc_a", "start_a"),
    "quote_b": ("doc_b", "start_b"),
    "left": ("doc", "start"),  # what ends there
    "right": ("doc", "end"),
}
# Columns of words about a document or out of one, without a place of their own; sums and codes are not among them.
_WORDS = (
    "title",
    "issuer",
    "source",
    "author",
    "entity",
    "scope",
    "label",
    "labels",
    "quotes",
    "value",
    "read_value",
    "was",
    "now",
    "reason",
)
_EVIDENCE = {"doc", "start", "end", "quote", "sentence", "sentence_start"}


def mask(text: str) -> str:
    """Return ``text`` with the digits of its telephone numbers as ``MASK``; the length stays."""
    plain = text.translate(_HALF_WIDTH)
    spans = [match.span() for pattern in _patterns() for match in pattern.finditer(plain)]
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = [MASK if char.isdigit() else char for char in chars[start:end]]
    return "".join(chars)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = codebook.read_toml("phones.toml")
    return tuple(re.compile(row["pattern"].replace("{end}", table["end"])) for row in table["phones"])


def readable(text: str) -> str:
    """Return a passage of a published text with each stretch that is left out as ``…``; empty if nothing is left."""
    shown = LEFT_OUT_RUN.sub(ELLIPSIS, text)
    return "" if not shown.strip(f"{ELLIPSIS} \n\t\u3000") and LEFT_OUT in text else shown


def address(source: str | None) -> str | None:
    """Return the address that a document's ``source`` names, None where it names none."""
    found = _ADDRESS.search(source or "")
    return found[0] if found else None


@dataclass(frozen=True)
class Release:
    """The documents and texts of a study, the places that its report cites, and whether all is published.

    ``cited`` holds documents' ids with start and end of each place, offsets in code points of the file's text.
    """

    documents: pd.DataFrame
    texts: Mapping[str, str]
    cited: frozenset[Place]
    publish_all: bool = False

    @cached_property
    def published_texts(self) -> dict[str, str]:
        """The text of each file as it may leave the study, as long as the file's own."""
        if self.publish_all:
            return dict(self.texts)
        published = {file: list(re.sub(r"\S", LEFT_OUT, text)) for file, text in self.texts.items()}
        masked = {file: mask(text) for file, text in self.texts.items()}
        for doc, row in self._files.items():
            whole = [Span(int(row.start), int(row.end))]
            for start, end in whole if row.rights in WHOLE else self._evidence(doc):
                published[row.file][start:end] = masked[row.file][start:end]
        return {file: "".join(chars) for file, chars in published.items()}

    def _evidence(self, doc: str) -> list[Span]:
        """Return the sentences of a document in which a cited place lies."""
        return sorted(
            {span for start, end in self._cited.get(doc, ()) for span in self._around(doc, start, end)}
        )

    def _around(self, doc: str, start: int, end: int) -> list[Span]:
        """Return the sentences that share a character with the span ``start`` to ``end``."""
        sentences = self._sentences[doc]
        first = bisect_right(sentences, start, key=lambda span: span.end)
        return list(takewhile(lambda span: span.start < end, sentences[first:]))

    @cached_property
    def _cited(self) -> dict[str, list[Span]]:
        by_doc: dict[str, list[Span]] = {}
        for doc, start, end in sorted(self.cited):
            by_doc.setdefault(doc, []).append(Span(start, end))
        return by_doc

    @cached_property
    def _sentences(self) -> dict[str, list[Span]]:
        """The sentences of the documents that are not published whole."""
        return {
            doc: documents.sentences(self.texts[row.file], int(row.start), int(row.end))
            for doc, row in self._files.items()
            if row.rights not in WHOLE
        }

    @cached_property
    def _files(self) -> dict[str, Any]:
        return {row.doc: row for row in schema.rows(self.documents)}

    @cached_property
    def changed(self) -> frozenset[str]:
        """The documents of which something is masked or left out."""
        return frozenset(
            doc
            for doc, row in self._files.items()
            if self.published_texts[row.file][int(row.start) : int(row.end)]
            != self.texts[row.file][int(row.start) : int(row.end)]
        )

    def publish_table(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table of ``Study.tables`` as it may leave the study; its contract is ``published``.

        A passage that is left out is missing. Places, values and codes stay.
        """
        if self.publish_all:
            return table
        made = {name: self._column(table, name) for name in _passages(table.columns)}
        words = [name for name in _WORDS if name in table and str(table[name].dtype) == "str"]
        made |= {name: table[name].map(mask, na_action="ignore").astype("str") for name in words}
        return table.assign(**made)

    def _column(self, table: pd.DataFrame, name: str) -> pd.Series:
        """Return a column of passages, each of a document that is changed cut anew from the published text."""
        doc_name, start_name = _PASSAGES[name]
        cells = table[name].astype(object).where(table[name].notna(), None).tolist()
        for at, (doc, start) in enumerate(zip(table[doc_name], table[start_name], strict=True)):
            if doc in self.changed and cells[at] is not None:
                cells[at] = self._passage(doc, int(start), cells[at], name) or None
        return pd.Series(cells, index=table.index, dtype="str")

    def _passage(self, doc: str, start: int, printed: str, name: str) -> str:
        row = self._files[doc]
        text, published = self.texts[row.file], self.published_texts[row.file]
        if name == "left":
            return readable(one_line(published[max(int(row.start), start - AROUND) : start]))
        if name == "right":
            return readable(one_line(published[start : min(int(row.end), start + AROUND)]))
        end = start + len(printed)
        if text[start:end] == printed:
            return readable(published[start:end])
        # Printed with its line ends as blanks, or in simplified characters.
        return mask(printed) if LEFT_OUT not in published[start:end] else ""

    def publish_output(self, value: Any) -> Any:
        """Return what a notebook shows (JSON) as it may leave the study: evidence from the published texts, and masked.

        Pictures stay as they are.
        """
        if self.publish_all:
            return value
        if isinstance(value, str):
            return mask(value)
        if isinstance(value, list):
            return [self.publish_output(item) for item in value]
        if not isinstance(value, dict):
            return value
        plain = {
            key: item if key.startswith("image/") else self.publish_output(item)
            for key, item in value.items()
        }
        return plain | self._cited_again(value) if value.keys() >= _EVIDENCE else plain

    def _cited_again(self, evidence: Mapping[str, Any]) -> dict[str, Any]:
        """Return quote and sentence of a piece of evidence; of a text that is not published whole, whole sentences."""
        row = self._files.get(evidence["doc"])
        if row is None or row.doc not in self.changed:
            return {}
        start, end, opened = evidence["start"], evidence["end"], evidence["sentence_start"]
        closed = opened + len(evidence["sentence"])
        text, published = self.texts[row.file], self.published_texts[row.file]
        if row.rights not in WHOLE:
            around = self._around(row.doc, start, end)
            opened, closed = around[0].start, around[-1].end
        again = {"sentence": published[opened:closed], "sentence_start": opened}
        if text[start:end] == evidence["quote"]:
            again["quote"] = published[start:end]
        return again


def cited_places(shown: Any) -> Iterator[Place]:
    """Yield the places that a notebook's outputs cite."""
    if isinstance(shown, list):
        for item in shown:
            yield from cited_places(item)
    elif isinstance(shown, dict):
        if shown.keys() >= _EVIDENCE:
            yield shown["doc"], shown["start"], shown["end"]
        for item in shown.values():
            yield from cited_places(item)


def published(contract: Table) -> Table:
    """Return the contract of a published table: what prints a passage may be missing."""
    passages = _passages(contract.names)
    columns = tuple(
        dataclasses.replace(
            column,
            optional=True,
            meaning=f"{column.meaning}; missing where the text may not be published",
        )
        if column.name in passages
        else column
        for column in contract.columns
    )
    return dataclasses.replace(contract, columns=columns)


def _passages(names: Collection[str]) -> list[str]:
    """Return which of a table's columns print a passage: those whose place stands beside them."""
    return [name for name, place in _PASSAGES.items() if name in names and set(place) <= set(names)]
