"""What must hold of a plan as a whole, once all its measures are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding
from technopole.plans.innovation_checks import innovation_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.plans.builder import TimelineBuilder

MOST_SUBSIDY = 0.95
"""Share of unit cost above which a subsidy is refused: at 1 a firm's cost is nothing."""

PUBLIC_WORKS = (
    "public_housing",
    "rail_line",
    "station",
    "road",
    "research_infrastructure",
    "talent_housing",
)
"""Kinds of measures that somebody always pays for."""


def whole_findings(builder: TimelineBuilder) -> Iterator[Finding]:
    """Yield what is wrong with the measures taken together: land, network, crossings, subsidies."""
    file = next((place.file for place in builder.places.values()), "")
    yield from builder.floor.findings(file, builder.measures_of_zone)
    yield from settings_findings(builder)
    yield from _too_much_subsidy(builder, file)
    yield from _built_for_nothing(builder)
    yield from innovation_findings(builder, file)


def settings_findings(builder: TimelineBuilder) -> Iterator[Finding]:
    """Yield what is wrong with settings, of which one may rest on another: network, crossings."""
    yield from builder.network.findings()
    yield from _opened_while_open(builder)
    yield from _changed_while_closed(builder)


def _built_for_nothing(builder: TimelineBuilder) -> Iterator[Finding]:
    """Warn once of all public works without a cost: the public account would look better than it is."""
    if not builder.unpaid:
        return
    names = ", ".join(f"'{name}'" for name, _ in builder.unpaid)
    one = len(builder.unpaid) == 1
    subject, pronoun = (f"Measure {names} has", "it") if one else (f"Measures {names} have", "them")
    remedy = "Add `cost` with payer, years and amount (0 if another measure pays)"
    what = f"{subject} no cost: the public account leaves {pronoun} out"
    yield Finding(what, builder.unpaid[0][1].file, column="cost", remedy=remedy, severity="warning")


def _opened_while_open(builder: TimelineBuilder) -> Iterator[Finding]:
    """Yield crossings that a measure opens although they are open the year before."""
    opened = builder.network.opened()
    for crossing, year, place in builder.crossings_opened:
        if year - 1 in builder.years and builder.crossings.exists(crossing, year - 1, opened):
            what = f"opens crossing '{crossing}' in {year}, when it is open already"
            remedy = "Say what changes (clearance, capacity, hours_open...) or remove it"
            yield place.finding(what, remedy, "open")


def _changed_while_closed(builder: TimelineBuilder) -> Iterator[Finding]:
    """Warn of changes to crossings that are not open in that year."""
    opened = builder.network.opened()
    for crossing, year, place in builder.crossings_set:
        if year in builder.years and not builder.crossings.exists(crossing, year, opened):
            what = f"changes crossing '{crossing}' from {year}, when it is not open"
            yield place.warning(what, "Add `open: true` if the measure is meant to open it", "crossing")


def _too_much_subsidy(builder: TimelineBuilder, file: str) -> Iterator[Finding]:
    """Yield the first year in which subsidies leave firms next to no cost."""
    region = builder.region
    for year, zone, sector in np.argwhere(builder.subsidy > MOST_SUBSIDY)[:1]:
        what = (
            f"Subsidies of sector '{region.sectors[sector]}' in zone '{region.zones[zone]}' add up to "
            f"{builder.subsidy[year, zone, sector]:.0%} of cost in {builder.years[year]}"
        )
        yield Finding(what, file, column="rate", remedy=f"Keep their sum at or below {MOST_SUBSIDY:.0%}")
