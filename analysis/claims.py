"""Named values for prose: the only way a figure gets into a sentence of the report.

Each function takes tables and returns claims; a notebook shows them, and ``{{ name }}`` in prose takes the words.
Constants of method are claims too. A name is used once in the whole report.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from . import codebook, compare, drawing, evaluate, exhibits, frameworks, labels, schema
from .audit_schema import AUDIT_CLASSES
from .comparison_schema import CONSTRAINTS
from .exhibits import Claim
from .labels import LANGUAGES
from .labels import text as label
from .readers import Check


def corpus(
    documents: pd.DataFrame, passages: pd.DataFrame, observations: pd.DataFrame, files: int, left_out: int
) -> list[Claim]:
    """What was read: files, documents, kinds of place, years, repeats."""
    years = documents.subject_year.dropna()
    zones = documents[(documents.place_kind == "zone").fillna(False)]
    return [
        _count("files", files),
        _note("left_out_note", left_out),
        _count("documents", len(documents)),
        _count("zone_documents", len(zones)),
        _count(
            "context_documents", int((documents.place_kind.notna() & ~documents.doc.isin(zones.doc)).sum())
        ),
        _note("unplaced_note", int(documents.place_kind.isna().sum())),
        _count("cut_zone_documents", int((zones.completeness != "complete").sum())),
        _count("zones", zones.entity.nunique()),
        _words("zone_names", _listed(sorted(set(zones.entity.dropna())))),
        _years("subject_years", years.min(), years.max())
        if len(years)
        else _words("subject_years", _unknown()),
        _count("dated_documents", int(documents.date.notna().sum())),
        _count("cut_documents", int((documents.completeness != "complete").sum())),
        _count("documents_with_repeats", int(documents.duplicate_spans.notna().sum())),
        _count("traditional_documents", int((documents.script == "hant").sum())),
        _count("characters", int(documents.chars.sum())),
        _count("repeated_characters", int(passages[passages.kind == "repeat"].chars.sum())),
        _count("boilerplate_characters", int(passages[passages.kind != "repeat"].chars.sum())),
        _count("observations", len(observations)),
    ]


def indicators(observations: pd.DataFrame, documents: pd.DataFrame, flags: pd.DataFrame) -> list[Claim]:
    """What the zones' documents state: rows, indicators, results and targets."""
    named = observations[observations.indicator != "other"]
    is_own = observations.entity == observations.doc.map(documents.set_index("doc").entity)
    by_park = flags.groupby("indicator").entity.nunique().sort_values(ascending=False, kind="stable")
    return [
        _count("zone_observations", len(observations)),
        _count("zone_indicators", named.indicator.nunique()),
        _count("codebook_indicators", len(codebook.read_csv("indicators.csv")) - 1),
        _count("other_observations", int((observations.indicator == "other").sum())),
        _count("result_observations", int((observations.status == "actual").sum())),
        _count("estimate_observations", int((observations.status == "estimate").sum())),
        _count("target_observations", int((observations.status == "target").sum())),
        _count("own_target_observations", int(((observations.status == "target") & is_own).sum())),
        _note("undated_note", int(observations.period.isna().sum())),
        _count("shared_indicators", int((by_park >= 2).sum())),
        _words("commonest_indicators", _indicator_names(list(by_park.index[:3]))),
    ]


def disclosure(table: pd.DataFrame) -> list[Claim]:
    """How many zones are evaluated, and how much of what their framework asks for they state (``DISCLOSURE``)."""
    levels = table.drop_duplicates("entity").zone_level
    values = {name: int((levels == name).sum()) for name in ("national", "provincial")}
    values["unknown"] = int(levels.isna().sum())
    return [
        _words(
            "evaluated_note", {lang: label("claims.evaluated_note", lang, **values) for lang in LANGUAGES}
        ),
        _words("framework_note", {lang: _held(table, lang) for lang in LANGUAGES}),
    ]


def _held(table: pd.DataFrame, lang: str) -> str:
    """Return what the zones state of each framework that they are held against, a sentence or two a framework."""
    said = []
    for name in sorted(table.yardstick.dropna().unique()):
        rows = table[(table.yardstick == name).fillna(False)]
        found = rows.dropna(subset=["item"])
        whole = found[found.is_whole].groupby(["entity", "subject_year"]).item.nunique()
        answers = [row for items in frameworks.answers(name).values() for row in items]
        asked = len(frameworks.items(name))
        each = {"n": len(whole), "low": whole.min(), "high": whole.max()}
        values = {
            "parks": rows.entity.nunique(),
            "framework": label(f"framework.{name}", lang),
            "asked": asked,
            "drawn": len({row["zh"] for row in answers}),
            "exact": len({row["zh"] for row in answers if row["match"] == "exact"}),
            "reported": found.item.nunique(),
            "share": labels.number(100 * found.item.nunique() / asked, 0),
            "each": label("claims.each_whole" if len(whole) else "claims.each_cut", lang, **each),
            "stated": rows.indicator.nunique(),
            "wanted": found.indicator.nunique(),
        }
        said.append(label("claims.held", lang, **values))
        if editions := sorted(set(rows.edition.dropna()) - {name}):
            names = label("claims.comma", lang).join(label(f"framework.{one}", lang) for one in editions)
            said.append(label("claims.stand_in", lang, editions=names))
    left = table[(table.zone_level == "national").fillna(False) & table.yardstick.isna()].entity.nunique()
    return "".join([*said, label("claims.not_held", lang, n=left) if left else ""])


def comparability(
    table: pd.DataFrame, indicators: pd.DataFrame, growth_in_context: pd.DataFrame
) -> list[Claim]:
    """How many pairs of the parks' last results compare, and whether anything ranks."""
    ranked = len(compare.rankable(indicators))
    note = "claims.ranked" if ranked else "claims.not_ranked"
    beside = "claims.no_context" if growth_in_context.empty else "claims.context"
    in_groups = indicators[indicators.group.isin(table.group)]
    return [
        _count("indicator_parks", indicators.park.nunique()),
        _count("compared_groups", table.group.nunique()),
        _count("compared_parks", in_groups.park.nunique()),
        _count("compared_pairs", int(table.pairs.sum())),
        *(_count(f"{grade}_pairs", int(table[grade].sum())) for grade in compare.GRADES),
        _words(
            "ranking_note",
            {lang: label(note, lang, n=ranked, least=compare.MIN_RANKED) for lang in LANGUAGES},
        ),
        _words("context_note", {lang: label(beside, lang) for lang in LANGUAGES}),
        _count("converted_figures", int(indicators.exchange_rate.notna().sum())),
    ]


def ratios(table: pd.DataFrame) -> list[Claim]:
    """How many ratios the documents allow."""
    return [
        _count("ratios", len(table)),
        _count("ratio_kinds", table.ratio.nunique()),
        _count("ratio_parks", table.park.nunique()),
    ]


def ambitions(table: pd.DataFrame, deviations: pd.DataFrame) -> list[Claim]:
    """How targets lie to the growth before, how they are worded, and how many were met."""
    kinds = table.constraint.value_counts()
    met = int((deviations.deviation >= 0).sum())
    known = "claims.not_met_known" if deviations.empty else "claims.met"
    return [
        _count("ambition_pairs", len(table)),
        _count("ambition_parks", table.park.nunique()),
        _count("ambition_raised", int((table.ambition_pp > 0).sum())),
        _count("ambition_lowered", int((table.ambition_pp < 0).sum())),
        _count("ambition_equal", int((table.ambition_pp == 0).sum())),
        *(_count(f"{name}_targets", int(kinds.get(name, 0))) for name in CONSTRAINTS),
        _count("unworded_targets", int(table.constraint.isna().sum())),
        _words("met_note", {lang: label(known, lang, n=len(deviations), met=met) for lang in LANGUAGES}),
    ]


def panel(figures: pd.DataFrame, coverage: pd.DataFrame) -> list[Claim]:
    """How much of the panel of parks and years is stated, is not, and cannot be known (``PANEL``, ``COVERAGE``)."""
    if figures.empty:
        return [_words("panel_note", {lang: label("claims.no_panel", lang) for lang in LANGUAGES})]
    values = {"figures": len(figures), "parks": figures.park.nunique()}
    values |= {name: int(coverage[name].sum()) for name in ("n", "missing", "unknowable")}
    years = drawing.span(figures.year.astype("str"))
    return [
        _words("panel_note", {lang: label("claims.panel", lang, years=years, **values) for lang in LANGUAGES})
    ]


def ledger(numerals: pd.DataFrame) -> list[Claim]:
    """How many numerals the documents have, how many stand in observations, and how many no rule explains."""
    counts = numerals["class"].value_counts()
    left = int(counts.get("unexplained", 0))
    share = f"{labels.number(left / len(numerals) * 100, 1)}%" if len(numerals) else None
    return [
        _count("numerals", len(numerals)),
        _count("observed_numerals", int(counts.get("observation", 0))),
        _count("unexplained_numerals", left),
        _words("unexplained_share", dict.fromkeys(LANGUAGES, share) if share else _unknown()),
    ]


def agreement(scores: evaluate.Scores | None) -> list[Claim]:
    """How far the reading agrees with a reference coding of this study's documents, or that there is none."""
    if scores is None:
        return [Claim("agreement", {lang: label("claims.no_reference", lang) for lang in LANGUAGES})]
    values = {
        "gold": scores.detection.reference,
        "detection": scores.detection.f1,
        "core": scores.core.f1,
        "full": scores.full.f1,
    }
    text = {
        name: f"{value:.3f}" if isinstance(value, float) else str(value) for name, value in values.items()
    }
    return [Claim("agreement", {lang: label("claims.agreement", lang, **text) for lang in LANGUAGES})]


def trust(check: Check | None, corrections: pd.DataFrame) -> list[Claim]:
    """Scores on record, whether people have checked this corpus, and how many cells a hand has corrected."""
    return [
        Claim("recorded", {lang: _recorded(lang) for lang in LANGUAGES}),
        Claim("checked", {lang: _checked(check, lang) for lang in LANGUAGES}),
        _note("corrected", len(corrections)),
    ]


def _recorded(lang: str) -> str:
    table = evaluate.recorded()
    if table.empty:
        return label("claims.not_recorded", lang)
    held = sum(evaluate.record.set_names()[name]["role"] == "held_out" for name in table["set"])
    low, high = (f"{value:.3f}" for value in (table.core_f1.min(), table.core_f1.max()))
    return label("claims.recorded", lang, n=len(table), low=low, high=high, held=held)


def _checked(check: Check | None, lang: str) -> str:
    if check is None:
        return label("claims.not_checked", lang)
    shares = {name: f"{getattr(check.whole, part):.3f}" for name, part in _WHOLE_SHARE.items()}
    changed = label("claims.checked_older", lang) if check.code != evaluate.code() else ""
    return label("claims.checked", lang, readers=check.readers, rows=check.rows, changed=changed, **shares)


_WHOLE_SHARE = {"whole": "share", "low": "low", "high": "high"}


def comparison(
    growth: pd.DataFrame,
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    documents: pd.DataFrame,
    min_parks: int,
) -> list[Claim]:
    """Growth and targets as stated, the highest and the lowest with the sentences they come from."""
    results = growth[growth.status != "target"]
    claims = [
        _count("growth_rates", len(growth)),
        _count("growth_results", len(results)),
        _count("growth_targets", len(growth) - len(results)),
        _count("growth_parks", growth.entity.nunique()),
        _count("falling_rates", int((results.growth_pct < 0).sum())),
        _count("target_pairs", len(targets)),
        _count("target_parks", targets.entity.nunique()),
        _count("comparison_min_parks", min_parks),
        _count("figure_minimum", drawing.MINIMUM),
    ]
    titles = exhibits.titles_of(documents)
    rows = {(row.doc, row.start): row for row in schema.rows(observations)}
    for name, best in (
        ("highest_growth", results.growth_pct.max()),
        ("lowest_growth", results.growth_pct.min()),
    ):
        if results.empty:
            claims.append(_words(name, _unknown()))
            continue
        row = next(schema.rows(results[results.growth_pct == best]))
        evidence = (exhibits.evidence_of(rows[row.doc, row.start], titles),)
        text = {
            lang: label(
                "claims.fall" if row.growth_pct < 0 else "claims.growth",
                lang,
                park=row.entity,
                indicator=labels.indicator(row.indicator, lang),
                period=row.period or label("claims.unknown", lang),
                value=labels.number(abs(row.growth_pct)),
            )
            for lang in LANGUAGES
        }
        claims.append(Claim(name, text, evidence))
    return claims


def audit(table: pd.DataFrame) -> list[Claim]:
    """How many pairs of figures were recomputed, and how many are of each class."""
    classes = table["class"].value_counts()
    conditional = table[(table["class"] == "contradiction") & table.condition.notna()]
    return [
        _count("audit_pairs", len(table)),
        _note("audit_conditional", len(conditional)),
        *(_count(f"audit_{name}", int(classes.get(name, 0))) for name in AUDIT_CLASSES),
    ]


def _count(name: str, n: int) -> Claim:
    return Claim(name, {lang: str(n) for lang in LANGUAGES})


def _note(name: str, n: int) -> Claim:
    """Return a half sentence that says ``n``, or nothing where there is nothing to say."""
    return Claim(name, {lang: label(f"claims.{name}", lang, n=n) if n else "" for lang in LANGUAGES})


def _words(name: str, text: dict[str, str]) -> Claim:
    return Claim(name, text)


def _years(name: str, first: int, last: int) -> Claim:
    span = str(first) if first == last else f"{first}—{last}"
    return Claim(name, dict.fromkeys(LANGUAGES, span))


def _listed(names: Sequence[str]) -> dict[str, str]:
    if not names:
        return _unknown()
    return {lang: label("claims.comma", lang).join(names) for lang in LANGUAGES}


def _indicator_names(ids: Sequence[str]) -> dict[str, str]:
    if not ids:
        return _unknown()
    return {
        lang: label("claims.comma", lang).join(labels.indicator(i, lang) for i in ids) for lang in LANGUAGES
    }


def _unknown() -> dict[str, str]:
    return {lang: label("claims.unknown", lang) for lang in LANGUAGES}
