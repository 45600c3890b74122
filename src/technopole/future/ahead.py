"""What follows calibration, compiled meanwhile.

Calibration is a chain: each of its steps is compiled, then waits for the one before. What it hands on has a
known shape before it has values (jax.eval_shape), so another thread compiles what is called afterwards: the
year loop, the largest program of all, and the test of left-out places. Nothing of a result depends on it:
what was not compiled ahead is compiled where it is called.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from technopole.city.calibrated import Calibrated, Observed
    from technopole.city.economy import Structure
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth, State
    from technopole.region import Region

THREAD = "compiling ahead"


def compile_what_follows(region: Region, structure: Structure, observed: Observed, base: Timeline) -> None:
    """Begin to compile the loop that follows the region's plans (those without permits), and the test."""
    from technopole.base.program import compiled_quickly
    from technopole.city.calibrate import calibrate
    from technopole.future.assemble import parameters_of

    program = compiled_quickly(calibrate, static_argnums=0)  # as calibration itself calls it: traced once
    calibrated = program.eval_shape(structure, parameters_of(region), observed)
    Thread(target=_compile, args=(region, structure, calibrated, observed, base), name=THREAD).start()


def _compile(
    region: Region, structure: Structure, calibrated: Calibrated, observed: Observed, base: Timeline
) -> None:
    """Compile both; `calibrated` holds shapes. A fault is left: it is found, and said, by calibration."""
    import jax

    from technopole.city import vector
    from technopole.city.newton import compile_steps
    from technopole.future.growth import growth_of
    from technopole.future.year import first_state

    with suppress(Exception):
        z = jax.eval_shape(vector.to_vector, calibrated.start)
        inverse = jax.ShapeDtypeStruct((len(z), len(z)), z.dtype)
        state = jax.eval_shape(first_state, calibrated, z, inverse)
        growth = growth_of(region, structure, observed, base)
        compile_steps(len(z))
        _loop(region, structure, calibrated, growth, state, observed, base)
        _left_out(structure, calibrated, growth, state, base.at(0), inverse)


def _loop(
    region: Region,
    structure: Structure,
    calibrated: Calibrated,
    growth: Growth,
    state: State,
    observed: Observed,
    base: Timeline,
) -> None:
    """Compile the year loop, and the calibration of the region's ecosystem if it has one."""
    from technopole.future.ecosystem import calibrated_once, given_data
    from technopole.future.search import search
    from technopole.future.traced import compile_years

    given = given_data(region, observed, base)
    if given is not None:
        asked = (structure, calibrated, growth, base.at(0), state.z, *given)
        calibrated_once.lower(*asked).compile()  # small, and needed before the loop is
        coupling = calibrated_once.eval_shape(*asked)
        growth = replace(growth, coupling=coupling)
        state = replace(state, ecosystem=coupling.ecosystem.start)
    compile_years(structure, calibrated, growth, state, base, search(len(base.year), len(state.z)))


def _left_out(
    structure: Structure, calibrated: Calibrated, growth: Growth, state: State, year: Timeline, inverse: Any
) -> None:
    """Compile the search for the base year with a place left out, and its record."""
    from technopole.city.newton import broyden_at
    from technopole.future.simulate import prepared, recorded, residual_function

    given = prepared.eval_shape(structure, calibrated, growth, state, year, calibrated.character.floor)
    search = (residual_function(structure, calibrated), given, state.z, inverse)
    broyden_at.lower(*search).compile()
    root = broyden_at.eval_shape(*search)
    recorded.lower(structure, calibrated, growth, year, given, root).compile()
