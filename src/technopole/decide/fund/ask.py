"""A fund in a scenario: the goal's slope by research money, the portfolio, again until it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import InputError, NotConverged
from technopole.decide.figures import Figure, checked, values_of, year_faults
from technopole.decide.fund.fitted import Fitted, fit_to_region
from technopole.funds import relinearise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from technopole.decide.fund.fitted import Reals
    from technopole.funds import Effort, Problem, Relinearised
    from technopole.future.calibration import City
    from technopole.future.path_arrays import Path
    from technopole.future.timeline_arrays import Timeline
    from technopole.plans import Plan

ROUNDS = 12


@dataclass(frozen=True, eq=False)
class Asked:
    """A fund solved in a scenario.

    `year` is None for the discounted sum over the run. `without` and `full`: the goal of the plan followed
    without the fund and with it, exactly; `net` says whether a unit paid counted against the goal.
    """

    city: City
    plan: Plan
    figure: Figure
    year: int | None
    net: bool
    fitted: Fitted
    solved: Relinearised
    without: float
    full: float


@dataclass(frozen=True, eq=False)
class Goal:
    """A figure of a path as one number: in a year, or discounted and summed over the run."""

    city: City
    figure: Figure
    year: int | None
    timeline: Timeline

    @property
    def weights(self) -> Reals:
        """Weight of each year's figure (T,)."""
        years = self.city.region.years
        if self.year is not None:
            return np.array([float(year == self.year) for year in years])
        return discount(self.city)

    def of(self, path: Path) -> object:
        """The goal of a path, differentiable."""
        from technopole.indicators import measure_of

        region = self.city.region
        measure = measure_of(region, self.figure.indicator, self.figure.scope, self.timeline.capacity)
        return self.weights @ measure(path)

    @property
    def net(self) -> bool:
        """Money summed over the run counts net of the money paid; a year's flow, or jobs, cannot."""
        unit = self.figure.unit(self.city.region)
        return self.year is None and self.city.region.money in unit.split()


def discount(city: City) -> Reals:
    """Weight of each year's money (T,), 1 in the base year."""
    rate = city.region.parameters.get("discount_rate")
    return (1.0 + rate) ** -np.arange(len(city.region.years), dtype=float)


def ask(
    city: City,
    plan: Plan,
    problem: Problem,
    goal: str,
    *,
    year: int | None = None,
    discounted: bool = False,
    amount: float | None = None,
    payers: Mapping[str, str] | None = None,
    performer: str = "higher_education",
    stage: str | None = None,
    rounds: int = ROUNDS,
    effort: Effort | None = None,
    progress: Callable[[str], None] | None = None,
) -> Asked:
    """Solve a fund whose proposals are worth what they do for a goal of a plan.

    Args:
        city: a calibrated region with an ecosystem.
        plan: the plan the fund is added to.
        problem: the fund.
        goal: a figure ("innovation_jobs@north").
        year: of the goal; the last if not given.
        discounted: the figure summed over the run at the region's discount rate instead of one year.
        amount: all budgets together in the region's money; as they are if not given.
        payers: funder of the region that stands for a side of the fund.
        performer: who spends the money.
        stage: stage it pays for; as the performer spends its other money if not given.
        rounds: at most so many.
        effort: of each solution.
        progress: told what is being done.

    Raises:
        InputError: a fund, goal or year that does not fit the region.
        NotConverged: a path that was not found.

    """
    from technopole.future.timeline import build_timeline

    region, tell = city.region, progress or (lambda _: None)
    faults = [] if year is None else year_faults(region, year)
    if faults:
        raise InputError(faults)
    (figure,) = checked(region, [goal])
    timeline, _ = build_timeline(region, plan)
    fitted = fit_to_region(
        problem, region, timeline, amount=amount, payers=payers, performer=performer, stage=stage
    )
    when = None if discounted else year or region.last_year
    aim = Goal(city, figure, when, timeline)
    slope_at = SlopeAt(aim, plan, fitted, timeline, tell)
    solved = relinearise(fitted.problem, slope_at, rounds, effort=effort)
    tell("Following the plan with the fund")
    full = followed_goal(aim, plan, fitted.levers(timeline, solved.portfolio.by_zone))
    without = followed_goal(aim, plan, timeline)
    return Asked(city, plan, figure, when, aim.net, fitted, solved, without, full)


class SlopeAt:
    """A goal's value of a unit of the fund's money, [side, zone, year], where the fund already sends some."""

    def __init__(
        self, goal: Goal, plan: Plan, fitted: Fitted, timeline: Timeline, tell: Callable[[str], None]
    ) -> None:
        """Count rounds, for what is told."""
        self._goal, self._plan, self._fitted, self._timeline = goal, plan, fitted, timeline
        self._tell, self._round = tell, 0

    def __call__(self, money: Reals) -> Reals:
        """Slope at money [funder, zone, year] that arrives."""
        from technopole.decide.slopes import slopes

        self._round += 1
        self._tell(f"Round {self._round}: following slopes backwards")
        levers = self._fitted.levers(self._timeline, money)
        _, back, found = slopes(self._goal.city, levers, [self._goal.of])
        if not found:
            message = f"Plan '{self._plan.id}' was not followed to its end: ask for a smaller fund."
            raise NotConverged(message)
        return worth_of_money(self._goal, self._fitted, back[0])


def worth_of_money(goal: Goal, fitted: Fitted, slope: Timeline) -> Reals:
    """What a unit of the fund's money that arrives does for a goal, [side, zone, year].

    `slope` is the goal's derivative by every lever. Money that counts net has the unit itself taken off.
    """
    value = fitted.by_side(np.asarray(slope.research_money))
    return value - fitted.unit * discount(goal.city)[fitted.when] if goal.net else value


def followed_goal(goal: Goal, plan: Plan, levers: Timeline) -> float:
    """The goal of levers followed exactly.

    Raises:
        NotConverged: a year that was not found.

    """
    from technopole.future.run import followed

    run = followed(goal.city, plan, levers, bare=True)
    if run.failure:
        raise NotConverged(run.failure)
    return float(goal.weights @ values_of(run, [goal.figure])[0])
