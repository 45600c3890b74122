"""Workers admitted from outside the region."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import GroupId, Number, Year
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("admissions")
class Admissions(Measure):
    """A talent scheme admits workers from outside the region, so many a year.

    They join a group of workers and stay; they come on top of the side's control total.

    Example:
        ```yaml
        - kind: admissions
          id: top-talent
          name: Top Talent Pass Scheme, net arrivals
          group: hk_talent
          workers_a_year: 4000
          year_from: 2026
          year_to: 2035
        ```

    """

    group: GroupId = Field(description="group of workers they join")
    workers_a_year: Number = Field(ge=0, description="workers admitted each year who stay")
    year_from: Year = Field(description="first year of admissions")
    year_to: Year = Field(description="last year of admissions")

    def apply(self, builder: TimelineBuilder) -> None:
        """Admit the workers year by year."""
        builder.admit(self.group, self.workers_a_year, self.year_from, self.year_to)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how many are admitted."""
        said = words.say(
            "admissions",
            title=self.title(words.language),
            workers=self.workers_a_year,
            group=words.of("groups", self.group),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
