"""What a number of the report rests on where no one sentence says it: tables of its data, and the rule of the count.

The rules stand in ``codebook/report/claims.csv`` and ``exhibits.csv``, in words and, where one table is enough, as a
filter and a measure. A claim is counted by its own rule, so that whoever applies it to ``report/data`` gets the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

import pandas as pd

from . import codebook
from .errors import CodebookError

_LANGUAGES = ("zh", "en")  # of the codebook, whatever languages a report is written in


@dataclass(frozen=True)
class Inputs:
    """Tables of ``report/data`` and the rule that makes a number of them, in words by language.

    ``measure`` is what is taken of the rows of the first table for which ``where`` (pandas' query form) holds:
    ``rows``, ``distinct COLUMN`` or ``sum COLUMN``; blank where only the words say it. ``of`` is ``zones`` where the
    rows are those of documents about zones. What rests on no data (a parameter, the codebook) names no table.
    """

    rule: Mapping[str, str]
    tables: tuple[str, ...] = ()
    of: str = ""
    measure: str = ""
    where: str = ""

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of ``table`` that the rule counts."""
        return table.query(self.where, engine="python") if self.where else table

    def count(self, table: pd.DataFrame) -> int:
        """Return what the rule makes of ``table``, which holds only what ``of`` says.

        Raises CodebookError for a rule without a measure.
        """
        rows, (kind, _, column) = self.rows(table), self.measure.partition(" ")
        if kind == "rows":
            return len(rows)
        if kind == "distinct":
            return int(rows[column].nunique())
        if kind == "sum":
            return int(rows[column].sum())
        raise CodebookError(
            f"a rule that counts nothing: {self.rule[_LANGUAGES[0]]}",
            where="codebook/report/claims.csv",
            remedy="Its measure is rows, distinct COLUMN or sum COLUMN.",
        )


def of_claim(name: str) -> Inputs | None:
    """Return what the claim ``name`` rests on, by its row of ``claims.csv``; None without one."""
    return _found("report/claims.csv", name)


def of_exhibit(name: str) -> Inputs | None:
    """Return what the figure or table ``name`` rests on, by its row of ``exhibits.csv``; None without one."""
    return _found("report/exhibits.csv", name)


@cache
def _found(file: str, name: str) -> Inputs | None:
    """Return the inputs of the row that names ``name``, else of the first whose ``*`` fits it."""
    rows = codebook.read_csv(file)
    fitting = [row for row in rows if fnmatchcase(name, row["name"])]
    row = next((row for row in fitting if row["name"] == name), fitting[0] if fitting else None)
    if row is None:
        return None
    return Inputs(
        rule={lang: row[lang] for lang in _LANGUAGES},
        tables=tuple(row["tables"].split(";")) if row["tables"] else (),
        of=row.get("of", ""),
        measure=row.get("measure", ""),
        where=row.get("where", ""),
    )
