"""Matching against a convex programme solved by scipy, and the linear programme it tends to."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize, root

from technopole.innovation.matching import Kernel, Matches, by_side, kernel, kernel_of, match

SIZE = 4
matched = jax.jit(match)


def cases(seed: int, spread: float = 3.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Projects (4, 4), capacity (4, 4) of four stages; surplus (5, 4) of the pairs, then of each stage."""
    rng = np.random.default_rng(seed)
    return (
        10 ** rng.uniform(-1, 2, (4, SIZE)),
        10 ** rng.uniform(-1, 2, (4, SIZE)),
        rng.uniform(-spread, spread, (5, SIZE)),
    )


def kernel_from(surplus: np.ndarray) -> Kernel:
    """The last row is the stages' own surplus."""
    halved = jnp.asarray(surplus) / 2
    return kernel_of(jnp.exp(halved[SIZE]), jnp.exp(halved[:SIZE]))


def of_stage(surplus: np.ndarray, stage: int) -> np.ndarray:
    """Surplus of the pairs in a stage (4, 4)."""
    return surplus[:SIZE] + surplus[SIZE, stage]


def pairs_of(surplus: np.ndarray, found: Matches) -> jax.Array:
    """Matches of every pair (4, 4, 4)."""
    level, ways, _ = kernel_from(surplus)
    return level[:, None, None] * ways * found.a[:, :, None] * found.b[:, None, :]


def solved(projects: np.ndarray, capacity: np.ndarray, surplus: np.ndarray) -> Matches:
    return matched(
        jnp.asarray(projects), jnp.asarray(capacity), kernel_from(surplus), jnp.ones_like(projects)
    )


def by_convex_programme(projects: np.ndarray, capacity: np.ndarray, surplus: np.ndarray) -> np.ndarray:
    """Choo and Siow's equilibrium as the largest total surplus with logit tastes (Galichon and Salanie)."""

    def minus_welfare(prices: np.ndarray) -> float:
        u, v = prices[:SIZE], prices[SIZE:]
        pairs = np.exp((surplus - u[:, None] - v[None, :]) / 2)
        return projects @ u + capacity @ v + 2 * pairs.sum() + np.exp(-u).sum() + np.exp(-v).sum()

    def excess(prices: np.ndarray) -> np.ndarray:
        u, v = prices[:SIZE], prices[SIZE:]
        pairs = np.exp((surplus - u[:, None] - v[None, :]) / 2)
        left = projects - pairs.sum(axis=1) - np.exp(-u)
        return np.concatenate([left, capacity - pairs.sum(axis=0) - np.exp(-v)])

    found = minimize(minus_welfare, np.zeros(2 * SIZE), jac=excess, method="BFGS")
    polished = root(excess, found.x, tol=1e-13).x
    u, v = polished[:SIZE], polished[SIZE:]
    return np.exp((surplus - u[:, None] - v[None, :]) / 2)


@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_a_convex_programme_solved_by_scipy(seed: int) -> None:
    projects, capacity, surplus = cases(seed)
    pairs = np.asarray(pairs_of(surplus, solved(projects, capacity, surplus)))
    for stage in range(4):
        other = by_convex_programme(projects[stage], capacity[stage], of_stage(surplus, stage))
        np.testing.assert_allclose(pairs[stage], other, rtol=1e-7, atol=1e-10)


def test_tends_to_the_linear_programme_as_tastes_vanish() -> None:
    projects, capacity, surplus = cases(5)
    surplus[SIZE] = np.abs(surplus[SIZE])  # something is worth matching in every stage
    sharp = 20.0
    pairs = np.asarray(pairs_of(sharp * surplus, solved(projects, capacity, sharp * surplus)))
    for stage in range(4):
        value = of_stage(surplus, stage)
        sums = np.vstack([np.kron(np.eye(SIZE), np.ones(SIZE)), np.kron(np.ones(SIZE), np.eye(SIZE))])
        best = linprog(-value.ravel(), A_ub=sums, b_ub=np.concatenate([projects[stage], capacity[stage]]))
        reached = (pairs[stage] * value).sum()
        assert reached == pytest.approx(-best.fun, rel=1e-2)
        assert reached <= -best.fun * (1 + 1e-12)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 12))
def test_no_match_beyond_projects_or_capacity(seed: int, spread: float) -> None:
    projects, capacity, surplus = cases(seed, spread)
    projects[:, 0], capacity[:, -1] = 0.0, 0.0
    found = solved(projects, capacity, surplus)
    pairs = pairs_of(surplus, found)
    np.testing.assert_allclose(found.taken + found.unmatched, projects, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(pairs.sum(axis=2), found.taken, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(pairs.sum(axis=1), found.placed, rtol=1e-12, atol=1e-14)
    assert float(found.residual) < 1e-12
    assert np.all(np.asarray(pairs) >= 0)


def test_matches_between_sides_are_those_of_their_zones() -> None:
    projects, capacity, surplus = cases(3)
    found = solved(projects, capacity, surplus)
    side = np.repeat(np.eye(2), 2, axis=1)
    blocks = np.asarray(pairs_of(surplus, found)).reshape(4, 2, 2, 2, 2).sum(axis=(2, 4))
    np.testing.assert_allclose(by_side(kernel_from(surplus), found, jnp.asarray(side)), blocks, rtol=1e-13)


def test_equal_numbers_and_large_surplus_are_solved_too() -> None:
    projects, _, surplus = cases(9)
    found = solved(projects, projects.copy(), np.abs(surplus) + 12.0)
    assert float(found.residual) < 1e-12


def test_identical_sides_without_friction_pay_the_same() -> None:
    """Unmatched over all is the price of a place in the market: equal where nothing differs."""
    half = jnp.full((4, SIZE), 3.0)
    pairs = kernel(
        jnp.full(4, 2.0), jnp.asarray(0.0), jnp.ones((SIZE, SIZE)), jnp.ones((SIZE, SIZE)), half[0]
    )
    found = matched(half, half, pairs, jnp.ones_like(half))
    np.testing.assert_allclose(found.unmatched, found.unmatched[0, 0], rtol=1e-14)


@pytest.mark.parametrize("what", [0, 1, 2])
def test_derivatives_are_differences_in_both_modes(what: int) -> None:
    projects, capacity, surplus = cases(11)
    capacity[1] = projects[1]
    direction = np.random.default_rng(1).normal(size=(projects, capacity, surplus)[what].shape)

    def total(step: jax.Array) -> jax.Array:
        given_ = [projects, capacity, surplus]
        given_[what] = given_[what] + step * direction * np.abs(given_[what])
        found = solved(*given_)
        weight = jnp.arange(16.0).reshape(SIZE, SIZE)
        return (pairs_of(given_[2], found) * weight).sum() + (found.unmatched**2).sum()

    step = 1e-5
    difference = (total(jnp.asarray(step)) - total(jnp.asarray(-step))) / (2 * step)
    assert jax.grad(total)(jnp.asarray(0.0)) == pytest.approx(float(difference), rel=1e-6)
    assert jax.jvp(total, (jnp.asarray(0.0),), (jnp.asarray(1.0),))[1] == pytest.approx(
        float(difference), rel=1e-6
    )


def test_the_first_project_of_an_empty_zone_has_a_value() -> None:
    projects, capacity, surplus = cases(2)
    projects[:, 0] = 0.0

    def taken(first: jax.Array) -> jax.Array:
        return solved(jnp.asarray(projects).at[:, 0].add(first), capacity, surplus).taken.sum()

    slope = jax.grad(taken)(jnp.asarray(0.0))
    assert slope > 0
    assert slope == pytest.approx(
        float((taken(jnp.asarray(1e-6)) - taken(jnp.asarray(0.0))) / 1e-6), rel=1e-3
    )
