"""The result of a readers' check → lines of plain text for the command line."""

from __future__ import annotations

import math

from .. import schema
from .check import Check, Share


def lines(found: Check) -> list[str]:
    """Return everything that ``gaoxin evaluate`` says of a check."""
    said = [
        f"{found.rows} rows judged by {found.readers} of 2 readers, {found.unsure} of them undecided; "
        f"the reading of code {found.code}",
        "",
        f"{'of the rows read':24}{'n':>8}{'share':>10}   95 % interval",
        _line("observations at all", found.observation),
        _line("right in every field", found.whole),
        *(_line(name, share) for name, share in found.fields.items()),
        "",
        f"{'of the observations':24}{'passages':>8}",
        _line("read (recall)", found.recall),
    ]
    if both := found.agreement:
        said += [
            "",
            f"Both readers judged {both.n} rows and said the same of {both.equal:.1%}; Cohen's kappa "
            f"{_number(both.kappa)}, Gwet's AC1 {_number(both.ac1)}",
        ]
    if len(found.disagreements):
        said += ["", "judged differently: A / B"]
        said += [
            f"{row.id} {row.doc} {row.quote}: {row.reader_A} / {row.reader_B}"
            for row in schema.rows(found.disagreements)
        ]
    return said


def _line(name: str, share: Share) -> str:
    if not share.n:
        return f"{name:24}{0:>8}      none judged"
    return f"{name:24}{share.n:>8}{share.share:>10.4f}   {share.low:.3f} to {share.high:.3f}"


def _number(value: float) -> str:
    return "not defined" if math.isnan(value) else f"{value:.3f}"
