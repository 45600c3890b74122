"""Border crossings of a normal year, and those planned."""

from __future__ import annotations

from typing import Any

from sources import BASE_YEAR, assumed, fact, published, write
from words import name

CROSSINGS = ("LW", "LMC", "HG", "SB", "MKT", "HYW", "XRL", "NHG", "WRL")
CAPACITY_MULTIPLE = 1.25  # as the parameter crossing_capacity_multiple, of the busier of 2019 and 2024
NORMAL_YEAR = 2024  # the first full year in which all seven crossings were open
# name in the yearly counts, name in those of 2019 (none: not open then)
TRIPS = {
    "LW": ("Lo Wu", "Lo Wu"),
    "LMC": ("Lok Ma Chau Spur Line", "Lok Ma Chau Spur Line"),
    "HG": ("Lok Ma Chau", "Lok Ma Chau/Huanggang"),
    "SB": ("Shenzhen Bay", "Shenzhen Bay"),
    "MKT": ("Man Kam To", "Man Kam To"),
    "HYW": ("Heung Yuen Wai", None),
    "XRL": ("Express Rail Link West Kowloon", "West Kowloon XRL"),
}
# hours: LCQ22 of 6 November 2024 for Lo Wu and Lok Ma Chau, Transport Department for Huanggang; others assumed
HOURS = {"LW": 17.5, "LMC": 16, "HG": 24, "SB": 17.5, "MKT": 15, "HYW": 15, "XRL": 17, "NHG": 24, "WRL": 17.5}
HUANGGANG_CLEARANCE = 25.0  # the middle of 20-30 minutes (facts/published.csv B075)
HUANGGANG_CAPACITY = 200_000  # passengers a day; Legislative Council question 8, 7 May 2025
TRANSIT_ONLY = ("LW", "LMC", "XRL", "WRL")
OPENED = {
    "LW": 2000,
    "LMC": 2007,
    "HG": 2000,
    "SB": 2007,
    "MKT": 2000,
    "HYW": BASE_YEAR,
    "XRL": 2018,
    "WRL": 2035,
}
SOURCES = {
    "HYW": "trips ImmD 2024; clearance: Security Bureau 2024 (B070); open since 2023, taken as open from the base year",
    "HG": "trips ImmD 2024; clearance 20-30 minutes (B075); closes when the new Huanggang opens",
    "NHG": "clearance 5 minutes (B075), capacity 200,000 a day (Legislative Council, 7 May 2025); year assumed",
    "WRL": "opening 2035 and joint controls on the Shenzhen side (T015, T016); clearance and capacity assumed",
}


def _trips(crossing: str) -> int:
    """Passengers a day both ways in the normal year."""
    counts = fact("bcp_by_year").query(f"year == {NORMAL_YEAR}").set_index("control_point")["per_day"]
    return int(counts[TRIPS[crossing][0]])


def _trips_2019(crossing: str) -> int:
    """Passengers a day both ways in 2019."""
    old = TRIPS[crossing][1]
    return int(fact("bcp_passengers").query("year == 2019").set_index("bcp")["per_day"][old]) if old else 0


def _row(crossing: str) -> dict[str, Any]:
    names = name("crossing", crossing)
    row: dict[str, Any] = {
        "crossing": crossing,
        "name_en": names["en"],
        "name_zh_hant": names["zh-Hant"],
        "name_zh_hans": names["zh-Hans"],
        "node_a": f"X:{crossing}:HK",
        "node_b": "X:XRL:PLAT" if crossing == "XRL" else f"X:{crossing}:SZ",
        "layer": "transit" if crossing in TRANSIT_ONLY else "both",
        "hours_open": HOURS[crossing],
        "trips": _trips(crossing) if crossing in TRIPS else 0,
        "groups": "all",
        "open_year": OPENED.get(crossing, int(assumed("new_huanggang_year"))),
        "grade": "assumed",
        "source": SOURCES.get(
            crossing,
            "trips ImmD 2024 (both ways, drivers left out); capacity assumed from the busier of 2019 and 2024; clearance assumed",
        ),
    }
    if crossing in TRIPS and crossing != "HYW":
        row["capacity"] = round(CAPACITY_MULTIPLE * max(_trips(crossing), _trips_2019(crossing)))
    if crossing == "HG":
        row |= {"clearance": HUANGGANG_CLEARANCE, "closes_with": "new-huanggang"}
    elif crossing == "NHG":
        row |= {
            "clearance": published("B075"),
            "capacity": HUANGGANG_CAPACITY,
            "project": "new-huanggang",
            "constant_from": "LMC",
            "grade": "plan",
        }
    else:
        row["clearance"] = assumed(f"{crossing.lower()}_clearance")
    if crossing == "WRL":
        row |= {"capacity": assumed("wrl_capacity"), "project": "western-rail-link", "constant_from": "LMC"}
    if crossing == "HYW":
        row["capacity"] = assumed("hyw_capacity")
    return row


def write_crossings() -> None:
    """Write crossings.csv."""
    write("crossings", [_row(crossing) for crossing in CROSSINGS])
