"""What `technopole fund scenario` says, as plain values, and the files it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.funds import award_list, results
from technopole.funds.write import csv_text

if TYPE_CHECKING:
    from technopole.decide.fund.ask import Asked
    from technopole.decide.fund.fitted import Reals

CAVEAT = (
    "Proposals are worth additionality x merit x what a unit of money does for the goal where and when they "
    "spend it. In the run itself money is money: how good a funded project is changes only who is chosen. "
) + results.CAVEAT
DECIMALS = 6


def scenario_answer(asked: Asked, ties: tuple[str, ...]) -> dict[str, Any]:
    """Rounds, awards, money by payer and zone, and the goal with and without the fund."""
    portfolio, region = asked.solved.portfolio, asked.city.region
    problem, fitted = portfolio.problem, asked.fitted
    return {
        "fund": problem.study.id,
        "region": region.id,
        "plan": asked.plan.id,
        "goal": asked.figure.text,
        "goal_name": asked.figure.words(region),
        "year": asked.year,
        "unit": asked.figure.unit(region) + ("" if asked.year is not None else ", discounted and summed"),
        "net_of_money": asked.net,
        "money": region.money,
        "friction": problem.study.friction.value,
        "rounds": [
            {
                "number": one.number,
                "awards": one.awards,
                "turned": one.turned,
                "value": one.value,
                "money": one.money * fitted.unit,
            }
            for one in asked.solved.rounds
        ],
        "settled": asked.solved.settled,
        "value": portfolio.value,
        "gap": portfolio.gap,
        "status": portfolio.status,
        "proposals": len(problem.proposals.ids),
        "awarded": int(portfolio.awarded.sum()),
        "near_ties": sum(tie == "near-tie" for tie in ties),
        "awards": results.awards(portfolio, ties),
        "between_sides": results.between_sides(portfolio),
        "budget": float(problem.budget.sum() * fitted.unit),
        "paid": float(portfolio.paid.sum() * fitted.unit),
        "lost_at_border": float(portfolio.wedge.sum() * fitted.unit),
        "by_zone": by_zone(asked),
        "goal_without": asked.without,
        "goal_with": asked.full,
        "gain": asked.full - asked.without,
        "books": portfolio.books(),
        "caveat": CAVEAT,
    }


def by_zone(asked: Asked) -> list[dict[str, Any]]:
    """Money that arrives by zone over all years, in the region's money, most first."""
    problem, unit = asked.solved.portfolio.problem, asked.fitted.unit
    arrived = asked.solved.portfolio.by_zone.sum(axis=(0, 2)) * unit
    names = asked.city.region.scope_name
    return [
        {"zone": problem.zones[z], "name": names(problem.zones[z]), "amount": float(arrived[z])}
        for z in np.argsort(-arrived, kind="stable")
        if arrived[z] > 0
    ]


def scenario_texts(asked: Asked, ties: tuple[str, ...]) -> dict[str, str]:
    """The award list, and the fund as a measure of a plan."""
    return {
        "scenario-awards.csv": award_list.award_table(asked.solved.portfolio, ties),
        "scenario-allocation.csv": allocation_table(asked),
        "scenario-measure.yaml": measure_text(asked),
    }


def allocation(asked: Asked) -> list[tuple[str, str, int, float]]:
    """Money sent, as shares of all budgets: (funder of the region, zone, year, share), share > 0."""
    problem, fitted = asked.solved.portfolio.problem, asked.fitted
    funders = [str(name) for name in asked.city.region.tables["funders"]["funder"]]
    total = problem.budget.sum() * fitted.unit
    shares: dict[tuple[str, str, int], float] = {}
    sent: Reals = fitted.sent(asked.solved.portfolio.by_zone) / total
    for b, z, y in zip(*np.nonzero(sent > 0), strict=True):
        key = (funders[int(fitted.funders[b])], problem.zones[z], problem.years[y])
        shares[key] = shares.get(key, 0.0) + float(sent[b, z, y])
    down = 10.0**DECIMALS  # written with so many decimals and never more than there is
    return [(*key, np.floor(share * down) / down) for key, share in sorted(shares.items())]


def allocation_table(asked: Asked) -> str:
    """The allocation as CSV."""
    return csv_text(("funder", "zone", "year", "share"), list[tuple[Any, ...]](allocation(asked)))


def measure_text(asked: Asked) -> str:
    """The fund as a measure, to be pasted into a plan."""
    problem, fitted = asked.solved.portfolio.problem, asked.fitted
    funders = [str(name) for name in asked.city.region.tables["funders"]["funder"]]
    share: dict[str, float] = {}
    for b, row in enumerate(fitted.funders):
        part = float(problem.budget[b].sum() / problem.budget.sum())
        share[funders[int(row)]] = share.get(funders[int(row)], 0.0) + part
    amount = float(problem.budget.sum() * fitted.unit)
    portfolio = asked.solved.portfolio
    overhead = float(portfolio.overhead.sum()) / max(
        float(portfolio.paid.sum() - portfolio.overhead.sum()), 1e-300
    )
    from technopole.base.innovation import PERFORMERS

    lines = [
        f"# Solved for {asked.figure.text} of plan {asked.plan.id} by `technopole fund scenario`.",
        "- kind: joint_fund",
        f"  id: {problem.study.id}",
        f"  amount: {amount:.10g}",
        f"  administration: {overhead:.{DECIMALS}f}",
        "  payers:",
        *(f"    - {{funder: {name}, share: {part:.{DECIMALS}f}}}" for name, part in share.items()),
        f"  performer: {PERFORMERS[fitted.performer]}",
        f"  year_from: {problem.years[0]}",
        f"  year_to: {problem.years[-1]}",
        "  allocation:",
        *(
            f"    - {{funder: {funder}, zone: {zone}, year: {year}, share: {part:.{DECIMALS}f}}}"
            for funder, zone, year, part in allocation(asked)
        ),
    ]
    return "\n".join(lines) + "\n"
