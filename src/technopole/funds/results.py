"""Results as plain data: what `--json` prints, what the report reads, and tables for a fund's secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.funds.folder import csv_text
from technopole.funds.problem import attribution
from technopole.funds.program import standing_rules
from technopole.funds.rules import ALWAYS, RULES

if TYPE_CHECKING:
    from technopole.funds.bands import Point
    from technopole.funds.solution import Portfolio
    from technopole.funds.prices import Prices
    from technopole.funds.problem import Flags, Problem

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
                "rule": rule.name, "title": rule.title, "equation": rule.equation, "words": rule.says(problem),
                **_sourced(problem, rule.name),
            }
            for rule in standing_rules(problem)
        ],
        "books": portfolio.books(),
        "caveat": CAVEAT,
    }  # fmt: skip


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
            "rule": one.rule, "title": RULES.get(one.rule).title, "words": one.words, "cost": one.cost, "how": exact,
            "shapley": one.shapley,
        }
        for one in prices.rules
    ]  # fmt: skip
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


def award_table(portfolio: Portfolio, ties: tuple[str, ...]) -> str:
    """Award list of all proposals as CSV: decision, reason, certainty, payments by funder and year."""
    problem, proposals = portfolio.problem, portfolio.problem.proposals
    pays = [
        (b, y, f"{funder} {year}")
        for b, funder in enumerate(problem.funders)
        for y, year in enumerate(problem.years)
    ]
    scored = [(k, side.id) for k, side in enumerate(problem.study.sides) if side.manages]
    header = (
        "proposal", "decision", "reason", "certainty", "title", "lead", "sides", "institution", "field", "value",
        *(f"score_{side}" for _, side in scored), f"cost_{_unit(problem)}", *(name for _, _, name in pays),
    )  # fmt: skip
    why = reasons(portfolio)
    order = sorted(range(len(proposals.ids)), key=lambda p: (not portfolio.awarded[p], -problem.value[p], p))
    rows = [
        (
            proposals.ids[p], "award" if portfolio.awarded[p] else "no award", why[p], ties[p], proposals.titles[p],
            problem.sides[proposals.lead[p]],
            " ".join(side for k, side in enumerate(problem.sides) if proposals.team[p, k]),
            proposals.institution[p], proposals.field[p], problem.value[p],
            *(proposals.score[p, k] for k, _ in scored), proposals.total[p],
            *(portfolio.money[p, b, :, y].sum() for b, y, _ in pays),
        )
        for p in order
    ]  # fmt: skip
    return csv_text(header, rows)


def payment_table(portfolio: Portfolio) -> str:
    """Every payment as CSV: proposal, funder, side, year, amount delivered."""
    problem = portfolio.problem
    cells = [cell for cell in zip(*np.nonzero(portfolio.money > 1e-12), strict=True)]  # noqa: C416, PLR2004
    rows = [
        (
            problem.proposals.ids[p], problem.funders[b], problem.sides[k], problem.years[y],
            float(portfolio.money[p, b, k, y]),
        )
        for p, b, k, y in cells
    ]  # fmt: skip
    return csv_text(("proposal", "funder", "side", "year", f"amount_{_unit(problem)}"), rows)


def reasons(portfolio: Portfolio) -> list[str]:
    """Why each proposal is not awarded: the rules that shut it out, or the money."""
    problem, awards_at = portfolio.problem, portfolio.program.places["award"]
    shut = {name: columns[awards_at] for name, columns in portfolio.program.closed.items()}
    said = []
    for p, got in enumerate(portfolio.awarded):
        against = [RULES.get(name).title for name, closed in shut.items() if closed[p]]
        if got:
            said.append("")
        elif against:
            said.append("shut out by: " + ", ".join(against).lower())
        else:
            said.append("worth nothing" if problem.value[p] <= 0 else "others make more of the same money")
    return said


def _unit(problem: Problem) -> str:
    return problem.study.currency.replace(" ", "_")


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
        if name in second.program.standing and name not in ALWAYS
        and RULES.get(name).says(first.problem) != RULES.get(name).says(second.problem)
    ]  # fmt: skip
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
