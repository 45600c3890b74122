"""Small made-up ecosystems: two sides, a few zones, known money and flows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from technopole.innovation.arrays import CityYear, Ecosystem, Levers, Parameters, State
from technopole.innovation.calibrate import Flows, base_levers, blank_state, calibrated
from technopole.innovation.money import money
from technopole.innovation.step import advance

SIDES = 2
FUNDERS = ("government_1", "block_1", "firms_1", "venture_1", "government_2", "firms_2", "venture_2", "world")
KINDS = ("government", "block", "firms", "venture", "world")
FRICTION = (3.5, 0.05, 0.26, 5.0)


def parameters(**changes: Any) -> Parameters:
    shares = np.array([[0.5] * 5, [0.1] * 5, [0.1] * 5, [0.3] * 5])
    values: dict[str, Any] = {
        "knowledge_decay": [0.15, 0.15],
        "knowledge_weight": [1.0, 1.3],
        "result_yield": [1.0, 1.0, 1.0, 0.0],
        "near_share": 0.9,
        "near_minutes": 15.0,
        "far_minutes": 90.0,
        "research_returns": 0.6,
        "spillover_elasticity": 0.3,
        "match_decay": 0.01,
        "selection_response": 0.2,
        "product_retirement": 0.1,
        "capital_response": 1.0,
        "knowledge_productivity": 0.1,
        "crowd_in": 0.55,
        "crowd_in_university": 0.1,
        "profit_share": 0.2,
        "venture_response": 0.5,
        "leverage": 1.0,
        "talent_exit": 0.03,
        "talent_pay_response": 1.0,
        "world_share": 0.3,
        "research_decline": 0.0,
        "research_trend": [0.0, 0.0],
        "unit_cost": [1.0, 8e6, 1e7, 4e7, 3e7],
        "substitution": [-1.0] * 5,
        "input_shares": shares,
        "match_surplus": [2.0] * 5,
        "selection": [0.55] * 5,
        "abandonment": [0.15] * 5,
    } | changes
    return Parameters(**{name: jnp.asarray(value, dtype=float) for name, value in values.items()})


def map_of_stages() -> np.ndarray:
    """Shares of a performer's money by stage, (4, 2, 5)."""
    one = np.array(
        [
            [0.2, 0.2, 0.1, 0.3, 0.2],
            [0.8, 0.2, 0.0, 0.0, 0.0],
            [0.5, 0.4, 0.1, 0.0, 0.0],
            [0.0, 0.0, 0.3, 0.4, 0.3],
        ]
    )
    return np.repeat(one[:, None], SIDES, axis=1)


def city_of(weights: np.ndarray, side: np.ndarray, minutes: np.ndarray) -> CityYear:
    """A base year in which innovation workers and floor follow weights (N,)."""
    return CityYear(
        age=jnp.asarray(0.0),
        workers=jnp.asarray(30_000.0 * weights),
        pay=jnp.full(len(weights), 4e5),
        rent=jnp.full(len(weights), 2000.0),
        floor=jnp.asarray(8e5 * weights),
        minutes=jnp.asarray(minutes),
        world_sales=jnp.full(SIDES, 1e12),
        talent_pay=jnp.full(SIDES, 5e5),
    )


def system_of(
    weights: np.ndarray,
    side: np.ndarray,
    minutes: np.ndarray,
    donor: np.ndarray | None = None,
    **changes: Any,
) -> tuple[Ecosystem, CityYear]:
    """Ecosystem in which money follows weights (N,) within a side; side (2, N) one-hot."""
    zones = len(weights)
    share = weights * side / (side @ weights)[:, None]
    amounts = np.zeros((len(FUNDERS), 4, SIDES))
    amounts[0, 0, 0], amounts[0, 1, 0], amounts[0, 2, 0] = 0.2e9, 0.5e9, 0.1e9
    amounts[1, 1, 0], amounts[2, 0, 0], amounts[3, 3, 0] = 1.0e9, 1.2e9, 0.8e9
    amounts[4, 0, 1], amounts[4, 1, 1], amounts[4, 2, 1] = 0.3e9, 0.4e9, 0.2e9
    amounts[5, 0, 1], amounts[6, 3, 1] = 2.0e9, 0.6e9
    amounts[6, 3, 0], amounts[7, 0, 0], amounts[4, 1, 0] = 0.1e9, 0.05e9, 0.02e9
    partner = np.zeros((len(FUNDERS), SIDES + 1))
    for funder, name in enumerate(FUNDERS):
        partner[funder, {"1": 0, "2": 1}.get(name[-1], 2)] = 1.0
    kinds = {
        kind: jnp.asarray([float(name.startswith(word)) for name in FUNDERS])
        for kind, word in (("government", "government"), ("firms", "firms"), ("venture", "venture"))
    }
    friction = np.array(FRICTION)[:, None, None] * (1.0 - np.eye(SIDES + 1))
    arrives = (1.0 - partner @ friction[1])[:, :SIDES]
    sent = (amounts / arrives[:, None]) @ share
    blank = jnp.zeros(SIDES)
    zone = jnp.zeros(zones)
    p = parameters(**changes)
    granting = kinds["government"].at[1].set(1.0)
    system = Ecosystem(
        parameters=p,
        side=jnp.asarray(side),
        funder_side=jnp.asarray(partner),
        granting=granting,
        kind=jnp.asarray([[float(word in name) for name in FUNDERS] for word in KINDS]),
        **kinds,
        sent=jnp.asarray(sent),
        per_worker=jnp.zeros((4, zones)),
        stage_map=jnp.asarray(map_of_stages()),
        laboratory=zone,
        friction=jnp.asarray(friction),
        pay=zone,
        rent=zone,
        world_floor=jnp.asarray(1.0),
        research_scale=blank,
        entry_rate=blank,
        graduates=blank,
        talent_inflow=blank,
        talent_pay=blank,
        pool=jnp.asarray(1.0),
        world_pool=jnp.asarray(0.0),
        access=zone,
        producing=blank,
        start=blank_state(zones, SIDES),
    )
    flows = Flows(*(jnp.asarray(value) for value in ([900.0, 700.0], [60.0, 80.0], [1e4, 2e4], [5e3, 6e3])))
    city = city_of(weights, side, minutes)
    where = np.arange(zones) if donor is None else donor
    return jax.jit(calibrated)(system, flows, city, where), city


@cache
def two_sides() -> tuple[Ecosystem, CityYear]:
    """Six zones, three a side; the last of each side is empty."""
    weights = np.array([1.0, 0.5, 0.0, 0.8, 1.2, 0.0])
    side = np.array([[1.0, 1, 1, 0, 0, 0], [0, 0, 0, 1.0, 1, 1]])
    place = np.array([0.0, 20.0, 35.0, 60.0, 75.0, 50.0])
    minutes = np.abs(place[:, None] - place[None, :]) + 10.0
    return system_of(weights, side, minutes, donor=np.array([0, 1, 0, 3, 4, 4]))


def year(system: Ecosystem, state: State, levers: Levers, city: CityYear) -> tuple[State, dict[str, Any]]:
    return advance(system, state, levers, city, money(system, state, levers, city.age))


@jax.jit
def years(system: Ecosystem, levers: Levers, city: CityYear) -> tuple[State, dict[str, Any]]:
    """Years one after another with the same city: levers with the year first."""

    def step(state: State, now: Levers) -> tuple[State, dict[str, Any]]:
        return year(system, state, now, city)

    return jax.lax.scan(step, system.start, levers)


def held(system: Ecosystem, count: int) -> Levers:
    """Levers of the base year, for so many years."""
    return jax.tree.map(lambda x: jnp.broadcast_to(x, (count, *x.shape)), base_levers(system))


def with_money(
    levers: Levers, funder: int, performer: int, zone: int, stage: int, amount: float, until: int = 99
) -> Levers:
    """A plan that pays so much a year in a zone."""
    plan = levers.research_money.at[:until, funder, performer, zone, stage].add(amount)
    return replace(levers, research_money=plan)
