"""The cheapest setting that meets the targets, or the closest one and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize, nnls

from technopole.decide.targets.problem import Problem
from technopole.decide.targets.read import plain_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from technopole.decide.targets.read import Asked
    from technopole.future.calibration import City

    Reals = NDArray[np.float64]

MET = 1e-4
"""Share of a goal by which it may be missed and still count as met here: the solver's own accuracy."""
AT_BOUND = 1e-6
ROUNDING = 1e-9
STEPS = 60
PRECISION = 1e-7


@dataclass(frozen=True, eq=False)
class Answer:
    """What the levers can do.

    Attributes:
        problem: what was asked.
        feasible: whether one setting meets all targets.
        settings: the cheapest that does, or the one that comes closest (L,).
        clash: targets that cannot be met together (one alone: out of reach); empty if feasible.
        reach: figures of the targets where those of the clash alone come closest (J,).
        prices: feasible: money one unit more of each target costs; else its part in the shortfall (J,).
        bounds: feasible: money saved if each lever's bound gave way by 1; else the part of the largest
            shortfall, as a share of its goal, that it would take away (L,). 0 where a bound does not bind.

    """

    problem: Problem
    feasible: bool
    settings: Reals
    clash: tuple[int, ...]
    reach: Reals
    prices: Reals
    bounds: Reals

    @property
    def because(self) -> str:
        """Why there is no such setting, in a sentence; empty if there is one."""
        if self.feasible:
            return ""
        wanted = self.problem.asked.targets
        reach = " and ".join(
            f"{wanted[j].indicator}@{wanted[j].scope} {self.reach[j]:,.6g}" for j in self.clash
        )
        if len(self.clash) == 1:
            return f"Infeasible because {wanted[self.clash[0]].words} is out of reach: closest is {reach}."
        names = " and ".join(wanted[j].words for j in self.clash)
        return f"Infeasible because {names} clash: closest together is {reach}."

    def plain(self) -> dict[str, Any]:
        """Return the answer as data."""
        problem = self.problem
        values = problem.values(self.settings)
        levers = zip(problem.asked.levers, self.settings, problem.costs, self.bounds, strict=True)
        targets = zip(problem.asked.targets, values, problem.slack(self.settings), self.prices, strict=True)
        key = "money_a_unit" if self.feasible else "part_in_shortfall"
        worth = "saving_a_unit_of_bound" if self.feasible else "shortfall_a_unit_of_bound"
        return {
            "feasible": self.feasible,
            "because": self.because,
            "cost": problem.cost(self.settings),
            "cost_as_planned": float(problem.costs.sum()),
            "levers": [
                plain_setting(lever, float(setting)) | {"cost": float(setting * cost), worth: float(bound)}
                for lever, setting, cost, bound in levers
            ],
            "targets": [
                {"target": wanted.words, "value": float(value), "met": bool(slack >= -MET), key: float(price)}
                for wanted, value, slack, price in targets
            ],
            "clash": [problem.asked.targets[j].words for j in self.clash],
            "runs": problem.runs,
        }


def work_backwards(city: City, asked: Asked) -> Answer:
    """Return the cheapest setting of levers that meets all targets, or why there is none.

    Sequential quadratic programming (Kraft 1988) on the model itself, with slopes from one reverse pass. The
    answer is an optimum near the plan as it stands: the model is not convex, and a better one may lie
    elsewhere.

    Raises:
        InputError: a lever that cannot be scaled, or no lever costs anything.

    """
    problem = Problem.of(city, asked)
    every = tuple(range(len(problem.goals)))
    start = np.clip(np.ones(len(problem.low)), problem.low, problem.high)
    closest, short = come_close(problem, every, start)
    if short > MET:
        clash = clashing(problem, every, closest)
        reach = problem.values(come_close(problem, clash, closest)[0])
        parts, bounds = _parts(problem, closest, short)
        return Answer(problem, False, closest, clash, reach, parts, bounds)  # noqa: FBT003 - feasible
    cheapest = _cheapest(problem, closest)
    prices, bounds = _prices(problem, cheapest)
    return Answer(problem, True, cheapest, (), problem.values(cheapest), prices, bounds)  # noqa: FBT003


def come_close(problem: Problem, targets: Sequence[int], start: Reals) -> tuple[Reals, float]:
    """Return the setting whose largest shortfall over some targets is least, and that shortfall."""
    rows, count = list(targets), len(start)
    if problem.slack(start)[rows].min() >= 0:
        return start, 0.0
    first = np.append(start, max(-problem.slack(start)[rows].min(), 0.0))
    constraints: list[Any] = [
        {
            "type": "ineq",
            "fun": lambda x: problem.slack(x[:count])[rows] + x[count],
            "jac": lambda x: np.hstack([problem.slope(x[:count])[rows], np.ones((len(rows), 1))]),
        },
        *_land(problem, extra=1),
    ]
    limits = [*zip(problem.low, problem.high, strict=True), (0.0, None)]
    found = minimize(
        lambda x: x[count], first, jac=lambda _: np.eye(count + 1)[count], bounds=limits,
        constraints=constraints, method="SLSQP", options={"maxiter": STEPS, "ftol": PRECISION},
    )  # fmt: skip
    settings = _snapped(problem, found.x[:count])
    tried = [settings, start]
    best = max(tried, key=lambda one: np.nan_to_num(problem.slack(one)[rows].min(), nan=-np.inf))
    return best, float(max(-problem.slack(best)[rows].min(), 0.0))


def clashing(problem: Problem, every: Sequence[int], start: Reals) -> tuple[int, ...]:
    """Return a smallest set of targets that cannot be met together (a deletion filter: Chinneck 1997)."""
    left = list(every)
    for target in every:
        fewer = [one for one in left if one != target]
        if fewer and come_close(problem, fewer, start)[1] > MET:
            left = fewer
    return tuple(left)


def _cheapest(problem: Problem, start: Reals) -> Reals:
    met_and_room: list[Any] = [{"type": "ineq", "fun": problem.slack, "jac": problem.slope}, *_land(problem)]
    total = float(problem.costs @ np.maximum(problem.high, 1.0)) or 1.0
    found = minimize(
        lambda s: problem.cost(s) / total, start, jac=lambda _: problem.costs / total,
        bounds=list(zip(problem.low, problem.high, strict=True)),
        constraints=met_and_room,
        method="SLSQP", options={"maxiter": STEPS, "ftol": PRECISION},
    )  # fmt: skip
    settings = _snapped(problem, found.x)
    met = problem.slack(settings).min() >= -MET
    return settings if met and problem.cost(settings) <= problem.cost(start) else start


def _snapped(problem: Problem, settings: Reals) -> Reals:
    """Settings within their bounds, and on them where rounding alone parts them."""
    inside = np.clip(settings, problem.low, problem.high)
    low = np.where(inside < problem.low + ROUNDING, problem.low, inside)
    return np.where(low > problem.high - ROUNDING, problem.high, low)


def _land(problem: Problem, extra: int = 0) -> list[dict[str, Any]]:
    """Room for floor in zones where the levers' ends would not fit."""
    rows, limits, _ = problem.land
    if not len(rows):
        return []
    padded = np.hstack([rows, np.zeros((len(rows), extra))])
    return [{"type": "ineq", "fun": lambda x: limits - padded @ x, "jac": lambda _: -padded}]


def _free(problem: Problem, settings: Reals) -> NDArray[np.bool_]:
    return (settings > problem.low + AT_BOUND) & (settings < problem.high - AT_BOUND)


def _prices(problem: Problem, settings: Reals) -> tuple[Reals, Reals]:
    """Multipliers of targets and bounds where all targets are met (Karush, Kuhn and Tucker)."""
    binding = np.abs(problem.slack(settings)) <= 10 * MET
    slope = problem.slope(settings)
    free = _free(problem, settings)
    multipliers = np.zeros(len(binding))
    if binding.any() and free.any():
        multipliers[binding] = nnls(slope[np.ix_(binding, free)].T, problem.costs[free])[0]
    reduced = np.where(free, 0.0, problem.costs - slope.T @ multipliers)
    at_top = settings >= problem.high - AT_BOUND
    return multipliers / problem.sizes, np.where(at_top, np.maximum(-reduced, 0.0), np.maximum(reduced, 0.0))


def _parts(problem: Problem, settings: Reals, short: float) -> tuple[Reals, Reals]:
    """Multipliers of targets (adding up to 1) and bounds where some target is missed."""
    binding = problem.slack(settings) <= -short + 10 * MET
    slope, free = problem.slope(settings), _free(problem, settings)
    weight = 10.0 * max(float(np.abs(slope).max()), 1.0)
    rows = np.vstack([slope[np.ix_(binding, free)].T, weight * np.ones((1, int(binding.sum())))])
    parts = np.zeros(len(binding))
    parts[binding] = nnls(rows, np.append(np.zeros(int(free.sum())), weight))[0]
    gained = slope.T @ parts
    at_top = settings >= problem.high - AT_BOUND
    return parts, np.where(free, 0.0, np.where(at_top, np.maximum(gained, 0.0), np.maximum(-gained, 0.0)))
