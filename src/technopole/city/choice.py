"""Where people live and work (model.md 2): a sum of named terms, one a line."""

from __future__ import annotations

import jax.numpy as jnp

from technopole.city.economy import (
    ByGroupZone,
    ByGroupZoneSector,
    ByZone,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Real,
    Structure,
    on_zones,
)


def safe_log(value: Real) -> Real:
    """ln where positive; 0 with a zero derivative elsewhere (callers mask those entries)."""
    return jnp.log(jnp.where(value > 0, value, 1.0))


def home_term(
    structure: Structure,
    economy: Economy,
    now: Conditions,
    log_rent: ByZoneMarket,
    log_floor: ByZoneMarket,
    log_price: ByZoneSector,
    log_density: ByZone | None,
) -> ByGroupZone:
    """Equation (2): S_gn, shape (G, N).

    log_rent and log_floor (N, M), log_price (N, K) of regional sectors, log_density (N,) residential
    spillovers Omega or None.
    """
    p = economy.parameters
    home = structure.home_market
    public = on_zones(p.public_homes, economy.side)
    paid = (1.0 - public) * log_rent[:, home] + public * jnp.log(now.reference_rent[:, home])
    rent_bill = (p.home_share @ economy.side) * paid
    goods_bill = jnp.sum((economy.side.T @ economy.spending_share) * log_price, axis=1)
    world_share = 1.0 - p.home_share - economy.spending_share.sum(axis=1)
    import_bill = (world_share @ economy.side) * now.foreign_price
    size = p.size_home * log_floor[:, home]
    density = 0.0 if log_density is None else p.epsilon * p.eta * log_density
    return now.amenity + size + density - p.epsilon * (rent_bill + goods_bill + import_bill)


def work_term(
    structure: Structure, economy: Economy, now: Conditions, log_wage: ByZoneSector, log_floor: ByZoneMarket
) -> ByGroupZoneSector:
    """Equation (3): T_gik, shape (G, N, K); log_wage (N, K), log_floor (N, M)."""
    p = economy.parameters
    keep = safe_log((1.0 - now.income_tax) @ economy.side)[:, :, None]
    affinity = (economy.affinity @ economy.side)[:, :, None]
    size = p.size_work * log_floor[:, structure.market_of_sector]
    fit = economy.fit[:, None, :]
    net_wage = keep + safe_log(economy.pay)[:, None, :] + log_wage
    return now.appeal + fit + affinity + size + p.epsilon * net_wage
