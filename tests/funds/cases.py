"""Small funds, and the answer by trying every award list: an independent formulation, payment by payment."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import linprog

from technopole.funds.problem import Problem, Proposals, merit
from technopole.funds.settings import Approval, Friction, Funder, ReturnBand, Rules, Side, Study


def make_problem(cost, score, budget, *, rules=None, tau=0.0, carry=0.0, bar=0.0, **proposals):
    """A fund of S sides with a funder each; `cost` [proposal, side, year], `score` [proposal, side]."""
    cost, score = np.asarray(cost, dtype=float), np.asarray(score, dtype=float)
    count, sides, years = cost.shape
    names = [f"s{k}" for k in range(sides)]
    study = Study(
        id="case",
        years=tuple(range(2027, 2027 + years)),
        sides=tuple(Side(id=name, bar=bar) for name in names),
        funders=tuple(Funder(id=f"f{k}", side=name, carry_over=carry) for k, name in enumerate(names)),
        friction=Friction(value=tau),
        rules=rules or Rules(),
    )
    given = {
        "ids": tuple(f"p{n}" for n in range(count)),
        "titles": ("",) * count,
        "lead": cost.sum(axis=2).argmax(axis=1),
        "institution": ("I",) * count,
        "field": ("F",) * count,
        "team": cost.sum(axis=2) > 0,
        "score": score,
        "additionality": np.ones(count),
        "own_share": np.zeros(count),
        "months": np.full(count, 12.0),
        "early_career": np.zeros(count, dtype=bool),
        "national": np.zeros(count, dtype=bool),
        "industrialisation": np.full(count, -1),
        "cost": cost[:, :, None, :],
        "researchers": np.zeros(cost.shape),
        "laboratory": np.zeros(cost.shape),
    } | proposals
    value, by_side = merit(study, score)
    free = np.full((sides, years), np.inf)
    return Problem(
        study, ("z",), np.asarray(budget, dtype=float), Proposals(**given), value, by_side, free, free
    )


def random_problem(seed, count=8, *, sides=2, years=2, rules=None, tau=0.0, carry=0.0, bar=0.0, **proposals):
    """A fund with costs in tenths, so that nothing hangs on rounding, and budgets for about half."""
    draw = np.random.default_rng(seed)
    cost = np.round(draw.uniform(0, 2, (count, sides, years)), 1)
    cost[draw.random((count, sides)) < 0.3] = 0.0
    cost[:, 0, 0] += np.where(cost.sum(axis=(1, 2)) == 0, 1.0, 0.0)
    score = np.round(draw.uniform(40, 100, (count, sides)), 1)
    budget = np.round(draw.uniform(0.3, 0.6, (sides, years)) * cost.sum(axis=0), 1)
    return make_problem(cost, score, budget, rules=rules, tau=tau, carry=carry, bar=bar, **proposals)


def brute_force(problem, *, allowed=None, fits=None):
    """Value of the best award list by trying all, dearest first; payments by a linear program apart."""
    count = len(problem.proposals.ids)
    allowed = np.ones(count, dtype=bool) if allowed is None else allowed
    lists = np.array(list(product((0, 1), repeat=count)), dtype=float)
    lists = lists[(lists[:, ~allowed] == 0).all(axis=1)]
    spent = np.einsum("np,pky->nky", lists, problem.proposals.spending).sum(axis=1)
    lists = lists[(spent.cumsum(axis=1) <= problem.budget.sum(axis=0).cumsum() + 1e-9).all(axis=1)]
    for awards in lists[np.argsort(-(lists @ problem.value), kind="stable")]:
        if (fits is None or fits(awards)) and payable(problem, awards):
            return float(awards @ problem.value)
    return 0.0


def payable(problem, awards):  # noqa: C901 - one independent statement of all payments, told in one breath
    """Whether payments f[p, b, k, y] exist: full funding, budgets with carry-over, return band."""
    band, study = problem.rules.return_band, problem.study
    chosen = np.flatnonzero(awards)
    sides, years = len(problem.sides), len(problem.years)
    shape = (len(chosen), sides, sides, years)
    size = int(np.prod(shape))
    if not size:
        return True
    index = np.arange(size).reshape(shape)
    price = np.array(
        [[1.0 if b == k else 1.0 / (1.0 - study.friction.value) for k in range(sides)] for b in range(sides)]
    )
    equal, right, less, most = [], [], [], []
    for n, p in enumerate(chosen):
        for k, y in product(range(sides), range(years)):
            row = np.zeros(size + sides * years)
            row[index[n, :, k, y]] = 1.0
            equal.append(row)
            right.append(problem.proposals.spending[p, k, y])
    for b, y in product(range(sides), range(years)):
        row = np.zeros(size + sides * years)
        for k in range(sides):
            row[index[:, b, k, y]] = price[b, k]
        row[size + b * years + y] = 1.0
        if y:
            row[size + b * years + y - 1] = -study.funders[b].carry_over
        less.append(row)
        most.append(problem.budget[b, y])
    if band is not None:
        width = band.theta * _available(problem).sum(axis=0) if band.per == "year" else None
        for s in range(sides):
            by_year = []
            for y in range(years):
                row = np.zeros(size + sides * years)
                for other in range(sides):
                    if other != s:
                        row[index[:, s, other, y]] += 1.0
                        row[index[:, other, s, y]] -= 1.0
                by_year.append(row)
            rows = by_year if width is not None else [sum(by_year)]
            widths = width if width is not None else [band.theta * problem.budget.sum()]
            for row, wide in zip(rows, widths, strict=True):
                less += [row, -row]
                most += [wide, wide]
    done = linprog(
        np.zeros(size + sides * years), np.array(less), most, np.array(equal), right, method="highs"
    )
    return done.status == 0


def _available(problem):
    most, carry = np.zeros_like(problem.budget), problem.study.funders[0].carry_over
    for y in range(len(problem.years)):
        most[:, y] = problem.budget[:, y] + (carry * most[:, y - 1] if y else 0.0)
    return most


def band(theta, per="year"):
    return ReturnBand(theta=theta, per=per)


def approval(mode, bar=None):
    return Approval(mode=mode, bar=bar)
