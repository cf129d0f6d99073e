"""The cues of ``observations.toml`` as compiled patterns."""

from __future__ import annotations

import re
from functools import cache

from ..codebook import read_toml


@cache
def cue(table: str, name: str) -> re.Pattern[str]:
    """Return the pattern ``name`` of ``table``; it is meant for simplified, half-width text."""
    return re.compile(read_toml("observations.toml")[table][name])
