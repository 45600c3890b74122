"""Rules for talent that works across the border."""

from __future__ import annotations

from typing import ClassVar, final

from pydantic import Field

from technopole.plans.border_rules import BorderRules
from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind


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
    level: ClassVar[str] = "barrier"

    barrier: Number | None = Field(
        default=None, ge=0, le=20, description="what rules take from the readiness to work across (ln)"
    )
