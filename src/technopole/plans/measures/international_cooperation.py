"""The world outside the region as a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import GroupId, LaterStage, Number, Performer
from technopole.plans.measure import measure_kind, refuse
from technopole.plans.spending import Spending

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("international_cooperation")
class InternationalCooperation(Spending):
    """Partners outside the region bring money, people or projects: joint laboratories, centres, licences.

    `funder` is the partner's row of funders.csv. Money pays for research or ventures here; people join a
    group of workers; licensed projects begin to wait for a stage here. Rules towards the world are set by
    the rules' kinds with `world` as a side.

    Example:
        ```yaml
        - kind: international_cooperation
          id: multinational-centres
          name: Research centres of multinational firms in the Loop
          zones: [LOOP]
          funder: world
          performer: business
          amount: 3e9
          group: hk_talent
          workers_a_year: 150
          licences_a_year: 10
          stage: scale_up
          year_from: 2027
          year_to: 2036
        ```

    """

    performer: Performer = Field(default="business", description="who spends the partner's money")
    amount: Number | None = Field(default=None, gt=0, description="money the partner brings in all")
    group: GroupId | None = Field(default=None, description="group of workers its people join")
    workers_a_year: Number = Field(default=0, ge=0, description="people it brings each year who stay")
    licences_a_year: Number = Field(default=0, ge=0, description="projects it licenses to firms here a year")
    stage: LaterStage = Field(default="scale_up", description="stage licensed projects wait for")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.amount is None and not self.workers_a_year and not self.licences_a_year:
            refuse("amount", "brings nothing", "Give `amount`, `workers_a_year` or `licences_a_year`")
        if (self.workers_a_year > 0) != (self.group is not None):
            refuse("group", "needs both `group` and `workers_a_year`, or neither", "Add the missing one")
        return self

    def apply(self, builder: TimelineBuilder) -> None:
        """Bring the money, the people and the projects."""
        years = (self.year_from, self.year_to)
        if self.amount is not None:
            self.spend(builder, self.performer, None, self.amount)
        if self.group is not None:
            builder.admit(self.group, self.workers_a_year, *years)
        if self.licences_a_year:
            zones = builder.zones_of(self.zones, self.scope)
            builder.innovation.admit_projects(zones, self.stage, self.licences_a_year, *years)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what the partner brings."""
        parts = list[str]()
        if self.amount is not None:
            parts.append(words.say("cooperation_amount", amount=words.money(self.amount)))
        if self.workers_a_year:
            parts.append(words.say("cooperation_workers", workers=self.workers_a_year))
        if self.licences_a_year:
            parts.append(words.say("cooperation_licences", licences=self.licences_a_year))
        said = words.say(
            "international_cooperation",
            title=self.title(words.language),
            partner=words.of("funders", self.funder),
            parts=words.say("comma").join(parts),
            place=words.place(self.zones, self.scope),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
