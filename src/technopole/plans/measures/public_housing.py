"""Homes built by a public programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import HOME, Number, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("public_housing")
class PublicHousing(Measure):
    """A public programme completes homes on stated years, whatever the market does.

    Completions are spread evenly over the years. The homes count against the zone's developable land
    like any other.

    Example:
        ```yaml
        - kind: public_housing
          id: kam-tin-south-public
          name: Kam Tin South public housing
          zone: KTP
          flats: 9000
          year_from: 2028
          year_to: 2034
          cost:
            - {payer: hk_government, year_from: 2025, year_to: 2034, amount: 1.1e10}
        ```

    """

    zone: ZoneId = Field(description="zone of the homes")
    flats: Number | None = Field(default=None, gt=0, description="homes completed in all")
    floor: Number | None = Field(default=None, gt=0, description="m2 completed in all, instead of flats")
    year_from: Year = Field(description="first year of completions")
    year_to: Year = Field(description="last year of completions")

    @model_validator(mode="after")
    def _one_quantity(self) -> Self:
        if (self.floor is None) == (self.flats is None):
            refuse("flats", "needs either `flats` or `floor` (m2), and not both", "Keep one of the two")
        return self

    def apply(self, builder: TimelineBuilder) -> None:
        """Complete the homes."""
        floor = self.floor if self.floor is not None else builder.floor_of_homes(self.zone, self.flats or 0)
        builder.complete_public(self.zone, HOME, floor, self.year_from, self.year_to)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how many homes are completed where."""
        title, zone = self.title(words.language), words.of("zones", self.zone)
        years = words.span(self.year_from, self.year_to)
        if self.flats:
            said = words.say("public_housing_flats", title=title, flats=self.flats, zone=zone, years=years)
        else:
            floor = self.floor or 0
            said = words.say("public_housing_floor", title=title, floor=floor, zone=zone, years=years)
        return [(self.year_from, said)]
