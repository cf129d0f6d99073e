"""A fact as it was read: its value, on what basis, and from which passage."""

from __future__ import annotations

from typing import NamedTuple

from .lines import Span

__all__ = ["NOTHING", "Reading"]


class Reading(NamedTuple):
    """A fact of a document: value (``""`` where it is not known), basis (``BASES``) and the passage, if it is one.

    The passage is None where the value was counted, looked up or follows from other facts.
    """

    value: str = ""
    basis: str = ""
    span: Span | None = None


NOTHING = Reading()
