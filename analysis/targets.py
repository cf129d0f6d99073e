"""Indicators → how far targets reach beyond the last result, how firmly they are worded, and whether they were met."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from . import codebook, schema
from .comparison_schema import AMBITIONS, DEVIATIONS
from .documents import clauses, simplified
from .harmonise import definition

_THING = ["park", "indicator", "perimeter", "measure"]


def constraint(sentence: str, start: int, end: int) -> tuple[str | None, str | None]:
    """Return the wording class of the target at ``start`` to ``end`` of ``sentence`` and the word that decided.

    A word that governs what follows it (确保, 力争) decides for every number behind it in the sentence, the last one
    before the number first. Where there is none, the word at the number itself does (以上, 左右), within its clause.
    Both are missing where no word is there (``constraint_words.csv``).
    """
    text = simplified(sentence)
    verbs = [match.group() for match in _words("what follows").finditer(text, 0, start)]
    if verbs:
        return _classes()[verbs[-1]], verbs[-1]
    first, last = next(
        (span for span in clauses(text, 0, len(text)) if span[0] <= start < span[1]), (start, end)
    )
    near = [(abs(m.start() - start), m.group()) for m in _words("its number").finditer(text, first, last)]
    word = min(near)[1] if near else None
    return (_classes()[word], word) if word else (None, None)


def ambitions(indicators: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return each growth target less the growth of the year before, in percentage points (contract ``AMBITIONS``).

    Yearly rates of one park, indicator, perimeter and price basis; of a range and of 以上 the lower end. The result is
    the preferred one of the year before, an estimate where there is nothing better; its document may be another.
    """
    rates = _yearly(indicators[indicators.measure == "growth"])
    rates = rates[rates.growth_base.isna() | (rates.growth_base == "year_on_year")]
    aims = rates[rates.status == "target"]
    results = rates[rates.status != "target"].assign(year=lambda table: table.year + 1)
    both = _of_one_name(aims.merge(results, on=[*_THING, "price_basis", "year"], suffixes=("", "_result")))
    words = _worded(both, observations)
    return AMBITIONS.conform(
        both.assign(
            result_period=both.period_result,
            result_pct=both.value_result,
            result_bound=both.bound_result,
            result_status=both.status_result,
            target_period=both.period,
            target_pct=both.value,
            target_bound=both.bound,
            ambition_pp=both.value - both.value_result,
            constraint=words["class"],
            constraint_word=words["word"],
            result_doc=both.doc_result,
            result_start=both.start_result,
            target_start=both.start,
        )
    )


def deviations(indicators: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return each target beside the result that another document has for its year (contract ``DEVIATIONS``).

    Levels and growth of one unit and price basis; an estimate is no result yet. Of a level in % of the target, of a
    growth in percentage points.
    """
    rows = _yearly(indicators[indicators.measure.isin(["level", "growth"])])
    aims = rows[(rows.status == "target") & ((rows.measure == "growth") | (rows.value > 0))]
    results = rows[rows.status == "actual"]
    keys = [*_THING, "price_basis", "growth_base", "unit", "period"]
    both = _of_one_name(aims.merge(results, on=keys, suffixes=("", "_result")))
    both = both[both.doc != both.doc_result].reset_index(drop=True)
    gap = both.value_result - both.value
    return DEVIATIONS.conform(
        both.assign(
            target=both.value,
            target_bound=both.bound,
            result=both.value_result,
            result_bound=both.bound_result,
            deviation=gap.where(both.measure == "growth", gap / both.value * 100),
            constraint=_worded(both, observations)["class"],
            target_doc=both.doc,
            target_start=both.start,
            result_doc=both.doc_result,
            result_start=both.start_result,
        )
    )


def _yearly(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the preferred figures for whole years of parks as a whole."""
    is_year = indicators.period.str.fullmatch(r"\d{4}").fillna(False).astype("bool")
    return indicators[indicators.is_preferred & indicators.is_whole & is_year]


def _of_one_name(both: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs without those of an undefined indicator whose texts use two names: 财税收入 after 财政收入."""
    undefined = both.indicator.map(
        {i: definition(i)["defined_by"] == "none" for i in both.indicator.unique()}
    )
    was, now = (
        names.map({name: simplified(name) for name in names.dropna().unique()})
        for names in (both.label_result, both.label)
    )
    return both[~undefined.astype("bool") | (was == now).fillna(False)].reset_index(drop=True)


def _worded(aims: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the wording class of each target of ``aims`` and its word: columns ``class`` and ``word``."""
    keys = aims[["doc", "start", "end"]]
    placed = keys.merge(observations, how="left", on=["doc", "start", "end"])
    found = [
        constraint(row.sentence, row.start - row.sentence_start, row.end - row.sentence_start)
        for row in schema.rows(placed)
    ]
    return pd.DataFrame(found, columns=["class", "word"], index=aims.index).astype("str")


@cache
def _classes() -> dict[str, str]:
    return {row["word"]: row["class"] for row in codebook.read_csv("constraint_words.csv")}


@cache
def _words(governs: str) -> re.Pattern[str]:
    """Return the words that govern what follows them, or those that stand at their number; the longest first."""
    rows = [row for row in codebook.read_csv("constraint_words.csv") if row["governs"] == governs]
    return re.compile("|".join(row["pattern"] for row in sorted(rows, key=lambda row: -len(row["word"]))))
