"""Cut the zones of Hong Kong into cells of census small areas, and measure their land.

    python build/cell_geometry.py

No outlines of the small areas are at hand. Each zone of geometry.geojson is cut along the edges of the
Voronoi cells of its small areas' centroids, so cells nest exactly in their zone and every line inside a
zone is approximate. Writes geometry.geojson and edges.geojson of the finer region, and each cell's share
of its zone's land as a fact for the tables. It needs shapely and the zones' own outlines alone.
"""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

import shapely
from edges import Edge, segments
from faces import Spot, voronoi_lines
from geometry import BUILD, REGION, feature, write
from shapely.geometry import LineString, Point, shape
from shapely.ops import linemerge, nearest_points
from shapes import ASPECT, area_km2, polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    Drawn = tuple[dict[str, Any], BaseGeometry]

FINE = REGION.parent / "hong-kong-shenzhen-fine"
SNAP = 1e-5  # degrees: the coordinates of the zones' outlines
INSIDE = 0.002  # degrees, about 200 m
SOURCE = (
    "area of the Voronoi cell of the census centroid within the zone's outline over the outline's area "
    "(build/cell_geometry.py): outlines of small areas are not at hand"
)


def read_spots() -> dict[str, list[Spot]]:
    """{zone: centroids, each with its cell's name} of the zones with more than one small area."""
    found: dict[str, list[Spot]] = {}
    with (BUILD / "facts" / "hk_small_areas_2021.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = f"{row['zone']}-{row['small_area']}"
            found.setdefault(row["zone"], []).append(Spot(float(row["lon"]), float(row["lat"]), cell))
    return {zone: spots for zone, spots in found.items() if len(spots) > 1}


def ashore(spots: list[Spot], ground: BaseGeometry) -> list[Spot]:
    """Centroids outside their zone (at sea, or in a neighbour that shares the small area) moved just inside it."""
    kept = []
    for spot in spots:
        at = Point(spot.lon, spot.lat)
        if not ground.contains(at):
            shore = nearest_points(ground, at)[0]
            reach = INSIDE / at.distance(shore)
            inner = Point(shore.x + (shore.x - at.x) * reach, shore.y + (shore.y - at.y) * reach)
            at = inner if ground.contains(inner) else shore
        kept.append(Spot(at.x, at.y, spot.zone))
    return kept


def read_drawn(name: str) -> list[Drawn]:
    """Properties and shapes of a GeoJSON file of the zones."""
    content = json.loads((REGION / name).read_text(encoding="utf-8"))
    return [(f["properties"], shape(f["geometry"])) for f in content["features"]]


def cut(zones: dict[str, BaseGeometry], spots: dict[str, list[Spot]]) -> dict[str, BaseGeometry]:
    """{cell: ground}, in the order of zones and of the census."""
    lines = [ground.boundary for ground in zones.values()]
    lines += [voronoi_lines(spots[zone], zones[zone]) for zone in spots]
    names, tree = list(zones), shapely.STRtree(list(zones.values()))
    given: dict[str, list[BaseGeometry]] = {}
    for face in polygons(shapely.polygonize([shapely.union_all(lines, grid_size=SNAP)])):
        at = face.representative_point()
        inside = tree.query(at, predicate="within")
        if len(inside):  # else a hole in the land
            given.setdefault(_cell(at, names[int(inside[0])], spots), []).append(face)
    order = [cell for zone in names for cell in cells_of(zone, spots)]
    if missing := [cell for cell in order if cell not in given]:
        sys.exit(f"cells without land: {', '.join(missing)}")
    return {cell: shapely.normalize(shapely.coverage_union_all(given[cell])) for cell in order}


def cells_of(zone: str, spots: dict[str, list[Spot]]) -> list[str]:
    """Cells of a zone: the zone itself where it has one small area or none."""
    return [spot.zone for spot in spots[zone]] if zone in spots else [zone]


def _cell(at: Point, zone: str, spots: dict[str, list[Spot]]) -> str:
    if zone not in spots:
        return zone
    return min(spots[zone], key=lambda p: ((p.lon - at.x) * ASPECT) ** 2 + (p.lat - at.y) ** 2).zone


def lines_between(cells: dict[str, BaseGeometry], parent: dict[str, str], known: list[Drawn]) -> list[Edge]:
    """Lines between cells: within a zone approximate, else of the kind of the zones' own line nearest by."""
    by_pair: dict[frozenset[str], list[tuple[str, BaseGeometry]]] = {}
    for properties, line in known:
        by_pair.setdefault(frozenset(properties["zones"].split("|")), []).append((properties["kind"], line))
    groups: dict[tuple[tuple[str, ...], str], list[LineString]] = {}
    for (a, b), owners in segments(cells).items():
        pair = tuple(sorted(set(owners)))
        if len(pair) > 1:
            middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            lines = by_pair.get(frozenset(parent[cell] for cell in pair), [])
            kind = min((line.distance(middle), kind) for kind, line in lines)[1] if lines else "approximate"
            groups.setdefault((pair, kind), []).append(LineString([a, b]))
    return [
        Edge(pair, kind, shapely.normalize(linemerge(pieces)))
        for (pair, kind), pieces in sorted(groups.items())
    ]


def write_land(
    cells: dict[str, BaseGeometry], zones: dict[str, BaseGeometry], parent: dict[str, str]
) -> None:
    """Write each cell's share of its zone's land."""
    head = ("cell", "zone", "land_share", "unit", "year", "grade", "source")
    with (BUILD / "facts" / "small_area_cells.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        for cell, ground in cells.items():
            zone = parent[cell]
            share = area_km2(ground) / sum(area_km2(cells[c]) for c in cells if parent[c] == zone)
            if cell not in zones:
                writer.writerow([cell, zone, f"{share:.4f}", "share", 2021, "derived", SOURCE])


def main() -> None:
    """Write the finer region's geometry and the cells' land."""
    drawn = read_drawn("geometry.geojson")
    zones = {properties["zone"]: ground for properties, ground in drawn}
    spots = {zone: ashore(found, zones[zone]) for zone, found in read_spots().items()}
    loose = {properties["zone"] for properties, _ in drawn if properties["approximate"]}
    parent = {cell: zone for zone in zones for cell in cells_of(zone, spots)}
    side = {properties["zone"]: properties["side"] for properties, _ in drawn}
    cells = cut(zones, spots)
    if not shapely.coverage_is_valid(list(cells.values())):
        sys.exit("cells overlap")
    FINE.mkdir(exist_ok=True)
    rough = {cell for cell in cells if cell not in zones or cell in loose}
    shapes = [
        feature({"zone": cell, "side": side[parent[cell]], "approximate": cell in rough}, ground)
        for cell, ground in cells.items()
    ]
    write(FINE / "geometry.geojson", shapes)
    edges = lines_between(cells, parent, read_drawn("edges.geojson"))
    write(
        FINE / "edges.geojson",
        [feature({"zones": "|".join(e.pair), "kind": e.kind}, e.line) for e in edges],
    )
    write_land(cells, zones, parent)


if __name__ == "__main__":
    main()
