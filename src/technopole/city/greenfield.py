"""New floor takes over the character of a donor zone, by floor share (model.md 8): Equation (22)."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.city.calibrated import Character, Observed
from technopole.city.choice import safe_log
from technopole.city.economy import ByZoneMarket, ByZoneSector, Conditions, Real, Structure

EachZone = Float[Array, "... zone"]  # by zone, whatever stands before


def own_share(character: Character, floor: ByZoneMarket) -> ByZoneMarket:
    """Share of each zone's floor that keeps the zone's own base-year character, (N, M)."""
    kept = jnp.where(floor >= character.floor, character.floor, floor)
    return jnp.where(floor > 0, kept / jnp.where(floor > 0, floor, 1.0), 1.0)


def from_donor(character: Character, values: EachZone, market: int) -> EachZone:
    """The donor's value for every zone; values (N,) or (G, N)."""
    return values[..., character.donor[:, market].astype(int)]


def blend(own: Real, donor: Real, share: Real) -> Real:
    """Floor-weighted mean of own and donor values."""
    return share * own + (1.0 - share) * donor


def log_or_barred(level: Real) -> Real:
    """ln of a level; -inf, with no derivative, where it is 0."""
    return jnp.where(level > 0, safe_log(level), -jnp.inf)


def blended(structure: Structure, character: Character, floor: ByZoneMarket) -> Character:
    """The character of every zone once its stock is `floor` (N, M): levels, ready to be logged."""
    share = own_share(character, floor)
    home = structure.home_market
    home_share = share[:, home]

    def at_home(values: EachZone) -> EachZone:
        return blend(values, from_donor(character, values, home), home_share)

    def at_work(values: ByZoneSector) -> ByZoneSector:
        columns = []
        for k, market in enumerate(structure.market_of_sector):
            donor = from_donor(character, values[:, k], market)
            columns.append(blend(values[:, k], donor, share[:, market]))
        return jnp.stack(columns, axis=1)

    def productive(values: ByZoneSector) -> ByZoneSector:
        """A zone without the sector has no productivity of its own: the donor's alone counts."""
        columns = []
        for k, market in enumerate(structure.market_of_sector):
            donor = from_donor(character, values[:, k], market)
            own = jnp.where(values[:, k] > 0, values[:, k], donor)
            columns.append(blend(own, jnp.where(donor > 0, donor, own), share[:, market]))
        return jnp.stack(columns, axis=1)

    def by_market(values: ByZoneMarket) -> ByZoneMarket:
        columns = [
            blend(values[:, m], from_donor(character, values[:, m], m), share[:, m])
            for m in range(values.shape[1])
        ]
        return jnp.stack(columns, axis=1)

    return Character(
        amenity=at_home(character.amenity),
        appeal=at_work(character.appeal),
        productivity=productive(character.productivity),
        variety=productive(character.variety),
        wedge=by_market(character.wedge),
        follow=at_home(character.follow),
        floor=floor,
        rent=by_market(character.rent),
        wage=character.wage,
        donor=character.donor,
    )


def base_year(character: Character, data: Observed) -> Conditions:
    """The calibrated base year as conditions: every zone its own character, nobody bound to a home."""
    return Conditions(
        amenity=log_or_barred(character.amenity),
        appeal=log_or_barred(character.appeal),
        productivity=safe_log(character.productivity),
        variety=log_or_barred(character.variety),
        wedge=character.wedge,
        floor=data.floor,
        reference_rent=character.rent,
        reference_wage=data.wage,
        minutes=data.minutes,
        leg_out=data.leg_out,
        leg_in=data.leg_in,
        clearance=data.clearance,
        capacity=data.capacity,
        openness=data.openness,
        subsidy=jnp.zeros_like(data.jobs),
        income_tax=data.income_tax,
        people=data.workers.sum(axis=1),
        stay=jnp.zeros_like(data.workers),
        follow=character.follow,
        foreign_price=jnp.zeros(data.jobs.shape[0]),
        customer_minutes=data.customer_minutes,
    )
