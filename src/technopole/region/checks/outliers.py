"""Figures far from the others of their kind: a lost decimal point, a wrong unit, a wrong currency."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from technopole.base.errors import Finding
from technopole.region.checks.base import Sources, check, grouped, total, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from technopole.region.checks.base import Record

FAR, ABSURD = 20.0, 100.0
"""Ratios to the median of the others from which a figure is a warning, and an error."""
FEWEST = 2
"""Others needed to say that a figure stands apart."""
FEWEST_COUNTED = 100
"""People or jobs below which their floor says nothing."""
HOME = "home"


class Figure(NamedTuple):
    """A figure, the row it stands in, what it is (in words) and the kind it is compared within."""

    kind: str
    record: Record
    what: str
    value: float


def _apart(figures: Iterable[Figure], file: str, column: str, remedy: str) -> Iterator[Finding]:
    """Yield the figures that are far from the median of the others of their kind."""
    kinds: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.value > 0:
            kinds.setdefault(figure.kind, []).append(figure)
    for alike in kinds.values():
        for position, figure in enumerate(alike):
            others = [other.value for place, other in enumerate(alike) if place != position]
            if len(others) < FEWEST:
                continue
            middle = median(others)
            ratio = max(figure.value / middle, middle / figure.value)
            if ratio < FAR:
                continue
            times = f"{ratio:,.0f} times {'above' if figure.value > middle else 'below'}"
            what = f"{figure.what} is {figure.value:,.4g}, {times} the median of the others ({middle:,.4g})"
            severity = "error" if ratio >= ABSURD else "warning"
            yield Finding(what, file, figure.record.row, column, remedy, severity)


@check("rents-alike", "rents")
def rents_alike(sources: Sources) -> Iterator[Finding]:
    """No rent is a hundred times the others of its market; twenty times is a warning."""
    for column in ("rent", "effective_rent"):
        figures = [
            Figure(record.text("market"), record, _named(record, column), record.number(column))
            for record in sources.records("rents")
        ]
        yield from _apart(
            figures, "rents.csv", column, "Check the figure, its currency and that it is a year's"
        )


def _named(record: Record, column: str) -> str:
    zone, market = record.key("zone", "market")
    return f"{column.replace('_', ' ')} of market '{market}' in zone '{zone}'"


@check("wages-alike", "wages")
def wages_alike(sources: Sources) -> Iterator[Finding]:
    """No wage is a hundred times the others in the region's money; twenty times is a warning."""
    figures = [
        Figure(
            "wage",
            record,
            "wage of '{}' in sector '{}' on side '{}'".format(*record.key("skill", "sector", "side")),
            record.number("wage"),
        )
        for record in sources.records("wages")
    ]
    yield from _apart(figures, "wages.csv", "wage", "Check the figure, its currency and that it is a year's")


@check("homes-alike", "people", "floor")
def homes_alike(sources: Sources) -> Iterator[Finding]:
    """No zone has a hundred times the others' floor of homes for each person; twenty times is a warning."""
    people = {record.text("zone"): record.number("population") for record in sources.records("people")}
    figures = [
        Figure(
            HOME,
            record,
            f"m2 of homes for each person in zone '{record.text('zone')}'",
            record.number("floor") / people[record.text("zone")],
        )
        for record in sources.records("floor")
        if record.text("market") == HOME and people.get(record.text("zone"), 0.0) >= FEWEST_COUNTED
    ]
    yield from _apart(figures, "floor.csv", "floor", "Check floor (m2) and people of the zone")


@check("workplaces-alike", "jobs", "floor")
def workplaces_alike(sources: Sources) -> Iterator[Finding]:
    """No zone has a hundred times the others' floor for each job of a market; twenty times is a warning."""
    market = {sector.id: sector.market for sector in sources.settings.sectors}
    jobs: dict[tuple[str, str], float] = {}
    for (zone, sector), rows in grouped(sources.records("jobs"), "zone", "sector").items():
        place = zone, market[sector]
        jobs[place] = jobs.get(place, 0.0) + total(rows, "jobs")
    figures = [
        Figure(
            record.text("market"),
            record,
            "m2 for each job of market '{1}' in zone '{0}'".format(*record.key("zone", "market")),
            record.number("floor") / jobs[record.text("zone"), record.text("market")],
        )
        for record in sources.records("floor")
        if jobs.get((record.text("zone"), record.text("market")), 0.0) >= FEWEST_COUNTED
    ]
    yield from _apart(figures, "floor.csv", "floor", "Check floor (m2) and jobs of the zone")


@check("work-shares-alike", "people", "residents")
def work_shares_alike(sources: Sources) -> Iterator[Finding]:
    """No zone has a twentieth of the others' workers for each person."""
    workers = totals(sources.records("residents"), "workers", "zone")
    figures = [
        Figure(
            "share",
            record,
            f"workers for each person in zone '{record.text('zone')}'",
            workers.get((record.text("zone"),), 0.0) / record.number("population"),
        )
        for record in sources.records("people")
        if record.number("population") >= FEWEST_COUNTED
    ]
    yield from _apart(figures, "people.csv", "population", "Check people.csv and residents.csv")
