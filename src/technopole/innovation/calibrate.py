"""Scales and stocks with which the base year is a steady state that returns its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

from technopole.innovation import knowledge, step
from technopole.innovation.arrays import (
    FINANCE,
    GESTATION,
    INFORMATION,
    TECHNOLOGY,
    BySide,
    ByZone,
    CityYear,
    Ecosystem,
    Levers,
    Scalar,
    State,
    WaitingZone,
)
from technopole.innovation.counts import advanced, selection
from technopole.innovation.matching import Kernel, kernel, match
from technopole.innovation.money import money

if TYPE_CHECKING:
    from jaxtyping import Array, Float

SETTLED = 1e-15  # relative change of every stock in a step at which the base year counts as steady
STEPS = 2000  # at most
PLENTY = 1e300  # sales of a side before they are known: they limit nothing


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Flows:
    """Counted flows of the base year, by side."""

    results: BySide
    entries: BySide
    graduates: BySide
    talent_inflow: BySide


def blank_state(zones: int, sides: int) -> State:
    """A state that holds nothing back and adds nothing."""

    def filled(value: float, *shape: int) -> Any:
        return np.full(shape, value)  # nothing to compile

    return State(
        knowledge=filled(0.0, 2, zones),
        gestation=filled(0.0, GESTATION, zones),
        waiting=filled(0.0, 4, zones),
        products=filled(0.0, zones),
        opening=filled(1.0, 4, zones),
        use=filled(1.0, zones),
        log_productivity=filled(0.0, zones),
        world_sales=filled(PLENTY, sides),
        workers=filled(0.0, zones),
        talent=filled(0.0, sides),
    )


def base_levers(system: Ecosystem) -> Levers:
    """Levers of a year without a plan."""
    zones, funders = system.side.shape[1], system.sent.shape[0]
    return Levers(
        research_money=jnp.zeros((funders, 4, zones, 5)),
        research_shift=jnp.zeros(zones),
        platform=jnp.zeros((zones, 5)),
        laboratory=jnp.zeros((zones, 5)),
        project_entries=jnp.zeros((zones, 5)),
        friction=system.friction,
    )


def calibrated(system: Ecosystem, flows: Flows, city: CityYear, donor: Any) -> Ecosystem:
    """The ecosystem with scales and stocks of its base year.

    system: data in place, scales and stocks blank; donor (N,): index of the zone whose character new
    innovation floor takes over.
    """
    p, side = system.parameters, system.side
    levers = base_levers(system)
    size = sizes_at(system, city)
    begun = replace(blank_state(side.shape[1], side.shape[0]), workers=city.workers)
    system = replace(
        system,
        per_worker=per_worker(system, city.workers, donor),
        world_floor=size.sum(),
        pay=city.pay,
        rent=city.rent,
        talent_pay=city.talent_pay,
    )
    paid = money(system, begun, levers, jnp.asarray(0.0))
    done = step.work(system, levers, city, paid.budget)
    growth = p.knowledge_decay[:, None] + p.research_trend @ side
    stock = step.performed(done.spent) / growth
    near = knowledge.proximity(p, city.minutes)
    known = near * knowledge.between(side, jnp.exp(-system.friction[INFORMATION]))
    share = size / size.sum()
    local = known @ knowledge.effective_stock(p, stock)
    world = p.world_share / (1.0 - p.world_share) * (share @ local)
    system = replace(system, world_pool=world, pool=share @ local + world)
    unscaled = step.new_results(
        replace(system, research_scale=jnp.ones(side.shape[0])), city, share, done, local + world
    )
    total, workers = side @ unscaled, side @ city.workers
    system = replace(
        system,
        research_scale=ratio(flows.results, total),
        entry_rate=ratio(flows.entries, workers),
        graduates=flows.graduates,
        talent_inflow=flows.talent_inflow,
    )
    found = unscaled * (system.research_scale @ side)
    passed = knowledge.between(side, jnp.exp(-system.friction[TECHNOLOGY] / 2.0)).T
    pairs = kernel(p.match_surplus[1:], p.match_decay, passed, city.minutes, share)
    entries = jnp.zeros((4, side.shape[1])).at[FINANCE - 1].set((system.entry_rate @ side) * city.workers)
    waiting, products, opening = steady(system, pairs, step.capacity(system, done), found, entries)
    own = known @ products
    start = State(
        knowledge=stock,
        gestation=jnp.broadcast_to(found, (GESTATION, found.shape[0])),
        waiting=waiting,
        products=products,
        opening=opening,
        use=done.use,
        log_productivity=jnp.zeros_like(products),
        world_sales=city.world_sales,
        workers=city.workers,
        talent=jnp.zeros(side.shape[0]),
    )
    access = jnp.where(city.floor > 0, own, own[donor])
    return replace(system, access=access, producing=waiting[3] @ side.T, start=start)


def sizes_at(system: Ecosystem, city: CityYear) -> ByZone:
    """Innovation and laboratory floor in m2, (N,)."""
    return city.floor + system.laboratory


def per_worker(system: Ecosystem, workers: ByZone, donor: Any) -> Float[Array, "performer zone"]:
    """Money of a performer per innovation worker; the donor's, else the side's, where nobody works yet."""
    spent, side = system.sent.sum(axis=0), system.side
    there = workers > 0
    own = jnp.where(there, spent / jnp.where(there, workers, 1.0), 0.0)
    total = side @ workers
    mean = (spent @ side.T / jnp.where(total > 0, total, 1.0)) @ side
    return jnp.where(there, own, jnp.where(there[donor], own[:, donor], mean))


def ratio(wanted: BySide, found: BySide) -> BySide:
    """The scale that turns what was found into what is wanted; 0 where nothing is wanted."""
    return jnp.where(wanted > 0, wanted / jnp.where(found > 0, found, 1.0), 0.0)


def steady(
    system: Ecosystem, pairs: Kernel, places: WaitingZone, found: ByZone, entries: WaitingZone
) -> tuple[WaitingZone, ByZone, WaitingZone]:
    """Stocks that a year with the base year's inputs leaves as they are: waiting, products, opening.

    Waiting projects of a stage and zone are scaled by what arrives over what leaves, until both are the same
    (letting years pass gets there too, in three times as many steps). Products, which feed back on nothing
    here, are then as many as make what retires equal to what succeeds.
    """
    p, side = system.parameters, system.side
    gestation = jnp.broadcast_to(found, (GESTATION, found.shape[0]))

    def unsettled(carry: tuple[Any, ...]) -> Array:
        return (carry[-2] > SETTLED) & (carry[-1] < STEPS)

    def step(carry: tuple[Any, ...]) -> tuple[Any, ...]:
        waiting, _, opening, _, count = carry
        matches = match(waiting, places, pairs, opening)
        success = selection(p, side, waiting, places)
        after = advanced(p, side, gestation, jnp.zeros_like(found), matches, success, found, entries)
        leaving = matches.taken + after.abandoned
        arriving = jnp.concatenate([found[None], after.succeeded[:-1]]) + entries
        scaled = waiting * arriving / jnp.where(leaving > 0, leaving, 1.0)
        following = jnp.where(leaving > 0, scaled, after.waiting)
        return following, after.succeeded[-1], matches.opening, moved(following, waiting), count + 1

    waiting = jnp.broadcast_to(found, places.shape)
    begun = (waiting, found, jnp.ones_like(places), jnp.asarray(jnp.inf), jnp.asarray(0))
    waiting, succeeded, opening, _, _ = jax.lax.while_loop(unsettled, step, begun)
    return waiting, succeeded / p.product_retirement, opening


def moved(after: Float[Array, "..."], before: Float[Array, "..."]) -> Scalar:
    """Largest change over the largest stock."""
    return jnp.max(jnp.abs(after - before)) / jnp.maximum(jnp.max(after), 1e-300)
