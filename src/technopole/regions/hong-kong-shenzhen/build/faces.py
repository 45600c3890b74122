"""Ground cut into faces, and every face given to one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import hand_drawn
import shapely
from districts import DISTRICTS
from shapely.geometry import MultiPoint, Point, Polygon
from shapely.prepared import prep
from shapes import ASPECT, area_km2, polygons, ring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

TRACED = 3  # Hong Kong district parts below this (km2) trace their island's shore
REACH = 0.004  # land this near (degrees) to a district belongs to it
SLIT = 0.0004  # half the width (degrees) of gaps between drawn ground that are closed
POND = 0.5  # holes in the land below this (km2) are filled
ROCK = 0.05  # islands below this (km2) are left out
SLIVER = 0.15  # parts of a zone below this (km2) go to a neighbour
STRAY = 10  # faces outside all districts above this (km2) are another region's land


class Spot(NamedTuple):
    """A point that stands for its zone."""

    lon: float
    lat: float
    zone: str


class Drawn(NamedTuple):
    """Hand-drawn ground of a zone."""

    only: tuple[str, ...] | None  # districts it may take land from; None: any
    area: BaseGeometry


def drawn_grounds() -> dict[str, Drawn]:
    """{zone: ground} of all zones and further parts of zones drawn by hand."""
    written = hand_drawn.ZONES | hand_drawn.PARTS
    return {zone: Drawn(only, ring(text)) for zone, (only, text) in written.items()}


def build_land(coast: BaseGeometry, districts: dict[str, BaseGeometry]) -> BaseGeometry:
    """Coast, plus reclaimed ground, with small Hong Kong islands as the districts trace them."""
    land = shapely.union_all([coast] + [ring(t) for t in hand_drawn.LAND.values()])
    land = land.buffer(SLIT, join_style="mitre").buffer(-SLIT, join_style="mitre")
    land = shapely.union_all(
        [Polygon(p.exterior, [r for r in p.interiors if area_km2(Polygon(r)) > POND]) for p in polygons(land)]
    )
    small = [
        p
        for code, outline in districts.items()
        if code.startswith("81")
        for p in sorted(polygons(outline), key=lambda p: -p.area)[1:]
        if area_km2(p) < TRACED
    ]
    traced = shapely.union_all(small)
    # the same islands in GSHHG lie up to 300 m off: drop pieces that mostly repeat a traced one
    near = prep(traced.buffer(0.0025))
    kept = [p for p in polygons(land) if not near.contains(p)]
    return shapely.union_all([*kept, traced])


def voronoi_lines(spots: list[Spot], area: BaseGeometry) -> BaseGeometry:
    """Edges between the Voronoi cells of points of different zones, cut to an area."""
    flat = [Point(spot.lon * ASPECT, spot.lat) for spot in spots]
    cells: dict[str, list[BaseGeometry]] = {}
    for cell in shapely.get_parts(
        shapely.voronoi_polygons(MultiPoint(flat), extend_to=shapely.box(100, 20, 110, 25))
    ):
        inside = prep(cell)
        zone = next(spot.zone for p, spot in zip(flat, spots, strict=True) if inside.contains(p))
        cells.setdefault(zone, []).append(cell)
    outlines = [shapely.union_all(c).boundary for _, c in sorted(cells.items())]
    lines = shapely.transform(shapely.union_all(outlines), lambda p: p / [ASPECT, 1])
    return lines.intersection(area)


def assign(
    faces: Iterable[Polygon],
    districts: dict[str, BaseGeometry],
    spots: dict[str, list[Spot]],
    drawn: dict[str, Drawn],
) -> dict[str, list[Polygon]]:
    """{zone: faces}: hand-drawn zones first, then district, then nearest small area."""
    names = list(districts)
    tree = shapely.STRtree([districts[n] for n in names])
    result: dict[str, list[Polygon]] = {}
    for face in faces:
        at = face.representative_point()
        inside = sorted(tree.query(at, predicate="intersects"))
        code = names[inside[0]] if inside else None
        zone = _drawn_zone(drawn, code, at)
        if code is None and zone is None:
            nearest = names[tree.nearest(at)]
            if districts[nearest].distance(at) > REACH or area_km2(face) > STRAY:
                continue
            code, zone = nearest, _drawn_zone(drawn, nearest, at)
        if zone is None:
            zone = _nearest_zone(code, at, spots)
        result.setdefault(zone, []).append(face)
    return result


def _drawn_zone(drawn: dict[str, Drawn], code: str | None, at: Point) -> str | None:
    """The hand-drawn zone a point of a district lies in, if any."""
    fitting = (z for z, (only, area) in drawn.items() if (only is None or code in only) and area.contains(at))
    return next(fitting, None)


def _nearest_zone(code: str, at: Point, spots: dict[str, list[Spot]]) -> str:
    """The zone of a district whose spot is nearest to a point."""
    if len(DISTRICTS[code]) == 1:
        return DISTRICTS[code][0]
    return min(spots[code], key=lambda p: ((p.lon - at.x) * ASPECT) ** 2 + (p.lat - at.y) ** 2).zone


def tidy(zones: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Join stray slivers to the neighbour with the longest shared edge, drop rocks."""
    parts = [(zone, p) for zone, area in sorted(zones.items()) for p in polygons(area)]
    tree = shapely.STRtree([p for _, p in parts])
    kept: dict[str, list[Polygon]] = {}
    for i, (zone, part) in enumerate(parts):
        owner = zone
        if area_km2(part) < SLIVER and len(polygons(zones[zone])) > 1:
            shared: dict[str, float] = {}
            for j in sorted(tree.query(part, predicate="touches")):
                name, other = parts[j]
                length = part.intersection(other).length
                if j != i and length > 0 and area_km2(other) > SLIVER:
                    shared[name] = shared.get(name, 0) + length
            if shared:
                owner = max(sorted(shared), key=lambda name: shared[name])
            elif area_km2(part) < ROCK:
                continue
        kept.setdefault(owner, []).append(part)
    return {z: shapely.coverage_union_all(p) for z, p in kept.items()}
