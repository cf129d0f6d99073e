"""Tables on how far to trust the reading: corrections by hand, agreement, recorded scores, the readers' check.

Each of these figures has its own name and is never called by another's: agreement with a coding is not truth,
and neither is a check by people of this corpus.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from . import evaluate, exhibits, labels, schema
from .evaluate import record
from .evaluate.bootstrap import LEAST_DOCUMENTS
from .exhibits import Absent, Cell, Head, Table
from .labels import text as label
from .readers import Check, Share

# Columns whose values are codes with a name for readers.
_CODED = ("measure", "status")
_WHOLE_ROWS = ("missed", "extra")
_MOST_EXAMPLES = 3


def corrections(log: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """What a researcher has corrected by hand, each with its reason; every number opens its sentence."""
    if log.empty:
        return Absent("corrections", lang, label("tables.corrections.none", lang), "table")
    titles = exhibits.titles_of(documents)
    columns = (
        Head(label("heads.doc", lang), width=1.5),
        Head(label("heads.quote", lang), width=2),
        Head(label("heads.action", lang), width=1.2, nowrap=True),
        Head(label("heads.column", lang), width=1.5),
        Head(label("heads.was", lang), width=2.5),
        Head(label("heads.now", lang), width=2.5),
        Head(label("heads.why", lang), width=5),
        Head(label("heads.by", lang), width=1.5),
    )
    rows = tuple(
        (
            Cell(row.doc),
            Cell(_joined(row.quote), (exhibits.evidence_of(row, titles),)),
            Cell(label(f"actions.{row.action}", lang)),
            Cell(label(f"fields.{row.column}", lang)),
            Cell(said(row.column, row.was, lang)),
            Cell(said(row.column, row.now, lang)),
            Cell(row.reason),
            Cell(row.by),
        )
        for row in schema.rows(log)
    )
    title, note = label("tables.corrections.title", lang), label("tables.corrections.note", lang)
    return Table("corrections", lang, title, columns, rows, note, kind="quotes")


def agreement(scores: evaluate.Scores | None, *, lang: str) -> Table | Absent:
    """The machine's reading against the reference coding of the same documents: whole rows, then fields."""
    if scores is None:
        return Absent("agreement", lang, label("tables.agreement.none", lang), "table")
    whole = {name: getattr(scores, name) for name in ("detection", "core", "full")}
    rows = [
        (
            Cell(label(f"tables.agreement.{name}", lang)),
            Cell(str(one.reference)),
            Cell(str(one.read)),
            Cell(str(one.right)),
            Cell(_share(one.precision)),
            Cell(_share(one.recall)),
            Cell(_share(one.f1)),
            Cell(_interval(one.interval, lang)),
        )
        for name, one in whole.items()
    ]
    for name, one in scores.fields.items():
        what = label("tables.agreement.field", lang, field=label(f"fields.{name}", lang))
        blank, n = Cell(""), Cell(str(one.reference))
        counts = (n, n, Cell(str(one.right)), blank, blank)
        rows.append((Cell(what), *counts, Cell(_share(one.f1)), Cell(_interval(one.interval, lang))))
    columns = _heads(lang, "what", "reference", "read", "agreed", "precision", "recall", "f1", "interval")
    title = label("tables.agreement.title", lang, documents=scores.documents)
    least = label("tables.agreement.few", lang, least=LEAST_DOCUMENTS)
    note = label("tables.agreement.note", lang) + (least if scores.documents < LEAST_DOCUMENTS else "")
    return Table("agreement", lang, title, columns, tuple(rows), note)


def confusions(table: pd.DataFrame | None, documents: pd.DataFrame, *, lang: str) -> Table | Absent:
    """What was read otherwise than the reference coding has it: how often in each column, and the commonest."""
    if table is None or table.empty:
        reason = "none" if table is None else "same"
        return Absent("confusions", lang, label(f"tables.confusions.{reason}", lang), "table")
    titles = exhibits.titles_of(documents)
    rows = []
    for kind in (*_WHOLE_ROWS, *evaluate.FIELDS):
        found = [row for row in schema.rows(table) if kind in (row.kind, row.column)]
        if found:
            name = label(f"tables.confusions.{kind}" if kind in _WHOLE_ROWS else f"fields.{kind}", lang)
            example = next((row for row in found if row.sentence and row.doc in titles), None)
            seen = (exhibits.evidence_of(example, titles),) if example else ()
            rows.append(
                (
                    Cell(name),
                    Cell(str(len(found))),
                    Cell(_commonest(found, lang)),
                    Cell(_joined(example.quote) if example else "", seen),
                )
            )
    columns = (
        Head(label("heads.column", lang), width=1.5, nowrap=True),
        Head(label("heads.number", lang), align="r", width=1),
        Head(label("heads.confused", lang), width=7),
        Head(label("heads.example", lang), width=2),
    )
    title, note = label("tables.confusions.title", lang), label("tables.confusions.note", lang)
    return Table("confusions", lang, title, columns, tuple(rows), note)


def recorded(*, lang: str) -> Table | Absent:
    """The scores on record of coded sets of documents, with the day and whether the code has changed since."""
    table = evaluate.recorded()
    if table.empty:
        return Absent("recorded", lang, label("tables.recorded.none", lang), "table")
    names = record.set_names()
    columns = _heads(
        lang, "set", "role", "documents", "rows", "detection", "core", "interval", "full", "code_then", "day"
    )
    rows = tuple(
        (
            Cell(names[row.set][lang]),
            Cell(label(f"tables.recorded.{names[row.set]['role']}", lang)),
            Cell(str(row.documents)),
            Cell(str(row.reference)),
            Cell(_share(row.detection_f1)),
            Cell(_share(row.core_f1)),
            Cell(_interval(None if row.core_low is None else (row.core_low, row.core_high), lang)),
            Cell(_share(row.full_f1)),
            Cell(label(f"tables.recorded.{'same' if row.code == evaluate.code() else 'older'}", lang)),
            Cell(row.date),
        )
        for row in schema.rows(table)
    )
    title, note = label("tables.recorded.title", lang), label("tables.recorded.note", lang)
    return Table("recorded", lang, title, columns, rows, note)


def checked(check: Check | None, *, lang: str) -> Table | Absent:
    """What people found who checked a sample of this corpus against the texts."""
    if check is None:
        return Absent("checked", lang, label("tables.checked.none", lang), "table")
    shares = {"observation": check.observation, "whole": check.whole}
    named = [(label(f"tables.checked.{name}", lang), share) for name, share in shares.items()]
    named += [(label(f"fields.{name}", lang), share) for name, share in check.fields.items()]
    named.append((label("tables.checked.recall", lang), check.recall))
    rows = tuple((Cell(name), Cell(str(share.n)), *_estimate(share, lang)) for name, share in named)
    columns = _heads(lang, "what", "judged", "right_share", "interval")
    title = label("tables.checked.title", lang, rows=check.rows, readers=check.readers)
    return Table("checked", lang, title, columns, rows, label("tables.checked.note", lang))


def said(column: str, value: str | None, lang: str) -> str:
    """Return an observation's cell, given as text, in the words of ``lang``."""
    if not value:
        return ""
    if column == "indicator":
        return labels.indicator(value, lang)
    return label(f"{column}.{value}", lang) if column in _CODED else value


def _heads(lang: str, *names: str) -> tuple[Head, ...]:
    """Return heads: text on the left, figures on the right."""
    wide = {"what": 3.5, "set": 4.2, "role": 2.2, "interval": 3, "day": 2.8, "code_then": 1.3}
    is_text = ("what", "set", "role", "code_then", "day")
    return tuple(
        Head(
            label(f"heads.{name}", lang),
            align="l" if name in is_text else "r",
            width=wide.get(name, 1.3),
            nowrap=name in ("interval", "day"),
        )
        for name in names
    )


def _commonest(found: Iterable[Any], lang: str) -> str:
    counts: dict[str, int] = {}
    for row in found:
        if row.kind == "differs":
            blank = label("tables.confusions.blank", lang)
            ends = [said(row.column, value, lang) or blank for value in (row.reference, row.read)]
            counts["→".join(ends)] = counts.get("→".join(ends), 0) + 1
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_EXAMPLES]
    return label("tables.confusions.between", lang).join(
        label("tables.confusions.times", lang, what=what, n=n) for what, n in most
    )


def _estimate(share: Share, lang: str) -> tuple[Cell, Cell]:
    if not share.n:
        return Cell(""), Cell("")
    return Cell(_share(share.share)), Cell(_interval((share.low, share.high), lang))


def _share(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}"


def _interval(ends: tuple[float, float] | None, lang: str) -> str:
    return labels.span(f"{ends[0]:.3f}", f"{ends[1]:.3f}", lang) if ends else ""


def _joined(text: str | None) -> str:
    return " ".join((text or "").split())
