"""Printed numbers as intervals: 10.1 % stands for [10.05, 10.15), 215亿元 for half a 亿元 to either side.

All arithmetic is on ``Decimal``, in yuan, dollars, per cent and counts as the observations have them. Intervals are
kept closed: two that only share an end are not apart. So nothing is called a contradiction because of an end, and it
need not be carried along which ends belong to an interval. Source of the operations: Moore, *Interval Analysis* (1966).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

_ZERO, _ENDLESS = Decimal(0), Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, which may be infinite."""

    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int) -> Self:
        """Return the interval of one value."""
        return cls(Decimal(value), Decimal(value))

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return the products of values that are not negative; negative ones are taken for 0."""
        one, two = self._positive(), other._positive()
        return Interval(_product(one.low, two.low), _product(one.high, two.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotients of values that are not negative; negative ones are taken for 0."""
        one, two = self._positive(), other._positive()
        low = _ZERO if two.high.is_infinite() or one.low == _ZERO else one.low / two.high
        high = _ENDLESS if two.low == _ZERO or one.high.is_infinite() else one.high / two.low
        return Interval(low, high)

    def _positive(self) -> Interval:
        return Interval(max(self.low, _ZERO), max(self.high, _ZERO))

    def floor(self) -> Interval:
        """Return the interval without its upper end: 1000亿元 read as 1000亿元 or more."""
        return Interval(self.low, _ENDLESS)

    def gap(self, other: Interval) -> Decimal:
        """Return how far the two lie apart; 0 where they meet."""
        return max(self.low - other.high, other.low - self.high, _ZERO)


def growth(now: Interval, before: Interval) -> Interval:
    """Return the growth from ``before`` to ``now``, both positive, in per cent."""
    return percent(now / before) - Interval.exactly(100)


def factor(growth_pct: Interval) -> Interval:
    """Return what a level is multiplied by when it grows by ``growth_pct``: 10 % gives 1.1."""
    return (growth_pct + Interval.exactly(100)) / Interval.exactly(100)


def percent(share: Interval) -> Interval:
    """Return a share in per cent."""
    return share * Interval.exactly(100)


def root(ratio: Interval, years: int) -> Interval:
    """Return the yearly ratio that compounds to ``ratio`` in ``years`` years."""
    return Interval(_root(ratio.low, years), _root(ratio.high, years))


def _root(value: Decimal, years: int) -> Decimal:
    return value if value.is_infinite() or value == _ZERO else value ** (Decimal(1) / years)


def _product(one: Decimal, other: Decimal) -> Decimal:
    return _ZERO if _ZERO in (one, other) else one * other
