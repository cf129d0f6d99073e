"""The contract of the audit: how figures are related, and what became of them."""

from __future__ import annotations

from .schema import Column, Table

AUDIT_CLASSES = (
    "contradiction",
    "price_basis",
    "perimeter",
    "wording",
    "population",
    "currency",
    "agrees",
)
AUDIT_KINDS = (
    "growth",
    "average_growth",
    "renamed_level",
    "renamed_growth",
    "part",
    "list",
    "list_within",
    "rest_growth",
    "rest_before",
    "share",
    "share_total",
    "stock_total",
    "shares_sum",
    "completion",
    "limit",
    "threshold",
    "members",
    "stage",
    "repeat",
    "repeat_growth",
    "two_currencies",
    "currency_unsure",
)

AUDIT = Table(
    "audit",
    (
        Column("doc", "str", "document of the figure tested", optional=False),
        Column("start", "Int64", "offset of the figure tested", "code points", optional=False),
        Column("kind", "str", "how the figures are related", optional=False, values=AUDIT_KINDS),
        Column(
            "class",
            "str",
            "whether they agree, contradict each other, or why they need not agree",
            optional=False,
            values=AUDIT_CLASSES,
        ),
        Column("entity", "str", "place or body of the figure tested"),
        Column("indicator", "str", "its id in the codebook's indicators", optional=False),
        Column("quotes", "str", "the figures as printed, the one tested last, joined by ;", optional=False),
        Column("docs", "str", "the document of each, joined by ;", optional=False),
        Column("starts", "str", "the offset of each, joined by ;", "code points", optional=False),
        Column("labels", "str", "what each is called in the text, joined by ;", optional=False),
        Column("periods", "str", "the period of each, joined by ;", optional=False),
        Column("bounds", "str", "how each bounds its value, joined by ;", optional=False),
        Column("values", "str", "each as a number in its canonical unit, joined by ;", optional=False),
        Column("arithmetic", "str", "what follows from them, in words", optional=False),
        Column(
            "expected", "Float64", "what follows from the figures as printed, in unit", "unit", optional=False
        ),
        Column("expected_low", "Float64", "its lower end after rounding and bounds; none if open", "unit"),
        Column("expected_high", "Float64", "its upper end; none if open", "unit"),
        Column("stated", "Float64", "what the text states, as printed; none if it states nothing", "unit"),
        Column("stated_low", "Float64", "its lower end after rounding and bounds; none if open", "unit"),
        Column("stated_high", "Float64", "its upper end; none if open", "unit"),
        Column(
            "gap",
            "Float64",
            "how far the two lie apart after rounding and bounds; 0 where they meet",
            "unit",
            optional=False,
        ),
        Column("unit", "str", "canonical unit of expected, stated and gap", optional=False),
        Column(
            "deflator_pct",
            "Float64",
            "of price_basis: the change of prices that would reconcile growth and levels",
            "%",
        ),
        Column(
            "condition",
            "str",
            "of a contradiction: the reading that it holds under",
            values=("target_exact", "classes_nested", "not_revised"),
        ),
    ),
    key=("kind", "docs", "starts"),
    sort=("doc", "start", "kind", "docs", "starts"),
)
