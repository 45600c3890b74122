"""From measures to levers by year: the only place where a measure's labels meet positions in arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import InputError, errors_of, warnings_of
from technopole.plans.checks import entry_findings
from technopole.plans.crossing_levers import CrossingLevers
from technopole.plans.faults import Place
from technopole.plans.fields import EVERY_GROUP
from technopole.plans.floor_levers import FloorLevers
from technopole.plans.innovation_levers import InnovationLevers
from technopole.plans.ledger import Booking, Draw, Ledger, SubsidyYear
from technopole.plans.network_levers import NetworkLevers
from technopole.plans.steps import Steps, spread, within
from technopole.plans.whole import PUBLIC_WORKS, whole_findings
from technopole.travel.links import ExtraLink, ExtraNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from technopole.base.errors import Finding
    from technopole.plans.measure import Measure
    from technopole.region import Region


class TimelineBuilder:
    """Starts from the region's calendar without any plan; measures change it by label and year.

    Measures call the methods below `add`; each takes labels and calendar years. Years after the last are
    dropped here: that they are meant to be is checked before (`truncate`).

    T years, N zones, X crossings, G groups, K sectors, M markets, S sides.
    """

    def __init__(
        self,
        region: Region,
        places: Mapping[str, Place] | None = None,
        years: tuple[int, ...] | None = None,
    ) -> None:
        """`places` says where each measure is written, for findings; `years` are the run's if not given."""
        self.region = region
        self.years = years or region.years
        self.findings: list[Finding] = []
        self.floor = FloorLevers.nothing(region, len(self.years))
        self.crossings = CrossingLevers(region, self.years)
        self.network = NetworkLevers(region)
        self.innovation = InnovationLevers(region, self.years)
        self.ledger = Ledger()
        self.draws: list[tuple[Draw, Place]] = []
        zones, groups, sectors = len(region.zones), len(region.groups), len(region.sectors)
        self.amenity: NDArray[np.float64] = np.zeros((len(self.years), groups, zones))
        self.subsidy: NDArray[np.float64] = np.zeros((len(self.years), zones, sectors))
        self.admitted_a_year: NDArray[np.float64] = np.zeros((len(self.years), groups))
        self._tax: Steps[tuple[str, str], float] = Steps()
        self._quota: Steps[tuple[str, str, str], float] = Steps()
        self.places = places or {}
        self._place = Place()
        self._measure = ""
        self.settings = 0
        """How often measures have set what does not add up: openings, links, rules, tax."""
        self.measures_of_zone: dict[str, dict[str, str]] = {}
        self.unpaid: list[tuple[str, Place]] = []
        self.crossings_opened: list[tuple[str, int, Place]] = []
        self.crossings_set: list[tuple[str, int, Place]] = []

    @classmethod
    def compiled(
        cls, region: Region, measures: Iterable[Measure], places: Mapping[str, Place] | None = None
    ) -> TimelineBuilder:
        """Apply all measures, in the order of their identifiers so that the plan's order cannot matter.

        Raises:
            InputError: with every fault of every measure, and of the plan as a whole.

        """
        builder = cls(region, places)
        for measure in sorted(measures, key=lambda measure: measure.id):
            builder.add(measure)
        builder.findings += whole_findings(builder)
        if errors_of(builder.findings):
            raise InputError(errors_of(builder.findings))
        return builder

    @classmethod
    def recompiled(cls, region: Region, measures: Iterable[Measure]) -> TimelineBuilder:
        """Apply measures found sound before to the same region with other parameters."""
        builder = cls(region)
        for measure in sorted(measures, key=lambda measure: measure.id):
            builder.apply(measure.dated())
        return builder

    def add(self, measure: Measure) -> None:
        """Check one measure and, if it is sound, apply it and book its costs."""
        dated = measure.dated()
        place = self.places.get(measure.id) or Place(who=f"Measure '{measure.id}' ({measure.kind})")
        found = entry_findings(type(dated), dated, self.region, place)
        self.findings += found
        if not errors_of(found):
            self.apply(dated, place)

    def apply(self, dated: Measure, place: Place | None = None) -> None:
        """Apply a sound measure, its delay carried out, and book its costs."""
        self._measure, self._place = dated.id, place or Place()
        dated.apply(self)
        if dated.kind in PUBLIC_WORKS and not dated.cost:
            self.unpaid.append((dated.id, self._place))
        for cost in dated.cost:
            grade, source = cost.grade or dated.grade, cost.source or dated.source
            self.pay(cost.payer, cost.amount, cost.year_from, cost.year_to, grade, source)
            self.draw(cost.appropriation, cost.payer, cost.amount)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What was found that does not stop a run."""
        return tuple(warnings_of(self.findings))

    # What measures call --------------------------------------------------------------------------

    def floor_of_homes(self, zone: str, flats: float) -> float:
        """Return m2 of floor of so many flats, at the size of new homes on the zone's side."""
        side = self.region.sides[self.region.zone_side[self._zone(zone)]]
        return flats * float(self.region.parameters.by("m2_per_home", [side])[0])

    def zones_of(self, zones: tuple[str, ...], scope: str | None) -> tuple[str, ...]:
        """Return the zones listed, or those of the scope."""
        if scope is None:
            return zones
        mask = self.region.scope_mask(scope)
        return tuple(zone for zone, inside in zip(self.region.zones, mask, strict=True) if inside)

    def release(
        self, zone: str, market: str, floor: float, year_from: int, year_to: int, *, pace: float
    ) -> None:
        """Give permission for m2 of floor, spread evenly; `pace` of what is unbuilt is completed a year."""
        spread = self._spread(floor, year_from, year_to)
        self.floor.released[:, self._zone(zone), self._market(market)] += spread
        self.floor.paced[:, self._zone(zone), self._market(market)] += pace * spread
        self.measures_of_zone.setdefault(zone, {})[self._measure] = self._place.file

    def complete_public(self, zone: str, market: str, floor: float, year_from: int, year_to: int) -> None:
        """Complete m2 of floor by a public programme, spread evenly."""
        if not floor:
            return
        spread = self._spread(floor, year_from, year_to)
        self.floor.public_floor[:, self._zone(zone), self._market(market)] += spread
        self.measures_of_zone.setdefault(zone, {})[self._measure] = self._place.file

    def complete_outside(self, zone: str, floor: float) -> None:
        """Complete m2 of floor that is in no market but needs the zone's land."""
        self.floor.outside[self._zone(zone)] += floor
        self.measures_of_zone.setdefault(zone, {})[self._measure] = self._place.file

    def demolish(self, zone: str, market: str, floor: float, year_from: int, year_to: int) -> None:
        """Tear down m2 of floor, spread evenly."""
        if not floor:
            return
        spread = self._spread(floor, year_from, year_to)
        self.floor.demolished[:, self._zone(zone), self._market(market)] += spread

    def allow_plot_ratio(self, zone: str, plot_ratio: float) -> None:
        """Raise the plot ratio of a zone's developable land; a lower one than before changes nothing."""
        position = self._zone(zone)
        self.floor.plot_ratio[position] = max(self.floor.plot_ratio[position], plot_ratio)

    def open_project(self, project: str, year: int) -> None:
        """Open a project of links.csv or crossings.csv."""
        self.network.open(project, year, self._place)
        self.settings += 1

    def add_node(self, node: str, side: str) -> None:
        """Add a stop or junction that is not in nodes.csv."""
        self.network.add_node(ExtraNode(node, side), self._place)
        self.settings += 1

    def add_link(
        self, start: str, end: str, minutes: float, *, layer: str, year: int, fare: float = 0.0
    ) -> None:
        """Add a directed link that is not in links.csv, from a year on."""
        self.network.links.append((ExtraLink(start, end, minutes, layer, year, fare), self._place))
        self.settings += 1

    def open_crossing(self, crossing: str, year: int) -> None:
        """Open a border crossing, and its project unless a measure opens that."""
        self._told(self.crossings.opening.record(crossing, year, value=True, measure=self._measure), "open")
        self.crossings_opened.append((crossing, year, self._place))
        project = self.crossings.record_for(crossing)["project"]
        if project:
            self.network.imply(project, year)

    def close_crossing(self, crossing: str, year: int) -> None:
        """Close a border crossing."""
        self._told(self.crossings.opening.record(crossing, year, value=False, measure=self._measure), "close")

    def set_crossing(self, crossing: str, feature: str, value: Any, year: int) -> None:
        """Set clearance, capacity, hours_open, fare (numbers) or groups (a tuple) from a year on."""
        self._told(self.crossings.features.record((crossing, feature), year, value, self._measure), feature)
        self.crossings_set.append((crossing, year, self._place))

    def admit(self, group: str, workers_a_year: float, year_from: int, year_to: int) -> None:
        """Admit workers from outside the region, so many each year."""
        here = self._within(year_from, year_to)
        self.admitted_a_year[here, self.region.groups.index(group)] += workers_a_year

    def shift_amenity(
        self,
        zones: tuple[str, ...],
        percent: float,
        groups: tuple[str, ...],
        year_from: int,
        year_to: int | None,
    ) -> None:
        """Change the zones' weight as a home by per cent; shifts of several measures multiply."""
        for group in self._groups(groups):
            for zone in dict.fromkeys(zones):
                here = self._within(year_from, year_to)
                position = self.region.groups.index(group)
                self.amenity[here, position, self._zone(zone)] += np.log1p(percent / 100)

    def subsidise(
        self, zones: tuple[str, ...], sector: str, rate: float, year_from: int, year_to: int, payer: str
    ) -> None:
        """Pay a share of the unit cost of a sector's firms in the zones; negative taxes them."""
        for zone in dict.fromkeys(zones):
            here = self._within(year_from, year_to)
            self.subsidy[here, self._zone(zone), self.region.sectors.index(sector)] += rate
            self.ledger.subsidies += [
                SubsidyYear(self._measure, payer, year, zone, sector, rate)
                for year, inside in zip(self.years, here, strict=True)
                if inside
            ]

    def set_income_tax(self, groups: tuple[str, ...], side: str, rate: float, year_from: int) -> None:
        """Set the tax rate of groups on wages earned on a side, from a year on."""
        for group in self._groups(groups):
            self._told(self._tax.record((group, side), year_from, rate, self._measure), "rate")

    def set_quota(
        self, groups: tuple[str, ...], side: str, what: str, persons: float, year_from: int
    ) -> None:
        """Limit how many of each group may live or work on a side, from a year on."""
        for group in self._groups(groups):
            self._told(self._quota.record((group, side, what), year_from, persons, self._measure), "persons")

    def pay(
        self,
        payer: str,
        amount: float,
        year_from: int,
        year_to: int,
        grade: str = "assumed",
        source: str = "",
    ) -> None:
        """Book money spent by a payer, spread evenly over years."""
        spread = self._spread(amount, year_from, year_to)
        years = range(year_from, year_to + 1)
        self.ledger.bookings.append(Booking(self._measure, payer, years, spread, grade, source))

    def draw(self, appropriation: str | None, payer: str, amount: float) -> None:
        """Take money from an appropriation, if one is named: all of it, also what is paid beyond the run."""
        if appropriation is not None:
            self.draws.append((Draw(appropriation, self._measure, payer, amount), self._place))

    def refuse(self, what: str, remedy: str, column: str | None = None) -> None:
        """Report a fault of the measure being applied that its own fields cannot show."""
        self.findings.append(self._place.finding(what, remedy, column))

    def set_friction(self, flow: str, from_side: str, to_side: str, value: float, year: int) -> None:
        """Set what a border takes from a flow of the ecosystem, from a year on."""
        told = self.innovation.set_friction(flow, from_side, to_side, value, year, self._measure)
        self._told(told, f"{flow} from {from_side} to {to_side}")

    # Results -------------------------------------------------------------------------------------

    def income_tax(self) -> NDArray[np.float64]:
        """Return the tax rate by year, group and side of work (T, G, S)."""
        groups, sides = self.region.groups, self.region.sides
        rates = np.empty((len(self.years), len(groups), len(sides)))
        for side, base in enumerate(self.region.parameters.by("tax", sides)):
            for group, name in enumerate(groups):
                key = (name, sides[side])
                rates[:, group, side] = self._tax.by_year(key, self.years, float(base))
        return rates

    def quota(self, what: str) -> NDArray[np.float64]:
        """Return permits to live or to work by year, group and side (T, G, S); inf without a limit."""
        places = [(group, side, what) for group in self.region.groups for side in self.region.sides]
        permits = np.transpose([self._quota.by_year(place, self.years, np.inf) for place in places])
        return permits.reshape(len(self.years), len(self.region.groups), len(self.region.sides))

    def admitted(self) -> NDArray[np.float64]:
        """Return workers admitted so far by year and group (T, G)."""
        return np.cumsum(self.admitted_a_year, axis=0)

    def extra_links(self) -> list[ExtraLink]:
        """Return the links the plan adds."""
        return [link for link, _ in self.network.links]

    def extra_nodes(self) -> list[ExtraNode]:
        """Return the stops the plan adds."""
        return [node for node, _ in self.network.nodes.values()]

    def _told(self, other: str | None, column: str) -> None:
        """Count a setting, and note that another measure sets another value in the same year."""
        self.settings += 1
        if other is not None:
            what = f"sets `{column}` in the same year as measure '{other}', to another value"
            self.findings.append(self._place.finding(what, "Keep one of the two", column))

    def _within(self, year_from: int, year_to: int | None) -> NDArray[np.bool_]:
        """Tell which years of the run a span holds (T,); without an end it goes on."""
        return within(self.years, year_from, year_to)

    def _spread(self, total: float, year_from: int, year_to: int) -> NDArray[np.float64]:
        """Spread a total evenly over a span (T,); the part beyond the run is left out."""
        return spread(self.years, total, year_from, year_to)

    def _groups(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Return the groups listed, each once; "all" stands for every group."""
        return self.region.groups if EVERY_GROUP in groups else tuple(dict.fromkeys(groups))

    def _zone(self, zone: str) -> int:
        return self.region.zones.index(zone)

    def _market(self, market: str) -> int:
        return self.region.markets.index(market)
