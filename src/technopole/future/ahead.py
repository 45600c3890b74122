"""What follows calibration, compiled meanwhile.

Calibration is a chain: each of its steps is compiled, then waits for the one before. What it hands on has a
known shape before it has values (jax.eval_shape), so another thread compiles the year loop, the largest
program of all. The two take about as long. Nothing of a result depends on it: what was not compiled ahead is
compiled where it is called.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from technopole.city.calibrated import Calibrated, Observed
    from technopole.city.economy import Structure
    from technopole.future.timeline_arrays import Timeline
    from technopole.region import Region

THREAD = "compiling ahead"


def compile_what_follows(region: Region, structure: Structure, observed: Observed, base: Timeline) -> None:
    """Begin to compile the loop that follows the region's plans (those without permits)."""
    from technopole.base.program import compiled_quickly
    from technopole.city.calibrate import calibrate
    from technopole.future.assemble import parameters_of

    program = compiled_quickly(calibrate, static_argnums=0)  # as calibration itself calls it: traced once
    calibrated = program.eval_shape(structure, parameters_of(region), observed)
    Thread(target=_compile, args=(region, structure, calibrated, observed, base), name=THREAD).start()


def _compile(
    region: Region, structure: Structure, calibrated: Calibrated, observed: Observed, base: Timeline
) -> None:
    """Compile the loop; `calibrated` holds shapes. A fault is left: it is found, and said, by calibration."""
    import jax

    from technopole.city import vector
    from technopole.future.ecosystem import calibrated_once, given_data
    from technopole.future.growth import growth_of
    from technopole.future.search import search
    from technopole.future.traced import compile_years
    from technopole.future.year import first_state

    with suppress(Exception):
        z = jax.eval_shape(vector.to_vector, calibrated.start)
        inverse = jax.ShapeDtypeStruct((len(z), len(z)), z.dtype)
        state = jax.eval_shape(first_state, calibrated, z, inverse)
        growth = growth_of(region, structure, observed, base)
        given = given_data(region, observed, base)
        if given is not None:
            asked = (structure, calibrated, growth, base.at(0), z, *given)
            coupling = calibrated_once.eval_shape(*asked)
            growth = replace(growth, coupling=coupling)
            state = replace(state, ecosystem=coupling.ecosystem.start)
        compile_years(structure, calibrated, growth, state, base, search(len(base.year), len(z)))
