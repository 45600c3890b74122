"""Newton's method with fresh Jacobians, for the base year and for steps too large for Broyden's method.

It runs in Python over two small compiled programs (residual, Jacobian), so that it costs nothing to compile
where it is not needed.
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
from technopole.city.solve import LOST, STEP_CAP, TARGET, TOLERANCE, Root

Vector = Float[Array, " unknown"]
Matrix = Float[Array, "unknown unknown"]
Function = Callable[[Any, Vector], Vector]

NEWTON_STEPS = 25
HALVINGS = 6
CHORD_STEPS = 60
JACOBIAN_BLOCK = 25  # columns a pass: fits the cache at a few hundred unknowns
SHORTEST_STRIDE = 1.0 / 64  # of the way from one year's levers to the next, in the homotopy


@partial(jax.jit, static_argnums=0)
def residual_at(function: Function, parameters: Any, z: Vector) -> Vector:
    """F(parameters, z)."""
    return function(parameters, z)


@partial(jax.jit, static_argnums=0)
def jacobian(function: Function, parameters: Any, z: Vector) -> Matrix:
    """dF/dz by forward mode, in blocks of columns."""
    tangent = jax.linearize(partial(function, parameters), z)[1]
    return jax.lax.map(tangent, jnp.eye(z.shape[0])).T


def newton(function: Function, parameters: Any, start: Any) -> Root:
    """Newton's method with step halving from `start`; its best point even if it does not converge."""
    z = np.asarray(start)
    residual = np.asarray(residual_at(function, parameters, z))
    error, count = np.inf, 0
    while np.isfinite(residual).all() and np.abs(residual).max() > TARGET and count < NEWTON_STEPS:
        try:
            step = np.linalg.solve(np.asarray(jacobian(function, parameters, z)), -residual)
        except np.linalg.LinAlgError:
            break
        step = step / max(1.0, np.abs(step).max() / STEP_CAP)
        error, count = float(np.abs(step).max()), count + 1
        for halving in range(HALVINGS):
            trial = z + 0.5**halving * step
            found = np.asarray(residual_at(function, parameters, trial))
            if np.isfinite(found).all() and np.abs(found).max() < np.abs(residual).max():
                z, residual = trial, found
                break
        else:
            break
    size = float(np.abs(residual).max()) if np.isfinite(residual).all() else np.inf
    inverse = np.linalg.inv(np.asarray(jacobian(function, parameters, z)))
    return Root(
        jnp.asarray(z), jnp.asarray(size), jnp.asarray(error), jnp.asarray(count), jnp.asarray(inverse)
    )


def chord(function: Function, parameters: Any, start: Any, inverse: Any) -> tuple[Any, float]:
    """Broyden's method in Python from a known inverse Jacobian: root, largest residual; cheap, may fail."""
    z, inverse = np.array(start), np.array(inverse)
    residual = np.asarray(residual_at(function, parameters, z))
    best = np.abs(residual).max()
    for _ in range(CHORD_STEPS):
        size = np.abs(residual).max()
        if not np.isfinite(size) or size <= TARGET or size > LOST * best:
            break
        best = min(best, size)
        move = -(inverse @ residual)
        move /= max(1.0, np.abs(move).max() / STEP_CAP)
        z = z + move
        arrived = np.asarray(residual_at(function, parameters, z))
        seen = inverse @ (arrived - residual)
        inverse += np.outer(move - seen, move @ inverse) / (move @ seen)
        residual = arrived
    return z, float(np.abs(residual).max())


def find(function: Function, parameters: Any, start: Any, inverse: Any) -> Root:
    """A root near `start`: by the chord if that does it, else by Newton's method.

    Raises:
        NotConverged: if neither finds one.

    """
    z, size = chord(function, parameters, start, inverse)
    if size <= TOLERANCE:
        return Root(
            jnp.asarray(z), jnp.asarray(size), jnp.asarray(size), jnp.asarray(0), jnp.asarray(inverse)
        )
    root = newton(function, parameters, start)
    if not float(root.residual) <= TOLERANCE:
        message = f"No equilibrium was found: the largest log residual left is {float(root.residual):.1e}."
        raise NotConverged(message)
    return root


def homotopy(function: Function, between: Callable[[float], Any], start: Any) -> Root:
    """Follow the root from parameters `between(0)` to `between(1)`, halving the stride where Newton fails."""
    done, stride, z, count = 0.0, 1.0, start, 0
    root = newton(function, between(1.0), start)
    while done < 1.0:
        target = min(1.0, done + stride)
        root = newton(function, between(target), z)
        count += int(root.iterations)
        if float(root.residual) <= TOLERANCE:
            done, z, stride = target, root.z, 2.0 * stride
        else:
            stride *= 0.5
            if stride < SHORTEST_STRIDE:
                break
    return replace(root, iterations=jnp.asarray(count))
