"""The levers of a plan as arrays by year: what `simulate` reads and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, fields

import jax
from jaxtyping import Array, Float

Levers = Float[Array, "..."]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Timeline:
    """Levers by year; index 0 is the base year.

    T years, N zones, X crossings, G groups, K sectors, M floor markets, S sides, P payers, F funders of
    research, R performers, Z sides and the world. The last six serve the innovation ecosystem; stages and
    flows are in the order of `base.innovation`. A region without an ecosystem has no funders (F = 0).
    """

    year: Levers  # (T,)
    minutes: Levers  # (T, N, N) door-to-door generalised minutes within a side; inf across
    leg_out: Levers  # (T, N, X) minutes from a zone to a crossing on its own side; inf if none
    leg_in: Levers  # (T, X, N) minutes from a crossing to a zone on its own side; inf if none
    clearance: Levers  # (T, X) minutes to cross at the base year's traffic
    capacity: Levers  # (T, X) trips a day
    openness: Levers  # (T, G, X) exists x eligible x share of the day open; 0 = cannot be used
    released: Levers  # (T, N, M) m2 of building permission given this year
    pace: Levers  # (T, N, M) share of unbuilt permission completed a year at base-year rents
    public_floor: Levers  # (T, N, M) m2 completed by a public programme
    demolished: Levers  # (T, N, M) m2
    workers: Levers  # (T, S) employed residents, control total
    population: Levers  # (T, S) persons, control total
    households: Levers  # (T, S) households, control total
    admitted: Levers  # (T, G) workers admitted from outside the region, cumulative
    amenity: Levers  # (T, G, N) shift of ln residential amenity
    productivity: Levers  # (T, N, K) shift of ln productivity
    subsidy: Levers  # (T, N, K) share of unit cost paid by the public; negative is a tax
    income_tax: Levers  # (T, G, S) rate on wages earned on a side
    price_level: Levers  # (T, S) price of the world's good against the base year
    live_quota: Levers  # (T, G, S) permits to live on a side; inf: no limit
    work_quota: Levers  # (T, G, S) permits to work on a side; inf: no limit
    cost: Levers  # (T, P) public and private cost of the plan's measures, base-year prices
    research_money: Levers  # (T, F, R, N, 5) money a year the plan adds, by funder, performer, zone, stage
    research_shift: Levers  # (T, N) share of universities' research money moved to translation
    platform: Levers  # (T, N, 5) platform services offered free, money a year at base-year fees
    laboratory: Levers  # (T, N, 5) public research floor added so far, m2, outside the floor markets
    project_entries: Levers  # (T, N, 5) projects from outside the region that begin to wait for a stage
    friction: Levers  # (T, 4, Z, Z) of talent, capital, information, technology, from one to another

    def at(self, index: int) -> Timeline:
        """Levers of one year (arrays without the year axis)."""
        return Timeline(*(getattr(self, field.name)[index] for field in fields(self)))
