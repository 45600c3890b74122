"""Targets of the plans as published, with those our indicators can score."""

from __future__ import annotations

from typing import Any

from sources import assumed, fact, write

Row = dict[str, Any]
SCOPES = {
    "Northern Metropolis": "north",
    "San Tin Technopole": "san-tin-technopole",
    "Loop HSITP": "loop",
    "Hetao zone": "hetao",
    "Hetao SZ": "SZ-HT",
    "KTN/FLN": "ktn-fln",
    "Ma Tso Lung (KTN ext.)": "KTN",
    "HSK/HT": "hsk-ht",
    "YLS": "yls",
    "Lau Fau Shan": "lau-fau-shan",
    "Ngau Tam Mei": "ngau-tam-mei",
    "NTN New Town": "ntn",
    "Hong Kong": "HK",
    "Shenzhen": "SZ",
}
# (published indicator, scope) -> (our indicator, target year or None to keep the table's)
SCORED: dict[tuple[str, str], tuple[str, int | None]] = {
    ("population_full", "north"): ("population", None),
    ("jobs_full", "north"): ("jobs", None),
    ("IT_jobs_full", "north"): ("innovation_jobs", None),
    ("flats_total_low", "north"): ("homes", None),
    ("new_flats", "north"): ("new_homes", None),
    ("new_jobs", "north"): ("new_jobs", None),
    ("jobs", "san-tin-technopole"): ("jobs", None),
    ("flats_low", "san-tin-technopole"): ("new_homes", 2042),
    ("population_high", "san-tin-technopole"): ("population", 2042),
    ("jobs_full", "loop"): ("jobs", None),
    ("jobs", "ktn-fln"): ("jobs", None),
    ("flats", "ktn-fln"): ("new_homes", 2036),
    ("jobs", "hsk-ht"): ("jobs", None),
    ("flats", "hsk-ht"): ("new_homes", 2040),
    ("population_total", "hsk-ht"): ("population", 2040),
    ("jobs", "yls"): ("jobs", None),
    ("flats", "yls"): ("new_homes", 2038),
    ("flats_low", "lau-fau-shan"): ("new_homes", 2043),
    ("jobs", "lau-fau-shan"): ("jobs", 2043),
    ("flats_low", "ngau-tam-mei"): ("new_homes", 2041),
    ("population_low", "ngau-tam-mei"): ("population", 2041),
    ("jobs_low", "ngau-tam-mei"): ("jobs", 2041),
    ("I&T practitioners", "HK"): ("innovation_jobs", None),
}
PHASED = "year assumed: end of the programme's phasing (build/facts/program.csv)"
BEYOND = "over about 20 years, beyond the last year of the run: not scored"
SUPERSEDED = {  # earlier figures kept as history (UPDATES A1-A4)
    ("flats", "KTN/FLN", 2021): "superseded in 2024",
    ("flats_low", "Ma Tso Lung (KTN ext.)", 2022): "superseded by 10,700 in 2024",
    ("flats_high", "Ma Tso Lung (KTN ext.)", 2022): "superseded by 10,700 in 2024",
    ("total_GFA_m2", "Loop HSITP", 2018): "superseded by 2.0m m2 in 2025",
    ("jobs_full", "Loop HSITP", 2018): "set for 1.2m m2; no figure for the enlarged park",
    ("population", "NTN New Town", 2021): "superseded by 500,000 in 2024",
    ("jobs", "NTN (NT+MKT+STLMC, 2021 scheme)", 2021): "superseded by 165,000 in 2024",
    ("new housing units", "Shenzhen", 2021): "gross of renewal: not scored against net new homes",
    ("population", "Shenzhen", 2021): "a control total here (without Shenshan), so not scored",
}
REPLACED = {("phase1_GFA_m2", "Loop HSITP"), ("flats_high", "Lau Fau Shan")}
# published since (rows of facts/published.csv), with the name and scope they carry here
ADDED = (
    ("flats_total_max", "ntn", "P002", "flats"),
    ("population_full", "ntn", "P003", "persons"),
    ("jobs_full", "ntn", "P004", "jobs"),
    ("unitown_ha", "ntn", "P005", "ha"),
    ("emerging_industry_land_ha_min", "ntn", "P006", "ha"),
    ("priority_area_ha", "ntn", "P007", "ha"),
    ("flats_high", "lau-fau-shan", "P008", "flats"),
    ("jobs", "lau-fau-shan", "P009", "jobs"),
    ("economic_land_ha", "lau-fau-shan", "P010", "ha"),
    ("first_works_year", "lau-fau-shan", "P012", "year"),
    ("flats", "KTN", "P013", "flats"),
    ("phase1_GFA_m2", "loop", "P014", "m2"),
    ("total_GFA_m2", "loop", "P015", "m2"),
)
GRADES = {"official": "official", "plan": "plan", "secondary": "derived"}
# the published 7.0m m2 are San Tin's 5.8m and the Loop's 1.2m of 2018; the Loop has grown to 2.0m since
WORKER_FLOOR = (
    ("san-tin-technopole", ((5_800_000, "san_tin_m2_per_job"), (1_200_000, "loop_m2_per_job")), 2042),
    ("loop", ((2_000_000, "loop_m2_per_job"),), 2035),
)
NEW_FLATS_NTN = 150_000  # "over 150,000 new" beside P002


def _unit(name: str) -> str:
    """Unit of a published goal from its name."""
    low = name.lower()
    rules = (
        ("hkbn", "HKD billion"),
        ("hkm", "HKD million"),
        ("_ha", "ha"),
        ("km2", "km2"),
        ("km", "km"),
        ("m2", "m2"),
        ("%", "%"),
        ("pct", "%"),
        ("plot_ratio", "ratio"),
        ("start-ups", "firms"),
        ("companies", "firms"),
        ("housing units", "flats"),
        ("flats", "flats"),
        ("population", "persons"),
        ("practitioners", "persons"),
        ("researchers", "persons"),
        ("jobs", "jobs"),
    )
    return next((unit for mark, unit in rules if mark in low), "year")


def _given() -> list[Row]:
    """Rows of the fact table, with what has been superseded said."""
    rows = []
    for row in fact("targets").fillna({"year_note": ""}).to_dict("records"):
        if (row["indicator"], row["scope"]) in REPLACED:
            continue
        note = SUPERSEDED.get((row["indicator"], row["scope"], int(row["published_year"])), row["year_note"])
        rows.append(
            {
                "scope": SCOPES.get(row["scope"], row["scope"]),
                "published_indicator": row["indicator"],
                "target_year": row["target_year"],
                "published_year": int(row["published_year"]),
                "value": row["value"],
                "unit": _unit(row["indicator"]),
                "grade": row["grade"],
                "year_note": note,
                "source": row["source"],
            }
        )
    return rows


def _since() -> list[Row]:
    """Rows published since, and those derived from them."""
    table = fact("published").set_index("row_id")
    rows = [
        {
            "scope": scope,
            "published_indicator": name,
            "published_year": int(table.year[key]),
            "value": float(table.value[key]),
            "unit": unit,
            "grade": GRADES[table.grade[key]],
            "year_note": BEYOND if scope == "ntn" else "",
            "source": f"{table.source[key]} ({key})",
        }
        for name, scope, key, unit in ADDED
    ]
    rows.append(
        {
            "scope": "ntn",
            "published_indicator": "new_flats_min",
            "published_year": 2024,
            "value": NEW_FLATS_NTN,
            "unit": "flats",
            "grade": "plan",
            "year_note": BEYOND,
            "source": "nm-ntnorth.hk; etnet 2024-12-27 (P002)",
        }
    )
    rows.append(
        {
            "scope": "north",
            "published_indicator": "jobs_now, census fit",
            "published_year": 2021,
            "value": 170_000,
            "unit": "jobs",
            "grade": "derived",
            "year_note": "the strategy's 116,000 is another definition",
            "source": "maximum-entropy fit to the 2021 census without the 116,000 as a control",
        }
    )
    for scope, parts, year in WORKER_FLOOR:
        floor = sum(gross * assumed("m2_innovation") / assumed(site) for gross, site in parts)
        made = " + ".join(f"{gross / 1e6:.1f}m m2 x 28 / {assumed(site):.0f}" for gross, site in parts)
        rows.append(
            {
                "indicator": "innovation_floor",
                "scope": scope,
                "target_year": year,
                "published_year": 2025,
                "published_indicator": "innovation floor in the base year's 28 m2 a job",
                "value": round(floor, -3),
                "unit": "m2",
                "grade": "derived",
                "year_note": PHASED,
                "source": f"published gross floor: {made} (assumptions.csv: m2 a job by site)",
            }
        )
    return rows


def write_targets() -> None:
    """Write targets.csv."""
    rows = _given() + _since()
    for row in rows:
        key = (row["published_indicator"], row["scope"])
        if key not in SCORED or "superseded" in row["year_note"]:
            continue
        row["indicator"], year = SCORED[key]
        if year is not None:
            row["target_year"], row["year_note"] = year, PHASED
        elif row.get("target_year") != row.get("target_year"):
            message = f"{key}: a scored target needs a year"
            raise ValueError(message)
    write("targets", rows)
