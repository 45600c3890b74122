"""People, residents, jobs and those who cross: what follows from what was given, what has to be assumed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding
from technopole.importers.tabular import group_of_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.importers.draft import Draft, Row

CLOSE = 1e-6
DERIVED = "derived from observed flows"


def fill_counts(draft: Draft, flows: NDArray[np.float64] | None) -> None:
    """Fill residents, jobs, households, cross-border workers and control totals, in this order."""
    year = draft.settings.base_year
    if flows is not None:
        _from_flows(draft, np.nan_to_num(flows), year)
    for table, remedy in (
        ("people", "map a census table to `people`"),
        ("residents", "map employed residents to `residents`, or give [flows]"),
        ("jobs", "map jobs to `jobs`, or give [flows]"),
    ):
        if not draft.rows(table):
            draft.findings.append(
                Finding(f"nothing says the zones' {table}", f"{table}.csv", remedy=remedy.capitalize())
            )
    if draft.findings:
        return
    _households(draft)
    _crossers(draft, flows, year)
    _identity(draft)
    _controls(draft, year)


def _from_flows(draft: Draft, flows: NDArray[np.float64], year: int) -> None:
    """Take residents and jobs that no table gives from the sums of the flows."""
    group, sectors = group_of_side(draft), draft.settings.labels("sectors")
    head = {"unit": "persons", "year": year, "grade": "derived", "source": DERIVED}
    sides = draft.side_of_zone
    if not draft.rows("residents") and group is not None:
        rows: list[Row] = [
            {"zone": zone, "group": group[sides[zone]], "workers": float(workers), "followers": 0.0, **head}
            for zone, workers in zip(draft.zones, flows.sum(axis=1), strict=True)
        ]
        draft.fill("residents", rows, "employed residents", "sums of observed flows by home", "a census")
    if not draft.rows("jobs") and len(sectors) == 1:
        rows = [
            {"zone": zone, "sector": sectors[0], "jobs": float(jobs), **head}
            for zone, jobs in zip(draft.zones, flows.sum(axis=0), strict=True)
        ]
        draft.fill("jobs", rows, "jobs", "sums of observed flows by workplace", "a census of establishments")


def _households(draft: Draft) -> None:
    """Fill households where the census table had none."""
    size = draft.recipe.assume.people_per_household
    missing = [row for row in draft.rows("people") if row.get("households") is None]
    for row in missing:
        row["households"], row["grade"] = round(float(row["population"]) / size, 1), "assumed"
        row["source"] = f"{row['source']}; households at {size:g} persons"
    if missing:
        draft.note(
            "people", len(missing), "households", f"{size:g} persons each", "households by zone of a census"
        )


def _fixed(draft: Draft) -> dict[tuple[str, str], float]:
    """Return residents with a fixed workplace by group and side."""
    counted: dict[tuple[str, str], float] = defaultdict(float)
    sides = draft.side_of_zone
    for row in draft.rows("residents"):
        place = str(row["group"]), sides[str(row["zone"])]
        counted[place] += float(row["workers"]) - float(row.get("followers") or 0.0)
    return counted


def _crossers(draft: Draft, flows: NDArray[np.float64] | None, year: int) -> None:
    """Take those who cross from the flows, split over the groups that may, if no table gives them."""
    sides = draft.settings.labels("sides")
    if draft.rows("cross_border") or len(sides) == 1:
        return
    if flows is None:
        draft.remarks.append("nothing says who works across the border: nobody does in the base year")
        return
    place = np.array([sides.index(draft.side_of_zone[zone]) for zone in draft.zones])
    fixed, rows = _fixed(draft), list[dict[str, object]]()
    for home, home_side in enumerate(sides):
        for work, work_side in enumerate(sides):
            if home == work:
                continue
            crossing = float(np.nansum(flows[np.ix_(place == home, place == work)]))
            able = {
                g.id: fixed.get((g.id, home_side), 0.0)
                for g in draft.settings.groups
                if home_side in g.live and work_side in g.work
            }
            total = sum(able.values())
            if crossing > 0 and not total > 0:
                pair = f"live on '{home_side}' and work on '{work_side}'"
                what = f"{crossing:,.0f} workers {pair}, but no group may"
                draft.findings.append(
                    Finding(what, "region.toml", column="groups", remedy="Widen `work` of a group")
                )
                continue
            rows += [
                {
                    "group": group,
                    "home_side": home_side,
                    "work_side": work_side,
                    "workers": round(crossing * count / total, 3),
                    "unit": "persons",
                    "year": year,
                    "grade": "derived",
                    "source": DERIVED,
                }
                for group, count in able.items()
                if crossing > 0 and count > 0
            ]
    draft.fill(
        "cross_border",
        rows,
        "workers across the border",
        "sums of observed flows, groups by their number",
        "counts by group",
    )


def _identity(draft: Draft) -> None:
    """Scale jobs by side so that jobs are residents with a fixed workplace, plus in, less out."""
    sides, fixed = draft.side_of_zone, _fixed(draft)
    for side in draft.settings.labels("sides"):
        live = sum(count for (_, home), count in fixed.items() if home == side)
        for row in draft.rows("cross_border"):
            if row["home_side"] != row["work_side"]:
                live += float(row["workers"]) * ((row["work_side"] == side) - (row["home_side"] == side))
        jobs = [row for row in draft.rows("jobs") if sides[str(row["zone"])] == side]
        counted = sum(float(row["jobs"]) for row in jobs)
        if not counted > 0 or not live > 0:
            what = f"side '{side}' has {counted:,.0f} jobs and {live:,.0f} workers for them"
            draft.findings.append(Finding(what, "jobs.csv", column="jobs", remedy="Give both for every side"))
            continue
        factor = live / counted
        if abs(factor - 1.0) <= CLOSE:
            continue
        for row in jobs:
            row["jobs"] = float(row["jobs"]) * factor
            row["grade"] = "assumed" if row["grade"] == "assumed" else "derived"
            row["source"] = f"{row['source']}; x {factor:.4f} so that jobs agree with workers"
        draft.note(
            "jobs",
            len(jobs),
            f"level of jobs on side '{side}'",
            f"x {factor:.4f} to agree with workers",
            "residents at home or at no fixed workplace, and workers across the border, by side",
        )


def _controls(draft: Draft, year: int) -> None:
    """Keep the sums of the zones as control totals where no projection is given."""
    sides, last = draft.side_of_zone, draft.settings.last_year
    given = {(row["side"], row["indicator"]) for row in draft.rows("controls")}
    rows: list[Row] = []
    for indicator, table, column, unit in (
        ("population", "people", "population", "persons"),
        ("workers", "residents", "workers", "persons"),
        ("households", "people", "households", "households"),
    ):
        for side in draft.settings.labels("sides"):
            if (side, indicator) in given:
                continue
            total = sum(float(row[column]) for row in draft.rows(table) if sides[str(row["zone"])] == side)
            rows += [
                {
                    "side": side,
                    "indicator": indicator,
                    "year": when,
                    "value": round(total, 3),
                    "unit": unit,
                    "grade": "assumed" if when == last else "derived",
                    "source": "sum of the zones" + (", kept constant" if when == last else ""),
                }
                for when in (year, last)
            ]
    draft.fill(
        "controls",
        rows,
        "people, workers and households to the last year",
        "as in the base year",
        "an official projection by side",
    )
