"""Levers of the innovation ecosystem by year: money, orientation, platforms, laboratories, frictions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.innovation import FLOWS, PERFORMERS, STAGES, WORLD
from technopole.plans.steps import Steps, spread, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from technopole.region import Region


class InnovationLevers:
    """What measures change in the ecosystem; labels and years in, arrays out.

    T years, F funders, R performers, N zones, Z sides and the world; five stages. Money is in the region's
    money at base-year prices. A region without funders has F = 0: its levers exist and act on nothing.
    """

    def __init__(self, region: Region, years: tuple[int, ...]) -> None:
        """Start from the base year: no money added, nothing built, frictions of the parameters."""
        self.region = region
        self.years = years
        self.funders: tuple[str, ...] = tuple(region.tables["funders"]["funder"])
        self.partners: tuple[str, ...] = (*region.sides, WORLD)
        by_stage = (len(years), len(region.zones), len(STAGES))
        self.research_money: NDArray[np.float64] = np.zeros(
            (len(years), len(self.funders), len(PERFORMERS), *by_stage[1:])
        )
        self.research_shift: NDArray[np.float64] = np.zeros(by_stage[:2])
        self.platform: NDArray[np.float64] = np.zeros(by_stage)
        self.laboratory: NDArray[np.float64] = np.zeros(by_stage)
        self.project_entries: NDArray[np.float64] = np.zeros(by_stage)
        self.rules: Steps[tuple[str, str, str], float] = Steps()

    def fund(
        self,
        funder: str,
        performer: str,
        stage: str | None,
        zones: Sequence[str],
        amount: float,
        years: tuple[int, int],
    ) -> None:
        """Add money, evenly over years, spread over zones of one side as the performer's places are there.

        Where none of the zones houses the performer yet, each gets the same. Without a stage the money is
        spent as the side's stage_map says.
        """
        positions = np.array([self.region.zones.index(zone) for zone in dict.fromkeys(zones)])
        weights = self._places[PERFORMERS.index(performer), positions]
        shares = weights / weights.sum() if weights.sum() > 0 else np.full(len(weights), 1 / len(weights))
        side = int(self.region.zone_side[positions[0]])
        stages = self._stage_map[side, PERFORMERS.index(performer)] if stage is None else _only(stage)
        place = self.research_money[:, self.funders.index(funder), PERFORMERS.index(performer)]
        by_year = spread(self.years, amount, *years)
        place[:, positions] += by_year[:, None, None] * shares[:, None] * stages

    def orient(self, zones: Sequence[str], shift: float, year_from: int, year_to: int | None) -> None:
        """Move a share of universities' research money to translation; shifts of several measures add up."""
        here = within(self.years, year_from, year_to)
        for zone in dict.fromkeys(zones):
            self.research_shift[here, self.region.zones.index(zone)] += shift

    def add_platform(
        self, zone: str, stage: str, services: float, year_from: int, year_to: int | None
    ) -> None:
        """Offer platform services, money a year at base-year fees."""
        here = within(self.years, year_from, year_to)
        self.platform[here, self.region.zones.index(zone), STAGES.index(stage)] += services

    def add_laboratory(self, zone: str, stage: str, floor: float, year: int) -> None:
        """Open m2 of public floor outside the city's floor markets; it stays."""
        here = np.array(self.years) >= year
        self.laboratory[here, self.region.zones.index(zone), STAGES.index(stage)] += floor

    def admit_projects(
        self, zones: Sequence[str], stage: str, projects: float, year_from: int, year_to: int
    ) -> None:
        """Bring so many projects a year from outside the region to wait for a stage, spread over zones."""
        here = within(self.years, year_from, year_to)
        positions = [self.region.zones.index(zone) for zone in dict.fromkeys(zones)]
        for position in positions:
            self.project_entries[here, position, STAGES.index(stage)] += projects / len(positions)

    def set_friction(
        self, flow: str, from_side: str, to_side: str, value: float, year: int, measure: str
    ) -> str | None:
        """Set a friction from a year on; return the measure that set another value in the same year."""
        return self.rules.record((flow, from_side, to_side), year, value, measure)

    def friction(self) -> NDArray[np.float64]:
        """Return frictions by year, flow, from and to (T, 4, Z, Z); 0 within a side."""
        count = len(self.partners)
        result = np.zeros((len(self.years), len(FLOWS), count, count))
        for flow, name in enumerate(FLOWS):
            base = self.region.parameters.get(f"{name}_friction")
            result[:, flow] = base * (1.0 - np.eye(count))
        for flow, from_side, to_side in self.rules.changes:
            key = (flow, from_side, to_side)
            place = (FLOWS.index(flow), self.partners.index(from_side), self.partners.index(to_side))
            base = float(result[0, place[0], place[1], place[2]])
            result[:, *place] = self.rules.by_year(key, self.years, base)
        return result

    def payer_of(self, funder: str) -> str:
        """Return in whose account a funder's money is booked; "" for nobody's."""
        return self._payers[funder]

    @property
    def changed(self) -> bool:
        """Whether a measure has changed anything."""
        arrays = (self.research_shift, self.platform, self.laboratory, self.project_entries)
        return any(array.any() for array in arrays) or bool(self.rules.changes)

    @cached_property
    def _payers(self) -> dict[str, str]:
        table = self.region.tables["funders"]
        return {
            str(funder): str(payer) for funder, payer in zip(table["funder"], table["payer"], strict=True)
        }

    @cached_property
    def _places(self) -> NDArray[np.float64]:
        """Weights of research_places.csv (R, N)."""
        result = np.zeros((len(PERFORMERS), len(self.region.zones)))
        table = self.region.tables["research_places"]
        for zone, performer, weight in zip(table["zone"], table["performer"], table["weight"], strict=True):
            result[PERFORMERS.index(performer), self.region.zones.index(zone)] = weight
        return result

    @cached_property
    def _stage_map(self) -> NDArray[np.float64]:
        """Shares of stage_map.csv (S, R, 5)."""
        result = np.zeros((len(self.region.sides), len(PERFORMERS), len(STAGES)))
        table = self.region.tables["stage_map"]
        columns = (table["side"], table["performer"], table["stage"], table["share"])
        for side, performer, stage, share in zip(*columns, strict=True):
            place = (self.region.sides.index(side), PERFORMERS.index(performer), STAGES.index(stage))
            result[place] = share
        return result


def _only(stage: str) -> NDArray[np.float64]:
    """All money to one stage (5,)."""
    return np.array([float(name == stage) for name in STAGES])
