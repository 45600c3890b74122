"""Floor on the market within a year: elastic supply, vacancy, demand (model.md 5)."""

from __future__ import annotations

import jax.numpy as jnp

from technopole.city.economy import ByZoneMarket, Conditions, Economy

VACANCY_STEEPNESS = 12.0  # how sharply floor empties around the reservation rent


def floor_offered(economy: Economy, now: Conditions, log_rent: ByZoneMarket) -> ByZoneMarket:
    """Equation (20): floor on offer at this year's rents, m2 (N, M).

    It answers the rent up to the permitted floor (a kink: gradients are one-sided there).
    """
    p = economy.parameters
    relative = log_rent - jnp.log(now.reference_rent)
    supply = jnp.minimum(p.floor_elasticity * relative, jnp.log(p.floor_headroom))
    return now.floor * jnp.exp(supply)


def occupancy(economy: Economy, now: Conditions, log_rent: ByZoneMarket) -> ByZoneMarket:
    """Equation (21): share of the floor on offer that is let (N, M); it falls below the reservation rent.

    What stands empty still counts as offered when people choose: were it left out, an empty place would be
    unattractive because it is empty, and stay so at any rent.
    """
    relative = log_rent - jnp.log(now.reference_rent)
    emptying = economy.parameters.reservation**VACANCY_STEEPNESS
    occupied = (1.0 + emptying) / (1.0 + emptying * jnp.exp(-VACANCY_STEEPNESS * relative))
    return jnp.minimum(occupied, 1.0)


def shadow_price(economy: Economy, now: Conditions, log_rent: ByZoneMarket) -> ByZoneMarket:
    """Rent above the one at which supply would equal the permitted floor, 0 where the cap is slack (N, M)."""
    p = economy.parameters
    elastic = p.floor_elasticity > 0
    room = jnp.log(p.floor_headroom) / jnp.where(elastic, p.floor_elasticity, 1.0)
    at_cap = now.reference_rent * jnp.exp(room)
    return jnp.where(elastic, jnp.maximum(jnp.exp(log_rent) - at_cap, 0.0), 0.0)
