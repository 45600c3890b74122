"""The teaching region, calibrated and run once."""

from __future__ import annotations

import pytest

import technopole as tp


@pytest.fixture(scope="session")
def towns():
    return tp.load_region("two-towns")


@pytest.fixture(scope="session")
def city(towns):
    return tp.calibrate(towns)


@pytest.fixture(scope="session")
def new_town(city):
    return tp.simulate(city, tp.load_plan(city.region, "new-town"))
