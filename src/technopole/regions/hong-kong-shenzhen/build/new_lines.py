"""Railways, stations and feeders that the fact tables lack."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from distances import kilometres
from sources import assumed

Row = dict[str, Any]
Places = dict[str, tuple[float, float]]

BOARDING, ALIGHTING = 4.0, 1.5  # half a headway and the walk; the walk: as on the fact tables' northern lines
STREET = 1.3  # street distance over straight distance
TRACK = 1.2  # track over straight distance
DWELL = 0.7
FEEDER_WAIT, FEEDER_SPEED = 6.0, 15.0

EAST, NENT, WESTERN = "northern-link-east", "nent-line", "western-rail-link"
OPENS = {EAST: 2039, NENT: 2039, WESTERN: 2035}

NEAR_STATION = ({"KTN", "HK:KTU"}, {"HSK", "HK:HSKs"}, {"STT", "HK:STN"}, {"NTM", "HK:NTMs"})

# station -> (name, side, latitude, longitude); places read off published sketches (assumed)
STATIONS = {
    "HK:LWS": ("Lo Wu South", "HK", 22.5165, 114.1175),
    "HK:MKTs": ("Man Kam To", "HK", 22.5275, 114.1335),
    "HK:PCH": ("Ping Che", "HK", 22.5235, 114.1655),
    "HK:HYWs": ("Heung Yuen Wai", "HK", 22.5455, 114.1545),
    "HK:HTS": ("Ha Tsuen", "HK", 22.4430, 113.9890),
    "HK:LFSs": ("Lau Fau Shan", "HK", 22.4640, 113.9860),
    "SZ:WRL-SBP": ("Shenzhen Bay Port (Western Rail Link)", "SZ", 22.5050, 113.9440),
    "SZ:WRL-QH": ("Qianhai (Western Rail Link)", "SZ", 22.5390, 113.8960),
    "X:WRL:HK": ("Western Rail Link before the controls", "HK", 22.4850, 113.9650),
    "X:WRL:SZ": ("Western Rail Link after the controls", "SZ", 22.4860, 113.9640),
}
# line -> (project, stations in order); minutes by distance
LINES = {
    "NOLE": (EAST, ("HK:KTU", "HK:LWS", "HK:MKTs", "HK:PCH")),
    "NENT": (NENT, ("HK:FAN", "HK:PCH", "HK:HYWs")),
}
# Western Rail Link: 15 minutes from Hung Shui Kiu to Qianhai as published (T015), spread by distance
WESTERN_HOPS = (
    ("HK:HSKs|WRL", "HK:HTS|WRL", 1.9),
    ("HK:HTS|WRL", "HK:LFSs|WRL", 2.3),
    ("HK:LFSs|WRL", "X:WRL:HK", 2.4),
    ("X:WRL:SZ", "SZ:WRL-SBP|WRL", 2.4),
    ("SZ:WRL-SBP|WRL", "SZ:WRL-QH|WRL", 6.0),
)
WESTERN_STOPS = ("HK:HSKs", "HK:HTS", "HK:LFSs", "SZ:WRL-SBP", "SZ:WRL-QH")
# zone or stop, station, project: minutes are those of a station inside its development area
CENTRAL = (
    ("NTN", "HK:MKTs", EAST),
    ("NTN", "HK:PCH", EAST),
    ("LFS", "HK:LFSs", WESTERN),
    ("HSK", "HK:HTS", WESTERN),
)
# ... or of a feeder by distance
FEEDERS = (
    ("NTN", "HK:LWS", EAST),
    ("FLN", "HK:LWS", EAST),
    ("FSS", "HK:LWS", EAST),
    ("FSS", "HK:MKTs", EAST),
    ("NEN", "HK:PCH", NENT),
    ("NTN", "HK:HYWs", NENT),
    ("NTN", "HK:PCH", NENT),
    ("NEN", "HK:HYWs", NENT),
    ("TSW", "HK:LFSs", WESTERN),
    ("TSW", "HK:HTS", WESTERN),
    ("SZ-QH", "SZ:WRL-QH", WESTERN),
    ("SZ-BC", "SZ:WRL-QH", WESTERN),
    ("SZ-NH", "SZ:WRL-SBP", WESTERN),
    ("SZ-SK", "SZ:WRL-SBP", WESTERN),
)
WALKS = (
    ("HK:MKTs", "X:MKT:HK", 5.0, EAST),
    ("HK:HYWs", "X:HYW:HK", 5.0, NENT),
    ("SZ:WRL-QH", "SZ:桂湾", 6.0, WESTERN),
    ("SZ:WRL-SBP", "SZ:登良", 16.0, WESTERN),
    ("SZ:WRL-SBP", "X:SB:SZ", 5.0, WESTERN),
)
LIGHT_RAIL = (
    ("TM", "HSK"),
    ("HSK", "TSW"),
    ("HSK", "PSW"),
    ("TSW", "PSW"),
    ("PSW", "YLT"),
    ("TSW", "YLT"),
    ("TM", "HK:TUM"),
    ("TM", "HK:SIH"),
    ("HSK", "HK:SIH"),
    ("HSK", "HK:TIS"),
    ("TSW", "HK:TIS"),
    ("PSW", "HK:TIS"),
    ("PSW", "HK:LOP"),
    ("YLT", "HK:LOP"),
    ("YLT", "HK:YUL"),
)


def nodes() -> list[Row]:
    """New stations, with a platform for each line that stops."""
    lines = {**{line: stops for line, (_, stops) in LINES.items()}, "WRL": WESTERN_STOPS}
    known = {
        "HK:KTU": ("Kwu Tung", "HK", 22.5068, 114.0998),
        "HK:FAN": ("Fanling", "HK", 22.4921, 114.1387),
        "HK:HSKs": ("Hung Shui Kiu", "HK", 22.43, 113.993),
    }
    places = {**known, **STATIONS}
    rows = [
        _node(node, "crossing" if node.startswith("X:") else "stop", *place)
        for node, place in STATIONS.items()
        if not node.startswith("X:WRL")
    ]  # the fact tables hold those two
    for line, stops in lines.items():
        rows += [
            _node(f"{stop}|{line}", "platform", f"{places[stop][0]} {line}", *places[stop][1:])
            for stop in stops
        ]
    return rows


def _node(node: str, kind: str, name: str, side: str, latitude: float, longitude: float) -> Row:
    return {
        "node": node,
        "type": kind,
        "name": name,
        "side": side,
        "longitude": longitude,
        "latitude": latitude,
        "grade": "assumed",
        "source": "published station list; place assumed",
    }


def links(place: Places) -> list[Row]:
    """Links of the new lines, their stations' feeders, and the Light Rail."""
    rows: list[Row] = []
    for line, (project, stops) in LINES.items():
        for stop in stops:
            rows += _boarding(stop, line, project)
        for first, second in pairwise(stops):
            minutes = TRACK * kilometres(place[first], place[second]) / assumed("rail_speed_new") * 60 + DWELL
            rows += _both(
                f"{first}|{line}",
                f"{second}|{line}",
                minutes,
                "rail",
                project,
                "by distance; published: stations and 2039 or later (facts/published.csv T025, T026)",
            )
    # trains of the Northern Link run through onto its eastern extension
    rows += _both("HK:KTU|NOL", "HK:KTU|NOLE", 0.0, "rail", EAST, "through trains (assumed)")
    for stop in WESTERN_STOPS:
        rows += _boarding(stop, "WRL", WESTERN)
    for first, second, minutes in WESTERN_HOPS:
        rows += _both(
            first, second, minutes, "rail", WESTERN, "15 minutes in all (facts/published.csv T015)", "plan"
        )
    for zone, station, project in CENTRAL:
        rows += _both(
            zone,
            station,
            assumed("new_town_access"),
            "walk",
            project,
            "inside the development area (assumed)",
        )
    for zone, station, project in FEEDERS:
        rows += _both(
            zone, station, _feeder(place[zone], place[station]), "bus", project, "feeder by distance"
        )
    for first, second, minutes, project in WALKS:
        rows += _both(first, second, minutes, "walk", project, "walk or shuttle (assumed)")
    for first, second in LIGHT_RAIL:
        distance = STREET * kilometres(place[first], place[second])
        minutes = assumed("light_rail_wait") + distance / assumed("light_rail_speed") * 60
        rows += _both(first, second, minutes, "rail", "", "Light Rail by distance (approximation)")
    return rows


def huanggang_access(rows: list[Row]) -> list[Row]:
    """Access to the new Huanggang: every road and bus that leads to the old one leads there too."""
    copies = []
    for row in rows:
        ends = row["from"] + " " + row["to"]
        # the walk to the metro of the new building is in the fact table
        if "X:HG:" not in ends or (row["mode"] == "walk" and "SZ:" in ends):
            continue
        copies.append(
            {
                **row,
                "from": row["from"].replace("X:HG:", "X:NHG:"),
                "to": row["to"].replace("X:HG:", "X:NHG:"),
                "project": "new-huanggang",
                "open_year": int(assumed("new_huanggang_year")),
                "source": row["source"] + "; as to the present Huanggang",
            }
        )
    return copies


def _feeder(first: tuple[float, float], second: tuple[float, float]) -> float:
    return FEEDER_WAIT + STREET * kilometres(first, second) / FEEDER_SPEED * 60


def _boarding(stop: str, line: str, project: str) -> list[Row]:
    year = OPENS[project]
    return [
        _link(
            stop, f"{stop}|{line}", BOARDING, "walk", project, year, f"boarding {line}: half headway and walk"
        ),
        _link(f"{stop}|{line}", stop, ALIGHTING, "walk", project, year, "alighting to concourse"),
    ]


def _both(
    first: str, second: str, minutes: float, mode: str, project: str, source: str, grade: str = "assumed"
) -> list[Row]:
    year = OPENS.get(project, 2000)
    return [
        _link(first, second, minutes, mode, project, year, source, grade),
        _link(second, first, minutes, mode, project, year, source, grade),
    ]


def _link(
    start: str,
    end: str,
    minutes: float,
    mode: str,
    project: str,
    year: int,
    source: str,
    grade: str = "assumed",
) -> Row:
    return {
        "from": start,
        "to": end,
        "mode": mode,
        "layer": "transit",
        "minutes": round(minutes, 2),
        "open_year": year,
        "project": project,
        "grade": grade,
        "source": source,
    }
