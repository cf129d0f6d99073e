"""A file's bytes → its text, by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from .. import codebook
from ..errors import SourceError
from .encodings import decode
from .pages import read_html
from .pdf import read_pdf
from .sheets import Documents, read_csv, read_xlsx
from .word import read_docx

__all__ = ["check_ending", "extract"]

_OLE = bytes.fromhex("d0cf11e0")  # Office files before 2007, and newer ones that are locked
_LOCKED = "EncryptedPackage".encode("utf-16-le")

_READERS: Mapping[str, Callable[[bytes, str], str | Documents]] = {
    ".txt": lambda data, where: decode(data, where=where),
    ".md": lambda data, where: decode(data, where=where),
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}


def check_ending(file: str) -> None:
    """Raise SourceError, with the conversion to make, for a file whose format is not read."""
    ending = PurePosixPath(file).suffix.lower()
    if ending in _READERS or ending == ".zip":
        return
    known: Mapping[str, Mapping[str, str]] = _rules()["formats"]
    format_ = known.get(ending.removeprefix("."), _rules()["unknown_format"])
    what = format_["what"].replace("{ending}", ending or "no ending")
    raise SourceError(what, where=file, remedy=format_["remedy"])


def extract(data: bytes, file: str) -> Documents:
    """Return the text of a file and the documents that its format tells apart (none where it does not).

    Raises SourceError for whatever keeps the text from being read: that readers of formats may raise
    anything on a damaged file is no reason to stop.
    """
    check_ending(file)
    ending = PurePosixPath(file).suffix.lower()
    if not data.strip():
        raise SourceError(
            "an empty file", where=file, remedy="Put its text in, or take it out of the folder."
        )
    if ending in (".docx", ".xlsx") and data.startswith(_OLE):
        raise _older_office(data, file)
    try:
        found = _READERS[ending](data, file)
    except SourceError:
        raise
    except Exception as fault:
        what = f"a damaged file, which cannot be read as {ending}"
        remedy = "Open it in the program it was made with and save it anew, or get it once more."
        raise SourceError(what, where=file, remedy=remedy) from fault
    text, parts = (found, ()) if isinstance(found, str) else found
    if not text.strip():
        raise SourceError(
            "no text in it", where=file, remedy="Put its text in, or take it out of the folder."
        )
    return text, parts


def _older_office(data: bytes, file: str) -> SourceError:
    if _LOCKED in data:
        remedy = "Open it with its password and save it without."
        return SourceError("an Office file locked with a password", where=file, remedy=remedy)
    remedy = "Open it in Office or WPS and save it in the format that its name says."
    return SourceError("an older Office file under a newer name", where=file, remedy=remedy)


def _rules() -> dict[str, Any]:
    return codebook.read_toml("sources.toml")
