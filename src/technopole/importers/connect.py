"""Zones joined to the networks: nodes find their side, centres and crossings their nearest stops, roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding
from technopole.importers.nearness import local_kilometres
from technopole.region.defaults import DETOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.importers.draft import Draft, Row

NEAREST = {"road": 3, "transit": 5}
"""Roads' nodes and stops a place is joined to."""
TYPES = {"road": "platform", "transit": "stop"}
CROW = {"transit": (9.0, 18.0), "road": (6.0, 30.0)}
"""Minutes to start and km/h of a trip nobody knows: those of own minutes (region/defaults.py)."""
MOST_ZONES = 1500
"""Above this a matrix as the crow flies is no table any more."""
BUILT = 1900


def connect(draft: Draft) -> None:
    """Give every node a side, add the zones' nodes, join them to the networks; fill layers without any."""
    _sides(draft)
    _drop_links_across(draft)
    centres = [
        {
            "node": row["zone"],
            "type": "zone",
            "name": row["name_en"],
            "side": row["side"],
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "grade": row["grade"],
            "source": row["source"],
        }
        for row in draft.rows("zones")
    ]
    crossing = {str(row[column]) for row in draft.rows("crossings") for column in ("node_a", "node_b")}
    places = [*centres, *(row for row in draft.rows("nodes") if row["node"] in crossing)]
    for layer in ("road", "transit"):
        _connectors(draft, places, layer)
    draft.tables["nodes"] = [*centres, *draft.rows("nodes")]
    for layer in ("road", "transit"):
        if not _has_network(draft, layer):
            _crow_flight(draft, places, layer)


def _sides(draft: Draft) -> None:
    """Give each node without a side that of the zone around it, or of the nearest zone's outline."""
    missing = [row for row in draft.rows("nodes") if not row["side"]]
    if not missing:
        return
    import shapely

    outlines = [shapely.geometry.shape(feature["geometry"]) for feature in draft.features]
    zones = [feature["properties"]["zone"] for feature in draft.features]
    points = shapely.points([(row["longitude"], row["latitude"]) for row in missing])
    nearest = shapely.STRtree(outlines).nearest(points)
    side = draft.side_of_zone
    for row, place in zip(missing, nearest, strict=True):
        row["side"] = side[zones[int(place)]]


def _drop_links_across(draft: Draft) -> None:
    """Leave out links that join two sides: only crossings do."""
    side = {str(row["node"]): row["side"] for row in draft.rows("nodes")} | draft.side_of_zone
    links = draft.rows("links")
    inside = [link for link in links if side.get(str(link["from"])) == side.get(str(link["to"]))]
    if len(inside) < len(links):
        draft.remarks.append(
            f"{len(links) - len(inside)} links join two sides and were left out: state them as crossings"
        )
        draft.tables["links"] = inside


def _coordinates(rows: list[Row]) -> NDArray[np.float64]:
    return np.array([(float(row["longitude"]), float(row["latitude"])) for row in rows], dtype=np.float64)


def _connectors(draft: Draft, places: list[Row], layer: str) -> None:
    """Join each place to its nearest nodes of a network on its own side, both ways."""
    from scipy.spatial import cKDTree

    prefix = {"road": "road:", "transit": "stop:"}[layer]
    nodes = [row for row in draft.rows("nodes") if str(row["node"]).startswith(prefix)]
    if not nodes:
        return
    assume = draft.recipe.assume
    speed = assume.connector_speed if layer == "road" else assume.walk_speed
    middle = float(np.mean(_coordinates(places)[:, 1]))
    links: list[Row] = []
    for side in draft.settings.labels("sides"):
        here = [row for row in nodes if row["side"] == side]
        ours = [row for row in places if row["side"] == side]
        if not here or not ours:
            continue
        tree = cKDTree(local_kilometres(_coordinates(here), middle))
        count = min(NEAREST[layer], len(here))
        found: Any = tree.query(local_kilometres(_coordinates(ours), middle), k=[*range(1, count + 1)])
        for place, kilometres, others in zip(ours, found[0], found[1], strict=True):
            for km, other in zip(kilometres, others, strict=True):
                minutes = round(max(float(km), 0.01) * DETOUR / speed * 60.0, 3)
                ends = str(place["node"]), str(here[int(other)]["node"])
                links += [_link(a, b, layer, minutes) for a, b in (ends, ends[::-1])]
    what = "ways from zones' centres and crossings to the " + ("roads" if layer == "road" else "stops")
    method = f"{NEAREST[layer]} nearest on the same side, {DETOUR} x crow's flight at {speed:g} km/h"
    draft.fill("links", links, what, method, "population-weighted centres of zones")


def _link(start: str, end: str, layer: str, minutes: float) -> Row:
    mode = "road" if layer == "road" else "walk"
    return {
        "from": start,
        "to": end,
        "mode": mode,
        "layer": layer,
        "minutes": minutes,
        "fare": 0.0,
        "open_year": BUILT,
        "grade": "assumed",
        "source": "crow's flight at a stated speed",
    }


def _has_network(draft: Draft, layer: str) -> bool:
    """Tell whether any link serves a layer: then its ways are found, not stated."""
    return any(link["layer"] in (layer, "both") for link in draft.rows("links"))


def _crow_flight(draft: Draft, places: list[Row], layer: str) -> None:
    """State minutes of a layer without a network by distance: all, or those a matrix lacks to crossings.

    A pair of zones that a matrix leaves out has no way.
    """
    stated = {(row["from"], row["to"]) for row in draft.rows("minutes") if row["layer"] in (layer, "both")}
    if not stated and len(places) > MOST_ZONES:
        what = f"nothing is known of {layer} minutes; {len(places)} places are too many to go by distance"
        draft.findings.append(Finding(what, remedy="Give a network, a timetable or a matrix for the layer"))
        return
    start, speed = CROW[layer]
    points = local_kilometres(_coordinates(places))
    zones = set(draft.zones)
    rows: list[Row] = []
    for i, one in enumerate(places):
        for j, other in enumerate(places):
            ends = one["node"], other["node"]
            known = ends in stated or (stated and zones.issuperset(ends))
            if i == j or known or one["side"] != other["side"]:
                continue
            km = float(np.hypot(*(points[i] - points[j])))
            rows.append(
                {
                    "from": one["node"],
                    "to": other["node"],
                    "layer": layer,
                    "minutes": round(start + km * DETOUR / speed * 60.0, 3),
                    "year": draft.settings.base_year,
                    "grade": "assumed",
                    "source": f"{start:g} minutes and {DETOUR} x crow's flight at {speed:g} km/h",
                }
            )
    better = "a GTFS feed" if layer == "transit" else "a GMNS road network, or a matrix of minutes by road"
    better = "a matrix that holds the crossings' nodes too" if stated else better
    what = f"minutes by {'public transport' if layer == 'transit' else 'road'}" + (
        " to and from crossings" if stated else ""
    )
    method = f"{start:g} minutes to start, then {DETOUR} x crow's flight at {speed:g} km/h"
    draft.fill("minutes", rows, what, method, better)
