"""Files of a study → their decoded text, and an error for each file that is no readable text.

Nothing is normalised here: ``Source.text`` is the file as it stands, so that an offset means the same to
everyone.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import codebook
from .errors import SourceError

__all__ = ["Source", "Sources", "decode", "read"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Source:
    """One file: its path below the folder read, the id of its document, its decoded text, the hash of its bytes."""

    file: str
    doc: str
    text: str
    sha256: str


@dataclass(frozen=True)
class Sources:
    """The files that could be read, sorted by ``file``, and the errors of the others."""

    files: tuple[Source, ...]
    errors: tuple[SourceError, ...]


def read(paths: Sequence[Path]) -> Sources:
    """Return the texts of files and folders (with their subfolders), and an error for each file that has none.

    Hidden files and the study's own tables (``catalog.csv``, ``corrections.csv``, ``gold_*.csv``) are not
    documents and are passed over. An id is the file's name up to its first ``_`` or last dot; where two
    files would share one, each takes its whole name without the ending, and where these are the same too,
    all but the first are errors. Never raises for a file and never changes one.
    """
    found, errors = [], []
    for path, file in _list(paths):
        try:
            found.append(_read_file(path, file))
        except SourceError as fault:
            errors.append(fault)
    files, clashes = _with_ids(sorted(found, key=lambda source: source.file))
    return Sources(tuple(files), (*errors, *clashes))


def decode(data: bytes, *, where: str = "") -> str:
    """Return the text of ``data`` without its BOM: UTF-8, UTF-16 by its BOM, else GB18030 or Big5.

    The last two accept each other's bytes. The right one is where more of the Chinese characters are among
    the commonest of the language (``sources.toml``): the wrong one gives rare ones. Raises SourceError for
    no text and for no known encoding.
    """
    text = _decode_marked(data)
    if text is None:
        _refuse_binary(data, where)
        text = _decode_unmarked(data, where)
    if not text.strip():
        raise SourceError(
            "an empty file", where=where, remedy="Put its text in, or take it out of the folder."
        )
    if "\0" in text:
        raise SourceError("a binary file, not text", where=where, remedy="Save its text as .txt in UTF-8.")
    return text


def _list(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file once with its name in the tables; a path that does not exist is left for reading to refuse."""
    seen: set[Path] = set()
    for path in paths:
        for file in _walk(path) if path.is_dir() else [path]:
            if _is_document(file.name) and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, file.relative_to(path).as_posix() if path.is_dir() else file.name


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below ``folder``, sorted, without hidden folders and without following links to folders."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names))


def _is_document(name: str) -> bool:
    tables = _rules()["tables"]
    return not (name.startswith(".") or name in tables["names"] or name.startswith(tuple(tables["starts"])))


def _read_file(path: Path, file: str) -> Source:
    ending = path.suffix.lower()
    if ending not in _rules()["text"]["endings"]:
        raise _unreadable_format(ending, file)
    try:
        data = path.read_bytes()
    except OSError as fault:
        remedy = "Check that the file is there and may be read."
        raise SourceError(f"cannot be read: {fault.strerror or fault}", where=file, remedy=remedy) from fault
    return Source(file, "", decode(data, where=file), hashlib.sha256(data).hexdigest())


def _unreadable_format(ending: str, file: str) -> SourceError:
    known: Mapping[str, Mapping[str, str]] = _rules()["formats"]
    format_ = known.get(ending.removeprefix("."), _rules()["unknown_format"])
    what = format_["what"].replace("{ending}", ending or "no ending")
    return SourceError(what, where=file, remedy=format_["remedy"])


def _with_ids(files: Sequence[Source]) -> tuple[list[Source], list[SourceError]]:
    """Return ``files`` with their ids, and an error for each whose id another file has already."""
    short = Counter(_short_id(source.file) for source in files)
    named: dict[str, Source] = {}
    errors = []
    for source in files:
        doc = _short_id(source.file)
        doc = doc if short[doc] == 1 else _stem(source.file)
        if doc in named:
            what = f"has the same id, {doc}, as {named[doc].file}"
            errors.append(
                SourceError(what, where=source.file, remedy="Give one of the two files another name.")
            )
        else:
            named[doc] = Source(source.file, doc, source.text, source.sha256)
    return list(named.values()), errors


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _short_id(file: str) -> str:
    return _stem(file).partition("_")[0] or _stem(file)


def _decode_marked(data: bytes) -> str | None:
    """Return the text if its encoding is beyond doubt, by a BOM or as valid UTF-8; else None."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data.removeprefix(mark), encoding)
    return _try(data, "utf-8")


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
    wide = Counter(character for character in text if character > "\x7f")
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
