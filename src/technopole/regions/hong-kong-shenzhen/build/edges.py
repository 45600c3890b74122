"""Edges between two zones, and what kind of line each of them is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import hand_drawn
import shapely
from districts import HOME, side
from shapely.geometry import LineString, Point
from shapely.ops import linemerge
from shapes import polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    Position = tuple[float, ...]
    Segment = tuple[Position, Position]

NEAR = 0.0015  # an edge this near (degrees) to a district outline follows it


class Edge(NamedTuple):
    """What two zones share of their outlines, of one kind."""

    pair: tuple[str, ...]
    kind: str  # boundary of the sides, northern (edge of the northern part), official or approximate
    line: BaseGeometry


def segments(zones: dict[str, BaseGeometry]) -> dict[Segment, list[str]]:
    """{(point, point): zones} of every straight piece of every outline."""
    found: dict[Segment, list[str]] = {}
    for zone, area in zones.items():
        for polygon in polygons(area):
            for line in [polygon.exterior, *polygon.interiors]:
                for a, b in pairwise(tuple(c) for c in line.coords):
                    found.setdefault((min(a, b), max(a, b)), []).append(zone)
    return found


def build_edges(
    zones: dict[str, BaseGeometry], parts: dict[str, str], districts: dict[str, BaseGeometry]
) -> list[Edge]:
    """Edges between two zones; `parts` says in which part of the region each zone lies."""
    official = shapely.union_all([d.boundary for d in districts.values()])
    shapely.prepare(official)
    groups: dict[tuple[tuple[str, ...], str], list[LineString]] = {}
    for (a, b), owners in segments(zones).items():
        pair = tuple(sorted(set(owners)))
        if len(pair) > 1:
            middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            kind = _kind(pair, middle, parts, official)
            groups.setdefault((pair, kind), []).append(LineString([a, b]))
    return [
        Edge(pair, kind, shapely.normalize(linemerge(lines)))
        for (pair, kind), lines in sorted(groups.items())
    ]


def _kind(pair: tuple[str, ...], middle: Point, parts: dict[str, str], official: BaseGeometry) -> str:
    """Kind of the edge piece between two zones around a point."""
    first, second = pair[:2]
    if side(first) != side(second):
        return "boundary"
    if (parts[first] == "north") != (parts[second] == "north"):
        return "northern"
    free = {zone for zone, (only, _) in hand_drawn.ZONES.items() if only is None}
    drawn_apart = HOME[first] != HOME[second] and not free.intersection(pair)
    return "official" if drawn_apart and shapely.dwithin(official, middle, NEAR) else "approximate"
