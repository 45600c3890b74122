"""The calibrated year returns its data; the equilibrium closes its books; known limits hold."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.city import border, vector
from technopole.city.calibrate import calibrate
from technopole.city.equilibrium import outcome
from technopole.city.greenfield import base_year
from technopole.city.newton import newton, residual_at
from technopole.city.solve import solve
from tests.city.cities import STRUCTURE, observed, parameters, shaped

EXACT = 1e-9  # what issue and model promise of the calibrated year before any step


def solved(made_up, **changes):
    """Outcome of the made-up city under changed conditions, with its residual."""
    _, calibrated, now, function, _, start, _ = made_up
    now = replace(now, **changes)
    given = (calibrated.economy, border.gates(calibrated.economy, now), now)
    root = newton(function, given, start)
    log = vector.from_vector(vector.shapes_of(calibrated.start), root.z)
    return outcome(STRUCTURE, *given, log), float(root.residual)


def test_calibrated_year_returns_the_data(made_up):
    data, calibrated, _, function, given, start, _ = made_up
    assert float(calibrated.scaling_error) < 1e-10
    assert np.abs(residual_at(function, given, start)).max() < EXACT
    found = outcome(STRUCTURE, *given, calibrated.start)
    np.testing.assert_allclose(found.residents, data.workers, rtol=1e-11, atol=1e-9)
    np.testing.assert_allclose(found.persons.sum(axis=0), data.jobs, rtol=1e-10, atol=1e-7)
    np.testing.assert_allclose(found.persons.sum(axis=1), data.group_jobs, rtol=1e-9)
    np.testing.assert_allclose(found.rent, data.rent, rtol=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_calibration_is_exact_for_any_city(seed):
    data = observed(9, seed=seed)
    shape = shaped(9)
    calibrated = jax.jit(partial(calibrate, shape))(parameters(), data)
    now = base_year(calibrated.character, data)
    function = vector.residual_function(shape, vector.shapes_of(calibrated.start))
    given = (calibrated.economy, border.gates(calibrated.economy, now), now)
    assert np.abs(residual_at(function, given, vector.to_vector(calibrated.start))).max() < EXACT


def test_side_flows_and_crossing_trips_are_the_observed_ones(made_up):
    data, calibrated, _, _, given, _, _ = made_up
    found = outcome(STRUCTURE, *given, calibrated.start)
    flows = jnp.einsum("bn,gni,ci->gbc", data.side, found.commuters, data.side)
    np.testing.assert_allclose(flows, data.side_flows, rtol=1e-9, atol=1e-6)
    seen = np.asarray(data.trips) > 0
    np.testing.assert_allclose(found.crossing_trips[seen], data.trips[seen], rtol=1e-9)


def test_books_close_away_from_the_base(made_up):
    data = made_up[0]
    found, residual = solved(made_up, clearance=data.clearance * 0.5, floor=data.floor * 1.1)
    assert residual < 1e-10
    commuting = found.residents - found.followers
    np.testing.assert_allclose(found.persons.sum(axis=(1, 2)), commuting.sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(found.residents.sum(axis=1), data.workers.sum(axis=1), rtol=1e-12)
    paid = jnp.einsum("gik,gk,ik->", found.persons, made_up[1].economy.pay, found.wage)
    np.testing.assert_allclose(paid, (found.income * commuting).sum() + found.tax_receipts.sum(), rtol=1e-11)
    np.testing.assert_allclose(found.revenue[:, 2].sum(), found.spending[:, 2].sum(), rtol=1e-9)


def test_easier_border_brings_more_commuters_across(made_up):
    data = made_up[0]
    slow, _ = solved(made_up)
    fast, _ = solved(made_up, clearance=data.clearance * 0.5)
    assert fast.crossing_commuters.sum() > slow.crossing_commuters.sum()


def test_closed_border_leaves_no_cross_commuter(made_up):
    data = made_up[0]
    found, residual = solved(made_up, openness=jnp.zeros_like(data.openness))
    assert residual < 1e-10
    assert float(found.crossing_commuters.sum()) == 0.0
    assert np.isinf(np.asarray(found.minutes)).any()


def test_congested_crossing_is_slower(made_up):
    data = made_up[0]
    tight, residual = solved(made_up, capacity=data.capacity * 0.6)
    assert residual < 1e-10
    assert np.all(np.asarray(tight.clearance) > np.asarray(data.clearance))


def test_zone_order_does_not_matter(made_up):
    data = made_up[0]
    order = np.r_[np.arange(6)[::-1], np.arange(6, 10)[::-1]]
    by_zone = {
        name: getattr(data, name)[..., order]
        for name in ("workers", "followers", "leg_in", "side", "area", "population")
    }
    rows = {name: getattr(data, name)[order] for name in ("jobs", "wage", "floor", "rent", "leg_out")}
    mixed = replace(
        data,
        **by_zone,
        **rows,
        minutes=data.minutes[order][:, order],
        donor=jnp.tile(jnp.arange(10.0)[:, None], (1, 3)),
    )
    calibrated = jax.jit(partial(calibrate, STRUCTURE))(parameters(), mixed)
    np.testing.assert_allclose(
        calibrated.character.amenity, made_up[1].character.amenity[:, order], rtol=1e-8
    )
    np.testing.assert_allclose(calibrated.character.wedge, made_up[1].character.wedge[order], rtol=1e-9)


def test_money_has_no_scale(made_up):
    """Twice the wages and rents are the same city."""
    data = made_up[0]
    doubled = replace(data, wage=data.wage * 2, rent=data.rent * 2)
    calibrated = jax.jit(partial(calibrate, STRUCTURE))(parameters(), doubled)
    np.testing.assert_allclose(calibrated.character.wedge, made_up[1].character.wedge, rtol=1e-9)
    np.testing.assert_allclose(calibrated.economy.friction, made_up[1].economy.friction, rtol=1e-8)


def test_theta_apart_from_nu_still_returns_the_data():
    data = observed(8, seed=4)
    shape = shaped(8)
    calibrated = jax.jit(partial(calibrate, shape))(parameters(theta=0.12), data)
    now = base_year(calibrated.character, data)
    function = vector.residual_function(shape, vector.shapes_of(calibrated.start))
    given = (calibrated.economy, border.gates(calibrated.economy, now), now)
    assert np.abs(residual_at(function, given, vector.to_vector(calibrated.start))).max() < EXACT


class TestGradients:
    """Implicit derivatives against central differences, both modes."""

    @staticmethod
    def root(made_up, scale):
        _, calibrated, now, function, _, start, inverse = made_up
        changed = replace(now, clearance=now.clearance * scale, floor=now.floor * (1.0 + 0.1 * (scale - 1.0)))
        given = (calibrated.economy, border.gates(calibrated.economy, changed), changed)
        return solve(function, given, start, jnp.asarray(inverse), jnp.ones_like(start)).z

    @pytest.mark.slow
    def test_forward_and_reverse_equal_differences(self, made_up):
        value = jax.jit(lambda scale: self.root(made_up, scale))
        step = 1e-4
        differences = (value(0.8 + step) - value(0.8 - step)) / (2 * step)
        forward = jax.jit(jax.jacfwd(lambda scale: self.root(made_up, scale)))(0.8)
        reverse = jax.jit(jax.jacrev(lambda scale: self.root(made_up, scale)))(0.8)
        np.testing.assert_allclose(forward, differences, atol=1e-6 * float(jnp.abs(differences).max()))
        np.testing.assert_allclose(reverse, forward, atol=1e-10)
