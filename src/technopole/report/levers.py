"""Levers and plans as the page reads them: what can be moved, and where it stands in a plan."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from technopole.base.errors import InputError
from technopole.plans.levers import absent_value, lever_values
from technopole.plans.levers_read import load_levers
from technopole.plans.levers_schema import GROUP_NAMES

if TYPE_CHECKING:
    from technopole.plans import Plan
    from technopole.plans.levers_schema import Lever
    from technopole.region import Region


def lever_data(lever: Lever, language: str = "en") -> dict[str, Any]:
    """Return one lever as the page reads it."""
    low, high = lever.tested_range
    told: dict[str, Any] = {
        "id": lever.id,
        "group": lever.group,
        "group_name": GROUP_NAMES[lever.group][language if language in GROUP_NAMES[lever.group] else "en"],
        "name": lever.name.text(language),
        "unit": lever.unit_text(language),
        "kind": lever.kind,
        "low": lever.low,
        "high": lever.high,
        "step": lever.step,
        "tested_low": low,
        "tested_high": high,
        "grade": lever.grade,
        "source": lever.source,
        "note": "" if lever.note is None else lever.note.text(language),
    }
    if lever.choices:
        told["choices"] = [{"id": one.id, "name": one.name.text(language)} for one in lever.choices]
    if lever.absent is not None:
        told["absent"] = {"value": absent_value(lever), "name": lever.absent.text(language)}
    return told


def levers_data(region: Region, language: str = "en") -> list[dict[str, Any]]:
    """Return every lever of a region, in the order of its file."""
    return [lever_data(lever, language) for lever in load_levers(region).levers]


def plan_data(region: Region, plan: Plan, language: str = "en") -> dict[str, Any]:
    """Return a plan with the place of every lever in it."""
    return {
        "id": plan.id,
        "name": plan.name.text(language),
        "description": "" if plan.description is None else plan.description.text(language),
        "levers": standing(region, plan),
    }


def standing(region: Region, plan: Plan) -> dict[str, Any]:
    """Return where every lever stands in a plan; nothing for a region whose levers cannot be read.

    A run keeps the region it was made of: one from before its levers is reported without them.
    """
    return dict(_standing(region, plan))


@lru_cache(maxsize=8)  # a report asks in every language, the lab with every answer
def _standing(region: Region, plan: Plan) -> dict[str, Any]:
    try:
        return dict(lever_values(region, plan))
    except InputError:
        return {}
