"""A filled-in check (contract ``CHECKED``) → shares with intervals, and how far the two readers agree."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .. import schema

# What a reader judges; value includes its unit.
FIELDS = ("indicator", "measure", "value", "period", "status", "bound", "entity", "scope")
READERS = ("A", "B")
_Z = 1.959963984540054  # two-sided 95 % of the normal distribution
_NONE_MISSED = -math.log(0.025)
_RESAMPLES = 2000
_SEED = 20141231


@dataclass(frozen=True)
class Share:
    """A share of the corpus, 0 to 1, estimated from ``n`` items, with its 95 % interval; missing (NaN) for none."""

    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree on ``n`` items: the share of equal verdicts, Cohen's kappa and Gwet's AC1.

    Kappa is missing (NaN) where both gave one verdict only; where nearly all verdicts are the same it is low or
    negative however often they agree, which AC1 is made for.
    """

    n: int
    equal: float
    kappa: float
    ac1: float


@dataclass(frozen=True)
class Check:
    """What the readers found. Where both have judged a row it is right only if both say so.

    ``observation`` is the share of the rows read that are observations at all, ``whole`` that of rows right in
    every field, ``fields`` of each field among those that are observations; ``recall`` is the share of the
    corpus's observations that were read. ``code`` is the hash of the code whose reading was checked.
    """

    readers: int
    rows: int
    unsure: int
    observation: Share
    whole: Share
    fields: dict[str, Share]
    recall: Share
    agreement: Agreement | None
    disagreements: pd.DataFrame
    code: str


def check(checked: pd.DataFrame) -> Check | None:
    """Return the result of a check; None where no row has been judged yet."""
    rows = list(schema.rows(checked[(checked.item == "row") & checked.verdict.notna()]))
    if not rows:
        return None
    by_id = _by_id(rows)
    judged = [group for group in by_id.values() if all(row.verdict != "unsure" for row in group)]
    observations = [group for group in judged if all(row.verdict != "none" for row in group)]
    observation = _wilson((group[0].weight, group in observations) for group in judged)
    both = [group for group in by_id.values() if len(group) > 1]
    return Check(
        readers=len({row.reader for row in rows}),
        rows=len(by_id),
        unsure=len(by_id) - len(judged),
        observation=observation,
        whole=_wilson((g[0].weight, all(row.verdict == "right" for row in g)) for g in judged),
        fields={
            name: _wilson((g[0].weight, not any(name in _wrong(row) for row in g)) for g in observations)
            for name in FIELDS
        },
        recall=_recall(checked, observation),
        agreement=agreement([(one.verdict, other.verdict) for one, other in both]) if both else None,
        disagreements=_disagreements(both),
        code=rows[0].code,
    )


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement of two readers on ``pairs`` of verdicts: Cohen (1960), Gwet (2008)."""
    n = len(pairs)
    equal = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    verdicts = sorted(set(first) | set(second))
    by_chance = sum(first[verdict] * second[verdict] for verdict in verdicts) / n**2
    kappa = (equal - by_chance) / (1 - by_chance) if by_chance < 1 else math.nan
    means = [(first[verdict] + second[verdict]) / (2 * n) for verdict in verdicts]
    by_chance = sum(mean * (1 - mean) for mean in means) / max(1, len(verdicts) - 1)
    return Agreement(n, equal, kappa, (equal - by_chance) / (1 - by_chance))


def _by_id(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.id, []).append(row)
    return {name: sorted(groups[name], key=lambda row: row.reader) for name in sorted(groups)}


def _wrong(row: Any) -> list[str]:
    return row.wrong.split(";") if row.wrong else []


def _wilson(items: Iterable[tuple[float, bool]]) -> Share:
    """Return the weighted share of what is right with Wilson's score interval (1927).

    For unequal weights its n is Kish's effective sample size (1965), the squared sum over the sum of squares.
    """
    found = list(items)
    if not found:
        return Share(0, math.nan, math.nan, math.nan)
    total = sum(weight for weight, _ in found)
    share = sum(weight for weight, is_right in found if is_right) / total
    n = total**2 / sum(weight**2 for weight, _ in found)
    middle, spread = share + _Z**2 / (2 * n), _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    low, high = (middle - spread) / (1 + _Z**2 / n), (middle + spread) / (1 + _Z**2 / n)
    return Share(len(found), share, max(0.0, low), min(1.0, high))


def _recall(checked: pd.DataFrame, observation: Share) -> Share:
    """Return the share of the corpus's observations that were read, from what the passages show to be missed.

    Where both have judged a passage their mean counts. The interval is a bootstrap over the passages of each kind
    (percentile); where none is missed it ends at the upper end of 0 counted (Fay & Feuer 1997).
    """
    passages = list(schema.rows(checked[(checked.item == "passage") & checked.missed.notna()]))
    right = float(checked[(checked.item == "row")].drop_duplicates("id").weight.sum()) * observation.share
    if not passages:
        return Share(0, math.nan, math.nan, math.nan)
    sizes = checked[checked.item == "passage"].drop_duplicates("id").groupby("stratum").weight.sum()
    kinds: dict[str, list[float]] = {}
    for group in _by_id(passages).values():
        kinds.setdefault(group[0].stratum, []).append(sum(row.missed for row in group) / len(group))
    missed = sum(float(sizes[kind]) * float(np.mean(counts)) for kind, counts in kinds.items())
    n = sum(map(len, kinds.values()))
    if not missed:
        most = max(float(sizes[kind]) / len(counts) for kind, counts in kinds.items())
        return Share(n, 1.0, right / (right + most * _NONE_MISSED), 1.0)
    random = np.random.RandomState(_SEED)  # the older generator: numpy promises its stream for good (NEP 19)
    draws = sum(
        float(sizes[kind]) * random.choice(kinds[kind], (_RESAMPLES, len(kinds[kind]))).mean(axis=1)
        for kind in sorted(kinds)
    )
    low, high = np.quantile(right / (right + draws), [0.025, 0.975])
    return Share(n, right / (right + missed), float(low), float(high))


def _disagreements(both: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return the rows that two readers judge differently: id, doc, quote, each one's verdict and wrong fields."""
    listed = [
        {
            "id": one.id,
            "doc": one.doc,
            "quote": one.quote,
            **{f"reader_{row.reader}": f"{row.verdict} {row.wrong or ''}".strip() for row in (one, other)},
        }
        for one, other in both
        if (one.verdict, set(_wrong(one))) != (other.verdict, set(_wrong(other)))
    ]
    return pd.DataFrame(listed, columns=["id", "doc", "quote", *(f"reader_{name}" for name in READERS)])
