"""Border crossings and who may use them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.region.checks.base import Sources, check
from technopole.region.checks.network import components

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "crossings.csv"


def eligible(text: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups named in a `groups` cell."""
    return groups if text == "all" else tuple(word.strip() for word in text.split(";") if word.strip())


@check("crossings-join-two-sides", "nodes", "crossings")
def crossings_join_two_sides(sources: Sources) -> Iterator[Finding]:
    """A crossing has one node on each of two sides."""
    side = sources.side_of_node
    for record in sources.records("crossings"):
        name, first, second = record.key("crossing", "node_a", "node_b")
        if side[first] == side[second]:
            what = f"crossing '{name}' has both its nodes on side '{side[first]}'"
            yield Finding(what, FILE, record.row, "node_b", "Name a node on the other side")


@check("crossings-reachable", "zones", "nodes", "links", "crossings", "minutes")
def crossings_reachable(sources: Sources) -> Iterator[Finding]:
    """Both nodes of a crossing can be reached from a zone, some day at least."""
    component = components(sources, [*sources.records("links"), *sources.records("minutes")])
    served = {component[zone] for zone in sources.texts("zones", "zone") if zone in component}
    for record in sources.records("crossings"):
        for column in ("node_a", "node_b"):
            name, node = record.key("crossing", column)
            if component[node] not in served:
                what = f"no zone reaches node '{node}' of crossing '{name}' by any link, now or planned"
                yield Finding(what, FILE, record.row, column, "Add links to and from it in links.csv")


@check("crossing-groups-known", "crossings")
def crossing_groups_known(sources: Sources) -> Iterator[Finding]:
    """The groups that may use a crossing are groups of the region."""
    groups = sources.settings.labels("groups")
    remedy = f"Write all, or names joined by ; out of {', '.join(groups)}"
    for record in sources.records("crossings"):
        for group in eligible(record.text("groups"), groups):
            if group not in groups:
                what = f"'{group}' is not among the groups{suggestion(group, groups)}"
                yield Finding(what, FILE, record.row, "groups", remedy)


@check("workers-across-can-cross", "nodes", "crossings")
def workers_across_can_cross(sources: Sources) -> Iterator[Finding]:
    """A group that may live on one side and work on the other may use a crossing between the two."""
    side, groups = sources.side_of_node, sources.settings.labels("groups")
    usable = {
        (group, frozenset((side[record.text("node_a")], side[record.text("node_b")])))
        for record in sources.records("crossings")
        for group in eligible(record.text("groups"), groups)
    }
    for group in sources.settings.groups:
        pairs = {frozenset((home, work)) for home in group.live for work in group.work if home != work}
        for first, second in sorted(sorted(pair) for pair in pairs):
            if (group.id, frozenset((first, second))) not in usable:
                where = f"between '{first}' and '{second}'"
                what = f"group '{group.id}' may work across {where} but may use no crossing there"
                remedy = "Open a crossing to it or narrow `work` in region.toml"
                yield Finding(what, FILE, column="groups", remedy=remedy)


@check("crossing-years", "crossings")
def crossing_years(sources: Sources) -> Iterator[Finding]:
    """A crossing closes after it opens."""
    for record in sources.records("crossings"):
        opens, closes = record.number("open_year"), record.number("close_year")
        if closes <= opens:
            what = f"crossing '{record.text('crossing')}' closes in {closes:.0f} but opens in {opens:.0f}"
            yield Finding(what, FILE, record.row, "close_year", "Give a later year or 9999")


@check("crossing-projects-known", "crossings", "links")
def crossing_projects_known(sources: Sources) -> Iterator[Finding]:
    """A project that closes a crossing opens something."""
    projects = {*sources.texts("crossings", "project"), *sources.texts("links", "project")} - {""}
    for record in sources.records("crossings"):
        project = record.text("closes_with")
        if project and project not in projects:
            what = f"project '{project}' opens no link and no crossing{suggestion(project, projects)}"
            yield Finding(what, FILE, record.row, "closes_with", "Correct the name of the project")


@check("crossings-have-weight", "crossings")
def crossings_have_weight(sources: Sources) -> Iterator[Finding]:
    """A crossing has observed trips or takes its constant from one that has, and it can fill up."""
    records = sources.records("crossings")
    counted = {record.text("crossing") for record in records if record.number("trips") > 0}
    for record in records:
        name, donor = record.key("crossing", "constant_from")
        if name not in counted and donor not in counted:
            what = f"crossing '{name}' has neither observed trips nor a donor that has"
            remedy = "Name a comparable crossing with trips"
            yield Finding(what, FILE, record.row, "constant_from", remedy, severity="warning")
        if math.isinf(record.number("capacity")):
            what = f"crossing '{name}' has neither trips nor capacity: it never fills up"
            remedy = "Give its capacity in trips a day"
            yield Finding(what, FILE, record.row, "capacity", remedy, severity="warning")
