"""The ecosystem and the city in one year: what each tells the other (docs/innovation.md 9)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp

from technopole.city.calibrated import Calibrated
from technopole.city.economy import ByZoneMarket, Economy, Outcome
from technopole.future.timeline_arrays import Timeline
from technopole.innovation.arrays import TALENT, CityYear, Ecosystem, Levers, State
from technopole.innovation.money import Money, money
from technopole.innovation.step import advance

if TYPE_CHECKING:
    from jaxtyping import Array, Float


RECORDED = {
    "knowledge": "knowledge",
    "waiting": "stage_projects",  # by zone and stage
    "products": "products",
    "log_productivity": "innovation_gain",
    "talent": "talent_drawn",
}
"""Parts of the state that a year's record holds anyway, under a name of its own."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Coupling:
    """The ecosystem and where it meets the city."""

    ecosystem: Ecosystem
    base_year: Float[Array, ""]
    sector: Float[Array, " sector"]  # 1 for the innovation sector
    market: Float[Array, " market"]  # 1 for its floor market
    talent: Float[Array, "group side"]  # shares of a side's talent by group; 0 for other groups
    units: Float[Array, " zone"]  # effective labour of an innovation worker, mean of the side
    funded: Float[Array, " side"]  # base-year sales of the innovation sector that research money pays


def of_year(levers: Timeline) -> Levers:
    """The ecosystem's part of a year's levers."""
    return Levers(**{field.name: getattr(levers, field.name) for field in fields(Levers)})


def paid(coupling: Coupling, state: State, levers: Timeline) -> Money:
    """The year's research and venture money."""
    age = levers.year - coupling.base_year
    return money(coupling.ecosystem, state, of_year(levers), age)


def funded_sales(coupling: Coupling, economy: Economy, bought: Money, use: Any) -> Any:
    """Sales of the innovation sector that research and venture money pays, by side, (S,).

    Its payroll over the share of labour in cost, at last year's rate of use.
    """
    system = coupling.ecosystem
    payroll = jnp.einsum("rnk,k,n->n", bought.budget, system.parameters.input_shares[0], use)
    return system.side @ payroll / (1.0 - economy.parameters.beta @ coupling.sector)


def felt(
    coupling: Coupling, city: Calibrated, state: State, levers: Timeline
) -> tuple[Calibrated, Timeline, Money]:
    """Equations (I14), (I20)-(I22): the city and its levers as the ecosystem changes them this year."""
    system, economy = coupling.ecosystem, city.economy
    bought = paid(coupling, state, levers)
    more = funded_sales(coupling, economy, bought, state.use) - coupling.funded
    economy = replace(
        economy,
        output=economy.output + more[:, None] * coupling.sector,
        friction=economy.friction - coupling.talent @ eased(system, levers),
    )
    levers = replace(
        levers,
        productivity=levers.productivity + state.log_productivity[:, None] * coupling.sector,
        admitted=levers.admitted + coupling.talent @ state.talent,
    )
    return replace(city, economy=economy), levers, bought


def eased(system: Ecosystem, levers: Timeline) -> Any:
    """Rise of talent's friction towards the other sides since the base year, mean over them, (S,)."""
    sides = system.side.shape[0]
    rise = (levers.friction - system.friction)[TALENT, :sides, :sides]
    return rise.sum(axis=1) / max(sides - 1, 1)


def seen(
    coupling: Coupling, levers: Timeline, solved: Outcome, available: ByZoneMarket, economy: Economy
) -> CityYear:
    """What the ecosystem sees of the solved city."""
    side, sector = coupling.ecosystem.side, coupling.sector
    workers = solved.persons.sum(axis=0) @ sector
    pay = (solved.wage @ sector) * coupling.units
    kept = 1.0 - jnp.einsum("gb,gb->b", coupling.talent, levers.income_tax)
    world = economy.output > 0
    return CityYear(
        age=levers.year - coupling.base_year,
        workers=workers,
        pay=pay,
        rent=solved.rent @ coupling.market,
        floor=available @ coupling.market,
        minutes=solved.minutes,
        world_sales=jnp.where(world, side @ solved.revenue, 0.0).sum(axis=1),
        talent_pay=mean_pay(side, workers, pay) * kept,
    )


def mean_pay(side: Any, workers: Any, pay: Any) -> Any:
    """Mean pay of a side's innovation workers (S,); of its zones where it has none."""
    total = side @ workers
    by_zone = (side @ pay) / side.sum(axis=1)
    return jnp.where(total > 0, (side @ (workers * pay)) / jnp.where(total > 0, total, 1.0), by_zone)


def followed(
    coupling: Coupling, state: State, levers: Timeline, bought: Money, city: CityYear
) -> tuple[State, dict[str, Any]]:
    """The ecosystem's year after the city's; the record holds its state at the beginning too."""
    following, record = advance(coupling.ecosystem, state, of_year(levers), city, bought)
    names = (field.name for field in fields(State) if field.name not in RECORDED)
    return following, record | {f"state_{name}": getattr(state, name) for name in names}


def state_of(record: dict[str, Any], index: int) -> State:
    """The ecosystem's state at the beginning of a recorded year."""
    names = (field.name for field in fields(State))
    then = {name: jnp.asarray(record[RECORDED.get(name, f"state_{name}")][index]) for name in names}
    return State(**then | {"waiting": then["waiting"].T})


def nothing(zones: int, sides: int) -> dict[str, Any]:
    """The record of a year without an ecosystem."""
    shapes: dict[str, tuple[int, ...]] = {
        "research_spent": (4, zones, 5),
        "research_people": (zones, 5),
        "research_paid": (5, sides),
        "knowledge": (2, zones),
        "stage_matched": (4, sides, sides),
        "talent_drawn": (sides,),
        "talent_came": (sides,),
    }
    shapes |= dict.fromkeys(("research_crossing", "research_lost", "knowledge_reach"), (sides + 1, sides))
    shapes |= dict.fromkeys(("results", "products", "innovation_gain"), (zones,))
    steps = ("projects", "capacity", "taken", "succeeded", "failed", "abandoned", "entries")
    shapes |= {f"stage_{name}": (zones, 4) for name in steps}
    return {name: jnp.zeros(shape) for name, shape in shapes.items()}
