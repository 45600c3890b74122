"""Ahlfeldt, Redding, Sturm and Wolf (2015) as a city of the engine, and its answer to faster trips.

One group, one sector that sells to the world at a given price, one pooled market of fixed floor, no size
exponents; spillovers to productivity and to amenity, along the same minutes as the trip to work.
"""

from __future__ import annotations

import difflib
import time
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged
from technopole.city import border
from technopole.city.kernels import kernel_of
from technopole.city.krylov import by_size
from technopole.city.large import Places, places
from technopole.city.newton import homotopy, residual_at
from technopole.city.solve import TOLERANCE, Root
from validation.region import Model, model, observed, one_market, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from validation.berlin_model.instance import Instance

# Efficient GMM of the paper; shares as calibrated there. `nu` is its kappa x epsilon.
PUBLISHED = {
    "epsilon": 6.69,
    "nu": 0.0987,
    "lambda": 0.071,
    "delta": 0.362,
    "eta": 0.155,
    "rho": 0.759,
    "home_share": 0.25,
    "beta": 0.20,
}
SCALED = 1e-9  # largest |ln target / model| of jobs after calibration
BASE = 1e-9  # largest residual of the calibrated year before any step


@dataclass(frozen=True)
class Answer:
    """A counterfactual city beside its base year."""

    utility_ratio: float
    root: Root
    places: Places
    base_residual: float
    wall_s: float  # kernels of the new minutes and the search; compiled before


def read_parameters(path: Path) -> dict[str, float]:
    """Published parameters with those of a TOML file in their place: `name = 0.1`, or a table with `value`.

    Raises:
        InputError: for a name that is not a parameter of this model, or a value that is not a number.

    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InputError(Finding(f"Parameters cannot be read ({error})", str(path))) from error
    found: list[Finding] = []
    values = dict(PUBLISHED)
    for name, entry in given.items():
        value = entry.get("value") if isinstance(entry, dict) else entry
        if name not in PUBLISHED:
            nearest = difflib.get_close_matches(name, PUBLISHED, n=1, cutoff=0.0)[0]
            found.append(Finding(f"{name!r} is not a parameter here (nearest: {nearest!r})", str(path)))
        elif isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
            found.append(Finding(f"{name!r} is not a number", str(path)))
        else:
            values[name] = float(value)
    if found:
        raise InputError(found)
    return values


def calibrated(city: Instance, values: Mapping[str, float] = PUBLISHED) -> Model:
    """Fundamentals and wedges that make the observed year an equilibrium.

    Raises:
        InputError: if no choice of workplace meets the jobs observed.

    """
    p = parameters(
        epsilon=values["epsilon"],
        nu=values["nu"],
        lambda_=[values["lambda"]],
        delta=values["delta"],
        eta=values["eta"],
        rho=values["rho"],
        home_share=[values["home_share"]],
        beta=[values["beta"]],
        floor_headroom=[1.0],
    )
    structure = one_market(
        work_spillovers=values["lambda"] != 0,
        home_spillovers=values["eta"] != 0,
    )
    data = observed(city.minutes, city.residents, city.jobs, city.wages, city.rents, city.floor, city.area)
    made = model(structure, p, data)
    error = float(made.calibrated.scaling_error)
    if not error <= SCALED:
        message = (
            f"Jobs cannot be met by commuting: after scaling, some zone is off by {error:.1e} in logs. "
            "Check that the ways that exist can bring the residents to the jobs."
        )
        raise InputError(message)
    return made


def _faster(economy: Any, now: Any, factor: float) -> tuple[Any, Any, Any]:
    """(economy, gates, conditions) with all minutes multiplied by a factor, those of spillovers too.

    Minutes enter as rate x minutes alone: the factor is put on the rates, and no pair of zones is copied.
    """
    p = economy.parameters
    p = replace(p, nu=p.nu * factor, delta=p.delta * factor, rho=p.rho * factor)
    kernels = {
        "work_kernel": kernel_of(now.minutes, p.delta),
        "home_kernel": kernel_of(now.minutes, p.rho),
    }
    changed = replace(economy, parameters=p, **kernels)
    return changed, border.gates(changed, now), now


def faster(made: Model, factor: float) -> Any:
    """Parameters of the residual function with all minutes multiplied by a factor."""
    return _faster(made.calibrated.economy, made.base, factor)


def solve(made: Model, factor: float) -> Answer:
    """The city with all minutes multiplied by a factor; in steps where one leap does not arrive.

    Raises:
        InputError: if the factor is not a finite number above 0.
        NotConverged: if no equilibrium was found, with the market and zone that is furthest from one.

    """
    if not (np.isfinite(factor) and factor > 0):
        message = (
            f"--minutes-factor is {factor}: give a finite number above 0; a way is cut by minutes of inf."
        )
        raise InputError(message)
    base = by_size(made.function, faster(made, 1.0), made.start)  # compiles, and finds nothing to do
    before = float(jnp.max(jnp.abs(residual_at(made.function, faster(made, 1.0), made.start))))
    if not before <= BASE:
        message = f"The calibrated year is not an equilibrium: its largest log residual is {before:.1e}."
        raise NotConverged(message)
    begun = time.perf_counter()
    root = homotopy(made.function, lambda share: faster(made, factor**share), base.z, by_size)
    wall = time.perf_counter() - begun
    if not float(root.residual) <= TOLERANCE:
        raise NotConverged(_where(made, factor, root))
    found = places(made.structure, *faster(made, factor), made.unknowns(root.z))
    gain = (found.log_utility - made.calibrated.economy.utility)[
        0
    ] / made.calibrated.economy.parameters.epsilon
    return Answer(float(jnp.exp(gain)), root, found, before, wall)


def _where(made: Model, factor: float, root: Root) -> str:
    from technopole.city.vector import shapes_of, where_worst

    residual = residual_at(made.function, faster(made, factor), root.z)
    market, index = where_worst(shapes_of(made.calibrated.start), residual)
    zone = f" of zone {index[0]}" if index else ""
    return (
        f"No equilibrium was found at {factor} times the minutes: the {market}{zone} is off by "
        f"{float(root.residual):.1e} in logs. Try a factor nearer to 1, or weaker spillovers."
    )
