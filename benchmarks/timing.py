"""How the benchmarks take their times."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(task: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest of so many times of a task, in seconds of ``clock``: wall time, or a process's own."""
    times = []
    for _ in range(rounds):
        began = clock()
        task()
        times.append(clock() - began)
    return min(times)
