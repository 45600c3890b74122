"""What each rule costs: the fund solved again with and without it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.highs import Effort, run
from technopole.funds.optimise import optimise
from technopole.funds.program import Program, removable_rules
from technopole.funds.solution import Portfolio, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from technopole.funds.problem import Numbers, Problem

SHARED = 6
"""Rules among which cost is shared out: 2^6 solutions."""


@dataclass(frozen=True)
class RulePrice:
    """Cost of a rule: the value gained were it alone taken away, and its Shapley share of the cost of all."""

    rule: str
    words: str
    cost: float
    shapley: float | None


@dataclass(frozen=True)
class Prices:
    """Costs of rules, worth of one more unit of each budget, values under other ways of approval.

    `duals` are of the relaxation (shares of awards allowed), not of the portfolio, where they would be zero.
    """

    value: float
    without_any: float
    rules: tuple[RulePrice, ...]
    budgets: tuple[tuple[str, int, float], ...]
    approvals: tuple[tuple[str, float], ...]
    duals: tuple[tuple[str, str, float], ...]
    solved: int


class _Subsets:
    """Values with some rules taken away, each solved once at most."""

    def __init__(self, portfolio: Portfolio, effort: Effort) -> None:
        """Begin with the portfolio under all rules."""
        self._program = portfolio.program
        self._effort = effort
        self._first = portfolio.x
        self._known: dict[frozenset[str], tuple[float, Numbers]] = {
            frozenset(): (portfolio.value, portfolio.x),
        }
        self.solved = 0

    def value(self, without: Iterable[str]) -> float:
        """Return the value without these rules."""
        gone = frozenset(without)
        if gone not in self._known:
            self._known[gone] = self._inherited(gone) or self._found(gone)
        return self._known[gone][0]

    def _inherited(self, gone: frozenset[str]) -> tuple[float, Numbers] | None:
        """A solution without one rule more that keeps that rule all the same is the solution here too."""
        for more, (value, x) in self._known.items():
            if gone < more and not any(self._program.breaks(x, rule) for rule in more - gone):
                return value, x
        return None

    def _found(self, gone: frozenset[str]) -> tuple[float, Numbers]:
        self.solved += 1
        best = max((known for known in self._known.items() if known[0] < gone), key=lambda known: known[1][0])
        answer = optimise(self._program.without(gone), effort=self._effort, start=best[1][1])
        return best[1] if answer.x is None or answer.value < best[1][0] else (answer.value, answer.x)


def price(
    problem: Problem,
    *,
    effort: Effort | None = None,
    portfolio: Portfolio | None = None,
    progress: Callable[[str], None] | None = None,
) -> Prices:
    """Return what every rule costs.

    Exact: each rule is taken away and the fund solved again. Of at most six rules, those that cost most by
    themselves, all combinations are solved and the cost of all is shared out by Shapley's value.
    """
    effort, tell = effort or Effort(), progress or (lambda _: None)
    portfolio = portfolio or solve(problem, effort=effort)
    problem, subsets = portfolio.problem, _Subsets(portfolio, effort)
    rules = removable_rules(problem)
    names = [rule.name for rule in rules]
    if len(names) <= SHARED:
        subsets.value(names)
        _walk(subsets, names, tell)
    costs = {}
    for name in names:
        tell(f"Without {name}")
        costs[name] = max(0.0, subsets.value([name]) - portfolio.value)
    shared = sorted(sorted(names, key=lambda name: -costs[name])[:SHARED], key=names.index)
    if len(names) > SHARED:
        _walk(subsets, shared, tell)
    shares = _shapley(subsets, shared)
    tell("One more unit of each budget")
    return Prices(
        value=portfolio.value,
        without_any=subsets.value(shared),
        rules=tuple(
            RulePrice(rule.name, rule.says(problem), costs[rule.name], shares.get(rule.name))
            for rule in rules
        ),
        budgets=_one_more(portfolio, effort),
        approvals=_other_approvals(portfolio, effort),
        duals=relaxation_duals(portfolio.program),
        solved=subsets.solved,
    )


def _walk(subsets: _Subsets, names: list[str], tell: Callable[[str], None]) -> None:
    """Solve all combinations, from all rules gone to none gone: a solution often keeps rules it need not."""
    for size in range(len(names), 0, -1):
        for gone in combinations(names, size):
            tell(f"Without {size} rules")
            subsets.value(gone)


def _shapley(subsets: _Subsets, names: list[str]) -> dict[str, float]:
    """Equation (F16): each rule's mean cost over all orders in which rules could be taken away."""
    count, shares = len(names), dict.fromkeys(names, 0.0)
    for name in names:
        others = [other for other in names if other != name]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for gone in combinations(others, size):
                shares[name] += weight * (subsets.value({*gone, name}) - subsets.value(gone))
    return shares


def _one_more(portfolio: Portfolio, effort: Effort) -> tuple[tuple[str, int, float], ...]:
    """Value of one more unit of each budget, solved exactly."""
    problem, program = portfolio.problem, portfolio.program
    rows = program.rule == "budget"
    found = []
    for b, funder in enumerate(problem.funders):
        for y, year in enumerate(problem.years):
            budget = problem.budget.copy()
            budget[b, y] += 1.0
            richer = program.bounded("budget", program.lower[rows], budget.ravel())
            answer = optimise(richer, effort=effort, start=portfolio.x)
            found.append((funder, year, max(0.0, answer.value - portfolio.value)))
    return tuple(found)


def _other_approvals(portfolio: Portfolio, effort: Effort) -> tuple[tuple[str, float], ...]:
    """Value under each other way of approval: alternatives, not bounds, so either sign may come out."""
    problem, found = portfolio.problem, []
    rule = problem.rules.approval
    if rule is None:
        return ()
    for mode in ("dual", "contributors", "lead", "weighted"):
        if mode != rule.mode and not (mode == "lead" and _unscored_leads(problem)):
            other = problem.with_rules(approval=rule.model_copy(update={"mode": mode}))
            found.append((mode, solve(other, effort=effort).value))
    return tuple(found)


def _unscored_leads(problem: Problem) -> bool:
    """Some lead's side gives no scores, so it cannot decide."""
    scores = problem.proposals.score[np.arange(len(problem.proposals.ids)), problem.proposals.lead]
    return bool(np.isnan(scores).any())


def relaxation_duals(program: Program) -> tuple[tuple[str, str, float], ...]:
    """Non-zero multipliers of the relaxation: (rule, row, value of one more unit of the row's bound).

    For one period and two sides the band's is |lambda_1 - lambda_2| of the budgets without friction, and
    lambda_2 - lambda_1 / (1 - tauK) with it (money from side 1 to side 2).
    """
    answer = run(program, relaxed=True)
    if answer.row_dual is None:
        return ()
    return tuple(
        (str(program.rule[row]), program.words[row], float(dual))
        for row, dual in enumerate(answer.row_dual)
        if abs(dual) > 1e-9 and program.rule[row] != "funding"  # noqa: PLR2004 - rounding
    )
