"""What each zone does to itself: a small Jacobian per zone, the first answer of a search to its residual.

Most of how a rent answers to itself, or to the densities around, happens within the zone: homes there lose
people, jobs lose wages. With every kernel held but for its diagonal these derivatives take no pass over it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.city.kernels import in_single, own_zone
from technopole.city.vector import Residual, Shapes

Vector = Float[Array, " unknown"]
Blocks = Float[Array, "kind kind zone"]


def single(parameters: Any) -> Any:
    """The same (economy, gates, conditions) with kernels in single precision."""
    return _with_kernels(parameters, in_single)


def _with_kernels(parameters: Any, change: Any) -> Any:
    economy, gate, now = parameters
    economy = replace(
        economy, work_kernel=change(economy.work_kernel), home_kernel=change(economy.home_kernel)
    )
    return economy, replace(gate, within=change(gate.within)), now


def kinds(shapes: Shapes, zones: int) -> list[np.ndarray[Any, Any]]:
    """Positions in the vector of each unknown that every zone has one of, (N,) each."""
    found, start = [], 0
    for _, shape in shapes:
        size = int(np.prod(shape))
        if shape and shape[0] == zones:
            every = start + np.arange(size).reshape(zones, -1)
            found += list(every.T)
        start += size
    return found


def zone_blocks(function: Residual, parameters: Any, z: Vector) -> Blocks:
    """Inverse of -dF_n/dz_n of every zone; parameters in single precision.

    One product for each kind of unknown reads off all zones at once. Values of random sign keep what zones do
    to each other through totals (everybody's utility) out of it.
    """
    zones = parameters[0].area.shape[0]
    places = kinds(function.shapes, zones)
    near = _with_kernels(parameters, own_zone)
    product = jax.linearize(partial(function, near), z)[1]
    sign = jnp.asarray(np.random.default_rng(0).choice([-1.0, 1.0], zones))
    columns = [product(jnp.zeros_like(z).at[place].set(sign)) for place in places]
    blocks = jnp.stack([jnp.stack([-sign * column[place] for column in columns]) for place in places])
    return _inverse(blocks)


def _inverse(blocks: Blocks) -> Blocks:
    """Gauss-Jordan elimination, all zones at once; 1 where a zone's matrix has no inverse."""
    size = blocks.shape[0]
    identity = jnp.eye(size)[:, :, None]
    rows = jnp.concatenate([blocks, jnp.broadcast_to(identity, blocks.shape)], axis=1)
    for pivot in range(size):
        row = rows[pivot] / rows[pivot, pivot]
        rows = (rows - rows[:, pivot, None] * row).at[pivot].set(row)
    found = rows[:, size:]
    return jnp.where(jnp.all(jnp.isfinite(found), axis=(0, 1)), found, identity)


def answered(function: Residual, blocks: Blocks, residual: Vector) -> Vector:
    """The step each zone would take alone; unknowns that belong to no zone take their residual."""
    places = kinds(function.shapes, blocks.shape[2])
    steps = jnp.einsum("abn,bn->an", blocks, jnp.stack([residual[place] for place in places]))
    for place, step in zip(places, steps, strict=True):
        residual = residual.at[place].set(step)
    return residual
