"""Calibration: the economy that returns the observed base year exactly (model.md 8).

One pure function of arrays: it compiles, and an ensemble of parameters is a map over it.
"""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp

from technopole.city import border, scaling
from technopole.city.calibrated import Calibrated, Character, Observed
from technopole.city.choice import home_term, safe_log, work_term
from technopole.city.economy import (
    NOBODY,
    ByGroup,
    ByGroupZone,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Mask,
    Parameters,
    Real,
    Structure,
)
from technopole.city.kernels import kernel_of
from technopole.city.people import People, settle, trips_to_work
from technopole.city.prices import Prices, Unknowns, work_floor_demand


def calibrate(structure: Structure, p: Parameters, data: Observed) -> Calibrated:
    """Solve for the constants of every equation so that the base year is an equilibrium."""
    economy = _blank(structure, p, data)
    now = _base_conditions(data)
    log_wage, log_floor = safe_log(data.wage), safe_log(data.floor)
    ones = work_term(structure, economy, now, log_wage, log_floor)
    margins = scaling.fit_margins(structure, economy, now, data, ones)
    economy = replace(
        economy,
        fit=margins.fit,
        affinity=margins.affinity,
        friction=margins.friction,
        crossing_constant=margins.crossing,
    )
    now = replace(now, appeal=safe_log(margins.appeal) + _barred(margins.appeal > 0))
    gate = border.gates(economy, now)
    price = Prices(
        clearance=data.clearance,
        offered=data.floor,
        floor=data.floor,
        log_wage=log_wage,
        log_price=jnp.zeros_like(log_wage),
        sales={},
    )
    log = _unknowns(structure, data, economy)
    crowd = settle(economy, now, price, trips_to_work(structure, economy, gate, now, price), data.workers)
    density = economy.work_kernel @ (data.jobs.sum(axis=1) / data.area)
    log["upsilon"] = safe_log(density) if structure.work_spillovers else jnp.zeros_like(density)
    if structure.home_spillovers:
        log["omega"] = safe_log(economy.home_kernel @ (data.workers.sum(axis=0) / data.area))
    labour = crowd.labour
    if structure.entry:
        entrants = labour[:, structure.entry]
        log["varieties"] = jnp.where(entrants > 0, safe_log(entrants), NOBODY)
    if structure.quotas:
        log["permit_live"] = log["permit_work"] = jnp.zeros_like(data.income_tax)
    if structure.firms_across:
        economy = replace(economy, firm_access=border.firm_access(economy, gate, data.clearance))

    economy, variety, log_price = _regional(structure, economy, gate, now, data, crowd)
    economy = _crossings(structure, economy, gate, data, crowd)
    beta = p.beta
    base_rent = safe_log(data.rent)[:, structure.market_of_sector]
    productivity = jnp.exp((1.0 - beta) * log_wage + beta * base_rent - p.lambda_ * log["upsilon"][:, None])
    amenity, phi = _amenity(structure, economy, now, data, crowd, log, log_price)
    revenue = labour * data.wage / (1.0 - beta)
    is_world = jnp.asarray([k in structure.world for k in range(data.jobs.shape[1])])
    economy = replace(economy, output=economy.side @ (revenue * is_world), utility=jnp.log(phi))
    character = Character(
        amenity=amenity,
        appeal=margins.appeal,
        productivity=jnp.where(labour > 0, productivity, 0.0),
        variety=variety,
        wedge=_wedge(structure, economy, data, crowd),
        follow=data.followers / jnp.where(data.workers > 0, data.workers, 1.0),
        floor=data.floor,
        rent=data.rent,
        wage=data.wage,
        donor=data.donor,
    )
    return Calibrated(economy, character, log, margins.error)


def _barred(allowed: Mask) -> Real:
    """0 where allowed, -inf elsewhere: a masked alternative, never ln 0 of a computed number."""
    return jnp.where(allowed, 0.0, -jnp.inf)


def _blank(structure: Structure, p: Parameters, data: Observed) -> Economy:
    """An economy with neutral constants on the observed kernels."""
    groups = data.workers.shape[0]
    sectors, crossings, sides = data.jobs.shape[1], data.clearance.shape[0], data.side.shape[0]
    side_people = data.side @ data.population
    apart = data.minutes if data.spillover_minutes is None else data.spillover_minutes
    return Economy(
        parameters=p,
        side=data.side,
        area=data.area,
        work_kernel=kernel_of(apart, p.delta),
        home_kernel=kernel_of(apart, p.rho),
        spending_share=jnp.zeros((sides, sectors)),
        pay=data.pay,
        fit=jnp.zeros((groups, sectors)),
        affinity=jnp.zeros((groups, sides)),
        friction=jnp.zeros(groups),
        crossing_constant=jnp.zeros(crossings),
        other_constant=jnp.zeros(crossings),
        other_trips=jnp.asarray(0.0),
        clearance_ratio=jnp.ones(crossings),
        people_share=data.population / (side_people @ data.side),
        output=jnp.zeros((sides, sectors)),
        utility=jnp.zeros(groups),
        zones=structure.zones_of_sides if structure.has_border else (),
    )


def _base_conditions(data: Observed) -> Conditions:
    zones, sectors = data.jobs.shape
    jobs_possible = jnp.where(data.jobs > 0, 0.0, -jnp.inf)
    return Conditions(
        amenity=jnp.where(data.workers > 0, 0.0, -jnp.inf),
        appeal=jobs_possible,
        productivity=jnp.zeros((zones, sectors)),
        variety=jnp.zeros((zones, sectors)),
        wedge=jnp.ones_like(data.floor),
        floor=data.floor,
        reference_rent=data.rent,
        reference_wage=data.wage,
        minutes=data.minutes,
        leg_out=data.leg_out,
        leg_in=data.leg_in,
        clearance=data.clearance,
        capacity=data.capacity,
        openness=data.openness,
        subsidy=jnp.zeros((zones, sectors)),
        income_tax=data.income_tax,
        people=data.workers.sum(axis=1),
        stay=jnp.zeros_like(data.workers),
        follow=data.followers / jnp.where(data.workers > 0, data.workers, 1.0),
        foreign_price=jnp.zeros(zones),
        customer_minutes=data.customer_minutes,
    )


def _unknowns(structure: Structure, data: Observed, economy: Economy) -> Unknowns:
    log = {
        "rent": safe_log(data.rent),
        "upsilon": jnp.zeros(data.jobs.shape[0]),
        "price": jnp.zeros_like(economy.output),
        "clearance": jnp.log(data.clearance),
        "people": safe_log(data.workers.sum(axis=1)),
    }
    if structure.regional:
        log["wage"] = safe_log(data.wage[:, structure.regional])
    return log


def _regional(
    structure: Structure,
    economy: Economy,
    gate: border.Gates,
    now: Conditions,
    data: Observed,
    crowd: People,
) -> tuple[Economy, ByZoneSector, ByZoneSector]:
    """alpha_k by side, m_ik and ln P_nk so that every regional seller sells what its wage bill implies."""
    p = economy.parameters
    home = structure.home_market
    share = jnp.zeros_like(economy.spending_share)
    variety = jnp.zeros_like(data.jobs)
    log_price = jnp.zeros_like(data.jobs)
    heads = data.workers.sum(axis=0)
    transfer = heads * ((crowd.receipts / (data.side @ heads)) @ data.side)
    local_rent = (p.local_landlords @ data.side) * data.rent[:, home] * data.floor[:, home]
    spent = crowd.earnings.sum(axis=0) + (local_rent + transfer) / (1.0 - p.home_share @ data.side)
    rates = (p.sigma - 1.0) * p.gamma
    for k in structure.regional:
        revenue = crowd.labour[:, k] * data.wage[:, k] / (1.0 - p.beta[k])
        share = share.at[:, k].set((data.side @ revenue) / (data.side @ spent))
        kernel = border.customer_kernel(economy, now, gate, data.clearance, rates[k]).full()[0]
        spending = (share[:, k] @ data.side) * spent
        supply, log_sum = scaling.fit_sellers(kernel, spending, revenue)
        varieties = crowd.labour[:, k] if k in structure.entry else jnp.ones_like(supply)
        variety = variety.at[:, k].set(
            jnp.where(supply > 0, supply / jnp.where(varieties > 0, varieties, 1.0), 0.0)
        )
        log_price = log_price.at[:, k].set(log_sum / (1.0 - p.sigma[k]))
    return replace(economy, spending_share=share), variety, log_price


def _crossings(
    structure: Structure, economy: Economy, gate: border.Gates, data: Observed, crowd: People
) -> Economy:
    """Other trips by crossing and the congestion of the base year by Equations (9), (10)."""
    if not structure.has_border:
        return economy
    p = economy.parameters
    commuters = border.crossing_commuters(
        economy, gate, crowd.trips.take_up, data.clearance, crowd.origin, crowd.trips.attraction
    ).sum(axis=1)
    seen = data.trips > 0
    others = jnp.maximum(data.trips - 2.0 * commuters, 0.01 * data.trips)
    neutral = gate.other * jnp.exp(-p.theta * data.clearance)
    constant = jnp.where(seen & (neutral > 0), safe_log(others) - safe_log(neutral), 0.0)
    constant = jnp.where(seen, constant, constant[data.constant_from.astype(int)])
    total = jnp.sum(neutral * jnp.exp(constant))
    economy = replace(economy, other_constant=constant, other_trips=total)
    trips = 2.0 * commuters + neutral * jnp.exp(constant)
    ratio = 1.0 + p.congestion_weight * (trips / data.capacity) ** p.congestion_power
    return replace(economy, clearance_ratio=ratio)


def _amenity(
    structure: Structure,
    economy: Economy,
    now: Conditions,
    data: Observed,
    crowd: People,
    log: Unknowns,
    log_price: ByZoneSector,
) -> tuple[ByGroupZone, ByGroup]:
    """b_gn (levels, ln b of mean 0 over a group's zones) and Phi_g from observed residents."""
    lived = data.workers > 0
    density = log["omega"] if structure.home_spillovers else None
    plain = replace(now, amenity=jnp.zeros_like(data.workers))
    rest = home_term(structure, economy, plain, safe_log(data.rent), safe_log(data.floor), log_price, density)
    log_b = safe_log(data.workers) - rest - safe_log(crowd.trips.access)
    mean = jnp.sum(jnp.where(lived, log_b, 0.0), axis=1) / jnp.maximum(lived.sum(axis=1), 1)
    amenity = jnp.where(lived, jnp.exp(log_b - mean[:, None]), 0.0)
    return amenity, data.workers.sum(axis=1) * jnp.exp(-mean)


def _wedge(structure: Structure, economy: Economy, data: Observed, crowd: People) -> ByZoneMarket:
    """chi_nm: floor bill observed over the one the shares imply; the donor's where nobody demands any."""
    p = economy.parameters
    payroll = crowd.labour * data.wage
    demand = work_floor_demand(structure, economy, payroll, data.floor.shape[1])
    home_bill = (p.home_share @ data.side) * crowd.earnings.sum(axis=0)
    demand = demand.at[:, structure.home_market].add(home_bill)
    exists = (demand > 0) & (data.floor > 0)
    own = data.rent * data.floor / jnp.where(exists, demand, 1.0)
    donor = jnp.take_along_axis(own, data.donor.astype(int), axis=0)
    return jnp.where(exists, own, jnp.where(donor > 0, donor, 1.0))
