"""How the benchmarks take their times."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(task: Callable[[], object], rounds: int) -> float:
    """Return the shortest of so many wall times of a task, in seconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    return min(times)
