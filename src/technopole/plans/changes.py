"""What one plan does differently from another, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from technopole.plans.measure import Measure
    from technopole.plans.plan import Plan

_IN_WORDS_ONLY = frozenset({"id", "name", "note", "source", "grade"})


@dataclass(frozen=True)
class LeverChange:
    """One difference. `lever` is the field that differs; empty where a whole measure was added or removed."""

    measure: str
    kind: str
    change: Literal["added", "removed", "changed"]
    lever: str = ""
    before: Any = None
    after: Any = None


def changed_levers(plan: Plan, baseline: Plan) -> tuple[LeverChange, ...]:
    """Return what `plan` adds to, removes from or changes in `baseline`, sorted by measure and field.

    Names, notes, sources and grades are no levers: they do not count as changes.
    """
    ours = {measure.id: measure for measure in plan.measures}
    theirs = {measure.id: measure for measure in baseline.measures}
    changes: list[LeverChange] = []
    for name in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(name), theirs.get(name)
        if other is None and mine is not None:
            changes.append(LeverChange(name, mine.kind, "added"))
        elif mine is None and other is not None:
            changes.append(LeverChange(name, other.kind, "removed"))
        elif mine is not None and other is not None:
            changes += _differences(mine, other)
    return tuple(changes)


def _differences(mine: Measure, other: Measure) -> list[LeverChange]:
    """Compare two measures of one identifier field by field."""
    if mine.kind != other.kind:
        return [LeverChange(mine.id, mine.kind, "changed", "kind", other.kind, mine.kind)]
    new, old = mine.model_dump(by_alias=True), other.model_dump(by_alias=True)
    return [
        LeverChange(mine.id, mine.kind, "changed", field, old[field], new[field])
        for field in new
        if field not in _IN_WORDS_ONLY and new[field] != old[field]
    ]
