"""What measures share that spend money on research and ventures: through whom, on whom, where, when."""

from __future__ import annotations

from abc import ABC
from math import isclose
from typing import TYPE_CHECKING

from pydantic import Field

from technopole.plans.fields import AppropriationId, FunderId, Year
from technopole.plans.places import ForZones

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.measure import Measure


class Spending(ForZones, ABC):
    """Spends money in zones of one side through a funder, evenly over years.

    The money is booked to the funder's payer by itself: `cost` is for what comes on top, such as running
    the scheme. Money crosses the border where funder and zones lie on different sides.
    """

    funder: FunderId = Field(description="whose money it is: a row of funders.csv")
    year_from: Year = Field(description="first year of spending")
    year_to: Year = Field(description="last year of spending")
    appropriation: AppropriationId | None = Field(
        default=None, description="appropriation the money is taken from: it cannot be spent twice"
    )

    def spend(
        self, builder: TimelineBuilder, performer: str, stage: str | None, amount: float, funder: str = ""
    ) -> None:
        """Spend an amount on a performer and a stage, and book it; by default through the own funder."""
        funder = funder or self.funder
        zones = builder.zones_of(self.zones, self.scope)
        sides = {int(builder.region.zone_side[builder.region.zones.index(zone)]) for zone in zones}
        if len(sides) > 1:
            builder.refuse(
                "spends in zones of two sides", "Write one measure for each side", self._place_field()
            )
            return
        years = (self.year_from, self.year_to)
        builder.innovation.fund(funder, performer, stage, zones, amount, years)
        appropriation = self.appropriation if funder == self.funder else None
        book(builder, self, funder, amount, years, appropriation)

    def _place_field(self) -> str:
        return "zones" if self.scope is None else "scope"


def book(
    builder: TimelineBuilder,
    measure: Measure,
    funder: str,
    amount: float,
    years: tuple[int, int],
    appropriation: str | None,
) -> None:
    """Book a funder's money to its payer, and draw it from an appropriation; a cost may not repeat it."""
    payer = builder.innovation.payer_of(funder)
    if payer:
        _refuse_twice(builder, measure, payer, amount)
        builder.pay(payer, amount, *years, measure.grade, measure.source)
    builder.draw(appropriation, payer, amount)


def _refuse_twice(builder: TimelineBuilder, measure: Measure, payer: str, amount: float) -> None:
    """Refuse a cost that repeats what the measure books by itself."""
    for position, cost in enumerate(measure.cost):
        if cost.payer == payer and isclose(cost.amount, amount, rel_tol=1e-6):
            what = (
                f"lists {amount:,.0f} of '{payer}' under `cost`, which its own spending books already: "
                "the money is spent twice"
            )
            remedy = "Remove that cost; `cost` is for what comes on top"
            builder.refuse(what, remedy, f"cost[{position + 1}].amount")
