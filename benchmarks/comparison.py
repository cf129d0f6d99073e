"""How long harmonising and comparing take, and how that grows with the number of parks.

Usage: .venv/bin/python benchmarks/comparison.py [PARKS ...] (default: 50 100 200). The figures are made: parks that do
not exist, ``YEARS`` years, ``INDICATORS`` of the seeds' indicators, drawn with the seeds' own mixture of measures,
scopes, bounds, statuses and units. One observation a park, year and indicator. Best of ``ROUNDS``; one core.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import compare, harmonise, open_study, panel, ratios, schema

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


def best(task: Callable[[], object]) -> float:
    """Return the shortest of ``ROUNDS`` wall times of a task, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    return min(times)


def main(sizes: list[int]) -> None:
    """Print the seconds of each stage by number of parks, and the memory at the end."""
    print(
        f"{'parks':>6}{'rows':>9}{'harmonise':>11}{'compare':>9}{'ratios':>8}{'panel':>8}{'all':>7}  seconds"
    )
    for parks in sizes:
        observations, documents = corpus(parks)
        indicators = harmonise.build(observations, documents)
        seconds = [
            best(lambda o=observations, d=documents: harmonise.build(o, d)),
            best(lambda i=indicators: compare.comparability(i)),
            best(lambda i=indicators: ratios.build(i)),
            best(lambda i=indicators, d=documents: panel.coverage(panel.long(i), d)),
        ]
        print(f"{parks:>6}{len(observations):>9}" + "{:11.2f}{:9.2f}{:8.2f}{:8.2f}".format(*seconds), end="")
        print(f"{sum(seconds):7.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f} MB at most, the made figures included")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [50, 100, 200])
