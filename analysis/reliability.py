"""Two codings of the same clauses → how far they agree: kappa, alpha, F1, confusions, and what may be concluded.

A coding is a table of clauses, schemes and codes, a row each (contract ``CLAUSE_REFERENCE`` or ``CLAUSE_CODES``). A
clause of the first takes the codes of every clause of the second that it shares half of the shorter one with.
``none``, ``no`` and a missing row are the same: no code.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from . import schema
from .discourse_schema import CLAUSE_REFERENCE
from .errors import EvaluationError, SchemaError

Half = Literal["tuned", "held"]
Codes = frozenset[str]

EMPTY = frozenset({"none", "no"})
FINDING, TENTATIVE = 0.80, 0.67  # Krippendorff's cut-offs
LEAST_USES = 5  # of a code in the reference, below which nothing is said of it
_RESAMPLES = 2000
_SEED = 20150110
_OVERLAP = 0.5


class Pair(NamedTuple):
    """A clause of the reference with the codes that it has there and in the other coding."""

    doc: str
    start: int
    end: int
    quote: str
    reference: Codes
    other: Codes


@dataclass(frozen=True)
class Agreement:
    """How far two codings of ``n`` clauses agree; what is not defined is None.

    ``exact`` is the share of equal sets of codes, ``kappa`` Cohen's kappa of these sets with its interval (a bootstrap
    over clauses), ``alpha`` Krippendorff's with MASI as distance, ``macro_f1`` the mean of the codes of the reference.
    """

    n: int
    exact: float
    kappa: float | None
    low: float | None
    high: float | None
    alpha: float | None
    macro_f1: float | None
    f1: dict[str, float]


def read_reference(path: Path) -> pd.DataFrame:
    """Return a reference coding of clauses (contract ``CLAUSE_REFERENCE``). Raises EvaluationError if it is none."""
    try:
        types: Any = {column.name: column.dtype for column in CLAUSE_REFERENCE.columns}
        table = pd.read_csv(path, encoding="utf-8-sig", dtype=types, keep_default_na=False)
        return CLAUSE_REFERENCE.conform(table[CLAUSE_REFERENCE.names])
    except (ValueError, KeyError, OSError, SchemaError) as fault:
        raise EvaluationError(
            f"not a coding of clauses: {fault}",
            where=path.name,
            remedy=f"Give a CSV in UTF-8 with the columns {', '.join(CLAUSE_REFERENCE.names)}.",
        ) from None


def pair(reference: pd.DataFrame, other: pd.DataFrame) -> dict[str, list[Pair]]:
    """Return the clauses of ``reference`` by scheme with their codes in both.

    Documents are of one file where their ids agree before the dot; offsets are the file's.
    """
    found: dict[str, list[tuple[int, int, dict[str, Codes]]]] = defaultdict(list)
    for (doc, start, end), (_, schemes) in _units(other).items():
        found[doc.split(".")[0]].append((start, end, schemes))
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for (doc, start, end), (quote, schemes) in _units(reference).items():
        near = [s for low, high, s in found[doc.split(".")[0]] if _overlap(start, end, low, high)]
        for scheme, codes in schemes.items():
            others = frozenset(chain.from_iterable(one.get(scheme, ()) for one in near))
            pairs[scheme].append(Pair(doc, start, end, quote, codes, others))
    return dict(sorted(pairs.items()))


def _units(table: pd.DataFrame) -> dict[tuple[str, int, int], tuple[str, dict[str, Codes]]]:
    units: dict[tuple[str, int, int], tuple[str, dict[str, Codes]]] = {}
    for row in schema.rows(table):
        _, schemes = units.setdefault((row.doc, row.start, row.end), (row.quote, {}))
        code = frozenset() if row.code in EMPTY else frozenset({row.code})
        schemes[row.scheme] = schemes.get(row.scheme, frozenset()) | code
    return units


def _overlap(start: int, end: int, low: int, high: int) -> bool:
    return min(end, high) - max(start, low) >= _OVERLAP * min(end - start, high - low)


def half_of(pairs: Sequence[Pair], half: Half) -> list[Pair]:
    """Return the half of the clauses that rules may be tuned on, or the half that is held aside.

    Of each document the clauses are put in the order of a hash (SHA-256 of ``doc:start``); the first half, rounded up,
    is tuned on. So which clause is where depends on nothing but its place.
    """
    by_doc: dict[str, list[Pair]] = defaultdict(list)
    for one in pairs:
        by_doc[one.doc].append(one)
    kept: list[Pair] = []
    for clauses in by_doc.values():
        ordered = sorted(
            clauses, key=lambda one: hashlib.sha256(f"{one.doc}:{one.start}".encode()).hexdigest()
        )
        middle = (len(ordered) + 1) // 2
        kept += ordered[:middle] if half == "tuned" else ordered[middle:]
    return sorted(kept, key=lambda one: (one.doc, one.start))


def grouped(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with each code in the place of its group (``supply`` for ``supply.talent``)."""
    return [one._replace(reference=_groups(one.reference), other=_groups(one.other)) for one in pairs]


def _groups(codes: Codes) -> Codes:
    return frozenset(code.split(".")[0] for code in codes)


def of_code(pairs: Sequence[Pair], code: str) -> list[Pair]:
    """Return the pairs with nothing but whether a clause has ``code``."""
    only = frozenset({code})
    return [one._replace(reference=one.reference & only, other=one.other & only) for one in pairs]


def agreement(pairs: Sequence[Pair]) -> Agreement | None:
    """Return how far the two codings of ``pairs`` agree; None without clauses."""
    if not pairs:
        return None
    sets = [(one.reference, one.other) for one in pairs]
    f1 = _f1(sets)
    low, high = _interval(sets)
    return Agreement(
        n=len(sets),
        exact=sum(one == other for one, other in sets) / len(sets),
        kappa=kappa(sets),
        low=low,
        high=high,
        alpha=alpha(sets),
        macro_f1=math.fsum(f1.values()) / len(f1) if f1 else None,
        f1=f1,
    )


def kappa(sets: Sequence[tuple[Codes, Codes]]) -> float | None:
    """Return Cohen's kappa (1960) of sets of codes, equal or not; None where chance alone would agree always."""
    values = sorted({value for both in sets for value in both}, key=sorted)
    number = {value: at for at, value in enumerate(values)}
    table = np.zeros((len(values), len(values)))
    for one, other in sets:
        table[number[one], number[other]] += 1
    return _kappa_of(table)


def _kappa_of(table: Any) -> float | None:
    n = table.sum()
    chance = float(table.sum(axis=0) @ table.sum(axis=1)) / n**2
    return float((np.trace(table) / n - chance) / (1 - chance)) if chance < 1 else None


def _interval(sets: Sequence[tuple[Codes, Codes]]) -> tuple[float | None, float | None]:
    """Return the middle 95 % of kappa when clauses are drawn again; None where no draw can show an error."""
    values = sorted({value for both in sets for value in both}, key=sorted)
    number = {value: at for at, value in enumerate(values)}
    cells = np.array([number[one] * len(values) + number[other] for one, other in sets])
    if all(one == other for one, other in sets) or len(sets) < LEAST_USES:
        return None, None
    random = np.random.RandomState(_SEED)  # numpy promises this older stream for good (NEP 19)
    drawn = random.randint(0, len(cells), size=(_RESAMPLES, len(cells)))
    kappas = []
    for draw in drawn:
        table = np.bincount(cells[draw], minlength=len(values) ** 2).reshape(len(values), len(values))
        value = _kappa_of(table.astype(float))
        if value is not None:
            kappas.append(value)
    low, high = np.quantile(kappas, [0.025, 0.975])
    return float(low), float(high)


def masi(one: Codes, other: Codes) -> float:
    """Return how alike two sets of codes are, 0 to 1: their Jaccard coefficient times 1, 2/3 (one holds the other), 1/3
    (they cross) or 0 (Passonneau 2006). Two empty sets are alike.
    """
    if one == other:
        return 1.0
    shared = len(one & other)
    if not shared:
        return 0.0
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return shared / len(one | other) * weight


def alpha(sets: Sequence[tuple[Codes, Codes]]) -> float | None:
    """Return Krippendorff's alpha of two coders with 1 − MASI as distance; None where all codes are the same."""
    values = [value for both in sets for value in both]
    counts: dict[Codes, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    n = len(values)
    expected = math.fsum(
        count * other_count * (1 - masi(value, other))
        for value, count in counts.items()
        for other, other_count in counts.items()
    ) / (n * (n - 1))
    if not expected:
        return None
    observed = math.fsum(1 - masi(one, other) for one, other in sets) / len(sets)
    return 1 - observed / expected


def _f1(sets: Sequence[tuple[Codes, Codes]]) -> dict[str, float]:
    """Return F1 by code, of the codes that the reference uses."""
    right: dict[str, int] = defaultdict(int)
    uses: dict[str, int] = defaultdict(int)
    in_reference = sorted({code for one, _ in sets for code in one})
    for one, other in sets:
        for code in one | other:
            right[code] += code in one and code in other
            uses[code] += (code in one) + (code in other)
    return {code: 2 * right[code] / uses[code] for code in in_reference}


def standing(value: float | None, uses: int) -> str:
    """Return what a coding with this kappa and so many uses in the reference may say: ``finding``, ``tentative``,
    ``appendix``, or ``untested``.
    """
    if value is None or uses < LEAST_USES:
        return "untested"
    printed = round(value, 2)  # what a reader sees decides
    return "finding" if printed >= FINDING else "tentative" if printed >= TENTATIVE else "appendix"


def uses_of(pairs: Sequence[Pair], code: str) -> int:
    """Return how many clauses of the reference have ``code``."""
    return sum(code in one.reference for one in pairs)


def confusions(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return which sets of codes stand for which: columns reference, other (codes joined by +; none), count."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for one in pairs:
        counts[_joined(one.reference), _joined(one.other)] += 1
    rows = [(a, b, n) for (a, b), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return pd.DataFrame(rows, columns=["reference", "other", "count"])


def _joined(codes: Codes) -> str:
    return "+".join(sorted(codes)) or "none"


class Corrected(NamedTuple):
    """A share of clauses as estimated from a hand-coded sample, with the middle 95 % of resamples."""

    share: float
    low: float
    high: float


def corrected_share(pairs: Sequence[Pair], code: str, share: float) -> Corrected | None:
    """Return the share of clauses that have ``code``, where the machine gives it to ``share`` of them.

    By the confusion matrix of the sample (Grimmer & Stewart 2013): of the clauses that the machine gives the code the
    part that has it, of the others the part that has it nonetheless. The interval draws clauses of the sample again;
    the machine's share is taken as it is. None where the machine gives the code to no clause of the sample, or all.
    """
    both = np.array([(code in one.reference, code in one.other) for one in pairs], dtype=float).reshape(-1, 2)
    value = _corrected(both, share)
    if value is None:
        return None
    random = np.random.RandomState(_SEED)
    draws = (_corrected(both[random.randint(0, len(both), len(both))], share) for _ in range(_RESAMPLES))
    known = [one for one in draws if one is not None]
    low, high = np.quantile(known, [0.025, 0.975])
    return Corrected(value, float(low), float(high))


def _corrected(both: Any, share: float) -> float | None:
    given = both[:, 1] == 1
    if not given.any() or given.all():
        return None
    return float(share * both[given, 0].mean() + (1 - share) * both[~given, 0].mean())
