"""The sides' identity: workers who cross the border make up the difference of jobs and residents."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.checks.base import Sources, check, grouped, tolerance, total

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "cross_border.csv"


def fixed_residents(sources: Sources) -> defaultdict[tuple[str, str], float]:
    """Return residents with a fixed workplace by group and side; 0 where there are none."""
    side, counted = sources.side_of_zone, defaultdict[tuple[str, str], float](float)
    for record in sources.records("residents"):
        place = (record.text("group"), side[record.text("zone")])
        counted[place] += record.number("workers") - record.number("followers")
    return counted


@check("sides-balance", "zones", "residents", "jobs", "cross_border")
def sides_balance(sources: Sources) -> Iterator[Finding]:
    """On each side jobs = residents with a fixed workplace + workers coming in - workers going out."""
    side_of_zone, residents = sources.side_of_zone, fixed_residents(sources)
    flows = [
        record
        for record in sources.records("cross_border")
        if len(set(record.key("home_side", "work_side"))) > 1
    ]
    for side in sources.settings.labels("sides"):
        work = total(
            (job for job in sources.records("jobs") if side_of_zone[job.text("zone")] == side), "jobs"
        )
        live = sum(count for (_, home), count in residents.items() if home == side)
        entering = total((flow for flow in flows if flow.text("work_side") == side), "workers")
        leaving = total((flow for flow in flows if flow.text("home_side") == side), "workers")
        difference = work - live - (entering - leaving)
        if abs(difference) > tolerance(max(work, live)):
            what = (
                f"side '{side}' has {work:,.1f} jobs and {live:,.1f} residents with a fixed workplace; "
                f"{entering:,.1f} workers come in and {leaving:,.1f} go out, "
                f"which leaves {difference:+,.1f} jobs unexplained"
            )
            remedy = (
                "Make jobs.csv, residents.csv and cross_border.csv agree: "
                f"with these residents and flows the side has {work - difference:,.1f} jobs"
            )
            yield Finding(what, FILE, column="workers", remedy=remedy)


@check("cross-border-sums-to-residents", "zones", "residents", "cross_border")
def cross_border_sums_to_residents(sources: Sources) -> Iterator[Finding]:
    """Workers by side of work sum to the group's residents with a fixed workplace on the side of home.

    Rows with equal sides may be left out; then workers across must not exceed the residents.
    """
    residents = fixed_residents(sources)
    for (group, side), rows in grouped(sources.records("cross_border"), "group", "home_side").items():
        live, listed = residents[group, side], total(rows, "workers")
        whole = any(record.text("work_side") == side for record in rows)
        excess = listed - live
        if (whole and abs(excess) > tolerance(live)) or excess > tolerance(live):
            what = (
                f"{listed:,.1f} workers of group '{group}' live on side '{side}' here, "
                f"{live:,.1f} with a fixed workplace in residents.csv ({excess:+,.1f})"
            )
            yield Finding(what, FILE, rows[0].row, "workers", "Make the two tables agree")


@check("cross-border-allowed", "cross_border")
def cross_border_allowed(sources: Sources) -> Iterator[Finding]:
    """Workers live and work where region.toml allows their group."""
    groups = {group.id: group for group in sources.settings.groups}
    for record in sources.records("cross_border"):
        group, workers = groups[record.text("group")], record.number("workers")
        for column, verb, allowed in (("home_side", "live", group.live), ("work_side", "work", group.work)):
            side = record.text(column)
            if workers > 0 and side not in allowed:
                who = f"{workers:,.0f} workers of group '{group.id}'"
                what = f"{who} {verb} on side '{side}', where they may not"
                yield Finding(
                    what, FILE, record.row, column, f"Remove the row or widen `{verb}` of '{group.id}'"
                )
