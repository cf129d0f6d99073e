"""Named values for prose: the only way a figure gets into a sentence of the report.

Each function takes tables and returns claims; a notebook shows them, and ``{{ name }}`` in prose takes the words.
Constants of method are claims too. A name is used once in the whole report.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from . import codebook, compare, drawing, evaluate, exhibits, frameworks, labels, schema
from .audit import places as audit_places
from .audit_schema import AUDIT_CLASSES
from .comparison_schema import CONSTRAINTS
from .exhibits import Claim, Evidence
from .labels import LANGUAGES
from .labels import text as label
from .readers import Check


def corpus(
    documents: pd.DataFrame, passages: pd.DataFrame, observations: pd.DataFrame, left_out: int
) -> list[Claim]:
    """What was read: files, documents, kinds of place, years, repeats."""
    years = documents.subject_year.dropna()
    zones = documents[(documents.place_kind == "zone").fillna(False)]
    counted = ["files", "documents", "zone_documents", "context_documents", "cut_zone_documents", "zones"]
    counted += ["dated_documents", "cut_documents", "documents_with_repeats", "traditional_documents"]
    return [
        *(Claim.counted(name, documents) for name in (*counted, "characters")),
        *(Claim.counted(name, passages) for name in ("repeated_characters", "boilerplate_characters")),
        Claim.counted("observations", observations),
        Claim.note("left_out_note", left_out),
        Claim.note("unplaced_note", int(documents.place_kind.isna().sum())),
        Claim.said("zone_names", _places(sorted(set(zones.entity.dropna())))),
        Claim.said("subject_years", _years(years.min(), years.max()) if len(years) else _unknown()),
    ]


def indicators(observations: pd.DataFrame, documents: pd.DataFrame, flags: pd.DataFrame) -> list[Claim]:
    """What the zones' documents state: rows, indicators, results and targets."""
    own = observations.entity == observations.doc.map(documents.set_index("doc").entity)
    own_targets = observations[(observations.status == "target") & own]
    undated = observations[observations.period.isna()]
    by_park = flags.groupby("indicator").entity.nunique().sort_values(ascending=False, kind="stable")
    places = exhibits.places(observations, documents)
    kinds = ("zone", "other", "result", "estimate", "target")
    return [
        *(Claim.counted(f"{kind}_observations", observations, places) for kind in kinds),
        Claim.counted("zone_indicators", observations),
        Claim.of("codebook_indicators", len(codebook.read_csv("indicators.csv")) - 1),
        Claim.of("own_target_observations", len(own_targets), exhibits.evidence_in(own_targets, places)),
        Claim.note("undated_note", len(undated), exhibits.evidence_in(undated, places)),
        Claim.of("shared_indicators", int((by_park >= 2).sum())),
        Claim.said("commonest_indicators", _indicator_names(list(by_park.index[:3]))),
    ]


def disclosure(table: pd.DataFrame) -> list[Claim]:
    """How many zones are evaluated, and how much of what their framework asks for they state (``DISCLOSURE``)."""
    levels = table.drop_duplicates("entity").zone_level
    values = {name: int((levels == name).sum()) for name in ("national", "provincial")}
    values["unknown"] = int(levels.isna().sum())
    return [
        Claim.said(
            "evaluated_note", {lang: label("claims.evaluated_note", lang, **values) for lang in LANGUAGES}
        ),
        Claim.said("framework_note", {lang: _held(table, lang) for lang in LANGUAGES}),
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
    counted = ("compared_groups", "compared_pairs", *(f"{grade}_pairs" for grade in compare.GRADES))
    return [
        *(Claim.counted(name, indicators) for name in ("indicator_parks", "converted_figures")),
        *(Claim.counted(name, table) for name in counted),
        Claim.of("compared_parks", in_groups.park.nunique()),
        Claim.said(
            "ranking_note",
            {lang: label(note, lang, n=ranked, least=compare.MIN_RANKED) for lang in LANGUAGES},
        ),
        Claim.said("context_note", {lang: label(beside, lang) for lang in LANGUAGES}),
    ]


def ratios(table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame) -> list[Claim]:
    """How many ratios the documents allow."""
    places = exhibits.places(observations, documents)
    return [Claim.counted(name, table, places) for name in ("ratios", "ratio_kinds", "ratio_parks")]


def ambitions(
    table: pd.DataFrame, deviations: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame
) -> list[Claim]:
    """How targets lie to the growth before, how they are worded, and how many were met."""
    met = int((deviations.deviation >= 0).sum())
    known = "claims.not_met_known" if deviations.empty else "claims.met"
    places = exhibits.places(observations, documents)
    lies = [f"ambition_{name}" for name in ("pairs", "parks", "raised", "lowered", "equal")]
    worded = [f"{name}_targets" for name in (*CONSTRAINTS, "unworded")]
    said = {lang: label(known, lang, n=len(deviations), met=met) for lang in LANGUAGES}
    return [
        *(Claim.counted(name, table, places) for name in (*lies, *worded)),
        Claim.said("met_note", said, exhibits.evidence_in(deviations, places)),
    ]


def panel(figures: pd.DataFrame, coverage: pd.DataFrame) -> list[Claim]:
    """How much of the panel of parks and years is stated, is not, and cannot be known (``PANEL``, ``COVERAGE``)."""
    if figures.empty:
        return [Claim.said("panel_note", {lang: label("claims.no_panel", lang) for lang in LANGUAGES})]
    values = {"figures": len(figures), "parks": figures.park.nunique()}
    values |= {name: int(coverage[name].sum()) for name in ("n", "missing", "unknowable")}
    years = figures.year.astype("str")
    said = {
        lang: label("claims.panel", lang, years=drawing.span(years, lang), **values) for lang in LANGUAGES
    }
    return [Claim.said("panel_note", said)]


def ledger(numerals: pd.DataFrame) -> list[Claim]:
    """How many numerals the documents have, how many stand in observations, and how many no rule explains."""
    left = int((numerals["class"] == "unexplained").sum())
    share = f"{labels.number(left / len(numerals) * 100, 1)}%" if len(numerals) else _unknown()
    counted = ("numerals", "observed_numerals", "unexplained_numerals")
    return [*(Claim.counted(name, numerals) for name in counted), Claim.said("unexplained_share", share)]


def agreement(scores: evaluate.Scores | None) -> list[Claim]:
    """How far the reading agrees with a reference coding of this study's documents, or that there is none."""
    if scores is None:
        return [Claim.said("agreement", {lang: label("claims.no_reference", lang) for lang in LANGUAGES})]
    values = {
        "gold": scores.detection.reference,
        "detection": scores.detection.f1,
        "core": scores.core.f1,
        "full": scores.full.f1,
    }
    text = {
        name: f"{value:.3f}" if isinstance(value, float) else str(value) for name, value in values.items()
    }
    return [Claim.said("agreement", {lang: label("claims.agreement", lang, **text) for lang in LANGUAGES})]


def trust(check: Check | None, corrections: pd.DataFrame) -> list[Claim]:
    """Scores on record, whether people have checked this corpus, and how many cells a hand has corrected."""
    return [
        Claim.said("recorded", {lang: _recorded(lang) for lang in LANGUAGES}),
        Claim.said("checked", {lang: _checked(check, lang) for lang in LANGUAGES}),
        Claim.note("corrected", len(corrections)),
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
    places = exhibits.places(observations, documents)
    rates = ("growth_rates", "growth_results", "growth_targets", "growth_parks", "falling_rates")
    results = growth[growth.status != "target"]
    return [
        *(Claim.counted(name, growth, places) for name in rates),
        *(Claim.counted(name, targets, places) for name in ("target_pairs", "target_parks")),
        Claim.of("comparison_min_parks", min_parks),
        Claim.of("figure_minimum", drawing.MINIMUM),
        _extreme("highest_growth", results, results.growth_pct.max(), places),
        _extreme("lowest_growth", results, results.growth_pct.min(), places),
    ]


def _extreme(name: str, results: pd.DataFrame, value: float, places: exhibits.Places) -> Claim:
    """Return the park, indicator and year of the growth that is ``value``, with the sentences that state it."""
    stating = results[results.growth_pct == value]
    if stating.empty:
        return Claim.said(name, _unknown())
    row = next(schema.rows(stating))
    text = {
        lang: label(
            "claims.fall" if row.growth_pct < 0 else "claims.growth",
            lang,
            park=labels.place(row.entity, lang),
            indicator=labels.indicator(row.indicator, lang),
            period=row.period or label("claims.unknown", lang),
            value=labels.number(abs(row.growth_pct)),
        )
        for lang in LANGUAGES
    }
    return Claim.said(name, text, exhibits.evidence_in(stating, places))


def audit(table: pd.DataFrame, observations: pd.DataFrame, documents: pd.DataFrame) -> list[Claim]:
    """How many pairs of figures were recomputed, and how many are of each class."""
    places = exhibits.places(observations, documents)
    conditional = table[(table["class"] == "contradiction") & table.condition.notna()]
    claims = [
        Claim.counted("audit_pairs", table),
        Claim.note("audit_conditional", len(conditional), _related(conditional, places)),
    ]
    for name in AUDIT_CLASSES:
        rows = table[table["class"] == name]
        claims.append(Claim.of(f"audit_{name}", len(rows), _related(rows, places)))
    return claims


def _related(rows: pd.DataFrame, places: exhibits.Places) -> list[Evidence]:
    """Return where the figures of rows of ``AUDIT`` were read, each place once."""
    found = dict.fromkeys(at for row in schema.rows(rows) for at in audit_places(row))
    return [places[at] for at in found]


def _years(first: int, last: int) -> dict[str, str]:
    return {lang: str(first) if first == last else labels.span(first, last, lang) for lang in LANGUAGES}


def _places(names: Sequence[str]) -> dict[str, str]:
    if not names:
        return _unknown()
    return {lang: labels.listed(_in_order(names, lang), lang) for lang in LANGUAGES}


def _in_order(names: Sequence[str], lang: str) -> list[str]:
    """Return the names of places in a language, in the order of its letters."""
    return sorted(labels.place(name, lang) for name in names)


def _indicator_names(ids: Sequence[str]) -> dict[str, str]:
    if not ids:
        return _unknown()
    return {
        lang: label("claims.comma", lang).join(labels.indicator(i, lang) for i in ids) for lang in LANGUAGES
    }


def _unknown() -> dict[str, str]:
    return {lang: label("claims.unknown", lang) for lang in LANGUAGES}
