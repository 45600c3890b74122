"""A subsidy for, or a tax on, the firms of a sector."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field

from technopole.plans.fields import Number, PayerId, SectorId, Year
from technopole.plans.measure import measure_kind
from technopole.plans.places import ForZones

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("sector_subsidy")
class SectorSubsidy(ForZones):
    """The public pays a share of what firms of a sector spend on wages and floor; negative is a tax.

    What it costs depends on how much the firms produce, so the cost is a result of the run, booked to
    `payer`; `cost` is for what comes on top, such as running the scheme.

    Example:
        ```yaml
        - kind: sector_subsidy
          id: innovation-rent-relief
          name: Rent relief for innovation firms in the north
          scope: north
          sector: innovation
          rate: 0.03
          year_from: 2027
          year_to: 2036
          payer: hk_government
        ```

    """

    sector: SectorId = Field(description="sector of the firms")
    rate: Number = Field(gt=-1, lt=1, description="share of unit cost paid by the public; negative is a tax")
    year_from: Year = Field(description="first year")
    year_to: Year = Field(description="last year")
    payer: PayerId = Field(description="who pays the subsidy, or receives the tax")

    def apply(self, builder: TimelineBuilder) -> None:
        """Subsidise the sector in the zones."""
        zones = builder.zones_of(self.zones, self.scope)
        builder.subsidise(zones, self.sector, self.rate, self.year_from, self.year_to, self.payer)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who is subsidised."""
        said = words.say(
            "sector_subsidised" if self.rate >= 0 else "sector_taxed",
            title=self.title(words.language),
            sector=words.of("sectors", self.sector),
            place=words.place(self.zones, self.scope),
            percent=abs(self.rate) * 100,
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
