"""Every region that comes with the package loads strictly, and so do its plans."""

from __future__ import annotations

import pytest

from technopole.base import errors_of
from technopole.plans import load_plan
from technopole.region import check_region, list_regions, load_region


@pytest.mark.parametrize("name", list_regions())
def test_no_errors(name: str) -> None:
    assert [finding.sentence() for finding in errors_of(check_region(name))] == []


@pytest.mark.parametrize("name", list_regions())
def test_plans_load(name: str) -> None:
    region = load_region(name)
    plans = sorted(path.stem for path in (region.folder / "plans").glob("*.yaml"))
    assert {region.settings.baseline, region.settings.default_plan} <= set(plans)
    for plan in plans:
        assert load_plan(region, plan).measures
