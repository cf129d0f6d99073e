"""Named values for the prose of chapter 4; constants of method are claims too."""

from __future__ import annotations

import pandas as pd

from . import codebook, collocations, correspondence, keyness, labels, lexicon, terms, topics
from .exhibits import Claim
from .labels import LANGUAGES
from .labels import text as label
from .term_figures import MIN_WORDS


def words(
    tokens: pd.DataFrame, frequencies: pd.DataFrame, terms_: lexicon.Lexicon, min_length: int
) -> list[Claim]:
    """Words counted, the lexicon, and the words that most parks share."""
    bases = frequencies.groupby("group").words.first()
    counts = tokens.kind.value_counts()
    plain = frequencies[frequencies.theme.notna() | frequencies.word.isin(tokens.word[tokens.kind == "word"])]
    shared = plain.groupby("word").agg(groups=("groups", "first"), n=("count", "sum"))
    order = shared.sort_values(["groups", "n"], ascending=False, kind="stable")
    in_lexicon = int(tokens.theme.notna().sum())
    base = int(tokens.kind.isin(terms.COUNTED).sum())
    return [
        Claim.of("words", base),
        Claim.of("different_words", frequencies.word.nunique()),
        Claim.of("term_parks", len(bases)),
        Claim.of("min_word_length", min_length),
        Claim.of("term_min_words", MIN_WORDS),
        Claim.of("term_parks_drawn", int((bases >= MIN_WORDS).sum())),
        Claim.of("numbers_left_out", int(counts.get("number", 0))),
        Claim.of("lexicon_terms", len(terms_.entries)),
        Claim.of("lexicon_themes", len(set(terms_.themes.values()))),
        Claim.of("lexicon_hits", in_lexicon),
        _said("lexicon_share", f"{labels.number(in_lexicon / base * 100, 1)}%" if base else None),
        _listed("common_terms", [str(word) for word in order.index[:5]]),
        Claim.of("common_terms_parks", int(order.groups.iloc[0]) if len(order) else 0),
    ]


def themes(table: pd.DataFrame, hits: pd.DataFrame | None, sample: int) -> list[Claim]:
    """The themes that parks speak of most, and how many hits were judged right."""
    totals = table.groupby("theme")["count"].sum().sort_values(ascending=False, kind="stable")
    wide = table[table.low > 0].groupby("theme").group.nunique()
    judged = hits[hits.right.notna()] if hits is not None else pd.DataFrame(columns=["right", "theme"])
    right = int((judged.right == "yes").sum())
    low = judged[judged.right == "no"].theme.value_counts()
    note = {lang: label("claims.hits_unread", lang) for lang in LANGUAGES}

    def by(lang: str) -> str:
        who = dict.fromkeys(judged.by.dropna())
        return labels.listed((labels.coded("annotators", name, lang) for name in who), lang) or label(
            "claims.hits_by", lang
        )

    if len(judged):
        share = labels.number(right / len(judged) * 100, 0)
        note = {
            lang: label("claims.hits_judged", lang, n=len(judged), right=right, share=share, by=by(lang))
            + (
                label("claims.hits_weak", lang, themes=_names(low.index[:3], lang))
                if len(low)
                else label("claims.hits_all_right", lang)
            )
            for lang in LANGUAGES
        }
    return [
        Claim.said("first_themes", {lang: _names(totals.index[:3], lang) for lang in LANGUAGES}),
        Claim.said("last_themes", {lang: _names(totals.index[::-1][:3], lang) for lang in LANGUAGES}),
        Claim.of("themes_everywhere", int((wide == table.group.nunique()).sum())),
        Claim.of("hits_sample", sample),
        Claim.said("hits_note", note),
    ]


def key_words(table: pd.DataFrame) -> list[Claim]:
    """How many words were tested, how many pass the corrected test alone, and how many every test."""
    limits = keyness.rule()
    passed = table[(table.q <= limits["max_q"]) & (table.log_ratio > 0) & ~table.is_name]
    unit = table.unit.dropna().iloc[0] if table.unit.notna().any() else "paragraph"
    return [
        Claim.counted("keyness_tested", table),
        Claim.of("keyness_passed", len(passed)),
        Claim.counted("key_words", table),
        Claim.counted("key_parks", table),
        Claim.of("key_min_count", int(limits["min_count"])),
        Claim.of("key_parts", int(limits["parts"])),
        Claim.of("key_min_documents", int(limits["min_documents"])),
        Claim.of("key_samples", int(limits["samples"])),
        _said("key_max_dp", labels.number(limits["max_dp"])),
        _said("key_max_q", labels.number(limits["max_q"])),
        Claim.counted("key_mixed_parks", table),
        Claim.said("key_scope", {lang: label(f"claims.key_{unit}", lang) for lang in LANGUAGES}),
        Claim.said(
            "key_commonest",
            {
                lang: label("claims.semicolon", lang).join(
                    label(
                        "claims.key_of",
                        lang,
                        park=labels.place(park, lang),
                        words=label("claims.comma", lang).join(rows.word.head(3)),
                    )
                    for park, rows in keyness.keywords(table)
                )
                or label("claims.nothing", lang)
                for lang in LANGUAGES
            },
        ),
    ]


def wording(formulations: pd.DataFrame, citations: pd.DataFrame, documents: pd.DataFrame) -> list[Claim]:
    """Central wordings adopted, their lags, and the levels of the documents cited."""
    lags = formulations.lag_years.dropna()
    most = formulations.groupby("formulation").doc.nunique().sort_values(ascending=False, kind="stable")
    levels = citations.drop_duplicates(["doc", "title"]).level.value_counts()
    known = len(codebook.read_csv("formulations.csv"))
    first = [str(name) for name in most.index[most == most.max()]] if len(most) else []
    return [
        Claim.of("formulations_known", known),
        Claim.counted("formulations_used", formulations),
        Claim.counted("formulation_documents", formulations),
        Claim.counted("term_documents", documents),
        _said("lag_median", labels.number(float(lags.median()), 1) if len(lags) else None),
        _said("lag_longest", labels.number(float(lags.max()), 1) if len(lags) else None),
        _listed("formulations_shared", first[:3]),
        Claim.of("formulations_shared_documents", int(most.max()) if len(most) else 0),
        Claim.of("cited_documents", len(citations.drop_duplicates(["doc", "title"]))),
        Claim.counted("citing_documents", citations),
        *(
            Claim.of(f"cited_{level}", int(levels.get(level, 0)))
            for level in ("central", "provincial", "local", "unknown")
        ),
    ]


def company(table: pd.DataFrame, similarity: pd.DataFrame, reuse: pd.DataFrame) -> list[Claim]:
    """What the methods of company and likeness rest on."""
    rule = collocations.rules()
    passages = codebook.read_toml("reuse.toml")["min_characters"]
    return [
        Claim.of("collocation_pairs", len(table) // 2),
        Claim.of("collocation_window", int(rule["window"])),
        Claim.of("collocation_min", int(rule["min_count"])),
        Claim.of("plane_minimum", correspondence.MIN_PARKS),
        Claim.of("network_minimum", int(rule["network_paragraphs"])),
        Claim.of("topics_minimum", topics.minimum()),
        _said("similarity_high", f"{similarity.cosine.max():.2f}" if len(similarity) else None),
        _said("similarity_low", f"{similarity.cosine.min():.2f}" if len(similarity) else None),
        Claim.counted("reused_passages", reuse),
        Claim.of("reuse_minimum", int(passages)),
    ]


def new_terms(table: pd.DataFrame) -> list[Claim]:
    """Candidates for the lexicon, and those of most documents."""
    order = table.sort_values(["documents", "count", "word"], ascending=[False, False, True])
    return [
        Claim.counted("new_terms", table),
        _listed("new_terms_first", [str(w) for w in order.word.head(3)]),
    ]


def _names(themes_: pd.Index, lang: str) -> str:
    return label("claims.comma", lang).join(
        labels.term_theme(str(theme), lang) for theme in themes_
    ) or label("claims.unknown", lang)


def _said(name: str, text: str | None) -> Claim:
    return Claim.said(name, text or {lang: label("claims.unknown", lang) for lang in LANGUAGES})


def _listed(name: str, words_: list[str]) -> Claim:
    text = {
        lang: label("claims.comma", lang).join(words_) or label("claims.unknown", lang) for lang in LANGUAGES
    }
    return Claim.said(name, text)
