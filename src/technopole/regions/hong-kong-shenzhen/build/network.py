"""Nodes and links of the transport network: the fact tables mended, and the lines they lack."""

from __future__ import annotations

from functools import cache
from typing import Any

import cell_network
import new_lines
from sources import assumed, fact, finer, published, write

NODE_TYPES = {"zone": "zone", "platform": "platform", "crossing": "crossing"}
SZ_SIDE_OF_EXPRESS_RAIL = "X:XRL:PLAT"  # passengers are through both controls when they reach the platform
HEUNG_YUEN_WAI = "X:HYW:"
SPUR_STATIONS = ("HK:CTAU", "HK:HSITP")
WRL = "X:WRL:"
NORTHERN_LINK_HOPS = 12.5  # minutes of the fact table, Kam Sheung Road to Kwu Tung
SPUR_HOPS = 7.0  # minutes of the fact table, San Tin to Huanggang


@cache
def nodes() -> list[dict[str, Any]]:
    """Every node of the network."""
    rows = [
        {
            "node": row.node,
            "type": NODE_TYPES.get(row.type, "stop"),
            "name": row.name_,
            "side": "SZ" if row.node == SZ_SIDE_OF_EXPRESS_RAIL else row.side,
            "longitude": row.lon,
            "latitude": row.lat,
            "grade": row.grade,
            "source": row.source,
        }
        for row in fact("network_nodes").rename(columns={"name": "name_"}).itertuples()
    ]
    return rows + new_lines.nodes()


SETTLED = 2023  # links without a project that opened by then count as open in the base year


@cache
def links() -> list[dict[str, Any]]:
    """Every directed link; border crossings are rows of crossings.csv, not links."""
    table = fact("network_links").fillna({"project": "", "note": ""})
    rows = []
    for record in table.to_dict("records"):
        row = {
            "from": record["from"],
            "to": record["to"],
            "mode": record["mode"],
            "layer": record["layer"],
            "minutes": record["minutes"],
            "open_year": int(record["open_year"]),
            "project": record["project"],
            "grade": record["grade"],
            "source": record["note"],
        }
        # the Western Rail Link had no stations between its ends: built anew in new_lines
        if row["mode"] == "crossing" or WRL in row["from"] + row["to"]:
            continue
        rows.append(_mended(row))
    rows += new_lines.huanggang_access(rows)
    place = {node["node"]: (node["latitude"], node["longitude"]) for node in nodes()}
    return rows + new_lines.links(place)


def _mended(row: dict[str, Any]) -> dict[str, Any]:
    """Apply what was published since to one link of the fact table."""
    if row["mode"] == "rail" and row["from"].startswith("SZ:"):
        row["mode"] = "metro"
    ends = {row["from"], row["to"]}
    _dated(row, ends)
    _timed(row, ends)
    return row


def _dated(row: dict[str, Any], ends: set[str]) -> None:
    """Mend the year or the project that opens a link."""
    if any(end.startswith(HEUNG_YUEN_WAI) for end in ends):
        # a normal year: "the border as in 2021" has Heung Yuen Wai open, as it has been since 2023
        row["open_year"] = 2021
        row["source"] += "; in use since 2023, taken as open from the base year"
    if not row["project"] and 2021 < row["open_year"] <= SETTLED:
        # lines finished by the base year or just after: their effect is in the homes and jobs of 2021 as much as
        # in those of 2022, and dated by their opening they would move a quarter of a district's jobs in a year
        row["source"] += f"; opened {row['open_year']}, taken as open from the base year"
        row["open_year"] = 2021
    if row["project"] == "northern-link" and ends & set(SPUR_STATIONS):
        row["project"] = "northern-link-spur"  # these stations lie on the spur
    if "X:NHG:SZ" in ends:
        row["project"], row["open_year"] = "new-huanggang", int(assumed("new_huanggang_year"))
    if row["project"] == "northern-metropolis-highway" and "NTN" in ends:
        row["project"] = "northern-metropolis-highway-east"  # a later phase, so that a plan can date it


def _timed(row: dict[str, Any], ends: set[str]) -> None:
    """Mend the minutes of a link."""
    hop = row["project"] if row["mode"] == "rail" else ""
    if hop == "northern-link":
        minutes = row["minutes"] * published("T004") / NORTHERN_LINK_HOPS
        _published(row, minutes, "Kwu Tung to Kam Sheung Road 12 minutes (facts/published.csv T004)")
    elif hop == "northern-link-spur":
        minutes = row["minutes"] * published("T005") / SPUR_HOPS
        _published(row, minutes, "San Tin to Huanggang 11 minutes (facts/published.csv T005)")
    elif hop == "kwu-tung-station" and "HK:SHS|EAL" in ends:
        _published(row, published("T007"), "Kwu Tung to Sheung Shui 3 minutes (facts/published.csv T007)")
    elif ends in new_lines.NEAR_STATION and row["project"]:
        row["minutes"] = assumed("new_town_access")
        row["source"] = "a development area laid out around its station (assumed)"
    elif ends == {"LOOP", "HK:HSITP"}:
        row["minutes"], row["source"] = 5.0, "walk inside the park (assumed; the fact table had none)"


def _published(row: dict[str, Any], minutes: float, source: str) -> None:
    row["minutes"], row["grade"], row["source"] = round(minutes, 2), "plan", source


def write_network() -> None:
    """Write nodes.csv and links.csv."""
    if not finer():
        write("nodes", nodes())
        write("links", links())
        return
    places = {node["node"]: (node["latitude"], node["longitude"]) for node in nodes()}
    write("nodes", cell_network.nodes(nodes()))
    write("links", cell_network.links(links(), places))
