"""What universities do with their research money: basic or applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Number, Year
from technopole.plans.measure import measure_kind
from technopole.plans.places import ForZones

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("university_orientation")
class UniversityOrientation(ForZones):
    """Universities move a share of their research money to translation; negative moves it to basic research.

    No money is added: fewer results come now, more of those that exist are taken further. The share moves
    people, floor and platforms with the money.

    Example:
        ```yaml
        - kind: university_orientation
          id: applied-university
          name: A tenth of university research turns to application
          scope: HK
          shift: 0.1
          year_from: 2027
        ```

    """

    shift: Number = Field(
        ge=-1, le=1, description="share of research money moved to translation; negative moves it back"
    )
    year_from: Year = Field(description="first year")
    year_to: Year | None = Field(default=None, description="last year (default: for good)")

    def apply(self, builder: TimelineBuilder) -> None:
        """Turn the universities of the zones."""
        zones = builder.zones_of(self.zones, self.scope)
        builder.innovation.orient(zones, self.shift, self.year_from, self.year_to)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how much moves where."""
        said = words.say(
            "university_applied" if self.shift >= 0 else "university_basic",
            title=self.title(words.language),
            percent=abs(self.shift) * 100,
            place=words.place(self.zones, self.scope),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
