"""Newton's method with fresh Jacobians, for the base year and for steps too large for Broyden's method.

It runs in Python over one compiled program (residual and Jacobian), so that it costs nothing to compile where
it is not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.base.errors import NotConverged
from technopole.base.program import compiled_quickly
from technopole.city.solve import STEP_CAP, TARGET, TOLERANCE, Root, broyden

Vector = Float[Array, " unknown"]
Matrix = Float[Array, "unknown unknown"]
Function = Callable[[Any, Vector], Vector]
Search = Callable[[Function, Any, Any], Root]

NEWTON_STEPS = 25
HALVINGS = 6
MANY = 600  # unknowns above which a Jacobian costs more to run than to compile well
SHORTEST_STRIDE = 1.0 / 64  # of the way from one year's levers to the next, in the homotopy


@partial(compiled_quickly, static_argnums=0)
def residual_at(function: Function, parameters: Any, z: Vector) -> Vector:
    """F(parameters, z)."""
    return function(parameters, z)


def linear_at(function: Function, parameters: Any, z: Vector) -> tuple[Vector, Matrix]:
    """F and dF/dz, the latter by forward mode, column by column; a large one by a program compiled well."""
    form = _large if z.shape[0] > MANY else _small
    return form(function, parameters, z)


def jacobian(function: Function, parameters: Any, z: Vector) -> Matrix:
    """dF/dz."""
    return linear_at(function, parameters, z)[1]


def _linear_at(function: Function, parameters: Any, z: Vector) -> tuple[Vector, Matrix]:
    value, tangent = jax.linearize(partial(function, parameters), z)
    return value, jax.lax.map(tangent, jnp.eye(z.shape[0])).T


_small = compiled_quickly(_linear_at, static_argnums=0)
_large = jax.jit(_linear_at, static_argnums=0)
broyden_often = jax.jit(broyden, static_argnums=0)


@compiled_quickly
def inverse_of(matrix: Matrix) -> Matrix:
    """Inverse of a Jacobian; XLA's, because NumPy's threads get in the way of XLA's own."""
    return jnp.linalg.inv(matrix)


def newton(function: Function, parameters: Any, start: Any, known: Any = None) -> Root:
    """Newton's method with step halving from `start`; its best point even if it does not converge.

    `known` is `linear_at` of the start, if it is at hand.
    """
    z: Any = np.asarray(start)
    value, matrix = known or linear_at(function, parameters, z)
    residual, inverse = np.asarray(value), inverse_of(matrix)
    error, count = np.inf, 0
    while np.isfinite(residual).all() and np.abs(residual).max() > TARGET and count < NEWTON_STEPS:
        step = -(np.asarray(inverse) * residual).sum(axis=1)
        if not np.isfinite(step).all():  # a singular Jacobian
            break
        step = step / max(1.0, np.abs(step).max() / STEP_CAP)
        error, count = float(np.abs(step).max()), count + 1
        for halving in range(HALVINGS):
            trial = z + 0.5**halving * step
            if len(z) > MANY and not _better(residual_at(function, parameters, trial), residual):
                continue  # a Jacobian there would cost more than all else
            value, matrix = linear_at(function, parameters, trial)
            if _better(value, residual):
                z, residual, inverse = trial, np.asarray(value), inverse_of(matrix)
                break
        else:
            break
    size = float(np.abs(residual).max()) if np.isfinite(residual).all() else np.inf
    at, size, error, steps = jax.device_put((z, np.float64(size), np.float64(error), np.int64(count)))
    return Root(at, size, error, steps, inverse)


def _better(residual: Any, before: Any) -> bool:
    """Whether the largest residual is smaller than one before."""
    found = np.asarray(residual)
    return bool(np.isfinite(found).all() and np.abs(found).max() < np.abs(before).max())


def find(function: Function, parameters: Any, start: Any, inverse: Any) -> Root:
    """A root near `start`: by Broyden's method from `inverse` if that does it, else by Newton's.

    Raises:
        NotConverged: if neither finds one.

    """
    root = broyden_often(function, parameters, start, inverse)
    return root if float(root.residual) <= TOLERANCE else certain(function, parameters, start)


def certain(function: Function, parameters: Any, start: Any) -> Root:
    """A root near `start` by Newton's method.

    Raises:
        NotConverged: if it finds none.

    """
    root = newton(function, parameters, start)
    if not float(root.residual) <= TOLERANCE:
        message = f"No equilibrium was found: the largest log residual left is {float(root.residual):.1e}."
        raise NotConverged(message)
    return root


def homotopy(
    function: Function, between: Callable[[float], Any], start: Any, search: Search = newton
) -> Root:
    """Follow the root along `between(0)` .. `between(1)`, halving the stride where the search fails."""
    done, stride, z, count = 0.0, 1.0, start, 0
    while True:
        target = min(1.0, done + stride)
        root = search(function, between(target), z)
        count += int(root.iterations)
        if float(root.residual) <= TOLERANCE:
            done, z, stride = target, root.z, 2.0 * stride
        else:
            stride *= 0.5
        if done >= 1.0 or stride < SHORTEST_STRIDE:
            return replace(root, iterations=jnp.asarray(count))
