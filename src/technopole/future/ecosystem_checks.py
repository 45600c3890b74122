"""What an ecosystem's tables must satisfy together: one check a function, all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.innovation import PERFORMERS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from technopole.region import Region

TABLES = ("funders", "research_money", "stage_map", "research_places", "innovation_flows")
SUM_TOLERANCE = 1e-6
HEAD_TOLERANCE = 0.05
"""Weights leave no slack at the central `share_people`, which has a range; (I6) holds a side's heads."""


def check_ecosystem(region: Region, data: Mapping[str, Any]) -> None:
    """Raise InputError with every fault of the innovation tables.

    data: the base year as arrays (future.ecosystem.base_data).
    """
    checks = (_complete, _sector, _funders, _maps, _places, _shares, _capacity, _results, _people)
    findings = [finding for check in checks for finding in check(region, data)]
    if findings:
        raise InputError(findings)


def _complete(region: Region, _: Mapping[str, Any]) -> Iterator[Finding]:
    missing = [table for table in TABLES if region.tables[table].empty]
    for table in missing:
        what = "the table is missing or empty while other innovation tables are given"
        yield Finding(what, f"{table}.csv", remedy="Give all five innovation tables, or none")


def _sector(_: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    if not data["has_sector"]:
        what = "innovation tables are given, but no sector is called 'innovation'"
        yield Finding(what, "region.toml", remedy="Name the sector that does research 'innovation'")


def _funders(region: Region, _: Mapping[str, Any]) -> Iterator[Finding]:
    table = region.tables["funders"]
    for row, (side, kind) in zip(table.index, zip(table["side"], table["kind"], strict=True), strict=True):
        if side and kind == "world":
            what = f"a funder of kind 'world' cannot belong to side '{side}'"
            yield Finding(what, "funders.csv", int(row), "side", "Leave the side empty or change the kind")


def _maps(region: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    spent = data["amounts"].sum(axis=0)
    for r, performer in enumerate(PERFORMERS):
        for b, side in enumerate(region.sides):
            total = float(data["stage_map"][r, b].sum())
            if spent[r, b] > 0 and abs(total - 1.0) > SUM_TOLERANCE:
                what = f"the shares of performer '{performer}' on side '{side}' sum to {total:.6g}, not 1"
                yield Finding(what, "stage_map.csv", column="share", remedy="Say where all its money goes")


def _places(region: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    spent = data["amounts"].sum(axis=0)
    for r, performer in enumerate(PERFORMERS):
        for b, side in enumerate(region.sides):
            if spent[r, b] > 0 and not data["share"][r, region.zone_side == b].sum() > 0:
                what = f"performer '{performer}' spends money on side '{side}' but works in none of its zones"
                yield Finding(what, "research_places.csv", column="weight", remedy="Give it a zone's weight")


def _shares(region: Region, _: Mapping[str, Any]) -> Iterator[Finding]:
    p = region.parameters
    total = sum(p.by(f"share_{name}", STAGES) for name in ("people", "floor", "platform"))
    for stage, value in zip(STAGES, np.asarray(total), strict=True):
        if value > 1.0 + SUM_TOLERANCE:
            what = f"share_people, share_floor and share_platform of stage '{stage}' sum to {value:.6g}"
            yield Finding(
                what, "parameters.toml", remedy="They must not exceed 1: the rest buys other things"
            )


def _capacity(_: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    money = np.einsum("frs,rsk->k", data["amounts"], data["stage_map"])
    for stage, value in zip(STAGES, money, strict=True):
        if not value > 0:
            what = f"stage '{stage}' has no capacity anywhere: no performer spends money on it"
            remedy = f"Give '{stage}' a share in stage_map.csv, or the performers that have one some money"
            yield Finding(what, "stage_map.csv", column="stage", remedy=remedy)


def _results(region: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    money = np.einsum("frs,rs->s", data["amounts"], data["stage_map"][:, :, 0])
    for b, side in enumerate(region.sides):
        if (money[b] > 0) != (data["flows"]["results"][b] > 0):
            lack = "no results of its research" if money[b] > 0 else "results without research"
            what = f"side '{side}' has {lack}"
            yield Finding(what, "innovation_flows.csv", column="value", remedy="Give both or neither")


def _people(region: Region, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Who is paid by research money works in the zone's innovation sector: nobody is counted twice."""
    people = region.parameters.by("share_people", STAGES)
    by_zone = (data["amounts"].sum(axis=0) @ (np.arange(len(region.sides))[:, None] == region.zone_side)) * (
        data["share"]
    )
    cost = np.einsum("rsk,k->rs", data["stage_map"], people)[:, region.zone_side]
    wanted = (by_zone * cost).sum(axis=0) / data["pay"]
    for zone, need, have in zip(region.zones, wanted, data["workers"], strict=True):
        if need > have * (1.0 + HEAD_TOLERANCE):
            what = (
                f"research money of zone '{zone}' pays {need:,.0f} people, but {have:,.0f} work in "
                "innovation there: people would be counted twice"
            )
            remedy = "Lower the zone's weight, or share_people, or add its innovation jobs to jobs.csv"
            yield Finding(what, "research_places.csv", column="weight", remedy=remedy)
