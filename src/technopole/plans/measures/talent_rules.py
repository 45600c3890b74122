"""Rules for talent that works across the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, final

from pydantic import Field

from technopole.plans.border_rules import BorderRules
from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("talent_rules")
class TalentRules(BorderRules):
    """Rules change how readily talent works on the other side: permits, qualifications, social insurance.

    Minutes at the border are not part of it: those are `crossing`. Tax is `income_tax`.

    Example:
        ```yaml
        - kind: talent_rules
          id: park-passes
          name: Passes for staff of both parks
          from_side: HK
          to_side: SZ
          barrier: 3
          year: 2027
        ```

    """

    flow: ClassVar[str] = "talent"

    barrier: Number = Field(ge=0, le=20, description="what rules take from the readiness to work across (ln)")

    def apply(self, builder: TimelineBuilder) -> None:
        """Set the barrier."""
        self.set_value(builder, self.barrier)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how high the barrier is."""
        return self.told(words, "barrier to talent", self.barrier)
