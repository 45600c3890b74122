"""A scenario in one string: `northern-metropolis~clear:20,nl:2032` is a plan and the levers moved in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from technopole.base.errors import Finding, InputError

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
