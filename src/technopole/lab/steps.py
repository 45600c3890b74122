"""How the difference between two plans comes about: each part of it alone, and what they do together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.future.run import simulate
from technopole.indicators import compute, parse_request
from technopole.plans.levers_act import Acting, same
from technopole.plans.levers_read import load_levers
from technopole.plans.levers_schema import GROUP_NAMES
from technopole.plans.load import load_plan, plan_fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from technopole.future.run import Run
    from technopole.lab.engine import Engine
    from technopole.plans import Plan
    from technopole.plans.measure import Measure
    from technopole.region import Region

REST = {"en": "Other measures", "zh-Hant": "其他措施", "zh-Hans": "其他措施"}


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the difference: measures B has and A has not, or has otherwise, and those A loses."""

    name: str
    added: tuple[Measure, ...]
    removed: frozenset[str] = frozenset()


def steps_data(
    engine: Engine, a: str, b: str, indicator: str, scope: str, year: int, language: str = "en"
) -> dict[str, Any]:
    """Return what each part of B's difference from A adds to a figure by itself, from A to B.

    Parts are the plans B includes and A does not, then what levers of each group have changed. Each is put
    into A alone; what all of them do beyond the sum is `together`.

    Raises:
        InputError: unknown indicator, scope or year.

    """
    region = engine.region
    if year not in region.years:
        what = f"Year {year} is outside the run, {region.base_year} to {region.last_year}"
        raise InputError(Finding(what, remedy="Name a year of the run"))
    one, two = (engine.plans.settled(text)[0] for text in (a, b))
    run_a, run_b = engine.run(one), engine.run(two)
    unit = parse_request(indicator).indicator.unit.replace("{money}", region.money)
    begin, end = (_at(run, indicator, scope, year) for run in (run_a, run_b))
    steps: list[dict[str, Any]] = []
    for part in parts_of(region, run_a.plan, run_b.plan, language):
        alone = _alone(engine, run_a, part)
        value = None if alone is None else _at(alone, indicator, scope, year)
        change = None if value is None or begin is None else value - begin
        steps.append({"name": part.name, "change": change, "measures": len(part.added) + len(part.removed)})
    known = [step["change"] for step in steps if step["change"] is not None]
    together = None if begin is None or end is None else end - begin - sum(known)
    return {
        "indicator": indicator, "scope": scope, "year": year, "from": begin, "to": end, "unit": unit,
        "steps": steps, "together": together,
    }  # fmt: skip


def parts_of(region: Region, a: Plan, b: Plan, language: str = "en") -> list[Part]:
    """Return the parts of the difference between two plans, in the order of B's own list."""
    ours = {measure.id: measure for measure in a.measures}
    differ = {m.id: m for m in b.measures if ours.get(m.id) != m}
    gone = frozenset(ours) - {measure.id for measure in b.measures}
    parts: list[Part] = []
    left = dict(differ)
    moved = _of_levers(region, a, b)
    for group, names in moved.items():
        own = tuple(left.pop(name) for name in list(left) if name in names and name in ours)
        lost = gone & names
        if own or lost:
            parts.append(Part(GROUP_NAMES[group][language], own, frozenset(lost)))
    included: list[Part] = []
    for plan in _included(region, b, a):
        own = tuple(left.pop(one.id) for one in plan.measures if one.id in left)
        if own:
            included.append(Part(plan.name.text(language), own))
    parts = [*included, *parts]
    accounted = frozenset(name for part in parts for name in part.removed)
    if left or gone - accounted:
        parts.append(Part(REST[language], tuple(left.values()), gone - accounted))
    return parts


def _included(region: Region, b: Plan, a: Plan) -> Sequence[Plan]:
    """Plans that B includes, the widest last, without those that A includes."""
    return [load_plan(region, name) for name in reversed(b.includes) if name not in {*a.includes, a.id}]


def _of_levers(region: Region, a: Plan, b: Plan) -> dict[str, frozenset[str]]:
    """Measures by lever group that levers standing elsewhere in B than in A act on."""
    levers, found = load_levers(region), dict[str, set[str]]()
    for lever in levers.levers:
        acting = Acting(region, lever, levers.templates[lever.id])
        if same(acting.value(a.measures), acting.value(b.measures)):
            continue
        found.setdefault(lever.group, set()).update(acting.names((*a.measures, *b.measures)))
    return {group: frozenset(names) for group, names in found.items()}


def _alone(engine: Engine, run_a: Run, part: Part) -> Run | None:
    """Follow A with one part of the difference; None if it cannot stand alone."""
    plan = run_a.plan
    kept = [one for one in plan.measures if one.id not in part.removed]
    taken = {one.id for one in part.added}
    measures = (*(one for one in kept if one.id not in taken), *part.added)
    identifier = f"{plan.id}-with-part"
    with_part = replace(
        plan, id=identifier, measures=measures, fingerprint=plan_fingerprint(identifier, measures)
    )
    try:
        return simulate(engine.city, with_part, on_failure="return", like=run_a)
    except InputError:  # it rests on another part: a crossing on its railway
        return None


def _at(run: Run, indicator: str, scope: str, year: int) -> float | None:
    years = list(run.years)
    return float(compute(run, indicator, scope)[years.index(year)]) if year in years else None
