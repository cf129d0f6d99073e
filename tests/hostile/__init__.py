"""Documents that want to harm: each written by hand, named for its attack, read and shown like any other.

``FILES`` (file name → ``Attack``) are the corpus; ``texts`` has what is written in documents, ``names`` what stands in
names, ``files`` formats that are broken or blown up, ``tables`` the study's own tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .attacks import MARK, Attack
from .files import FORMATS
from .names import NAMES
from .tables import TABLES
from .texts import TEXTS

__all__ = ["FILES", "MARK", "TABLES", "Attack", "write"]

FILES: Mapping[str, Attack] = TEXTS | NAMES | FORMATS


def write(folder: Path) -> None:
    """Write the corpus and the study's own tables to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, attack in FILES.items():
        (folder / name).write_bytes(attack.data)
    for name, data in TABLES.items():
        (folder / name).write_bytes(data)
