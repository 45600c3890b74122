"""Small made-up cities for tests: seeded, two sides unless said otherwise."""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp
import numpy as np

from technopole.city.calibrate import Observed
from technopole.city.economy import Parameters, Structure

PLAIN = Structure(
    market_of_sector=(2, 1, 1),
    regional=(2,),
    entry=(2,),
    home_market=0,
    closures=("closed", "closed", "closed"),
    sides=2,
    has_border=True,
)


def shaped(zones: int = 10, **changes: object) -> Structure:
    """The shape of a made-up city of so many zones: the first six tenths lie on the first side."""
    first = zones * 6 // 10
    return replace(PLAIN, side_of_zone=(0,) * first + (1,) * (zones - first), **changes)


STRUCTURE = shaped()


def parameters(**changes: object) -> Parameters:
    """Plausible parameters: 2 sides, 3 groups, 3 sectors, 3 markets."""
    values = {
        "epsilon": 6.69, "nu": 0.05, "theta": 0.05, "own_zone": [0.4, 0.0], "eta": 0.0, "rho": 0.7,
        "lambda_": [0.04, 0.04, 0.0], "delta": 0.36, "home_share": [0.25, 0.25], "beta": [0.15, 0.15, 0.1],
        "sigma": [5.0, 5.0, 5.0], "gamma": [0.08, 0.08, 0.08], "export_slope": [0.25, 0.25, 0.0],
        "size_home": 1.0, "size_work": 1.0, "local_landlords": [0.5, 0.5], "follower_pay": [0.5, 0.5],
        "floor_elasticity": [0.0, 0.3, 0.3], "floor_headroom": [1.0, 1.5, 1.5],
        "reservation": [0.35, 0.35, 0.35], "congestion_weight": 0.15, "congestion_power": 4.0,
        "closure_elasticity": [0.0, 0.0, 0.0],
    } | changes  # fmt: skip
    return Parameters(**{name: jnp.asarray(value, dtype=float) for name, value in values.items()})


def observed(zones: int = 10, seed: int = 0) -> Observed:
    """A consistent base year: flows between sides add up with jobs and residents."""
    rng = np.random.default_rng(seed)
    first = zones * 6 // 10
    side = np.zeros((2, zones))
    side[0, :first], side[1, first:] = 1, 1
    place = rng.uniform(0, 30, (zones, 2)) + np.where(side[1] > 0, 40, 0)[:, None] * np.array([1, 0])
    distance = np.linalg.norm(place[:, None] - place[None], axis=2) * 1.2 + 6
    minutes = np.where(side.T @ side > 0, distance, np.inf)
    gate = np.array([[35.0, 5.0], [35.0, 15.0], [35.0, 25.0]])
    leg = np.linalg.norm(place[:, None] - gate[None], axis=2) * 1.1 + 5
    workers = rng.uniform(5e3, 4e4, (3, zones))
    workers[2, :first] = 0.0  # the third group lives on the second side only
    workers[:2, first:] *= 0.02
    followers = workers * 0.2 * (side[0] > 0)
    commuting = workers - followers
    home = commuting @ side.T
    flows = np.zeros((3, 2, 2))
    flows[0] = [[home[0, 0] * 0.97, home[0, 0] * 0.03], [home[0, 1] * 0.7, home[0, 1] * 0.3]]
    flows[1] = [[home[1, 0] * 0.96, home[1, 0] * 0.04], [home[1, 1] * 0.6, home[1, 1] * 0.4]]
    flows[2] = [[0, 0], [home[2, 1] * 0.01, home[2, 1] * 0.99]]
    work_side = flows.sum(axis=(0, 1))
    weights = rng.uniform(0.2, 1.0, (zones, 3))
    weights[1, 0] = 0.0  # a zone without the first sector
    total = side @ weights.sum(axis=1)
    jobs = weights * ((work_side / total) @ side)[:, None]
    split = np.zeros((3, 3))
    for work in range(2):  # group by sector has to be feasible on every side
        rows, columns = flows[:, :, work].sum(axis=1), side[work] @ jobs
        table = rng.uniform(0.5, 1.5, (3, 3)) * columns
        for _ in range(500):
            table *= (rows / table.sum(axis=1))[:, None]
            table *= columns / table.sum(axis=0)
        split += table
    floor = np.stack([workers.sum(axis=0) * 35, jobs[:, 1:].sum(axis=1) * 18, jobs[:, 0] * 28], axis=1)
    rent = rng.uniform(1500, 4000, (zones, 3))
    return Observed(
        **{
            name: jnp.asarray(value, dtype=float)
            for name, value in {
                "workers": workers,
                "followers": followers,
                "jobs": jobs,
                "group_jobs": split,
                "side_flows": flows,
                "origin": [[1, 0], [1, 0], [0, 1]],
                "wage": rng.uniform(2e5, 4e5, (zones, 3)),
                "pay": [[1, 1, 1], [1.8, 1.7, 1.6], [0.9, 0.9, 0.9]],
                "floor": floor,
                "rent": rent,
                "donor": np.tile(np.arange(zones)[:, None], (1, 3)),
                "minutes": minutes,
                "leg_out": leg,
                "leg_in": leg.T,
                "clearance": [20.0, 25.0, 15.0],
                "capacity": [60000.0, 50000.0, 40000.0],
                "openness": np.ones((3, 3)) * [1.0, 0.8, 0.6],
                "trips": [50000.0, 40000.0, 0.0],
                "constant_from": [0, 1, 1],
                "income_tax": np.zeros((3, 2)) + 0.05,
                "side": side,
                "area": rng.uniform(5, 50, zones),
                "population": workers.sum(axis=0) * 2,
            }.items()
        }
    )  # fmt: skip
