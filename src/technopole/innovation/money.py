"""Who pays whom: a table of sources and uses that balances (docs/innovation.md 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from technopole.innovation.arrays import (
    BUSINESS,
    CAPITAL,
    RESEARCH,
    TRANSLATE,
    UNIVERSITY,
    VENTURE,
    BySide,
    ByZone,
    Ecosystem,
    Levers,
    Partners,
    PerformerBudget,
    Scalar,
    State,
    ZoneStage,
    only,
)

if TYPE_CHECKING:
    import numpy as np

FunderSide = Float[Array, "funder side"]


class Money(NamedTuple):
    """A year's money: what funders send, what the border takes, what comes with it, what arrives where."""

    sent: FunderSide  # by funder and side of use
    lost: FunderSide  # of it, taken by the border on the way
    follow_on: BySide  # private money that came with public money put into ventures
    research: FunderSide  # what arrives for research and development, ventures left out
    budget: PerformerBudget  # what performers have to spend, (4, N, 5)


def arriving(system: Ecosystem, friction: Partners) -> FunderSide:
    """Share of a transfer from a funder to a side that arrives, (F, S)."""
    sides = system.side.shape[0]
    return 1.0 - (system.funder_side @ friction)[:, :sides]


def responded(system: Ecosystem, friction: Partners) -> FunderSide:
    """Equation (I16): volume of the base year's transfers as more or less of them arrives, (F, S)."""
    now, then = arriving(system, friction), arriving(system, system.friction[CAPITAL])
    return (now / then) ** system.parameters.capital_response


def crowded_in(system: Ecosystem, base: Array, arrived: Array) -> BySide:
    """Equation (I17): firms' own research over its trend as public money for research changes, (S,).

    base, arrived: (F, R, S) money that arrives in the base year and now. Government money for business
    research counts fully, money for universities hardly; where a side had none, it has no effect.
    """
    p = system.parameters

    def grown(kind: Array, performer: int, elasticity: Scalar) -> BySide:
        then, now = kind @ base[:, performer], kind @ arrived[:, performer]
        some = (then > 0) & (now > 0)
        return jnp.where(some, now / jnp.where(some, then, 1.0), 1.0) ** elasticity

    return grown(system.government, BUSINESS, p.crowd_in) * grown(
        system.granting, UNIVERSITY, p.crowd_in_university
    )


def within_profits(system: Ecosystem, own: BySide, world_sales: BySide) -> BySide:
    """Share of firms' own research that a side's profits can bear, (S,)."""
    ceiling = system.parameters.profit_share * world_sales
    beyond = own > ceiling
    return jnp.where(beyond, ceiling / jnp.where(beyond, own, 1.0), 1.0)


def money(system: Ecosystem, state: State, levers: Levers, age: Scalar) -> Money:
    """Equations (I15)-(I18): the year's table of sources and uses."""
    p, side = system.parameters, system.side
    arrives = arriving(system, levers.friction[CAPITAL]) @ side  # (F, N)
    trend = ((1.0 + p.research_trend) ** age) @ side
    base = placed(system, state) * (trend * (responded(system, levers.friction[CAPITAL]) @ side))[:, None]
    plan = levers.research_money
    given = plan.sum(axis=3)
    then = (system.sent * (arriving(system, system.friction[CAPITAL]) @ side)[:, None]) @ side.T
    now = ((base + given) * arrives[:, None]) @ side.T
    crowd = crowded_in(system, then * ((1.0 + p.research_trend) ** age), now)
    own = (system.firms @ base[:, BUSINESS]) @ side.T
    factor = (within_profits(system, own * crowd, state.world_sales) @ side)[None, :]
    uses = jnp.einsum("rsk,sn->rnk", system.stage_map, side)
    first = uses[BUSINESS][:, : TRANSLATE + 1].sum(axis=1)
    drawn = jnp.maximum(crowd @ side - 1.0, -first)  # no more leaves than there is
    attracted = base[:, BUSINESS] * system.firms[:, None] * factor * drawn
    producing = state.waiting[3] @ side.T
    some = (system.producing > 0) & (producing > 0)
    ratio = jnp.where(some, producing / jnp.where(some, system.producing, 1.0), 1.0)
    venture = ratio**p.venture_response
    base *= 1.0 + _of(BUSINESS) * (system.firms[:, None] * (factor - 1.0))[:, None]
    base *= 1.0 + _of(VENTURE) * (system.venture[:, None] * (venture @ side - 1.0))[:, None]
    public = system.government @ (plan[:, VENTURE] * arrives[:, :, None]).reshape(len(system.firms), -1)
    follow_on = p.leverage * jnp.reshape(public, plan.shape[2:])
    by_performer = (base * arrives[:, None]).sum(axis=0)
    budget = by_performer[:, :, None] * uses + (plan * arrives[:, None, :, None]).sum(axis=0)
    more = (attracted * arrives).sum(axis=0)[:, None]
    budget += (
        _of(BUSINESS)[:, :, None] * (more * early(uses[BUSINESS])) + _of(VENTURE)[:, :, None] * follow_on
    )
    budget = oriented(budget, levers.research_shift)
    leaving = (base + given).sum(axis=1) + attracted
    lost = (leaving * (1.0 - arrives)) @ side.T
    at_ventures = base[:, VENTURE] + given[:, VENTURE]
    research = ((leaving - at_ventures) * arrives) @ side.T
    return Money(leaving @ side.T, lost, follow_on.sum(axis=1) @ side.T, research, budget)


def placed(system: Ecosystem, state: State) -> Array:
    """Equation (I15): base-year money where it is spent today, (F, R, N).

    Business research and ventures go where innovation workers are. Universities and institutes stay while
    their zone keeps its innovation workers; as these leave, their part of the money follows to where they
    are on the same side: public money does not end because a city moves.
    """
    side = system.side
    weight = system.per_worker * state.workers
    total = weight @ side.T @ side
    some = total > 0
    share = jnp.where(some, weight / jnp.where(some, total, 1.0), 0.0)
    moving = (system.sent @ side.T @ side) * share
    kept = jnp.where(some, moving, system.sent)
    left = system.sent * (1.0 - staying(system, state))
    public = system.sent - left + (left @ side.T @ side) * share[BUSINESS]
    public = jnp.where(some[BUSINESS], public, system.sent)
    return jnp.where(_of(BUSINESS) + _of(VENTURE) > 0, kept, public)


def staying(system: Ecosystem, state: State) -> ByZone:
    """What stays of a zone's universities and institutes: its workers over the base year's, at most 1."""
    base = system.start.workers
    there = base > 0
    return jnp.where(there, jnp.minimum(state.workers / jnp.where(there, base, 1.0), 1.0), 1.0)


def early(uses: ZoneStage) -> ZoneStage:
    """Uses of research that firms add because the public pays for some: research and translation alone."""
    first = uses * (only(RESEARCH, 5) + only(TRANSLATE, 5))
    total = first.sum(axis=1, keepdims=True)
    return jnp.where(total > 0, first / jnp.where(total > 0, total, 1.0), uses)


def oriented(budget: PerformerBudget, shift: ByZone) -> PerformerBudget:
    """Equation (I18): universities' money moved from research to translation, or back where negative."""
    university = budget[UNIVERSITY]
    source = jnp.where(shift >= 0, university[:, RESEARCH], university[:, TRANSLATE])
    moved = shift * source
    return budget + _of(UNIVERSITY)[:, :, None] * moved[:, None] * (only(TRANSLATE, 5) - only(RESEARCH, 5))


def _of(performer: int) -> np.ndarray:
    """1 for a performer, 0 for the others, (4, 1)."""
    return only(performer, 4)[:, None]
