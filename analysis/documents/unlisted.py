"""A document's title, issuer and text → the places that they name and no list has.

Former counties, places of other calendars of names, and those of texts whose names were changed have no row in
``places.csv``; a title or a body's name vouches for them, and how the text speaks of its own place (全县, 全市).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .. import codebook
from . import gazetteer

__all__ = ["find_unlisted", "kind_of"]


def find_unlisted(heads: tuple[str, ...], body: str) -> list[str]:
    """Return the names of places in ``body`` or ``heads`` (title, issuer) that no list has, the first first.

    A name begins where words begin, ends with its class (县, 市, 区, 州, 盟, 旗, 镇) and has no word in it that
    speaks against a name. In a head or twice in the text it counts if the text calls its own place by that
    class (全县, 我市); in a head also if the text goes on with it twice.
    """
    form = codebook.pattern(_cues()["unlisted"], re.M)
    in_heads = [match[1] for head in heads for match in form.finditer(head)]
    in_body = [match[1] for match in form.finditer(body)]
    found = []
    for name in dict.fromkeys([*in_heads, *in_body]):
        if codebook.pattern(_cues()["no_unlisted"]).search(name) or _is_listed(name):
            continue
        is_own = codebook.pattern(_cues()["self"][name[-1]]).search(body) is not None
        times = in_body.count(name)
        if (is_own and (name in in_heads or times > 1)) or (name in in_heads and body.count(name) > 2):
            found.append(name)
    return found


def kind_of(name: str) -> str:
    """Return the kind of an unlisted place (``PLACE_KINDS``) by its class."""
    return "city" if name[-1] in "市州盟" else "district"


def _is_listed(name: str) -> bool:
    """Return whether a list has the name, or one in it that it goes on from (江苏省某市, 今年大庆市).

    A former county of what is now a city (海安县) has that one's short name, and is not listed.
    """
    if gazetteer.full_name(name):
        return True
    within = {at: gazetteer.name_at(name, at) for at in range(len(name))}
    is_part = within[0] not in ("", name[:-1])
    return is_part or any(len(inner) > 2 for inner in within.values())


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["places"]
    return cues
