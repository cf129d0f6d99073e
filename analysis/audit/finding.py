"""What one check found: the figures it compared, what follows from them, and its verdict in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import codebook, labels
from .intervals import Interval
from .stated import Stated

AGREES, CONTRADICTION = "agrees", "contradiction"
_MOST_QUOTES = 6  # figures of a list that are written out in words


@dataclass(frozen=True, slots=True)
class Finding:
    """Figures that the text relates, in the order of the arithmetic; the last is the one that is tested.

    ``expected`` is what follows from the others, ``stated`` what the text says, both in ``unit``, with the values as
    printed beside them (``expected_value``, ``stated_value``). ``stated`` is None where nothing is stated.
    ``if_apart`` is the verdict where the two lie apart. ``condition`` names what a contradiction hangs on, and
    ``deflator_pct`` the change of prices that would reconcile a level and a growth at constant prices.
    """

    kind: str
    inputs: tuple[Stated, ...]
    unit: str
    expected_value: Decimal
    expected: Interval
    stated_value: Decimal | None
    stated: Interval | None
    if_apart: str = CONTRADICTION
    condition: str = ""
    deflator_pct: Decimal | None = None

    @property
    def gap(self) -> Decimal:
        """How far stated and expected values lie apart after rounding and bounds, in ``unit``."""
        return Decimal(0) if self.stated is None else self.expected.gap(self.stated)

    @property
    def verdict(self) -> str:
        """The class of the finding."""
        return self.if_apart if self.gap > 0 or self.stated is None else AGREES


def row(finding: Finding) -> dict[str, Any]:
    """Return the finding as a row of ``AUDIT``."""
    tested, verdict = finding.inputs[-1], finding.verdict
    cells = {
        "doc": tested.doc,
        "start": tested.start,
        "kind": finding.kind,
        "class": verdict,
        "entity": tested.entity,
        "indicator": tested.indicator,
        "quotes": ";".join(one.printed for one in finding.inputs),
        "docs": ";".join(one.doc for one in finding.inputs),
        "starts": ";".join(str(one.start) for one in finding.inputs),
        "labels": ";".join(named(one) for one in finding.inputs),
        "periods": ";".join(one.period for one in finding.inputs),
        "values": ";".join(f"{one.exact.normalize():f}" for one in finding.inputs),
        "expected": float(finding.expected_value),
        "expected_low": _end(finding.expected.low),
        "expected_high": _end(finding.expected.high),
        "unit": finding.unit,
        "gap": float(finding.gap),
        "condition": finding.condition if verdict == CONTRADICTION else "",
        "deflator_pct": None,
        "stated": None,
    }
    if finding.stated is not None and finding.stated_value is not None:
        cells["stated"] = float(finding.stated_value)
        cells["stated_low"], cells["stated_high"] = _end(finding.stated.low), _end(finding.stated.high)
    if verdict == "price_basis" and finding.deflator_pct is not None:
        cells["deflator_pct"] = float(finding.deflator_pct)
    cells["arithmetic"] = words(cells, labels.LANGUAGES[0])
    return cells


def words(row: Mapping[str, Any], lang: str) -> str:
    """Return the arithmetic of a row of ``AUDIT`` as a sentence in ``lang``, with its numbers and its verdict.

    Templates name the figures a, b, c … in their order; ``rise_b`` is the growth b with its direction.
    """
    quotes, names, periods, numbers = (row[name].split(";") for name in ("quotes", "labels", "periods", "values"))
    unit, stated = row["unit"], row["stated"]
    gap = _amount(row["gap"], "pp" if unit == "%" else unit, lang)
    values: dict[str, object] = {
        "expected": _between(row["expected"], row["expected_low"], row["expected_high"], unit, lang),
        "sum": _amount(row["expected"], unit, lang),
        "stated": None if stated is None else _amount(stated, unit, lang),
        "list": _listed(quotes[:-1], names[:-1], lang),
        "all": _listed(quotes, names, lang),
        "total": quotes[-1],
        "name_total": names[-1],
    }
    for letter, quote, name, period, number in zip("abcde", quotes, names, periods, numbers, strict=False):
        values |= {letter: quote, f"name_{letter}": name, f"period_{letter}": period.replace("/", "—")}
        way = "fall" if number.startswith("-") else "rise"
        values[f"rise_{letter}"] = labels.text(f"audit.{way}", lang, quote=quote)
    low_rate, high_rate = codebook.read_toml("audit.toml")["yuan_a_dollar"]
    values |= {"low_rate": low_rate, "high_rate": high_rate}
    said = labels.text(f"audit.words.{row['kind']}", lang, **values)
    deflator = None if row["deflator_pct"] is None else labels.number(row["deflator_pct"], 1)
    apart = labels.text("audit.apart", lang, gap=gap) if row["gap"] else ""
    said += apart + labels.text(f"audit.because.{row['class']}", lang, deflator=deflator)
    return said + (labels.text(f"audit.condition.{row['condition']}", lang, **values) if row["condition"] else "")


def named(stated: Stated) -> str:
    """Return what a figure is called in the text, with its scope where the name lacks it."""
    name = " ".join(stated.label.split())
    return name if not stated.scope or stated.scope in name else f"{name}（{stated.scope}）"


def _listed(quotes: Sequence[str], names: Sequence[str], lang: str) -> str:
    shown = [f"{name}{quote}" for quote, name in zip(quotes, names, strict=True)][:_MOST_QUOTES]
    more = labels.text("audit.more", lang) if len(quotes) > _MOST_QUOTES else ""
    return labels.text("claims.comma", lang).join(shown) + more


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
        return labels.number(value)
    number, name = labels.amount(value, unit, lang)
    return f"{number}{name}"


def _end(value: Decimal) -> float | None:
    """Return an end of an interval; None for one that is open."""
    return None if value.is_infinite() else float(value)
