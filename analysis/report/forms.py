"""Words that agree with a number: ``{{ zones zone|zones }}`` in English prose is "1 zone" or "8 zones".

Chinese needs none of this; English does wherever a claim is a count, and a count may be one in somebody's study.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_FORMS = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s+([^{}|]+?)\s*\|\s*([^{}|]+?)\s*\}\}")


def agreeing(source: str, claims: Mapping[str, Any], lang: str) -> str:
    """Return prose in which each ``{{ claim one|many }}`` is ``{{ claim }}`` and the words that its value asks for.

    A claim that is not there is left for ``resolve.fill`` to name.
    """

    def put(match: re.Match[str]) -> str:
        name, one, many = match.groups()
        value = claims.get(name, {}).get("text", {}).get(lang)
        return f"{{{{ {name} }}}} {one if value == '1' else many}"

    return _FORMS.sub(put, source)
