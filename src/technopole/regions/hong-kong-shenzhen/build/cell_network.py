"""The network of cells: the zones' network with their nodes opened up, and each cell's own ways in.

A divided zone's node becomes three: where buses leave, where they arrive (so that every ride pays its wait
once, as between zones), and where roads meet. A cell reaches them by distance. Stations are reached
directly, by the rule of the zones: the quicker of a walk and a feeder. Neighbouring cells are joined by
local bus and by road.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cells import census, divided, members, place, zone_of
from distances import kilometres
from new_lines import FEEDER_SPEED, FEEDER_WAIT, STREET
from places import CROWDED
from sources import zones_of

Row = dict[str, Any]
WALK_SPEED = 4.5
FEEDER_SPEEDS = {True: 15.0, False: 22.0}  # km/h in town and outside, as the zones' feeders
BUS_SPEEDS, ROAD_SPEEDS = (24.0, 19.0, 16.0), (45.0, 36.0, 30.0)  # by ends in town: none, one, both
BUS_WAIT, BUS_DETOUR = 9.0, 1.35  # as the zones' local buses
CENTRAL_SOURCES = ("a development area laid out", "inside the development area")
NEAREST = 5  # neighbours a cell is joined with
FAR_NEIGHBOUR_KM = 4.0
WORTH_WALKING_KM = 1.5  # stations of a neighbouring zone
SLOWER_BY = 10.0  # minutes by which a station may be farther than the nearest
FEWEST = 3  # stations kept however far


def leaving(zone: str) -> str:
    """Node where a zone's buses leave."""
    return f"BUS:{zone}:OUT"


def arriving(zone: str) -> str:
    """Node where a zone's buses arrive."""
    return f"BUS:{zone}:IN"


def meeting(zone: str) -> str:
    """Node where a zone's roads meet."""
    return f"ROAD:{zone}"


def nodes(of_zones: list[Row]) -> list[Row]:
    """Nodes with each divided zone's opened up."""
    result = []
    for row in of_zones:
        zone = row["node"]
        if not divided(zone):
            result.append(row)
            continue
        for cell in members()[zone]:
            latitude, longitude = place(cell)
            source = "census centroid of the small area"
            name = f"{row['name']} {census().loc[cell, 'small_area']}"
            result.append(
                {
                    **row,
                    "node": cell,
                    "name": name,
                    "latitude": latitude,
                    "longitude": longitude,
                    "source": source,
                }
            )
        hub = {"type": "stop", "grade": "assumed", "source": f"centre of the zone: {row['source']}"}
        result += [
            {**row, **hub, "node": leaving(zone), "name": f"{row['name']}, buses leaving"},
            {**row, **hub, "node": arriving(zone), "name": f"{row['name']}, buses arriving"},
            {**row, **hub, "node": meeting(zone), "name": f"{row['name']}, roads"},
        ]
    return result


def links(of_zones: list[Row], stops: dict[str, tuple[float, float]]) -> list[Row]:
    """Links with those of divided zones replaced; `stops`: latitude and longitude of nodes."""
    kept, access = [], []
    for row in of_zones:
        ends = [end for end in (row["from"], row["to"]) if divided(end)]
        if _is_access(row) and ends:
            access.append(row)
        else:
            kept.append(_through_hubs(row) if ends else row)
    kept += _stations(access, _joined(of_zones), stops)
    kept += [row for zone in zones_of("HK") if divided(zone) for row in _hub(zone, stops[zone])]
    return kept + _neighbours(_joined(of_zones))


def _is_access(row: Row) -> bool:
    """Whether a link leads between a zone and a station on foot or by feeder."""
    reached = ("access ", "feeder by distance", *CENTRAL_SOURCES)
    return row["layer"] == "transit" and row["source"].startswith(reached)


def _through_hubs(row: Row) -> Row:
    start, end = row["from"], row["to"]
    if row["layer"] == "road":
        new = {
            "from": meeting(start) if divided(start) else start,
            "to": meeting(end) if divided(end) else end,
        }
    else:
        new = {
            "from": leaving(start) if divided(start) else start,
            "to": arriving(end) if divided(end) else end,
        }
    return {**row, **new}


@cache
def _town(zone: str) -> bool:
    return zone in CROWDED


def _minutes(distance: float, speed: float, detour: float = STREET) -> float:
    return detour * distance / speed * 60


def _way_in(cell: str, stop: tuple[float, float], feeder: float) -> tuple[str, float]:
    """Mode and minutes between a cell and a station: the quicker of a walk and a feeder."""
    distance = kilometres(place(cell), stop)
    walk, bus = _minutes(distance, WALK_SPEED), FEEDER_WAIT + _minutes(distance, feeder)
    return ("walk", walk) if walk <= bus else ("bus", bus)


def _stations(
    access: list[Row], joined: set[frozenset[str]], stops: dict[str, tuple[float, float]]
) -> list[Row]:
    """Ways between cells and stations: those of the zone, and a neighbour's within a walk."""
    out: dict[str, list[Row]] = {}
    for row in access:
        if divided(row["from"]):
            out.setdefault(row["from"], []).append(row)
    result = []
    for zone, rows in out.items():
        around = [r for pair in joined if zone in pair for z in sorted(pair - {zone}) for r in out.get(z, [])]
        for cell in members()[zone]:
            near = [
                r
                for r in around
                if not r["project"] and kilometres(place(cell), stops[r["to"]]) < WORTH_WALKING_KM
            ]
            result += _of_cell(cell, zone, rows, near, stops)
    return result


def _of_cell(
    cell: str, zone: str, own: list[Row], near: list[Row], stops: dict[str, tuple[float, float]]
) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(near, key=lambda r: r["to"]) + own:
        feeder = FEEDER_SPEED if row["source"].startswith("feeder") else FEEDER_SPEEDS[_town(zone)]
        mode, minutes = _way_in(cell, stops[row["to"]], feeder)
        source = f"{kilometres(place(cell), stops[row['to']]):.2f} km x1.3, the quicker of a walk and a feeder + 6 min"
        if row["source"].startswith(CENTRAL_SOURCES):
            mode, minutes, source = row["mode"], row["minutes"], row["source"]
        found[row["to"], row["project"]] = {
            **row,
            "mode": mode,
            "minutes": round(minutes, 2),
            "source": source,
            "grade": "assumed",
        }
    open_now = sorted((row for row in found.values() if not row["project"]), key=lambda row: row["minutes"])
    kept = [
        r
        for place_, r in enumerate(open_now)
        if place_ < FEWEST or r["minutes"] <= open_now[0]["minutes"] + SLOWER_BY
    ]
    kept += [row for row in found.values() if row["project"]]
    return [end for row in kept for end in ({**row, "from": cell}, {**row, "from": row["to"], "to": cell})]


def _link(start: str, end: str, mode: str, layer: str, minutes: float, source: str) -> Row:
    return {
        "from": start,
        "to": end,
        "mode": mode,
        "layer": layer,
        "minutes": round(minutes, 2),
        "open_year": 2000,
        "project": "",
        "grade": "assumed",
        "source": source,
    }


def _hub(zone: str, centre: tuple[float, float]) -> list[Row]:
    """Ways between the cells of a zone and its centre."""
    town = 2 if _town(zone) else 0
    rows = [
        _link(leaving(zone), arriving(zone), "bus", "transit", BUS_WAIT, "wait for a bus within the zone"),
        _link(
            arriving(zone),
            leaving(zone),
            "walk",
            "transit",
            0.0,
            "change of buses: the wait is in the next ride",
        ),
    ]
    for cell in members()[zone]:
        distance = kilometres(place(cell), centre)
        ride = _minutes(distance, BUS_SPEEDS[town], BUS_DETOUR)
        drive = _minutes(distance, ROAD_SPEEDS[town])
        by_bus, by_road = "bus to or from the zone's centre, no wait", "road to or from the zone's centre"
        rows += [
            _link(cell, leaving(zone), "bus", "transit", ride, by_bus),
            _link(arriving(zone), cell, "bus", "transit", ride, by_bus),
            _link(cell, meeting(zone), "road", "road", drive, by_road),
            _link(meeting(zone), cell, "road", "road", drive, by_road),
        ]
    return rows


def _joined(of_zones: list[Row]) -> set[frozenset[str]]:
    """Pairs of zones with a local bus and no harbour tunnel between them."""
    bus, water = set(), set()
    for row in of_zones:
        pair = frozenset((row["from"], row["to"]))
        if row["source"].startswith("local bus"):
            bus.add(pair)
        if "harbour tunnel" in row["source"]:
            water.add(pair)
    return bus - water


def _neighbours(joined: set[frozenset[str]]) -> list[Row]:
    """Local buses and roads between each cell and its nearest neighbours, within a zone or over land."""
    here = [cell for cell, zone in zone_of().items() if zone in zones_of("HK")]
    pairs = set()
    for cell in here:
        zone = zone_of()[cell]
        near = sorted(
            (kilometres(place(cell), place(other)), other)
            for other in here
            if other != cell and (zone == zone_of()[other] or frozenset((zone, zone_of()[other])) in joined)
        )
        pairs |= {
            frozenset((cell, other)) for distance, other in near[:NEAREST] if distance < FAR_NEIGHBOUR_KM
        }
    rows = []
    for first, second in sorted(tuple(sorted(pair)) for pair in pairs):
        if not (divided(zone_of()[first]) or divided(zone_of()[second])):
            continue  # two whole zones: joined already
        distance = kilometres(place(first), place(second))
        town = _town(zone_of()[first]) + _town(zone_of()[second])
        ride = BUS_WAIT + _minutes(distance, BUS_SPEEDS[town], BUS_DETOUR)
        drive = _minutes(distance, ROAD_SPEEDS[town])
        for start, end in ((first, second), (second, first)):
            rows += [
                _link(
                    start, end, "bus", "transit", ride, f"local bus {distance:.1f} km x1.35 + 9 min wait/walk"
                ),
                _link(start, end, "road", "road", drive, f"{distance:.1f} km x1.3 by road"),
            ]
    return rows
