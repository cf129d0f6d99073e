"""Text → the same text in simplified characters and half-width forms, code point for code point."""

from __future__ import annotations

import re
from functools import cache

import opencc

__all__ = ["fold", "script_of", "simplified"]

# CJK ideographs, extension A, compatibility ideographs, extensions B to H.
_IDEOGRAPHS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400))
_TRADITIONAL_SHARE = 0.05
_HAN = re.compile(r"[㐀-鿿]")


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters, of the same length.

    Converts character by character (OpenCC, traditional to simplified), so that offsets stay; a word whose
    form depends on its neighbours (乾隆) may come out wrong. For finding and for names, not for quoting.
    """
    return text.translate(_to_simplified())


def fold(text: str) -> str:
    """Return ``text`` simplified and with full-width ASCII forms as half-width ones, of the same length."""
    return text.translate(_to_plain())


def script_of(text: str) -> str:
    """Return ``hant`` if more than a twentieth of the ideographs are traditional only, else ``hans``.

    Running traditional text has about a third; simplified text has single ones in names and quotations.
    """
    ideographs = _HAN.findall(text)
    changed = sum(ord(character) in _to_simplified() for character in ideographs)
    return "hant" if changed > _TRADITIONAL_SHARE * max(len(ideographs), 1) else "hans"


@cache
def _to_simplified() -> dict[int, str]:
    characters = [chr(point) for start, end in _IDEOGRAPHS for point in range(start, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}


@cache
def _to_plain() -> dict[int, str]:
    return _to_simplified() | {point: chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)} | {0x3000: " "}
