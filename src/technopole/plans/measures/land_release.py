"""Building permission for homes, business or innovation floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import HOME, MarketId, Number, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("land_release")
class LandRelease(Measure):
    """Land is formed and serviced, and permission to build is given.

    What is released is permission, not buildings: each year the market builds a share of what is still
    unbuilt (`pace`), more if rents are high against building cost, less if they are low. The part built
    by a public programme (`public_share`) is completed on the stated years whatever the rents. Permission
    is spread evenly over the years. All floor released in a zone must fit on its developable land at its
    plot ratio; `plot_ratio` raises that ratio for the zone. Floor torn down first (`demolish`) gives its
    room back.

    Example:
        ```yaml
        - kind: land_release
          id: san-tin-homes
          name: San Tin Technopole, homes
          zone: STT
          market: home
          flats: 18000
          year_from: 2031
          year_to: 2034
          public_share: 0.3
          cost:
            - {payer: hk_government, year_from: 2025, year_to: 2031, amount: 2.8e9}
        ```

    """

    zone: ZoneId = Field(description="zone where the land lies")
    market: MarketId | None = Field(
        default=None, description="floor market: home, business, innovation... (may be left out with flats)"
    )
    floor: Number | None = Field(default=None, gt=0, description="m2 of floor permitted in all")
    flats: Number | None = Field(
        default=None, gt=0, description="homes permitted in all, instead of floor; m2 from `m2_per_home`"
    )
    year_from: Year = Field(description="first year in which permission is given")
    year_to: Year = Field(description="last year in which permission is given")
    pace: Number = Field(
        default=0.35,
        gt=0,
        le=1,
        description="share of unbuilt permission completed a year at base-year rents",
    )
    plot_ratio: Number | None = Field(
        default=None, gt=0, le=25, description="gross plot ratio allowed on the zone's developable land"
    )
    public_share: Number = Field(
        default=0, ge=0, le=1, description="share of the floor built by a public programme on these years"
    )
    demolish: Number = Field(default=0, ge=0, description="m2 of the same market torn down over these years")

    @model_validator(mode="after")
    def _one_quantity(self) -> Self:
        if (self.floor is None) == (self.flats is None):
            refuse("floor", "needs either `floor` (m2) or `flats`, and not both", "Keep one of the two")
        if self.flats is not None and self.market not in {None, HOME}:
            refuse("flats", f"counts flats in market '{self.market}'", f"Use `floor`, or market '{HOME}'")
        if self.market is None and self.flats is None:
            refuse("market", "does not say which floor market", "Add `market`")
        return self

    def apply(self, builder: TimelineBuilder) -> None:
        """Give permission, complete the public part, tear down what is in the way."""
        market = self.market or HOME
        floor = self.floor if self.floor is not None else builder.floor_of_homes(self.zone, self.flats or 0)
        years = (self.year_from, self.year_to)
        builder.release(self.zone, market, floor * (1 - self.public_share), *years, pace=self.pace)
        builder.complete_public(self.zone, market, floor * self.public_share, *years)
        builder.demolish(self.zone, market, self.demolish, *years)
        if self.plot_ratio is not None:
            builder.allow_plot_ratio(self.zone, self.plot_ratio)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what may be built where."""
        title, zone = self.title(words.language), words.of("zones", self.zone)
        years = words.span(self.year_from, self.year_to)
        if self.flats is not None:
            said = words.say("land_release_flats", title=title, flats=self.flats, zone=zone, years=years)
        else:
            market = words.of("markets", self.market or HOME)
            said = words.say(
                "land_release_floor",
                title=title,
                floor=self.floor or 0,
                market=market,
                zone=zone,
                years=years,
            )
        return [(self.year_from, said)]
