"""What the plans cost and who pays, in money of the base year."""

from __future__ import annotations

from typing import Any

from places import DEVELOPMENT_AREA
from programme import Release, northern
from sources import BASE_YEAR, assumed, fact, published, side_of

Cost = dict[str, Any]
BILLION = 1e9
WORKS_AHEAD = 5  # land is resumed and formed over the five years before floor may be built
MARKET_COST = {
    "home": "construction_home",
    "business": "construction_business",
    "innovation": "construction_innovation",
}


def _cost(payer: str, first: int, last: int, amount: float, grade: str, source: str) -> Cost:
    return {
        "payer": payer,
        "year_from": max(first, BASE_YEAR + 1),
        "year_to": max(last, BASE_YEAR + 1),
        "amount": round(amount, -6),
        "grade": grade,
        "source": source,
    }


def site_formation(release: Release) -> list[Cost]:
    """Part of the 224 billion that falls to a release: by its zone's land, then by its floor there."""
    if release.zone == "LOOP":
        return []  # the total leaves the Loop's park out
    land = {zone: area for zone, area in DEVELOPMENT_AREA.items() if zone != "LOOP"}
    here = sum(r.square_metres for rows in northern().values() for r in rows if r.zone == release.zone)
    amount = (
        assumed("site_formation_total")
        * BILLION
        * land[release.zone]
        / sum(land.values())
        * release.square_metres
        / here
    )
    return [
        _cost(
            "hk_government",
            release.year_from - WORKS_AHEAD,
            release.year_to,
            amount,
            "derived",
            "224bn HKD (May 2024) spread by land and floor",
        )
    ]


def public_building(release: Release, gross: float) -> list[Cost]:
    """Cost of the part built by a public programme; what the market builds is not a cost of the plan."""
    if not release.public_share:
        return []
    hong_kong = side_of()[release.zone] == "HK"
    per_m2 = assumed(MARKET_COST[release.market]) * (1 if hong_kong else assumed("construction_factor_sz"))
    amount = gross * release.public_share * per_m2
    payer = "hk_government" if hong_kong else "sz_government"
    return [
        _cost(
            payer,
            release.year_from,
            release.year_to,
            amount,
            "assumed",
            f"public part at {per_m2:,.0f} HKD per m2 (assumptions.csv)",
        )
    ]


def loop_building(release: Release, gross: float) -> list[Cost]:
    """The Loop's park: the published cost of batch 1, and the rest of the first phase by floor."""
    per_m2 = assumed(MARKET_COST[release.market])
    amount = gross * per_m2
    if "phase 1" not in release.name or release.market != "innovation":
        return public_building(release, gross)
    table = fact("program").set_index("project")
    batch = float(table.cost_hkd_bn["HSITP phase 1"]) * BILLION
    first = release.year_from - WORKS_AHEAD
    works = float(fact("innovation_published").set_index("row_id").value["N046"]) * 1e6
    last = release.year_to
    return [
        _cost("hk_government", first, last, batch, "official", "batch 1: FCR(2020-21)87")
        | {"appropriation": "hsitp-batch-1"},
        _cost(
            "hk_government", 2025, last, works, "official", "infrastructure of phase 1: Budget 2025-26 (N046)"
        )
        | {"appropriation": "hsitp-infrastructure"},
        _cost(
            "hk_government",
            release.year_from,
            release.year_to,
            amount - batch,
            "assumed",
            f"rest of the first phase at {per_m2:,.0f} HKD per m2",
        ),
    ]


def railway(
    opening: int, kilometres: float, payer: str, source: str, rate: str = "rail_cost_per_km"
) -> list[Cost]:
    """A railway by its length."""
    return [_cost(payer, opening - 6, opening, kilometres * assumed(rate) * BILLION, "derived", source)]


def quoted(opening: int, key: str, payer: str, years: int = 6) -> list[Cost]:
    """A published cost in prices of 2015, in billions."""
    amount = published(key) * assumed("price_2015_to_2021") * BILLION
    return [
        _cost(
            payer,
            opening - years,
            opening,
            amount,
            "plan",
            f"prices of 2015 (facts/published.csv {key}) x 1.14",
        )
    ]


def fixed(payer: str, first: int, last: int, billions: float, grade: str, source: str) -> list[Cost]:
    """A sum in billions."""
    return [_cost(payer, first, last, billions * BILLION, grade, source)]
