"""Floor, rents and donors against the people and jobs that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.checks.base import Key, Sources, check, grouped, total, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = "home"
DONOR_MARKETS = ("home", "business", "innovation")
HECTARES = 100
"""Hectares in a square kilometre."""


def _stock(sources: Sources) -> dict[Key, float]:
    """Return floor by zone and market."""
    return totals(sources.records("floor"), "floor", "zone", "market")


@check("residents-need-homes", "residents", "floor")
def residents_need_homes(sources: Sources) -> Iterator[Finding]:
    """A zone with residents has homes."""
    stock = _stock(sources)
    for (zone,), rows in grouped(sources.records("residents"), "zone").items():
        workers = total(rows, "workers")
        if workers > 0 and not stock.get((zone, HOME), 0.0) > 0:
            what = f"{workers:,.0f} workers live in zone '{zone}', which has no floor of market '{HOME}'"
            remedy = "Add homes to floor.csv or remove the residents"
            yield Finding(what, "residents.csv", rows[0].row, "workers", remedy)


@check("jobs-need-floor", "jobs", "floor")
def jobs_need_floor(sources: Sources) -> Iterator[Finding]:
    """A zone with jobs has floor of the market its sector occupies."""
    stock = _stock(sources)
    market = {sector.id: sector.market for sector in sources.settings.sectors}
    for record in sources.records("jobs"):
        (zone, sector), jobs = record.key("zone", "sector"), record.number("jobs")
        if jobs > 0 and not stock.get((zone, market[sector]), 0.0) > 0:
            lack = f"no floor of market '{market[sector]}'"
            what = f"zone '{zone}' has {jobs:,.0f} jobs in '{sector}' but {lack}"
            yield Finding(what, "jobs.csv", record.row, "jobs", "Add it to floor.csv or remove the jobs")


@check("floor-needs-rent", "floor", "rents")
def floor_needs_rent(sources: Sources) -> Iterator[Finding]:
    """Floor in use has a rent."""
    priced = {record.key("zone", "market") for record in sources.records("rents")}
    for record in sources.records("floor"):
        (zone, market), floor = record.key("zone", "market"), record.number("floor")
        if floor > 0 and (zone, market) not in priced:
            what = f"zone '{zone}' has {floor:,.0f} m2 of market '{market}' but no rent for it"
            yield Finding(what, "floor.csv", record.row, "floor", "Add the rent to rents.csv")


@check("effective-rent-below-market", "rents")
def effective_rent_below_market(sources: Sources) -> Iterator[Finding]:
    """Rent paid on average is not above the market's."""
    for record in sources.records("rents"):
        paid, rent = record.number("effective_rent"), record.number("rent")
        if paid > rent:
            zone = record.text("zone")
            what = f"the rent paid in zone '{zone}' ({paid:,.0f}) is above the market's ({rent:,.0f})"
            yield Finding(what, "rents.csv", record.row, "effective_rent", "Check both", severity="warning")


@check("donors-have-floor", "zones", "floor")
def donors_have_floor(sources: Sources) -> Iterator[Finding]:
    """A donor has floor of the market it lends its appeal to, and a zone that may grow has a donor."""
    stock = _stock(sources)
    for market in DONOR_MARKETS:
        if market not in sources.settings.labels("markets"):
            continue
        column = f"{market}_donor"
        for record in sources.records("zones"):
            zone, donor = record.key("zone", column)
            if stock.get((donor, market), 0.0) > 0:
                continue
            if donor != zone:
                what = f"the donor '{donor}' of zone '{zone}' has no floor of market '{market}'"
                yield Finding(what, "zones.csv", record.row, column, "Choose a zone that has some")
            elif record.number("developable_land") > 0:
                what = f"zone '{zone}' may grow but has neither floor of market '{market}' nor a donor for it"
                remedy = "Name a comparable zone if a plan may build there"
                yield Finding(what, "zones.csv", record.row, column, remedy, severity="warning")


@check("land-within-area", "zones")
def land_within_area(sources: Sources) -> Iterator[Finding]:
    """Developable and built-up land fit into the zone."""
    for record in sources.records("zones"):
        zone, area = record.text("zone"), record.number("area")
        land, built = record.number("developable_land"), record.number("built_area")
        if land > area * HECTARES:
            what = f"zone '{zone}' has {land:,.0f} ha to develop on {area:g} km2"
            remedy = "Correct the land (ha) or the area (km2)"
            yield Finding(what, "zones.csv", record.row, "developable_land", remedy)
        if built > area * (1 + 1e-6):
            what = f"zone '{zone}' has {built:g} km2 built up on {area:g} km2"
            yield Finding(what, "zones.csv", record.row, "built_area", "Correct one of the two")
