"""Targets worked backwards: met at least cost, or a planted impossibility found and worded right."""

from __future__ import annotations

import numpy as np
import pytest

import technopole as tp
from technopole.decide import read_targets, work_backwards

PEOPLE = {"indicator": "population", "scope": "meadow", "at_least": 30000}
JOBS = {"indicator": "jobs", "scope": "meadow", "at_least": 12000}
LEVERS = [{"measure": "meadow-homes", "high": 1.5}, {"measure": "meadow-business", "high": 2}]


def asked(towns, targets, levers=LEVERS, plan="new-town"):
    return read_targets(towns, {"plan": plan, "targets": targets, "levers": levers})


@pytest.mark.slow
def test_targets_are_met_at_least_cost(towns, city):
    found = work_backwards(city, asked(towns, [PEOPLE, JOBS]))
    assert found.feasible
    assert found.because == ""
    told = found.plain()
    assert all(row["met"] for row in told["targets"])
    assert told["targets"][0]["value"] == pytest.approx(30000, rel=1e-3)  # no more than is needed
    problem, settings = found.problem, found.settings
    for lever in range(2):  # any less of either misses a target
        less = settings - 0.02 * np.eye(2)[lever]
        assert problem.slack(less).min() < -1e-4


@pytest.mark.slow
def test_prices_are_what_one_more_costs(towns, city):
    here = work_backwards(city, asked(towns, [PEOPLE, JOBS]))
    more = work_backwards(city, asked(towns, [PEOPLE | {"at_least": 30300}, JOBS]))
    cost = more.problem.cost(more.settings) - here.problem.cost(here.settings)
    assert here.prices[0] == pytest.approx(cost / 300, rel=0.05)


@pytest.mark.slow
def test_a_planted_impossible_target_is_found(towns, city):
    found = work_backwards(city, asked(towns, [PEOPLE, JOBS | {"at_least": 500000}]))
    assert not found.feasible
    assert found.clash == (1,)
    assert found.because.startswith(
        "Infeasible because jobs@meadow at least 500,000 is out of reach: closest is"
    )
    assert found.prices[1] == pytest.approx(1.0, abs=0.05)
    assert found.bounds[1] > 0  # more business floor would bring it closer


@pytest.mark.slow
def test_a_planted_clash_is_found_and_worded(towns, city):
    """Few people and many homes let cannot be had together; jobs are no part of it."""
    few = {"indicator": "population", "scope": "meadow", "at_most": 15000}
    found = work_backwards(city, asked(towns, [PEOPLE, few, JOBS]))
    assert not found.feasible
    assert set(found.clash) == {0, 1}
    assert "population@meadow at least 30,000 and population@meadow at most 15,000 clash" in found.because
    both = found.problem.slack(found.settings)
    assert both[0] < 0
    assert both[1] < 0


@pytest.mark.slow
def test_levers_at_their_bounds_are_priced(towns, city):
    found = work_backwards(
        city, asked(towns, [PEOPLE], [*LEVERS, {"measure": "meadow-park-and-schools", "high": 1}])
    )
    parks = found.plain()["levers"][2]
    assert parks["setting"] == pytest.approx(1.0)  # cheap for what it brings
    assert parks["saving_a_unit_of_bound"] > 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"targets": [PEOPLE | {"indicator": "populaton"}]}, "nearest: 'population'"),
        ({"targets": [PEOPLE | {"year": 2070}]}, "2021 to 2046"),
        ({"targets": [{"indicator": "jobs"}]}, "either at_least or at_most"),
        ({"levers": [{"measure": "meadow-hoems"}]}, "nearest: 'meadow-homes'"),
        ({"levers": [{"measure": "meadow-homes", "low": 2, "high": 1}]}, "below `low`"),
        ({"levers": [LEVERS[0], LEVERS[0]]}, "twice"),
        ({"levers": []}, "at least 1"),
        ({"plan": "new-twon"}, "nearest: 'new-town'"),
        ({"lever": []}, "nearest: 'levers'"),
    ],
)
def test_bad_questions_are_told_clearly(towns, change, words):
    with pytest.raises(tp.InputError, match=words):
        read_targets(towns, {"plan": "new-town", "targets": [PEOPLE], "levers": LEVERS} | change)


def test_levers_that_cannot_be_are_refused(towns, city):
    with pytest.raises(tp.InputError, match="no more of it than all"):
        work_backwards(city, asked(towns, [PEOPLE], [{"measure": "north-line", "high": 2}]))
    with pytest.raises(tp.InputError, match="No lever costs anything"):
        work_backwards(city, asked(towns, [PEOPLE], [{"measure": "talent-scheme"}]))


@pytest.mark.slow
def test_room_for_floor_is_kept(towns, city):
    levers = [{"measure": "meadow-homes", "high": 40, "cost": 1e9}]
    found = work_backwards(city, asked(towns, [PEOPLE | {"at_least": 1e6}], levers))
    rows, limits, zones = found.problem.land
    assert zones == ["meadow"]
    assert (rows @ found.settings <= limits + 1e-6).all()
    assert found.settings[0] < 40
