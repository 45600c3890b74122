"""Newton's method without a Jacobian, for cities of too many zones to write one down.

Each step asks GMRES (Saad and Schultz 1986) for J x = -F with products J v alone, each as dear as one or
two residuals. -J is the identity less what markets pass on to each other, and needs no preconditioner near a
stable base year. How exactly a step is solved follows how far away the root is (Eisenstat and Walker 1996).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax.scipy.sparse.linalg import gmres
from jaxtyping import Array, Float

from technopole.city.kernels import Recomputed
from technopole.city.large import solve_large
from technopole.city.newton import newton
from technopole.city.solve import STEP_CAP, TARGET, TOLERANCE, Root
from technopole.city.vector import Residual

Vector = Float[Array, " unknown"]
Function = Callable[[Any, Vector], Vector]

STEPS = 40
HALVINGS = 8
RESTART = 30  # vectors GMRES keeps at a time
ROUNDS = 4  # restarts of one linear solve
LOOSEST, TIGHTEST = 1e-2, 1e-6  # relative accuracy of a step
DENSE_UNKNOWNS = 600  # up to here a Jacobian is written down and inverted (newton.py)


def _largest(residual: Vector) -> Float[Array, ""]:
    size = jnp.max(jnp.abs(residual))
    return jnp.where(jnp.isfinite(size), size, jnp.inf)


@partial(jax.jit, static_argnums=0)
def newton_krylov(function: Function, parameters: Any, start: Vector) -> Root:
    """Root of F(parameters, z) from `start`, its best point if it does not converge; no inverse is kept.

    Steps that would move an unknown by more than a factor e are shortened, and halved until they help. The
    estimated distance to the root is the length of one more step from the point returned.
    """
    evaluate = partial(function, parameters)

    def step_from(z: Vector, residual: Vector, accuracy: Any) -> Vector:
        product = jax.linearize(evaluate, z)[1]
        return gmres(
            product,
            -residual,
            tol=accuracy,
            atol=0.0,
            restart=RESTART,
            maxiter=ROUNDS,
            solve_method="incremental",
        )[0]

    def advance(state: tuple[Any, ...]) -> tuple[Any, ...]:
        z, residual, size, accuracy, count, _ = state
        step = step_from(z, residual, accuracy)
        step = step / jnp.maximum(1.0, jnp.max(jnp.abs(step)) / STEP_CAP)

        def shorter(trial: tuple[Any, ...]) -> tuple[Any, ...]:
            part, *_ = trial
            found = evaluate(z + part * step)
            return 0.5 * part, z + part * step, found, _largest(found)

        _, moved, found, reached = jax.lax.while_loop(
            lambda trial: (trial[3] >= size) & (trial[0] > 0.5**HALVINGS),
            shorter,
            (jnp.asarray(1.0), z, residual, size),
        )
        better = reached < size
        ratio = reached / size
        accuracy = jnp.clip(jnp.maximum(0.9 * ratio**2, 0.1 * TARGET / reached), TIGHTEST, LOOSEST)
        return (
            jnp.where(better, moved, z),
            jnp.where(better, found, residual),
            jnp.where(better, reached, size),
            accuracy,
            count + 1,
            better,
        )

    residual = evaluate(start)
    z, residual, size, _, count, _ = jax.lax.while_loop(
        lambda state: (state[2] > TARGET) & jnp.isfinite(state[2]) & (state[4] < STEPS) & state[5],
        advance,
        (start, residual, _largest(residual), jnp.asarray(LOOSEST), jnp.asarray(0), jnp.asarray(True)),  # noqa: FBT003 - a traced flag
    )
    error = jnp.max(jnp.abs(step_from(z, residual, LOOSEST)))
    return Root(z, size, error, count, jnp.zeros((0, 0)))


def by_size(function: Function, parameters: Any, start: Vector) -> Root:
    """A root by the method that suits the number of unknowns.

    Newton's with a Jacobian written down for a few hundred; the search of large.py for more, where kernels do
    not change with crossings; else, or where that does not arrive, Newton's without a Jacobian.
    """
    if start.shape[0] <= DENSE_UNKNOWNS:
        return newton(function, parameters, start)
    if isinstance(function, Residual) and not function.structure.has_border:
        root = solve_large(function, parameters, start)
        if float(root.residual) <= TOLERANCE or isinstance(parameters[1].within, Recomputed):
            return root
    return newton_krylov(function, parameters, start)
