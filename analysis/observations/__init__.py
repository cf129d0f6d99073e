"""Documents and texts → observations: every number that measures something, with what, where, when and how
firmly.

The files stand in the order of the flow: ``cues`` (patterns of the codebook), ``lexicon`` (names of
indicators), ``period`` (times), ``document``, ``layout`` (paragraphs), ``context`` (pass 1: frames of
sections and paragraphs), ``sift`` (which numbers observe), ``measure``, ``item`` (a number in its
clause), ``part`` (parts and wholes), ``link`` (indicator), ``series`` (分别), ``scope``, ``status``,
``when`` (period), ``entity``, ``sentence`` (pass 2: clauses from left to right), ``tables`` (flattened
tables), ``build``, ``passages`` (what became of each number).
"""

from .build import build
from .passages import Passage, passages

__all__ = ["Passage", "build", "passages"]
