"""All tables of words that a study publishes, and that ``gaoxin terms`` writes: one function, so that both agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from . import citations, collocations, concordance, dispersion, diversity, keyness, new_terms, reuse, terms
from .lexicon import Lexicon
from .schema import Table
from .term_schema import FREQUENCIES, GROUPINGS, KEYNESS, TERM_TABLES, THEMES

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
    return {contract.name: table for contract, table in zip(TERM_TABLES, made, strict=True)}


def _by(groupings: Sequence[str], make: Callable[[str], pd.DataFrame], contract: Table) -> pd.DataFrame:
    """Return the tables that ``make`` gives for each grouping as one."""
    parts = [table for by in groupings if len(table := make(by))]
    return contract.conform(pd.concat(parts, ignore_index=True)) if parts else contract.frame([])
