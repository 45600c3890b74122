"""Floor, rents, wages and the parameters that must be given, where no file gives them: stated methods."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.parameters import declared_parameter, default_for

if TYPE_CHECKING:
    from technopole.importers.draft import Draft, Row

HOURS_A_YEAR = 1800.0
"""Working hours that turn a yearly wage into the value of an hour."""
TIME_VALUE = 0.5
"""Value of travel time as a share of the hourly wage."""
HOME = "home"


def default(name: str, label: str = "") -> float:
    """Return a parameter's declared default."""
    text = default_for(declared_parameter(name), label)
    assert text is not None  # noqa: S101 - asked only of parameters that have one
    return float(text)


def fill_prices(draft: Draft) -> None:
    """Fill wages, floor and rents, in this order: each stands on the one before."""
    _wages(draft)
    if not draft.findings:
        _floor(draft)
        _rents(draft)


def money_of(draft: Draft) -> dict[str, str]:
    """Return each side's currency."""
    return {side.id: side.currency for side in draft.settings.sides}


def _workers(draft: Draft) -> dict[tuple[str, str], float]:
    """Return employed residents by side and group."""
    counted: dict[tuple[str, str], float] = defaultdict(float)
    for row in draft.rows("residents"):
        counted[draft.side_of_zone[str(row["zone"])], str(row["group"])] += float(row["workers"])
    return counted


def _wages(draft: Draft) -> None:
    """Pay the side's mean wage in every sector without one, skills in the proportion of the residents."""
    settings, currency = draft.settings, money_of(draft)
    given = {(row["side"], row["sector"]) for row in draft.rows("wages")}
    used = {
        (draft.side_of_zone[str(row["zone"])], str(row["sector"]))
        for row in draft.rows("jobs")
        if row["jobs"] > 0
    }
    skill_of = {group.id: group.skill for group in settings.groups}
    rows: list[Row] = []
    for side, sector in sorted(used - given):
        wage = draft.recipe.assume.mean_wage.get(side)
        if wage is None or not wage > 0:
            what = f"sector '{sector}' has jobs on side '{side}' and nothing says what they pay"
            entry = f"mean_wage = {{{side} = ...}} ({currency[side]} a year)"
            remedy = f"Map a table to `wages`, or add {entry} to [assume]"
            draft.findings.append(Finding(what, "wages.csv", column="wage", remedy=remedy))
            continue
        counts: dict[str, float] = defaultdict(float)
        for (home, group), workers in _workers(draft).items():
            if home == side:
                counts[skill_of[group]] += workers
        total = sum(counts.values())
        rows += [
            {
                "side": side,
                "sector": sector,
                "skill": skill,
                "wage": wage,
                "share": counts[skill] / total if total else float(skill == settings.skills[0]),
                "unit": f"{currency[side]} a year",
                "year": settings.base_year,
                "grade": "assumed",
                "source": "mean wage of the side from the recipe; skills as among residents",
            }
            for skill in settings.skills
        ]
    draft.fill(
        "wages",
        rows,
        "wages by sector",
        "the side's mean wage in every sector and skill",
        "mean earnings by sector and skill",
    )


def _totals(draft: Draft) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Return people by zone, and jobs by zone and floor market."""
    people = {str(row["zone"]): float(row["population"]) for row in draft.rows("people")}
    market = {sector.id: sector.market for sector in draft.settings.sectors}
    jobs: dict[tuple[str, str], float] = defaultdict(float)
    for row in draft.rows("jobs"):
        jobs[str(row["zone"]), market[str(row["sector"])]] += float(row["jobs"])
    return people, jobs


def _floor(draft: Draft) -> None:
    """Give people and jobs without floor as much as the stated figures per person and per job."""
    people, jobs = _totals(draft)
    given = {(row["zone"], row["market"]) for row in draft.rows("floor") if row["floor"] > 0}
    head = {"unit": "m2", "year": draft.settings.base_year, "grade": "assumed"}
    homes: list[Row] = []
    work: list[Row] = []
    each = draft.recipe.assume.m2_per_person
    for zone in draft.zones:
        if people.get(zone, 0.0) > 0 and (zone, HOME) not in given:
            homes.append(
                {
                    "zone": zone,
                    "market": HOME,
                    "floor": people[zone] * each,
                    **head,
                    "source": f"{each:g} m2 a person",
                }
            )
        for market in draft.settings.labels("markets"):
            count = jobs.get((zone, market), 0.0)
            if market != HOME and count > 0 and (zone, market) not in given:
                m2 = default("m2_per_job", market)
                work.append(
                    {
                        "zone": zone,
                        "market": market,
                        "floor": count * m2,
                        **head,
                        "source": f"{m2:g} m2 a job",
                    }
                )
    blank = {(row["zone"], row["market"]) for row in [*homes, *work]}
    draft.tables["floor"] = [row for row in draft.rows("floor") if (row["zone"], row["market"]) not in blank]
    draft.fill("floor", homes, "floor of homes", f"{each:g} m2 a person", "floor or dwellings by zone")
    draft.fill(
        "floor",
        work,
        "floor of workplaces",
        "m2 a job, the model's default of m2_per_job",
        "business floor by zone (cadastre, valuation roll)",
    )


def _rents(draft: Draft) -> None:
    """Set rents where none are given: the side's mean, else what budgets and costs of the model imply.

    Homes: residents spend `home_share` of wages on homes. Work floor: floor is `beta` of cost beside wages.
    """
    currency, sides = money_of(draft), draft.side_of_zone
    floor = {(str(row["zone"]), str(row["market"])): float(row["floor"]) for row in draft.rows("floor")}
    given = {(str(row["zone"]), str(row["market"])): float(row["rent"]) for row in draft.rows("rents")}
    bills = _bills(draft)
    rows: list[Row] = []
    for (zone, market), area in floor.items():
        if not area > 0 or (zone, market) in given:
            continue
        here = [place for place in floor if place[1] == market and sides[place[0]] == sides[zone]]
        known = [place for place in here if place in given]
        if known:
            weight = sum(floor[place] for place in known) or 1.0
            rent, how = (
                sum(given[place] * floor[place] for place in known) / weight,
                "mean of the side's rents",
            )
        else:
            share = default("home_share") if market == HOME else default("beta") / (1.0 - default("beta"))
            rent = share * bills[sides[zone], market] / sum(floor[place] for place in here)
            how = f"{share:.3g} of the wage bill over the side's floor"
        rows.append(
            {
                "zone": zone,
                "market": market,
                "rent": max(rent, 0.01),
                "unit": f"{currency[sides[zone]]} per m2 a year",
                "year": draft.settings.base_year,
                "grade": "assumed",
                "source": how,
            }
        )
    draft.fill(
        "rents",
        rows,
        "rents",
        "mean of the side's known rents, else the model's budget shares over floor",
        "rents or prices by zone and market",
    )


def _bills(draft: Draft) -> dict[tuple[str, str], float]:
    """Return wage bills in the side's money: of residents (market "home"), and of the jobs on each market."""
    unit = {side.currency: side.exchange_rate for side in draft.settings.sides} | {draft.settings.money: 1.0}
    own = {side.id: side.exchange_rate for side in draft.settings.sides}
    pay: dict[tuple[str, str], float] = defaultdict(float)
    for row in draft.rows("wages"):
        rate = unit[str(row["unit"]).split(" ", 1)[0]] / own[str(row["side"])]
        pay[str(row["side"]), str(row["sector"])] += float(row["wage"]) * float(row["share"]) * rate
    market = {sector.id: sector.market for sector in draft.settings.sectors}
    bills: dict[tuple[str, str], float] = defaultdict(float)
    jobs: dict[str, float] = defaultdict(float)
    for row in draft.rows("jobs"):
        side, sector = draft.side_of_zone[str(row["zone"])], str(row["sector"])
        bills[side, market[sector]] += float(row["jobs"]) * pay[side, sector]
        jobs[side] += float(row["jobs"])
    for (side, _), workers in _workers(draft).items():
        paid = sum(value for (place, kind), value in bills.items() if place == side and kind != HOME)
        bills[side, HOME] += workers * paid / jobs[side] if jobs[side] else 0.0
    return bills


def missing_parameters(draft: Draft, given: set[tuple[str, str]]) -> list[tuple[str, str, float, str, str]]:
    """Return the parameters that have no default and were not given: (name, label, value, unit, source).

    Value of time: half the hourly wage. Cost of building: the mean rent capitalised by the model's own
    defaults, `building_cost_rent_share` over `discount_rate`.
    """
    found: list[tuple[str, str, float, str, str]] = []
    bills = _bills(draft)
    for side in draft.settings.sides:
        workers = sum(count for (home, _), count in _workers(draft).items() if home == side.id)
        if ("value_of_time", side.id) in given or ("value_of_time", "") in given or not workers:
            continue
        value = TIME_VALUE * bills[side.id, HOME] / workers / HOURS_A_YEAR
        found.append(
            (
                "value_of_time",
                side.id,
                value,
                f"{side.currency} an hour",
                f"{TIME_VALUE:g} of the mean wage over {HOURS_A_YEAR:g} hours a year",
            )
        )
    factor = default("building_cost_rent_share") / default("discount_rate")
    unit = {side.currency: side.exchange_rate for side in draft.settings.sides} | {draft.settings.money: 1.0}
    floor = {(row["zone"], row["market"]): float(row["floor"]) for row in draft.rows("floor")}
    for market in draft.settings.labels("markets"):
        if ("construction_cost", market) in given or ("construction_cost", "") in given:
            continue
        rents = [
            (
                float(row["rent"]) * unit[str(row["unit"]).split(" ", 1)[0]],
                floor.get((row["zone"], market), 0.0),
            )
            for row in draft.rows("rents")
            if row["market"] == market
        ]
        weight = sum(area for _, area in rents)
        if weight > 0:
            mean = sum(rent * area for rent, area in rents) / weight
            found.append(
                (
                    "construction_cost",
                    market,
                    factor * mean,
                    f"{draft.settings.money} per m2",
                    f"mean rent x {factor:g} (building_cost_rent_share over discount_rate)",
                )
            )
    return found
