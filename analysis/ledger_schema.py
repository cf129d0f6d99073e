"""The contract of the ledger: every numeral of every document with its class."""

from __future__ import annotations

from .schema import DOC, END, Column, Table

NUMERAL_CLASSES = (
    "observation",
    "date",
    "list_mark",
    "doc_number",
    "phone",
    "name",
    "slogan",
    "threshold",
    "ratio",
    "word",
    "furniture",
    "repeat",
    "unexplained",
)

LEDGER = Table(
    "numeral_ledger",
    (
        DOC,
        Column(
            "start",
            "Int64",
            "offset of the numeral's first character in the file's decoded text",
            "code points",
            optional=False,
        ),
        END,
        Column("quote", "str", "the numeral as printed, without its unit", optional=False),
        Column("class", "str", "what the numeral is", optional=False, values=NUMERAL_CLASSES),
        Column("reason", "str", "the rule that classed it (numeral_reasons.csv)", optional=False),
        Column("sentence", "str", "the sentence that the numeral stands in, as printed", optional=False),
        Column(
            "sentence_start",
            "Int64",
            "offset of the sentence's first character",
            "code points",
            optional=False,
        ),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)
