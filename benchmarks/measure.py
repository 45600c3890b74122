"""Registering benchmarks, and the reference every time is divided by."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 5
REFERENCE_SIZE = 1000


class Figure(NamedTuple):
    """One measured figure: a name, a value, its unit and what was measured."""

    name: str
    value: float
    unit: str
    note: str


BENCHMARKS: dict[str, list[Callable[[], list[Figure]]]] = {}


def benchmark(function: Callable[[], list[Figure]]) -> Callable[[], list[Figure]]:
    """Register a benchmark under its module's name, after those of the module before it."""
    BENCHMARKS.setdefault(function.__module__.rsplit(".", 1)[-1], []).append(function)
    return function


def best_of(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest of several wall times, seconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


def reference_seconds() -> float:
    """Seconds of one product of two 1000 x 1000 matrices in NumPy: the unit of this machine, in this run."""
    matrix = np.random.default_rng(0).random((REFERENCE_SIZE, REFERENCE_SIZE))
    return best_of(lambda: matrix @ matrix)
