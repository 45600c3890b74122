"""Permits to live or work on a side, limited in number: a quota and the price it would fetch (model.md 2)."""

from __future__ import annotations

import jax.numpy as jnp

from technopole.city.choice import safe_log
from technopole.city.economy import ByGroupSide, Conditions, Economy, Structure
from technopole.city.people import People
from technopole.city.prices import Unknowns

SMOOTHING = 1e-9  # product of a permit's weight and the log room left, where either is 0 in theory
ROOM = 1.001  # nobody is sent away: a quota below those who stay is taken as this times their number
LEAST = 1.0  # persons


def permit_gaps(economy: Economy, now: Conditions, crowd: People, log: Unknowns) -> Unknowns:
    """Equation (33) as residuals: weights of permits to live and to work, (G, S) each."""
    lives = crowd.residents @ economy.side.T
    works = crowd.persons.sum(axis=2) @ economy.side.T
    staying = ROOM * (now.stay @ economy.side.T)
    live = jnp.inf if now.live_quota is None else jnp.maximum(now.live_quota, staying)
    work = jnp.inf if now.work_quota is None else now.work_quota
    return {
        "permit_live": _gap(log["permit_live"], live, lives),
        "permit_work": _gap(log["permit_work"], work, works),
    }


def _gap(weight: ByGroupSide, quota: ByGroupSide | float, users: ByGroupSide) -> ByGroupSide:
    """Weight >= 0, room >= 0, one of them 0: Fischer's (1992) function, smoothed; no weight without quota."""
    limited = jnp.isfinite(quota) & (users > 0)
    given = safe_log(jnp.where(limited, jnp.maximum(quota, LEAST), 1.0))
    room = given - jnp.where(limited, safe_log(users), 0.0)
    both = jnp.where(limited, weight**2 + room**2 + 2.0 * SMOOTHING, 1.0)
    return jnp.where(limited, jnp.sqrt(both) - weight - room, -weight)


def permit_prices(
    structure: Structure, economy: Economy, now: Conditions, log: Unknowns
) -> dict[str, ByGroupSide]:
    """Share of the wage a worker of the group would give for a permit, (G, S): 1 - exp(-weight / epsilon)."""
    if not structure.quotas:
        none = jnp.zeros(now.people.shape + economy.side.shape[:1])
        return {"live_permit": none, "work_permit": none}
    epsilon = economy.parameters.epsilon
    return {
        name: -jnp.expm1(-log[key] / epsilon)
        for name, key in (("live_permit", "permit_live"), ("work_permit", "permit_work"))
    }
