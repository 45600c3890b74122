"""Channels of integration beyond commuting, and rules of two regimes: each with a switch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.city import border, vector
from technopole.city.calibrate import calibrate
from technopole.city.choice import home_term
from technopole.city.equilibrium import outcome
from technopole.city.greenfield import base_year
from technopole.city.newton import newton, residual_at
from technopole.city.prices import prices
from tests.city.cities import observed, parameters, shaped

EXACT = 1e-9
SMALL = 8
STRUCTURE = shaped(SMALL)
FIRMS = replace(STRUCTURE, firms_across=True)
PERMITS = replace(STRUCTURE, quotas=True)


def city(structure=STRUCTURE, seed=5, **changes):
    """(structure, calibrated, base-year conditions) of a made-up city that returns its data."""
    data = observed(SMALL, seed=seed)
    calibrated = jax.jit(partial(calibrate, structure))(parameters(**changes), data)
    now = base_year(calibrated.character, data)
    residual = residual_at(*inputs(structure, calibrated, now), vector.to_vector(calibrated.start))
    assert np.abs(residual).max() < EXACT
    return structure, calibrated, now


def inputs(structure, calibrated, now):
    function = vector.residual_function(structure, vector.shapes_of(calibrated.start))
    return function, (calibrated.economy, border.gates(calibrated.economy, now), now)


def settled(made, now):
    structure, calibrated, _ = made
    function, given = inputs(structure, calibrated, now)
    root = newton(function, given, vector.to_vector(calibrated.start))
    assert float(root.residual) < 1e-10
    log = vector.from_vector(vector.shapes_of(calibrated.start), root.z)
    return outcome(structure, *given, log), prices(structure, *given, log)


def custom_across(made, now):
    """Share of each side's regional spending that crosses (S,)."""
    found, price = settled(made, now)
    side = np.asarray(made[1].economy.side)
    flow = side @ (np.asarray(price.sales[2].shares()) * np.asarray(found.spending)[:, [2]]) @ side.T
    return 1.0 - np.diag(flow) / flow.sum(axis=1)


@pytest.mark.slow
class TestCustomers:
    def test_off_keeps_custom_at_home(self):
        made = city(customer_take_up=0.0)
        assert np.abs(custom_across(made, made[2])).max() < 1e-12

    def test_faster_crossings_take_custom_across(self):
        made = city(customer_take_up=1.0)
        faster = replace(made[2], clearance=0.5 * made[2].clearance)
        assert np.all(custom_across(made, faster) > custom_across(made, made[2]))

    def test_default_is_a_take_up_of_one(self):
        plain, told = city(), city(customer_take_up=1.0)
        np.testing.assert_array_equal(plain[1].character.variety, told[1].character.variety)


class TestFirms:
    def test_nothing_moves_in_the_base_year(self):
        plain, across = (
            city(),
            city(FIRMS, market_across=[0.3, 0.3, 0.0], inputs_across=[0.2, 0.2, 0.0], firm_decay=0.03),
        )
        np.testing.assert_allclose(
            across[1].character.productivity, plain[1].character.productivity, rtol=1e-12
        )

    @pytest.mark.parametrize("channel", ["market_across", "inputs_across"])
    @pytest.mark.slow
    def test_a_closed_border_costs_world_sectors_their_share(self, channel):
        made = city(FIRMS, firm_decay=0.03, **{channel: [0.3, 0.3, 0.0]})
        plain = city(FIRMS)
        shut = jnp.zeros_like(made[2].openness)
        wage = [settled(one, replace(one[2], openness=shut))[0].wage[:, :2].mean() for one in (made, plain)]
        assert wage[0] < 0.99 * wage[1]

    def test_input_gain_by_hand(self):
        made = city(FIRMS, inputs_across=[0.2, 0.0, 0.0], firm_decay=0.03)
        faster = replace(made[2], clearance=0.5 * made[2].clearance)
        economy = made[1].economy
        gate = border.gates(economy, faster)
        found, price = settled(made, faster)
        near = border.firm_access(economy, gate, price.clearance) / economy.firm_access
        gain = np.log(0.8 + 0.2 * np.asarray(near)) / 4.0
        kappa = (
            0.85 * jnp.log(found.wage[:, 0])
            + 0.15 * jnp.log(found.rent[:, 2])
            - faster.productivity[:, 0]
            - economy.parameters.lambda_[0] * jnp.log(upsilon(economy, found))
        )
        expected = np.log(np.asarray(found.export_price)[:, 0]) + gain
        works = np.asarray(found.persons[:, :, 0].sum(axis=0)) > 0
        np.testing.assert_allclose(kappa[works], (np.asarray(economy.side).T @ expected)[works], atol=1e-9)


def upsilon(economy, found):
    return economy.work_kernel @ (found.persons.sum(axis=(0, 2)) / economy.area)


class TestPermits:
    @pytest.mark.slow
    def test_no_quota_has_no_weight(self):
        plain, made = city(), city(PERMITS)
        found, same = settled(made, made[2])[0], settled(plain, plain[2])[0]
        assert float(jnp.abs(found.work_permit).max()) == 0.0
        np.testing.assert_allclose(found.residents, same.residents, rtol=1e-9)

    @pytest.mark.parametrize(
        ("lever", "permit"), [("live_quota", "live_permit"), ("work_quota", "work_permit")]
    )
    def test_a_binding_quota_is_met_and_fetches_a_price(self, lever, permit):
        made = city(PERMITS)
        side = np.asarray(made[1].economy.side)
        base = settled(made, made[2])[0]
        used = base.residents if lever == "live_quota" else base.persons.sum(axis=2)
        used = np.asarray(used) @ side.T
        quota = np.full(used.shape, np.inf)
        quota[0, 1] = 0.7 * used[0, 1]
        found = settled(made, replace(made[2], **{lever: jnp.asarray(quota)}))[0]
        now = found.residents if lever == "live_quota" else found.persons.sum(axis=2)
        assert (np.asarray(now) @ side.T)[0, 1] == pytest.approx(quota[0, 1], rel=1e-6)
        price = np.asarray(getattr(found, permit))
        assert 0.001 < price[0, 1] < 1.0
        assert np.abs(np.delete(price.ravel(), 1)).max() == 0.0

    def test_a_slack_quota_changes_next_to_nothing(self):
        made = city(PERMITS)
        base = settled(made, made[2])[0]
        used = np.asarray(base.residents) @ np.asarray(made[1].economy.side).T
        slack = replace(made[2], live_quota=jnp.asarray(np.where(used > 0, 1.5 * used, np.inf)))
        found = settled(made, slack)[0]
        np.testing.assert_allclose(found.residents, base.residents, rtol=1e-7)
        assert float(found.live_permit.max()) < 1e-8


@pytest.mark.slow
def test_rents_count_for_the_share_of_homes_that_the_market_lets():
    structure, calibrated, now = city(public_homes=[0.4, 0.1])
    log_rent = jnp.log(now.reference_rent)
    terms = [
        home_term(structure, calibrated.economy, now, rent, jnp.zeros_like(rent), jnp.zeros_like(rent), None)
        for rent in (log_rent, log_rent + jnp.log(2.0))
    ]
    side = np.asarray(calibrated.economy.side)
    expected = -6.69 * 0.25 * np.log(2.0) * (np.array([0.6, 0.9]) @ side)
    lived = np.isfinite(np.asarray(now.amenity[0]))
    np.testing.assert_allclose((terms[1] - terms[0])[0][lived], expected[lived], rtol=1e-12)


@pytest.mark.slow
def test_two_sides_are_equals():
    """Nothing in the equations knows one side from the other: swapped data give swapped results."""
    data = observed(SMALL, seed=5)
    swapped = replace(
        data,
        side=data.side[::-1],
        origin=data.origin[:, ::-1],
        income_tax=data.income_tax[:, ::-1],
        side_flows=data.side_flows[:, ::-1, ::-1],
    )
    two = {"own_zone": [0.4, 0.1], "home_share": [0.25, 0.2], "local_landlords": [0.5, 0.3]}
    two |= {"follower_pay": [0.5, 0.8], "public_homes": [0.3, 0.1]}
    firms = {
        "customer_take_up": 2.0,
        "firm_decay": 0.03,
        "market_across": [0.2, 0.1, 0.0],
        "inputs_across": [0.1, 0.1, 0.0],
    }
    outcomes = []
    for given, order in ((data, slice(None)), (swapped, slice(None, None, -1))):
        side_of_zone = tuple(int(side) for side in given.side.argmax(axis=0))
        structure = replace(FIRMS, quotas=True, side_of_zone=side_of_zone)
        by_side = {name: values[order] for name, values in two.items()}
        calibrated = jax.jit(partial(calibrate, structure))(parameters(**by_side, **firms), given)
        now = base_year(calibrated.character, given)
        quota = jnp.full((3, 2), jnp.inf).at[1].set(jnp.asarray([jnp.inf, 500.0])[order])
        now = replace(now, clearance=0.5 * now.clearance, work_quota=quota)
        outcomes.append(settled((structure, calibrated, now), now)[0])
    first, second = outcomes
    for name in ("residents", "rent", "wage", "commuters", "clearance", "log_utility"):
        np.testing.assert_allclose(getattr(second, name), getattr(first, name), rtol=1e-7)
    for name in ("export_price", "tax_receipts"):
        np.testing.assert_allclose(getattr(second, name)[::-1], getattr(first, name), rtol=1e-7)
    np.testing.assert_allclose(second.work_permit[:, ::-1], first.work_permit, rtol=1e-6, atol=1e-12)
