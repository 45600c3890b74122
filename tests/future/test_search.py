"""A path near one that is known is found sooner, and is the same path."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest

import technopole as tp
from technopole.city.solve import TARGET, TOLERANCE
from technopole.future.run import followed
from technopole.future.timeline import build_timeline

LATER = 8
"""The year from which the levers of a near path differ."""


@pytest.fixture(scope="module")
def plan(city):
    return tp.load_plan(city.region, "new-town")


@pytest.fixture(scope="module")
def timeline(city, plan):
    return build_timeline(city.region, plan)[0]


@pytest.fixture(scope="module")
def other(timeline):
    """Levers that are a little different from a year on."""
    productivity = np.array(timeline.productivity)
    productivity[LATER:] += 0.01
    return replace(timeline, productivity=productivity)


def same(ours, theirs):
    for one, two in zip(jax.tree.leaves(ours.path), jax.tree.leaves(theirs.path), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-8, atol=1e-8 * max(np.abs(two).max(), 1e-300))


def places(run):
    """The run less what says how it was found."""
    told = {name: np.zeros(1) for name in ("iterations", "residual")}
    return replace(run, path=replace(run.path, **told))


def test_a_path_like_itself_takes_no_step(city, plan, timeline, new_town):
    again = followed(city, plan, timeline, like=new_town)
    assert new_town.path.iterations.sum() > 0
    assert again.path.iterations.sum() == 0
    assert again.path.residual.max() <= TARGET
    same(places(again), places(new_town))


def test_a_near_path_is_the_same_and_takes_fewer_steps(city, plan, other, new_town):
    alone, near = followed(city, plan, other), followed(city, plan, other, like=new_town)
    assert near.converged
    assert near.path.iterations[:LATER].sum() == 0
    assert near.path.iterations.sum() < 0.8 * alone.path.iterations.sum()
    same(places(near), places(alone))


@pytest.mark.parametrize("wrong", [np.nan, 1e3])
def test_what_is_said_to_be_near_and_is_not_does_no_harm(city, plan, other, new_town, wrong):
    misleading = replace(new_town, corrections=np.full_like(new_town.corrections, wrong))
    same(followed(city, plan, other, like=misleading), followed(city, plan, other))


def test_a_path_of_other_unknowns_is_of_no_use(city, plan, timeline, new_town):
    short = replace(new_town, corrections=new_town.corrections[:, 1:])
    same(followed(city, plan, timeline, like=short), new_town)


def test_a_search_may_end_at_the_tolerance(city, plan, timeline, new_town):
    early = followed(city, plan, timeline, target=TOLERANCE)
    assert early.converged
    assert TARGET < early.path.residual.max() <= TOLERANCE
    assert early.path.iterations.sum() < new_town.path.iterations.sum()
    same(places(early), places(new_town))
