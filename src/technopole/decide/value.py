"""Marginal value: what each measure of a plan adds to each goal for a billion, from one reverse pass."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged
from technopole.decide.cases import with_measures
from technopole.decide.figures import Figure, checked, values_of, year_faults
from technopole.decide.levers import Change, along, changes_of
from technopole.indicators import measure_of
from technopole.indicators.rows import target_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from technopole.future.calibration import City
    from technopole.future.run import Run
    from technopole.plans import Plan
    from technopole.region import Region

BILLION = 1e9
CHECKED = 3
"""Measures of each goal that are checked by leaving them out, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class Worth:
    """One measure on one goal, in the goal's unit.

    `gain`: by the slope, what the measure as it stands adds. `per_billion`: that over its cost in billions;
    NaN without cost. `left_out`: what is really lost without it; None where not checked.
    """

    change: Change
    figure: Figure
    gain: float
    left_out: float | None = None

    @property
    def per_billion(self) -> float:
        """Gain for a billion of the measure's cost."""
        return self.gain / (self.change.cost / BILLION) if self.change.cost > 0 else float("nan")

    def plain(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "measure": self.change.measure.id,
            "name": self.change.measure.title(),
            "goal": self.figure.text,
            "gain": self.gain,
            "cost": self.change.cost,
            "gain_per_billion": self.per_billion,
            "left_out": self.left_out,
            "whole": self.change.whole,
        }


def goals_of(region: Region) -> tuple[Figure, ...]:
    """Return the goals of a region: the figures of its scored targets, each once."""
    return tuple(dict.fromkeys(Figure(row.indicator, row.scope) for row in target_rows(region)))


def marginal_values(
    city: City,
    plan: Plan,
    goals: Sequence[str] | None = None,
    *,
    year: int | None = None,
    own: bool = True,
    check: int = CHECKED,
) -> list[Worth]:
    """Return what every measure adds to every goal, best first by gain for a billion, goal by goal.

    Args:
        city: a calibrated region.
        plan: a plan of it.
        goals: figures ("jobs@north"); those of the region's targets if not given.
        year: of the goals; the last if not given.
        own: leave out measures of the plan's baseline.
        check: of each goal, so many of the first ranked are left out of the plan and the plan run again: a
            slope says what a little more brings, not what the whole of a measure does.

    Raises:
        InputError: unknown goals or year, or nothing to value.
        NotConverged: the plan's path was not found.

    """
    from technopole.decide.slopes import slopes
    from technopole.future.timeline import build_timeline

    region = city.region
    figures = checked(region, goals) if goals else goals_of(region)
    when = region.last_year if year is None else year
    faults = year_faults(region, when)
    if not figures:
        faults.append(Finding(f"Region '{region.id}' has no scored target", remedy="Name goals"))
    if faults:
        raise InputError(faults)
    timeline, _ = build_timeline(region, plan)
    at = region.years.index(when)
    aims = [_goal(region, figure, timeline, at) for figure in figures]
    with ThreadPoolExecutor(1) as beside:
        passes = beside.submit(slopes, city, timeline, aims)
        changes = changes_of(region, plan, _own_measures(region, plan) if own else None)
        _, back, found = passes.result()
    if not found:
        message = f"Plan '{plan.id}' was not followed to its end: technopole run says where it stops."
        raise NotConverged(message)
    ranked = [
        worth
        for figure, slope in zip(figures, back, strict=True)
        for worth in sorted((Worth(change, figure, along(slope, change)) for change in changes), key=_order)
    ]
    return _left_out(city, plan, ranked, figures, at, check)


def _goal(region: Region, figure: Figure, timeline: Any, at: int) -> Callable[[Any], Any]:
    measure = measure_of(region, figure.indicator, figure.scope, timeline.capacity)
    return lambda path: measure(path)[at]


def _own_measures(region: Region, plan: Plan) -> frozenset[str]:
    """Measures of a plan that its baseline does not have; all if it is the baseline."""
    from technopole.plans.load import measures_of

    baseline = plan.baseline or region.settings.baseline
    if baseline == plan.id:
        return frozenset(measure.id for measure in plan.measures)
    known = {measure.id for measure in measures_of(region, baseline)}
    return frozenset(measure.id for measure in plan.measures if measure.id not in known)


def _order(worth: Worth) -> tuple[bool, float]:
    """Best first; what costs nothing comes after, by its gain."""
    better = -1.0 if worth.figure.better == "lower" else 1.0
    free = np.isnan(worth.per_billion)
    return bool(free), -better * (worth.gain if free else worth.per_billion)


def _left_out(
    city: City, plan: Plan, ranked: list[Worth], figures: Sequence[Figure], at: int, check: int
) -> list[Worth]:
    """Run the plan without the first of each goal, and note what is lost."""
    from dataclasses import replace

    firsts = {
        worth.change.measure.id
        for figure in figures
        for worth in [one for one in ranked if one.figure == figure][:check]
    }
    if not firsts:
        return ranked
    with_all = _followed(city, plan)
    whole = values_of(with_all, figures)[:, at]
    lost: dict[tuple[str, str], float] = {}
    for name in sorted(firsts):
        rest = with_measures(plan, f"{plan.id}-without-{name}", (m for m in plan.measures if m.id != name))
        try:
            run = _followed(city, rest, with_all)
        except InputError:  # others rest on it: it cannot be left out alone
            continue
        if run.converged:
            change = whole - values_of(run, figures)[:, at]
            lost |= {(name, figure.text): float(value) for figure, value in zip(figures, change, strict=True)}
    return [replace(one, left_out=lost.get((one.change.measure.id, one.figure.text))) for one in ranked]


def _followed(city: City, plan: Plan, like: Run | None = None) -> Run:
    """The plan's path, near that of another run if one is known, without what only reports read."""
    from technopole.future.run import followed
    from technopole.future.timeline import build_timeline

    return followed(city, plan, build_timeline(city.region, plan)[0], bare=True, like=like)


def value_table(worths: Sequence[Worth]) -> pd.DataFrame:
    """Return marginal values as a table, one row a measure and goal."""
    import pandas as pd

    return pd.DataFrame([worth.plain() for worth in worths])
