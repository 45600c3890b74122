"""Inside Python: the year loop, a whole simulation, a gradient by every lever."""

from __future__ import annotations

import time

import jax
import jax.numpy as jnp

import technopole as tp
from benchmarks.measure import Figure, benchmark, best_of
from technopole.future.path_arrays import Path
from technopole.future.simulate import run_years
from technopole.future.timeline import build_timeline


def jobs_of_first_zone(path: Path) -> jax.Array:
    """Jobs of the first zone in the last year."""
    return jnp.asarray(path.jobs)[-1, 0].sum()


@benchmark
def simulation() -> list[Figure]:
    """Hong Kong and Shenzhen, 52 zones, 2021 to 2046, everything compiled."""
    region = tp.load_region("hong-kong-shenzhen")
    city = tp.calibrate(region)
    plan = tp.load_plan(region, "northern-metropolis")
    timeline, _ = build_timeline(region, plan)
    levers = jax.tree.map(jnp.asarray, timeline)

    def years() -> object:
        state = city.first_state
        return jax.block_until_ready(run_years(city.structure, city.calibrated, city.growth, state, levers))

    years()
    begun = time.perf_counter()
    jax.block_until_ready(tp.gradient(city, timeline, jobs_of_first_zone))
    compiling = time.perf_counter() - begun
    loop = best_of(years)
    whole = best_of(lambda: tp.simulate(city, plan))
    slope = best_of(lambda: jax.block_until_ready(tp.gradient(city, timeline, jobs_of_first_zone)))
    return [
        Figure("year loop, 25 years", loop, "s", "compiled arrays in, records out"),
        Figure("simulate", whole, "s", "with the plan's timeline, network and certificate"),
        Figure("gradient by every lever", slope, "s", f"{slope / loop:.1f} year loops"),
        Figure("gradient, first call", compiling, "s", "compilation or its cache"),
        Figure("calibrate, compiled", best_of(lambda: tp.calibrate(region), 2), "s", ""),
    ]
