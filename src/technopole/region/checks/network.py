"""The transport network within each side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from technopole.base.errors import Finding
from technopole.region.checks.base import Record, Sources, check, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE, MINUTES = "links.csv", "minutes.csv"


@check("zones-have-nodes", "zones", "nodes")
def zones_have_nodes(sources: Sources) -> Iterator[Finding]:
    """Every zone has a node of type zone and of its own name on its own side, and no other node is one."""
    side_of_zone = sources.side_of_zone
    centres = [record for record in sources.records("nodes") if record.text("type") == "zone"]
    named = {record.text("node") for record in centres}
    for zone in side_of_zone:
        if zone not in named:
            what = f"zone '{zone}' has no node of type zone"
            yield Finding(what, "nodes.csv", column="node", remedy=f"Add a node '{zone}' of type zone")
    for record in centres:
        node, side = record.key("node", "side")
        if node not in side_of_zone:
            what = f"node '{node}' is of type zone but no zone bears its name"
            yield Finding(what, "nodes.csv", record.row, "type", "Add the zone or change the type")
        elif side_of_zone[node] != side:
            what = f"node '{node}' lies on side '{side}', its zone on side '{side_of_zone[node]}'"
            yield Finding(what, "nodes.csv", record.row, "side", "Give both the same side")


@check("links-stay-on-side", "nodes", "links")
def links_stay_on_side(sources: Sources) -> Iterator[Finding]:
    """No link joins two sides: only crossings do."""
    side = sources.side_of_node
    for record in sources.records("links"):
        start, end = record.key("from", "to")
        if side[start] != side[end]:
            what = f"the link from '{start}' to '{end}' joins two sides"
            yield Finding(what, FILE, record.row, "to", "Make it a crossing in crossings.csv or remove it")


@check("links-lead-somewhere", "links")
def links_lead_somewhere(sources: Sources) -> Iterator[Finding]:
    """A link has two different ends and closes after it opens."""
    for record in sources.records("links"):
        start, end = record.key("from", "to")
        opens, closes = record.number("open_year"), record.number("close_year")
        if start == end:
            what = f"the link starts and ends at '{start}'"
            yield Finding(what, FILE, record.row, "to", "Correct one end or remove the link")
        if closes <= opens:
            what = f"the link closes in {closes:.0f} but opens in {opens:.0f}"
            yield Finding(what, FILE, record.row, "close_year", "Give a later year or 9999")


@check("minutes-within-sides", "zones", "nodes", "crossings", "minutes")
def minutes_within_sides(sources: Sources) -> Iterator[Finding]:
    """Known minutes join zones and crossings' nodes of one side, each pair once for transit and for road."""
    side = sources.side_of_node
    ends = {*sources.texts("zones", "zone"), *sources.texts("crossings", "node_a")}
    ends |= set(sources.texts("crossings", "node_b"))
    stated: dict[tuple[str, str, str], int] = {}
    for record in sources.records("minutes"):
        start, end, layer = record.key("from", "to", "layer")
        for column, node in (("from", start), ("to", end)):
            if node not in ends:
                what = f"'{node}' is neither a zone nor the node of a crossing"
                yield Finding(
                    what, MINUTES, record.row, column, "Remove the row; links.csv joins other nodes"
                )
        if side[start] != side[end]:
            what = f"minutes from '{start}' to '{end}' join two sides"
            remedy = "Give minutes to and from the crossing's nodes instead"
            yield Finding(what, MINUTES, record.row, "to", remedy)
        for mode in ("transit", "road") if layer == "both" else (layer,):
            first = stated.setdefault((start, end, mode), record.row)
            if first != record.row:
                what = f"minutes from '{start}' to '{end}' for {mode} are already in row {first}"
                yield Finding(what, MINUTES, record.row, "layer", "Remove one of the two rows")


@check("network-connected", "zones", "nodes", "links", "minutes")
def network_connected(sources: Sources) -> Iterator[Finding]:
    """In the base year every zone can reach, and be reached from, every other zone of its side."""
    year = sources.settings.base_year
    running = [link for link in sources.records("links") if runs(link, year)]
    component = components(sources, [*running, *sources.records("minutes")])
    for (side,), zones in grouped(sources.records("zones"), "side").items():
        found = Counter(
            component[record.text("zone")] for record in zones if record.text("zone") in component
        )
        if not found:
            continue
        main = found.most_common(1)[0][0]
        for record in zones:
            zone = record.text("zone")
            if component.get(zone, main) != main:
                what = f"zone '{zone}' is cut off from the rest of side '{side}' in {year}"
                remedy = "Add links to and from it that are open in that year, or its minutes"
                yield Finding(what, "zones.csv", record.row, "zone", remedy)


def runs(link: Record, year: int) -> bool:
    """Tell whether a link runs in a year without any plan."""
    return link.number("open_year") <= year < link.number("close_year") and not link.text("project")


def components(sources: Sources, links: Iterable[Record]) -> dict[str, int]:
    """Return the strongly connected component of each node; links between sides do not count."""
    side = sources.side_of_node
    position = {node: number for number, node in enumerate(side)}
    inside = [link.key("from", "to") for link in links if side[link.text("from")] == side[link.text("to")]]
    start = np.array([position[first] for first, _ in inside], dtype=np.int64)
    end = np.array([position[last] for _, last in inside], dtype=np.int64)
    graph = coo_array((np.ones(len(inside)), (start, end)), shape=(len(side), len(side)))
    _, labels = connected_components(graph.tocsr(), directed=True, connection="strong")
    return dict(zip(side, (int(label) for label in labels), strict=True))
