"""Bytes → text: UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Any

from .. import codebook
from ..errors import SourceError

__all__ = ["decode", "guess"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = re.compile(r"[\0-\x7f]+")
# So many characters tell one encoding from the other; more only take time.
_SAMPLE = 20_000
_SAMPLE_WITHIN = 100_000


def decode(data: bytes, *, where: str = "", declared: str = "") -> str:
    """Return the text of ``data`` without its BOM: UTF-8, UTF-16 by its BOM, else GB18030 or Big5.

    The last two accept each other's bytes. The right one is where more of the Chinese characters are among
    the commonest of the language (``sources.toml``): the wrong one gives rare ones. What the file says of
    itself (``declared``) decides before that, where the bytes bear it out. Raises SourceError for no text
    and for no known encoding.
    """
    text = _decode_marked(data)
    if text is None:
        _refuse_binary(data, where)
        text = _decode_declared(data, declared) or _decode_unmarked(data, where)
    if not text.strip():
        raise SourceError(
            "an empty file", where=where, remedy="Put its text in, or take it out of the folder."
        )
    if "\0" in text:
        raise SourceError("a binary file, not text", where=where, remedy="Save its text as .txt in UTF-8.")
    return text


def guess(data: bytes) -> str:
    """Return a short text such as a file's name in the likeliest of the encodings; never raises."""
    text = _try(data, "utf-8")
    if text is not None:
        return text
    texts = [text for text in (_try(data, "gb18030"), _try(data, "big5hkscs")) if text is not None]
    return max(texts, key=_share_common, default="") or data.decode("cp437")


def _decode_marked(data: bytes) -> str | None:
    """Return the text if its encoding is beyond doubt, by a BOM or as valid UTF-8; else None."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data.removeprefix(mark), encoding)
    return _try(data, "utf-8")


def _decode_declared(data: bytes, declared: str) -> str | None:
    encoding = {"gb": "gb18030", "bi": "big5hkscs"}.get(declared.lower()[:2])
    return _try(data, encoding) if encoding else None


def _decode_unmarked(data: bytes, where: str) -> str:
    texts = [text for text in (_try(data, "gb18030"), _try(data, "big5hkscs")) if text is not None]
    best = max(texts, key=_share_common, default="")
    if _share_common(best) < _rules()["encoding"]["share"]:
        remedy = "Save the file as UTF-8."
        raise SourceError(
            "its encoding is none of UTF-8, UTF-16, GB18030 and Big5", where=where, remedy=remedy
        )
    return best


def _share_common(text: str) -> float:
    """Return the share of the characters beyond ASCII that are among the commonest of Chinese."""
    common = _rules()["encoding"]["common"]
    beginning = _ASCII.sub("", text[:_SAMPLE_WITHIN])
    wide = Counter((beginning if len(beginning) >= _SAMPLE else _ASCII.sub("", text))[:_SAMPLE])
    return sum(n for character, n in wide.items() if character in common) / max(wide.total(), 1)


def _refuse_binary(data: bytes, where: str) -> None:
    for start, what in _rules()["signatures"].items():
        if data.startswith(bytes.fromhex(start)):
            raise SourceError(f"{what}, not text", where=where, remedy="Save its text as .txt in UTF-8.")
    if b"\0" in data:
        remedy = "Save its text as .txt in UTF-8; a UTF-16 file needs its byte order mark."
        raise SourceError("a binary file, not text", where=where, remedy=remedy)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rules() -> dict[str, Any]:
    return codebook.read_toml("sources.toml")
