"""Portfolios: what is chosen and when, what it costs by year, what the full model makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import InputError
from technopole.decide.cases import with_measures
from technopole.decide.figures import Figure, values_of
from technopole.decide.programme.read import ANYBODY
from technopole.plans.levers_scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from technopole.decide.programme.read import Asked, Candidate
    from technopole.future.calibration import City
    from technopole.future.run import Run
    from technopole.plans import Plan
    from technopole.plans.measure import Measure

    Reals = NDArray[np.float64]

LANGUAGES = ("en", "zh-Hant", "zh-Hans")

Portfolio = tuple[int, ...]
"""For each candidate 0 (not chosen) or 1 + the position of its delay."""


@dataclass(eq=False)
class Model:
    """The full model as a function of portfolios; what was computed is kept."""

    city: City
    asked: Asked
    runs: int = 0
    _booked: float = float("nan")
    _known: dict[Portfolio, Reals] = field(default_factory=dict, repr=False)

    @property
    def empty(self) -> Portfolio:
        """Nothing chosen."""
        return (0,) * len(self.asked.candidates)

    def alone(self, candidate: int, option: int = 1) -> Portfolio:
        """One candidate chosen."""
        return self.changed(self.empty, candidate, option)

    def changed(self, portfolio: Portfolio, candidate: int, option: int) -> Portfolio:
        """Return the portfolio with one candidate's option exchanged."""
        return (*portfolio[:candidate], option, *portfolio[candidate + 1 :])

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of the run."""
        return self.city.region.years

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Figures of the goals."""
        return tuple(Figure(goal.indicator, goal.scope) for goal in self.asked.goals)

    @cached_property
    def weights(self) -> Reals:
        """Worth of one unit of each goal."""
        return np.array([goal.weight for goal in self.asked.goals])

    def measures(self, candidate: int, option: int) -> list[Measure]:
        """Return a candidate's measures at one of its delays."""
        late = self.asked.delays(candidate)[option - 1]
        names = self.asked.candidates[candidate].measures
        return [
            one.model_copy(update={"delay": one.delay + late, "truncate": one.truncate or late > 0})
            for one in self.asked.plan.measures
            if one.id in names
        ]

    def plan(self, portfolio: Portfolio) -> Plan:
        """Return the base with a portfolio's measures."""
        chosen = [
            measure
            for candidate, option in enumerate(portfolio)
            if option
            for measure in self.measures(candidate, option)
        ]
        name = "-".join(str(option) for option in portfolio)
        return with_measures(self.asked.base, f"portfolio-{name}", [*self.asked.base.measures, *chosen])

    def goals(self, portfolio: Portfolio) -> Reals:
        """Return the goals' figures by the full model (J,); NaN where the path was not found."""
        if portfolio not in self._known:
            try:
                run = self._base_run if portfolio == self.empty else self._run(portfolio, self._base_run)
            except InputError:  # what it rests on was not chosen: it cannot be built
                self._known[portfolio] = np.full(len(self.figures), np.nan)
            else:
                self.runs += 1
                if portfolio == self.empty and run.converged:
                    self._booked = float(np.asarray(run.path.cost).sum())
                self._known[portfolio] = self.read(run)
        return self._known[portfolio]

    @cached_property
    def _base_run(self) -> Run:
        """The run of nothing chosen, which all others are near."""
        return self._run(self.empty)

    def _run(self, portfolio: Portfolio, like: Run | None = None) -> Run:
        from technopole.future.run import followed
        from technopole.future.timeline import build_timeline

        plan = self.plan(portfolio)
        return followed(self.city, plan, build_timeline(self.city.region, plan)[0], bare=True, like=like)

    def read(self, run: Run) -> Reals:
        """Return the goals' figures of a run (J,)."""
        if not run.converged:
            return np.full(len(self.figures), np.nan)
        values = values_of(run, self.figures)
        at = [self.years.index(goal.year or self.years[-1]) for goal in self.asked.goals]
        return values[np.arange(len(at)), at]

    def worth(self, portfolio: Portfolio) -> float:
        """Return the weighted gain over choosing nothing; -inf where the path was not found."""
        gain = float(self.weights @ (self.goals(portfolio) - self.goals(self.empty)))
        return gain if np.isfinite(gain) else -np.inf

    # Money ---------------------------------------------------------------------------------------

    @cached_property
    def costs(self) -> dict[tuple[int, int], Reals]:
        """Money by (candidate, option): year and payer, (T, P)."""
        return {
            (candidate, option): self._cost(candidate, option)
            for candidate in range(len(self.asked.candidates))
            for option in range(1, len(self.asked.delays(candidate)) + 1)
        }

    def _cost(self, candidate: int, option: int) -> Reals:
        region = self.city.region
        money = np.zeros((len(self.years), len(region.payers)))
        for measure in self.measures(candidate, option):
            for cost in measure.dated().cost:
                share = cost.amount / (cost.year_to - cost.year_from + 1)
                for year in range(max(cost.year_from, self.years[0]), min(cost.year_to, self.years[-1]) + 1):
                    money[year - self.years[0], region.payers.index(cost.payer)] += share
        return money

    def total(self, portfolio: Portfolio) -> float:
        """Return what a portfolio costs in the years of the run."""
        return float(sum(self.costs[c, option].sum() for c, option in enumerate(portfolio) if option))

    @cached_property
    def limits(self) -> list[tuple[str, int, float]]:
        """Budgets: payer, year, money; what no row names is not limited."""
        return [
            (row.payer, year, row.amount)
            for row in self.asked.budget
            for year in range(row.year_from, row.year_to + 1)
        ]

    def spent(self, candidate: int, option: int, payer: str, year: int) -> float:
        """Return what an option costs a payer (or all of them) in a year."""
        row = self.costs[candidate, option][year - self.years[0]]
        return float(row.sum() if payer == ANYBODY else row[self.city.region.payers.index(payer)])

    def allowed(self, portfolio: Portfolio, *, budgets: bool = True) -> bool:
        """Tell whether a portfolio keeps budgets, precedence and exclusivity."""
        return self._ordered(portfolio) and (not budgets or self._affordable(portfolio))

    def _affordable(self, portfolio: Portfolio) -> bool:
        chosen = [(candidate, option) for candidate, option in enumerate(portfolio) if option]
        return all(
            sum(self.spent(*one, payer, year) for one in chosen) <= amount * (1 + 1e-9)
            for payer, year, amount in self.limits
        )

    def _ordered(self, portfolio: Portfolio) -> bool:
        place = {one.id: at for at, one in enumerate(self.asked.candidates)}
        start = [self.asked.delays(c)[option - 1] if option else None for c, option in enumerate(portfolio)]
        for pair in self.asked.precedence:
            first, then = start[place[pair.first]], start[place[pair.then]]
            if then is not None and (first is None or first > then):
                return False
        return all(
            sum(start[place[name]] is not None for name in group) <= 1 for group in self.asked.exclusive
        )

    def every(self) -> Iterator[Portfolio]:
        """Yield every portfolio there is, allowed or not."""
        from itertools import product

        yield from product(*(range(len(self.asked.delays(c)) + 1) for c in range(len(self.asked.candidates))))

    def words(self, portfolio: Sequence[int]) -> list[dict[str, object]]:
        """Say what is chosen: candidate and delay."""
        return [
            {"candidate": self.asked.candidates[c].id, "delay": self.asked.delays(c)[option - 1]}
            for c, option in enumerate(portfolio)
            if option
        ]

    def spending(self, portfolio: Portfolio) -> list[dict[str, object]]:
        """Say what each chosen candidate costs in each year of the run, all payers together."""
        return [
            {"candidate": self.asked.candidates[c].id, "by_year": self.costs[c, option].sum(axis=1).tolist()}
            for c, option in enumerate(portfolio)
            if option
        ]

    def candidates(self) -> list[dict[str, object]]:
        """Say what each candidate is: its name in each language, and its measures."""
        titles = {measure.id: measure.title for measure in self.asked.plan.measures}

        def named(one: Candidate, language: str) -> str:
            if one.name is not None:
                return one.name.text(language)
            return titles[one.measures[0]](language) if len(one.measures) == 1 else one.id

        return [
            {
                "id": one.id,
                "names": {language: named(one, language) for language in LANGUAGES},
                "measures": list(one.measures),
            }
            for one in self.asked.candidates
        ]

    def scenario(self, portfolio: Portfolio) -> str | None:
        """Return a portfolio as a scenario: the plan, levers of what is not chosen moved to leave it out.

        None where levers cannot say it: something is put off, or left out without a lever, or the base is not
        the rest of the plan.
        """
        plan, chosen = self.asked.plan, list(zip(self.asked.candidates, portfolio, strict=True))
        late = any(option and self.asked.delays(c)[option - 1] for c, (_, option) in enumerate(chosen))
        mute = any(not option and not one.off for one, option in chosen)
        if late or mute or self.asked.base.id != plan.id:
            return None
        moved = {name: value for one, option in chosen if not option for name, value in one.off.items()}
        return Scenario(plan.id, tuple((name, f"{value:g}") for name, value in moved.items())).text

    def base_cost(self) -> float:
        """Return what happens anyway costs to the last year, as its run books it; NaN if it was not found."""
        self.goals(self.empty)
        return self._booked
