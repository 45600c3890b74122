"""What the rules of a joint fund cost: today's calls against a real pot that both sides manage.

    python examples/joint_fund_rules.py

The same synthetic proposals, budgets and prices of money under both sets of rules, for several seeds. Today:
a virtual pot, teams from both sides, approval by each side. Proposed: a real pot, one joint panel, single
teams may win. Between the two, one change at a time, in the order a negotiation might take. Gains are upper
bounds: teams are taken as filed, though applicants would form others under other rules, and proposals are
synthetic.
"""

from __future__ import annotations

import numpy as np

from technopole.funds import Problem, scheme_problem, solve
from technopole.funds.settings import Approval, ReturnBand, Team

SEEDS = range(1, 11)
PROPOSALS = 80

DUAL = Approval(mode="dual", source="today's calls", grade="derived")
JOINT = Approval(mode="weighted", source="proposed", grade="assumed")
TEAMS = Team(mode="cross-border", least_sides=2, least_share=0.1, source="today's calls", grade="derived")
VIRTUAL = ReturnBand(theta=0.0, per="year", source="today's calls", grade="derived")

STEPS: tuple[tuple[str, dict[str, object]], ...] = (
    ("today: virtual pot, both approve, teams of both sides", {}),
    ("+ single teams may win", {"team": None}),
    ("+ one joint panel", {"approval": JOINT}),
    ("+ real pot (proposed)", {"return_band": None}),
)


def today(seed: int, proposals: int = PROPOSALS) -> Problem:
    """Today's rules on the pool, budgets and friction of the proposed fund."""
    return under_todays_rules(scheme_problem("co-managed-real-pot", proposals, seed))


def under_todays_rules(fund: Problem) -> Problem:
    """The same fund with today's rules and no others."""
    rules: dict[str, object] = dict.fromkeys(type(fund.rules).model_fields) | {"minimum": ()}
    return fund.with_rules(**rules).with_rules(approval=DUAL, team=TEAMS, return_band=VIRTUAL)


def steps(seed: int, proposals: int = PROPOSALS) -> list[tuple[float, int, float]]:
    """Value, awards and money from side to side after each change."""
    problem, found = today(seed, proposals), []
    for _, change in STEPS:
        problem = problem.with_rules(**change)
        best = solve(problem)
        across = float(best.between.sum() - np.trace(best.between))
        found.append((best.value, int(best.awarded.sum()), across))
    return found


def main() -> None:
    """Print the table: median and range over seeds, each step against today."""
    results = np.array([steps(seed) for seed in SEEDS])
    gain = results[:, :, 0] / results[:, :1, 0] - 1.0
    print(f"{PROPOSALS} proposals, seeds {SEEDS[0]}-{SEEDS[-1]}")
    print("Value against today's rules: median (least to most)")
    for number, (name, _) in enumerate(STEPS):
        low, middle, high = (float(f(gain[:, number])) for f in (np.min, np.median, np.max))
        awards, across = np.median(results[:, number, 1]), np.median(results[:, number, 2])
        print(
            f"{name:<56} {middle:+6.0%} ({low:+.0%} to {high:+.0%})"
            f"   awards {awards:3.0f}   HKD m across {across:5.1f}"
        )
    print("Upper bounds: teams are taken as filed. Proposals, bars and budgets are synthetic or assumed.")


if __name__ == "__main__":
    main()
