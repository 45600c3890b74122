"""Control totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding
from technopole.region.checks.base import Record, Sources, check, grouped, total

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "controls.csv"
INDICATORS = {
    "population": ("people", "population"),
    "households": ("people", "households"),
    "workers": ("residents", "workers"),
}
"""Control totals, and the table and column whose sum over zones they must match."""
CLOSE = 0.01
"""Relative difference of a control total and the zones' sum that goes without a warning."""


def _by_year(sources: Sources) -> dict[tuple[str, ...], list[Record]]:
    """Return the rows by side and indicator, ordered by year."""
    rows = grouped(sources.records("controls"), "side", "indicator")
    return {key: sorted(records, key=lambda record: record.number("year")) for key, records in rows.items()}


@check("controls-cover-run", "controls")
def controls_cover_run(sources: Sources) -> Iterator[Finding]:
    """Every side has population, workers and households from the base year to the last."""
    settings, by_year = sources.settings, _by_year(sources)
    for side in settings.labels("sides"):
        for indicator in INDICATORS:
            rows = by_year.get((side, indicator))
            if not rows:
                what = f"side '{side}' has no control total for {indicator}"
                yield Finding(
                    what, FILE, column="indicator", remedy="Add at least the base year and the last year"
                )
                continue
            yield from _years_missing(
                f"{indicator} of side '{side}'", rows, settings.base_year, settings.last_year
            )


def _years_missing(name: str, rows: list[Record], base_year: int, last_year: int) -> Iterator[Finding]:
    """Yield a fault if the rows start late and a warning if they end early."""
    first, last = rows[0], rows[-1]
    if first.number("year") > base_year:
        what = f"{name} starts in {first.number('year'):.0f}, the run in {base_year}"
        yield Finding(what, FILE, first.row, "year", "Add the base year")
    if last.number("year") < last_year:
        what = f"{name} ends in {last.number('year'):.0f}, the run in {last_year}"
        remedy = "Add the last year; until then the last value stays"
        yield Finding(what, FILE, last.row, "year", remedy, severity="warning")


@check("controls-match-zones", "zones", "people", "residents", "controls")
def controls_match_zones(sources: Sources) -> Iterator[Finding]:
    """In the base year a control total is within 1% of the sum over the side's zones."""
    year, side_of_zone = sources.settings.base_year, sources.side_of_zone
    for (side, indicator), rows in _by_year(sources).items():
        table, column = INDICATORS[indicator]
        counted = total(
            (row for row in sources.records(table) if side_of_zone[row.text("zone")] == side), column
        )
        years = [record.number("year") for record in rows]
        control = float(np.interp(year, years, [record.number("value") for record in rows]))
        if abs(counted - control) > CLOSE * max(control, 1.0):
            what = (
                f"{indicator} of side '{side}' is {control:,.0f} in {year}, its zones sum to {counted:,.0f}"
            )
            yield Finding(
                what, FILE, rows[0].row, "value", f"Make it agree with {table}.csv", severity="warning"
            )
