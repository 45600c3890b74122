"""The calibrated economy and one year's conditions: everything the equilibrium reads, as arrays.

Axes: N zones, X crossings, G groups, K sectors, M floor markets, S sides. Symbols of docs/model.md in brackets.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
from jaxtyping import Array, Float

Real = Float[Array, "..."]

NOBODY = -25.3  # ln jobs at which a sector without workers in a zone is shown: one per 100 m2 of 1e-9 m2


@dataclass(frozen=True)
class Structure:
    """What shapes the equations: hashable, so that one compiled program serves all economies of a shape."""

    market_of_sector: tuple[int, ...]  # u(k)
    regional: tuple[int, ...]  # sectors that sell to residents; the others sell to the world
    entry: tuple[int, ...]  # regional sectors whose number of varieties follows their jobs
    home_market: int
    closures: tuple[str, ...]  # one a group: closed, open or elastic
    sides: int
    has_border: bool
    home_spillovers: bool = False  # residential spillovers enter amenity (eta != 0)
    work_spillovers: bool = True  # production spillovers enter productivity (lambda != 0)

    @property
    def world(self) -> tuple[int, ...]:
        """Sectors that sell to the world."""
        return tuple(k for k in range(len(self.market_of_sector)) if k not in self.regional)

    @property
    def open_groups(self) -> tuple[int, ...]:
        """Groups whose total is an unknown."""
        return tuple(g for g, closure in enumerate(self.closures) if closure != "closed")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Parameters:
    """Elasticities and shares; every one differentiable."""

    epsilon: Real  # () dispersion of tastes over home-work pairs [eps]
    nu: Real  # () decay of choice with minutes
    theta: Real  # () substitution between crossings
    own_zone: Real  # (S,) ln weight of the own zone as workplace
    eta: Real  # () elasticity of amenity to residential density
    rho: Real  # () decay of residential spillovers a minute
    lambda_: Real  # (K,) elasticity of productivity to job density
    delta: Real  # () decay of production spillovers a minute
    home_share: Real  # (S,) spending share of homes [alpha_h]
    beta: Real  # (K,) floor share of cost
    sigma: Real  # (K,) substitution between varieties of a regional sector
    gamma: Real  # (K,) customers' decay a minute
    export_slope: Real  # (K,) 1 / elasticity of export demand [1/sigma_x]
    size_home: Real  # () exponent of home floor [s_home]
    size_work: Real  # () exponent of work floor [s_work]
    local_landlords: Real  # (S,) share of home rents spent locally [local_b]
    follower_pay: Real  # (S,) pay of those without fixed workplace, relative to their neighbours' mean
    floor_elasticity: Real  # (M,) supply within the year [mu]
    floor_headroom: Real  # (M,) permitted floor over stock
    reservation: Real  # (M,) rent, relative to the reference, below which floor empties
    congestion_weight: Real  # () 0.15
    congestion_power: Real  # () 4
    closure_elasticity: Real  # (G,) zeta of elastic groups


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Economy:
    """What calibration finds and counterfactuals keep fixed."""

    parameters: Parameters
    side: Real  # (S, N) one-hot: 1 where zone n lies on side b
    area: Real  # (N,) km2 of built-up land
    work_kernel: Real  # (N, N) exp(-delta c0): spillovers between workplaces
    home_kernel: Real  # (N, N) exp(-rho c0)
    spending_share: Real  # (S, K) spending shares of regional sectors [alpha_k]
    pay: Real  # (G, K) effective units of labour per worker [z]
    fit: Real  # (G, K) ln fit of a group to a sector [f]
    affinity: Real  # (G, S) ln affinity of a group to jobs on a side [y]
    friction: Real  # (G,) ln take-up of cross-border pairs [psi]
    crossing_constant: Real  # (X,) ln constant of commuters' choice of crossing
    other_constant: Real  # (X,) ln constant of other travellers' choice
    other_trips: Real  # () other trips a day over all crossings
    clearance_ratio: Real  # (X,) base clearance over free-flow clearance
    people_share: Real  # (N,) share of its side's population in the base year
    output: Real  # (S, K) base-year output of world sectors [Q0]
    utility: Real  # (G,) ln Phi of the base year


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Conditions:
    """One year's levers and inherited stocks, as the equilibrium sees them."""

    amenity: Real  # (G, N) ln b; -inf where a group may not live
    appeal: Real  # (N, K) ln e; -inf where there is no floor
    productivity: Real  # (N, K) ln a, shifts included
    variety: Real  # (N, K) ln m
    wedge: Real  # (N, M) chi
    floor: Real  # (N, M) floor on the market, m2
    reference_rent: Real  # (N, M) rent the within-year supply is anchored at
    reference_wage: Real  # (N, K) wage a sector without workers in a zone is shown at
    minutes: Real  # (N, N) within a side; inf across
    leg_out: Real  # (N, X)
    leg_in: Real  # (X, N)
    clearance: Real  # (X,) at base-year traffic
    capacity: Real  # (X,)
    openness: Real  # (G, X)
    subsidy: Real  # (N, K)
    income_tax: Real  # (G, S)
    people: Real  # (G,) workers of the group [H]
    stay: Real  # (G, N) workers who keep their home this year
    follow: Real  # (G, N) share of residents without fixed workplace
    foreign_price: Real  # (N,) ln price of the world good on each zone's side [p_b]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Outcome:
    """What the equilibrium determines, from its unknowns."""

    residents: Real  # (G, N)
    followers: Real  # (G, N)
    persons: Real  # (G, N, K) workers by workplace and sector
    labour: Real  # (N, K) effective
    commuters: Real  # (G, N, N)
    rent: Real  # (N, M)
    wage: Real  # (N, K)
    floor_used: Real  # (N, M)
    income: Real  # (G, N) mean net wage of commuting residents [v]
    earnings: Real  # (G, N) total net earnings of residents
    price: Real  # (N, K) price index of regional sectors; 1 for world sectors
    spending: Real  # (N, K) spending of residents of n on regional sector k
    revenue: Real  # (N, K)
    clearance: Real  # (X,)
    crossing_commuters: Real  # (X, S) by home side, persons
    crossing_trips: Real  # (X,) trips a day
    tax_receipts: Real  # (S,)
    minutes: Real  # (N, N) group-free door-to-door minutes of all pairs; inf where closed
    group_minutes: Real  # (G, N) mean one-way minutes of commuting residents
    log_utility: Real  # (G,) ln Phi
    export_price: Real  # (S, K)
