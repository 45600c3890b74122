"""Two runs of one region side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.indicators import scorecard

if TYPE_CHECKING:
    import pandas as pd

    from technopole.indicators.scorecard import HasScorecard

KEYS = ["indicator", "name", "scope", "scope_name", "family", "unit", "better"]
TARGET = ["target", "target_year"]
NOTHING = 1e-9
"""Below this share of B, A is what floating point leaves of nothing: a change has no percentage then."""


@dataclass(frozen=True)
class Comparison:
    """Tables of a comparison: A and B in the last year both have.

    `scorecard`: indicator, scope, unit, first, a, b, difference (B - A), percent, target, meets_a, meets_b.
    `zones`: year, zone, quantity, unit, a, b, difference, for every year both have.
    """

    year: int
    scorecard: pd.DataFrame
    zones: pd.DataFrame


def compare(run_a: HasScorecard, run_b: HasScorecard) -> Comparison:
    """Compare two runs of the same region with the same data.

    Raises:
        InputError: the runs are of different regions or data, or share no year.

    """
    if run_a.region.id != run_b.region.id or run_a.region.zones != run_b.region.zones:
        what = f"The runs are of two regions: '{run_a.region.id}' and '{run_b.region.id}'"
        raise InputError(Finding(what, remedy="Compare runs of one region"))
    if run_a.region.fingerprint != run_b.region.fingerprint:
        what = f"The runs rest on different data of region '{run_a.region.id}'"
        raise InputError(Finding(what, remedy="Run both plans again on the same data"))
    years = [year for year in run_a.years if year in run_b.years]
    if not years:
        raise InputError(Finding("The runs share no year", remedy="Run both plans over the same years"))
    return Comparison(years[-1], _scorecards(run_a, run_b), zone_differences(run_a, run_b, years))


def _scorecards(run_a: HasScorecard, run_b: HasScorecard) -> pd.DataFrame:
    card_a, card_b = scorecard(run_a), scorecard(run_b, run_a)
    table = card_b[[*KEYS, "first"]].assign(a=card_b["baseline_last"], b=card_b["last"])
    table["difference"] = table["b"] - table["a"]
    something = table["a"].abs() > NOTHING * table["b"].abs()
    table["percent"] = 100.0 * table["difference"] / table["a"].where(something)
    table[TARGET] = card_b[TARGET]
    table["meets_a"], table["meets_b"] = card_a["meets"], card_b["meets"]
    table["grade"] = card_b["grade"]
    return table


def zone_quantities(run: HasScorecard) -> dict[str, tuple[str, np.ndarray]]:
    """Return what is mapped by zone: unit and values (T, N)."""
    path, region = run.path, run.region
    home = region.markets.index("home")
    residents = np.asarray(path.residents).sum(axis=1)
    minutes = (np.asarray(path.residents) * np.asarray(path.group_minutes)).sum(axis=1)
    innovation = np.array([sector.market == "innovation" for sector in region.settings.sectors])
    per_home = region.parameters.by("m2_per_home", region.sides)[region.zone_side]
    return {
        "population": ("persons", np.asarray(path.population)),
        "jobs": ("jobs", np.asarray(path.jobs).sum(axis=2)),
        "innovation_jobs": ("jobs", np.asarray(path.jobs)[:, :, innovation].sum(axis=2)),
        "homes": ("homes", np.asarray(path.floor)[:, :, home] / per_home),
        "home_rent": (f"{region.money} per m2 a year", np.asarray(path.rent)[:, :, home]),
        "mean_minutes": ("minutes", minutes / np.where(residents > 0, residents, np.nan)),
    }


def zone_differences(run_a: HasScorecard, run_b: HasScorecard, years: list[int]) -> pd.DataFrame:
    """Return the long table of quantities by year and zone in both runs and B - A."""
    import pandas as pd

    rows_a, rows_b = ([list(run.years).index(year) for year in years] for run in (run_a, run_b))
    zones = list(run_a.region.zones)
    all_a, all_b = zone_quantities(run_a), zone_quantities(run_b)
    parts = [
        pd.DataFrame(
            {
                "year": np.repeat(years, len(zones)),
                "zone": zones * len(years),
                "quantity": quantity,
                "unit": unit,
                "a": values[rows_a].reshape(-1),
                "b": all_b[quantity][1][rows_b].reshape(-1),
            }
        )
        for quantity, (unit, values) in all_a.items()
    ]
    table = pd.concat(parts, ignore_index=True)
    return table.assign(difference=table["b"] - table["a"])
