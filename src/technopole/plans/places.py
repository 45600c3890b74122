"""What measures for several zones share: a list of zones, or a scope."""

from __future__ import annotations

from abc import ABC
from typing import Self

from pydantic import Field, model_validator

from technopole.plans.fields import ScopeId, Zones
from technopole.plans.measure import Measure, refuse


class ForZones(Measure, ABC):
    """Acts on the zones listed, or on those of one scope (a side, a part, `region` or a named set)."""

    zones: Zones = Field(default=(), description="zones it acts on")
    scope: ScopeId | None = Field(
        default=None, description="instead of zones: a side, a part, `region` or a scope of scopes.csv"
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.zones) == (self.scope is not None):
            refuse("zones", "needs either `zones` or `scope`, and not both", "Keep one of the two")
        return self
