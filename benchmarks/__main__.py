"""Run all benchmarks, or those named: `python -m benchmarks simulate`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.measure import BENCHMARKS, reference_seconds


def main() -> None:
    """Measure and print, times also as multiples of the reference product."""
    for item in pkgutil.iter_modules(benchmarks.__path__):
        if item.name.startswith("bench_"):
            importlib.import_module(f"benchmarks.{item.name}")
    wanted = {f"bench_{name.removeprefix('bench_')}" for name in sys.argv[1:]} or set(BENCHMARKS)
    unit = reference_seconds()
    print(f"reference: one 1000 x 1000 matrix product takes {unit * 1e3:.1f} ms")
    for name in sorted(wanted & set(BENCHMARKS)):
        for figure in (one for measured in BENCHMARKS[name] for one in measured()):
            ratio = f"{figure.value / unit:9.1f} x reference" if figure.unit == "s" else ""
            value = f"{figure.value:9.3f} {figure.unit:<4} {ratio:<22}"
            print(f"{name[6:]:<10} {figure.name:<44} {value} {figure.note}".rstrip())


if __name__ == "__main__":
    main()
