"""How fast texts are read, cleaned and split, in MB of UTF-8 a second on one core, beside OpenCC and a bare decode.

Usage: .venv/bin/python benchmarks/reading.py [FOLDER ...] (default: this repository's seeds). The texts are taken
as they are, ``COPIES`` times over, each file by itself; all are measured in turn in this run, and the best of
``ROUNDS`` counts. ``facts`` is everything that ``gaoxin documents`` does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import opencc
from timing import best

from analysis import documents, sources
from analysis.documents import script, splitting, views
from analysis.sources import decode

ROOT = Path(__file__).parent.parent
COPIES = 8
ROUNDS = 5


def split(text: str) -> None:
    """Take a text apart: documents, a clean view of each, its sentences."""
    for part in splitting.find_parts(script.fold(text)):
        view = views.clean(text, *part)
        documents.sentences(view.text, 0, len(view.text))


def main(folders: list[Path]) -> None:
    """Print the speed of each stage and its ratio to a bare decode."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))] * COPIES
    data = [path.read_bytes() for path in paths]
    texts = [decode(each) for each in data]
    size = sum(len(text.encode()) for text in texts) / 1e6
    converter = opencc.OpenCC("t2s")
    files = sources.read(folders).files
    stages: dict[str, Callable[[], object]] = {
        "bare decode": lambda: [each.decode() for each in data],
        "OpenCC": lambda: [converter.convert(text) for text in texts],
        "read": lambda: [sources.read([path]) for path in paths],
        "clean and split": lambda: [split(text) for text in texts],
        "facts": lambda: [documents.build(files) for _ in range(COPIES)],
    }
    seconds = {name: best(stage, ROUNDS) for name, stage in stages.items()}
    seconds["read, clean and split"] = seconds["read"] + seconds["clean and split"]
    print(f"{len(paths)} files, {size:.2f} MB of UTF-8")
    for name, spent in seconds.items():
        print(
            f"{name:24}{size / spent:10.1f} MB/s   {spent / seconds['bare decode']:8.1f} times a bare decode"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [ROOT / "seeds"])
