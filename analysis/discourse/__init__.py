"""Documents → clauses, and the codes of every scheme that each clause carries.

The files of this folder stand in the order of the flow: ``words`` (a passage as words), ``patterns`` (cues as they are
written), ``cutting`` (a document as clauses), ``grammar`` (verb and subject of a clause), ``schemes`` (scheme files),
``coding`` (cues found, carried, chosen), ``neighbours`` (what is parallel). All offsets count code points of the
file's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from .. import documents, schema
from ..discourse_schema import CLAUSE_CODES, CLAUSES
from . import grammar
from .coding import Unit, code_units
from .cutting import Piece, pieces
from .neighbours import mark_moods, mark_parallels
from .schemes import Example, Scheme, own, read, read_all
from .words import Segmenter, segmenter

__all__ = ["Discourse", "Scheme", "build", "code_example", "own", "read", "read_all"]

_AMOUNT = re.compile(
    r"\d(?:[\d.,]*)(?:[%％‰]|[个余多]?[亿万千百]?(?:元|美元|家|个|项|人|户|件|名|亩|平方米|公里|吨|倍|位|套|辆|所|座))"
)
_PLANNING, _FIRST_MONTHS = ("work_report", "plan"), ("01", "02", "03")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—\-~至到])")


class Discourse(NamedTuple):
    """The clauses of documents (contract ``CLAUSES``) and their codes (``CLAUSE_CODES``)."""

    clauses: pd.DataFrame
    codes: pd.DataFrame


def build(
    docs: pd.DataFrame,
    texts: Mapping[str, str],
    schemes: Sequence[Scheme] | None = None,
    names: Iterable[str] | None = None,
) -> Discourse:
    """Return the clauses of ``docs`` and their codes in ``schemes`` (the project's own where none are given).

    Repeats and boilerplate are left out. Every clause has at least one code a scheme, if only its rest. ``names`` are
    those of places that are cut as one word: those that ``docs`` are about where none are given.
    """
    schemes = own() if schemes is None else schemes
    words = _segmenter(docs.entity.dropna() if names is None else names)
    clauses: list[dict[str, Any]] = []
    codes: list[dict[str, Any]] = []
    for doc in schema.rows(docs):
        text = texts[doc.file]
        view = documents.view_of(text, doc)
        found = list(pieces(view.text, lambda part: grammar.has_predicate(part, words)))
        units = [_unit(view.text, piece, words, _context(piece, doc, view.text)) for piece in found]
        mark_parallels(units)
        mark_moods(units)
        code_units(units, schemes)
        for piece, unit in zip(found, units, strict=True):
            first, last = view.span(piece.start, piece.end)
            row = {
                "doc": doc.doc,
                "start": first,
                "end": last,
                "quote": text[first:last],
                "section": piece.section,
            }
            clauses.append(
                row
                | {
                    "chars": len("".join(unit.text.split())),
                    "genre": doc.genre,
                    "kind": unit.context["kind"],
                    "paragraph_start": view.span(piece.paragraph, piece.paragraph + 1).start,
                    "sentence_start": view.span(piece.sentence, piece.sentence + 1).start,
                    "predicate": unit.context["predicate"],
                    "verb": unit.context["verb"],
                    "subject": unit.context["subject"],
                }
            )
            for scheme in schemes:
                for coded in unit.codes[scheme.id]:
                    cue = view.span(piece.start + coded.start, piece.start + coded.end) if coded.end else None
                    codes.append(
                        row
                        | {"scheme": scheme.id, "code": coded.code, "basis": coded.basis}
                        | (
                            {"cue": text[cue.start : cue.end], "cue_start": cue.start, "cue_end": cue.end}
                            if cue
                            else {}
                        )
                    )
    return Discourse(CLAUSES.frame(clauses), CLAUSE_CODES.frame(codes))


def code_example(scheme: Scheme, example: Example, schemes: Sequence[Scheme]) -> set[str]:
    """Return the codes that an example's last clause gets; its context stands in for the document's."""
    words = _segmenter(())
    text = documents.simplified(example.text)
    found = list(pieces(text, lambda part: grammar.has_predicate(part, words)))
    defaults = {"section": "other", "genre": "", "kind": "sentence", "year": ""}
    units = [_unit(text, piece, words, defaults | dict(example.context)) for piece in found]
    mark_parallels(units)
    mark_moods(units)
    known = [one.id for one in schemes]
    before = [one for one in schemes[: known.index(scheme.id)] if one.id not in example.context]
    code_units(units, [*before, scheme])
    return {coded.code for coded in units[-1].codes[scheme.id]}


def _segmenter(names: Any) -> Segmenter:
    return segmenter(tuple(sorted(set(names))), tuple(sorted(grammar.parts())))


def _unit(text: str, piece: Piece, words: Segmenter, context: dict[str, str]) -> Unit:
    own_text = text[piece.start : piece.end]
    cut = words.cut(own_text)
    reading = grammar.read(own_text, cut.words)
    if piece.is_heading and grammar.is_title(own_text):
        reading = reading._replace(predicate="none")
    has_subject = reading.subject[1] > reading.subject[0]
    context |= {
        "predicate": reading.predicate,
        "verb": reading.verb,
        "subject": "stated" if has_subject else "empty",
        "amount": "yes" if _AMOUNT.search(own_text) else "no",
    }
    opens_part = text[: piece.start].rstrip()[-1:] in ("；", ";")
    asides = grammar.asides(own_text, words)
    return Unit(own_text, cut, piece.paragraph, piece.sentence, context, reading.subject, asides, opens_part)


def _context(piece: Piece, doc: Any, text: str) -> dict[str, str]:
    return {
        "section": piece.section,
        "genre": doc.genre or "",
        "kind": "heading" if piece.is_heading else "sentence",
        "year": _year(text[piece.start : piece.end], doc),
    }


def _year(clause: str, doc: Any) -> str:
    """Return ``ahead`` or ``behind`` of the year the document was published, or speaks of, for a clause with a year."""
    years = [int(year) for year in _YEAR.findall(clause)]
    now = int(doc.date[:4]) if doc.date else doc.subject_year
    if not years or now is None:
        return ""
    if max(years) == now and doc.genre in _PLANNING and doc.date and doc.date[5:7] in _FIRST_MONTHS:
        return "ahead"  # a report given at the year's beginning speaks of what it will bring
    return "ahead" if max(years) > now else "behind" if max(years) < now else ""
