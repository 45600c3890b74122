"""Rules for data and knowledge that cross the border."""

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
@measure_kind("information_rules")
class InformationRules(BorderRules):
    """Rules change how much knowledge spills over the border: data, samples' records, literature, clouds.

    Of knowledge on the other side exp(-barrier) is within reach, beyond what distance takes. About 0.26 was
    found between countries (Singh and Marx 2013).

    Example:
        ```yaml
        - kind: information_rules
          id: data-standard-contract
          name: Standard contract for personal data
          from_side: SZ
          to_side: HK
          barrier: 0.2
          year: 2024
        ```

    """

    flow: ClassVar[str] = "information"

    barrier: Number = Field(
        ge=0, le=20, description="ln of what the border takes from spillovers (0: nothing)"
    )

    def apply(self, builder: TimelineBuilder) -> None:
        """Set the barrier."""
        self.set_value(builder, self.barrier)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say how high the barrier is."""
        return self.told(words, "barrier to information", self.barrier)
