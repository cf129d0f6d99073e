"""Indicators, terms and discourse of Chinese high-tech zones, each number with the sentence it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .study import Study, open_study

__all__ = ["Study", "open_study"]

STUDY_VARIABLE = "GAOXIN_STUDY"  # the environment variable by which a build names the study to its kernels
WORK = ".gaoxin"  # a study's folder for the record of builds and what is not published yet


def __getattr__(name: str) -> object:
    # Loaded on first use: the command must say "nothing to do" before pandas could be imported.
    if name in ("Study", "open_study"):
        from . import study

        return getattr(study, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
