"""simulate(city, plan): the public way from a plan to a path with its certificate."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from technopole.future.calibration import City
    from technopole.future.path_arrays import Path
    from technopole.future.timeline_arrays import Timeline
    from technopole.plans import Plan
    from technopole.region import Region

BOOKS_CLOSE = 1e-8  # largest relative error of an account at which a run stands


@dataclass(frozen=True, eq=False)
class Run:
    """One plan simulated on one region.

    `path` holds numpy arrays with the year as first axis (path_arrays.Path); a run that stopped early holds
    the years before the one that failed, and `converged` is False. `corrections` (T, unknowns) are the last
    steps of its search, for runs near it.
    """

    city: City
    plan: Plan
    path: Path
    timeline: Timeline
    plan_costs: pd.DataFrame
    years: tuple[int, ...]
    certificate: dict[str, Any]
    fit: list[dict[str, Any]]
    warnings: list[str]
    failure: str = ""
    seed: int = 0
    wall_s: float = 0.0
    corrections: Any = field(default=None, repr=False)

    @property
    def region(self) -> Region:
        """The region simulated."""
        return self.city.region

    @property
    def converged(self) -> bool:
        """Whether every year was found and certified."""
        return not self.failure


def simulate(city: City, plan: Plan, *, on_failure: str = "raise", like: Run | None = None) -> Run:
    """Follow a plan from the base year to the last.

    Args:
        city: a calibrated region.
        plan: a plan loaded for the same region.
        on_failure: "raise" raises NotConverged with the year, market and zone; "return" returns the years
            before it, with `failure` saying the same.
        like: a run near this one: the search starts from its path and is shorter (figures agree to 1e-10).

    """
    from technopole.future.timeline import build_timeline

    begun = time.perf_counter()
    timeline, plan_costs = build_timeline(city.region, plan)
    run = followed(city, plan, timeline, plan_costs, like=like)
    if run.failure and on_failure == "raise":
        raise NotConverged(run.failure)
    return replace(run, wall_s=time.perf_counter() - begun)


def followed(
    city: City,
    plan: Plan,
    timeline: Timeline,
    plan_costs: pd.DataFrame | None = None,
    *,
    bare: bool = False,
    fit: list[dict[str, Any]] | None = None,
    like: Run | None = None,
    target: float | None = None,
) -> Run:
    """Follow levers year by year; a run that stops keeps the years before the one that failed.

    A bare run has neither the base year's conditioning in its certificate nor fit, warnings and costs: what
    a thousand draws need not repeat. `fit` is that of another run of the same city, whose base year is this
    one's: no plan changes it. `like` is a run near this one, from whose path the search starts, and `target`
    the residual at which it ends (search.py).
    """
    import jax
    import pandas as pd

    from technopole.future import certificate as checks
    from technopole.future.fit import fit_table
    from technopole.future.quotas import ready_for
    from technopole.future.rescue import follow
    from technopole.future.simulate import path_of

    city = ready_for(city, timeline)
    records = follow(city, timeline, like, target)
    path = path_of(records)
    years = city.region.years
    failure = first_failure(city, timeline, records)
    kept = int(np.argmin(path.converged)) if failure else len(years)
    path = jax.tree.map(lambda array: np.asarray(array)[:kept], path)
    cut = {name: value[:kept] for name, value in records.items()}
    shortened = jax.tree.map(lambda array: np.asarray(array)[:kept], timeline)
    solved = checks.solved(city, shortened, cut)
    if not failure:
        close_books(solved["conservation"])
    return Run(
        city=city,
        plan=plan,
        path=path,
        timeline=shortened,
        plan_costs=pd.DataFrame() if plan_costs is None else plan_costs,
        years=years[:kept],
        certificate=solved if bare else solved | checks.conditioned(city, cut),
        fit=[] if bare else fit_table(city, cut) if fit is None else fit,
        warnings=[]
        if bare
        else [
            *(finding.sentence() for finding in (*city.region.warnings, *plan.warnings)),
            *overloaded(city.region, shortened, path, years[:kept]),
        ],
        failure=failure,
        corrections=cut["correction"],
    )


def overloaded(region: Region, timeline: Timeline, path: Path, years: tuple[int, ...]) -> list[str]:
    """A sentence for each crossing that more trips go through than it is said to clear."""
    load = np.asarray(path.crossing_trips) / np.asarray(timeline.capacity)
    sentences = []
    for x, crossing in enumerate(region.crossings):
        beyond = np.flatnonzero(load[:, x] > 1.0)
        if len(beyond):
            worst = int(np.argmax(load[:, x]))
            sentences.append(
                f"Crossing '{crossing}' is used beyond its capacity in {len(beyond)} years, "
                f"most in {years[worst]} ({100 * load[worst, x]:.0f}%): queues there are a lower bound."
            )
    return sentences


def first_failure(city: City, timeline: Timeline, records: dict[str, Any]) -> str:
    """A sentence on the first year that was not found (year, market, zone, remedy); empty if all were."""
    from technopole.city.solve import TOLERANCE

    failed = ~(records["residual"] <= TOLERANCE)
    if not failed.any():
        return ""
    index = int(np.argmax(failed))
    market, zone = worst_market(city, timeline, records, index)
    return (
        f"Year {city.region.years[index]} did not converge: the largest residual, "
        f"{records['residual'][index]:.1e}, is in {market} of {zone}. Spread the change that begins that "
        "year over several years, or make it smaller."
    )


def close_books(books: Mapping[str, float]) -> None:
    """Stop a run that has an account which does not balance, naming it."""
    for book, error in books.items():
        if not error <= BOOKS_CLOSE:
            message = (
                f"The account of {book.replace('_', ' ')} does not balance: its largest relative error is "
                f"{error:.1e}, {BOOKS_CLOSE:.0e} is allowed. The run is not to be used; please report it."
            )
            raise NotConverged(message)


def worst_market(city: City, timeline: Timeline, records: dict[str, Any], index: int) -> tuple[str, str]:
    """The market and the place (in words) of the largest residual of a year."""
    import jax
    import jax.numpy as jnp

    from technopole.city import vector
    from technopole.city.newton import residual_at
    from technopole.future.rescue import state_before
    from technopole.future.simulate import prepared, residual_function

    levers = jax.device_put(timeline).at(index)
    floor = jnp.asarray(records["floor_available"][index])
    state = state_before(city, records, index)
    parameters = prepared(city.structure, city.calibrated, city.growth, state, levers, floor)
    function = residual_function(city.structure, city.calibrated)
    residual = residual_at(function, parameters, jnp.asarray(records["unknowns"][index]))
    return in_words(city, *vector.where_worst(vector.shapes_of(city.calibrated.start), np.asarray(residual)))


def in_words(city: City, name: str, index: tuple[int, ...]) -> tuple[str, str]:
    """Say which market and place an unknown belongs to."""
    region = city.region
    labels = {
        "clearance": ("crossing", region.crossings),
        "price": ("side", region.sides),
        "people": ("group", region.groups),
        "permit_live": ("group", region.groups),
        "permit_work": ("group", region.groups),
    }
    place, names = labels.get(name, ("zone", region.zones))
    return _market(city, name, index), f"{place} '{names[index[0]]}'"


def _market(city: City, name: str, index: tuple[int, ...]) -> str:
    """Say which market an unknown belongs to."""
    region, structure = city.region, city.structure
    if name == "rent":
        return f"the {region.markets[index[1]]} floor market"
    by_sector = {
        "wage": ("the labour market", structure.regional),
        "varieties": ("the varieties", structure.entry),
        "price": ("the export price", range(len(region.sectors))),
    }
    if name in by_sector:
        what, sectors = by_sector[name]
        return f"{what} of sector '{region.sectors[sectors[index[1]]]}'"
    others = {"clearance": "the queue", "people": "the number of workers"}
    others |= dict.fromkeys(("permit_live", "permit_work"), "the market for permits")
    return others.get(name, f"the {name} spillover")
