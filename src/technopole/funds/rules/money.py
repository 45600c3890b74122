"""Every award is paid in full, every payment comes out of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from technopole.funds.problem import administration, surcharge
from technopole.funds.rules.base import Bound, Columns, Rule, full, labelled, named, shelve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linopy import LinearExpression

    from technopole.funds.problem import Flags, Problem


def projects(problem: Problem) -> Flags:
    """National projects whose money is followed one by one, [proposal]."""
    none = np.zeros(len(problem.proposals.ids), dtype=bool)
    return problem.proposals.national if problem.rules.national else none


def paid(columns: Columns, problem: Problem) -> LinearExpression:
    """Equation (F3): what leaves accounts, [funder, year]: delivered, lost at the border, administered."""
    price = (1.0 + surcharge(problem)) * (1.0 + administration(problem))[:, None]
    return (columns.delivered() * labelled(price, "funder", "side")).sum("side")


@shelve
class Funding(Rule):
    """Equation (F2): what is awarded is paid, neither more nor less: sum_b F_bky = sum_p c_pky z_p."""

    name: ClassVar = "funding"
    title: ClassVar = "Full funding"
    equation: ClassVar = "F2"

    def stands(self, problem: Problem) -> bool:  # noqa: ARG002
        """Without it there is no fund."""
        return True

    def says(self, problem: Problem) -> str:  # noqa: ARG002
        """Return the rule in words."""
        return "Every award is paid in full"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each side and year, and for each national project its own."""
        apart, cost = projects(problem), problem.proposals.spending
        together = labelled(np.where(apart[:, None, None], 0.0, cost), "proposal", "side", "year")
        count = len(problem.sides) * len(problem.years)
        zero = full(count, 0.0)
        words = tuple(f"full funding at {side} in {year}" for side in problem.sides for year in problem.years)
        balance = columns.money.sum("funder") - (together * columns.award).sum("proposal")
        yield Bound(balance, ("side", "year"), zero, zero, words)
        if columns.joint is None:
            return
        chosen = np.flatnonzero(apart)
        own = np.zeros((len(chosen), *cost.shape))
        own[np.arange(len(chosen)), chosen] = cost[chosen]
        asked = (labelled(own, "national", "proposal", "side", "year") * columns.award).sum("proposal")
        names = tuple(f"full funding of {problem.proposals.ids[p]}" for p in chosen for _ in range(count))
        none = full(len(names), 0.0)
        yield Bound(columns.joint.sum("funder") - asked, ("national", "side", "year"), none, none, names)


@shelve
class Budget(Rule):
    """Equation (F3): paid + kept <= budget + carried over, for each funder and year."""

    name: ClassVar = "budget"
    title: ClassVar = "Budgets"
    equation: ClassVar = "F3"

    def stands(self, problem: Problem) -> bool:  # noqa: ARG002
        """Without it there is no fund."""
        return True

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        total = ", ".join(
            f"{name} {amount:.4g}"
            for name, amount in zip(problem.funders, problem.budget.sum(axis=1), strict=True)
        )
        return f"Budgets over {problem.years[0]}-{problem.years[-1]}, {problem.study.currency}: {total}"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each funder and year."""
        years = len(problem.years)
        carry = np.array([funder.carry_over for funder in problem.study.funders])
        moved = carry[:, None, None] * np.eye(years, k=-1)
        before = (labelled(moved, "funder", "year", "before") * columns.kept.rename(year="before")).sum(
            "before"
        )
        words = tuple(f"budget of {funder} in {year}" for funder in problem.funders for year in problem.years)
        yield Bound(
            paid(columns, problem) + columns.kept - before,
            ("funder", "year"),
            full(len(words), -np.inf),
            problem.budget.ravel(),
            words,
        )


@shelve
class PaymentPlace(Rule):
    """Equation (F9): F_bky = 0 where funder b may not pay at side k."""

    name: ClassVar = "payment_place"
    title: ClassVar = "Place of payment"
    equation: ClassVar = "F9"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.payment_place
        if rule is None:
            return ""
        return "; ".join(
            f"{funder} pays at {named(sides) or 'no side'} alone" for funder, sides in rule.at.items()
        )

    def pays(self, problem: Problem) -> Flags | None:
        """Return where each funder may pay."""
        rule = problem.rules.payment_place
        if rule is None:
            return None
        return np.array(
            [
                [side in rule.at.get(funder, problem.sides) for side in problem.sides]
                for funder in problem.funders
            ]
        )
