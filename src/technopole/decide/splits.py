"""Which assumption decides: the one cut through the draws that best parts what holds from what does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

FEWEST = 0.1
"""Least share of the draws on each side of a cut: a handful of draws is an accident, not an assumption."""
CUTS = 19
"""Cuts tried for each assumption: its 5th to 95th percentile, in steps of five."""
CHANCE = 0.05
"""Largest chance that the best of all cuts parts outcomes so well although nothing depends on anything."""
HALF = 0.5
MOST = 3


@dataclass(frozen=True)
class Split:
    """A cut of one assumption: the probability that something holds on either side of it."""

    assumption: str
    below: bool
    value: float
    probability: float
    otherwise: float
    share: float
    chance: float

    def plain(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "assumption": self.assumption,
            "condition": "below" if self.below else "above",
            "value": self.value,
            "probability": self.probability,
            "otherwise": self.otherwise,
            "share_of_draws": self.share,
        }

    @property
    def words(self) -> str:
        """'export_elasticity below 3.1: .35, else .92'."""
        side = "below" if self.below else "above"
        return (
            f"{self.assumption} {side} {self.value:.3g} "
            f"({self.probability:.0%} there, {self.otherwise:.0%} elsewhere)"
        )


def flips(names: Iterable[str], values: Reals, holds: NDArray[np.bool_]) -> list[Split]:
    """Return the cuts beyond which the outcome turns: the majority on that side is not that of all draws.

    Args:
        names: of the assumptions.
        values: as drawn, (D, P).
        holds: whether the claim holds, (D,).

    The best cut of each assumption is found by the difference of probabilities, and kept if Fisher's exact
    test finds it beyond chance after Bonferroni's correction for all cuts tried; the clearest MOST are kept,
    clearest first.

    """
    majority = bool(holds.mean() >= HALF) if len(holds) else True
    found = [
        split
        for place, name in enumerate(names)
        if (split := best_split(name, values[:, place], holds, majority=majority, tried=values.shape[1]))
    ]
    kept = [split for split in found if (split.probability >= HALF) != majority]
    return sorted(kept, key=lambda split: -abs(split.probability - split.otherwise))[:MOST]


def best_split(
    name: str, column: Reals, holds: NDArray[np.bool_], *, majority: bool, tried: int = 1
) -> Split | None:
    """Return the cut of one assumption that parts outcomes best, seen from the side that departs from the
    majority; None if none does beyond chance.
    """  # noqa: D205 - one sentence
    best: tuple[float, float, bool] | None = None
    for cut in np.unique(np.quantile(column, np.linspace(0.05, 0.95, CUTS))):
        lower = column < cut
        if not FEWEST <= lower.mean() <= 1.0 - FEWEST:
            continue
        gap = float(holds[lower].mean() - holds[~lower].mean())
        if best is None or abs(gap) > best[0]:
            best = (abs(gap), float(cut), (gap < 0) == majority)
    if best is None:
        return None
    _, cut, below = best
    there = column < cut if below else column >= cut
    chance = min(1.0, _fisher(holds, there) * CUTS * tried)
    if chance > CHANCE:
        return None
    return Split(
        name, below, cut, float(holds[there].mean()), float(holds[~there].mean()), float(there.mean()), chance
    )


def _fisher(holds: NDArray[np.bool_], there: NDArray[np.bool_]) -> float:
    """Chance of a table at least as lopsided (Fisher 1922)."""
    from scipy.stats import fisher_exact

    table = [[int((holds & part).sum()), int((~holds & part).sum())] for part in (there, ~there)]
    return float(fisher_exact(np.array(table)).pvalue)
