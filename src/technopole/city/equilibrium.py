"""The static equilibrium: unknowns in, residuals and outcome out (model.md 2-6).

Unknowns are natural logs. A residual is ln(what the rest of the city demands) - ln(unknown): its zero is the
equilibrium, and a stable equilibrium has a Jacobian whose eigenvalues have a negative real part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp

from technopole.city import border, firms
from technopole.city.border import Gates
from technopole.city.choice import safe_log
from technopole.city.economy import (
    NOBODY,
    ByCrossing,
    ByCrossingSide,
    ByGroup,
    BySideSector,
    ByZone,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Outcome,
    Structure,
)
from technopole.city.floor import shadow_price
from technopole.city.people import People, people
from technopole.city.permits import permit_gaps, permit_prices
from technopole.city.prices import Prices, Unknowns, log_ratio, prices, spending, work_floor_demand

if TYPE_CHECKING:
    from jaxtyping import Array, Float


def residuals(
    structure: Structure, economy: Economy, gate: Gates, now: Conditions, log: Unknowns
) -> Unknowns:
    """Log residual of every market and definition, keyed and shaped as the unknowns."""
    price = prices(structure, economy, gate, now, log)
    crowd, log_phi = people(structure, economy, gate, now, price, log)
    payroll = crowd.labour * jnp.exp(price.log_wage)
    parts = {
        "rent": _rent(structure, economy, now, price, crowd, payroll, log["rent"]),
        "upsilon": _work_density(structure, economy, crowd, log["upsilon"]),
        "price": _export(economy, payroll * (1.0 - now.subsidy), log["price"], price.log_market),
        "clearance": _clearance(structure, economy, gate, now, price, crowd, log["clearance"]),
        "people": _closure(structure, economy, now, log_phi, log["people"]),
    }
    if structure.regional:
        parts["wage"] = _wage(structure, economy, now, price, crowd, log)
    if structure.entry:
        jobs = crowd.labour[:, structure.entry]
        parts["varieties"] = jnp.where(jobs > 0, safe_log(jobs), NOBODY) - log["varieties"]
    if structure.quotas:
        parts |= permit_gaps(economy, now, crowd, log)
    if structure.home_spillovers:  # Equation (17)
        density = crowd.residents.sum(axis=0) / economy.area
        parts["omega"] = safe_log(economy.home_kernel @ density) - log["omega"]
    return parts


def _rent(
    structure: Structure,
    economy: Economy,
    now: Conditions,
    price: Prices,
    crowd: People,
    payroll: ByZoneSector,
    log_rent: ByZoneMarket,
) -> ByZoneMarket:
    """Equations (18), (19): floor bills over floor in use; markets without floor keep the reference rent."""
    demand = work_floor_demand(structure, economy, payroll, now.floor.shape[1])
    home_bill = (economy.parameters.home_share @ economy.side) * crowd.earnings.sum(axis=0)
    demand = now.wedge * demand.at[:, structure.home_market].add(home_bill)
    exists = (demand > 0) & (now.floor > 0)
    return jnp.where(exists, log_ratio(demand, price.floor), jnp.log(now.reference_rent)) - log_rent


def _work_density(structure: Structure, economy: Economy, crowd: People, log_density: ByZone) -> ByZone:
    """Equation (16): Upsilon_i = sum_j exp(-delta c0_ij) jobs_j / area_j."""
    if not structure.work_spillovers:
        return -log_density
    jobs = crowd.persons.sum(axis=(0, 2))
    return safe_log(economy.work_kernel @ (jobs / economy.area)) - log_density


def _export(
    economy: Economy, payroll: ByZoneSector, log_price: BySideSector, log_market: BySideSector | float
) -> BySideSector:
    """Equation (12) as a residual, (S, K); payroll (N, K) net of what subsidies pay of it."""
    revenue = economy.side @ (payroll / (1.0 - economy.parameters.beta))
    return firms.export_price(economy, safe_log(revenue), log_price, log_market) - log_price


def _clearance(
    structure: Structure,
    economy: Economy,
    gate: Gates,
    now: Conditions,
    price: Prices,
    crowd: People,
    log_clearance: ByCrossing,
) -> ByCrossing:
    """Equation (9): minutes to clear a crossing at its traffic."""
    if not structure.has_border:
        return -log_clearance
    p = economy.parameters
    trips = crossing_traffic(economy, gate, price, crowd)[1]
    congested = 1.0 + p.congestion_weight * (trips / now.capacity) ** p.congestion_power
    return jnp.log(now.clearance / economy.clearance_ratio * congested) - log_clearance


def crossing_traffic(
    economy: Economy, gate: Gates, price: Prices, crowd: People
) -> tuple[ByCrossingSide, ByCrossing]:
    """Commuters by crossing and home side (X, S), and all trips a day (X,): two a commuter, plus others."""
    commuters = border.crossing_commuters(
        economy, gate, crowd.trips.take_up, price.clearance, crowd.origin, crowd.trips.attraction
    )
    return commuters, 2.0 * commuters.sum(axis=1) + border.other_trips(economy, gate, price.clearance)


def _closure(
    structure: Structure, economy: Economy, now: Conditions, log_phi: ByGroup, log_people: ByGroup
) -> ByGroup:
    """Equation (23): a group's total is given (closed), answers utility (elastic) or equalises it (open)."""
    gain = (log_phi - economy.utility) / economy.parameters.epsilon
    answer = {"closed": jnp.zeros_like(gain), "elastic": economy.parameters.closure_elasticity * gain}
    total = jnp.log(now.people) - log_people
    rows = [
        gain[g] if closure == "open" else (total + answer[closure])[g]
        for g, closure in enumerate(structure.closures)
    ]
    return jnp.stack(rows)


def _wage(
    structure: Structure, economy: Economy, now: Conditions, price: Prices, crowd: People, log: Unknowns
) -> Float[Array, "zone regional"]:
    """Equation (14): regional sectors' wage bill against their sales, (N, number of regional sectors)."""
    home = structure.home_market
    home_rent = jnp.exp(log["rent"][:, home]) * price.floor[:, home]
    spent = spending(economy, crowd.earnings, home_rent, crowd.receipts, crowd.residents)
    columns = []
    for position, k in enumerate(structure.regional):
        sales = price.sales[k].sold(spent[:, k])
        bill = (1.0 - economy.parameters.beta[k]) * sales / (1.0 - now.subsidy[:, k])
        exists = crowd.labour[:, k] > 0
        own = log["wage"][:, position]
        resting = jnp.log(now.reference_wage[:, k])
        columns.append(jnp.where(exists, log_ratio(bill, crowd.labour[:, k]), resting) - own)
    numeraire = 0.0 if structure.world else jnp.log(jnp.mean(jnp.exp(log["wage"])))
    return jnp.stack(columns, axis=1) - numeraire


def outcome(structure: Structure, economy: Economy, gate: Gates, now: Conditions, log: Unknowns) -> Outcome:
    """Everything the solved city says."""
    price = prices(structure, economy, gate, now, log)
    crowd, log_phi = people(structure, economy, gate, now, price, log)
    home = structure.home_market
    home_rent = jnp.exp(log["rent"][:, home]) * price.floor[:, home]
    commuters = crowd.trips.kernel.full() * crowd.origin[:, :, None] * crowd.trips.attraction[:, None, :]
    groups, crossings = len(structure.closures), price.clearance.shape[0]
    if structure.has_border:
        through, trips = crossing_traffic(economy, gate, price, crowd)
        minutes = border.group_minutes(economy, now, gate, price.clearance)
        everyone = border.free_minutes(economy, now, gate, price.clearance)
    else:
        through, trips = jnp.zeros((crossings, structure.sides)), jnp.zeros(crossings)
        minutes, everyone = jnp.broadcast_to(now.minutes, (groups, *now.minutes.shape)), now.minutes
    travelled = jnp.sum(commuters * jnp.where(jnp.isfinite(minutes), minutes, 0.0), axis=2)
    return Outcome(
        residents=crowd.residents,
        followers=crowd.residents * now.follow,
        persons=crowd.persons,
        labour=crowd.labour,
        commuters=commuters,
        rent=jnp.exp(log["rent"]),
        wage=jnp.exp(price.log_wage),
        floor_used=price.floor,
        shadow_price=shadow_price(economy, now, log["rent"]),
        income=crowd.income,
        earnings=crowd.earnings,
        price=jnp.exp(price.log_price),
        spending=spending(economy, crowd.earnings, home_rent, crowd.receipts, crowd.residents),
        revenue=crowd.labour * jnp.exp(price.log_wage) / (1.0 - economy.parameters.beta),
        clearance=price.clearance,
        crossing_commuters=through,
        crossing_trips=trips,
        tax_receipts=crowd.receipts,
        minutes=everyone,
        group_minutes=travelled / jnp.where(crowd.commuting > 0, crowd.commuting, 1.0),
        log_utility=log_phi,
        export_price=jnp.exp(log["price"]),
        **permit_prices(structure, economy, now, log),
    )
