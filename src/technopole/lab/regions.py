"""What a page must know of a region before it asks for a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.data import about
from technopole.report.leading import headline_goals
from technopole.report.levers import levers_data, plan_data
from technopole.report.stored import OF_THE_REGION

if TYPE_CHECKING:
    from technopole.lab.engine import Engine


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
        "levers": levers_data(region, language),
        "goals": headline_goals(region, language),
        "layers": engine.frame(language).listed(),
    }


def _plan(engine: Engine, name: str, language: str) -> dict[str, Any]:
    return plan_data(engine.region, engine.plans.plan(name), language) | {"id": name}


def _stands_alone(engine: Engine, name: str) -> bool:
    """Tell plans from parts of plans: a part is included by others and names no baseline."""
    baseline = engine.region.settings.baseline
    return name == baseline or engine.plans.plan(name).baseline is not None
