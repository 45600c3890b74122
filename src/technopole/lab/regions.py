"""What a page must know of a region before it asks for a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.lab.goals import headline_goals
from technopole.plans.levers import absent_value
from technopole.plans.levers_read import load_levers
from technopole.plans.levers_schema import GROUP_NAMES
from technopole.report.data import about

if TYPE_CHECKING:
    from technopole.lab.engine import Engine
    from technopole.plans.levers_schema import Lever

OF_THE_REGION = (
    "language",
    "money",
    "years",
    "attribution",
    "parts",
    "sides",
    "focus",
    "version",
    "fingerprint",
)


def region_info(engine: Engine, language: str = "en") -> dict[str, Any]:
    """Return the region, its plans with the place of every lever, its levers, goals and map layers."""
    region, plans = engine.region, engine.plans
    a, b = engine.defaults
    run_a, run_b = (engine.run(plans.settled(name)[0]) for name in (a, b))
    told = about(run_b, run_a, language)
    description = region.settings.description
    return {
        "about": {
            "id": region.id,
            "name": region.settings.name.text(language),
            "description": "" if description is None else description.text(language),
            "base_year": region.base_year,
            **{name: told[name] for name in OF_THE_REGION if name in told},
        },
        "plans": [_plan(engine, name, language) for name in plans.names() if _stands_alone(engine, name)],
        "default": {"a": a, "b": b},
        "levers": [lever_data(lever, language) for lever in load_levers(region).levers],
        "goals": headline_goals(region, language),
        "layers": engine.frame(language).listed(),
    }


def _plan(engine: Engine, name: str, language: str) -> dict[str, Any]:
    plan = engine.plans.plan(name)
    return {
        "id": name,
        "name": plan.name.text(language),
        "description": "" if plan.description is None else plan.description.text(language),
        "levers": dict(engine.plans.values(name)),
    }


def _stands_alone(engine: Engine, name: str) -> bool:
    """Tell plans from parts of plans: a part is included by others and names no baseline."""
    baseline = engine.region.settings.baseline
    return name == baseline or engine.plans.plan(name).baseline is not None


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
