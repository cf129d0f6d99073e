"""Documents and texts → observations: every number that measures something, with what, where, when and how firmly.

The files stand in the order of the flow: ``cues`` (patterns of the codebook), ``lexicon`` (names of indicators),
``period`` (times), ``context`` (pass 1: frames of sections and paragraphs), ``sift`` (which numbers observe), ``measure``,
``link`` (indicator, scope), ``status``, ``entity``, ``build`` (pass 2: clauses from left to right).
"""

from .build import build

__all__ = ["build"]
