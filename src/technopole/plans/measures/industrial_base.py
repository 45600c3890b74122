"""Room and help for production."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import Number, PayerId, SectorId, Year, ZoneId
from technopole.plans.measure import Measure, measure_kind, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("industrial_base")
class IndustrialBase(Measure):
    """A public body builds production floor for a sector, pays a share of its firms' cost there, or both.

    The floor is completed in the sector's own floor market over the years whatever the rents, and counts
    against the zone's developable land. The subsidy runs over the same years; what it costs depends on what
    firms produce and is booked to `payer`.

    Example:
        ```yaml
        - kind: industrial_base
          id: hsk-industry-park
          name: Hung Shui Kiu Industry Park
          zone: HSK
          sector: manufacturing
          floor: 300000
          year_from: 2028
          year_to: 2034
          cost:
            - {payer: hk_government, year_from: 2026, year_to: 2034, amount: 1e10, grade: official}
        ```

    """

    zone: ZoneId = Field(description="zone of the base")
    sector: SectorId = Field(description="sector it is for: its floor market is built, its firms are helped")
    floor: Number = Field(default=0, ge=0, description="m2 of production floor completed in all")
    rate: Number = Field(default=0, ge=0, lt=1, description="share of firms' unit cost paid by the public")
    payer: PayerId | None = Field(default=None, description="who pays the subsidy")
    year_from: Year = Field(description="first year")
    year_to: Year = Field(description="last year")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.floor and not self.rate:
            refuse("floor", "builds nothing and pays nothing", "Give `floor` (m2), `rate`, or both")
        if (self.rate > 0) != (self.payer is not None):
            refuse("payer", "needs both `rate` and `payer`, or neither", "Add the one that is missing")
        return self

    def apply(self, builder: TimelineBuilder) -> None:
        """Build the floor and pay the firms."""
        region = builder.region
        market = region.markets[region.sector_market[region.sectors.index(self.sector)]]
        builder.complete_public(self.zone, market, self.floor, self.year_from, self.year_to)
        if self.payer is not None:
            zones = (self.zone,)
            builder.subsidise(zones, self.sector, self.rate, self.year_from, self.year_to, self.payer)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what is built and paid."""
        sector, parts = words.of("sectors", self.sector), list[str]()
        if self.floor:
            parts.append(words.say("industrial_base_floor", floor=self.floor, sector=sector))
        if self.rate:
            parts.append(words.say("industrial_base_rate", percent=self.rate * 100, sector=sector))
        said = words.say(
            "industrial_base",
            title=self.title(words.language),
            parts=words.say("and").join(parts),
            zone=words.of("zones", self.zone),
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
