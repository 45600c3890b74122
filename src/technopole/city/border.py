"""Kernels of the trip to work: within a side by minutes, across by a choice of crossing (model.md 3)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp

from technopole.city.economy import (
    ByCrossing,
    ByCrossingSide,
    ByCrossingZone,
    ByGroup,
    ByGroupCrossing,
    ByGroupPairs,
    ByGroupZone,
    ByZoneCrossing,
    Conditions,
    Economy,
    Pairs,
    Real,
    Scalar,
)
from technopole.city.kernels import Kernel, kernel_of
from technopole.city.sides import Blocks, Crossed, Zones, are_apart, at, by_pair, by_zone, others
from technopole.city.tiles import decay

if TYPE_CHECKING:
    from collections.abc import Callable

    from jaxtyping import Array, Float


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Gates:
    """The parts of the kernels that do not depend on any unknown: computed once a year."""

    within: Kernel  # exp(-nu c) on one side, own-zone weight included; 0 across
    out: ByZoneCrossing  # exp(-theta leg)
    back: ByCrossingZone
    commuter: ByGroupCrossing  # openness x fitted constant
    customer: ByCrossing  # the same for a traveller of any group
    other: ByCrossing  # weight of other travellers at zero clearance
    zones: Zones = field(metadata={"static": True})  # each side's; empty where there is no crossing to take


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
        commuter=now.openness * constant,
        customer=anyone * constant,
        other=anyone * jnp.exp(economy.other_constant) * reach,
        zones=economy.zones,
    )


def _power(base: Real, exponent: Scalar) -> Real:
    """base ** exponent where base > 0, else 0; finite derivatives on both sides.

    Written with exp and log: XLA's power of an array is six times slower.
    """
    positive = base > 0
    return jnp.where(positive, jnp.exp(exponent * jnp.log(jnp.where(positive, base, 1.0))), 0.0)


def crossing_sums(
    gate: Gates, weight: Float[Array, "... crossing"], clearance: ByCrossing, theta: Scalar
) -> Blocks:
    """Equation (8): sum over crossings of exp(-theta x door-to-door minutes) for pairs across the border.

    weight (..., X), clearance (X,) -> (..., P, Q) for each side: its P zones and the Q others.
    """
    passing = weight * jnp.exp(-theta * clearance)
    return tuple(
        (passing[..., None, :] * gate.out[at(own)]) @ gate.back[:, at(others(gate.zones, side))]
        for side, own in enumerate(gate.zones)
    )


def commuting_kernel(economy: Economy, gate: Gates, clearance: ByCrossing) -> tuple[Crossed, Blocks]:
    """Equation (4): K_gni = exp(G_gni), and the weight each crossing's term carries in it.

    The second value W (G, P, Q for each side) satisfies K_across = W x (sum over crossings of their terms);
    with theta = nu it is the take-up psi itself.
    """
    p = economy.parameters
    parts = replace(gate, within=jnp.zeros(()))  # which has no say in this
    weights = (jnp.exp(economy.friction), p.nu / p.theta - 1.0)
    across, take_up = _by_group(_across, gate.commuter, parts, clearance, p.theta, weights)
    return Crossed(gate.within, across, gate.zones), take_up


def _across(
    commuter: ByGroupCrossing,
    gate: Gates,
    clearance: ByCrossing,
    theta: Scalar,
    weights: tuple[ByGroup, Scalar],
) -> tuple[Blocks, Blocks]:
    """K across and W (see `commuting_kernel`); commuter (G, X), or (1, X) if it is every group's."""
    psi, exponent = weights
    totals = crossing_sums(gate, commuter, clearance, theta)
    take_up = tuple(psi[:, None, None] * _power(total, exponent) for total in totals)
    return tuple(weight * total for weight, total in zip(take_up, totals, strict=True)), take_up


@partial(jax.custom_jvp, nondiff_argnums=(0,))
def _by_group(of: Callable[..., Any], commuter: ByGroupCrossing, *given: Any) -> Any:
    """`of(commuter, *given)`, groups along the first axis; worked out once where one rule holds for all.

    Sums and powers of each would be a third of what a residual costs. Derivatives are those of every group's
    own.
    """

    def once() -> Any:
        of_all = of(commuter[:1], *given)
        return jax.tree.map(lambda one: jnp.broadcast_to(one, (len(commuter), *one.shape[1:])), of_all)

    return jax.lax.cond(jnp.all(commuter == commuter[0]), once, lambda: of(commuter, *given))


@_by_group.defjvp
def _by_group_jvp(of: Callable[..., Any], primals: Any, tangents: Any) -> tuple[Any, Any]:
    return jax.jvp(of, primals, tangents)


def crossing_commuters(
    economy: Economy,
    gate: Gates,
    take_up: Blocks,
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
    columns = []
    for side, (weight, own) in enumerate(zip(take_up, gate.zones, strict=True)):
        away = at(others(gate.zones, side))
        flow = weight * origin[:, at(own), None] * destination[:, None, away]
        arriving = jnp.einsum("gni,xi->gnx", flow, gate.back[:, away])
        columns.append(jnp.einsum("gnx,gx,nx->x", arriving, passing, gate.out[at(own)]))
    return jnp.stack(columns, axis=1)


def other_trips(economy: Economy, gate: Gates, clearance: ByCrossing) -> ByCrossing:
    """Equation (10): the base year's other trips, shared over open crossings by the same choice (X,)."""
    weight = gate.other * jnp.exp(-economy.parameters.theta * clearance)
    total = jnp.sum(weight)
    return economy.other_trips * weight / jnp.where(total > 0, total, 1.0)


def _minutes_across(
    weight: Float[Array, "... crossing"], gate: Gates, clearance: ByCrossing, theta: Scalar
) -> Blocks:
    """Door-to-door minutes of Equation (8) across the border; inf where nobody may cross."""
    totals = crossing_sums(gate, weight, clearance, theta)
    return tuple(
        jnp.where(total > 0, -jnp.log(jnp.where(total > 0, total, 1.0)) / theta, jnp.inf) for total in totals
    )


def _between(gate: Gates, within: Pairs, across: Blocks) -> Float[Array, "... zone zone"]:
    """Minutes between all pairs, of those given within sides and those across."""
    return jnp.where(are_apart(gate.zones), by_pair(gate.zones, across), within)


def free_minutes(economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing) -> Pairs:
    """Group-free door-to-door minutes between all pairs (N, N); inf where nobody may cross."""
    across = _minutes_across(gate.customer, gate, clearance, economy.parameters.theta)
    return _between(gate, now.minutes, across)


def group_minutes(economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing) -> ByGroupPairs:
    """Door-to-door minutes of each group between all pairs (G, N, N); inf where the group may not cross."""
    across = _by_group(_minutes_across, gate.commuter, gate, clearance, economy.parameters.theta)
    return _between(gate, now.minutes, across)


def customer_kernel(
    economy: Economy, now: Conditions, gate: Gates, clearance: ByCrossing, rate: Scalar
) -> Crossed:
    """exp(-rate x minutes) between customers and shops, other sides' at their take-up (1, N, N)."""
    minutes = now.minutes if now.customer_minutes is None else now.customer_minutes
    p = economy.parameters
    totals = crossing_sums(gate, gate.customer[None], clearance, p.theta)
    across = tuple(p.customer_take_up * _power(total, rate / p.theta) for total in totals)
    return Crossed(decay(minutes, rate), across, gate.zones)


def firm_access(economy: Economy, gate: Gates, clearance: ByCrossing) -> Float[Array, " side"]:
    """Equation (31): J_b, how near a side's firms are to those of other sides (S,)."""
    p = economy.parameters
    near = [
        _power(total, p.firm_decay / p.theta) @ economy.people_share[at(others(gate.zones, side))]
        for side, total in enumerate(crossing_sums(gate, gate.customer, clearance, p.theta))
    ]
    return economy.side @ (economy.people_share * by_zone(gate.zones, tuple(near)))
