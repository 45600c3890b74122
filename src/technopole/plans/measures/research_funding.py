"""Money for research and what comes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Number, Performer, Stage
from technopole.plans.measure import measure_kind
from technopole.plans.spending import Spending

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("research_funding")
class ResearchFunding(Spending):
    """A funder pays firms, universities, public institutes or ventures for a stage of innovation.

    Money acts only by paying for people, floor, platforms and other inputs; what comes out is a result of
    the run. Without a `stage` it is spent as the performer's other money on that side (stage_map.csv).
    Government money for firms' research draws firms' own after it (parameter `crowd_in`); money for
    universities hardly does.

    Example:
        ```yaml
        - kind: research_funding
          id: matching-grant
          name: New round of the Research Matching Grant Scheme
          scope: HK
          funder: hk_government
          performer: higher_education
          amount: 1.5e9
          year_from: 2025
          year_to: 2027
        ```

    """

    performer: Performer = Field(description="who spends it: firms, universities, institutes, ventures")
    stage: Stage | None = Field(
        default=None, description="stage it pays for (default: as the performer spends its other money)"
    )
    amount: Number = Field(gt=0, description="total in the region's money at base-year prices")

    def apply(self, builder: TimelineBuilder) -> None:
        """Spend the money."""
        self.spend(builder, self.performer, self.stage, self.amount)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who gives what to whom."""
        values = {
            "title": self.title(words.language),
            "amount": words.money(self.amount),
            "funder": words.of("funders", self.funder),
            "performer": words.of("performers", self.performer),
            "place": words.place(self.zones, self.scope),
            "years": words.span(self.year_from, self.year_to),
        }
        if self.stage:
            said = words.say("research_funding_stage", stage=words.of("stages", self.stage), **values)
        else:
            said = words.say("research_funding", **values)
        return [(self.year_from, said)]
