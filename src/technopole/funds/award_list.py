"""Tables a fund's secretariat can use: the award list and every payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.rules import RULES
from technopole.funds.write import csv_text

if TYPE_CHECKING:
    from technopole.funds.problem import Problem
    from technopole.funds.solution import Portfolio


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
        "proposal",
        "decision",
        "reason",
        "certainty",
        "title",
        "lead",
        "sides",
        "institution",
        "field",
        "value",
        *(f"score_{side}" for _, side in scored),
        f"cost_{_unit(problem)}",
        *(name for _, _, name in pays),
    )
    why = reasons(portfolio)
    order = sorted(range(len(proposals.ids)), key=lambda p: (not portfolio.awarded[p], -problem.value[p], p))
    rows = [
        (
            proposals.ids[p],
            "award" if portfolio.awarded[p] else "no award",
            why[p],
            ties[p],
            proposals.titles[p],
            problem.sides[proposals.lead[p]],
            " ".join(side for k, side in enumerate(problem.sides) if proposals.team[p, k]),
            proposals.institution[p],
            proposals.field[p],
            problem.value[p],
            *(proposals.score[p, k] for k, _ in scored),
            proposals.total[p],
            *(portfolio.money[p, b, :, y].sum() for b, y, _ in pays),
        )
        for p in order
    ]
    return csv_text(header, rows)


def payment_table(portfolio: Portfolio) -> str:
    """Every payment as CSV: proposal, funder, side, year, amount delivered."""
    problem = portfolio.problem
    cells = [cell for cell in zip(*np.nonzero(portfolio.money > 1e-12), strict=True)]  # noqa: C416, PLR2004
    rows = [
        (
            problem.proposals.ids[p],
            problem.funders[b],
            problem.sides[k],
            problem.years[y],
            float(portfolio.money[p, b, k, y]),
        )
        for p, b, k, y in cells
    ]
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
