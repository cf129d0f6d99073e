"""Fit the table of confidences to coded documents, and say how well it foretells documents left out.

Usage: python scripts/calibrate.py GOLD.csv FOLDER DOCS [GOLD.csv FOLDER DOCS ...] [--write]

Each three arguments are a reference coding, the folder of its documents, and the prefixes of the ids to take, joined
by commas (``-`` for all). Each document is foretold from the others; the shares are drawn towards the overall one as
if each stratum had ten more rows of that. ``--write`` puts the table, fitted to all, into the codebook.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis import codebook, confidence, evaluate
from analysis.confidence import Stratum
from analysis.evaluate.pairs import FIELDS, is_same
from analysis.study import Corpus

DRAWN_TO_ALL = 10


class Row(NamedTuple):
    """An observation: its document, what it is like, whether it is right."""

    doc: str
    stratum: Stratum
    is_right: bool


def rows(gold: Path, folder: Path, docs: Sequence[str]) -> Iterator[Row]:
    """Yield the machine's observations of a coded set, each with whether the coding has it so."""
    corpus = Corpus([folder])
    read = evaluate.of_documents(corpus.machine_observations, docs)
    pairing = evaluate.pair(evaluate.of_documents(evaluate.read_reference(gold), docs), read)
    right = {
        place
        for one, place in pairing.pairs
        if all(is_same(name, pairing.gold[one], pairing.found[place]) for name in FIELDS)
    }
    for place, (doc, stratum) in enumerate(
        zip(read.doc, confidence.strata(read, corpus.documents), strict=True)
    ):
        yield Row(str(doc), stratum, place in right)


def fit(coded: Sequence[Row]) -> dict[Stratum, float]:
    """Return the confidence of each stratum."""
    overall = sum(row.is_right for row in coded) / len(coded)
    counts: dict[Stratum, list[bool]] = defaultdict(list)
    for row in coded:
        counts[row.stratum].append(row.is_right)
    return {
        stratum: (sum(flags) + DRAWN_TO_ALL * overall) / (len(flags) + DRAWN_TO_ALL)
        for stratum, flags in sorted(counts.items())
    }


def foretold(coded: Sequence[Row]) -> Iterator[tuple[Row, float, float]]:
    """Yield each row with its confidence, and with the overall share, fitted to the other documents."""
    for doc in dict.fromkeys(row.doc for row in coded):
        others = [row for row in coded if row.doc != doc]
        shares, overall = fit(others), sum(row.is_right for row in others) / len(others)
        for row in coded:
            if row.doc == doc:
                yield row, shares.get(row.stratum, overall), overall


def report(coded: Sequence[Row]) -> Iterator[str]:
    """Yield the lines that say how well confidence foretells documents left out."""
    found = list(foretold(coded))
    scores = [sum((row.is_right - values[at]) ** 2 for row, *values in found) / len(found) for at in range(2)]
    yield f"{len(coded)} rows of {len({row.doc for row in coded})} documents"
    yield f"Brier score (1950) of documents left out: {scores[0]:.4f}, with one share for all {scores[1]:.4f}"
    yield "stratum: rows, foretold, right"
    by_stratum: dict[Stratum, list[tuple[float, bool]]] = defaultdict(list)
    for row, value, _ in found:
        by_stratum[row.stratum].append((value, row.is_right))
    for stratum, items in sorted(by_stratum.items()):
        means = (sum(values) / len(items) for values in zip(*items, strict=True))
        yield f"{', '.join(stratum)}: {len(items)}, " + ", ".join(f"{mean:.3f}" for mean in means)


def table(coded: Sequence[Row]) -> str:
    """Return the codebook's table as CSV."""
    lines = [",".join((*Stratum._fields, "documents", "rows", "right", "confidence"))]
    for stratum, value in fit(coded).items():
        alike = [row for row in coded if row.stratum == stratum]
        counts = len({row.doc for row in alike}), len(alike), sum(row.is_right for row in alike)
        lines.append(",".join([*stratum, *map(str, counts), f"{value:.3f}"]))
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
