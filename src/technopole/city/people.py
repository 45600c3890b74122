"""Who lives and works where at given prices (model.md 2): never an array of zones x zones x sectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp

from technopole.city.border import Gates, commuting_kernel
from technopole.city.choice import home_term, safe_log, work_term
from technopole.city.economy import (
    ByGroup,
    ByGroupSide,
    ByGroupZone,
    ByGroupZoneSector,
    BySide,
    ByZoneSector,
    Conditions,
    Economy,
    Real,
    Structure,
)
from technopole.city.prices import Prices, Unknowns
from technopole.city.sides import Blocks, Crossed, inward, outward

if TYPE_CHECKING:
    from jaxtyping import Array, Float


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Trips:
    """Kernels and attractions of the trip to work, whoever lives where."""

    kernel: Crossed
    take_up: Blocks  # see border.commuting_kernel
    appeal: ByGroupZoneSector  # exp(T)
    attraction: ByGroupZone  # its sum over sectors
    access: ByGroupZone  # D_gn
    pay_in_reach: ByGroupZone  # sum_i K_gni of attraction times net wage: D_gn v_gn


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class People:
    """Residents, workers and incomes."""

    trips: Trips
    residents: ByGroupZone
    commuting: ByGroupZone  # those with a fixed workplace
    origin: ByGroupZone  # commuting residents over their access to jobs
    persons: ByGroupZoneSector  # by workplace and sector
    labour: ByZoneSector  # effective labour
    income: ByGroupZone  # mean net wage of commuting residents
    earnings: ByGroupZone  # net earnings of all working residents
    receipts: BySide  # income tax by levying side


def _divide(numerator: Real, denominator: Real) -> Real:
    return jnp.where(denominator > 0, numerator / jnp.where(denominator > 0, denominator, 1.0), 0.0)


def trips_to_work(
    structure: Structure,
    economy: Economy,
    gate: Gates,
    now: Conditions,
    price: Prices,
    permit: ByGroupSide | None = None,
) -> Trips:
    """Equations (3), (4) and D_gn = sum_i K_gni x_gi; permit (G, S) is what permits to work weigh."""
    kernel, take_up = commuting_kernel(economy, gate, price.clearance)
    term = work_term(structure, economy, now, price.log_wage, safe_log(price.offered))
    appeal = jnp.exp(term if permit is None else term - (permit @ economy.side)[:, :, None])
    attraction = appeal.sum(axis=2)
    net = (appeal * _gross(economy, price) * (1.0 - _tax(economy, now))).sum(axis=2)
    access, pay_in_reach = outward(kernel, attraction, net)
    return Trips(kernel, take_up, appeal, attraction, access, pay_in_reach)


def _gross(economy: Economy, price: Prices) -> ByGroupZoneSector:
    """Wage of a worker before tax."""
    return economy.pay[:, None, :] * jnp.exp(price.log_wage)


def _tax(economy: Economy, now: Conditions) -> Float[Array, "group zone 1"]:
    """Share of a wage the side of the workplace takes."""
    return (now.income_tax @ economy.side)[:, :, None]


def settle(economy: Economy, now: Conditions, price: Prices, trips: Trips, residents: ByGroupZone) -> People:
    """Equations (6), (7): who works where and what they bring home, given residents (G, N)."""
    commuting = residents * (1.0 - now.follow)
    origin = _divide(commuting, trips.access)
    persons = trips.appeal * inward(trips.kernel, origin)[:, :, None]
    income = _divide(trips.pay_in_reach, trips.access)
    follower_pay = economy.parameters.follower_pay @ economy.side
    return People(
        trips=trips,
        residents=residents,
        commuting=commuting,
        origin=origin,
        persons=persons,
        labour=jnp.einsum("gik,gk->ik", persons, economy.pay),
        income=income,
        earnings=income * (commuting + residents * now.follow * follower_pay),
        receipts=economy.side @ (persons * _gross(economy, price) * _tax(economy, now)).sum(axis=(0, 2)),
    )


def people(
    structure: Structure, economy: Economy, gate: Gates, now: Conditions, price: Prices, log: Unknowns
) -> tuple[People, ByGroup]:
    """Equations (1), (2), (5): homes chosen by those who move, then work; and ln Phi_g (G,)."""
    trips = trips_to_work(structure, economy, gate, now, price, log.get("permit_work"))
    density = log["omega"] if structure.home_spillovers else None
    home = home_term(structure, economy, now, log["rent"], safe_log(price.offered), price.log_price, density)
    if structure.quotas:
        home = home - log["permit_live"] @ economy.side
    weight = jnp.exp(home) * trips.access
    phi = weight.sum(axis=1)
    movers = jnp.exp(log["people"]) - now.stay.sum(axis=1)
    residents = now.stay + movers[:, None] * weight / phi[:, None]
    return settle(economy, now, price, trips, residents), jnp.log(phi)
