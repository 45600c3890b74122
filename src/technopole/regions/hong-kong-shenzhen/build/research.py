"""Where research and ventures are: institutions with their amounts, places of performers, flows a year."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from cells import cell_at, written
from funding import CURRENCY, MILLION, PERFORMERS, STAGES, found, innovation_facts, performed, stage_shares
from people import SKILLS
from sources import BASE_YEAR, assumed, fact, parameters, published, side_of, write, zones_of
from work import jobs, shares, wages

Row = dict[str, Any]
UNITS = {
    "business": "persons",
    "higher_education": "HKD million a year",
    "government": "share",
    "venture": "weighted persons",
}
UNIVERSITIES_HK = {
    "CUHK": "cuhk",
    "HKUST": "hkust",
    "PolyU": "polyu",
    "CityU": "cityu",
    "HKBU": "hkbu",
    "EdUHK": "eduhk",
    "LU": "lu",
}
UNIVERSITIES_SZ = {
    "Shenzhen University": "szu",
    "SUSTech": "sustech",
    "University Town (Tsinghua SIGS/PKU/HIT)": "town",
}
SHARE_OF_UNIVERSITIES = 0.58  # of Hong Kong's research personnel in 2018 (I010)
GOVERNMENT_PLACES = {
    "HK": {"PSK": "hk_gov_share_science_park", "SO": "hk_gov_share_cyberport"},
    "SZ": {"SZ-XL": "sz_gov_share_xili", "SZ-GM": "sz_gov_share_guangming", "SZ-HT": "sz_gov_share_hetao"},
}
GOVERNMENT_REST = {"HK": ("KC", "YT"), "SZ": ("SZ-NH", "SZ-FT", "SZ-DP")}
PARKS = ("PSK", "SO", "SZ-NH", "SZ-QH", "SZ-HT")
FACTORIES = ("SZ-BN", "SZ-BC", "SZ-GM", "SZ-LU", "SZ-BT", "SZ-LG", "SZ-PS")
PARK_FACTS = {  # institution: floor, start-ups: rows of the facts
    "HKSTP Science Park": ("I041", "N039"),
    "Cyberport": ("I047", ""),
}
SCIENCE_PARK_SMALL_FIRMS = 610  # of N039, in its note


@cache
def universities() -> dict[str, float]:
    """Research of each university in millions of HKD a year."""
    hong_kong = {n: assumed(f"hk_he_share_{key}") for n, key in UNIVERSITIES_HK.items()}
    shenzhen = {n: assumed(f"sz_he_share_{key}") for n, key in UNIVERSITIES_SZ.items()}
    hong_kong["HKU"] = 1 - sum(hong_kong.values())
    shenzhen["CUHK-Shenzhen"] = 1 - sum(shenzhen.values())
    yuan = assumed("exchange_rate")
    result = {n: share * performed()["HK", "higher_education"] for n, share in hong_kong.items()}
    return result | {n: share * performed()["SZ", "higher_education"] * yuan for n, share in shenzhen.items()}


def researchers(side: str, millions: float) -> float:
    """Researchers (FTE) that millions of HKD of university research a year employ."""
    if side == "HK":
        return published("I013") * SHARE_OF_UNIVERSITIES * millions / performed()["HK", "higher_education"]
    a_head = found("N006") / found("N007") * assumed("exchange_rate")  # Guangzhou's million CNY per FTE
    return millions / a_head


@cache
def people_per_million(side: str, performer: str) -> float:
    """Innovation workers that a million of the side's currency employs, by its stages and the side's pay."""
    wage = sum(wages()[side, "innovation", skill] * shares()[side, "innovation", skill] for skill in SKILLS)
    share = parameters()["share_people"]
    spent = stage_shares(side, performer)
    return MILLION / wage * sum(spent[stage] * share[stage]["value"] for stage in STAGES)


@cache
def places() -> dict[tuple[str, str], float]:
    """Weight of each zone for each performer."""
    zone_of = fact("institutions").set_index("name").zone
    result: dict[tuple[str, str], float] = defaultdict(float)
    for university, millions in universities().items():
        result[zone_of[university], "higher_education"] += round(millions, 1)
    for side, known in GOVERNMENT_PLACES.items():
        shares = {zone: assumed(key) for zone, key in known.items()}
        rest = {zone: jobs()[zone, "innovation"] for zone in GOVERNMENT_REST[side]}
        left = 1 - sum(assumed(key) for key in known.values())
        shares |= {zone: left * count / sum(rest.values()) for zone, count in rest.items()}
        result |= {(zone, "government"): round(share, 4) for zone, share in shares.items()}
    for side in CURRENCY:
        public = _people(side, result, ("higher_education", "government"), zones_of(side))
        for zone in zones_of(side):
            free = max(round(jobs()[zone, "innovation"] - public[zone]), 0)
            result[zone, "business"] = free
            factor = assumed("venture_park_factor") if zone in PARKS else 1.0
            factor = assumed("venture_factory_factor") if zone in FACTORIES else factor
            result[zone, "venture"] = round(free * factor)
    return {key: weight for key, weight in result.items() if weight}


def _people(
    side: str, weights: dict[tuple[str, str], float], performers: tuple[str, ...], inside: list[str]
) -> dict[str, float]:
    """People paid in each place inside a side by the money of the performers."""
    people = dict.fromkeys(inside, 0.0)
    for performer in performers:
        total = sum(weights.get((zone, performer), 0.0) for zone in people)
        paid = performed()[side, performer] * people_per_million(side, performer)
        for zone in people:
            people[zone] += paid * weights.get((zone, performer), 0.0) / total
    return people


def paid_people() -> dict[str, float]:
    """People paid in each cell by all research and venture money: never more than its innovation jobs."""
    from cell_work import cell_places  # derived from this module

    result: dict[str, float] = {}
    for side in CURRENCY:
        result |= _people(side, cell_places(), PERFORMERS, written(side))
    return result


def institution_places() -> dict[str, str]:
    """Cell each institution stands in."""
    return {
        row.name_: cell_at(row.zone, row.lat, row.lon)
        for row in fact("institutions").rename(columns={"name": "name_"}).itertuples()
        if row.zone in side_of()
    }


def paid_by_public() -> dict[tuple[str, str], float]:
    """People paid by universities and by public institutes, by zone."""
    result = {}
    for side in CURRENCY:
        for performer in ("higher_education", "government"):
            people = _people(side, places(), (performer,), zones_of(side))
            result.update({(zone, performer): number for zone, number in people.items() if number})
    return result


def _amounts(institution: str, zone: str) -> Row:
    """Amounts of an institution: its research and people, or its floor and firms; nothing where none is known."""
    side = side_of()[zone]
    if institution in universities():
        millions = universities()[institution]
        people = researchers(side, millions)
        published_share = institution == "HKU"
        how = "HKU's share of General Research Fund money" if published_share else "share of spending assumed"
        return {
            "research_spending": round(millions) * MILLION,
            "researchers": round(people),
            "laboratory_floor": round(people * assumed("laboratory_m2"), -2),
            "amount_year": BASE_YEAR,
            "amount_grade": "assumed",
            "amount_source": f"universities' research as published, {how}; people by spending, 20 m2 each",
        }
    if institution not in PARK_FACTS:
        return {}
    floor, firms = PARK_FACTS[institution]
    row = fact("published").set_index("row_id").loc[floor]
    source = f"{row['source']} ({floor})"
    source += f"; {innovation_facts()[firms]['source']} ({firms})" if firms else ""
    return {
        "laboratory_floor": published(floor),
        "startups": SCIENCE_PARK_SMALL_FIRMS if firms else "",
        "amount_year": int(str(row["year"])[:4]),
        "amount_grade": "official",
        "amount_source": source,
    }


def _flows() -> list[Row]:
    """Results, entries, graduates and talent coming in a year, by side."""
    disclosures = found("N011") / universities()["HKU"]  # per HKD million of HKU's research
    yuan = assumed("exchange_rate")
    public_sz = (performed()["SZ", "higher_education"] + performed()["SZ", "government"]) * yuan
    share = (BASE_YEAR - 2016) / (2023 - 2016)
    pct_sz = published("I060") + share * (assumed("sz_pct_2023") - published("I060"))
    begun = published("I020") - published("I019") * (1 - assumed("startup_exit"))
    how = f"HKU's {found('N011'):.0f} disclosures (N011) by research spending, and PCT applications"
    return [
        _flow(
            "HK",
            "results",
            disclosures * performed()["HK", "higher_education"] + published("I062"),
            "results a year",
            "derived",
            f"{how} of 2022 (I062)",
        ),
        _flow(
            "HK",
            "entries",
            begun,
            "firms a year",
            "derived",
            "start-ups 2021 less those of 2020 that remain (I019, I020; startup_exit)",
        ),
        _flow(
            "HK",
            "graduates",
            assumed("hk_graduates"),
            "persons a year",
            "assumed",
            "assumptions.csv: hk_graduates",
        ),
        _flow(
            "HK",
            "talent_inflow",
            assumed("hk_talent_inflow"),
            "persons a year",
            "assumed",
            "assumptions.csv: hk_talent_inflow",
        ),
        _flow(
            "SZ",
            "results",
            disclosures * public_sz + pct_sz,
            "results a year",
            "assumed",
            f"{how} between 2016 (I060) and 2023 (assumptions.csv: sz_pct_2023)",
        ),
        _flow(
            "SZ",
            "entries",
            published("S115") - found("N059"),
            "firms a year",
            "derived",
            "net growth of national high-tech enterprises in 2021 (N059, S115)",
        ),
        _flow(
            "SZ",
            "graduates",
            assumed("sz_graduates"),
            "persons a year",
            "assumed",
            "assumptions.csv: sz_graduates",
        ),
        _flow(
            "SZ",
            "talent_inflow",
            assumed("sz_talent_inflow"),
            "persons a year",
            "assumed",
            "assumptions.csv: sz_talent_inflow",
        ),
    ]


def _flow(side: str, flow: str, value: float, unit: str, grade: str, source: str) -> Row:
    return {
        "side": side,
        "flow": flow,
        "value": round(value),
        "unit": unit,
        "year": BASE_YEAR,
        "grade": grade,
        "source": source,
    }


def write_research() -> None:
    """Write institutions.csv, research_places.csv and innovation_flows.csv."""
    from cell_work import cell_places  # derived from this module

    write(
        "institutions",
        (
            {
                "name": r.name_,
                "kind": r.kind,
                "zone": institution_places()[r.name_],
                "longitude": r.lon,
                "latitude": r.lat,
                "year": r.year,
                "grade": r.grade,
                "source": r.source,
                **_amounts(r.name_, r.zone),
            }
            for r in fact("institutions").rename(columns={"name": "name_"}).itertuples()
            if r.zone in side_of()
        ),
    )
    reasons = {
        "business": "innovation jobs less people paid by universities and institutes",
        "higher_education": "universities' research by campus (institutions.csv)",
        "government": "places of public centres and institutes (assumptions.csv: *_gov_share_*)",
        "venture": "the same free jobs, more in parks and factory districts (assumptions.csv: venture_*_factor)",
    }
    write(
        "research_places",
        (
            {
                "zone": cell,
                "performer": performer,
                "weight": cell_places()[cell, performer],
                "unit": UNITS[performer],
                "year": BASE_YEAR,
                "grade": "assumed",
                "source": reasons[performer],
            }
            for performer in PERFORMERS
            for cell in written()
            if (cell, performer) in cell_places()
        ),
    )
    write("innovation_flows", _flows())
