"""Cities whose indicators can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import linprog
from synthetic_run import fake_run, random_path

from technopole.indicators import balance, compute, measure_of
from technopole.indicators.context import region_context

if TYPE_CHECKING:
    from synthetic_run import FakeRun

    from technopole.future.path_arrays import Path
    from technopole.region import Region


def last(path: Path, region: Region, indicator: str, scope: str = "region") -> float:
    """Return the last year's value of an indicator."""
    return float(compute(fake_run(region, path=path), indicator, scope)[-1])


@pytest.fixture
def home_bound(region: Region) -> Path:
    """Return a path in which everybody works in the zone they live in, all zones alike."""
    path = random_path(region)
    years, groups, zones = path.residents.shape
    commuters = np.broadcast_to(1200.0 * np.eye(zones), (years, zones, zones))
    return replace(
        path,
        residents=np.full((years, groups, zones), 500.0),
        followers=np.full((years, groups, zones), 100.0),
        jobs=np.full((years, zones, 3), 400.0),
        commuters=commuters,
        minutes_now=np.broadcast_to(10.0 + 20.0 * (1 - np.eye(zones)), (years, zones, zones)),
        group_minutes=np.full((years, groups, zones), 10.0),
    )


@pytest.mark.parametrize(
    ("indicator", "scope", "expected"),
    [
        ("theil", "region", 0.0),
        ("theil_between", "region", 0.0),
        ("self_containment", "meadow", 1.0),
        ("jobs_held_by_residents", "NORTH", 1.0),
        ("jobs_homes_balance", "region", 1.0),
        ("jobs_per_resident", "SOUTH", 1.0),
        ("cross_border_commuters", "region", 0.0),
        ("integration_index", "region", 0.0),
        ("sector_diversity", "border_north", 3.0),
        ("zone_diversity", "region", 3.0),
        ("specialisation", "meadow", 0.0),
        ("mean_minutes", "region", 10.0),
        ("excess_commute", "region", 0.0),
        ("jobs_share", "meadow", 1 / 7),
        ("jobs_share_of_side", "meadow", 1 / 4),
        ("working_residents", "meadow", 1500.0),
        ("all_jobs", "meadow", 1500.0),
    ],
)
def test_uniform_city(home_bound: Path, region: Region, indicator: str, scope: str, expected: float) -> None:
    assert last(home_bound, region, indicator, scope) == pytest.approx(
        expected, abs=0.02 if indicator == "excess_commute" else 1e-9
    )


def test_nobody_crosses_leaves_border_equivalent_minutes_blank(home_bound: Path, region: Region) -> None:
    assert np.isnan(last(home_bound, region, "border_equivalent_minutes"))


def test_a_side_without_border_has_integration_one(region: Region) -> None:
    """Minutes linear in distance everywhere and choice by minutes alone: the border adds nothing."""
    path = random_path(region)
    context = region_context(region)
    minutes = 8.0 + 2.5 * context.distance
    jobs = path.jobs.sum(axis=2)
    choice = jobs[:, None, :] * np.exp(-context.nu * minutes)
    commuters = 5000.0 * choice / choice.sum(axis=2, keepdims=True)
    open_path = replace(path, commuters=commuters, minutes_now=np.broadcast_to(minutes, commuters.shape))
    assert last(open_path, region, "integration_index", "NORTH") == pytest.approx(1.0)
    assert last(open_path, region, "border_minutes", "SOUTH") == pytest.approx(0.0, abs=1e-9)
    assert last(open_path, region, "border_equivalent_minutes") == pytest.approx(0.0, abs=1e-9)


def test_border_minutes_recovers_an_added_delay(region: Region) -> None:
    path = random_path(region)
    context = region_context(region)
    minutes = 8.0 + 2.5 * context.distance + 25.0 * (1 - context.same_side)
    delayed = replace(path, minutes_now=np.broadcast_to(minutes, path.minutes_now.shape))
    assert last(delayed, region, "border_minutes") == pytest.approx(25.0)


def test_the_yardstick_of_the_border_is_the_base_year(region: Region) -> None:
    """Minutes across fall by 6 with everything else: so does the border's share of them."""
    path = random_path(region)
    faster = path.minutes_now.copy()
    faster[1:] = faster[0] - 6.0
    found = compute(fake_run(region, path=replace(path, minutes_now=faster)), "border_minutes")
    assert found[-1] - found[0] == pytest.approx(-6.0)


def test_border_equivalent_minutes_of_one_home_zone_recovers_the_delay(region: Region) -> None:
    path = random_path(region)
    context = region_context(region)
    minutes = 8.0 + 2.5 * context.distance
    jobs = path.jobs.sum(axis=2)
    friction = np.exp(-context.nu * (minutes + 40.0 * (1 - context.same_side)))
    choice = jobs[:, None, :] * friction
    commuters = 5000.0 * choice / choice.sum(axis=2, keepdims=True)
    delayed = replace(path, commuters=commuters, minutes_now=np.broadcast_to(minutes, commuters.shape))
    assert last(delayed, region, "border_equivalent_minutes", "harbour") == pytest.approx(40.0)


def test_closed_border_keeps_every_other_indicator_finite(region: Region) -> None:
    path = random_path(region)
    same = region_context(region).same_side
    closed = replace(
        path,
        commuters=path.commuters * same,
        minutes_now=np.where(same > 0, path.minutes_now, np.inf),
        crossing_trips=0.0 * path.crossing_trips,
    )
    assert last(closed, region, "border_share_of_access") == 0.0
    assert last(closed, region, "integration_index") == 0.0
    assert np.isfinite(last(closed, region, "transport_carbon"))
    assert np.isfinite(last(closed, region, "access_to_jobs"))
    assert np.isnan(last(closed, region, "border_minutes"))
    assert np.isnan(last(closed, region, "mean_clearance"))


def test_excess_commute_lies_just_below_the_linear_programme(run: FakeRun, region: Region) -> None:
    mask = region.scope_mask("NORTH")
    flows = run.path.commuters[-1][np.ix_(mask, mask)]
    minutes = run.path.minutes_now[-1][np.ix_(mask, mask)]
    size = len(flows)
    rows = np.kron(np.eye(size), np.ones(size))
    columns = np.kron(np.ones(size), np.eye(size))
    least = linprog(
        minutes.ravel(),
        A_eq=np.vstack([rows, columns])[:-1],
        b_eq=np.concatenate([flows.sum(axis=1), flows.sum(axis=0)])[:-1],
    ).fun
    exact = 1 - least / (flows * minutes).sum()
    assert exact - 0.05 < compute(run, "excess_commute", "NORTH")[-1] <= exact


def test_matching_keeps_workers_by_home_and_workplace(run: FakeRun) -> None:
    flows = run.path.commuters
    kernel = np.exp(-balance.MATCHING_SHARPNESS * run.path.minutes_now)
    matched = balance._matched(flows.sum(axis=2), flows.sum(axis=1), kernel)
    np.testing.assert_allclose(matched.sum(axis=2), flows.sum(axis=2), rtol=1e-9)
    np.testing.assert_allclose(matched.sum(axis=1), flows.sum(axis=1), rtol=1e-5)


def test_jobs_move_north(run: FakeRun, region: Region) -> None:
    jobs = np.zeros_like(run.path.jobs)
    jobs[:, region.zones.index("hills")] = 1.0
    moved = replace(run.path, jobs=jobs)
    assert last(moved, region, "jobs_centre_north", "NORTH") > compute(run, "jobs_centre_north", "NORTH")[-1]


def test_new_homes_count_from_the_year_after_the_base(run: FakeRun, region: Region) -> None:
    built = run.path.completions[:, :, region.markets.index("home")]
    per_home = region.parameters.by("m2_per_home", region.sides)[region.zone_side]
    homes = compute(run, "new_homes")
    assert homes[0] == 0.0
    assert homes[2] == pytest.approx((built[1:3] / per_home).sum())


def test_money_adds_up_over_payers(run: FakeRun, region: Region) -> None:
    each = sum(compute(run, f"account_of_payer.{payer}") for payer in region.payers)
    np.testing.assert_allclose(each, compute(run, "public_account"))
    rate = region.parameters.get("discount_rate")
    expected = (run.path.cost.sum(axis=1) / (1 + rate) ** np.arange(4)).sum()
    assert compute(run, "plan_cost_present_value")[-1] == pytest.approx(expected)


def test_same_wages_and_rents_twice_as_high_are_worth_twice_as_much(run: FakeRun, region: Region) -> None:
    utility = run.path.utility.copy()
    utility[-1] = 2.0 * utility[0]
    path = replace(run.path, utility=utility)
    assert last(path, region, "welfare") == pytest.approx(100.0)
    assert last(path, region, "group_welfare.talent") == pytest.approx(100.0)


def test_vacancy_and_load(run: FakeRun) -> None:
    np.testing.assert_allclose(compute(run, "vacancy_in_market.home"), 0.1)
    np.testing.assert_allclose(compute(run, "load_at_crossing.ferry"), run.path.crossing_trips[:, 1] / 5e4)


def test_measure_of_equals_compute(run: FakeRun, region: Region) -> None:
    measured = measure_of(region, "theil", "NORTH")(run.path)
    np.testing.assert_array_equal(measured, compute(run, "theil", "NORTH"))
