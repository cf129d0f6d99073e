"""Files put in place whole, their hashes, and the lock by which one build at a time works in a study."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .errors import StudyError


def replace(path: Path, made: bytes) -> None:
    """Put ``made`` at ``path`` in one move, so that no reader ever meets half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise StudyError(
            f"cannot write: {error.strerror or error}",
            where=str(path),
            remedy="Check the folder's rights and the space left.",
        ) from None


@cache
def digest(path: Path) -> str:
    """Return the sha256 of a file, empty for one that is not there; read once until ``digest.cache_clear``."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def below(folder: Path) -> list[Path]:
    """Return the files below ``folder`` in order, without hidden ones and caches; none if it is not there."""
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        found += [Path(path) / name for name in names if not name.startswith(".")]
    return sorted(found)


def digest_of_folder(folder: Path) -> str:
    """Return one sha256 for a file, or for the names and contents of all files below a folder."""
    seal = hashlib.sha256()
    for path in [folder] if folder.is_file() else below(folder):
        seal.update(f"{path.relative_to(folder).as_posix()}\0{digest(path)}\n".encode())
    return seal.hexdigest()


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock at ``path``; StudyError, at once, if another process holds it.

    The system gives it up with the process that held it, however that ended, so that no lock is ever stale. Without
    ``fcntl`` (Windows) nothing is locked.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise StudyError(
                f"another build is under way, process {file.read().strip() or 'unknown'}",
                where=str(path),
                remedy="Wait for it, or end it: it can be taken up again where it stopped.",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
