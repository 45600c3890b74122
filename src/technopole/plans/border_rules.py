"""What rules at a border share: they set what it takes from one of the ecosystem's four flows."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field, model_validator

from technopole.plans.fields import Number, PartnerId, Year
from technopole.plans.measure import Measure, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


class BorderRules(Measure, ABC):
    """Sets a friction between two sides, or a side and the world, from a year on."""

    flow: ClassVar[str]
    """Flow the rules act on: talent, capital, information or technology."""
    level: ClassVar[str]
    """Field that says what the border takes under the rules."""

    from_side: PartnerId = Field(description="side the flow comes from; `world` is everybody outside")
    to_side: PartnerId = Field(description="side the flow goes to; `world` is everybody outside")
    both_ways: bool = Field(default=True, description="the rules hold in the other direction too")
    eased: Number | None = Field(
        default=None,
        ge=0,
        le=1,
        description="instead of a level: share of the base year's taken away",
    )
    year: Year = Field(description="first year of the new rules")

    @model_validator(mode="after")
    def _two_partners(self) -> Self:
        if self.from_side == self.to_side:
            refuse(
                "to_side", f"goes from '{self.from_side}' to itself", "Name two sides, or a side and world"
            )
        if (getattr(self, self.level) is None) == (self.eased is None):
            remedy = f"Give `{self.level}`, or `eased`, which eases whatever the base year's friction is"
            refuse("eased", f"and `{self.level}` are both given or both missing", remedy)
        return self

    def taken(self, base: float) -> float:
        """Share of the base year's friction that the rules take away; negative where they add to it."""
        if self.eased is not None:
            return self.eased
        return 1.0 - getattr(self, self.level) / base if base > 0 else 0.0

    def apply(self, builder: TimelineBuilder) -> None:
        """Set the friction, in the other direction too where the rules hold both ways."""
        value = getattr(self, self.level)
        if self.eased is not None:
            value = builder.region.parameters.get(f"{self.flow}_friction") * (1.0 - self.eased)
        builder.set_friction(self.flow, self.from_side, self.to_side, value, self.year)
        if self.both_ways:
            builder.set_friction(self.flow, self.to_side, self.from_side, value, self.year)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what the border takes from now on."""
        one, other = words.of("sides", self.from_side), words.of("sides", self.to_side)
        if self.eased is not None:
            now = words.say("friction_falls", percent=f"{100 * self.eased:.3g}")
        else:
            now = words.say("friction_is", value=getattr(self, self.level))
        said = words.say(
            self.kind,
            title=self.title(words.language),
            between=words.say("both_ways" if self.both_ways else "one_way", one=one, other=other),
            now=now,
        )
        return [(self.year, said)]
