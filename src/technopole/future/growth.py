"""Parameters of the year loop from the region's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.future.assemble import as_arrays, group_origin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.city.calibrate import Observed
    from technopole.city.economy import Structure
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth
    from technopole.region import Region


def growth_of(region: Region, structure: Structure, observed: Observed, base: Timeline) -> Growth:
    """Mobility, building and headcounts of a region (model.md 7)."""
    from technopole.future.year import Growth

    p, markets = region.parameters, region.markets
    population = region.array("people", "population", ["zone"])
    households = region.array("people", "households", ["zone"])
    size = np.where(households > 0, population / np.where(households > 0, households, 1), 0.0)
    home_donor = np.asarray(observed.donor)[:, structure.home_market].astype(int)
    size = np.where(size > 0, size, np.where(size[home_donor] > 0, size[home_donor], size[size > 0].mean()))
    workers = np.asarray(observed.workers).sum(axis=0)
    owner = np.zeros((len(region.sides), len(region.payers)))
    for s, side in enumerate(region.sides):
        paying = [i for i, payer in enumerate(region.settings.payers) if payer.side == side]
        if paying:
            owner[s, paying[0]] = 1.0
    values = {
        "move": p.by("move", region.groups),
        "ramp": p.by("occupation_ramp", markets),
        "sharpness": p.get("pace_sharpness"),
        "cost_share": p.by("building_cost_rent_share", markets),
        "construction_cost": p.by("construction_cost", markets),
        "discount_rate": p.get("discount_rate"),
        "premium_share": p.get("land_premium_share"),
        "origin": group_origin(region),
        "workers": np.asarray(observed.workers).sum(axis=1),
        "side_workers": np.asarray(base.workers)[0],
        "side_homes": np.asarray(base.households)[0] / np.asarray(base.workers)[0],
        "side_population": np.asarray(base.population)[0],
        "side_counts": np.stack([population, households]) @ np.asarray(observed.side).T,
        "side_living": np.asarray(observed.side) @ workers,
        "persons_per_worker": _persons_per_worker(population, workers, home_donor),
        "household_size": size,
        "land_owner": owner,
    }
    arrays: dict[str, Any] = {**as_arrays(values)}
    return Growth(**arrays)


def _persons_per_worker(
    population: NDArray[np.float64], workers: NDArray[np.float64], donor: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Population over working residents (N,), the home donor's where nobody lives yet."""
    own = np.where(workers > 0, population / np.where(workers > 0, workers, 1.0), 0.0)
    taken = own[donor]
    return np.where(own > 0, own, np.where(taken > 0, taken, population.sum() / workers.sum()))
