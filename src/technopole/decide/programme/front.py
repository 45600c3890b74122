"""What more or less money brings: the front of worth over cost, with the portfolio at each point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.decide.programme.choose import choose

if TYPE_CHECKING:
    from technopole.decide.programme.choose import Effects
    from technopole.decide.programme.portfolio import Model, Portfolio

POINTS = 8
"""Ceilings on total cost that are tried, from nothing to what the best portfolio costs."""


@dataclass(frozen=True)
class Point:
    """A portfolio that no other found brings more than for as little."""

    portfolio: Portfolio
    cost: float
    worth: float
    goals: tuple[float, ...]


def front(model: Model, effects: Effects, best: Portfolio) -> list[Point]:
    """Return the front by the epsilon-constraint method (Haimes et al. 1971), cheapest first.

    Each ceiling's portfolio is chosen by the estimate and run by the full model.
    """
    ceilings = np.linspace(0.0, model.total(best), POINTS)[1:-1]
    found = {choose(model, effects, most=float(most)).portfolio for most in ceilings} | {model.empty, best}
    return not_dominated([point_of(model, portfolio) for portfolio in found])


def point_of(model: Model, portfolio: Portfolio) -> Point:
    """Run a portfolio and return it as a point."""
    goals = tuple(float(value) for value in model.goals(portfolio))
    return Point(portfolio, model.total(portfolio), model.worth(portfolio), goals)


def not_dominated(points: list[Point]) -> list[Point]:
    """Return the points no other betters in worth for the same or less cost, cheapest first."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda one: (one.cost, -one.worth)):
        if not kept or point.worth > kept[-1].worth:
            kept.append(point)
    return kept
