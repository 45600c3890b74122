"""Measures that open railways, roads and crossings, with their costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import costs
from sources import assumed, published
from words import filled, name

if TYPE_CHECKING:
    from costs import Cost
    from plan_files import Measure

SPUR_KM, SPUR_TO_LOOP_KM = 6.2, 4.5  # T002; the Loop lies at three quarters
EAST_KM, NENT_KM = 9.0, 6.5  # by map: no length is published
WESTERN_HK_KM, WESTERN_SZ_KM = 7.3, 10.8  # T013
HIGHWAY_SAN_TIN_KM = 11.6  # of 23 km (T018), by the distance between its ends
JOINT_INSPECTION = ("LW", "LMC", "SB", "MKT")
JOINT_INSPECTION_YEAR = 2030
AT_LINK_COST = "at the Northern Link's cost per km"
AT_ROAD_COST = "at Heung Yuen Wai's cost per km"


def _opening(kind: str, project: str, year: int, cost: list[Cost], source: str) -> Measure:
    return {
        "kind": kind,
        "id": project,
        "name": name("measure", project),
        "project": project,
        "year": year,
        "grade": "plan",
        "source": source,
        "cost": cost,
    }


def committed_lines() -> list[Measure]:
    """Stations and lines under construction or contracted."""
    station = published("T008") * assumed("price_2015_to_2021")
    as_other = costs.fixed("mtr", 2025, 2030, station, "derived", "as Kwu Tung, also on a running line")
    extension = costs.quoted(2030, "T012", "mtr")
    return [
        _opening(
            "rail_line",
            "kwu-tung-station",
            2027,
            costs.quoted(2027, "T008", "mtr", 4),
            "railwaygazette 2023-09-07",
        ),
        _opening("rail_line", "hung-shui-kiu-station", 2030, as_other, "LegCo paper May 2025 (T017)"),
        _opening("rail_line", "tuen-mun-south-extension", 2030, extension, "railwaygazette 2023"),
    ]


def northern_lines() -> list[Measure]:
    """Railways and roads within the Northern Metropolis."""
    per_km = assumed("road_cost_per_km")
    east_km = published("T018") - HIGHWAY_SAN_TIN_KM
    spur = costs.railway(2034, SPUR_TO_LOOP_KM, "hk_government", f"three quarters of 6.2 km {AT_LINK_COST}")
    east = costs.railway(2039, EAST_KM, "mtr", f"9 km by map {AT_LINK_COST}")
    nent = costs.railway(2039, NENT_KM, "mtr", f"6.5 km by map {AT_LINK_COST}")
    road = costs.fixed(
        "hk_government", 2028, 2036, HIGHWAY_SAN_TIN_KM * per_km, "derived", f"11.6 km {AT_ROAD_COST}"
    )
    road_east = costs.fixed(
        "hk_government", 2031, 2039, east_km * per_km, "derived", f"rest of 23 km {AT_ROAD_COST}"
    )
    return [
        _opening(
            "rail_line",
            "northern-link",
            2034,
            costs.quoted(2034, "T009", "mtr", 9),
            "Budget 2026 para 224: 2034 or earlier",
        ),
        _opening("rail_line", "northern-link-spur", 2034, spur, "Budget 2026 para 224"),
        _opening("rail_line", "northern-link-east", 2039, east, "in and after 2039 (T025)"),
        _opening("rail_line", "nent-line", 2039, nent, "in and after 2039 (T026)"),
        _opening("road", "northern-metropolis-highway", 2036, road, "Budget 2026 para 225: 2036 or earlier"),
        _opening("road", "northern-metropolis-highway-east", 2039, road_east, "SCMP 2024-02: rest from 2039"),
    ]


def border_measures() -> list[Measure]:
    """New and quicker crossings, and the railway across the bay."""
    western = costs.railway(
        2035, WESTERN_HK_KM, "hk_government", f"7.3 km (T013) {AT_LINK_COST}"
    ) + costs.railway(
        2035, WESTERN_SZ_KM, "sz_government", "10.8 km (T013), half under the bay", "rail_cost_per_km_sz"
    )
    line = _opening("rail_line", "western-rail-link", 2035, western, "LegCo paper May 2025 (T013-T016)")
    return [new_huanggang(), *map(_joint_inspection, JOINT_INSPECTION), line]


def new_huanggang() -> Measure:
    """The port that replaces Huanggang."""
    year = int(assumed("new_huanggang_year"))
    building = costs.fixed(
        "sz_government", 2022, year, assumed("huanggang_building_cost"), "assumed", "no published figure"
    )
    fittings = costs.fixed("hk_government", year - 2, year, published("B076"), "plan", "B076")
    return {
        "kind": "crossing",
        "id": "new-huanggang",
        "name": name("measure", "new-huanggang"),
        "crossing": "NHG",
        "open": True,
        "year": year,
        "grade": "assumed",
        "source": "building reported for the end of 2025 (LegCo, 7 May 2025); opening year assumed",
        "cost": building + fittings,
    }


def _joint_inspection(crossing: str) -> Measure:
    minutes = round(assumed(f"{crossing.lower()}_clearance") * assumed("clearance_saving"), 1)
    half = assumed("clearance_programme_cost") / len(JOINT_INSPECTION) / 2
    first, last = JOINT_INSPECTION_YEAR - 2, JOINT_INSPECTION_YEAR
    source = "programme spread evenly over four crossings and two sides"
    return {
        "kind": "crossing",
        "id": f"joint-inspection-{crossing.lower()}",
        "name": filled(name("measure", "joint-inspection"), name("crossing", crossing)),
        "crossing": crossing,
        "year": JOINT_INSPECTION_YEAR,
        "clearance": minutes,
        "grade": "assumed",
        "source": "as announced for the new Huanggang, at half its gain",
        "cost": costs.fixed("hk_government", first, last, half, "assumed", source)
        + costs.fixed("sz_government", first, last, half, "assumed", source),
    }


def spur_to_port() -> list[Measure]:
    """The last part of the spur: its links open with the spur, its cost is booked apart."""
    rest = f"rest of 6.2 km {AT_LINK_COST}"
    cost = costs.railway(2034, SPUR_KM - SPUR_TO_LOOP_KM, "hk_government", rest)
    measure = _opening("rail_line", "northern-link-spur", 2034, cost, "Budget 2026 para 224")
    note = "the links open with measure northern-link-spur; this one books the part to the port"
    label = "northern-link-spur-to-huanggang"
    return [{**measure, "id": label, "name": name("measure", label), "note": note}]
