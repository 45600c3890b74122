"""The teaching region: loads without a fault, and adds up exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.base import GRADES, errors_of
from technopole.region import check_region, declared_tables, list_regions

if TYPE_CHECKING:
    from technopole.region import Region


def test_it_is_shipped_and_has_no_errors() -> None:
    assert "two-towns" in list_regions()
    assert errors_of(check_region("two-towns")) == []


def test_its_only_warnings_say_that_it_is_assumed(two_towns: Region) -> None:
    assert {finding.column for finding in two_towns.warnings} == {"grade"}


def test_every_value_row_has_grade_and_source(two_towns: Region) -> None:
    for name, table in declared_tables().items():
        if "grade" in table.column_names:
            frame = two_towns.tables[name]
            assert set(frame["grade"]) <= set(GRADES)
            assert set(frame["source"]) <= {"invented for teaching"}


def test_jobs_residents_and_border_workers_balance_exactly(two_towns: Region) -> None:
    residents = two_towns.array("residents", "workers", ["zone", "group"])
    residents -= two_towns.array("residents", "followers", ["zone", "group"])
    jobs = two_towns.array("jobs", "jobs", ["zone", "sector"])
    flows = two_towns.array("cross_border", "workers", ["group", "home_side", "work_side"])
    for side in range(2):
        zones = two_towns.zone_side == side
        assert jobs[zones].sum() == flows[:, :, side].sum()
        assert np.array_equal(residents[zones].sum(axis=0), flows[:, side, :].sum(axis=1))


def test_jobs_by_skill_match_workers_by_side_of_work(two_towns: Region) -> None:
    jobs = two_towns.array("jobs", "jobs", ["zone", "sector"])
    shares = two_towns.array("wages", "share", ["side", "sector", "skill"])
    flows = two_towns.array("cross_border", "workers", ["group", "home_side", "work_side"])
    talent = two_towns.skills.index("talent")
    for side in range(2):
        held = (jobs[two_towns.zone_side == side].sum(axis=0) * shares[side, :, talent]).sum()
        assert abs(held - flows[two_towns.groups.index("talent"), :, side].sum()) < 1e-6


def test_it_has_one_of_everything(two_towns: Region) -> None:
    assert len(two_towns.zones) == 7
    assert two_towns.sides == ("NORTH", "SOUTH")
    assert {sector.kind for sector in two_towns.settings.sectors} == {"world", "regional"}
    assert "meadow" not in set(two_towns.tables["floor"]["zone"])
    assert (two_towns.tables["crossings"]["project"] != "").sum() == 1
    for market in two_towns.markets:
        assert two_towns.zones[two_towns.donors(market)[two_towns.zones.index("meadow")]] == "mills"
