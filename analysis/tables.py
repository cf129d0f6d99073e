"""Tables for readers: a table of the data → a ``Table`` in a language, with the evidence of each number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from . import exhibits, labels, schema
from .errors import SourceError
from .exhibits import Absent, Cell, Head, Table
from .labels import text as label

# Facts that a reader may be misled by if they are only the likeliest.
_WEIGHED = ("entity", "subject_year", "genre", "zone_level")
_BEGINNING = 30  # characters of a passage that a table quotes


def corpus(documents: pd.DataFrame, observations: pd.DataFrame, title_length: int, *, lang: str) -> Table:
    """The documents, one a row, as a reader wants to know them."""
    counts = observations.groupby("doc").size()
    columns = (
        Head(label("heads.doc", lang), width=1.7),
        Head(label("heads.title", lang), width=6),
        Head(label("heads.place_and_code", lang), width=4.2),
        Head(label("heads.genre", lang), width=2.4, nowrap=True),
        Head(label("heads.subject_year", lang), align="r", width=1.5),
        Head(label("heads.date", lang), width=2.8, nowrap=True),
        Head(label("heads.completeness", lang), width=1.5, nowrap=True),
        Head(label("heads.chars", lang), align="r", width=1.6),
        Head(label("heads.observations", lang), align="r", width=1.6),
    )
    rows = [
        _plain(
            row.doc,
            _cut(row.title, title_length),
            _place(row, lang),
            _coded("genre", row.genre, lang),
            row.subject_year,
            row.date,
            _coded("completeness", row.completeness, lang),
            row.chars,
            counts.get(row.doc, 0),
        )
        for row in schema.rows(documents)
    ]
    title = label("tables.corpus.title", lang, n=len(documents))
    return Table("corpus", lang, title, columns, tuple(rows), label("tables.corpus.note", lang))


def composition(documents: pd.DataFrame, passages: pd.DataFrame, title_length: int, *, lang: str) -> Table:
    """What each document is made of: characters counted once, repeats, boilerplate, and whether it is whole."""
    is_repeat = passages.kind == "repeat"
    repeated = passages[is_repeat].groupby("doc").chars.sum()
    around = passages[~is_repeat].groupby("doc").chars.sum()
    columns = (
        Head(label("heads.doc", lang), width=1.4),
        Head(label("heads.title", lang), width=6),
        Head(label("heads.all_chars", lang), align="r", width=1.6),
        Head(label("heads.once", lang), align="r", width=1.6),
        Head(label("heads.repeats", lang), align="r", width=1.6),
        Head(label("heads.boilerplate", lang), align="r", width=1.6),
        Head(label("heads.once_share", lang), "%", align="r", width=2.3, nowrap=True),
    )
    rows = []
    for row in schema.rows(documents):
        again, beside = int(repeated.get(row.doc, 0)), int(around.get(row.doc, 0))
        total = int(row.chars) + again + beside
        share = labels.number(100 * row.chars / total, 1) if total else None
        rows.append(
            _plain(row.doc, _cut(row.title, title_length), total, row.chars, again or "", beside or "", share)
        )
    title, note = label("tables.composition.title", lang), label("tables.composition.note", lang)
    return Table("composition", lang, title, columns, tuple(rows), note)


def passages(documents: pd.DataFrame, passages: pd.DataFrame, *, lang: str) -> Table | Absent:
    """The passages that are not counted, each with what it is and the place that it repeats."""
    if passages.empty:
        return Absent("passages", lang, label("tables.passages.none", lang), "table")
    titles = exhibits.titles_of(documents)
    columns = (
        Head(label("heads.doc", lang), width=1.4),
        Head(label("heads.kind", lang), width=2.4),
        Head(label("heads.chars", lang), align="r", width=1.2),
        Head(label("heads.begins", lang), width=6),
        Head(label("heads.of_doc", lang), width=1.8),
    )
    rows = []
    for row in schema.rows(passages):
        begins = row.quote.splitlines()[0][:_BEGINNING]
        place = exhibits.Evidence(
            row.doc, row.start, row.start + len(begins), begins, begins, row.start, titles[row.doc]
        )
        rows.append(
            (
                Cell(row.doc),
                Cell(_coded("passage", row.kind, lang)),
                Cell(str(row.chars)),
                Cell(" ".join(begins.split()), (place,)),
                Cell(row.of_doc or ""),
            )
        )
    title, note = label("tables.passages.title", lang, n=len(rows)), label("tables.passages.note", lang)
    return Table("passages", lang, title, columns, tuple(rows), note)


def provenance(documents: pd.DataFrame, *, lang: str) -> Table:
    """Who issued each document, where its text was taken from, who wrote it, its number, whose text it is."""
    columns = (
        Head(label("heads.doc", lang), width=1.5),
        Head(label("facts.issuer", lang), width=4.2),
        Head(label("facts.source", lang), width=2.8),
        Head(label("facts.author", lang), width=2),
        Head(label("facts.doc_no", lang), width=3.8),
        Head(label("facts.rights", lang), width=1.8, nowrap=True),
    )
    rows = tuple(
        _plain(
            row.doc,
            row.issuer,
            row.source,
            row.author,
            row.doc_no,
            _coded("rights", row.rights, lang),
        )
        for row in schema.rows(documents)
    )
    title, note = label("tables.provenance.title", lang), label("tables.provenance.note", lang)
    return Table("provenance", lang, title, columns, rows, note)


def unknown_facts(documents: pd.DataFrame, facts: pd.DataFrame, *, lang: str) -> Table | Absent:
    """What the documents do not say of themselves, and what was only weighed, a document a row."""
    comma = label("claims.comma", lang)
    weighed: dict[str, list[str]] = {}
    for row in schema.rows(facts[(facts.confidence == "weighed") & facts.fact.isin(_WEIGHED)]):
        words = labels.coded(row.fact, row.value, lang)
        words = labels.place(words, lang) if row.fact == "entity" else words
        basis = label(f"bases.{row.basis}", lang)
        weighed.setdefault(row.doc, []).append(
            label(
                "tables.unknown_facts.weighed",
                lang,
                fact=label(f"facts.{row.fact}", lang),
                value=words,
                basis=basis,
            )
        )
    rows = []
    for row in schema.rows(documents):
        missing = [label(f"facts.{name}", lang) for name in _missing(row)]
        if missing or row.doc in weighed:
            rows.append(_plain(row.doc, comma.join(missing), comma.join(weighed.get(row.doc, []))))
    if not rows:
        return Absent("unknown_facts", lang, label("tables.unknown_facts.none", lang), "table")
    columns = (
        Head(label("heads.doc", lang), width=1.5),
        Head(label("heads.missing", lang), width=5),
        Head(label("heads.weighed", lang), width=7),
    )
    title, note = label("tables.unknown_facts.title", lang), label("tables.unknown_facts.note", lang)
    return Table("unknown_facts", lang, title, columns, tuple(rows), note)


def stated_facts(facts: pd.DataFrame, *, lang: str) -> list[Table]:
    """Facts that the study's catalogue states, beside what was read, with the reason; no table where there are none."""
    stated = facts[facts.basis == "catalogue"]
    if stated.empty:
        return []
    names = [("doc", 1.5), ("fact", 2), ("stated_value", 4), ("read_value", 4), ("reason", 4)]
    columns = tuple(Head(label(f"heads.{name}", lang), width=width) for name, width in names)
    rows = tuple(
        _plain(
            row.doc,
            label(f"facts.{row.fact}", lang),
            labels.coded(row.fact, row.value or "", lang),
            labels.coded(row.fact, row.read_value or "", lang),
            row.reason,
        )
        for row in schema.rows(stated)
    )
    return [Table("stated_facts", lang, label("tables.stated_facts.title", lang), columns, rows)]


def selection(
    files: int, left_out: int, documents: pd.DataFrame, observations: pd.DataFrame, *, lang: str
) -> Table:
    """From files to the documents of each chapter: how many, and why not the others."""
    kinds = documents.place_kind
    zones = documents[(kinds == "zone").fillna(False)]
    steps = [
        ("files", files, "files_reason"),
        ("left_out", left_out, "left_out_reason" if left_out else "left_out_none"),
        ("documents", len(documents), "documents_reason"),
        ("context", int((kinds.notna() & (kinds != "zone").fillna(False)).sum()), "context_reason"),
        ("unknown", int(kinds.isna().sum()), "unknown_reason"),
        ("zones", len(zones), "zones_reason"),
        ("stating", int(zones.doc.isin(observations.doc).sum()), "stating_reason"),
    ]
    columns = (
        Head(label("heads.step", lang), width=4),
        Head(label("heads.number", lang), align="r", width=1),
        Head(label("heads.reason", lang), width=5),
    )
    rows = [
        _plain(label(f"tables.selection.{step}", lang), n, label(f"tables.selection.{reason}", lang))
        for step, n, reason in steps
    ]
    return Table("selection", lang, label("tables.selection.title", lang), columns, tuple(rows))


def left_out(errors: Sequence[SourceError], *, lang: str) -> list[Table]:
    """Files that could not be read, with the reason and the remedy; no table where all were read."""
    if not errors:
        return []
    columns = tuple(Head(label(f"heads.{name}", lang)) for name in ("file", "reason", "remedy"))
    rows = tuple(_plain(error.where, error.what, error.remedy) for error in errors)
    return [Table("left_out", lang, label("tables.left_out.title", lang), columns, rows)]


def missing_glyphs(missing: pd.DataFrame, *, lang: str) -> Table | Absent:
    """Characters that the fonts lack, by document: how often, and where first."""
    if missing.empty:
        return Absent("missing_glyphs", lang, label("tables.missing_glyphs.none", lang), "table")
    names = [("doc", "l"), ("char", "c"), ("code_point", "l"), ("number", "r"), ("offset", "r")]
    columns = tuple(Head(label(f"heads.{name}", lang), align=align) for name, align in names)  # type: ignore[arg-type]
    groups = missing.groupby(["doc", "char", "code_point"], as_index=False).agg(
        n=("start", "size"), first=("start", "min")
    )
    rows = tuple(_plain(row.doc, row.char, row.code_point, row.n, row.first) for row in schema.rows(groups))
    title, note = label("tables.missing_glyphs.title", lang), label("tables.missing_glyphs.note", lang)
    return Table("missing_glyphs", lang, title, columns, rows, note)


def _missing(document: Any) -> list[str]:
    """Return the facts that a reader would look for in a document of this kind and that are not known."""
    asked = ["title", "date", "entity", "subject_year", "rights"]
    if document.entity and document.place_kind != "nation":
        asked.append("place_code")
    if document.place_kind == "zone":
        asked.append("zone_level")
    missing = [name for name in asked if getattr(document, name) is None]
    return missing if document.issuer or document.source else [*missing, "publisher"]


def _place(row: Any, lang: str) -> str:
    entity = labels.full_place(row.entity, lang) if row.entity else None
    return " ".join(filter(None, (entity, row.place_code, _coded("zone_level", row.zone_level, lang))))


def _cut(title: str | None, length: int) -> str | None:
    return f"{title[:length]}…" if title and len(title) > length else title


def _coded(group: str, code: str | None, lang: str) -> str:
    return label(f"{group}.{code}", lang) if code else ""


def _plain(*values: object) -> tuple[Cell, ...]:
    """Return cells without evidence; what is missing is blank."""
    return tuple(Cell("" if value is None else str(value)) for value in values)
