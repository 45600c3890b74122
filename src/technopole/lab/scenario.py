"""A scenario in one string: `northern-metropolis~clear:20,nl:2032` is a plan and the levers moved in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.plans import load_plan
from technopole.plans.levers import Moved, checked, extrapolated, lever_values, moved
from technopole.plans.levers_act import same
from technopole.plans.load import plan_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.plans import Plan
    from technopole.plans.levers_act import Value
    from technopole.region import Region

LONGEST = 1800
"""Characters of a scenario: longer ones are kept as links."""
_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(~[^~]*)?")


@dataclass(frozen=True)
class Scenario:
    """A plan of the region and settings of levers, as written."""

    plan: str
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The scenario as it stands in addresses."""
        moved = ",".join(f"{name}:{value}" for name, value in self.settings)
        return f"{self.plan}~{moved}" if moved else self.plan


def parse_scenario(text: str) -> Scenario:
    """Read a scenario.

    Raises:
        InputError: what is written is no scenario.

    """
    remedy = "Write PLAN or PLAN~LEVER:VALUE,LEVER:VALUE"
    if len(text) > LONGEST:
        what = f"The scenario has {len(text)} characters, {LONGEST} are the most"
        raise InputError(Finding(what, remedy="Keep it as a link, or move fewer levers"))
    if not _FORM.fullmatch(text):
        raise InputError(Finding(f"'{text[:60]}' is no scenario", remedy=remedy))
    plan, _, written = text.partition("~")
    settings: dict[str, str] = {}
    for part in filter(None, written.split(",")):
        name, sign, value = part.partition(":")
        if not sign or not name or not value:
            raise InputError(Finding(f"'{part[:60]}' is no setting of a lever", remedy=remedy))
        if name in settings:
            raise InputError(Finding(f"Lever '{name[:60]}' is set twice", remedy="Set it once"))
        settings[name] = value
    return Scenario(plan, tuple(settings.items()))


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
