"""A ZIP archive → its members, never more of them than the limits allow and none outside of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from ..errors import SourceError
from .encodings import guess
from .listing import is_document

__all__ = ["members", "open_package"]

# Text shrinks to a tenth, tables of one word to a hundredth; a bomb to a thousandth. Small files may be anything.
_MAX_RATIO = 250
_RATIO_FROM = 1_000_000
# One document unpacked, all members together, and their number: what a study of thousands of documents stays below.
_MAX_MEMBER = 200_000_000
_MAX_TOTAL = 1_000_000_000
_MAX_MEMBERS = 20_000

_UTF8_NAME = 0x800
_LOCKED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def members(data: bytes, file: str) -> Iterator[tuple[str, bytes] | SourceError]:
    """Yield each document of an archive as ``file/member`` and its bytes, or the error that keeps it out.

    Folders, hidden files and the study's tables are passed over. An archive inside is refused. Raises
    SourceError if the archive itself cannot be opened or has too many members.
    """
    archive = _open(data, file)
    if len(archive.infolist()) > _MAX_MEMBERS:
        raise SourceError(
            f"more than {_MAX_MEMBERS} files in one archive", where=file, remedy="Unpack it into the folder."
        )
    total = 0
    for info in archive.infolist():
        name = _name(info)
        where = f"{file}/{name}"
        try:
            _check_place(name, where)
            if name.endswith("/") or not is_document(name):
                continue
            if name.lower().endswith(".zip"):
                raise SourceError("an archive inside an archive", where=where, remedy="Unpack the inner one.")
            total += info.file_size
            if total > _MAX_TOTAL:
                raise _too_large(f"more than {_MAX_TOTAL // 1_000_000} MB in one archive", where)
            yield where, _read(archive, info, where)
        except SourceError as fault:
            yield fault


def open_package(data: bytes, where: str) -> zipfile.ZipFile:
    """Return an Office file (.docx, .xlsx) as the archive that it is, its members within the limits."""
    archive = _open(data, where)
    for info in archive.infolist():
        _check_size(info, where)
    if sum(info.file_size for info in archive.infolist()) > _MAX_MEMBER:
        raise _too_large(f"unpacks to more than {_MAX_MEMBER // 1_000_000} MB", where)
    return archive


def _open(data: bytes, where: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as fault:
        raise SourceError(
            "a damaged file, or one of another format: its ZIP directory cannot be read",
            where=where,
            remedy="Save it anew, or get it once more.",
        ) from fault


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's path; without the flag for UTF-8 its bytes are UTF-8, GB18030 or Big5 all the same."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = guess(name.encode("cp437"))
        except UnicodeEncodeError:  # an extra field gave the name in Unicode
            name = info.filename
    return name.replace("\\", "/")


def _check_place(name: str, where: str) -> None:
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise SourceError("a path that leads out of its archive", where=where, remedy="Pack it anew.")


def _check_size(info: zipfile.ZipInfo, where: str) -> None:
    if info.file_size > _MAX_MEMBER:
        raise _too_large(f"unpacks to more than {_MAX_MEMBER // 1_000_000} MB", where)
    if info.file_size > max(_RATIO_FROM, _MAX_RATIO * info.compress_size):
        raise _too_large(f"unpacks to more than {_MAX_RATIO} times its size", where)


def _too_large(what: str, where: str) -> SourceError:
    return SourceError(
        what, where=where, remedy="If you trust it, unpack it, and put the documents into the folder."
    )


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    _check_size(info, where)
    if info.flag_bits & _LOCKED:
        raise SourceError("locked with a password", where=where, remedy="Unpack it into the folder.")
    try:
        return archive.read(info)
    except _DAMAGED as fault:
        raise SourceError(
            "a damaged member of its archive", where=where, remedy="Pack or download it anew."
        ) from fault
