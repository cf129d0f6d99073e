"""The arithmetic of an audit's row in words, from templates (``labels.toml``, ``audit.words``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from .. import codebook, labels

_MOST_QUOTES = 6  # figures of a list that are written out


def words(row: Mapping[str, Any], lang: str) -> str:
    """Return the arithmetic of a row of ``AUDIT`` as a sentence in ``lang``, with its numbers and its verdict.

    Templates name the figures a, b, c … in their order; ``rise_b`` is the growth b with its direction.
    """
    told = _Told(row, lang)
    said = told.put("words", row["kind"])
    if row["stated"] is not None and row["class"] != "agrees":
        said += told.put("apart", "end" if not row["gap"] else "count" if row["unit"] == "count" else "gap")
    is_unexplained = row["class"] == "price_basis" and row["deflator_pct"] is None
    said += told.put("because", "two_bases" if is_unexplained else row["class"])
    return said + (told.put("condition", row["condition"]) if row["condition"] else "")


class _Told(dict[str, str]):
    """The words that a template asks for, each made when it is asked for."""

    def __init__(self, row: Mapping[str, Any], lang: str) -> None:
        self.row, self.lang = row, lang
        columns = ("quotes", "labels", "periods", "values", "bounds")
        self.figures = list(zip(*(row[name].split(";") for name in columns), strict=True))

    def put(self, group: str, key: str) -> str:
        return labels.template(f"audit.{group}.{key}", self.lang).format_map(self)

    def __missing__(self, name: str) -> str:
        row, lang, unit = self.row, self.lang, self.row["unit"]
        what, _, which = name.rpartition("_")
        if len(which) == 1:
            quote, label, period, value, bound = self.figures[ord(which) - ord("a")]
            return self._figure(what, quote, label, period, value, bound)
        if name == "expected":
            return _between(row["expected"], row["expected_low"], row["expected_high"], unit, lang)
        if name in ("sum", "stated"):
            return _amount(row["expected" if name == "sum" else name], unit, lang)
        if name == "gap":
            return _amount(row["gap"], "pp" if unit == "%" else unit, lang)
        if name == "deflator":
            return labels.number(row["deflator_pct"], 1)
        if name in ("list", "all"):
            return self._listed(self.figures[:-1] if name == "list" else self.figures)
        if name in ("total", "name_total"):
            return self._figure(name.removesuffix("total").rstrip("_"), *self.figures[-1])
        rates = codebook.read_toml("audit.toml")["yuan_a_dollar"]
        return str(dict(zip(("low_rate", "high_rate"), rates, strict=True))[name])

    def _figure(self, what: str, quote: str, label: str, period: str, value: str, bound: str) -> str:
        if what == "name":
            return label
        if what == "period":
            first, slash, last = period.partition("/")
            return labels.span(first, last, self.lang) if slash else period
        if bound != "=" and not _own_bound().search(quote):
            # The bound stands outside of the quote: 突破 235亿元.
            quote = labels.text(f"audit.bound.{bound}", self.lang, quote=quote)
        if what == "rise":
            way = "fall" if value.startswith("-") else "rise"
            return labels.text(f"audit.{way}", self.lang, quote=quote)
        return quote

    def _listed(self, figures: Sequence[tuple[str, ...]]) -> str:
        shown = [
            f"{label}{quote}" if self.lang == "zh" else f"{label} {quote}"
            for quote, label, *_ in figures[:_MOST_QUOTES]
        ]
        more = labels.text("audit.more", self.lang) if len(figures) > _MOST_QUOTES else ""
        return labels.text("claims.comma", self.lang).join(shown) + more


@cache
def _own_bound() -> re.Pattern[str]:
    return re.compile(codebook.read_toml("audit.toml")["own_bound"])


def _between(value: float, low: float | None, high: float | None, unit: str, lang: str) -> str:
    """Return a value with the interval that rounding and bounds leave it, if that shows: 38.87%（38.79%至38.95%）."""
    printed = _amount(value, unit, lang)
    ends = {name: _amount(end, unit, lang) for name, end in (("low", low), ("high", high)) if end is not None}
    if not ends or set(ends.values()) == {printed}:
        return printed
    key = "both" if len(ends) == 2 else "least" if "low" in ends else "most"
    return labels.text(f"audit.interval.{key}", lang, value=printed, **ends)


def _amount(value: float, unit: str, lang: str) -> str:
    if unit == "count":
        return labels.grouped(labels.number(value), lang)
    return labels.quantity(value, unit, lang)
