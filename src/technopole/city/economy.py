"""The calibrated economy and one year's conditions: everything the equilibrium reads, as arrays.

Symbols of docs/model.md in brackets. In docstrings N zones, X crossings, G groups, K sectors, M floor markets
and S sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from technopole.city.kernels import Kernel
from technopole.city.sides import Zones, zones_of_sides

# Shapes: numbers by zone, side, sector, floor market, group and crossing, axes in the order of the name.
Real = Float[Array, "..."]  # any shape
Mask = Bool[Array, "..."]  # of any shape, where something exists
Scalar = Float[Array, ""]
ByZone = Float[Array, " zone"]
BySide = Float[Array, " side"]
BySector = Float[Array, " sector"]
ByMarket = Float[Array, " market"]
ByGroup = Float[Array, " group"]
ByCrossing = Float[Array, " crossing"]
Pairs = Float[Array, "zone zone"]  # from a zone (home, customer) to a zone (work, shop)
ByZoneSector = Float[Array, "zone sector"]
ByZoneMarket = Float[Array, "zone market"]
ByZoneCrossing = Float[Array, "zone crossing"]
ByCrossingZone = Float[Array, "crossing zone"]
ByCrossingSide = Float[Array, "crossing side"]
BySideZone = Float[Array, "side zone"]
BySideSector = Float[Array, "side sector"]
ByGroupZone = Float[Array, "group zone"]
ByGroupSector = Float[Array, "group sector"]
ByGroupSide = Float[Array, "group side"]
ByGroupSides = Float[Array, "group side side"]  # by home side and work side
ByGroupCrossing = Float[Array, "group crossing"]
ByGroupPairs = Float[Array, "group zone zone"]
ByGroupZoneSector = Float[Array, "group zone sector"]


def zero() -> Array:
    """What is switched off, whatever its shape."""
    return jnp.asarray(0.0)


def one() -> Array:
    """What changes nothing."""
    return jnp.asarray(1.0)


def on_zones(value: BySide, side: BySideZone) -> ByZone:
    """Each zone's value of what is given by side (S,), or once for all."""
    return jnp.broadcast_to(value, side.shape[:1]) @ side


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
    side_of_zone: tuple[int, ...] = ()  # side of each zone; needed where there is a border
    home_spillovers: bool = False  # residential spillovers enter amenity (eta != 0)
    work_spillovers: bool = True  # production spillovers enter productivity (lambda != 0)
    firms_across: bool = False  # firms sell to or buy from other sides' firms (market_across, inputs_across)
    quotas: bool = False  # permits to live or work on a side may be limited

    @property
    def zones_of_sides(self) -> tuple[tuple[int, ...], ...]:
        """Positions of each side's zones."""
        return zones_of_sides(self.side_of_zone, self.sides)

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

    epsilon: Scalar  # dispersion of tastes over home-work pairs [eps]
    nu: Scalar  # decay of choice with minutes
    theta: Scalar  # substitution between crossings
    own_zone: BySide  # ln weight of the own zone as workplace
    eta: Scalar  # elasticity of amenity to residential density
    rho: Scalar  # decay of residential spillovers a minute
    lambda_: BySector  # elasticity of productivity to job density
    delta: Scalar  # decay of production spillovers a minute
    home_share: BySide  # spending share of homes [alpha_h]
    beta: BySector  # floor share of cost
    sigma: BySector  # substitution between varieties of a regional sector
    gamma: BySector  # customers' decay a minute
    export_slope: BySector  # 1 / elasticity of export demand [1/sigma_x]
    size_home: Scalar  # exponent of home floor [s_home]
    size_work: Scalar  # exponent of work floor [s_work]
    local_landlords: BySide  # share of home rents spent locally [local_b]
    follower_pay: BySide  # pay of those without fixed workplace, relative to their neighbours' mean
    floor_elasticity: ByMarket  # supply within the year [mu]
    floor_headroom: ByMarket  # permitted floor over stock
    reservation: ByMarket  # rent, relative to the reference, below which floor empties
    congestion_weight: Scalar  # 0.15
    congestion_power: Scalar  # 4
    closure_elasticity: ByGroup  # zeta of elastic groups
    customer_take_up: Scalar = field(default_factory=one)  # weight of other sides' shops for customers
    market_across: BySector = field(
        default_factory=zero
    )  # share of export demand that comes from other sides
    inputs_across: BySector = field(default_factory=zero)  # share of cost that is inputs from other sides
    firm_decay: Scalar = field(default_factory=zero)  # decay of firms' dealings a minute
    public_homes: BySide = field(default_factory=zero)  # share of homes let at base-year rents


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Economy:
    """What calibration finds and counterfactuals keep fixed."""

    parameters: Parameters
    side: BySideZone  # one-hot: 1 where zone n lies on side b
    area: ByZone  # km2 of built-up land
    work_kernel: Kernel  # exp(-delta c0): spillovers between workplaces
    home_kernel: Kernel  # exp(-rho c0)
    spending_share: BySideSector  # spending shares of regional sectors [alpha_k]
    pay: ByGroupSector  # effective units of labour per worker [z]
    fit: ByGroupSector  # ln fit of a group to a sector [f]
    affinity: ByGroupSide  # ln affinity of a group to jobs on a side [y]
    friction: ByGroup  # ln take-up of cross-border pairs [psi]
    crossing_constant: ByCrossing  # ln constant of commuters' choice of crossing
    other_constant: ByCrossing  # ln constant of other travellers' choice
    other_trips: Scalar  # other trips a day over all crossings
    clearance_ratio: ByCrossing  # base clearance over free-flow clearance
    people_share: ByZone  # share of its side's population in the base year
    output: BySideSector  # base-year output of world sectors [Q0]
    utility: ByGroup  # ln Phi of the base year
    firm_access: BySide = field(
        default_factory=zero
    )  # base-year access to other sides' firms [J0]; 0 where none
    zones: Zones = field(default=(), metadata={"static": True})  # of each side, where there is a border


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Conditions:
    """One year's levers and inherited stocks, as the equilibrium sees them."""

    amenity: ByGroupZone  # ln b; -inf where a group may not live
    appeal: ByZoneSector  # ln e; -inf where there is no floor
    productivity: ByZoneSector  # ln a, shifts included
    variety: ByZoneSector  # ln m
    wedge: ByZoneMarket  # chi
    floor: ByZoneMarket  # floor on the market, m2
    reference_rent: ByZoneMarket  # rent the within-year supply is anchored at
    reference_wage: ByZoneSector  # wage a sector without workers in a zone is shown at
    minutes: Pairs  # within a side; inf across
    leg_out: ByZoneCrossing
    leg_in: ByCrossingZone
    clearance: ByCrossing  # at base-year traffic
    capacity: ByCrossing
    openness: ByGroupCrossing
    subsidy: ByZoneSector
    income_tax: ByGroupSide
    people: ByGroup  # workers of the group [H]
    stay: ByGroupZone  # workers who keep their home this year
    follow: ByGroupZone  # share of residents without fixed workplace
    foreign_price: ByZone  # ln price of the world good on each zone's side [p_b]
    customer_minutes: Pairs | None = None  # what a customer counts; None: the minutes of everyone
    live_quota: ByGroupSide | None = None  # permits to live on a side; inf: no limit
    work_quota: ByGroupSide | None = None  # permits to work on a side; inf: no limit


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Outcome:
    """What the equilibrium determines, from its unknowns."""

    residents: ByGroupZone
    followers: ByGroupZone
    persons: ByGroupZoneSector  # workers by workplace and sector
    labour: ByZoneSector  # effective
    commuters: ByGroupPairs
    rent: ByZoneMarket
    wage: ByZoneSector
    floor_used: ByZoneMarket
    shadow_price: ByZoneMarket  # (N, M) rent beyond the one at which floor reaches what is permitted
    income: ByGroupZone  # mean net wage of commuting residents [v]
    earnings: ByGroupZone  # total net earnings of residents
    price: ByZoneSector  # price index of regional sectors; 1 for world sectors
    spending: ByZoneSector  # spending of residents of n on regional sector k
    revenue: ByZoneSector
    clearance: ByCrossing
    crossing_commuters: ByCrossingSide  # by home side, persons
    crossing_trips: ByCrossing  # trips a day
    tax_receipts: BySide
    minutes: Pairs  # group-free door-to-door minutes of all pairs; inf where closed
    group_minutes: ByGroupZone  # mean one-way minutes of commuting residents
    log_utility: ByGroup  # ln Phi
    export_price: BySideSector
    live_permit: ByGroupSide  # shadow price of a permit to live on a side, share of wages; 0 without quotas
    work_permit: ByGroupSide  # the same to work there
