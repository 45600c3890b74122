"""Inside Python: the year loop, a whole simulation, a gradient by every lever."""

from __future__ import annotations

import time
from dataclasses import replace

import jax
import jax.numpy as jnp

import technopole as tp
from benchmarks.measure import Figure, benchmark, best_of
from technopole.city.newton import broyden_often
from technopole.future.calibration import City
from technopole.future.path_arrays import Path
from technopole.future.simulate import prepared, residual_function, run_years
from technopole.future.timeline import build_timeline
from technopole.future.timeline_arrays import Timeline

QUICKER = 0.5  # clearance of every crossing over the base year's, in the counterfactual of one equilibrium


def jobs_of_first_zone(path: Path) -> jax.Array:
    """Jobs of the first zone in the last year."""
    return jnp.asarray(path.jobs)[-1, 0].sum()


def loop_of(city: City, levers: Timeline) -> float:
    """Wall seconds of the compiled year loop."""

    def years() -> object:
        state = city.first_state
        return jax.block_until_ready(run_years(city.structure, city.calibrated, city.growth, state, levers))

    years()
    return best_of(years)


def one_equilibrium(city: City, levers: Timeline) -> tuple[float, int]:
    """Wall seconds and residuals of a static counterfactual from the base year's root."""
    levers = replace(levers, clearance=QUICKER * levers.clearance).at(0)
    floor = city.calibrated.character.floor
    given = prepared(city.structure, city.calibrated, city.growth, city.first_state, levers, floor)
    function = residual_function(city.structure, city.calibrated)
    start, inverse = jnp.asarray(city.start), jnp.asarray(city.static_inverse, jnp.float32)
    root = broyden_often(function, given, start, inverse)
    seconds = best_of(lambda: jax.block_until_ready(broyden_often(function, given, start, inverse)))
    return seconds, int(root.iterations)


@benchmark
def simulation() -> list[Figure]:
    """Hong Kong and Shenzhen, 52 zones, 2021 to 2046, everything compiled."""
    region = tp.load_region("hong-kong-shenzhen")
    city = tp.calibrate(region)
    plan = tp.load_plan(region, "northern-metropolis")
    timeline, _ = build_timeline(region, plan)
    levers = jax.tree.map(jnp.asarray, timeline)

    begun = time.perf_counter()
    jax.block_until_ready(tp.gradient(city, timeline, jobs_of_first_zone))
    compiling = time.perf_counter() - begun
    loop = loop_of(city, levers)
    plain = loop_of(replace(city, growth=replace(city.growth, coupling=None)), levers)
    static, residuals = one_equilibrium(city, levers)
    whole = best_of(lambda: tp.simulate(city, plan))
    slope = best_of(lambda: jax.block_until_ready(tp.gradient(city, timeline, jobs_of_first_zone)))
    return [
        Figure("year loop, 25 years", loop, "s", "compiled arrays in, records out"),
        Figure("the same without the ecosystem", plain, "s", f"with it {loop / plain:.2f} times that"),
        Figure("one static equilibrium", static, "s", f"clearance halved, {residuals} residuals"),
        Figure("simulate", whole, "s", "with the plan's timeline, network and certificate"),
        Figure("gradient by every lever", slope, "s", f"{slope / loop:.1f} year loops"),
        Figure("gradient, first call", compiling, "s", "compilation or its cache"),
        Figure("calibrate, compiled", best_of(lambda: tp.calibrate(region), 2), "s", ""),
    ]
