"""Importing a large timetable: 5,000 stops, a line every 10 minutes through each row and column of them."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, benchmark
from technopole.importers import import_region

sys.path.append(str(Path(__file__).parents[1] / "tests" / "importers"))

import files  # the made-up country of the tests, found by the line above

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROWS, COLUMNS = 50, 50  # stops of each side
SIDES = {"N": 0.30, "S": 0.0}
WIDTH = files.SIZE * files.STEP
HEADWAY, RIDE, FIRST, LAST = 10, 2, 6 * 60, 22 * 60  # minutes


@benchmark
def timetable() -> list[Figure]:
    """Wall seconds from the recipe to a region folder with its quality report."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        recipe = files.country(place, files.TIMETABLE)
        events = _feed(place / "feed")
        begun = time.perf_counter()
        import_region(recipe, place / "region")
        seconds = time.perf_counter() - begun
    stops = len(SIDES) * ROWS * COLUMNS
    return [Figure(f"timetable of {stops:,} stops", seconds, "s", f"{events:,} stop times, 18 zones")]


def _feed(folder: Path) -> int:
    """Write stops, lines and runs; return how many stop times there are."""
    stops = dict(_stops())
    lines = dict(_lines())
    runs = range(FIRST, LAST, HEADWAY)
    files.write(folder, "stops.txt", [["stop_id", "stop_name", "stop_lat", "stop_lon"],
                                      *([stop, stop, y, x] for stop, (x, y) in stops.items())])  # fmt: skip
    files.write(folder, "routes.txt", [["route_id", "route_type"], *([line, 3] for line in lines)])
    trips = [[line, "w", f"{line}:{way}:{run}", way] for line in lines for way in (0, 1) for run in runs]
    files.write(folder, "trips.txt", [["route_id", "service_id", "trip_id", "direction_id"], *trips])
    events = 0
    with (folder / "stop_times.txt").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"])
        for line, _, trip, way in trips:
            begin = int(trip.rsplit(":", 1)[1])
            served = lines[line] if way == 0 else lines[line][::-1]
            for order, stop in enumerate(served):
                clock = _clock(begin + RIDE * order)
                table.writerow([trip, clock, clock, stop, order])
            events += len(served)
    return events


def _stops() -> Iterator[tuple[str, tuple[float, float]]]:
    """Stops evenly over each side, with longitude and latitude."""
    for side, south in SIDES.items():
        for row in range(ROWS):
            for column in range(COLUMNS):
                yield (
                    f"{side}{row}-{column}",
                    (WIDTH * (column + 0.5) / COLUMNS, south + WIDTH * (row + 0.5) / ROWS),
                )


def _lines() -> Iterator[tuple[str, Sequence[str]]]:
    """A line along every row and every column of each side."""
    for side in SIDES:
        for row in range(ROWS):
            yield f"{side}row{row}", [f"{side}{row}-{column}" for column in range(COLUMNS)]
        for column in range(COLUMNS):
            yield f"{side}column{column}", [f"{side}{row}-{column}" for row in range(ROWS)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"
