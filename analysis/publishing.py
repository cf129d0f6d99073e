"""What a build has made → ``report/`` and ``figures/``, each put in place whole, in one step.

A folder is made complete beside the study's (``.gaoxin/next``), with a ``manifest.json`` of its files' hashes and links
to the files that no build wrote, and then exchanged with what stands there. Linux does this in one system call, so
that whoever opens the folder finds the old report or the new one. Elsewhere, and on file systems that cannot, two
renames follow each other: between them there is no folder for a moment, and a build that dies there is made good by
the next. The report that was replaced is kept in ``.gaoxin/previous``.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import files
from .errors import StudyError

TREES = ("figures", "report")
MANIFEST = "manifest.json"
PREVIOUS = "previous"
_AT_FDCWD, _EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def publish(stages: Sequence[Path], root: Path, work: Path) -> None:
    """Put the trees that stand in ``stages`` in place in the study at ``root``.

    Files there that no build wrote stay; those of the last build that were not made again go. StudyError where the
    study's folder cannot be written to.
    """
    try:
        for tree in TREES:
            _publish(tree, [stage / tree for stage in stages], (root / tree).resolve(), work)
    except OSError as error:
        raise StudyError(
            f"cannot put the report in place: {error.strerror or error}",
            where=str(error.filename or root),
            remedy="Check the folder's rights and the space left; report/ and figures/ must stand on the study's own "
            "file system. What was published before stays.",
        ) from error


def is_whole(root: Path) -> bool:
    """Whether each file that the manifests name stands in the study at ``root`` as it was published."""
    return all(
        (root / tree / MANIFEST).is_file()
        and all(files.digest(root / tree / name) == now for name, now in manifest(root / tree).items())
        for tree in TREES
    )


def published(root: Path) -> str:
    """Return one hash for what stands published in the study at ``root``, by its manifests."""
    return " ".join(files.digest(root / tree / MANIFEST) for tree in TREES)


def manifest(folder: Path) -> dict[str, str]:
    """Return the files that a build wrote to ``folder`` with their sha256; none if no build did."""
    try:
        listed: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return listed


def _publish(tree: str, made: Sequence[Path], place: Path, work: Path) -> None:
    new, aside = work / "next" / tree, work / "aside" / tree
    if aside.exists() and not place.exists():
        aside.rename(place)  # a build died between two renames
    for left in (new, aside):
        shutil.rmtree(left, ignore_errors=True)
    for stage in made:
        if stage.is_dir():
            shutil.copytree(stage, new, dirs_exist_ok=True, copy_function=shutil.copy)
    new.mkdir(parents=True, exist_ok=True)
    listed = {path.relative_to(new).as_posix(): files.digest(path) for path in files.below(new)}
    text = json.dumps({"files": listed}, ensure_ascii=False, indent=1) + "\n"
    (new / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    _keep_others(place, new)
    before = manifest(place)
    _exchange(new, place, aside)
    if new.exists():
        _keep_others(new, place)  # what was put there meanwhile
        if before and before != listed:
            previous = work / PREVIOUS / tree
            shutil.rmtree(previous, ignore_errors=True)
            previous.parent.mkdir(parents=True, exist_ok=True)
            new.rename(previous)
        else:
            shutil.rmtree(new)


def _keep_others(old: Path, new: Path) -> None:
    """Link to ``new`` the files, links and folders of ``old`` that no build wrote."""
    listed = manifest(old)
    for folder, names, here in os.walk(old):
        inside = Path(folder).relative_to(old)
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        for name in {*names} - {*links}:
            if not any((Path(folder) / name).iterdir()):
                (new / inside / name).mkdir(parents=True, exist_ok=True)
        for name in [*here, *links]:
            path = inside / name
            if path.as_posix() not in (*listed, MANIFEST) and not os.path.lexists(new / path):
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                _link(old / path, new / path)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(old, new, follow_symlinks=False)


def _exchange(new: Path, place: Path, aside: Path) -> None:
    """Put ``new`` at ``place``; what stood there, if anything did, is at ``new`` afterwards."""
    if not place.exists():
        new.rename(place)
    elif not _exchange_at_once(new, place):
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)
        new.rename(place)
        aside.rename(new)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; False where there is none, or the file system has no such thing."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(fault, os.strerror(fault), str(other))
