"""What two readers find → how right the machine's reading of this corpus is.

The files of this folder stand in the order of the flow: ``sample`` (rows and passages drawn at random),
``workbook`` (the sheets that the readers fill in, and back), ``check`` (shares, intervals, the readers' agreement),
``printed`` (all this as text).
"""

from __future__ import annotations

from .check import FIELDS, Agreement, Check, Share, check
from .sample import Sample, draw
from .workbook import read, write

__all__ = ["FIELDS", "Agreement", "Check", "Sample", "Share", "check", "draw", "read", "write"]
