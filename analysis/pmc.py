"""Complete policy documents → the PMC index (policy modelling consistency): a 0/1 table with the evidence of each cell.

X_i is the mean of its sub-variables, the index the sum of X_1 to X_10 (Ruiz Estrada 2011). The sub-variables are read
like the codes of a scheme (``codebook/discourse/pmc.toml``). A work report, news or an excerpt has no index.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from . import codebook, discourse, schema
from .discourse import Scheme
from .schema import DOC, Column, Table

GENRES = ("policy", "plan")
# Lower ends; the grades differ between authors, so they are declared.
GRADES = (
    (9.0, "完美", "perfect"),
    (7.0, "优秀", "excellent"),
    (5.0, "可接受", "acceptable"),
    (0.0, "不良", "poor"),
)
_FACT, _CONSTANT = "X3", "X10"

CELLS = Table(
    "pmc",
    (
        DOC,
        Column("variable", "str", "X1 to X10", optional=False),
        Column("part", "str", "sub-variable", optional=False),
        Column("value", "Int64", "1 where the document has it, 0 where not", optional=False),
        Column("start", "Int64", "offset of the clause that shows it", "code points"),
        Column("end", "Int64", "offset after its last character", "code points"),
        Column("quote", "str", "the clause as printed"),
    ),
    key=("doc", "part"),
    sort=("doc", "variable", "part"),
)


@cache
def scheme() -> Scheme:
    """Return the sub-variables as a scheme."""
    return discourse.read(codebook.path_of("discourse") / "pmc.toml")


def eligible(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that the index is for: complete policies and plans."""
    return documents[documents.genre.isin(GENRES) & (documents.completeness == "complete")]


def build(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the 0/1 table of the eligible ``documents`` (contract ``CELLS``)."""
    chosen = eligible(documents)
    coded = discourse.build(chosen, texts, [scheme()]).codes
    shown = {(row.doc, row.code): row for row in reversed(list(schema.rows(coded)))}  # the first of each
    rows = []
    for doc in schema.rows(chosen):
        for code in scheme().codes:
            if code.code == scheme().rest:
                continue
            row = shown.get((doc.doc, code.code))
            stated = code.group == _CONSTANT or (code.group, code.code) == (
                _FACT,
                f"{_FACT}.{doc.place_kind}",
            )
            place = {"start": row.start, "end": row.end, "quote": row.quote} if row else {}
            value = int(bool(row) or stated)
            rows.append({"doc": doc.doc, "variable": code.group, "part": code.code, "value": value} | place)
    return CELLS.frame(rows)


def variables(cells: pd.DataFrame) -> pd.DataFrame:
    """Return X_1 to X_10 of each document, 0 to 1: a row a document, a column a variable, in order."""
    wide = cells.groupby(["doc", "variable"]).value.mean().unstack()
    return wide.reindex(columns=sorted(wide.columns, key=lambda name: int(name[1:]))).astype(float)


def index(cells: pd.DataFrame) -> pd.Series:
    """Return the PMC index by document, 0 to 10."""
    return variables(cells).sum(axis="columns")


def grade(value: float, lang: str) -> str:
    """Return the declared grade of an index in ``lang``."""
    return next(zh if lang == "zh" else en for least, zh, en in GRADES if value >= least)
