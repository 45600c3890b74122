"""A better, or worse, place to live."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import EVERY_GROUP, Groups, Number, Year
from technopole.plans.measure import measure_kind
from technopole.plans.places import ForZones

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("amenity")
class Amenity(ForZones):
    """Schools, parks, hospitals, a wetland reserve: zones become better places to live.

    `percent` raises the zone's weight in the choice of a home: +10 draws as many people as a tenth more
    homes at the same rent would, as long as homes are there. How a project turns into percent is a
    judgement: grade it as assumed unless it was measured.

    Example:
        ```yaml
        - kind: amenity
          id: wetland-parks
          name: Wetland conservation parks
          zones: [NSW, LFS]
          percent: 5
          groups: all
          year_from: 2031
        ```

    """

    percent: Number = Field(gt=-100, le=1000, description="change of the zones' weight as a home, per cent")
    groups: Groups = Field(default=(EVERY_GROUP,), min_length=1, description="groups that value it")
    year_from: Year = Field(description="first year")
    year_to: Year | None = Field(default=None, description="last year (default: it stays)")

    def apply(self, builder: TimelineBuilder) -> None:
        """Shift the amenity of the zones."""
        zones = builder.zones_of(self.zones, self.scope)
        builder.shift_amenity(zones, self.percent, self.groups, self.year_from, self.year_to)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say where life improves."""
        said = words.say(
            "amenity_better" if self.percent >= 0 else "amenity_worse",
            title=self.title(words.language),
            place=words.place(self.zones, self.scope),
            percent=abs(self.percent),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
