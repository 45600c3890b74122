"""What measures cost, who pays, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from technopole.region import Region


class Payment(NamedTuple):
    """Money one payer spends on one measure in one year, at base-year prices."""

    measure: str
    payer: str
    year: int
    amount: float
    grade: str
    source: str


class Booking(NamedTuple):
    """Money one payer spends on one measure over the years of a run, at base-year prices."""

    measure: str
    payer: str
    years: range
    amounts: NDArray[np.float64]  # by year of the run (T,)
    grade: str
    source: str


class SubsidyYear(NamedTuple):
    """A subsidy's rate in one zone and year; its cost is known only once the run says what is produced."""

    measure: str
    payer: str
    year: int
    zone: str
    sector: str
    rate: float


class Draw(NamedTuple):
    """Money a measure takes from an appropriation."""

    appropriation: str
    measure: str
    payer: str
    amount: float


@dataclass
class Ledger:
    """Payments and subsidies in the order in which they were booked."""

    bookings: list[Booking] = field(default_factory=list)
    subsidies: list[SubsidyYear] = field(default_factory=list)

    def by_year(self, region: Region, years: tuple[int, ...]) -> NDArray[np.float64]:
        """Return money by year and payer (T, P)."""
        cost = np.zeros((len(years), len(region.payers)))
        for booking in self.bookings:
            cost[:, region.payers.index(booking.payer)] += booking.amounts
        return cost

    def payments(self, years: tuple[int, ...]) -> list[Payment]:
        """Return every payment of the years of a run, one for each year of a booking."""
        return [
            Payment(one.measure, one.payer, year, float(amount), one.grade, one.source)
            for one in self.bookings
            for year, amount in zip(years, one.amounts, strict=True)
            if year in one.years
        ]

    def payments_table(self, years: tuple[int, ...]) -> pd.DataFrame:
        """Return payments as a table: measure, payer, year, amount, grade, source."""
        return _table(Payment, self.payments(years))

    def subsidies_table(self) -> pd.DataFrame:
        """Return subsidies as a table: measure, payer, year, zone, sector, rate."""
        return _table(SubsidyYear, self.subsidies)


def _table(row: type[Payment | SubsidyYear], rows: list[Payment] | list[SubsidyYear]) -> pd.DataFrame:
    """Make a table with the row's fields as columns, also when there is no row."""
    import pandas as pd  # the command line lists plans without loading pandas

    numbers = {"year": "int64", "amount": "float64", "rate": "float64"}
    frame = pd.DataFrame(rows, columns=list(row._fields))
    return frame.astype({name: kind for name, kind in numbers.items() if name in row._fields})
