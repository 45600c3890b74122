"""Verdicts on planted truths: what was put into the draws is found, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.decide.claims import Verdict, load_claims
from technopole.decide.claims.judge import Judged, slack_of
from technopole.decide.splits import best_split, flips

DRAWS = 200


def planted(*columns):
    """A figure in each future of a claim, the same in all draws but for some noise."""
    noise = np.random.default_rng(3).normal(0, 1, (DRAWS, 1))
    return np.array([columns], dtype=float) + noise


def verdict(kind, values, **more):
    return Judged(slack_of(kind, values, **more)).verdict


def test_a_planted_necessary_condition_is_found():
    assert verdict("necessary", planted(120, 60), goal=100.0) == "supported"
    assert verdict("necessary", planted(120, 110), goal=100.0) == "not supported"  # reached without it too
    assert verdict("necessary", planted(90, 60), goal=100.0) == "not supported"  # not reached with it either


def test_a_planted_complementarity_is_found():
    both, neither, one, other = 100, 0, 30, 20
    assert verdict("complements", planted(both, neither, one, other)) == "supported"
    assert verdict("complements", planted(50.0001, neither, one, other), by=5.0) == "not supported"
    assert Judged(slack_of("complements", planted(both, neither, one, other))).margin == pytest.approx(50)


def test_other_kinds():
    assert verdict("raises", planted(10, 5)) == "supported"
    assert verdict("raises", planted(10, 5), by=6.0) == "not supported"
    assert verdict("lowers", planted(10, 5)) == "not supported"
    assert verdict("raises", planted(5, 5)) == "not supported"  # no difference is no rise
    assert verdict("raises", planted(5e3 + 1e-6, 5e3)) == "not supported"  # nor are last digits
    assert verdict("raises", planted(5e3 + 1e-2, 5e3)) == "supported"
    assert verdict("sufficient", planted(120, 60), goal=100.0) == "supported"
    assert verdict("reaches", planted(90), goal=100.0, at_most=True) == "supported"
    assert verdict("robust", planted(120, 110, 80), goal=100.0) == "not supported"


def test_a_goal_missed_by_less_than_its_digits_is_met():
    assert verdict("reaches", np.full((5, 1), 99.95), goal=100.0) == "supported"
    assert verdict("reaches", np.full((5, 1), 99.85), goal=100.0) == "not supported"
    assert verdict("reaches", np.full((5, 1), 100.05), goal=100.0, at_most=True) == "supported"


def test_paths_that_were_not_found_are_left_out_and_counted():
    judged = Judged(np.array([1.0, np.nan, 2.0, -1.0]))
    assert judged.probability == pytest.approx(2 / 3)
    assert judged.known.sum() == 3
    assert judged.verdict == "depends"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.floats(-1e6, 1e6))
def test_raises_and_lowers_cannot_both_hold(values, other):
    pair = np.array([[value, other] for value in values])
    rises, falls = (Judged(slack_of(kind, pair)) for kind in ("raises", "lowers"))
    assert not (rises.holds & falls.holds).any()


def test_the_assumption_that_decides_is_found():
    cube = np.random.default_rng(1).random((DRAWS, 6))
    holds = cube[:, 2] < 0.7
    found = flips([f"p{i}" for i in range(6)], cube, holds)
    assert [split.assumption for split in found] == ["p2"]
    assert not found[0].below
    assert found[0].value == pytest.approx(0.7, abs=0.05)
    assert found[0].probability < 0.1
    assert found[0].otherwise > 0.9
    assert "above 0.7" in found[0].words or "above 0.6" in found[0].words


def test_chance_is_not_taken_for_an_assumption():
    generator = np.random.default_rng(2)
    for _ in range(20):
        cube = generator.random((64, 80))
        assert not flips([str(i) for i in range(80)], cube, generator.random(64) < 0.6)


def test_nothing_turns_what_always_holds():
    cube = np.random.default_rng(1).random((50, 2))
    assert flips(["a", "b"], cube, np.ones(50, dtype=bool)) == []
    assert best_split("a", cube[:, 0], np.ones(50, dtype=bool), majority=True) is None


def test_samples_are_the_figure_of_each_future_in_the_draws_found(towns):
    asked = next(one for one in load_claims(towns) if one.claim.kind == "raises")
    values = np.array([[3.0, 1.0], [np.nan, 1.0], [2.0, 4.0]])
    slack = slack_of("raises", values)
    found = Verdict(asked, Judged(slack), (), values)
    assert found.samples() == [
        {"future": asked.cases[0].words, "values": [3.0, 2.0]},
        {"future": asked.cases[1].words, "values": [1.0, 4.0]},
    ]
    assert found.plain()["draws"] == 2
    assert found.plain()["figure"] == asked.figure.text
