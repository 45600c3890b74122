"""Geometry of zones and crossings for maps and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from technopole.indicators.scorecard import HasScorecard
    from technopole.region import Region

GEOMETRY = "geometry.geojson"
WGS84 = "EPSG:4326"


def zone_shapes(region: Region) -> Any:
    """Return the outlines of zones in their order (GeoDataFrame: zone, geometry; WGS84).

    Centres stand in if the region has no geometry.

    Raises:
        InputError: the geometry lacks a zone.

    """
    import geopandas

    file = region.folder / GEOMETRY
    zones = region.tables["zones"]
    if not file.is_file():
        points = geopandas.points_from_xy(zones["longitude"], zones["latitude"], crs=WGS84)
        return geopandas.GeoDataFrame({"zone": list(region.zones)}, geometry=points)
    shapes = geopandas.read_file(file).set_crs(WGS84, allow_override=True).set_index("zone")
    missing = [zone for zone in region.zones if zone not in shapes.index]
    if missing:
        what = f"has no outline of {', '.join(missing)}"
        raise InputError(Finding(what, file=GEOMETRY, remedy="Add the outlines with property `zone`"))
    return shapes.loc[list(region.zones), ["geometry"]].reset_index()


def zone_years(run: HasScorecard, years: Sequence[int] | None = None) -> Any:
    """Return one row a year and zone with names, mapped quantities and the outline (GeoDataFrame)."""
    import geopandas
    import numpy as np
    import pandas as pd

    from technopole.store.compare import zone_quantities

    wanted = list(run.years) if years is None else list(years)
    rows = [list(run.years).index(year) for year in wanted]
    region, shapes = run.region, zone_shapes(run.region)
    count = len(region.zones)
    columns: dict[str, Any] = {
        "year": np.repeat(wanted, count),
        "zone": list(region.zones) * len(wanted),
        "name": list(region.zone_names()) * len(wanted),
        "side": list(region.tables["zones"]["side"]) * len(wanted),
        "part": list(region.tables["zones"]["part"]) * len(wanted),
    }
    for quantity, (_, values) in zone_quantities(run).items():
        columns[quantity] = values[rows].reshape(-1)
    geometry = np.tile(shapes.geometry.to_numpy(), len(wanted))
    return geopandas.GeoDataFrame(pd.DataFrame(columns), geometry=geometry, crs=WGS84)


def crossing_points(run: HasScorecard, years: Sequence[int]) -> Any:
    """Return one row a year and crossing with trips, clearance and its place (GeoDataFrame)."""
    import geopandas
    import numpy as np
    import pandas as pd

    crossings = run.region.tables["crossings"]
    nodes = run.region.tables["nodes"].set_index("node").loc[list(crossings["node_a"])]
    parts = [
        pd.DataFrame(
            {
                "year": year,
                "crossing": list(crossings["crossing"]),
                "name": list(crossings["name_en"]),
                "trips": np.asarray(run.path.crossing_trips)[list(run.years).index(year)],
                "clearance": np.asarray(run.path.clearance_now)[list(run.years).index(year)],
                "longitude": nodes["longitude"].to_numpy(),
                "latitude": nodes["latitude"].to_numpy(),
            }
        )
        for year in years
    ]
    table = pd.concat(parts, ignore_index=True)
    points = geopandas.points_from_xy(table.pop("longitude"), table.pop("latitude"), crs=WGS84)
    return geopandas.GeoDataFrame(table, geometry=points)
