"""Border crossings by year: the region's calendar, and what a plan changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.plans.fields import EVERY_GROUP
from technopole.plans.steps import Steps
from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region

HOURS_A_DAY = 24.0
NEVER = 100_000
NUMBERS = ("clearance", "capacity", "hours_open", "fare")


@dataclass
class CrossingLevers:
    """Collects changes of crossings, then resolves them by year. X crossings, T years, G groups."""

    region: Region
    years: tuple[int, ...]
    opening: Steps[str, bool] = field(default_factory=Steps[str, bool])
    features: Steps[tuple[str, str], Any] = field(default_factory=Steps[tuple[str, str], Any])

    def record_for(self, crossing: str) -> Mapping[str, Any]:
        """Return the crossing's row of crossings.csv."""
        return self._rows[crossing]

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        return {str(row["crossing"]): row for row in rows_of(self.region.tables["crossings"])}

    def exists(self, crossing: str, year: int, opened: Mapping[str, int]) -> bool:
        """Tell whether a crossing is open to passengers in a year.

        Without a measure of its own it follows the calendar: it opens in its open year, or with its
        project, and closes in its close year or with the project that replaces it. A measure that opens
        it takes the place of the calendar's opening; a later closure of the calendar still holds.
        """
        opening, closure = self._calendar(crossing, opened)
        told = self.opening.latest(crossing, year)
        if told is not None:
            told_year, told_open = told
            return told_open and not told_year < closure <= year
        first = self.opening.first(crossing)
        if self.record_for(crossing)["project"] and first is not None and first[1]:
            return False
        return opening <= year < closure

    def _calendar(self, crossing: str, opened: Mapping[str, int]) -> tuple[int, int]:
        """Return the years in which a crossing opens and closes if no measure says otherwise."""
        row = self.record_for(crossing)
        closure = min(int(row["close_year"]), opened.get(row["closes_with"], NEVER))
        return opened.get(row["project"], NEVER) if row["project"] else int(row["open_year"]), closure

    def existence(self, opened: Mapping[str, int]) -> NDArray[np.bool_]:
        """Tell which crossings are open in which year (T, X)."""
        crossings, years = self.region.crossings, np.array(self.years)
        found = np.zeros((len(years), len(crossings)), dtype=bool)
        for position, crossing in enumerate(crossings):
            if self.opening.first(crossing) is None:
                opening, closure = self._calendar(crossing, opened)
                found[:, position] = (opening <= years) & (years < closure)
            else:
                found[:, position] = [self.exists(crossing, year, opened) for year in self.years]
        return found

    def numbers(self, feature: str) -> NDArray[np.float64]:
        """Return a feature of crossings by year (T, X): clearance, capacity, hours_open or fare."""
        base = self._capacity() if feature == "capacity" else self._column(feature)
        values = np.tile(base, (len(self.years), 1))
        for position, crossing in enumerate(self.region.crossings):
            if (crossing, feature) in self.features.changes:
                values[:, position] = self.features.by_year((crossing, feature), self.years, base[position])
        return values

    def eligible(self) -> NDArray[np.bool_]:
        """Tell which groups may use which crossing by year (T, G, X)."""
        base = self.region.once(("eligible",), self._written_eligible)
        may = np.tile(base, (len(self.years), 1, 1))
        for position, crossing in enumerate(self.region.crossings):
            for at, named in enumerate(self.features.by_year((crossing, "groups"), self.years, None)):
                if named is not None:
                    may[at, :, position] = self._among(named)
        return may

    def _written_eligible(self) -> NDArray[np.bool_]:
        """Return which groups crossings.csv lets use which crossing (G, X)."""
        written = [str(each).split(";") for each in self.region.tables["crossings"]["groups"]]
        may = [self._among([part.strip() for part in parts]) for parts in written]
        return np.array(may, dtype=bool).reshape(-1, len(self.region.groups)).T

    def _among(self, named: Sequence[str]) -> list[bool]:
        """Tell which groups are named (G,)."""
        return [EVERY_GROUP in named or group in named for group in self.region.groups]

    def openness(self, opened: Mapping[str, int]) -> NDArray[np.float64]:
        """Return exists x eligible x share of the day open (T, G, X)."""
        daily = self.existence(opened) * self.numbers("hours_open") / HOURS_A_DAY
        return self.eligible() * daily[:, None, :]

    def _column(self, name: str) -> NDArray[np.float64]:
        return self.region.tables["crossings"][name].to_numpy(dtype=np.float64)

    def _capacity(self) -> NDArray[np.float64]:
        """Return base capacity (X,); a crossing never observed takes that of the crossing it resembles."""
        capacity = self._column("capacity").copy()
        donors = self.region.tables["crossings"]["constant_from"]
        for position, donor in enumerate(donors):
            if donor and not np.isfinite(capacity[position]):
                capacity[position] = capacity[self.region.crossings.index(str(donor))]
        return capacity
