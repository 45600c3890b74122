"""Results as plain data: what `--json` prints, what the report reads, and tables for a fund's secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.funds.problem import attribution
from technopole.funds.program import standing_rules
from technopole.funds.rules import ALWAYS, RULES

if TYPE_CHECKING:
    from technopole.funds.bands import Point
    from technopole.funds.prices import Prices
    from technopole.funds.problem import Flags, Problem
    from technopole.funds.solution import Portfolio

CAVEAT = (
    "Costs of rules on teams are upper bounds: applicants would form other teams if the rule were another. "
    "Scores, costs and teams are taken as they are filed."
)


def solve_result(portfolio: Portfolio, ties: tuple[str, ...]) -> dict[str, Any]:
    """Everything about a solved fund, in plain numbers and words."""
    problem = portfolio.problem
    study = problem.study
    return {
        "id": study.id,
        "name": study.name or study.id,
        "description": study.description,
        "currency": study.currency,
        "years": list(problem.years),
        "value": portfolio.value,
        "value_unit": "merit points" if study.value == "merit" else f"merit points x {study.currency}",
        "bound": portfolio.bound,
        "gap": portfolio.gap,
        "status": portfolio.status,
        "nodes": portfolio.nodes,
        "proposals": len(problem.proposals.ids),
        "awarded": int(portfolio.awarded.sum()),
        "awards": awards(portfolio, ties),
        "near_ties": sum(tie == "near-tie" for tie in ties),
        "money": money(portfolio),
        "between_sides": between_sides(portfolio),
        "flows": flows(portfolio),
        "success": success(portfolio),
        "slacks": slacks(portfolio),
        "rules_in_force": [
            {
                "rule": rule.name,
                "title": rule.title,
                "equation": rule.equation,
                "words": rule.says(problem),
                **_sourced(problem, rule.name),
            }
            for rule in standing_rules(problem)
        ],
        "books": portfolio.books(),
        "caveat": CAVEAT,
    }


def _sourced(problem: Problem, rule: str) -> dict[str, str]:
    """Source, grade and note of a rule."""
    declared = getattr(problem.rules, rule, None)
    declared = declared[0] if isinstance(declared, tuple) and declared else declared
    return {name: str(getattr(declared, name, "")) for name in ("source", "grade", "note")}


def awards(portfolio: Portfolio, ties: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every awarded proposal: who, what it is worth, what each funder pays in each year."""
    problem, proposals = portfolio.problem, portfolio.problem.proposals
    rows = []
    for p in sorted(np.flatnonzero(portfolio.awarded), key=lambda p: -problem.value[p]):
        paid = portfolio.money[p]
        rows.append(
            {
                "proposal": proposals.ids[p],
                "title": proposals.titles[p],
                "lead": problem.sides[proposals.lead[p]],
                "sides": [side for k, side in enumerate(problem.sides) if proposals.team[p, k]],
                "institution": proposals.institution[p],
                "field": proposals.field[p],
                "early_career": bool(proposals.early_career[p]),
                "national": bool(proposals.national[p]),
                "value": float(problem.value[p]),
                "cost": float(proposals.total[p]),
                "certainty": ties[p],
                "paid_by": {
                    funder: float(paid[b].sum())
                    for b, funder in enumerate(problem.funders)
                    if paid[b].sum() > 0
                },
            }
        )
    return rows


def money(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Accounts of each funder in each year."""
    problem = portfolio.problem
    delivered = portfolio.delivered.sum(axis=1)
    return [
        {
            "funder": funder,
            "year": year,
            "budget": float(problem.budget[b, y]),
            "delivered": float(delivered[b, y]),
            "lost_at_border": float(portfolio.wedge[b, y]),
            "administration": float(portfolio.overhead[b, y]),
            "kept": float(portfolio.kept[b, y]),
        }
        for b, funder in enumerate(problem.funders)
        for y, year in enumerate(problem.years)
    ]


def between_sides(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Money from side to side."""
    sides, moved = portfolio.problem.sides, portfolio.between
    return [
        {"from": one, "to": other, "amount": float(moved[i, j])}
        for i, one in enumerate(sides)
        for j, other in enumerate(sides)
        if moved[i, j] > 1e-9  # noqa: PLR2004 - rounding
    ]


def flows(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Who pays, who receives: funder -> side -> institution that leads, over all years."""
    problem = portfolio.problem
    by = portfolio.money.sum(axis=3)
    rows = []
    for b, funder in enumerate(problem.study.funders):
        for k, side in enumerate(problem.study.sides):
            if by[:, b, k].sum() > 1e-9:  # noqa: PLR2004 - rounding
                rows.append(
                    {
                        "funder": funder.name or funder.id,
                        "side": side.name or side.id,
                        "amount": float(by[:, b, k].sum()),
                    }
                )
    return rows


def success(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Success rates by kind of proposal: of all, of those that may be awarded, and of the money."""
    problem, proposals, got = portfolio.problem, portfolio.problem.proposals, portfolio.awarded
    open_to = eligible(portfolio)
    kinds: list[tuple[str, Flags]] = [("all", np.ones(len(got), dtype=bool))]
    kinds += [(f"led from {side}", proposals.lead == k) for k, side in enumerate(problem.sides)]
    kinds += [("single teams", proposals.single), ("cross-border teams", ~proposals.single)]
    kinds += [("early-career", proposals.early_career), ("national", proposals.national)]
    kinds += [
        (f"field {field}", np.array(proposals.field) == field) for field in sorted(set(proposals.field))
    ]
    return [
        {
            "kind": name,
            "proposals": int(flags.sum()),
            "eligible": int((flags & open_to).sum()),
            "awarded": int((flags & got).sum()),
            "rate": float((flags & got).sum() / flags.sum()),
            "money": float(proposals.total[flags & got].sum()),
        }
        for name, flags in kinds
        if flags.any()
    ]


def eligible(portfolio: Portfolio) -> Flags:
    """Proposals no rule shuts out, [proposal]."""
    return portfolio.program.ceiling()[portfolio.program.places["award"]] > 0


def slacks(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Distance of every row to its nearer bound, recomputed from the solution; binding rows have none."""
    program = portfolio.program
    activity = program.matrix @ portfolio.x
    slack = np.minimum(activity - program.lower, program.upper - activity)
    return [
        {"rule": str(program.rule[row]), "row": program.words[row], "slack": float(slack[row])}
        for row in range(len(program.words))
        if program.rule[row] != "funding" and np.isfinite(slack[row])
    ]


def price_result(prices: Prices) -> dict[str, Any]:
    """Prices of rules in plain data."""
    exact = "exact: the fund solved again without the rule"
    rules: list[dict[str, Any]] = [
        {
            "rule": one.rule,
            "title": RULES.get(one.rule).title,
            "words": one.words,
            "cost": one.cost,
            "how": exact,
            "shapley": one.shapley,
        }
        for one in prices.rules
    ]
    return {
        "value": prices.value,
        "value_without_rules": prices.without_any,
        "rules": rules,
        "budgets": [
            {"funder": funder, "year": year, "worth": worth, "how": "exact: one more unit of money"}
            for funder, year, worth in prices.budgets
        ],
        "approvals": [
            {"mode": mode, "value": value, "difference": value - prices.value, "how": "exact: an alternative"}
            for mode, value in prices.approvals
        ],
        "duals": [
            {"rule": rule, "row": row, "dual": dual, "how": "LP relaxation: shares of awards allowed"}
            for rule, row, dual in prices.duals
        ],
        "solved": prices.solved,
        "caveat": CAVEAT,
    }


def frontier_result(points: tuple[Point, ...]) -> dict[str, Any]:
    """The frontier in plain data."""
    return {
        "frontier": [
            {"theta": p.theta, "value": p.value, "gap": p.gap, "awards": p.awards, "across": p.across}
            for p in points
        ]
    }


def compare_result(a: tuple[str, Portfolio], b: tuple[str, Portfolio]) -> dict[str, Any]:
    """Two solved funds side by side; awards are compared where the proposals are the same."""
    first, second = a[1], b[1]
    same = first.problem.proposals.ids == second.problem.proposals.ids and np.allclose(
        first.problem.proposals.spending.sum(axis=(1, 2)), second.problem.proposals.spending.sum(axis=(1, 2))
    )
    answer: dict[str, Any] = {
        "a": _side_of_comparison(*a),
        "b": _side_of_comparison(*b),
        "same_proposals": bool(same),
    }
    answer["difference"] = {
        key: answer["b"][key] - answer["a"][key] for key in ("value", "awarded", "paid", "across_sides")
    }
    if same:
        ids = np.array(first.problem.proposals.ids)
        answer["only_a"] = ids[first.awarded & ~second.awarded].tolist()
        answer["only_b"] = ids[second.awarded & ~first.awarded].tolist()
        answer["both"] = int((first.awarded & second.awarded).sum())
    only = [name for name in RULES if (name in first.program.standing) != (name in second.program.standing)]
    answer["rules_that_differ"] = only + [
        name
        for name in first.program.standing
        if name in second.program.standing
        and name not in ALWAYS
        and RULES.get(name).says(first.problem) != RULES.get(name).says(second.problem)
    ]
    answer["caveat"] = CAVEAT
    return answer


def _side_of_comparison(folder: str, portfolio: Portfolio) -> dict[str, Any]:
    problem, between = portfolio.problem, portfolio.between
    return {
        "folder": folder,
        "name": problem.study.name or problem.study.id,
        "value": portfolio.value,
        "gap": portfolio.gap,
        "awarded": int(portfolio.awarded.sum()),
        "single": int((portfolio.awarded & problem.proposals.single).sum()),
        "paid": float(portfolio.paid.sum()),
        "budget": float(problem.budget.sum()),
        "across_sides": float(between.sum() - np.trace(between)),
        "received": {side: float(between[:, k].sum()) for k, side in enumerate(problem.sides)},
        "contributed": {
            side: float(amount)
            for side, amount in zip(
                problem.sides, attribution(problem).T @ portfolio.paid.sum(axis=1), strict=True
            )
        },
    }
