"""A joint fund as the page reads it: who pays, who receives, which rules hold and what each costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.funds import frontier, list_schemes, results, scheme_problem
from technopole.funds import price as price_of
from technopole.funds.highs import Effort
from technopole.funds.optimise import optimise
from technopole.funds.own_pot import with_own_pot
from technopole.funds.program import build, removable_rules
from technopole.funds.rules import RULES
from technopole.funds.solution import portfolio_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from technopole.funds.problem import Numbers, Problem
    from technopole.funds.program import Program
    from technopole.funds.solution import Portfolio

SMALL = Effort(gap=1e-3, seconds=10.0)
"""Of one answer: a page waits for it."""
PROPOSALS, SEED = 60, 1
NOT_CHECKED = "not checked"
"""Certainty of an award on the page: whether another would do as well takes longer than a page waits."""
SIZES = (0.1, 10.0)
NOTE = (
    "Proposals are synthetic, drawn to published success rates and sizes: what rules cost is shown by them, "
    "not what a real call would award."
)


@lru_cache(maxsize=16)
def _problem(scheme: str, proposals: int, seed: int) -> Problem:
    return scheme_problem(scheme, proposals, seed)


def _checked(scheme: str, off: Sequence[str], size: float) -> None:
    """Refuse schemes, rules and sizes that are none."""
    known = list_schemes()
    if scheme not in known:
        what = f"There is no scheme '{scheme[:60]}'{suggestion(scheme, known)}"
        raise InputError(Finding(what, remedy=f"Use one of {', '.join(known)}"))
    if not SIZES[0] <= size <= SIZES[1]:
        what = f"A budget of {size:g} times the scheme's is outside {SIZES[0]:g} to {SIZES[1]:g}"
        raise InputError(Finding(what, remedy="Give `size` within that range"))
    names = [rule.name for rule in removable_rules(_problem(scheme, PROPOSALS, SEED))]
    faults = [
        Finding(f"Scheme '{scheme}' has no rule '{name[:60]}'{suggestion(name, names)}",
                remedy=f"Rules that can be taken away: {', '.join(names)}")
        for name in off
        if name not in names
    ]  # fmt: skip
    if faults:
        raise InputError(faults)


@dataclass(frozen=True, eq=False)
class Written:
    """A problem written out once, to be solved with one set of rules after the other."""

    problem: Problem
    program: Program

    @classmethod
    def of(cls, problem: Problem) -> Written:
        """Write a problem out."""
        full = with_own_pot(problem, SMALL)
        return cls(full, build(full))

    def solved(self, off: Sequence[str], start: Numbers | None = None) -> Portfolio:
        """Return the best portfolio with some rules taken away."""
        program = self.program.without(off)
        return portfolio_of(self.problem, program, optimise(program, effort=SMALL, start=start))


def fund_answer(scheme: str, off: Sequence[str] = (), size: float = 1.0) -> dict[str, Any]:
    """Return a scheme with some rules off and its budgets times `size`: flows, rules, frontier, awards.

    Raises:
        InputError: unknown scheme or rule, or a size out of range.

    """
    _checked(scheme, off, size)
    whole = _problem(scheme, PROPOSALS, SEED)
    problem = replace(whole, budget=whole.budget * size, own_pot=None)
    written = Written.of(problem)
    portfolio = written.solved(off)
    told = results.solve_result(portfolio, (NOT_CHECKED,) * len(problem.proposals.ids))
    return {
        "scheme": scheme,
        "schemes": [{"id": name, "name": text} for name, text in list_schemes().items()],
        "name": told["name"],
        "description": told["description"],
        "currency": told["currency"],
        "years": told["years"],
        "size": size,
        "payers": _payers(portfolio),
        "receivers": _receivers(portfolio),
        "flows": _flows(portfolio),
        "rules": rules_of(written, portfolio, off),
        "frontier": _frontier(problem),
        "awards": told["awards"],
        "awarded": told["awarded"],
        "proposals": told["proposals"],
        "success": told["success"],
        "net": _net(portfolio),
        "value": portfolio.value,
        "value_unit": told["value_unit"],
        "gap": portfolio.gap,
        "extrapolated": _extrapolated(size),
        "sentence": _sentence(portfolio),
        "caveat": told["caveat"],
        "note": NOTE,
    }


def rules_of(written: Written, portfolio: Portfolio, off: Sequence[str]) -> list[dict[str, Any]]:
    """Return every rule that can be taken away: whether it holds, what it says, what it costs by itself.

    The cost of a rule that holds is what value would be gained without it; of one that is off, what is lost
    with it. Both are found by solving again.
    """
    rows: list[dict[str, Any]] = []
    for rule in removable_rules(written.problem):
        on = rule.name not in off
        other = [name for name in off if name != rule.name] if not on else [*off, rule.name]
        start = portfolio.x if on else None
        difference = written.solved(other, start).value - portfolio.value
        rows.append(
            {
                "rule": rule.name,
                "name": RULES.get(rule.name).title,
                "words": rule.says(written.problem),
                "on": on,
                "cost": max(0.0, difference if on else -difference),
                "how": "solved again without it" if on else "solved again with it",
            }
        )
    return rows


def fund_prices(options: Mapping[str, Any], said: Callable[[str], None]) -> dict[str, Any]:
    """Return `technopole fund price --json` of a shipped scheme, budgets times `size`."""
    scheme, size = str(options["scheme"]), float(options["size"])
    _checked(scheme, list(options["off"]), size)
    whole = _problem(scheme, int(options["proposals"]), int(options["seed"]))
    problem = replace(whole, budget=whole.budget * size, own_pot=None)
    prices = price_of(problem, effort=Effort(gap=1e-6, seconds=60.0), progress=said)
    return {"scheme": scheme, "size": size} | results.price_result(prices)


def _payers(portfolio: Portfolio) -> list[dict[str, Any]]:
    problem = portfolio.problem
    return [
        {"id": funder.id, "name": funder.name or funder.id, "side": getattr(funder, "side", None) or "",
         "budget": float(problem.budget[b].sum()), "paid": float(portfolio.paid[b].sum()),
         "lost_at_border": float(portfolio.wedge[b].sum()),
         "administration": float(portfolio.overhead[b].sum())}
        for b, funder in enumerate(problem.study.funders)
    ]  # fmt: skip


def _receivers(portfolio: Portfolio) -> list[dict[str, Any]]:
    delivered = portfolio.delivered.sum(axis=(0, 2))
    return [
        {"id": side.id, "name": side.name or side.id, "received": float(delivered[k])}
        for k, side in enumerate(portfolio.problem.study.sides)
    ]


def _flows(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Money from each payer to each side, over all years."""
    by, study = portfolio.delivered.sum(axis=2), portfolio.problem.study
    return [
        {"from": funder.id, "to": side.id, "amount": float(by[b, k])}
        for b, funder in enumerate(study.funders)
        for k, side in enumerate(study.sides)
        if by[b, k] > 0
    ]


def _net(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Received less contributed, by side."""
    between, sides = portfolio.between, portfolio.problem.sides
    net = between.sum(axis=0) - between.sum(axis=1)
    return [{"side": side, "amount": float(net[k])} for k, side in enumerate(sides)]


def _frontier(problem: Problem) -> list[dict[str, Any]]:
    """Value from a virtual pot (theta 0) to a real one (theta 1), all other rules standing."""
    points = frontier(problem, (0.0, 0.05, 0.1, 0.2, 0.5, 1.0), effort=SMALL)
    return [{"theta": point.theta, "value": point.value, "across": point.across} for point in points]


def _extrapolated(size: float) -> list[str]:
    if 0.5 <= size <= 2.0:  # noqa: PLR2004 - half to twice
        return []
    return [f"A budget of {size:g} times the scheme's is outside what its pool was drawn for, 0.5 to 2."]


def _sentence(portfolio: Portfolio) -> str:
    """Say who receives more than it pays."""
    rows = _net(portfolio)
    names = {side.id: side.name or side.id for side in portfolio.problem.study.sides}
    most = max(rows, key=lambda row: row["amount"])
    currency = portfolio.problem.study.currency
    awards = int(portfolio.awarded.sum())
    spent = float(np.sum(portfolio.paid))
    begun = f"{awards} projects share {spent:,.0f} {currency}"
    if most["amount"] < 1e-6 * max(spent, 1.0):
        return f"{begun}; each side receives what it pays."
    return f"{begun}; {names[most['side']]} receives {most['amount']:,.0f} more than it pays."
