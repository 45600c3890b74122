"""A city whose equations carry permits: made only where a plan limits them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline

PERMITS = ("permit_live", "permit_work")


def ready_for(city: City, timeline: Timeline) -> City:
    """The city itself, or with unknowns for the weights of permits if the timeline limits any."""
    limits = (timeline.live_quota, timeline.work_quota)
    if city.structure.quotas or not any(np.isfinite(limit).any() for limit in limits):
        return city
    return with_permits(city)


def with_permits(city: City) -> City:
    """The same city, its permits weightless: unknowns and inverses grow by two per group and side."""
    import jax.numpy as jnp

    from technopole.city import vector

    old = vector.shapes_of(city.calibrated.start)
    none = jnp.zeros(np.shape(city.calibrated.economy.affinity))
    start = city.calibrated.start | dict.fromkeys(PERMITS, none)
    z = vector.to_vector(vector.from_vector(old, jnp.asarray(city.start)) | dict.fromkeys(PERMITS, none))
    marks = {name: jnp.full(np.shape(value), float(name not in PERMITS)) for name, value in start.items()}
    kept = np.asarray(vector.to_vector(marks)) > 0
    return replace(
        city,
        structure=replace(city.structure, quotas=True),
        calibrated=replace(city.calibrated, start=start),
        start=np.asarray(z),
        inverse=_grown(city.inverse, kept),
        static_inverse=_grown(city.static_inverse, kept),
    )


def _grown(inverse: NDArray[np.float64], kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    """An inverse Jacobian with -1 for new unknowns: a weight without a limit is its own residual."""
    grown = -np.eye(len(kept))
    grown[np.ix_(kept, kept)] = inverse
    return grown
