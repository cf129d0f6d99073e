"""The contracts of all tables that a study publishes → the codebook: every column with its name, type, unit, codes.

Names for readers stand in ``codebook/columns.csv`` and ``codebook/labels.toml``; everything else is the contract's own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from . import codebook, rights
from .audit_schema import AUDIT
from .comparison_schema import COMPARISON_TABLES
from .discourse_schema import DISCOURSE_TABLES
from .ledger_schema import LEDGER
from .schema import TABLES, Column, Table
from .term_schema import TERM_TABLES

CONTRACTS = {
    contract.name: rights.published(contract)
    for contract in (*TABLES, LEDGER, *COMPARISON_TABLES, AUDIT, *TERM_TABLES, *DISCOURSE_TABLES)
}

# The group of labels.toml that words a coded column, where it is not the column's own name.
_GROUPS = {
    "zone_level": "zone_level",
    "target_bound": "bounds",
    "result_bound": "bounds",
    "stated_growth_bound": "bounds",
    "bound": "bounds",
    "result_status": "status",
    "price_basis": "prices",
}

COLUMNS = Table(
    "codebook",
    (
        Column("table", "str", "table of the package", optional=False),
        Column("column", "str", "column of the table", optional=False),
        Column("label_zh", "str", "its name in Chinese", optional=False),
        Column("label_en", "str", "its name in English", optional=False),
        Column("type", "str", "string, integer, number or boolean", optional=False),
        Column("unit", "str", "unit of measure; of a value whose unit stands in a column that column's name"),
        Column("meaning", "str", "what the column says", optional=False),
        Column("codes", "str", "the values it can take, joined by ;"),
        Column(
            "may_be_missing", "bool", "whether a cell may be empty, which means not known", optional=False
        ),
        Column("is_key", "bool", "part of the key, which no two rows share", optional=False),
    ),
    key=("table", "column"),
    sort=(),
)
CODES = Table(
    "codebook_codes",
    (
        Column("column", "str", "coded column", optional=False),
        Column("code", "str", "value", optional=False),
        Column("label_zh", "str", "the code in Chinese", optional=False),
        Column("label_en", "str", "the code in English", optional=False),
    ),
    key=("column", "code"),
    sort=(),
)

TYPES = {"str": "string", "Int64": "integer", "Float64": "number", "bool": "boolean"}


def columns() -> pd.DataFrame:
    """Return every column of every published table (contract ``COLUMNS``), in the order of the contracts."""
    rows = [
        {
            "table": contract.name,
            "column": column.name,
            "label_zh": name(column.name, "zh"),
            "label_en": name(column.name, "en"),
            "type": TYPES[column.dtype],
            "unit": column.unit,
            "meaning": column.meaning,
            "codes": ";".join(column.values),
            "may_be_missing": column.optional,
            "is_key": column.name in contract.key,
        }
        for contract in (*CONTRACTS.values(), COLUMNS, CODES)
        for column in contract.columns
    ]
    return COLUMNS.frame(rows)


def codes() -> pd.DataFrame:
    """Return the codes of every coded column with their words (contract ``CODES``)."""
    values: dict[tuple[str, str], None] = {}
    for contract in CONTRACTS.values():
        for column in contract.columns:
            values |= dict.fromkeys((column.name, value) for value in column.values)
    return CODES.frame(
        [
            {
                "column": column,
                "code": code,
                "label_zh": worded(column, code, "zh"),
                "label_en": worded(column, code, "en"),
            }
            for column, code in values
        ]
    )


def name(column: str, lang: str) -> str:
    """Return the name of a column for readers; the column's own where ``columns.csv`` has none."""
    return _names().get(column, {}).get(lang, column)


def worded(column: str, code: str, lang: str) -> str:
    """Return a code in words: those of labels.toml, else the code with blanks for its underscores."""
    words: Any = codebook.read_toml("labels.toml").get(_GROUPS.get(column, column), {}).get(code)
    return str(words[lang]) if isinstance(words, dict) and lang in words else code.replace("_", " ")


@cache
def _names() -> dict[str, dict[str, str]]:
    return {row["column"]: row for row in codebook.read_csv("columns.csv")}
