"""The teaching region, calibrated once, for questions about it."""

from __future__ import annotations

import pytest

import technopole as tp


@pytest.fixture(scope="session")
def towns():
    return tp.load_region("two-towns")


@pytest.fixture(scope="session")
def city(towns):
    return tp.calibrate(towns)
