"""A made-up country's files under its own column names: two sides of three by three zones each."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import openmatrix
from shapely.geometry import box

if TYPE_CHECKING:
    from pathlib import Path

SIZE, STEP = 3, 0.05
DECAY, BORDER = 0.05, 1.5
SIDES = {"N": 0.30, "S": 0.0}
TILES = [
    (f"{side}{row}{column}", side, column * STEP, south + row * STEP)
    for side, south in SIDES.items()
    for row in range(SIZE)
    for column in range(SIZE)
]
ZONES = [tile[0] for tile in TILES]

SETTINGS = """\
id = "ruritania"
name = {en = "Ruritania"}
base_year = 2021
last_year = 2026
money = "CRO"
[[sides]]
id = "NORTH"
name = {en = "North"}
currency = "CRO"
exchange_rate = 1.0
[[sides]]
id = "SOUTH"
name = {en = "South"}
currency = "DEN"
exchange_rate = 0.5
[[parts]]
id = "north"
name = {en = "Northern zones"}
side = "NORTH"
[[parts]]
id = "south"
name = {en = "Southern zones"}
side = "SOUTH"
[[groups]]
id = "northerners"
name = {en = "Northerners"}
origin = "NORTH"
skill = "all"
live = ["NORTH"]
work = ["NORTH", "SOUTH"]
[[groups]]
id = "southerners"
name = {en = "Southerners"}
origin = "SOUTH"
skill = "all"
live = ["SOUTH"]
work = ["NORTH", "SOUTH"]
[[sectors]]
id = "trade"
name = {en = "Trade"}
kind = "world"
market = "business"
[[markets]]
id = "home"
name = {en = "Homes"}
[[markets]]
id = "business"
name = {en = "Business floor"}
[[payers]]
id = "state"
name = {en = "State"}
"""

RECIPE = """\
[zones]
file = "zones.gpkg"
columns = {zone = "CODE", name_en = "NAME", side = "LAND"}
words = {side = {N = "NORTH", S = "SOUTH"}}
source = "survey office 2021"

[[tables]]
table = "people"
file = "census.csv"
delimiter = ";"
columns = {zone = "gebiet", population = "einwohner"}
others = "skip"
source = "census 2021"

[[tables]]
table = "nodes"
file = "border.csv"
columns = {node = "post", name = "post", side = "land", longitude = "x", latitude = "y"}
constants = {type = "crossing"}
words = {side = {N = "NORTH", S = "SOUTH"}}
source = "border police 2021"

[[tables]]
table = "crossings"
file = "bridges.csv"
columns = {crossing = "bridge", name_en = "bridge", node_a = "a", node_b = "b", trips = "trips"}
constants = {layer = "both", clearance = "12", open_year = "1990"}
source = "border police 2021"

[flows]
file = "commuters.csv"
columns = {home = "from", work = "to", workers = "persons"}
source = "census 2021"

[assume]
mean_wage = {NORTH = 30000, SOUTH = 40000}
"""
NETWORK = """
[[network]]
folder = "roads"
speed_unit = "kmh"
source = "road office 2021"
"""
TIMETABLE = """
[[transit]]
feed = "feed"
date = 2021-05-12
from = "07:00"
to = "09:00"
source = "railway 2021"
"""
MATRIX = """
[[minutes]]
file = "skim.omx"
matrix = "pt"
layer = "transit"
source = "ministry's model 2021"
"""


def centre(tile: tuple[str, str, float, float]) -> tuple[float, float]:
    return tile[2] + STEP / 2, tile[3] + STEP / 2


def true_minutes() -> np.ndarray:
    """Minutes between zones: a plain function of distance."""
    points = np.array([centre(tile) for tile in TILES])
    distance = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)) * 111.195
    return 8.0 + 4.0 * distance


def flows(minutes: np.ndarray | None = None) -> np.ndarray:
    """Commuters that obey gravity without noise."""
    cost = true_minutes() if minutes is None else minutes
    people, jobs = np.linspace(4.0, 5.0, len(TILES)), np.linspace(4.6, 4.0, len(TILES))
    side = np.array([tile[1] for tile in TILES])
    return np.exp(people[:, None] + jobs[None, :] - DECAY * cost - BORDER * (side[:, None] != side[None, :]))


def write(folder: Path, name: str, rows: list[list[object]], delimiter: str = ",") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def zones_frame() -> geopandas.GeoDataFrame:
    shapes = [box(x, y, x + STEP, y + STEP) for _, _, x, y in TILES]
    columns = {"CODE": ZONES, "NAME": [f"Zone {zone}" for zone in ZONES], "LAND": [tile[1] for tile in TILES]}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def country(folder: Path, *sections: str) -> Path:
    """Write all files and a recipe of the sections; return the recipe."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.toml").write_text(SETTINGS, encoding="utf-8")
    zones_frame().to_crs("EPSG:3857").to_file(folder / "zones.gpkg", driver="GPKG")
    counts = flows()
    people = [[zone, round(2.1 * counts[place].sum(), 3)] for place, zone in enumerate(ZONES)]
    write(folder, "census.csv", [["gebiet", "einwohner"], *people, ["X99", 5]], ";")
    write(
        folder,
        "border.csv",
        [["post", "land", "x", "y"], ["post_n", "N", 0.075, 0.29], ["post_s", "S", 0.075, 0.16]],
    )
    write(folder, "bridges.csv", [["bridge", "a", "b", "trips"], ["Bridge", "post_n", "post_s", 9000]])
    table = [[a, b, f"{counts[i, j]:.8f}"] for i, a in enumerate(ZONES) for j, b in enumerate(ZONES)]
    write(folder, "commuters.csv", [["from", "to", "persons"], *table])
    roads(folder)
    timetable(folder / "feed")
    with openmatrix.open_file(str(folder / "skim.omx"), "w") as store:
        store["pt"] = true_minutes()
        store.create_array(store.root.lookup, "code", obj=np.array([zone.encode() for zone in ZONES]))
    (folder / "import.toml").write_text(RECIPE + "".join(sections), encoding="utf-8")
    return folder / "import.toml"


def roads(folder: Path) -> None:
    """A grid of roads through the centres, and one road over the border."""
    nodes = [[f"{place}", *centre(tile)] for place, tile in enumerate(TILES)]
    write(folder, "roads/node.csv", [["node_id", "x_coord", "y_coord"], *nodes])
    links = []
    for side in range(2):
        for row in range(SIZE):
            for column in range(SIZE):
                here = side * SIZE * SIZE + row * SIZE + column
                if column < SIZE - 1:
                    links.append([len(links), here, here + 1, 0, 5560, 50])
                if row < SIZE - 1:
                    links.append([len(links), here, here + SIZE, 0, 5560, 50])
    links.append([len(links), 1, 16, 0, 18000, 80])
    write(
        folder,
        "roads/link.csv",
        [["link_id", "from_node_id", "to_node_id", "directed", "length", "free_speed"], *links],
    )


def timetable(folder: Path) -> None:
    """One line along the middle of each side, every 20 minutes on working days, one trip without times."""
    stops = [[f"s{place}", f"Stop {place}", y, x] for place, (x, y) in enumerate(map(centre, TILES))]
    write(folder, "stops.txt", [["stop_id", "stop_name", "stop_lat", "stop_lon"], *stops])
    write(folder, "routes.txt", [["route_id", "route_type"], ["RN", 2], ["RS", 3]])
    write(
        folder,
        "calendar.txt",
        [
            [
                "service_id",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                "start_date",
                "end_date",
            ],
            ["w", 1, 1, 1, 1, 1, 0, 0, "20210101", "20211231"],
        ],
    )
    trips, times = [], []
    for route, first in (("RN", 0), ("RS", 9)):
        line = [*range(first, first + 3), *range(first + 5, first + 2, -1), *range(first + 6, first + 9)]
        for direction, stops_of in ((0, line), (1, line[::-1])):
            for departure in range(6 * 60, 10 * 60, 20):
                trip = f"{route}{direction}{departure}"
                trips.append([route, "w", trip, direction])
                for order, stop in enumerate(stops_of):
                    clock = departure + 7 * order
                    text = f"{clock // 60:02}:{clock % 60:02}:00" if order != 1 else ""
                    times.append([trip, text, text, f"s{stop}", order])
    write(folder, "trips.txt", [["route_id", "service_id", "trip_id", "direction_id"], *trips])
    write(
        folder,
        "stop_times.txt",
        [["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"], *times],
    )
