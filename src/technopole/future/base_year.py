"""The calendar without a plan: levers of the base year, which calibration and tests of fit read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from technopole.future.timeline_arrays import Timeline
    from technopole.region import Region


def base_timeline(region: Region) -> Timeline:
    """Levers by year when nobody does anything; index 0 is the base year of every plan."""
    from technopole.future.timeline import build_timeline
    from technopole.plans import make_plan

    calendar = make_plan(region, {"id": "calendar", "name": "Calendar without a plan", "measures": []})
    return build_timeline(region, calendar)[0]


def base_year_levers(region: Region) -> Timeline:
    """Levers of the base year alone (one year)."""
    from technopole.future.timeline import timeline_of
    from technopole.plans.builder import TimelineBuilder

    return timeline_of(TimelineBuilder(region, years=region.years[:1]))
