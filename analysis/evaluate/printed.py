"""Scores and confusions → lines of plain text for the command line."""

from __future__ import annotations

import math
from collections import Counter

import pandas as pd

from .. import schema
from .bootstrap import LEAST_DOCUMENTS
from .pairs import FIELDS, Pairing
from .scores import Agreement, Scores, by_document, by_indicator, score

_COMMONEST = 3


def lines(pairing: Pairing, confusions: pd.DataFrame) -> list[str]:
    """Return everything that ``gaoxin evaluate`` says of a reading."""
    scores = score(pairing)
    parts = [
        _whole(scores),
        _fields(scores),
        _indicators(pairing),
        _documents(pairing),
        _commonest(confusions),
    ]
    return "\n\n".join("\n".join(part) for part in parts).splitlines()


def _whole(scores: Scores) -> list[str]:
    of = scores.detection
    said = [
        f"{scores.documents} documents, {of.reference} reference rows, {of.read} read, {of.right} paired",
        "",
        f"{'whole rows':24}{'precision':>10}{'recall':>10}{'F1':>10}   95 % interval of F1",
    ]
    said += [
        f"{name:24}{_share(one.precision)}{_share(one.recall)}{_share(one.f1)}   {_interval(one)}"
        for name in ("detection", "core", "full")
        for one in [getattr(scores, name)]
    ]
    if scores.documents < LEAST_DOCUMENTS:
        said.append(f"No intervals: they are drawn over documents, from {LEAST_DOCUMENTS} documents up.")
    return said


def _fields(scores: Scores) -> list[str]:
    head = f"{'fields of paired rows':24}{'right':>10}{'':10}{'share':>10}   95 % interval"
    return [head] + [
        f"{name:24}{one.right:>10}{'':10}{_share(one.f1)}   {_interval(one)}"
        for name, one in scores.fields.items()
    ]


def _indicators(pairing: Pairing) -> list[str]:
    by = by_indicator(pairing)
    ordered = sorted(by, key=lambda name: (-by[name].reference, -by[name].read, name))
    head = f"{'core rows by indicator':44}{'reference':>10}{'read':>10}{'right':>10}{'F1':>10}"
    return [head] + [
        f"{name:44}{one.reference:>10}{one.read:>10}{one.right:>10}{_share(one.f1)}"
        for name in ordered
        for one in [by[name]]
    ]


def _documents(pairing: Pairing) -> list[str]:
    head = f"{'F1 by document':24}{'reference':>10}{'read':>10}{'detection':>10}{'core':>10}{'full':>10}"
    return [head] + [
        f"{doc:24}{of['detection'].reference:>10}{of['detection'].read:>10}"
        + "".join(_share(of[name].f1) for name in ("detection", "core", "full"))
        for doc, of in by_document(pairing).items()
    ]


def _commonest(confusions: pd.DataFrame) -> list[str]:
    counts: dict[str, Counter[str]] = {}
    for row in schema.rows(confusions):
        kind = row.column if row.kind == "differs" else row.kind
        what = f"{row.reference or 'blank'} → {row.read or 'blank'}" if row.kind == "differs" else ""
        counts.setdefault(kind, Counter())[what] += 1
    said = ["confusions, the commonest first (reference → read)"]
    for kind in ("missed", "extra", *FIELDS):
        if kind in counts:
            most = sorted(counts[kind].items(), key=lambda item: (-item[1], item[0]))[:_COMMONEST]
            words = "; ".join(f"{what} ({n})" for what, n in most if what)
            said.append(f"{kind:12}{counts[kind].total():>6}  {words}".rstrip())
    return said


def _share(value: float) -> str:
    return f"{'' if math.isnan(value) else format(value, '.4f'):>10}"


def _interval(one: Agreement) -> str:
    return f"{one.interval.low:.3f} to {one.interval.high:.3f}" if one.interval else "none"
