"""What each measure of a plan changes in the levers, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import errors_of
from technopole.future.timeline import build_timeline, timeline_of
from technopole.future.timeline_arrays import Timeline
from technopole.plans.builder import TimelineBuilder
from technopole.plans.whole import whole_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from technopole.plans import Plan
    from technopole.plans.measure import Measure
    from technopole.region import Region

    Reals = NDArray[np.float64]

KEPT = ("year", "pace", "cost")
"""Levers that are not scaled: the pace of building is a habit, and money follows by itself."""

RESEARCH = ("research_money", "research_shift", "platform", "laboratory", "project_entries")
"""Levers of the ecosystem to which every measure adds its own; frictions are set, not added."""


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
    full = None
    found: list[Change] = []
    before: dict[str, Reals] | None = None
    for measure in sorted(plan.measures, key=lambda one: one.id):
        if only is not None and measure.id not in only:
            builder.apply(measure.dated())
            before = None
            continue
        before = before or _additive(builder)
        settings, paid = builder.settings(), len(builder.ledger.bookings)
        builder.apply(measure.dated())
        cost = float(sum(booking.amounts.sum() for booking in builder.ledger.bookings[paid:]))
        after = _additive(builder)
        delta = {name: after[name] - before[name] for name in after}
        adds_up = builder.settings() == settings
        whole = True
        if not adds_up:
            full = build_timeline(region, plan)[0] if full is None else full
            joint, whole = _joint(region, plan, measure, full)
            delta = joint | delta
        before = after
        found.append(Change(measure, {k: v for k, v in delta.items() if v.any()}, adds_up, whole, cost))
    return found


def _additive(builder: TimelineBuilder) -> dict[str, Reals]:
    """Levers to which every measure adds its own."""
    floor, research = builder.floor, builder.innovation
    return {name: getattr(research, name).copy() for name in RESEARCH} | {
        "released": floor.released.copy(),
        "public_floor": floor.public_floor.copy(),
        "demolished": floor.demolished.copy(),
        "amenity": builder.amenity.copy(),
        "subsidy": builder.subsidy.copy(),
        "admitted": builder.admitted(),
    }


def _joint(region: Region, plan: Plan, measure: Measure, full: Timeline) -> tuple[dict[str, Reals], bool]:
    """Differences of all levers between the plan with and without a measure, and whether all are finite.

    A measure that others rest on (a station of a line) cannot be taken away alone: nothing, and not whole.
    """
    builder = TimelineBuilder.recompiled(region, (one for one in plan.measures if one.id != measure.id))
    if errors_of([*builder.findings, *whole_findings(builder)]):
        return {}, False
    without = timeline_of(builder)
    delta: dict[str, Reals] = {}
    whole = True
    for field in fields(Timeline):
        if field.name in KEPT:
            continue
        here, there = np.asarray(getattr(full, field.name)), np.asarray(getattr(without, field.name))
        known = np.isfinite(here) & np.isfinite(there)
        whole = whole and bool((np.isfinite(here) == np.isfinite(there)).all())
        delta[field.name] = np.where(known, np.where(known, here, 0.0) - np.where(known, there, 0.0), 0.0)
    return delta, whole


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
