"""What rules at a border share: they set what it takes from one of the ecosystem's four flows."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field, model_validator

from technopole.plans.fields import PartnerId, Year
from technopole.plans.measure import Measure, refuse
from technopole.plans.words import quantity

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


class BorderRules(Measure, ABC):
    """Sets a friction between two sides, or a side and the world, from a year on."""

    flow: ClassVar[str]
    """Flow the rules act on: talent, capital, information or technology."""

    from_side: PartnerId = Field(description="side the flow comes from; `world` is everybody outside")
    to_side: PartnerId = Field(description="side the flow goes to; `world` is everybody outside")
    both_ways: bool = Field(default=True, description="the rules hold in the other direction too")
    year: Year = Field(description="first year of the new rules")

    @model_validator(mode="after")
    def _two_partners(self) -> Self:
        if self.from_side == self.to_side:
            refuse(
                "to_side", f"goes from '{self.from_side}' to itself", "Name two sides, or a side and world"
            )
        return self

    def set_value(self, builder: TimelineBuilder, value: float) -> None:
        """Set the friction, in the other direction too where the rules hold both ways."""
        builder.set_friction(self.flow, self.from_side, self.to_side, value, self.year)
        if self.both_ways:
            builder.set_friction(self.flow, self.to_side, self.from_side, value, self.year)

    def told(self, words: Words, what: str, value: float) -> list[tuple[int, str]]:
        """Say what the border takes from now on."""
        link = "and" if self.both_ways else "to"
        places = f"{words.of('sides', self.from_side)} {link} {words.of('sides', self.to_side)}"
        between = f"between {places}" if self.both_ways else f"from {places}"
        return [(self.year, f"{self.title(words.language)}: {what} {between} is {quantity(value)}")]
