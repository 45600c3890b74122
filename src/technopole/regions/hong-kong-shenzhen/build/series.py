"""Published series that are no control totals, and joint funding schemes."""

from __future__ import annotations

from typing import Any

from innovation_series import series
from sources import fact, write

Row = dict[str, Any]
CONTROLS = ("population", "households", "employed", "labour_force_excl_fdh")
NAMES = {
    "GERD business HK$m": "gerd_business",
    "GERD higher education HK$m": "gerd_higher_education",
    "GERD government HK$m": "gerd_government",
    "GERD total HK$m": "gerd_total",
    "GERD/GDP %": "gerd_to_gdp",
    "R&D personnel FTE": "rd_personnel_fte",
    "I&T practitioners": "innovation_practitioners",
    "start-ups": "startups",
    "start-up employees": "startup_staff",
    "venture capital HK$bn": "venture_capital",
    "R&D 100m yuan": "rd_total",
    "R&D/GDP %": "rd_to_gdp",
    "enterprise share of R&D %": "rd_business_share",
    "national high-tech enterprises": "high_tech_enterprises",
    "PCT applications": "pct_applications",
    "strategic emerging industries VA 100m yuan (2024 Q1-3)": "strategic_industries_value_added_q1_q3",
}
# published since: side, name, unit, row of facts/published.csv (UPDATES A7, A8)
SINCE = (
    ("HK", "gerd_total", "HKD million", "I002"),
    ("HK", "gerd_total", "HKD million", "I003"),
    ("HK", "gerd_total", "HKD million", "I004"),
    ("HK", "gerd_total", "HKD million", "I005"),
    ("HK", "gerd_business", "HKD million", "I006"),
    ("HK", "gerd_higher_education", "HKD million", "I007"),
    ("HK", "gerd_government", "HKD million", "I008"),
    ("HK", "rd_personnel_fte", "FTE", "I009"),
    ("HK", "rd_personnel_fte", "FTE", "I010"),
    ("HK", "rd_personnel_fte", "FTE", "I011"),
    ("HK", "rd_personnel_fte", "FTE", "I012"),
    ("HK", "rd_personnel_fte", "FTE", "I013"),
    ("HK", "innovation_practitioners", "persons", "I014"),
    ("HK", "innovation_practitioners", "persons", "I016"),
    ("HK", "startups", "firms", "I018"),
    ("HK", "startups", "firms", "I019"),
    ("HK", "startups", "firms", "I020"),
    ("HK", "startups", "firms", "I021"),
    ("HK", "startups", "firms", "I022"),
    ("HK", "startups", "firms", "I023"),
    ("HK", "startup_staff", "persons", "I024"),
    ("HK", "pct_applications", "applications", "I062"),
    ("HK", "pct_applications", "applications", "I063"),
    ("HK", "itf_approved", "HKD million", "I036"),
    ("SZ", "rd_total", "CNY million", "I049"),
    ("SZ", "rd_total", "CNY million", "I050"),
    ("SZ", "rd_total", "CNY million", "I051"),
    ("SZ", "rd_total", "CNY million", "I052"),
    ("SZ", "rd_enterprises", "CNY million", "I053"),
    ("SZ", "rd_institutes", "CNY million", "I054"),
    ("SZ", "rd_higher_education", "CNY million", "I055"),
    ("SZ", "rd_basic", "CNY million", "I056"),
    ("SZ", "pct_applications", "applications", "I060"),
    ("SZ", "gdp_current", "CNY million", "S071"),
    ("SZ", "gdp_current", "CNY million", "S072"),
    ("SZ", "venture_capital", "CNY million", "S135"),
    ("SZ", "funds_under_management", "CNY million", "S134"),
    ("SZ", "high_tech_enterprises", "firms", "S115"),
    ("SZ", "high_tech_enterprises", "firms", "S116"),
    ("SZ", "high_tech_enterprises", "firms", "S117"),
)
BY_NOTE = (  # figures that stand in the notes of published rows
    ("HK", "gerd_business", 2022, 12371, "HKD million", "I003"),
    ("HK", "gerd_higher_education", 2022, 16356, "HKD million", "I003"),
    ("HK", "gerd_government", 2022, 1412, "HKD million", "I003"),
    ("HK", "gerd_to_gdp", 2023, 1.11, "%", "I004"),
    ("HK", "gerd_to_gdp", 2024, 1.13, "%", "I005"),
    ("SZ", "rd_business_share", 2021, 94, "%", "I053"),
    ("SZ", "rd_to_gdp", 2021, 5.49, "%", "I051"),
    ("SZ", "rd_to_gdp", 2024, 6.67, "%", "I052"),
    ("HK", "startup_staff", 2025, 19800, "persons", "I023"),
)
UNITS = {
    "CNY 100 million": ("CNY million", 100.0),
    "bn yuan": ("CNY million", 1000.0),
    "HK$m": ("HKD million", 1.0),
    "HK$bn": ("HKD billion", 1.0),
}
GRADES = {"official": "official", "plan": "plan", "secondary": "derived"}
RANK = {"official": 0, "plan": 1, "derived": 2, "assumed": 3}
REPLACED = {("HK", "rd_personnel_fte", 2021)}  # 36,100 assumed; 39,400 between official years (UPDATES A7)


def _row(side: str, name: str, year: int, value: float, unit: str, grade: str, source: str) -> Row:
    unit, factor = UNITS.get(unit, (unit, 1.0))
    return {
        "side": side,
        "indicator": name,
        "year": year,
        "value": value * factor,
        "unit": unit,
        "grade": grade,
        "source": source,
    }


def _published() -> list[Row]:
    table = fact("published").set_index("row_id")
    rows = [
        _row(
            side,
            name,
            int(str(table.year[key])[:4]),
            float(table.value[key]),
            unit,
            GRADES[table.grade[key]],
            f"{table.source[key]} ({key})",
        )
        for side, name, unit, key in SINCE
    ]
    return rows + [
        _row(side, name, year, value, unit, GRADES[table.grade[key]], f"{table.source[key]} ({key})")
        for side, name, year, value, unit, key in BY_NOTE
    ]


def _older() -> list[Row]:
    rows = [
        _row(r.side, NAMES[r.indicator], int(r.year), float(r.value), r.unit, r.grade, r.source)
        for r in fact("innovation").itertuples()
        if "target" not in r.indicator
    ]
    rows += [
        _row(r.side, r.indicator, int(r.year), float(r.value), r.unit, r.grade, r.source)
        for r in fact("controls").itertuples()
        if r.indicator not in CONTROLS
    ]
    return [
        row
        for row in rows
        if (row["side"], row["indicator"], row["year"]) not in REPLACED or row["grade"] != "assumed"
    ]


def _border() -> list[Row]:
    rows = [
        _row(
            "HK",
            f"passengers a day: {r.bcp}",
            int(r.year),
            float(r.per_day),
            "passengers a day",
            "official",
            r.source,
        )
        for r in fact("bcp_passengers").itertuples()
        if r.year == 2019 and "control" not in r.bcp
    ]
    rows += [
        _row(
            "HK",
            f"passengers a day: {r.control_point}",
            int(r.year),
            float(r.per_day),
            "passengers a day",
            "official",
            r.source,
        )
        for r in fact("bcp_by_year").itertuples()
        if r.per_day and r.year in (2023, 2024)
    ]
    rows += [
        _row(
            "HK",
            f"Hong Kong residents a day: {r.control_point}",
            int(r.year),
            float(r.per_day_hk_residents),
            "passengers a day",
            "official",
            r.source,
        )
        for r in fact("bcp_by_year").itertuples()
        if r.per_day and r.year in (2023, 2024)
    ]
    return rows


def _grants() -> list[Row]:
    table = fact("rgc_awards_2021_22")
    return [
        _row(
            "HK",
            f"research grants: {r.scheme.split(' (')[0]}",
            int(r.year),
            float(r.hk_million),
            "HKD million",
            "official",
            r.source,
        )
        for r in table.itertuples()
        if r.hk_million == r.hk_million
    ]


def _surveys() -> list[Row]:
    """Survey figures the fit is shown against."""
    source = (
        "Travel Characteristics Survey 2011 (Transport Department): mean minutes of a trip to work; the factor "
        "door_to_door of Hong Kong was set to reach it"
    )
    return [_row("HK", "mean_commute_minutes", 2011, 47.0, "minute", "official", source)]


def write_series() -> None:
    """Write statistics.csv and funding_schemes.csv."""
    chosen: dict[tuple[str, str, int], Row] = {}
    for row in _published() + series() + _older() + _border() + _grants() + _surveys():
        key = (row["side"], row["indicator"], row["year"])
        # a published figure before an assumed one; among equals the later find, which comes first
        if key not in chosen or RANK[row["grade"]] < RANK[chosen[key]["grade"]]:
            chosen[key] = row
    write("statistics", (chosen[key] for key in sorted(chosen)))
    write("funding_schemes", fact("funding_schemes").fillna("").to_dict("records"))
