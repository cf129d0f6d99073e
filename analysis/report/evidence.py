"""Sentences cited → the entries of the PDF's appendix of evidence, as its template reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .. import fonts

_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_BREAK_IN_HAN = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")


def listed(cited: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sentences cited, each once, by document and place, and the sentence of each place."""
    sentences: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for item in cited:
        sentences.setdefault((item["doc"], item["sentence_start"]), []).append(item)
    documents: list[dict[str, Any]] = []
    targets: dict[str, int] = {}
    for number, ((doc, start), items) in enumerate(sorted(sentences.items()), 1):
        if not documents or documents[-1]["doc"] != doc:
            documents.append({"doc": printable(doc), "title": printable(items[0]["title"]), "entries": []})
        sentence = max((item["sentence"] for item in items), key=len)
        spans = [(item["start"] - start, item["end"] - start) for item in items]
        entry = {
            "number": number,
            "start": start,
            "end": start + len(sentence),
            "pieces": pieces(sentence, spans),
        }
        documents[-1]["entries"].append(entry)
        targets |= {f"{doc}#c{item['start']}-{item['end']}": number for item in items}
    return {"documents": documents, "targets": targets}


def pieces(sentence: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return the sentence in pieces, each with whether it is quoted; line ends inside Han text vanish."""
    quoted = [False] * len(sentence)
    for start, end in spans:
        for at in range(max(start, 0), min(end, len(sentence))):
            quoted[at] = True
    for match in _BREAK_IN_HAN.finditer(sentence):
        sentence = sentence[: match.start()] + "\0" * len(match[0]) + sentence[match.end() :]
    found: list[tuple[str, bool]] = []
    for character, is_quoted in zip(sentence, quoted, strict=True):
        if found and found[-1][1] == is_quoted:
            found[-1] = (found[-1][0] + character, is_quoted)
        else:
            found.append((character, is_quoted))
    return [(printable(re.sub(r"\s+", " ", text)), is_quoted) for text, is_quoted in found]


def printable(text: str) -> str:
    """Return ``text`` without the characters that have no shape and that the fonts do not know either."""
    return text.translate({ord(character): _stand_in(character) for character in set(text)})


@cache
def _stand_in(character: str) -> str:
    if character == "\n" or fonts.needs_glyph(character) or ord(character) in fonts.covered():
        return character
    return " " if character.isspace() else ""
