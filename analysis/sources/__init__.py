"""Files of a study → their text, and an error for each file that has none.

The files of this folder stand in the order of the flow: ``listing`` (paths, archives, ids), ``archives``
(members of ``.zip`` and of Office files, within limits), ``encodings`` (bytes → characters), ``lines``
(paragraphs and table rows → lines), ``pages`` (HTML), ``word``, ``pdf``, ``sheets`` (CSV, Excel), ``formats``
(which of them reads a file). Plain text is kept as it stands; of the other formats the text is what a reader
sees, one paragraph or table row a line. Either way an offset into ``Source.text`` means the same to everyone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import SourceError
from . import archives, formats, listing
from .encodings import decode
from .listing import tables

__all__ = ["Source", "Sources", "decode", "read", "tables"]

# The largest documents of the field, yearbooks as scans with text, have some 100 MB.
_MAX_BYTES = 200_000_000


@dataclass(frozen=True)
class Source:
    """One file: its path below the folder read, the id of its document, its text, the hash of its bytes.

    ``parts`` are the documents that the format itself tells apart (the rows of a table), start and end of
    each; it is empty where only the text can tell.
    """

    file: str
    doc: str
    text: str
    sha256: str
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Sources:
    """The files that could be read, sorted by ``file``, and the errors of the others."""

    files: tuple[Source, ...]
    errors: tuple[SourceError, ...]


def read(paths: Sequence[Path]) -> Sources:
    """Return the texts of files, folders (with their subfolders) and archives, and an error for each file without.

    A member of an archive is a file of its own: ``archive.zip/member``. Hidden files and the study's own
    tables (``catalog.csv``, ``context.csv``, ``corrections.csv``, ``checked.xlsx``, ``terms.csv``, ``gold_*``,
    ``schemes/*.toml``) are not documents and are passed over. An id is the file's name up to its first ``_`` or last
    dot; where two files would share one, each takes its whole name without the ending, and where these are the same
    too, all but the first are errors. Never raises for a file and never changes one.
    """
    found: list[Source] = []
    errors: list[SourceError] = []
    for path, file in listing.files(paths):
        for source in _read_file(path, file):
            if isinstance(source, Source):
                found.append(source)
            else:
                errors.append(source)
    found.sort(key=lambda source: source.file)
    docs, clashes = listing.ids([source.file for source in found])
    files = [replace(s, doc=doc) for s, doc in zip(found, docs, strict=True) if doc is not None]
    return Sources(tuple(files), (*errors, *clashes))


def _read_file(path: Path, file: str) -> Iterator[Source | SourceError]:
    """Yield the file's text or error; of an archive those of its members."""
    try:
        formats.check_ending(file)
        data = _read_bytes(path, file)
        if not file.lower().endswith(".zip"):
            yield _source(file, data)
            return
        for member in archives.members(data, file):
            yield member if isinstance(member, SourceError) else _try_source(*member)
    except SourceError as fault:
        yield fault


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MAX_BYTES else b""
    except OSError as fault:
        remedy = "Check that the file is there and may be read."
        raise SourceError(f"cannot be read: {fault.strerror or fault}", where=file, remedy=remedy) from fault
    if size > _MAX_BYTES:
        raise SourceError(
            f"larger than {_MAX_BYTES // 1_000_000} MB", where=file, remedy="Split it into its documents."
        )
    return data


def _try_source(file: str, data: bytes) -> Source | SourceError:
    try:
        return _source(file, data)
    except SourceError as fault:
        return fault


def _source(file: str, data: bytes) -> Source:
    text, parts = formats.extract(data, file)
    return Source(file, "", text, hashlib.sha256(data).hexdigest(), parts)
