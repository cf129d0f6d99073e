"""How fast documents become observations, in MB of UTF-8 a second on one core, beside tools that only find numbers.

Usage: make bench, or .venv/bin/python benchmarks/extraction.py once the peers are installed. The text is dense in
numbers: the paragraphs of this repository's seeds that have some, ``COPIES`` times, each time with other numbers, so
that none repeats another. The peers take ``SLICE`` of it, paragraph by paragraph, and are compared by size. All take
turns, ``ROUNDS`` times; the best of each counts, in seconds of its process, so that what else the machine does matters
little. What a peer gives is less: neither knows what a number measures, of whom, when and how firmly.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from numpy.random import Generator, default_rng
from timing import best

from analysis import documents, observations, quantities, sources
from analysis.sources import decode

ROOT = Path(__file__).parent.parent
COPIES = 5
SLICE = 0.1
ROUNDS = 3
PEERS = {
    "JioNLP, sums of money": "jionlp",
    "Recognizers-Text, numbers with units": "recognizers",
}
# A number that is no part of a date, a list's mark or a code.
_AMOUNT = re.compile(r"(?<![\d.(（〔\[A-Za-z-])[1-9]\d*(?:\.\d+)?(?![\d.]|\s*[年月日号)）〕\]、]|[A-Za-z-])")


def with_other_numbers(text: str, draw: Generator) -> str:
    """Return ``text`` with each amount's digits drawn anew; years and dates stay."""

    def other(amount: re.Match[str]) -> str:
        return re.sub(r"\d", lambda _: str(draw.integers(1, 10)), amount[0])

    return _AMOUNT.sub(other, text)


def dense(text: str) -> str:
    """Return a text's title and its paragraphs with numbers."""
    title, *lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join([title, *(line for line in lines if re.search(r"\d", line))])


def corpus(folder: Path) -> list[str]:
    """Return the documents measured, the same in each run."""
    draw = default_rng(7)
    texts = [
        dense(decode(path.read_bytes()))
        for path in sorted((ROOT / "seeds").glob("*.txt"))
        for _ in range(COPIES)
    ]
    made = [with_other_numbers(text, draw) for text in texts]
    for number, text in enumerate(made):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return made


def part_of(texts: list[str]) -> list[str]:
    """Return the paragraphs that the peers read: every so many of all."""
    lines = [line for text in texts for line in text.split("\n")]
    return lines[:: round(1 / SLICE)]


def peer_seconds(name: str, file: Path) -> float:
    """Return the seconds of one pass of a peer in its own environment; raises OSError or CalledProcessError."""
    python = ROOT / ".bench" / name / "bin" / "python"
    command = [str(python), "-W", "ignore", str(ROOT / "benchmarks" / "peers.py"), name, str(file), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])[0])


def megabytes(texts: list[str]) -> float:
    """Return the size of texts in MB of UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def measured(folder: Path) -> tuple[list[str], dict[str, float]]:
    """Return the text and the best MB a second of each reader; a peer that does not run is named and left out."""
    texts = corpus(folder)
    files = sources.read([folder]).files
    by_file = {file.file: file.text for file in files}
    lines = part_of(texts)
    file = folder / "slice.json"
    file.write_text(json.dumps(lines), encoding="utf-8")
    docs = documents.build(files)
    tasks: dict[str, tuple[Callable[[], object], float]] = {
        "gaoxin, documents to observations": (
            lambda: observations.build(documents.build(files), by_file),
            megabytes(texts),
        ),
        "gaoxin, observations alone": (lambda: observations.build(docs, by_file), megabytes(texts)),
        "gaoxin, numbers alone": (lambda: [quantities.find(text) for text in texts], megabytes(texts)),
    }
    speeds: dict[str, float] = {}
    missing: set[str] = set()
    for _ in range(ROUNDS):
        for name, (task, size) in tasks.items():
            speeds[name] = max(speeds.get(name, 0), size / best(task, 1, time.process_time))
        for name, peer in PEERS.items():
            if name not in missing:
                try:
                    speeds[name] = max(speeds.get(name, 0), megabytes(lines) / peer_seconds(peer, file))
                except (OSError, subprocess.CalledProcessError) as error:
                    missing.add(name)
                    print(
                        f"{name}: left out, it does not run here ({error}). make .bench/{peer}/.ready installs it."
                    )
    return texts, speeds


def main() -> None:
    """Print each reader's speed and how many times it our whole reading is."""
    with tempfile.TemporaryDirectory() as folder:
        texts, speeds = measured(Path(folder))
    numbers = sum(len(quantities.find(text)) for text in texts)
    print(
        f"{len(texts)} documents, {megabytes(texts):.2f} MB of UTF-8, "
        f"{numbers / megabytes(texts) / 1000:.1f} numbers a KB"
    )
    ours = next(iter(speeds.values()))
    for name, speed in speeds.items():
        print(f"{name:40}{speed:8.2f} MB/s   {ours / speed:8.2f} = documents to observations : this")


if __name__ == "__main__":
    sys.exit(main())
