"""Coded clauses → tables for readers: shares of codes, reliability, quoted clauses, a study's own schemes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import codebook, exhibits, intervals, labels, pmc, reliability, schema
from .discourse import Scheme
from .discourse_statistics import chosen_quotes, wordings
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label
from .reliability import Pair

Agreements = Mapping[str, Sequence[Pair]] | None


def reliability_table(pairs: Agreements, schemes: Sequence[Scheme], *, lang: str) -> Table | Absent:
    """How far the machine's coding agrees with the reference on the half kept aside, beside the two coders' kappa."""
    if not pairs:
        return Absent("reliability", lang, label("tables.reliability.none", lang), "table")
    coders = {row["scheme"]: row for row in codebook.read_csv("discourse/coders.csv")}
    columns = (
        Head(label("heads.scheme", lang), width=2.2),
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
                _ends(found.low, found.high, 2),
                _two(found.alpha),
                _two(tuned.kappa if tuned else None),
                coder.get("kappa", ""),
                label(f"standing.{reliability.standing(found.kappa, _uses(chosen))}", lang),
            )
            rows.append(_plain(*cells))
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
        Head(label("heads.scheme", lang), width=2.2),
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
                _ends(found.low, found.high, 2),
                _two(found.alpha),
                label(f"standing.{standing}", lang),
            )
            rows.append(_plain(*cells))
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
        _plain(_named(scheme, row.reference, lang), _named(scheme, row.other, lang), row.count)
        for row in schema.rows(differs)
    )
    alike = int(table["count"].sum() - differs["count"].sum())
    title = label("tables.confusions_of.title", lang, scheme=scheme.names[lang])
    note = label("tables.confusions_of.note", lang, alike=alike)
    return Table(name, lang, title, columns, rows, note)


def _named(scheme: Scheme, codes_: str, lang: str) -> str:
    return "＋".join(
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
        Head(label("heads.scheme", lang), width=1.7),
        Head(label("heads.code", lang), width=2.2),
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
    return _plain(
        scheme.names[lang] if first else "",
        name,
        row.count,
        labels.number(share * 100, 1),
        _ends(low * 100, high * 100, 1),
        labels.number(corrected.share * 100, 1) if corrected else "",
        _ends(corrected.low * 100, corrected.high * 100, 1) if corrected else "",
        _two(kappa) if is_tested else "",
        label(f"standing.{reliability.standing(kappa, uses)}", lang),
    )


def instruments(shares: pd.DataFrame, scheme: Scheme, *, lang: str) -> Table | Absent:
    """Groups of tools used and promised, over all parks and by park: clauses, shares, exact and bootstrap intervals."""
    rows = shares[(shares.scheme == scheme.id) & shares.is_group & shares.part.isin(["review", "plan"])]
    rows = rows[rows.dimension.isin(["all", "entity"])]
    if rows.empty:
        return Absent("instruments", lang, label("tables.none", lang), "table")
    columns = (
        Head(label("heads.park", lang), width=2.4),
        Head(label("heads.part", lang), width=1.2, nowrap=True),
        Head(label("heads.tool_clauses", lang), align="r", width=1.5),
        *(
            head
            for group in scheme.groups
            for head in (
                Head(label(f"group.{scheme.id}.{group}", lang), "%", align="r", width=1.2),
                Head(label("heads.interval", lang), align="r", width=1.9),
            )
        ),
    )
    body = []
    order = rows.assign(first=rows.dimension != "all").sort_values(
        ["first", "clauses"], ascending=[True, False], kind="stable"
    )
    for value in dict.fromkeys(order.value):
        for part in ("review", "plan"):
            cells = {row.code: row for row in schema.rows(rows[(rows.value == value) & (rows.part == part)])}
            if not cells:
                continue
            n = next(iter(cells.values())).clauses
            line: list[object] = [
                label("all_parks", lang) if value == "all" else value,
                label(f"part.{part}", lang),
                n,
            ]
            for group in scheme.groups:
                row = cells[group]
                line += [labels.number(row.share * 100, 0), _ends(row.low * 100, row.high * 100, 0)]
            body.append(_plain(*line))
    title = label("tables.instruments.title", lang)
    return Table("instruments", lang, title, columns, tuple(body), label("tables.instruments.note", lang))


def constraint(codes_: pd.DataFrame, documents: pd.DataFrame, scheme: Scheme, *, lang: str) -> Table | Absent:
    """The words that bind targets, and the share of hard ones with 力争 counted as hard and as soft."""
    table = wordings(codes_, documents)
    if table.empty:
        return Absent("constraint", lang, label("tables.constraint.none", lang), "table")
    columns = (
        Head(label("heads.park", lang), width=2.6),
        *(Head(scheme.code(code).names[lang], align="r", width=1.4) for code in ("hard", "strive", "soft")),
        Head(label("heads.strive_hard", lang), "%", align="r", width=2.4),
        Head(label("heads.strive_soft", lang), "%", align="r", width=2.4),
    )
    rows = []
    for row in schema.rows(table):
        n = row.hard + row.strive + row.soft
        shares = (labels.number((row.hard + row.strive) / n * 100, 0), labels.number(row.hard / n * 100, 0))
        rows.append(_plain(row.entity, row.hard, row.strive, row.soft, *shares))
    title, note = label("tables.constraint.title", lang), label("tables.constraint.note", lang)
    return Table("constraint", lang, title, columns, tuple(rows), note)


def quotes(
    codes_: pd.DataFrame, documents: pd.DataFrame, scheme: Scheme, n: int, *, lang: str
) -> Table | Absent:
    """Up to ``n`` clauses of each code that a cue of their own decided, with the cue."""
    places = documents.set_index("doc").entity
    titles = exhibits.titles_of(documents)
    rows = []
    for code in scheme.codes:
        for place, row in enumerate(chosen_quotes(codes_, scheme.id, code.code, n)):
            rows.append(
                (
                    Cell(code.names[lang] if place == 0 else ""),
                    Cell(places.get(row.doc) or ""),
                    Cell(" ".join(row.quote.split()), (_evidence(row, titles),)),
                    Cell(" ".join(row.cue.split())),
                )
            )
    if not rows:
        reason = label("tables.quotes.none", lang, scheme=scheme.names[lang])
        return Absent(f"quotes_{scheme.id}", lang, reason, "table")
    columns = (
        Head(label("heads.code", lang), width=2),
        Head(label("heads.park", lang), width=2),
        Head(label("heads.clause", lang), width=8.4),
        Head(label("heads.cue", lang), width=2.2),
    )
    title = label("tables.quotes.title", lang, scheme=scheme.names[lang])
    return Table(
        f"quotes_{scheme.id}",
        lang,
        title,
        columns,
        tuple(rows),
        label("tables.quotes.note", lang),
        kind="quotes",
    )


def added(
    shares: pd.DataFrame,
    codes_: pd.DataFrame,
    documents: pd.DataFrame,
    schemes: Sequence[Scheme],
    n: int,
    *,
    lang: str,
) -> list[Table | Absent]:
    """A table of shares and one of quoted clauses for each scheme that the study has added; why there is none else."""
    if not schemes:
        return [Absent("added_schemes", lang, label("tables.added.none", lang), "table")]
    made: list[Table | Absent] = []
    for scheme in schemes:
        made += [_shares_of(shares, scheme, lang), quotes(codes_, documents, scheme, n, lang=lang)]
    return made


def _shares_of(shares: pd.DataFrame, scheme: Scheme, lang: str) -> Table | Absent:
    rows = shares[(shares.scheme == scheme.id) & (shares.part == "all") & ~shares.is_group]
    rows = rows[rows.dimension.isin(["all", "entity"])]
    name = f"scheme_{scheme.id}"
    if rows.empty:
        return Absent(name, lang, label("tables.quotes.none", lang, scheme=scheme.names[lang]), "table")
    columns = (
        Head(label("heads.park", lang), width=2.6),
        Head(label("heads.code", lang), width=2.6),
        Head(label("heads.clauses", lang), align="r", width=1.2),
        Head(label("heads.base", lang), align="r", width=1.2),
        Head(label("heads.share", lang), "%", align="r", width=1.2),
        Head(label("heads.interval", lang), align="r", width=2),
        Head(label("heads.per_10k", lang), align="r", width=1.8),
        Head(label("heads.interval", lang), align="r", width=2.2),
    )
    body = []
    for row in schema.rows(
        rows.assign(first=rows.dimension != "all").sort_values(["first", "value"], kind="stable")
    ):
        body.append(
            _plain(
                label("all_parks", lang) if row.value == "all" else row.value,
                scheme.code(row.code).names[lang],
                row.count,
                row.clauses,
                labels.number(row.share * 100, 1),
                _ends(row.low * 100, row.high * 100, 1),
                labels.number(row.per_10k, 1),
                _ends(row.rate_low, row.rate_high, 1),
            )
        )
    title = label("tables.added.title", lang, scheme=scheme.names[lang])
    note = label("tables.added.note", lang, definition=scheme.definition)
    return Table(name, lang, title, columns, tuple(body), note)


def pmc_cells(cells: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> list[Table | Absent]:
    """The 0/1 table of each complete policy with its index and grade; where there is none, the reason."""
    if cells.empty:
        reason = label("tables.pmc.none", lang, reason=_no_policy(documents, lang))
        return [Absent("pmc", lang, reason, "table")]
    titles = exhibits.titles_of(documents)
    index = pmc.index(cells)
    columns = (
        Head(label("heads.pmc_variable", lang), width=1.4, nowrap=True),
        Head(label("heads.pmc_part", lang), width=2),
        Head(label("heads.pmc_value", lang), align="c", width=1),
        Head(label("heads.pmc_evidence", lang), width=8),
    )
    grades = label("claims.comma", lang).join(
        f"{pmc.grade(least, lang)} ≥{labels.number(least)}" for least, _, _ in pmc.GRADES
    )
    made: list[Table | Absent] = []
    for doc, rows in cells.groupby("doc", sort=True):
        body = []
        for row in sorted(schema.rows(rows), key=lambda row: int(row.variable[1:])):
            cell = Cell(" ".join(row.quote.split()), (_evidence(row, titles),)) if row.quote else Cell("")
            name = pmc.scheme().code(row.part).names[lang]
            body.append((Cell(row.variable), Cell(name), Cell(str(row.value)), cell))
        said = label("pmc.score", lang, score=f"{index[doc]:.2f}", grade=pmc.grade(index[doc], lang))
        title = label("tables.pmc.title", lang, title=titles[str(doc)]) + f"（{said}）"
        note = label("tables.pmc.note", lang, grades=grades)
        made.append(Table(f"pmc_{doc}", lang, title, columns, tuple(body), note, kind="quotes"))
    return made


def _no_policy(documents: pd.DataFrame, lang: str) -> str:
    policies = documents[documents.genre.isin(pmc.GENRES)]
    if documents.empty:
        return label("pmc.no_zone", lang)
    if policies.empty:
        return label("pmc.no_policy", lang, n=len(documents))
    return label("pmc.not_complete", lang, n=len(policies))


def _evidence(row: Any, titles: Mapping[str, str]) -> Evidence:
    return Evidence(row.doc, row.start, row.end, row.quote, row.quote, row.start, titles[row.doc])


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _ends(low: float | None, high: float | None, decimals: int) -> str:
    """Return an interval as it is printed; blank where there is none."""
    if low is None or high is None:
        return ""
    if decimals == 2:
        return f"{low:.2f}–{high:.2f}"
    return f"{labels.number(low, decimals)}–{labels.number(high, decimals)}"


def _plain(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell("" if value is None else str(value)) for value in values)
