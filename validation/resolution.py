"""Hong Kong in 36 zones and in 212: what the size of zones does to results.

    python -m validation.resolution

The two regions hold the same people, jobs, floor, plans and control totals; the finer one splits them among
census small areas. Two parameters that belong to the size of zones are fitted again to the same figures.
docs/resolution.md holds what this prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import technopole as tp

if TYPE_CHECKING:
    from technopole.future.run import Run

ZONES, CELLS = "hong-kong-shenzhen", "hong-kong-shenzhen-fine"
PLANS = ("baseline", "northern-metropolis")
FIGURES = (  # indicator, scope, unit
    ("population", "north", "persons"),
    ("jobs", "north", "persons"),
    ("innovation_jobs", "north", "persons"),
    ("innovation_jobs", "HK", "persons"),
    ("cross_border_commuters", "region", "persons"),
    ("mean_minutes", "north", "minutes"),
    ("mean_minutes", "south", "minutes"),
    ("mean_minutes", "shenzhen", "minutes"),
)
NORTH_PLACES = (
    "TSW",
    "san-tin-technopole",
    "ktn-fln",
    "hsk-ht",
    "ntn",
    "lau-fau-shan",
    "yls",
    "ngau-tam-mei",
)


@dataclass(frozen=True)
class Line:
    """A figure in both regions: base year, last year of the baseline, and what the plan adds there."""

    indicator: str
    scope: str
    base: tuple[float, float]
    baseline: tuple[float, float]
    change: tuple[float, float]

    @property
    def log_error(self) -> float:
        """ln of the finer region's change over the other's."""
        return float(np.log(self.change[1] / self.change[0]))


def runs_of(name: str) -> dict[str, Run]:
    """Both plans on one region."""
    region = tp.load_region(name)
    city = tp.calibrate(region)
    return {plan: tp.simulate(city, tp.load_plan(region, plan)) for plan in PLANS}


def values(runs: dict[str, Run]) -> dict[tuple[str, str], tuple[float, float, float]]:
    """(base year, last year of the baseline, what the plan adds) of each figure."""
    card = tp.scorecard(runs["northern-metropolis"], runs["baseline"])
    scopes = {scope for _, scope, _ in FIGURES} | set(NORTH_PLACES)
    rows = card[card["scope"].isin(scopes)].drop_duplicates(["indicator", "scope"])
    return {
        (row["indicator"], row["scope"]): (row["first"], row["baseline_last"], row["change"])
        for row in rows.to_dict("records")
    }


def lines(coarse: dict[str, Run], fine: dict[str, Run]) -> list[Line]:
    """Every figure side by side."""
    first, second = values(coarse), values(fine)
    wanted = [(i, s) for i, s, _ in FIGURES]
    wanted += [(i, s) for s in NORTH_PLACES for i in ("population", "jobs") if (i, s) in first]
    return [
        Line(*key, *((first[key][n], second[key][n]) for n in range(3)))
        for key in wanted
        if key in first and key in second
    ]


def main() -> None:
    """Print the table."""
    for line in lines(runs_of(ZONES), runs_of(CELLS)):
        pairs = (line.base, line.baseline, line.change)
        print(f"{line.indicator:24} {line.scope:20}", *(f"{a:12,.1f} {b:12,.1f}" for a, b in pairs))


if __name__ == "__main__":
    main()
