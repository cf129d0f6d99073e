"""Coded clauses → named values for the prose of the chapter on discourse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import discourse_figures, labels, reliability, schema
from .discourse import Scheme
from .discourse_statistics import PER
from .exhibits import Claim
from .labels import LANGUAGES
from .labels import text as label
from .reliability import Pair


def coding(
    clauses: pd.DataFrame, schemes: Sequence[Scheme], added: Sequence[Scheme], examples: int
) -> list[Claim]:
    """How many clauses were coded, by how many schemes, codes and examples."""
    return [
        _same("clauses", str(len(clauses))),
        _same("heading_clauses", str(int((clauses.kind == "heading").sum()))),
        _same("schemes", str(len(schemes) - len(added))),
        _same("scheme_codes", str(sum(len(scheme.codes) for scheme in schemes))),
        _same(
            "scheme_examples", str(sum(len(c.positive) + len(c.negative) for s in schemes for c in s.codes))
        ),
        _same("quoted_clauses", str(examples)),
        _same("least_clauses", str(discourse_figures.LEAST_CLAUSES)),
        _same("least_uses", str(reliability.LEAST_USES)),
        _same("rate_base", str(PER)),
        Claim("added_note", {lang: _added(added, lang) for lang in LANGUAGES}),
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
        _same("cut_finding", f"{reliability.FINDING:.2f}"),
        _same("cut_tentative", f"{reliability.TENTATIVE:.2f}"),
    ]
    if not pairs:
        return [
            *claims,
            Claim("coding_agreement", {lang: label("claims.no_coded_clauses", lang) for lang in LANGUAGES}),
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
    return [*claims, Claim("coding_agreement", text)]


def _standing(scheme: Scheme, held: Sequence[Pair]) -> Claim:
    """Return a sentence on what the coding by a scheme may say."""
    value = reliability.kappa([(one.reference, one.other) for one in held]) if held else None
    standing = reliability.standing(value, sum(bool(one.reference) for one in held))
    kappa = f"{value:.2f}" if value is not None else ""
    return Claim(
        f"{scheme.id}_standing",
        {
            lang: label(f"claims.standing.{standing}", lang, scheme=scheme.names[lang], kappa=kappa)
            for lang in LANGUAGES
        },
    )


def instruments(shares: pd.DataFrame, scheme: Scheme, evenness: pd.DataFrame) -> list[Claim]:
    """Clauses with a tool, used and promised, the group used most, the kinds not used at all, and evenness."""
    claims = []
    for part in ("review", "plan"):
        rows = _rows(shares, scheme.id, part, is_group=True)
        n = rows[0].clauses if rows else 0
        best = max(rows, key=lambda row: (row.count, row.code), default=None)
        claims += [
            _same(f"{part}_tool_clauses", str(n)),
            Claim(f"{part}_leading_group", {lang: _group(scheme, best, lang) for lang in LANGUAGES}),
        ]
        even = evenness[(evenness.dimension == "all") & (evenness.part == part)]
        said = f"{even.evenness.iloc[0]:.2f}" if len(even) and pd.notna(even.evenness.iloc[0]) else None
        claims.append(_known(f"{part}_evenness", said))
    kinds = _rows(shares, scheme.id, "all", is_group=False)
    unused = [row.code for row in kinds if not row.count]
    demand = next(
        (row for row in _rows(shares, scheme.id, "all", is_group=True) if row.code == "demand"), None
    )
    return [
        *claims,
        _same("tool_kinds", str(sum(code.code != scheme.rest for code in scheme.codes))),
        Claim("unused_kinds", {lang: _kinds(scheme, unused, lang) for lang in LANGUAGES}),
        _known("demand_clauses", str(demand.count) if demand else None),
        _known("demand_interval", _percent_interval(demand) if demand and demand.clauses else None),
    ]


def commitment(shares: pd.DataFrame, modality: Scheme) -> list[Claim]:
    """How plans commit: clauses with a mark, the commonest, and obligations."""
    rows = [row for row in _rows(shares, modality.id, "plan", is_group=False) if row.code != modality.rest]
    n = sum(row.count for row in rows)
    best = max(rows, key=lambda row: (row.count, row.code), default=None)
    must = next((row.count for row in rows if row.code == "must"), 0)
    return [
        _same("marked_clauses", str(n)),
        _same("must_clauses", str(must)),
        Claim(
            "leading_modality",
            {
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
            },
        ),
    ]


def constraint(shares: pd.DataFrame, scheme: Scheme) -> list[Claim]:
    """How many targets of plans are worded hard, by 力争, and softly."""
    counts = {row.code: row.count for row in _rows(shares, scheme.id, "plan", is_group=False)}
    return [_same(f"{code}_constraints", str(counts.get(code, 0))) for code in ("hard", "strive", "soft")]


def campaign(shares: pd.DataFrame) -> list[Claim]:
    """How often campaign language stands, over all parks, with the exact interval of the rate."""
    rows = _rows(shares, "campaign", "all", is_group=False)
    row = rows[0] if rows else None
    slogans = {one.code: one.count for one in _rows(shares, "slogan", "all", is_group=False)}
    return [
        _same("campaign_clauses", str(row.count if row else 0)),
        _known("campaign_rate", labels.number(row.per_10k, 1) if row else None),
        _known("campaign_interval", _interval(row.rate_low, row.rate_high) if row else None),
        _known(
            "campaign_draws",
            _interval(row.rate_draws_low, row.rate_draws_high)
            if row and row.rate_draws_low is not None
            else None,
        ),
        *(_same(f"{code}_slogans", str(slogans.get(code, 0))) for code in ("four", "numeric", "parallel")),
    ]


def actors(shares: pd.DataFrame, scheme: Scheme) -> list[Claim]:
    """Clauses in which somebody acts, and how many say who."""
    rows = _rows(shares, scheme.id, "all", is_group=False)
    n = rows[0].clauses if rows else 0
    counts = {row.code: row.count for row in rows}
    named = {code: k for code, k in counts.items() if code != "elided" and k}
    best = max(named, key=lambda code: (named[code], code), default=None)
    return [
        _same("acting_clauses", str(n)),
        _known("elided_share", f"{labels.number(counts.get('elided', 0) / n * 100, 0)}%" if n else None),
        Claim(
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


def _same(name: str, text: str) -> Claim:
    return Claim(name, dict.fromkeys(LANGUAGES, text))


def _known(name: str, text: str | None) -> Claim:
    return Claim(
        name, {lang: text if text is not None else label("claims.unknown", lang) for lang in LANGUAGES}
    )
