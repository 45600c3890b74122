"""Land, centre and minutes of a cell, from those of its zone."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from cell_work import cell_floor, cell_jobs
from cells import census, divided, members, place, shares, spread, zone_of
from people import population
from places import CROWDED, DEVELOPMENT_AREA, built_area, steepness
from programme import NORTH_WITHOUT_PIPELINE, Release, pipeline
from sources import assumed, fact
from work import SECTORS

# the rule of the fact table's own minutes, read off it: km/h by transit and by road in town and outside
SPEEDS = {True: (16.0, 27.0), False: (24.0, 40.0)}
STREET, CAPPED_KM2 = 1.3, 15.0


@cache
def _built(zone: str) -> dict[str, float]:
    """Built-up land of a zone's cells in km2: the zone's, by the zones' curve on people and jobs.

    In a development area by land, as what is built there.
    """
    inside = members()[zone]
    if zone in DEVELOPMENT_AREA:
        return {cell: built_area()[zone] * shares("land")[cell] for cell in inside}
    people = spread(population(), "people")
    area = {cell: _area(cell) for cell in inside}
    load = {c: (people[c] + sum(cell_jobs()[c, k] for k in SECTORS)) / area[c] for c in inside}
    curve = steepness(area, load, built_area()[zone])
    return {cell: area[cell] * -math.expm1(-curve * load[cell]) for cell in inside}


def _area(cell: str) -> float:
    zone = zone_of()[cell]
    return float(fact("zones").set_index("id")["area_km2"][zone]) * shares("land")[cell]


def own_minutes(zone: str, area: float) -> dict[str, float]:
    """Minutes of trips inside a cell by the rule that gave Hong Kong's zones theirs.

    9 (transit) or 4 (road) minutes and 1.3 times half the radius of the land, which counts up to 15 km2.
    """
    transit, road = SPEEDS[zone in CROWDED]
    distance = STREET * 0.5 * math.sqrt(min(area, CAPPED_KM2) / math.pi)
    return {
        "own_minutes_transit": round(9 + distance / transit * 60, 1),
        "own_minutes_road": round(4 + distance / road * 60, 1),
    }


def floor_share(release: Release, cell: str) -> float:
    """Share of a cell in floor that a plan releases in its zone.

    The northern programme is laid out over its zone's land; elsewhere floor is added to what stands.
    """
    if not divided(release.zone):
        return 1.0
    if fact("zones").set_index("id")["part"][release.zone] == NORTH_WITHOUT_PIPELINE:
        return shares("land")[cell]
    standing = {c: cell_floor()[c, release.market] for c in members()[release.zone]}
    return standing[cell] / sum(standing.values())


def _developable(cell: str, zone: dict[str, Any]) -> float:
    """Land in hectares that plans may build over: in the north by land, elsewhere by what is released."""
    if zone["part"] == NORTH_WITHOUT_PIPELINE:
        return round(zone["developable_land"] * shares("land")[cell], 3)
    released = sum(
        r.square_metres * r.within_run * floor_share(r, cell) for r in pipeline() if r.zone == zone["zone"]
    )
    return math.ceil(assumed("urban_renewal_land") * released / zone["plot_ratio"] / 1e3) / 10


def as_cell(cell: str, zone: dict[str, Any]) -> dict[str, Any]:
    """What a row of zones.csv says of a cell instead of its zone."""
    if not divided(zone["zone"]):
        return {}
    area = _area(cell)
    latitude, longitude = place(cell)
    number = census().loc[cell, "small_area"]
    return {
        "zone": cell,
        "name_en": f"{zone['name_en']} {number}",
        "name_zh_hant": f"{zone['name_zh_hant']} {number}",
        "name_zh_hans": f"{zone['name_zh_hans']} {number}",
        "longitude": longitude,
        "latitude": latitude,
        "area": round(area, 4),
        "built_area": round(_built(zone["zone"])[cell], 4),
        "developable_land": _developable(cell, zone),
        **own_minutes(zone["zone"], area),
        "source": f"small planning unit group {number} of the 2021 census; centre: census centroid; land: that of "
        f"{zone['name_en']} by the area of the Voronoi cell of its centroid; built-up and developable land assumed",
    }
