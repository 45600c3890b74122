"""Innovation measures of the plans: committed schemes, the Loop, the north, the cooperation zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import costs
from funding import MILLION, found, innovation_facts
from openings import new_huanggang
from sources import LAST_YEAR, assumed, published, write
from words import name

if TYPE_CHECKING:
    from plan_files import Measure

BILLION = 1e9
APPROPRIATIONS = {  # appropriation: row of facts/innovation_published.csv or published.csv
    "raise-plus": "N013",
    "research-matching": "N010",
    "ai-subsidy": "N016",
    "industry-oriented-fund": "N017",
    "venture-joint-funds": "N018",
    "accelerators": "N019",
    "new-industrialisation": "N041",
    "hsitp-batch-1": "N044",
    "hsitp-operation": "N045",
    "hsitp-infrastructure": "N046",
    "hsk-industry-park": "P019",
}
FIRST_BATCH = 24  # projects of RAISe+ in May 2024 (N014)
RAISE_YEARS = (2024, 2033)  # ten batches of a thousand million
ZONE_YEARS = {"capital": 2027, "information": 2024, "technology": 2026, "talent": 2027}
SPREAD_YEAR = 2035  # the zone is complete (Development Outline 2024, Development Plan 2023)


def _millions(appropriation: str) -> float:
    row = APPROPRIATIONS[appropriation]
    return found(row) if row.startswith("N") else published(row) * 1000


def write_appropriations() -> None:
    """Write appropriations.csv: public money that measures draw on, never beyond what it holds."""
    facts = innovation_facts()
    rows = []
    for appropriation, key in APPROPRIATIONS.items():
        fact = facts.get(key)
        rows.append(
            {
                "appropriation": appropriation,
                "name_en": name("appropriation", appropriation)["en"],
                "payer": "hk_government",
                "amount": _millions(appropriation) * MILLION,
                "unit": "HKD",
                "year": int(fact["year"]) if fact else 2026,
                "grade": "official",
                "source": f"{fact['source'] if fact else 'budget.gov.hk 2026 para 211'} ({key})",
            }
        )
    write("appropriations", rows)


def _measure(
    kind: str, label: str, fields: dict[str, Any], grade: str, source: str, note: str = ""
) -> Measure:
    cost = fields.pop("cost", [])
    head = {"kind": kind, "id": label, "name": name("measure", label)}
    return {**head, **fields, "grade": grade, "source": source, "note": note, "cost": cost}


def _scheme(kind: str, label: str, appropriation: str, years: tuple[int, int], **fields: Any) -> Measure:
    """A measure that spends an appropriation of Hong Kong, all of it unless its fields say how much."""
    key = APPROPRIATIONS[appropriation]
    spent: dict[str, Any] = {"scope": "HK", "funder": "hk_government", **fields}
    if kind != "proof_of_concept":
        spent["amount"] = _millions(appropriation) * MILLION
    spent |= {"year_from": years[0], "year_to": years[1], "appropriation": appropriation}
    source = f"{innovation_facts()[key]['source']} ({key})"
    return _measure(kind, label, spent, "official", source, "amount as voted; years of spending assumed")


def committed() -> list[Measure]:
    """Hong Kong's schemes that are funded and open: the same in every plan."""
    half = round(found("N014") / FIRST_BATCH / 2, 1) * MILLION
    grants = {"grant": half, "projects_a_year": FIRST_BATCH, "matched_by": "hk_firms"}
    first = {"performer": "higher_education", "stage": "translate", "match": 0.5}
    second = {"performer": "venture", "stage": "scale_up", "match": 1}
    scheme = "ai-subsidy"
    computing = {
        "zone": "SO",
        "stage": "research",
        "services_a_year": _millions(scheme) * MILLION / 3,
        "year_from": 2024,
        "year_to": 2026,
        "cost": _voted(scheme, 2024, 2026),
    }
    return [
        _scheme(
            "research_funding",
            "matching-grant",
            "research-matching",
            (2025, 2027),
            performer="higher_education",
        ),
        _scheme("proof_of_concept", "raise-plus-translation", "raise-plus", RAISE_YEARS, **first, **grants),
        _scheme(
            "proof_of_concept", "raise-plus-commercialisation", "raise-plus", RAISE_YEARS, **second, **grants
        ),
        _measure("translational_platform", scheme, computing, "official", "Budget 2024-25 para 109 (N016)"),
        _scheme(
            "venture_co_investment",
            "industry-oriented-fund",
            "industry-oriented-fund",
            (2026, 2035),
            stage="scale_up",
        ),
        _scheme(
            "venture_co_investment",
            "venture-joint-funds",
            "venture-joint-funds",
            (2025, 2029),
            stage="finance",
        ),
        _scheme(
            "research_funding",
            "accelerators",
            "accelerators",
            (2025, 2029),
            performer="venture",
            stage="finance",
        ),
        _scheme(
            "research_funding",
            "new-industrialisation",
            "new-industrialisation",
            (2024, 2033),
            performer="venture",
            stage="scale_up",
        ),
    ]


def _voted(appropriation: str, first: int, last: int, grade: str = "official") -> list[costs.Cost]:
    """All of an appropriation as a cost."""
    key = APPROPRIATIONS[appropriation]
    money = _millions(appropriation) / 1000
    return [
        {**cost, "appropriation": appropriation}
        for cost in costs.fixed("hk_government", first, last, money, grade, key)
    ]


def _running(payer: str, millions: float, first: int) -> list[costs.Cost]:
    """What a platform's services cost each year, until the end of the run."""
    total = millions * (LAST_YEAR - first + 1) / 1000
    return costs.fixed(payer, first, LAST_YEAR, total, "assumed", "as its services")


def loop() -> list[Measure]:
    """Institutes and platforms in the Loop, as far as they are decided; their size is assumed."""
    trials, services = assumed("loop_trial_services"), assumed("loop_platform_services")
    platforms = _voted("hsitp-operation", 2022, 2027) + _running("hk_government", services, 2028)
    opened = "opened December 2025; China Daily 2025-12-22"
    return [
        _platform("loop-platforms", "LOOP", "translate", services, 2026, platforms, opened),
        _platform(
            "loop-clinical-trials",
            "LOOP",
            "market",
            trials,
            2025,
            _running("hk_government", trials, 2025),
            "Budget 2026-27 para 53",
        ),
        _measure(
            "research_funding",
            "loop-life-health-institute",
            {
                "zones": ["LOOP"],
                "funder": "hk_government",
                "performer": "government",
                "stage": "research",
                "amount": assumed("loop_institute_money") * 10 * MILLION,
                "year_from": 2027,
                "year_to": 2036,
            },
            "assumed",
            "headquarters in the Loop: Budget 2026-27 para 52; amount assumed",
        ),
    ]


def _platform(
    label: str, zone: str, stage: str, millions: float, year: int, cost: list[costs.Cost], source: str
) -> Measure:
    fields = {
        "zone": zone,
        "stage": stage,
        "services_a_year": millions * MILLION,
        "year_from": year,
        "cost": cost,
    }
    return _measure("translational_platform", label, fields, "assumed", f"{source}; services assumed")


def industry_park() -> list[Measure]:
    """The Hung Shui Kiu Industry Park: floor from its capital at the cost of business floor."""
    cost = _voted("hsk-industry-park", 2026, 2034)
    floor = round(cost[0]["amount"] / assumed("construction_business"), -3)
    fields = {
        "zone": "HSK",
        "sector": "manufacturing",
        "floor": floor,
        "year_from": 2029,
        "year_to": 2034,
        "cost": cost,
    }
    source = "Budget 2026-27 para 211 (P019): 10bn HKD, 23 ha; floor at 27,000 HKD per m2"
    return [_measure("industrial_base", "hsk-industry-park", fields, "derived", source)]


def zone() -> list[Measure]:
    """What makes the Loop, San Tin and the Hetao Shenzhen Park one zone, beside San Tin's and the Loop's land."""
    yuan = assumed("exchange_rate")
    services = assumed("hetao_platform_services") * yuan
    running = _running("sz_government", services, 2026)
    return [
        _hetao_floor(),
        new_huanggang(),
        _measure(
            "research_funding",
            "hetao-research",
            {
                "zones": ["SZ-HT"],
                "funder": "sz_government",
                "performer": "government",
                "amount": assumed("hetao_research_money") * yuan * (SPREAD_YEAR - 2023) * MILLION,
                "year_from": 2024,
                "year_to": SPREAD_YEAR,
            },
            "assumed",
            "Development Plan, Guo Fa [2023] No. 12; amount assumed",
        ),
        _platform(
            "hetao-platforms",
            "SZ-HT",
            "scale_up",
            services,
            2026,
            running,
            "Development Plan 2023: pilot production",
        ),
        _measure(
            "sector_subsidy",
            "hetao-company-tax",
            {
                "zones": ["SZ-HT"],
                "sector": "innovation",
                "rate": 0.1 * assumed("hetao_profit_share"),
                "year_from": 2023,
                "year_to": 2027,
                "payer": "sz_government",
            },
            "derived",
            "Caishui [2024] No. 2 (N054): 15% instead of 25%, 2023 to 2027; as a share of cost",
        ),
        *_rules(),
        _measure(
            "international_cooperation",
            "loop-world-centres",
            {
                "zones": ["LOOP"],
                "funder": "world",
                "performer": "business",
                "amount": assumed("loop_world_money") * 10 * MILLION,
                "group": "hk_talent",
                "workers_a_year": assumed("loop_world_people"),
                "licences_a_year": assumed("loop_world_licences"),
                "stage": "scale_up",
                "year_from": 2026,
                "year_to": 2035,
            },
            "assumed",
            "a quarter of the first tenants from abroad (N048); amounts assumed",
        ),
    ]


def _hetao_floor() -> Measure:
    """Over 3m m2 by 2035, counted like the Loop's at the base year's m2 a job."""
    gross = found("N052")
    counted = round(gross * assumed("m2_innovation") / assumed("loop_m2_per_job"), -3)
    public = assumed("hetao_public_share")
    per_m2 = assumed("construction_innovation") * assumed("construction_factor_sz")
    source = f"public part at {per_m2:,.0f} HKD per m2 (assumptions.csv)"
    fields = {
        "zone": "SZ-HT",
        "market": "innovation",
        "floor": counted,
        "year_from": 2024,
        "year_to": SPREAD_YEAR,
        "public_share": public,
        "cost": costs.fixed(
            "sz_government", 2024, SPREAD_YEAR, gross * public * per_m2 / BILLION, "assumed", source
        ),
    }
    note = f"{gross:,.0f} m2 gross as published, counted at the base year's 28 m2 a job"
    return _measure(
        "land_release",
        "hetao-floor",
        fields,
        "plan",
        "Xinhua 2023-08-31 on the Development Plan (N052)",
        note,
    )


def _rules() -> list[Measure]:
    """Rules of the zone by flow: what they reach at first, and in 2035. Frictions hold between sides."""
    words = {
        "capital": "research funds sent straight across since 2018 (N057); Development Plan 5.3",
        "information": "standard contract of December 2023 (N056), data channel of the Development Plan 5.4",
        "technology": "customs lines from 10 February 2026 (N055), white list announced (N058)",
        "talent": "Development Plan 5.6 and 5.7: tax at Hong Kong's level, passes for staff",
    }
    note = "the friction is between the two sides; how much of their exchange the rules reach is assumed"
    rows = []
    for flow, first in ZONE_YEARS.items():
        for when, share, year in (("first", "pilot", first), ("spread", "spread", SPREAD_YEAR)):
            eased = assumed(f"zone_cut_{flow}") * assumed(f"zone_share_{share}")
            fields = {"from_side": "SZ", "to_side": "HK", "eased": round(eased, 4), "year": year}
            rows.append(
                _measure(f"{flow}_rules", f"zone-{flow}-{when}", fields, "assumed", words[flow], note)
            )
    return rows
