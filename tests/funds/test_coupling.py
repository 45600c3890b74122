"""A fund inside a scenario, with a goal that has falling returns."""

from __future__ import annotations

import numpy as np
import pytest

from technopole.funds import portfolio, relinearise, scenario_value, scheme_problem


@pytest.fixture(scope="module")
def problem():
    return scheme_problem("co-managed-real-pot", 40, 2).with_rules(limits=None, minimum=(), approval=None)


def gradient_of_roots(problem, scale=3.0):
    """Gradient of the sum of sqrt(scale + money) over zones and years: returns fall where money is."""

    def gradient(money):
        here = money.sum(axis=0)
        return np.broadcast_to(0.5 / np.sqrt(scale + here), (len(problem.sides), *here.shape))

    return gradient


def test_value_is_merit_by_gradient_where_and_when_money_is_spent(problem):
    value = np.zeros((len(problem.sides), len(problem.zones), len(problem.years)))
    value[0, 0, 1] = 2.0
    proposals = problem.proposals
    merit = proposals.score.mean(axis=1) / 100
    expected = proposals.additionality * merit * 2.0 * proposals.cost[:, 0, 0, 1]
    assert scenario_value(problem, value) == pytest.approx(expected)


def test_money_by_zone_is_what_awards_cost_there(problem):
    value = np.ones((len(problem.sides), len(problem.zones), len(problem.years)))
    solved, money = portfolio(problem, value)
    assert solved.awarded.any()
    spent = problem.proposals.cost[solved.awarded].sum(axis=(0, 1))
    assert money.sum(axis=0) == pytest.approx(spent, abs=1e-9)


def test_negative_gradients_award_nothing(problem):
    value = -np.ones((len(problem.sides), len(problem.zones), len(problem.years)))
    solved, money = portfolio(problem, value)
    assert not solved.awarded.any()
    assert not money.any()


def test_relinearising_settles_and_does_no_worse_than_the_first_round(problem):
    def goal(money):
        return np.sqrt(3.0 + money.sum(axis=0)).sum()

    done = relinearise(problem, gradient_of_roots(problem), rounds=15)
    assert done.settled
    assert done.rounds[-1].turned == 0
    assert [one.number for one in done.rounds] == list(range(1, len(done.rounds) + 1))
    first, money = portfolio(problem, gradient_of_roots(problem)(np.zeros_like(done.portfolio.by_zone)))
    assert first.awarded.sum() == done.rounds[0].awards
    assert goal(done.portfolio.by_zone) >= goal(money) - 0.01 * goal(money)


def test_a_constant_gradient_settles_in_two_rounds(problem):
    constant = np.ones((len(problem.sides), len(problem.zones), len(problem.years)))
    done = relinearise(problem, lambda _: constant)
    assert done.settled
    assert len(done.rounds) == 2
