"""What one check found: the figures it compared, what follows from them, and its verdict in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import labels
from .intervals import Interval
from .stated import Stated
from .words import words

AGREES, CONTRADICTION = "agrees", "contradiction"


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
        return self.if_apart if self.stated is None or self.expected.is_apart(self.stated) else AGREES


def _joined(parts: Iterable[str]) -> str:
    """Return printed words in one cell; a semicolon of theirs is written wide, so that the cell can be parted again."""
    return ";".join(part.replace(";", "；") for part in parts)


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
        "quotes": _joined(one.printed for one in finding.inputs),
        "docs": ";".join(one.doc for one in finding.inputs),
        "starts": ";".join(str(one.start) for one in finding.inputs),
        "labels": _joined(named(one) for one in finding.inputs),
        "periods": ";".join(one.period for one in finding.inputs),
        "bounds": ";".join(one.bound for one in finding.inputs),
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


def named(stated: Stated) -> str:
    """Return what a figure is called in the text, with its scope where the name lacks it."""
    name = " ".join(stated.label.split()).replace(";", " ")
    return name if not stated.scope or stated.scope in name else f"{name}（{stated.scope}）"


def _end(value: Decimal) -> float | None:
    """Return an end of an interval; None for one that is open."""
    return None if value.is_infinite() else float(value)
