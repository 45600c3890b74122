"""A base year as the Berlin model observes one: read from an npz file, checked, or made up."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Real = NDArray[np.float64]

ROUNDING = 1e-6  # totals of residents and jobs may differ by this share: tables are rounded


@dataclass(frozen=True)
class Instance:
    """A base year of N zones."""

    minutes: Real  # (N, N) home to work; inf where there is no way
    residents: Real  # (N,) workers by home
    jobs: Real  # (N,) workers by workplace
    wages: Real  # (N,) money a year; read only where there are jobs
    rents: Real  # (N,) money per m2 a year; read only where somebody lives or works
    floor: Real  # (N,) m2
    area: Real  # (N,) km2


def read(path: Path) -> Instance:
    """An instance from an npz file.

    Raises:
        InputError: naming every array that is missing or cannot be used.

    """
    names = [field.name for field in fields(Instance)]
    try:
        with np.load(path) as stored:
            missing = [name for name in names if name not in stored]
            arrays = {name: np.asarray(stored[name], dtype=float) for name in names if name in stored}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(Finding(f"The instance cannot be read ({error})", str(path))) from error
    if missing:
        raise InputError([Finding(f"Array {name!r} is missing", str(path)) for name in missing])
    shape = arrays["residents"].shape
    wrong = [
        Finding(f"Array {name!r} has shape {value.shape}", str(path), remedy=f"It should be {wanted}.")
        for name, value in arrays.items()
        if value.shape != (wanted := shape * 2 if name == "minutes" else shape) or len(shape) != 1
    ]
    if wrong:
        raise InputError(wrong)
    return checked(Instance(**arrays), str(path))


def checked(city: Instance, name: str = "") -> Instance:
    """The same instance with neutral values where none are read.

    Raises:
        InputError: with every fault.

    """
    found = [Finding(what, name, remedy=remedy) for what, remedy in faults(city)]
    if found:
        raise InputError(found)
    used = (city.residents > 0) | (city.jobs > 0)
    return Instance(
        minutes=city.minutes,
        residents=city.residents,
        jobs=city.jobs * (city.residents.sum() / city.jobs.sum()),
        wages=np.where(city.jobs > 0, city.wages, 1.0),
        rents=np.where(used, city.rents, 1.0),
        floor=np.where(used, city.floor, 0.0),
        area=np.where(used, city.area, 1.0),
    )


def faults(city: Instance) -> Iterator[tuple[str, str]]:
    """What cannot be used and what to do about it."""
    if np.isnan(city.minutes).any() or (city.minutes < 0).any():
        where = np.argwhere(~(city.minutes >= 0))
        home, work = where[0]
        yield (
            f"Minutes are negative or not a number for {len(where)} pairs, first from zone {home} to {work}",
            "Give minutes of at least 0, or inf where there is no way.",
        )
    counts = {"residents": city.residents, "jobs": city.jobs}
    for name, value in counts.items():
        if not (np.isfinite(value).all() and (value >= 0).all()):
            yield (
                f"Array {name!r} holds a negative value or none",
                "Give a number of at least 0 for every zone.",
            )
        elif not value.any():
            yield f"Array {name!r} is 0 everywhere", "A city needs somebody in it."
    used = (city.residents > 0) | (city.jobs > 0)
    for name, value, where in (
        ("wages", city.wages, city.jobs > 0),
        ("rents", city.rents, used),
        ("floor", city.floor, used),
        ("area", city.area, used),
    ):
        bad = where & ~(np.isfinite(value) & (value > 0))
        if bad.any():
            yield (
                f"Array {name!r} is not above 0 in {bad.sum()} zones with people, first {np.argmax(bad)}",
                "Give it, or take the people out.",
            )
    difference = city.jobs.sum() - city.residents.sum()
    if abs(difference) > ROUNDING * city.residents.sum():
        yield (
            f"There are {difference:+.6g} more jobs than residents",
            "Everybody who lives here works here in this model: make the totals equal.",
        )
    way = np.isfinite(city.minutes)
    for what, stuck in (
        ("residents reach no job", (city.residents > 0) & ~(way @ (city.jobs > 0))),
        ("jobs are reached by nobody", (city.jobs > 0) & ~((city.residents > 0) @ way)),
    ):
        if stuck.any():
            yield f"In {stuck.sum()} zones, first {np.argmax(stuck)}, {what}", "Check minutes that are inf."


def made_up(zones: int, seed: int = 0, *, width: float = 30.0) -> Instance:
    """A seeded city on a plane: people and jobs thicken towards its centre, rents and wages follow.

    Args:
        zones: number of zones.
        seed: of numpy's default generator.
        width: minutes from side to side.

    """
    place, rest = made_up_places(zones, seed, width=width)
    return Instance(minutes=1.2 * cdist(place, place) + 2.0, **rest)


def made_up_places(zones: int, seed: int, *, width: float) -> tuple[Real, dict[str, Real]]:
    """Where the zones of `made_up` lie, (N, 2) in minutes, and all that is known of them but minutes."""
    draw = np.random.default_rng(seed)
    place = draw.uniform(-0.5, 0.5, (zones, 2)) * width
    centre = np.exp(-np.linalg.norm(place, axis=1) / (0.3 * width))
    residents = draw.lognormal(0.0, 0.4, zones) * (0.3 + centre)
    jobs = draw.lognormal(0.0, 0.6, zones) * (0.1 + centre**2)
    residents, jobs = (1000.0 * zones * value / value.sum() for value in (residents, jobs))
    return place, {
        "residents": residents,
        "jobs": jobs,
        "wages": draw.lognormal(0.0, 0.1, zones) * (0.9 + 0.2 * centre) * 30_000.0,
        "rents": draw.lognormal(0.0, 0.2, zones) * (0.6 + centre) * 120.0,
        "floor": (45.0 * residents + 20.0 * jobs) * draw.lognormal(0.0, 0.2, zones),
        "area": draw.uniform(0.2, 2.0, zones),
    }
