"""Which assumptions decide what the Northern Metropolis plan does: every parameter to its low and high end.

    python examples/what_decides_the_result.py

Each line re-calibrates the region with one parameter at an end of its stated range, runs the plan, and prints
people and jobs in the Northern Metropolis in the last year, the widest swing first.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import technopole as tp

REGION, PLAN, SCOPE = "hong-kong-shenzhen", "northern-metropolis", "north"


def ranges(region: tp.Region) -> list[tuple[str, str, float, float]]:
    """Every parameter value with a stated range: name, label, low, high."""
    found = []
    for name in region.parameters.names():
        for label in region.parameters.leaves.get(name, {}):
            ends = region.parameters.range(name, label)
            if ends and ends[0] < ends[1]:
                found.append((name, label, *ends))
    return found


def outcome(region: tp.Region) -> tuple[float, float]:
    """People and jobs of the scope in the last year."""
    run = tp.simulate(tp.calibrate(region), tp.load_plan(region, PLAN))
    return tuple(float(tp.compute(run, indicator, SCOPE)[-1]) for indicator in ("population", "jobs"))


def main() -> None:
    """Print the table."""
    region = tp.load_region(REGION)
    centre = outcome(region)
    print(f"{'central values':<44} people {centre[0]:>11,.0f}   jobs {centre[1]:>9,.0f}")
    lines = []
    wanted = ranges(region)
    for name, label, low, high in wanted:
        print(f"{len(lines) + 1} of {len(wanted)}: {name} {label}", file=sys.stderr)
        ends = []
        for value in (low, high):
            changed = {(name, label): value} | ({("theta", ""): value} if name == "nu" else {})
            try:
                ends.append(outcome(replace(region, parameters=region.parameters.with_values(changed))))
            except (tp.NotConverged, tp.InputError):  # no equilibrium, or no base year that adds up
                ends.append(None)
        lines.append((name, label, low, high, ends))
    for name, label, low, high, ends in sorted(lines, key=lambda line: -swing(line[4], centre)):
        title = f"{name}{'.' + label if label else ''} {low:g} .. {high:g}"
        shown = [f"{end[0]:>11,.0f} {end[1]:>9,.0f}" if end else "   cannot be         " for end in ends]
        print(f"{title:<44} low {shown[0]}   high {shown[1]}")


def swing(ends: list[tuple[float, float] | None], centre: tuple[float, float]) -> float:
    """Relative swing of jobs between the two ends."""
    jobs = [end[1] if end else centre[1] for end in ends]
    return abs(jobs[1] - jobs[0]) / centre[1]


if __name__ == "__main__":
    main()
