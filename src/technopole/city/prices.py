"""What the unknowns say about prices: wages, unit costs, price indices, floor in use."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from technopole.city import firms
from technopole.city.border import Gates, customer_kernel, firm_access
from technopole.city.choice import safe_log
from technopole.city.economy import (
    ByCrossing,
    ByGroupZone,
    BySide,
    BySideSector,
    ByZone,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Real,
    Structure,
)
from technopole.city.floor import floor_offered, occupancy

Unknowns = dict[str, Real]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Prices:
    """Prices and floor implied by the unknowns."""

    clearance: ByCrossing  # minutes
    offered: ByZoneMarket  # on offer
    floor: ByZoneMarket  # in use
    log_wage: ByZoneSector
    log_price: ByZoneSector  # index of regional sectors, 0 for world sectors
    sales: dict[int, firms.Sales]  # per regional sector
    log_market: BySideSector | float = 0.0  # what access to other sides' firms adds to export demand


def prices(structure: Structure, economy: Economy, gate: Gates, now: Conditions, log: Unknowns) -> Prices:
    """Equations (11) to (13): wages of world sectors from their price, unit costs, what residents pay."""
    clearance = jnp.exp(log["clearance"])
    offered = floor_offered(economy, now, log["rent"])
    ability = firms.log_productivity(economy, now, log["upsilon"])
    log_market: BySideSector | float = 0.0
    if structure.firms_across:
        log_market, cheaper = firms.dealings(economy, firm_access(economy, gate, clearance))
        ability = ability + economy.side.T @ cheaper
    log_wage = firms.world_wage(structure, economy, now, log["rent"], log["price"], ability)
    if structure.regional:
        log_wage = log_wage.at[:, structure.regional].set(log["wage"])
    cost = firms.unit_cost(structure, economy, now, log_wage, log["rent"], ability)
    sales, log_price = {}, jnp.zeros_like(log_wage)
    for k in structure.regional:
        sigma, gamma = economy.parameters.sigma[k], economy.parameters.gamma[k]
        kernel = customer_kernel(economy, now, gate, clearance, (sigma - 1.0) * gamma)
        varieties = now.variety[:, k]
        if k in structure.entry:
            varieties = varieties + log["varieties"][:, structure.entry.index(k)]
        sales[k], log_sum = firms.sales(kernel, jnp.exp(varieties + (1.0 - sigma) * cost[:, k]))
        log_price = log_price.at[:, k].set(log_sum / (1.0 - sigma))
    return Prices(
        clearance=clearance,
        offered=offered,
        floor=offered * occupancy(economy, now, log["rent"]),
        log_wage=log_wage,
        log_price=log_price,
        sales=sales,
        log_market=log_market,
    )


def spending(
    economy: Economy,
    earnings: ByGroupZone,
    home_bill: ByZone,
    receipts: BySide,
    residents: ByGroupZone,
) -> ByZoneSector:
    """Equation (15): what residents of each zone spend on each regional sector, (N, K).

    earnings, residents (G, N); home_bill (N,); receipts (S,) taxes, returned per head of the side that levied
    them. Landlords and transfers spend on goods alone, in the workers' proportions.
    """
    p = economy.parameters
    heads = residents.sum(axis=0)
    side_heads = economy.side @ heads
    transfer = heads * ((receipts / jnp.where(side_heads > 0, side_heads, 1.0)) @ economy.side)
    local_rent = (p.local_landlords @ economy.side) * home_bill
    without_homes = 1.0 - p.home_share @ economy.side
    spent = earnings.sum(axis=0) + (local_rent + transfer) / without_homes
    return (economy.side.T @ economy.spending_share) * spent[:, None]


def work_floor_demand(
    structure: Structure, economy: Economy, payroll: ByZoneSector, markets: int
) -> ByZoneMarket:
    """Floor bill of firms by market, (N, M), before wedges: sum over sectors of beta/(1-beta) w L."""
    beta = economy.parameters.beta
    bill = payroll * beta / (1.0 - beta)
    columns = [
        sum(
            (bill[:, k] for k, u in enumerate(structure.market_of_sector) if u == m), jnp.zeros(bill.shape[0])
        )
        for m in range(markets)
    ]
    return jnp.stack(columns, axis=1)


def log_ratio(demand: Real, supply: Real) -> Real:
    """ln(demand / supply), 0 where the market does not exist."""
    exists = (demand > 0) & (supply > 0)
    return jnp.where(exists, safe_log(demand) - safe_log(supply), 0.0)
