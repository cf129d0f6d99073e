"""All tables of words that a study publishes, and that ``gaoxin terms`` writes: one function, so that both agree.

Decimals have ten significant digits: the last ones hang on the processor and the version of numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from . import (
    citations,
    collocations,
    concordance,
    dispersion,
    diversity,
    export,
    keyness,
    new_terms,
    reuse,
    term_hits,
    terms,
)
from .lexicon import Lexicon
from .schema import Table
from .term_schema import CONCORDANCE, FREQUENCIES, GROUPINGS, HITS, KEYNESS, TERM_TABLES, THEMES

MIN_LENGTH = 2  # characters of a word that is counted in the published tables


def tables(
    tokens: pd.DataFrame, docs: pd.DataFrame, texts: Mapping[str, str], lexicon: Lexicon
) -> dict[str, pd.DataFrame]:
    """Return the tables of ``TERM_TABLES`` by name, of the documents ``docs`` and their ``tokens``.

    Frequencies, themes and diversity by every grouping that a document has; keyness by park and by genre.
    """
    made = (
        _by(GROUPINGS, lambda by: terms.frequencies(tokens, docs, by=by, min_length=MIN_LENGTH), FREQUENCIES),
        _by(GROUPINGS, lambda by: terms.themes(tokens, docs, by=by), THEMES),
        _by(("park", "genre"), lambda by: keyness.build(tokens, docs, by=by, min_length=MIN_LENGTH), KEYNESS),
        dispersion.build(tokens, docs),
        collocations.build(tokens),
        concordance.build(tokens, docs, texts),
        diversity.build(tokens, docs, by="document"),
        reuse.similarity(tokens, docs, texts),
        reuse.passages(docs, texts),
        new_terms.build(docs, texts, lexicon),
        citations.citations(docs, texts),
        citations.formulations(docs, texts),
    )
    return {contract.name: _rounded(table) for contract, table in zip(TERM_TABLES, made, strict=True)}


def write(
    folder: Path, tokens: pd.DataFrame, docs: pd.DataFrame, texts: Mapping[str, str], lexicon: Lexicon
) -> list[Path]:
    """Write the tables to ``folder`` as CSV, with what other tools read; return the files.

    ``dfm.mtx`` (Matrix Market: words counted by document) with ``dfm_documents.csv`` and ``dfm_words.csv``, the
    lexicon as ``lexicon.yml`` for quanteda, and ``theme_hits.csv``, random hits of each theme to be judged.
    """
    made = tables(tokens, docs, texts, lexicon)
    made[HITS.name] = term_hits.draw(made[CONCORDANCE.name])
    counts = made[FREQUENCIES.name]
    counts = counts[counts.grouping == "document"]
    rows, columns = (pd.Index(sorted(set(counts[name]))) for name in ("group", "word"))
    made["dfm_documents"] = docs[docs.doc.isin(rows)][["doc", "file", "title", "entity", "genre", "date"]]
    made["dfm_words"] = pd.DataFrame({"word": columns})
    contents = {f"{name}.csv": export.content(table, ".csv") for name, table in made.items()}
    contents["dfm.mtx"] = _matrix_market(counts, rows, columns)
    contents["lexicon.yml"] = lexicon.yaml().encode("utf-8")
    for name, content in contents.items():
        export.replace(folder / name, content)
    return [folder / name for name in contents]


def _matrix_market(counts: pd.DataFrame, rows: pd.Index, columns: pd.Index) -> bytes:
    """Return counts by document (rows) and word (columns) in coordinate form, counted from 1."""
    lines = ["%%MatrixMarket matrix coordinate integer general", f"{len(rows)} {len(columns)} {len(counts)}"]
    places = zip(
        rows.get_indexer(pd.Index(counts.group)), columns.get_indexer(pd.Index(counts.word)), strict=True
    )
    lines += [f"{row + 1} {column + 1} {n}" for (row, column), n in zip(places, counts["count"], strict=True)]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    decimals = table.select_dtypes("Float64").columns
    return table.assign(
        **{name: table[name].map(_round, na_action="ignore").astype("Float64") for name in decimals}
    )


def _round(value: float) -> float:
    return float(f"{value:.10g}")


def _by(groupings: Sequence[str], make: Callable[[str], pd.DataFrame], contract: Table) -> pd.DataFrame:
    """Return the tables that ``make`` gives for each grouping as one."""
    parts = [table for by in groupings if len(table := make(by))]
    return contract.conform(pd.concat(parts, ignore_index=True)) if parts else contract.frame([])
