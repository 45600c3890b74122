"""What the ecosystem reads and remembers, as arrays.

In docstrings N zones, S sides, Z sides and the world (last), F funders, R performers in the order of
`base.innovation.PERFORMERS`, 5 stages in the order of `STAGES`. A project waits for one of the last four:
translate, finance, scale up, market. Money is a year, in the region's money at base-year prices.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import numpy as np
from jaxtyping import Array, Float

Scalar = Float[Array, ""]
ByZone = Float[Array, " zone"]
BySide = Float[Array, " side"]
ByStage = Float[Array, " stage"]
ByFunder = Float[Array, " funder"]
Pairs = Float[Array, "zone zone"]
SideZone = Float[Array, "side zone"]
Partners = Float[Array, "partner partner"]  # sides and the world, from one to another
ZoneStage = Float[Array, "zone stage"]
WaitingZone = Float[Array, "waiting zone"]  # projects that wait for translation, finance, scale-up, market
FunderMoney = Float[Array, "funder performer zone"]
FunderLevers = Float[Array, "funder performer zone stage"]
PerformerBudget = Float[Array, "performer zone stage"]

BUSINESS, UNIVERSITY, INSTITUTE, VENTURE = range(4)  # performers
RESEARCH, TRANSLATE, FINANCE, SCALE_UP, MARKET = range(5)  # stages
TALENT, CAPITAL, INFORMATION, TECHNOLOGY = range(4)  # flows across a border
GESTATION = 3  # years from a result to a project that can be matched


def only(place: int, size: int) -> np.ndarray:
    """1 at one place of an axis, 0 elsewhere: sums with it are fused, writes into an array are not."""
    return np.where(np.arange(size) == place, 1.0, 0.0)


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Parameters:
    """Rates, elasticities and shares, named as in parameters.csv; by stage (5,) where noted."""

    knowledge_decay: Float[Array, " kind"]  # business, public
    knowledge_weight: Float[Array, " kind"]  # spillover of a unit of knowledge: 1, public_knowledge_weight
    result_yield: Float[Array, " performer"]  # usable results of a unit of research money
    near_share: Scalar
    near_minutes: Scalar
    far_minutes: Scalar
    research_returns: Scalar  # alpha
    spillover_elasticity: Scalar  # phi
    match_decay: Scalar  # kappa
    selection_response: Scalar  # xi
    product_retirement: Scalar  # d_5
    capital_response: Scalar  # nu_K
    knowledge_productivity: Scalar  # psi
    crowd_in: Scalar  # chi
    crowd_in_university: Scalar
    profit_share: Scalar
    venture_response: Scalar
    leverage: Scalar  # co_investment_leverage
    talent_exit: Scalar  # d_N
    talent_pay_response: Scalar
    world_share: Scalar
    research_decline: Scalar
    research_trend: BySide
    unit_cost: ByStage
    substitution: ByStage  # rho
    input_shares: Float[Array, "input stage"]  # people, floor, platform, other
    match_surplus: ByStage
    selection: ByStage
    abandonment: ByStage


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class State:
    """What a year leaves to the next."""

    knowledge: Float[Array, "kind zone"]  # stocks of business and public knowledge, money
    gestation: Float[Array, "age zone"]  # results on their way; the last row becomes projects
    waiting: WaitingZone  # n^1 .. n^4
    products: ByZone  # n^5
    opening: WaitingZone  # b over sqrt(c): where the next search for matches starts
    use: ByZone  # share of its money the zone's side could spend
    log_productivity: ByZone  # ln A of innovation firms next year, 0 in the base year
    world_sales: BySide
    workers: ByZone  # innovation workers last year: firms' money is spent where they are
    talent: BySide  # workers who came because of pay or rules, beyond controls and admissions


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Ecosystem:
    """A calibrated ecosystem: data of the base year and the scales that reproduce them."""

    parameters: Parameters
    side: SideZone  # one-hot
    funder_side: Float[Array, "funder partner"]  # one-hot; the world's funders in the last column
    kind: Float[Array, "kind funder"]  # one-hot, in the order of base.innovation.FUNDER_KINDS
    government: ByFunder  # 1 where the funder is a government
    granting: ByFunder  # 1 where it funds universities as a whole, or is a government
    firms: ByFunder
    venture: ByFunder
    sent: FunderMoney  # base-year money as sent, before what the border takes
    per_worker: Float[Array, "performer zone"]  # weight of a zone's worker in its side's money
    stage_map: Float[Array, "performer side stage"]
    laboratory: ByZone  # base-year laboratory floor outside the markets, m2
    friction: Float[Array, "flow partner partner"]  # of the base year
    pay: ByZone  # base-year pay of a worker
    rent: ByZone  # base-year rent of innovation floor
    world_floor: Scalar  # base-year innovation and laboratory floor of the region
    research_scale: BySide  # a
    entry_rate: BySide  # new ventures that are no research results, per innovation worker
    graduates: BySide
    talent_inflow: BySide
    talent_pay: BySide  # base-year mean pay of talent
    pool: Scalar  # base-year mean knowledge within reach
    world_pool: Scalar  # of it from outside the region
    access: ByZone  # base-year products within reach; the donor's where no firm works yet
    producing: BySide  # base-year producing ventures
    start: State


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class CityYear:
    """What the ecosystem sees of the city in a year."""

    age: Scalar  # years since the base year
    workers: ByZone  # in innovation, at their workplaces
    pay: ByZone  # of one of them
    rent: ByZone  # of innovation floor
    floor: ByZone  # innovation floor on the market
    minutes: Pairs  # inf where there is no way
    world_sales: BySide
    talent_pay: BySide


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Levers:
    """One year of a plan; shapes as in future.Timeline without the year."""

    research_money: FunderLevers
    research_shift: ByZone
    platform: ZoneStage
    laboratory: ZoneStage
    project_entries: ZoneStage
    friction: Float[Array, "flow partner partner"]
