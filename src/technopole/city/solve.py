"""Roots of F(parameters, z) = 0, differentiable by the implicit function theorem in both modes.

Broyden's method from a stored inverse Jacobian takes 8-15 residuals a year; Newton with fresh Jacobians
(newton.py) takes over where it does not converge. Failure is a value: `Root.residual` says how far it got.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

Vector = Float[Array, " unknown"]
Vectors = Float[Array, "step unknown"]
Matrix = Float[Array, "unknown unknown"]
Real = float | Float[Array, ""]
Function = Callable[[Any, Vector], Vector]

TOLERANCE = 1e-10  # largest |log residual| of a certified solution
TARGET = 2e-12  # where the iterations stop: below the tolerance, so that gradients are exact too
ROUGH = 1e-7  # where a pass of a linear equation ends; the second goes on from what the first has left
BROYDEN_STEPS = 40
LOST = 1e3  # Broyden gives up when its residual has grown this much over its best
ROWS = 14  # steps multiplied out at once: a year seldom takes more
SMALLEST = 1e-300
STEP_CAP = 1.0  # no unknown moves by more than a factor e in one iteration


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Root:
    """A solution and how it was reached."""

    z: Vector
    residual: Float[Array, ""]  # largest |F|
    error: Float[Array, ""]  # largest |J^-1 F|: estimated distance to the true root
    iterations: Int[Array, ""]
    inverse: Matrix  # approximate inverse Jacobian there: where the next search may start


def _capped(step: Vector) -> Vector:
    return step / jnp.maximum(1.0, jnp.max(jnp.abs(step)) / STEP_CAP)


def _size(residual: Vector) -> Float[Array, ""]:
    return jnp.max(jnp.where(jnp.isfinite(residual), jnp.abs(residual), jnp.inf))


def broyden(
    function: Function, parameters: Any, start: Vector, inverse: Matrix, target: Real = TARGET
) -> Root:
    """Broyden's (1965) good method; stops at `target`, after BROYDEN_STEPS, or when it loses its way.

    The inverse B_k after k steps s_j is a product (I + u_k s_k') .. (I + u_1 s_1') B_0, which is
    (I + U' W) B_0 with w_k = s_k + sum over j < k of (s_k u_j) w_j: only the vectors are kept (as in Byrd,
    Nocedal and Schnabel 1994), so that a step reads the matrix once and writes it never. A round writes what
    it knows before it reads (u of the round before), so that the vectors stay where they are. The residual
    stands once in the loop: compile time is that of one residual.

    The precision of `inverse` decides how many steps it takes, not where they end: in single precision it is
    half the bytes to read.
    """
    rows = -(-(BROYDEN_STEPS + 1) // ROWS) * ROWS + 1
    put = jax.lax.dynamic_update_index_in_dim

    def unfinished(state: tuple[Any, ...]) -> Array:
        size, best, count = state[-1], state[-2], state[-3]
        return (size > target) & (count < BROYDEN_STEPS) & ((size < LOST * best) | (count == 0))

    def step(state: tuple[Any, ...]) -> tuple[Any, ...]:
        z, wanted, turn, turns, ways, count, best, _ = state
        move = _capped(wanted)
        turns = put(turns, turn, count - 1, 0)  # that of the first round is 0, and put at the end
        ways = put(ways, move + (turns @ move) @ ways, count, 0)
        z = z + move
        residual = function(parameters, z)
        first = (inverse @ residual.astype(inverse.dtype)).astype(residual.dtype)
        ahead = first + (ways @ first) @ turns  # row `count` of turns is 0 yet
        seen = ahead + wanted  # the inverse times the change of the residual
        scale = move @ seen
        usable = (count > 0) & (jnp.abs(scale) > SMALLEST)
        turn = jnp.where(usable, (move - seen) / jnp.where(usable, scale, 1.0), 0.0)
        wanted = -(ahead + turn * (move @ ahead))
        size = _size(residual)
        return z, wanted, turn, turns, ways, count + 1, jnp.minimum(best, size), size

    vectors, zero, far = jnp.zeros((rows, start.shape[0])), jnp.zeros_like(start), jnp.asarray(jnp.inf)
    z, wanted, turn, turns, ways, count, _, size = jax.lax.while_loop(
        unfinished, step, (start, zero, zero, vectors, vectors, jnp.asarray(0), far, far)
    )
    learned = put(turns, turn, count - 1, 0)[1:], ways[1:]  # nothing is known of the first round's
    last = _multiplied_out(inverse, *learned, count - 1)
    return Root(z, size, jnp.max(jnp.abs(_capped(wanted))), count - 1, last)


def _multiplied_out(inverse: Matrix, turns: Vectors, ways: Vectors, count: Int[Array, ""]) -> Matrix:
    """(I + U' W) B in the precision of B, a few rows of U and W at a time; those from `count` on are 0."""
    turns, ways = turns.astype(inverse.dtype), ways.astype(inverse.dtype)

    def add(part: Int[Array, ""], total: Matrix) -> Matrix:
        some = partial(jax.lax.dynamic_slice_in_dim, start_index=part * ROWS, slice_size=ROWS)
        return total + some(turns).T @ (some(ways) @ inverse)

    return jax.lax.fori_loop(0, (count + ROWS - 1) // ROWS, add, inverse)


@partial(jax.custom_jvp, nondiff_argnums=(0,))
def solve(
    function: Function,
    parameters: Any,
    start: Vector,
    inverse: Matrix,
    scale: Vector,
    target: Real = TARGET,
) -> Root:
    """Root of F(parameters, z) near `start`; `inverse` approximates the inverse Jacobian there.

    Derivatives are those of the root by the implicit function theorem: dz = -J^-1 (dF/dparameters)
    dparameters, solved by Broyden's method from `inverse`; they need a converged root. `scale` in (0, 1]
    is the size of each unknown's market: an all but empty one moves by large logs and matters little, and is
    weighed accordingly. `target` is where the search ends.
    """
    del scale
    return broyden(function, parameters, start, inverse, target)


@solve.defjvp
def _solve_jvp(function: Function, primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> tuple[Root, Root]:
    parameters, start, inverse, scale, target = primals
    root = solve(function, parameters, start, inverse, scale, target)
    inverse = root.inverse
    push = jax.jvp(lambda p: function(p, root.z), (parameters,), (tangents[0],))[1]
    matvec = jax.linearize(partial(function, parameters), root.z)[1]
    dz = jax.lax.custom_linear_solve(
        matvec,
        -push,
        solve=lambda operator, b: _linear(operator, b, inverse, 1.0 / scale),
        transpose_solve=lambda operator, b: _linear(operator, b, inverse.T, scale),
    )
    zero = jnp.zeros_like(root.residual)
    count = jnp.zeros(root.iterations.shape, jax.dtypes.float0)
    return root, Root(dz, zero, zero, count, jnp.zeros_like(inverse))


def _linear(operator: Callable[..., Vector], b: Vector, inverse: Matrix, unit: Vector) -> Vector:
    """Solve operator(x) = b: first as it stands, then what is left in units that suit small markets.

    The first pass is exact where markets are large. An all but empty market moves by logs of 1 / its size, so
    that its part of the solution would drown in the rounding of the others; the second pass weighs it by its
    size.

    A pass is Broyden's method on a linear equation, in a scale in which the first step is one. It ends about
    as soon as a Krylov method would: the inverse is good but for the few directions it was updated in. Its
    program is that of one product; JAX's GMRES takes several times as long to trace and compile.
    """

    def one_pass(x: Vector, unit: Vector) -> tuple[Vector, None]:
        left, near = (b - operator(x)) / unit, inverse * unit / unit[:, None]
        size = jnp.max(jnp.abs(near @ left))
        scale = jnp.where((size > 0) & jnp.isfinite(size), size, 1.0)
        gap = broyden(
            lambda _, y: operator(unit * y) / unit - left / scale, None, jnp.zeros_like(b), near, ROUGH
        ).z
        return x + scale * unit * gap, None

    return jax.lax.scan(one_pass, jnp.zeros_like(b), jnp.stack([jnp.ones_like(unit), unit]))[0]
