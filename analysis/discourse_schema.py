"""The contracts of discourse: clauses, their codes, a reference coding of clauses."""

from __future__ import annotations

from .schema import DOC, END, GENRES, SECTIONS, Column, Table

CLAUSE_KINDS = ("heading", "sentence")
PREDICATES = ("act", "gain", "state", "none")
SUBJECTS = ("stated", "empty")
# How a clause came by a code.
BASES = ("cue", "carried", "context", "rest")

_START = Column(
    "start", "Int64", "offset of the clause in the file's decoded text", "code points", optional=False
)
_QUOTE = Column("quote", "str", "the clause as printed", optional=False)
_SCHEME = Column("scheme", "str", "coding scheme", optional=False)
_CODE = Column(
    "code", "str", "code of the scheme; its rest (none, no) where nothing speaks for another", optional=False
)

CLAUSES = Table(
    "clauses",
    (
        DOC,
        _START,
        END,
        _QUOTE,
        Column("chars", "Int64", "its characters without blanks", "characters", optional=False),
        Column("genre", "str", "kind of document", values=GENRES),
        Column("section", "str", "part of the document it stands in", optional=False, values=SECTIONS),
        Column("kind", "str", "a heading, or part of a sentence", optional=False, values=CLAUSE_KINDS),
        Column("paragraph_start", "Int64", "offset of its paragraph", "code points", optional=False),
        Column("sentence_start", "Int64", "offset of its sentence", "code points", optional=False),
        Column(
            "predicate",
            "str",
            "what its verb says: an act, a gain, a state",
            optional=False,
            values=PREDICATES,
        ),
        Column("verb", "str", "its verb, in simplified characters"),
        Column(
            "subject",
            "str",
            "whether the clause states who or what its verb is about",
            optional=False,
            values=SUBJECTS,
        ),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

CLAUSE_CODES = Table(
    "clause_codes",
    (
        DOC,
        _START,
        END,
        _QUOTE,
        _SCHEME,
        _CODE,
        Column("section", "str", "part of the document it stands in", optional=False, values=SECTIONS),
        Column(
            "basis",
            "str",
            "a cue in the clause, one of its sentence or paragraph, its place, or nothing",
            optional=False,
            values=BASES,
        ),
        Column("cue", "str", "the words that decided, as printed"),
        Column("cue_start", "Int64", "offset of these words", "code points"),
        Column("cue_end", "Int64", "offset after their last character", "code points"),
    ),
    key=("doc", "start", "scheme", "code"),
    sort=("doc", "start", "scheme", "code"),
)

CLAUSE_REFERENCE = Table(
    "gold_clauses",
    (DOC, _START, END, _QUOTE, _SCHEME, _CODE),
    key=("doc", "start", "end", "scheme", "code"),
    sort=("doc", "start", "end", "scheme", "code"),
)

DIMENSIONS = ("all", "entity", "genre", "section")
PARTS = ("all", "review", "present", "plan")

CODE_SHARES = Table(
    "code_shares",
    (
        Column("dimension", "str", "what the clauses are told apart by", optional=False, values=DIMENSIONS),
        Column("value", "str", "park, genre or section; all", optional=False),
        Column("part", "str", "clauses of which time (the scheme time); all", optional=False, values=PARTS),
        _SCHEME,
        Column("code", "str", "code of the scheme, or group of codes with is_group", optional=False),
        Column("is_group", "bool", "the row is of a group of codes: a clause counts once", optional=False),
        Column("count", "Int64", "clauses with the code", optional=False),
        Column(
            "clauses",
            "Int64",
            "base of the share: clauses with any code of the scheme but its rest",
            optional=False,
        ),
        Column("share", "Float64", "count of clauses", "0 to 1"),
        Column("low", "Float64", "exact binomial interval (Clopper & Pearson), lower end", "0 to 1"),
        Column("high", "Float64", "its upper end", "0 to 1"),
        Column("draws_low", "Float64", "bootstrap over paragraphs, lower end", "0 to 1"),
        Column("draws_high", "Float64", "its upper end", "0 to 1"),
        Column(
            "chars",
            "Int64",
            "characters of the clauses of this part, without blanks",
            "characters",
            optional=False,
        ),
        Column("per_10k", "Float64", "count per 10,000 characters", "per 10,000"),
        Column("rate_low", "Float64", "exact Poisson interval (Garwood), lower end", "per 10,000"),
        Column("rate_high", "Float64", "its upper end", "per 10,000"),
        Column("rate_draws_low", "Float64", "bootstrap over paragraphs, lower end", "per 10,000"),
        Column("rate_draws_high", "Float64", "its upper end", "per 10,000"),
    ),
    key=("dimension", "value", "part", "scheme", "code", "is_group"),
    sort=("dimension", "value", "part", "scheme", "code", "is_group"),
)

EVENNESS = Table(
    "instrument_evenness",
    (
        Column("dimension", "str", "what the clauses are told apart by", optional=False, values=DIMENSIONS),
        Column("value", "str", "park, genre or section; all", optional=False),
        Column("part", "str", "clauses of which time; all", optional=False, values=PARTS),
        Column("uses", "Int64", "uses of tools; a clause may use several", optional=False),
        Column("kinds", "Int64", "kinds of tools used", optional=False),
        Column(
            "evenness",
            "Float64",
            "H / ln K of the uses, K all kinds of the scheme; missing without uses",
            "0 to 1",
        ),
    ),
    key=("dimension", "value", "part"),
    sort=("dimension", "value", "part"),
)

INSTRUMENT_THEMES = Table(
    "instrument_themes",
    (
        Column("part", "str", "clauses of which time; all", optional=False, values=PARTS),
        Column("theme", "str", "theme of the lexicon", optional=False),
        Column("code", "str", "kind of policy tool, or group of kinds with is_group", optional=False),
        Column("is_group", "bool", "the row is of a group of kinds: a clause counts once", optional=False),
        Column("count", "Int64", "clauses with the tool and a term of the theme", optional=False),
        Column("clauses", "Int64", "clauses with any tool and a term of the theme", optional=False),
    ),
    key=("part", "theme", "code", "is_group"),
    sort=("part", "theme", "code", "is_group"),
)

DISCOURSE_TABLES = (CLAUSES, CLAUSE_CODES, CODE_SHARES, EVENNESS, INSTRUMENT_THEMES)
