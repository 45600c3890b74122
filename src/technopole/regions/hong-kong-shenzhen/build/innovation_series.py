"""Series of research, ventures and innovation jobs found in facts/innovation_published.csv."""

from __future__ import annotations

from typing import Any

from funding import found, innovation_facts

Row = dict[str, Any]
SERIES = (  # side, statistic, row
    ("HK", "gerd_total", "N061"),
    ("HK", "gerd_business", "N062"),
    ("HK", "gerd_higher_education", "N063"),
    ("HK", "gerd_government", "N064"),
    ("HK", "gerd_to_gdp", "N065"),
    ("HK", "gerd_total_with_facilities", "N001"),
    ("HK", "academic_staff", "N008"),
    ("HK", "knowledge_transfer_income", "N012"),
    ("HK", "startups", "N028"),
    ("HK", "startups", "N029"),
    ("HK", "startups", "N030"),
    ("HK", "startups", "N031"),
    ("HK", "startups", "N032"),
    ("HK", "startup_staff", "N033"),
    ("HK", "startup_staff", "N034"),
    ("HK", "startup_staff", "N035"),
    ("HK", "startup_staff", "N036"),
    ("HK", "startup_staff", "N037"),
    ("HK", "startup_staff", "N066"),
    ("HK", "startup_investment", "N024"),
    ("HK", "talent_scheme_arrivals", "N042"),
    ("SZ", "rd_other", "N003"),
    ("SZ", "rd_basic", "N005"),
    ("SZ", "rd_basic_enterprises", "N004"),
    ("SZ", "venture_capital", "N026"),
    ("SZ", "high_tech_enterprises", "N059"),
)
GERD_2017 = 21280.4  # C&SD table 207, before user cost of facilities
GROWTH_YEARS = 6  # N002 is the mean growth of 2015 to 2021
SHENZHEN_2021 = 168200  # I051


def series() -> list[Row]:
    """Rows of statistics.csv, published or computed from what is published."""
    facts = innovation_facts()
    rows = [
        _row(
            side,
            statistic,
            facts[key]["year"],
            found(key),
            facts[key]["unit"],
            facts[key]["grade"],
            f"{facts[key]['source']} ({key})",
        )
        for side, statistic, key in SERIES
    ]
    splice = found("N001") / GERD_2017
    start = SHENZHEN_2021 / (1 + found("N002") / 100) ** GROWTH_YEARS
    return [
        *rows,
        _row(
            "HK",
            "gerd_splice",
            2018,
            splice,
            "ratio",
            "derived",
            "2017 with over 2017 without user cost of facilities (C&SD table 207, note 4; N001): years before 2018 times this",
        ),
        _row(
            "SZ",
            "rd_total",
            2015,
            round(start, -2),
            "CNY million",
            "derived",
            "2021 less six years of 14.9% (Statistics Bureau; N002)",
        ),
    ]


def _row(side: str, statistic: str, year: Any, value: float, unit: str, grade: str, source: str) -> Row:
    return {
        "side": side,
        "indicator": statistic,
        "year": int(year),
        "value": value,
        "unit": unit,
        "grade": grade,
        "source": source,
    }
