"""Projects as conserved counts: whoever leaves is booked (docs/innovation.md 6)."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.innovation.arrays import ByZone, Parameters, Scalar, SideZone, WaitingZone
from technopole.innovation.matching import Matches

WaitingSide = Float[Array, "waiting side"]


class Counts(NamedTuple):
    """Projects after a year, and where the others went (all by zone)."""

    gestation: Float[Array, "age zone"]
    waiting: WaitingZone
    products: ByZone
    succeeded: WaitingZone  # matched and passed on, in the zone of the capacity
    failed: WaitingZone  # matched and given up, in the zone of the capacity
    abandoned: WaitingZone  # given up while waiting
    retired: ByZone  # products


def selection(
    parameters: Parameters, side: SideZone, projects: WaitingZone, capacity: WaitingZone
) -> WaitingSide:
    """Equation (I11): share of matched projects that succeed, by stage and side of the capacity, (4, S).

    The odds rise with projects per unit of capacity: who can choose, chooses the better. In odds, the share
    stays between 0 and 1.
    """
    base = parameters.selection[1:, None]
    have = (projects @ side.T > 0) & (capacity @ side.T > 0)
    tightness = jnp.where(have, projects @ side.T, 1.0) / jnp.where(have, capacity @ side.T, 1.0)
    odds = base / (1.0 - base) * tightness**parameters.selection_response
    return odds / (1.0 + odds)


def advanced(
    parameters: Parameters,
    side: SideZone,
    gestation: Float[Array, "age zone"],
    products: ByZone,
    matches: Matches,
    success: WaitingSide,
    results: ByZone,
    entries: WaitingZone,
) -> Counts:
    """Equations (I12), (I13): the year's end from its beginning.

    results (N,): this year's, which become projects when the last row of `gestation` has; entries (4, N):
    projects that begin to wait without coming from the stage before.
    """
    taken = matches.placed
    passing = success @ side
    succeeded = passing * taken
    drop = parameters.abandonment[1:, None]
    abandoned = drop * matches.unmatched
    arriving = jnp.concatenate([gestation[-1:], succeeded[:-1]]) + entries
    retired = parameters.product_retirement * products
    return Counts(
        gestation=jnp.concatenate([results[None], gestation[:-1]]),
        waiting=matches.unmatched - abandoned + arriving,
        products=products - retired + succeeded[-1],
        succeeded=succeeded,
        failed=taken - succeeded,
        abandoned=abandoned,
        retired=retired,
    )


def projects_in(gestation: Float[Array, "age zone"], waiting: WaitingZone, products: ByZone) -> Scalar:
    """All projects there are."""
    return gestation.sum() + waiting.sum() + products.sum()
