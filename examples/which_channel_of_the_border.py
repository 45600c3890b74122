"""Through which channel the border works: what border measures add, one channel changed at a time.

    python examples/which_channel_of_the_border.py

Each line calibrates the region again with one parameter changed, runs the whole plan and the same building
with the border of a normal year around 2021, and prints people and jobs in the Northern Metropolis in the
last year.
"""

from __future__ import annotations

import technopole as tp

REGION, PLAN, CLOSED, SCOPE = (
    "hong-kong-shenzhen",
    "northern-metropolis",
    "northern-metropolis-closed",
    "north",
)
CHANNELS: tuple[tuple[str, dict[tuple[str, str], float]], ...] = (
    ("as shipped", {}),
    ("no custom across", {("customer_take_up", ""): 0.0}),
    ("custom across weighs 4", {("customer_take_up", ""): 4.0}),
    ("firms' markets across 0.2", {("market_across", ""): 0.2}),
    ("firms' inputs across 0.2", {("inputs_across", ""): 0.2}),
    ("homes across weigh 2", {("living_across", ""): 2.0}),
    ("no move to a home across", {("living_across", ""): 0.0}),
    ("30% of homes at old rents", {("public_homes", "HK"): 0.3}),
)


def outcome(region: tp.Region, plan: str) -> tuple[float, float]:
    """People and jobs of the scope in the last year."""
    run = tp.simulate(tp.calibrate(region), tp.load_plan(region, plan))
    people, jobs = (float(tp.compute(run, indicator, SCOPE)[-1]) for indicator in ("population", "jobs"))
    return people, jobs


def main() -> None:
    """Print the table."""
    shipped = tp.load_region(REGION)
    print(f"{'':<28} {'people':>10} {'jobs':>9} {'border adds people':>19} {'and jobs':>9}")
    for name, settings in CHANNELS:
        region = tp.with_parameters(shipped, settings)
        (people, jobs), (fewer, less) = outcome(region, PLAN), outcome(region, CLOSED)
        print(f"{name:<28} {people:>10,.0f} {jobs:>9,.0f} {people - fewer:>19,.0f} {jobs - less:>9,.0f}")


if __name__ == "__main__":
    main()
