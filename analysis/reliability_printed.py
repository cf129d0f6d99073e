"""A coding of clauses beside the machine's → their agreement as lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from . import coders, reliability
from .discourse import Scheme
from .reliability import Pair


def lines(path: Path, codes: pd.DataFrame, schemes: Sequence[Scheme]) -> list[str]:
    """Return how the machine's ``codes`` agree with the coding at ``path``, a line a scheme.

    A workbook has two codings: first they are compared with each other, then the machine with each. Of a CSV the half
    that is kept aside stands apart. Raises EvaluationError for a file that is neither.
    """
    if path.suffix.lower() != ".xlsx":
        pairs = reliability.pair(reliability.read_reference(path), codes)
        held = {name: reliability.half_of(found, "held") for name, found in pairs.items()}
        return [*_lines("all clauses", pairs), *_lines("half kept aside", held)]
    one, other = coders.read(path, schemes).values()
    return [
        *_lines("coders A and B", reliability.pair(one, other)),
        *_lines("machine and coder A", reliability.pair(one, codes)),
        *_lines("machine and coder B", reliability.pair(other, codes)),
    ]


def _lines(head: str, pairs: Mapping[str, Sequence[Pair]]) -> list[str]:
    said = [f"{head}:"]
    for scheme, found in pairs.items():
        agreement = reliability.agreement(found)
        if agreement is None:
            continue
        values = {"kappa": agreement.kappa, "alpha": agreement.alpha, "macro F1": agreement.macro_f1}
        numbers = "  ".join(f"{name} {_number(value)}" for name, value in values.items())
        ends = f"[{_number(agreement.low)}, {_number(agreement.high)}]"
        said.append(
            f"  {scheme:<12} n {agreement.n}  exact {agreement.exact:.3f}  {numbers}  95 % of kappa {ends}"
        )
    return said if len(said) > 1 else [f"{head}: no clause has been coded yet"]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
