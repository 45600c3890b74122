"""What must be true of the ecosystem, on a small made-up one."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.innovation.calibrate import base_levers
from technopole.innovation.money import money
from tests.innovation.systems import held, parameters, system_of, two_sides, with_money, year, years

YEARS = 30


@pytest.fixture(scope="module")
def base():
    system, city = two_sides()
    return system, city, years(system, held(system, YEARS), city)


def test_the_base_year_is_a_steady_state(base) -> None:
    system, _, (state, record) = base
    lived_in = np.asarray(system.start.products) > 0
    assert np.max(np.abs(np.asarray(record["innovation_gain"])[:, lived_in])) < 1e-12
    for name in ("waiting", "products", "gestation", "knowledge"):
        np.testing.assert_allclose(getattr(state, name), getattr(system.start, name), rtol=1e-11)


def test_base_flows_are_returned(base) -> None:
    system, _, (_, record) = base
    side = np.asarray(system.side)
    np.testing.assert_allclose(side @ np.asarray(record["results"])[0], [900.0, 700.0], rtol=1e-12)
    np.testing.assert_allclose(side @ np.asarray(record["stage_entries"])[0, :, 1], [60.0, 80.0], rtol=1e-12)


def shaken(system):
    """A plan that touches every lever."""
    levers = with_money(held(system, YEARS), 0, 3, 0, 2, 3e8)
    levers = with_money(levers, 7, 0, 3, 3, 2e8)
    levers = with_money(levers, 4, 1, 1, 0, 1e8)
    friction = levers.friction.at[10:, 1].multiply(0.2).at[10:, 2].set(0.0).at[10:, 3].multiply(0.3)
    return replace(
        levers,
        research_shift=levers.research_shift.at[5:, 0].set(0.3).at[5:, 3].set(-0.1),
        platform=levers.platform.at[4:, 0, 1].set(5e7),
        laboratory=levers.laboratory.at[6:, 2, 0].set(4e4),
        project_entries=levers.project_entries.at[3:, 4, 3].set(7.0),
        friction=friction,
    )


def test_projects_are_conserved(base) -> None:
    system, city, _ = base
    state, record = years(system, shaken(system), city)
    record = {name: np.asarray(value) for name, value in record.items()}
    stock = (
        record["gestating"].sum(axis=1)
        + record["stage_projects"].sum(axis=(1, 2))
        + record["products"].sum(axis=1)
    )
    after = np.append(stock[1:], float(state.gestation.sum() + state.waiting.sum() + state.products.sum()))
    born = record["results"].sum(axis=1) + record["stage_entries"].sum(axis=(1, 2))
    gone = (record["stage_failed"] + record["stage_abandoned"]).sum(axis=(1, 2)) + record[
        "products_retired"
    ].sum(axis=1)
    np.testing.assert_allclose(after - stock, born - gone, rtol=1e-10, atol=1e-10 * stock.max())
    assert np.max(record["matching_residual"]) < 1e-12


def test_money_is_conserved(base) -> None:
    system, city, _ = base
    _, record = years(system, shaken(system), city)
    record = {name: np.asarray(value) for name, value in record.items()}
    side = np.asarray(system.side)
    arrived = (record["research_sent"] - record["research_lost"]).sum(axis=1) + record["research_follow_on"]
    spent = record["research_spent"].sum(axis=(1, 3)) @ side.T
    np.testing.assert_allclose(arrived, spent + record["research_unspent"], rtol=1e-12)
    assert np.all(record["research_unspent"] >= -1e-6)
    assert np.all(record["research_lost"] >= 0)


def test_nobody_is_hired_twice(base) -> None:
    system, city, _ = base
    levers = with_money(held(system, 3), 0, 1, 1, 0, 5e10)
    _, record = years(system, levers, city)
    side = np.asarray(system.side)
    people = np.asarray(record["research_people"]).sum(axis=2) @ side.T
    assert np.all(people <= side @ np.asarray(city.workers) * (1 + 1e-12))
    assert people[-1, 0] == pytest.approx(float(side[0] @ np.asarray(city.workers)), rel=1e-12)
    assert np.all(np.asarray(record["research_unspent"])[:, 0] > 0)


def totals(system, city) -> np.ndarray:
    state, record = years(system, held_with_plan(system), city)
    side = np.asarray(system.side)
    parts = [side @ np.asarray(state.products), side @ np.asarray(record["results"])[-1]]
    parts += [np.asarray(record["stage_matched"])[-1].sum(axis=0).ravel(), side @ np.asarray(state.waiting).T]
    return np.concatenate([np.ravel(part) for part in parts])


def held_with_plan(system):
    levers = held(system, 20)
    share = system.start.products / (system.side @ system.start.products)[0] * system.side[0]
    plan = levers.research_money.at[:, 0, 1, :, 0].add(4e8 * share)
    return replace(levers, research_money=plan)


@pytest.mark.slow
def test_splitting_a_zone_in_26_changes_no_total() -> None:
    weights = np.array([1.0, 0.5, 0.8])
    side = np.array([[1.0, 1, 0], [0, 0, 1.0]])
    minutes = np.array([[10.0, 30, 60], [30, 10, 45], [60, 45, 10.0]])
    whole = totals(*system_of(weights, side, minutes))
    of = np.array([0] * 26 + [1, 2])
    pieces = np.where(of == 0, 1 / 26, 1.0)
    parts = totals(*system_of(weights[of] * pieces, side[:, of], minutes[np.ix_(of, of)]))
    np.testing.assert_allclose(parts, whole, rtol=1e-8)


def test_results_reach_output_no_earlier_than_the_eighth_year(base) -> None:
    system, city, _ = base
    _, record = years(system, with_money(held(system, YEARS), 0, 1, 0, 0, 5e8), city)
    gain = np.asarray(record["innovation_gain"])[:, 0]
    assert np.max(np.abs(gain[:8])) < 0.1 * gain[-1]
    assert gain[-1] > 1e-6


def test_government_money_for_business_research_brings_firms_own(base) -> None:
    """10% more government-funded business research brings 5 to 6% more of firms' own."""
    system, city, _ = base
    more = with_money(held(system, 1), 0, 0, 0, 4, 0.1 * 0.2e9)
    levers = jax.tree.map(lambda x: x[0], more)
    before = money(system, system.start, base_levers(system), city.age)
    after = money(system, system.start, levers, city.age)
    firms = 2
    assert 1.05 <= float(after.sent[firms, 0] / before.sent[firms, 0]) <= 1.06
    assert float(after.sent[5, 1] / before.sent[5, 1]) == pytest.approx(1.0)


def test_firms_spend_no_more_on_research_than_profits_bear(base) -> None:
    system, city, _ = base
    poor = replace(system.start, world_sales=jnp.asarray([2e9, 1e12]))
    paid = money(system, poor, base_levers(system), city.age)
    assert float(paid.sent[2, 0]) == pytest.approx(0.2 * 2e9)


def test_half_of_a_transfer_is_booked_as_lost(base) -> None:
    system, city, _ = base
    levers = base_levers(system)
    tight = replace(levers, friction=levers.friction.at[1, 1, 0].set(0.5))
    paid = money(system, system.start, tight, city.age)
    sends = paid.sent[4, 0]
    assert float(paid.lost[4, 0]) == pytest.approx(0.5 * float(sends))
    assert float(sends) == pytest.approx(0.02e9 / 0.95 * (0.5 / 0.95), rel=1e-12)


def gains_by_stage(system, city) -> np.ndarray:
    """Late products of side 1 per unit of public money by stage: the diagnosis, pure."""

    def late(plan: jax.Array) -> jax.Array:
        levers = held(system, YEARS)
        share = system.start.products * system.side[0]
        levers = replace(
            levers,
            research_money=levers.research_money.at[:, 0, 2].add(plan * (share / share.sum())[:, None]),
        )
        return years(system, levers, city)[0].products @ system.side[0]

    return np.asarray(jax.grad(late)(jnp.zeros(5)))


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
@pytest.mark.slow
def test_a_planted_cut_is_found(stage: int) -> None:
    """Capacity that matches what arrives everywhere, then 80% taken from one stage of both sides."""
    system, city = balanced(stage)
    gains = gains_by_stage(system, city)
    assert int(np.argmax(gains)) == stage


def balanced(cut: int):
    """Every stage has three times the capacity it needs, but one has a fifth of that."""
    weights = np.array([1.0, 0.5, 0.8, 1.2])
    side = np.array([[1.0, 1, 0, 0], [0, 0, 1.0, 1]])
    minutes = np.full((4, 4), 20.0)
    costs = parameters().unit_cost
    first, city = system_of(weights, side, minutes)
    after = years(first, held(first, 1), city)[1]
    arriving = np.asarray(after["stage_projects"])[0].sum(axis=0)
    del arriving
    capacity = np.asarray(after["stage_capacity"])[0].sum(axis=0)
    needs = 1600.0 * 0.5 ** np.arange(4)
    scaled = np.asarray(costs).copy()
    scaled[1:] *= capacity / (3.0 * needs)
    scaled[cut] *= 5.0 / 1.0
    return system_of(weights, side, minutes, unit_cost=scaled)


@pytest.mark.slow
def test_research_is_worth_little_where_everything_after_it_is_blocked() -> None:
    system, city = balanced(4)
    gains = gains_by_stage(system, city)
    assert gains[0] < 0.2 * gains[4]


@pytest.mark.slow
def test_derivatives_of_a_late_outcome_are_differences(base) -> None:
    system, city, _ = base
    shares = shaken(system)

    def late(step: jax.Array) -> jax.Array:
        levers = replace(
            shares,
            friction=shares.friction * (1.0 + step),
            research_money=shares.research_money * (1.0 + step),
            laboratory=shares.laboratory * (1.0 + 2.0 * step),
        )
        state, _ = years(system, levers, city)
        return (state.log_productivity * jnp.arange(6.0)).sum()

    step = 1e-5
    difference = (late(jnp.asarray(step)) - late(jnp.asarray(-step))) / (2 * step)
    assert float(jax.grad(late)(jnp.asarray(0.0))) == pytest.approx(float(difference), rel=1e-6)


def test_an_empty_region_stays_finite(base) -> None:
    system, city, _ = base
    nobody = replace(city, workers=0 * city.workers, floor=0 * city.floor)
    state, record = jax.jit(year)(system, system.start, base_levers(system), nobody)
    for leaf in jax.tree.leaves((state, record)):
        assert np.all(np.isfinite(np.asarray(leaf)))


def test_the_world_teaches_less_behind_a_higher_wall(base) -> None:
    system, city, _ = base
    levers = base_levers(system)
    shut = replace(levers, friction=levers.friction.at[2, 2, :].add(1.0))
    once = jax.jit(year)
    opened = once(system, system.start, levers, city)[1]["results"].sum()
    assert float(once(system, system.start, shut, city)[1]["results"].sum()) < float(opened)
