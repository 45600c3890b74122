"""The choice as a mixed-integer programme: main effects and pairwise synergies under budgets (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged
from technopole.decide.extras import needed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.decide.programme.portfolio import Model, Portfolio

    Reals = NDArray[np.float64]

Option = tuple[int, int]
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Effects:
    """What the full model says of options alone and of pairs, in weighted worth.

    `main`: by (candidate, option). `synergy`: by pair of candidates, each at its earliest: what both together
    bring beyond the sum of each.
    """

    main: dict[Option, float]
    synergy: dict[tuple[int, int], float]

    def estimate(self, portfolio: Portfolio) -> float:
        """Return main effects and synergies of a portfolio."""
        chosen = [c for c, option in enumerate(portfolio) if option]
        pairs = ((a, b) for at, a in enumerate(chosen) for b in chosen[at + 1 :])
        alone = sum(self.main[c, portfolio[c]] for c in chosen)
        return alone + sum(self.synergy.get(pair, 0.0) for pair in pairs)


def effects_of(model: Model) -> Effects:
    """Run the full model for each option alone, and each pair of candidates."""
    main = {one: _finite(model.worth(model.alone(*one))) for one in model.costs}
    synergy: dict[tuple[int, int], float] = {}
    count = len(model.asked.candidates)
    for a in range(count):
        for b in range(a + 1, count):
            both = model.worth(model.changed(model.alone(a), b, 1))
            synergy[a, b] = _finite(both) - main[a, 1] - main[b, 1] if np.isfinite(both) else 0.0
    return Effects(main, synergy)


def _finite(worth: float) -> float:
    """What cannot be built alone brings nothing alone."""
    return worth if np.isfinite(worth) else 0.0


@dataclass(frozen=True, eq=False)
class Choice:
    """The best portfolio by the estimate, and the prices of its budgets (relaxed problems have prices)."""

    portfolio: Portfolio
    estimate: float
    prices: Reals | None = None


def choose(
    model: Model, effects: Effects, *, most: float | None = None, raised: dict[int, float] | None = None
) -> Choice:
    """Return the best portfolio by main effects and synergies.

    Args:
        model: budgets, precedence, exclusivity.
        effects: what counts.
        most: a ceiling on the total cost beside the budgets.
        raised: money added to budgets, by their position in `model.limits`.

    Raises:
        NotConverged: the solver found no answer.

    """
    problem, chosen = _problem(model, effects, most=most, raised=raised or {}, whole=True)
    _solve(problem)
    picked = chosen.solution.to_numpy() > HALF
    options = list(model.costs)
    portfolio = [0] * len(model.asked.candidates)
    for at in np.flatnonzero(picked):
        candidate, option = options[at]
        portfolio[candidate] = option
    return Choice(tuple(portfolio), effects.estimate(tuple(portfolio)))


def prices(model: Model, effects: Effects) -> Reals:
    """Return worth per unit of money of each budget in the relaxed problem, (limits,).

    Choices may be fractions there: a mixed-integer programme has no prices of its own.
    """
    problem, _ = _problem(model, effects, most=None, raised={}, whole=False)
    _solve(problem)
    duals = np.nan_to_num(
        problem.constraints["budget"].dual.to_numpy().astype(float)
    )  # blank where none spends
    return np.abs(duals) * _scale(effects) / _money(model)


def _scale(effects: Effects) -> float:
    """Size of the objective: solvers work best near one."""
    return max((abs(value) for value in effects.main.values()), default=1.0) or 1.0


def _money(model: Model) -> float:
    """Size of the budgets."""
    return max((amount for _, _, amount in model.limits), default=1.0) or 1.0


def _problem(
    model: Model, effects: Effects, *, most: float | None, raised: dict[int, float], whole: bool
) -> tuple[Any, Any]:
    """Write the programme; variables x (options) and y (pairs)."""
    import pandas as pd

    linopy = needed("linopy", "A programme")

    options, pairs = list(model.costs), list(effects.synergy)
    problem = linopy.Model()
    index = pd.RangeIndex(len(options), name="option")
    kind: dict[str, Any] = {"binary": True} if whole else {"lower": 0.0, "upper": 1.0}
    x = problem.add_variables(coords=[index], name="x", **kind)
    scale = _scale(effects)
    gain = (x * (np.array([effects.main[one] for one in options]) / scale)).sum()
    count = len(model.asked.candidates)
    holds = np.array([[one[0] == c for one in options] for c in range(count)], dtype=float)
    problem.add_constraints((x * _table(holds, "candidate")).sum("option") <= 1, name="once")
    if pairs:
        numbers = pd.RangeIndex(len(pairs), name="pair")
        y = problem.add_variables(lower=0.0, upper=1.0, coords=[numbers], name="y")
        gain = gain + (y * (np.array([effects.synergy[pair] for pair in pairs]) / scale)).sum()
        one, other = (holds[[pair[side] for pair in pairs]] for side in (0, 1))
        for name, rows, least in (("first", one, None), ("second", other, None), ("both", one + other, -1)):
            left = y - (x * _table(rows, "pair")).sum("option")
            problem.add_constraints(left <= 0 if least is None else left >= least, name=name)
    _add_money(model, problem, x, options, most, raised)
    _add_order(model, problem, x, options, holds)
    problem.add_objective(gain, sense="max")
    return problem, x


def _table(rows: Reals, name: str) -> Any:
    """Rows of coefficients over options, labelled for linopy."""
    import pandas as pd
    import xarray as xr

    return xr.DataArray(rows, dims=[name, "option"], coords={name: pd.RangeIndex(len(rows), name=name)})


def _add_money(
    model: Model, problem: Any, x: Any, options: list[Option], most: float | None, raised: dict[int, float]
) -> None:
    import pandas as pd
    import xarray as xr

    size = _money(model)
    limits = pd.RangeIndex(len(model.limits), name="limit")
    rows = [[model.spent(*one, payer, year) / size for one in options] for payer, year, _ in model.limits]
    table = _table(np.array(rows), "limit")
    ends = [(amount + raised.get(at, 0.0)) / size for at, (_, _, amount) in enumerate(model.limits)]
    ceiling = xr.DataArray(np.array(ends), dims=["limit"], coords={"limit": limits})
    problem.add_constraints((x * table).sum("option") <= ceiling, name="budget")
    if most is not None:
        totals = np.array([model.costs[one].sum() / size for one in options])
        problem.add_constraints((x * totals).sum() <= most / size, name="most")


def _add_order(model: Model, problem: Any, x: Any, options: list[Option], holds: Reals) -> None:
    """Add precedence (no `then` before its `first`) and exclusivity."""
    place = {one.id: at for at, one in enumerate(model.asked.candidates)}
    for number, pair in enumerate(model.asked.precedence):
        first, then = place[pair.first], place[pair.then]
        for late in model.asked.delays(then):
            by = [c == then and model.asked.delays(c)[o - 1] <= late for c, o in options]
            before = [c == first and model.asked.delays(c)[o - 1] <= late for c, o in options]
            row = np.array(by, dtype=float) - np.array(before, dtype=float)
            problem.add_constraints((x * row).sum() <= 0, name=f"order-{number}-{late}")
    for number, group in enumerate(model.asked.exclusive):
        row = np.array([holds[place[name]] for name in group]).sum(axis=0)
        problem.add_constraints((x * row).sum() <= 1, name=f"one-of-{number}")


def _solve(problem: Any) -> None:
    status, condition = problem.solve("highs", io_api="lp", output_flag=False, progress=False)
    if status != "ok":
        message = f"The choice of measures was not solved: {condition}. Check budgets and precedence."
        raise NotConverged(message)
