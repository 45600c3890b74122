"""A solved fund: awards, who pays what where, and what is certain about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.clash import found_or_refused
from technopole.funds.highs import Answer, Effort
from technopole.funds.optimise import optimise, paid_for
from technopole.funds.own_pot import with_own_pot
from technopole.funds.problem import administration, attribution, surcharge
from technopole.funds.program import Program, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.funds.problem import Flags, Numbers, Problem


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Awards and payments of a fund, optimal within `gap`.

    `money` is what a funder delivers for a proposal, [proposal, funder, side, year]; what it costs the funder
    beyond that is `wedge` (lost at the border) and `overhead` (administration), both [funder, year].
    """

    problem: Problem
    program: Program
    awarded: Flags  # [proposal]
    money: Numbers  # [proposal, funder, side, year]
    kept: Numbers  # [funder, year]
    short: Numbers  # [minimum]
    x: Numbers  # [column] of the program
    value: float
    bound: float
    nodes: int
    status: str

    @property
    def gap(self) -> float:
        """Proven relative distance to the optimum."""
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-9)

    @property
    def delivered(self) -> Numbers:
        """Money that arrives, [funder, side, year]."""
        return self.money.sum(axis=0)

    @property
    def wedge(self) -> Numbers:
        """Money lost on its way across the border, [funder, year]."""
        return (self.delivered * surcharge(self.problem)[:, :, None]).sum(axis=1)

    @property
    def overhead(self) -> Numbers:
        """Cost of administration, [funder, year]."""
        sent = self.delivered.sum(axis=1) + self.wedge
        return sent * administration(self.problem)[:, None]

    @property
    def paid(self) -> Numbers:
        """Money that leaves accounts, [funder, year]."""
        return self.delivered.sum(axis=1) + self.wedge + self.overhead

    @property
    def between(self) -> Numbers:
        """Money delivered from side to side, [side that contributes, side that receives]."""
        return attribution(self.problem).T @ self.delivered.sum(axis=2)

    @property
    def by_zone(self) -> Numbers:
        """Money delivered by zone, [funder, zone, year]."""
        return _by_zone(self)

    def books(self) -> dict[str, float]:
        """Largest errors of the accounts, in money: in = out + wedge + overhead + what is left."""
        problem = self.problem
        carry = np.array([funder.carry_over for funder in problem.study.funders])
        carried = np.zeros_like(self.kept)
        carried[:, 1:] = carry[:, None] * self.kept[:, :-1]
        left = problem.budget + carried - self.paid
        return {
            "full_funding": float(np.abs(self.money.sum(axis=1) - _asked(self)).max(initial=0.0)),
            "budgets": float(np.maximum(0.0, self.kept - left).max(initial=0.0)),
            "money": float(
                abs(self.paid.sum() - _asked(self).sum() - self.wedge.sum() - self.overhead.sum())
            ),
        }


def solve(
    problem: Problem,
    *,
    effort: Effort | None = None,
    start: Numbers | None = None,
    progress: Callable[[float, float, float], None] | None = None,
) -> Portfolio:
    """Return the best portfolio of a problem, certified to `effort.gap`.

    Raises:
        InputError: no portfolio meets all rules; the message names a smallest set that clashes.
        NotConverged: the time ran out before any portfolio was found.

    """
    effort = effort or Effort()
    problem = with_own_pot(problem, effort)
    program = build(problem)
    return portfolio_of(problem, program, optimise(program, effort=effort, start=start, progress=progress))


def portfolio_of(problem: Problem, program: Program, answer: Answer) -> Portfolio:
    """Turn a solver's answer into a portfolio, or say why there is none."""
    x = paid_for(program, problem, found_or_refused(problem, program, answer))
    awarded = program.award(x)
    x[program.places["award"]] = awarded
    return Portfolio(
        problem=problem,
        program=program,
        awarded=awarded,
        money=_money(problem, program, x, awarded),
        kept=x[program.places["kept"]],
        short=x[program.places["short"]] if "short" in program.places else np.zeros(0),
        x=x,
        value=float(program.value @ x),
        bound=max(answer.bound, float(program.value @ x)),
        nodes=answer.nodes,
        status=answer.status,
    )


def _money(problem: Problem, program: Program, x: Numbers, awarded: Flags) -> Numbers:
    """Equation (F2), undone: all who pay at a side in a year pay each award there, in their proportions."""
    asked = problem.proposals.spending * awarded[:, None, None]
    together = x[program.places["money"]]
    total = together.sum(axis=0)
    share = np.divide(together, total, out=np.zeros_like(together), where=total > 0)
    money = asked[:, None] * share[None]
    if "joint" in program.places:
        money[np.flatnonzero(problem.proposals.national)] = x[program.places["joint"]]
    return money


def _asked(portfolio: Portfolio) -> Numbers:
    """Cost of what is awarded, [proposal, side, year]."""
    return portfolio.problem.proposals.spending * portfolio.awarded[:, None, None]


def _by_zone(portfolio: Portfolio) -> Numbers:
    """A proposal's zones at a side are paid by the side's payers, in their proportions."""
    proposals = portfolio.problem.proposals
    spending = proposals.spending
    part = np.divide(
        proposals.cost,
        spending[:, :, None],
        out=np.zeros_like(proposals.cost),
        where=spending[:, :, None] > 0,
    )
    return np.einsum("pbky,pkzy->bzy", portfolio.money, part)
