"""The best programme: chosen, verified by the full model, priced, and held against what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged
from technopole.decide.programme.choose import Effects, choose, effects_of, prices
from technopole.decide.programme.front import Point, front, point_of
from technopole.decide.programme.improve import exact, improve, small
from technopole.decide.programme.overrun import Overrun, overrun
from technopole.decide.programme.portfolio import Model
from technopole.decide.programme.robust import Robustness, robustness

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from technopole.decide.programme.portfolio import Portfolio
    from technopole.decide.programme.read import Asked
    from technopole.future.calibration import City

BILLION = 1e9
SHOWN = 10
TENTH = 0.1


@dataclass(frozen=True, eq=False)
class Programme:
    """A chosen programme.

    Attributes:
        model: what was asked, and every run made.
        portfolio: what is chosen, and when.
        was_exact: whether every portfolio was run (else no change of one and no swap of two helps).
        effects: main effects and synergies.
        points: the front of worth over cost.
        prices: worth of one unit of money more in each budget, relaxed problem, (limits,).
        raised: worth of a tenth more of each year's money, by the estimate, chosen anew, (limits,).
        robust: worth over draws; None if not asked.
        beyond: what it takes to meet the goals the choice misses; None if it misses none.

    """

    model: Model
    portfolio: Portfolio
    was_exact: bool
    effects: Effects
    points: list[Point]
    prices: NDArray[np.float64]
    raised: NDArray[np.float64]
    robust: Robustness | None
    beyond: Overrun | None

    def plain(self) -> dict[str, Any]:
        """Return the programme as data."""
        model, chosen = self.model, point_of(self.model, self.portfolio)
        return {
            "chosen": model.words(self.portfolio),
            "exact": self.was_exact,
            "cost": chosen.cost,
            "worth": chosen.worth,
            "goals": self._goals(chosen),
            "main_effects": [
                {"candidate": model.asked.candidates[c].id, "delay": model.asked.delays(c)[option - 1],
                 "worth": worth, "cost": float(model.costs[c, option].sum())}
                for (c, option), worth in self.effects.main.items()
            ],
            "candidates": model.candidates(),
            "years": [model.years[0], model.years[-1]],
            "spending": model.spending(self.portfolio),
            "base_cost": model.base_cost(),
            "scenario": model.scenario(self.portfolio),
            "synergies": self.synergies(),
            "front": [
                {"cost": point.cost, "worth": point.worth, "chosen": model.words(point.portfolio)}
                for point in self.points
            ],
            "budgets": [
                {"payer": payer, "year": year, "amount": amount, "worth_a_billion": float(price) * BILLION,
                 "worth_of_a_tenth_more": float(more)}
                for (payer, year, amount), price, more
                in zip(model.limits, self.prices, self.raised, strict=True)
            ],
            "overrun": self._overrun(),
            "robustness": self._robust(),
            "runs": model.runs,
        }  # fmt: skip

    def _goals(self, chosen: Point) -> list[dict[str, Any]]:
        nothing = self.model.goals(self.model.empty)
        return [
            {"goal": figure.text, "without": float(before), "with": after}
            for figure, before, after in zip(self.model.figures, nothing, chosen.goals, strict=True)
        ]

    def _overrun(self) -> dict[str, Any] | None:
        if self.beyond is None:
            return None
        point = self.beyond.point
        return {
            "money": self.beyond.money,
            "cost": point.cost,
            "chosen": self.model.words(point.portfolio),
            "missed": list(self.beyond.missed),
        }

    def synergies(self) -> list[dict[str, Any]]:
        """Return what pairs bring beyond the sum of each, strongest first."""
        names = [one.id for one in self.model.asked.candidates]
        pairs = self.effects.synergy.items()
        rows = [{"first": names[a], "second": names[b], "worth": worth} for (a, b), worth in pairs]
        return sorted(rows, key=lambda row: -abs(float(row["worth"])))

    def _robust(self) -> dict[str, Any] | None:
        robust = self.robust
        if robust is None:
            return None
        regret = robust.regret
        return {
            "draws": len(robust.worth),
            "portfolios": [
                {"chosen": self.model.words(portfolio), "mean_worth": float(robust.worth[:, at].mean()),
                 "mean_regret": float(regret[:, at].mean()), "largest_regret": float(regret[:, at].max()),
                 "best_in": float((regret[:, at] <= 0).mean())}
                for at, portfolio in enumerate(robust.portfolios)
            ],
            "worth_of_knowing_everything": robust.perfect_information(),
            "worth_of_knowing": robust.information()[:SHOWN],
        }  # fmt: skip


def best_programme(
    city: City,
    asked: Asked,
    *,
    draws: int = 0,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Programme:
    """Choose what to do and when.

    Small problems (up to 256 portfolios) are solved by running every one. Others by main effects and pairwise
    synergies from the full model, a mixed-integer programme, and improvement by the full model until no
    change of one candidate and no swap of two helps.

    Args:
        city: a calibrated region.
        asked: candidates, budgets, goals.
        draws: of the assumptions, over which the choice's regret is measured; 0 leaves that out.
        seed: of the draws.
        progress: told what is being done.

    Raises:
        NotConverged: the base was not followed to its end, or the solver found no choice.

    """
    tell = progress or (lambda _: None)
    model = Model(city, asked)
    if not np.isfinite(model.goals(model.empty)).all():
        message = f"Plan '{asked.base.id}' was not followed to its end: technopole run says where it stops."
        raise NotConverged(message)
    tell("Running candidates alone and in pairs")
    effects = effects_of(model)
    whole = small(model)
    if whole:
        portfolio = exact(model, tell)
    else:
        tell("Choosing")
        start = choose(model, effects).portfolio
        portfolio = improve(model, effects, start if np.isfinite(model.worth(start)) else model.empty, tell)
    tell("Pricing budgets")
    points = front(model, effects, portfolio)
    priced = prices(model, effects)
    raised = _raised(model, effects, priced)
    more = overrun(model, effects, portfolio)
    tell("Following draws")
    richest_first = [point.portfolio for point in reversed(points)]
    robust = robustness(model, richest_first, draws, seed) if draws else None
    return Programme(model, portfolio, whole, effects, points, priced, raised, robust, more)


def _raised(model: Model, effects: Effects, priced: NDArray[np.float64]) -> NDArray[np.float64]:
    """Worth of a tenth more money in each budget that has a price, by the estimate, chosen anew."""
    before = choose(model, effects).estimate
    more = np.zeros(len(priced))
    for at in np.flatnonzero(priced > 0):
        extra = TENTH * model.limits[at][2]
        more[at] = max(choose(model, effects, raised={int(at): extra}).estimate - before, 0.0)
    return more
