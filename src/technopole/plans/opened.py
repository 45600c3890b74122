"""Which projects a plan opens, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.plans.builder import TimelineBuilder

if TYPE_CHECKING:
    from technopole.plans.plan import Plan
    from technopole.region import Region


def opened_projects(region: Region, plan: Plan) -> dict[str, int]:
    """Return the first year of each project of links.csv and crossings.csv that the plan opens, by year."""
    opened = TimelineBuilder.compiled(region, plan.measures, plan.places).network.opened()
    return dict(sorted(opened.items(), key=lambda item: (item[1], item[0])))
