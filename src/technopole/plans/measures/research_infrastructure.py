"""A public laboratory or facility."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Number, Stage, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("research_infrastructure")
class ResearchInfrastructure(Measure):
    """A public laboratory or large facility opens and stays.

    Its floor lies outside the floor markets: nobody pays rent for it, but it needs land and counts against
    the zone's developable land. Floor that a plan releases to the market is `land_release`; do not list the
    same building twice. People come with the money that pays them (`research_funding`).

    Example:
        ```yaml
        - kind: research_infrastructure
          id: life-health-institute
          name: Life and Health Technology Research Institute
          zone: LOOP
          floor: 40000
          year: 2028
          cost:
            - {payer: hk_government, year_from: 2025, year_to: 2028, amount: 2e9, grade: plan}
        ```

    """

    zone: ZoneId = Field(description="zone of the laboratory")
    stage: Stage = Field(default="research", description="stage its floor serves")
    floor: Number = Field(gt=0, description="m2 of laboratories")
    year: Year = Field(description="year of opening")

    def apply(self, builder: TimelineBuilder) -> None:
        """Open the floor, on the zone's land."""
        builder.innovation.add_laboratory(self.zone, self.stage, self.floor, self.year)
        builder.complete_outside(self.zone, self.floor)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what opens where."""
        said = words.say(
            "research_infrastructure",
            title=self.title(words.language),
            floor=self.floor,
            zone=words.of("zones", self.zone),
            stage=words.of("stages", self.stage),
        )
        return [(self.year, said)]
