"""A region's innovation tables become arrays, and these a calibrated ecosystem (docs/innovation.md 10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jax
import numpy as np

from technopole.base.innovation import FUNDER_KINDS, PERFORMERS, STAGES
from technopole.base.program import compiled_quickly
from technopole.future.assemble import as_arrays, group_origin, side_matrix
from technopole.future.ecosystem_checks import TABLES, check_ecosystem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.city.calibrated import Calibrated, Observed
    from technopole.city.economy import Structure
    from technopole.future.coupling import Coupling
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth
    from technopole.innovation.arrays import Ecosystem
    from technopole.innovation.calibrate import Flows
    from technopole.region import Region

SECTOR = "innovation"
FLOWS_IN = ("results", "entries", "graduates", "talent_inflow")


def has_ecosystem(region: Region) -> bool:
    """Whether the region gives any of the innovation tables."""
    return any(not region.tables[table].empty for table in TABLES)


def coupling_of(
    region: Region,
    structure: Structure,
    calibrated: Calibrated,
    growth: Growth,
    observed: Observed,
    base: Timeline,
    root: Any,
    *,
    stage_map: NDArray[np.float64] | None = None,
    often: bool = False,
) -> Coupling | None:
    """The region's ecosystem in its base year, coupled to the city; None where no table is given.

    stage_map (4, S, 5) stands in for the region's own; what is done often is compiled well.

    Raises:
        InputError: tables that contradict each other, all faults at once.

    """
    given = given_data(region, observed, base, stage_map)
    if given is None:
        return None
    form = calibrated_often if often else calibrated_once
    return form(structure, calibrated, growth, base.at(0), root, *given)


def given_data(
    region: Region, observed: Observed, base: Timeline, stage_map: NDArray[np.float64] | None = None
) -> tuple[Ecosystem, Flows, dict[str, Any]] | None:
    """What the calibration of an ecosystem reads of the region: its system, counted flows, the base year."""
    if not has_ecosystem(region):
        return None
    from technopole.innovation.calibrate import Flows

    sector = region.sectors.index(SECTOR) if SECTOR in region.sectors else None
    data = base_data(region, observed, sector)
    if stage_map is not None:
        data["stage_map"] = stage_map
    check_ecosystem(region, data)
    counted = {name: data["flows"][name] for name in FLOWS_IN}
    counted["talent_inflow"] = counted["talent_inflow"] * (data["talent"].sum(axis=0) > 0)
    names = ("talent", "units", "workers", "pay", "rent", "floor", "world_sales", "sector", "market", "donor")
    blank = blank_system(region, data, np.asarray(base.friction)[0])
    return blank, Flows(**as_arrays(counted)), as_arrays({name: data[name] for name in names})


def base_data(region: Region, observed: Observed, sector: int | None) -> dict[str, Any]:
    """The base year as the ecosystem reads it, by zone and side (numpy)."""
    sides, zones = len(region.sides), len(region.zones)
    k = 0 if sector is None else sector
    market = int(region.sector_market[k])
    workers, donor = np.asarray(observed.jobs)[:, k], np.asarray(observed.donor)[:, market].astype(int)
    talent = talent_shares(region)
    labour = mean_units(region)
    units = labour[region.zone_side, k]
    pay = np.asarray(observed.wage)[:, k] * units
    world = np.array([one.kind == "world" for one in region.settings.sectors])
    beta = region.parameters.by("beta", region.sectors)
    payroll = side_matrix(region) @ (np.asarray(observed.jobs) * np.asarray(observed.wage)) * labour
    amounts = region.array("research_money", "amount", ["funder", "performer", "side"])
    weights = region.array("research_places", "weight", ["performer", "zone"])
    within = side_matrix(region).T @ (side_matrix(region) @ weights.T)
    share = np.where(within > 0, weights.T / np.where(within > 0, within, 1.0), 0.0).T
    flows = region.array("innovation_flows", "value", ["flow", "side"])
    return {
        "has_sector": sector is not None,
        "sector": np.eye(len(region.sectors))[k],
        "market": np.eye(len(region.markets))[market],
        "workers": workers,
        "pay": np.where(workers > 0, pay, pay[donor]),
        "rent": np.asarray(observed.rent)[:, market],
        "floor": np.asarray(observed.floor)[:, market],
        "donor": donor,
        "talent": talent,
        "units": units,
        "world_sales": (payroll / (1.0 - beta))[:, world].sum(axis=1),
        "amounts": amounts,
        "share": share,
        "stage_map": region.array("stage_map", "share", ["performer", "side", "stage"]),
        "flows": dict(zip(region.labels("innovation_flows", "flow"), flows, strict=True)),
        # institutions' laboratories are let or counted in the innovation floor market already
        "laboratory": np.zeros(zones),
        "shape": (sides, zones),
    }


def talent_shares(region: Region) -> NDArray[np.float64]:
    """Share of each group in its side's talent (G, S): groups of the last skill listed, in equal parts."""
    skilled = np.array([group.skill == region.skills[-1] for group in region.settings.groups])
    mine = group_origin(region) * skilled[:, None]
    total = mine.sum(axis=0)
    return mine / np.where(total > 0, total, 1.0)


def mean_units(region: Region) -> NDArray[np.float64]:
    """Effective labour of a mean worker by side and sector (S, K): 1 for the reference skill."""
    pay = region.array("wages", "wage", ["side", "sector", "skill"])
    shares = region.array("wages", "share", ["side", "sector", "skill"])
    total = shares.sum(axis=2)
    reference = np.where(pay[:, :, 0] > 0, pay[:, :, 0], 1.0)
    return np.where(total > 0, (shares * pay).sum(axis=2) / reference / np.where(total > 0, total, 1.0), 1.0)


def blank_system(region: Region, data: dict[str, Any], friction: NDArray[np.float64]) -> Ecosystem:
    """The data of an ecosystem, its scales and stocks not found yet."""
    from technopole.innovation.arrays import CAPITAL, Ecosystem
    from technopole.innovation.calibrate import blank_state

    sides, zones = data["shape"]
    funders = region.tables["funders"]
    partner = np.eye(sides + 1)[
        [region.sides.index(side) if side else sides for side in funders["side"]]
    ].reshape(len(funders), sides + 1)
    kind = np.array([[float(name == word) for name in funders["kind"]] for word in FUNDER_KINDS])
    arrives = (1.0 - partner @ friction[CAPITAL])[:, :sides]
    side = side_matrix(region)
    sent = ((data["amounts"] / arrives[:, None]) @ side) * data["share"]
    none, nowhere = np.zeros(sides), np.zeros(zones)
    values = {
        "side": side,
        "funder_side": partner,
        "kind": kind,
        "government": kind[0],
        "granting": kind[0] + kind[1],
        "firms": kind[2],
        "venture": kind[3],
        "sent": sent,
        "per_worker": np.zeros((len(PERFORMERS), zones)),
        "stage_map": data["stage_map"],
        "laboratory": data["laboratory"],
        "friction": friction,
        "pay": nowhere,
        "rent": nowhere,
        "world_floor": 1.0,
        "research_scale": none,
        "entry_rate": none,
        "graduates": none,
        "talent_inflow": none,
        "talent_pay": none,
        "pool": 1.0,
        "world_pool": 0.0,
        "access": nowhere,
        "producing": none,
    }
    start = blank_state(zones, sides)
    return Ecosystem(parameters=ecosystem_parameters(region), start=start, **as_arrays(values))


def ecosystem_parameters(region: Region) -> Any:
    """Parameters of the ecosystem as arrays."""
    from technopole.innovation.arrays import Parameters

    p = region.parameters
    shares = np.stack([p.by(f"share_{name}", STAGES) for name in ("people", "floor", "platform")])
    public = p.get("public_result_yield")
    plain = (
        "research_returns", "spillover_elasticity", "match_decay", "selection_response", "product_retirement",
        "capital_response", "knowledge_productivity", "crowd_in", "crowd_in_university", "profit_share",
        "venture_response", "talent_exit", "talent_pay_response", "research_decline",
    )  # fmt: skip
    values: dict[str, Any] = {name: p.get(name) for name in plain}
    values |= {
        name: p.by(name, STAGES) for name in ("unit_cost", "match_surplus", "selection", "abandonment")
    }
    values |= {
        "knowledge_decay": [p.get("knowledge_decay_business"), p.get("knowledge_decay_public")],
        "knowledge_weight": [1.0, p.get("public_knowledge_weight")],
        "result_yield": [1.0, public, public, 1.0],
        "near_share": p.get("spillover_near_share"),
        "near_minutes": p.get("spillover_near_minutes"),
        "far_minutes": p.get("spillover_far_minutes"),
        "leverage": p.get("co_investment_leverage"),
        "world_share": p.get("world_knowledge_share"),
        "research_trend": p.by("research_trend", region.sides),
        "substitution": p.by("input_substitution", STAGES),
        "input_shares": np.concatenate([shares, 1.0 - shares.sum(axis=0, keepdims=True)]),
    }
    return Parameters(**as_arrays(values))


def _coupling(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    base: Timeline,
    z: Any,
    system: Ecosystem,
    flows: Any,
    data: dict[str, Any],
) -> Coupling:
    """Scales and stocks of the base year, on the minutes of the solved city."""
    import jax.numpy as jnp

    from technopole.city import border, vector
    from technopole.future.coupling import Coupling, funded_sales, mean_pay, paid
    from technopole.future.simulate import problem
    from technopole.future.year import first_state
    from technopole.innovation.arrays import CityYear
    from technopole.innovation.calibrate import calibrated

    state = first_state(city, z, jnp.zeros((1, 1)))
    economy, gate, now = problem(structure, city, growth, state, base, city.character.floor)
    clearance = jnp.exp(vector.from_vector(vector.shapes_of(city.start), z)["clearance"])
    minutes = now.minutes
    if structure.has_border:
        minutes = border.free_minutes(economy, now, gate, clearance)
    tax = jnp.einsum("gb,gb->b", data["talent"], base.income_tax)
    view = CityYear(
        age=jnp.asarray(0.0),
        minutes=minutes,
        talent_pay=mean_pay(system.side, data["workers"], data["pay"]) * (1.0 - tax),
        **{name: data[name] for name in ("workers", "pay", "rent", "floor", "world_sales")},
    )
    found = calibrated(system, flows, view, data["donor"].astype(int))
    couple = Coupling(
        ecosystem=found,
        base_year=base.year,
        funded=jnp.zeros(system.side.shape[0]),
        **{name: data[name] for name in ("sector", "market", "talent", "units")},
    )
    bought = paid(couple, found.start, base)
    return replace(couple, funded=funded_sales(couple, economy, bought, found.start.use))


calibrated_once = compiled_quickly(_coupling, static_argnums=0)
calibrated_often = jax.jit(_coupling, static_argnums=0)
