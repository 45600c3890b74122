"""How good a choice stays over draws: regret, and what knowing an assumption would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.decide.cases import written
from technopole.decide.uncertain import Uncertainty, design_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from technopole.decide.programme.portfolio import Model, Portfolio

    Reals = NDArray[np.float64]

BINS = 2
"""Halves of an assumption's draws between which the choice may differ when it is known."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """Worth of portfolios over draws, (D, portfolios), of the draws that were found for all."""

    portfolios: tuple[Portfolio, ...]
    worth: Reals
    names: tuple[str, ...]
    values: Reals

    @property
    def regret(self) -> Reals:
        """What each portfolio loses against the best of them in each draw, (D, portfolios)."""
        return self.worth.max(axis=1, keepdims=True) - self.worth

    def perfect_information(self) -> float:
        """Return the worth of knowing everything before choosing (Raiffa and Schlaifer 1961)."""
        return max(float(self.worth.max(axis=1).mean() - self.worth.mean(axis=0).max()), 0.0)

    def information(self) -> list[dict[str, Any]]:
        """Return, for each assumption, the worth of knowing whether it is below or above its median.

        A lower bound of the worth of knowing it (Strong and Oakley 2013 bin more finely); largest first.
        """
        best = self.worth.mean(axis=0).max()
        rows: list[dict[str, Any]] = []
        for place, name in enumerate(self.names):
            order = np.argsort(self.values[:, place], kind="stable")
            parts = np.array_split(order, BINS)
            known = sum(len(part) * self.worth[part].mean(axis=0).max() for part in parts) / len(order)
            rows.append({"assumption": name, "worth_of_knowing": max(float(known - best), 0.0)})
        return sorted(rows, key=lambda row: -row["worth_of_knowing"])


def robustness(model: Model, portfolios: Sequence[Portfolio], draws: int, seed: int) -> Robustness | None:
    """Follow portfolios under the same draws; None if no draw was found for all of them."""
    from technopole.future.drawn import simulate_draws

    design = design_of(model.city.region, Uncertainty(), draws, seed)
    plans = [model.plan(portfolio) for portfolio in (model.empty, *portfolios)]
    rows = np.full((draws, len(plans)), np.nan)
    for drawn in simulate_draws(model.city, plans, design.parameters, workers=1):
        for place, run in enumerate(drawn.runs):
            rows[drawn.index, place] = float(model.weights @ model.read(run))
    worth = rows[:, 1:] - rows[:, :1]
    found = np.isfinite(worth).all(axis=1)
    if not found.any():
        return None
    names = tuple(written(column) for column in design.columns)
    return Robustness(tuple(portfolios), worth[found], names, design.points[found])
