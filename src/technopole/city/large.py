"""The equilibrium of a city of thousands of zones, differentiable by the implicit function theorem.

Chosen by size in krylov.py. Equations are those of equilibrium.py; what differs is how their kernels are kept
(kernels.py) and how their root is found (refine.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax.custom_derivatives import SymbolicZero
from jaxtyping import Array, Float

from technopole.city.anderson import anderson
from technopole.city.border import Gates
from technopole.city.calibrate import calibrate
from technopole.city.calibrated import Calibrated, Observed
from technopole.city.economy import (
    ByGroup,
    ByGroupZone,
    ByGroupZoneSector,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Parameters,
    Structure,
)
from technopole.city.kernels import kernel_of
from technopole.city.local import answered, single, zone_blocks
from technopole.city.people import people
from technopole.city.prices import Unknowns, prices
from technopole.city.refine import LINEAR, refined
from technopole.city.solve import Root
from technopole.city.vector import Residual

Vector = Float[Array, " unknown"]
Linear = Callable[[Vector], Vector]

MIXED = 1500  # zones from which on steps read kernels in single precision: below, copying costs more
SLOPE = 1e-9  # relative accuracy of derivatives
SLOPE_ROUNDS = 2  # linear equations for a derivative, each solved to less than the root of SLOPE


def _near(parameters: Any) -> Any:
    """Parameters that steps are taken with."""
    return single(parameters) if parameters[0].area.shape[0] >= MIXED else parameters


@partial(jax.custom_jvp, nondiff_argnums=(0,))
def _solve(function: Residual, parameters: Any, start: Vector) -> Root:
    near, exact = _near(parameters), partial(function, parameters)
    answer = partial(answered, function, zone_blocks(function, near, start))
    return refined(exact, exact if near is parameters else partial(function, near), answer, start)


def _solve_jvp(function: Residual, primals: Any, tangents: Any) -> tuple[Root, Root]:
    parameters, start = primals
    root = _solve(function, parameters, start)
    product = jax.linearize(partial(function, parameters), root.z)[1]
    near = _near(parameters)
    rough = jax.linearize(partial(function, near), root.z)[1]
    blocks = zone_blocks(function, near, root.z)
    back = jax.linear_transpose(rough, root.z)
    dz = jax.lax.custom_linear_solve(
        product,
        -_pushed(function, parameters, tangents[0], root.z),
        solve=lambda operator, b: _linear(operator, rough, partial(answered, function, blocks), b),
        transpose_solve=lambda operator, b: _linear(
            operator,
            lambda v: back(v)[0],
            partial(answered, function, jnp.swapaxes(blocks, 0, 1)),
            b,
        ),
    )
    zero = jnp.zeros_like(root.residual)
    count = jnp.zeros(root.iterations.shape, jax.dtypes.float0)
    return root, Root(dz, zero, zero, count, jnp.zeros_like(root.inverse))


_solve.defjvp(_solve_jvp, symbolic_zeros=True)


def _pushed(function: Residual, parameters: Any, tangents: Any, z: Vector) -> Vector:
    """dF along the parameters that move; those that do not cost no pass over a kernel."""
    values, tree = jax.tree.flatten(parameters)
    slopes = jax.tree.leaves(tangents, is_leaf=lambda leaf: isinstance(leaf, SymbolicZero))
    moving = [k for k, slope in enumerate(slopes) if not isinstance(slope, SymbolicZero)]

    def at(moved: list[Any]) -> Vector:
        merged = list(values)
        for k, value in zip(moving, moved, strict=True):
            merged[k] = value
        return function(jax.tree.unflatten(tree, merged), z)

    if not moving:
        return jnp.zeros_like(z)
    return jax.jvp(at, ([values[k] for k in moving],), ([slopes[k] for k in moving],))[1]


def _linear(operator: Linear, rough: Linear, answer: Linear, b: Vector) -> Vector:
    """Solve operator(x) = b by steps of `rough`, what is left measured exactly."""
    x, left = jnp.zeros_like(b), -b
    for position in range(SLOPE_ROUNDS):
        goal = SLOPE ** (0.6 if position == 0 else 0.4) * jnp.max(jnp.abs(left))
        residual = left
        step = anderson(lambda v, r=residual: r + rough(v), jnp.zeros_like(b), goal, LINEAR, answer)
        x = x + step.z
        left = operator(x) - b if position + 1 < SLOPE_ROUNDS else left
    return x


@partial(jax.jit, static_argnums=0)
def solve_large(function: Residual, parameters: Any, start: Vector) -> Root:
    """Root of the city's residual function near `start`, its best point if it does not converge.

    Differentiable in both modes by every parameter, minutes included; gradients need a converged root.
    `inverse` is empty.
    """
    return _solve(function, parameters, start)


@partial(jax.jit, static_argnums=0)
def _without_pairs(structure: Structure, p: Parameters, data: Observed) -> Calibrated:
    """Calibration less its kernels: a compiled program would hand minutes back as copies."""
    found = calibrate(structure, p, data)
    none = jnp.zeros((0, 0))
    return replace(found, economy=replace(found.economy, work_kernel=none, home_kernel=none))


def calibrate_large(structure: Structure, p: Parameters, data: Observed) -> Calibrated:
    """`calibrate`, compiled, without copies of what is known for all pairs of zones."""
    found = _without_pairs(structure, p, data)
    apart = data.minutes if data.spillover_minutes is None else data.spillover_minutes
    economy = replace(
        found.economy, work_kernel=kernel_of(apart, p.delta), home_kernel=kernel_of(apart, p.rho)
    )
    return replace(found, economy=economy)


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Places:
    """A solved city by place: what `outcome` says, less everything by pairs of zones."""

    residents: ByGroupZone
    persons: ByGroupZoneSector  # workers by workplace and sector
    income: ByGroupZone  # mean net wage of commuting residents
    wage: ByZoneSector
    rent: ByZoneMarket
    log_utility: ByGroup  # ln Phi


@partial(jax.jit, static_argnums=0)
def places(structure: Structure, economy: Economy, gate: Gates, now: Conditions, log: Unknowns) -> Places:
    """The solved city by place."""
    price = prices(structure, economy, gate, now, log)
    crowd, log_phi = people(structure, economy, gate, now, price, log)
    return Places(
        residents=crowd.residents,
        persons=crowd.persons,
        income=crowd.income,
        wage=jnp.exp(price.log_wage),
        rent=jnp.exp(log["rent"]),
        log_utility=log_phi,
    )
