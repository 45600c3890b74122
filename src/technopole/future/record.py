"""A solved year as the path keeps it: people and households, the public's share of land (model.md 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp

if TYPE_CHECKING:
    from jaxtyping import Array, Float

    from technopole.city.calibrate import Calibrated
    from technopole.city.economy import ByGroupZone, ByZone, ByZoneMarket, Outcome
    from technopole.city.solve import Root
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth

    Payers = Float[Array, " payer"]


def record(city: Calibrated, growth: Growth, levers: Timeline, solved: Outcome, root: Root) -> dict[str, Any]:
    """The year as the path keeps it (see path_arrays.Path); utility by Equation (24)."""
    side = city.economy.side
    population, households = headcount(city, growth, levers, solved.residents)
    flows = side @ (solved.commuters @ side.T)
    epsilon = city.economy.parameters.epsilon
    return {
        "residents": solved.residents,
        "followers": solved.followers,
        "jobs": solved.persons.sum(axis=0),
        "jobs_by_group": solved.persons,
        "commuters": solved.commuters.sum(axis=0),
        "side_flows": flows,
        "group_minutes": solved.group_minutes,
        "minutes_now": solved.minutes,
        "rent": solved.rent,
        "floor_used": solved.floor_used,
        "shadow_price": solved.shadow_price,
        "live_permit": solved.live_permit,
        "work_permit": solved.work_permit,
        "wage": solved.wage,
        "price": solved.price,
        "income": solved.income,
        "clearance_now": solved.clearance,
        "crossing_commuters": solved.crossing_commuters,
        "crossing_trips": solved.crossing_trips,
        "utility": jnp.exp(jax.scipy.special.gammaln(1.0 - 1.0 / epsilon) + solved.log_utility / epsilon),
        "population": population,
        "households": households,
        "output": solved.revenue,
        "cost": levers.cost,
        "residual": root.residual,
        "error": root.error,
        "iterations": root.iterations,
        "spending": solved.spending,
        "tax_receipts": solved.tax_receipts,
        "unknowns": root.z,
    }


def headcount(
    city: Calibrated, growth: Growth, levers: Timeline, residents: ByGroupZone
) -> tuple[ByZone, ByZone]:
    """Equation (29): persons and households by zone (N,).

    A side's total is its base-year count grown as its population control, and by as many persons per worker
    as workers have come to live there beyond the control (across the border, or admitted).
    """
    side = city.economy.side
    workers = residents.sum(axis=0)
    living = (side @ workers) / growth.side_living * growth.side_workers / levers.workers
    weight = workers * growth.persons_per_worker
    people = growth.side_counts[0] * levers.population / growth.side_population * living
    population = weight * ((people / (side @ weight)) @ side)
    homes = population / growth.household_size
    wanted = growth.side_counts[1] * levers.households / (growth.side_homes * growth.side_workers) * living
    return population, homes * ((wanted / (side @ homes)) @ side)


def land_income(city: Calibrated, growth: Growth, solved: Outcome, private: ByZoneMarket) -> Payers:
    """Equation (30): the public's share of the residual value of land under private completions, (P,)."""
    value = jnp.maximum(solved.rent / growth.discount_rate - growth.construction_cost, 0.0)
    by_side = city.economy.side @ (growth.premium_share * value * private).sum(axis=1)
    return by_side @ growth.land_owner
