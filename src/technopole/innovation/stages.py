"""Inputs of a stage: what money buys, results, capacity (docs/innovation.md 3 and 4)."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.innovation.arrays import BySide, ByStage, ByZone, Parameters, ZoneStage

ByInput = Float[Array, "input zone stage"]  # people, floor, platform, other
SMALLEST = 1e-300
COBB_DOUGLAS = 1e-6  # |rho| below which the limit rho = 0 is taken


def affordable(payroll: BySide, bill: BySide) -> BySide:
    """Equation (I6): share of its money a side can spend: no more people than work there, (S,).

    payroll: what all innovation workers of the side earn; bill: people's part of its stage money.
    """
    tight = bill > payroll
    return jnp.where(tight, payroll / jnp.where(tight, bill, 1.0), 1.0)


def inputs(
    parameters: Parameters,
    spent: ZoneStage,
    pay: ByZone,
    rent: ByZone,
    platform: ZoneStage,
    laboratory: Float[Array, "zone stage"],
) -> ByInput:
    """Equation (I7): inputs as the money that would buy them, all in proportion, in the base year (4, N, 5).

    pay and rent (N,): base year's over this year's, so that dearer people are fewer. platform and laboratory
    (N, 5): services and floor given free, in money a year at base-year prices.
    """
    shares = parameters.input_shares
    free = jnp.stack([jnp.zeros_like(platform), laboratory, platform, jnp.zeros_like(platform)])
    used = shares > 0
    given = jnp.where(used[:, None, :], free / jnp.where(used, shares, 1.0)[:, None, :], 0.0)
    price = jnp.stack([pay, rent, jnp.ones_like(pay), jnp.ones_like(pay)])
    return spent * price[:, :, None] + given


def composite(quantities: ByInput, shares: Float[Array, "input stage"], substitution: ByStage) -> ZoneStage:
    """Equation (I8): constant elasticity of substitution over inputs, in logs, (N, 5).

    It is homogeneous of degree one; at rho = 0 it is Cobb-Douglas. Where rho < 0 an input that is absent
    stops the stage.
    """
    safe = jnp.where(jnp.abs(substitution) < COBB_DOUGLAS, 1.0, substitution)
    used = (shares > 0)[:, None, :]
    weight = shares[:, None, :]
    log = jnp.log(jnp.maximum(quantities, SMALLEST))
    mean = jnp.where(used, weight * log, 0.0).sum(axis=0)
    spread = jnp.where(used, safe * (log - mean), 0.0)
    top = spread.max(axis=0)
    total = jnp.where(used, weight * jnp.exp(spread - top), 0.0).sum(axis=0)
    bent = mean + (top + jnp.log(total)) / safe
    level = jnp.where(jnp.abs(substitution) < COBB_DOUGLAS, mean, bent)
    something = quantities[0] > 0
    return jnp.where(something, jnp.exp(level), 0.0)


def results(
    parameters: Parameters, scale: ByZone, size: ByZone, research: ByZone, reach: ByZone, age: Array
) -> ByZone:
    """Equation (I5): usable results a year, (N,).

    scale: a by zone's side; size: laboratory and innovation floor over the region's; research: the composite
    of research inputs; reach: knowledge within reach over the base year's mean.
    """
    alpha, phi = parameters.research_returns, parameters.spillover_elasticity
    doing = (size > 0) & (research > 0)
    intensity = jnp.where(doing, research / jnp.where(doing, size, 1.0), 1.0)
    output = scale * size * intensity**alpha * jnp.maximum(reach, SMALLEST) ** phi
    return jnp.where(doing, output, 0.0) * (1.0 - parameters.research_decline) ** age
