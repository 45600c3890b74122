"""Measures written out in a lever are applied where somebody asks for faults, not where levers are read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from technopole.plans import load_levers
from technopole.plans.levers_read import levers_findings
from technopole.region import load_region
from technopole.region.shipped import find_region

if TYPE_CHECKING:
    from pathlib import Path

LEVER = """
  - id: fund
    group: innovation
    name: Fund
    kind: choice
    choices: [{id: own, name: own, value: own}, {id: either, name: either, value: either}]
    grade: assumed
    source: a test
    act:
      how: set
      field: spent
      absent: none
      measures: [joint-fund]
      add:
        - {kind: joint_fund, id: joint-fund, scheme: mhkjfs, spent: own, amount: 1.0e9, year_from: 2028,
           year_to: 2030, grade: assumed, source: a test, payers: [{funder: north_government, share: 1.0}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "towns"
    shutil.copytree(find_region("two-towns"), copy)
    file = copy / "levers.yaml"
    text = file.read_text(encoding="utf-8").rstrip()
    file.write_text(text + LEVER, encoding="utf-8")
    return copy


def test_shipped_levers_can_be_carried_out() -> None:
    for name in ("two-towns", "hong-kong-shenzhen"):
        assert levers_findings(load_region(name)) == []


def test_a_fund_nobody_can_pay_is_found_when_asked_for(folder: Path) -> None:
    region = load_region(folder)
    assert load_levers(region)
    (finding,) = levers_findings(region)
    assert "Lever 'fund'" in finding.sentence()
    assert "payers" in finding.sentence()
