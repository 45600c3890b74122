"""The tax on wages."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Groups, Number, SideId, Year
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("income_tax")
class IncomeTax(Measure):
    """The tax groups of workers pay on wages earned on a side changes, and stays so.

    Before it the side's parameter `tax` holds.

    Example:
        ```yaml
        - kind: income_tax
          id: bay-area-talent-tax
          name: 15% ceiling for talent working across the border
          groups: [hk_talent]
          side: SZ
          rate: 0.15
          year_from: 2024
        ```

    """

    groups: Groups = Field(min_length=1, description="groups that pay this rate: all, or a list")
    side: SideId = Field(description="side on which the wages are earned")
    rate: Number = Field(ge=0, lt=1, description="share of the wage")
    year_from: Year = Field(description="first year")

    def apply(self, builder: TimelineBuilder) -> None:
        """Set the rate from its year on."""
        builder.set_income_tax(self.groups, self.side, self.rate, self.year_from)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who pays what."""
        said = words.say(
            "income_tax",
            title=self.title(words.language),
            groups=words.listed("groups", self.groups),
            side=words.of("sides", self.side),
            percent=self.rate * 100,
        )
        return [(self.year_from, said)]
