"""Fit the weights of confidence to coded documents, and say how well they foretell documents left out.

Usage: python scripts/calibrate.py GOLD.csv FOLDER DOCS [GOLD.csv FOLDER DOCS ...] [--write]

Each three arguments are a reference coding, the folder of its documents, and the prefixes of the ids to take, joined
by commas (``-`` for all). A logistic regression with a ridge of one (Hoerl & Kennard 1970) on all weights but the
common one; each document is foretold from the others. ``--write`` puts the weights, fitted to all, into the codebook.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis import codebook, confidence, evaluate
from analysis.evaluate.pairs import CORE, is_same
from analysis.study import Corpus

RIDGE = 1.0
ROUNDS = 30  # of Newton's method; it settles after some six


class Row(NamedTuple):
    """An observation: its document, what is seen of it, whether it is right."""

    doc: str
    seen: tuple[str, ...]
    is_right: bool


def rows(gold: Path, folder: Path, docs: Sequence[str]) -> Iterator[Row]:
    """Yield the machine's observations of a coded set, each with whether the coding has it so."""
    corpus = Corpus([folder])
    read = evaluate.of_documents(corpus.machine_observations, docs)
    pairing = evaluate.pair(evaluate.of_documents(evaluate.read_reference(gold), docs), read)
    right = {
        place
        for one, place in pairing.pairs
        if all(is_same(name, pairing.gold[one], pairing.found[place]) for name in CORE)
    }
    for place, (doc, seen) in enumerate(
        zip(read.doc, confidence.features(read, corpus.documents), strict=True)
    ):
        yield Row(f"{folder}/{doc}", seen, place in right)


def fit(coded: Sequence[Row]) -> dict[str, float]:
    """Return the weight of each feature."""
    names = ["all", *sorted({name for row in coded for name in row.seen})]
    at = {name: place for place, name in enumerate(names)}
    seen = np.zeros((len(coded), len(names)))
    for line, row in enumerate(coded):
        seen[line, [0, *(at[name] for name in row.seen)]] = 1
    right = np.array([row.is_right for row in coded], dtype=float)
    ridge = np.full(len(names), RIDGE)
    ridge[0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - odds) - ridge * weights
        curve = (seen * (odds * (1 - odds))[:, None]).T @ seen + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def foretold(coded: Sequence[Row]) -> Iterator[tuple[Row, float, float]]:
    """Yield each row with its confidence, and with the overall share, fitted to the other documents."""
    for doc in dict.fromkeys(row.doc for row in coded):
        others = [row for row in coded if row.doc != doc]
        weights, overall = fit(others), sum(row.is_right for row in others) / len(others)
        for row in coded:
            if row.doc == doc:
                yield row, confidence.foretell(row.seen, weights), overall


def report(coded: Sequence[Row]) -> Iterator[str]:
    """Yield the lines that say how well confidence foretells documents left out."""
    found = list(foretold(coded))
    scores = [sum((row.is_right - values[at]) ** 2 for row, *values in found) / len(found) for at in range(2)]
    yield f"{len(coded)} rows of {len({row.doc for row in coded})} documents"
    yield f"Brier score (1950) of documents left out: {scores[0]:.4f}, with one share for all {scores[1]:.4f}"
    yield "foretold, to one decimal: rows, mean foretold, share right"
    bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for row, value, _ in found:
        bands[round(value, 1)].append((value, row.is_right))
    for band, items in sorted(bands.items()):
        means = (sum(values) / len(items) for values in zip(*items, strict=True))
        yield f"{band:.1f}: {len(items)}, " + ", ".join(f"{mean:.3f}" for mean in means)


def table(coded: Sequence[Row]) -> str:
    """Return the codebook's table as CSV: feature, rows that have it, those right, its weight."""
    lines = ["feature,rows,right,weight"]
    for name, weight in fit(coded).items():
        alike = [row for row in coded if name in ("all", *row.seen)]
        lines.append(f"{name},{len(alike)},{sum(row.is_right for row in alike)},{weight:.4f}")
    return "".join(f"{line}\n" for line in lines)


def main(words: Sequence[str]) -> int:
    """Fit, report and, if asked to, write."""
    sets = [word for word in words if word != "--write"]
    if not sets or len(sets) % 3:
        print(__doc__)
        return 2
    coded = [
        row
        for gold, folder, docs in zip(sets[::3], sets[1::3], sets[2::3], strict=True)
        for row in rows(Path(gold), Path(folder), [] if docs == "-" else docs.split(","))
    ]
    print("\n".join(report(coded)))
    if "--write" in words:
        codebook.path_of("confidence.csv").write_text(table(coded), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
