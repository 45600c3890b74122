"""New floor takes over the character of a donor zone, by floor share (model.md 8): Equation (22)."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.city.calibrated import Character, Observed
from technopole.city.choice import safe_log
from technopole.city.economy import ByZoneMarket, ByZoneSector, Conditions, Real, Structure

EachZone = Float[Array, "... zone"]  # by zone, whatever stands before


def own_share(character: Character, floor: ByZoneMarket) -> ByZoneMarket:
    """Share of each zone's floor that keeps the zone's own base-year character, (N, M)."""
    kept = jnp.where(floor >= character.floor, character.floor, floor)
    return jnp.where(floor > 0, kept / jnp.where(floor > 0, floor, 1.0), 1.0)


def blend(own: Real, donor: Real, share: Real) -> Real:
    """Floor-weighted mean of own and donor values."""
    return share * own + (1.0 - share) * donor


def log_or_barred(level: Real) -> Real:
    """ln of a level; -inf, with no derivative, where it is 0."""
    return jnp.where(level > 0, safe_log(level), -jnp.inf)


def blended(structure: Structure, character: Character, floor: ByZoneMarket) -> Character:
    """The character of every zone once its stock is `floor` (N, M): levels, ready to be logged."""
    share, donor = own_share(character, floor), character.donor.astype(int)
    home, markets = structure.home_market, np.array(structure.market_of_sector)

    def at_home(values: EachZone) -> EachZone:
        return blend(values, values[..., donor[:, home]], share[:, home])

    def donors(values: ByZoneSector) -> ByZoneSector:
        return jnp.take_along_axis(values, donor[:, markets], axis=0)

    def at_work(values: ByZoneSector) -> ByZoneSector:
        return blend(values, donors(values), share[:, markets])

    def productive(values: ByZoneSector) -> ByZoneSector:
        """A zone without the sector has no productivity of its own: the donor's alone counts."""
        given = donors(values)
        own = jnp.where(values > 0, values, given)
        return blend(own, jnp.where(given > 0, given, own), share[:, markets])

    def by_market(values: ByZoneMarket) -> ByZoneMarket:
        return blend(values, jnp.take_along_axis(values, donor, axis=0), share)

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
