"""Roots for cities of thousands of zones: steps in single precision, residuals in double.

A search is as dear as the bytes of kernel it reads. Steps therefore read kernels in single precision (half
the bytes) down to ROUGH, where its rounding begins to show. From there on each round takes one exact residual
and solves the linear equation that is left, again in single precision: a relative error of 1e-7 in what is
left does not matter. The result is certified by an exact residual.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.city.anderson import Map, Memory, anderson, empty, largest
from technopole.city.solve import Root

Vector = Float[Array, " unknown"]
Scalar = Float[Array, ""]

ROUGH = 2e-6  # residual down to which single precision is followed: one linear equation leaves its square
GOAL = 2e-11  # exact residual at which the rounds stop: well below the tolerance of a certificate
DEEPEST = 3e-6  # of its residual left by one linear equation
SEARCH = 120  # values of F of a search
ROUNDS = 5  # exact residuals after it
LINEAR = 60  # products of one linear equation


class _State(NamedTuple):
    z: Vector
    residual: Vector
    size: Scalar
    growth: Scalar  # largest step of the last linear equation over its residual
    count: Any
    memory: Memory
    rounds: Any
    fresh: Any  # whether the memory holds nothing of before
    going: Any


def refined(exact: Map, near: Map, answer: Map, start: Vector) -> Root:
    """Root of `exact` near `start`; `near` the same in single precision, or itself; `answer` about -1 / F'.

    The estimated distance to the root is the residual left, enlarged as much as the last equation enlarged
    its own. `iterations` counts values of F and products with its Jacobian. A round begins with what the one
    before remembers; where that misleads it (the last steps of a search are in the rounding), once without.
    """
    nothing = empty(start.shape[0])
    search = anderson(near, start, GOAL if near is exact else ROUGH, SEARCH, answer)
    residual = exact(search.z)

    def unfinished(state: _State) -> Any:
        return (state.size > GOAL) & jnp.isfinite(state.size) & (state.rounds < ROUNDS) & state.going

    def improve(state: _State) -> _State:
        product = jax.linearize(near, state.z)[1]
        left = anderson(
            lambda step: state.residual + product(step),
            jnp.zeros_like(state.z),
            jnp.maximum(jnp.maximum(DEEPEST, state.size) * state.size, 0.1 * GOAL),
            LINEAR,
            answer,
            state.memory,
        )
        found = exact(state.z + left.z)
        reached = largest(found)
        better = reached < state.size
        memory = jax.tree.map(lambda kept, none: jnp.where(better, kept, none), left.memory, nothing)
        return _State(
            jnp.where(better, state.z + left.z, state.z),
            jnp.where(better, found, state.residual),
            jnp.where(better, reached, state.size),
            jnp.max(jnp.abs(left.z)) / state.size,
            state.count + left.count,
            memory,
            state.rounds + 1,
            ~better,
            better | ~state.fresh,
        )

    one, zero = jnp.asarray(1.0), jnp.asarray(0)
    yes, no = jnp.asarray(True), jnp.asarray(False)  # noqa: FBT003 - traced flags
    first = _State(search.z, residual, largest(residual), one, search.count, search.memory, zero, no, yes)
    last = jax.lax.while_loop(unfinished, improve, first)
    return Root(last.z, last.size, last.growth * last.size, last.count, jnp.zeros((0, 0)))
