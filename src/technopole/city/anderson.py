"""Anderson's (1965) acceleration: the root of F near a start from values of F alone.

Each step goes to where the last residuals, had they been linear, would cancel best (Walker and Ni 2011): for
a linear F it is GMRES without a restart. -F'(z) is near the identity where a residual is demand less unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from technopole.city.solve import STEP_CAP

Vector = Float[Array, " unknown"]
Steps = Float[Array, "step unknown"]
Map = Callable[[Vector], Vector]

MEMORY = 20  # steps remembered
LOST = 1e3  # a search gives up when its residual has grown this much over its best
RIDGE = 1e-14  # of the normal equations, whose columns have length 1


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Memory:
    """Steps taken and what they did to the residual, in a ring; rows of 0 are empty."""

    steps: Steps
    changes: Steps
    next: Int[Array, ""]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Search:
    """Where a search stands."""

    z: Vector
    residual: Vector
    size: Float[Array, ""]  # largest |residual|
    count: Int[Array, ""]  # values of F
    memory: Memory


def largest(residual: Vector) -> Float[Array, ""]:
    """Largest |residual|, infinite if one is not a number."""
    size = jnp.max(jnp.abs(residual), initial=0.0)
    return jnp.where(jnp.isfinite(size), size, jnp.inf)


def empty(unknowns: int) -> Memory:
    """No steps yet."""
    return Memory(jnp.zeros((MEMORY, unknowns)), jnp.zeros((MEMORY, unknowns)), jnp.asarray(0))


def remembered(memory: Memory, step: Vector, change: Vector) -> Memory:
    """With one more step, in the place of the oldest."""
    at = memory.next % MEMORY
    return Memory(memory.steps.at[at].set(step), memory.changes.at[at].set(change), memory.next + 1)


def next_step(memory: Memory, residual: Vector, answer: Map) -> Vector:
    """From here to where remembered changes cancel the residual, and on by the answer to what they leave."""
    length = jnp.sqrt(jnp.sum(memory.changes**2, axis=1))
    unit = jnp.where(length > 0, 1.0 / jnp.where(length > 0, length, 1.0), 0.0)
    products = (memory.changes @ memory.changes.T) * unit[:, None] * unit
    unused = jnp.where(length > 0, 0.0, 1.0)
    matrix = products + jnp.diag(unused + RIDGE)
    weight = jnp.linalg.solve(matrix, unit * (memory.changes @ residual)) * unit
    step = answer(residual - weight @ memory.changes) - weight @ memory.steps
    return step / jnp.maximum(1.0, jnp.max(jnp.abs(step)) / STEP_CAP)


def anderson(
    function: Map,
    start: Vector,
    goal: Any,
    limit: int,
    answer: Map = lambda residual: residual,
    memory: Memory | None = None,
) -> Search:
    """Search from `start` until the residual is at most `goal`, `limit` values are taken or it is lost.

    `answer(residual)` is the step that would be taken knowing nothing else: -F' inverse, roughly.
    """
    first = function(start)
    begun = Search(
        start,
        first,
        largest(first),
        jnp.asarray(1),
        empty(start.shape[0]) if memory is None else memory,
    )

    def unfinished(state: tuple[Search, Any]) -> Any:
        search, best = state
        return (search.size > goal) & (search.count < limit) & (search.size < LOST * best)

    def advance(state: tuple[Search, Any]) -> tuple[Search, Any]:
        search, best = state
        z = search.z + next_step(search.memory, search.residual, answer)
        residual = function(z)
        memory = remembered(search.memory, z - search.z, residual - search.residual)
        size = largest(residual)
        return Search(z, residual, size, search.count + 1, memory), jnp.minimum(best, size)

    return jax.lax.while_loop(unfinished, advance, (begun, begun.size))[0]
