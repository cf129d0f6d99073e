"""A published table → Stata's .dta (format 118): variable labels, coded columns as numbers with value labels."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd

from . import dictionary
from .schema import Column, Table

_LONGEST_LABEL = 80  # characters
_LONGEST_STR = 2045  # bytes; what is longer is a strL
_RESERVED = {"class": "class_", "end": "end_"}  # words of Stata's own


def content(table: pd.DataFrame, contract: Table, lang: str, timestamp: datetime) -> bytes:
    """Return the bytes of ``table``, which are the same for the same ``timestamp``.

    ``end`` and ``class``, which are words of Stata's own, are ``end_`` and ``class_``. Text
    that is missing is the empty string, as Stata has no other; a truth value is 0 or 1.
    """
    plain = pd.DataFrame(
        {_name(column): _plain(table[column.name], column.values) for column in contract.columns}
    )
    long = [
        name
        for name in plain.select_dtypes(include=["object", "str"]).columns
        if plain[name].map(lambda text: len(text.encode("utf-8"))).max() > _LONGEST_STR
    ]
    buffer = io.BytesIO()
    plain.to_stata(
        buffer,
        version=118,
        write_index=False,
        time_stamp=timestamp.replace(tzinfo=None),
        data_label=contract.name,
        variable_labels={
            _name(column): _label(column.name, column.unit, lang) for column in contract.columns
        },
        convert_strl=long,
    )
    return buffer.getvalue()


def _name(column: Column) -> str:
    return _RESERVED.get(column.name, column.name)


def _plain(column: pd.Series, codes: tuple[str, ...]) -> pd.Series:
    if codes and len(column):  # pandas cannot label what has no rows
        return pd.Series(pd.Categorical(column, categories=list(codes)), index=column.index)
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("int8")
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype("float64")
    return column.astype(object).where(column.notna(), "")


def _label(column: str, unit: str, lang: str) -> str:
    name = dictionary.name(column, lang)
    return (f"{name} ({unit})" if unit else name)[:_LONGEST_LABEL]
