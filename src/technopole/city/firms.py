"""Firms: unit cost, export demand, varieties sold to residents (model.md 4)."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from technopole.city.choice import safe_log
from technopole.city.economy import (
    BySide,
    BySideSector,
    ByZone,
    ByZoneMarket,
    ByZoneSector,
    Conditions,
    Economy,
    Pairs,
    Structure,
)
from technopole.city.sides import Crossed, inward, outward


def log_productivity(economy: Economy, now: Conditions, log_density: ByZone) -> ByZoneSector:
    """ln A_ik = ln a + lambda ln Upsilon, (N, K); log_density (N,) is ln Upsilon."""
    return now.productivity + economy.parameters.lambda_ * log_density[:, None]


def world_wage(
    structure: Structure,
    economy: Economy,
    now: Conditions,
    log_rent: ByZoneMarket,
    log_price: BySideSector,
    log_ability: ByZoneSector,
) -> ByZoneSector:
    """Equation (11): ln w (N, K) a world sector can pay, given rent (N, M), price (S, K) and A (N, K)."""
    beta = economy.parameters.beta
    rent = log_rent[:, structure.market_of_sector]
    price = economy.side.T @ log_price
    return (price + log_ability - safe_log(1.0 - now.subsidy) - beta * rent) / (1.0 - beta)


def unit_cost(
    structure: Structure,
    economy: Economy,
    now: Conditions,
    log_wage: ByZoneSector,
    log_rent: ByZoneMarket,
    log_ability: ByZoneSector,
) -> ByZoneSector:
    """Equation (11): ln kappa_ik after subsidy, (N, K)."""
    beta = economy.parameters.beta
    rent = log_rent[:, structure.market_of_sector]
    return (1.0 - beta) * log_wage + beta * rent - log_ability + safe_log(1.0 - now.subsidy)


def export_price(
    economy: Economy, log_revenue: BySideSector, log_price: BySideSector, log_market: BySideSector | float
) -> BySideSector:
    """Equation (12): ln p_kb that sells a side's output abroad; revenue, price and market (S, K), logs."""
    volume = log_revenue - log_price - safe_log(economy.output) - log_market
    return jnp.where(economy.output > 0, -economy.parameters.export_slope * volume, 0.0)


def dealings(economy: Economy, access: BySide) -> tuple[BySideSector, BySideSector]:
    """Equation (32): ln size of the market and ln gain from inputs of world sectors, (S, K) each.

    access (S,) to other sides' firms, J_b; a side that had none in the base year gains nothing from some.
    """
    p = economy.parameters
    had = economy.firm_access > 0
    relative = jnp.where(had, access / jnp.where(had, economy.firm_access, 1.0), 1.0)[:, None]
    sectors = p.sigma.shape
    market, inputs = jnp.broadcast_to(p.market_across, sectors), jnp.broadcast_to(p.inputs_across, sectors)
    wider = jnp.log(1.0 - market + market * relative)
    cheaper = jnp.log(1.0 - inputs + inputs * relative) / (p.sigma - 1.0)
    return wider, cheaper


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Sales:
    """Equation (13): how customers spread their spending over sellers."""

    kernel: Crossed  # (1, N, N) = d_ni ** (1 - sigma)
    supply: ByZone  # N_i kappa_i ** (1 - sigma), 0 where nothing is sold
    offers: ByZone  # sum over sellers in reach of each customer; 0 where none is

    def sold(self, spending: ByZone) -> ByZone:
        """What each seller sells of customers' spending (N,)."""
        reached = self.offers > 0
        wanted = jnp.where(reached, spending, 0.0) / jnp.where(reached, self.offers, 1.0)
        return self.supply * inward(self.kernel, wanted[None])[0]

    def shares(self) -> Pairs:
        """Each seller's share pi_ni of customers' spending (N, N)."""
        offers = jnp.where(self.offers > 0, self.offers, 1.0)
        return self.kernel.full()[0] * self.supply / offers[:, None]


def sales(kernel: Crossed, supply: ByZone) -> tuple[Sales, ByZone]:
    """Sales of what is supplied (N,), and ln of the offers in each customer's reach (N,)."""
    offers = outward(kernel, supply[None])[0][0]
    return Sales(kernel, supply, offers), jnp.where(offers > 0, safe_log(offers), 0.0)
