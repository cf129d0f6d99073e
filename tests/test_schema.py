"""What a contract demands of a table, and columns looked up by key."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import schema
from analysis.errors import SchemaError
from analysis.schema import Column, Table

TABLE = Table(
    "herbs",
    (
        Column("name", "str", "name", optional=False),
        Column("height", "Float64", "height", "m"),
        Column("kind", "str", "kind", values=("herb", "shrub")),
    ),
    key=("name",),
    sort=("name",),
)


def test_rows_are_sorted_and_what_a_row_lacks_is_missing():
    made = TABLE.frame([{"name": "b", "height": 2.0}, {"name": "a", "kind": ""}])
    assert made.name.tolist() == ["a", "b"]
    assert made.height.isna().tolist() == [True, False]
    assert made.kind.isna().all()


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([{"name": "a"}, {"name": "a"}], "not unique"),
        ([{"name": None}], "missing values"),
        ([{"name": "a", "kind": "tree"}], "tree"),
    ],
)
def test_a_breach_is_named(rows, what):
    with pytest.raises(SchemaError, match=what):
        TABLE.frame(rows)


@pytest.mark.parametrize(
    ("keys", "words", "dtype", "told"),
    [
        (["a", "b", "a"], {"a": "x"}, "str", ["x", None, "x"]),
        (["a", None], {"a": ""}, "str", [None, None]),
        (["a", "b"], {"a": 3, "b": 0}, "Int64", [3, 0]),
        (["a"], {}, "Float64", [None]),
        ([], {"a": "x"}, "str", []),
    ],
)
def test_each_key_is_told_its_word(keys, words, dtype, told):
    column = pd.Series(keys, dtype="str", index=range(5, 5 + len(keys)))
    made = schema.told(column, words, dtype)
    assert str(made.dtype) == dtype
    assert made.index.tolist() == column.index.tolist()
    assert [None if pd.isna(value) else value for value in made] == told
