"""The proposed joint fund against today's calls, in the Hong Kong-Shenzhen region and its plan.

    python examples/joint_fund_in_region.py --draws 12

A fund of HKD 10 bn, half from each government, paid in 2027 to 2031, is added to the Northern Metropolis
plan. Today's rules: a virtual pot, teams from both sides, approval by each side. Proposed: a real pot, one
joint panel, single teams may win. One change at a time. A proposal is worth additionality x merit x what a
unit of money does for the goal where and when it is spent (the model's own derivative); then the plan is
followed with each fund's money. Every draw has its own proposals and its own values of what no figure fixes:
frictions, productivity of knowledge, stages' costs and rates, and the pool's shares of teams and leads,
agreement of panels and additionality.

Read gains as upper bounds: teams are taken as filed, proposals and budgets are synthetic, scores are read as
worth, and single-goal awards leave everything else out.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from joint_fund_rules import STEPS, under_todays_rules

import technopole as tp
from technopole.base.innovation import STAGES
from technopole.decide.figures import checked
from technopole.decide.fund import Fitted, Goal, fit_to_region, followed_goal, worth_of_money
from technopole.decide.slopes import slopes
from technopole.funds import Effort, portfolio, scheme_problem
from technopole.future.drawn import simulate_draws
from technopole.future.draws import draw_parameters
from technopole.future.remembered import calibrated_city

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline
    from technopole.plans import Plan

REGION, PLAN = "hong-kong-shenzhen", "northern-metropolis"
GOALS = ("innovation_jobs@region", "innovation_jobs@HK", "innovation_jobs@north")
AMOUNT, YEARS, PROPOSALS = 10e9, 5, 80
EFFORT = Effort(gap=1e-4, seconds=60)
UNCERTAIN = (
    "capital_friction", "information_friction", "technology_friction", "talent_friction",
    "knowledge_productivity", "crowd_in_university", "match_decay", "selection_response",
    "product_retirement", "public_result_yield", "venture_response",
    *(f"{name}.{stage}" for name in ("unit_cost", "selection", "abandonment") for stage in STAGES[1:]),
)  # fmt: skip
POOL = ("lead_share_HK", "cross_border_share", "panel_agreement", "score_mean", "additionality")


@dataclass(frozen=True)
class Step:
    """One set of rules on one goal: value of awards, awards, money kept, to whom it went, jobs of the run."""

    value: float
    awards: int
    spent: float
    across: float
    to_shenzhen: float
    jobs: float


def futures(draws: int, seed: int) -> Iterator[tuple[City, Plan, Timeline]]:
    """The central future first, then one a draw: a calibrated city and the plan's levers."""
    region = tp.load_region(REGION)
    plan, city = tp.load_plan(region, PLAN), calibrated_city(region)
    yield city, plan, tp.simulate(city, plan).timeline
    chosen = draw_parameters(region, draws, seed=seed, names=UNCERTAIN)
    for drawn in simulate_draws(city, [plan], chosen, workers=1):
        if drawn.runs and drawn.runs[0].converged:
            yield drawn.runs[0].city, plan, drawn.runs[0].timeline


def pool_of(number: int, seed: int) -> dict[str, float]:
    """Figures of the synthetic pool: central ones for the central future, else drawn from their ranges."""
    if number == 0:
        return {}
    draw = np.random.default_rng([seed, number])
    table = files("technopole.funds").joinpath("pool.csv").read_text(encoding="utf-8").splitlines()
    rows = {row["quantity"]: row for row in csv.DictReader(table)}
    return {name: draw.uniform(float(rows[name]["low"]), float(rows[name]["high"])) for name in POOL}


def steps(goal: Goal, plan: Plan, fitted: Fitted, timeline: Timeline, slope: Timeline) -> list[Step]:
    """Every set of rules, one change after the other."""
    worth = worth_of_money(goal, fitted, slope)
    without = followed_goal(goal, plan, timeline)
    problem, found = under_todays_rules(fitted.problem), []
    for _, change in STEPS:
        problem = problem.with_rules(**change)
        best, money = portfolio(problem, worth, effort=EFFORT)
        between = best.between
        jobs = followed_goal(goal, plan, fitted.levers(timeline, money)) - without
        received = between[:, problem.sides.index("SZ")].sum() / max(between.sum(), 1e-300)
        found.append(
            Step(
                best.value, int(best.awarded.sum()), float(best.paid.sum() / problem.budget.sum()),
                float((between.sum() - np.trace(between)) / problem.budget.sum()), float(received), jobs,
            )
        )  # fmt: skip
    return found


def study(draws: int, seed: int) -> NDArray[np.float64]:
    """Everything found, (futures, goals, steps, figures of Step)."""
    results = []
    for number, (city, plan, timeline) in enumerate(futures(draws, seed)):
        fund = scheme_problem("co-managed-real-pot", PROPOSALS, number + 1, YEARS, pool=pool_of(number, seed))
        fitted = fit_to_region(fund, city.region, timeline, amount=AMOUNT)
        figures = checked(city.region, GOALS)
        goals = [Goal(city, figure, city.region.last_year, timeline) for figure in figures]
        _, back, found = slopes(city, timeline, [goal.of for goal in goals], together=len(goals))
        if found:
            pairs = zip(goals, back, strict=True)
            rows = [steps(goal, plan, fitted, timeline, slope) for goal, slope in pairs]
            results.append([[list(vars(step).values()) for step in row] for row in rows])
        print(f"future {number}: {'done' if found else 'not found'}", flush=True)
    return np.array(results)


def show(goal: str, of: NDArray[np.float64]) -> None:
    """One goal's table; `of` is (futures, steps, figures of Step)."""
    gain = of[:, :, 0] / of[:, :1, 0] - 1.0
    print(f"\n{goal}: central (median of draws, least to most)")
    print(f"{'':<54} {'value against today':>30} {'jobs added in the run':>26}  awards spent crosses in SZ")
    for number, (name, _) in enumerate(STEPS):
        value = spread(gain[:, number], "{:+.0%}")
        jobs = spread(of[:, number, 5], "{:.0f}")
        awards, spent, across, received = of[0, number, 1:5]
        print(f"{name:<54} {value:>30} {jobs:>26}  {awards:6.0f} {spent:5.0%} {across:7.0%} {received:5.0%}")
    better = float((of[1:, -1, 5] > of[1:, 0, 5]).mean())
    print(f"More jobs under the proposed rules than under today's in {better:.0%} of draws")


def spread(values: NDArray[np.float64], form: str) -> str:
    """The central future's figure, then median and range over draws."""
    drawn = values[1:]
    middle, low, high = (form.format(float(f(drawn))) for f in (np.median, np.min, np.max))
    return f"{form.format(values[0])} ({middle}, {low} to {high})"


def main() -> None:
    """Print a table a goal: each set of rules against today's, centrally and over draws."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    results = study(asked.draws, asked.seed)
    print(f"HKD {AMOUNT / 1e9:g} bn, {PROPOSALS} proposals; central future, then {len(results) - 1} draws")
    for place, goal in enumerate(GOALS):
        show(goal, results[:, place])
    print("\nUpper bounds: teams are taken as filed; proposals, scores and budgets are synthetic or assumed.")


if __name__ == "__main__":
    main()
