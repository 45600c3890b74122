"""A GTFS feed's files as tables, every fault with its file, line and field."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

NEEDED = {
    "stops.txt": ("stop_id", "stop_lat", "stop_lon"),
    "routes.txt": ("route_id", "route_type"),
    "trips.txt": ("route_id", "service_id", "trip_id"),
    "stop_times.txt": ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
}
OPTIONAL = {
    "calendar.txt": ("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                     "sunday", "start_date", "end_date"),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
}  # fmt: skip
SHOWN = 5
TIME = r"^\s*(\d{1,3}):([0-5]\d):([0-5]\d)\s*$"


@dataclass(frozen=True)
class Feed:
    """Tables of text; the index is the line of the file (the header is line 1)."""

    name: str
    tables: dict[str, pd.DataFrame]

    def file(self, table: str) -> str:
        """Name of a file for messages."""
        return f"{self.name}/{table}"


def read_feed(path: Path) -> Feed:
    """Read a feed from a zip file or a folder; blank cells are empty texts.

    Raises:
        InputError: no feed there; files or columns missing; identifiers that lead nowhere; all at once.

    """
    import pandas as pd

    tables: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    for name, columns in {**NEEDED, **OPTIONAL}.items():
        content = _content(path, name)
        where = f"{path.name}/{name}"
        if content is None:
            if name in NEEDED:
                findings.append(Finding(f"the feed has no {name}", where, remedy="Get a whole feed"))
            continue
        try:
            frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig",
                                skip_blank_lines=False, skipinitialspace=True)  # fmt: skip
        except (ValueError, pd.errors.ParserError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "no text"
            findings.append(Finding(f"the file cannot be read: {reason}", where, remedy="Repair the file"))
            continue
        frame.columns = [str(column).strip() for column in frame.columns]
        frame.index = pd.RangeIndex(2, len(frame) + 2)
        frame = frame.fillna("")
        frame = frame[(frame != "").any(axis=1)]
        for column in columns:
            if column not in frame.columns:
                hint = suggestion(column, map(str, frame.columns))
                findings.append(Finding(f"there is no column '{column}'{hint}", where, 1, column, "Add it"))
        tables[name] = frame
    if findings:
        raise InputError(findings)
    if not ({"calendar.txt", "calendar_dates.txt"} & tables.keys()):
        what = "the feed has neither calendar.txt nor calendar_dates.txt: nobody knows what runs on which day"
        raise InputError(Finding(what, path.name, remedy="Get a whole feed"))
    feed = Feed(path.name, tables)
    findings = list(_lost(feed))
    if findings:
        raise InputError(findings)
    return feed


def _content(path: Path, name: str) -> bytes | None:
    """Return a file of the feed, None if it has none.

    Raises:
        InputError: the feed is neither a zip file nor a folder.

    """
    if path.is_dir():
        return (path / name).read_bytes() if (path / name).is_file() else None
    if not path.is_file():
        what = f"there is no feed '{path.name}' beside the recipe"
        raise InputError(Finding(what, path.name, remedy="Correct `feed` in the recipe"))
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name) if name in archive.namelist() else None
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        what = f"the feed is no sound zip file: {error}"
        raise InputError(Finding(what, path.name, remedy="Download it again")) from error


def _lost(feed: Feed) -> Iterator[Finding]:
    """Yield doubled identifiers, references to nothing, and places that are none."""
    for table, column in (("stops.txt", "stop_id"), ("routes.txt", "route_id"), ("trips.txt", "trip_id")):
        frame = feed.tables[table]
        yield from _first(
            feed, table, column, frame[column].duplicated(), "appears twice", "Keep one of them"
        )
        yield from _first(feed, table, column, frame[column] == "", "is blank", "Give it an identifier")
    for table, column, target in (
        ("trips.txt", "route_id", "routes.txt"),
        ("stop_times.txt", "trip_id", "trips.txt"),
        ("stop_times.txt", "stop_id", "stops.txt"),
        ("frequencies.txt", "trip_id", "trips.txt"),
    ):
        if table in feed.tables:
            lost = ~feed.tables[table][column].isin(feed.tables[target][column])
            yield from _first(feed, table, column, lost, f"is not in {target}", f"Add it to {target}")
    stops = feed.tables["stops.txt"]
    placed = stops["location_type"].isin(["", "0", "1"]).to_numpy() if "location_type" in stops else True
    for column, most in (("stop_lat", 90.0), ("stop_lon", 180.0)):
        wrong = ~(np.abs(numbers(stops[column])) <= most) & placed
        yield from _first(feed, "stops.txt", column, wrong, "is no place on earth", "Give WGS84 degrees")
    times = feed.tables["stop_times.txt"]
    order = numbers(times["stop_sequence"])
    yield from _first(
        feed, "stop_times.txt", "stop_sequence", np.isnan(order), "is no number", "Number the stops"
    )
    for column in ("arrival_time", "departure_time"):
        wrong = ~_are_times(times[column])
        yield from _first(feed, "stop_times.txt", column, wrong, "is no time", "Write HH:MM:SS")
    if "frequencies.txt" in feed.tables:
        headway = numbers(feed.tables["frequencies.txt"]["headway_secs"])
        yield from _first(
            feed, "frequencies.txt", "headway_secs", ~(headway > 0), "is no headway", "Give seconds"
        )


def _first(feed: Feed, table: str, column: str, wrong: object, what: str, remedy: str) -> Iterator[Finding]:
    """Yield the first few wrong cells of a column and the number of the rest."""
    frame, lines = feed.tables[table], feed.tables[table].index.to_numpy()
    places = np.flatnonzero(np.asarray(wrong, dtype=bool))
    for place in places[:SHOWN]:
        cell = frame[column].iloc[place]
        yield Finding(f"'{cell}' {what}", feed.file(table), int(lines[place]), column, remedy)
    if len(places) > SHOWN:
        row = int(lines[places[SHOWN]])
        yield Finding(f"{len(places) - SHOWN} more rows like these", feed.file(table), row, column, remedy)


def _are_times(column: pd.Series) -> NDArray[np.bool_]:
    """Tell which cells are blank or a time; a feed has millions of times, few of them different."""
    import pandas as pd

    codes, texts = pd.factorize(column)
    return np.array([not text or re.match(TIME, text) is not None for text in texts], dtype=bool)[codes]


def numbers(column: pd.Series) -> NDArray[np.float64]:
    """Return a column of text as numbers, NaN where it is none."""
    import pandas as pd

    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)


def minutes_of_day(column: pd.Series) -> NDArray[np.float64]:
    """Return times as minutes since midnight (beyond 1440 after it), NaN where blank."""
    import pandas as pd

    codes, texts = pd.factorize(column)
    parts = pd.Series(texts).str.extract(TIME)
    values = [pd.to_numeric(parts[place], errors="coerce").to_numpy(dtype=np.float64) for place in range(3)]
    return (values[0] * 60 + values[1] + values[2] / 60)[codes]
