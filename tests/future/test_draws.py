# ruff: noqa: PD011 - draws are no table
"""Draws of parameters: stated margins, stated correlations, the same numbers whoever computes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import technopole as tp
from technopole.base.innovation import FLOWS
from technopole.future.drawn import IN_LEVERS
from technopole.future.timeline import build_timeline
from technopole.region.changes import parse_setting, with_parameters

MANY = 4000


@pytest.fixture(scope="module")
def draws(towns):
    return tp.draw_parameters(towns, 5, seed=3)


def test_margins_are_as_stated(towns):
    drawn = tp.draw_parameters(towns, MANY, seed=1)
    for position, (name, label) in enumerate(drawn.names):
        low, high = towns.parameters.range(name, label)
        leaf = towns.parameters.leaf(name, label)
        values = drawn.values[:, position]
        assert low <= values.min()
        assert values.max() <= high
        mean = (low + leaf.value + high) / 3.0  # of a triangular distribution
        spread = np.sqrt(
            (low**2 + leaf.value**2 + high**2 - low * leaf.value - low * high - leaf.value * high) / 18
        )
        assert abs(values.mean() - mean) < 5 * spread / np.sqrt(MANY)


def test_a_standard_error_is_a_normal_distribution():
    region = tp.load_region("hong-kong-shenzhen")
    drawn = tp.draw_parameters(region, MANY, seed=1, names=["epsilon"])
    assert drawn.names == (("epsilon", ""),)
    assert drawn.values.mean() == pytest.approx(6.69, abs=0.01)
    assert drawn.values.std() == pytest.approx(0.09, rel=0.05)


def test_a_draw_depends_on_nothing_but_its_seed_and_name(towns, draws):
    more = tp.draw_parameters(towns, 9, seed=3)
    np.testing.assert_array_equal(more.values[:5], draws.values)
    alone = tp.draw_parameters(towns, 5, seed=3, names=["nu"])
    np.testing.assert_array_equal(alone.values[:, 0], draws.values[:, draws.names.index(("nu", ""))])
    assert draws.select([4])[0] == draws[4]
    assert (tp.draw_parameters(towns, 5, seed=4).values != draws.values).any()


def correlated(towns, rows):
    frame = pd.DataFrame(rows, columns=["parameter", "other", "correlation"])
    return replace(towns, tables={**towns.tables, "correlations": frame})


def test_correlations_are_as_stated_and_leave_margins_alone(towns):
    region = correlated(towns, [("nu", "beta.local", 0.8), ("nu", "own_zone_bonus", -0.5)])
    together = tp.draw_parameters(region, MANY, seed=1, names=["nu", "beta.local", "own_zone_bonus"])
    found = np.corrcoef(together.values.T)
    assert found[0, 1] == pytest.approx(0.8, abs=0.03)
    assert found[0, 2] == pytest.approx(-0.5, abs=0.04)
    low, high = towns.parameters.range("nu")
    assert low <= together.values[:, 0].min() <= together.values[:, 0].max() <= high


def test_impossible_correlations_are_refused(towns):
    pairs = [("nu", "beta.local", 0.9), ("nu", "own_zone_bonus", 0.9), ("beta.local", "own_zone_bonus", -0.9)]
    with pytest.raises(tp.InputError, match="contradict each other"):
        tp.draw_parameters(correlated(towns, pairs), 2)


def test_names_are_checked_all_at_once(towns):
    with pytest.raises(tp.InputError) as caught:
        tp.draw_parameters(towns, 2, names=["nuu", "eta", "beta.locall"])
    assert len(caught.value.findings) == 3
    assert "nearest: 'nu'" in str(caught.value)


def test_a_draw_is_the_city_calibrated_with_its_parameters(towns, city, draws):
    """The quick way (Broyden from the central city's Jacobian) ends where the long way does."""
    plan = tp.load_plan(towns, "new-town")
    quick = list(tp.simulate_draws(city, [plan], draws, workers=2))
    assert [drawn.index for drawn in quick] == list(range(5))
    slow = tp.simulate(tp.calibrate(with_parameters(towns, draws[2])), plan)
    run = quick[2].runs[0]
    assert run.converged
    assert run.certificate["max_residual"] <= 1e-10
    assert max(run.certificate["conservation"].values()) <= 1e-10
    np.testing.assert_allclose(run.path.population, slow.path.population, rtol=1e-8, atol=1e-4)
    np.testing.assert_allclose(run.path.rent, slow.path.rent, rtol=1e-8)
    np.testing.assert_array_equal(run.timeline.minutes, slow.timeline.minutes)


def test_threads_do_not_change_a_byte(towns, city, draws):
    plan = tp.load_plan(towns, "new-town")
    one, two = (
        [drawn.runs[0].path.rent for drawn in tp.simulate_draws(city, [plan], draws, workers=workers)]
        for workers in (1, 2)
    )
    np.testing.assert_array_equal(one, two)


def test_other_parameters_make_another_region(towns):
    changed = with_parameters(towns, {("crossing_capacity_multiple", ""): 2.0, ("lambda", "local"): 0.01})
    assert changed.fingerprint != towns.fingerprint
    assert changed.parameters.by("lambda", ("local",))[0] == 0.01
    assert towns.parameters.by("lambda", ("local",))[0] == 0.0
    with pytest.raises(tp.InputError, match=r"out of bounds.*0\.0001 to 1"):
        with_parameters(towns, {("nu", ""): 7.0})


def test_it_has_capacities_of_its_own_and_reads_the_other_tables_once():
    region = tp.load_region("hong-kong-shenzhen")
    jobs = region.array("jobs", "jobs", ["zone", "sector"])
    was = region.array("crossings", "capacity", ["crossing"])
    multiple = region.parameters.get("crossing_capacity_multiple")
    changed = with_parameters(region, {("crossing_capacity_multiple", ""): 2.0 * multiple})
    now = changed.array("crossings", "capacity", ["crossing"])
    doubled = np.isclose(now, 2.0 * was)
    assert 0 < doubled.sum() < len(was)  # the others are written
    np.testing.assert_array_equal(now[~doubled], was[~doubled])
    changed.array("jobs", "jobs", ["zone", "sector"])[:] = 0.0  # a copy
    np.testing.assert_array_equal(region.array("jobs", "jobs", ["zone", "sector"]), jobs)
    made = changed.once(("made",), lambda: jobs)
    assert region.once(("made",), lambda: None) is made


@pytest.mark.parametrize("text", ["nu", "nu=fast", "nuu=0.04", "beta.locall=0.1"])
def test_a_setting_that_cannot_be_read_is_refused(towns, text):
    with pytest.raises(tp.InputError):
        parse_setting(text, towns.parameters)


def test_a_setting(towns):
    assert parse_setting("beta.local=0.12", towns.parameters) == (("beta", "local"), 0.12)


def test_every_parameter_a_timeline_is_built_from_is_known_to_be_one(towns):
    """Levers are built again for draws of these alone: one that is forgotten would change nothing."""
    plan = tp.load_plan(towns, "new-town")
    for flow in FLOWS:
        name = f"{flow}_friction"
        assert name in IN_LEVERS
        other = with_parameters(towns, {(name, ""): 0.9 * towns.parameters.get(name) + 0.01})
        before, after = (np.asarray(build_timeline(one, plan)[0].friction) for one in (towns, other))
        assert not np.array_equal(before, after)
