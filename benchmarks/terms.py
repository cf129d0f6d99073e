"""How fast words are cut and counted, beside jieba in the same run, and how fast keyness is.

Usage: .venv/bin/python benchmarks/terms.py [FOLDER] [MB] (default: seeds/, 100). The lines of the folder's texts are
put together anew in a random order with other numbers until they make so many MB, in a folder that is removed. Seconds
of the processor; the memory is the peak of a process that does nothing else.
"""

from __future__ import annotations

import logging
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from analysis import keyness, lexicon
from analysis.segmenter import Segmenter

ROOT = Path(__file__).parent.parent
PIECE = 1 << 20
SAMPLE_MB = 3  # what jieba itself is timed on
WORDS, GROUPS = 50_000, 200


def recombined(folder: Path, megabytes: int) -> Iterator[str]:
    """Yield lines of the folder's texts in random order, each number another one, of so many MB in all."""
    draw = random.Random(7)  # noqa: S311
    lines = [
        line.strip()
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if len(line.strip()) > 20
    ]
    left = megabytes * 1_000_000
    while left > 0:
        line = re.sub(r"\d", lambda _: str(draw.randrange(10)), draw.choice(lines)) + "\n"
        left -= len(line.encode())
        yield line


def pieces(path: Path) -> Iterator[str]:
    """Yield the file in pieces that end at a line's end."""
    with path.open(encoding="utf-8") as file:
        while lines := file.readlines(PIECE):
            yield "".join(lines)


def counted(path: Path) -> None:
    """Cut and count the words of a file, and print seconds, words and peak memory."""
    from analysis import tokens

    words = Segmenter(lexicon.own().themes)
    began = time.process_time()
    counts = tokens.count(pieces(path), words)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(
        f"cut and counted: {size:.0f} MB in {seconds:.1f} s ({size / seconds:.1f} MB/s), peak {peak:.0f} MB"
    )
    print(f"  {counts.total():,} words, {len(counts):,} different ones")


def beside_jieba(path: Path) -> None:
    """Cut the first MB of a file by jieba and by rjieba in the same process, and print the ratio."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    terms = lexicon.own().themes
    mine, reference = Segmenter(terms), jieba.Tokenizer()
    reference.initialize()
    for word, frequency in mine.added.items():
        reference.add_word(word, frequency)
    with path.open(encoding="utf-8") as file:
        text = file.read(SAMPLE_MB * 1_000_000 // 3)
    lines = text.splitlines(keepends=True)
    size = len(text.encode()) / 1e6
    began = time.process_time()
    theirs = [reference.lcut(line) for line in lines]
    slow = time.process_time() - began
    began = time.process_time()
    whole = mine.cut(text)
    fast = time.process_time() - began
    same = [word for line in theirs for word in line] == whole
    print(
        f"jieba {size / slow:.2f} MB/s, rjieba mended {size / fast:.1f} MB/s: {slow / fast:.0f} times; equal: {same}"
    )


def compared() -> None:
    """Compare every group with all others, and print the seconds."""
    counts = np.random.default_rng(7).poisson(2, (WORDS, GROUPS)).astype(float)
    began = time.process_time()
    keyness.statistics(counts, counts.sum(axis=0))
    print(f"keyness of {WORDS:,} words by {GROUPS} groups: {time.process_time() - began:.1f} s")


def main() -> None:
    """Time the three, or count one file when called for that."""
    if sys.argv[1:2] == ["--count"]:
        counted(Path(sys.argv[2]))
        return
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "seeds"
    megabytes = int(sys.argv[2]) if sys.argv[2:] else 100
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "texts.txt"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(recombined(folder, megabytes))
        beside_jieba(path)
        subprocess.run([sys.executable, __file__, "--count", str(path)], check=True)
    compared()


if __name__ == "__main__":
    main()
