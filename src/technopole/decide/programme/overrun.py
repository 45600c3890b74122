"""Where the chosen programme misses goals: the least money beyond the budgets found to meet them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.decide.programme.choose import choose
from technopole.decide.programme.front import point_of
from technopole.indicators import parse_request
from technopole.indicators.rows import target_rows
from technopole.indicators.targets import reached, same_unit

if TYPE_CHECKING:
    from technopole.decide.programme.choose import Effects
    from technopole.decide.programme.front import Point
    from technopole.decide.programme.portfolio import Model, Portfolio

HALVINGS = 6
"""Of the span between the budgets and money for everything."""


@dataclass(frozen=True)
class Overrun:
    """What it takes to meet every goal that has a target.

    `money` beyond the budgets of `point`, the cheapest choice found that meets them; None if the richest
    choice tried (`point`) misses some too. `missed`: goals that `point` misses ("jobs@north").
    """

    money: float | None
    point: Point
    missed: tuple[str, ...]


def overrun(model: Model, effects: Effects, best: Portfolio) -> Overrun | None:
    """Raise all budgets alike until the choice by the estimate, run by the full model, meets all targets.

    Targets are the region's own for the goals' figures, in the goals' years; as on a scorecard a miss of less
    than a thousandth counts as met. None if the best portfolio meets them, or no goal has one. A choice is
    the one worth most for its money, so that less may do: found, not proved.
    """
    if not _missed(model, best):
        return None
    room = np.array([_room(model, at) for at in range(len(model.limits))])

    def chosen(share: float) -> Portfolio:
        return choose(model, effects, raised=dict(enumerate((share * room).tolist()))).portfolio

    richest = chosen(1.0)
    if missed := _missed(model, richest):
        return Overrun(None, point_of(model, richest), missed)
    low, high, found = 0.0, 1.0, {richest}
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        portfolio = chosen(middle)
        if _missed(model, portfolio):
            low = middle
        else:
            high, found = middle, found | {portfolio}
    least = min(found, key=lambda portfolio: (beyond(model, portfolio), portfolio))
    return Overrun(beyond(model, least), point_of(model, least), ())


def beyond(model: Model, portfolio: Portfolio) -> float:
    """Return what a portfolio spends beyond its budgets, over all of them."""
    chosen = [(candidate, option) for candidate, option in enumerate(portfolio) if option]
    return sum(
        max(sum(model.spent(*one, payer, year) for one in chosen) - amount, 0.0)
        for payer, year, amount in model.limits
    )


def _room(model: Model, limit: int) -> float:
    """Money a budget lacks for every candidate at its dearest."""
    payer, year, amount = model.limits[limit]
    dearest: dict[int, float] = {}
    for candidate, option in model.costs:
        spent = model.spent(candidate, option, payer, year)
        dearest[candidate] = max(dearest.get(candidate, 0.0), spent)
    return max(sum(dearest.values()) - amount, 0.0)


def _missed(model: Model, portfolio: Portfolio) -> tuple[str, ...]:
    """Return the goals with a target of the region that a portfolio misses, or whose path was not found."""
    money = model.city.region.money
    targets = {
        (row.indicator, row.scope): row.target
        for row in target_rows(model.city.region)
        if same_unit(row.target_unit, parse_request(row.indicator).indicator.unit.replace("{money}", money))
    }
    values = zip(model.asked.goals, model.figures, model.goals(portfolio), strict=True)
    return tuple(
        figure.text
        for goal, figure, value in values
        if (target := targets.get((goal.indicator, goal.scope))) is not None
        and not reached(float(value), target, "lower" if goal.weight < 0 else "higher")
    )
