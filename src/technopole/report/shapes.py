"""Outlines as SVG paths: equirectangular at the mean latitude, whole units, relative steps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from technopole.region import Region

    Position = Sequence[float]

WIDTH = 2400
"""Width of the region in drawing units: finer than a screen, coarser than the outlines."""

MARGIN = 0.025
"""Empty border around the region, share of its larger extent."""

SQUARE = 0.012
"""Half side in degrees of the square that stands for a zone without outline."""


@dataclass(frozen=True)
class Projection:
    """Longitude and latitude to drawing units, y down."""

    west: float
    north: float
    squeeze: float  # km east per degree over km north per degree
    scale: float  # drawing units per degree of latitude
    width: int
    height: int

    def __call__(self, position: Position) -> tuple[int, int]:
        """Project (longitude, latitude)."""
        x = (position[0] - self.west) * self.squeeze * self.scale
        return round(x), round((self.north - position[1]) * self.scale)

    @property
    def kilometre(self) -> float:
        """Drawing units per kilometre."""
        return self.scale / 111.2


def projection(positions: Iterable[Position]) -> Projection:
    """Fit all positions into the drawing."""
    found = [(position[0], position[1]) for position in positions]
    west, east = min(x for x, _ in found), max(x for x, _ in found)
    south, north = min(y for _, y in found), max(y for _, y in found)
    squeeze = cos(radians((south + north) / 2))
    pad = MARGIN * max((east - west) * squeeze, north - south, 1e-6)
    scale = WIDTH / ((east - west) * squeeze + 2 * pad)
    height = round((north - south + 2 * pad) * scale)
    return Projection(west - pad / squeeze, north + pad, squeeze, scale, WIDTH, height)


def outlines(region: Region) -> dict[str, tuple[list[list[list[Position]]], bool]]:
    """Return each zone's polygons and whether its outline is approximate.

    A zone without outline gets a square at its centre, marked approximate.

    Raises:
        InputError: the geometry cannot be read.

    """
    zones = region.tables["zones"]
    file = region.folder / "geometry.geojson"
    found: dict[str, tuple[list[list[list[Position]]], bool]] = {}
    for feature in _features(file):
        properties = feature.get("properties") or {}
        if properties.get("zone") in region.zones:
            found[properties["zone"]] = (
                _polygons(feature["geometry"]),
                bool(properties.get("approximate", False)),
            )
    for zone, x, y in zip(zones["zone"], zones["longitude"], zones["latitude"], strict=True):
        if zone not in found:
            ring: list[Position] = [
                (x + i * SQUARE, y + j * SQUARE) for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
            ]
            found[zone] = ([[ring]], True)
    return found


def edges(region: Region) -> list[tuple[str, list[Position]]]:
    """Return (kind, positions) of the lines of edges.geojson, none if the region has no such file."""
    found = []
    for feature in _features(region.folder / "edges.geojson"):
        geometry, kind = feature["geometry"], str((feature.get("properties") or {}).get("kind", "edge"))
        lines = (
            geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
        )
        found += [(kind, line) for line in lines]
    return found


def attribution(region: Region) -> str:
    """Return what the geometry says about its makers."""
    file = region.folder / "geometry.geojson"
    return str(_content(file).get("attribution", "")) if file.is_file() else ""


def polygon_path(polygons: list[list[list[Position]]], project: Projection) -> str:
    """Return an SVG path of polygons with holes (fill rule evenodd)."""
    return "".join(f"{line_path(ring, project)}z" for polygon in polygons for ring in polygon)


def line_path(positions: Sequence[Position], project: Projection) -> str:
    """Return an SVG path of a line in relative whole units; points on one spot are dropped."""
    points = [project(position) for position in positions]
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(points)]
    moves = " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{points[0][0]} {points[0][1]}l{moves}" if moves else f"M{points[0][0]} {points[0][1]}"


def _features(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        return []
    try:
        return list(_content(file)["features"])
    except KeyError as error:
        raise _unreadable(file, error) from error


def _content(file: Path) -> dict[str, Any]:
    """Return a file of outlines; one that has not changed is read once."""
    stamp = file.stat()
    try:
        return _read(file, stamp.st_mtime_ns, stamp.st_size)
    except ValueError as error:
        raise _unreadable(file, error) from error


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _unreadable(file: Path, error: Exception) -> InputError:
    what = f"The outlines cannot be read: {error}"
    return InputError(Finding(what, file=str(file), remedy="Mend the file or build it again"))


def _polygons(geometry: dict[str, Any]) -> list[list[list[Position]]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    return coordinates if kind == "MultiPolygon" else [coordinates]
