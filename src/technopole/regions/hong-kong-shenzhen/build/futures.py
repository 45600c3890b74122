"""Control totals to the last year of the run."""

from __future__ import annotations

from typing import Any

from people import GROUPS, households, population, workers
from sources import BASE_YEAR, LAST_YEAR, assumed, fact, write, zones_of

Row = dict[str, Any]
YEARS = range(BASE_YEAR, LAST_YEAR + 1)
HOUSEHOLD_SIZE_2021 = 2.25


def _path(side: str, indicator: str) -> dict[int, tuple[float, str, str]]:
    """Value, grade and source by year; where a year is given twice, the projection's own path is taken."""
    table = fact("controls")
    rows = table[(table.side == side) & (table.indicator == indicator)]
    result: dict[int, tuple[float, str, str]] = {}
    for row in rows.itertuples():
        year = int(row.year)
        if year in YEARS and (year not in result or row.grade == "assumed"):
            result[year] = (float(row.value), row.grade, row.source)
    return result


def _workers_in(side: str) -> int:
    return sum(workers()[zone, group] for zone in zones_of(side) for group in GROUPS)


def _hong_kong() -> list[Row]:
    force = _path("HK", "labour_force_excl_fdh")
    here = _workers_in("HK")
    rows = [
        _row(
            "HK",
            "workers",
            year,
            round(here * force[year][0] / force[BASE_YEAR][0]),
            "persons",
            "derived",
            "employed residents of the census inside the system x labour force without helpers (C&SD)",
        )
        for year in YEARS
    ]
    for indicator in ("population", "households"):
        unit = "persons" if indicator == "population" else "households"
        rows += [
            _row("HK", indicator, year, value, unit, grade, source)
            for year, (value, grade, source) in sorted(_path("HK", indicator).items())
        ]
    return rows


def _shenzhen() -> list[Row]:
    """Shenzhen without Shenshan, which has no zone: the city's paths scaled to the zones' total."""
    people, employed = _path("SZ", "population"), _path("SZ", "employed")
    here = sum(population()[zone] for zone in zones_of("SZ"))
    homes = sum(households()[zone] for zone in zones_of("SZ"))
    rows = []
    for year in YEARS:
        persons = here * people[year][0] / people[BASE_YEAR][0]
        size = HOUSEHOLD_SIZE_2021 + (assumed("sz_household_size_2046") - HOUSEHOLD_SIZE_2021) * (
            (year - BASE_YEAR) / (LAST_YEAR - BASE_YEAR)
        )
        rows += [
            _row(
                "SZ",
                "population",
                year,
                round(persons),
                "persons",
                "official" if year == BASE_YEAR else "plan" if year == 2035 else "assumed",
                "17.68m in 2021 to 19.0m in 2035 (draft territorial plan), then level; without Shenshan",
            ),
            _row(
                "SZ",
                "households",
                year,
                round(homes * persons / here * HOUSEHOLD_SIZE_2021 / size),
                "households",
                "assumed",
                "family households at 2.25 persons in 2020 falling to the assumed size",
            ),
            _row(
                "SZ",
                "workers",
                year,
                round(_workers_in("SZ") * employed[year][0] / employed[BASE_YEAR][0]),
                "persons",
                "assumed",
                "12.5m employed in 2021 (10.9-14.2m is possible) in step with population",
            ),
        ]
    return sorted(rows, key=lambda row: (row["indicator"], row["year"]))


def _row(side: str, indicator: str, year: int, value: float, unit: str, grade: str, source: str) -> Row:
    return {
        "side": side,
        "indicator": indicator,
        "year": year,
        "value": value,
        "unit": unit,
        "grade": grade,
        "source": source,
    }


def write_controls() -> None:
    """Write controls.csv."""
    write("controls", _hong_kong() + _shenzhen())
