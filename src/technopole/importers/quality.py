"""How much each figure nobody gave decides: the answer to one question, again with the figure a tenth higher.

The question is the same for every region: what happens if every trip takes a tenth less time from the second
year on? Its answer (workers' welfare, people who live and jobs that are elsewhere, in the last year) is
computed with the region as imported, and again with one figure changed and the base year calibrated anew: a
derivative by finite difference, through calibration and all years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged
from technopole.region.parameters import declared_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline
    from technopole.importers.draft import Filled
    from technopole.region import Region

QUICKER = 0.9
"""Minutes of every trip in the question, relative to the base year's."""
STEP = 0.1
"""Relative change of the figure tried."""
SMALL_STEP = 0.02
"""Absolute change where the figure is 0."""
ANSWERS = ("welfare", "people", "jobs")
VALUES = {
    "people": ("households",),
    "residents": ("workers", "followers"),
    "wages": ("wage",),
    "floor": ("floor",),
    "rents": ("rent", "effective_rent"),
    "minutes": ("minutes",),
    "links": ("minutes",),
    "controls": ("value",),
    "cross_border": (),
    "jobs": (),
}
"""Columns that are raised; counts that must balance (jobs, those who cross) cannot be moved alone."""


@dataclass(frozen=True)
class Influence:
    """What a tenth more of one figure does to the answers, in percent of each answer; None if not known."""

    what: str
    method: str
    better: str
    grade: str
    change: tuple[float | None, ...]

    @property
    def most(self) -> float:
        """Largest change of an answer in percent; infinite where the region then has no equilibrium."""
        known = [abs(value) for value in self.change if value is not None]
        return max(known) if known else float("inf")


def influences(region: Region, filled: list[Filled]) -> list[Influence]:
    """Return the influence of every filled table and of every default parameter, largest first.

    Raises:
        NotConverged: the region as imported cannot be calibrated or followed.

    """
    from technopole.future.calibration import calibrate

    city = calibrate(region)
    reference = answers(city, region)
    found = [_influence(city, reference, changed, *words) for words, changed in _variants(region, filled)]
    fixed = [
        Influence(gap.what, gap.method, gap.better, "assumed", (None,) * len(ANSWERS))
        for gap in filled
        if gap.table in VALUES and not VALUES[gap.table]
    ]
    tried = sorted(found, key=lambda one: -one.most)
    return [*tried, *fixed]


def answers(city: City, region: Region) -> np.ndarray:
    """Return the answers (3,): gain of welfare, people who live elsewhere, jobs that are elsewhere; percent.

    city: as imported; `region` may differ in a figure.

    Raises:
        NotConverged: no equilibrium was found.

    """
    from technopole.future.base_year import base_timeline

    levers = base_timeline(region)
    city = _changed(city, region, levers)

    def quicker(values: Any) -> Any:
        changed = np.array(values, dtype=np.float64)
        changed[1:] *= QUICKER
        return changed

    names = ("minutes", "leg_out", "leg_in")
    probe = replace(levers, **{name: quicker(getattr(levers, name)) for name in names})
    before, after = (_last_year(city, one) for one in (levers, probe))
    workers = before["residents"].sum(axis=1)
    welfare = float((np.log(after["utility"] / before["utility"]) * workers).sum() / workers.sum())
    return 100.0 * np.array([welfare, *(_moved(before[name], after[name]) for name in ("residents", "jobs"))])


def _changed(city: City, region: Region, levers: Timeline) -> City:
    """The city with the figure changed: from the city as imported, unless the figure puts in an equation."""
    from technopole.future.assemble import observed_of, structure_of
    from technopole.future.calibration import base_levers, calibrate, recalibrate

    if region is city.region:
        return city
    if structure_of(region) != city.structure:
        return calibrate(region)
    return recalibrate(city, region, observed_of(region, base_levers(levers)), levers)


def _moved(before: np.ndarray, after: np.ndarray) -> float:
    """Return the share of a count by zone that is elsewhere."""
    return 0.5 * float(np.abs(after - before).sum() / before.sum())


def _last_year(city: Any, levers: Any) -> dict[str, np.ndarray]:
    """Follow the levers and return the last year's residents, jobs and utility."""
    from technopole.city.solve import TOLERANCE
    from technopole.future.rescue import follow

    records = follow(city, levers)
    if not np.all(records["residual"] <= TOLERANCE):
        message = "a year of the probe did not converge"
        raise NotConverged(message)
    return {name: np.asarray(records[name])[-1] for name in ("residents", "jobs", "utility")}


def _influence(
    city: City, reference: np.ndarray, changed: Region, what: str, method: str, better: str, grade: str
) -> Influence:
    try:
        found = answers(city, changed)
    except NotConverged:
        return Influence(what, method, better, grade, (None,) * len(ANSWERS))
    scale = np.where(np.abs(reference) > 1e-9, np.abs(reference), np.nan)  # noqa: PLR2004 - no answer, no share of it
    return Influence(
        what, method, better, grade, tuple(_known(value) for value in 100.0 * (found - reference) / scale)
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _variants(region: Region, filled: list[Filled]) -> Iterator[tuple[tuple[str, str, str, str], Region]]:
    """Yield the region with one figure changed, and the words for it."""
    for table in dict.fromkeys(gap.table for gap in filled):
        columns = VALUES.get(table, ())
        gaps = [gap for gap in filled if gap.table == table]
        if columns:
            frame = region.tables[table].copy()
            rows = frame["grade"] == "assumed"
            for column in columns:
                frame.loc[rows, column] = frame.loc[rows, column] * (1.0 + STEP)
            words = tuple(
                "; ".join(dict.fromkeys(getattr(gap, key) for gap in gaps))
                for key in ("what", "method", "better")
            )
            yield (
                (words[0], words[1], words[2], "assumed"),
                replace(region, tables={**region.tables, table: frame}),
            )
    yield from _parameters(region)


def _parameters(region: Region) -> Iterator[tuple[tuple[str, str, str, str], Region]]:
    """Yield the region with one parameter changed that is a default or assumed."""
    parameters = region.parameters
    for name, declared in declared_parameters().items():
        labels = parameters.labels.get(declared.by, ("",))
        grades = {parameters.grade(name, label) for label in labels}
        if declared.is_text or grades != {"assumed"} or name in IDLE:
            continue
        default = not any(parameters.leaf(name, label) for label in labels)
        values: dict[tuple[str, str], float] = {}
        for label, value in zip(
            labels,
            parameters.by(name, labels) if declared.by != "none" else [parameters.get(name)],
            strict=True,
        ):
            raised = value * (1.0 + STEP) if value else SMALL_STEP
            values[name, label] = raised if declared.maximum is None else min(raised, declared.maximum)
        method = (
            f"the model's default, {declared.default}" if default else "stated as assumed in parameters.toml"
        )
        words = (
            f"parameter {name}: {declared.description}",
            method,
            f"an estimate of {name} for this region",
            "assumed",
        )
        yield words, replace(region, parameters=parameters.with_values(values))


IDLE = frozenset(
    {
        "m2_per_home",
        "m2_per_job",
        "construction_cost",
        "land_premium_share",
        "discount_rate",
        "emission_transit",
        "emission_road",
        "working_days",
        "closure_elasticity",
        "occupation_ramp",
        "pace_sharpness",
        "building_cost_rent_share",
    }
)
"""Parameters of building, money and reports: the question builds nothing, so it cannot tell of them."""
