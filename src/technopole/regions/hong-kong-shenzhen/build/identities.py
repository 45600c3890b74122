"""What must hold of the region's tables; a build that breaks one stops."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import Any

from cell_work import cell_jobs
from cells import zone_of
from funding import MILLION, performed
from people import GROUPS
from research import paid_people
from sources import assumed, fact, output, parameters, published, side_of
from work import flows

Rows = list[dict[str, str]]


def _read(table: str) -> Rows:
    with (output() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _must(holds: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise ValueError(what)


def workers_and_jobs() -> None:
    """Every fixed-workplace resident has a job, on both sides together and across the border."""
    fixed: dict[tuple[str, str], int] = defaultdict(int)
    everyone = 0
    for row in _read("residents"):
        side = side_of()[zone_of()[row["zone"]]]
        _must(
            int(row["followers"]) <= int(row["workers"]), f"{row['zone']} {row['group']}: too many followers"
        )
        fixed[row["group"], side] += int(row["workers"]) - int(row["followers"])
        everyone += int(row["workers"]) if side == "HK" else 0
    census = int(fact("hk_zone_2021")["t_wp"].sum())
    outside = int(fact("hk_zone_2021")["plw_out"].sum())
    leaving = round(outside * (1 - assumed("outside_workers_to_shenzhen")))
    _must(everyone == census - leaving, "Hong Kong's workers are not the census less those who leave")
    jobs: dict[str, int] = defaultdict(int)
    for row in _read("jobs"):
        _must(int(row["jobs"]) >= 0, f"{row['zone']}: negative jobs")
        jobs[side_of()[zone_of()[row["zone"]]]] += int(row["jobs"])
    _must(sum(jobs.values()) == sum(fixed.values()), "jobs and fixed-workplace residents differ")
    given = {(r["group"], r["home_side"], r["work_side"]): int(r["workers"]) for r in _read("cross_border")}
    for (group, side), number in fixed.items():
        listed = sum(value for (g, home, _), value in given.items() if (g, home) == (group, side))
        _must(listed == number, f"{group} living in {side}: flows {listed}, residents {number}")
    in_hong_kong = sum(n for (_, home, work), n in flows().items() if (home, work) == ("SZ", "HK"))
    in_shenzhen = sum(n for (_, home, work), n in flows().items() if (home, work) == ("HK", "SZ"))
    here = sum(number for (_, side), number in fixed.items() if side == "HK")
    _must(in_hong_kong - in_shenzhen == jobs["HK"] - here, "flows across do not explain jobs less residents")
    _must(in_hong_kong == int(assumed("inbound_workers")), "inbound workers")


def shares_by_skill() -> None:
    """Shares of a sector's jobs sum to one, and make the residents by skill within rounding."""
    table = _read("wages")
    jobs: dict[tuple[str, str], int] = defaultdict(int)
    for row in _read("jobs"):
        jobs[side_of()[zone_of()[row["zone"]]], row["sector"]] += int(row["jobs"])
    for side in ("HK", "SZ"):
        for skill in ("general", "talent"):
            made = sum(
                jobs[side, r["sector"]] * float(r["share"])
                for r in table
                if r["side"] == side and r["skill"] == skill
            )
            wanted = sum(
                n for (group, _, work), n in flows().items() if work == side and group.endswith(skill)
            )
            _must(
                abs(made - wanted) <= 1e-4 * sum(v for (s, _), v in jobs.items() if s == side),
                f"{side} {skill}: shares make {made:.0f} workers of {wanted}",
            )


def network_stays_on_its_side() -> None:
    """No link joins nodes of different sides; crossings do."""
    nodes = _read("nodes")
    side = {row["node"]: row["side"] for row in nodes}
    _must(len(side) == len(nodes), "a node is listed twice")
    keys = set()
    for row in _read("links"):
        _must(row["from"] in side and row["to"] in side, f"link {row['from']} - {row['to']}: unknown node")
        _must(side[row["from"]] == side[row["to"]], f"link {row['from']} - {row['to']} crosses the border")
        key = (row["from"], row["to"], row["mode"], row["layer"], row["open_year"])
        _must(key not in keys, f"link listed twice: {key}")
        keys.add(key)
    for row in _read("crossings"):
        _must(side[row["node_a"]] == "HK" and side[row["node_b"]] == "SZ", f"{row['crossing']}: sides")


def research_money_adds_up() -> None:
    """Funders' money makes each performer's total, none is negative, stages share it whole."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in _read("research_money"):
        _must(float(row["amount"]) >= 0, f"{row['funder']} {row['side']} {row['performer']}: negative money")
        sums[row["side"], row["performer"]] += float(row["amount"]) / MILLION
    for key, total in performed().items():
        _must(abs(sums[key] - total) < 0.2, f"{key}: funders make {sums[key]}, performed {total}")
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for row in _read("stage_map"):
        shares[row["side"], row["performer"]] += float(row["share"])
    _must(all(abs(share - 1) < 1e-9 for share in shares.values()), "stage shares do not sum to 1")
    places: dict[tuple[str, str], float] = defaultdict(float)
    for row in _read("research_places"):
        places[side_of()[zone_of()[row["zone"]]], row["performer"]] += float(row["weight"])
    _must(all(places[key] > 0 for key in performed()), "a performer has no place")


def nobody_is_counted_twice() -> None:
    """People paid by research and venture money are never more than a zone's innovation jobs."""
    for zone, people in paid_people().items():
        have = cell_jobs()[zone, "innovation"]
        _must(people <= have, f"{zone}: money pays {people:.0f} people, innovation jobs are {have}")


def assumptions_agree() -> None:
    """A value of parameters.toml that assumptions.csv lists too is the same there, with its range."""
    for row in _read("assumptions"):
        _must(float(row["low"]) <= float(row["value"]) <= float(row["high"]), f"{row['assumption']}: range")
        for used in row["used_in"].split(";"):
            if not used.strip().startswith("parameters.toml: ") or "follower" in used:
                continue
            leaf: Any = parameters()
            for step in used.strip().removeprefix("parameters.toml: ").split("."):
                leaf = leaf[step]
            for key in ("value", "low", "high"):
                _must(
                    float(leaf[key]) == float(row[key]),
                    f"{row['assumption']}: {key} differs from parameters.toml",
                )
    _must(published("B075") == 5, "new Huanggang's clearance")


def check() -> None:
    """Check every identity."""
    _must(len(GROUPS) == 4, "groups")
    workers_and_jobs()
    shares_by_skill()
    network_stays_on_its_side()
    research_money_adds_up()
    nobody_is_counted_twice()
    assumptions_agree()
