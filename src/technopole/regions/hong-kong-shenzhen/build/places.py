"""Zones, named sets of zones, and where residents of each zone work by broad area."""

from __future__ import annotations

import math
from functools import cache

from cells import census_by_cell, divided, main_cell, members, zone_of
from people import population
from programme import released
from sources import BASE_YEAR, assumed, fact, write, zones_of
from words import name
from work import SECTORS, jobs

NORTH_TOWNS = ("YLT", "TSW", "FSS")  # new towns already: their own homes and shops are the best guide
CROWDED = ("CW", "WC", "EA", "SO", "YT", "SP", "KC", "WT", "KT")
# development areas in hectares: published for San Tin (627 less the Loop's 87), the Loop, Lau Fau Shan,
# Ngau Tam Mei and New Territories North (targets.csv); the others recalled from outline plans
DEVELOPMENT_AREA = {
    "STT": 540,
    "LOOP": 87,
    "LFS": 411,
    "NTM": 127,
    "NTN": 1420,
    "KTN": 500,
    "FLN": 165,
    "HSK": 714,
    "YLS": 185,
    "KTP": 100,
}
NORTH_SPARE = 30  # hectares kept open for other plans in northern zones without a development area
LOOP_PLOT_RATIO = 3.0
SCOPES = {
    "san-tin-technopole": ("STT", "LOOP"),
    "ktn-fln": ("KTN", "FLN"),
    "hsk-ht": ("HSK",),
    "yls": ("YLS",),
    "lau-fau-shan": ("LFS",),
    "ngau-tam-mei": ("NTM",),
    "loop": ("LOOP",),
    "ntn": ("NTN",),
    "river-zone": ("STT", "LOOP", "SZ-HT"),
    "hetao": ("LOOP", "SZ-HT"),
    "cooperation-zone": ("STT", "LOOP", "SZ-HT", "SZ-QH"),
    "hk-island": ("CW", "WC", "EA", "SO"),
    "kowloon": ("YT", "SP", "KC", "WT", "KT"),
    "new-territories": None,
}
AREA_COLUMNS = {
    "same": ("plw_same",),
    "hk-island": ("plw_diff_hk",),
    "kowloon": ("plw_diff_kln",),
    "new-territories": ("plw_diff_nt", "plw_diff_oth"),
    "SZ": ("plw_out",),
}


@cache
def built_area() -> dict[str, float]:
    """Built-up land in km2 by zone.

    Built share of a zone = 1 - exp(-k (people + fixed workplaces) / land), k by side so that the side's
    built-up land comes out: dense districts are full, country parks stay out of every density. In a
    development area it is at least the area to be built over, or 500,000 people would crowd on the
    land of today's villages.
    """
    area = fact("zones").set_index("id")["area_km2"]
    result = {}
    for side in ("HK", "SZ"):
        inside = zones_of(side)
        load = {z: (population()[z] + sum(jobs()[z, k] for k in SECTORS)) / area[z] for z in inside}
        land = {zone: float(area[zone]) for zone in inside}
        curve = steepness(land, load, assumed(f"{side.lower()}_built_land"))
        for zone in inside:
            built = float(area[zone]) * -math.expm1(-curve * load[zone])
            result[zone] = round(min(max(built, DEVELOPMENT_AREA.get(zone, 0) / 100), float(area[zone])), 3)
    return result


def steepness(area: dict[str, float], load: dict[str, float], wanted: float) -> float:
    """The curve's k that makes the wanted built-up land."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        total = sum(area[z] * -math.expm1(-middle * load[z]) for z in area)
        low, high = (middle, high) if total < wanted else (low, middle)
    return middle


def _own_minutes(zone: str) -> dict[str, float]:
    """Minutes of trips inside a Shenzhen zone.

    The fact tables capped them at 13.7 although zones reach 300 km2. Built-up land gives the size:
    people do not travel across the hills. Hong Kong's stay: commuting was fitted with them.
    """
    radius = 0.5 * math.sqrt(built_area()[zone]) * 1.3
    return {
        "own_minutes_transit": round(9 + radius / 18 * 60, 1),
        "own_minutes_road": round(6 + radius / 30 * 60, 1),
    }


def _hong_kong_own(zone: str) -> dict[str, float]:
    given = fact("own_minutes").set_index("zone")
    return {"own_minutes_transit": float(given.transit[zone]), "own_minutes_road": float(given.road[zone])}


def _land(zone: str, part: str) -> tuple[float, float]:
    """Developable land in hectares and highest gross plot ratio."""
    if zone in DEVELOPMENT_AREA:
        return DEVELOPMENT_AREA[zone], LOOP_PLOT_RATIO if zone == "LOOP" else assumed("plot_ratio_north")
    ratio = assumed({"north": "plot_ratio_north", "south": "plot_ratio_south"}.get(part, "plot_ratio_sz"))
    if part == "north":
        return NORTH_SPARE, ratio
    renewed = assumed("hetao_renewal_land") if zone == "SZ-HT" else 0.0
    return math.ceil(assumed("urban_renewal_land") * released(zone) / ratio / 1e4) + renewed, ratio


def _donors(cell: str, zone: str, part: str) -> dict[str, str]:
    """Comparable places: a new town for a new town (Sha Tin), Science Park for innovation."""
    from cell_work import cell_jobs  # derived from jobs and people

    if part == "north":
        homes, shops = main_cell("ST", "people"), main_cell("ST", "local")
        town = {} if zone in NORTH_TOWNS else {"home_donor": homes, "business_donor": shops}
        return {**town, "innovation_donor": "PSK"}
    return {"innovation_donor": "PSK"} if cell_jobs()[cell, "innovation"] == 0 else {}


def write_places() -> None:
    """Write zones.csv, scopes.csv and commute_areas.csv."""
    from cell_land import as_cell  # derived from this module

    rows = []
    for row in fact("zones").itertuples():
        land, ratio = _land(row.id, row.part)
        hong_kong = row.side == "HK"
        zone = {
            "zone": row.id,
            "name_en": row.name_en,
            "side": row.side,
            "part": row.part,
            "name_zh_hant": name("zone", row.id)["zh-Hant"],
            "name_zh_hans": name("zone", row.id)["zh-Hans"],
            "longitude": row.lon,
            "latitude": row.lat,
            "area": row.area_km2,
            "built_area": built_area()[row.id],
            "developable_land": land,
            "plot_ratio": ratio,
            "terminal_minutes": 4 if row.id in CROWDED else 3,
            **(_hong_kong_own(row.id) if hong_kong else _own_minutes(row.id)),
            "year": BASE_YEAR,
            "grade": "assumed",
            "source": f"land: {row.area_source}; centre: {row.coord_source}; built-up and developable land assumed",
        }
        rows += [
            {**zone, **as_cell(cell, zone), **_donors(cell, row.id, row.part)} for cell in members()[row.id]
        ]
    write("zones", rows)
    write(
        "scopes",
        [
            *_whole_zones(),
            *(
                {
                    "scope": scope,
                    "zone": cell,
                    "name_en": name("scope", scope)["en"],
                    "name_zh_hant": name("scope", scope)["zh-Hant"],
                    "name_zh_hans": name("scope", scope)["zh-Hans"],
                }
                for scope, inside in SCOPES.items()
                for zone in _members(inside)
                for cell in members()[zone]
            ),
        ],
    )
    write("commute_areas", _commuting())


def _whole_zones() -> list[dict[str, str]]:
    """Zones of more than one cell as named sets, so that targets and measures of a zone find it."""
    return [
        {
            "scope": zone,
            "zone": cell,
            "name_en": name("zone", zone)["en"],
            "name_zh_hant": name("zone", zone)["zh-Hant"],
            "name_zh_hans": name("zone", zone)["zh-Hans"],
        }
        for zone, cells in members().items()
        if divided(zone)
        for cell in cells
    ]


def _members(given: tuple[str, ...] | None) -> list[str]:
    if given is not None:
        return list(given)
    urban = {*SCOPES["hk-island"], *SCOPES["kowloon"]}
    return [zone for zone in zones_of("HK") if zone not in urban]


def _commuting() -> list[dict[str, object]]:
    """Census place of work by home zone: an area leaves out the home zone itself, which is `same`."""
    census = census_by_cell()
    rows = []
    for cell, zone in ((c, z) for c, z in zone_of().items() if c in census.index):
        for area, columns in AREA_COLUMNS.items():
            workers = sum(float(census[column][cell]) for column in columns)
            abroad = area == "SZ"
            rows.append(
                {
                    "zone": cell,
                    "area": area,
                    "home_area": zone if divided(zone) else "",
                    "unit": "persons",
                    "year": BASE_YEAR,
                    "workers": round(workers * assumed("outside_workers_to_shenzhen"))
                    if abroad
                    else int(workers),
                    "grade": "assumed" if abroad else "derived",
                    "source": "C&SD 2021 Population Census by small area"
                    + (
                        ": working outside Hong Kong x 60% (assumed)"
                        if abroad
                        else "; same district read as same zone, other areas without the home zone"
                    ),
                }
            )
    return rows
