"""Hong Kong's zones by census small area: the cells of the finer region, and how zones are split into them.

A zone of one small area, or of none (the Loop), is its own cell and keeps its name; a cell of any other
zone is named ZONE-AREA after the small area's number. Shenzhen's zones are their own cells. Every table
is derived for the zones first; what is counted is then split by a share of its zone, to the person, so
cells add up to their zone.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
from balance import whole
from distances import kilometres
from sources import assumed, fact, finer, side_of, zones

if TYPE_CHECKING:
    from collections.abc import Mapping

Column = TypeVar("Column")
TALENT_RATE = 0.78  # employed among those who attended a degree course: the fact tables' own assumption
FEW_TRAINS = 0.02  # stations' weight in a zone below which jobs follow residents alone


@cache
def census() -> pd.DataFrame:
    """Census figures by cell, in the order of the census."""
    table = fact("hk_small_areas_2021").astype({"small_area": str})
    alone = table.groupby("zone")["zone"].transform("size") == 1
    cell = table["zone"].where(alone, table["zone"] + "-" + table["small_area"])
    land = fact("small_area_cells").set_index("cell")["land_share"]
    return table.assign(cell=cell).set_index("cell").assign(land_share=land).fillna({"land_share": 1.0})


def census_by_cell() -> pd.DataFrame:
    """The census of the zones or of the cells, whichever is written."""
    return census() if finer() else fact("hk_zone_2021").set_index("id")


@cache
def members() -> dict[str, tuple[str, ...]]:
    """Cells of each zone; in the region of zones each is its own."""
    groups = census().groupby("zone").groups if finer() else {}
    return {zone: tuple(groups.get(zone, (zone,))) for zone in zones()}


@cache
def zone_of() -> dict[str, str]:
    """Zone of each cell that is written, in order."""
    return {cell: zone for zone, cells in members().items() for cell in cells}


def written(side: str | None = None) -> list[str]:
    """Identifiers the tables are written for: zones or cells, of one side or of both."""
    return [cell for cell, zone in zone_of().items() if side in {None, side_of()[zone]}]


def divided(zone: str) -> bool:
    """Whether a zone has more than one cell."""
    return len(members().get(zone, ())) > 1


def split_note(cell: str) -> str:
    """What a source adds where a zone's figure is split among small areas by assumption."""
    note = "; split among the zone's small areas by residents, stations and land (assumed)"
    return note if divided(zone_of()[cell]) else ""


@cache
def place(cell: str) -> tuple[float, float]:
    """Latitude and longitude of a cell's centre."""
    if divided(zone_of()[cell]):
        row = census().loc[cell]
        return float(row["lat"]), float(row["lon"])
    row = fact("zones").set_index("id").loc[cell]
    return float(row["lat"]), float(row["lon"])


def main_cell(zone: str, what: str) -> str:
    """The cell that holds most of what is named."""
    return max(members()[zone], key=lambda cell: shares(what)[cell])


def cell_at(zone: str, latitude: float, longitude: float) -> str:
    """The cell of a zone whose centre is nearest to a place."""
    return min(members()[zone], key=lambda cell: kilometres(place(cell), (latitude, longitude)))


def spread(values: Mapping[str, float], what: str) -> dict[str, float]:
    """Values by zone split among cells by their share of what is named, whole numbers kept whole."""
    return split_by(values, shares(what)) if finer() else dict(values)


def spread_columns(
    values: Mapping[tuple[str, Column], float], what: Mapping[Column, str]
) -> dict[tuple[str, Column], float]:
    """Values by zone and column (a group, a sector, a market), each column split by its own share."""
    result = {}
    for column, share in what.items():
        chosen = {zone: value for (zone, name), value in values.items() if name == column}
        result.update({(cell, column): value for cell, value in spread(chosen, share).items()})
    return result


def split_by(values: Mapping[str, float], share: Mapping[str, float]) -> dict[str, float]:
    """Values by zone split among cells by given shares, whole numbers kept whole."""
    result: dict[str, float] = {}
    for zone, value in values.items():
        parts = {cell: share[cell] for cell in members()[zone]} if divided(zone) else {}
        result.update(whole(parts, value) if parts else {zone: value})
    return result


@cache
def shares(what: str) -> dict[str, float]:
    """Share of each cell in its zone: of people, households, workers by skill, homes, land or jobs by kind."""
    if not finer():
        return dict.fromkeys(written(), 1.0)
    table = census()
    talent = table["edu_deg"] * TALENT_RATE
    workers = _of_zone(table["t_wp"])
    weights = {
        "people": lambda: table["t_pop"],
        "households": lambda: table["dh"],
        "general": lambda: table["t_wp"] - talent,
        "talent": lambda: talent,
        "homes": lambda: table["dh"] * table["fa_m"],  # the zones' home floor is the same product, summed
        "land": lambda: table["land_share"],
        "business": lambda: _mixed(workers, _near_stations(), assumed("cell_business_stations")),
        "local": lambda: _mixed(workers, _near_stations(), assumed("cell_local_stations")),
        "manufacturing": lambda: _mixed(workers, table["land_share"], assumed("cell_manufacturing_land")),
    }
    found = _of_zone(weights[what]())
    return {cell: float(found.get(cell, 1.0)) for cell in written()}


def _of_zone(weight: pd.Series) -> pd.Series:
    """Weights over their sum in the zone."""
    return weight / weight.groupby(census()["zone"]).transform("sum")


def _mixed(first: pd.Series, second: pd.Series, weight: float) -> pd.Series:
    return (1 - weight) * first + weight * second


@cache
def _near_stations() -> pd.Series:
    """Share by nearness to railway stations, each counted by its lines; by residents where there is none."""
    table, reach = census(), assumed("cell_station_reach")
    stations = _stations()
    weight = pd.Series(
        [
            sum(lines * math.exp(-kilometres((row.lat, row.lon), at) / reach) for at, lines in stations)
            for row in table.itertuples()
        ],
        index=table.index,
    )
    served = weight.groupby(table["zone"]).transform("sum") > FEW_TRAINS
    return _of_zone(weight).where(served, _of_zone(table["t_wp"]))


def _stations() -> list[tuple[tuple[float, float], int]]:
    """Place and number of lines of Hong Kong's stations of the base year."""
    links = fact("network_links").fillna({"project": ""})
    lines: dict[str, int] = {}
    for start, end, project in zip(links["from"], links["to"], links["project"], strict=True):
        if start.startswith("HK:") and end.startswith(f"{start}|") and not project:
            lines[start] = lines.get(start, 0) + 1
    nodes = fact("network_nodes").set_index("node")
    return [((float(nodes.lat[stop]), float(nodes.lon[stop])), count) for stop, count in lines.items()]
