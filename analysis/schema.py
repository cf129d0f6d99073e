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


def told(keys: pd.Series, words: Mapping[Any, Any], dtype: Dtype = "str") -> pd.Series:
    """Return the word for each key as a column of ``dtype``, missing where there is none or a blank one.

    Each distinct key is looked up once: a table of a country repeats its keys a thousand times.
    """
    places, distinct = pd.factorize(keys)
    found = pd.Series([_blank(words.get(key)) for key in distinct], dtype=object).astype(dtype).array
    return pd.Series(found.take(places, allow_fill=True), index=keys.index)


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
SLOT_LEVELS = ("stated", "carried", "paragraph", "section", "document")
BOUNDS = ("=", ">=", ">", "<=", "<", "~")
PRICE_BASES = ("current", "constant")
SECTIONS = ("review", "plan", "other")
CORRECTION_ACTIONS = ("change", "remove", "add")
GROWTH_BASES = ("year_on_year", "average_annual", "cumulative", "since_year_end", "named_year")

# Columns that most tables share.
DOC = Column("doc", "str", "document id", optional=False)
END = Column("end", "Int64", "offset after its last character", "code points", optional=False)

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
        END,
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
        DOC,
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
        DOC,
        Column(
            "start",
            "Int64",
            "offset of the passage in the file's decoded text",
            "code points",
            optional=False,
        ),
        END,
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
        DOC,
        Column(
            "start",
            "Int64",
            "offset of the quote's first character in the file's decoded text",
            "code points",
            optional=False,
        ),
        END,
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
            "how often rows like this one proved right on coded documents, place and bound aside",
            "0 to 1",
        ),
        *(
            Column(
                f"{slot}_from",
                "str",
                f"where the {slot} comes from: its sentence, what is open before it, or a frame around it",
                values=SLOT_LEVELS,
            )
            for slot in ("indicator", "period", "status", "entity")
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

CORRECTIONS = Table(
    "corrections",
    (
        DOC,
        Column(
            "start", "Int64", "offset of the quote in the file's decoded text", "code points", optional=False
        ),
        END,
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

TABLES = (
    DOCUMENTS,
    FACTS,
    PASSAGES,
    OBSERVATIONS,
    CORRECTIONS,
)
