"""Posts in research and innovation paid by the public."""

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
@measure_kind("innovation_hiring")
class InnovationHiring(Spending):
    """A scheme pays so many posts in research or a later stage, at firms or elsewhere.

    The pay of the posts goes to the performer, whose mix of people, floor and other inputs it joins: some of
    it frees money that was spent on people before, so fewer people come than posts are paid. Where people
    are scarce, pay rises.

    Example:
        ```yaml
        - kind: innovation_hiring
          id: research-talent-hub
          name: Research Talent Hub
          scope: HK
          funder: hk_government
          performer: business
          posts: 1900
          pay_a_year: 480e3
          year_from: 2024
          year_to: 2030
        ```

    """

    performer: Performer = Field(default="business", description="who employs them")
    stage: Stage = Field(default="research", description="stage they work in")
    posts: Number = Field(gt=0, description="posts paid at any time")
    pay_a_year: Number = Field(gt=0, description="public money a post a year, region's money")

    def apply(self, builder: TimelineBuilder) -> None:
        """Pay the posts, year by year."""
        years = self.year_to - self.year_from + 1
        self.spend(builder, self.performer, self.stage, self.posts * self.pay_a_year * years)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how many posts are paid."""
        said = words.say(
            "innovation_hiring",
            title=self.title(words.language),
            funder=words.of("funders", self.funder),
            posts=self.posts,
            place=words.place(self.zones, self.scope),
            years=words.span(self.year_from, self.year_to),
            stage=words.of("stages", self.stage),
        )
        return [(self.year_from, said)]
