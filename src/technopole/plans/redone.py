"""A plan's measures on many regions that differ in parameters alone, as draws of parameters do."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from technopole.plans.builder import TimelineBuilder
from technopole.plans.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from technopole.plans.measure import Measure
    from technopole.region import Region


class Redone:
    """Measures found sound before, applied once; `on` applies those again that read parameters."""

    def __init__(self, region: Region, measures: Iterable[Measure]) -> None:
        """Apply all measures to a region, and see which of them ask for parameters."""
        asked = _Asked(region.parameters)
        watched: Any = replace(region, parameters=asked)  # type: ignore[arg-type] - stands in for them
        self._same = TimelineBuilder(watched)
        self._again: list[Measure] = []
        for measure in sorted(measures, key=lambda measure: measure.id):
            dated, alone = measure.dated(), TimelineBuilder(watched)
            asked.times = 0
            alone.apply(dated)
            if asked.times:
                self._again.append(dated)
            else:
                self._same.apply(dated)

    def on(self, region: Region) -> TimelineBuilder:
        """Return the measures on a region that differs from the first in parameters alone."""
        ledger = Ledger(list(self._same.ledger.bookings), list(self._same.ledger.subsidies))
        builder = deepcopy(self._same, {id(self._same.region): region, id(self._same.ledger): ledger})
        for dated in self._again:
            builder.apply(dated)
        return builder


class _Asked:
    """Parameters, and how often something was asked of them."""

    def __init__(self, parameters: object) -> None:
        self.times = 0
        self._parameters = parameters

    def __getattr__(self, name: str) -> Any:
        self.times += 1
        return getattr(self._parameters, name)
