"""The measures a lever acts on, as they are published: what a plan without them takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from technopole.plans.border_rules import BorderRules
from technopole.plans.levers_schema import Act, Clearance, Opening, Openness, Scale, Setting
from technopole.plans.load import written_measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from technopole.plans.measure import Measure
    from technopole.region import Region


def template_of(
    region: Region, act: Act, published: Callable[[str], tuple[Measure, ...]]
) -> tuple[Measure, ...]:
    """Return the measures of an act as its plan holds them, or as they are written out in it.

    `published` returns the measures of a plan of the region by its name.

    Raises:
        InputError: the plan, or what is written out, cannot be used.

    """
    if isinstance(act, Setting) or (isinstance(act, Scale) and act.add):
        return written_measures(region, act.add)
    return tuple(_matching(act, published(str(getattr(act, "plan", "")))))


def _matching(act: Act, measures: Iterable[Measure]) -> Iterable[Measure]:
    """Keep the measures an act is about."""
    if isinstance(act, Scale):
        return [measure for measure in measures if matches(act, measure)]
    if isinstance(act, Opening):
        return [measure for measure in measures if measure.id in act.measures]
    if isinstance(act, Clearance):
        return [measure for measure in measures if clears(act, measure)]
    if isinstance(act, Openness):
        return [measure for measure in measures if rules(measure, act)]
    return []


def matches(act: Scale, measure: Measure) -> bool:
    """Tell whether a measure is of the ids, kinds and places of a lever that scales."""
    places = {getattr(measure, "zone", None), getattr(measure, "scope", None), *getattr(measure, "zones", ())}
    if act.add:
        return measure.id in {str(one.get("id")) for one in act.add} or (
            bool(act.kinds) and measure.kind in act.kinds
        )
    return (
        (not act.measures or measure.id in act.measures)
        and (not act.kinds or measure.kind in act.kinds)
        and (not act.zones or bool(places & set(act.zones)))
    )


def clears(act: Clearance, measure: Measure) -> bool:
    """Tell whether a measure sets the clearance of one of the lever's crossings."""
    return (
        getattr(measure, "crossing", None) in act.crossings
        and getattr(measure, "clearance", None) is not None
    )


def rules(measure: Measure, act: Openness) -> TypeGuard[BorderRules]:
    """Tell whether a measure sets a friction of one of the lever's flows between its sides."""
    return (
        isinstance(measure, BorderRules)
        and measure.flow in act.flows
        and {measure.from_side, measure.to_side} == {act.from_side, act.to_side}
    )
