"""How long harmonising, auditing and comparing take, and how that grows with the number of parks.

Usage: .venv/bin/python benchmarks/comparison.py [PARKS ...] (default: 13 52 208, each four times the last). The figures
are made: parks that do not exist, ``YEARS`` years, ``INDICATORS`` of the seeds' indicators, drawn with the seeds' own
mixture of measures, scopes, bounds, statuses and units. One observation a park, year and indicator. Best of ``ROUNDS``;
one core. What grows in proportion shows the ratio of the sizes as the ratio of the seconds, or less.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from timing import best

from analysis import audit, compare, harmonise, open_study, panel, ratios, schema, targets

ROOT = Path(__file__).parent.parent
YEARS = range(2000, 2020)
INDICATORS = 60
ROUNDS = 3


def corpus(parks: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return made observations and documents of so many parks, the same for the same number."""
    draw = np.random.default_rng(7)
    study = open_study(ROOT)
    read = study.observations_of(study.zones())
    read = read[read.indicator != "other"].reset_index(drop=True)
    ids = list(read.indicator.value_counts().index[:INDICATORS])
    pool = {name: read.index[read.indicator == name].to_numpy() for name in ids}
    per_doc = len(ids)
    docs = parks * len(YEARS)
    chosen = np.stack([draw.choice(pool[name], size=docs) for name in ids], axis=1).ravel()
    table = read.loc[chosen].reset_index(drop=True)
    names = np.repeat([f"园{n:04}高新区" for n in range(parks)], len(YEARS))
    years = np.tile(list(YEARS), parks)
    keys = [f"{n:05}" for n in range(docs)]
    start = np.tile(np.arange(per_doc) * 10, docs)
    table = table.assign(
        doc=pd.array(np.repeat(keys, per_doc), dtype="str"),
        entity=pd.array(np.repeat(names, per_doc), dtype="str"),
        period=pd.array(np.repeat(years.astype(str), per_doc), dtype="str"),
        start=pd.array(start, dtype="Int64"),
        end=pd.array(start + 5, dtype="Int64"),
        value=table.value * draw.lognormal(size=len(table)),
    )
    plain = next(schema.rows(study.zones()))
    made = [
        vars(plain) | {"doc": key, "entity": name, "subject_year": int(year), "place_code": None}
        for key, name, year in zip(keys, names, years, strict=True)
    ]
    return table, schema.DOCUMENTS.frame(made)


def compared(observations: pd.DataFrame, documents: pd.DataFrame, indicators: pd.DataFrame) -> None:
    """Make the tables of comparison: grades of pairs, growth, targets beside results, ambitions, deviations."""
    compare.comparability(indicators)
    compare.growth(observations, documents)
    compare.targets(observations, documents)
    targets.ambitions(indicators, observations)
    targets.deviations(indicators, observations)


def stages(observations: pd.DataFrame, documents: pd.DataFrame) -> dict[str, float]:
    """Return the seconds of each stage for made figures."""
    indicators = harmonise.build(observations, documents)
    return {
        "harmonise": best(lambda: harmonise.build(observations, documents), ROUNDS),
        "audit": best(lambda: audit.build(observations), ROUNDS),
        "compare": best(lambda: compared(observations, documents, indicators), ROUNDS),
        "ratios": best(lambda: ratios.build(indicators), ROUNDS),
        "panel": best(lambda: panel.coverage(panel.long(indicators), documents), ROUNDS),
    }


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def main(sizes: list[int]) -> None:
    """Print the seconds of each stage by number of parks, what they are to those of the smallest, and the memory."""
    first: dict[str, float] = {}
    for parks in sizes:
        seconds = stages(*corpus(parks))
        seconds["all"] = sum(seconds.values())
        first = first or seconds
        if first is seconds:
            print(f"{'parks':>6}{'rows':>9}" + "".join(f"{name:>16}" for name in seconds) + f"{'MB':>7}")
        cells = [f"{one:.2f} s ({one / first[name]:.1f}x)" for name, one in seconds.items()]
        rows = parks * len(YEARS) * INDICATORS
        print(f"{parks:>6}{rows:>9}" + "".join(f"{cell:>16}" for cell in cells) + f"{peak_mb():>7.0f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [13, 52, 208])
