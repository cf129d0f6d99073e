"""Observations as the audit compares them: as intervals, under comparable scopes, with their places in sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import pandas as pd

from .. import codebook, schema
from ..documents import simplified
from ..documents.script import fold
from ..quantities.numerals import plain
from .intervals import Interval

_COLUMNS = tuple(
    name for name in schema.OBSERVATIONS.names if name != "confidence" and not name.endswith("_from")
)
_ARABIC = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_MONEY = ("CNY", "USD")
_ENDLESS = Decimal("Infinity")


class Stated(NamedTuple):
    """An observation; ``scope`` is blank for the whole and has one name for all forms of 规模以上."""

    doc: str
    start: int
    end: int
    quote: str
    entity: str
    indicator: str
    label: str
    scope: str
    measure: str
    value: float
    value_high: float | None
    unit: str
    period: str
    status: str
    bound: str
    price_basis: str
    growth_base: str
    sentence: str
    sentence_start: int
    sentence_end: int

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: document and offset."""
        return self.doc, self.start

    @property
    def printed(self) -> str:
        """The quote without the blanks and line breaks of its layout."""
        return "".join(self.quote.split())

    @property
    def exact(self) -> Decimal:
        """The number printed, in the canonical unit; of a range the lower end."""
        return Decimal(repr(self.value))

    @property
    def interval(self) -> Interval:
        """What values the printed number leaves open (``printed_interval``)."""
        high = None if self.value_high is None else Decimal(repr(self.value_high))
        return printed_interval(plain(self.printed), self.exact, high, self.unit, self.bound)

    def is_behind(self, word: str) -> bool:
        """Whether the sentence has ``word`` in front of the number; the word is one that both scripts share."""
        return word in self.sentence[: self.start - self.sentence_start]

    def before(self, other_end: int | None = None) -> str:
        """Return the folded text of the sentence in front of the number, from the offset ``other_end`` if given."""
        begin = 0 if other_end is None else max(0, other_end - self.sentence_start)
        return folded(self.sentence)[begin : self.start - self.sentence_start]


def printed_interval(quote: str, value: Decimal, high: Decimal | None, unit: str, bound: str) -> Interval:
    """Return the values that a printed number may stand for.

    Half a unit of the last printed digit to either side (215亿元: half a 亿元; 1.5万人: 500), the upper end open,
    as numbers are rounded; none for a plain count (52个). 以上 and 超过 open the upper end from the number on, 以内
    and 不到 the lower one, and leave the number itself in, since texts use 超过 for 不低于; on a fall they are read on
    its size (下降8%以上 is at most -8). 约 and 左右 leave ``approximate`` of the number to either side, 近 only below
    it. A range runs from the lower value of its one end to the upper of the other.
    """
    half = _step(quote, abs(value), unit) / 2 if bound in ("=", "~") else Decimal(0)
    size, last = abs(value), abs(value if high is None else high)
    if bound in (">=", ">"):
        found = Interval(size, _ENDLESS)
    elif bound in ("<=", "<"):
        found = Interval(-_ENDLESS if value == size else Decimal(0), last)
    elif bound == "~":
        rules = codebook.read_toml("audit.toml")
        room = size * Decimal(rules["approximate"])
        found = Interval(size - room, last + (half if re.search(rules["below"], quote) else room))
    else:
        found = Interval(size - half, last + half, high_open=half > 0)
    return found if value >= 0 else found.reversed()


def _step(quote: str, size: Decimal, unit: str) -> Decimal:
    """Return the worth of the last printed digit in the canonical unit; 0 for a plain count."""
    match = _ARABIC.search(quote)
    number = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    if match is None or number == 0:
        return _last_place(size, unit)
    # 增长2.3倍 is 230 %, and 2.9倍 of an earlier year a growth of 190 %: both are read to a tenth of a hundred.
    times = Decimal(100) if "倍" in quote else size / number
    decimals = len(match[1] or "")
    return Decimal(0) if times == 1 and not decimals and unit == "count" else times.scaleb(-decimals)


def _last_place(size: Decimal, unit: str) -> Decimal:
    """Return the step of a number in Chinese numerals: its last place that is not 0 (五成 is read to ten per cent)."""
    if size == 0 or (unit == "count" and size < 10):
        return Decimal(0)
    digits = size.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent)) if len(digits.digits) < 10 else Decimal(0)


def is_money(stated: Stated) -> bool:
    """Whether it is a sum of money."""
    return stated.measure == "level" and stated.unit in _MONEY


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return ``text`` simplified and half-width, of the same length."""
    return fold(text)


def earlier(period: str, years: int = 1) -> str:
    """Return the same period some years earlier: 2014 → 2013, 2020-01/2020-08 → 2019-01/2019-08; blank stays blank."""
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - years), period)


_Key = tuple[str, str, str, str, str, str]
_START = attrgetter("start")


class Figures:
    """The observations of one document, looked up by what they are about."""

    def __init__(self, rows: list[Stated]) -> None:
        self.rows = rows
        self._levels: defaultdict[_Key, list[Stated]] = defaultdict(list)
        self._rates: defaultdict[_Key, list[Stated]] = defaultdict(list)
        for row in rows:
            if row.measure == "level":
                key = row.entity, row.indicator, row.scope, row.unit, row.period, row.status
                self._levels[key].append(row)
            elif row.measure == "growth" and row.unit == "%" and row.growth_base in ("", "year_on_year"):
                key = row.entity, row.indicator, row.scope, "%", row.period, row.status
                self._rates[key].append(row)

    def level(
        self, row: Stated, *, indicator: str = "", unit: str = "", period: str = "", status: str = ""
    ) -> Stated | None:
        """Return the level of the same thing as ``row``, but for what is given; None if there is none.

        Without a status a result comes before an estimate and that before a target. Of several the nearest in front
        of ``row``, else the first behind it.
        """
        thing = row.entity, indicator or row.indicator, row.scope, unit or row.unit, period or row.period
        if not (thing[0] and thing[4]):
            return None  # two figures of an unknown place or time need not be of one
        for stage in (status,) if status else schema.STATUSES:  # of several figures the surest stands
            if found := self._levels.get((*thing, stage)):
                return found[max(bisect_left(found, row.start, key=_START) - 1, 0)]
        return None

    def rate(self, level: Stated) -> Stated | None:
        """Return the year-on-year growth stated for a level: the first behind it, else the first of the same thing."""
        key = level.entity, level.indicator, level.scope, "%", level.period, level.status
        if not (found := self._rates.get(key)):
            return None
        behind = bisect_right(found, level.start, key=_START)
        return found[behind] if behind < len(found) else found[0]

    @cached_property
    def sentences(self) -> list[list[Stated]]:
        """The figures of each sentence that has more than one, in order."""
        groups = [list(group) for _, group in groupby(self.rows, key=attrgetter("sentence_start"))]
        return [group for group in groups if len(group) > 1]


def by_document(observations: pd.DataFrame) -> Iterator[Figures]:
    """Yield the observations of each document, documents and figures in order, blanks for what is missing."""
    table = observations[list(_COLUMNS)].sort_values(["doc", "start"], kind="stable")
    names = {row["scope"]: row["name"] for row in codebook.read_csv("whole_scopes.csv")}
    forms = {text: simplified(text) for text in table.scope.dropna().unique()} | {"": ""}
    cells = {name: _cells(table[name]) for name in _COLUMNS}
    cells["scope"] = [names.get(forms[text], forms[text]) for text in cells["scope"]]
    for _, rows in groupby(zip(*cells.values(), strict=True), key=itemgetter(0)):
        yield Figures([Stated._make(row) for row in rows])


def _cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column as plain values, equal texts as one object; blank or None where missing."""
    if column.dtype != "str":
        return list(column.astype(object).where(column.notna(), None))
    places, distinct = pd.factorize(column)
    texts = [*distinct, ""]  # the place of what is missing is -1
    return [texts[place] for place in places]
