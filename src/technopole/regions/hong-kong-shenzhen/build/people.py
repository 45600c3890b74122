"""People, households and employed residents by zone and group."""

from __future__ import annotations

import math
from functools import cache

from balance import whole
from cells import spread, zone_of
from distances import kilometres
from sources import BASE_YEAR, assumed, fact, side_of, write, zones, zones_of

GROUPS = ("hk_general", "hk_talent", "sz_general", "sz_talent")
SKILLS = ("general", "talent")
LONGGANG = ("SZ-BT", "SZ-LG")
CORE = ("SZ-FT", "SZ-HT", "SZ-LH", *LONGGANG)  # where the survey of 2008 found 80% of Hong Kong people


@cache
def longgang_scale() -> dict[str, float]:
    """Factor by zone that mends the split of Longgang's people.

    The fact tables give SZ-BT 38.0% of Longgang, which fits neither of its readings by street.
    Nanwan is counted with Bantian, Buji and Jihua: it adjoins Buji and looks to Luohu.
    """
    people = fact("zone_people").set_index("zone")["population_2021"]
    total = people[list(LONGGANG)].sum()
    share = assumed("sz_bantian_buji")
    return {"SZ-BT": share * total / people["SZ-BT"], "SZ-LG": (1 - share) * total / people["SZ-LG"]}


@cache
def population() -> dict[str, int]:
    """People living in each zone."""
    return _moved("population_2021")


@cache
def households() -> dict[str, int]:
    """Households living in each zone."""
    return _moved("households")


def _moved(column: str) -> dict[str, int]:
    values = fact("zone_people").set_index("zone")[column].astype(float)
    scaled = {zone: values[zone] * longgang_scale().get(zone, 1.0) for zone in zones()}
    return {**whole({z: scaled[z] for z in zones_of("HK")}), **whole({z: scaled[z] for z in zones_of("SZ")})}


def _census_workers() -> dict[tuple[str, str], float]:
    """Employed residents by zone and skill before anyone is moved."""
    table = fact("residents")
    return {
        (row.zone, row.group): row.resident_workers_2021 * longgang_scale().get(row.zone, 1.0)
        for row in table.itertuples()
    }


@cache
def leavers() -> dict[str, int]:
    """Hong Kong residents by zone who work outside Hong Kong and Shenzhen: they leave the system."""
    outside = fact("hk_zone_2021").set_index("id")["plw_out"]
    total = round(outside.sum() * (1 - assumed("outside_workers_to_shenzhen")))
    return whole({zone: float(outside.get(zone, 0)) for zone in zones_of("HK")}, total)


@cache
def to_shenzhen() -> dict[str, int]:
    """Hong Kong residents who work in Shenzhen, by skill."""
    total = round(fact("hk_zone_2021")["plw_out"].sum() * assumed("outside_workers_to_shenzhen"))
    talent = assumed("outside_workers_talent")
    return whole({"general": 1 - talent, "talent": talent}, total)


@cache
def inbound() -> dict[str, int]:
    """People living in Shenzhen who work in Hong Kong, by group."""
    return whole({group: assumed(f"inbound_{group}") for group in GROUPS}, assumed("inbound_workers"))


@cache
def hk_people_in_shenzhen() -> dict[tuple[str, str], int]:
    """Hong Kong workers living in Shenzhen by zone and skill, whichever side they work on."""
    stay = local_in_shenzhen()
    result = {}
    for skill in SKILLS:
        total = inbound()[f"hk_{skill}"] + stay[skill]
        spread = whole(_near_border(), total)
        result.update({(zone, skill): number for zone, number in spread.items()})
    return result


@cache
def local_in_shenzhen() -> dict[str, int]:
    """Hong Kong workers who live and work in Shenzhen, by skill."""
    crossing = inbound()["hk_general"] + inbound()["hk_talent"]
    talent = assumed("hk_in_shenzhen_local_talent")
    return whole({"general": 1 - talent, "talent": talent}, crossing * assumed("hk_in_shenzhen_local_ratio"))


def _near_border() -> dict[str, float]:
    """Weights of Shenzhen zones: people, thinning out with distance from a crossing."""
    place = fact("zones").set_index("id")
    points = [
        (row.hk_lat, row.hk_lon)
        for row in fact("bcp_points").itertuples()
        if row.id in ("LW", "LMC", "HG", "SB", "MKT", "HYW")
    ]
    raw = {}
    for zone in zones_of("SZ"):
        near = min(kilometres((place.lat[zone], place.lon[zone]), point) for point in points)
        raw[zone] = population()[zone] * math.exp(-near / assumed("hk_in_shenzhen_decay"))
    core = sum(raw[zone] for zone in CORE)
    rest = sum(raw.values()) - core
    share = assumed("hk_in_shenzhen_core")
    return {
        zone: value * (share / core if zone in CORE else (1 - share) / rest) for zone, value in raw.items()
    }


@cache
def workers() -> dict[tuple[str, str], int]:
    """Employed residents by zone and group inside the system (leavers taken out)."""
    census = _census_workers()
    result: dict[tuple[str, str], int] = {}
    for zone in zones_of("HK"):
        total = sum(census[zone, skill] for skill in SKILLS)
        split = whole({skill: census[zone, skill] for skill in SKILLS}, total - leavers()[zone])
        result.update({(zone, f"hk_{skill}"): split[skill] for skill in SKILLS})
        result.update({(zone, f"sz_{skill}"): 0 for skill in SKILLS})
    for skill in SKILLS:
        local = whole({zone: census[zone, skill] for zone in zones_of("SZ")})
        for zone in zones_of("SZ"):
            from_hk = hk_people_in_shenzhen()[zone, skill]
            result[zone, f"hk_{skill}"] = from_hk
            result[zone, f"sz_{skill}"] = local[zone] - from_hk
    return result


@cache
def followers() -> dict[tuple[str, str], int]:
    """Workers at home or at no fixed place, by zone and group; none in Shenzhen (assumed)."""
    parts = fact("jobs_components_hk").set_index("zone")
    result = dict.fromkeys(workers(), 0)
    for zone in zones_of("HK"):
        total = int(parts.work_at_home[zone] + parts.no_fixed_place_or_marine[zone])
        general = min(round(total * assumed("followers_general")), workers()[zone, "hk_general"])
        result[zone, "hk_general"] = general
        result[zone, "hk_talent"] = total - general
        if result[zone, "hk_talent"] > workers()[zone, "hk_talent"]:
            message = f"{zone}: more followers than residents"
            raise ValueError(message)
    return result


def write_people() -> None:
    """Write people.csv and residents.csv."""
    from cell_work import cell_followers, cell_workers  # derived from this module

    facts = fact("zone_people").set_index("zone")
    people, homes = spread(population(), "people"), spread(households(), "households")
    mend = "; Longgang split by street at the end of 2022 (facts/published.csv S053-S056)"
    write(
        "people",
        (
            {
                "zone": cell,
                "population": people[cell],
                "households": homes[cell],
                "year": BASE_YEAR,
                # district populations and 2.25 persons a household are published since; splits inside are not
                "grade": "derived"
                if side_of()[zone] == "HK" or "assumed" not in facts.source[zone]
                else "assumed",
                "source": facts.source[zone] + (mend if zone in LONGGANG else ""),
            }
            for cell, zone in zone_of().items()
        ),
    )
    write(
        "residents",
        (
            {
                **_resident_row(zone, group),
                "zone": cell,
                "workers": cell_workers()[cell, group],
                "followers": cell_followers()[cell, group],
            }
            for cell, zone in zone_of().items()
            for group in GROUPS
            if not (side_of()[zone] == "HK" and group.startswith("sz"))
        ),
    )


def _resident_row(zone: str, group: str) -> dict[str, object]:
    hong_kong = side_of()[zone] == "HK"
    if hong_kong:
        source = (
            "C&SD 2021 Population Census by small area, less those working outside Hong Kong and Shenzhen; "
            "talent = attended a degree course x employment rate 0.78 (assumed)"
        )
    elif group.startswith("hk"):
        source = "survey of 2008 (Planning Department) scaled to inbound commuters; places assumed"
    else:
        source = (
            "2020 census by district scaled to 12.5m employed (assumed), less Hong Kong people living there"
        )
    return {
        "group": group,
        "unit": "persons",
        "year": BASE_YEAR,
        "grade": "derived" if hong_kong else "assumed",
        "source": source,
    }
