"""The tables that pass between the stages: columns, types, units, keys and order.

A column that is not here does not exist. The codebook in the report and the data dictionary are printed from
this module. Text is pandas ``str``, counts are ``Int64``, decimals ``Float64``, so that unknown is missing (NA),
never 0 and never an empty string that means something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

import pandas as pd

from .errors import SchemaError

Dtype = Literal["str", "Int64", "Float64", "bool"]


@dataclass(frozen=True)
class Column:
    """One column: name, type, unit (blank where it has none), meaning, and whether it may be missing."""

    name: str
    dtype: Dtype
    meaning: str
    unit: str = ""
    optional: bool = True
    values: tuple[str, ...] = ()  # the closed list of a coded column


@dataclass(frozen=True)
class Table:
    """A contract: columns in order, the unique key, and the columns that rows are sorted by."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names in order."""
        return [column.name for column in self.columns]

    def frame(self, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
        """Return ``rows`` as a checked table; a key that a row lacks is missing there."""
        values: dict[str, Any] = {c.name: [_blank(row.get(c.name)) for row in rows] for c in self.columns}
        types: dict[str, Any] = {c.name: c.dtype for c in self.columns}
        table = pd.DataFrame(values, columns=self.names, dtype=object).astype(types)
        return self.check(table.sort_values(list(self.sort), kind="stable", ignore_index=True))

    def conform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a large ``table`` as a checked one: its columns typed and ordered, its rows sorted.

        For tables that are made by columns; a cell that is not known must be missing already.
        """
        types: dict[str, Any] = {c.name: c.dtype for c in self.columns}
        typed = table[[name for name in self.names if name in table]].astype(
            {name: dtype for name, dtype in types.items() if name in table}
        )
        return self.check(typed.sort_values(list(self.sort), kind="stable", ignore_index=True))

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return ``table`` unchanged, or raise ``SchemaError`` with every breach of the contract."""
        faults = [SchemaError(what, where=f"table {self.name}") for what in self._faults(table)]
        if faults:
            raise SchemaError.gather(faults)
        return table

    def _faults(self, table: pd.DataFrame) -> list[str]:
        if list(table.columns) != self.names:
            missing = [name for name in self.names if name not in table.columns]
            surplus = [str(name) for name in table.columns if name not in self.names]
            return [f"columns missing {missing}, not known {surplus}, or out of order"]
        faults = []
        for column in self.columns:
            series = table[column.name]
            if str(series.dtype) != column.dtype:
                faults.append(f"column {column.name} is {series.dtype}, not {column.dtype}")
            if not column.optional and series.isna().any():
                faults.append(f"column {column.name} has missing values")
            if column.values:
                unknown = sorted(set(series.dropna().unique()) - set(column.values))
                if unknown:
                    faults.append(f"column {column.name} has {unknown}; its values are {list(column.values)}")
        if not faults and table.duplicated(list(self.key)).any():
            twice = table.loc[table.duplicated(list(self.key)), list(self.key)].iloc[0].to_dict()
            faults.append(f"the key {list(self.key)} is not unique: {twice}")
        return faults


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of ``table`` in order, a value an attribute; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    for row in plain.to_dict("records"):
        yield SimpleNamespace(**{str(name): value for name, value in row.items()})


def _blank(value: object) -> object:
    """Return NA for what is not known: None and the empty string."""
    return pd.NA if value is None or value == "" else value


GENRES = ("work_report", "news", "policy", "plan", "project_list", "notice", "communique")
PLACE_KINDS = ("zone", "city", "district", "province", "nation")
SCRIPTS = ("hans", "hant")
COMPLETENESS = ("complete", "excerpt", "truncated")
PASSAGE_KINDS = (
    "repeat",
    "navigation",
    "control",
    "counter",
    "copyright",
    "download_notice",
    "editors",
    "page_head",
    "page_number",
    "photo_line",
    "related",
    "rule",
)
ZONE_LEVELS = ("national", "provincial")
RIGHTS = ("official", "press")
FACT_NAMES = (
    "title",
    "date",
    "issuer",
    "source",
    "author",
    "doc_no",
    "entity",
    "place_kind",
    "place_code",
    "zone_level",
    "subject_year",
    "genre",
    "completeness",
    "script",
    "rights",
)
BASES = (
    "field",
    "line",
    "title",
    "signature",
    "dateline",
    "page_head",
    "cue",
    "rule",
    "characters",
    "register",
    "later_register",
    "counted",
    "default",
    "catalogue",
)
CONFIDENCES = ("stated", "derived", "weighed")
MEASURES = ("level", "growth", "increment", "share", "completion", "rank")
STATUSES = ("actual", "estimate", "target")
BOUNDS = ("=", ">=", ">", "<=", "<", "~")
PRICE_BASES = ("current", "constant")
SECTIONS = ("review", "plan", "other")
CLAUSE_CODES = ("result", "target", "neither")
TOKEN_KINDS = ("word", "function", "number", "mark")
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
CORRECTION_ACTIONS = ("change", "remove", "add")
FINALITIES = ("actual", "preliminary", "estimate", "target")
CONSTRAINTS = ("hard", "soft", "strive")
GROWTH_BASES = ("year_on_year", "average_annual", "cumulative", "since_year_end", "named_year")

DOCUMENTS = Table(
    "documents",
    (
        Column(
            "doc",
            "str",
            "document id: the file's name up to its first _ or last dot; .01, .02 for parts",
            optional=False,
        ),
        Column("file", "str", "path of the file below the folder that was read, with /", optional=False),
        Column(
            "start",
            "Int64",
            "offset of the document's first character in the file's decoded text",
            "code points",
            optional=False,
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("title", "str", "title as printed"),
        Column(
            "date", "str", "date of publication, as precise as the text gives it: 2015-01-10, 2020-12, 2002"
        ),
        Column("issuer", "str", "body that issued the document"),
        Column("source", "str", "medium, site or body that the text was taken from (来源)"),
        Column("author", "str", "who wrote the text (作者, 记者), several joined by 、"),
        Column("doc_no", "str", "document number (文号)"),
        Column("entity", "str", "place the document is about, in simplified characters"),
        Column("subject_year", "Int64", "year that the document mainly speaks of", "year"),
        Column("genre", "str", "kind of document", values=GENRES),
        Column("script", "str", "simplified or traditional characters", optional=False, values=SCRIPTS),
        Column(
            "duplicate_spans",
            "str",
            "passages that stand earlier in the same file or in another: start-end, joined by ;",
            "code points",
        ),
        Column(
            "boilerplate_spans", "str", "navigation, notices, captions: start-end, joined by ;", "code points"
        ),
        Column("place_kind", "str", "kind of place that entity is", values=PLACE_KINDS),
        Column(
            "place_code",
            "str",
            "code of GB/T 2260 of the place, of a zone that of the smallest place it is known to lie in",
        ),
        Column("zone_level", "str", "level of a zone, as the text or parks.csv has it", values=ZONE_LEVELS),
        Column(
            "chars",
            "Int64",
            "characters counted once: without blanks, repeats and boilerplate",
            "characters",
            optional=False,
        ),
        Column("completeness", "str", "whether the text is whole", optional=False, values=COMPLETENESS),
        Column("rights", "str", "whose text it is: an organ's or the press's", values=RIGHTS),
        Column("sha256", "str", "hash of the file's bytes", optional=False),
    ),
    key=("doc",),
    sort=("doc",),
)

FACTS = Table(
    "document_facts",
    (
        Column("doc", "str", "document id", optional=False),
        Column("fact", "str", "the column of documents that it fills", optional=False, values=FACT_NAMES),
        Column("value", "str", "the fact as documents has it; missing where the catalogue calls it unknown"),
        Column(
            "start",
            "Int64",
            "offset of the passage it was read from, where it was read from one",
            "code points",
        ),
        Column("end", "Int64", "offset after its last character", "code points"),
        Column("basis", "str", "where the value comes from (bases.csv)", optional=False, values=BASES),
        Column(
            "confidence",
            "str",
            "stated: said in so many words; derived: follows by a rule; weighed: the likeliest of several",
            optional=False,
            values=CONFIDENCES,
        ),
        Column("read_value", "str", "what the program had read, where the catalogue states the fact"),
        Column("reason", "str", "the catalogue's reason"),
    ),
    key=("doc", "fact"),
    sort=("doc", "fact"),
)

PASSAGES = Table(
    "passages_left_out",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start",
            "Int64",
            "offset of the passage in the file's decoded text",
            "code points",
            optional=False,
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("kind", "str", "a repeat, or what of the page it is", optional=False, values=PASSAGE_KINDS),
        Column("chars", "Int64", "its characters without blanks", "characters", optional=False),
        Column("of_doc", "str", "of a repeat: the document where it stands first"),
        Column("of_start", "Int64", "of a repeat: the offset where it stands first", "code points"),
        Column("quote", "str", "the passage as printed", optional=False),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

OBSERVATIONS = Table(
    "observations",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start",
            "Int64",
            "offset of the quote's first character in the file's decoded text",
            "code points",
            optional=False,
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("quote", "str", "the number with its unit, as printed", optional=False),
        Column("entity", "str", "place or body that the number is about, in simplified characters"),
        Column("indicator", "str", "id of the codebook's indicators; other where none fits", optional=False),
        Column("label", "str", "the indicator's name as it stands in the text"),
        Column("scope", "str", "what the number is limited to, as the text says it"),
        Column(
            "measure",
            "str",
            "level, growth, increment, share, completion or rank",
            optional=False,
            values=MEASURES,
        ),
        Column(
            "value",
            "Float64",
            "number in the canonical unit, the lower end of a range",
            "unit",
            optional=False,
        ),
        Column("value_high", "Float64", "upper end of a range", "unit"),
        Column("unit", "str", "canonical unit", optional=False),
        Column("period", "str", "period measured, ISO 8601: 2014, 2019-08, 2020-01/2020-08"),
        Column("status", "str", "actual, estimate or target", optional=False, values=STATUSES),
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("price_basis", "str", "current or constant prices, where it is known", values=PRICE_BASES),
        Column("growth_base", "str", "what a growth rate is measured against", values=GROWTH_BASES),
        Column(
            "confidence",
            "Float64",
            "share of rows like this one that proved right on coded documents",
            "0 to 1",
        ),
        Column("sentence", "str", "the sentence that the number stands in, as printed", optional=False),
        Column(
            "sentence_start",
            "Int64",
            "offset of the sentence's first character",
            "code points",
            optional=False,
        ),
        Column("sentence_end", "Int64", "offset after its last character", "code points", optional=False),
    ),
    key=("doc", "start", "end"),
    sort=("doc", "start", "end"),
)

LEDGER = Table(
    "numeral_ledger",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start",
            "Int64",
            "offset of the numeral's first character in the file's decoded text",
            "code points",
            optional=False,
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
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

CORRECTIONS = Table(
    "corrections",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start", "Int64", "offset of the quote in the file's decoded text", "code points", optional=False
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("quote", "str", "the number with its unit, as printed", optional=False),
        Column(
            "action", "str", "what was done to the observation", optional=False, values=CORRECTION_ACTIONS
        ),
        Column(
            "column", "str", "the observation's cell; of a removal the one that was checked", optional=False
        ),
        Column("was", "str", "what the machine had read there"),
        Column("now", "str", "what it was corrected to"),
        Column("reason", "str", "why, in the researcher's words", optional=False),
        Column("by", "str", "who corrected it", optional=False),
        Column("sentence", "str", "the sentence that the number stands in, as printed", optional=False),
        Column(
            "sentence_start",
            "Int64",
            "offset of the sentence's first character",
            "code points",
            optional=False,
        ),
    ),
    key=("doc", "start", "end", "column"),
    sort=("doc", "start", "end", "column"),
)

TOKENS = Table(
    "tokens",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start", "Int64", "offset of the token in the file's decoded text", "code points", optional=False
        ),
        Column("word", "str", "the token in simplified characters and half-width forms", optional=False),
        Column("kind", "str", "word, or what is not one", optional=False, values=TOKEN_KINDS),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

FREQUENCIES = Table(
    "term_frequencies",
    (
        Column("entity", "str", "park", optional=False),
        Column("word", "str", "word in simplified characters", optional=False),
        Column("count", "Int64", "times it stands in the park's documents", optional=False),
        Column("words", "Int64", "words in the park's documents, numbers and marks left out", optional=False),
        Column("per_mille", "Float64", "count of a thousand words", "‰", optional=False),
        Column("parks", "Int64", "parks whose documents have the word", optional=False),
    ),
    key=("entity", "word"),
    sort=("entity", "word"),
)

GROWTH = Table(
    "growth",
    (
        Column("entity", "str", "park", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
        Column("scope", "str", "the firms that the figure covers where it says so (whole_scopes.csv)"),
        Column("period", "str", "period of the growth, ISO 8601"),
        Column("status", "str", "actual, estimate or target", optional=False, values=STATUSES),
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("growth_pct", "Float64", "growth as stated", "%", optional=False),
        Column("doc", "str", "document id", optional=False),
        Column("start", "Int64", "offset of the observation", "code points", optional=False),
    ),
    key=("doc", "start"),
    sort=("entity", "indicator", "period", "doc", "start"),
)

TARGETS = Table(
    "targets",
    (
        Column("entity", "str", "park", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
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
        Column("doc", "str", "document id", optional=False),
        Column("result_start", "Int64", "offset of the result", "code points", optional=False),
        Column("target_start", "Int64", "offset of the target", "code points", optional=False),
    ),
    key=("doc", "target_start"),
    sort=("entity", "indicator", "doc", "target_start"),
)

CLAUSES = Table(
    "clauses",
    (
        Column("doc", "str", "document id", optional=False),
        Column(
            "start", "Int64", "offset of the clause in the file's decoded text", "code points", optional=False
        ),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("quote", "str", "the clause as printed", optional=False),
        Column("section", "str", "part of the document it stands in", optional=False, values=SECTIONS),
        Column("code", "str", "result, target or neither", optional=False, values=CLAUSE_CODES),
        Column("cue", "str", "the words that decided"),
        Column("cue_start", "Int64", "offset of the cue", "code points"),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

INDICATORS = Table(
    "indicators",
    (
        Column(
            "park", "str", "id of parks.csv, else the park's name as its documents have it", optional=False
        ),
        Column("entity", "str", "the park's name for readers", optional=False),
        Column("place_code", "str", "code of GB/T 2260 of the place that the park lies in"),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
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
        Column("doc", "str", "document of the observation", optional=False),
        Column("start", "Int64", "offset of the observation", "code points", optional=False),
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
        Column("park", "str", "id of the park", optional=False),
        Column("entity", "str", "its name", optional=False),
        Column("value", "Float64", "value in the unit of comparison", "unit", optional=False),
        Column("unit", "str", "unit of comparison", optional=False),
        Column("doc", "str", "document of the observation", optional=False),
        Column("start", "Int64", "offset of the observation", "code points", optional=False),
    ),
    key=("park",),
    sort=("rank", "park"),
)

RATIOS = Table(
    "ratios",
    (
        Column("park", "str", "id of the park", optional=False),
        Column("entity", "str", "its name", optional=False),
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
        Column("park", "str", "id of the park", optional=False),
        Column("entity", "str", "its name", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
        Column("perimeter", "str", "whom both rates cover; missing: all"),
        Column("price_basis", "str", "prices of both rates", values=PRICE_BASES),
        Column("result_period", "str", "year of the last result", optional=False),
        Column("result_pct", "Float64", "its growth", "%", optional=False),
        Column("result_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("target_period", "str", "year after", optional=False),
        Column("target_pct", "Float64", "growth aimed at, of a range its lower end", "%", optional=False),
        Column("target_bound", "str", "how the number bounds it", optional=False, values=BOUNDS),
        Column("ambition_pp", "Float64", "target less last result", "percentage points", optional=False),
        Column("constraint", "str", "wording class of the target (constraint_words.csv)", values=CONSTRAINTS),
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
        Column("park", "str", "id of the park", optional=False),
        Column("entity", "str", "its name", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
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
        Column("constraint", "str", "wording class of the target (constraint_words.csv)", values=CONSTRAINTS),
        Column("target_doc", "str", "document of the target", optional=False),
        Column("target_start", "Int64", "offset of the target", "code points", optional=False),
        Column("result_doc", "str", "later document, of the result", optional=False),
        Column("result_start", "Int64", "offset of the result", "code points", optional=False),
    ),
    key=("target_doc", "target_start"),
    sort=("park", "indicator", "measure", "period", "target_doc", "target_start"),
)

PANEL = Table(
    "panel",
    (
        Column("park", "str", "id of the park", optional=False),
        Column("entity", "str", "its name", optional=False),
        Column("year", "Int64", "year of the figure", "year", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
        Column("perimeter", "str", "whom the figure covers; missing: all"),
        Column("measure", "str", "level, growth, increment, share, completion or rank", values=MEASURES),
        Column("price_basis", "str", "prices of the figure", values=PRICE_BASES),
        Column("value", "Float64", "value in the unit of comparison", "unit", optional=False),
        Column("unit", "str", "unit of comparison", optional=False),
        Column("bound", "str", "how the number bounds the value", optional=False, values=BOUNDS),
        Column("finality", "str", "how final the result is", optional=False, values=FINALITIES),
        Column("doc", "str", "document of the observation", optional=False),
        Column("start", "Int64", "offset of the observation", "code points", optional=False),
    ),
    key=("doc", "start"),
    sort=("park", "year", "indicator", "measure", "doc", "start"),
)

COVERAGE = Table(
    "panel_coverage",
    (
        Column("year", "Int64", "year", "year", optional=False),
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
        Column("perimeter", "str", "whom the figure covers; missing: all"),
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
        Column("indicator", "str", "id of the codebook's indicators", optional=False),
        Column("year", "Int64", "year of the growth", "year", optional=False),
        Column("value", "Float64", "growth over the year before, as published", "%", optional=False),
        Column("source", "str", "where it was published", optional=False),
    ),
    key=("area", "indicator", "year"),
    sort=("area", "indicator", "year"),
)

TABLES = (
    DOCUMENTS,
    FACTS,
    PASSAGES,
    OBSERVATIONS,
    LEDGER,
    CORRECTIONS,
    TOKENS,
    FREQUENCIES,
    GROWTH,
    TARGETS,
    INDICATORS,
    COMPARABILITY,
    RATIOS,
    AMBITIONS,
    DEVIATIONS,
    PANEL,
    COVERAGE,
    CLAUSES,
)
