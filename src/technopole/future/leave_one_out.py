"""Existing places predicted as greenfields: what stability and residuals cannot tell (model.md 8 f)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.program import compiled_quickly
from technopole.city import vector
from technopole.city.equilibrium import outcome
from technopole.city.newton import certain
from technopole.city.solve import TOLERANCE, broyden
from technopole.future.simulate import prepared, residual_function, unsettled
from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from technopole.city.calibrated import Calibrated, Character
    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline


@dataclass(frozen=True)
class LeftOut:
    """One place predicted from its donor's character and its own floor and access."""

    zone: str
    what: str  # residents or jobs
    donor: str
    model: float
    data: float

    @property
    def log_error(self) -> float:
        """ln(model / data)."""
        return float(np.log(self.model / self.data))


def leave_one_out(city: City) -> list[LeftOut]:
    """Predict every place of leave_one_out.csv in turn, everything else as observed.

    The place keeps its floor, network and prices' freedom, and takes over its donor's amenity (residents) or
    its donor's job appeal and productivity (jobs).
    """
    from technopole.future.base_year import base_timeline

    base = base_timeline(city.region).at(0)
    return [
        _predict(city, base, row["zone"], row["what"], row["donor"])
        for row in rows_of(city.region.tables["leave_one_out"])
    ]


def _predict(city: City, base: Timeline, zone: str, what: str, donor: str) -> LeftOut:
    """One place, its own floor and base-year levers given."""
    structure, floor = city.structure, city.calibrated.character.floor
    left_out = replace(city.calibrated, character=_without(city, zone, what, donor))
    state, growth = unsettled(left_out, city.start), replace(city.growth, coupling=None)
    parameters = prepared(structure, left_out, growth, state, base, floor)
    *counts, left = _searched(structure, left_out, parameters, city.start, city.static_inverse)
    if not float(left) <= TOLERANCE:
        root = certain(residual_function(structure, left_out), parameters, city.start)
        counts = _counted(structure, left_out, parameters, root.z)
    model = counts[0 if what == "residents" else 1][city.region.zones.index(zone)]
    table, column = ("residents", "workers") if what == "residents" else ("jobs", "jobs")
    observed = city.region.tables[table]
    return LeftOut(
        zone, what, donor, float(model), float(observed.loc[observed["zone"] == zone, column].sum())
    )


@partial(compiled_quickly, static_argnums=0)
def _searched(structure: Any, city: Calibrated, parameters: Any, start: Any, inverse: Any) -> Any:
    """Counts at the root near the base year's, and the largest residual left: one program less to compile."""
    root = broyden(residual_function(structure, city), parameters, start, inverse)
    return *_counts(structure, city, parameters, root.z), root.residual


def _counts(structure: Any, city: Calibrated, parameters: Any, z: Any) -> tuple[Any, Any]:
    """Working residents and jobs by zone, (N,) each, at a root."""
    economy, gate, now = parameters
    solved = outcome(structure, economy, gate, now, vector.from_vector(vector.shapes_of(city.start), z))
    return solved.residents.sum(axis=0), solved.persons.sum(axis=(0, 2))


_counted = compiled_quickly(_counts, static_argnums=0)


def _without(city: City, zone: str, what: str, donor: str) -> Character:
    """Places' character with one place's own replaced by its donor's (homes, or all work floor)."""
    region, home = city.region, city.structure.home_market
    n, d = region.zones.index(zone), region.zones.index(donor)
    markets = [m for m in range(len(region.markets)) if (m == home) == (what == "residents")]
    character = city.calibrated.character
    own, donors = np.array(character.floor), np.array(character.donor)
    own[n, markets], donors[n, markets] = 0.0, d
    return replace(character, floor=own, donor=donors)


def root_mean_square(results: list[LeftOut], what: str) -> float:
    """Root mean square of ln(model / data) over the places of one kind."""
    errors = [result.log_error for result in results if result.what == what]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")
