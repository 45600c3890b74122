"""A large city is solved by the same equations: kernels that are not kept, steps in single precision."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from validation.berlin_model.city import calibrated, faster
from validation.berlin_model.instance import checked, made_up

from technopole.city import kernels, large
from technopole.city.anderson import anderson
from technopole.city.kernels import Decay, in_single, inward, kernel_of, outward
from technopole.city.newton import newton
from technopole.city.refine import refined
from technopole.city.tiled import Blocks, Elsewhere
from technopole.city.tiles import decay

ZONES = 150  # more than one tile of rows


def pairs(seed=0):
    """Minutes (N, N) that are not symmetric, one way cut; own weights (N,); values (G, N)."""
    draw = np.random.default_rng(seed)
    minutes = draw.uniform(1.0, 60.0, (ZONES, ZONES))
    minutes[3, 5] = np.inf
    own = draw.uniform(0.5, 2.0, ZONES)
    return jnp.asarray(minutes), jnp.asarray(own), jnp.asarray(draw.uniform(0.0, 1e30, (2, ZONES)))


@pytest.fixture
def always(monkeypatch):
    """Every city counts as large."""
    monkeypatch.setattr(kernels, "LARGE", 1)
    monkeypatch.setattr(large, "MIXED", 1)
    jax.clear_caches()
    yield
    jax.clear_caches()


def berlin(zones=60):
    return checked(made_up(zones, seed=4))


@pytest.mark.parametrize("rate", [0.0987, 0.0])
def test_products_of_all_kernels_agree(rate):
    minutes, own, values = pairs()
    kept = kernel_of(minutes, jnp.asarray(rate), own)
    assert not isinstance(kept, Decay)
    recomputed = Decay(minutes, jnp.asarray(rate), own)
    for product in (outward, inward):
        expected = product(kept, values, 2.0 * values)
        for kernel, tolerance in (
            (recomputed, 1e-13),
            (in_single(recomputed), 1e-5),
            (in_single(kept), 1e-5),
        ):
            for found, wanted in zip(product(kernel, values, 2.0 * values), expected, strict=True):
                np.testing.assert_allclose(found, wanted, rtol=tolerance)
    np.testing.assert_allclose(recomputed @ values[0], kept @ values[0], rtol=1e-13)


def test_minutes_may_be_blocks_outside_memory():
    array = pytest.importorskip("dask.array")
    minutes, own, values = pairs(3)
    rate = jnp.asarray(0.1)
    blocks = Blocks(array.from_array(np.asarray(minutes), chunks=(40, ZONES)))
    away = Elsewhere(jnp.diagonal(minutes), blocks)
    kept, tiled = kernel_of(minutes, rate, own), kernel_of(away, rate, own)
    for product in (outward, inward):
        wanted = product(kept, values)[0]
        np.testing.assert_allclose(jax.jit(product)(tiled, values)[0], wanted, rtol=1e-13)
        np.testing.assert_allclose(product(in_single(tiled), values)[0], wanted, rtol=1e-5)
    slope = jax.grad(lambda v: jnp.sum(outward(tiled, v)[0] ** 2) * 1e-30)(values)
    expected = jax.grad(lambda v: jnp.sum(outward(kept, v)[0] ** 2) * 1e-30)(values)
    np.testing.assert_allclose(slope, expected, rtol=1e-12)


@pytest.mark.parametrize("product", [outward, inward])
def test_recomputed_kernel_has_the_derivatives_of_a_kept_one(product):
    minutes, own, values = pairs(1)
    minutes = jnp.where(jnp.isfinite(minutes), minutes, 90.0)
    weight = jnp.asarray(np.random.default_rng(2).normal(size=values.shape))

    def measured(make, minutes, rate, values):
        return jnp.sum(weight * product(make(minutes, rate), values)[0])

    def kept(minutes, rate):
        return (decay(minutes, rate) * jnp.where(jnp.eye(ZONES) > 0, own, 1.0))[None]

    def recomputed(minutes, rate):
        return Decay(minutes, rate, own)

    at = (minutes, jnp.asarray(0.1), values / 1e30)
    wanted = jax.grad(lambda *x: measured(kept, *x), argnums=(0, 1, 2))(*at)
    found = jax.grad(lambda *x: measured(recomputed, *x), argnums=(0, 1, 2))(*at)
    forward = jax.jvp(lambda *x: measured(recomputed, *x), at, wanted)[1]
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-13)
    assert float(forward) == pytest.approx(float(sum(jnp.sum(x**2) for x in wanted)), rel=1e-11)


def test_search_solves_a_linear_equation_and_gives_up_when_lost():
    draw = np.random.default_rng(0)
    matrix = jnp.asarray(-np.eye(30) + 0.6 * draw.normal(size=(30, 30)) / np.sqrt(30))
    b = jnp.asarray(draw.normal(size=30))
    found = anderson(lambda z: b + matrix @ z, jnp.zeros(30), 1e-11, 60)
    np.testing.assert_allclose(found.z, -np.linalg.solve(matrix, b), atol=1e-9)
    lost = anderson(lambda z: jnp.exp(5.0 * z) + 1.0, jnp.zeros(3), 1e-11, 60)
    assert not float(lost.size) <= 1e-11


def test_exact_residuals_remove_the_error_of_rough_steps():
    draw = np.random.default_rng(0)
    b = jnp.asarray(draw.normal(size=20))

    def exact(z):
        return b - z - 0.2 * jnp.tanh(z)

    def rough(z):
        return exact(z) + 1e-6 * jnp.sin(40.0 * z)

    found = refined(exact, rough, lambda residual: residual, jnp.zeros(20))
    assert float(found.residual) <= 1e-10
    assert float(jnp.max(jnp.abs(exact(found.z)))) == pytest.approx(float(found.residual), abs=1e-15)


@pytest.mark.slow
def test_calibration_and_root_are_those_of_a_small_city(always, monkeypatch):
    big = calibrated(berlin())
    assert isinstance(big.calibrated.economy.work_kernel, Decay)
    root = large.solve_large(big.function, faster(big, 0.9), big.start)
    monkeypatch.undo()
    jax.clear_caches()
    small = calibrated(berlin())
    np.testing.assert_allclose(big.start, small.start, atol=1e-10)
    for name in ("appeal", "amenity", "productivity", "wedge"):
        wanted = getattr(small.calibrated.character, name)
        np.testing.assert_allclose(getattr(big.calibrated.character, name), wanted, rtol=1e-10)
    wanted = newton(small.function, faster(small, 0.9), small.start)
    assert float(root.residual) <= 1e-10
    np.testing.assert_allclose(root.z, wanted.z, atol=1e-10)


def slope_and_difference(made, parameters_at, step):
    """Derivative of ln utility along a change, by the implicit function theorem and by differences."""

    def log_utility(size):
        given = parameters_at(size)
        z = large.solve_large(made.function, given, made.start).z
        return large.places(made.structure, *given, made.unknowns(z)).log_utility[0]

    forward = jax.jvp(log_utility, (0.0,), (1.0,))[1]
    reverse = jax.grad(log_utility)(0.0)
    return float(forward), float(reverse), float(log_utility(step) - log_utility(-step)) / (2 * step)


@pytest.mark.parametrize("what", ["productivity", "rates"])
@pytest.mark.slow
def test_gradients_of_a_large_city(always, what):
    made = calibrated(berlin())
    economy, gate, now = faster(made, 0.95)
    along = jnp.asarray(np.random.default_rng(0).uniform(size=now.productivity.shape))

    def parameters_at(size):
        if what == "productivity":
            return economy, gate, replace(now, productivity=now.productivity + size * along)
        decays = {
            name: replace(kernel, rate=kernel.rate * jnp.exp(size))
            for name in ("work_kernel", "home_kernel")
            if isinstance(kernel := getattr(economy, name), Decay)
        }
        within = replace(gate.within, rate=gate.within.rate * jnp.exp(size))
        return replace(economy, **decays), replace(gate, within=within), now

    forward, reverse, difference = slope_and_difference(made, parameters_at, 1e-4)
    assert forward == pytest.approx(reverse, rel=1e-7)
    assert forward == pytest.approx(difference, rel=1e-6)
