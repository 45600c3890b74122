"""The German-counties model in plain NumPy, from its equations alone: an independent check, no engine inside.

One group of workers, one sector that sells to residents, no floor in production. Symbols of Seidel and
Wickerath (2020): alpha share of goods, epsilon dispersion of tastes, sigma substitution between varieties.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

ALPHA, EPSILON, SIGMA, AGGLOMERATION, SUPPLY = 0.7, 4.6, 4.0, 0.05, 0.38
COMMUTING = 0.47
ROUNDS = 20_000
GOAL = 1e-12
DAMPING = {
    "wage": 0.1,
    "residents": 0.5,
    "jobs": 0.5,
    "rent": 0.5,
}  # wages: sales and labour both answer, hard


@dataclass(frozen=True)
class Base:
    """A calibrated base year."""

    kernel: Real  # (N, N) home by work: iceberg commuting cost ** -eps
    trade: Real  # (N, N) customer by seller: iceberg trade cost
    amenity: Real  # (N,)
    appeal: Real  # (N,)
    ability: Real  # (N,) productivity without agglomeration
    wage: Real
    jobs: Real
    residents: Real
    rent: Real
    welfare: float


def _work(base: Base, kernel: Real, wage: Real, residents: Real) -> tuple[Real, Real, Real]:
    """Access D, income v and jobs L given wages and residents."""
    pull = base.appeal * wage**EPSILON
    access = kernel @ pull
    return access, (kernel @ (pull * wage)) / access, pull * (kernel.T @ (residents / access))


def calibrate(distance: Real, jobs: Real, residents: Real, wage: Real, psi: float) -> Base:
    """Appeal from jobs, productivity from sales, amenity from residents."""
    kernel = distance ** (-EPSILON * COMMUTING)
    trade = distance**psi
    n = jobs.size
    pull = jobs / jobs.sum()
    for _ in range(ROUNDS):
        before = pull
        pull = pull * jobs / (pull * (kernel.T @ (residents / (kernel @ pull))))
        if np.abs(np.log(pull / before)).max() < GOAL:
            break
    access = kernel @ pull
    income = (kernel @ (pull * wage)) / access
    # sellers: L (d w / A)^(1 - sigma)
    supply = np.ones(n)
    fall = trade ** (1 - SIGMA)
    for _ in range(ROUNDS):
        share = fall * supply / (fall @ supply)[:, None]
        gap = wage * jobs / (share.T @ (income * residents))
        supply = supply * gap
        if np.abs(np.log(gap)).max() < GOAL:
            break
    ability = wage * (supply / jobs) ** (1 / (SIGMA - 1)) * jobs**-AGGLOMERATION
    price = (fall @ supply) ** (1 / (1 - SIGMA))
    appeal = pull * wage**-EPSILON
    rent = np.ones(n)
    amenity = residents / access * price ** (EPSILON * ALPHA) * rent ** (EPSILON * (1 - ALPHA))
    level = amenity.sum()
    amenity = amenity / level
    weight = (amenity * access * price ** (-EPSILON * ALPHA)).sum()
    return Base(kernel, trade, amenity, appeal, ability, wage, jobs, residents, rent, weight ** (1 / EPSILON))


def _sides_apart(
    side: NDArray[np.bool_], bill: Real, asked: Real, sales: Real, work: Real, jobs: Real
) -> Real:
    """Asked wages (N,) whose level on either side of a closed border follows what is paid across it.

    Within a side, wages are rescaled to its old wage bill; a surplus of payments raises the side's level.
    sales (N, N) customer by seller and work (N, N) home by workplace are money.
    """
    received = sales[~side][:, side].sum() + work[side][:, ~side].sum()
    paid = sales[side][:, ~side].sum() + work[~side][:, side].sum()
    level = np.where(side, bill[side].sum() / (asked * jobs)[side].sum(), 1.0)
    level = np.where(side, level, bill[~side].sum() / (asked * jobs)[~side].sum())
    return asked * level * np.where(side, received / paid, 1.0)


def solve(
    base: Base, trade_factor: Real, commuting_factor: Real, side: NDArray[np.bool_] | None = None
) -> dict[str, Real | float]:
    """Fixed point under icebergs multiplied by factors (N, N); homes elastic, mean wage the numeraire.

    With `side` (N,) given, relative wages of the two sides are moved by what is paid across the border alone.
    """
    kernel = base.kernel * commuting_factor**-EPSILON
    trade = (base.trade * trade_factor) ** (1 - SIGMA)
    total = base.residents.sum()
    wage, residents, jobs = base.wage.copy(), base.residents.copy(), base.jobs.copy()
    housing = _work(base, base.kernel, wage, residents)[1] * residents
    rent = base.rent.copy()
    for _ in range(ROUNDS):
        access, income, worked = _work(base, kernel, wage, residents)
        cost = wage / (base.ability * jobs**AGGLOMERATION)
        offers = trade * (jobs * cost ** (1 - SIGMA))
        reach = offers.sum(axis=1)
        price = reach ** (1 / (1 - SIGMA))
        paid = (offers / reach[:, None]).T @ (income * residents) / worked
        weight = base.amenity * access * price ** (-EPSILON * ALPHA) * rent ** (-EPSILON * (1 - ALPHA))
        settled = total * weight / weight.sum()
        asked = base.rent * (income * residents / housing) ** (1 / (1 + SUPPLY))
        if side is not None:
            sales = offers / reach[:, None] * (income * residents)[:, None]
            pull = base.appeal * wage**EPSILON
            work = (residents / access)[:, None] * kernel * (pull * wage)
            paid = _sides_apart(side, wage * worked, paid, sales, work, worked)
        paid = paid / paid.mean()
        change = max(
            np.abs(np.log(new / old)).max()
            for new, old in ((paid, wage), (settled, residents), (worked, jobs), (asked, rent))
        )
        wage = wage * (paid / wage) ** DAMPING["wage"]
        residents = residents * (settled / residents) ** DAMPING["residents"]
        jobs = jobs * (worked / jobs) ** DAMPING["jobs"]
        rent = rent * (asked / rent) ** DAMPING["rent"]
        if change < GOAL:
            break
    return {
        "welfare": weight.sum() ** (1 / EPSILON) / base.welfare,
        "residents": residents, "jobs": jobs, "wage": wage, "rent": rent, "change": change,
    }  # fmt: skip
