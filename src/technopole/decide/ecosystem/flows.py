"""What each of the four flows across the border is worth (docs/innovation.md 12)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import FLOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from technopole.decide.ecosystem.goals import Bench
    from technopole.future.timeline_arrays import Timeline

    Reals = NDArray[np.float64]

EASE = 0.01  # a hundredth of a friction, for its marginal value
FIRST = 1  # the year after the base year: frictions are eased from then on

UNITS = {
    "talent": "persons",
    "capital": "{money} a year",
    "information": "share of knowledge within reach",
    "technology": "projects a year",
}


def eased(levers: Timeline, flows: Iterable[int], left: float) -> Timeline:
    """Levers with what is left of the frictions of some flows between sides, after the base year."""
    friction = np.array(levers.friction)
    for flow in flows:
        friction[FIRST:, flow, :-1, :-1] *= left
    return replace(levers, friction=friction)


def flow_values(held: Bench) -> list[dict[str, Any]]:
    """Volume, marginal value, full removal and Shapley value of every flow, for the region and each side.

    Values are discounted sales of the innovation sector. Marginal: a hundredth of the friction taken away;
    removal: this friction alone gone; Shapley (1953): its mean contribution over all orders of taking the
    four away, so that the four add up to taking all away.
    """
    base = held.worth(held.records)
    worth = {
        subset: held.worth(held.varied(lambda x, s=subset: eased(x, s, 0.0)))
        for subset in subsets()
        if subset
    }
    worth[()] = base
    sides = held.city.region.sides
    rows: list[dict[str, Any]] = []
    for flow, name in enumerate(FLOWS):
        little = held.worth(held.varied(lambda x, f=flow: eased(x, (f,), 1.0 - EASE))) - base
        alone, fair = worth[flow,] - base, shapley(worth, flow)
        rows.append(
            {
                "flow": name,
                "volume": volume(held, name),
                "unit": UNITS[name].replace("{money}", held.city.region.settings.money),
                "marginal": float(little.sum()),
                "removal": float(alone.sum()),
                "shapley": float(fair.sum()),
                "by_side": {
                    side: {"marginal": float(m), "removal": float(r), "shapley": float(s)}
                    for side, m, r, s in zip(sides, little, alone, fair, strict=True)
                },
            }
        )
    return rows


def subsets() -> list[tuple[int, ...]]:
    """All sets of flows, from none to all."""
    every = range(len(FLOWS))
    return [subset for size in range(len(FLOWS) + 1) for subset in combinations(every, size)]


def shapley(worth: Mapping[tuple[int, ...], Reals], flow: int) -> Reals:
    """Shapley's value of one flow from the worth of every set, (S,)."""
    count = len(FLOWS)
    total = np.zeros_like(worth[()])
    for subset in worth:
        if flow in subset:
            without = tuple(f for f in subset if f != flow)
            weight = factorial(len(without)) * factorial(count - len(subset)) / factorial(count)
            total = total + weight * (worth[subset] - worth[without])
    return total


def volume(held: Bench, flow: str, year: int = -1) -> float:
    """How much of a flow crosses between the sides in a year of the run."""
    records = held.records
    sides = held.side.shape[0]
    apart = 1.0 - np.eye(sides)
    if flow == "talent":
        skilled = (np.asarray(held.coupling.talent) > 0).any(axis=1)
        return float((records["side_flows"][year][skilled].sum(axis=0) * apart).sum())
    if flow == "capital":
        return float((records["research_crossing"][year][:sides] * apart).sum())
    if flow == "information":
        reach = records["knowledge_reach"][year]
        return float((reach[:sides] * apart).sum() / reach.sum())
    return float((records["stage_matched"][year].sum(axis=0) * apart).sum())
