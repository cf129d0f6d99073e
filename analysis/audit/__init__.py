"""The audit: figures that the texts relate, recomputed; what agrees, and what cannot be reconciled as printed.

Numbers are intervals (``intervals``): rounding, and bounds (以上, 近, 突破) that open an end. Only two figures of one
price basis, perimeter and currency that lie apart after both are a contradiction; other differences are named for what
they come from. Which indicators contain one another, whose growth is at constant prices and which names are confused
is data (``codebook/audit*``).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..audit_schema import AUDIT
from . import counts, currencies, finding, growth, parts, repeats, shares
from .stated import by_document
from .words import words

__all__ = ["build", "places", "words"]

_RULES = (growth.check, parts.check, shares.check, counts.check, currencies.check)


def build(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the audit of ``observations`` (contract ``AUDIT``), a row for each group of figures that a rule relates.

    Figures are related inside a document; the same fact is also followed from one document to the next. Time grows
    with the number of observations: figures are looked up by what they are about, never compared all with all.
    """
    rows: list[dict[str, Any]] = []
    rules = [*_RULES, repeats.Restated().check]
    for figures in by_document(observations):
        found: dict[tuple[object, ...], finding.Finding] = {}
        for rule in rules:
            for one in rule(figures):
                found.setdefault((one.kind, *(figure.place for figure in one.inputs)), one)
        rows += [finding.row(one) for one in found.values()]
    return AUDIT.frame(rows)


def places(row: Any) -> list[tuple[str, int]]:
    """Return document and offset of each figure of a row of ``AUDIT``, the one tested last."""
    return [(doc, int(start)) for doc, start in zip(row.docs.split(";"), row.starts.split(";"), strict=True)]
