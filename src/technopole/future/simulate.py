"""From a calibrated city and a timeline to a path: one pure function, compiled once per shape of problem."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from technopole.base.program import compiled_quickly
from technopole.city import border, vector
from technopole.city.calibrate import Calibrated
from technopole.city.economy import ByZoneMarket, Structure
from technopole.city.equilibrium import outcome
from technopole.city.newton import find, linear_at, newton, residual_at
from technopole.city.solve import TOLERANCE, Root
from technopole.future.path_arrays import Path
from technopole.future.record import record
from technopole.future.search import Search, search
from technopole.future.timeline_arrays import Timeline
from technopole.future.year import (
    Growth,
    State,
    advance,
    conditions,
    first_state,
    has_donor,
    influenced,
)

if TYPE_CHECKING:
    from jaxtyping import Array, Float
    from numpy.typing import NDArray


def problem(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    state: State,
    levers: Timeline,
    floor: ByZoneMarket,
) -> tuple[Any, Any, Any]:
    """(economy, gates, conditions): the parameters of one year's equilibrium on given floor (N, M)."""
    city, levers, _ = influenced(city, growth, state, levers)
    now = conditions(structure, city, growth, state, levers, floor)
    return city.economy, border.gates(city.economy, now), now


prepared = compiled_quickly(problem, static_argnums=0)


@partial(compiled_quickly, static_argnums=0)
def recorded(
    structure: Structure, city: Calibrated, growth: Growth, levers: Timeline, parameters: Any, root: Root
) -> dict[str, Any]:
    """A solved year's record."""
    log = vector.from_vector(vector.shapes_of(city.start), root.z)
    economy, gate, now = parameters
    return record(city, growth, levers, outcome(structure, economy, gate, now, log), root)


def settle_base(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    base: Timeline,
    floor: ByZoneMarket,
    inverse: Any = None,
) -> tuple[Root, Any, Any]:
    """The static base-year city on given floor (N, M): root, residual before any step, its parameters.

    Data fix every market that exists; greenfields with a donor (year.SEED_FLOOR) find their rents here, by
    Newton's method, or by Broyden's where an approximate inverse Jacobian is at hand.
    """
    function, z = residual_function(structure, city), vector.joined(city.start)
    parameters = prepared(structure, city, growth, unsettled(city, z), base, floor)
    if inverse is None:
        known = linear_at(function, parameters, z)
        return newton(function, parameters, z, known), known[0], parameters
    before = residual_at(function, parameters, z)
    near = jnp.asarray(inverse, jnp.float32)
    return find(function, parameters, z, near), before, parameters


def unsettled(city: Calibrated, z: Any) -> State:
    """The state before the base year, its inverse Jacobian not known yet."""
    return first_state(city, z, np.zeros((len(z), len(z)), np.float32))


def fixed_by_data(city: Calibrated) -> NDArray[np.bool_]:
    """Which unknowns' markets exist in the data: not those of zones empty in the base year."""
    empty = np.asarray(has_donor(jax.tree.map(np.asarray, city.character)))
    marks: dict[str, Any] = {name: np.zeros(np.shape(value), bool) for name, value in city.start.items()}
    marks["rent"], marks["upsilon"] = empty, empty.any(axis=1)
    for name in {"wage", "varieties"} & marks.keys():
        marks[name] = np.broadcast_to(empty.any(axis=1, keepdims=True), marks[name].shape)
    return ~np.asarray(vector.joined(marks))


def residual_function(structure: Structure, city: Calibrated) -> Any:
    """F of a city's shape."""
    return vector.residual_function(structure, vector.shapes_of(city.start))


@partial(jax.jit, static_argnums=0)
def run_years(
    structure: Structure,
    city: Calibrated,
    growth: Growth,
    state: State,
    timeline: Timeline,
    how: Search | None = None,
) -> dict[str, Any]:
    """Records of every year of the timeline from a state, stacked along the first axis."""
    how = search(len(timeline.year), len(state.z)) if how is None else how
    return laid_out(*rows_of_years(structure, city, growth, state, timeline, how))


def rows_of_years(
    structure: Structure, city: Calibrated, growth: Growth, state: State, timeline: Timeline, how: Search
) -> tuple[Float[Array, "year number"], dict[str, Any]]:
    """Every year's record as a row, and records of no year, which say how a row is laid out.

    A scan takes and stacks array by array, each by a program of its own: so a year's levers go in as one row,
    and its record comes out as one.
    """
    record = jax.eval_shape(partial(advance, structure), city, growth, state, timeline.at(0))[1]
    levers_of = ravel_pytree(timeline.at(0))[1]

    def step(state: Any, year: Any) -> tuple[Any, Any]:
        row, correction = year
        following, record = advance(structure, city, growth, state, levers_of(row), correction, how.target)
        return following, ravel_pytree(record)[0]

    rows = jax.vmap(lambda levers: ravel_pytree(levers)[0])(timeline)
    nothing = jax.tree.map(lambda one: jnp.zeros((0, *one.shape), one.dtype), record)
    return jax.lax.scan(step, state, (rows, how.corrections))[1], nothing


def laid_out(rows: Any, records: dict[str, Any]) -> dict[str, Any]:
    """Rows (T, R) as records of the layout of others; what is made of numpy's rows are views of them."""
    leaves, tree = jax.tree.flatten(records)
    begins = np.cumsum([0] + [np.prod(leaf.shape[1:], dtype=int) for leaf in leaves])
    return tree.unflatten(
        rows[:, begin:end].reshape(len(rows), *leaf.shape[1:]).astype(leaf.dtype, copy=False)
        for leaf, (begin, end) in zip(leaves, pairwise(begins), strict=True)
    )


def path_of(records: dict[str, Any]) -> Path:
    """The part of the records that the path keeps."""
    kept = {field.name: records[field.name] for field in fields(Path) if field.name != "converged"}
    return Path(**kept, converged=records["residual"] <= TOLERANCE)
