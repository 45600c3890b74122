"""What calibration reads and what it finds (model.md 8)."""

from __future__ import annotations

from dataclasses import dataclass

import jax

from technopole.city.economy import (
    ByCrossing,
    ByCrossingZone,
    ByGroupCrossing,
    ByGroupSector,
    ByGroupSide,
    ByGroupSides,
    ByGroupZone,
    BySideZone,
    ByZone,
    ByZoneCrossing,
    ByZoneMarket,
    ByZoneSector,
    Economy,
    Pairs,
    Scalar,
)
from technopole.city.prices import Unknowns


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Observed:
    """The base year as data. Money in the region's money, persons, m2, minutes."""

    workers: ByGroupZone  # employed residents
    followers: ByGroupZone  # of them without fixed workplace
    jobs: ByZoneSector  # fixed workplaces
    group_jobs: ByGroupSector  # workers of a group in a sector, all zones
    side_flows: ByGroupSides  # workers by home side and work side
    origin: ByGroupSide  # one-hot: the side a group comes from
    wage: ByZoneSector  # a year, of the reference skill
    pay: ByGroupSector  # effective units per worker
    floor: ByZoneMarket
    rent: ByZoneMarket  # a year; homes at effective rents
    donor: ByZoneMarket  # index of the zone whose character new floor takes over
    minutes: Pairs
    leg_out: ByZoneCrossing
    leg_in: ByCrossingZone
    clearance: ByCrossing
    capacity: ByCrossing
    openness: ByGroupCrossing
    trips: ByCrossing  # observed trips a day; 0 = none observed
    constant_from: ByCrossing  # index of the crossing whose constants an unobserved one takes over
    income_tax: ByGroupSide
    side: BySideZone
    area: ByZone  # built-up km2
    population: ByZone
    customer_minutes: Pairs | None = None  # within a side, as customers count them; None: minutes
    spillover_minutes: Pairs | None = None  # along which spillovers decay; None: minutes


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Character:
    """What calibration attaches to places: taken over by new floor from its donor (model.md 8)."""

    amenity: ByGroupZone  # b, level; 0 where nobody of the group lives
    appeal: ByZoneSector  # e, level
    productivity: ByZoneSector  # a, level
    variety: ByZoneSector  # m, level
    wedge: ByZoneMarket
    follow: ByGroupZone
    floor: ByZoneMarket  # base stock
    rent: ByZoneMarket  # base rent, the donor's where there is no floor
    wage: ByZoneSector  # base wage
    donor: ByZoneMarket


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Calibrated:
    """A calibrated city: its economy, its places, its base year as conditions and as solved unknowns."""

    economy: Economy
    character: Character
    start: Unknowns
    scaling_error: Scalar  # largest |ln target / model| of the flow margins
