"""Slopes of goals by every lever: the years forwards once, then one compiled reverse pass a goal.

The pass goes from the path back to the levers and knows no indicator: a goal enters by its own slope over the
path, so that a new goal costs no new compilation.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import numpy as np

from technopole.city.solve import TOLERANCE
from technopole.future.path_arrays import Path
from technopole.future.simulate import path_of, run_years

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline

    Goal = Callable[[Path], Any]

COUNTS = ("converged", "iterations", "residual")
"""What of a path no goal rests on."""

Reals = dict[str, Any]


def slopes(
    city: City, timeline: Timeline, goals: Sequence[Goal]
) -> tuple[NDArray[np.float64], list[Timeline], bool]:
    """Return goals' values (G,), their derivatives by every lever, and whether every year was found.

    A goal is a function path -> number. Derivatives are shaped as the timeline; minutes that are infinite
    have derivative 0; where permitted floor binds they are one-sided.
    """
    levers = jax.device_put(timeline)
    path, back = _forwards(city.structure, city.calibrated, city.growth, city.first_state, levers)
    found = bool((np.asarray(path.residual) <= TOLERANCE).all())
    kept = _reals(path)
    graded = [jax.value_and_grad(lambda reals, goal=goal: goal(_with(path, reals)))(kept) for goal in goals]
    values = np.array([float(value) for value, _ in graded])
    if not found:
        return values, [], False
    with ThreadPoolExecutor(os.cpu_count()) as cores:  # a pass keeps one of them busy
        passes = cores.map(lambda one: jax.tree.map(np.asarray, _backwards(back, one[1])), graded)
        return values, list(passes), True


def _reals(path: Path) -> Reals:
    return {field.name: getattr(path, field.name) for field in fields(Path) if field.name not in COUNTS}


def _with(path: Path, reals: Reals) -> Path:
    return Path(**reals, **{name: getattr(path, name) for name in COUNTS})


@partial(jax.jit, static_argnums=0)
def _forwards(
    structure: Any, calibrated: Any, growth: Any, state: Any, levers: Timeline
) -> tuple[Path, Callable[[Reals], tuple[Timeline]]]:
    """The path, and what turns slopes over it into slopes by levers: the years are gone through once."""

    def reals(timeline: Timeline) -> tuple[Reals, Path]:
        path = path_of(run_years(structure, calibrated, growth, state, timeline))
        return _reals(path), path

    _, back, path = jax.vjp(reals, levers, has_aux=True)
    return path, back


@jax.jit
def _backwards(back: Callable[[Reals], tuple[Timeline]], weights: Reals) -> Timeline:
    """Slopes by levers of a goal from its slopes over the path; asked for goal by goal."""
    return back(weights)[0]
