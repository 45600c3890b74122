"""Kernels of the trip to work: within a side by minutes, across by a choice of crossing (model.md 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp

from technopole.city.economy import (
    ByCrossing,
    ByCrossingSide,
    ByCrossingZone,
    ByGroupCrossing,
    ByGroupPairs,
    ByGroupZone,
    BySide,
    BySideZone,
    ByZoneCrossing,
    Conditions,
    Economy,
    Pairs,
    Real,
    Scalar,
    Structure,
)
from technopole.city.kernels import Implicit, Kernel, for_groups, kept, kernel_of
from technopole.city.tiles import decay

if TYPE_CHECKING:
    from jaxtyping import Array, Float


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Gates:
    """The parts of the kernels that do not depend on any unknown: computed once a year."""

    within: Kernel  # exp(-nu c) on one side, own-zone weight included; 0 across
    out: ByZoneCrossing  # exp(-theta leg)
    back: ByCrossingZone
    across: Pairs  # 1 for pairs on different sides
    commuter: ByGroupCrossing  # openness x fitted constant
    customer: ByCrossing  # the same for a traveller of any group
    other: ByCrossing  # weight of other travellers at zero clearance


def gates(economy: Economy, now: Conditions) -> Gates:
    """Equations (4), (8) without clearance: kernels of this year's network and rules."""
    p = economy.parameters
    out, back = decay(now.leg_out, p.theta), decay(now.leg_in, p.theta)
    constant = jnp.exp(economy.crossing_constant)
    anyone = now.openness.max(axis=0)
    people = economy.people_share
    leaving, arriving = (economy.side * people) @ out, (economy.side * people) @ back.T
    reach = jnp.sum(leaving * (arriving.sum(axis=0) - arriving), axis=0)
    return Gates(
        within=kernel_of(now.minutes, p.nu, jnp.exp(economy.side.T @ p.own_zone)),
        out=out,
        back=back,
        across=_across(economy.side, now.clearance.shape[0]),
        commuter=now.openness * constant,
        customer=anyone * constant,
        other=anyone * jnp.exp(economy.other_constant) * reach,
    )


def _across(side: BySideZone, crossings: int) -> Pairs:
    """1 for pairs on different sides, (N, N); one 0 for all where there is no crossing to take."""
    return 1.0 - side.T @ side if crossings else jnp.zeros((1, 1))


def _power(base: Real, exponent: Scalar) -> Real:
    """base ** exponent where base > 0, else 0; finite derivatives on both sides.

    Written with exp and log, which XLA makes vectors of: its power of an array is six times slower.
    """
    positive = base > 0
    return jnp.where(positive, jnp.exp(exponent * jnp.log(jnp.where(positive, base, 1.0))), 0.0)


def crossing_sums(
    gate: Gates, weight: Float[Array, "... crossing"], clearance: ByCrossing, theta: Scalar
) -> Float[Array, "... zone zone"]:
    """Equation (8): sum over crossings of exp(-theta x door-to-door minutes) for pairs across the border.

    weight (..., X), clearance (X,) -> (..., N, N).
    """
    passing = weight * jnp.exp(-theta * clearance)
    return jnp.einsum("...x,nx,xi->...ni", passing, gate.out, gate.back) * gate.across


def commuting_kernel(
    structure: Structure, economy: Economy, gate: Gates, clearance: ByCrossing
) -> tuple[ByGroupPairs | Implicit, ByGroupPairs]:
    """Equation (4): K_gni = exp(G_gni), shape (G, N, N), and the weight each crossing's term carries in it.

    The second value W satisfies K_across = W x (sum over crossings of their terms); with theta = nu it is the
    take-up psi itself.
    """
    if not structure.has_border:
        return for_groups(gate.within), jnp.zeros((1, 1, 1))
    p = economy.parameters
    total = crossing_sums(gate, gate.commuter, clearance, p.theta)
    take_up = jnp.exp(economy.friction)[:, None, None] * _power(total, p.nu / p.theta - 1.0)
    return kept(gate.within)[None] + take_up * total, take_up


def crossing_commuters(
    economy: Economy,
    gate: Gates,
    take_up: ByGroupPairs,
    clearance: ByCrossing,
    origin: ByGroupZone,
    destination: ByGroupZone,
) -> ByCrossingSide:
    """Commuters through each crossing by home side, shape (X, S).

    origin (G, N) = commuters over D, destination (G, N) = job attraction, so that flows are their product
    with the kernel.
    """
    p = economy.parameters
    passing = gate.commuter * jnp.exp(-p.theta * clearance)
    flow = take_up * gate.across * origin[:, :, None] * destination[:, None, :]
    arriving = jnp.einsum("gni,xi->gnx", flow, gate.back)
    return jnp.einsum("gnx,gx,nx,sn->xs", arriving, passing, gate.out, economy.side)


def other_trips(economy: Economy, gate: Gates, clearance: ByCrossing) -> ByCrossing:
    """Equation (10): the base year's other trips, shared over open crossings by the same choice (X,)."""
    weight = gate.other * jnp.exp(-economy.parameters.theta * clearance)
    total = jnp.sum(weight)
    return economy.other_trips * weight / jnp.where(total > 0, total, 1.0)


def free_minutes(economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing) -> Pairs:
    """Group-free door-to-door minutes between all pairs (N, N); inf where nobody may cross."""
    theta = economy.parameters.theta
    total = crossing_sums(gate, gate.customer, clearance, theta)
    open_pair = total > 0
    across = jnp.where(open_pair, -jnp.log(jnp.where(open_pair, total, 1.0)) / theta, jnp.inf)
    return jnp.where(gate.across > 0, across, now.minutes)


def customer_kernel(
    economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing, rate: Scalar
) -> Pairs:
    """exp(-rate x minutes) between customers and shops, other sides' at their take-up (N, N)."""
    theta = economy.parameters.theta
    total = crossing_sums(gate, gate.customer, clearance, theta)
    minutes = now.minutes if now.customer_minutes is None else now.customer_minutes
    across = economy.parameters.customer_take_up * _power(total, rate / theta)
    return decay(minutes, rate) + across


def firm_access(economy: Economy, gate: Gates, clearance: ByCrossing) -> BySide:
    """Equation (31): J_b, how near a side's firms are to those of other sides (S,)."""
    p = economy.parameters
    total = crossing_sums(gate, gate.customer, clearance, p.theta)
    near = _power(total, p.firm_decay / p.theta) @ economy.people_share
    return economy.side @ (economy.people_share * near)


def group_minutes(economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing) -> ByGroupPairs:
    """Door-to-door minutes of each group between all pairs (G, N, N); inf where the group may not cross."""
    theta = economy.parameters.theta
    total = crossing_sums(gate, gate.commuter, clearance, theta)
    open_pair = total > 0
    across = jnp.where(open_pair, -jnp.log(jnp.where(open_pair, total, 1.0)) / theta, jnp.inf)
    return jnp.where(gate.across > 0, across, now.minutes)
