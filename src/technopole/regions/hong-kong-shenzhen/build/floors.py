"""Floor stock and rents by zone and market."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd
from cells import split_note, zone_of
from people import longgang_scale, population
from sources import BASE_YEAR, assumed, fact, side_of, write, zones, zones_of
from work import jobs

MARKETS = ("home", "business", "innovation")
FEW_LISTINGS = 10
FEW_BOARDS = 2
SCIENCE_PARK = "PSK"
RENT_LIKE = {"LOOP": "STT"}  # no floor and no rent yet: the neighbouring zone's rents


@cache
def floor() -> dict[tuple[str, str], int]:
    """Floor in use in m2 by zone and market."""
    given = fact("floor").set_index(["zone", "use"])["floor_m2"].astype(float)
    result = {}
    for zone in zones():
        # Longgang's homes move with its people: floor per head stays
        result[zone, "home"] = round(given[zone, "home"] * longgang_scale().get(zone, 1.0))
        result[zone, "business"] = round(sum(jobs()[zone, k] * m2 for k, m2 in m2_per_job(zone).items()))
        result[zone, "innovation"] = round(jobs()[zone, "innovation"] * assumed("m2_innovation"))
    result[SCIENCE_PARK, "innovation"] = round(given[SCIENCE_PARK, "innovation"])  # published
    return result


def m2_per_job(zone: str) -> dict[str, float]:
    """Business floor a job takes by sector in m2."""
    side = side_of()[zone].lower()
    return {
        "business": assumed("m2_business"),
        "local": assumed("m2_local"),
        "manufacturing": assumed(f"m2_manufacturing_{side}"),
    }


@cache
def rents() -> dict[tuple[str, str], float]:
    """Market rent by zone and market, local currency per m2 a year."""
    given = fact("floor").set_index(["zone", "use"])["annual_rent_local_per_m2"].astype(float)
    result = {}
    for zone in zones():
        for market in MARKETS:
            value = given[zone, market]
            result[zone, market] = given[RENT_LIKE[zone], market] if math.isnan(value) else value
    result.update({(zone, "home"): rent for zone, rent in _shenzhen_home_rents(result).items()})
    return result


def _shenzhen_home_rents(given: dict[tuple[str, str], float]) -> dict[str, float]:
    """Move Shenzhen's assumed home rents half of the way (in logs) to what listings say (UPDATES A12).

    Listings: asking rent per m2 of December 2024 and resale price of 2019, equally weighted; prices are
    left out where fewer than ten flats were listed, rents where fewer than two boards were. They are the formal market only, so the level stays:
    the mean over people is that of the fact table, which holds the urban villages' discount.
    """
    table = fact("sz_rents_prices_by_zone").set_index("zone")
    people = pd.Series({zone: population()[zone] for zone in zones_of("SZ")}, dtype=float)
    old = pd.Series({zone: given[zone, "home"] for zone in people.index})
    asking = (table.rent_per_dwelling_2024_12_median_of_boards / table.median_size_m2).where(
        table.boards >= FEW_BOARDS
    )
    price = table.resale_price_median_yuan_m2.where(table.resale_listings_2019_06 >= FEW_LISTINGS)
    logs = pd.DataFrame({"asking": asking, "price": price}).map(
        lambda value: math.log(value) if not math.isnan(value) else value
    )
    logs = logs - (logs.mul(people, axis=0).sum() / logs.notna().mul(people, axis=0).sum())
    weight = assumed("sz_rent_weight")
    level = (people * old.map(math.log)).sum() / people.sum()
    relative = old.map(math.log) - level
    new = ((1 - weight) * relative + weight * logs.mean(axis=1).fillna(relative)).map(math.exp)
    new = new * (people * old).sum() / (people * new).sum()
    return {zone: round(float(new[zone]), 1) for zone in people.index}


@cache
def effective_rents() -> dict[str, float]:
    """Home rent actually paid in Hong Kong, public housing included, HKD per m2 a year."""
    given = (
        fact("floor").set_index(["zone", "use"])["annual_effective_rent_local_per_m2_assumed"].astype(float)
    )
    return {
        zone: rents()[zone, "home"] if math.isnan(given[zone, "home"]) else float(given[zone, "home"])
        for zone in zones_of("HK")
    }


def write_floors() -> None:
    """Write floor.csv and rents.csv."""
    from cell_work import cell_floor  # derived from this module

    text = fact("floor").set_index(["zone", "use"])
    write(
        "floor",
        (
            {
                "zone": cell,
                "market": m,
                "floor": cell_floor()[cell, m],
                "unit": "m2",
                "year": BASE_YEAR,
                "grade": text.floor_grade[z, m],
                "source": _floor_source(z, m) + (split_note(cell) if m != "home" else ""),
            }
            for cell, z in zone_of().items()
            for m in MARKETS
        ),
    )
    write("rents", (_rent_row(cell, z, m) for cell, z in zone_of().items() for m in MARKETS))


def _floor_source(zone: str, market: str) -> str:
    if zone == SCIENCE_PARK and market == "innovation":
        return "HKSTP: gross floor of Science Park, 2020"
    if market == "home":
        if side_of()[zone] == "HK":
            return "census 2021: occupied quarters x median floor area by small area (internal area)"
        return "people x assumed floor per head by district (gross area)"
    if market == "business":
        return (
            "fixed workplaces x assumed m2 a job: business 15, local 12, manufacturing 40 (Hong Kong) or 45"
        )
    return "innovation jobs x 28 m2 (Science Park's floor in use per worker)"


def _rent_row(cell: str, zone: str, market: str) -> dict[str, object]:
    from cell_work import cell_effective_rents  # derived from this module

    hong_kong = side_of()[zone] == "HK"
    row = {
        "zone": cell,
        "market": market,
        "rent": rents()[zone, market],
        "unit": f"{'HKD' if hong_kong else 'CNY'} per m2 a year",
        "year": BASE_YEAR,
        "grade": "assumed",
        "source": "assumed blend of grades; offices anchored on JLL 3Q21"
        if not hong_kong
        else "assumed blend of grades of 2021",
    }
    if market == "home" and hong_kong:
        row["effective_rent"] = cell_effective_rents()[cell]
        row["source"] = (
            "RVD 2021 by class and region x assumed zone factor, checked against asking rents of "
            "February 2024 (within 12%); effective rent blends public rental at 70 HKD per m2 a month"
        )
    elif market == "home":
        row["source"] = (
            "assumed relativities moved half way to asking rents of 2024 and resale prices of 2019"
        )
    if split_note(cell):
        row["source"] = f"{row['source']}; as its zone"
    return row
