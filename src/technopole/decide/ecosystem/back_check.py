"""Research spending of later years from earlier ones, beside naive trends (docs/innovation.md 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from technopole.region import Region

KNOWN = (2015, 2018)  # years a forecast may use
ASKED = (2019, 2022)  # years it is held against
PUBLIC = ("gerd_higher_education", "gerd_government")
BUSINESS, TOTAL, JOBS = "gerd_business", "gerd_total", "innovation_practitioners"


def series(region: Region, side: str, indicator: str) -> dict[int, float]:
    """A published statistic by year; years whose figure is assumed are left out."""
    table = region.tables["statistics"]
    rows = table[(table["side"] == side) & (table["indicator"] == indicator) & (table["grade"] == "official")]
    return {int(year): float(value) for year, value in zip(rows["year"], rows["value"], strict=True)}


def back_check(region: Region) -> list[dict[str, Any]]:
    """GERD of 2019 to 2022 given public research and 2018's business research; innovation jobs, not scored.

    Firms' research follows public research with the elasticities of equation (I17); government money for
    business research, of which no series is published, is taken to grow as public research. Beside it: the
    log trend of 2015 to 2018, and no change since 2018. Years whose figures are not published are not scored.
    """
    p = region.parameters
    elasticity = p.get("crowd_in") + p.get("crowd_in_university")
    rows: list[dict[str, Any]] = []
    for side in region.sides:
        business, total = series(region, side, BUSINESS), series(region, side, TOTAL)
        public = _sum([series(region, side, name) for name in PUBLIC])
        first, last = KNOWN
        known = all(year in one for one in (business, public, total) for year in KNOWN)
        for year in range(ASKED[0], ASKED[1] + 1):
            if not (known and year in total and year in public):
                continue
            firms = business[last] * (public[year] / public[last]) ** elasticity
            slope = np.log(total[last] / total[first]) / (last - first)
            rows.append(
                _row(side, "GERD", year, total[year], public[year] + firms)
                | {
                    "trend_error": _error(total[last] * np.exp(slope * (year - last)), total[year]),
                    "no_change_error": _error(total[last], total[year]),
                }
            )
        rows += [
            _row(side, "innovation jobs", year, value, None)
            for year, value in series(region, side, JOBS).items()
        ]
    return rows


def _sum(parts: list[dict[int, float]]) -> dict[int, float]:
    """Years that all parts have, added up."""
    years = set.intersection(*(set(part) for part in parts)) if parts else set[int]()
    return {year: sum(part[year] for part in parts) for year in sorted(years)}


def _row(side: str, what: str, year: int, data: float, model: float | None) -> dict[str, Any]:
    error = None if model is None else _error(model, data)
    return {"side": side, "what": what, "year": year, "data": data, "model": model, "error": error}


def _error(model: float, data: float) -> float:
    return float(model / data - 1.0)
