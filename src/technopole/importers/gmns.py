"""Road networks in the General Modeling Network Specification (Zephyr Foundation): node.csv and link.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.importers.tabular import missing_columns, read_raw
from technopole.region.cells import BLANKS, Fault, number_of

if TYPE_CHECKING:
    from technopole.base.reading import RawTable
    from technopole.importers.draft import Draft, Row
    from technopole.importers.recipe import Gmns

NODES, LINKS = "node.csv", "link.csv"
SHOWN = 10
METRES = {"m": 1.0, "km": 1000.0, "mile": 1609.344}
KMH = {"kmh": 1.0, "mph": 1.609344}
PREFIX = "road:"
"""Put before node_id, so that a road's node never bears a zone's name."""
SLOWEST = 0.1
BUILT = 1900
"""Open year of links that are simply there."""


def read_gmns(draft: Draft, wanted: Gmns) -> None:
    """Append a road network: WGS84 nodes, and links of length over free speed in minutes.

    Reads node_id, x_coord, y_coord; from_node_id, to_node_id, directed, length, free_speed (and `toll`, where
    given, as fare). A link that is not directed runs both ways. Links without speed take `default_speed`.
    """
    nodes = _table(draft, f"{wanted.folder}/{NODES}", ("node_id", "x_coord", "y_coord"))
    links = _table(draft, f"{wanted.folder}/{LINKS}", ("from_node_id", "to_node_id", "length"))
    if nodes is None or links is None:
        return
    faults: list[Finding] = []
    known = _nodes(draft, wanted, nodes, faults)
    rows = _links(wanted, links, known, faults)
    draft.findings += faults[:SHOWN]
    if len(faults) > SHOWN:
        what = f"{len(faults) - SHOWN} more faults follow in the network"
        draft.findings.append(Finding(what, wanted.folder, remedy="Correct the first and look again"))
    if not faults:
        draft.add("links", rows)


def _table(draft: Draft, name: str, wanted: tuple[str, ...]) -> RawTable | None:
    raw, findings = read_raw(draft.place / name)
    if raw is not None:
        findings = [*findings, *missing_columns(raw, list(wanted), name)]
    draft.findings += findings
    return None if findings else raw


def _nodes(
    draft: Draft, wanted: Gmns, raw: RawTable, faults: list[Finding]
) -> dict[str, tuple[float, float]]:
    """Read the nodes into the draft; their sides are found later, from the zones around them."""
    file, place = f"{wanted.folder}/{NODES}", {name: raw.header.index(name) for name in raw.header}
    known: dict[str, tuple[float, float]] = {}
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        name = row[place["node_id"]]
        x, y = (
            _number(row[place[column]], file, number, column, faults) for column in ("x_coord", "y_coord")
        )
        if not name or name in known:
            what = f"node '{name}' appears twice" if name else "the node has no identifier"
            faults.append(Finding(what, file, number, "node_id", "Give each node its own node_id"))
        elif x is not None and y is not None:
            if abs(x) > 180 or abs(y) > 90:  # noqa: PLR2004 - the globe
                what = f"({x:g}, {y:g}) is no longitude and latitude"
                faults.append(Finding(what, file, number, "x_coord", "Give WGS84 degrees"))
            known[name] = (x, y)
            draft.add(
                "nodes",
                [
                    {
                        "node": PREFIX + name,
                        "type": "platform",
                        "name": PREFIX + name,
                        "side": "",
                        "longitude": x,
                        "latitude": y,
                        "grade": wanted.grade,
                        "source": wanted.source,
                    }
                ],
            )
    return known


def _links(
    wanted: Gmns, raw: RawTable, known: dict[str, tuple[float, float]], faults: list[Finding]
) -> list[Row]:
    file, place = f"{wanted.folder}/{LINKS}", {name: raw.header.index(name) for name in raw.header}
    rows: dict[tuple[str, str], Row] = {}
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        ends = [row[place["from_node_id"]], row[place["to_node_id"]]]
        unknown = [name for name in ends if name not in known]
        for name in unknown:
            hint = suggestion(name, known) if len(faults) < SHOWN else ""
            what = f"node '{name}' is not in {NODES}{hint}"
            faults.append(
                Finding(what, file, number, "from_node_id, to_node_id", "Add the node or drop the link")
            )
        length = _number(row[place["length"]], file, number, "length", faults)
        speed = _speed(wanted, row, place, file, number, faults)
        toll = _optional(row, place, "toll", file, number, faults)
        if unknown or length is None or speed is None or ends[0] == ends[1]:
            continue
        minutes = max(length * METRES[wanted.length_unit] / 1000.0 / speed * 60.0, SLOWEST)
        both = row[place["directed"]].lower() in ("0", "false") if "directed" in place else False
        for start, end in (ends, ends[::-1]) if both else (ends,):
            link = {
                "from": PREFIX + start,
                "to": PREFIX + end,
                "mode": "road",
                "layer": "road",
                "minutes": round(minutes, 4),
                "fare": toll or 0.0,
                "open_year": BUILT,
                "grade": wanted.grade,
                "source": wanted.source,
            }
            other = rows.get((start, end))
            if other is None or link["minutes"] < other["minutes"]:  # of parallel links the quickest
                rows[start, end] = link
    return list(rows.values())


def _speed(
    wanted: Gmns, row: tuple[str, ...], place: dict[str, int], file: str, number: int, faults: list[Finding]
) -> float | None:
    speed = _optional(row, place, "free_speed", file, number, faults)
    if speed is None:
        speed = wanted.default_speed
        if speed is None:
            what = "the link has no free_speed and the recipe no default_speed"
            faults.append(Finding(what, file, number, "free_speed", "Give one of the two"))
            return None
    if not speed > 0:
        faults.append(
            Finding(f"a speed of {speed:g} leads nowhere", file, number, "free_speed", "Correct it")
        )
        return None
    return speed * KMH[wanted.speed_unit]


def _optional(
    row: tuple[str, ...], place: dict[str, int], column: str, file: str, number: int, faults: list[Finding]
) -> float | None:
    if column not in place or row[place[column]].lower() in BLANKS:
        return None
    return _number(row[place[column]], file, number, column, faults)


def _number(text: str, file: str, row: int, column: str, faults: list[Finding]) -> float | None:
    value = number_of(text)
    if isinstance(value, Fault):
        faults.append(Finding(value.what, file, row, column, value.remedy))
        return None
    if column in ("length", "toll") and value < 0:
        faults.append(Finding(f"{value:g} is below 0", file, row, column, "Correct the value"))
        return None
    return value
