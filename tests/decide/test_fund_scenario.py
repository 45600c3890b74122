"""A joint fund in a scenario: fitted to the region, valued by the goal's slope, followed with the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import yaml

import technopole as tp
from technopole.base import InputError
from technopole.base.innovation import FLOWS, PERFORMERS
from technopole.decide.fund import ask, fit_to_region, scenario_answer, scenario_texts
from technopole.funds import Effort, scheme_problem
from technopole.future.timeline import build_timeline
from technopole.plans import TimelineBuilder, make_plan

CAPITAL = FLOWS.index("capital")
ZONES = {"NORTH": ("harbour", "mills"), "SOUTH": ("market", "foundry")}


def in_two_towns(proposals=24, seed=1, **rules):
    """The co-managed fund with its two sides and their zones named as the region's."""
    problem = scheme_problem("co-managed-real-pot", proposals, seed)
    names = dict(zip(problem.sides, ZONES, strict=True))
    sides = tuple(side.model_copy(update={"id": names[side.id]}) for side in problem.study.sides)
    funders = tuple(f.model_copy(update={"side": names[f.side]}) for f in problem.study.funders)
    years = tuple(range(2025, 2025 + len(problem.years)))
    update = {"sides": sides, "funders": funders, "years": years, "currency": "NOR m"}
    zones = tuple(zone for pair in ZONES.values() for zone in pair)
    by_side = problem.proposals.cost.sum(axis=2)
    cost = np.zeros((*by_side.shape[:2], len(zones), by_side.shape[2]))
    for p in range(len(by_side)):
        for k in range(2):
            cost[p, k, 2 * k + p % 2] = by_side[p, k]
    study = problem.study.model_copy(update=update)
    moved = replace(
        problem, study=study, zones=zones, proposals=replace(problem.proposals, cost=cost)
    ).with_rules(limits=None, minimum=(), institution_cap=None)
    return moved.with_rules(**rules)


@pytest.fixture(scope="module")
def plan(towns):
    return tp.load_plan(towns, "new-town")


@pytest.fixture(scope="module")
def timeline(towns, plan):
    return build_timeline(towns, plan)[0]


@pytest.fixture(scope="module")
def fitted(towns, timeline):
    return fit_to_region(in_two_towns(), towns, timeline, amount=3e8)


@pytest.fixture(scope="module")
def asked(city, plan):
    return ask(
        city, plan, in_two_towns(), "innovation_jobs@region", amount=2e7, rounds=6, effort=Effort(gap=1e-4)
    )


def test_a_fund_is_as_large_as_asked_and_loses_what_the_plan_says(towns, timeline, fitted):
    assert fitted.problem.budget.sum() * fitted.unit == pytest.approx(3e8)
    lost = np.asarray(timeline.friction)[fitted.when, CAPITAL, :2, :2]
    assert fitted.problem.study.friction.value == pytest.approx(lost[:, 0, 1].mean())
    grown = fitted.problem.proposals.total / in_two_towns().proposals.total
    assert np.ptp(grown) < 1e-9


def test_what_is_sent_arrives_where_it_is_due(towns, timeline, fitted):
    delivered = np.zeros((2, 4, 3))
    delivered[0, 0, 0], delivered[0, 2, 1] = 5.0, 7.0  # at home, and across the border
    levers = fitted.levers(timeline, delivered)
    more = np.asarray(levers.research_money) - np.asarray(timeline.research_money)
    funders = list(towns.tables["funders"]["funder"])
    north, university = funders.index("north_government"), PERFORMERS.index("higher_education")
    tau = towns.parameters.get("capital_friction")
    years = list(towns.years)
    home = more[years.index(2025), north, university, towns.zones.index("harbour")]
    away = more[years.index(2026), north, university, towns.zones.index("market")]
    assert home.sum() == pytest.approx(5e6)
    assert away.sum() == pytest.approx(7e6 / (1.0 - tau))
    assert more.sum() == pytest.approx(home.sum() + away.sum())


def test_every_misfit_is_named_at_once(towns, timeline):
    problem = in_two_towns()
    wrong = replace(
        problem,
        zones=("harbor", "market", "mills", "foundry"),
        study=problem.study.model_copy(update={"years": (2020, 2025, 2026), "currency": "EUR m"}),
    )
    with pytest.raises(InputError) as caught:
        fit_to_region(wrong, towns, timeline, amount=-1.0, payers={"NORTH": "north_goverment"},
                      performer="universities", stage="reserch")  # fmt: skip
    said = " ".join(f"{one.what} {one.remedy}" for one in caught.value.findings)
    for words in ("harbor", "harbour", "lies on side 'SOUTH'", "2020", "EUR m", "north_government",
                  "universities", "reserch", "research", "An amount of -1"):  # fmt: skip
        assert words in said, words


def test_a_side_the_region_does_not_have_is_named(towns, timeline):
    with pytest.raises(InputError, match="HK"):
        fit_to_region(scheme_problem("co-managed-real-pot", 10), towns, timeline)


@pytest.mark.slow
def test_awards_repeat_and_rounds_are_told(asked):
    rounds = asked.solved.rounds
    assert asked.solved.settled
    assert rounds[-1].turned == 0
    assert [one.number for one in rounds] == list(range(1, len(rounds) + 1))
    assert rounds[0].turned == rounds[0].awards > 0


@pytest.mark.slow
def test_the_goal_moves_as_its_slope_says(asked):
    """A small fund: value per unit of money, times money, is what following the plan gives."""
    portfolio = asked.solved.portfolio
    proposals = portfolio.problem.proposals
    merit = portfolio.problem.value / np.maximum(proposals.total, 1e-300)
    weight = proposals.additionality * proposals.score.mean(axis=1) / 100.0
    slope = (merit / weight * proposals.total)[portfolio.awarded].sum()  # unweighted: money is money
    assert asked.full - asked.without == pytest.approx(slope, rel=0.02)


@pytest.mark.slow
def test_the_measure_written_is_the_money_that_was_sent(towns, plan, timeline, asked):
    texts = scenario_texts(asked, ("firm",) * len(asked.solved.portfolio.awarded))
    (measure,) = yaml.safe_load(texts["scenario-measure.yaml"])
    measure["amount"] = float(measure["amount"])
    builder = TimelineBuilder.compiled(towns, make_plan(towns, {"id": "x", "measures": [measure]}).measures)
    sent = asked.fitted.levers(timeline, asked.solved.portfolio.by_zone).research_money
    expected = np.asarray(sent) - np.asarray(timeline.research_money)
    found = builder.innovation.research_money
    assert found.sum() == pytest.approx(expected.sum(), rel=1e-3)
    assert np.abs(found - expected).max() <= 1e-6 * measure["amount"]
    paid = builder.ledger.by_year(towns, builder.years).sum()
    assert paid == pytest.approx(asked.solved.portfolio.paid.sum() * asked.fitted.unit, rel=1e-3)


@pytest.mark.slow
def test_the_answer_has_the_keys_users_read_and_its_books_close(asked):
    answer = scenario_answer(asked, ("firm",) * len(asked.solved.portfolio.awarded))
    assert answer["rounds"][0].keys() == {"number", "awards", "turned", "value", "money"}
    assert answer["settled"] is True
    assert len(answer["awards"]) == answer["awarded"]
    assert answer["gain"] == pytest.approx(answer["goal_with"] - answer["goal_without"])
    arrived = sum(row["amount"] for row in answer["by_zone"])
    overhead = asked.solved.portfolio.overhead.sum() * asked.fitted.unit
    assert answer["paid"] == pytest.approx(arrived + answer["lost_at_border"] + overhead)
    assert max(answer["books"].values()) < 1e-6
    assert "upper bounds" in answer["caveat"]
