"""Observations against a reference coding, or against what readers find → how many are right.

The files of this folder stand in the order of the flow: ``pairs`` (which row of the reading is which of the
reference), ``bootstrap`` (intervals over documents), ``scores`` (precision, recall, F1), ``confusions`` (what
was read as what), ``record`` (scores kept with the hash of the code that reached them), ``printed`` (all this as text).
A reading that was corrected by hand is never evaluated.
"""

from __future__ import annotations

from .confusions import confusions
from .pairs import FIELDS, Pairing, of_documents, pair, read_reference
from .record import code, recorded
from .scores import Agreement, Scores, by_document, by_indicator, score

__all__ = [
    "FIELDS",
    "Agreement",
    "Pairing",
    "Scores",
    "by_document",
    "by_indicator",
    "code",
    "confusions",
    "of_documents",
    "pair",
    "read_reference",
    "recorded",
    "score",
]
