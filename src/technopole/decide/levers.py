"""What each measure of a plan changes in the levers, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import errors_of
from technopole.future.timeline import RESEARCH, settings_of
from technopole.future.timeline_arrays import Timeline
from technopole.plans.builder import TimelineBuilder
from technopole.plans.whole import settings_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from technopole.plans import Plan
    from technopole.plans.measure import Measure
    from technopole.region import Region

    Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Change:
    """A measure's part in the levers of its plan: with it less without it, arrays shaped as the timeline's.

    `adds_up`: whether twice the measure would be twice the change (floor, admissions, amenity, subsidies) or
    it works with others (networks, crossings, tax). `whole`: False where a way opens that was not there,
    which no difference of minutes can say. `cost`: money in the years of the run, all payers.
    """

    measure: Measure
    delta: Mapping[str, Reals]
    adds_up: bool
    whole: bool
    cost: float


def changes_of(region: Region, plan: Plan, only: frozenset[str] | None = None) -> list[Change]:
    """Return what each measure of a plan (or those in `only`) changes, in the order of identifiers.

    The plan was found sound before.
    """
    builder = TimelineBuilder(region)
    setting: list[Measure] = []
    found: list[Change] = []
    before: dict[str, Reals] | None = None
    for measure in sorted(plan.measures, key=lambda one: one.id):
        asked = only is None or measure.id in only
        before = (before or _additive(builder)) if asked else None
        settings, paid = builder.settings, len(builder.ledger.bookings)
        builder.apply(measure.dated())
        adds_up = builder.settings == settings
        if not adds_up:
            setting.append(measure)
        if before is None:
            continue
        cost = float(sum(booking.amounts.sum() for booking in builder.ledger.bookings[paid:]))
        after = _additive(builder)
        delta = {name: after[name] - before[name] for name in after}
        before = after
        moved = {name: by for name, by in delta.items() if by.any()}
        found.append(Change(measure, moved, adds_up, whole=True, cost=cost))
    if all(change.adds_up for change in found):
        return found
    full = settings_of(builder)
    return [change if change.adds_up else _joined(change, region, setting, full) for change in found]


def _additive(builder: TimelineBuilder) -> dict[str, Reals]:
    """A copy of the levers to which every measure adds its own, by name."""
    return {
        **{name: getattr(builder.innovation, name).copy() for name in RESEARCH},
        "released": builder.floor.released.copy(),
        "public_floor": builder.floor.public_floor.copy(),
        "demolished": builder.floor.demolished.copy(),
        "amenity": builder.amenity.copy(),
        "subsidy": builder.subsidy.copy(),
        "admitted": builder.admitted(),
    }


def _joined(change: Change, region: Region, setting: Sequence[Measure], full: Mapping[str, Reals]) -> Change:
    """A measure's change with what its settings do among those of the other measures.

    A measure that others rest on (a station of a line) cannot be taken away alone: nothing, and not whole.
    """
    without = TimelineBuilder.recompiled(region, (one for one in setting if one.id != change.measure.id))
    if errors_of([*without.findings, *settings_findings(without)]):
        return replace(change, whole=False)
    delta: dict[str, Reals] = {}
    whole = True
    for name, there in settings_of(without).items():
        here = full[name]
        known = np.isfinite(here) & np.isfinite(there)
        whole = whole and bool((np.isfinite(here) == np.isfinite(there)).all())
        difference = np.where(known, np.where(known, here, 0.0) - np.where(known, there, 0.0), 0.0)
        if difference.any():
            delta[name] = difference
    return replace(change, delta=delta | dict(change.delta), whole=whole)


def scaled(timeline: Timeline, changes: Sequence[Change], settings: Reals) -> Timeline:
    """Return the plan's timeline with each change at a setting (1 as planned, 0 without, 2 twice as much)."""
    moved: dict[str, Reals] = {}
    for change, setting in zip(changes, settings, strict=True):
        for name, delta in change.delta.items():
            before = moved.get(name, np.asarray(getattr(timeline, name)))
            moved[name] = before + (setting - 1.0) * delta
    return replace(timeline, **moved)


def along(slope: Timeline, change: Change) -> float:
    """Return the derivative of a goal by a change's setting, from its slopes by every lever."""
    parts = (np.vdot(np.asarray(getattr(slope, name)), delta) for name, delta in change.delta.items())
    return float(sum(parts))
