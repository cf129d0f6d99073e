"""Text → the same text in simplified characters and half-width forms, code point for code point."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

__all__ = ["fold", "script_of", "simplified"]

# CJK ideographs, extension A, compatibility ideographs, extensions B to H.
_IDEOGRAPHS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400))
_TRADITIONAL_SHARE = 0.05
_HAN = re.compile(r"[㐀-鿿]")
_WIDE, _TO_ASCII = (0xFF01, 0xFF5F), 0xFEE0
_WIDE_BLANK, _SMALL_PER_CENT = 0x3000, ord("﹪")


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters, of the same length.

    OpenCC, traditional to simplified: a character whose form depends on its neighbours comes out by its word
    (乾隆, 干净). For finding and for names, not for quoting.
    """
    try:
        converted: str = _converter().convert(text)
    except UnicodeEncodeError:  # half a surrogate pair, which no decoder gives
        converted = ""
    # No word of the dictionary changes its length; if one ever does, characters are converted one by one.
    return converted if len(converted) == len(text) else text.translate(_to_simplified())


def fold(text: str) -> str:
    """Return ``text`` simplified and with full-width ASCII forms as half-width ones, of the same length."""
    points = _code_points(simplified(text)).copy()
    points[(points >= _WIDE[0]) & (points < _WIDE[1])] -= _TO_ASCII
    points[points == _WIDE_BLANK] = ord(" ")
    points[points == _SMALL_PER_CENT] = ord("%")
    return points.tobytes().decode("utf-32-le", "surrogatepass")


def script_of(text: str) -> str:
    """Return ``hant`` if more than a twentieth of the ideographs are traditional only, else ``hans``.

    Running traditional text has about a third; simplified text has single ones in names and quotations.
    """
    changed = int(np.count_nonzero(_code_points(text) != _code_points(simplified(text))))
    return "hant" if changed and changed > _TRADITIONAL_SHARE * len(_HAN.findall(text)) else "hans"


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _to_simplified() -> dict[int, str]:
    characters = [chr(point) for start, end in _IDEOGRAPHS for point in range(start, end)]
    converted = _converter().convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}
