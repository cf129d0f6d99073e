"""The contracts of the tables that compare parks: indicators, comparability, ratios, targets, the panel, context."""

from __future__ import annotations

from .schema import (
    BOUNDS,
    DOC,
    GENRES,
    GROWTH_BASES,
    MEASURES,
    PRICE_BASES,
    STATUSES,
    ZONE_LEVELS,
    Column,
    Table,
)

FINALITIES = ("actual", "preliminary", "estimate", "target")
CONSTRAINTS = ("hard", "soft", "strive")

# Columns that several of these tables share.
PARK = Column("park", "str", "id of the park", optional=False)
ENTITY = Column("entity", "str", "its name", optional=False)
INDICATOR = Column("indicator", "str", "id of the codebook's indicators", optional=False)
START = Column("start", "Int64", "offset of the observation", "code points", optional=False)
UNIT = Column("unit", "str", "unit of comparison", optional=False)
PERIMETER = Column("perimeter", "str", "whom the figure covers; missing: all")
CONSTRAINT = Column(
    "constraint", "str", "wording class of the target (constraint_words.csv)", values=CONSTRAINTS
)
SOURCE_DOC = Column("doc", "str", "document of the observation", optional=False)

INDICATORS = Table(
    "indicators",
    (
        Column(
            "park", "str", "id of parks.csv, else the park's name as its documents have it", optional=False
        ),
        Column("entity", "str", "the park's name for readers", optional=False),
        Column("place_code", "str", "code of GB/T 2260 of the place that the park lies in"),
        INDICATOR,
        Column("group", "str", "related definitions, never merged (definitions.csv)", optional=False),
        Column("label", "str", "the indicator's name as it stands in the text"),
        Column(
            "perimeter",
            "str",
            "whom the figure covers: the scope, else what the definition says; missing: all",
        ),
        Column(
            "is_whole",
            "bool",
            "the figure is the park's own total, or one zones report as such",
            optional=False,
        ),
        Column("measure", "str", "level, growth, increment, share, completion or rank", values=MEASURES),
        Column("period", "str", "period measured, ISO 8601"),
        Column("year", "Int64", "year that the period lies in; missing where it spans several", "year"),
        Column("status", "str", "actual, estimate or target", optional=False, values=STATUSES),
        Column(
            "finality",
            "str",
            "the status, results called preliminary apart (finality_words.csv)",
            optional=False,
            values=FINALITIES,
        ),
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("value", "Float64", "value in the unit of comparison", "unit", optional=False),
        Column("value_high", "Float64", "upper end of a range", "unit"),
        Column(
            "unit",
            "str",
            "unit of comparison: yuan for dollars of a year with a checked rate",
            optional=False,
        ),
        Column("original_value", "Float64", "value as observed", "original_unit", optional=False),
        Column("original_value_high", "Float64", "upper end as observed", "original_unit"),
        Column("original_unit", "str", "canonical unit as observed", optional=False),
        Column("exchange_rate", "Float64", "average of the year used (rates.csv)", "yuan a dollar"),
        Column(
            "price_basis",
            "str",
            "prices of the text, else of the definition (definitions.csv)",
            values=PRICE_BASES,
        ),
        Column("growth_base", "str", "what a growth rate is measured against", values=GROWTH_BASES),
        Column("genre", "str", "kind of document", values=GENRES),
        Column(
            "is_preferred",
            "bool",
            "the source that the declared order (source_order.csv) puts first for its park, indicator, "
            "perimeter, measure and period",
            optional=False,
        ),
        Column(
            "rivals",
            "Int64",
            "other values that the same source states for the same thing; from one on, none is preferred",
            optional=False,
        ),
        SOURCE_DOC,
        START,
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
    ),
    key=("doc", "start", "end"),
    sort=("park", "indicator", "measure", "period", "doc", "start"),
)

COMPARABILITY = Table(
    "comparability",
    (
        Column("group", "str", "related definitions", optional=False),
        Column("measure", "str", "level or growth", optional=False, values=MEASURES),
        Column("indicators", "str", "ids of the indicators stated, joined by ;", optional=False),
        Column("parks", "Int64", "parks that state one of them", optional=False),
        Column("pairs", "Int64", "pairs of figures of two parks, the last result of each", optional=False),
        Column("same", "Int64", "pairs that agree in everything", optional=False),
        Column("approximate", "Int64", "pairs of which one is a bound, a range or not final", optional=False),
        Column("other_period", "Int64", "pairs of one definition and different periods", optional=False),
        Column("related", "Int64", "pairs of different definitions", optional=False),
        Column("differs", "str", "what differs somewhere (facets of compare.FACETS), joined by ;"),
    ),
    key=("group", "measure"),
    sort=("group", "measure"),
)

PAIRS = Table(
    "comparability_pairs",
    (
        Column("park_a", "str", "id of the first park", optional=False),
        Column("park_b", "str", "id of the second", optional=False),
        Column("indicator_a", "str", "what the first states", optional=False),
        Column("indicator_b", "str", "what the second states", optional=False),
        Column("grade", "str", "how far the two compare (compare.GRADES)", optional=False),
        Column("differs", "str", "what differs, joined by ;"),
        Column("doc_a", "str", "document of the first", optional=False),
        Column("start_a", "Int64", "offset of the first", "code points", optional=False),
        Column("doc_b", "str", "document of the second", optional=False),
        Column("start_b", "Int64", "offset of the second", "code points", optional=False),
    ),
    key=("doc_a", "start_a", "doc_b", "start_b"),
    sort=("park_a", "park_b", "doc_a", "start_a", "doc_b", "start_b"),
)

RANKING = Table(
    "ranking",
    (
        Column("rank", "Int64", "place from the highest; equal values share one", optional=False),
        Column("parks", "Int64", "parks ranked", optional=False),
        PARK,
        ENTITY,
        Column("value", "Float64", "value in the unit of comparison", "unit", optional=False),
        UNIT,
        SOURCE_DOC,
        START,
    ),
    key=("park",),
    sort=("rank", "park"),
)

RATIOS = Table(
    "ratios",
    (
        PARK,
        ENTITY,
        Column("ratio", "str", "id of ratios.csv", optional=False),
        Column("perimeter", "str", "whom both figures cover; missing: all"),
        Column("period", "str", "period of both", optional=False),
        Column("status", "str", "status of the numerator", optional=False, values=STATUSES),
        Column("bound", "str", "what the bounds of both leave of the ratio's", optional=False, values=BOUNDS),
        Column("value_pct", "Float64", "numerator over denominator", "%", optional=False),
        Column("numerator", "Float64", "value in the unit of comparison", "unit", optional=False),
        Column("denominator", "Float64", "value in the unit of comparison", "unit", optional=False),
        Column("unit", "str", "unit of comparison of both", optional=False),
        Column("doc", "str", "document of both", optional=False),
        Column("numerator_start", "Int64", "offset of the numerator", "code points", optional=False),
        Column("denominator_start", "Int64", "offset of the denominator", "code points", optional=False),
    ),
    key=("ratio", "doc", "numerator_start", "denominator_start"),
    sort=("ratio", "park", "period", "doc", "numerator_start", "denominator_start"),
)

AMBITIONS = Table(
    "ambitions",
    (
        PARK,
        ENTITY,
        INDICATOR,
        Column("perimeter", "str", "whom both rates cover; missing: all"),
        Column("price_basis", "str", "prices of both rates", values=PRICE_BASES),
        Column("result_period", "str", "year of the last result", optional=False),
        Column("result_pct", "Float64", "its growth", "%", optional=False),
        Column("result_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("result_status", "str", "actual or estimate", optional=False, values=("actual", "estimate")),
        Column("target_period", "str", "year after", optional=False),
        Column("target_pct", "Float64", "growth aimed at, of a range its lower end", "%", optional=False),
        Column("target_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("ambition_pp", "Float64", "target less last result", "percentage points", optional=False),
        CONSTRAINT,
        Column("constraint_word", "str", "the word that decided"),
        Column("result_doc", "str", "document of the result", optional=False),
        Column("result_start", "Int64", "offset of the result", "code points", optional=False),
        Column("doc", "str", "document of the target", optional=False),
        Column("target_start", "Int64", "offset of the target", "code points", optional=False),
    ),
    key=("doc", "target_start"),
    sort=("park", "indicator", "target_period", "doc", "target_start"),
)

DEVIATIONS = Table(
    "deviations",
    (
        PARK,
        ENTITY,
        INDICATOR,
        Column("perimeter", "str", "whom both cover; missing: all"),
        Column("measure", "str", "level or growth", optional=False, values=("level", "growth")),
        Column("period", "str", "period of both", optional=False),
        Column("unit", "str", "unit of comparison of both", optional=False),
        Column("target", "Float64", "value aimed at", "unit", optional=False),
        Column("target_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("result", "Float64", "value reached", "unit", optional=False),
        Column("result_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column(
            "deviation",
            "Float64",
            "result less target; of a level in % of the target, of a growth in percentage points",
            "% or pp",
            optional=False,
        ),
        CONSTRAINT,
        Column("target_doc", "str", "document of the target", optional=False),
        Column("target_start", "Int64", "offset of the target", "code points", optional=False),
        Column("result_doc", "str", "later document, of the result", optional=False),
        Column("result_start", "Int64", "offset of the result", "code points", optional=False),
    ),
    key=("target_doc", "target_start"),
    sort=("park", "indicator", "measure", "period", "target_doc", "target_start"),
)

GROWTH = Table(
    "growth",
    (
        Column("entity", "str", "park", optional=False),
        INDICATOR,
        Column("scope", "str", "the firms that the figure covers where it says so (whole_scopes.csv)"),
        Column("period", "str", "period of the growth, ISO 8601"),
        Column("status", "str", "actual, estimate or target", optional=False, values=STATUSES),
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("growth_pct", "Float64", "growth as stated", "%", optional=False),
        DOC,
        START,
    ),
    key=("doc", "start"),
    sort=("entity", "indicator", "period", "doc", "start"),
)

TARGETS = Table(
    "targets",
    (
        Column("entity", "str", "park", optional=False),
        INDICATOR,
        Column("scope", "str", "the firms that both cover where the text says so (whole_scopes.csv)"),
        Column("unit", "str", "canonical unit of both values", optional=False),
        Column("result", "Float64", "last result in the same document", "unit", optional=False),
        Column("result_period", "str", "its period", optional=False),
        Column("result_status", "str", "actual or estimate", optional=False, values=("actual", "estimate")),
        Column("target", "Float64", "value aimed at", "unit", optional=False),
        Column("target_period", "str", "period it is aimed at", optional=False),
        Column("target_bound", "str", "how the number bounds the target", optional=False, values=BOUNDS),
        Column(
            "implied_growth_pct",
            "Float64",
            "target over result less one, at the prices printed",
            "%",
            optional=False,
        ),
        Column("stated_growth_pct", "Float64", "growth that the document states for the target", "%"),
        Column("stated_growth_bound", "str", "how it bounds the growth", values=BOUNDS),
        Column("stated_growth_start", "Int64", "offset of the growth stated", "code points"),
        DOC,
        Column("result_start", "Int64", "offset of the result", "code points", optional=False),
        Column("target_start", "Int64", "offset of the target", "code points", optional=False),
    ),
    key=("doc", "target_start"),
    sort=("entity", "indicator", "doc", "target_start"),
)

PANEL = Table(
    "panel",
    (
        PARK,
        ENTITY,
        Column("year", "Int64", "year of the figure", "year", optional=False),
        INDICATOR,
        PERIMETER,
        Column("measure", "str", "level, growth, increment, share, completion or rank", values=MEASURES),
        Column("price_basis", "str", "prices of the figure", values=PRICE_BASES),
        Column("value", "Float64", "value in the unit of comparison", "unit", optional=False),
        UNIT,
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("finality", "str", "how final the result is", optional=False, values=FINALITIES),
        SOURCE_DOC,
        START,
    ),
    key=("doc", "start"),
    sort=("park", "year", "indicator", "measure", "doc", "start"),
)

COVERAGE = Table(
    "panel_coverage",
    (
        Column("year", "Int64", "year", "year", optional=False),
        INDICATOR,
        PERIMETER,
        Column("measure", "str", "what is measured", optional=False, values=MEASURES),
        Column("n", "Int64", "parks with a value", optional=False),
        Column("missing", "Int64", "parks without one whose documents of the year are whole", optional=False),
        Column(
            "unknowable",
            "Int64",
            "parks with no whole document of the year: a blank says nothing",
            optional=False,
        ),
    ),
    key=("year", "indicator", "perimeter", "measure"),
    sort=("year", "indicator", "measure", "perimeter"),
)

CONTEXT = Table(
    "context",
    (
        Column("area", "str", "nation, province or city, by its full name", optional=False),
        INDICATOR,
        Column("year", "Int64", "year of the growth", "year", optional=False),
        Column("value", "Float64", "growth over the year before, as published", "%", optional=False),
        Column("source", "str", "where it was published", optional=False),
    ),
    key=("area", "indicator", "year"),
    sort=("area", "indicator", "year"),
)

CONTEXT_GROWTH = Table(
    "growth_in_context",
    (
        PARK,
        ENTITY,
        INDICATOR,
        Column("perimeter", "str", "whom the park's figure covers; missing: all"),
        Column("year", "Int64", "year of both", "year", optional=False),
        Column("growth_pct", "Float64", "the park's growth", "%", optional=False),
        Column("bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("area", "str", "nation, province or city that the park lies in", optional=False),
        Column("area_growth_pct", "Float64", "the area's growth", "%", optional=False),
        Column("gap_pp", "Float64", "the park's less the area's", "percentage points", optional=False),
        Column("source", "str", "where the area's was published", optional=False),
        Column("doc", "str", "document of the park's", optional=False),
        Column("start", "Int64", "its offset", "code points", optional=False),
    ),
    key=("doc", "start", "area"),
    sort=("park", "indicator", "year", "doc", "start", "area"),
)

DISCLOSURE = Table(
    "disclosure",
    (
        Column("entity", "str", "zone", optional=False),
        Column("subject_year", "Int64", "year that its documents speak of", "year"),
        Column(
            "zone_level", "str", "level of the zone; only national zones are evaluated", values=ZONE_LEVELS
        ),
        Column("is_whole", "bool", "one of its documents of the year is complete", optional=False),
        Column("edition", "str", "official evaluation in force in the year (frameworks.csv)"),
        Column("yardstick", "str", "what the zone is held against: the edition, else a monitoring list"),
        Column("indicator", "str", "id of the codebook's indicators that is stated", optional=False),
        Column(
            "theme", "str", "theme of the item; missing where the yardstick does not ask for the indicator"
        ),
        Column("item", "str", "item of the yardstick that the indicator answers"),
        Column("match", "str", "how it answers the item", values=("exact", "near")),
        Column("has_result", "bool", "a result or an estimate is stated", optional=False),
        Column("has_target", "bool", "a target is stated", optional=False),
    ),
    key=("entity", "subject_year", "indicator", "item"),
    sort=("entity", "subject_year", "indicator", "item"),
)

# What a study publishes; the pairs of a comparison and a ranking are made for what is asked.
COMPARISON_TABLES = (
    GROWTH,
    TARGETS,
    DISCLOSURE,
    INDICATORS,
    COMPARABILITY,
    RATIOS,
    AMBITIONS,
    DEVIATIONS,
    PANEL,
    COVERAGE,
    CONTEXT_GROWTH,
)
