"""A platform whose services projects use without a fee."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Number, Stage, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("translational_platform")
class TranslationalPlatform(Measure):
    """A platform offers testing, prototyping, computing or pilot lines that a stage uses without a fee.

    `services_a_year` is what its hours would cost at base-year fees; they add to what performers buy
    themselves. What it takes to build and run stands under `cost`, and need not be the same.

    Example:
        ```yaml
        - kind: translational_platform
          id: pilot-line
          name: Pilot line for chips at Yuen Long
          zone: PSW
          stage: scale_up
          services_a_year: 150e6
          year_from: 2027
          cost:
            - {payer: hk_government, year_from: 2024, year_to: 2028, amount: 2.8e9, grade: assumed}
        ```

    """

    zone: ZoneId = Field(description="zone of the platform")
    stage: Stage = Field(default="translate", description="stage its services are for")
    services_a_year: Number = Field(
        gt=0, description="services offered, hours times fee, region's money a year at base-year prices"
    )
    year_from: Year = Field(description="first year of service")
    year_to: Year | None = Field(default=None, description="last year of service (default: it stays)")

    def apply(self, builder: TimelineBuilder) -> None:
        """Offer the services."""
        builder.innovation.add_platform(
            self.zone, self.stage, self.services_a_year, self.year_from, self.year_to
        )

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what is offered where."""
        said = words.say(
            "translational_platform",
            title=self.title(words.language),
            services=words.money(self.services_a_year),
            stage=words.of("stages", self.stage),
            zone=words.of("zones", self.zone),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
