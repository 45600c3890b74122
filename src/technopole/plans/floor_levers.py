"""Floor by year that a plan permits, completes and tears down; and whether the land can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from technopole.region import Region

M2_PER_HECTARE = 10_000.0
DEFAULT_PACE = 0.35
"""Pace where nothing is released: it acts on nothing, but stays a sensible number."""
_ROUNDING = 1e-9


@dataclass
class FloorLevers:
    """Floor by year, zone and market (T, N, M), in m2."""

    region: Region
    released: NDArray[np.float64]
    public_floor: NDArray[np.float64]
    demolished: NDArray[np.float64]
    paced: NDArray[np.float64]  # released times its pace
    plot_ratio: NDArray[np.float64]  # (N,)
    outside: NDArray[np.float64]  # (N,) floor beside the markets, such as laboratories: it needs land too

    @classmethod
    def nothing(cls, region: Region, years: int) -> FloorLevers:
        """No floor anywhere, plot ratios of zones.csv."""
        shape = (years, len(region.zones), len(region.markets))
        empty = [np.zeros(shape) for _ in range(4)]
        ratio = region.zone_values("plot_ratio")
        return cls(region, *empty, plot_ratio=ratio, outside=np.zeros(len(ratio)))

    def pace(self) -> NDArray[np.float64]:
        """Pace by year (T, N, M): mean pace of all floor released so far, weighted by that floor."""
        floor, paced = np.cumsum(self.released, axis=0), np.cumsum(self.paced, axis=0)
        return np.where(floor > 0, paced / np.where(floor > 0, floor, 1.0), DEFAULT_PACE)

    def limit(self) -> NDArray[np.float64]:
        """Return m2 of new floor each zone can hold (N,): its developable land, and what is torn down."""
        land = self.region.zone_values("developable_land") * self.plot_ratio * M2_PER_HECTARE
        return land + self.demolished.sum(axis=(0, 2))

    def findings(self, file: str, measures_of: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
        """Yield a finding for each zone whose land cannot hold the floor, or loses floor it never had.

        `measures_of` gives for each zone its measures and the file in which each is written.
        """
        new = (self.released + self.public_floor).sum(axis=(0, 2)) + self.outside
        limit, land = self.limit(), self.region.zone_values("developable_land")
        for position in np.flatnonzero(new > limit * (1 + _ROUNDING)):
            zone = self.region.zones[position]
            who = ", ".join(f"'{measure}'" for measure in sorted(measures_of.get(zone, {})))
            written = dict.fromkeys(measures_of.get(zone, {"": file}).values())
            what = (
                f"Zone '{zone}' is given {new[position]:,.0f} m2 of new floor by {who}, above its limit of "
                f"{limit[position]:,.0f} m2 ({land[position]:,.1f} ha developable at plot ratio "
                f"{self.plot_ratio[position]:g})"
            )
            remedy = "Release less, raise `plot_ratio`, or correct column `developable_land` of zones.csv"
            yield Finding(what, ", ".join(written), column="floor", remedy=remedy)
        yield from self._demolition_findings(file)

    def _demolition_findings(self, file: str) -> Iterator[Finding]:
        stock = self.region.array("floor", "floor", ["zone", "market"])
        torn = self.demolished.sum(axis=0)
        for zone, market in np.argwhere(torn > stock * (1 + _ROUNDING)):
            name, label = self.region.zones[zone], self.region.markets[market]
            what = (
                f"Measures tear down {torn[zone, market]:,.0f} m2 of '{label}' floor in zone '{name}', "
                f"which has {stock[zone, market]:,.0f} m2 in the base year"
            )
            yield Finding(what, file, column="demolish", remedy="Tear down less")
