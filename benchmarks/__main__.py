"""Run all benchmarks, or those named: `python -m benchmarks simulate`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.measure import BENCHMARKS, reference_seconds


def main() -> None:
    """Measure and print, times also as multiples of the reference product."""
    names = [item.name for item in pkgutil.iter_modules(benchmarks.__path__) if item.name.startswith("bench_")]
    for name in names:
        importlib.import_module(f"benchmarks.{name}")
    wanted = {f"bench_{name.removeprefix('bench_')}" for name in sys.argv[1:]} or set(BENCHMARKS)
    unit = reference_seconds()
    print(f"reference: one 1000 x 1000 matrix product takes {unit * 1e3:.1f} ms")  # noqa: T201 - a report
    for name in sorted(wanted & set(BENCHMARKS)):
        for figure in BENCHMARKS[name]():
            ratio = f"{figure.value / unit:9.1f} x reference" if figure.unit == "s" else ""
            line = f"{name[6:]:<10} {figure.name:<44} {figure.value:9.3f} {figure.unit:<4} {ratio:<22} {figure.note}"
            print(line.rstrip())  # noqa: T201 - a report


if __name__ == "__main__":
    main()
