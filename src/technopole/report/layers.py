"""What the maps can show: one figure a zone and year, for plan and baseline on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.report.breaks import circle_scale, class_limits, difference_limits
from technopole.report.words import NOTHING, unit_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region

    Values = NDArray[np.float64]

DIGITS = 4
"""Significant digits kept: one more than is ever printed."""

FEWEST = 1.0
"""Square metres or people below which a rate says nothing and the zone reads "no data"."""


@dataclass(frozen=True)
class Layer:
    """One map: values (T, N); `circles` for counts, filled zones for rates and densities."""

    id: str
    name: str
    unit: str
    group: str
    values: Values
    circles: bool = False
    note: str = ""


def zone_layers(run: Any) -> list[Layer]:
    """Return every layer of a run, in the order of the selector."""
    return [*_densities(run), *_changes(run), *_rents_and_floor(run), *_travel_and_pay(run), *_counts(run)]


def compact(values: Any, digits: int = DIGITS) -> Any:
    """Turn an array into nested lists of numbers with few digits; what is not finite becomes None."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim > 1:
        return [compact(row, digits) for row in array]
    return [_short(float(value), digits) for value in array]


def layers_data(run: Any, base: Any | None) -> list[dict[str, Any]]:
    """Return the layers as the page reads them: values of B and A, fixed limits of both scales."""
    ours = zone_layers(run)
    theirs = {} if base is None else {layer.id: layer.values for layer in zone_layers(base)}
    found = []
    for layer in ours:
        unit, factor = unit_words(layer.unit)
        b = layer.values * factor
        a = aligned(theirs[layer.id] * factor, base.years, run.years) if base is not None else None
        both = b if a is None else np.concatenate([b, a])
        found.append(
            {
                "id": layer.id,
                "name": layer.name,
                "unit": unit,
                "group": layer.group,
                "kind": "circles" if layer.circles else "fill",
                "note": layer.note,
                "signed": bool(np.nanmin(both, initial=0.0) < 0 and np.nanmax(both, initial=0.0) > 0),
                "limits": circle_scale(both) if layer.circles else _limits(both),
                "differenceLimits": difference_limits(b - a)
                if a is not None
                else difference_limits(b - b[:1]),
                "b": compact(b),
                "a": None if a is None else compact(a),
            }
        )
    return found


def aligned(values: Values, years: Sequence[int], wanted: Sequence[int]) -> Values:
    """Return values (T, ...) of the wanted years, NaN in years the other run does not have."""
    known = list(years)
    result = np.full((len(wanted), *values.shape[1:]), np.nan)
    for position, year in enumerate(wanted):
        if year in known:
            result[position] = values[known.index(year)]
    return result


def _limits(values: Values) -> list[float]:
    """Return the limits of filled zones; figures on both sides of zero get a symmetric scale."""
    if np.nanmin(values, initial=0.0) < 0 < np.nanmax(values, initial=0.0):
        return difference_limits(values)
    return class_limits(values)


def _densities(run: Any) -> Iterator[Layer]:
    region, path = run.region, run.path
    built = region.zone_values("built_area")
    innovation = innovation_jobs(run)
    yield Layer("job_density", "Jobs", "jobs per km2 built", "Density", _jobs(run) / built)
    yield Layer(
        "people_density", "People", "people per km2 built", "Density", np.asarray(path.population) / built
    )
    if innovation is not None:
        name = "Innovation jobs"
        yield Layer("innovation_density", name, "jobs per km2 built", "Density", innovation / built)


def _changes(run: Any) -> Iterator[Layer]:
    built, first = run.region.zone_values("built_area"), run.years[0]
    people, jobs = np.asarray(run.path.population), _jobs(run)
    change = f"since {first}"
    yield Layer(
        "people_change",
        f"People added {change}",
        "people per km2 built",
        "Change",
        (people - people[:1]) / built,
    )
    yield Layer(
        "jobs_change", f"Jobs added {change}", "jobs per km2 built", "Change", (jobs - jobs[:1]) / built
    )


def _rents_and_floor(run: Any) -> Iterator[Layer]:
    region, path = run.region, run.path
    floor = np.asarray(path.floor)
    there = np.where(floor >= FEWEST, 1.0, np.nan)
    empty = 1.0 - np.asarray(path.floor_used) / np.where(floor >= FEWEST, floor, np.nan)
    for index, market in enumerate(region.settings.markets):
        name = market.name.text()
        rent = np.asarray(path.rent)[:, :, index] * there[:, :, index]
        yield Layer(f"rent_{market.id}", f"Rent: {name}", f"{region.money} per m2 a year", "Rents", rent)
    for index, market in enumerate(region.settings.markets):
        share = np.clip(empty[:, :, index], 0.0, 1.0)
        yield Layer(
            f"empty_{market.id}", f"Not in use: {market.name.text()}", "share of floor", "Floor", share
        )


def _travel_and_pay(run: Any) -> Iterator[Layer]:
    region, path = run.region, run.path
    workers = np.asarray(path.residents).sum(axis=1)
    some = np.where(workers >= FEWEST, workers, np.nan)
    minutes = (np.asarray(path.residents) * np.asarray(path.group_minutes)).sum(axis=1) / some
    income = (np.asarray(path.residents) * np.asarray(path.income)).sum(axis=1) / some
    yield Layer("minutes", "Mean minutes to work", "minutes", "Travel and pay", minutes)
    yield Layer("jobs_per_worker", "Jobs per working resident", "jobs", "Travel and pay", _jobs(run) / some)
    yield Layer("income", "Mean net wage of residents", f"{region.money} a year", "Travel and pay", income)


def _counts(run: Any) -> Iterator[Layer]:
    innovation = innovation_jobs(run)
    yield Layer("people", "People", "people", "Counts", np.asarray(run.path.population), circles=True)
    yield Layer("jobs", "Jobs", "jobs", "Counts", _jobs(run), circles=True)
    if innovation is not None:
        yield Layer("innovation_jobs", "Innovation jobs", "jobs", "Counts", innovation, circles=True)


def _jobs(run: Any) -> Values:
    return np.asarray(run.path.jobs).sum(axis=2)


def innovation_jobs(run: Any) -> Values | None:
    """Return jobs of the sectors that use innovation floor (T, N); None if the region has none."""
    which = innovation_sectors(run.region)
    return np.asarray(run.path.jobs)[:, :, which].sum(axis=2) if which.any() else None


def innovation_sectors(region: Region) -> NDArray[np.bool_]:
    """Tell which sectors use innovation floor (K,)."""
    return np.array([sector.market == "innovation" for sector in region.settings.sectors])


def _short(value: float, digits: int) -> float | int | None:
    if not np.isfinite(value):
        return None
    text = float(f"{value:.{digits}g}") if abs(value) >= NOTHING else 0.0
    return int(text) if text == int(text) and abs(text) < 1e15 else text  # noqa: PLR2004 - exact integers
