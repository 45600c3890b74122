"""A study: cases followed under the same draws, and what is read off each path."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from technopole.decide.cases import Assumption, Case, plan_of, region_of, shifted
from technopole.decide.figures import Figure, values_of
from technopole.decide.uncertain import CONTROLS, DELAY, GROWTH, OVERRUN, Design
from technopole.plans import load_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.draws import Draws
    from technopole.plans import Plan
    from technopole.region import Region

    Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Study:
    """Everything a worker needs; it goes to other processes whole.

    `committed`: measures that delays and overruns leave alone, those of the region's baseline.
    """

    region: Region
    cases: tuple[Case, ...]
    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    design: Design
    committed: frozenset[str]

    @cached_property
    def key(self) -> str:
        """SHA-256 of what decides the results."""
        parameters = {
            name: {label: leaf.value for label, leaf in sorted(by_label.items())}
            for name, by_label in sorted(self.region.parameters.leaves.items())
        }
        parts = (
            self.region.fingerprint, parameters, self.cases, [plan.fingerprint for plan in self.plans],
            self.figures, self.design.columns, sorted(self.committed),
        )  # fmt: skip
        return hashlib.sha256(repr(parts).encode() + self.design.points.tobytes()).hexdigest()

    @property
    def shape(self) -> tuple[int, int, int]:
        """(cases, figures, T): shape of one draw's results."""
        return len(self.cases), len(self.figures), len(self.region.years)


def study_of(region: Region, cases: tuple[Case, ...], figures: tuple[Figure, ...], design: Design) -> Study:
    """Make a study; plans are loaded and checked here.

    Raises:
        InputError: a plan that cannot be used.

    """
    baseline = load_plan(region, region.settings.baseline)
    plans = tuple(plan_of(region, case) for case in cases)
    committed = frozenset(measure.id for measure in baseline.measures)
    return Study(region, cases, plans, figures, design, committed)


def evaluate(study: Study, rows: list[int]) -> Reals:
    """Figures of some draws: (rows, cases, figures, T); NaN where a path was not found.

    Depends on the draws named alone, not on which others are computed with them or where.
    """
    result = np.full((len(rows), *study.shape), np.nan)
    for assumptions in dict.fromkeys(case.set for case in study.cases):
        members = [place for place, case in enumerate(study.cases) if case.set == assumptions]
        city = _city(study, study.cases[members[0]])
        for some in _alike(study.design, rows):
            places = [rows.index(row) for row in some]
            _follow(study, city, members, some, places, result)
    return result


def _alike(design: Design, rows: list[int]) -> list[list[int]]:
    """Rows that share delay, overrun and growth: their plans are the same and are prepared once."""
    groups: dict[bytes, list[int]] = {}
    for row in rows:
        groups.setdefault(design.own_values[row].tobytes(), []).append(row)
    return list(groups.values())


def _follow(
    study: Study, city: City, members: list[int], rows: list[int], places: list[int], into: Reals
) -> None:
    """Run the cases that share a city under some draws and read their figures into their places."""
    from technopole.future.drawn import simulate_draws

    design = study.design
    late = round(design.drawn(rows[0], DELAY, "", 0.0))
    overrun = design.drawn(rows[0], OVERRUN, "", 1.0)
    plans = [shifted(study.plans[member], study.committed, late, overrun) for member in members]
    fixed = {name for name, _ in study.cases[members[0]].set}
    region = _growing(city.region, design, rows[0])
    grown = city if region is city.region else replace(city, region=region)
    for outcome in simulate_draws(grown, plans, _drawn(design, rows, fixed), workers=1):
        for member, run in zip(members, outcome.runs, strict=False):
            if run.converged:
                into[places[outcome.index], member] = values_of(run, study.figures)


def _drawn(design: Design, rows: list[int], fixed: set[tuple[str, str]]) -> Draws:
    """Parameters of some draws, less the columns that a case sets."""
    parameters = design.parameters.select(rows)
    kept = [
        place
        for place, name in enumerate(parameters.names)
        if name not in fixed and (name[0], "") not in fixed
    ]
    if len(kept) == len(parameters.names):
        return parameters
    names = tuple(parameters.names[place] for place in kept)
    return replace(parameters, names=names, values=parameters.values[:, kept])


def _growing(region: Region, design: Design, row: int) -> Region:
    """The region with the growth of its control totals as drawn."""
    factors = {side: design.drawn(row, GROWTH, side, 1.0) for side in region.sides}
    if all(factor == 1.0 for factor in factors.values()):
        return region
    table = region.tables["controls"].copy()
    for side, factor in factors.items():
        for name in CONTROLS:
            mine = (table["side"] == side) & (table["indicator"] == name)
            if not mine.any():
                continue
            rows = table[mine].sort_values("year")
            first = float(np.interp(region.base_year, rows["year"], rows["value"]))
            later = mine & (table["year"] > region.base_year)
            table.loc[later, "value"] = first + factor * (table.loc[later, "value"] - first)
    return replace(region, tables={**region.tables, "controls": table})


_CITIES: dict[tuple[str, tuple[tuple[Assumption, float], ...]], City] = {}
MOST_CITIES = 16
"""Calibrated cities a process keeps; a study seldom has more than two."""


def _city(study: Study, case: Case) -> City:
    """The city of a case, calibrated once in a process."""
    from technopole.future.remembered import calibrated_city

    key = (study.key, case.set)
    if key not in _CITIES:
        if len(_CITIES) >= MOST_CITIES:
            _CITIES.clear()
        _CITIES[key] = calibrated_city(region_of(study.region, case))
    return _CITIES[key]


def packed(study: Study) -> bytes:
    """The study as bytes, for other processes."""
    return pickle.dumps(study)
