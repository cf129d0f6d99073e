"""Coded clauses → named values for the prose of the chapter on discourse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import discourse_figures, discourse_tables, exhibits, labels, reliability, schema
from .discourse import Scheme
from .discourse_statistics import PER
from .exhibits import Claim, Evidence
from .labels import LANGUAGES
from .labels import text as label
from .reliability import Pair


def coding(
    clauses: pd.DataFrame, schemes: Sequence[Scheme], added: Sequence[Scheme], examples: int
) -> list[Claim]:
    """How many clauses were coded, by how many schemes, codes and examples."""
    return [
        Claim.counted("clauses", clauses),
        Claim.counted("heading_clauses", clauses),
        Claim.said("schemes", str(len(schemes) - len(added))),
        Claim.said("scheme_codes", str(sum(len(scheme.codes) for scheme in schemes))),
        Claim.of("scheme_examples", sum(len(c.positive) + len(c.negative) for s in schemes for c in s.codes)),
        Claim.said("quoted_clauses", str(examples)),
        Claim.said("least_clauses", str(discourse_figures.LEAST_CLAUSES)),
        Claim.said("least_uses", str(reliability.LEAST_USES)),
        Claim.said("rate_base", str(PER)),
        Claim.said("added_note", {lang: _added(added, lang) for lang in LANGUAGES}),
    ]


def _added(added: Sequence[Scheme], lang: str) -> str:
    if not added:
        return label("claims.no_added_schemes", lang)
    names = label("claims.comma", lang).join(scheme.names[lang] for scheme in added)
    return label("claims.added_schemes", lang, n=len(added), names=names)


def agreement(pairs: Mapping[str, Sequence[Pair]] | None, schemes: Sequence[Scheme]) -> list[Claim]:
    """How far the coding agrees with the reference on the half kept aside, and which schemes may carry a finding."""
    held = {name: reliability.half_of(found, "held") for name, found in (pairs or {}).items()}
    claims = [
        *(_standing(scheme, held.get(scheme.id, [])) for scheme in schemes),
        Claim.said("cut_finding", f"{reliability.FINDING:.2f}"),
        Claim.said("cut_tentative", f"{reliability.TENTATIVE:.2f}"),
    ]
    if not pairs:
        return [
            *claims,
            Claim.said(
                "coding_agreement", {lang: label("claims.no_coded_clauses", lang) for lang in LANGUAGES}
            ),
        ]
    kappas = {
        name: reliability.kappa([(one.reference, one.other) for one in found]) for name, found in held.items()
    }
    text = {}
    for lang in LANGUAGES:
        parts = []
        for scheme in schemes:
            value = kappas.get(scheme.id)
            if value is not None:
                uses = sum(bool(one.reference) for one in held[scheme.id])
                said = label(f"standing.{reliability.standing(value, uses)}", lang)
                parts.append(
                    label(
                        "claims.scheme_kappa",
                        lang,
                        scheme=scheme.names[lang],
                        kappa=f"{value:.2f}",
                        standing=said,
                    )
                )
        n = max(len(found) for found in held.values())
        text[lang] = label(
            "claims.coding_agreement", lang, n=n, parts=label("claims.semicolon", lang).join(parts)
        )
    return [*claims, Claim.said("coding_agreement", text)]


def _standing(scheme: Scheme, held: Sequence[Pair]) -> Claim:
    """Return a sentence on what the coding by a scheme may say."""
    value = reliability.kappa([(one.reference, one.other) for one in held]) if held else None
    standing = reliability.standing(value, sum(bool(one.reference) for one in held))
    kappa = f"{value:.2f}" if value is not None else ""
    return Claim.said(
        f"{scheme.id}_standing",
        {
            lang: label(f"claims.standing.{standing}", lang, scheme=scheme.names[lang], kappa=kappa)
            for lang in LANGUAGES
        },
    )


def instruments(
    shares: pd.DataFrame, scheme: Scheme, evenness: pd.DataFrame, codes: pd.DataFrame, documents: pd.DataFrame
) -> list[Claim]:
    """Clauses with a tool, used and promised, the group used most, the kinds not used at all, and evenness."""
    claims = []
    for part in ("review", "plan"):
        rows = _rows(shares, scheme.id, part, is_group=True)
        best = max(rows, key=lambda row: (row.count, row.code), default=None)
        even = evenness[(evenness.dimension == "all") & (evenness.part == part)]
        said = f"{even.evenness.iloc[0]:.2f}" if len(even) and pd.notna(even.evenness.iloc[0]) else None
        claims += [
            Claim.of(f"{part}_tool_clauses", rows[0].clauses if rows else 0),
            Claim.said(f"{part}_leading_group", {lang: _group(scheme, best, lang) for lang in LANGUAGES}),
            _known(f"{part}_evenness", said),
        ]
    unused = [row.code for row in _rows(shares, scheme.id, "all", is_group=False) if not row.count]
    demand = next(
        (row for row in _rows(shares, scheme.id, "all", is_group=True) if row.code == "demand"), None
    )
    of_demand = [code.code for code in scheme.codes if code.group == "demand"]
    said = _percent_interval(demand) if demand and demand.clauses else None
    return [
        *claims,
        Claim.of("tool_kinds", sum(code.code != scheme.rest for code in scheme.codes)),
        Claim.said("unused_kinds", {lang: _kinds(scheme, unused, lang) for lang in LANGUAGES}),
        Claim.of(
            "demand_clauses", demand.count if demand else 0, _clauses(codes, documents, scheme.id, of_demand)
        ),
        _known("demand_interval", said),
    ]


def commitment(
    shares: pd.DataFrame, modality: Scheme, codes: pd.DataFrame, documents: pd.DataFrame
) -> list[Claim]:
    """How plans commit: clauses with a mark, the commonest, and obligations."""
    rows = [row for row in _rows(shares, modality.id, "plan", is_group=False) if row.code != modality.rest]
    n = sum(row.count for row in rows)
    best = max(rows, key=lambda row: (row.count, row.code), default=None)
    must = next((row.count for row in rows if row.code == "must"), 0)
    leading = {
        lang: label(
            "claims.leading",
            lang,
            name=modality.code(best.code).names[lang],
            n=best.count,
            share=labels.number(best.count / n * 100, 0),
        )
        if best and n
        else label("claims.unknown", lang)
        for lang in LANGUAGES
    }
    return [
        Claim.of("marked_clauses", n),
        Claim.of("must_clauses", must, _clauses(codes, documents, modality.id, ["must"], "plan")),
        Claim.said("leading_modality", leading),
    ]


def constraint(
    shares: pd.DataFrame, scheme: Scheme, codes: pd.DataFrame, documents: pd.DataFrame
) -> list[Claim]:
    """How many targets of plans are worded hard, by 力争, and softly."""
    counts = {row.code: row.count for row in _rows(shares, scheme.id, "plan", is_group=False)}
    return [
        Claim.of(
            f"{code}_constraints",
            counts.get(code, 0),
            _clauses(codes, documents, scheme.id, [code], "plan"),
        )
        for code in ("hard", "strive", "soft")
    ]


def campaign(shares: pd.DataFrame, codes: pd.DataFrame, documents: pd.DataFrame) -> list[Claim]:
    """How often campaign language stands, over all parks, with the exact interval of the rate."""
    rows = _rows(shares, "campaign", "all", is_group=False)
    row = rows[0] if rows else None
    slogans = {one.code: one.count for one in _rows(shares, "slogan", "all", is_group=False)}
    draws = row and row.rate_draws_low is not None
    return [
        Claim.of(
            "campaign_clauses", row.count if row else 0, _clauses(codes, documents, "campaign", ["yes"])
        ),
        _known("campaign_rate", labels.number(row.per_10k, 1) if row else None),
        _known("campaign_interval", _interval(row.rate_low, row.rate_high) if row else None),
        _known(
            "campaign_draws", _interval(row.rate_draws_low, row.rate_draws_high) if row and draws else None
        ),
        *(
            Claim.of(f"{code}_slogans", slogans.get(code, 0), _clauses(codes, documents, "slogan", [code]))
            for code in ("four", "numeric", "parallel")
        ),
    ]


def actors(shares: pd.DataFrame, scheme: Scheme) -> list[Claim]:
    """Clauses in which somebody acts, and how many say who."""
    rows = _rows(shares, scheme.id, "all", is_group=False)
    n = rows[0].clauses if rows else 0
    counts = {row.code: row.count for row in rows}
    named = {code: k for code, k in counts.items() if code != "elided" and k}
    best = max(named, key=lambda code: (named[code], code), default=None)
    return [
        Claim.said("acting_clauses", str(n)),
        _known("elided_share", f"{labels.number(counts.get('elided', 0) / n * 100, 0)}%" if n else None),
        Claim.said(
            "leading_actor",
            {
                lang: label(
                    "claims.leading",
                    lang,
                    name=scheme.code(best).names[lang],
                    n=named[best],
                    share=labels.number(named[best] / n * 100, 0),
                )
                if best
                else label("claims.unknown", lang)
                for lang in LANGUAGES
            },
        ),
    ]


def _clauses(
    codes: pd.DataFrame, documents: pd.DataFrame, scheme: str, wanted: Sequence[str], part: str = "all"
) -> list[Evidence]:
    """Return the clauses that have one of the codes ``wanted``, each once; of a ``part`` those of that time."""
    rows = codes[(codes.scheme == scheme) & codes.code.isin(wanted)]
    times = codes[(codes.scheme == "time") & (codes.code == part)]
    in_part = set(zip(times.doc, times.start, strict=True))
    titles = exhibits.titles_of(documents)
    found = {
        (row.doc, row.start): discourse_tables.evidence(row, titles)
        for row in schema.rows(rows)
        if part == "all" or (row.doc, row.start) in in_part
    }
    return list(found.values())


def _rows(shares: pd.DataFrame, scheme: str, part: str, *, is_group: bool) -> list[Any]:
    chosen = (shares.dimension == "all") & (shares.scheme == scheme) & (shares.part == part)
    return list(schema.rows(shares[chosen & (shares.is_group == is_group)]))


def _group(scheme: Scheme, row: Any, lang: str) -> str:
    if row is None or not row.count:
        return label("claims.unknown", lang)
    name = label(f"group.{scheme.id}.{row.code}", lang)
    return label("claims.leading", lang, name=name, n=row.count, share=labels.number(row.share * 100, 0))


def _kinds(scheme: Scheme, codes: Sequence[str], lang: str) -> str:
    if not codes:
        return label("claims.no_kind", lang)
    return label("claims.comma", lang).join(scheme.code(code).names[lang] for code in codes)


def _percent_interval(row: Any) -> str:
    return _interval(row.low * 100, row.high * 100) + "%"


def _interval(low: float, high: float) -> str:
    return f"{labels.number(low, 1)}–{labels.number(high, 1)}"


def _known(name: str, text: str | None) -> Claim:
    return Claim.said(name, text or {lang: label("claims.unknown", lang) for lang in LANGUAGES})
