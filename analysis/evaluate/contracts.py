"""The contracts of what an evaluation keeps: confusions, recorded scores, the verdicts of readers."""

from __future__ import annotations

from ..schema import Column, Table

CONFUSION_KINDS = ("missed", "extra", "differs")
VERDICTS = ("right", "wrong", "none", "unsure")

CONFUSIONS = Table(
    "confusions",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start", "Int64", "offset of the quote in the file's decoded text", "code points", optional=False
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("quote", "str", "the number with its unit, as printed"),
        Column("kind", "str", "what is amiss with the row", optional=False, values=CONFUSION_KINDS),
        Column(
            "column", "str", "the cell that differs; row where one of the two has no such row", optional=False
        ),
        Column("reference", "str", "what the reference coding has there"),
        Column("read", "str", "what was read"),
        Column("sentence", "str", "the sentence that the number stands in, as printed"),
        Column("sentence_start", "Int64", "offset of the sentence's first character", "code points"),
    ),
    key=("doc", "start", "end", "kind", "column"),
    sort=("doc", "start", "end", "kind", "column"),
)

_SCORES = tuple(
    Column(f"{what}_{name}", "Float64", f"{meaning} of {rows}", "0 to 1", optional=name in ("low", "high"))
    for what, rows in (
        ("detection", "rows found"),
        ("core", "rows whose indicator, measure, value, unit, period and status are right"),
        ("full", "rows whose bound and entity are right too"),
    )
    for name, meaning in (
        ("precision", "precision"),
        ("recall", "recall"),
        ("f1", "F1"),
        ("low", "lower end of the 95 % bootstrap interval of F1 over documents"),
        ("high", "its upper end"),
    )
)

EVALUATIONS = Table(
    "evaluations",
    (
        Column("set", "str", "id of the coded documents (evaluation_sets.csv)", optional=False),
        Column("documents", "Int64", "documents with rows in the reference or the reading", optional=False),
        Column("reference", "Int64", "rows of the reference coding", optional=False),
        Column("read", "Int64", "rows read", optional=False),
        Column("paired", "Int64", "rows of both that pair", optional=False),
        *_SCORES,
        *(
            Column(name, "Float64", f"share of the paired rows that are right in {name}", "0 to 1")
            for name in ("indicator", "measure", "value", "unit", "period", "status", "bound", "entity")
        ),
        Column("code", "str", "hash of the code and coding tables that read the documents", optional=False),
        Column("date", "str", "when it was measured, ISO 8601", optional=False),
    ),
    key=("set", "code"),
    sort=("date", "set", "code"),
)

CHECKED = Table(
    "checked",
    (
        Column("reader", "str", "who judged", optional=False, values=("A", "B")),
        Column("item", "str", "an observation, or a passage", optional=False, values=("row", "passage")),
        Column("id", "str", "number of the item in the workbook", optional=False),
        Column("doc", "str", "document id", optional=False),
        Column("start", "Int64", "offset of quote or passage", "code points", optional=False),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("quote", "str", "the number with its unit, as printed; of a passage blank"),
        Column("verdict", "str", "what the reader says of the row; blank if not judged", values=VERDICTS),
        Column("wrong", "str", "fields that are wrong, joined by ;"),
        Column("missed", "Int64", "observations of the passage that were not read; blank if not judged"),
        Column("note", "str", "the reader's remark"),
        Column("stratum", "str", "what the item was drawn from", optional=False),
        Column("weight", "Float64", "rows or passages that it stands for", optional=False),
        Column("code", "str", "hash of the code whose reading is checked", optional=False),
    ),
    key=("reader", "id"),
    sort=("reader", "id"),
)
