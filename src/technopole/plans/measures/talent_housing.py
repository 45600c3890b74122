"""Homes for people who come to work in innovation."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import HOME, GroupId, Number, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("talent_housing")
class TalentHousing(Measure):
    """A public body builds homes for talent, some of whom would not have come without them.

    The homes join the zone's others: the model keeps no homes for one group. `take_up` is how many workers a
    home brings from outside the region; the rest of its people come from within. Admission without homes
    is `admissions`.

    Example:
        ```yaml
        - kind: talent_housing
          id: san-tin-talent-flats
          name: Flats for staff of San Tin's firms
          zone: STT
          flats: 6400
          group: hk_talent
          take_up: 0.3
          year_from: 2031
          year_to: 2038
          cost:
            - {payer: hk_government, year_from: 2029, year_to: 2038, amount: 7.5e9, grade: assumed}
        ```

    """

    zone: ZoneId = Field(description="zone of the homes")
    flats: Number = Field(gt=0, description="homes completed in all")
    group: GroupId = Field(description="group of workers they are for")
    take_up: Number = Field(
        default=0, ge=0, le=3, description="workers a home brings from outside the region"
    )
    year_from: Year = Field(description="first year of completions")
    year_to: Year = Field(description="last year of completions")

    def apply(self, builder: TimelineBuilder) -> None:
        """Complete the homes and admit those they bring."""
        floor = builder.floor_of_homes(self.zone, self.flats)
        builder.complete_public(self.zone, HOME, floor, self.year_from, self.year_to)
        a_year = self.flats * self.take_up / (self.year_to - self.year_from + 1)
        builder.admit(self.group, a_year, self.year_from, self.year_to)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how many homes for whom."""
        said = words.say(
            "talent_housing",
            title=self.title(words.language),
            flats=self.flats,
            group=words.of("groups", self.group),
            zone=words.of("zones", self.zone),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
