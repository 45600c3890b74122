"""What a planner checks first, on the shipped region: nothing leaps, nothing is absurd."""

from __future__ import annotations

import numpy as np
import pytest

import technopole as tp


@pytest.fixture(scope="module")
def hong_kong():
    return tp.calibrate(tp.load_region("hong-kong-shenzhen"))


@pytest.fixture(scope="module")
def baseline(hong_kong):
    return tp.simulate(hong_kong, tp.load_plan(hong_kong.region, "baseline"))


@pytest.fixture(scope="module")
def plan(hong_kong):
    return tp.simulate(hong_kong, tp.load_plan(hong_kong.region, "northern-metropolis"))


def test_no_district_leaps_in_the_baseline(baseline):
    jobs = baseline.path.jobs.sum(axis=2)
    yearly = np.abs(np.diff(jobs, axis=0)) / jobs[:-1]
    assert yearly[jobs[:-1] > 50_000].max() < 0.03  # smaller ones may be new towns that grow


def test_rents_and_wages_stay_within_reason(plan, hong_kong):
    built = plan.path.floor > 1e4
    rent = plan.path.rent / np.asarray(hong_kong.calibrated.character.rent)
    assert rent[built].min() > 0.2
    assert rent[built].max() < 6.0
    wage = plan.path.wage / plan.path.wage[0]
    assert wage[plan.path.jobs > 100].min() > 0.5
    assert wage[plan.path.jobs > 100].max() < 2.0


def test_people_have_room(plan):
    people = plan.path.population
    floor = plan.path.floor[:, :, 0]
    lived = people > 1000
    assert (floor[lived] / people[lived]).min() > 8.0
    assert (floor[lived] / people[lived]).max() < 60.0


def test_new_towns_fill(plan, hong_kong):
    """Residents of every development area are 40 to 140% of its base and planned people."""
    region = hong_kong.region
    planned = {"KTN": 159_000, "FLN": 95_000, "HSK": 184_000, "YLS": 98_700, "STT": 155_000, "LFS": 130_000}
    for zone, more in planned.items():
        n = region.zones.index(zone)
        share = plan.path.population[-1, n] / (plan.path.population[0, n] + more)
        assert 0.4 < share < 1.4, zone


def test_books_and_certificate(plan):
    assert plan.converged
    assert plan.certificate["max_residual"] <= 1e-10
    assert max(plan.certificate["conservation"].values()) <= 1e-10
