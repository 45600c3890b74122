"""Decay of commuting flows by Poisson pseudo-maximum likelihood (Santos Silva and Tenreyro 2006)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Decay:
    """An estimated coefficient of distance, with its 95% interval."""

    value: float
    standard_error: float
    low: float
    high: float
    pairs: int


def decay(flows: Real, cost: Real, pairs: NDArray[np.bool_] | None = None) -> Decay:
    """Coefficient of `cost` (N, N) in flows (N, N), given effects of home and of work; robust standard error.

    With the kernel of docs/model.md, Equation (4), and minutes as cost it is -nu.
    """
    import pyfixest

    home, work = np.indices(flows.shape)
    keep = np.ones(flows.shape, dtype=bool) if pairs is None else pairs
    table = pd.DataFrame({"flow": flows[keep], "cost": cost[keep], "home": home[keep], "work": work[keep]})
    fit = pyfixest.fepois("flow ~ cost | home + work", data=table, vcov="hetero")
    row = fit.tidy().loc["cost"]
    names = ("Estimate", "Std. Error", "2.5%", "97.5%")
    return Decay(*(float(row[name]) for name in names), pairs=int(keep.sum()))
