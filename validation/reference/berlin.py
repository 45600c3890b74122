"""Ahlfeldt, Redding, Sturm and Wolf (2015) in plain NumPy: an independent check, no engine inside.

A damped fixed point of rents and densities. Parameters by the names of docs/model.md: the paper's kappa
epsilon is nu, its 1 - alpha the floor share beta of firms' cost, its 1 - beta the share home_share of homes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Real = NDArray[np.float64]

ROUNDS = 20_000
GOAL = 1e-13
DAMPING = 0.35


@dataclass(frozen=True)
class City:
    """A base year: data and fundamentals, all (N,) but minutes (N, N)."""

    p: Mapping[str, float]
    minutes: Real
    residents: Real
    jobs: Real
    rents: Real
    floor: Real
    area: Real
    appeal: Real
    ability: Real
    amenity: Real
    wedge: Real


def _density(minutes: Real, decay: float, people: Real, area: Real) -> Real:
    return np.exp(-decay * minutes) @ (people / area)


def _floor_bill(p: Mapping[str, float], income: Real, residents: Real, wages: Real, jobs: Real) -> Real:
    return p["home_share"] * income * residents + p["beta"] / (1 - p["beta"]) * wages * jobs


def _ratio(new: Real, old: Real) -> Real:
    return np.where((new > 0) & (old > 0), new / np.where(old > 0, old, 1.0), 1.0)


def calibrate(
    p: Mapping[str, float],
    minutes: Real,
    residents: Real,
    jobs: Real,
    wages: Real,
    rents: Real,
    floor: Real,
    area: Real,
) -> City:
    """Pull of workplaces by scaling to jobs; the rest in closed form."""
    kernel = np.exp(-p["nu"] * minutes)
    pull = jobs / jobs.sum()
    for _ in range(ROUNDS):
        change = _ratio(jobs, pull * (kernel.T @ (residents / (kernel @ pull))))
        pull = pull * change
        if np.abs(np.log(change)).max() < GOAL:
            break
    access = kernel @ pull
    income = kernel @ (pull * wages) / access
    work = _density(minutes, p["delta"], jobs, area)
    home = _density(minutes, p["rho"], residents, area)
    ability = wages ** (1 - p["beta"]) * rents ** p["beta"] / work ** p["lambda"]
    amenity = (
        residents * rents ** (p["epsilon"] * p["home_share"]) / access / home ** (p["epsilon"] * p["eta"])
    )
    bill = _floor_bill(p, income, residents, wages, jobs)
    wedge = np.where(bill > 0, rents * floor / np.where(bill > 0, bill, 1.0), 1.0)
    appeal = pull / wages ** p["epsilon"]
    return City(p, minutes, residents, jobs, rents, floor, area, appeal, ability, amenity, wedge)


def solve(
    city: City,
    factor: float,
    ability: float = 1.0,
    *,
    goal: float = GOAL,
    damping: float = DAMPING,
    density_damping: float = 1.0,
) -> dict[str, Real | float]:
    """All minutes times a factor, all productivity times another: rents, wages, jobs, residents, utility."""
    p, minutes = city.p, city.minutes * factor
    kernel, work_kernel, home_kernel = (np.exp(-p[name] * minutes) for name in ("nu", "delta", "rho"))
    total, rents = city.residents.sum(), city.rents.copy()
    work = _density(city.minutes, p["delta"], city.jobs, city.area)
    home = _density(city.minutes, p["rho"], city.residents, city.area)
    for _ in range(ROUNDS):
        wages = (ability * city.ability * work ** p["lambda"] / rents ** p["beta"]) ** (1 / (1 - p["beta"]))
        pull = city.appeal * wages ** p["epsilon"]
        access = kernel @ pull
        weight = city.amenity * home ** (p["epsilon"] * p["eta"])
        weight = weight * rents ** (-p["epsilon"] * p["home_share"]) * access
        residents = total * weight / weight.sum()
        jobs = pull * (kernel.T @ (residents / access))
        income = kernel @ (pull * wages) / access
        bill = city.wedge * _floor_bill(p, income, residents, wages, jobs)
        asked = rents * _ratio(bill, rents * city.floor)
        new_work, new_home = work_kernel @ (jobs / city.area), home_kernel @ (residents / city.area)
        change = max(
            np.abs(np.log(_ratio(new, old))).max()
            for new, old in ((asked, rents), (new_work, work), (new_home, home))
        )
        if change < goal:
            break
        rents = rents * _ratio(asked, rents) ** damping
        work = work * _ratio(new_work, work) ** density_damping
        home = home * _ratio(new_home, home) ** density_damping
    base = city.amenity * _density(city.minutes, p["rho"], city.residents, city.area) ** (
        p["epsilon"] * p["eta"]
    )
    base = base * city.rents ** (-p["epsilon"] * p["home_share"])
    first = _density(city.minutes, p["delta"], city.jobs, city.area)
    then = (city.ability * first ** p["lambda"] / city.rents ** p["beta"]) ** (1 / (1 - p["beta"]))
    before = (base * (np.exp(-p["nu"] * city.minutes) @ (city.appeal * then ** p["epsilon"]))).sum()
    ratio = (weight.sum() / before) ** (1 / p["epsilon"])
    return {
        "utility_ratio": float(ratio), "rents": rents, "wages": wages, "jobs": jobs, "residents": residents,
        "change": change,
    }  # fmt: skip
