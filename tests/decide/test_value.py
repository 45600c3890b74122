"""Marginal values: slopes equal differences, and what is left out is what is lost."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import technopole as tp
from technopole.decide import marginal_values, value_table
from technopole.decide.levers import RESEARCH, along, changes_of, scaled
from technopole.decide.slopes import slopes
from technopole.future.base_year import base_timeline
from technopole.future.simulate import path_of, run_years
from technopole.future.timeline import build_timeline
from technopole.indicators import measure_of

STEP = 1e-4


@pytest.fixture(scope="module")
def plan(towns):
    return tp.load_plan(towns, "new-town")


@pytest.fixture(scope="module")
def timeline(towns, plan):
    return build_timeline(towns, plan)[0]


@pytest.fixture(scope="module")
def changes(towns, plan):
    return {change.measure.id: change for change in changes_of(towns, plan)}


def path_at(city, timeline):
    levers = jax.tree.map(jnp.asarray, timeline)
    return path_of(run_years(city.structure, city.calibrated, city.growth, city.first_state, levers))


@pytest.mark.parametrize("name", ["meadow-homes", "meadow-business", "talent-scheme", "innovation-start"])
@pytest.mark.slow
def test_gradients_equal_finite_differences(city, towns, timeline, changes, name):
    goals = [measure_of(towns, *pair) for pair in (("jobs", "meadow"), ("welfare", "NORTH"))]
    ends = [lambda path, goal=goal: goal(path)[-1] for goal in goals]
    _, back, found = slopes(city, timeline, ends)
    assert found
    change = changes[name]
    up, down = (path_at(city, scaled(timeline, [change], np.array([1 + step]))) for step in (STEP, -STEP))
    for goal, slope in zip(ends, back, strict=True):
        difference = float(goal(up) - goal(down)) / (2 * STEP)
        assert along(slope, change) == pytest.approx(difference, rel=2e-4, abs=1e-7)


@pytest.mark.slow
def test_measures_of_the_ecosystem_have_slopes(city, towns):
    plan = tp.load_plan(towns, "river-park")
    timeline = build_timeline(towns, plan)[0]
    changes = [one for one in changes_of(towns, plan) if set(one.delta) & {*RESEARCH, "friction"}]
    assert {"research_money", "platform", "laboratory"} <= {name for one in changes for name in one.delta}

    def goal(path):
        return measure_of(towns, "innovation_jobs", "region")(path)[-1]

    _, (slope,), found = slopes(city, timeline, [goal])
    assert found
    for change in changes:
        up, down = (path_at(city, scaled(timeline, [change], np.array([1 + h]))) for h in (STEP, -STEP))
        difference = float(goal(up) - goal(down)) / (2 * STEP)
        assert along(slope, change) == pytest.approx(difference, rel=1e-3, abs=1e-5), change.measure.id
        assert difference != 0.0, change.measure.id


@pytest.mark.slow
def test_many_goals_go_back_over_the_same_years(city, towns, timeline):
    goals = [
        lambda path, t=t: measure_of(towns, "jobs", "meadow")(path)[t]
        for t in (5, 8, 11, 14, 17, 20, 22, 23, 25)
    ]
    values, back, _ = slopes(city, timeline, goals)
    _, last, _ = slopes(city, timeline, goals[-1:])
    assert len(back) == len(values) == 9
    assert np.allclose(back[-1].released, last[0].released)


def test_changes_add_up_to_the_plan(towns, plan, timeline, changes):
    for name in ("released", "public_floor", "demolished", "amenity", "subsidy", "admitted"):
        parts = sum(change.delta.get(name, np.zeros(1)) for change in changes.values())
        assert np.allclose(parts, getattr(timeline, name) - getattr(base_timeline(towns), name))
    assert sum(change.cost for change in changes.values()) == pytest.approx(float(timeline.cost.sum()))
    without = build_timeline(
        towns, replace(plan, measures=tuple(m for m in plan.measures if m.id != "valley-road"))
    )
    moved = scaled(timeline, [changes["valley-road"]], np.array([0.0]))
    known = np.isfinite(moved.minutes) & np.isfinite(without[0].minutes)
    assert np.allclose(moved.minutes[known], without[0].minutes[known])


def test_a_project_that_two_measures_open_stays_open_without_either(towns, plan):
    line = plan.measure("north-line")
    twice = (*plan.measures, line.model_copy(update={"id": "north-line-again", "cost": ()}))
    changes = {one.measure.id: one for one in changes_of(towns, replace(plan, measures=twice))}
    for name in ("north-line", "north-line-again"):
        assert not changes[name].adds_up
        assert changes[name].whole
        assert not changes[name].delta


def test_a_plan_that_was_changed_is_checked_anew(towns, plan):
    assert plan.is_sound_in(towns)
    assert not plan.is_sound_in(tp.load_region("two-towns"))
    homes = plan.measure("meadow-homes")
    crowded = replace(plan, measures=(homes.model_copy(update={"flats": 1e9, "floor": None}),))
    assert not crowded.is_sound_in(towns)
    with pytest.raises(tp.InputError, match="above its limit"):
        build_timeline(towns, crowded)


def test_what_cannot_be_scaled_is_marked(changes):
    assert changes["meadow-homes"].adds_up
    assert not changes["north-line"].adds_up
    assert not changes["north-line"].whole
    assert changes["old-bridge-joint-controls"].whole


@pytest.mark.slow
def test_ranking_and_check(city, plan):
    worths = marginal_values(city, plan, ["jobs@meadow", "mean_minutes@NORTH"], check=2)
    jobs = [one for one in worths if one.figure.text == "jobs@meadow"]
    assert jobs[0].change.measure.id == "meadow-business"
    assert [one.per_billion for one in jobs if one.change.cost] == sorted(
        (one.per_billion for one in jobs if one.change.cost), reverse=True
    )
    whole = tp.simulate(city, plan)
    rest = replace(plan, measures=tuple(m for m in plan.measures if m.id != "meadow-business"))
    lost = [tp.compute(run, "jobs", "meadow")[-1] for run in (whole, tp.simulate(city, rest))]
    assert jobs[0].left_out == pytest.approx(lost[0] - lost[1])
    assert jobs[0].gain == pytest.approx(jobs[0].left_out, rel=0.2)
    minutes = [one for one in worths if one.figure.text == "mean_minutes@NORTH"]
    assert minutes[0].gain < 0  # fewer minutes are better
    assert {"measure", "goal", "gain", "cost", "gain_per_billion", "left_out"} <= set(
        value_table(worths).columns
    )
    assert all(one.change.measure.id != "hills-homes" for one in worths)  # the baseline's own


def test_bad_questions_are_told_clearly(city, plan):
    with pytest.raises(tp.InputError, match="nearest: 'jobs'"):
        marginal_values(city, plan, ["jbos@meadow"])
    with pytest.raises(tp.InputError, match="2021 to 2046"):
        marginal_values(city, plan, ["jobs@meadow"], year=2070)
