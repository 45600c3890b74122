"""Existing places predicted as greenfields: what stability and residuals cannot tell (model.md 8 f)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from technopole.city.calibrated import Character
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
    from technopole.city.newton import find
    from technopole.future.simulate import prepared, recorded, residual_function, unsettled

    structure, floor = city.structure, city.calibrated.character.floor
    left_out = replace(city.calibrated, character=_without(city, zone, what, donor))
    state, growth = unsettled(left_out, city.start), replace(city.growth, coupling=None)
    parameters = prepared(structure, left_out, growth, state, base, floor)
    root = find(residual_function(structure, left_out), parameters, city.start, city.static_inverse)
    solved = recorded(structure, left_out, growth, base, parameters, root)
    n = city.region.zones.index(zone)
    places = np.asarray(solved["residents"]).sum(axis=0), np.asarray(solved["jobs"]).sum(axis=1)
    model = places[0 if what == "residents" else 1][n]
    table, column = ("residents", "workers") if what == "residents" else ("jobs", "jobs")
    observed = city.region.tables[table]
    return LeftOut(
        zone, what, donor, float(model), float(observed.loc[observed["zone"] == zone, column].sum())
    )


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
