"""Labels become arrays: the one place where a region's tables turn into what the city model reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.city.calibrate import Observed
    from technopole.city.economy import Parameters, Structure
    from technopole.region import Region

BALANCE_ROUNDS = 2000
BALANCE_GOAL = 1e-12


def structure_of(region: Region) -> Structure:
    """The shape of the equations: sectors, markets, closures, sides."""
    from technopole.city.economy import Structure

    sectors = region.settings.sectors
    regional = tuple(k for k, sector in enumerate(sectors) if sector.kind == "regional")
    return Structure(
        market_of_sector=tuple(int(m) for m in region.sector_market),
        regional=regional,
        entry=tuple(k for k in regional if sectors[k].entry),
        home_market=region.markets.index("home"),
        closures=region.parameters.choices("closure", region.groups),
        sides=len(region.sides),
        has_border=len(region.sides) > 1 and len(region.crossings) > 0,
        side_of_zone=tuple(int(side) for side in region.zone_side),
        home_spillovers=region.parameters.get("eta") != 0,
        work_spillovers=bool(np.any(region.parameters.by("lambda", region.sectors) != 0)),
        firms_across=any(
            bool(np.any(region.parameters.by(name, region.sectors) != 0))
            for name in ("market_across", "inputs_across")
        ),
    )


def parameters_of(region: Region) -> Parameters:
    """Elasticities and shares of parameters.toml as arrays."""
    from technopole.city.economy import Parameters

    p, sides, sectors, markets = region.parameters, region.sides, region.sectors, region.markets
    values = {
        "epsilon": p.get("epsilon"),
        "nu": p.get("nu"),
        "theta": p.get("theta"),
        "own_zone": p.by("own_zone_bonus", sides),
        "eta": p.get("eta"),
        "rho": p.get("rho"),
        "lambda_": p.by("lambda", sectors),
        "delta": p.get("delta"),
        "home_share": p.by("home_share", sides),
        "beta": p.by("beta", sectors),
        "sigma": p.by("sigma", sectors),
        "gamma": p.by("customer_decay", sectors),
        "export_slope": 1.0 / p.by("export_elasticity", sectors),
        "size_home": p.get("size_home"),
        "size_work": p.get("size_work"),
        "local_landlords": p.by("local_landlords", sides),
        "follower_pay": p.by("follower_pay", sides),
        "floor_elasticity": p.by("floor_elasticity", markets),
        "floor_headroom": p.by("floor_headroom", markets),
        "reservation": p.by("reservation_rent", markets),
        "congestion_weight": p.get("congestion_weight"),
        "congestion_power": p.get("congestion_power"),
        "closure_elasticity": p.by("closure_elasticity", region.groups),
        "customer_take_up": p.get("customer_take_up"),
        "market_across": p.by("market_across", sectors),
        "inputs_across": p.by("inputs_across", sectors),
        "firm_decay": p.get("firm_decay"),
        "public_homes": p.by("public_homes", sides),
    }
    return Parameters(**as_arrays(values))


def as_arrays(values: dict[str, Any]) -> dict[str, Any]:
    """Arrays of float64, numpy's: compiled programs take them as they are; `jnp.asarray` is one by itself."""
    return {name: np.asarray(value, dtype=float) for name, value in values.items()}


def side_matrix(region: Region) -> NDArray[np.float64]:
    """One-hot sides of zones, (S, N)."""
    return (np.arange(len(region.sides))[:, None] == region.zone_side).astype(float)


def group_origin(region: Region) -> NDArray[np.float64]:
    """One-hot sides groups come from, (G, S)."""
    origin = np.zeros((len(region.groups), len(region.sides)))
    for g, group in enumerate(region.settings.groups):
        origin[g, region.sides.index(group.origin)] = 1.0
    return origin


def workplace_wages(region: Region) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wage of the reference skill by zone and sector (N, K), and effective units of each group (G, K).

    Published wages are means of a side. Within a side they follow job density with the elasticity
    `wage_density` (Combes and Gobillon 2015 review estimates of .02 to .05), the job-weighted mean kept.
    """
    by_skill = region.array("wages", "wage", ["side", "sector", "skill"])
    reference = by_skill[:, :, 0]
    pay = np.ones((len(region.groups), len(region.sectors)))
    for g, group in enumerate(region.settings.groups):
        side, skill = region.sides.index(group.origin), region.skills.index(group.skill)
        pay[g] = by_skill[side, :, skill] / reference[side]
    jobs = region.array("jobs", "jobs", ["zone", "sector"])
    density = np.maximum(jobs.sum(axis=1) / region.zone_values("built_area"), 1.0)
    premium = density ** region.parameters.get("wage_density")
    side = side_matrix(region)
    total = side @ jobs
    mean = (side @ (jobs * premium[:, None])) / np.where(total > 0, total, 1.0)
    mean = np.where(total > 0, mean, (side @ premium / side.sum(axis=1))[:, None])
    return (side.T @ reference) * premium[:, None] / (side.T @ mean), pay


def group_sector_jobs(
    region: Region, flows: NDArray[np.float64], jobs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Workers by group and sector (G, K): skills by side balanced with flows (G, S, S) and jobs (N, K)."""
    jobs = side_matrix(region) @ jobs
    shares = region.array("wages", "share", ["side", "sector", "skill"])
    skill = [region.skills.index(group.skill) for group in region.settings.groups]
    total = np.zeros((len(region.groups), len(region.sectors)))
    for b in range(len(region.sides)):
        rows, columns = flows[:, :, b].sum(axis=1), jobs[b]
        table = balanced(shares[b][:, skill].T * columns, rows, columns)
        total += table
    return total


def balanced(
    seed: NDArray[np.float64], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Iterative proportional fitting of `seed` to row and column sums (which must agree in total)."""
    table = np.where(rows[:, None] > 0, np.maximum(seed, 1e-9 * columns), 0.0)
    for _ in range(BALANCE_ROUNDS):
        for axis, wanted in ((1, rows), (0, columns)):
            found = table.sum(axis=axis)
            table = table * np.expand_dims(
                np.where(found > 0, wanted / np.where(found > 0, found, 1), 0), axis
            )
        if np.max(np.abs(table.sum(axis=1) - rows)) <= BALANCE_GOAL * max(rows.sum(), 1.0):
            break
    return table


def side_flows(region: Region) -> NDArray[np.float64]:
    """Workers by group, home side and work side (G, S, S), made exact within their published totals.

    Cross-border flows are kept; those within a side take up what is left of the residents.
    """
    residents = region.array("residents", "workers", ["group", "zone"])
    followers = region.array("residents", "followers", ["group", "zone"])
    commuting = (residents - followers) @ side_matrix(region).T
    sides = len(region.sides)
    if sides == 1 or region.tables["cross_border"].empty:
        return np.einsum("gs,st->gst", commuting, np.eye(sides))
    flows = np.zeros((len(region.groups), sides, sides))
    table = region.tables["cross_border"]
    for row in rows_of(table):
        place = (
            region.groups.index(row["group"]),
            region.sides.index(row["home_side"]),
            region.sides.index(row["work_side"]),
        )
        flows[place] = row["workers"]
    off = flows * (1.0 - np.eye(sides))
    left = commuting - off.sum(axis=2)
    if np.any(left < 0):
        g, b = np.argwhere(left < 0)[0]
        what = f"More workers of group '{region.groups[g]}' leave '{region.sides[b]}' than live there"
        raise InputError(
            Finding(what, file="cross_border.csv", remedy="Lower the flow or correct residents.csv")
        )
    return off + np.einsum("gs,st->gst", left, np.eye(sides))


def observed_of(region: Region, base_levers: dict[str, NDArray[np.float64]]) -> Observed:
    """The base year as arrays; `base_levers`: the timeline's first year (minutes, legs, crossings, tax)."""
    from technopole.city.calibrate import Observed

    wage, pay = workplace_wages(region)
    flows = side_flows(region)
    jobs = consistent_jobs(region, flows)
    floor = region.array("floor", "floor", ["zone", "market"])
    donor = np.stack([_donors(region, market) for market in region.markets], axis=1)
    crossings = region.tables["crossings"]
    index = {name: x for x, name in enumerate(region.crossings)}
    constant_from = [index.get(str(name), x) for x, name in enumerate(crossings["constant_from"])]
    values = {
        "workers": region.array("residents", "workers", ["group", "zone"]),
        "followers": region.array("residents", "followers", ["group", "zone"]),
        "jobs": jobs,
        "group_jobs": group_sector_jobs(region, flows, jobs),
        "side_flows": flows,
        "origin": group_origin(region),
        "wage": wage,
        "pay": pay,
        "floor": floor,
        "rent": _rents(region, floor, donor),
        "donor": donor,
        "trips": crossings["trips"].to_numpy(dtype=float),
        "constant_from": constant_from,
        "side": side_matrix(region),
        "area": region.zone_values("built_area"),
        "population": region.array("people", "population", ["zone"]),
        **base_levers,
    }
    return Observed(**as_arrays(values))


def consistent_jobs(region: Region, flows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jobs (N, K) scaled by side to the workers who arrive there: the identity holds beyond rounding."""
    jobs = region.array("jobs", "jobs", ["zone", "sector"])
    side = side_matrix(region)
    arriving, counted = flows.sum(axis=(0, 1)), side @ jobs.sum(axis=1)
    return jobs * (side.T @ (arriving / counted))[:, None]


def _donors(region: Region, market: str) -> NDArray[np.int64]:
    from technopole.region.schema import declared_tables

    known = {column.name for column in declared_tables()["zones"].columns}
    return region.donors(market) if f"{market}_donor" in known else np.arange(len(region.zones))


def _rents(region: Region, floor: NDArray[np.float64], donor: NDArray[np.int64]) -> NDArray[np.float64]:
    """Base rents (N, M), effective ones for homes; without floor the donor's, else the side's mean."""
    rent = region.array("rents", "rent", ["zone", "market"])
    home = region.markets.index("home")
    rent[:, home] = region.array("rents", "effective_rent", ["zone", "market"])[:, home]
    side = side_matrix(region)
    weighted = side @ (rent * floor) / np.maximum(side @ floor, 1.0)
    taken = np.take_along_axis(np.where(floor > 0, rent, 0.0), donor, axis=0)
    known = np.where(floor > 0, rent, taken)
    return np.where(known > 0, known, np.maximum(side.T @ weighted, 1.0))
