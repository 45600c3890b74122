"""Rules for data and knowledge that cross the border."""

from __future__ import annotations

from typing import ClassVar, final

from pydantic import Field

from technopole.plans.border_rules import BorderRules
from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind


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
    level: ClassVar[str] = "barrier"

    barrier: Number | None = Field(
        default=None, ge=0, le=20, description="ln of what the border takes from spillovers (0: nothing)"
    )
