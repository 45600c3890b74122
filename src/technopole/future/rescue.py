"""Following a timeline to its end: the compiled loop, and a slower way through years where it gets lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

from technopole.city import vector
from technopole.city.newton import homotopy
from technopole.city.solve import TOLERANCE
from technopole.future.coupling import state_of
from technopole.future.search import search
from technopole.future.simulate import prepared, residual_function
from technopole.future.traced import years_followed
from technopole.future.year import State, build

if TYPE_CHECKING:
    from technopole.future.calibration import City
    from technopole.future.run import Run
    from technopole.future.timeline_arrays import Timeline

Records = dict[str, Any]


def follow(city: City, levers: Timeline, like: Run | None = None, target: float | None = None) -> Records:
    """Records of all years, as numpy arrays with the year first; `like` and `target` as in search.py.

    A year in which Broyden's method from the base's Jacobian fails is approached from the year before along a
    homotopy, and the loop goes on from there with that year's Jacobian. The first year that resists that too
    ends the records: it and what follows it are marked by their residuals. A path that is not like the one it
    was said to be like is followed from nothing.
    """
    given, state = (city.structure, city.calibrated, city.growth), city.first_state
    how = search(len(levers.year), len(state.z), like, target)
    records = years_followed(*given, state, levers, how)
    if like is not None and _first_failure(records) is not None:
        return follow(city, levers, target=target)
    years = records["residual"].shape[0]
    rescued = -1
    while (failed := _first_failure(records)) is not None and failed > rescued:
        rescued = failed
        state = _approach(city, levers, records, failed)
        if state is None:
            break
        again = years_followed(*given, state, _from(levers, failed), how)
        for name, values in again.items():
            records[name] = np.concatenate([records[name][:failed], values[: years - failed]])
    return records


def _first_failure(records: Records) -> int | None:
    failed = ~(records["residual"] <= TOLERANCE)
    return int(np.argmax(failed)) if failed.any() else None


def _from(levers: Timeline, first: int) -> Timeline:
    """The timeline from a year on, its length kept by repeating the last year: no new compilation."""
    return jax.tree.map(
        lambda array: jnp.concatenate([array[first:], jnp.repeat(array[-1:], first, axis=0)]), levers
    )


def state_before(city: City, records: Records, index: int) -> State:
    """The state a year began from, out of the records."""
    if index == 0:
        return city.first_state
    log = vector.from_vector(vector.shapes_of(city.calibrated.start), records["unknowns"][index - 1])
    return State(
        residents=jnp.asarray(records["residents"][index - 1]),
        people=jnp.exp(log["people"]),
        floor=jnp.asarray(records["floor"][index - 1]),
        available=jnp.asarray(records["floor_available"][index - 1]),
        unbuilt=jnp.asarray(records["unbuilt"][index - 1]),
        log_rent=jnp.asarray(log["rent"]),
        z=jnp.asarray(records["unknowns"][index - 1]),
        inverse=city.first_state.inverse,
        ecosystem=None if city.growth.coupling is None else state_of(records, index),
    )


def _approach(city: City, levers: Timeline, records: Records, index: int) -> State | None:
    """State to restart a failed year from, at its root; None if the root was not found."""
    from dataclasses import replace

    state = state_before(city, records, index)
    before, after = levers.at(max(index - 1, 0)), levers.at(index)
    floor = build(city.growth, city.calibrated.character, state, after)[1]
    old_floor = state.available

    def between(share: float) -> Any:
        mixed = jax.tree.map(lambda old, new: _mix(old, new, share), before, after)
        level = _mix(old_floor, floor, share)
        return prepared(city.structure, city.calibrated, city.growth, state, mixed, level)

    function = residual_function(city.structure, city.calibrated)
    root = homotopy(function, between, state.z)
    if not float(root.residual) <= TOLERANCE:
        return None
    return replace(state, z=root.z, inverse=root.inverse.astype(state.inverse.dtype))


def _mix(old: Any, new: Any, share: float) -> Any:
    """Linear between old and new; the new value where either is infinite (a way that opens or closes)."""
    finite = jnp.isfinite(old) & jnp.isfinite(new)
    return jnp.where(
        finite, (1.0 - share) * jnp.where(finite, old, 0.0) + share * jnp.where(finite, new, 0.0), new
    )
