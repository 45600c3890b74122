"""Everything `technopole ecosystem` says, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import STAGES
from technopole.decide.ecosystem.back_check import back_check
from technopole.decide.ecosystem.doubt import over_draws, placebo
from technopole.decide.ecosystem.flows import flow_values
from technopole.decide.ecosystem.goals import bench
from technopole.decide.ecosystem.stages import multipliers, stage_gains, stage_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.decide.ecosystem.goals import Bench
    from technopole.decide.ecosystem.stages import Gains
    from technopole.future.calibration import City
    from technopole.plans import Plan

REGION = "region"
UNIDENTIFIED = ("technology_friction", "capital_friction", "talent_friction", "selection", "unit_cost")
"""Parameters no published figure fixes: every result they move is shown with its range."""


def ecosystem_answer(
    city: City, plan: Plan, *, draws: int = 0, seed: int = 0, said: Callable[[str], None] | None = None
) -> dict[str, Any]:
    """Stages, bottlenecks, flows, multipliers, and how far to trust them.

    Args:
        city: a calibrated region with an ecosystem.
        plan: a plan of it.
        draws: how many times to draw the unidentified parameters from their ranges.
        seed: of the draws.
        said: told what is being done.

    Raises:
        InputError: the region has no ecosystem.
        NotConverged: a year that was not found.

    """
    say = said or (lambda _: None)
    say("Following the plan")
    held = bench(city, plan)
    say("Money at every stage")
    gains = stage_gains(held)
    say("The four flows")
    flows = flow_values(held)
    say("One map for all, and draws")
    return {
        "region": city.region.id,
        "plan": plan.id,
        "years": [city.region.years[0], city.region.years[-1]],
        "money": city.region.settings.money,
        "flows": flows,
        "bottlenecks": bottlenecks(held, gains),
        "stages": stage_table(held, gains),
        "placebo": bottlenecks(held, placebo(held)),
        "draws": over_draws(held, draws, seed),
        "multipliers": multipliers(held),
        "conservation": books(held),
        "back_check": back_check(city.region),
        "not_identified": not_identified(city),
    }


def bottlenecks(held: Bench, gains: Gains) -> list[dict[str, Any]]:
    """The stage at which a unit of money gains most, by goal: each side's own, and the region's."""
    rows = [best(side, gains.own(b)) for b, side in enumerate(held.city.region.sides)]
    mean = np.array([weighted(held, gains, s) for s in range(len(STAGES))])
    return [*rows, best(REGION, mean)]


def weighted(held: Bench, gains: Gains, stage: int) -> float:
    """Gain for the region of money at a stage, spread over sides as the stage's money is."""
    money = np.asarray(held.records["research_spent"])[0, :, :, stage].sum(axis=0) @ held.side.T
    total = money.sum()
    value = sum(gains.everywhere(b)[stage] * money[b] for b in range(len(money)))
    return float(value / total) if total > 0 else 0.0


def best(goal: str, values: Any) -> dict[str, Any]:
    """The stage of the largest gain and all of them."""
    position = int(np.argmax(values))
    return {
        "side": goal,
        "stage": STAGES[position],
        "gain_per_hkd": float(values[position]),
        "by_stage": {stage: float(value) for stage, value in zip(STAGES, values, strict=True)},
    }


def books(held: Bench) -> dict[str, float]:
    """The largest relative errors of the ecosystem's books."""
    from technopole.future.innovation_books import innovation_books

    return innovation_books(held.city, held.levers, held.records)


def not_identified(city: City) -> list[dict[str, Any]]:
    """Parameters that no published figure fixes, with their ranges."""
    rows: list[dict[str, Any]] = []
    for name in UNIDENTIFIED:
        labels = STAGES[1:] if name in {"selection", "unit_cost"} else ("",)
        for label in labels:
            parameters = city.region.parameters
            value = parameters.by(name, [label])[0] if label else parameters.get(name)
            span = parameters.range(name, label)
            low, high = span or (None, None)
            rows.append({"parameter": name, "stage": label, "value": float(value), "low": low, "high": high})
    return rows
