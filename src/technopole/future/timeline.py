"""From a plan to levers by year: what `simulate` reads (docs/model.md, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding
from technopole.base.innovation import FLOWS
from technopole.future.timeline_arrays import Timeline
from technopole.plans.builder import TimelineBuilder
from technopole.travel import Travel, travel_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.plans import Plan
    from technopole.region import Region

CONTROLS = ("workers", "population", "households")
RESEARCH = ("research_money", "research_shift", "platform", "laboratory", "project_entries")
"""Levers of the ecosystem to which every measure adds its own; frictions are set, not added."""
PRICES = "price_level"


def build_timeline(region: Region, plan: Plan) -> tuple[Timeline, pd.DataFrame]:
    """Compile a plan of a region into arrays by year, base year first.

    Returns:
        The timeline (numpy float64 arrays; shapes in `Timeline`) and the plan's payments: measure, payer,
        year, amount (region's money at base-year prices), grade, source.

    Raises:
        InputError: with every fault of the plan. A plan from `load_plan` of the same region has none.

    """
    if plan.is_sound_in(region):
        builder = TimelineBuilder.recompiled(region, plan.measures)
    else:
        builder = TimelineBuilder.compiled(region, plan.measures, plan.places)
    return timeline_of(builder), builder.ledger.payments_table(builder.years)


def timeline_of(builder: TimelineBuilder) -> Timeline:
    """Levers by year of measures that were applied."""
    region, floor = builder.region, builder.floor
    arrays: dict[str, Any] = settings_of(builder) | {
        "year": np.array(builder.years, dtype=np.float64),
        "released": floor.released,
        "pace": floor.pace(),
        "public_floor": floor.public_floor,
        "demolished": floor.demolished,
        "admitted": builder.admitted(),
        "amenity": builder.amenity + living_across(region, len(builder.years)),
        "productivity": np.zeros((len(builder.years), len(region.zones), len(region.sectors))),
        "subsidy": builder.subsidy,
        "price_level": _price_level(region, builder.years),
        "cost": builder.ledger.by_year(region, builder.years),
    }
    arrays |= {name: _control(region, name, builder.years) for name in CONTROLS}
    arrays |= {name: getattr(builder.innovation, name) for name in RESEARCH}
    return Timeline(**arrays)


def settings_of(builder: TimelineBuilder) -> dict[str, NDArray[np.float64]]:
    """Levers that measures set together, where none adds its own part: networks, crossings, rules, tax."""
    travel, crossings = _travel(builder), builder.crossings
    return {
        "minutes": travel.minutes,
        "leg_out": travel.leg_out,
        "leg_in": travel.leg_in,
        "clearance": crossings.numbers("clearance"),
        "capacity": crossings.numbers("capacity"),
        "openness": crossings.openness(builder.network.opened()),
        "income_tax": builder.income_tax(),
        "live_quota": builder.quota("live"),
        "work_quota": builder.quota("work"),
        "friction": builder.innovation.friction(),
    }


def living_across(region: Region, years: int) -> NDArray[np.float64]:
    """Shift of ln amenity of homes on other sides than a group's own, from the second year on (T, G, N)."""
    take_up = region.parameters.by("living_across", region.groups)
    origin = np.array([region.sides.index(group.origin) for group in region.settings.groups])
    away = region.zone_side[None, :] != origin[:, None]
    with np.errstate(divide="ignore"):
        shift = np.where(away, np.log(take_up)[:, None], 0.0)
    return np.concatenate([np.zeros((1, *shift.shape)), np.repeat(shift[None], years - 1, axis=0)])


def _price_level(region: Region, years: tuple[int, ...]) -> NDArray[np.float64]:
    """Price of the world's good by year and side against the base year (T, S); 1 where nothing is said."""
    table = region.tables["controls"]
    said = set(table["side"].to_numpy()[table["indicator"].to_numpy() == PRICES])
    known = np.array([side in said for side in region.sides])
    level = np.where(known, _control(region, PRICES, years), 1.0)
    return level / level[0]


def subsidy_table(region: Region, plan: Plan) -> pd.DataFrame:
    """Return who pays each subsidy: measure, payer, year, zone, sector, rate.

    What a subsidy costs is a result of the run: its rate times the cost of what is produced.
    """
    return TimelineBuilder.compiled(region, plan.measures, plan.places).ledger.subsidies_table()


def timeline_warnings(region: Region, plan: Plan, timeline: Timeline) -> tuple[Finding, ...]:
    """Return the plan's warnings, and one for each open crossing that no zone of a side can reach."""
    return (*plan.warnings, *_unreached(region, plan, timeline))


def _unreached(region: Region, plan: Plan, timeline: Timeline) -> Iterator[Finding]:
    """Warn of crossings that are open without a way to them."""
    is_open = np.asarray(timeline.openness).max(axis=1, initial=0.0) > 0
    legs = np.asarray(timeline.leg_out)
    file = "" if plan.file is None else plan.file.name
    for position, crossing in enumerate(region.crossings):
        joined = _sides_of(region, position)
        for side in joined:
            reached = np.isfinite(legs[:, region.zone_side == side, position]).any(axis=1)
            without = np.flatnonzero(is_open[:, position] & ~reached)
            if len(without):
                year = int(np.asarray(timeline.year)[without[0]])
                what = (
                    f"Crossing '{crossing}' is open in {year}, but no zone of side '{region.sides[side]}' "
                    "can reach it: nobody will use it"
                )
                remedy = "Open the project of its links, or add links to its node"
                yield Finding(what, file, remedy=remedy, severity="warning")


def _sides_of(region: Region, crossing: int) -> tuple[int, ...]:
    """Return the indices of the two sides a crossing joins."""
    nodes, row = region.tables["nodes"], region.tables["crossings"].iloc[crossing]
    side_of = dict(zip(nodes["node"], nodes["side"], strict=True))
    return tuple(region.sides.index(side_of[row[column]]) for column in ("node_a", "node_b"))


def _travel(builder: TimelineBuilder) -> Travel:
    """Solve the network by year with what the plan opens and adds."""
    return travel_years(
        builder.region,
        builder.years,
        opened=builder.network.opened(),
        extra_links=builder.extra_links(),
        extra_nodes=builder.extra_nodes(),
        crossing_fare=builder.crossings.numbers("fare"),
    )


def _control(region: Region, name: str, years: tuple[int, ...]) -> NDArray[np.float64]:
    """Return a control total by year and side (T, S), linear between given years, then constant.

    A side without the control keeps its base-year count.
    """
    return region.once(("control", name, years), lambda: _read_control(region, name, years)).copy()


def _read_control(region: Region, name: str, years: tuple[int, ...]) -> NDArray[np.float64]:
    table = region.tables["controls"]
    sides, indicators, year, value = (
        table[column].to_numpy() for column in ("side", "indicator", "year", "value")
    )
    result = np.empty((len(years), len(region.sides)))
    for position, side in enumerate(region.sides):
        given = np.flatnonzero((sides == side) & (indicators == name))
        if len(given):
            order = given[np.argsort(year[given])]
            result[:, position] = np.interp(years, year[order], value[order])
        else:
            result[:, position] = _counted(region, name)[region.zone_side == position].sum()
    return result


def base_friction(region: Region) -> NDArray[np.float64]:
    """Return the frictions of the base year, (4, Z, Z): between sides, and with the world (last)."""
    count = len(region.sides) + 1
    values = np.array([region.parameters.get(f"{flow}_friction") for flow in FLOWS])
    return values[:, None, None] * (1.0 - np.eye(count))


def _counted(region: Region, name: str) -> NDArray[np.float64]:
    """Return the base-year count a control stands for, by zone (N,)."""
    if name == PRICES:
        return np.ones(len(region.zones))
    if name == "workers":
        return region.array("residents", "workers", ["zone", "group"]).sum(axis=1)
    return region.array("people", name, ["zone"])
