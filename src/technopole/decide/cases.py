"""A case: one future to follow; a plan, without some of its measures, with some assumptions set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.plans import load_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from technopole.plans import Plan
    from technopole.region import Region

Assumption = tuple[str, str]
"""A parameter and its label ("" for all labels), as region.parameters names them."""


@dataclass(frozen=True)
class Case:
    """A plan by name or path, without some measures (by id or kind), with some parameters set."""

    plan: str
    without: tuple[str, ...] = ()
    set: tuple[tuple[Assumption, float], ...] = ()

    @property
    def words(self) -> str:
        """The case in words: 'new-town without crossing, with sigma.local = 4'."""
        parts = [self.plan]
        if self.without:
            parts.append(f"without {', '.join(self.without)}")
        if self.set:
            parts.append("with " + ", ".join(f"{written(name)} = {value:g}" for name, value in self.set))
        return " ".join(parts)


def written(assumption: Assumption) -> str:
    """An assumption as people write it: 'sigma.local'."""
    return ".".join(part for part in assumption if part)


def assumption_of(region: Region, text: str) -> Assumption:
    """Return the parameter and label written 'sigma.local'.

    Raises:
        InputError: unknown name or label, or a parameter that is a word; the message names the nearest.

    """
    name, _, label = text.strip().partition(".")
    region.parameters.leaf(name, label)  # says what is unknown
    from technopole.region.parameters import declared_parameter

    if declared_parameter(name).is_text:
        raise InputError(Finding(f"Parameter '{name}' is a word", remedy="Set parameters that are numbers"))
    return name, label


def plan_of(region: Region, case: Case) -> Plan:
    """Return the case's plan, its measures left out.

    Raises:
        InputError: no such plan, or nothing in it is called what should be left out.

    """
    plan = load_plan(region, case.plan)
    if not case.without:
        return plan
    known = [*(measure.id for measure in plan.measures), *dict.fromkeys(m.kind for m in plan.measures)]
    faults = [
        Finding(f"Plan '{plan.id}' has no measure or kind of measure '{name}'{suggestion(name, known)}",
                remedy="Leave out measures by their id or kind")
        for name in case.without
        if name not in known
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    return with_measures(
        plan, f"{plan.id}-without-{'-'.join(case.without)}",
        (m for m in plan.measures if m.id not in case.without and m.kind not in case.without),
    )  # fmt: skip


def with_measures(plan: Plan, identifier: str, measures: Iterable[object]) -> Plan:
    """Return the plan under another identifier with other measures."""
    kept = tuple(measures)
    return replace(plan, id=identifier, measures=kept, fingerprint=_fingerprint(identifier, kept))


def _fingerprint(identifier: str, measures: tuple[object, ...]) -> str:
    from technopole.plans.load import plan_fingerprint

    return plan_fingerprint(identifier, measures)  # type: ignore[arg-type]


def region_of(region: Region, case: Case) -> Region:
    """Return the region with the case's parameters set."""
    from technopole.region.changes import with_parameters

    return with_parameters(region, dict(case.set))


def shifted(plan: Plan, own: frozenset[str], years: int, overrun: float) -> Plan:
    """Return the plan with measures outside `own` (committed ones) late by years, at `overrun` their cost.

    Years that leave the run are cut off.
    """
    if years == 0 and overrun == 1.0:
        return plan
    measures = tuple(m if m.id in own else _shifted(m, years, overrun) for m in plan.measures)
    return with_measures(plan, f"{plan.id}-late{years}-cost{overrun:.6g}", measures)


def _shifted(measure: object, years: int, overrun: float) -> object:
    from technopole.plans.measure import Measure

    assert isinstance(measure, Measure)  # noqa: S101 - for the type checker
    cost = tuple(one.model_copy(update={"amount": one.amount * overrun}) for one in measure.cost)
    return measure.model_copy(update={"delay": measure.delay + years, "truncate": True, "cost": cost})
