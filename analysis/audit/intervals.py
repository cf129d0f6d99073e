"""Printed numbers as intervals: 10.1 % stands for [10.05, 10.15), 215亿元 for half a 亿元 to either side.

All arithmetic is on ``Decimal``, in yuan, dollars, per cent and counts as the observations have them. Which ends belong
to an interval is carried along, so that 38亿元 and 39亿元, which only share the end 38.5, are apart. Source of the
operations: Moore, *Interval Analysis* (1966).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

_ZERO, _ENDLESS = Decimal(0), Decimal("Infinity")


class Interval(NamedTuple):
    """All values from ``low`` to ``high``, which may be infinite; an open end does not belong to it."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: Decimal | int) -> Interval:
        """Return the interval of one value."""
        return cls(Decimal(value), Decimal(value))

    def reversed(self) -> Interval:
        """Return the values with the other sign."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def plus(self, other: Interval) -> Interval:
        """Return the sums."""
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def minus(self, other: Interval) -> Interval:
        """Return the differences."""
        return self.plus(other.reversed())

    def times(self, other: Interval) -> Interval:
        """Return the products of values that are not negative; negative ones are taken for 0."""
        one, two = self._positive(), other._positive()
        return Interval(
            _product(one.low, two.low),
            _product(one.high, two.high),
            one.low_open or two.low_open,
            one.high_open or two.high_open,
        )

    def over(self, other: Interval) -> Interval:
        """Return the quotients of values that are not negative; negative ones are taken for 0."""
        one, two = self._positive(), other._positive()
        low = _ZERO if two.high.is_infinite() or one.low == _ZERO else one.low / two.high
        high = _ENDLESS if two.low == _ZERO or one.high.is_infinite() else one.high / two.low
        return Interval(low, high, one.low_open or two.high_open, one.high_open or two.low_open)

    def _positive(self) -> Interval:
        return self if self.low >= _ZERO else Interval(_ZERO, max(self.high, _ZERO), False, self.high_open)

    def floor(self) -> Interval:
        """Return the interval without its upper end: 1000亿元 read as 1000亿元 or more."""
        return Interval(self.low, _ENDLESS, self.low_open)

    def is_apart(self, other: Interval) -> bool:
        """Whether the two share no value."""
        return _is_below(self, other) or _is_below(other, self)

    def gap(self, other: Interval) -> Decimal:
        """Return how far the two lie apart; 0 where they meet or only an end parts them."""
        return max(self.low - other.high, other.low - self.high, _ZERO)


_HUNDRED = Interval.exactly(100)


def growth(now: Interval, before: Interval, years: int = 1) -> Interval:
    """Return the growth from ``before`` to ``now``, both positive, in per cent; over several years the yearly one."""
    ratio = now.over(before)
    if years > 1:
        ratio = ratio._replace(low=_root(ratio.low, years), high=_root(ratio.high, years))
    return percent(ratio).minus(_HUNDRED)


def factor(growth_pct: Interval) -> Interval:
    """Return what a level is multiplied by when it grows by ``growth_pct``: 10 % gives 1.1."""
    return growth_pct.plus(_HUNDRED).over(_HUNDRED)


def percent(share: Interval) -> Interval:
    """Return a share in per cent."""
    return share.times(_HUNDRED)


def _is_below(one: Interval, other: Interval) -> bool:
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


def _root(value: Decimal, years: int) -> Decimal:
    return value if value.is_infinite() or value == _ZERO else value ** (Decimal(1) / years)


def _product(one: Decimal, other: Decimal) -> Decimal:
    return _ZERO if _ZERO in (one, other) else one * other
