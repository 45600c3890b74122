"""One year of the ecosystem: state, levers and the city's year in; state and record out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import jax.numpy as jnp

from technopole.innovation import knowledge, stages, talent
from technopole.innovation.arrays import (
    BUSINESS,
    FINANCE,
    INFORMATION,
    INSTITUTE,
    RESEARCH,
    TALENT,
    TECHNOLOGY,
    UNIVERSITY,
    ByZone,
    CityYear,
    Ecosystem,
    Levers,
    Pairs,
    PerformerBudget,
    State,
    WaitingZone,
    ZoneStage,
    only,
)
from technopole.innovation.counts import advanced, selection
from technopole.innovation.matching import by_side, kernel, match
from technopole.innovation.money import Money

if TYPE_CHECKING:
    from jaxtyping import Array, Float


class Work(NamedTuple):
    """What money bought in a year, by zone."""

    spent: PerformerBudget  # (4, N, 5)
    use: ByZone  # share of the budget that could be spent on the zone's side
    people: ZoneStage  # full-time workers by stage
    composite: ZoneStage  # inputs, as the money they would cost in the base year


def work(system: Ecosystem, levers: Levers, city: CityYear, budget: PerformerBudget) -> Work:
    """Equations (I6)-(I8): people, floor, platforms and purchases of every stage."""
    p = system.parameters
    wanted = budget.sum(axis=0)
    bill = wanted * p.input_shares[0]
    side = system.side
    use = stages.affordable(side @ (city.workers * city.pay), side @ bill.sum(axis=1)) @ side
    spent = budget * use[:, None]
    quantities = stages.inputs(
        p,
        spent.sum(axis=0),
        system.pay / city.pay,
        system.rent / city.rent,
        levers.platform,
        levers.laboratory * system.rent[:, None],
    )
    inputs = stages.composite(quantities, p.input_shares, p.substitution)
    return Work(spent, use, use[:, None] * bill / city.pay[:, None], inputs)


def sizes(system: Ecosystem, levers: Levers, city: CityYear) -> ByZone:
    """Innovation and laboratory floor of a zone over the region's in the base year, (N,)."""
    return (city.floor + system.laboratory + levers.laboratory.sum(axis=1)) / system.world_floor


def new_results(system: Ecosystem, city: CityYear, size: ByZone, done: Work, reach: ByZone) -> ByZone:
    """Equation (I5): this year's usable results, (N,)."""
    p = system.parameters
    money = done.spent[:, :, RESEARCH]
    total = money.sum(axis=0)
    yields = jnp.where(total > 0, p.result_yield @ money / jnp.where(total > 0, total, 1.0), 1.0)
    scale = system.research_scale @ system.side
    research = done.composite[:, RESEARCH] * yields
    return stages.results(p, scale, size, research, reach / system.pool, city.age)


def capacity(system: Ecosystem, done: Work) -> WaitingZone:
    """Equation (I8): projects a stage can take up in a year, (4, N)."""
    return (done.composite[:, 1:] / system.parameters.unit_cost[1:]).T


def advance(
    system: Ecosystem, state: State, levers: Levers, city: CityYear, paid: Money
) -> tuple[State, dict[str, Any]]:
    """The year: money becomes work, work results and capacity, projects move on; Equations (I1)-(I20)."""
    p, side = system.parameters, system.side
    done = work(system, levers, city, paid.budget)
    near = knowledge.proximity(p, city.minutes)
    known = near * knowledge.between(side, jnp.exp(-levers.friction[INFORMATION]))
    size = sizes(system, levers, city)
    pool, sources = within_reach(system, state, levers, known, size)
    found = new_results(system, city, size, done, pool)
    places = capacity(system, done)
    passed = knowledge.between(side, jnp.exp(-levers.friction[TECHNOLOGY] / 2.0)).T
    pairs = kernel(p.match_surplus[1:], p.match_decay, passed, city.minutes, size / size.sum())
    matches = match(state.waiting, places, pairs, state.opening)
    success = selection(p, side, state.waiting, places)
    ventures = (system.entry_rate @ side) * city.workers
    entries = levers.project_entries.T[1:] + only(FINANCE - 1, 4)[:, None] * ventures
    counts = advanced(
        p,
        side,
        state.gestation,
        state.products,
        matches,
        success,
        found,
        entries,
    )
    reach = known @ counts.products  # Equation (I14)
    came = talent.coming(system, levers.friction[TALENT], city.talent_pay)
    following = State(
        knowledge=knowledge.accumulated(p, state.knowledge, performed(done.spent)),
        gestation=counts.gestation,
        waiting=counts.waiting,
        products=counts.products,
        opening=matches.opening,
        use=done.use,
        log_productivity=knowledge.log_productivity(p, reach, system.access),
        world_sales=city.world_sales,
        workers=city.workers,
        talent=talent.drawn(system, state.talent, came),
    )
    at_home = system.kind @ paid.research
    sent, lost = system.funder_side.T @ paid.sent, system.funder_side.T @ paid.lost
    record = {
        "research_spent": done.spent,
        "research_unspent": (paid.budget.sum(axis=(0, 2)) - done.spent.sum(axis=(0, 2))) @ side.T,
        "research_people": done.people,
        "research_pay": city.pay,
        "research_paid": at_home,
        "research_crossing": sent - lost,
        "research_lost": lost,
        "research_sent": sent,
        "research_follow_on": paid.follow_on,
        "stage_projects": state.waiting.T,
        "stage_capacity": places.T,
        "stage_matched": by_side(pairs, matches, side),
        "stage_taken": matches.taken.T,
        "stage_succeeded": counts.succeeded.T,
        "stage_failed": counts.failed.T,
        "stage_abandoned": counts.abandoned.T,
        "stage_entries": entries.T,
        "results": found,
        "gestating": state.gestation.sum(axis=0),
        "products": state.products,
        "products_retired": counts.retired,
        "knowledge": state.knowledge,
        "knowledge_reach": sources,
        "innovation_gain": state.log_productivity,
        "talent_drawn": state.talent,
        "talent_came": came,
        "matching_residual": matches.residual,
    }
    return following, record


def performed(spent: PerformerBudget) -> Float[Array, "kind zone"]:
    """Research by business and by public performers; ventures' money is not research, (2, N)."""
    by_performer = spent.sum(axis=2)
    return jnp.stack([by_performer[BUSINESS], by_performer[UNIVERSITY] + by_performer[INSTITUTE]])


def within_reach(
    system: Ecosystem, state: State, levers: Levers, weight: Pairs, size: ByZone
) -> tuple[ByZone, Float[Array, "partner side"]]:
    """Equations (I3), (I4): knowledge within reach (N,), and by where it comes from.

    The second is the mean over a side's innovation floor, (Z, S).
    """
    side = system.side
    stock = knowledge.effective_stock(system.parameters, state.knowledge)
    opened = system.friction[INFORMATION][-1, :-1] - levers.friction[INFORMATION][-1, :-1]
    world = system.world_pool * jnp.exp(opened)
    total = side @ size
    share = side * size / jnp.where(total > 0, total, 1.0)[:, None]
    by_source = (side * stock) @ weight.T @ share.T
    return weight @ stock + world @ side, jnp.concatenate([by_source, world[None]])
