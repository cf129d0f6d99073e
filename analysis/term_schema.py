"""The contracts of the tables of words: tokens, frequencies, themes, keyness, collocations, concordance, reuse."""

from __future__ import annotations

from .schema import DOC, SECTIONS, Column, Table

TOKEN_KINDS = ("word", "function", "name", "unlisted", "number", "mark")
GROUPINGS = ("park", "document", "section", "genre")
UNITS = ("document", "paragraph")
LEVELS = ("central", "provincial", "local", "unknown")

_PLACE = "offset of the token in the file's decoded text"
WORD = Column("word", "str", "word in simplified characters and half-width forms", optional=False)
THEME = Column("theme", "str", "theme of the lexicon (term_themes.csv) that the word counts for")
GROUPING = Column("grouping", "str", "what the rows are grouped by", optional=False, values=GROUPINGS)
GROUP = Column("group", "str", "park, document, genre, or document with its part (000/plan)", optional=False)
COUNT = Column("count", "Int64", "times it stands there", optional=False)
WORDS = Column("words", "Int64", "words there, numbers and marks left out", optional=False)
PER_MILLE = Column("per_mille", "Float64", "count of a thousand words", "‰", optional=False)

TOKENS = Table(
    "tokens",
    (
        DOC,
        Column("start", "Int64", _PLACE, "code points", optional=False),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        WORD,
        Column("kind", "str", "word, or what is not one", optional=False, values=TOKEN_KINDS),
        THEME,
        Column("section", "str", "part of the document it stands in", optional=False, values=SECTIONS),
        Column("paragraph", "Int64", "number of its paragraph in the document, from 0", optional=False),
        Column("sentence", "Int64", "number of its sentence in the document, from 0", optional=False),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

FREQUENCIES = Table(
    "term_frequencies",
    (
        GROUPING,
        GROUP,
        WORD,
        THEME,
        COUNT,
        WORDS,
        PER_MILLE,
        Column("characters", "Int64", "characters there, without blanks", "characters", optional=False),
        Column("per_10k", "Float64", "count of ten thousand characters", optional=False),
        Column("documents", "Int64", "documents of the group that have the word", optional=False),
        Column("groups", "Int64", "groups that have the word", optional=False),
        Column(
            "tf_idf",
            "Float64",
            "count times 1 + ln((1 + groups in all) / (1 + groups with the word)), of the group's vector of length 1",
            optional=False,
        ),
    ),
    key=("grouping", "group", "word"),
    sort=("grouping", "group", "word"),
)

THEMES = Table(
    "theme_frequencies",
    (
        GROUPING,
        GROUP,
        Column("theme", "str", "theme of the lexicon (term_themes.csv)", optional=False),
        COUNT,
        WORDS,
        PER_MILLE,
        Column(
            "low", "Float64", "lower end of the exact 95 % Poisson interval of per_mille", "‰", optional=False
        ),
        Column("high", "Float64", "its upper end", "‰", optional=False),
        Column("terms", "Int64", "different terms of the theme there", optional=False),
        Column("commonest", "str", "commonest term of the theme in the corpus"),
        Column("per_mille_without", "Float64", "per_mille without that term", "‰", optional=False),
    ),
    key=("grouping", "group", "theme"),
    sort=("grouping", "group", "theme"),
)

KEYNESS = Table(
    "keyness",
    (
        GROUPING,
        Column("group", "str", "park or genre whose words are compared with the rest", optional=False),
        WORD,
        THEME,
        Column("is_name", "bool", "a name, or a word that no dictionary has; never key", optional=False),
        Column("count", "Int64", "times it stands in the group", optional=False),
        Column("words", "Int64", "words of the group", optional=False),
        Column("rest_count", "Int64", "times it stands in the rest", optional=False),
        Column("rest_words", "Int64", "words of the rest", optional=False),
        Column("reference", "str", "the rest: genres compared, joined by ;, or all", optional=False),
        Column("g2", "Float64", "log-likelihood ratio of the four cells (Dunning 1993)", optional=False),
        Column("p", "Float64", "its p by chi-squared of one degree of freedom", optional=False),
        Column("q", "Float64", "p after Benjamini and Hochberg, within the group", optional=False),
        Column("fisher_p", "Float64", "p of Fisher's exact test, two-sided", optional=False),
        Column(
            "log_ratio",
            "Float64",
            "binary logarithm of the ratio of rates, a count of 0 taken as 0.5 (Hardie 2014)",
            optional=False,
        ),
        Column("low", "Float64", "lower end of the bootstrap's 95 % interval of log_ratio"),
        Column("high", "Float64", "its upper end"),
        Column("unit", "str", "what was resampled", values=UNITS),
        Column(
            "difference_pct",
            "Float64",
            "%DIFF of the rates (Gabrielatos 2018); none if the rest has none",
            "%",
        ),
        Column("bic", "Float64", "g2 less the logarithm of all words (Wilson 2013)", optional=False),
        Column("ell", "Float64", "effect size of g2 (Johnston et al. 2006)"),
        Column(
            "log_odds_z",
            "Float64",
            "z of the log odds with a Dirichlet prior (Monroe et al. 2008)",
            optional=False,
        ),
        Column(
            "dp",
            "Float64",
            "deviation of proportions over the group's parts: 0 even, near 1 clumped",
            optional=False,
        ),
        Column(
            "is_key",
            "bool",
            "more in the group than in the rest by every test (keyness.toml)",
            optional=False,
        ),
    ),
    key=("grouping", "group", "word"),
    sort=("grouping", "group", "word"),
)

COLLOCATIONS = Table(
    "collocations",
    (
        Column("node", "str", "the word looked at", optional=False),
        Column("collocate", "str", "the word near it", optional=False),
        Column("count", "Int64", "times the two stand within the window", optional=False),
        Column("node_count", "Int64", "times the node stands in the corpus", optional=False),
        Column("collocate_count", "Int64", "times the collocate does", optional=False),
        Column("window", "Int64", "words to either side, inside a sentence", "words", optional=False),
        Column("documents", "Int64", "documents in which they stand together", optional=False),
        Column("log_dice", "Float64", "14 + log2 of Dice's coefficient (Rychlý 2008)", optional=False),
        Column(
            "pmi", "Float64", "pointwise mutual information, base 2 (Church and Hanks 1990)", optional=False
        ),
        Column("pmi2", "Float64", "PMI with the joint count squared (Daille 1994)", optional=False),
        Column("npmi", "Float64", "PMI over its maximum, -1 to 1 (Bouma 2009)", optional=False),
        Column("t", "Float64", "t-score (Church et al. 1991)", optional=False),
        Column("ll", "Float64", "log-likelihood ratio of the four cells (Dunning 1993)", optional=False),
    ),
    key=("node", "collocate"),
    sort=("node", "collocate"),
)

CONCORDANCE = Table(
    "concordance",
    (
        WORD,
        THEME,
        DOC,
        Column("start", "Int64", _PLACE, "code points", optional=False),
        Column("end", "Int64", "offset after its last character", "code points", optional=False),
        Column("left", "str", "what stands before it, as printed"),
        Column("match", "str", "the word as printed", optional=False),
        Column("right", "str", "what stands behind it, as printed"),
        Column("sentence_start", "Int64", "offset of its sentence", "code points", optional=False),
        Column("sentence_end", "Int64", "offset after the sentence", "code points", optional=False),
    ),
    key=("doc", "start"),
    sort=("word", "doc", "start"),
)

DISPERSION = Table(
    "dispersion",
    (
        WORD,
        Column("count", "Int64", "times it stands in the corpus", optional=False),
        Column("documents", "Int64", "documents that have it", optional=False),
        Column("dp", "Float64", "deviation of proportions over documents (Gries 2008)", optional=False),
        Column("dp_norm", "Float64", "dp over its maximum (Lijffijt and Gries 2012)", optional=False),
        Column("juilland_d", "Float64", "Juilland's D of the rates by document", optional=False),
        Column("carroll_d2", "Float64", "Carroll's D2 of the rates by document (1970)", optional=False),
    ),
    key=("word",),
    sort=("word",),
)

DIVERSITY = Table(
    "lexical_diversity",
    (
        GROUPING,
        GROUP,
        WORDS,
        Column("types", "Int64", "different words", optional=False),
        Column("ttr", "Float64", "types over words; falls with length, never compared", optional=False),
        Column("mattr", "Float64", "mean TTR of windows of so many words (Covington and McFall 2010)"),
        Column("window", "Int64", "words in a window of mattr", "words", optional=False),
        Column("hdd", "Float64", "HD-D of samples of 42 words (McCarthy and Jarvis 2007)"),
        Column(
            "mtld", "Float64", "MTLD at 0.72, mean of both directions (McCarthy and Jarvis 2010)", "words"
        ),
    ),
    key=("grouping", "group"),
    sort=("grouping", "group"),
)

SIMILARITY = Table(
    "similarity",
    (
        Column("doc_a", "str", "first document", optional=False),
        Column("doc_b", "str", "second document", optional=False),
        Column("cosine", "Float64", "cosine of the TF-IDF vectors of words, 0 to 1", optional=False),
        Column("jaccard", "Float64", "shared over all shingles (Broder 1997)", optional=False),
        Column("containment", "Float64", "shared over the shingles of the shorter one", optional=False),
    ),
    key=("doc_a", "doc_b"),
    sort=("doc_a", "doc_b"),
)

REUSE = Table(
    "text_reuse",
    (
        Column("doc_a", "str", "document of the earlier date, else of the smaller id", optional=False),
        Column("start_a", "Int64", "offset of the passage there", "code points", optional=False),
        Column("end_a", "Int64", "offset after it", "code points", optional=False),
        Column("doc_b", "str", "the other document", optional=False),
        Column("start_b", "Int64", "offset of the passage there", "code points", optional=False),
        Column("end_b", "Int64", "offset after it", "code points", optional=False),
        Column("characters", "Int64", "characters shared, numbers and marks left out", optional=False),
        Column("quote_a", "str", "the passage as the first prints it", optional=False),
        Column("quote_b", "str", "as the second prints it", optional=False),
        Column("is_formula", "bool", "made up of formulations or names alone", optional=False),
    ),
    key=("doc_a", "start_a", "doc_b", "start_b"),
    sort=("doc_a", "start_a", "doc_b", "start_b"),
)

NEW_TERMS = Table(
    "new_terms",
    (
        WORD,
        Column("count", "Int64", "times it stands in the corpus", optional=False),
        Column("documents", "Int64", "documents that have it", optional=False),
        Column("cohesion", "Float64", "least PMI, base 2, of any cut into two", optional=False),
        Column("left_entropy", "Float64", "entropy of the characters before it", "bit", optional=False),
        Column("right_entropy", "Float64", "entropy of the characters behind it", "bit", optional=False),
        Column("pieces", "str", "how the dictionary cuts it, joined by /", optional=False),
        DOC,
        Column("start", "Int64", "offset of its first place", "code points", optional=False),
        Column("end", "Int64", "offset after it", "code points", optional=False),
    ),
    key=("word",),
    sort=("word",),
)

CITATIONS = Table(
    "citations",
    (
        DOC,
        Column("start", "Int64", "offset of 《", "code points", optional=False),
        Column("end", "Int64", "offset after the title or its number", "code points", optional=False),
        Column("title", "str", "title cited, without its marks", optional=False),
        Column("number", "str", "number of the document (文号) behind it"),
        Column("level", "str", "level of the organ that issued it", optional=False, values=LEVELS),
        Column("year", "Int64", "year in its number", "year"),
        Column("is_planned", "bool", "the park's own, still being drafted where it says so", optional=False),
    ),
    key=("doc", "start"),
    sort=("doc", "start"),
)

FORMULATIONS = Table(
    "formulations",
    (
        Column("formulation", "str", "central wording (formulations.csv)", optional=False),
        DOC,
        Column("start", "Int64", "offset of its first place in the document", "code points", optional=False),
        Column("end", "Int64", "offset after it", "code points", optional=False),
        Column("count", "Int64", "times it stands in the document", optional=False),
        Column("first_date", "str", "date of the first authoritative text, ISO 8601", optional=False),
        Column("level", "str", "level of that text's organ", optional=False, values=LEVELS),
        Column("date", "str", "date of the document, else the year that it speaks of"),
        Column("lag_years", "Float64", "from first_date to the document's date", "years"),
    ),
    key=("formulation", "doc"),
    sort=("formulation", "doc"),
)

HITS = Table(
    "theme_hits",
    (
        Column("theme", "str", "theme of the lexicon", optional=False),
        Column("term", "str", "term that was found", optional=False),
        DOC,
        Column("start", "Int64", _PLACE, "code points", optional=False),
        Column("context", "str", "the place as printed", optional=False),
        Column("right", "str", "whether the term means the theme there", values=("yes", "no")),
        Column("by", "str", "who judged it"),
    ),
    key=("doc", "start"),
    sort=("theme", "doc", "start"),
)

TERM_TABLES = (
    FREQUENCIES,
    THEMES,
    KEYNESS,
    DISPERSION,
    COLLOCATIONS,
    CONCORDANCE,
    DIVERSITY,
    SIMILARITY,
    REUSE,
    NEW_TERMS,
    CITATIONS,
    FORMULATIONS,
)
