"""Plans of a region with levers moved: each read once, each scenario in its one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.plans import load_plan
from technopole.plans.levers import Moved, checked, extrapolated, lever_values, moved
from technopole.plans.levers_act import same
from technopole.plans.levers_scenario import Scenario, parse_scenario
from technopole.plans.load import plan_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.plans import Plan
    from technopole.plans.levers_act import Value
    from technopole.region import Region


class Plans:
    """Plans of a region with levers moved; every plan is read from its file once."""

    def __init__(self, region: Region) -> None:
        """Keep the region; plans are read when they are asked for."""
        self.region = region
        self._plans: dict[str, Plan] = {}
        self._values: dict[str, Mapping[str, Value]] = {}

    def names(self) -> tuple[str, ...]:
        """Return the plans there are: scenarios name these, never files elsewhere."""
        return tuple(plan_files(self.region))

    def plan(self, name: str) -> Plan:
        """Return a plan of the region.

        Raises:
            InputError: no such plan, or its file has faults.

        """
        known = self.names()
        if name not in known:
            what = f"Region '{self.region.id}' has no plan '{name[:60]}'{suggestion(name, known)}"
            raise InputError(Finding(what, remedy=f"Use one of {', '.join(known)}"))
        if name not in self._plans:
            self._plans[name] = load_plan(self.region, name)
        return self._plans[name]

    def values(self, name: str) -> Mapping[str, Value]:
        """Return where every lever stands in a plan."""
        if name not in self._values:
            self._values[name] = lever_values(self.region, self.plan(name))
        return self._values[name]

    def settled(self, text: str, *, beyond: bool = False) -> tuple[Scenario, list[Finding]]:
        """Return a scenario in its one form, and what of it lies outside the tested range.

        Levers that stand where the plan has them are left out; the rest come in the order of the file.

        Raises:
            InputError: everything wrong with it.

        """
        asked = parse_scenario(text)
        own = self.values(asked.plan)
        taken = checked(self.region, dict(asked.settings), beyond=beyond)
        kept = {name: taken[name] for name in own if name in taken and not same(own[name], taken[name])}
        outside = extrapolated(self.region, _numbers(asked, taken))
        return Scenario(asked.plan, tuple((name, _written(value)) for name, value in kept.items())), outside

    def fingerprint(self, text: str) -> str:
        """Return what a scenario's measures are, in one word."""
        return f"{self.plan(text.partition('~')[0]).fingerprint}~{text.partition('~')[2]}"

    def moved(self, scenario: Scenario) -> Moved:
        """Return the plan of a settled scenario, its measures applied if levers were moved."""
        plan = self.plan(scenario.plan)
        return moved(self.region, plan, dict(scenario.settings)) if scenario.settings else Moved(plan)


def _numbers(asked: Scenario, taken: Mapping[str, Value]) -> dict[str, Value]:
    """Return values as asked (not as held at bounds), so that what lies outside is said of what was asked."""
    return {
        name: taken[name] if isinstance(taken[name], str) else float(value) for name, value in asked.settings
    }


def _written(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"
