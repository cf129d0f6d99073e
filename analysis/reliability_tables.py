"""Codings beside each other → tables for readers: how far they agree, and what each code may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import codebook, intervals, labels, reliability, schema
from .discourse import Scheme
from .discourse_tables import ends, plain
from .exhibits import Absent, Cell, Head, Table
from .labels import text as label
from .reliability import Pair

Agreements = Mapping[str, Sequence[Pair]] | None


def schemes_table(pairs: Agreements, schemes: Sequence[Scheme], *, lang: str) -> Table | Absent:
    """How far the machine's coding agrees with the reference on the half kept aside, beside the two coders' kappa."""
    if not pairs:
        return Absent("reliability", lang, label("tables.reliability.none", lang), "table")
    coders = {row["scheme"]: row for row in codebook.read_csv("discourse/coders.csv")}
    columns = (
        Head(label("heads.scheme", lang), width=2.4, nowrap=True),
        Head(label("heads.clauses", lang), align="r", width=1.1),
        Head(label("heads.exact", lang), "%", align="r", width=1.5),
        Head(label("heads.kappa", lang), align="r", width=1.2),
        Head(label("heads.interval", lang), align="r", width=2),
        Head(label("heads.alpha", lang), align="r", width=1.4),
        Head(label("heads.tuned", lang), align="r", width=1.6),
        Head(label("heads.coders", lang), align="r", width=1.6),
        Head(label("heads.standing", lang), width=1.6, nowrap=True),
    )
    rows = []
    for scheme in schemes:
        if scheme.id not in pairs:
            continue
        held = reliability.half_of(pairs[scheme.id], "held")
        for name, chosen in _levels(scheme, held, lang):
            found = reliability.agreement(chosen)
            tuned = reliability.agreement(_like(chosen, held, reliability.half_of(pairs[scheme.id], "tuned")))
            if found is None:
                continue
            coder = coders.get(scheme.id if chosen is held else f"{scheme.id} groups", {})
            cells = (
                name,
                found.n,
                labels.number(found.exact * 100, 1),
                _two(found.kappa),
                ends(found.low, found.high, 2),
                _two(found.alpha),
                _two(tuned.kappa if tuned else None),
                coder.get("kappa", ""),
                label(f"standing.{reliability.standing(found.kappa, _uses(chosen))}", lang),
            )
            rows.append(plain(*cells))
    title, note = label("tables.reliability.title", lang), label("tables.reliability.note", lang)
    return Table("reliability", lang, title, columns, tuple(rows), note)


def _levels(scheme: Scheme, held: list[Pair], lang: str) -> list[tuple[str, list[Pair]]]:
    """Return the scheme's codes, and of one with groups these too, each with its pairs."""
    levels = [(scheme.names[lang], held)]
    if any("." in code.code for code in scheme.codes):
        levels.append((label("tables.reliability.groups", lang), reliability.grouped(held)))
    return levels


def _like(chosen: list[Pair], held: list[Pair], tuned: list[Pair]) -> list[Pair]:
    return tuned if chosen is held else reliability.grouped(tuned)


def _uses(pairs: Sequence[Pair]) -> int:
    """Return how many clauses of the reference have any code but the rest."""
    return sum(bool(one.reference) for one in pairs)


def coders(
    codings: Mapping[str, pd.DataFrame] | None, codes_: pd.DataFrame, schemes: Sequence[Scheme], *, lang: str
) -> Table | Absent:
    """How far two people agree with each other, and the machine with each of them; why it is not known else."""
    if not codings or any(coding.empty for coding in codings.values()):
        return Absent("coders", lang, label("tables.coders.none", lang), "table")
    one, other = codings.values()
    both = {
        "people": reliability.pair(one, other),
        "first": reliability.pair(one, codes_),
        "second": reliability.pair(other, codes_),
    }
    columns = (
        Head(label("heads.scheme", lang), width=2.4, nowrap=True),
        Head(label("heads.who", lang), width=2.6),
        Head(label("heads.clauses", lang), align="r", width=1.2),
        Head(label("heads.exact", lang), "%", align="r", width=1.6),
        Head(label("heads.kappa", lang), align="r", width=1.2),
        Head(label("heads.interval", lang), align="r", width=2),
        Head(label("heads.alpha", lang), align="r", width=1.2),
        Head(label("heads.standing", lang), width=1.8, nowrap=True),
    )
    rows = []
    for scheme in schemes:
        for number, (name, pairs) in enumerate(both.items()):
            found = reliability.agreement(pairs.get(scheme.id, []))
            if found is None:
                continue
            standing = reliability.standing(found.kappa, _uses(pairs[scheme.id]))
            cells = (
                "" if number else scheme.names[lang],
                label(f"tables.coders.{name}", lang),
                found.n,
                labels.number(found.exact * 100, 1),
                _two(found.kappa),
                ends(found.low, found.high, 2),
                _two(found.alpha),
                label(f"standing.{standing}", lang),
            )
            rows.append(plain(*cells))
    title, note = label("tables.coders.title", lang), label("tables.coders.note", lang)
    return Table("coders", lang, title, columns, tuple(rows), note)


def confusions(pairs: Agreements, scheme: Scheme, *, lang: str) -> Table | Absent:
    """Which codes the machine gives where the reference has which others, on the half kept aside."""
    name = f"confusions_{scheme.id}"
    if not pairs or scheme.id not in pairs:
        return Absent(name, lang, label("tables.reliability.none", lang), "table")
    table = reliability.confusions(reliability.half_of(pairs[scheme.id], "held"))
    differs = table[table.reference != table.other]
    columns = (
        Head(label("heads.reference", lang), width=4),
        Head(label("heads.machine", lang), width=4),
        Head(label("heads.clauses", lang), align="r", width=1.4),
    )
    rows = tuple(
        plain(_named(scheme, row.reference, lang), _named(scheme, row.other, lang), row.count)
        for row in schema.rows(differs)
    )
    alike = int(table["count"].sum() - differs["count"].sum())
    title = label("tables.confusions_of.title", lang, scheme=scheme.names[lang])
    note = label("tables.confusions_of.note", lang, alike=alike)
    return Table(name, lang, title, columns, rows, note)


def _named(scheme: Scheme, codes_: str, lang: str) -> str:
    return ("＋" if lang == "zh" else " + ").join(
        scheme.code(code if code != "none" else scheme.rest).names[lang] for code in codes_.split("+")
    )


def codes(shares: pd.DataFrame, schemes: Sequence[Scheme], pairs: Agreements, *, lang: str) -> Table | Absent:
    """Every code of every scheme: clauses, share of all clauses, the share as corrected by the hand-coded sample, and
    what the coding of it may say.
    """
    rows = shares[(shares.dimension == "all") & (shares.part == "all") & ~shares.is_group]
    if rows.empty:
        return Absent("codes", lang, label("tables.none", lang), "table")
    whole = int(rows[rows.scheme == "time"]["count"].sum())
    columns = (
        Head(label("heads.scheme", lang), width=2.2, nowrap=True),
        Head(label("heads.code", lang), width=2.4, nowrap=True),
        Head(label("heads.clauses", lang), align="r", width=1.1),
        Head(label("heads.share_all", lang), "%", align="r", width=1.7),
        Head(label("heads.interval", lang), align="r", width=1.9),
        Head(label("heads.corrected", lang), "%", align="r", width=1.8),
        Head(label("heads.interval", lang), align="r", width=1.9),
        Head(label("heads.kappa", lang), align="r", width=1.1),
        Head(label("heads.standing", lang), width=1.5, nowrap=True),
    )
    found = {(row.scheme, row.code): row for row in schema.rows(rows)}
    body = []
    for scheme in schemes:
        held = reliability.half_of(pairs[scheme.id], "held") if pairs and scheme.id in pairs else []
        first = True
        for code in scheme.codes:
            row = found.get((scheme.id, code.code))
            if row is None:
                continue
            body.append(_code_row(scheme, code.names[lang], row, whole, held, lang, first))
            first = False
    title = label("tables.codes.title", lang, n=whole)
    return Table("codes", lang, title, columns, tuple(body), label("tables.codes.note", lang))


def _code_row(
    scheme: Scheme, name: str, row: Any, whole: int, held: list[Pair], lang: str, first: bool
) -> tuple[Cell, ...]:
    only = reliability.of_code(held, row.code)
    kappa = reliability.kappa([(one.reference, one.other) for one in only]) if only else None
    uses = reliability.uses_of(only, row.code)
    is_tested = uses >= reliability.LEAST_USES
    share = row.count / whole
    corrected = reliability.corrected_share(only, row.code, share) if is_tested else None
    low, high = (float(end) for end in intervals.of_share(row.count, whole))
    return plain(
        scheme.names[lang] if first else "",
        name,
        row.count,
        labels.number(share * 100, 1),
        ends(low * 100, high * 100, 1),
        labels.number(corrected.share * 100, 1) if corrected else "",
        ends(corrected.low * 100, corrected.high * 100, 1) if corrected else "",
        _two(kappa) if is_tested else "",
        label(f"standing.{reliability.standing(kappa, uses)}", lang),
    )


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
