"""Public money beside private venture capital."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, final

from pydantic import Field

from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind
from technopole.plans.spending import Spending

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("venture_co_investment")
class VentureCoInvestment(Spending):
    """A public fund invests in ventures beside private investors.

    How much private money comes on top is the region's parameter `co_investment_leverage`, not part of the
    measure: published multiples count all capital of a round, most of which would have come anyway.

    Example:
        ```yaml
        - kind: venture_co_investment
          id: industry-oriented-fund
          name: I&T Industry-Oriented Fund
          scope: HK
          funder: hk_government
          stage: scale_up
          amount: 1e10
          year_from: 2026
          year_to: 2035
        ```

    """

    stage: Literal["finance", "scale_up", "market"] = Field(
        default="finance", description="first rounds (finance), growth (scale_up) or market entry (market)"
    )
    amount: Number = Field(gt=0, description="public money in all, region's money at base-year prices")

    def apply(self, builder: TimelineBuilder) -> None:
        """Put the money into ventures."""
        self.spend(builder, "venture", self.stage, self.amount)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who invests how much."""
        said = words.say(
            "venture_co_investment",
            title=self.title(words.language),
            funder=words.of("funders", self.funder),
            amount=words.money(self.amount),
            place=words.place(self.zones, self.scope),
            years=words.span(self.year_from, self.year_to),
            stage=words.of("stages", self.stage),
        )
        return [(self.year_from, said)]
