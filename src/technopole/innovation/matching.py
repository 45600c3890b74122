"""Two-sided matching of projects with capacity (docs/innovation.md 5; Choo and Siow 2006).

Unmatched projects a_i^2 and unmatched capacity b_j^2 solve a_i^2 + a_i sum_j K_ij b_j = n_i and
b_j^2 + b_j sum_i K_ij a_i = c_j. Each is a quadratic with one positive root given the other; the composed map
of b into itself is a contraction, solved by Newton's method.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import jax.numpy as jnp
from jax.scipy.sparse.linalg import cg

from technopole.innovation.arrays import ByZone, Pairs, Scalar, SideZone, WaitingZone

if TYPE_CHECKING:
    from jaxtyping import Array, Float

STEPS = 40  # of the search at most
TARGET = 1e-7  # relative change of b after which it stops: what is left is about the square of it
STEP_CAP = 2.0  # no b changes by more than e^2 in a step of Newton's
ACCURACY = 1e-14  # relative, of the linear equation that gives derivatives
IN_SEARCH = 1e-6  # the same of a step of the search: of the last one, TARGET times it
EASY = 2  # applications of the map before Newton's first step: they bring zones that were empty near
ROUNDS = 500  # of conjugate gradients at most


class Kernel(NamedTuple):
    """K_ij of every stage: one matrix for all of them, and a level for each; (4, N, N) is never formed."""

    level: Float[Array, " waiting"]
    ways: Pairs
    back: Pairs  # the same, transposed: in the loop a product along rows is the faster one


class Matches(NamedTuple):
    """Matches of every stage by zone, (4, N): mu_ij = level K_ij a_i b_j summed over one of the two."""

    taken: WaitingZone  # projects of a zone taken up anywhere
    placed: WaitingZone  # projects taken up by a zone's capacity
    unmatched: WaitingZone  # mu_i0
    a: WaitingZone  # root of the unmatched projects
    b: WaitingZone  # root of the unmatched capacity
    opening: WaitingZone  # b over sqrt(c), where the next search starts
    residual: Scalar  # largest relative error of a column sum


def kernel(
    surplus: Float[Array, " waiting"], decay: Scalar, passed: Pairs, minutes: Pairs, size: ByZone
) -> Kernel:
    """Equation (I9): K_ij = sqrt(q_i q_j) exp(Phi_ij / 2); passed[i, j]: e^-tau/2 from i to j."""
    way = jnp.isfinite(minutes)
    reached = jnp.where(way, jnp.exp(-decay * jnp.where(way, minutes, 0.0) / 2.0), 0.0)
    weight = jnp.sqrt(jnp.where(size > 0, size, 1.0)) * (size > 0)
    return kernel_of(jnp.exp(surplus / 2.0), reached * passed * weight[:, None] * weight)


def kernel_of(level: Float[Array, " waiting"], ways: Pairs) -> Kernel:
    """Levels (4,) and ways (N, N), laid out for both products."""
    return Kernel(level, ways, ways.T)


def _received(pairs: Kernel, b: WaitingZone) -> WaitingZone:
    """What pulls projects: sum over j of K_ij b_j, (4, N)."""
    return pairs.level[:, None] * (b @ pairs.back)


def _sent(pairs: Kernel, a: WaitingZone) -> WaitingZone:
    """What pulls capacity: sum over i of K_ij a_i, (4, N)."""
    return pairs.level[:, None] * (a @ pairs.ways)


def _half(total: WaitingZone, pull: WaitingZone) -> tuple[WaitingZone, WaitingZone]:
    """Positive root x of x^2 + pull x = total, and sqrt(pull^2 + 4 total); 0 where both are 0."""
    square = pull * pull + 4.0 * total
    some = square > 0
    root = jnp.where(some, jnp.sqrt(jnp.where(some, square, 1.0)), 1.0)
    return jnp.where(some, 2.0 * total / (pull + root), 0.0), root


def _mapped(projects: WaitingZone, capacity: WaitingZone, pairs: Kernel, b: WaitingZone) -> tuple[Any, ...]:
    """(T(b), a, sqrt terms of a and of b)."""
    a, root_a = _half(projects, _received(pairs, b))
    again, root_b = _half(capacity, _sent(pairs, a))
    return again, a, root_a, root_b


class _Slope(NamedTuple):
    """I - dT/db of the map, as D (I - D K'R K D) / D; R and D (4, N)."""

    pairs: Kernel
    rows: WaitingZone
    scale: WaitingZone


def _slope(pairs: Kernel, a: WaitingZone, b: WaitingZone, root_a: WaitingZone, root_b: WaitingZone) -> _Slope:
    """dx/dpull of the quadratic's root is -x / root; symmetric after scaling, all eigenvalues in (0, 1]."""
    return _Slope(pairs, a / root_a, jnp.sqrt(b / root_b))


def _newton_step(slope: _Slope, gap: WaitingZone, accuracy: float = ACCURACY) -> WaitingZone:
    """(I - dT/db)^-1 gap, by conjugate gradients: at hundreds of zones K'RK costs a hundred times more."""
    some = slope.scale > 0
    left = jnp.where(some, gap / jnp.where(some, slope.scale, 1.0), 0.0)

    def inner(x: WaitingZone) -> WaitingZone:
        received = slope.rows * _received(slope.pairs, slope.scale * x)
        return x - slope.scale * _sent(slope.pairs, received)

    return jnp.where(some, slope.scale * cg(inner, left, tol=accuracy, atol=0.0, maxiter=ROUNDS)[0], gap)


def _search(projects: WaitingZone, capacity: WaitingZone, pairs: Kernel, start: WaitingZone) -> WaitingZone:
    """b with b = T(b): the map itself at first, then Newton's method with bounded steps."""

    def unfinished(state: tuple[Any, ...]) -> Array:
        _, change, count = state
        return (change > TARGET) & (count < STEPS)

    def step(state: tuple[Any, ...]) -> tuple[Any, ...]:
        b, _, count = state
        again, a, root_a, root_b = _mapped(projects, capacity, pairs, b)
        safe = jnp.where(b > 0, b, 1.0)

        def newton() -> WaitingZone:
            move = _newton_step(_slope(pairs, a, again, root_a, root_b), again - b, IN_SEARCH)
            return b * (1.0 + jnp.clip(move / safe, jnp.expm1(-STEP_CAP), jnp.expm1(STEP_CAP)))

        following = jax.lax.cond(count < EASY, lambda: again, newton)
        change = jnp.where(b > 0, jnp.abs(following - b) / safe, 0.0)
        return following, jnp.max(change), count + 1

    return jax.lax.while_loop(unfinished, step, (start, jnp.asarray(jnp.inf), jnp.asarray(0)))[0]


@jax.custom_jvp
def _root(projects: WaitingZone, capacity: WaitingZone, pairs: Kernel, start: WaitingZone) -> WaitingZone:
    """b with b = T(b); its derivatives by the implicit function theorem, in which `start` has no part."""
    return _search(projects, capacity, pairs, start)


@_root.defjvp
def _root_slope(primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> tuple[WaitingZone, WaitingZone]:
    """Those of one more Newton step, in which the map moves and its slope does not."""
    projects, capacity, pairs, start = primals
    b = _root(projects, capacity, pairs, start)
    again, a, root_a, root_b = _mapped(projects, capacity, pairs, b)
    slope = _slope(pairs, a, again, root_a, root_b)

    def stepped(projects: WaitingZone, capacity: WaitingZone, pairs: Any) -> WaitingZone:
        return b + _newton_step(slope, _mapped(projects, capacity, pairs, b)[0] - b)

    return b, jax.jvp(stepped, primals[:3], tangents[:3])[1]


def match(projects: WaitingZone, capacity: WaitingZone, pairs: Kernel, opening: WaitingZone) -> Matches:
    """Equation (I10): matches of projects (4, N) with capacity (4, N).

    Row sums with the unmatched are `projects` exactly, column sums `capacity` to `residual`. Derivatives
    are those of the fixed point (`_root`), of first order, in both modes.
    """
    b = _root(projects, capacity, pairs, jnp.sqrt(capacity) * opening)
    pull = _received(pairs, b)
    a = _half(projects, pull)[0]
    placed = b * _sent(pairs, a)
    error = placed + b * b - capacity
    scale = jnp.maximum(capacity.max(axis=1), 1e-30)
    root = jnp.sqrt(jnp.where(capacity > 0, capacity, 1.0))
    return Matches(
        a * pull,
        placed,
        a * a,
        a,
        b,
        jax.lax.stop_gradient(jnp.where(capacity > 0, b / root, 1.0)),
        jax.lax.stop_gradient(jnp.max(jnp.abs(error) / scale[:, None])),
    )


def by_side(pairs: Kernel, matches: Matches, side: SideZone) -> Float[Array, "waiting side side"]:
    """Matches from the side of the project to the side of the capacity, (4, S, S)."""
    sent = matches.a[:, None, :] * side @ pairs.ways
    return pairs.level[:, None, None] * (sent * matches.b[:, None, :]) @ side.T
