"""A limit on permits to live or to work on a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, final

from pydantic import Field

from technopole.plans.fields import Groups, Number, SideId, Year
from technopole.plans.measure import Measure, measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("quota")
class Quota(Measure):
    """No more than so many workers of a group may live, or work, on a side: permits are limited.

    What a permit would fetch is a result, as a share of the wage (`live_permit`, `work_permit`). Nobody who
    lives there already has to leave.

    Example:
        ```yaml
        - kind: quota
          id: talent-places
          name: 20,000 places for talent from Shenzhen
          groups: [sz_talent]
          side: HK
          what: work
          persons: 20000
          year_from: 2027
        ```

    """

    groups: Groups = Field(
        min_length=1, description="groups each of which this limit holds for: all, or a list"
    )
    side: SideId = Field(description="side that gives the permits")
    what: Literal["live", "work"] = Field(description="what a permit is for")
    persons: Number = Field(ge=1, description="permits for each group, followers of a home included")
    year_from: Year = Field(description="first year")

    def apply(self, builder: TimelineBuilder) -> None:
        """Set the limit from its year on."""
        builder.set_quota(self.groups, self.side, self.what, self.persons, self.year_from)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who is limited to what."""
        said = words.say(
            f"quota_{self.what}",
            title=self.title(words.language),
            persons=self.persons,
            groups=words.listed("groups", self.groups),
            side=words.of("sides", self.side),
        )
        return [(self.year_from, said)]
