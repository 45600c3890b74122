"""From figures of cases and draws to a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

Words = Literal["supported", "not supported", "depends"]
SUPPORTED, NOT_SUPPORTED = 0.8, 0.2
NEAR = 1e-3
"""Share of a goal within which a miss counts as met, as in the scorecard: goals have three figures."""
SAME = 1e-7
"""Share of a figure below which futures do not differ in it: their paths are found to 1e-10."""
JUST = 1e-300
"""Slack of a goal that is just met."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Slack of a claim in each draw, in the figure's unit: positive where it holds, NaN where not found."""

    slack: Reals

    @property
    def known(self) -> NDArray[np.bool_]:
        """Draws in which every path was found."""
        return ~np.isnan(self.slack)

    @property
    def holds(self) -> NDArray[np.bool_]:
        """Whether the claim holds, for the known draws."""
        return self.slack[self.known] > 0

    @property
    def probability(self) -> float:
        """Share of known draws in which the claim holds."""
        return float(self.holds.mean()) if self.known.any() else float("nan")

    @property
    def margin(self) -> float:
        """Median slack of the known draws."""
        return float(np.median(self.slack[self.known])) if self.known.any() else float("nan")

    @property
    def verdict(self) -> Words:
        """Supported from 0.8 on, not supported up to 0.2, else it depends."""
        if self.probability >= SUPPORTED:
            return "supported"
        return "not supported" if self.probability <= NOT_SUPPORTED else "depends"


def reached(values: Reals, goal: float, *, at_most: bool) -> Reals:
    """Slack to a goal, (D,): how far beyond it; a miss of less than a thousandth counts as just met."""
    slack = goal - values if at_most else values - goal
    return np.where(slack > -NEAR * abs(goal), np.maximum(slack, JUST), slack)


def _difference(values: Reals, found: Reals) -> Reals:
    """A difference between figures (D, futures), (D,): 0 where it is only how exactly they are known."""
    return np.where(np.abs(found) <= SAME * np.abs(values).max(axis=1), 0.0, found)


def slack_of(
    kind: str, values: Reals, *, goal: float | None = None, at_most: bool = False, by: float = 0.0
) -> Reals:
    """Return how far a claim holds in each draw, (D,).

    Args:
        kind: of the claim.
        values: the figure in each future of the claim, (D, futures): the plan, then the counterfactual
            (raises, lowers, necessary, sufficient), then the two parts (complements) or the circumstances
            (robust).
        goal: what is to be reached, where the kind has one.
        at_most: whether the goal is a ceiling.
        by: least difference, where the kind compares.

    """
    plan = values[:, 0]
    if kind == "raises":
        return _difference(values[:, :2], plan - values[:, 1]) - by
    if kind == "lowers":
        return _difference(values[:, :2], values[:, 1] - plan) - by
    if kind == "complements":
        return _difference(values, plan - values[:, 2] - values[:, 3] + values[:, 1]) - by
    assert goal is not None  # noqa: S101 - the schema refuses such claims
    there = reached(plan, goal, at_most=at_most)
    if kind in {"necessary", "sufficient"}:
        return np.minimum(there, -reached(values[:, 1], goal, at_most=at_most))
    others = [reached(values[:, place], goal, at_most=at_most) for place in range(1, values.shape[1])]
    return np.min([there, *others], axis=0)
