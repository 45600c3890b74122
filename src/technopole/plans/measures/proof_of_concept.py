"""Grants for single projects on their way from a result to a product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import FunderId, LaterStage, Number, Performer
from technopole.plans.measure import measure_kind, refuse
from technopole.plans.spending import Spending

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("proof_of_concept")
class ProofOfConcept(Spending):
    """A scheme gives grants to projects that turn results into technology, matched by others if it asks.

    So many grants a year of so much each; `match` is what `matched_by` must add to each unit of public
    money. Both pay for capacity of the stage, and the odds of a project rise where there is more of it.

    Example:
        ```yaml
        - kind: proof_of_concept
          id: raise-plus
          name: RAISe+ Scheme
          scope: HK
          funder: hk_government
          stage: scale_up
          grant: 42e6
          projects_a_year: 24
          match: 0.5
          matched_by: hk_firms
          year_from: 2024
          year_to: 2032
        ```

    """

    performer: Performer = Field(default="higher_education", description="whose projects they are")
    stage: LaterStage = Field(default="translate", description="stage the grants pay for")
    grant: Number = Field(gt=0, description="public money for a project, region's money at base-year prices")
    projects_a_year: Number = Field(gt=0, description="grants given each year")
    match: Number = Field(default=0, ge=0, description="money of others for each unit of public money")
    matched_by: FunderId | None = Field(default=None, description="funder whose money matches the grants")

    @model_validator(mode="after")
    def _matched(self) -> Self:
        if (self.match > 0) != (self.matched_by is not None):
            refuse("match", "needs both `match` and `matched_by`, or neither", "Add the one that is missing")
        return self

    @property
    def public_money(self) -> float:
        """All grants together."""
        return self.grant * self.projects_a_year * (self.year_to - self.year_from + 1)

    def apply(self, builder: TimelineBuilder) -> None:
        """Spend the grants and what matches them."""
        self.spend(builder, self.performer, self.stage, self.public_money)
        if self.matched_by is not None:
            matched = self.public_money * self.match
            self.spend(builder, self.performer, self.stage, matched, self.matched_by)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how many grants of how much."""
        said = words.say(
            "proof_of_concept",
            title=self.title(words.language),
            projects=self.projects_a_year,
            grant=words.money(self.grant),
            place=words.place(self.zones, self.scope),
            years=words.span(self.year_from, self.year_to),
            stage=words.of("stages", self.stage),
        )
        return [(self.year_from, said)]
