"""One fact stated twice: two values for it, in one document or in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import codebook
from .finding import CONTRADICTION, Finding
from .stated import Figures, Stated, folded


class Restated:
    """The first statement of each fact, through the documents that have been read."""

    def __init__(self) -> None:
        self.first: dict[tuple[str, ...], Stated] = {}

    def check(self, figures: Figures) -> Iterator[Finding]:
        """Yield the same indicator, place, scope, period and status with the value it has where it stands first.

        Only what a zone has one of, said of the zone: of a firm, a branch or a group texts use the same words
        (企业实现产值5亿元; 农村和城镇居民收入分别增长5%、7%), and two values in one sentence are of two things.
        A count must be called a total.
        """
        for row in figures.rows:
            kind = _repeats().get(row.indicator)
            if kind is None or row.measure not in ("level", "growth") or not (row.period and row.entity):
                continue
            if not _is_of_all(row, kind):
                continue
            base = (row.growth_base or "year_on_year") if row.measure == "growth" else ""
            key = row.entity, row.indicator, row.scope, row.measure, base, row.unit, row.period, row.status
            before = self.first.setdefault(key, row)
            if (before.doc, before.sentence_start) != (row.doc, row.sentence_start):
                yield _twice(before, row)


def _twice(before: Stated, row: Stated) -> Finding:
    bases = {before.price_basis, row.price_basis}
    verdict = "price_basis" if bases == {"constant", "current"} else CONTRADICTION
    condition = "not_revised" if before.doc != row.doc else ""
    return Finding(
        "repeat_growth" if row.measure == "growth" else "repeat",
        (before, row),
        row.unit,
        before.exact,
        before.interval,
        row.exact,
        row.interval,
        verdict,
        condition,
    )


def _is_of_all(row: Stated, kind: str) -> bool:
    """Whether nothing in front of a figure says that it is of a part, and, of a count, something that it is a total."""
    rules, label = _patterns(), folded(row.label)
    if rules["vague"].search(label) or rules["part"].search(row.before().replace(label, "")):
        return False
    is_total = not row.scope and rules["total"].search(row.before()) is not None
    return kind == "once" or (row.measure == "level" and is_total)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = codebook.read_toml("audit.toml")
    return {name: re.compile(rules[name]) for name in ("vague", "part", "total")}


@cache
def _repeats() -> dict[str, str]:
    return {row["indicator"]: row["repeats"] for row in codebook.read_csv("audit_indicators.csv")}
