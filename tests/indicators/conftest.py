"""Fixtures of the indicator tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from technopole.region import Region, load_region

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_run import FakeRun, fake_run


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("two-towns")


@pytest.fixture(scope="session")
def run(region: Region) -> FakeRun:
    return fake_run(region)
