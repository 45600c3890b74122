"""People, residents and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.checks.base import Sources, check, totals

if TYPE_CHECKING:
    from collections.abc import Iterator


@check("people-everywhere", "zones", "people")
def people_everywhere(sources: Sources) -> Iterator[Finding]:
    """Every zone has a row in people.csv."""
    counted = set(sources.texts("people", "zone"))
    for zone in sources.texts("zones", "zone"):
        if zone not in counted:
            remedy = "Add the zone, with zeros if nobody lives there"
            yield Finding(f"zone '{zone}' has no row", "people.csv", column="zone", remedy=remedy)


@check("households-within-population", "people")
def households_within_population(sources: Sources) -> Iterator[Finding]:
    """No zone has more households than people."""
    for record in sources.records("people"):
        households, people = record.number("households"), record.number("population")
        if households > people:
            what = f"zone '{record.text('zone')}' has {households:,.0f} households but {people:,.0f} people"
            yield Finding(what, "people.csv", record.row, "households", "Correct one of the two")


@check("workers-within-population", "people", "residents")
def workers_within_population(sources: Sources) -> Iterator[Finding]:
    """No zone has more employed residents than people."""
    workers = totals(sources.records("residents"), "workers", "zone")
    for record in sources.records("people"):
        zone, people = record.text("zone"), record.number("population")
        employed = workers.get((zone,), 0.0)
        if employed > people:
            what = f"zone '{zone}' has {people:,.0f} people but {employed:,.0f} employed residents"
            yield Finding(what, "people.csv", record.row, "population", "Correct people.csv or residents.csv")


@check("groups-have-residents", "residents")
def groups_have_residents(sources: Sources) -> Iterator[Finding]:
    """Every group of workers lives somewhere."""
    workers = totals(sources.records("residents"), "workers", "group")
    for group in sources.settings.labels("groups"):
        if not workers.get((group,), 0.0) > 0:
            what = f"group '{group}' has no residents in any zone"
            remedy = "Add its residents or remove the group from region.toml"
            yield Finding(what, "residents.csv", column="group", remedy=remedy)


@check("followers-within-workers", "residents")
def followers_within_workers(sources: Sources) -> Iterator[Finding]:
    """Workers without a fixed workplace are part of the employed residents."""
    for record in sources.records("residents"):
        followers, workers = record.number("followers"), record.number("workers")
        if followers > workers:
            what = f"{followers:,.0f} of {workers:,.0f} workers have no fixed workplace"
            yield Finding(
                what, "residents.csv", record.row, "followers", "Give at most the number of workers"
            )


@check("groups-live-where-allowed", "zones", "residents")
def groups_live_where_allowed(sources: Sources) -> Iterator[Finding]:
    """No group lives on a side that region.toml does not allow it."""
    side_of_zone = sources.side_of_zone
    allowed = {group.id: group.live for group in sources.settings.groups}
    for record in sources.records("residents"):
        zone, group = record.key("zone", "group")
        side = side_of_zone[zone]
        if record.number("workers") > 0 and side not in allowed[group]:
            what = f"group '{group}' may not live on side '{side}' but lives in zone '{zone}'"
            remedy = f"Remove the row or widen `live` of '{group}' in region.toml"
            yield Finding(what, "residents.csv", record.row, "group", remedy)
