"""The optimum: against trying every list, and what has to be true of any fund."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from technopole.base.errors import InputError
from technopole.funds import frontier, price, relaxation_duals, solve
from technopole.funds.program import build, removable_rules
from technopole.funds.settings import (
    Cap,
    Funder,
    Industrialisation,
    Limits,
    Minimum,
    National,
    Participation,
    Payer,
    PaymentPlace,
    Rules,
    Team,
    Terms,
)
from tests.funds.cases import approval, band, brute_force, make_problem, random_problem

GAP = 2e-6
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("theta", [0.0, 0.1, 1.0])
@pytest.mark.parametrize(("tau", "carry"), [(0.0, 0.0), (0.1, 1.0), (0.2, 0.5)])
def test_brute_force_agrees_on_budgets_and_bands(seed, theta, tau, carry):
    problem = random_problem(seed, rules=Rules(return_band=band(theta)), tau=tau, carry=carry)
    assert solve(problem).value == pytest.approx(brute_force(problem), rel=GAP)


@pytest.mark.parametrize("seed", range(2))
def test_brute_force_agrees_at_fifteen_proposals(seed):
    problem = random_problem(seed, 15, rules=Rules(return_band=band(0.05)), tau=0.1)
    assert solve(problem).value == pytest.approx(brute_force(problem), rel=GAP)


def test_brute_force_agrees_with_three_sides_and_a_band_over_the_period():
    problem = random_problem(5, 7, sides=3, rules=Rules(return_band=band(0.05, "period")), tau=0.1)
    assert solve(problem).value == pytest.approx(brute_force(problem), rel=GAP)


@pytest.mark.parametrize("mode", ["dual", "contributors", "lead", "weighted"])
def test_brute_force_agrees_on_approval(mode):
    problem = random_problem(3, 9, rules=Rules(approval=approval(mode)), bar=65.0)
    score, spends = problem.proposals.score, problem.proposals.spending.sum(axis=2) > 0
    over = score >= 65
    allowed = {
        "dual": over.all(axis=1),
        "contributors": (over | ~spends).all(axis=1),
        "lead": over[np.arange(9), problem.proposals.lead],
        "weighted": score.mean(axis=1) >= 65,
    }[mode]
    assert 0 < allowed.sum() < 9
    assert solve(problem).value == pytest.approx(brute_force(problem, allowed=allowed), rel=GAP)


def test_brute_force_agrees_on_teams():
    for team in (
        Team(mode="cross-border", least_sides=2, least_share=0.2),
        Team(mode="single-only"),
        Team(mode="single-up-to", single_share=0.1),
    ):
        problem = random_problem(8, 10, rules=Rules(team=team))
        spent = problem.proposals.spending.sum(axis=2)
        share = spent / spent.sum(axis=1, keepdims=True)
        single = (spent > 0).sum(axis=1) == 1
        total = spent.sum(axis=1)
        allowed = {"cross-border": (share >= 0.2).sum(axis=1) >= 2, "single-only": single}.get(team.mode)

        def fits(awards, mode=team.mode, total=total, single=single):
            return mode != "single-up-to" or awards @ (total * single) <= 0.1 * (awards @ total) + 1e-9

        expected = brute_force(problem, allowed=allowed, fits=fits)
        assert solve(problem).value == pytest.approx(expected, rel=GAP)


def test_brute_force_agrees_on_caps_minima_and_limits():
    young = np.arange(10) % 3 == 0
    institutions = tuple("AB"[n % 2] for n in range(10))
    rules = Rules(
        institution_cap=Cap(share=0.3), minimum=(Minimum(of="early-career", share=0.2),), limits=Limits()
    )
    problem = random_problem(11, 10, rules=rules, early_career=young, institution=institutions)
    researchers = problem.proposals.spending * 2
    object.__setattr__(problem.proposals, "researchers", researchers)
    object.__setattr__(problem, "free_researchers", researchers.sum(axis=0) * 0.4)
    total, budget = problem.proposals.total, problem.budget.sum()
    of_a = np.array([name == "A" for name in institutions])

    def fits(awards):
        used = np.einsum("p,pky->ky", awards, researchers)
        capped = max(awards @ (total * of_a), awards @ (total * ~of_a)) <= 0.3 * budget + 1e-9
        return (
            capped
            and awards @ (total * young) >= 0.2 * budget - 1e-9
            and (used <= problem.free_researchers + 1e-9).all()
        )

    expected = brute_force(problem, fits=fits)
    assert expected > 0
    assert solve(problem).value == pytest.approx(expected, rel=GAP)


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.sampled_from([0.0, 0.1]))
@pytest.mark.slow
def test_frontier_never_falls_and_begins_at_the_virtual_pot(seed, tau):
    problem = random_problem(seed, 12, tau=tau)
    points = frontier(problem, (0.0, 0.05, 0.2, 1.0))
    values = [point.value for point in points]
    assert values == sorted(values)
    own = {f"f{k}": (f"s{k}",) for k in range(2)}
    virtual = problem.with_rules(payment_place=PaymentPlace(at=own))
    assert values[0] == pytest.approx(solve(virtual).value, rel=GAP)
    assert values[-1] == pytest.approx(solve(problem).value, rel=GAP)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
@pytest.mark.slow
def test_taking_any_rule_away_never_lowers_the_value(seed):
    rules = Rules(
        approval=approval("dual"),
        team=Team(mode="single-up-to", single_share=0.3),
        return_band=band(0.05),
        institution_cap=Cap(share=0.4),
        minimum=(Minimum(of="early-career", share=0.3, penalty=30.0),),
        industrialisation=Industrialisation(at=("s0",)),
        terms=Terms(ceiling=5.0, months=24),
    )
    draw = np.random.default_rng(seed)
    problem = random_problem(
        seed, 12, rules=rules, bar=50.0, tau=0.05,
        institution=tuple(draw.choice(["A", "B", "C"], 12)),
        early_career=draw.random(12) < 0.4,
        industrialisation=draw.integers(-1, 2, 12),
        months=draw.choice([12.0, 36.0], 12),
    )  # fmt: skip
    found = solve(problem)
    for rule in removable_rules(problem):
        gone = () if rule.name == "minimum" else None
        without = solve(problem.with_rules(**{rule.name: gone})).value
        assert without >= found.value - GAP * abs(found.value)


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.sampled_from([0.0, 0.15]), st.sampled_from([0.0, 0.5, 1.0]))
def test_money_in_is_money_out_and_wedge(seed, tau, carry):
    problem = random_problem(seed, 12, tau=tau, carry=carry)
    found = solve(problem)
    asked = problem.proposals.spending[found.awarded].sum()
    assert found.paid.sum() == pytest.approx(asked + found.wedge.sum() + found.overhead.sum(), abs=1e-9)
    assert found.between.sum() == pytest.approx(asked, abs=1e-9)
    across = found.between.sum() - np.trace(found.between)
    assert found.wedge.sum() == pytest.approx(across * tau / (1 - tau), abs=1e-9)
    assert found.by_zone.sum() == pytest.approx(asked, abs=1e-9)
    assert max(found.books().values()) < 1e-8
    assert found.gap <= 1e-6


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.sampled_from([0.0, 0.2]))
def test_price_of_the_return_rule(seed, tau):
    """One period: |lambda_1 - lambda_2| at tauK = 0, lambda_2 - lambda_1 / (1 - tauK) with it."""
    problem = random_problem(seed, 30, years=1, tau=tau, rules=Rules(return_band=band(0.02)))
    duals = {row: dual for _, row, dual in relaxation_duals(build(problem))}
    worth = [duals.get(f"budget of f{k} in 2027", 0.0) for k in range(2)]
    price_of_band = abs(duals.get("return band of s0 in 2027", 0.0))
    if price_of_band:
        giver = int(worth[1] < worth[0])  # money goes where it is worth more
        low, high = worth[giver], worth[1 - giver]
        assert price_of_band == pytest.approx(high - low / (1 - tau), abs=1e-6)
    else:
        assert max(worth) <= min(worth) / (1 - tau) + 1e-6


def test_shapley_shares_add_up_to_the_cost_of_all():
    rules = Rules(approval=approval("dual"), return_band=band(0.0), terms=Terms(ceiling=4.0))
    problem = random_problem(4, 14, rules=rules, bar=55.0)
    prices = price(problem)
    shares = sum(one.shapley for one in prices.rules)
    assert shares == pytest.approx(prices.without_any - prices.value, abs=1e-6)
    free = problem.with_rules(approval=None, return_band=None, terms=None)
    assert prices.without_any == pytest.approx(solve(free).value, rel=GAP)
    for one in prices.rules:
        alone = solve(problem.with_rules(**{one.rule: None})).value - prices.value
        assert one.cost == pytest.approx(alone, abs=GAP * prices.value)
    assert all(worth >= 0 for _, _, worth in prices.budgets)


def test_national_projects_are_paid_jointly_within_bounds():
    cost = np.zeros((3, 2, 1))
    cost[:, 0, 0] = (2.0, 2.0, 1.0)
    rule = National(
        chief="s0", payers=(Payer(funder="f0", low=0.4, high=0.6), Payer(funder="f1", low=0.4, high=0.6))
    )
    problem = make_problem(
        cost, [[90, 90], [80, 80], [70, 70]], [[1.2], [1.0]], rules=Rules(national=rule),
        national=np.array([True, True, False]),
    )  # fmt: skip
    found = solve(problem)
    shares = found.money[0].sum(axis=(1, 2)) / 2.0
    assert found.awarded.tolist() == [True, False, False]
    assert ((shares >= 0.4 - 1e-9) & (shares <= 0.6 + 1e-9)).all()
    assert solve(problem.with_rules(national=None)).value >= found.value


def test_participation_gives_each_side_what_its_own_pot_would():
    cost = np.array([[[1.0], [0.0]], [[0.0], [1.0]]])
    problem = make_problem(cost, [[90, 0], [40, 60]], [[1.0], [0.0]])
    assert solve(problem).awarded.tolist() == [False, True]
    fair = solve(problem.with_rules(participation=Participation()))
    assert fair.awarded.tolist() == [True, False]


def test_a_common_pot_counts_for_those_who_filled_it():
    cost = np.array([[[0.0], [2.0]]])
    problem = make_problem(cost, [[80, 80]], [[1.0], [1.0]], tau=0.2)
    pot = (Funder(id="pot", filled_by={"s0": 0.5, "s1": 0.5}),)
    study = problem.study.model_copy(update={"funders": pot})
    object.__setattr__(problem, "study", study)
    object.__setattr__(problem, "budget", np.array([[2.3]]))
    found = solve(problem)
    assert found.between.tolist() == [[0.0, 1.0], [0.0, 1.0]]
    assert found.wedge.sum() == pytest.approx(0.25)


def test_what_is_worth_less_than_nothing_is_never_awarded():
    problem = random_problem(1, 8)
    value = np.where(np.arange(8) < 4, -1.0, 1.0)
    assert not solve(problem.with_value(value)).awarded[:4].any()


def test_clashing_rules_are_named_and_no_others():
    rules = Rules(
        approval=approval("dual"),
        minimum=(Minimum(of="early-career", share=0.5), Minimum(of="single", share=0.01)),
        return_band=band(0.5),
        institution_cap=Cap(share=0.9),
    )
    young = np.arange(8) == 0
    problem = random_problem(2, 8, rules=rules, bar=41.0, early_career=young)
    with pytest.raises(InputError) as error:
        solve(problem)
    said = str(error.value)
    assert "for early-career proposals" in said
    assert "for single proposals" not in said
    assert "return band" not in said
    assert "cap of" not in said


def test_a_clash_with_budgets_names_the_budgets():
    rules = Rules(minimum=(Minimum(of="early-career", share=0.9),))
    cost = np.array([[[1.0], [0.0]], [[0.0], [1.0]]])
    problem = make_problem(
        cost, [[50, 50], [60, 60]], [[0.5], [0.4]], rules=rules, early_career=np.array([True, True])
    )
    with pytest.raises(InputError, match=r"minimum of .* for early-career") as error:
        solve(problem)
    assert "budget of f0 in 2027" in str(error.value)
    assert "budget of f1 in 2027" in str(error.value)


def test_a_soft_minimum_costs_its_penalty_instead():
    rules = Rules(minimum=(Minimum(of="early-career", share=0.5, penalty=10.0),))
    problem = random_problem(2, 8, rules=rules)
    found = solve(problem)
    missing = 0.5 * problem.budget.sum()
    assert found.short == pytest.approx([missing])
    assert found.value == pytest.approx(found.awarded @ problem.value - 10 * missing, rel=GAP)


def test_the_same_fund_gives_the_same_bytes():
    one, two = (solve(random_problem(6, 14, tau=0.1)) for _ in range(2))
    assert one.money.tobytes() == two.money.tobytes()


def test_order_of_proposals_does_not_matter():
    problem = random_problem(7, 12, tau=0.1)
    cost, score = problem.proposals.spending[::-1], problem.proposals.score[::-1]
    turned = make_problem(cost, score, problem.budget, tau=0.1)
    assert solve(turned).value == pytest.approx(solve(problem).value, rel=GAP)
