"""New floor takes over the character of a donor zone, by floor share (model.md 8): Equation (22)."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.city.calibrate import Character
from technopole.city.choice import safe_log
from technopole.city.economy import ByZoneMarket, ByZoneSector, Real, Structure

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
