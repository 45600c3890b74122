"""Knowledge as a capital stock and what of it is within reach (docs/innovation.md 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp

from technopole.innovation.arrays import ByZone, Pairs, Parameters, Partners, SideZone

if TYPE_CHECKING:
    from jaxtyping import Array, Float

LN2 = 0.6931471805599453
NO_WAY = 1e4  # minutes that stand for no way at all: nothing survives them


def proximity(parameters: Parameters, minutes: Pairs) -> Pairs:
    """Equation (I2): weight of zone j's knowledge in zone i, (N, N), before the border takes its part."""
    reached = jnp.where(jnp.isfinite(minutes), minutes, NO_WAY)
    near = jnp.exp(-LN2 * reached / parameters.near_minutes)
    far = jnp.exp(-LN2 * reached / parameters.far_minutes)
    return parameters.near_share * near + (1.0 - parameters.near_share) * far


def between(side: SideZone, share: Partners) -> Pairs:
    """What a border lets pass from the side of zone j to the side of zone i, laid out as [i, j] (N, N).

    Exponentials are taken between sides, which are few.
    """
    laid = jnp.zeros((side.shape[1], side.shape[1]))
    for i, to in enumerate(side):  # fused with what is done to it; a product is laid out first
        for j, from_ in enumerate(side):
            laid += share[j, i] * to[:, None] * from_
    return laid


def effective_stock(parameters: Parameters, knowledge: Float[Array, "kind zone"]) -> ByZone:
    """Business and public knowledge added up by what each is worth to others, (N,)."""
    return parameters.knowledge_weight @ knowledge


def accumulated(
    parameters: Parameters, knowledge: Float[Array, "kind zone"], performed: Float[Array, "kind zone"]
) -> Float[Array, "kind zone"]:
    """Equation (I1): next year's stocks from this year's and the research performed in it."""
    return (1.0 - parameters.knowledge_decay)[:, None] * knowledge + performed


def log_productivity(parameters: Parameters, reach: ByZone, base: ByZone) -> ByZone:
    """Equation (I14): ln A of innovation firms next year, 0 where reach is that of the base year (N,)."""
    known = base > 0
    ratio = jnp.where(known, reach / jnp.where(known, base, 1.0), 1.0)
    return parameters.knowledge_productivity * jnp.log1p((ratio - 1.0) / 2.0)
