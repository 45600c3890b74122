"""Existing places predicted as greenfields: what stability and residuals cannot tell (model.md 8 f)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from technopole.future.calibration import City


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
    return [
        _predict(city, row["zone"], row["what"], row["donor"])
        for row in rows_of(city.region.tables["leave_one_out"])
    ]


def _predict(city: City, zone: str, what: str, donor: str) -> LeftOut:
    import jax
    import jax.numpy as jnp

    from technopole.city.newton import find
    from technopole.future.base_year import base_timeline
    from technopole.future.simulate import prepared, recorded, residual_function
    from technopole.future.year import first_state

    region, structure = city.region, city.structure
    n, d = region.zones.index(zone), region.zones.index(donor)
    home = structure.home_market
    markets = [home] if what == "residents" else [m for m in range(len(region.markets)) if m != home]
    character = city.calibrated.character
    own, donors = np.array(character.floor), np.array(character.donor)
    for market in markets:
        own[n, market] = 0.0
        donors[n, market] = d
    changed = replace(character, floor=jnp.asarray(own), donor=jnp.asarray(donors))
    left_out = replace(city.calibrated, character=changed)
    base = jax.tree.map(jnp.asarray, base_timeline(region)).at(0)
    state = first_state(left_out, jnp.asarray(city.start), jnp.asarray(city.static_inverse))
    parameters = prepared(structure, left_out, city.growth, state, base, character.floor)
    root = find(residual_function(structure, left_out), parameters, city.start, city.static_inverse)
    solved = recorded(structure, left_out, city.growth, base, parameters, root)
    if what == "residents":
        table = region.tables["residents"]
        data = float(table.loc[table["zone"] == zone, "workers"].sum())
        return LeftOut(zone, what, donor, float(np.asarray(solved["residents"])[:, n].sum()), data)
    table = region.tables["jobs"]
    data = float(table.loc[table["zone"] == zone, "jobs"].sum())
    return LeftOut(zone, what, donor, float(np.asarray(solved["jobs"])[n].sum()), data)


def root_mean_square(results: list[LeftOut], what: str) -> float:
    """Root mean square of ln(model / data) over the places of one kind."""
    errors = [result.log_error for result in results if result.what == what]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")
