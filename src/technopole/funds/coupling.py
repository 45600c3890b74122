"""A fund inside a scenario: proposals are worth what they do for its goal where and when they spend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.solution import Portfolio, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.funds.highs import Effort
    from technopole.funds.problem import Numbers, Problem


@dataclass(frozen=True)
class Round:
    """One round: awards, how many turned since the round before, value by the round's gradient, money."""

    number: int
    awards: int
    turned: int
    value: float
    money: float


@dataclass(frozen=True, eq=False)
class Relinearised:
    """The last portfolio, whether it repeated, and the table of rounds."""

    portfolio: Portfolio
    settled: bool
    rounds: tuple[Round, ...]


def scenario_value(problem: Problem, value: Numbers) -> Numbers:
    """Equation (F17): additionality x merit / 100 x sum over places and years of value x cost, [proposal].

    `value` [side, zone, year] is what a unit of money does for the goal net of the unit itself. Where it is
    negative a proposal may be worth less than nothing; such a proposal is never awarded.
    """
    proposals = problem.proposals
    weight = np.array([side.weight * side.manages for side in problem.study.sides])
    known = np.where(np.isnan(proposals.score), 0.0, weight)
    merit = (known * np.nan_to_num(proposals.score)).sum(axis=1) / np.maximum(known.sum(axis=1), 1e-300)
    return proposals.additionality * merit / 100.0 * np.einsum("pkzy,kzy->p", proposals.cost, value)


def portfolio(problem: Problem, value: Numbers, *, effort: Effort | None = None) -> tuple[Portfolio, Numbers]:
    """Return the best portfolio for a gradient [side, zone, year], and its money by [funder, zone, year]."""
    solved = solve(in_scenario(problem, value), effort=effort)
    return solved, solved.by_zone


def in_scenario(problem: Problem, value: Numbers) -> Problem:
    """Return the problem with equation (F17)'s values, and penalties of soft minima in the same unit.

    Penalties are stated in points of merit; a point is worth what it is on average over all proposals.
    """
    worth = scenario_value(problem, value)
    total = problem.value.sum()
    point = np.maximum(worth, 0.0).sum() / total if total > 0 else 0.0
    minima = tuple(
        one if one.penalty is None else one.model_copy(update={"penalty": one.penalty * float(point)})
        for one in problem.rules.minimum
    )
    return problem.with_rules(minimum=minima).with_value(worth)


def relinearise(
    problem: Problem,
    gradient_of: Callable[[Numbers], Numbers],
    rounds: int = 12,
    *,
    effort: Effort | None = None,
) -> Relinearised:
    """Solve, send the money, take the gradient there, and solve again until the portfolio repeats.

    `gradient_of` takes money by [funder, zone, year] and returns the goal's gradient by [side, zone, year].
    A large fund lowers the return to what it pays for, and two portfolios can take turns; once one comes
    back, the gradient is taken at the mean of the money sent so far (fictitious play), which dies out for a
    concave goal.
    """
    sent = np.zeros((len(problem.funders), len(problem.zones), len(problem.years)))
    mean, table, seen = sent, list[Round](), list[bytes]()
    found, sent = portfolio(problem, gradient_of(mean), effort=effort)
    last, settled = np.zeros(len(problem.proposals.ids), dtype=bool), False
    for number in range(1, rounds + 1):
        if number > 1:
            found, sent = portfolio(problem, gradient_of(mean), effort=effort)
        turned = int((found.awarded != last).sum())
        table.append(Round(number, int(found.awarded.sum()), turned, found.value, float(sent.sum())))
        key = found.awarded.tobytes()
        if number > 1 and turned == 0:
            settled = True
            break
        mean = sent if key not in seen else mean + (sent - mean) / number
        seen.append(key)
        last = found.awarded
    return Relinearised(found, settled, tuple(table))
