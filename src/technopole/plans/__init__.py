"""Plans: dated measures of a region, read from YAML, checked at once, turned into levers by year."""

from __future__ import annotations

from technopole.plans.builder import TimelineBuilder
from technopole.plans.changes import LeverChange, changed_levers
from technopole.plans.json_schema import plan_schema
from technopole.plans.levers import lever_values, with_levers
from technopole.plans.levers_read import load_levers
from technopole.plans.load import list_measures, list_plans, load_plan, make_plan
from technopole.plans.measure import MEASURES, Cost, Measure, measure_kind
from technopole.plans.opened import opened_projects
from technopole.plans.plan import Plan

__all__ = [
    "MEASURES",
    "Cost",
    "LeverChange",
    "Measure",
    "Plan",
    "TimelineBuilder",
    "changed_levers",
    "lever_values",
    "list_measures",
    "list_plans",
    "load_levers",
    "load_plan",
    "make_plan",
    "measure_kind",
    "opened_projects",
    "plan_schema",
    "with_levers",
]
