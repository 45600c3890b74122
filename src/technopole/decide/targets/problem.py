"""The constrained problem in numbers: settings of levers in, money, targets and land out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.decide.levers import Change, along, changes_of, scaled
from technopole.indicators import measure_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.decide.targets.read import Asked
    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline

    Reals = NDArray[np.float64]


@dataclass(eq=False)
class Problem:
    """Targets as slack (positive where met, as a share of the goal) over settings of levers (L,).

    Runs of the model are kept: the solver asks for values and slopes of the same setting one after the other.
    """

    city: City
    asked: Asked
    timeline: Timeline
    changes: list[Change]
    runs: int = 0
    _known: dict[bytes, tuple[Reals, Reals, Reals]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, city: City, asked: Asked) -> Problem:
        """Make the problem.

        Raises:
            InputError: a lever that cannot be scaled so far, or levers without any cost.

        """
        from technopole.future.timeline import build_timeline

        timeline, _ = build_timeline(city.region, asked.plan)
        names = frozenset(lever.measure for lever in asked.levers)
        by_id = {change.measure.id: change for change in changes_of(city.region, asked.plan, names)}
        changes = [by_id[lever.measure] for lever in asked.levers]
        problem = cls(city, asked, timeline, changes)
        faults = list(problem.faults())
        if faults:
            raise InputError(faults)
        return problem

    def faults(self) -> list[Finding]:
        """Return what is wrong with the levers."""
        found: list[Finding] = []
        for lever, change in zip(self.asked.levers, self.changes, strict=True):
            if not change.adds_up and lever.high > 1:
                what = f"Lever '{lever.measure}' goes to {lever.high:g}, but there is no more of it than all"
                found.append(Finding(what, remedy="Let lines, crossings and taxes go from 0 to 1"))
            if not change.delta:
                what = f"Lever '{lever.measure}' moves nothing by itself: others of the plan rest on it"
                found.append(Finding(what, remedy="Remove it from the levers"))
        if not self.costs.any():
            what = "No lever costs anything: every setting is the cheapest"
            found.append(Finding(what, remedy="Give `cost` of one lever or more"))
        return found

    @cached_property
    def low(self) -> Reals:
        """Least settings (L,)."""
        return np.array([lever.low for lever in self.asked.levers], dtype=float)

    @cached_property
    def high(self) -> Reals:
        """Largest settings (L,)."""
        return np.array([lever.high for lever in self.asked.levers], dtype=float)

    @cached_property
    def costs(self) -> Reals:
        """Money for setting 1 (L,)."""
        pairs = zip(self.asked.levers, self.changes, strict=True)
        return np.array([change.cost if lever.cost is None else lever.cost for lever, change in pairs])

    @cached_property
    def signs(self) -> Reals:
        """1 where a target is a least, -1 where it is a most (J,)."""
        return np.array([-1.0 if wanted.at_least is None else 1.0 for wanted in self.asked.targets])

    @cached_property
    def goals(self) -> Reals:
        """What is wanted (J,)."""
        ends = ((wanted.at_least, wanted.at_most) for wanted in self.asked.targets)
        return np.array([most if least is None else least for least, most in ends], dtype=float)

    @cached_property
    def sizes(self) -> Reals:
        """What one of slack is in each target's unit (J,)."""
        return np.where(self.goals != 0, np.abs(self.goals), 1.0)

    def cost(self, settings: Reals) -> float:
        """Money of a setting."""
        return float(self.costs @ settings)

    def values(self, settings: Reals) -> Reals:
        """Targets' figures at a setting (J,)."""
        return self._at(settings)[0]

    def slack(self, settings: Reals) -> Reals:
        """How far each target is met (J,), as a share of the goal; negative where it is missed."""
        return self.signs * (self.values(settings) - self.goals) / self.sizes

    def slope(self, settings: Reals) -> Reals:
        """Derivative of slack by setting (J, L)."""
        return (self.signs / self.sizes)[:, None] * self._at(settings)[1]

    def _at(self, settings: Reals) -> tuple[Reals, Reals, Reals]:
        key = np.round(settings, 12).tobytes()
        if key not in self._known:
            from technopole.decide.slopes import slopes

            self.runs += 1
            moved = scaled(self.timeline, self.changes, settings)
            values, back, found = slopes(self.city, moved, [self._goal(j) for j in range(len(self.goals))])
            jacobian = np.array([[along(one, change) for change in self.changes] for one in back])
            if not found:
                values = np.full(len(self.goals), np.nan)
                jacobian = np.zeros((len(self.goals), len(self.low)))
            self._known[key] = values, jacobian, settings.copy()
        return self._known[key]

    def _goal(self, j: int) -> Any:
        wanted, region = self.asked.targets[j], self.city.region
        measure = measure_of(region, wanted.indicator, wanted.scope, self.timeline.capacity)
        at = region.years.index(wanted.year or region.last_year)
        return lambda path: measure(path)[at]

    @cached_property
    def land(self) -> tuple[Reals, Reals, list[str]]:
        """Room for floor: rows (Z, L) and limits (Z,) of rows @ settings <= limits, and the zones' names.

        Rows are scaled by each zone's limit. New floor of a zone has to fit on its developable land.
        """
        from technopole.plans.builder import TimelineBuilder

        region, plan = self.city.region, self.asked.plan
        builder = TimelineBuilder.compiled(region, plan.measures, plan.places)
        limit = builder.floor.limit()
        built = (builder.floor.released + builder.floor.public_floor).sum(axis=(0, 2))
        nothing = np.zeros_like(builder.floor.released)
        each = np.stack(
            [
                (c.delta.get("released", nothing) + c.delta.get("public_floor", nothing)).sum(axis=(0, 2))
                - c.delta.get("demolished", nothing).sum(axis=(0, 2))
                for c in self.changes
            ],
            axis=1,
        )  # (N, L)
        torn = builder.floor.demolished.sum(axis=(0, 2))
        rest = limit - torn - (built - torn) + each.sum(axis=1)
        used = np.flatnonzero((each @ self.high > rest) & (limit > 0))
        scale = limit[used][:, None]
        return each[used] / scale, rest[used] / scale[:, 0], [region.zones[n] for n in used]
