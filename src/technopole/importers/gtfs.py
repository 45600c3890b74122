"""GTFS timetables: stops and runs of one day become stops, platforms and links.

A rider walks to a stop, waits half the headway of a line in the stated hours (at most `longest_wait`), rides
from platform to platform in the mean minutes of the runs, and may change within walking distance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.importers.gtfs_read import minutes_of_day, numbers, read_feed
from technopole.importers.nearness import local_kilometres

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.importers.draft import Draft, Row
    from technopole.importers.gtfs_read import Feed
    from technopole.importers.recipe import Gtfs

STOP, LINE = "stop:", "line:"
TRANSFER_KM, TRANSFERS = 0.3, 6
DETOUR = 1.3
SHORTEST = 0.1
BUILT = 1900
RAIL_TYPES = {"0": "metro", "1": "metro", "2": "rail", "4": "bus", "5": "metro", "6": "metro", "7": "metro",
              "11": "bus", "12": "metro"}  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_A_DAY = 1440


def read_gtfs(draft: Draft, wanted: Gtfs) -> None:
    """Append the stops and links of a feed in the stated hours of the stated day.

    Raises:
        InputError: every fault of the feed, or nothing that runs then.

    """
    window = _window(wanted)
    feed = read_feed(draft.place / wanted.feed)
    trips = _running_trips(feed, wanted.date)
    rides = _rides(feed, trips, window) if len(trips) else trips
    if rides.empty:
        what = f"nothing runs on {wanted.date} between {wanted.start} and {wanted.end}"
        raise InputError(Finding(what, wanted.feed, remedy="Choose a working day within the feed's calendar"))
    names = {
        "grade": wanted.grade,
        "source": f"{wanted.source}, {wanted.date} {wanted.start} to {wanted.end}",
    }
    stops = feed.tables["stops.txt"].set_index("stop_id")
    used = sorted({*rides["stop"], *rides["next"]})
    place = np.stack([numbers(stops.loc[used, column]) for column in ("stop_lon", "stop_lat")], axis=1)
    draft.add("nodes", [_node(STOP + stop, "stop", _title(stops, stop), x, y, names)
                        for stop, (x, y) in zip(used, place, strict=True)])  # fmt: skip
    _lines(draft, rides, dict(zip(used, place.tolist(), strict=True)), window, wanted, names)
    draft.add("links", _transfers(used, place, draft.recipe.assume.walk_speed, names))
    draft.remarks.append(
        f"{wanted.feed}: {len(used)} stops and {rides['line'].nunique()} lines run on {wanted.date} "
        f"between {wanted.start} and {wanted.end}; fares are not in these links"
    )


def _window(wanted: Gtfs) -> tuple[float, float]:
    """Return the hours asked for as minutes since midnight.

    Raises:
        InputError: they end before they begin.

    """
    begin, end = (
        60.0 * int(text.split(":")[0]) + int(text.split(":")[1]) for text in (wanted.start, wanted.end)
    )
    if end <= begin:
        what = f"the hours from {wanted.start} to {wanted.end} end before they begin"
        raise InputError(Finding(what, wanted.feed, column="to", remedy="Give a later `to`"))
    return begin, end


def _running_trips(feed: Feed, date: dt.date) -> pd.DataFrame:
    """Return the trips whose service runs on a date, exceptions applied."""
    services: set[str] = set()
    day = date.strftime("%Y%m%d")
    calendar = feed.tables.get("calendar.txt")
    if calendar is not None:
        runs = (calendar[DAYS[date.weekday()]] == "1") & (calendar["start_date"] <= day)
        services |= set(calendar.loc[runs & (calendar["end_date"] >= day), "service_id"])
    exceptions = feed.tables.get("calendar_dates.txt")
    if exceptions is not None:
        today = exceptions[exceptions["date"] == day]
        services |= set(today.loc[today["exception_type"] == "1", "service_id"])
        services -= set(today.loc[today["exception_type"] == "2", "service_id"])
    trips = feed.tables["trips.txt"]
    return trips[trips["service_id"].isin(services)]


def _rides(feed: Feed, trips: pd.DataFrame, window: tuple[float, float]) -> pd.DataFrame:
    """Return rides from stop to stop in the window: line, mode, stop, next, minutes, runs (weight)."""
    import pandas as pd

    times = feed.tables["stop_times.txt"]
    times = times[times["trip_id"].isin(trips["trip_id"])]
    frame = pd.DataFrame(
        {
            "row": times.index.to_numpy(),
            "trip": times["trip_id"].to_numpy(),
            "stop": times["stop_id"].to_numpy(),
            "order": numbers(times["stop_sequence"]),
            "arrive": minutes_of_day(times["arrival_time"]),
            "leave": minutes_of_day(times["departure_time"]),
        }
    ).sort_values(["trip", "order"], kind="stable", ignore_index=True)
    frame["arrive"] = frame["arrive"].fillna(frame["leave"])
    frame["leave"] = frame["leave"].fillna(frame["arrive"])
    same = frame["trip"].to_numpy()[1:] == frame["trip"].to_numpy()[:-1]
    for column in ("arrive", "leave"):
        frame[column] = _between(frame[column].to_numpy(dtype=np.float64), same)
    follow = frame.shift(-1)
    rides = frame.assign(
        next=follow["stop"], minutes=follow["arrive"] - frame["arrive"], next_row=follow["row"]
    )[np.append(same, values=False)]
    wrong = rides[~(rides["minutes"] >= 0) | (rides["leave"] < rides["arrive"])]
    if len(wrong):
        ride = wrong.iloc[0]
        what = f"trip '{ride['trip']}' has no time, or goes back in time, after stop '{ride['stop']}'"
        file = feed.file("stop_times.txt")
        raise InputError(Finding(what, file, int(ride["next_row"]), "arrival_time", "Correct its times"))
    rides = _weighted(feed, rides, frame, window)
    about = trips.set_index("trip_id")
    direction = about["direction_id"] if "direction_id" in about else about["route_id"].map(lambda _: "0")
    kind = feed.tables["routes.txt"].set_index("route_id")["route_type"]
    route = rides["trip"].map(about["route_id"])
    rides["line"] = route + ":" + rides["trip"].map(direction).replace("", "0")
    rides["mode"] = route.map(kind).map(lambda word: RAIL_TYPES.get(str(word), "bus"))
    rides["minutes"] = np.maximum(rides["minutes"].to_numpy(dtype=np.float64), SHORTEST)
    return rides[rides["stop"] != rides["next"]]


def _between(times: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Fill blank times of a trip evenly between the timed stops around them; ends stay NaN."""
    if not np.isnan(times).any():
        return times
    trip = np.concatenate([[0], np.cumsum(~same)])
    known = np.flatnonzero(~np.isnan(times))
    filled = np.interp(np.arange(len(times)), known, times[known]) if len(known) else times
    first, last = (np.searchsorted(known, np.arange(len(times)), side=side) for side in ("left", "right"))
    before, after = known[np.maximum(last - 1, 0)], known[np.minimum(first, len(known) - 1)]
    inside = (trip[before] == trip) & (trip[after] == trip)
    return np.where(np.isnan(times) & ~inside, np.nan, filled)


def _weighted(
    feed: Feed, rides: pd.DataFrame, frame: pd.DataFrame, window: tuple[float, float]
) -> pd.DataFrame:
    """Keep rides that leave in the window, each with its number of runs.

    Trips of frequencies.txt run every headway: their own times only say how long the way takes.
    """
    begin, end = window
    leave = rides["leave"].to_numpy(dtype=np.float64)
    repeated = feed.tables.get("frequencies.txt")
    if repeated is None:
        return rides.assign(runs=1.0)[(leave >= begin) & (leave < end)]
    first = frame.groupby("trip", sort=False)["leave"].first()
    offset = leave - rides["trip"].map(first).to_numpy(dtype=np.float64)
    runs = np.where(rides["trip"].isin(repeated["trip_id"]), 0.0, (leave >= begin) & (leave < end))
    starts, ends = minutes_of_day(repeated["start_time"]), minutes_of_day(repeated["end_time"])
    headways = numbers(repeated["headway_secs"]) / 60.0
    where = rides.groupby("trip", sort=False).indices
    for trip, start, stop, headway in zip(repeated["trip_id"], starts, ends, headways, strict=True):
        rows = where.get(trip, np.array([], dtype=np.int64))
        overlap = np.minimum(end, stop + offset[rows]) - np.maximum(begin, start + offset[rows])
        runs[rows] += np.maximum(overlap, 0.0) / headway
    return rides.assign(runs=runs)[runs > 0]


def _lines(
    draft: Draft, rides: pd.DataFrame, place: dict[str, Any], window: tuple[float, float], wanted: Gtfs,
    names: dict[str, str],
) -> None:  # fmt: skip
    """Append platforms, rides between them, and boarding and alighting links."""
    weighted = rides.assign(total=rides["minutes"] * rides["runs"])
    summed = (
        weighted.groupby(["line", "mode", "stop", "next"], sort=True)[["total", "runs"]].sum().reset_index()
    )
    links: list[Row] = []
    for line, mode, stop, following, total, runs in summed.itertuples(index=False):
        links.append(_link(_platform(line, stop), _platform(line, following), mode, total / runs, names))
    departures = summed.groupby(["line", "mode", "stop"], sort=True)["runs"].sum()
    ends = summed[["line", "mode", "next"]].drop_duplicates().itertuples(index=False)
    platforms = {(line, stop): mode for (line, mode, stop) in departures.index}
    platforms |= {(line, stop): mode for line, mode, stop in ends}
    for (line, stop), mode in sorted(platforms.items()):
        draft.add(
            "nodes",
            [
                _node(
                    _platform(line, stop),
                    "platform",
                    _platform(line, stop),
                    place[stop][0],
                    place[stop][1],
                    names,
                )
            ],
        )
        runs = float(departures.get((line, mode, stop), 0.0))
        if runs > 0:
            wait = min((window[1] - window[0]) / runs / 2.0, wanted.longest_wait)
            links.append(_link(STOP + stop, _platform(line, stop), mode, wait, names))
        links.append(_link(_platform(line, stop), STOP + stop, mode, 0.0, names))
    draft.add("links", links)


def _transfers(stops: list[str], place: NDArray[np.float64], walk: float, names: dict[str, str]) -> list[Row]:
    """Return walks between stops within 300 m as the crow flies, to the six nearest."""
    from scipy.spatial import cKDTree

    if len(stops) < 2:  # noqa: PLR2004 - nobody changes at a single stop
        return []
    points = local_kilometres(place)
    near = min(TRANSFERS + 1, len(stops))
    found: Any = cKDTree(points).query(points, k=near, distance_upper_bound=TRANSFER_KM)
    both = ((a, int(b)) for a, row in enumerate(found[1]) for b in row if b != a and b < len(stops))
    pairs = sorted({pair for a, b in both for pair in ((a, b), (b, a))})
    length = [float(np.hypot(*(points[a] - points[b]))) for a, b in pairs]
    return [
        _link(STOP + stops[a], STOP + stops[b], "walk", km * DETOUR / walk * 60.0, names)
        for (a, b), km in zip(pairs, length, strict=True)
    ]


def _platform(line: str, stop: str) -> str:
    return f"{LINE}{line}@{stop}"


def _title(stops: pd.DataFrame, stop: str) -> str:
    return str(stops.loc[stop, "stop_name"]) or stop if "stop_name" in stops else stop


def _node(node: str, kind: str, name: str, x: float, y: float, names: dict[str, str]) -> Row:
    return {"node": node, "type": kind, "name": name, "side": "", "longitude": x, "latitude": y, **names}


def _link(start: str, end: str, mode: str, minutes: float, names: dict[str, str]) -> Row:
    return {"from": start, "to": end, "mode": mode, "layer": "transit", "minutes": round(float(minutes), 3),
            "fare": 0.0, "open_year": BUILT, **names}  # fmt: skip
