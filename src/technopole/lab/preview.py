"""What the next step of a lever would do to each goal: the plan followed once more, one step on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.indicators import compute
from technopole.plans.levers_read import load_levers
from technopole.plans.levers_scenario import Scenario
from technopole.report.leading import COST, headline_goals

if TYPE_CHECKING:
    from technopole.lab.engine import Engine
    from technopole.plans.levers_schema import Lever


def preview_data(engine: Engine, b: str, lever_id: str, *, down: bool = False) -> dict[str, Any]:
    """Return the change of every goal if a lever moves one step (up, or down; down at its upper end).

    Raises:
        InputError: no such lever, or a scenario that cannot be used.

    """
    lever = load_levers(engine.region).lever(lever_id)
    scenario = engine.plans.settled(b)[0]
    value = dict(engine.plans.values(scenario.plan)) | dict(scenario.settings)
    now = value[lever.id]
    following = _next(lever, now, down=down)
    moved = engine.plans.settled(_with(scenario, lever.id, following).text)[0]
    before, after = engine.run(scenario), engine.run(moved)
    return {
        "lever": lever.id,
        "value": now if isinstance(now, str) and lever.choices else float(now),
        "next": following,
        "converged": after.converged,
        "effects": [
            {"indicator": indicator, "scope": scope, "change": _change(before, after, indicator, scope)}
            for indicator, scope in _figures(engine)
        ],
    }


def _figures(engine: Engine) -> list[tuple[str, str]]:
    goals = [(goal["indicator"], goal["scope"]) for goal in headline_goals(engine.region)]
    return [*goals, COST]


def _change(before: Any, after: Any, indicator: str, scope: str) -> float | None:
    """Difference in the last year both runs have; none if there is no such year."""
    if not (before.years and after.years):
        return None
    last = min(len(before.years), len(after.years)) - 1
    return float(compute(after, indicator, scope)[last] - compute(before, indicator, scope)[last])


def _next(lever: Lever, now: float | str, *, down: bool) -> float | str:
    """Return the value one step on."""
    if lever.choices:
        words = [option.id for option in lever.choices]
        if now not in words:
            what = f"Lever '{lever.id}' stands nowhere in this plan"
            raise InputError(Finding(what, remedy=f"Set it to one of {', '.join(words)}"))
        return words[(words.index(str(now)) + 1) % len(words)]
    number = float(now)
    step = -lever.step if down or number + lever.step > lever.high else lever.step
    if number + step < lever.low:
        step = lever.step
    return min(max(number + step, lever.low), lever.high)


def _with(scenario: Scenario, lever: str, value: float | str) -> Scenario:
    rest = tuple(one for one in scenario.settings if one[0] != lever)
    return Scenario(scenario.plan, (*rest, (lever, value if isinstance(value, str) else f"{value:.10g}")))
