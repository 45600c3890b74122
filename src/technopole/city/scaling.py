"""Alternating scaling: constants that make choices meet observed margins (model.md 8 b and d)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree

from technopole.city import border
from technopole.city.choice import safe_log
from technopole.city.kernels import Recomputed
from technopole.city.sides import inward, outward
from technopole.city.workplaces import fit_workplaces

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.city.calibrated import Observed
    from technopole.city.economy import (
        ByCrossing,
        ByGroup,
        ByGroupSector,
        ByGroupSide,
        ByGroupSides,
        ByGroupZoneSector,
        ByZone,
        ByZoneSector,
        Conditions,
        Economy,
        Mask,
        Pairs,
        Real,
        Scalar,
        Structure,
    )

ROUNDS = 5000
MEMORY = 8  # rounds that acceleration remembers
RIDGE = 1e-12  # against steps that repeat each other
NOISE = 1e-13  # differences of steps below which they are rounding
NEAR = 0.3  # largest change of a constant from which on rounds are accelerated
FAR = 3.0  # longest leap
SELLER_ROUNDS = 60
SELLER_NEWTON = 100
LOOSE = 1e-9  # holds the level of sellers whom no customer compares with the others: it changes nothing
GOAL = 1e-11  # largest |ln target / model| at which scaling stops
PLAIN = 2  # rounds after that: what is returned has been looked at after its last leap


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Margins:
    """Constants of the choice of workplace."""

    appeal: ByZoneSector  # e, levels: mean ln e = 0 over places with jobs
    fit: ByGroupSector  # ln f
    affinity: ByGroupSide  # ln y
    friction: ByGroup  # ln psi
    crossing: ByCrossing  # ln constant of each crossing
    error: Scalar  # largest |ln target / model| left


def _log_step(target: Real, model: Real) -> Real:
    """ln(target / model) where both exist, else 0: no constant is fitted to an empty margin."""
    exists = (target > 0) & (model > 0)
    return jnp.where(exists, safe_log(target) - safe_log(model), 0.0)


def fit_margins(
    structure: Structure, economy: Economy, now: Conditions, data: Observed, plain: ByGroupZoneSector
) -> Margins:
    """e_ik, f_gk, y_gb, psi_g and crossing constants from jobs, group jobs, side flows and crossing shares.

    plain (G, N, K) is T without e, f and y. Each round scales every margin in turn; the last change is the
    error. A group that lives on one side only has its affinity fixed at 1: friction alone fits its one flow.
    """
    commuting = data.workers - data.followers
    if isinstance(within := border.gates(economy, now).within, Recomputed) and not structure.has_border:
        appeal, fit, error = fit_workplaces(within, plain, commuting, data.jobs, data.group_jobs)
        found = Margins(appeal, fit, economy.affinity, economy.friction, economy.crossing_constant, error)
        return _normalised(found)
    seen = data.trips > 0
    trip_share = data.trips / jnp.where(seen.any(), data.trips.sum(), 1.0)

    def flows(m: Margins) -> tuple[ByGroupZoneSector, ByGroupSides, ByCrossing]:
        """Workers by place (G, N, K), by home and work side (G, S, S), commuters by crossing (X,)."""
        current = replace(
            economy, affinity=m.affinity, friction=m.friction, crossing_constant=m.crossing, fit=m.fit
        )
        gate = border.gates(current, now)
        kernel, take_up = border.commuting_kernel(current, gate, data.clearance)
        weight = jnp.exp(plain + m.fit[:, None, :] + (m.affinity @ data.side)[:, :, None]) * m.appeal
        attraction = weight.sum(axis=2)
        access = outward(kernel, attraction)[0]
        origin = jnp.where(access > 0, commuting / jnp.where(access > 0, access, 1.0), 0.0)
        arrivals = inward(kernel, origin)
        persons = weight * arrivals[:, :, None]
        if not structure.has_border:
            return persons, data.side_flows, jnp.zeros_like(trip_share)
        trips = kernel.full() * origin[:, :, None] * attraction[:, None, :]
        sides = jnp.einsum("bn,gni,ci->gbc", data.side, trips, data.side)
        through = border.crossing_commuters(current, gate, take_up, data.clearance, origin, attraction)
        return persons, sides, through.sum(axis=1)

    def one_round(m: Margins) -> Margins:
        step_jobs = _log_step(data.jobs, flows(m)[0].sum(axis=0))
        m = replace(m, appeal=m.appeal * jnp.exp(step_jobs))
        persons, sides, through = flows(m)
        step_fit = _log_step(data.group_jobs, persons.sum(axis=1))
        step_friction, step_affinity = _border_steps(data.side_flows, sides, data.origin)
        observed = jnp.where(seen, through, 0.0)
        share = observed / jnp.where(observed.sum() > 0, observed.sum(), 1.0)
        step_crossing = jnp.where(seen, _log_step(trip_share, share), 0.0)
        constants = m.crossing + step_crossing
        constants = constants - jnp.sum(jnp.where(seen, constants, 0.0)) / jnp.maximum(seen.sum(), 1)
        constants = jnp.where(seen, constants, constants[data.constant_from.astype(int)])
        steps = (step_jobs, step_fit, step_friction, step_affinity, step_crossing)
        error = jnp.max(jnp.stack([jnp.max(jnp.abs(step), initial=0.0) for step in steps]))
        return Margins(
            m.appeal,
            m.fit + step_fit,
            m.affinity + step_affinity,
            m.friction + step_friction,
            constants,
            error,
        )

    groups = data.group_jobs.shape[0]
    first = Margins(
        appeal=jnp.where(data.jobs > 0, 1.0, 0.0),
        fit=jnp.where(data.group_jobs > 0, 0.0, -jnp.inf),
        affinity=jnp.zeros((groups, structure.sides)),
        friction=jnp.where(_across(data.side_flows).sum(axis=(1, 2)) > 0, 0.0, -jnp.inf),
        crossing=jnp.zeros_like(data.trips),
        error=jnp.asarray(jnp.inf),
    )
    return _normalised(_scaled(one_round, first))


def _scaled(one_round: Callable[[Margins], Margins], first: Margins) -> Margins:
    """Repeat rounds of scaling until nothing changes, with Anderson's (1965) acceleration.

    Alternating scaling converges linearly; its slowest mode (which groups work in which sectors) shrinks by
    one per cent a round. The steps of the last rounds tell where the series ends: the combination of them
    that leaves the least to do is the next point. Far from the end plain rounds are safer; at the end they
    look at what was found, in the same loop: a round is most of what calibration has to compile.
    """
    start, restore = ravel_pytree(_step(first, first))
    steps = moves = jnp.zeros((MEMORY, start.shape[0]))

    def advance(state: tuple[Any, ...]) -> tuple[Any, ...]:
        old, steps, moves, before, move, count, left = state
        new = one_round(old)
        step = ravel_pytree(_step(old, new))[0]
        slot = count % MEMORY
        known = count > 0
        steps = steps.at[slot].set(jnp.where(known, step - before, 0.0))
        moves = moves.at[slot].set(jnp.where(known, move, 0.0))
        gram = steps @ steps.T
        ridge = RIDGE * jnp.trace(gram) + NOISE**2
        weights = jnp.linalg.solve(gram + ridge * jnp.eye(MEMORY), steps @ step)
        leap = weights @ (steps + moves)
        near = (jnp.max(jnp.abs(step)) < NEAR) & (jnp.max(jnp.abs(leap)) < FAR)
        found = old.error <= GOAL
        left = jnp.where(found, left - 1, PLAIN)
        move = step - jnp.where(near & ~found, leap, 0.0)
        return replace(_moved(old, restore(move)), error=new.error), steps, moves, step, move, count + 1, left

    return jax.lax.while_loop(
        lambda state: (state[-1] > 0) & (state[-2] < ROUNDS),
        advance,
        (first, steps, moves, start, start, jnp.asarray(0), jnp.asarray(PLAIN)),
    )[0]


def _step(old: Margins, new: Margins) -> Margins:
    """Change of every constant, in logs; 0 where there is none."""
    both = (old.appeal > 0) & (new.appeal > 0)
    appeal = jnp.where(both, safe_log(new.appeal) - safe_log(old.appeal), 0.0)
    rest = {
        name: jnp.where(jnp.isfinite(getattr(old, name)), getattr(new, name) - getattr(old, name), 0.0)
        for name in ("fit", "affinity", "friction", "crossing")
    }
    return Margins(appeal=appeal, error=jnp.asarray(0.0), **rest)


def _moved(m: Margins, step: Margins) -> Margins:
    """Constants moved on by a step."""
    return Margins(
        appeal=m.appeal * jnp.exp(step.appeal),
        fit=m.fit + step.fit,
        affinity=m.affinity + step.affinity,
        friction=m.friction + step.friction,
        crossing=m.crossing + step.crossing,
        error=m.error,
    )


def _across(side_flows: ByGroupSides | Mask) -> ByGroupSides:
    """Flows, or marks of flows, between sides: 0 within a side."""
    return side_flows * (1.0 - jnp.eye(side_flows.shape[1]))


def _border_steps(
    target: ByGroupSides, model: ByGroupSides, origin: ByGroupSide
) -> tuple[ByGroup, ByGroupSide]:
    """Newton step of ln psi (G,) and ln y (G, S) from flows by home and work side (G, S, S).

    With choices inside a side given, ln(F_bc / F_bb) = ln psi + ln y_c - ln y_b + a constant: the mean over
    pairs is friction, half the difference of the two directions is affinity to the side that is not the
    group's own. A group that lives on one side only has one flow and needs no affinity.
    """
    ratio = _log_step(target, model)
    odds = ratio - jnp.diagonal(ratio, axis1=1, axis2=2)[:, :, None]
    known = _across((target > 0) & (model > 0))
    pairs = known.sum(axis=(1, 2))
    friction = jnp.sum(odds * known, axis=(1, 2)) / jnp.maximum(pairs, 1)
    both = known * known.transpose(0, 2, 1)
    skew = 0.5 * (odds - odds.transpose(0, 2, 1)) * both
    return friction, jnp.einsum("gb,gbc->gc", origin, skew)


def _normalised(m: Margins) -> Margins:
    """Mean ln e = 0: the level moves into f, where it changes no choice."""
    works = m.appeal > 0
    level = jnp.sum(jnp.where(works, safe_log(m.appeal), 0.0)) / jnp.maximum(works.sum(), 1)
    return replace(m, appeal=m.appeal * jnp.exp(-level), fit=m.fit + level)


def fit_sellers(kernel: Pairs, spending: ByZone, revenue: ByZone) -> tuple[ByZone, ByZone]:
    """Supplies s_i (N,) such that sum_n X_n k_ni s_i / sum_j k_nj s_j = revenue_i; and ln of the sums (N,).

    Scaling rounds, then Newton's method (scaling alone crawls where customers are local). Supplies average
    one over sellers: their level has no meaning apart from tastes. The gap that Newton's method closes is
    relative, not of logs: weighted by sales it then sums to zero over sellers who share no customer with the
    others, whose level is as free and must not be moved.
    """
    sellers = revenue > 0

    def sales(log_supply: ByZone) -> tuple[Pairs, ByZone]:
        offers = kernel * jnp.where(sellers, jnp.exp(log_supply), 0.0)
        total = offers.sum(axis=1)
        shares = offers / jnp.where(total > 0, total, 1.0)[:, None]
        return shares, shares.T @ spending

    def scale(_: Any, log_supply: ByZone) -> ByZone:
        return log_supply + _log_step(revenue, sales(log_supply)[1])

    def newton(state: tuple[ByZone, Any, Any]) -> tuple[ByZone, Any, Any]:
        log_supply, count, _ = state
        shares, sold = sales(log_supply)
        cross = (shares.T @ (spending[:, None] * shares)) / jnp.where(sellers, sold, 1.0)[:, None]
        size = revenue.shape[0]  # the level of supplies is free: pin it with a rank-one term
        matrix = (1.0 + LOOSE) * jnp.eye(size) - cross + jnp.outer(sellers, sellers) / size
        exists = sellers & (sold > 0)
        gap = jnp.where(exists, revenue - sold, 0.0) / jnp.where(exists, sold, 1.0)
        step = jnp.linalg.solve(matrix, gap)
        return log_supply + step / jnp.maximum(1.0, jnp.max(jnp.abs(step))), count + 1, jnp.max(jnp.abs(gap))

    first = jnp.where(sellers, safe_log(revenue), 0.0)
    log_supply = jax.lax.fori_loop(0, SELLER_ROUNDS, scale, first)
    log_supply, _, _ = jax.lax.while_loop(
        lambda state: (state[2] > GOAL) & (state[1] < SELLER_NEWTON),
        newton,
        (log_supply, jnp.asarray(0), jnp.asarray(jnp.inf)),
    )
    supply = jnp.where(sellers, jnp.exp(log_supply), 0.0)
    supply = supply * jnp.sum(sellers) / jnp.sum(supply)
    total = kernel @ supply
    return supply, jnp.where(total > 0, safe_log(total), 0.0)
