"""What a peer takes for a text: seconds of its process, one a round, as a JSON list on standard output.

Usage: .bench/NAME/bin/python benchmarks/peers.py NAME FILE ROUNDS. ``FILE`` holds a JSON list of paragraphs. Runs in
the peer's own environment, of which it needs nothing but the peer; its first pass, which loads and compiles, is not
counted.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def jionlp() -> Callable[[str], object]:
    """Return JioNLP's extraction of money: sums with their currency."""
    extract: Callable[[str], object] = importlib.import_module("jionlp").ner.extract_money
    return extract


def recognizers() -> Callable[[str], object]:
    """Return Recognizers-Text's numbers, percentages, currencies and dimensions of Chinese."""
    number: Any = importlib.import_module("recognizers_number")
    with_unit: Any = importlib.import_module("recognizers_number_with_unit")
    chinese = number.Culture.Chinese
    tasks = (
        number.recognize_number,
        number.recognize_percentage,
        with_unit.recognize_currency,
        with_unit.recognize_dimension,
    )
    return lambda text: [task(text, chinese) for task in tasks]


PEERS = {"jionlp": jionlp, "recognizers": recognizers}


def main(name: str, file: str, rounds: str) -> None:
    """Print the seconds of each round after the first."""
    paragraphs = json.loads(Path(file).read_text(encoding="utf-8"))
    read = PEERS[name]()
    times = []
    for _ in range(int(rounds) + 1):
        began = time.process_time()
        for paragraph in paragraphs:
            read(paragraph)
        times.append(time.process_time() - began)
    print(json.dumps(times[1:]))


if __name__ == "__main__":
    main(*sys.argv[1:])
