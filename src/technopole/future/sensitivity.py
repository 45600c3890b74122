"""The gradient of one indicator by every lever of the timeline: one reverse pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax

from technopole.future.quotas import ready_for
from technopole.future.simulate import path_of, run_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.future.calibration import City
    from technopole.future.path_arrays import Path
    from technopole.future.timeline_arrays import Timeline


def gradient(city: City, timeline: Timeline, measure: Callable[[Path], Any]) -> tuple[Any, Timeline]:
    """Value of `measure(path)`, a number, and its derivative by every lever (shaped as the timeline).

    Minutes that are infinite (no way) have derivative 0. Where permitted floor binds the derivative is
    one-sided.
    """
    city = ready_for(city, timeline)
    levers = jax.device_put(timeline)
    value, slopes = _compiled(measure, city.structure)(city, levers)
    return value, slopes


_PROGRAMS: dict[tuple[Any, Any], Any] = {}


def _compiled(measure: Callable[[Path], Any], structure: Any) -> Any:
    """One compiled value-and-gradient program for a measure and a shape of problem."""
    key = (measure, structure)
    if key not in _PROGRAMS:

        def value(timeline: Timeline, calibrated: Any, growth: Any, state: Any) -> Any:
            return measure(path_of(run_years(structure, calibrated, growth, state, timeline)))

        program = jax.jit(jax.value_and_grad(value))
        _PROGRAMS[key] = program
    program = _PROGRAMS[key]
    return lambda city, levers: program(levers, city.calibrated, city.growth, city.first_state)
