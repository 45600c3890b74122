"""One year: floor completes, groups grow, homes and jobs find a new equilibrium (model.md 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

from technopole.city import border, vector
from technopole.city.calibrate import Calibrated, Character
from technopole.city.choice import safe_log
from technopole.city.economy import (
    ByGroup,
    ByGroupSide,
    ByGroupZone,
    ByMarket,
    BySide,
    ByZone,
    ByZoneMarket,
    Conditions,
    Outcome,
    Scalar,
    Structure,
)
from technopole.city.equilibrium import outcome
from technopole.city.greenfield import blended, log_or_barred
from technopole.city.solve import TARGET, Matrix, Real, Vector, solve
from technopole.future.coupling import Coupling, felt, followed, nothing, seen
from technopole.future.record import land_income, record
from technopole.future.timeline_arrays import Timeline
from technopole.innovation.arrays import State as Stocks

if TYPE_CHECKING:
    from jaxtyping import Array, Bool, Float

WHOLE_MARKET = 1e4  # m2 from which a floor market counts fully in the solver's scaling
SEED_FLOOR = 1e-9  # m2 a greenfield with a donor counts as having: its rents exist before its first building


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Growth:
    """What the year loop needs beside the static city."""

    move: ByGroup  # share of a group that chooses its home afresh in a year
    ramp: ByMarket  # share of new floor that comes into use a year
    sharpness: Scalar  # tau: how softly building answers rent over cost
    cost_share: ByMarket  # yearly cost of new floor over the base rent
    construction_cost: ByMarket  # money per m2
    discount_rate: Scalar
    premium_share: Scalar  # share of residual land value that goes to the public
    origin: ByGroupSide  # side a group comes from
    workers: ByGroup  # base-year workers
    side_workers: BySide  # base-year control
    side_homes: BySide  # base-year households per worker, controls
    side_population: BySide  # base-year control
    side_counts: Float[Array, "2 side"]  # persons and households counted by zone in the base year
    side_living: BySide  # working residents in the base year
    persons_per_worker: ByZone  # residents per working resident, base year, donors' where empty
    household_size: ByZone  # persons per household
    land_owner: Float[Array, "side payer"]  # 1 for the payer that receives a side's land income
    coupling: Coupling | None = None  # the innovation ecosystem, in a region that has one


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class State:
    """What one year leaves to the next."""

    residents: ByGroupZone
    people: ByGroup
    floor: ByZoneMarket  # existing
    available: ByZoneMarket  # on the market
    unbuilt: ByZoneMarket  # permitted, not built
    log_rent: ByZoneMarket  # last year's rents, which builders act on
    z: Vector  # unknowns the next year's search starts from
    inverse: Matrix  # and its approximate inverse Jacobian
    ecosystem: Stocks | None = None


def first_state(city: Calibrated, z: Any, inverse: Any) -> State:
    """Before the base year: nobody keeps a home, so that year is the static equilibrium (root z)."""
    shape = np.shape(city.character.amenity)
    return State(
        residents=_filled(0.0, shape),
        people=_filled(1.0, shape[:1]),
        floor=city.character.floor,
        available=city.character.floor,
        unbuilt=_filled(0.0, np.shape(city.character.floor)),
        log_rent=city.start["rent"],
        z=z,
        inverse=inverse.astype(np.float32),  # half the bytes to read a step; see solve.broyden
    )


def _filled(value: float, shape: tuple[int, ...]) -> Any:
    return np.full(shape, value)  # numpy's: there is nothing to compile


def build(
    growth: Growth, character: Character, state: State, levers: Timeline
) -> tuple[ByZoneMarket, ByZoneMarket, ByZoneMarket, ByZoneMarket]:
    """Equations (25), (26): existing floor, floor on the market, unbuilt permission, completions (N, M).

    Permission turns into floor at `pace` where rent stands as high over cost as in the base year, faster or
    slower as it rises or falls; last year's rents decide: nobody looks ahead.
    """
    pool = state.unbuilt + levers.released
    cost = jnp.log(character.rent) + jnp.log(growth.cost_share)
    now = jax.nn.sigmoid((state.log_rent - cost) / growth.sharpness)
    then = jax.nn.sigmoid(-jnp.log(growth.cost_share) / growth.sharpness)
    private = pool * jnp.minimum(levers.pace * now / then, 1.0)
    finished = private + levers.public_floor
    grown = state.floor + finished - levers.demolished
    floor = jnp.where(grown >= 0, grown, 0.0)
    left = jnp.clip(1.0 - levers.demolished / jnp.where(state.floor > 0, state.floor, 1.0), 0.0, 1.0)
    standing = state.available * jnp.where(state.floor > 0, left, 1.0)
    available = standing + growth.ramp * (floor - standing)
    return floor, available, pool - private, finished


def has_donor(character: Character) -> Bool[Array, "zone market"]:
    """Where floor, if there were any, would be another zone's in character (N, M)."""
    zones = np.arange(character.floor.shape[0])[:, None]
    return (character.donor != zones) & (character.floor == 0)


def seeded(character: Character, floor: ByZoneMarket) -> ByZoneMarket:
    """Floor with the seeds of greenfields (N, M)."""
    return jnp.where(has_donor(character), floor + SEED_FLOOR, floor)


def predicted(structure: Structure, city: Calibrated, state: State, now: Conditions) -> Vector:
    """Where the year's root is looked for: at last year's, jobs grown as the floor they stand on."""
    shapes = vector.shapes_of(city.start)
    log = vector.from_vector(shapes, state.z)
    if structure.entry:
        before = safe_log(seeded(city.character, state.available))
        growth = safe_log(now.floor) - before
        markets = [structure.market_of_sector[k] for k in structure.entry]
        log = log | {"varieties": log["varieties"] + growth[:, markets]}
    return jax.lax.stop_gradient(vector.to_vector(log))


def market_sizes(structure: Structure, city: Calibrated, now: Conditions) -> Vector:
    """Size of each unknown's market in (0, 1], for the scaling of derivatives: 1 from WHOLE_MARKET m2 on."""
    size = jnp.clip(now.floor / WHOLE_MARKET, SEED_FLOOR / WHOLE_MARKET, 1.0)
    markets = list(structure.market_of_sector)
    sizes = {name: jnp.ones_like(value) for name, value in city.start.items()}
    sizes["rent"] = size
    sizes["upsilon"] = size[:, markets].max(axis=1)
    if structure.regional:
        sizes["wage"] = size[:, [markets[k] for k in structure.regional]]
    if structure.entry:
        sizes["varieties"] = size[:, [markets[k] for k in structure.entry]]
    return jax.lax.stop_gradient(vector.to_vector(sizes))


def conditions(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    state: State,
    levers: Timeline,
    available: ByZoneMarket,
) -> Conditions:
    """Levers and stocks of a year as the static city reads them; Equations (27), (28)."""
    economy = city.economy
    available = seeded(city.character, available)
    place = blended(structure, city.character, available)
    people = growth.workers * (growth.origin @ (levers.workers / growth.side_workers)) + levers.admitted
    shrunk = people / jnp.where(state.people > 0, state.people, 1.0)
    kept = jnp.where(shrunk < 1.0, shrunk, 1.0)
    stay = (1.0 - growth.move)[:, None] * state.residents * kept[:, None]
    homes_per_worker = levers.households / levers.workers / growth.side_homes
    wedge = place.wedge.at[:, structure.home_market].multiply(homes_per_worker @ economy.side)
    return Conditions(
        amenity=log_or_barred(place.amenity) + levers.amenity,
        appeal=log_or_barred(place.appeal),
        productivity=safe_log(place.productivity) + levers.productivity,
        variety=log_or_barred(place.variety),
        wedge=wedge,
        floor=available,
        reference_rent=place.rent,
        reference_wage=place.wage,
        minutes=levers.minutes,
        leg_out=levers.leg_out,
        leg_in=levers.leg_in,
        clearance=levers.clearance,
        capacity=levers.capacity,
        openness=levers.openness,
        subsidy=levers.subsidy,
        income_tax=levers.income_tax,
        people=people,
        stay=stay,
        follow=place.follow,
        foreign_price=jnp.log(levers.price_level) @ economy.side,
        live_quota=levers.live_quota,
        work_quota=levers.work_quota,
    )


def advance(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    state: State,
    levers: Timeline,
    correction: Vector | float = 0.0,
    target: Real = TARGET,
) -> tuple[State, dict[str, Any]]:
    """One year: state and levers in, next state and record out; the last two are those of search.py."""
    shapes = vector.shapes_of(city.start)
    floor, available, unbuilt, finished = build(growth, city.character, state, levers)
    plain, planned = city.economy, levers
    city, levers, bought = influenced(city, growth, state, levers)
    now = conditions(structure, city, growth, state, levers, available)
    gate = border.gates(city.economy, now)
    function = vector.residual_function(structure, shapes)
    start = predicted(structure, city, state, now)
    sizes = market_sizes(structure, city, now)
    root = solve(
        function, (city.economy, gate, now), start + correction, state.inverse, sizes, jnp.asarray(target)
    )
    log = vector.from_vector(shapes, root.z)
    solved = outcome(structure, city.economy, gate, now, log)
    solved = replace(solved, rent=shown_rent(solved, now, floor))
    people = jnp.exp(log["people"])
    stocks, innovation = nothing_new(city)
    if growth.coupling is not None and state.ecosystem is not None:
        view = seen(growth.coupling, planned, solved, available, plain)
        stocks, innovation = followed(growth.coupling, state.ecosystem, planned, bought, view)
    following = State(
        solved.residents, people, floor, available, unbuilt, log["rent"], root.z, root.inverse, stocks
    )
    built = {"floor": floor, "floor_available": available, "unbuilt": unbuilt, "completions": finished}
    premium = land_income(city, growth, solved, finished - levers.public_floor)
    after = {"land_income": premium, "correction": root.z - start}
    kept = record(city, growth, levers, solved, root) | built | innovation
    return following, kept | after


def influenced(
    city: Calibrated, growth: Growth, state: State, levers: Timeline
) -> tuple[Calibrated, Timeline, Any]:
    """The city and its levers as the ecosystem changes them, and the year's research money."""
    if growth.coupling is None or state.ecosystem is None:
        return city, levers, None
    return felt(growth.coupling, city, state.ecosystem, levers)


def nothing_new(city: Calibrated) -> tuple[None, dict[str, Any]]:
    """No stocks and an empty record: a region without an ecosystem."""
    sides, zones = city.economy.side.shape
    return None, nothing(zones, sides)


def shown_rent(solved: Outcome, now: Conditions, floor: ByZoneMarket) -> ByZoneMarket:
    """Rents where floor exists, the donor's base rent elsewhere: a seed's rent is nobody's."""
    return jnp.where(floor > 0, solved.rent, now.reference_rent)
