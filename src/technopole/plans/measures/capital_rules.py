"""Rules for money that crosses the border."""

from __future__ import annotations

from typing import ClassVar, final

from pydantic import Field

from technopole.plans.border_rules import BorderRules
from technopole.plans.fields import Number
from technopole.plans.measure import measure_kind


@final
@measure_kind("capital_rules")
class CapitalRules(BorderRules):
    """Rules change what is lost of research and venture money sent across the border.

    Remittance of research funds, approval of investors, exchange: of a transfer F arrives (1 - loss) F, and
    its volume answers to what arrives (parameter `capital_response`).

    Example:
        ```yaml
        - kind: capital_rules
          id: research-remittance
          name: Research funds cross the border without approval case by case
          from_side: SZ
          to_side: HK
          loss: 0.01
          year: 2027
        ```

    """

    flow: ClassVar[str] = "capital"
    level: ClassVar[str] = "loss"

    loss: Number | None = Field(default=None, ge=0, lt=1, description="share of a transfer lost on the way")
