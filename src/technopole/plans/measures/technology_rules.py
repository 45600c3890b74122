"""Rules for technology that crosses the border."""

from __future__ import annotations

from typing import ClassVar, final

from pydantic import Field

from technopole.plans.border_rules import BorderRules
from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind


@final
@measure_kind("technology_rules")
class TechnologyRules(BorderRules):
    """Rules change how readily projects of one side are taken up on the other: patents, customs, samples.

    The barrier is taken from the surplus of a match between a project and capacity across the border. Its
    base value is not identified where no cross-border licences are published, so results that hang on it
    are to be read as a range.

    Example:
        ```yaml
        - kind: technology_rules
          id: samples-white-list
          name: White list for samples and instruments
          from_side: HK
          to_side: SZ
          barrier: 4
          year: 2027
        ```

    """

    flow: ClassVar[str] = "technology"
    level: ClassVar[str] = "barrier"

    barrier: Number | None = Field(
        default=None, ge=0, le=20, description="what the border takes from a match's surplus (ln)"
    )
