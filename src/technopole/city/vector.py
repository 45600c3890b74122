"""Unknowns as one vector for the solver, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree
from jaxtyping import Array, Float

from technopole.city.economy import Structure
from technopole.city.equilibrium import residuals

Vector = Float[Array, " unknown"]
Shapes = tuple[tuple[str, tuple[int, ...]], ...]


def shapes_of(log: dict[str, Any]) -> Shapes:
    """Names and shapes of unknowns in the order of the vector (alphabetical, as pytrees flatten)."""
    return tuple((name, tuple(log[name].shape)) for name in sorted(log))


def to_vector(log: dict[str, Any]) -> Vector:
    """All unknowns as one vector."""
    return ravel_pytree(log)[0]


def joined(log: dict[str, Any]) -> Vector:
    """`to_vector` of arrays that have values: nothing to compile."""
    return jax.device_put(np.concatenate([np.ravel(np.asarray(log[name])) for name in sorted(log)]))


def from_vector(shapes: Shapes, z: Vector) -> dict[str, Any]:
    """Vector to named unknowns."""
    log, start = {}, 0
    for name, shape in shapes:
        size = 1
        for length in shape:
            size *= length
        log[name] = jnp.reshape(z[start : start + size], shape)
        start += size
    return log


@dataclass(frozen=True)
class Residual:
    """F((economy, gates, conditions), z): equal for equal shapes of problem, so that it compiles once."""

    structure: Structure
    shapes: Shapes

    def __call__(self, parameters: Any, z: Vector) -> Vector:
        """Log residuals of all markets, as a vector."""
        economy, gate, now = parameters
        return to_vector(residuals(self.structure, economy, gate, now, from_vector(self.shapes, z)))


def residual_function(structure: Structure, shapes: Shapes) -> Residual:
    """The residual function of a shape of problem."""
    return Residual(structure, shapes)


def where_worst(shapes: Shapes, residual: Any) -> tuple[str, tuple[int, ...]]:
    """Name and index of the unknown whose residual is largest (for messages)."""
    values = np.where(np.isfinite(residual), np.abs(residual), np.inf)
    position = int(np.argmax(values))
    for name, shape in shapes:
        size = int(np.prod(shape))
        if position < size:
            return name, tuple(int(i) for i in np.unravel_index(position, shape))
        position -= size
    return shapes[-1][0], ()
