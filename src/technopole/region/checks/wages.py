"""Wages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.checks.base import Sources, check, grouped, total

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARE_TOLERANCE = 1e-3
"""Shares are published to three digits."""


@check("wage-shares-sum-to-one", "wages")
def wage_shares_sum_to_one(sources: Sources) -> Iterator[Finding]:
    """The shares of the skills in a sector's jobs on a side sum to 1."""
    for (side, sector), rows in grouped(sources.records("wages"), "side", "sector").items():
        shares = total(rows, "share")
        if abs(shares - 1) > SHARE_TOLERANCE:
            what = f"the shares of sector '{sector}' on side '{side}' sum to {shares:.4f}"
            yield Finding(what, "wages.csv", rows[0].row, "share", "Make them sum to 1")


@check("wages-cover-jobs", "zones", "jobs", "wages")
def wages_cover_jobs(sources: Sources) -> Iterator[Finding]:
    """Every sector with jobs on a side has a wage for every skill."""
    side_of_zone = sources.side_of_zone
    paid = {record.key("side", "sector", "skill") for record in sources.records("wages")}
    used = [
        (side_of_zone[record.text("zone")], record.text("sector"))
        for record in sources.records("jobs")
        if record.number("jobs") > 0
    ]
    for side, sector in dict.fromkeys(used):
        for skill in sources.settings.skills:
            if (side, sector, skill) not in paid:
                what = f"sector '{sector}' has jobs on side '{side}' but no wage for skill '{skill}'"
                remedy = "Add the row, with share 0 if nobody has it"
                yield Finding(what, "wages.csv", column="skill", remedy=remedy)
