"""Paths → the files to read, and the ids of their documents."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from .. import codebook
from ..errors import SourceError

__all__ = ["files", "ids", "is_document", "tables"]


def files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each document's file once with its name in the tables; a path that does not exist is left for
    reading to refuse.
    """
    yield from ((path, file) for path, file in _listed(paths) if is_document(file))


def tables(paths: Sequence[Path], name: str) -> list[tuple[Path, str]]:
    """Return the study's own tables of this name (``corrections.csv``) among ``paths``, as ``files`` does."""
    return [(path, file) for path, file in _listed(paths) if path.name == name]


def _listed(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    seen: set[Path] = set()
    for path in paths:
        for file in _walk(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, file.relative_to(path).as_posix() if path.is_dir() else file.name


def is_document(file: str) -> bool:
    """Return whether a file is neither hidden, nor in a hidden folder, nor a table of the study itself."""
    tables = codebook.read_toml("sources.toml")["tables"]
    *folders, name = PurePosixPath(file).parts or ("",)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in (*folders, name))
    in_folder = any(folder in folders and name.endswith(end) for folder, end in tables["in_folders"].items())
    is_table = name in tables["names"] or name.startswith(tuple(tables["starts"])) or in_folder
    return not (is_hidden or is_table)


def ids(names: Sequence[str]) -> tuple[list[str | None], list[SourceError]]:
    """Return the id of each file, None and an error where another file has it already."""
    short = Counter(map(_short_id, names))
    taken: dict[str, str] = {}
    docs: list[str | None] = []
    errors = []
    for name in names:
        doc = _short_id(name) if short[_short_id(name)] == 1 else _stem(name)
        if doc in taken:
            what = f"has the same id, {doc}, as {taken[doc]}"
            errors.append(SourceError(what, where=name, remedy="Give one of the two files another name."))
            docs.append(None)
        else:
            taken[doc] = name
            docs.append(doc)
    return docs, errors


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below ``folder``, sorted, without hidden folders and without following links to folders."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names))


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _short_id(file: str) -> str:
    return _stem(file).partition("_")[0] or _stem(file)
