"""What the maps can show: one figure a zone and year, for plan and baseline on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.report.breaks import circle_scale, class_limits, difference_limits
from technopole.report.words import NOTHING, strings, unit_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region
    from technopole.report.words import Language

    Values = NDArray[np.float64]

DIGITS = 4
"""Significant digits kept: one more than is ever printed."""

EXACT = 1e15
"""Size up to which a float holds every whole number."""

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


def zone_layers(run: Any, words: Language | None = None) -> list[Layer]:
    """Return every layer of a run, in the order of the selector, with names in a language."""
    words = words or strings()
    return [
        *_densities(run, words),
        *_changes(run, words),
        *_rents_and_floor(run, words),
        *_travel_and_pay(run, words),
        *_counts(run, words),
    ]


def compact(values: Any, digits: int = DIGITS) -> Any:
    """Turn an array into nested lists of numbers with few digits; what is not finite becomes None."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim > 1:
        return [compact(row, digits) for row in array]
    return [_short(value, digits) for value in array.tolist()]


def layers_data(run: Any, base: Any | None, words: Language | None = None) -> list[dict[str, Any]]:
    """Return the layers as the page reads them: values of B and A, fixed limits of both scales."""
    ours = zone_layers(run, words)
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


def _densities(run: Any, words: Language) -> Iterator[Layer]:
    region, path = run.region, run.path
    built, group = region.zone_values("built_area"), words.named("layer_groups", "Density")
    values = {
        "job_density": ("jobs per km2 built", _jobs(run)),
        "people_density": ("people per km2 built", np.asarray(path.population)),
        "innovation_density": ("jobs per km2 built", innovation_jobs(run)),
    }
    for name, (unit, counted) in values.items():
        if counted is not None:
            yield Layer(name, words.named("layers", name), unit, group, counted / built)


def _changes(run: Any, words: Language) -> Iterator[Layer]:
    built, first = run.region.zone_values("built_area"), run.years[0]
    group = words.named("layer_groups", "Change")
    values = {
        "people_change": ("people per km2 built", np.asarray(run.path.population)),
        "jobs_change": ("jobs per km2 built", _jobs(run)),
    }
    for name, (unit, counted) in values.items():
        title = words.named("layers", name, first=first)
        yield Layer(name, title, unit, group, (counted - counted[:1]) / built)


def _rents_and_floor(run: Any, words: Language) -> Iterator[Layer]:
    region, path = run.region, run.path
    floor = np.asarray(path.floor)
    there = np.where(floor >= FEWEST, 1.0, np.nan)
    empty = 1.0 - np.asarray(path.floor_used) / np.where(floor >= FEWEST, floor, np.nan)
    markets = [(market.id, market.name.text(words.code)) for market in region.settings.markets]
    rents, floors = (words.named("layer_groups", name) for name in ("Rents", "Floor"))
    for index, (market, name) in enumerate(markets):
        title = words.named("layers", "rent", market=name)
        rent = np.asarray(path.rent)[:, :, index] * there[:, :, index]
        yield Layer(f"rent_{market}", title, f"{region.money} per m2 a year", rents, rent)
    for index, (market, name) in enumerate(markets):
        title = words.named("layers", "empty", market=name)
        share = np.clip(empty[:, :, index], 0.0, 1.0)
        yield Layer(f"empty_{market}", title, "share of floor", floors, share)


def _travel_and_pay(run: Any, words: Language) -> Iterator[Layer]:
    path, money = run.path, run.region.money
    workers = np.asarray(path.residents).sum(axis=1)
    some = np.where(workers >= FEWEST, workers, np.nan)
    values = {
        "minutes": ("minutes", (np.asarray(path.residents) * np.asarray(path.group_minutes)).sum(axis=1)),
        "jobs_per_worker": ("jobs", _jobs(run)),
        "income": (f"{money} a year", (np.asarray(path.residents) * np.asarray(path.income)).sum(axis=1)),
    }
    group = words.named("layer_groups", "Travel and pay")
    for name, (unit, total) in values.items():
        yield Layer(name, words.named("layers", name), unit, group, total / some)


def _counts(run: Any, words: Language) -> Iterator[Layer]:
    group = words.named("layer_groups", "Counts")
    values = {
        "people": ("people", np.asarray(run.path.population)),
        "jobs": ("jobs", _jobs(run)),
        "innovation_jobs": ("jobs", innovation_jobs(run)),
    }
    for name, (unit, counted) in values.items():
        if counted is not None:
            yield Layer(name, words.named("layers", name), unit, group, counted, circles=True)


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
    if value - value != 0.0:  # infinite or no number: quicker than to ask numpy for each of 30,000
        return None
    if -NOTHING < value < NOTHING:
        return 0
    short = float(f"{value:.{digits}g}")
    return int(short) if short.is_integer() and abs(short) < EXACT else short
