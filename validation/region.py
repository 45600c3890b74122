"""Published models as cities of the engine: one side, group, sector and market of floor, no crossings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.city import border, vector
from technopole.city.calibrated import Calibrated, Observed
from technopole.city.economy import Conditions, Parameters, Structure
from technopole.city.greenfield import base_year
from technopole.city.large import calibrate_large
from technopole.city.tiled import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

Real = Float[Array, "..."]

# What a city without border, followers, taxes, congestion and closures leaves unused.
UNUSED = {
    "theta": 1.0, "own_zone": [0.0], "eta": 0.0, "rho": 1.0, "lambda_": [0.0], "delta": 1.0, "beta": [0.0],
    "sigma": [4.0], "gamma": [1.0], "export_slope": [0.0], "size_home": 0.0, "size_work": 0.0,
    "local_landlords": [0.0], "follower_pay": [1.0], "floor_elasticity": [0.0], "floor_headroom": [np.inf],
    "reservation": [0.0], "congestion_weight": 0.0, "congestion_power": 1.0, "closure_elasticity": [0.0],
}  # fmt: skip


def parameters(**used: object) -> Parameters:
    """Parameters of a published model: those it has, the rest neutral."""
    return Parameters(**{name: jnp.asarray(value, dtype=float) for name, value in (UNUSED | used).items()})


def one_market(**changes: Any) -> Structure:
    """The shape both published models share: homes and firms in one pooled market of floor, no border."""
    plain = Structure(
        market_of_sector=(0,),
        regional=(),
        entry=(),
        home_market=0,
        closures=("closed",),
        sides=1,
        has_border=False,
    )
    return replace(plain, **changes)


def observed(
    minutes: Real, residents: Real, jobs: Real, wage: Real, rent: Real, floor: Real, area: Real, **more: Any
) -> Observed:
    """One side's base year: minutes (N, N), the rest (N,); workers, money a year, m2, km2."""
    zones = residents.shape[0]
    column = {"jobs": jobs, "wage": wage, "rent": rent, "floor": floor, "donor": np.arange(zones)}
    values = {
        "workers": residents[None], "followers": np.zeros((1, zones)), "group_jobs": [[jobs.sum()]],
        "side_flows": [[[residents.sum()]]], "origin": [[1.0]], "pay": [[1.0]], "minutes": minutes,
        "leg_out": np.zeros((zones, 0)), "leg_in": np.zeros((0, zones)), "clearance": np.zeros(0),
        "capacity": np.zeros(0), "openness": np.zeros((1, 0)), "trips": np.zeros(0),
        "constant_from": np.zeros(0),
        "income_tax": [[0.0]], "side": np.ones((1, zones)), "area": area, "population": residents,
        **{name: np.asarray(value)[:, None] for name, value in column.items()}, **more,
    }  # fmt: skip
    return Observed(
        **{
            name: value if isinstance(value, Elsewhere) else jnp.asarray(value, dtype=float)
            for name, value in values.items()
        }
    )


@dataclass(frozen=True)
class Model:
    """A calibrated published model: the engine's economy, its base year and its residual function."""

    structure: Structure
    data: Observed
    calibrated: Calibrated
    base: Conditions

    @property
    def start(self) -> Real:
        """The base year's unknowns, as one vector."""
        return vector.to_vector(self.calibrated.start)

    @property
    def function(self) -> Callable[[Any, Real], Real]:
        """F((economy, gates, conditions), z) of the engine."""
        return vector.residual_function(self.structure, vector.shapes_of(self.calibrated.start))

    def unknowns(self, z: Real) -> dict[str, Real]:
        """Unknowns by name."""
        return vector.from_vector(vector.shapes_of(self.calibrated.start), z)

    def given(self, now: Conditions | None = None, **economy: Real) -> tuple[Any, Any, Any]:
        """(economy, gates, conditions) under other conditions, or with other arrays of the economy."""
        now = self.base if now is None else now
        changed = replace(self.calibrated.economy, **economy)
        return changed, border.gates(changed, now), now


def model(structure: Structure, p: Parameters, data: Observed) -> Model:
    """Calibrate by the engine and state the base year as conditions."""
    calibrated = calibrate_large(structure, p, data)
    return Model(structure, data, calibrated, base_year(calibrated.character, data))
